"""Write what a lookup found into a file, all its pages: through the gate, row by row, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotadesk.app.answers import Answer, Progress, Progressed
from quotadesk.app.errors import DeskError
from quotadesk.app.exporting_columns import Column, Value, columns_for, provenance
from quotadesk.app.exporting_forms import Format, head, line
from quotadesk.app.exporting_gate import CellGate
from quotadesk.app.lookup import look_up
from quotadesk.app.ports import Cancelled, Sheet
from quotadesk.app.workplace import Workplace
from quotadesk.domain.assembly import assemble
from quotadesk.domain.fields import Audience
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Known
from quotadesk.domain.requests import Request
from quotadesk.domain.said import Language, Said

PAGE = 200
_READERS = {Reader.PUBLIC: Audience.PUBLIC, Reader.INTERNAL: Audience.INTERNAL}
_WRITING = Said("Writing the file", "正在写入文件")
_CANCELLED = Said("Cancelled; no file was written.", "已取消，未写入文件。")
_AGAIN = Said("Export again; a narrower lookup has fewer rows.", "请重新导出；缩小查询范围可减少行数。")


class ExportCancelled(DeskError):
    """The agent cancelled an export; nothing was left behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an export is to hold. `limit` None = everything that was found."""

    lookup: Lookup
    form: Format
    language: Language = "en"
    reader: Reader = Reader.INTERNAL
    limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export wrote. `answer` is that of its first page: how complete it is, and how old.

    `masked` and `withheld` count distinct texts that left in part and not at all.
    """

    rows: int
    answer: Answer
    masked: int
    withheld: int


def export(
    place: Workplace,
    wanted: Wanted,
    sheet: Sheet,
    *,
    known: Known,
    secret: bytes,
    clock: Callable[[], float],
    progressed: Progressed,
    cancelled: Cancelled,
) -> ExportReport:
    """Put every row of `wanted` into `sheet`. Raises ExportCancelled; the caller then leaves no file behind."""
    gate = CellGate(reader=wanted.reader, known=known, secret=secret, clock=clock)
    columns = columns_for(_READERS[wanted.reader])
    sheet.put_rows(head(wanted.form, columns, wanted.language))
    rows, first = 0, None
    for answer in _pages(place, wanted, progressed, cancelled):
        first = first or answer
        left = None if wanted.limit is None else wanted.limit - rows
        requests = _requests(place, answer, left)
        sheet.put_rows("".join(_lines(requests, columns, gate, wanted)))
        rows += len(requests)
        total = answer.page.total if wanted.limit is None else min(wanted.limit, answer.page.total)
        share = None if first.page.capped and wanted.limit is None else rows / max(1, total, rows)
        progressed(Progress(share=share, said=_WRITING, rows=rows))
        if cancelled():
            raise ExportCancelled(_CANCELLED, _AGAIN)
    assert first is not None  # noqa: S101 - a lookup has at least one page
    return ExportReport(rows=rows, answer=first, masked=gate.masked, withheld=gate.withheld)


def _pages(
    place: Workplace, wanted: Wanted, progressed: Progressed, cancelled: Cancelled
) -> Iterator[Answer]:
    after: Cursor | None = None
    rows = 0
    while wanted.limit is None or rows < wanted.limit:
        answer = look_up(
            place, wanted.lookup, after=after, limit=PAGE, progressed=progressed, cancelled=cancelled
        )
        yield answer
        rows += len(answer.page.lines)
        after = answer.page.next
        if after is None:
            return


def _requests(place: Workplace, answer: Answer, most: int | None) -> list[Request]:
    keys = [line.key for line in answer.page.lines][:most]
    held = place.store.records(place.connection, keys)
    now = place.now()
    return [
        assemble(key, held[key][0], held[key][1], profile=place.profile, now=now)
        for key in keys
        if key in held
    ]


def _lines(
    requests: Sequence[Request], columns: tuple[Column, ...], gate: CellGate, wanted: Wanted
) -> Iterator[str]:
    form, language = wanted.form, wanted.language
    rows = [{c.name: c.read(request) for c in columns} for request in requests]
    free = [c.name for c in columns if c.free]
    passed = gate.passed(text for row in rows for name in free if isinstance(text := row[name], str))
    for request, row in zip(requests, rows, strict=True):
        known = provenance(request, columns, row)
        leaving: dict[str, Value] = {
            name: passed[value] if name in free and isinstance(value, str) else value
            for name, value in row.items()
        }
        yield line(form, leaving, known if form is Format.JSONL else _in_words(known, columns, language))


def _in_words(
    known: Mapping[str, Sequence[str]], columns: Sequence[Column], language: Language
) -> dict[str, list[str]]:
    """Name columns as their headings do."""
    titles = {c.name: c.heading(language) for c in columns}
    return {what: [titles[name] for name in names] for what, names in known.items()}
