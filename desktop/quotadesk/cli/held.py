"""Commands about what is held: figures of whole days, and deleting what is too old."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from quotadesk.app.figures import WEEK, Figures
from quotadesk.app.office import Office
from quotadesk.app.ports import FILE, By, Figure
from quotadesk.cli.opening import agreed, counted, explained, on_the_desk, open_desk, show_progress
from quotadesk.cli.rows import held_json, tell_gaps
from quotadesk.cli.terminal import on_one_line, say, say_json
from quotadesk.domain.money import in_usd
from quotadesk.domain.records import usd
from quotadesk.domain.said import Said

MOST_DAYS = 3_660
_HEADS = ("requests", "failed", "tokens in", "tokens out", "net charge", "charge unknown")


@click.command()
@click.option("--by", type=click.Choice([by.value for by in By]), default=By.MODEL.value, show_default=True)
@click.option(
    "--days",
    default=WEEK,
    show_default=True,
    type=click.IntRange(1, MOST_DAYS),
    help="Whole days in UTC, up to yesterday.",
)
@click.option("--json", "as_json", is_flag=True, help="One object: {by, coverage, figures, total}.")
@on_the_desk
@click.pass_context
@explained
def figures(
    context: click.Context,
    by: str,
    days: int,
    as_json: bool,
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
) -> None:
    """Add up what is held: requests, failures, tokens and net charge of the last whole days (UTC)."""
    office = open_desk(
        context, home=home, connection=connection, credential_stdin=credential_stdin, learn=False
    )
    found = office.figures(By(by), days)
    coverage = held_json(found.coverage)
    if as_json:
        rows = [_row(figure) for figure in found.rows]
        told = {"by": by, "coverage": coverage, "figures": rows, "total": _row(found.total, name=False)}
        say_json(told)
        return
    for line in _table(found):
        say(line)
    window = f"{found.window.start:%Y-%m-%d} to before {found.window.end:%Y-%m-%d}, UTC"
    state = "complete" if coverage["complete"] else "incomplete: what was not read is in no figure"
    say(f"{window}: {state}", err=True)
    tell_gaps(coverage)


def _row(figure: Figure, *, name: bool = True) -> dict[str, Any]:
    named = {"name": figure.name or None} if name else {}
    return {
        **named,
        "requests": figure.requests,
        "failures": figure.failures,
        "tokens_in": figure.tokens_in,
        "tokens_out": figure.tokens_out,
        "net_usd": usd(figure.net_nano),
        "net_nano_usd": figure.net_nano,
        "charge_unknown": figure.unproven,
    }


def _table(found: Figures) -> list[str]:
    """Give aligned lines: heads, one line for each name, and the total."""
    rows: list[tuple[str, ...]] = [(found.by.value, *_HEADS)]
    rows += [(figure.name or "–", *_cells(figure)) for figure in found.rows]
    rows.append(("total", *_cells(found.total)))
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [_aligned(row, widths) for row in rows]


def _cells(figure: Figure) -> tuple[str, ...]:
    counts = (figure.requests, figure.failures, figure.tokens_in, figure.tokens_out)
    return (*(f"{n:,}" for n in counts), in_usd(figure.net_nano), f"{figure.unproven:,}")


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *cells = row
    numbers = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
    return on_one_line("  ".join((name.ljust(widths[0]), *numbers)))


@click.command()
@click.option(
    "--days",
    required=True,
    type=click.IntRange(1, MOST_DAYS),
    help="Keep today and so many whole days (UTC) before it.",
)
@click.option("--always", is_flag=True, help="Also delete after each sync from now on.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@on_the_desk
@click.pass_context
@explained
def keep(
    context: click.Context,
    days: int,
    always: bool,
    yes: bool,
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
) -> None:
    """Delete from the store what is older than so many days, after asking. A gateway's own log stays as it is."""
    office = open_desk(
        context, home=home, connection=connection, credential_stdin=credential_stdin, learn=False
    )
    if not yes and (count := office.older_than(days)):
        _ask(office, count, days)
    kept = office.keep(days, always=always, progressed=show_progress)
    say(f"deleted {counted(kept.deleted, 'request')} older than {kept.since:%Y-%m-%d %H:%M} UTC")


def _ask(office: Office, count: int, days: int) -> None:
    desk = office.desk()
    from_file = any(
        c.kind == FILE for c in office.connections() if desk is not None and c.name == desk.connection
    )
    agreed(
        Said(f"{counted(count, 'request')} older than {days} whole days", f"超过 {days} 天的 {count} 个请求"),
        "They came from a file." if from_file else "The gateway keeps its own log.",
    )
