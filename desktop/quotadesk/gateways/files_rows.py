"""Tell CSV, JSON lines and a JSON page apart, and give their rows by column names, each with its number."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Any

from quotadesk.domain.said import Said
from quotadesk.gateways.files_json import BrokenJson, JsonPage
from quotadesk.gateways.files_text import LONGEST_LINE, Lines, TooLongLine, open_text

_DELIMITERS = ",;\t|"
_TOO_LONG = Said("the line is longer than any row", "该行过长，不可能是一行日志")
_NO_OBJECT = Said("no JSON object", "不是 JSON 对象")
_OPEN_QUOTE = Said(
    "a quotation mark is out of place or never closed; the row is cut", "引号位置不对或未闭合，行被截断"
)
_PAGE_BREAKS = Said("the JSON breaks off or is damaged here", "JSON 在此中断或损坏")


class Form(StrEnum):
    """How the rows stand in a file."""

    CSV = "csv"
    LINES = "jsonl"
    PAGE = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: the line on which it begins (in a JSON page: which row it is), and its cells or why it has none."""

    number: int
    cells: Mapping[str, Any] | None = None
    why: Said | None = None


def form_of(path: Path) -> Form:
    """Tell how the rows stand in a file, by its beginning. Raises FaultyFile."""
    with open_text(path) as text:
        page = JsonPage(text.lines)
        try:
            is_page = page.at_rows()
        except BrokenJson:
            is_page = False
    with open_text(path) as text:
        first = text.lines.piece(4096).lstrip(" \t\r\n\ufeff")[:1]
    if first in {"{", "["}:
        return Form.PAGE if is_page or first == "[" else Form.LINES
    return Form.CSV


def rows_of(lines: Lines, form: Form) -> Iterator[Row]:
    """Give every row of an open text."""
    return {Form.CSV: _csv_rows, Form.LINES: _json_lines, Form.PAGE: _page_rows}[form](lines)


def _json_lines(lines: Lines) -> Iterator[Row]:
    while True:
        try:
            line = next(lines, None)
        except TooLongLine:
            yield Row(number=lines.number, why=_TOO_LONG)
            continue
        if line is None:
            return
        if text := line.strip(" \t\r\n\ufeff"):
            yield _object(lines.number, _parsed(text))


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _object(number: int, value: Any) -> Row:
    if isinstance(value, Mapping):
        return Row(number=number, cells=value)
    return Row(number=number, why=_NO_OBJECT)


def _page_rows(lines: Lines) -> Iterator[Row]:
    page = JsonPage(lines)
    try:
        if page.at_rows():
            for value in page.rows():
                yield _object(page.number, value)
    except BrokenJson:
        yield Row(number=max(1, page.number), why=_PAGE_BREAKS)


# ---------------------------------------------------------------- CSV


def _csv_rows(lines: Lines) -> Iterator[Row]:
    """Give the rows below the first line that is not blank, which names the columns."""
    csv.field_size_limit(LONGEST_LINE)  # prompts stand in some exports: they are read past, not kept
    head, delimiter = _head(lines)
    if not head:
        return
    cells = csv.reader(chain([head], lines), delimiter=delimiter, strict=True)
    names: list[str] | None = None
    number = lines.number
    while True:
        try:
            found = next(cells, None)
        except TooLongLine:
            yield Row(number=lines.number, why=_TOO_LONG)
        except csv.Error:
            yield Row(number=number, why=_OPEN_QUOTE)
        else:
            if found is None:
                return
            if names is None:
                names = [name.strip().removeprefix("\ufeff") for name in found]
            elif found:
                yield _row(number, names, found)
        number = lines.number + 1


def _head(lines: Lines) -> tuple[str, str]:
    """Give the line of the names, and what stands between two of them. Excel may say it before, as "sep=;"."""
    said = ""
    for line in _not_blank(lines):
        if line.lower().startswith("sep=") and len(line.rstrip("\r\n")) == len("sep=;"):
            said = line[4]
            continue
        return line, said or max(_DELIMITERS, key=lambda mark: _count(line, mark))
    return "", ","


def _not_blank(lines: Lines) -> Iterator[str]:
    try:
        yield from (line for line in lines if line.strip(" \t\r\n\ufeff,;"))
    except TooLongLine:
        return


def _count(line: str, mark: str) -> int:
    """Count the cells of a line that is split at `mark`; quoted ones do not split."""
    try:
        return len(next(csv.reader([line], delimiter=mark), []))
    except csv.Error:
        return 0


def _row(number: int, names: list[str], cells: list[str]) -> Row:
    if len(cells) < len(names) or any(cells[len(names) :]):
        why = Said(
            f"{len(cells)} cells where {len(names)} columns are named",
            f"有 {len(cells)} 个单元格，而列名有 {len(names)} 个",
        )
        return Row(number=number, why=why)
    return Row(number=number, cells=dict(zip(names, cells, strict=False)))
