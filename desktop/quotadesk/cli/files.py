"""Commands for files: import what a gateway exported, export what a lookup found."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from quotadesk.app.exporting import Wanted
from quotadesk.app.exporting_forms import Format
from quotadesk.app.importing import ImportReport, Refused, noted
from quotadesk.app.office import Office
from quotadesk.cli.opening import (
    HOME,
    as_command,
    counted,
    explained,
    fail,
    home_of,
    on_the_desk,
    open_desk,
    services_of,
    show_progress,
)
from quotadesk.cli.terminal import say
from quotadesk.domain.redaction import Audience
from quotadesk.domain.said import Language, Said
from quotadesk.domain.window import Window

_WHERE = Said("Say where the rows go.", "请指定导入到哪里。")
_NAME_IT = Said(
    "--connection NAME for one that there is, --new NAME for a new one without a gateway.",
    "已有的连接用 --connection 名称；没有网关的新连接用 --new 名称。",
)
_NO_TIME = Said(
    "--complete needs the time that the file holds wholly.", "--complete 需要给出文件完整包含的时段。"
)
_FROM_TO = Said("Add --from and --to.", "请加上 --from 和 --to。")
_READERS = {"internal": Audience.INTERNAL, "customer": Audience.PUBLIC}
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_TARGET = click.Path(path_type=Path, dir_okay=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Import:
    """What `import` was given."""

    file: Path
    connection: str | None
    new: str | None
    kind: str
    mapping: Path | None
    complete: bool
    start: str
    end: str
    refused: Path | None
    use: bool
    home: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Export:
    """What `export` was given."""

    query: tuple[str, ...]
    out: Path
    form: str | None
    overwrite: bool
    reader: str
    language: Language
    limit: int | None
    tz: str
    connection: str | None
    credential_stdin: bool
    home: Path | None


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--connection", help="Name of the connection that the rows belong to.")
@click.option("--new", help="Name of a new connection that has no gateway.")
@click.option("--kind", default="", help="Product that wrote the file, where its columns do not tell.")
@click.option("--mapping", type=_FILE, help="TOML file that says which column is what.")
@click.option("--complete", is_flag=True, help="The file holds every row of --from … --to …")
@click.option("--from", "start", default="", help="Begin of that time.")
@click.option("--to", "end", default="", help="End of that time.")
@click.option("--refused", type=_TARGET, help="Write line number and reason of every refused line there.")
@click.option("--use", is_flag=True, help="Let commands use that connection from now on.")
@HOME
@click.pass_context
@explained
def import_(context: click.Context, /, **given: Any) -> None:
    """Import an exported log: CSV, JSON lines or JSON, also packed by gzip."""
    asked = _Import(**given)
    services = services_of(context)
    office = services.office(home_of(context, asked.home))
    name = asked.new or asked.connection
    if not name or (asked.new and asked.connection):
        fail(_WHERE, _NAME_IT)
    window = _window(office, asked.start, asked.end) if asked.complete else None
    before = next((c.name for c in office.connections()), "")
    with ExitStack() as stack:
        if before and not asked.use:
            stack.callback(office.prefer, before)  # an import that fails changes nothing of it, either
        sheet = stack.enter_context(services.sheet(asked.refused)) if asked.refused else None
        report = office.import_file(
            lambda profile: services.open_export(asked.file, profile, asked.kind, asked.mapping),
            into=name,
            new=bool(asked.new),
            complete=window,
            progressed=show_progress,
            cancelled=lambda: False,
            tell=noted(sheet),
        )
    if asked.use:
        office.prefer(name)
    _tell(report, active=office.connections()[0].name)


def _window(office: Office, start: str, end: str) -> Window:
    window = office.understand(f'from:"{start}" to:"{end}"').lookup.window if start and end else None
    if window is None:
        fail(_NO_TIME, _FROM_TO)
    return window


def _tell(report: ImportReport, *, active: str) -> None:
    say(
        f"{report.title} → {report.connection}: rows {report.read}, new {report.new}, changed {report.changed},"
        f" refused {report.refused}"
    )
    if report.first and report.last:
        say(f"from {report.first:%Y-%m-%d %H:%M:%S} to {report.last:%Y-%m-%d %H:%M:%S} UTC")
    say(f"commands use {active}" + (" as before (--use changes that)" if active != report.connection else ""))
    for line in report.lines:
        say(_line(line), err=True)
    if report.refused > len(report.lines):
        say(f"… and {report.refused - len(report.lines)} more (--refused FILE lists all)", err=True)
    say(report.coverage.en, err=True)
    if report.stopped:
        fail(report.stopped, report.hint or Said("", ""))


def _line(refused: Refused) -> str:
    return f"line {refused.line}: {refused.why.en}"


def _may_write(asked: _Export) -> None:
    """End the command where the file's name tells no format, or the file is there and may not be replaced."""
    if not (asked.form or Format.named_by(asked.out.name)):
        fail(
            Said(
                f"The name {asked.out.name} does not say how to write the rows.",
                f"从文件名 {asked.out.name} 无法得知写入格式。",
            ),
            Said(
                "Name it .csv or .jsonl, or add --format csv or --format jsonl.",
                "请使用 .csv 或 .jsonl 结尾，或加上 --format csv 或 --format jsonl。",
            ),
        )
    if asked.out.exists() and not asked.overwrite:
        fail(
            Said(f"The file {asked.out} is already there.", f"文件 {asked.out} 已存在。"),
            Said(
                "Choose another name, or replace it with --overwrite.",
                "请换一个文件名，或用 --overwrite 替换。",
            ),
        )


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--out", type=_TARGET, required=True, help="File to write, whole or not at all.")
@click.option(
    "--format", "form", type=click.Choice([f.value for f in Format]), help="Default: by the file's name."
)
@click.option("--overwrite", is_flag=True, help="Replace a file that is there.")
@click.option("--for", "reader", type=click.Choice(list(_READERS)), default="internal", show_default=True)
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="en", show_default=True, help="Of CSV headings."
)
@click.option("--limit", type=click.IntRange(1), help="Newest so many requests; default: all.")
@click.option("--tz", default="", help="Zone of times that name none.")
@on_the_desk
@click.pass_context
@explained
def export(context: click.Context, /, **given: Any) -> None:
    """Write what a lookup finds into a file: owner:acme status:402,429 since:24h."""
    asked = _Export(**given)
    _may_write(asked)
    office = open_desk(
        context, home=asked.home, connection=asked.connection, credential_stdin=asked.credential_stdin
    )
    wanted = Wanted(
        lookup=office.understand(" ".join(asked.query), tz=asked.tz).lookup,
        form=Format(asked.form) if asked.form else Format.of_file(asked.out.name),
        language=asked.language,
        reader=_READERS[asked.reader],
        limit=asked.limit,
    )
    with services_of(context).sheet(asked.out) as sheet:
        report = office.export(wanted, sheet, progressed=show_progress, cancelled=lambda: False)
    coverage = report.answer.coverage
    state = (
        "complete for this window"
        if coverage and coverage.complete
        else "of what is held; it may be incomplete"
    )
    say(f"wrote {counted(report.rows, 'request')} to {asked.out}, {state}")
    if report.masked or report.withheld:
        say(f"masked {report.masked} texts, withheld {report.withheld}", err=True)
    notes = (*report.answer.notes, *(coverage.notes if coverage else ()))
    for note in notes:
        say(as_command(note.en), err=True)
