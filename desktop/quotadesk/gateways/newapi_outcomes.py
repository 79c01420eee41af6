"""Tell how the call behind one log row ended: status, error, stream, usage and times.

A row is written when an answer or an attempt has ended. What is concluded rather than recorded gets a mark.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from quotadesk.domain import values
from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.records import ErrorFacts, RecordKind
from quotadesk.domain.said import Said
from quotadesk.gateways.dialects import Dialect

NO_USAGE = "上游没有返回计费信息"  # the gateway's own note on a row that could not be charged
LONGEST_CALL_S = 7 * 86_400
STATED = re.compile(r"^\s*status_code=(\d{3}),?\s*")
_BROKEN_ENDS = frozenset({"timeout", "client_gone", "scanner_error", "panic", "ping_fail"})

_ANSWERED = Mark(
    source=Source.INFERRED,
    why=Said("such a row is written for an answered request only", "网关仅为已应答的请求写入此类日志行"),
)
_IN_TEXT = Mark(source=Source.INFERRED, why=Said("read from the error text", "取自报错文本"))
_WHOLE_SECONDS = Mark(
    source=Source.INFERRED, why=Said("the end minus whole seconds of use", "由结束时间减去整秒耗时得出")
)
_NO_TOKENS = Mark(
    source=Source.INFERRED, why=Said("no tokens and no price in the row", "该行没有 Token 数也没有金额")
)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A raw row with its unpacked details, as the readers below need it."""

    raw: Mapping[str, Any]
    other: Mapping[str, Any]
    dialect: Dialect
    kind: RecordKind
    time: datetime


def content_of(row: RawRow) -> str:
    return values.text(row.raw, "content", longest=values.LONGEST_TEXT)


def outcome(row: RawRow, figure: float, marks: dict[str, Mark]) -> dict[str, Any]:
    """Give status, failure, error and how a stream ended."""
    if row.kind is RecordKind.ERROR:
        return {"failed": True, **_error(row, marks)}
    if row.kind is RecordKind.FEE:
        return {"failed": True, "status": _status(row.other), "error": _fee(row.other)}
    marks["status"] = _ANSWERED
    return {"status": 200, "no_usage": _no_usage(row, figure, marks), **_stream(row)}


def tried(other: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the channels that were tried, in order; empty in the owner's own view."""
    return values.idents(values.mapping(other, "admin_info"), "use_channel")


def times(row: RawRow, marks: dict[str, Mark]) -> dict[str, Any]:
    """Give start, end and latencies. The row is written at the end; errors count from the request's start."""
    spent = values.number(row.raw, row.dialect.latency)
    spent_ms = None if spent is None else spent * row.dialect.latency_ms
    if spent_ms is None or not 0 <= spent_ms <= LONGEST_CALL_S * 1000 or row.other.get("is_task") is True:
        return {"ended": row.time}
    first = values.number(row.other, "frt")
    later = row.kind is RecordKind.ERROR and len(tried(row.other)) > 1  # when this attempt began is not told
    if not later:
        marks["started"] = _WHOLE_SECONDS
    return {
        "started": None if later else row.time - timedelta(milliseconds=spent_ms),
        "ended": row.time,
        "latency_ms": spent_ms,
        # The gateway subtracts two clocks: without a first token the difference is negative or absurd.
        "first_token_ms": first
        if first is not None and 0 < first <= spent_ms + row.dialect.latency_ms
        else None,
    }


def _status(other: Mapping[str, Any]) -> int | None:
    status = values.whole(other, "status_code")
    return status if status is not None and 100 <= status <= 599 else None


def _error(row: RawRow, marks: dict[str, Mark]) -> dict[str, Any]:
    content = content_of(row)
    stated = STATED.match(content)
    status = _status(row.other)
    if status is None and stated:
        status = int(stated.group(1))
        marks["status"] = _IN_TEXT
    code = values.text(row.other, "error_code") or values.ident(row.other, "error_code")
    facts = ErrorFacts(
        code=code,
        kind=values.text(row.other, "error_type"),
        text=content[stated.end() :] if stated else content,
    )
    return {"status": status, "error": facts}


def _fee(other: Mapping[str, Any]) -> ErrorFacts:
    return ErrorFacts(
        code=values.text(other, "violation_fee_code") or values.text(other, "upstream_error_code"),
        kind=values.text(other, "upstream_error_type"),
    )


def _stream(row: RawRow) -> dict[str, Any]:
    """Say how a stream ended. A broken one was answered with 200 and still failed."""
    ending = values.mapping(row.other, "stream_status")
    state, end = values.text(ending, "status"), values.text(ending, "end_reason")
    if not state and not end:
        refused = values.text(row.other, "reject_reason")
        return {"error": ErrorFacts(kind="reject_reason", code=refused)} if refused else {}
    broken = state == "error" or end in _BROKEN_ENDS
    facts = ErrorFacts(
        kind="stream_status", code=end, text=values.text(ending, "end_error", longest=values.LONGEST_TEXT)
    )
    return {"stream_end": end, "stream_ok": not broken, "failed": broken, "error": facts if broken else None}


def _no_usage(row: RawRow, figure: float, marks: dict[str, Mark]) -> bool:
    """Whether the upstream gave no usage: the gateway says so, or nothing was counted and nothing taken."""
    if figure != 0 or row.other.get("is_task") is True:
        return False
    if NO_USAGE in content_of(row):
        return True
    priced_by_call = (values.number(row.other, "model_price") or -1.0) >= 0
    counted = [values.count(row.raw, name) for name in ("prompt_tokens", "completion_tokens")]
    if priced_by_call or counted != [0, 0]:
        return False
    marks["no_usage"] = _NO_TOKENS
    return True
