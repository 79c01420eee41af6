"""Commands about connections: which there are, which one is used, and forgetting one."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from quotadesk.app.errors import CredentialRefused
from quotadesk.app.office import Office
from quotadesk.app.ports import FILE, Connection
from quotadesk.cli.opening import HOME, agreed, counted, explained, home_of, services_of
from quotadesk.cli.terminal import on_one_line, say, say_json
from quotadesk.domain.said import Said


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="A list of {name, kind, url, used, held}.")
@HOME
@click.pass_context
@explained
def connections(context: click.Context, as_json: bool, home: Path | None) -> None:
    """List the connections; * marks the one that commands use. No credential is ever printed."""
    if home is not None:
        context.find_root().obj["home"] = home
    if context.invoked_subcommand is not None:
        return
    office = services_of(context).office(home_of(context, None))
    saved = office.connections()
    if as_json:
        say_json([_row(office, c, used=c is saved[0]) for c in saved])
        return
    for connection in saved:
        say(_line(office, connection, used=connection is saved[0]))
    say(f"{counted(len(saved), 'connection')}; quotadesk connect adds one", err=True)


def _row(office: Office, connection: Connection, *, used: bool) -> dict[str, str | int | bool | None]:
    return {
        "name": connection.name,
        "kind": connection.kind,
        "url": connection.url or None,
        "used": used,
        "held": office.held(connection.name),
    }


def _line(office: Office, connection: Connection, *, used: bool) -> str:
    where = "rows of files" if connection.kind == FILE else f"{connection.kind}  {connection.url}"
    held = counted(office.held(connection.name), "request")
    return on_one_line(f"{'*' if used else ' '} {connection.name}  {where}  {held} held")


@connections.command()
@click.argument("name")
@HOME
@click.pass_context
@explained
def use(context: click.Context, name: str, home: Path | None) -> None:
    """Make NAME the connection that commands use where none is named."""
    services_of(context).office(home_of(context, home)).prefer(name)
    say(f"commands use {name} from now on")


@connections.command()
@click.argument("name")
@click.option("--rows", is_flag=True, help="Also delete what was read from it, after asking.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@HOME
@click.pass_context
@explained
def forget(context: click.Context, name: str, rows: bool, yes: bool, home: Path | None) -> None:
    """Forget the connection NAME and its credential. What was read from it stays, but for --rows."""
    office = services_of(context).office(home_of(context, home))
    held = office.held(name)
    saved = next((c for c in office.connections() if c.name == name), None)
    if saved is None and not (rows and held):
        raise CredentialRefused(
            Said(f"There is no connection called “{name}”.", f"没有名为“{name}”的连接。"),
            Said("quotadesk connections lists them.", "可用 quotadesk connections 列出。"),
        )
    told = counted(held, "request")
    if rows and held and not yes:
        agreed(Said(f"{told} read from {name}", f"从 {name} 读取的 {held} 个请求"))
    office.forget(name, rows=rows)
    credential = " and its credential" if saved is not None and saved.kind != FILE else ""
    say(f"forgot {name}{credential}" + (f", and deleted {told}" if rows and held else ""))
    if held and not rows:
        again = f"quotadesk connections forget {shlex.quote(name)} --rows"
        say(f"{told} read from it stay: {again} deletes them")
        say(f"They lie in this desk's store: connect or import as {name} again to see them.")
    say("Kept cases stay, and so does the gateway's own log.")
