"""Lay out the standard evidence of a request for the screen: each value with how it is known, or what to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from quotadesk.app.answers import AccountView, EvidenceItem
from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain import facts_terms as terms
from quotadesk.domain.account import QuotaState, RateLimit
from quotadesk.domain.charge import Charge
from quotadesk.domain.facts_public import TYPES
from quotadesk.domain.fields import Mark, Source, ask_for
from quotadesk.domain.limits import limit_in
from quotadesk.domain.money import in_usd
from quotadesk.domain.requests import Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family, Verdict

MONO = frozenset({"request_id", "upstream_request_id", "task_id", "key_masked"})
_NOT_GIVEN = Said("the gateway does not give it", "网关未提供")
_FROM_LEDGER = Said("from the ledger rows", "由账目行得出")
_FROM_ACCOUNT = Said("from the account as it is now, not as it was then", "由当前账户状态得出，并非当时状态")
_FROM_NEIGHBOURS = Said(
    "calls of the same key and model within seconds after a failure", "同一密钥与模型在失败后数秒内的再次调用"
)
WEEK_NOT_HELD = Said(
    "there is no limit to compare with, and the last week's spend is not held: look the owner up",
    "没有可比较的限额，且本地没有最近一周的消费记录：请按归属查询一次",
)
_FROM_REFUSAL = Said("from the refusal's own text", "由拒绝信息的文本得出")
_FROM_STATE = Said("from quota state and limits reached", "由额度状态与限流得出")


def evidence_of(
    request: Request,
    verdict: Verdict,
    account: AccountView | None,
    *,
    pasted: str = "",
    key_tails: bool = True,
) -> tuple[EvidenceItem, ...]:
    """Give the standard fields in their fixed order, missing ones included. `pasted` may name a limit.

    `key_tails`: whether the gateway's rows show the tail of a key.
    """
    plain = [
        _plain(name, read(request), request.marks.get(name), key_tails=key_tails)
        for name, read in _READERS.items()
    ]
    return (*plain, *_derived(request, verdict, account, pasted))


def _same(text: str) -> Said:
    return Said(text, text)


def _duration(milliseconds: float | None) -> Said | None:
    return None if milliseconds is None else phrases.duration(milliseconds)


def _status(request: Request) -> Said | None:
    if request.status is None:
        return None
    if request.failed and request.status < 300:
        return Said(f"{request.status}, then ended with an error", f"{request.status}，随后以错误结束")
    return _same(str(request.status))


def _attempts(request: Request) -> Said | None:
    return None if request.attempt_count is None else _same(str(request.attempt_count))


def _kind(request: Request) -> Said | None:
    if request.type is None:
        return None
    word = TYPES[request.type]
    return Said(f"{word.en}, streaming", f"{word.zh}，流式") if request.stream else word


def _text(name: str) -> Callable[[Request], Said | None]:
    def read(request: Request) -> Said | None:
        value = getattr(request, name)
        return _same(value) if value else None

    return read


_READERS: dict[str, Callable[[Request], Said | None]] = {
    **{
        name: _text(name)
        for name in (
            "request_id",
            "owner",
            "key_masked",
            "key_name",
            "group",
            "project",
            "environment",
            "model",
            "tier",
        )
    },
    "type": _kind,
    "status": _status,
    "error_code": lambda r: (
        _same(r.error.code or r.error.kind) if r.error and (r.error.code or r.error.kind) else None
    ),
    "latency_ms": lambda r: _duration(r.latency_ms),
    "first_token_ms": lambda r: _duration(r.first_token_ms),
    "attempts": _attempts,
    "task_id": _text("task_id"),
    "upstream_request_id": _text("upstream_request_id"),
}
_ONLY_WHEN_THERE = frozenset({"first_token_ms", "task_id", "upstream_request_id", "error_code"})


def _plain(name: str, value: Said | None, mark: Mark | None, *, key_tails: bool = True) -> EvidenceItem:
    if value is None:
        return EvidenceItem(
            name=name,
            value=Said("", ""),
            source=Source.MISSING,
            why=mark.why if mark else _NOT_GIVEN,
            ask=ask_for(name, key_tails=key_tails),
            mono=name in MONO,
        )
    return EvidenceItem(
        name=name,
        value=value,
        source=mark.source if mark and mark.source is not Source.MISSING else Source.RECORDED,
        why=mark.why if mark else None,
        mono=name in MONO,
    )


def _derived(
    request: Request, verdict: Verdict, account: AccountView | None, pasted: str
) -> list[EvidenceItem]:
    items = [
        _charged(verdict),
        _quota(account),
        _limit(request, verdict, account, pasted),
        _retries(request, verdict),
    ]
    state = account.state if account else QuotaState.UNKNOWN
    alert = terms.alert_of(verdict.family, state)
    if alert is not None:
        items.append(EvidenceItem(name="alert", value=alert, source=Source.INFERRED, why=_FROM_STATE))
    return items


def _charged(verdict: Verdict) -> EvidenceItem:
    charge = verdict.charge
    word = terms.CHARGE_WORDS[charge.charge]
    if charge.charge is Charge.UNKNOWN:
        return replace(_plain("charged", None, None), value=word, why=charge.settles or charge.why)
    amount = in_usd(charge.amount_nano or 0)
    return EvidenceItem(
        name="charged",
        value=Said(f"{word.en} · {amount}", f"{word.zh} · {amount}"),
        source=Source.RECORDED if charge.receipts else Source.INFERRED,
        why=charge.why if charge.why.en else _FROM_LEDGER,
    )


def _quota(account: AccountView | None) -> EvidenceItem:
    if account is None:
        return _plain("quota_state", None, None)
    if account.state is QuotaState.UNKNOWN:
        return _plain("quota_state", None, Mark(source=Source.MISSING, why=WEEK_NOT_HELD))
    return EvidenceItem(
        name="quota_state", value=terms.QUOTA_STATES[account.state], source=Source.INFERRED, why=_FROM_ACCOUNT
    )


def _limit(request: Request, verdict: Verdict, account: AccountView | None, pasted: str) -> EvidenceItem:
    """Give the limit that refused this request in its own words, else the first one of the account."""
    if (named := limit_told(request, verdict, pasted)) is not None:
        return EvidenceItem(
            name="rate_limit", value=_limit_used(named), source=Source.INFERRED, why=_FROM_REFUSAL
        )
    if account is None or not account.account.rate_limits:
        return _plain("rate_limit", None, None)
    said = _limit_used(account.account.rate_limits[0])
    return EvidenceItem(name="rate_limit", value=said, source=Source.RECORDED, why=_FROM_ACCOUNT)


def limit_told(request: Request, verdict: Verdict, pasted: str = "") -> RateLimit | None:
    """Give the limit that refused a request as its own text or the `pasted` one names it; None when none did."""
    if verdict.family is not Family.RATE_LIMIT_CUSTOMER:
        return None
    return limit_in(request.error.text if request.error else "") or limit_in(pasted)


def _limit_used(limit: RateLimit) -> Said:
    said, used = phrases.limit_of(limit), phrases.used_of(limit)
    return Said(f"{said.en} · used {used}", f"{said.zh} · 已用 {used}") if used else said


def _retries(request: Request, verdict: Verdict) -> EvidenceItem:
    count = request.client_retries if request.client_retries is not None else verdict.client_retries
    if count is None:
        return _plain("client_retries", None, None)
    return EvidenceItem(
        name="client_retries", value=_same(str(count)), source=Source.INFERRED, why=_FROM_NEIGHBOURS
    )


def shown(items: tuple[EvidenceItem, ...]) -> tuple[EvidenceItem, ...]:
    """Leave out fields that are only worth a line when they have a value."""
    return tuple(i for i in items if i.value.en or i.name not in _ONLY_WHEN_THERE)
