"""Bring the rows of an exported file into the store, the way that a sync brings a gateway's."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from quotadesk.app.answers import Progress, Progressed
from quotadesk.app.errors import FaultyFile
from quotadesk.app.ports import FILE, OWN_ROWS, SAMPLE, Cancelled, Connection, Sheet
from quotadesk.app.sync import CANCELLED
from quotadesk.app.workplace import Workplace
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record
from quotadesk.domain.said import Said
from quotadesk.domain.window import Window

MOST_TOLD = 20  # refused lines that a report names; all of them are counted

_READING = Said("Reading the file", "正在读取文件")
_AGAIN = Said(
    "Import the file again to read the rest: rows that are held already stay as they are.",
    "再次导入该文件即可读取其余部分，已有的行不会改变。",
)
_NOT_COVERED = Said(
    "No time counts as fully read: a file does not say what it leaves out. If it holds every row of a time, "
    "import it again and say of which time (the command: --complete --from … --to …).",
    "没有任何时段视为已完整读取：文件不会说明缺少什么。若它包含某时段的全部行，请再次导入并注明该时段（命令行：--complete --from … --to …）。",
)
_NOT_ALL = Said(
    "The time does not count as fully read, because not every row could be read.",
    "由于并非所有行都能读取，该时段不视为已完整读取。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A line that could not be kept: its number (1-based) and why, without a word of what stands in it."""

    line: int
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some rows of a file in their order, and the share (0..1) of its bytes that was read."""

    records: tuple[Record, ...] = ()
    refused: tuple[Refused, ...] = ()
    share: float = 0.0


class RowsFile(Protocol):
    """An exported file whose product is known."""

    @property
    def title(self) -> str:
        """Name what the file is: a product, or the title of a mapping."""

    @property
    def profile(self) -> Profile:
        """Tell what the file says about its gateway."""

    def parts(self) -> Iterator[Part]:
        """Give its rows, part by part. Raises FaultyFile where it cannot be read any further."""


OpenRows = Callable[[Profile], RowsFile]
"""Open a file for a connection of that profile. Raises FaultyFile when nobody knows what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. `lines` holds the first refused lines; `stopped` says why it ended early."""

    title: str
    connection: str
    read: int = 0  # rows, the refused ones included
    new: int = 0
    changed: int = 0
    refused: int = 0
    lines: tuple[Refused, ...] = ()
    first: datetime | None = None  # time of the oldest and of the newest row
    last: datetime | None = None
    covered: Window | None = None
    coverage: Said = _NOT_COVERED
    stopped: Said | None = None
    hint: Said | None = None
    seconds: float = 0.0


def new_connection(name: str, saved: Sequence[Connection]) -> Connection:
    """Give a connection that will hold the rows of files. Raises FaultyFile when its name is taken or none."""
    name = name.strip()
    if not name.isprintable() or name in {"", SAMPLE, *(c.name for c in saved)}:
        raise FaultyFile(
            Said(f"There is a connection called “{name}” already.", f"已有名为“{name}”的连接。"),
            Said(
                "Choose another name, or import into that connection.",
                "请换名，或导入到该连接。",
            ),
        )
    return Connection(name=name, kind=FILE, url="")


def fitted(connection: Connection, file: RowsFile) -> Connection:
    """Give the connection as it is after this file: a new one of files takes over what its first file says.

    Raises FaultyFile when the rows are of another source than the connection's: a product's rows would be judged
    wrongly, and the same call exported in two ways would count twice.
    """
    mine, theirs = _source(connection.profile), _source(file.profile)
    if mine == _source(Profile()) and (
        connection.kind == FILE or file.profile.product is not Product.UNKNOWN
    ):
        return replace(connection, profile=file.profile) if connection.kind == FILE else connection
    if mine != theirs:
        raise FaultyFile(
            Said(
                f"“{connection.name}” holds rows of another source than this file of {file.title}.",
                f"“{connection.name}”保存的日志与该文件（{file.title}）来源不同。",
            ),
            Said("Import it into a new connection.", "请导入到新的连接。"),
        )
    return connection


def _source(profile: Profile) -> tuple[Product, str]:
    """Tell rows that may stand together: of one product, or of one way to write a file that names none."""
    if profile.product is Product.NEWAPI_OLD:
        return Product.NEWAPI, ""
    return profile.product, profile.dialect if profile.product is Product.UNKNOWN else ""


def import_rows(
    place: Workplace,
    file: RowsFile,
    *,
    complete: Window | None = None,
    progressed: Progressed,
    cancelled: Cancelled,
    tell: Callable[[Refused], None] = lambda _: None,
) -> ImportReport:
    """Read `file` into the store of `place`; what was read stays even when the rest fails.

    `complete`: the file holds every row of this window, says the agent, so that it counts as read. `tell` is given
    every refused line. May raise a StoreTrouble.
    """
    began = time.monotonic()
    report = ImportReport(title=file.title, connection=place.connection)
    try:
        for part in file.parts():
            report = _keep(place, part, report)
            for refused in part.refused:
                tell(refused)
            progressed(Progress(share=part.share, said=_READING, rows=report.read))
            if cancelled():
                report = replace(report, stopped=CANCELLED, hint=_AGAIN)
                break
    except FaultyFile as faulty:
        report = replace(report, stopped=faulty.message, hint=faulty.hint)
    if complete is not None:
        report = _covered(place, complete, report)
    return replace(report, seconds=time.monotonic() - began)


def _keep(place: Workplace, part: Part, report: ImportReport) -> ImportReport:
    records = [place.intake.record(r) for r in part.records]
    written = place.store.write(place.connection, records)
    times = [r.time for r in records]
    room = MOST_TOLD - len(report.lines)
    return replace(
        report,
        read=report.read + len(records) + len(part.refused),
        new=report.new + written.new,
        changed=report.changed + written.changed,
        refused=report.refused + len(part.refused),
        lines=(*report.lines, *part.refused[:room]),
        first=min((t for t in (report.first, *times) if t), default=None),
        last=max((t for t in (report.last, *times) if t), default=None),
    )


def _covered(place: Workplace, window: Window, report: ImportReport) -> ImportReport:
    """Remember a window as read when every row of the file was, and never beyond now."""
    now = place.now()
    end = min(window.end, now)
    if report.stopped is not None or report.refused or end <= window.start:
        return replace(report, coverage=_NOT_ALL)
    kept = Window(window.start, end)
    scope = "" if place.profile.reads_all else OWN_ROWS
    place.store.cover(place.connection, kept, scope=scope, read_at=end)
    said = Said(
        f"{kept.start:%Y-%m-%d %H:%M} to {kept.end:%Y-%m-%d %H:%M} UTC counts as fully read.",
        f"{kept.start:%Y-%m-%d %H:%M} 至 {kept.end:%Y-%m-%d %H:%M} UTC 视为已完整读取。",
    )
    return replace(report, covered=kept, coverage=said)


def noted(sheet: Sheet | None) -> Callable[[Refused], None]:
    """Give what writes number and reason of refused lines into a file; nothing of the lines themselves."""

    def write(refused: Refused) -> None:
        if sheet is not None:
            sheet.put_rows(f"{refused.line}\t{refused.why.en}\n")

    return write
