"""Whether money moved: the billing rows say it, never the status."""

import pytest

from quotadesk.domain.charge import Charge, settle
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import RecordKind, TaskStatus
from tests.domain.diagnosis.desk import error_row, row, task

NEW, OLD = Profile(product=Product.NEWAPI), Profile(product=Product.NEWAPI_OLD)
REFUND = {"kind": RecordKind.REFUND, "after": 300, "task_id": "task_Zk3vQ9aLm2"}


def test_a_row_that_was_read_twice_is_charged_once():
    same = row(usd=0.01)
    assert settle((same, same), None, profile=NEW).amount_nano == 10_000_000


def test_several_billing_rows_of_one_request_add_up():
    said = settle((row(usd=0.01), row(usd=0.002, after=3)), None, profile=NEW)
    assert (said.charge, said.amount_nano, len(said.receipts)) == (Charge.YES, 12_000_000, 2)


def test_a_price_below_a_nano_dollar_is_still_a_charge():
    tiny = row(figure=1e-11, amount_nano=0)
    assert settle((tiny,), None, profile=NEW).charge is Charge.YES


def test_a_violation_fee_is_a_charge_for_a_failed_request():
    said = settle((error_row(403, "blocked"), row(RecordKind.FEE, usd=0.05)), None, profile=NEW)
    assert (said.charge, said.amount_nano) == (Charge.YES, 50_000_000)


def test_a_plan_that_paid_is_named():
    assert settle((row(usd=0.02, billing="subscription"),), None, profile=NEW).billing == "subscription"


def test_a_full_refund_and_a_partial_one_are_told_apart():
    paid = row(usd=0.3, after=0, is_task=True)
    full = settle((paid, row(**REFUND, usd=0.3)), task(TaskStatus.FAILURE, 0.0), profile=NEW)
    part = settle((paid, row(**REFUND, usd=0.1)), task(TaskStatus.SUCCESS, 0.2), profile=NEW)
    assert (full.charge, full.amount_nano) == (Charge.REFUNDED, 300_000_000)
    assert (part.charge, part.amount_nano) == (Charge.YES, 200_000_000)


@pytest.mark.parametrize(
    ("profile", "figure", "complete", "charge"),
    [
        (NEW, 0.0, False, Charge.REFUNDED),  # newer releases set the task's own quota to 0 with the refund
        (NEW, 0.3, False, Charge.YES),
        (OLD, 0.3, True, Charge.YES),
        (OLD, 0.3, False, Charge.UNKNOWN),
    ],
)
def test_a_failed_task_without_a_refund_row_is_judged_by_release_and_reading(
    profile, figure, complete, charge
):
    paid = row(usd=0.3, after=0, is_task=True)
    said = settle((paid,), task(TaskStatus.FAILURE, figure), profile=profile, window_fully_read=complete)
    assert said.charge is charge


def test_no_billing_row_is_unknown_and_says_what_settles_it():
    said = settle((), None, profile=NEW)
    assert (said.charge, said.amount_nano) == (Charge.UNKNOWN, None)
    assert said.settles


def test_failed_attempts_in_a_half_read_log_prove_nothing():
    assert settle((error_row(500, "x"),), None, profile=NEW, window_fully_read=False).charge is Charge.UNKNOWN
    assert settle((error_row(500, "x"),), None, profile=NEW, window_fully_read=True).charge is Charge.NO
