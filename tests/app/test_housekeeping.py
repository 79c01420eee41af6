"""What is too old goes, bit by bit, and the store never says that it still holds it."""

from datetime import timedelta

import pytest

from quotadesk.app import housekeeping
from quotadesk.app.errors import StoreBusy
from quotadesk.app.figures import whole_days
from quotadesk.app.housekeeping import after_sync, keep
from quotadesk.domain.lookup import Lookup
from quotadesk.domain.said import Said
from quotadesk.domain.window import Window
from tests.app.desk import NOW, workplace
from tests.domain.rows import consume

DAY = 86_400
MONTH = Window(NOW - timedelta(days=30), NOW)


def quiet(_told):
    """Tell nobody."""


@pytest.fixture
def place(store):
    store.write("acme", [consume(str(n), seconds=-n * DAY, request_id=f"R{n}") for n in range(20)])
    store.cover("acme", MONTH, scope="", read_at=NOW)
    return workplace(store, None)


def _held(place):
    return sorted(int(line.key[1:]) for line in place.store.find("acme", Lookup()).lines)


def test_today_and_the_days_before_it_are_kept_and_older_ones_go(place):
    kept = keep(place, 5)
    assert (kept.deleted, kept.since) == (14, whole_days(5, before=NOW).start)
    assert _held(place) == [0, 1, 2, 3, 4, 5]


def test_a_later_lookup_knows_that_what_was_deleted_is_not_held(place):
    since = keep(place, 5).since
    gaps = place.store.coverage("acme", MONTH, scope="").gaps
    assert [g.window for g in gaps] == [Window(MONTH.start, since)]


def test_deleting_tells_how_far_it_is_and_can_be_stopped(place, monkeypatch):
    monkeypatch.setattr(housekeeping, "_AT_ONCE", 4)
    told = []
    kept = keep(place, 5, progressed=told.append, cancelled=lambda: len(told) >= 2)
    assert [p.rows for p in told] == [4, 8]
    assert kept.deleted == 8
    assert keep(place, 5).deleted == 6
    assert _held(place) == [0, 1, 2, 3, 4, 5]


def test_a_sync_is_not_held_up_by_all_that_is_too_old(place, monkeypatch):
    monkeypatch.setattr(housekeeping, "AFTER_A_SYNC", 6)
    for left in (14, 8, 6, 6):
        after_sync(place, 5, progressed=quiet, cancelled=lambda: False)
        assert len(_held(place)) == left


def test_without_a_number_of_days_everything_is_kept(place):
    after_sync(place, None, progressed=quiet, cancelled=lambda: False)
    assert len(_held(place)) == 20


def test_a_busy_store_does_not_make_a_good_sync_a_bad_one(place, monkeypatch):
    def busy(*_given, **_named):
        raise StoreBusy(Said("busy", "忙"), Said("wait", "请等待"))

    monkeypatch.setattr(place.store, "delete_before", busy)
    after_sync(place, 5, progressed=quiet, cancelled=lambda: False)
    assert len(_held(place)) == 20


def test_after_a_sync_the_figures_of_past_days_are_ready(place):
    after_sync(place, None, progressed=quiet, cancelled=lambda: False)
    today = whole_days(0, before=NOW).end.timestamp() // DAY
    marked = place.store._db.execute("SELECT day FROM stale_day").fetchall()
    assert marked == [(int(today),)], "only today, which is not over, is left"
