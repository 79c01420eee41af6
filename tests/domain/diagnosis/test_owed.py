"""Money of a task that gave nothing is named with its amount until it is seen to come back."""

from datetime import timedelta

from quotadesk.domain.charge import Owing, settle
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import RecordKind, TaskStatus
from quotadesk.domain.verdict import Acts
from tests.domain.diagnosis.desk import CALLED, NOW, row, task, verdict

NEW, OLD = Profile(product=Product.NEWAPI), Profile(product=Product.NEWAPI_OLD)
PAID = row(usd=0.3, after=0, is_task=True)
LATER = CALLED + timedelta(days=2)
FAILED = task(TaskStatus.FAILURE, 0.3, finished=CALLED + timedelta(minutes=2))


def test_a_failed_task_without_a_refund_owes_its_price_in_dollars_and_in_the_gateways_figure():
    owed = settle((PAID,), FAILED, profile=NEW, now=NOW).owed
    assert (owed.nano, owed.figure, owed.unit) == (300_000_000, 150_000, "quota")
    assert (owed.owing, owed.task_id) == (Owing.NOT_REFUNDED, "task_Zk3vQ9aLm2")
    assert owed.since == CALLED + timedelta(minutes=7)


def test_a_partial_refund_leaves_the_rest_owed():
    back = row(RecordKind.REFUND, after=300, task_id="task_Zk3vQ9aLm2", usd=0.1)
    assert settle((PAID, back), FAILED, profile=NEW, now=NOW).owed.nano == 200_000_000


def test_a_refunded_task_and_one_that_has_just_failed_owe_nothing():
    back = row(RecordKind.REFUND, after=300, task_id="task_Zk3vQ9aLm2", usd=0.3)
    assert settle((PAID, back), FAILED, profile=NEW, now=NOW).owed is None
    assert settle((PAID,), FAILED, profile=NEW, now=CALLED + timedelta(minutes=3)).owed is None


def test_a_refund_that_was_not_looked_for_is_only_possibly_owed():
    assert settle((PAID,), FAILED, profile=OLD, now=NOW).owed.owing is Owing.NOT_READ


def test_a_task_that_runs_past_its_time_out_still_holds_money_that_is_due():
    running = task(TaskStatus.RUNNING, 0.3)
    assert settle((PAID,), running, profile=NEW, now=NOW).owed is None
    assert settle((PAID,), running, profile=NEW, now=LATER).owed.owing is Owing.OVERDUE


def test_the_verdict_tells_what_is_owed_with_both_figures():
    said = verdict("task_Zk3vQ9aLm2 failed", records=(PAID,), tasks=(FAILED,), window_fully_read=True)
    assert said.acts is Acts.OPERATOR
    told = [p.text for p in said.proofs if p.rule == "task-owed-not_refunded"]
    assert "$0.30 (150000 quota)" in told[0].en
    assert "$0.30 (150000 quota)" in told[0].zh
