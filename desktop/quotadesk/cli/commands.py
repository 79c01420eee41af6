"""Every command of `quotadesk`. Without one, the window opens."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quotadesk import __version__
from quotadesk.cli import cases, connections, desk, files, held, labelled
from quotadesk.cli.opening import HOME, explained, services_of
from quotadesk.cli.terminal import prepare, say
from quotadesk.places import can_draw, has_screen


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="quotadesk")
@HOME
@click.option("--open", "start", default="", help="A lookup or a pasted ticket to open the window on.")
@click.pass_context
def main(context: click.Context, home: Path | None, start: str) -> None:
    """Quotadesk: from a customer's ticket to a verdict with proof and a text. Without a command, the window opens."""
    prepare()
    context.ensure_object(dict)
    context.obj["home"] = home
    if context.invoked_subcommand is None:
        if not can_draw():
            hint = "Open it where there is a screen, or use a command: quotadesk --help lists them."
            message = f"There is no screen here to show the window on. {hint}"
            raise click.ClickException(message)
        sys.exit(services_of(context).window(home, start))


for command in (
    desk.connect,
    connections.connections,
    desk.sync,
    desk.lookup,
    desk.reply,
    desk.note,
    files.import_,
    files.export,
    held.figures,
    held.keep,
    cases.case,
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


@main.command()
@click.pass_context
def selftest(context: click.Context) -> None:
    """Check that every part of this installation works."""
    problems = 0
    for part, problem in services_of(context).selftest():
        say(f"{'ok     ' if not problem else 'FAILED '} {part}{': ' + problem if problem else ''}")
        problems += bool(problem)
    sys.exit(1 if problems else 0)
