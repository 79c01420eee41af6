"""Write a kept case as a folder of files: an overview, each request, each text, and the evidence as JSON.

Every value passes the gate alone, so that what is masked leaves the file whole; then every file passes it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo

from quotadesk.app import case_pages as pages
from quotadesk.app import outgoing
from quotadesk.app.errors import UnfitText
from quotadesk.app.exporting_gate import CellGate
from quotadesk.app.forms import plain_of
from quotadesk.app.keeping import changed
from quotadesk.app.ports import Outlet
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Known
from quotadesk.domain.said import Language
from quotadesk.domain.tickets_kept import KeptCase

EVIDENCE = "evidence.json"
_AT_ONCE = 3_000  # characters that the gate looks at in one look
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote: names of files, how many values were masked, and which files the gate refused."""

    files: tuple[str, ...]
    masked: int
    withheld: tuple[str, ...] = ()


def folder_name(ticket: str) -> str:
    """Give the name of the folder that a case is written into."""
    return f"case-{_NOT_IN_NAMES.sub('-', ticket).strip('-.') or 'x'}"


def export(
    case: KeptCase,
    outlet: Callable[[str], Outlet],
    *,
    language: Language,
    zone: tzinfo,
    known: Known,
    secret: bytes,
    clock: Callable[[], float],
    wanted: Callable[[str], bool] = lambda _name: True,
) -> Exported:
    """Put the wanted files of a case into the outlets that `outlet` gives for their names. Raises what these raise."""
    gate = CellGate(reader=Reader.INTERNAL, known=known, secret=secret, clock=clock)
    case = _passed(case, gate)
    written: list[str] = []
    refused: list[str] = []
    masked = 0
    for name, text in _files(case, language, zone):
        if not wanted(name):
            continue
        try:
            parts = [_document(part, language) for part in _portions(text)]
            sent = outgoing.send_parts(parts, outlet(name), name, known=known, secret=secret, clock=clock)
        except UnfitText:
            refused.append(name)
            continue
        written.append(name)
        masked = max(masked, sent.masked)
    return Exported(files=tuple(written), masked=masked, withheld=tuple(refused))


def _passed(case: KeptCase, gate: CellGate) -> KeptCase:
    """Give the case with each of its texts as it may leave."""
    texts: list[str] = []

    def gather(text: str) -> str:
        texts.append(text)
        return text

    changed(case, gather)
    passed = gate.passed(texts)
    return changed(case, lambda text: passed[text])


def _files(case: KeptCase, language: Language, zone: tzinfo) -> Iterator[tuple[str, str]]:
    yield "case.md", pages.overview(case, language, zone)
    for number, request in enumerate(case.requests, 1):
        yield f"request-{number}.md", pages.of_request(request, language, zone)
    for number, text in enumerate(case.texts, 1):
        yield f"text-{number}.md", pages.of_text(text, language, zone)
    yield EVIDENCE, json_of(case)


def json_of(case: KeptCase) -> str:
    """Give all that is kept of a case as JSON; times in ISO 8601, money in nano-USD."""
    return json.dumps(asdict(case), ensure_ascii=False, indent=1, default=_time) + "\n"


def _time(value: object) -> str:
    assert isinstance(value, datetime)  # noqa: S101 - nothing else in a kept case is unknown to JSON
    return value.isoformat()


def _portions(text: str) -> Iterator[str]:
    some: list[str] = []
    size = 0
    for line in text.splitlines():
        if some and size + len(line) > _AT_ONCE:
            yield "\n".join(some)
            some, size = [], 0
        some.append(line)
        size += len(line) + 1
    if some:
        yield "\n".join(some)


def _document(text: str, language: Language) -> Document:
    return Document(
        kind="case",
        language=language,
        audience=Audience.INTERNAL,
        markdown=text,
        plain=plain_of(text),
        html="",
    )
