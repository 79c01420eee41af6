"""Lay out an exported row: the standard evidence columns of a request, and how each of its values is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from quotadesk.domain.charge import LEDGER, Charge
from quotadesk.domain.fields import FIELDS, Audience, Source, audience_of
from quotadesk.domain.requests import Request
from quotadesk.domain.said import Language, Said

Value = str | int | float | bool | Decimal | None
"""What a cell holds: a text that somebody wrote, or a number or flag that this program made; None = missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `field` says in the register who may read it; `free`: its text was written by somebody else."""

    name: str  # in JSON lines
    field: str
    read: Callable[[Request], Value]
    unit: str = ""
    free: bool = False
    title: Said | None = None  # where it is not the field's own

    def heading(self, language: Language) -> str:
        """Give what stands above it in CSV, with its unit."""
        label = (self.title or FIELDS[self.field].label).in_(language)
        if not self.unit:
            return label
        return f"{label}（{self.unit}）" if language == "zh" else f"{label} ({self.unit})"


def usd_of(nano: int | None) -> Decimal | None:
    """Give nano-USD as USD with every digit and no more."""
    if nano is None:
        return None
    amount = Decimal(nano).scaleb(-9).normalize()
    return amount if amount != amount.to_integral_value() else amount.quantize(Decimal(1))


def _said(name: str) -> Callable[[Request], Value]:
    return lambda request: getattr(request, name) or None


def _number(name: str) -> Callable[[Request], Value]:
    return lambda request: getattr(request, name)


def _error_code(request: Request) -> Value:
    return (request.error.code or request.error.kind or None) if request.error else None


def _error_text(request: Request) -> Value:
    return (request.error.text or None) if request.error else None


def _charged(request: Request) -> Value:
    return NOT_BILLED if _is_unbilled(request) else request.charge.charge.value


def _amount(request: Request) -> Value:
    return None if _is_unbilled(request) else usd_of(request.charge.amount_nano)


def _refunded(request: Request) -> Value:
    charge = request.charge
    settled = charge.charge is not Charge.UNKNOWN and not _is_unbilled(request)
    return usd_of(charge.refunded_nano) if settled else None


def _is_unbilled(request: Request) -> bool:
    """Whether nothing tells of a charge: then only a log that was read completely proves that there was none."""
    return request.charge.charge is Charge.NO and all(r.kind not in LEDGER for r in request.records)


def _column(name: str, read: Callable[[Request], Value] | None = None, **more: Any) -> Column:
    field = more.pop("field", name)
    free = read is None
    return Column(name=name, field=field, read=read or _said(name), **{"free": free, **more})


COLUMNS: tuple[Column, ...] = (
    _column("time", lambda r: r.time.isoformat()),
    _column("request_id", lambda r: r.request_id or r.call_id or None, free=True),
    _column("upstream_request_id"),
    _column("task_id"),
    _column("owner"),
    _column("key_name"),
    _column("key_masked"),
    _column("group"),
    _column("project"),
    _column("environment"),
    _column("model"),
    _column("tier"),
    _column("type", lambda r: r.type.value if r.type else None),
    _column("status", _number("status")),
    _column("failed", lambda r: r.failed, field="status", title=Said("Failed", "失败")),
    _column("error_code", _error_code, free=True),
    _column("error_text", _error_text, free=True),
    _column("latency_ms", _number("latency_ms"), unit="ms"),
    _column("first_token_ms", _number("first_token_ms"), unit="ms"),
    _column("attempts", _number("attempt_count")),
    _column("charged", _charged),
    _column("amount_usd", _amount, unit="USD"),
    _column("refunded_usd", _refunded, unit="USD"),
)
NOT_BILLED = "none recorded"
"""What `charged` says where the log holds no billing row: neither yes nor no. Files hold it: never change it."""
MISSING = Said("Missing", "缺失")
INFERRED = Said("Inferred", "推断")
_OPTIONAL = frozenset({"upstream_request_id", "task_id", "error_code", "error_text", "first_token_ms"})
"""Fields that most requests rightly have not."""


def columns_for(reader: Audience) -> tuple[Column, ...]:
    """Give the columns that `reader` (public or internal) may see, by the register of fields."""
    allowed = {Audience.PUBLIC} if reader is Audience.PUBLIC else {Audience.PUBLIC, Audience.INTERNAL}
    return tuple(c for c in COLUMNS if audience_of(c.field) in allowed)


def provenance(
    request: Request, columns: tuple[Column, ...], values: Mapping[str, Value]
) -> dict[str, list[str]]:
    """List the columns whose value is missing, and those whose value was concluded from other evidence."""
    missing = [c.name for c in columns if values[c.name] is None and c.name not in _OPTIONAL]
    inferred = [
        c.name for c in columns if values[c.name] is not None and _source(request, c) is Source.INFERRED
    ]
    return {"missing": missing, "inferred": inferred}


def _source(request: Request, column: Column) -> Source:
    if column.field in {"charged", "amount_usd", "refunded_usd"}:
        return Source.RECORDED if request.charge.receipts else Source.INFERRED
    mark = request.marks.get(column.name) or request.marks.get(column.field)
    return mark.source if mark else Source.RECORDED
