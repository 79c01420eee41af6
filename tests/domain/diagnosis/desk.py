"""Evidence made by hand for the tests of the diagnosis."""

from datetime import UTC, datetime, timedelta
from typing import Any

from quotadesk.domain.diagnosis import diagnose
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, Task, TaskStatus, nano
from quotadesk.domain.verdict import Verdict
from quotadesk.knowledge import read_knowledge

NOW = datetime(2026, 9, 14, 6, 35, 11, tzinfo=UTC)
CALLED = datetime(2026, 9, 14, 6, 20, 11, tzinfo=UTC)
ID = "202609140620118002403465c0e71abjaU0PsZb"


def row(kind: RecordKind = RecordKind.CONSUME, *, after: float = 2, usd: float = 0.0, **more: Any) -> Record:
    given: dict[str, Any] = {
        "source_id": f"{kind.value}-{after}-{usd}",
        "kind": kind,
        "time": CALLED + timedelta(seconds=after),
        "request_id": ID,
        "key_name": "prod-bot",
        "model": "gpt-4o",
        "figure": usd * 500_000,
        "amount_nano": nano(usd),
        "failed": kind in (RecordKind.ERROR, RecordKind.FAILURE),
        "status": 200 if kind is RecordKind.CONSUME else None,
    }
    return Record(**{**given, **more})


def error_row(status: int, text: str, *, code: str = "", kind: str = "openai_error", **more: Any) -> Record:
    facts = ErrorFacts(code=code, kind=kind, text=text)
    return row(RecordKind.ERROR, status=status, error=facts, attempts=1, **more)


def task(status: TaskStatus, usd: float = 0.3, **more: Any) -> Task:
    given = {"task_id": "task_Zk3vQ9aLm2", "status": status, "submitted": CALLED, "owner": "lin"}
    return Task(**{**given, "figure": usd * 500_000, "amount_nano": nano(usd), **more})


def verdict(
    pasted: str = "", *, product: Product = Product.NEWAPI, error_log: bool | None = True, **more: Any
) -> Verdict:
    profile = Profile(product=product, error_log=error_log, consume_log=more.pop("consume_log", True))
    return diagnose(Evidence(now=NOW, profile=profile, pasted=pasted, **more), read_knowledge())
