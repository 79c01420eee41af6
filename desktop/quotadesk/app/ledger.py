"""List the receipts of one request: what each moved, what is left after it, and the task that joins them."""

from __future__ import annotations

from collections.abc import Iterable

from quotadesk.app.answers import LedgerRow
from quotadesk.domain.records import Record, RecordKind
from quotadesk.domain.requests import Request
from quotadesk.domain.said import Said

KINDS = {
    RecordKind.CONSUME: Said("charge", "扣费"),
    RecordKind.ERROR: Said("failed attempt", "失败的尝试"),
    RecordKind.FAILURE: Said("failed request", "失败的请求"),
    RecordKind.REFUND: Said("refund", "退款"),
    RecordKind.SETTLEMENT: Said("settlement", "结算"),
    RecordKind.FEE: Said("violation fee", "违规费用"),
}


def ledger_of(request: Request) -> tuple[LedgerRow, ...]:
    """Give every row of the request as the ledger tab lists it, oldest first, each with the net after it."""
    rows, net = [], 0
    for record in request.records:
        amount = moved(record)
        net += amount
        rows.append(
            LedgerRow(
                time=record.time,
                kind=KINDS.get(record.kind, Said(record.kind.value, record.kind.value)),
                amount_nano=amount,
                figure=_figure(record),
                note=_same(record.reason or (record.error.code if record.error else "")),
                source_id=record.source_id,
                net_nano=net,
                task_id=record.task_id,
            )
        )
    return tuple(rows)


def moved(record: Record) -> int:
    """Give what a row moved, in nano-USD: taken is positive, given back negative, whatever sign the row has."""
    return -abs(record.amount_nano) if record.kind is RecordKind.REFUND else record.amount_nano


def total(rows: Iterable[LedgerRow]) -> int:
    """Give what the rows come to, in nano-USD."""
    return sum(row.amount_nano for row in rows)


def _figure(record: Record) -> str:
    """Give the gateway's own figure with its unit."""
    return f"{record.figure:g} {record.unit}" if record.unit == "quota" else f"{record.figure!r} USD"


def _same(text: str) -> Said:
    return Said(text, text)
