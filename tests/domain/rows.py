"""Make records and tasks for tests, with only what a test is about."""

from datetime import UTC, datetime, timedelta

from quotadesk.domain.records import ErrorFacts, Record, RecordKind, Task, TaskStatus

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def consume(source_id: str = "10", *, seconds: float = 0, quota: float = 4200, **more) -> Record:
    facts = {
        "source_id": source_id,
        "kind": RecordKind.CONSUME,
        "time": at(seconds),
        "request_id": "R1",
        "status": 200,
        "figure": quota,
        "amount_nano": round(quota * 2000),
        "model": "gpt-4o",
        "owner": "acme",
        "key_name": "prod-bot",
    }
    return Record(**{**facts, **more})


def error(
    source_id: str = "9", *, seconds: float = 0, status: int = 529, code: str = "overloaded_error", **more
) -> Record:
    facts = {
        "source_id": source_id,
        "kind": RecordKind.ERROR,
        "time": at(seconds),
        "request_id": "R1",
        "status": status,
        "failed": True,
        "error": ErrorFacts(code=code, kind="claude_error", text="Overloaded"),
        "model": "gpt-4o",
        "owner": "acme",
        "key_name": "prod-bot",
    }
    return Record(**{**facts, **more})


def task(status: TaskStatus = TaskStatus.FAILURE, *, seconds: float = 0, **more) -> Task:
    facts = {
        "task_id": "task_1",
        "status": status,
        "submitted": at(seconds),
        "owner": "acme",
        "model": "sora-2",
    }
    return Task(**{**facts, **more})
