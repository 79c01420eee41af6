"""One request as the `lookup` command prints it: flat JSON, with the source of each field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotadesk.app.answers import Answer, CaseView
from quotadesk.cli.opening import as_command
from quotadesk.cli.terminal import say
from quotadesk.domain.fields import Source
from quotadesk.domain.records import usd
from quotadesk.domain.requests import Attempt
from quotadesk.domain.window import Coverage, GapReason

_FIELDS = (
    "owner",
    "key_name",
    "key_masked",
    "group",
    "project",
    "environment",
    "model",
    "tier",
)


def row_of(view: CaseView) -> dict[str, Any]:
    """Give the JSON object of a case that has a request."""
    request, verdict = view.request, view.verdict
    if request is None:
        message = "a row needs a request"
        raise ValueError(message)
    charge = verdict.charge
    amount = charge.amount_nano
    limits = view.account.account.rate_limits if view.account else ()
    return {
        "time": request.time.isoformat(),
        "request_id": request.request_id or request.call_id or request.key,
        "call_id": request.call_id or None,
        "task_id": request.task_id or None,
        **{name: getattr(request, name) or None for name in _FIELDS},
        "type": request.type.value if request.type else None,
        "status": request.status,
        "failed": request.failed,
        "error_code": request.error.code or request.error.kind or None if request.error else None,
        "latency_ms": request.latency_ms,
        "attempts": request.attempt_count,
        "attempt_list": [_attempt(a) for a in request.attempts],
        "client_retries": request.client_retries,
        "charged": charge.charge.value,
        "amount_usd": None if amount is None else usd(amount),
        "refunded_usd": usd(charge.refunded_nano),
        "quota_state": view.account.state.value if view.account else None,
        "rate_limit": [
            {"what": r.what, "limit": r.limit, "per_s": r.per_s, "scope": r.scope.value} for r in limits
        ]
        or None,
        "family": verdict.family.value,
        "acts": verdict.acts.value,
        "retry": verdict.retry.value,
        "retry_after_s": verdict.retry_after_s,
        "confidence": verdict.confidence.value,
        "sources": sources_of(view),
        "reasons": {i.name: i.why.en for i in view.evidence if i.why is not None},
    }


_GAPS = {
    GapReason.NOT_FETCHED: "not read yet; quotadesk sync --since … reads it",
    GapReason.OFFLINE: "not held, and no gateway here to read it from",
    GapReason.GATEWAY_FAILED: "the gateway failed",
    GapReason.CANCELLED: "cancelled",
    GapReason.STORE_READ_ONLY: "the store can only be read",
    GapReason.NO_ERROR_LOG: "this gateway keeps no failures",
    GapReason.UNREADABLE_ROWS: "some rows could not be read",
}
_JSON_NAMES = {"charged": ("charged", "amount_usd")}


def sources_of(view: CaseView) -> dict[str, str]:
    """Give recorded, mapped, inferred or missing by field."""
    found = {name: i.source.value for i in view.evidence for name in _JSON_NAMES.get(i.name, (i.name,))}
    mark = view.request.marks.get("time") if view.request else None
    return {"time": mark.source.value if mark else Source.RECORDED.value, **found}


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "time": attempt.ended.isoformat() if attempt.ended else None,
        "status": attempt.status,
        "failed": attempt.failed,
        "error_code": attempt.error.code if attempt.error else None,
    }


def coverage_json(answer: Answer) -> dict[str, Any] | None:
    """Give how complete an answer is: its window, gaps with reasons, and what stays invisible."""
    notes = [n.en for n in answer.notes]
    counted = {"total": answer.page.total, "capped": answer.page.capped}
    if answer.coverage is None:
        return {"complete": None, "gaps": [], "notes": notes, **counted}
    told = held_json(answer.coverage)
    return {**told, "notes": [*notes, *told["notes"]], **counted}


def held_json(coverage: Coverage) -> dict[str, Any]:
    """Give how much of a window is held: gaps with their reasons, its age, and what no reading shows."""
    return {
        "start": coverage.window.start.isoformat(),
        "end": coverage.window.end.isoformat(),
        "complete": coverage.complete,
        "read_at": coverage.read_at.isoformat() if coverage.read_at else None,
        "gaps": [
            {"start": g.window.start.isoformat(), "end": g.window.end.isoformat(), "reason": g.reason.value}
            for g in coverage.gaps
        ],
        "notes": [n.en for n in coverage.notes],
    }


def tell_gaps(coverage: Mapping[str, Any]) -> None:
    """Print what is missing in an answer, and why, on standard error."""
    for gap in coverage["gaps"]:
        told = _GAPS[GapReason(gap["reason"])]
        say(f"missing {gap['start'][:16]} to {gap['end'][:16]} UTC: {told}", err=True)
    for note in coverage["notes"]:
        say(as_command(note), err=True)
