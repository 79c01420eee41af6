"""Commands about cases: what is kept under a ticket number, without the window."""

from __future__ import annotations

import errno
from pathlib import Path

import click

from quotadesk.app.case_files import EVIDENCE, Exported, folder_name
from quotadesk.app.errors import FaultyFile
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
from quotadesk.cli.outlets import StandardOutput, TextFile, new_folder
from quotadesk.domain.said import Language, Said
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
        click.echo(_line(line))
    click.echo(counted(len(found), "case"), err=True)


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
        click.echo(f"withheld by the gate: {file}", err=True)


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
    click.echo(
        f"{kept.ticket}: {counted(len(kept.requests), 'request')} kept, {counted(len(kept.texts), 'text')}"
    )


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
    folder, done = export_into(_office(context, home), ticket, out, lang)
    click.echo(f"{folder}: {counted(len(done.files), 'file')}, {counted(done.masked, 'value')} masked")
    _tell_withheld(done)


def export_into(office: Office, ticket: str, parent: Path, language: Language) -> tuple[Path, Exported]:
    """Write a case into a new folder inside `parent`; gives that folder. Raises FaultyFile where it cannot be."""
    name = folder_name(office.cases.case(ticket).ticket)
    try:
        return new_folder(
            parent,
            name,
            lambda new: office.cases.export(ticket, lambda file: TextFile(new / file), language=language),
        )
    except OSError as error:
        raise _trouble(parent, error) from error


def _trouble(parent: Path, error: OSError) -> FaultyFile:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return FaultyFile(
            Said("The disk is full: nothing was written.", "磁盘已满：未写入任何内容。"),
            Said(
                "Make room or choose another disk, then export again.", "请释放空间或选择其他磁盘后重新导出。"
            ),
        )
    return FaultyFile(
        Said(f"The folder {parent} cannot be written.", f"无法写入文件夹 {parent}。"),
        Said(f"Choose another one: {error.strerror}.", f"请选择其他文件夹：{error.strerror}。"),
    )


@case.command()
@click.option("--days", required=True, type=click.IntRange(1, MOST_DAYS), help="Days without any change.")
@click.option("--always", is_flag=True, help="Also wipe after each sync from now on.")
@HOME
@click.pass_context
@explained
def wipe(context: click.Context, days: int, always: bool, home: Path | None) -> None:
    """Delete cases that have not changed for so many days, beyond recovery."""
    gone = _office(context, home).cases.wipe(days, always=always)
    click.echo(f"deleted {counted(gone, 'case')} that had not changed for {days} days")
