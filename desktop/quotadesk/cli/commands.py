"""Every command of `quotadesk`. Without one, the window opens."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from quotadesk import __version__
from quotadesk.cli import desk, labelled
from quotadesk.cli.opening import HOME, explained, services_of


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="quotadesk")
@HOME
@click.option("--open", "start", default="", help="A lookup or a pasted ticket to open the window on.")
@click.pass_context
def main(context: click.Context, home: Path | None, start: str) -> None:
    """Quotadesk: from a customer's ticket to a verdict with proof and a text. Without a command, the window opens."""
    context.ensure_object(dict)
    context.obj["home"] = home
    if context.invoked_subcommand is None:
        sys.exit(services_of(context).window(home, start))


for command in (
    desk.connect,
    desk.sync,
    desk.lookup,
    desk.reply,
    desk.note,
    labelled.explain,
    labelled.read,
    labelled.redact,
):
    main.add_command(command)


@main.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Where to leave texts and picture."
)
@click.option("--window/--no-window", default=None, help="Open the window; default: where there is a screen.")
@click.pass_context
@explained
def demo(context: click.Context, out: Path | None, window: bool | None) -> None:
    """Start the sample gateway, connect, sync, and open a customer's 429."""
    shown = window if window is not None else has_screen()
    sys.exit(services_of(context).demo(out, shown))


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@main.command()
@click.pass_context
def selftest(context: click.Context) -> None:
    """Check that every part of this installation works."""
    problems = 0
    for part, problem in services_of(context).selftest():
        click.echo(f"{'ok     ' if not problem else 'FAILED '} {part}{': ' + problem if problem else ''}")
        problems += bool(problem)
    sys.exit(1 if problems else 0)
