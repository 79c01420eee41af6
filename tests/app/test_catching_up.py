"""A sync of a window that is held reads only what is missing or may still have changed."""

from datetime import timedelta

from quotadesk.app.catching_up import OVERLAP, catch_up, left_to_read
from quotadesk.app.ports import Fetch
from quotadesk.domain.window import Window
from tests.app.desk import DAY, INTAKE, NOW, FakeGateway
from tests.app.test_sync import ROWS, TROUBLE

LATE = Window(NOW - OVERLAP, NOW)


def run(gateway, store, window=DAY, progress=None):
    return catch_up(
        gateway,
        store,
        "acme",
        Fetch(window=window),
        intake=INTAKE,
        now=lambda: NOW,
        progressed=(progress if progress is not None else []).append,
        cancelled=lambda: False,
    )


def test_what_is_held_is_not_read_again_but_for_the_last_minutes(store):
    assert run(FakeGateway(ROWS), store).read == 5
    gateway = FakeGateway(ROWS)
    report = run(gateway, store)
    assert [asked.window for asked in gateway.asked] == [LATE]
    assert report.complete
    assert report.window == DAY


def test_a_window_that_has_long_settled_is_not_asked_for_at_all(store):
    old = Window(DAY.start, DAY.start + timedelta(hours=2))
    run(FakeGateway(ROWS), store, old)
    gateway = FakeGateway(ROWS)
    assert run(gateway, store, old).complete
    assert gateway.asked == []


def test_a_gap_is_read_from_a_little_before_it_newest_first(store):
    hours = [DAY.start + timedelta(hours=n) for n in (2, 4)]
    for held in (Window(DAY.start, hours[0]), Window(hours[1], NOW)):
        store.cover("acme", held, scope="", read_at=NOW)
    left = left_to_read(store.coverage("acme", DAY, scope=""), NOW)
    assert left == (LATE, Window(hours[0] - OVERLAP, hours[1]))
    progress = []
    assert run(FakeGateway(ROWS), store, progress=progress).complete
    assert [p.share for p in progress] == sorted(p.share for p in progress)
    assert store.coverage("acme", DAY, scope="").complete


def test_a_gateway_s_failure_ends_it_and_the_window_is_not_complete(store):
    store.cover("acme", Window(DAY.start, NOW - timedelta(hours=9)), scope="", read_at=NOW)
    report = run(FakeGateway(ROWS, failing=(0, TROUBLE)), store)
    assert (report.complete, report.stopped) == (False, TROUBLE.message)
