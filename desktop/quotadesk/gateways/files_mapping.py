"""Read a mapping file: TOML that says which column of some export is which field, and how its cells are written.

title = "Billing of Acme"
[columns]                        # column = field; what is not named here is dropped
"Request" = "request_id"
"Created" = "time"
"Cost"    = "figure"
[time]
format = "%d.%m.%Y %H:%M:%S"     # or iso, unix, unix_ms, unix_us
zone = "Asia/Shanghai"           # of times that name none
[figure]
unit = "usd"                     # or quota
per = 100                        # figures in one unit: cents
[values.status]                  # optional, for any field: what a cell means
"OK" = "200"
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from quotadesk.app.errors import FaultyFile
from quotadesk.domain.records import Record
from quotadesk.domain.said import Said
from quotadesk.gateways.files_cells import FIELDS, FORMATS, Cells

NEEDED = ("time", "figure")  # without its time or its money a row tells nothing
_UNITS = ("usd", "quota")


class _Time(msgspec.Struct, forbid_unknown_fields=True):
    format: str = "iso"
    zone: str = "UTC"


class _Figure(msgspec.Struct, forbid_unknown_fields=True):
    unit: str = "usd"
    per: float = 1.0


class _File(msgspec.Struct, forbid_unknown_fields=True):
    columns: dict[str, str]
    title: str = ""
    time: _Time = msgspec.field(default_factory=_Time)
    figure: _Figure = msgspec.field(default_factory=_Figure)
    values: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """A mapping that was read and can be used."""

    title: str
    columns: Mapping[str, str]
    cells: Cells

    def records(self, cells: Mapping[str, Any]) -> tuple[Record]:
        """Give the record of one row, of the columns that are declared. Raises RefusedRow."""
        return (self.cells.record({field: cells.get(name) for name, field in self.columns.items()}),)


def read_mapping(path: Path, *, quota_per_unit: float) -> Mapped:
    """Read a mapping file. Raises FaultyFile with file, line and reason."""
    try:
        text = path.read_text("utf-8-sig")
        file = msgspec.convert(tomllib.loads(text), type=_File)
    except OSError as error:
        _refuse(path, 0, error.strerror or "it cannot be read")
    except (msgspec.ValidationError, ValueError) as error:  # TOML's and UTF-8's errors are ValueErrors
        _refuse(path, 0, str(error).splitlines()[0][:200])
    _check(path, text, file)
    try:
        zone = ZoneInfo(file.time.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        _refuse(path, _line(text, file.time.zone), f"no time zone is called {file.time.zone!r}")
    cells = Cells(
        unit=file.figure.unit,
        per=file.figure.per,
        quota_per_unit=quota_per_unit,
        time_format=file.time.format,
        zone=zone,
        values=file.values,
    )
    return Mapped(title=file.title or path.stem, columns=file.columns, cells=cells)


def _check(path: Path, text: str, file: _File) -> None:
    known = ", ".join(sorted(FIELDS))
    for column, field in file.columns.items():
        if field not in FIELDS:
            _refuse(path, _line(text, column), f"{field!r} is no field; fields are: {known}")
    for name in file.values.keys() - FIELDS:
        _refuse(path, _line(text, name), f"[values.{name}] is of no field; fields are: {known}")
    _check_cells(path, text, file)
    fields = list(file.columns.values())
    for name in NEEDED:
        if name not in fields:
            _refuse(path, _line(text, "[columns]"), f"no column is the field {name!r}")
    for name in fields:
        if fields.count(name) > 1:
            _refuse(path, _line(text, f'"{name}"'), f"two columns are the field {name!r}")


def _check_cells(path: Path, text: str, file: _File) -> None:
    if file.time.format not in FORMATS and not _is_format(file.time.format):
        _refuse(
            path,
            _line(text, "format"),
            f"format is a strptime pattern or one of {', '.join(sorted(FORMATS))}",
        )
    if file.figure.unit not in _UNITS:
        _refuse(path, _line(text, "unit"), f"unit is one of {', '.join(_UNITS)}")
    if not 0 < file.figure.per < float("inf"):
        _refuse(path, _line(text, "per"), "per is a number above zero")


def _is_format(pattern: str) -> bool:
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    try:
        return "%" in pattern and datetime.strptime(now.strftime(pattern), pattern).year > 0  # noqa: DTZ007 - only tried
    except ValueError:
        return False


def _line(text: str, part: str) -> int:
    """Give the first line that holds `part`; 0 when none does."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if part in line), 0)


def _refuse(path: Path, line: int, why: str) -> NoReturn:
    where = f"{path.name}, line {line}" if line else path.name
    place = f"{path.name} 第 {line} 行" if line else path.name
    raise FaultyFile(
        Said(f"The mapping file cannot be used ({where}): {why}.", f"映射文件无法使用（{place}）：{why}。"),
        Said("Mend it and import again.", "请修改后重新导入。"),
    )
