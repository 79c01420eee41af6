"""The silence of a log proves something about a call only where its own time was read."""

from datetime import timedelta

import pytest

from quotadesk.app.case import explain, open_case
from quotadesk.app.exporting_columns import COLUMNS, provenance
from quotadesk.app.lookup import look_up
from quotadesk.app.reading import understand
from quotadesk.app.told import Told
from quotadesk.domain.charge import Charge
from quotadesk.domain.facts_terms import NONE_RECORDED, charge_word
from quotadesk.domain.window import Window
from tests.app.desk import NOW, FakeGateway, workplace
from tests.app.test_case import desk, judge
from tests.domain.rows import NOON, error

REFUSED = (
    "I used key sk-abcdEFGH1234567890abcdEFGH1234567890abcdEFGH12 and get 401 Invalid token. please help"
)


def ask(place, text):
    lookup = understand(text, now=NOW, tz="UTC", names=place.store.names(place.connection)).lookup
    look_up(place, lookup, progressed=lambda _: None, cancelled=lambda: False)


def test_a_refusal_without_a_time_is_judged_alike_before_and_after_a_complete_reading(store):
    told = understand(REFUSED, now=NOW, tz="UTC", names=store.names("acme")).told()
    before = explain(workplace(store, FakeGateway([])), told, diagnose=judge)
    after = explain(desk(store, []), told, diagnose=judge)
    assert after.verdict == before.verdict
    assert after.verdict.charge.charge is Charge.UNKNOWN
    assert after.coverage is None
    assert after.read_at is None


def test_an_id_of_an_unread_day_is_not_judged_by_the_last_day(store):
    moment = NOW - timedelta(days=5)
    told = Told(text="401 Invalid token", status=401, request_ids=("R9",), moment=moment)
    view = explain(desk(store, []), told, diagnose=judge)
    assert view.coverage is not None
    assert view.coverage.window == Window(moment - timedelta(minutes=10), moment + timedelta(minutes=10))
    assert not view.coverage.complete
    assert view.verdict.charge.charge is Charge.UNKNOWN


def test_a_request_has_one_verdict_whichever_lookup_led_to_it(store):
    place = desk(store, [error("1", status=429, seconds=-3600)])
    ask(place, "status:429 since:12h")
    by_status = open_case(place, "R1", diagnose=judge)
    ask(place, "id:R1")
    by_id = open_case(place, "R1", diagnose=judge)
    assert by_id.verdict.charge == by_status.verdict.charge
    assert by_id.verdict.charge.charge is Charge.NO


def judged_at_once(store, status, *, code="x", age=timedelta(minutes=2)):
    """Judge a failure of a moment ago, of which everything up to a minute ago was read."""
    seconds = ((NOW - age) - NOON).total_seconds()
    return open_case(
        desk(store, [error("1", status=status, code=code, seconds=seconds)]), "R1", diagnose=judge
    )


@pytest.mark.parametrize("status", [504, 524])
def test_a_failure_that_the_gateway_never_tries_again_is_uncharged_as_soon_as_its_minute_was_read(
    store, status
):
    assert judged_at_once(store, status).verdict.charge.charge is Charge.NO


@pytest.mark.parametrize(
    ("status", "code"),
    [(400, "x"), (408, "x"), (429, "x"), (500, "x"), (529, "x"), (504, "channel:invalid_key")],
)
def test_a_failure_that_may_be_tried_again_is_not_called_uncharged_while_a_further_attempt_could_run(
    store, status, code
):
    assert judged_at_once(store, status, code=code).verdict.charge.charge is Charge.UNKNOWN
    old = judged_at_once(store, status, code=code, age=timedelta(minutes=11))
    assert old.verdict.charge.charge is Charge.NO


def test_of_incomplete_readings_the_one_that_leaves_least_out_speaks_not_the_newest(store):
    row = error("1", owner="acme", key_name="k")
    store.write("acme", [row])
    window = Window(row.time - timedelta(minutes=9), row.time + timedelta(minutes=9))
    store.cover("acme", window=window, scope="owner=acme", read_at=NOW - timedelta(minutes=5))
    last = Window(row.time + timedelta(minutes=8), row.time + timedelta(minutes=9))
    store.cover("acme", window=last, scope="key_name=k", read_at=NOW)
    view = open_case(workplace(store, FakeGateway([])), "R1", diagnose=judge)
    assert view.coverage is not None
    assert (view.coverage.scope, view.coverage.complete) == ("owner=acme", False)


def test_a_failure_of_this_very_minute_is_not_called_uncharged(store):
    view = judged_at_once(store, 504, age=timedelta(seconds=20))
    assert view.verdict.charge.charge is Charge.UNKNOWN


def test_a_failed_row_without_a_charge_is_not_called_uncharged(store):
    assert charge_word(Charge.NO, failed=True) == NONE_RECORDED
    assert charge_word(Charge.NO, failed=False).en == "no"
    assert charge_word(Charge.YES, failed=True).en == "yes"


def test_an_export_says_of_a_failed_row_without_billing_what_the_list_says(store):
    request = open_case(desk(store, [error("1", status=429)]), "R1", diagnose=judge).request
    values = {c.name: c.read(request) for c in COLUMNS}
    assert values["charged"] == NONE_RECORDED.en == "none recorded"
    assert "amount_usd" in provenance(request, COLUMNS, values)["missing"]
