"""Decode one log row of the One API family into a Record, by allow-list.

What is not named here never leaves this module: addresses, prompts, results, channel secrets, user settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotadesk.domain import values
from quotadesk.domain.fields import Mark
from quotadesk.domain.records import Record, RecordKind, nano
from quotadesk.gateways.dialects import Dialect
from quotadesk.gateways.newapi_outcomes import STATED, RawRow, content_of, outcome, times, tried
from quotadesk.gateways.newapi_refunds import read_told_refund
from quotadesk.gateways.newapi_types import request_type

QUOTA_PER_UNIT = 500_000.0
CHANNEL_TEST = "模型测试"  # the gateway's own name for the operator's channel tests
MOST_QUOTA = 1e15  # two billion USD: more is a fault of the gateway, not a charge
# Rows that stand for a call of a customer (or of a channel test).
_CALLS = frozenset({RecordKind.CONSUME, RecordKind.ERROR, RecordKind.FEE, RecordKind.TEST})
# Rows whose figure decides what was charged: without a readable one the row tells nothing.
_MONEY = frozenset({RecordKind.CONSUME, RecordKind.FEE, RecordKind.REFUND, RecordKind.SETTLEMENT})


def decode(
    raw: Mapping[str, Any], dialect: Dialect, *, quota_per_unit: float = QUOTA_PER_UNIT, row_ids: bool = True
) -> Record | None:
    """Give the Record of one raw log row; None when its time, type or charge cannot be read.

    `row_ids` False: the list is the caller's own view, whose ids are running numbers and name no row.
    """
    time = values.moment(raw, "created_at")
    number = values.whole(raw, "type")
    if time is None or number is None:
        return None
    other = values.packed(raw, dialect.details) if dialect.details else {}
    kind = _kind(raw, other, dialect.kinds.get(number, RecordKind.OTHER))
    row = RawRow(raw, other, dialect, kind, time)
    if kind is RecordKind.SYSTEM and (refund := read_told_refund(content_of(row), quota_per_unit)):
        return _told_refund(row, refund, quota_per_unit, row_ids=row_ids)
    figure = _figure(row)
    if figure is None:
        return None
    marks: dict[str, Mark] = {}
    return Record(
        source_id=name_of(raw, dialect, row_ids=row_ids),
        kind=kind,
        time=time,
        figure=figure,
        amount_nano=nano(figure / quota_per_unit) if quota_per_unit > 0 else 0,
        marks=marks,
        **_who(row),
        **(_call(row, figure, marks) if kind in _CALLS else _correction(row)),
    )


def _told_refund(row: RawRow, told: tuple[float, str, str], per_unit: float, *, row_ids: bool) -> Record:
    """Give the refund that an older release only tells in words."""
    figure, task_id, reason = told
    return Record(
        source_id=name_of(row.raw, row.dialect, row_ids=row_ids),
        kind=RecordKind.REFUND,
        time=row.time,
        figure=figure,
        amount_nano=nano(figure / per_unit) if per_unit > 0 else 0,
        reason=reason,
        **{**_who(row), "task_id": task_id},
    )


def _kind(raw: Mapping[str, Any], other: Mapping[str, Any], kind: RecordKind) -> RecordKind:
    if kind in (RecordKind.CONSUME, RecordKind.ERROR) and _is_channel_test(raw):
        return RecordKind.TEST
    if kind is RecordKind.CONSUME and other.get("violation_fee") is True:
        return RecordKind.FEE
    if kind is RecordKind.CONSUME and values.text(other, "task_id") and "actual_quota" in other:
        return RecordKind.SETTLEMENT
    if kind is RecordKind.ERROR and not _tells_an_error(raw, other):
        return RecordKind.OTHER  # Veloera writes check-ins under the same number
    return kind


def _tells_an_error(raw: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    named = any(name in other for name in ("error_code", "error_type", "status_code"))
    return named or STATED.match(values.text(raw, "content")) is not None


def _is_channel_test(raw: Mapping[str, Any]) -> bool:
    named = values.text(raw, "token_name") == CHANNEL_TEST
    return named and (values.text(raw, "content") == CHANNEL_TEST or not values.ident(raw, "token_id"))


def _figure(row: RawRow) -> float | None:
    """Give the gateway's own number; None when a row about money has none."""
    quota = values.number(row.raw, "quota")
    if row.other.get("billing_source") == "subscription":
        used = values.number(row.other, "subscription_consumed")
        if used is not None and not values.number(row.other, "wallet_quota_deducted"):
            quota = used
    if quota is None or abs(quota) > MOST_QUOTA:
        return None if row.kind in _MONEY else 0.0
    return quota if row.kind in _MONEY or row.kind is RecordKind.TEST else 0.0


def name_of(raw: Mapping[str, Any], dialect: Dialect, *, row_ids: bool) -> str:
    """Name a raw row: its id, or, where ids name no row, its values joined with "|"; "" when there are none."""
    given = values.ident(raw, "id") if row_ids else ""
    if given or values.whole(raw, "created_at") is None:
        return given
    texts = (dialect.request_id, "model_name")
    numbers = ("created_at", "type", "user_id", "token_id", dialect.channel, "quota", "prompt_tokens")
    parts = [values.text(raw, name) for name in texts] + [
        str(values.whole(raw, name) or 0) for name in numbers
    ]
    return "|".join((*parts, str(values.whole(raw, "completion_tokens") or 0)))


def _who(row: RawRow) -> dict[str, Any]:
    raw, other = row.raw, row.other
    return {
        "request_id": values.text(raw, row.dialect.request_id) if row.dialect.request_id else "",
        "upstream_request_id": values.text(raw, "upstream_request_id"),
        "task_id": values.text(other, "task_id"),
        "owner": values.text(raw, "username"),
        "owner_id": values.ident(raw, "user_id"),
        "key_name": values.text(raw, "token_name"),
        "key_id": values.ident(raw, "token_id"),
        "group": values.text(raw, "group"),
        "model": values.text(raw, "model_name") or values.text(raw, "origin_model_name"),
    }


def _correction(row: RawRow) -> dict[str, Any]:
    """Give what a refund or settlement adds; nothing for the other rows that stand for no call."""
    if row.kind not in (RecordKind.REFUND, RecordKind.SETTLEMENT):
        return {}
    return {"reason": _reason(row), "channel": _channel(row), "billing": _billing(row.other)}


def _call(row: RawRow, figure: float, marks: dict[str, Mark]) -> dict[str, Any]:
    """Give what a call was and how it ended; `marks` collects what is not simply recorded."""
    return _asked(row, marks) | times(row, marks) | outcome(row, figure, marks)


def _asked(row: RawRow, marks: dict[str, Mark]) -> dict[str, Any]:
    raw, other = row.raw, row.other
    path = values.text(other, "request_path").partition("?")[0]
    kind, type_mark = request_type(path, other, values.text(raw, "model_name"))
    if type_mark:
        marks["type"] = type_mark
    channels = tried(other)
    failed = row.kind is RecordKind.ERROR
    return {
        "path": path,
        "type": kind,
        "model_served": values.text(other, "upstream_model_name"),
        "stream": None if failed and not row.dialect.error_stream else values.flag(raw, "is_stream"),
        "tokens_in": None if failed else values.count(raw, "prompt_tokens"),
        "tokens_out": None if failed else values.count(raw, "completion_tokens"),
        "channel": _channel(row),
        "channels": channels,
        "attempts": _attempts(row, channels),
        "is_task": values.flag(other, "is_task") is True,
        "billing": _billing(other),
    }


def _attempts(row: RawRow, channels: tuple[str, ...]) -> int | None:
    if row.kind is RecordKind.ERROR:
        return 1
    return len(channels) or None


def _channel(row: RawRow) -> str:
    given = values.ident(row.raw, row.dialect.channel) or values.ident(row.raw, "channel_id")
    return given or values.ident(row.other, "channel_id")


def _billing(other: Mapping[str, Any]) -> str:
    source = values.text(other, "billing_source")
    return source if source in ("wallet", "subscription") else ""


def _reason(row: RawRow) -> str:
    return values.text(row.other, "reason", longest=values.LONGEST_TEXT) or content_of(row)
