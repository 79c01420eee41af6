"""Commands about cases: what is kept under a ticket number, without the window."""

from __future__ import annotations

from pathlib import Path

import click

from quotadesk.app.case_files import EVIDENCE, Exported
from quotadesk.app.office import Office
from quotadesk.cli.desk import case_of_request
from quotadesk.cli.opening import (
    HOME,
    LANGUAGE,
    counted,
    explained,
    home_of,
    on_the_desk,
    open_desk,
    services_of,
)
from quotadesk.cli.outlets import StandardOutput
from quotadesk.cli.terminal import on_one_line, say
from quotadesk.domain.said import Language
from quotadesk.domain.tickets_kept import CaseLine

MOST_DAYS = 3_660


@click.group()
def case() -> None:
    """Keep requests, their evidence as it was, and copied texts under a ticket number."""


def _office(context: click.Context, home: Path | None) -> Office:
    return services_of(context).office(home_of(context, home))


@case.command("list")
@click.argument("words", nargs=-1)
@HOME
@click.pass_context
@explained
def list_(context: click.Context, words: tuple[str, ...], home: Path | None) -> None:
    """List the cases that hold all WORDS: of ticket numbers, owners, request ids, evidence, texts and notes."""
    found = _office(context, home).cases.find(" ".join(words))
    for line in found:
        say(on_one_line(_line(line)))
    say(counted(len(found), "case"), err=True)


def _line(line: CaseLine) -> str:
    state = "closed" if line.closed else "open"
    changed = f"{line.changed_at:%Y-%m-%d %H:%M} UTC"
    owners = ", ".join(line.owners) or "–"
    return f"{line.ticket}  {state}  {changed}  {counted(line.requests, 'request')}  {counted(line.texts, 'text')}  {owners}"


@case.command()
@click.argument("ticket")
@click.option("--json", "as_json", is_flag=True, help="Everything that is kept, as one object.")
@LANGUAGE
@HOME
@click.pass_context
@explained
def show(context: click.Context, ticket: str, as_json: bool, lang: Language, home: Path | None) -> None:
    """Print a case, redacted for colleagues: its note, its requests as they were judged, the texts that left."""
    done = _office(context, home).cases.export(
        ticket, lambda _: StandardOutput(), language=lang, wanted=lambda name: (name == EVIDENCE) == as_json
    )
    _tell_withheld(done)


def _tell_withheld(done: Exported) -> None:
    for file in done.withheld:
        say(f"withheld by the gate: {file}", err=True)


@case.command()
@click.argument("ticket")
@click.argument("request_ids", nargs=-1)
@click.option("--note", help="Replace the note of the case; it is redacted before it is kept.")
@on_the_desk
@click.pass_context
@explained
def add(
    context: click.Context,
    ticket: str,
    request_ids: tuple[str, ...],
    note: str | None,
    connection: str | None,
    credential_stdin: bool,
    home: Path | None,
) -> None:
    """Keep requests as they stand now under TICKET; the case is begun if need be."""
    office = open_desk(context, home=home, connection=connection, credential_stdin=credential_stdin)
    for request_id in request_ids:
        office.cases.add(ticket, case_of_request(office, request_id))
    kept = office.cases.begin(ticket)
    if note is not None:
        kept = office.cases.write_note(ticket, note)
    say(f"{kept.ticket}: {counted(len(kept.requests), 'request')} kept, {counted(len(kept.texts), 'text')}")


@case.command()
@click.argument("ticket")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Where the folder goes."
)
@LANGUAGE
@HOME
@click.pass_context
@explained
def export(context: click.Context, ticket: str, out: Path, lang: Language, home: Path | None) -> None:
    """Write a case into a new folder, redacted for colleagues: Markdown files and evidence.json."""
    folder, done = services_of(context).export_case(_office(context, home), ticket, out, lang)
    say(f"{folder}: {counted(len(done.files), 'file')}, {counted(done.masked, 'value')} masked")
    _tell_withheld(done)


@case.command()
@click.option("--days", required=True, type=click.IntRange(1, MOST_DAYS), help="Days without any change.")
@click.option("--always", is_flag=True, help="Also wipe after each sync from now on.")
@HOME
@click.pass_context
@explained
def wipe(context: click.Context, days: int, always: bool, home: Path | None) -> None:
    """Delete cases that have not changed for so many days, beyond recovery."""
    gone = _office(context, home).cases.wipe(days, always=always)
    say(f"deleted {counted(gone, 'case')} that had not changed for {days} days")
