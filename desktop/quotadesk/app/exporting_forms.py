"""Write a row as CSV that no spreadsheet runs, or as one line of JSON with every digit."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from quotadesk.app.exporting_columns import INFERRED, MISSING, Column, Value
from quotadesk.domain.said import Language

# A spreadsheet takes a cell that begins like this for a formula, also behind blanks, invisible characters and quotes;
# Chinese ones read the full-width forms alike.
_FORMULA = re.compile(r"""[\s"'‘’“”\u00a0\u200b-\u200f\u2060\u3000\ufeff\0]*[=+\-@\t\r\n＝＋－＠﹦﹢﹣﹫−]""")
_QUOTED = re.compile(r'[",;\t\r\n]|^\s|\s$')
_BOM = "\ufeff"  # without it Excel takes UTF-8 for the computer's own encoding


class Format(StrEnum):
    """How an export is written."""

    CSV = "csv"
    JSONL = "jsonl"

    @classmethod
    def of_file(cls, name: str) -> Format:
        """Give what the end of a file's name says: JSON lines or, for every other, CSV."""
        return cls.JSONL if name.lower().endswith(".jsonl") else cls.CSV

    @classmethod
    def named_by(cls, name: str) -> bool:
        """Say whether the end of a file's name is that of a format."""
        return name.lower().endswith(tuple(f".{form}" for form in cls))


def harmless(text: str) -> str:
    """Give a text as a spreadsheet shows it and does not run it: with an apostrophe before what could be a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def original(cell: str) -> str:
    """Take back what `harmless` did."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def head(form: Format, columns: Sequence[Column], language: Language) -> str:
    """Give what stands before the rows: the headings of CSV in `language`, nothing in JSON lines."""
    if form is Format.JSONL:
        return ""
    titles = [c.heading(language) for c in columns] + [MISSING.in_(language), INFERRED.in_(language)]
    return _BOM + ",".join(map(_cell, titles)) + "\r\n"


def line(form: Format, values: Mapping[str, Value], known: Mapping[str, Sequence[str]]) -> str:
    """Give one row with its end; `known` lists the missing and inferred columns."""
    if form is Format.JSONL:
        named = {**values, **known}
        return "{" + ", ".join(f'"{name}": {_json(value)}' for name, value in named.items()) + "}\n"
    cells = [*values.values(), *("; ".join(names) for names in known.values())]
    return ",".join(map(_cell, cells)) + "\r\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return _digits(value)
    text = harmless(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _json(value: Value | Sequence[str]) -> str:
    if isinstance(value, Decimal | bool | int | float):
        return _digits(value)
    return json.dumps(value, ensure_ascii=False)


def _digits(value: Decimal | float) -> str:
    """Write a number or flag plainly: no exponent, no thousands."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return f"{value if isinstance(value, Decimal) else Decimal(repr(value)):f}"
