"""An invented case, for showing how a template reads while no real one is open."""

from __future__ import annotations

from datetime import datetime, timedelta

from quotadesk.app.answers import AccountView, CaseView
from quotadesk.domain.account import Account, Balance, QuotaState, RateLimit, Scope
from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import ErrorFacts, RequestType, nano
from quotadesk.domain.requests import Attempt, Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry, Verdict

_ID = "202601150904102083117Qx7Lm2Zd"
_WAIT_S = 20.0
_PAID = 0.0169  # USD


def sample_case(now: datetime) -> CaseView:
    """Give a customer's request of some minutes before `now` that failed, was charged and has every public fact."""
    called = now - timedelta(minutes=12)
    limit = RateLimit(scope=Scope.KEY, what="requests", limit=60, per_s=60.0, used=61)
    pot = Balance(scope=Scope.WALLET, remaining=4.1, limit=50.0, used=45.9)
    account = Account(owner="acme-retail", read_at=now, balances=(pot,), rate_limits=(limit,))
    return CaseView(
        verdict=_verdict(),
        profile=Profile(product=Product.NEWAPI, error_log=True, consume_log=True),
        evidence=(),
        ledger=(),
        request=_request(called),
        account=AccountView(account=account, state=QuotaState.LOW, pot=pot, read_at=now),
        read_at=now,
    )


def _verdict() -> Verdict:
    paid = nano(_PAID)
    charge = ChargeVerdict(
        charge=Charge.YES, net_nano=paid, gross_nano=paid, refunded_nano=0, held_nano=0, receipts=("log-1",)
    )
    return Verdict(
        family=Family.RATE_LIMIT_CUSTOMER,
        acts=Acts.CUSTOMER,
        charge=charge,
        retry=Retry.YES_AFTER_WAIT,
        retry_after_s=_WAIT_S,
        confidence=Confidence.CONFIRMED,
        cause="",
        sentence=Said("The key sent more requests than its limit allows.", "该密钥的请求数超过其上限。"),
    )


def _request(called: datetime) -> Request:
    error = ErrorFacts(code="rate_limit_exceeded", kind="openai_error", text="Too many requests.")
    return Request(
        key=_ID,
        time=called,
        ended=called + timedelta(seconds=12),
        request_id=_ID,
        owner="acme-retail",
        key_name="prod-support-bot",
        key_masked="sk-…9a2f",
        group="default",
        project="support-desk",
        environment="production",
        model="gpt-4o",
        tier="standard",
        type=RequestType.CHAT,
        status=429,
        failed=True,
        error=error,
        latency_ms=11_800.0,
        attempts=(Attempt(number=1, started=called, status=429, failed=True, error=error),),
        attempt_count=1,
    )
