"""Know the exports of known products (resources/exports.toml): which one a file is, its rows as its API gives them."""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quotadesk.app.errors import FaultyFile
from quotadesk.datafiles import data_dir
from quotadesk.domain.said import Said

_NULLS = frozenset({"", "\\N", "NULL"})  # how databases write that there is nothing
_FLAGS = {"true": True, "t": True, "1": True, "false": False, "f": False, "0": False}
_WHOLE = re.compile(r"[+-]?\d{1,18}")


class RefusedRow(Exception):
    """A row cannot be kept. `why` repeats nothing of it."""

    def __init__(self, why: Said) -> None:
        super().__init__(why.en)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One entry of exports.toml: how a product's export is told and read."""

    kind: str
    title: str
    decoder: str
    tell: frozenset[str]
    columns: Mapping[str, str]

    def raw(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Give a row as the product's API would answer it, of named columns only. Raises RefusedRow."""
        raw = {}
        for name, type_ in self.columns.items():
            value = cells.get(name)
            if value is None or (isinstance(value, str) and value in _NULLS):
                continue
            raw[name] = _READ[type_](name, value)
        return raw


def kinds() -> tuple[str, ...]:
    """Give the names of the known exports."""
    return tuple(kind.kind for kind in _table())


def named(kind: str) -> Kind:
    """Give the export called `kind`. Raises FaultyFile."""
    found = next((k for k in _table() if k.kind == kind), None)
    if found is None:
        known = ", ".join(kinds())
        raise FaultyFile(
            Said(f"“{kind}” is no known export.", f"没有名为“{kind}”的导出类型。"),
            Said(f"Choose one of: {known}; or give a mapping file.", f"请选择：{known}；或提供映射文件。"),
        )
    return found


def told_by(names: Collection[str]) -> Kind | None:
    """Give the export that has these columns; None when no entry's `tell` is among them."""
    fitting = [kind for kind in _table() if kind.tell <= set(names)]
    return max(fitting, key=lambda kind: len(kind.tell), default=None)


@cache
def _table() -> tuple[Kind, ...]:
    return read_kinds(data_dir("resources") / "exports.toml")


def read_kinds(path: Path) -> tuple[Kind, ...]:
    """Read the table of exports. Raises ValueError naming the entry that cannot be used."""
    entries = tomllib.loads(path.read_text("utf-8"))["export"]
    table = tuple(Kind(**{**entry, "tell": frozenset(entry["tell"])}) for entry in entries)
    for kind in table:
        if strange := (kind.tell - kind.columns.keys()) | (set(kind.columns.values()) - _READ.keys()):
            message = f"{path.name}: [{kind.kind}] has an unknown column or type: {min(strange)}"
            raise ValueError(message)
    return table


# ---------------------------------------------------------------- cells


def number_in(text: str) -> float | int | None:
    """Give the number that a cell spells; None for anything else, also for one that is not finite."""
    text = text.strip()
    if _WHOLE.fullmatch(text):
        return int(text)
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def _number(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    number = number_in(value)
    if number is None:
        raise RefusedRow(Said(f"column {name} is no number", f"列 {name} 不是数字"))
    return number


def _id(name: str, value: Any) -> Any:
    del name
    return int(value) if isinstance(value, str) and _WHOLE.fullmatch(value) else value


def _flag(name: str, value: Any) -> Any:
    if isinstance(value, bool):
        return value
    flag = _FLAGS.get(str(value).strip().casefold())
    if flag is None:
        raise RefusedRow(Said(f"column {name} is neither true nor false", f"列 {name} 既非真也非假"))
    return flag


def _text(name: str, value: Any) -> Any:
    del name
    return value


def _json(name: str, value: Any) -> Any:
    """Open JSON in a cell. A row whose details were cut must not be read as one that had none."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise RefusedRow(Said(f"column {name} is no JSON", f"列 {name} 不是 JSON")) from None


_READ: dict[str, Callable[[str, Any], Any]] = {
    "number": _number,
    "id": _id,
    "flag": _flag,
    "text": _text,
    "json": _json,
}
