"""Rows, tasks and lookups of a small, known gateway for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType, Task, TaskStatus
from quotadesk.domain.window import Window

GATEWAY = "gateway"
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """Give the time so many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def success(source_id: str, **told: Any) -> Record:
    """Give the row of a chat call that went well."""
    facts: dict[str, Any] = {
        "kind": RecordKind.CONSUME,
        "time": NOON,
        "request_id": f"req-{source_id}",
        "owner": "acme",
        "owner_id": "7",
        "key_name": "acme-prod",
        "key_id": "70",
        "group": "production",
        "model": "gpt-4o",
        "type": RequestType.CHAT,
        "status": 200,
        "latency_ms": 1234.5,
        "figure": 500.0,
        "amount_nano": 1_000_000,
        "tokens_in": 10,
        "tokens_out": 20,
        "channel": "3",
        "channels": ("3",),
    }
    return Record(source_id=source_id, **(facts | told))


def failure(source_id: str, status: int = 429, text: str = "too many requests", **told: Any) -> Record:
    """Give the row of a failed attempt."""
    facts: dict[str, Any] = {
        "kind": RecordKind.ERROR,
        "status": status,
        "failed": True,
        "figure": 0.0,
        "amount_nano": 0,
        "tokens_in": None,
        "tokens_out": None,
        "channels": (),
        "error": ErrorFacts(code=f"code_{status}", kind="new_api_error", text=text),
    }
    return success(source_id, **(facts | told))


def submission(source_id: str, **told: Any) -> Record:
    """Give the row of a video task as it was submitted; it names no task."""
    facts: dict[str, Any] = {"is_task": True, "type": RequestType.VIDEO, "model": "video-1", "channel": "9"}
    return success(source_id, **(facts | told))


def refund(source_id: str, task_id: str, **told: Any) -> Record:
    """Give the row of a refund: a fresh request id, and the task."""
    facts: dict[str, Any] = {
        "kind": RecordKind.REFUND,
        "task_id": task_id,
        "type": None,
        "status": None,
        "latency_ms": None,
        "time": at(600),
        "reason": "task failed",
    }
    return success(source_id, **(facts | told))


def task(task_id: str, status: TaskStatus = TaskStatus.FAILURE, **told: Any) -> Task:
    """Give a task as the gateway's task list shows it."""
    facts: dict[str, Any] = {
        "submitted": NOON,
        "owner": "acme",
        "owner_id": "7",
        "model": "video-1",
        "channel": "9",
        "figure": 0.0,
    }
    return Task(task_id=task_id, status=status, **(facts | told))


def lookup(window: tuple[float, float] | None = None, **terms: str) -> Lookup:
    """Give a lookup: `lookup(owner="acme,globex", status="4xx")`; the window in seconds after noon."""
    return Lookup(
        terms=tuple(Term(key=LookupKey(k), values=tuple(v.split(","))) for k, v in terms.items()),
        window=Window(at(window[0]), at(window[1])) if window else None,
    )
