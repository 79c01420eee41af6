"""Which reply a verdict asks for: the first row of the table that matches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from quotadesk.domain.charge import Charge
from quotadesk.domain.verdict import Acts, Family, Verdict


class ReplyKind(StrEnum):
    """Thirteen kinds of reply, and *ask*. The value is the name of the template."""

    WALLET_EMPTY = "wallet_empty"
    KEY_QUOTA = "key_quota"
    BUDGET = "budget"
    RATE_LIMIT_CUSTOMER = "rate_limit_customer"
    OURS = "ours"
    KEY_INVALID = "key_invalid"
    PERMISSION = "permission"
    MODEL_UNAVAILABLE = "model_unavailable"
    CHANGE_REQUEST = "change_request"
    LOW_BALANCE = "low_balance"
    CHARGE_EXPLAINED = "charge_explained"
    CHARGED_ALTHOUGH_FAILED = "charged_although_failed"
    REFUND = "refund"
    ASK = "ask"


OURS = frozenset(
    {
        Family.RATE_LIMIT_UPSTREAM,
        Family.UPSTREAM_ACCOUNT,
        Family.UPSTREAM_FAULT,
        Family.GATEWAY_FAULT,
        Family.STREAM_CUT,
    }
)


@dataclass(frozen=True, slots=True)
class _Row:
    when: Callable[[Verdict], bool]
    kind: ReplyKind


def _charge(verdict: Verdict) -> Charge:
    return verdict.charge.charge


_TABLE = (
    _Row(lambda v: v.family is Family.UNKNOWN, ReplyKind.ASK),
    _Row(lambda v: _charge(v) is Charge.REFUNDED, ReplyKind.REFUND),
    _Row(lambda v: v.family is Family.TASK_FAILED and _charge(v) is Charge.YES, ReplyKind.REFUND),
    _Row(
        lambda v: _charge(v) is Charge.YES and v.family is not Family.SUCCESS,
        ReplyKind.CHARGED_ALTHOUGH_FAILED,
    ),
    _Row(lambda v: v.family in {Family.SUCCESS, Family.TASK_FAILED}, ReplyKind.CHARGE_EXPLAINED),
    _Row(lambda v: v.family in {Family.BAD_REQUEST, Family.CONTENT_BLOCKED}, ReplyKind.CHANGE_REQUEST),
    _Row(lambda v: v.family in OURS or v.acts is Acts.OPERATOR, ReplyKind.OURS),
    _Row(lambda v: v.family is Family.KEY_INVALID and v.acts is Acts.SUPPORT, ReplyKind.ASK),
)


def reply_kind(verdict: Verdict) -> ReplyKind:
    """Give the kind of reply that a verdict asks for; what no row names is the kind of its own family."""
    return next((row.kind for row in _TABLE if row.when(verdict)), None) or ReplyKind(verdict.family.value)
