"""Cases of the invented company: one for any line, for a pasted text, for a refusal at the door, for an account."""

from __future__ import annotations

from datetime import timedelta

from quotadesk.app.answers import CaseView, EvidenceItem, Minute, Similar, Then
from quotadesk.domain.account import QuotaState, Scope
from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.documents import MaskedPart
from quotadesk.domain.fields import FIELDS, Source
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.requests import Line, Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Claim, Confidence, Dated, Family, Proof, Retry, Verdict
from tests.ui.fake_parts import evidence_of, ledger_of, neighbours_of, request_of, verdict_of
from tests.ui.fake_world import (
    DAY,
    KNOWN,
    MODELS,
    NOW,
    OWNERS,
    PROFILE,
    account,
    buckets,
    coverage,
    just_now,
    lines,
)

__all__ = [
    "DAY",
    "KNOWN",
    "MINUTE",
    "MODELS",
    "NOW",
    "OWNERS",
    "PROFILE",
    "account",
    "account_case",
    "buckets",
    "case",
    "door_case",
    "lines",
    "pasted_case",
]


def case(line: Line, profile: Profile = PROFILE) -> CaseView:
    """Give the case behind a line."""
    request = request_of(line)
    money = account(
        line.owner, state=QuotaState.EXHAUSTED if line.status in {402, 403} else QuotaState.ENOUGH
    )
    verdict = verdict_of(line, request, money.read_at)
    return CaseView(
        verdict=verdict,
        profile=profile,
        evidence=tuple(evidence_of(line, request)),
        ledger=tuple(ledger_of(request)),
        request=request,
        neighbours=tuple(neighbours_of(line)),
        similar=SIMILAR if line.status == 429 else Similar(),
        minute=MINUTE if line.status == 429 else None,
        then=_then(line),
        account=money,
        masked=(MaskedPart(placeholder="sk-…9a2f", why=Said("a full key", "完整密钥")),),
        read_at=just_now(),
        coverage=coverage(),
    )


SIMILAR = Similar(
    keys=12, owners=5, requests=31, lookup="status:429 failed:yes error:rate_limit_exceeded since:1h"
)
MINUTE = Minute(
    counts=(9, 9, 10, 12, 13, 13, 15, 16, 18, 19, 20, 21, 22, 23, 23, 24, 22, 20, 19, 17, 15, 12, 11, 9, 8),
    at=12,
    step_s=5.0,
    limit=60,
    complete=True,
)


def _then(line: Line) -> tuple[Then, ...]:
    if line.status not in {402, 403}:
        return ()
    refused = Said("as the refusal says", "依据拒绝信息")
    short = Said("did not cover the call", "不足以支付本次请求")
    return (Then(scope=Scope.WALLET, said=short, why=refused, state=QuotaState.EXHAUSTED),)


def pasted_case(text: str) -> CaseView:
    """Give the case of an error that was pasted and stands in no log."""
    known = "insufficient" in text or "余额" in text
    verdict = Verdict(
        family=Family.WALLET_EMPTY if known else Family.UNKNOWN,
        acts=Acts.CUSTOMER if known else Acts.SUPPORT,
        charge=ChargeVerdict(charge=Charge.NO if known else Charge.UNKNOWN, net_nano=0 if known else None),
        retry=Retry.NO if known else Retry.UNKNOWN,
        confidence=Confidence.LIKELY if known else Confidence.UNKNOWN,
        sentence=Said("The wallet could not cover the hold.", "钱包余额不足以预扣。")
        if known
        else Said("Not enough evidence for a verdict.", "证据不足，无法判定。"),
        proofs=(
            Proof(
                claim=Claim.FAMILY,
                text=Said(
                    "the pasted text names insufficient_user_quota", "粘贴文本含 insufficient_user_quota"
                ),
                source=Source.INFERRED,
            ),
        )
        if known
        else (),
        settles=(Said("the request id or the exact time with time zone", "请求 ID，或带时区的准确时间"),),
    )
    items = tuple(
        EvidenceItem(name=name, value=Said("", ""), source=Source.MISSING, ask=FIELDS[name].ask)
        for name in ("request_id", "time", "key_name", "model")
    )
    return CaseView(
        verdict=verdict, profile=PROFILE, evidence=items, ledger=(), pasted=text[:200], read_at=NOW
    )


DOOR_SOURCE = "service/billing_session.go (2026-02 and later)"


def door_case(text: str) -> CaseView:
    """Give the case of a refusal at the door: the customer named time and id, the log holds no row."""
    request = Request(
        key="told:20261123070144208311doorQx7Lm2Zd",
        time=NOW - timedelta(minutes=9),
        request_id="20261123070144208311doorQx7Lm2Zd",
        owner="acme-retail",
        model="claude-sonnet-4-5",
        status=403,
        failed=True,
        error=ErrorFacts(code="insufficient_user_quota"),
    )
    why = Said(
        "The gateway refuses with insufficient_user_quota before any channel is called.",
        "网关在调用渠道之前以 insufficient_user_quota 拒绝。",
    )
    wallet = Said("The wallet holds less than the hold.", "钱包余额低于预扣额。")
    cause = "newapi-insufficient-user-quota"
    money, read_at = account("acme-retail", state=QuotaState.EXHAUSTED), just_now()
    verdict = Verdict(
        family=Family.WALLET_EMPTY,
        acts=Acts.CUSTOMER,
        charge=ChargeVerdict(charge=Charge.NO, net_nano=0, why=why),
        retry=Retry.NO,
        confidence=Confidence.LIKELY,
        cause=cause,
        sentence=Said("The wallet is empty; not charged.", "钱包余额已用尽，未扣费。"),
        proofs=(
            Proof(
                claim=Claim.FAMILY,
                text=why,
                rule=cause,
                field="error_code",
                source=Source.INFERRED,
                dated=Dated.TOLD,
                rule_source=DOOR_SOURCE,
            ),
            Proof(
                claim=Claim.FAMILY,
                text=wallet,
                rule=cause,
                field="quota_state",
                dated=Dated.READ,
                at=money.read_at,
                rule_source=DOOR_SOURCE,
            ),
            Proof(
                claim=Claim.CHARGE,
                text=why,
                rule=cause,
                field="charged",
                dated=Dated.READ,
                at=read_at,
                rule_source=DOOR_SOURCE,
            ),
        ),
        attempts=0,
        source=DOOR_SOURCE,
    )
    told = Said("as the customer wrote it; the log holds no row", "来自客户描述，日志中没有记录")
    given = (
        ("request_id", request.request_id),
        ("owner", "acme-retail"),
        ("model", "claude-sonnet-4-5"),
        ("status", "403"),
        ("error_code", "insufficient_user_quota"),
    )
    items = [
        EvidenceItem(
            name=name, value=Said(value, value), source=Source.INFERRED, why=told, mono=name == "request_id"
        )
        for name, value in given
    ]
    items.append(EvidenceItem(name="charged", value=Said("no", "否"), source=Source.INFERRED))
    items.append(EvidenceItem(name="quota_state", value=Said("exhausted", "已用尽"), source=Source.RECORDED))
    items += [
        EvidenceItem(name=name, value=Said("", ""), source=Source.MISSING, ask=FIELDS[name].ask)
        for name in ("key_name", "client_version")
    ]
    return CaseView(
        verdict=verdict,
        profile=PROFILE,
        evidence=tuple(items),
        ledger=(),
        request=request,
        pasted=text[:200],
        account=money,
        read_at=read_at,
        coverage=coverage(),
    )


def account_case(owner: str) -> CaseView:
    """Give the case of an owner without any request, low on balance."""
    view = account(owner, state=QuotaState.LOW)
    verdict = Verdict(
        family=Family.SUCCESS,
        acts=Acts.CUSTOMER,
        charge=ChargeVerdict(charge=Charge.NO, net_nano=0),
        retry=Retry.YES_NOW,
        confidence=Confidence.CONFIRMED,
        sentence=Said("The balance is low; nothing has failed yet.", "余额偏低，尚无请求失败。"),
        proofs=(
            Proof(
                claim=Claim.FAMILY,
                text=Said("the wallet is under 20 % of its limit", "钱包余额低于限额的 20%"),
            ),
        ),
    )
    return CaseView(verdict=verdict, profile=PROFILE, evidence=(), ledger=(), account=view, read_at=NOW)
