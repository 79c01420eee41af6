"""Make a Record of cells that are named by Record fields: what a mapping file may speak of, and nothing else."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from hashlib import blake2b
from typing import Any

from quotadesk.domain.charge import LEDGER
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType, nano
from quotadesk.domain.said import Said
from quotadesk.domain.values import LONGEST_NAME, LONGEST_TEXT, cut
from quotadesk.gateways.files_kinds import RefusedRow, number_in

_REMEMBERED = 4_096  # rows without any id that are told apart from an equal one just before
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_UNIX = {"unix": 1.0, "unix_ms": 1e3, "unix_us": 1e6}
FORMATS = frozenset({"iso", *_UNIX})
_YES = frozenset({"true", "t", "1", "yes", "y", "是"})
_NO = frozenset({"false", "f", "0", "no", "n", "否"})
_FAILS = 400  # HTTP statuses from here on are failures
_NO_TIME = Said(
    "the time is missing or not of the format that the mapping names", "时间缺失或与映射中的格式不符"
)
NO_FIGURE = Said("the amount is missing or no number", "金额缺失或不是数字")
_TOO_MUCH = Said("a number is larger than any amount or count", "数字超出任何金额或数量的范围")
_LARGEST = 1e15

NAMES = frozenset({
    "request_id", "call_id", "upstream_request_id", "task_id", "owner", "owner_id", "key_name", "key_id", "key_masked",
    "group", "project", "environment", "model", "model_served", "channel",
})  # fmt: skip
TEXTS = frozenset({"path", "stream_end", "reason"})
ERRORS = {"error_code": "code", "error_kind": "kind", "error_text": "text"}
FLOATS = frozenset({"latency_ms", "first_token_ms"})
COUNTS = frozenset({"status", "tokens_in", "tokens_out", "attempts"})
FLAGS = frozenset({"stream", "failed", "cache_hit"})
FIELDS = (
    NAMES | TEXTS | ERRORS.keys() | FLOATS | COUNTS | FLAGS | {"source_id", "kind", "type", "time", "figure"}
)
"""Every field that a mapping may fill."""


@dataclass(slots=True, kw_only=True)
class Cells:
    """How cells of one file are read. `per`: figures in one USD or one quota unit (100 for cents)."""

    unit: str = "usd"
    per: float = 1.0
    quota_per_unit: float = 500_000.0
    time_format: str = "iso"
    zone: tzinfo = UTC
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # field → cell → what it means
    _seen: OrderedDict[bytes, int] = field(default_factory=OrderedDict)

    def record(self, cells: Mapping[str, Any]) -> Record:
        """Give the record of cells by field name. Raises RefusedRow."""
        said = {name: text for name in FIELDS if (text := self._said(name, cells.get(name)))}
        facts = {name: cut(said[name], LONGEST_NAME) for name in NAMES & said.keys()}
        facts |= {name: cut(said[name], LONGEST_TEXT) for name in TEXTS & said.keys()}
        read: dict[str, Any] = {name: _number(name, said[name]) for name in FLOATS & said.keys()}
        read |= {name: _count(name, said[name]) for name in COUNTS & said.keys()}
        read |= {name: _flag(name, said[name]) for name in FLAGS & said.keys()}
        error: dict[str, Any] = {
            ERRORS[name]: cut(said[name], LONGEST_TEXT) for name in ERRORS.keys() & said.keys()
        }
        failed = _failed(read, bool(error))
        figure = self._figure(said.get("figure", ""), failed=failed)
        return Record(
            **{
                **facts,
                **read,
                "source_id": self._source(said, facts),
                "kind": _kind(said.get("kind", ""), failed=failed, billed="figure" in said),
                "time": self._time(said.get("time", "")),
                "type": _type(said.get("type", "")),
                "failed": failed,
                "error": ErrorFacts(**error) if failed and error else None,
                "figure": figure,
                "unit": self.unit,
                "amount_nano": nano(figure if self.unit == "usd" else figure / self.quota_per_unit),
            }
        )

    def _said(self, name: str, value: Any) -> str:
        """Give what a cell says as text, translated where the mapping says how; "" for nothing."""
        if value is None or isinstance(value, (Mapping, list)):
            return ""
        text = str(value).lower() if isinstance(value, bool) else str(value).strip()
        text = text.encode("utf-8", "replace").decode().replace("\0", "")
        return self.values.get(name, {}).get(text, text)

    def _time(self, text: str) -> datetime:
        try:
            if self.time_format in _UNIX:
                return _EPOCH + timedelta(seconds=float(text) / _UNIX[self.time_format])
            if self.time_format == "iso":
                found = datetime.fromisoformat(text)
            else:
                found = datetime.strptime(text, self.time_format)  # noqa: DTZ007 - its zone is given below
            return (found if found.tzinfo else found.replace(tzinfo=self.zone)).astimezone(UTC)
        except (ValueError, OverflowError):
            raise RefusedRow(_NO_TIME) from None

    def _figure(self, text: str, *, failed: bool) -> float:
        if not text and failed:
            return 0.0
        value = number_in(text.removeprefix("$"))
        if value is None:
            raise RefusedRow(NO_FIGURE)
        if abs(value) > _LARGEST:
            raise RefusedRow(_TOO_MUCH)
        return float(value) / self.per

    def _source(self, said: Mapping[str, str], facts: Mapping[str, str]) -> str:
        """Name the row: by its own id, else by a digest of all that it says.

        Equal rows with a request id are one row that was exported twice; without any id they are two calls.
        """
        if given := said.get("source_id"):
            return cut(given, LONGEST_NAME)
        digest = blake2b(json.dumps(sorted(said.items())).encode(), digest_size=16).digest()
        if facts.get("request_id") or facts.get("call_id"):
            return f"file:{digest.hex()}"
        count = self._seen.pop(digest, 0) + 1
        self._seen[digest] = count
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return f"file:{digest.hex()}" + (f":{count}" if count > 1 else "")


def _failed(read: Mapping[str, Any], has_error: bool) -> bool:
    if "failed" in read:
        return bool(read["failed"])
    return has_error or (read.get("status") or 0) >= _FAILS


def _kind(text: str, *, failed: bool, billed: bool) -> RecordKind:
    """Tell the kind. A failure of which no amount is said is an attempt that failed: no proof that it was free."""
    try:
        kind = RecordKind(text.casefold() or (RecordKind.FAILURE if failed else RecordKind.CONSUME))
    except ValueError:
        raise RefusedRow(Said("the kind of row is none that is known", "行的类型未知")) from None
    return kind if billed or kind not in LEDGER else RecordKind.ERROR


def _type(text: str) -> RequestType | None:
    try:
        return RequestType(text.casefold()) if text else None
    except ValueError:
        return RequestType.OTHER


def _number(name: str, text: str) -> float:
    value = number_in(text)
    if value is None:
        raise RefusedRow(Said(f"{name} is no number", f"{name} 不是数字"))
    if abs(value) > _LARGEST:
        raise RefusedRow(_TOO_MUCH)
    return float(value)


def _count(name: str, text: str) -> int:
    value = _number(name, text)
    if value < 0 or value != int(value):
        raise RefusedRow(Said(f"{name} is no whole number of zero or more", f"{name} 不是非负整数"))
    return int(value)


def _flag(name: str, text: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise RefusedRow(Said(f"{name} is neither yes nor no", f"{name} 既非是也非否"))
    return word in _YES
