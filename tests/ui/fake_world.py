"""An invented but realistic company behind a gateway: who calls what, its lines, bars and accounts."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from quotadesk.app.answers import AccountView
from quotadesk.app.ports import Bucket
from quotadesk.domain.account import Account, Balance, KeyState, QuotaState, RateLimit, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import RequestType
from quotadesk.domain.redaction import Known
from quotadesk.domain.requests import Line
from quotadesk.domain.window import Coverage, Window

NOW = datetime(2026, 11, 23, 7, 2, 41, tzinfo=UTC)
DAY = Window(NOW - timedelta(hours=24), NOW)
PROFILE = Profile(
    product=Product.NEWAPI,
    version="v1.0.2",
    dialect="rc.22",
    error_log=True,
    consume_log=True,
    id_clock="utc",
    asked=frozenset({"consume_log"}),
)

MODELS = ("deepseek-chat", "claude-sonnet-4-5", "gpt-5-mini", "gemini-2.5-pro", "kling-v2", "gpt-image-1")
TYPES = {"kling-v2": RequestType.VIDEO, "gpt-image-1": RequestType.IMAGE}
OWNERS = ("acme-retail", "lin.na", "growth-team", "云帆科技")
KNOWN = Known.of(owners=OWNERS, channels=("azure-east-1",), groups=("vip-tier-west",))
KEYS = {
    "prod-support-bot": "production",
    "marketing-img": "marketing",
    "staging": "staging",
    "ci-nightly": "staging",
}

# status, failed, charge, error code, cut: how often
OUTCOMES = (
    (200, False, Charge.YES, "", False, 62),
    (429, True, Charge.NO, "rate_limit_exceeded", False, 16),
    (403, True, Charge.NO, "insufficient_user_quota", False, 6),
    (402, True, Charge.NO, "insufficient_balance", False, 4),
    (502, True, Charge.NO, "bad_response_status_code", False, 4),
    (200, True, Charge.YES, "stream_interrupted", True, 3),
    (200, True, Charge.REFUNDED, "task_failed", False, 3),
    (200, False, Charge.HELD, "", False, 2),
    (500, True, Charge.UNKNOWN, "do_request_failed", False, 2),
)


def lines(number: int = 214, *, seed: int = 7) -> list[Line]:
    """Give lines of one day, newest first. The second is the 429 on which the demo opens."""
    chance = random.Random(seed)
    weights = [o[-1] for o in OUTCOMES]
    made, at = [], NOW - timedelta(seconds=32)
    for count in range(number):
        outcome = OUTCOMES[1] if count == 1 else chance.choices(OUTCOMES, weights)[0]
        status, failed, charge, code, cut, _ = outcome
        model = "claude-sonnet-4-5" if count == 1 else chance.choice(MODELS)
        if charge in {Charge.REFUNDED, Charge.HELD}:
            model = "kling-v2"
        key = "prod-support-bot" if count == 1 else chance.choice(tuple(KEYS))
        money = charge in {Charge.YES, Charge.HELD}
        made.append(
            Line(
                key=f"r{count}",
                time=at,
                status=status,
                failed=failed,
                model=model,
                group=KEYS[key],
                owner="acme-retail" if count == 1 else chance.choice(OWNERS),
                key_name=key,
                type=TYPES.get(model, RequestType.CHAT),
                latency_ms=11_800 if count == 1 else chance.uniform(600, 15_000),
                attempt_count=3 if status == 429 else (None if charge is Charge.UNKNOWN else 1),
                charge=charge,
                amount_nano=chance.randint(4_000_000, 90_000_000) if money else 0,
                error_code=code,
                environment=KEYS[key],
                stream_cut=cut,
            )
        )
        at -= timedelta(seconds=chance.uniform(20, 780))
    return made


def buckets(of: list[Line], window: Window, bars: int = 80) -> tuple[Bucket, ...]:
    """Count lines into bars."""
    length = (window.end - window.start) / bars
    totals, failures, quota, limited = [0] * bars, [0] * bars, [0] * bars, [0] * bars
    for line in of:
        place = int((line.time - window.start) / length)
        if 0 <= place < bars:
            totals[place] += 1
            failures[place] += line.failed
            quota[place] += line.status == 402
            limited[place] += line.status == 429
    return tuple(
        Bucket(
            start=window.start + length * n,
            total=totals[n],
            failed=failures[n],
            quota=quota[n],
            limited=limited[n],
        )
        for n in range(bars)
    )


def account(owner: str = "acme-retail", *, state: QuotaState = QuotaState.ENOUGH) -> AccountView:
    """Give an account in one of the states."""
    left = {QuotaState.ENOUGH: 412.5, QuotaState.LOW: 31.2, QuotaState.EXHAUSTED: 0.0}[state]
    wallet = Balance(scope=Scope.WALLET, limit=500.0, remaining=left, used=500 - left, spent_7d=88.0)
    key = Balance(scope=Scope.KEY, name="prod-support-bot", limit=200.0, remaining=148.0, used=52.0)
    read = Account(
        owner=owner,
        read_at=datetime.now(UTC) - timedelta(minutes=3),
        group="production",
        key_name="prod-support-bot",
        key_state=KeyState.ACTIVE,
        balances=(wallet, key),
        rate_limits=(RateLimit(scope=Scope.KEY, what="requests", limit=60, used=22),),
    )
    return AccountView(account=read, state=state, pot=wallet, read_at=read.read_at)


def coverage() -> Coverage:
    """Give a window that was read completely."""
    return Coverage(window=DAY, read_at=NOW)


def just_now() -> datetime:
    """Give the time at which the log was read: a moment ago, so that its age stays the same on every day."""
    return datetime.now(UTC) - timedelta(seconds=20)
