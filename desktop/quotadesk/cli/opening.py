"""What all commands share: their common options, opening the desk, and failing with the next step."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import NoReturn, ParamSpec, TypeVar

import click

from quotadesk.app.answers import Progress
from quotadesk.app.errors import CredentialRefused, DeskError, UnfitText
from quotadesk.app.office import Office
from quotadesk.cli.services import Services
from quotadesk.cli.terminal import readable, say, standard_input
from quotadesk.domain.said import Language, Said

P = ParamSpec("P")
R = TypeVar("R")

HOME = click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), help="Folder for settings, store and log."
)
CREDENTIAL = click.option("--credential-stdin", is_flag=True, help="Read the credential from standard input.")
CONNECTION = click.option("--connection", help="Name of the connection; default: the one last used.")
LANGUAGE = click.option("--lang", type=click.Choice(["zh", "en"]), default="en", show_default=True)

_TOLD = "quotadesk.progress"
_NOTHING = Said("No gateway is connected.", "尚未连接网关。")
TO_CONNECT = Said(
    "Run: quotadesk connect NAME --kind … --url …", "请运行：quotadesk connect NAME --kind … --url …"
)
_AS_COMMANDS = {  # a page of the window that a hint names → the command that does the same
    "in Connections": "with quotadesk connect",
    "Open Connections and": "Run quotadesk connect and",
    "在“连接”中": "用 quotadesk connect ",
    "打开“连接”": "运行 quotadesk connect ",
}


def on_the_desk(run: Callable[P, R]) -> Callable[P, R]:
    """Give a command the options by which it opens the desk."""
    return HOME(CREDENTIAL(CONNECTION(run)))


def explained(run: Callable[P, R]) -> Callable[P, R]:
    """Turn a failure that an agent can act on into a message with its next step and exit status 1."""

    @wraps(run)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return run(*map(readable, args), **{name: readable(value) for name, value in kwargs.items()})
        except UnfitText as error:
            fail(error.message, _where(error))
        except DeskError as error:
            fail(error.message, error.hint)

    return wrapper


def _where(error: UnfitText) -> Said:
    """Give the next step below the places that were refused; figures can be confirmed."""
    told = [
        Said(f"line {p.line}, column {p.column}: {p.why.en}", f"第 {p.line} 行第 {p.column} 列：{p.why.zh}")
        for p in error.places
    ]
    lines = [*(told or error.reasons), error.hint]
    if error.askable:
        again = " ".join(f"--confirm {shlex.quote(figure)}" for figure in error.askable)
        lines.append(
            Said(f"If they are right, run it again with {again}", f"确认无误后，可加上 {again} 重新运行")
        )
    return Said("\n".join(line.en for line in lines), "\n".join(line.zh for line in lines))


def fail(message: Said, hint: Said) -> NoReturn:
    """Print what is wrong and what to do next on standard error, and end with status 1."""
    language: Language = "zh" if os.environ.get("LANG", "").startswith("zh") else "en"
    say(f"{message.in_(language)}\n{as_command(hint.in_(language))}", err=True)
    sys.exit(1)


def as_command(text: str) -> str:
    """Name the command where a text of the desk names a page of the window."""
    for page, command in _AS_COMMANDS.items():
        text = text.replace(page, command)
    return text


def agreed(what: Said, more: str = "") -> None:
    """Say what is to be deleted, and go on only when a person says yes; a script says so with --yes."""
    if not sys.stdin.isatty():
        fail(
            Said(f"This deletes {what.en}. Nothing was deleted.", f"将删除{what.zh}。尚未删除。"),
            Said("Run it again with --yes.", "请加上 --yes 重新运行。"),
        )
    click.confirm(f"Delete {what.en}? {more}".rstrip(), abort=True, err=True)


def services_of(context: click.Context) -> Services:
    """Give the functions that bootstrap bound."""
    services: Services = context.find_root().obj["services"]
    return services


def home_of(context: click.Context, home: Path | None) -> Path | None:
    """Give the home folder named by the command, else by the program."""
    named: Path | None = home or context.find_root().obj.get("home")
    return named


def open_desk(
    context: click.Context,
    *,
    home: Path | None,
    connection: str | None,
    credential_stdin: bool,
    learn: bool = True,
) -> Office:
    """Open the desk on a connection, with the credential from standard input where asked.

    `learn`: read the gateway's lists of names, which tickets and the gate need and typed lookups do not.
    """
    office = services_of(context).office(home_of(context, home))
    return seated(office, connection=connection, credential_stdin=credential_stdin, learn=learn)


def seated(office: Office, *, connection: str | None, credential_stdin: bool, learn: bool = True) -> Office:
    """Give the desk on a connection; see `open_desk`."""
    names = [c.name for c in office.connections()]
    if not names:
        raise CredentialRefused(_NOTHING, TO_CONNECT)
    office.use(connection or names[0], credential=credential_from_stdin() if credential_stdin else None)
    if learn:
        office.learn_names()
    return office


def credential_from_stdin() -> str:
    """Read one line: the credential."""
    return next(standard_input(), "").strip()


def counted(count: int, thing: str) -> str:
    """Give a number with its noun."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def show_progress(progress: Progress) -> None:
    """Print how far a reading is: in place on a terminal, else only its beginning and end."""
    terminal = sys.stderr.isatty()
    if progress.rows and (terminal or progress.share in {0.0, 1.0}):
        share = "" if progress.share is None else f"{progress.share:4.0%} "
        told = f"{share}{progress.said.en}, {progress.rows} rows"
        context = click.get_current_context(silent=True)
        said: dict[str, str] = context.meta if context is not None else {}
        if said.get(_TOLD) != told:  # the end is told by the last page and by the writing after it
            said[_TOLD] = told
            say(told, err=True, end="\r" if terminal else "\n")
