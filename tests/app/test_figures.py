"""Figures of whole days: what is held, and what of it is missing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from quotadesk.app.errors import StoreReadOnly
from quotadesk.app.figures import figures, whole_days
from quotadesk.app.ports import By
from quotadesk.domain.charge import LONGEST_CALL
from quotadesk.domain.records import RecordKind
from quotadesk.domain.said import Said
from quotadesk.domain.window import GapReason, Window
from tests.app.desk import NOW, PROFILE, FakeGateway, workplace
from tests.domain.rows import NOON, consume, error

WEEK = whole_days(7, before=NOW)
DAY = 86_400


def _fill(store, **covered):
    rows = [consume(str(n), seconds=-DAY - n, request_id=f"R{n}", owner="acme") for n in range(3)]
    rows += [error("e", seconds=-2 * DAY, request_id="E", owner="globex")]
    rows += [consume("today", seconds=0, request_id="T", owner="acme")]
    store.write("acme", rows)
    if covered:
        store.cover("acme", **covered)
    return sum(r.amount_nano for r in rows[:3])


def test_a_week_is_seven_whole_days_before_today_in_utc():
    late = datetime(2026, 3, 9, 1, 30, tzinfo=UTC)
    week = whole_days(7, before=late.astimezone(None))
    assert (week.start, week.end) == (datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC))


def test_figures_add_up_to_their_total_and_leave_today_out(store):
    spent = _fill(store, window=WEEK, scope="", read_at=NOW)
    found = figures(workplace(store, None), WEEK, By.OWNER)
    assert [(f.name, f.requests, f.failures) for f in found.rows] == [("acme", 3, 0), ("globex", 1, 1)]
    assert (found.total.requests, found.total.failures, found.total.net_nano) == (4, 1, spent)
    assert found.coverage.complete


def test_days_that_were_not_read_are_named_and_nothing_is_fetched_for_them(store):
    _fill(store)
    gateway = FakeGateway()
    found = figures(workplace(store, gateway), WEEK, By.MODEL)
    assert [(g.window, g.reason) for g in found.coverage.gaps] == [(WEEK, GapReason.NOT_FETCHED)]
    assert gateway.asked == []


def test_failures_that_the_gateway_does_not_keep_are_named_as_missing(store):
    _fill(store, window=WEEK, scope="", read_at=NOW)
    found = figures(workplace(store, None, replace(PROFILE, error_log=False)), WEEK, By.MODEL)
    assert [g.reason for g in found.coverage.gaps] == [GapReason.NO_ERROR_LOG]
    assert any("error log is off" in note.en for note in found.coverage.notes)


def test_a_failure_without_a_billing_row_is_free_only_where_the_day_was_read_as_a_whole(store):
    _fill(store, window=Window(WEEK.start + timedelta(days=1), WEEK.end), scope="", read_at=NOW)
    found = figures(workplace(store, None), WEEK, By.OWNER)
    assert [f.unproven for f in found.rows] == [0, 0]
    store.write("acme", [error("f", seconds=-7 * DAY, request_id="F", owner="globex")])
    found = figures(workplace(store, None), WEEK, By.OWNER)
    assert [(f.name, f.failures, f.unproven) for f in found.rows] == [("acme", 0, 0), ("globex", 2, 1)]
    assert (found.total.failures, found.total.unproven) == (2, 1)


def test_a_failure_just_before_an_unread_day_is_not_called_free_for_its_next_attempt_may_bill_there(store):
    midnight = WEEK.end - timedelta(days=2)
    late = (midnight - timedelta(minutes=2) - NOON).total_seconds()
    store.write("acme", [error("e", seconds=late, request_id="E", owner="globex")])
    store.cover("acme", window=Window(WEEK.start, midnight), scope="", read_at=NOW)
    assert figures(workplace(store, None), WEEK, By.OWNER).total.unproven == 1
    until_then = Window(WEEK.start, midnight)
    assert figures(workplace(store, None), until_then, By.OWNER).total.unproven == 1
    store.cover("acme", window=Window(midnight, midnight + LONGEST_CALL), scope="", read_at=NOW)
    assert figures(workplace(store, None), WEEK, By.OWNER).total.unproven == 0
    assert figures(workplace(store, None), until_then, By.OWNER).total.unproven == 0


def test_what_happened_before_the_days_that_are_told_is_in_none_of_their_figures(store):
    before = (WEEK.start - timedelta(minutes=2) - NOON).total_seconds()
    store.write("acme", [error("e", seconds=before, request_id="E", owner="globex")])
    assert figures(workplace(store, None), WEEK, By.OWNER).total.unproven == 0


def test_a_failure_whose_own_row_bills_nothing_is_free_whatever_was_read(store):
    store.write("acme", [consume(seconds=-DAY, quota=0, failed=True, status=500, kind=RecordKind.FAILURE)])
    assert figures(workplace(store, None), WEEK, By.MODEL).total.unproven == 0


def test_a_store_that_cannot_be_written_still_tells_its_figures(store, monkeypatch):
    _fill(store)

    def refuse(*_given, **_named):
        raise StoreReadOnly(Said("read only", "只读"), Said("allow it", "请授权"))

    monkeypatch.setattr(store, "roll_up", refuse)
    assert figures(workplace(store, None), WEEK, By.GROUP).total.requests == 4


@pytest.mark.parametrize("by", By)
def test_every_way_to_tell_them_has_the_same_total(store, by):
    _fill(store)
    assert figures(workplace(store, None), WEEK, by).total.requests == 4


def test_a_window_that_is_empty_has_empty_figures(store):
    found = figures(workplace(store, None), whole_days(1, before=NOW - timedelta(days=99)), By.MODEL)
    assert (found.rows, found.total.requests, found.total.net_nano) == ((), 0, 0)
