"""Tell what is known of balances and limits as they were at the request: from its refusal, or a reading near it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from quotadesk.app.answers import Then
from quotadesk.domain.account import Account, QuotaState, RateLimit, Scope, quota_state
from quotadesk.domain.facts_phrases import limit_of, used_of
from quotadesk.domain.facts_terms import QUOTA_STATES
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.requests import Request
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family, Verdict

NEAR = timedelta(minutes=10)  # a reading this near to the request tells of its time

_BY_REFUSAL = Said("as the refusal says", "依据拒绝信息")
_TOO_LITTLE = Said("did not cover the call", "不足以支付本次请求")
_REFUSED_BY = {
    Family.WALLET_EMPTY: Scope.WALLET,
    Family.KEY_QUOTA: Scope.KEY,
}
_BUDGETS = {"key": Scope.KEY, "team": Scope.TEAM, "user": Scope.USER}


def then_of(
    request: Request, verdict: Verdict, held: Account | None, limit: RateLimit | None
) -> tuple[Then, ...]:
    """Give what was so at the request's time. `held`: an earlier reading; `limit`: that the refusal named."""
    return (*_refused(request, verdict, limit), *_read(request, held))


def _refused(request: Request, verdict: Verdict, limit: RateLimit | None) -> Iterator[Then]:
    error = request.error
    if error is not None and error.budget_limit is not None:
        yield _budget(error)
    elif scope := _REFUSED_BY.get(verdict.family):
        yield Then(scope=scope, said=_TOO_LITTLE, why=_BY_REFUSAL, state=QuotaState.EXHAUSTED)
    if limit is not None:
        yield Then(scope=limit.scope, said=_used(limit), why=_BY_REFUSAL, of_limit=True)


def _budget(error: ErrorFacts) -> Then:
    """Give a budget as the refusal wrote it; what was spent may include calls still running."""
    spent = f"${error.budget_spend:,.2f}" if error.budget_spend is not None else ""
    most = f"${error.budget_limit:,.2f}"
    said = Said(f"{spent} of {most} spent", f"已用 {spent}，共 {most}") if spent else Said(most, most)
    scope = _BUDGETS.get(error.budget_scope, Scope.KEY)
    return Then(scope=scope, said=said, why=_BY_REFUSAL, state=QuotaState.EXHAUSTED)


def _used(limit: RateLimit) -> Said:
    said, used = limit_of(limit), used_of(limit)
    return Said(f"{said.en}, used {used}", f"{said.zh}，已用 {used}") if used else said


def _read(request: Request, held: Account | None) -> Iterator[Then]:
    """Give the pots of an earlier reading that was made near the request."""
    if held is None or abs(held.read_at - (request.ended or request.time)) > NEAR:
        return
    for pot in held.balances:
        state = quota_state(pot)
        if state is not QuotaState.UNKNOWN:
            yield Then(scope=pot.scope, name=pot.name, said=QUOTA_STATES[state], state=state, at=held.read_at)
    for limit in held.rate_limits[:1]:
        yield Then(scope=limit.scope, said=_used(limit), of_limit=True, at=held.read_at)
