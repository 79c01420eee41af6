"""Which reply a verdict asks for: the first row of the table that matches."""

from itertools import product

import pytest

from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.replies import ReplyKind, reply_kind
from quotadesk.domain.verdict import Acts, Family, Retry, Verdict


def kind(family: Family, charge: Charge = Charge.NO, acts: Acts = Acts.CUSTOMER) -> ReplyKind:
    money = ChargeVerdict(charge=charge, net_nano=0)
    return reply_kind(Verdict(family=family, acts=acts, charge=money, retry=Retry.NO))


def test_every_verdict_has_a_reply() -> None:
    assert {kind(f, c, a) for f, c, a in product(Family, Charge, Acts)} == set(ReplyKind) - {
        ReplyKind.LOW_BALANCE
    }


def test_an_unknown_cause_asks_even_when_money_moved() -> None:
    assert {kind(Family.UNKNOWN, charge) for charge in Charge} == {ReplyKind.ASK}


@pytest.mark.parametrize(
    ("family", "charge", "wanted"),
    [
        (Family.UPSTREAM_FAULT, Charge.REFUNDED, ReplyKind.REFUND),
        (Family.SUCCESS, Charge.REFUNDED, ReplyKind.REFUND),
        (Family.TASK_FAILED, Charge.YES, ReplyKind.REFUND),
        (Family.TASK_FAILED, Charge.NO, ReplyKind.CHARGE_EXPLAINED),
        (Family.TASK_FAILED, Charge.UNKNOWN, ReplyKind.CHARGE_EXPLAINED),
        (Family.STREAM_CUT, Charge.YES, ReplyKind.CHARGED_ALTHOUGH_FAILED),
        (Family.CONTENT_BLOCKED, Charge.YES, ReplyKind.CHARGED_ALTHOUGH_FAILED),
        (Family.SUCCESS, Charge.YES, ReplyKind.CHARGE_EXPLAINED),
        (Family.SUCCESS, Charge.HELD, ReplyKind.CHARGE_EXPLAINED),
        (Family.BAD_REQUEST, Charge.UNKNOWN, ReplyKind.CHANGE_REQUEST),
        (Family.WALLET_EMPTY, Charge.UNKNOWN, ReplyKind.WALLET_EMPTY),
    ],
)
def test_money_decides_before_the_family(family, charge, wanted) -> None:
    assert kind(family, charge) is wanted


@pytest.mark.parametrize(
    "family", [Family.PERMISSION, Family.MODEL_UNAVAILABLE, Family.KEY_INVALID, Family.BUDGET]
)
def test_what_the_operator_must_mend_is_ours(family) -> None:
    assert kind(family, acts=Acts.OPERATOR) is ReplyKind.OURS
    assert kind(family, acts=Acts.CUSTOMER).value == family.value


def test_a_refused_key_that_support_must_look_at_asks() -> None:
    assert kind(Family.KEY_INVALID, acts=Acts.SUPPORT) is ReplyKind.ASK
