"""Cases made by hand for the tests of the texts: every family, charge, side and retry, with and without facts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import product

from quotadesk.app.answers import AccountView, CaseView
from quotadesk.datafiles import data_dir
from quotadesk.domain.account import Account, Balance, QuotaState, RateLimit, Scope
from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType, Task, TaskStatus, nano
from quotadesk.domain.requests import Attempt, Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Claim, Confidence, Family, Proof, Retry, Verdict
from quotadesk.domain.window import Coverage, Window
from quotadesk.wording import Templates

ZONE = timezone(timedelta(hours=8))
CALLED = datetime(2026, 11, 23, 7, 1, 44, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 7, 4, 30, tzinfo=UTC)
ID = "202611230701442083117Qx7Lm2Zd"
PROFILE = Profile(product=Product.NEWAPI, error_log=True, consume_log=True)
WORDING = Templates(data_dir("templates"))
COVERAGE = Coverage(
    window=Window(CALLED - timedelta(minutes=10), CALLED + timedelta(minutes=2)),
    read_at=NOW - timedelta(seconds=40),
)
LIMIT = RateLimit(scope=Scope.KEY, what="requests", limit=60, per_s=60.0, used=61)


def charge(answer: Charge, usd: float = 0.0169) -> ChargeVerdict:
    amount = nano(usd)
    gross, back, held = {
        Charge.YES: (amount, 0, 0),
        Charge.REFUNDED: (amount, amount, 0),
        Charge.HELD: (amount, 0, amount),
    }.get(answer, (0, 0, 0))
    return ChargeVerdict(
        charge=answer,
        net_nano=None if answer is Charge.UNKNOWN else gross - back,
        gross_nano=gross,
        refunded_nano=back,
        held_nano=held,
        receipts=("log-90817",) if gross else (),
    )


def verdict(
    family: Family = Family.RATE_LIMIT_UPSTREAM,
    answer: Charge = Charge.NO,
    acts: Acts = Acts.UPSTREAM_WAIT,
    retry: Retry = Retry.YES_AFTER_WAIT,
    retry_after_s: float | None = 20.0,
    **more: object,
) -> Verdict:
    given: dict[str, object] = {
        "confidence": Confidence.CONFIRMED,
        "cause": "anthropic-rate",
        "sentence": Said(
            "The upstream limited the operator's rate; not charged.", "上游对运营方限流，未扣费。"
        ),
        "proofs": (
            Proof(
                claim=Claim.FAMILY,
                text=Said("Three rows carry a 429.", "三行日志均为 429。"),
                rule="anthropic-rate",
            ),
        ),
    }
    return Verdict(
        family=family,
        acts=acts,
        charge=charge(answer),
        retry=retry,
        retry_after_s=retry_after_s,
        **{**given, **more},
    )


def request(**more: object) -> Request:
    given: dict[str, object] = {
        "key": ID,
        "time": CALLED,
        "ended": NOW,
        "request_id": ID,
        "owner": "acme-retail",
        "key_name": "prod-support-bot",
        "key_masked": "sk-…9a2f",
        "group": "vip-tier-west",
        "project": "support-desk-eu",
        "environment": "production",
        "model": "claude-sonnet-4-5",
        "tier": "reasoning",
        "type": RequestType.CHAT,
        "status": 429,
        "failed": True,
        "error": ErrorFacts(code="rate_limit_exceeded", kind="openai_error", text="Too many requests."),
        "latency_ms": 11_800.0,
        "attempts": tuple(
            Attempt(
                number=n,
                started=CALLED + timedelta(seconds=4 * n),
                status=429,
                failed=True,
                error=ErrorFacts(code="rate_limit_exceeded"),
                channel=f"azure-east-{n}",
            )
            for n in (1, 2, 3)
        ),
        "attempt_count": 3,
        "client_retries": 2,
        "upstream_request_id": "req_011CVQx7abc",
    }
    return Request(**{**given, **more})


def bare(**more: object) -> Request:
    """A request of which hardly anything is known."""
    return Request(**{"key": "told:", "time": CALLED, "failed": True, **more})


def task(status: TaskStatus = TaskStatus.FAILURE) -> Task:
    return Task(task_id="task_Zk3vQ9aLm2", status=status, submitted=CALLED)


def refund_row() -> Record:
    return Record(
        source_id="log-90818",
        kind=RecordKind.REFUND,
        time=CALLED + timedelta(minutes=9),
        figure=8_450,
        amount_nano=nano(0.0169),
    )


def fee_row() -> Record:
    return Record(
        source_id="log-90819", kind=RecordKind.FEE, time=CALLED, figure=25_000, amount_nano=nano(0.05)
    )


def account(state: QuotaState = QuotaState.LOW, scope: Scope = Scope.WALLET) -> AccountView:
    pot = Balance(scope=scope, remaining=3.21987, limit=50.5, used=47.28013)
    held = Account(
        owner="acme-retail", read_at=NOW, key_name="prod-support-bot", balances=(pot,), rate_limits=(LIMIT,)
    )
    return AccountView(account=held, state=state, pot=pot, read_at=NOW)


def view(given: Verdict | None = None, asked: Request | None = None, **more: object) -> CaseView:
    values: dict[str, object] = {"account": account(), "coverage": COVERAGE, "read_at": COVERAGE.read_at}
    return CaseView(
        verdict=given or verdict(),
        profile=PROFILE,
        evidence=(),
        ledger=(),
        request=asked,
        **{**values, **more},
    )


WAITS = (None, 1.0, 20.0, 86_400.0 * 8)
CAUSES = ("", "openai-context", "relay-ip", "openrouter-in-flight", "row-no-usage", "relay-banned")


def requests() -> Iterator[Request | None]:
    """Give a request with everything, with ever fewer facts, and none."""
    yield None
    yield bare()
    yield bare(request_id=ID, status=402)
    yield bare(model="gpt-4o", attempt_count=1)
    yield bare(key_masked="sk-…9a2f", task_id="task_Zk3vQ9aLm2", task=task())
    yield bare(key_name="一把名字很长很长很长很长很长的生产环境密钥", model="gpt-4o", status=500)
    yield request()
    yield request(request_id="", key_masked="", key_name="my very own production key of 2026")
    yield request(
        key_name="three little words", attempt_count=2, error=ErrorFacts(code="context_length_exceeded")
    )
    yield request(
        records=(refund_row(),), task=task(TaskStatus.RUNNING), task_id="task_Zk3vQ9aLm2", latency_ms=12.0
    )


def everything() -> Iterator[CaseView]:
    """Give every family × charge × who acts × retry over requests with all and with few facts."""
    kinds = list(product(Family, Charge, Acts, Retry))
    held = list(requests())
    for number, (family, answer, acts, retry) in enumerate(kinds):
        wait = WAITS[number % len(WAITS)]
        given = verdict(family, answer, acts, retry, wait, cause=CAUSES[number % len(CAUSES)])
        for asked in held[number % 5 :: 5]:
            with_limit = account() if number % 2 else None
            yield view(given, asked, account=with_limit)
            if family is Family.RATE_LIMIT_CUSTOMER and asked is not None:
                yield view(replace(given, retry_after_s=86_400.0 * 8), asked, account=account())
