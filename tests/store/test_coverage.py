"""The store remembers what was read completely, so that an answer can say what is missing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotadesk.domain.window import Coverage, GapReason, Window
from quotadesk.store import Store
from tests.store.made import GATEWAY, at, success


def _cover(store: Store, start: float, end: float, *, scope: str = "", read: float = 0) -> None:
    store.cover(GATEWAY, Window(at(start), at(end)), scope=scope, read_at=at(read))


def _gaps(coverage: Coverage) -> list[Window]:
    assert {g.reason for g in coverage.gaps} <= {GapReason.NOT_FETCHED}
    return [g.window for g in coverage.gaps]


def _asked(store: Store, start: float, end: float, scope: str = "") -> Coverage:
    return store.coverage(GATEWAY, Window(at(start), at(end)), scope=scope)


def test_what_was_never_read_is_one_gap(store: Store) -> None:
    coverage = _asked(store, 0, 10)
    assert _gaps(coverage) == [Window(at(0), at(10))]
    assert (coverage.complete, coverage.read_at) == (False, None)


def test_a_window_read_completely_is_complete_and_knows_its_age(store: Store) -> None:
    _cover(store, 0, 10, read=99)
    coverage = _asked(store, 2, 10)
    assert (coverage.complete, coverage.read_at) == (True, at(99))


def test_windows_that_touch_become_one(store: Store) -> None:
    _cover(store, 0, 10, read=1)
    _cover(store, 20, 30, read=3)
    assert store.held(GATEWAY) == (Window(at(0), at(10)), Window(at(20), at(30)))

    _cover(store, 10, 20, read=2)

    assert store.held(GATEWAY) == (Window(at(0), at(30)),)
    assert _asked(store, 0, 30).read_at == at(3)


def test_gaps_are_told_exactly(store: Store) -> None:
    _cover(store, 0, 10)
    _cover(store, 20, 30)
    assert _gaps(_asked(store, -5, 40)) == [
        Window(at(-5), at(0)),
        Window(at(10), at(20)),
        Window(at(30), at(40)),
    ]


def test_a_full_reading_covers_every_scope_but_a_narrow_one_only_itself(store: Store) -> None:
    _cover(store, 0, 10)
    _cover(store, 10, 20, scope="owner=acme")

    assert _asked(store, 0, 20, "owner=acme").complete
    assert _gaps(_asked(store, 0, 20, "owner=globex")) == [Window(at(10), at(20))]
    assert _gaps(_asked(store, 0, 20)) == [Window(at(10), at(20))]
    assert store.held(GATEWAY) == (Window(at(0), at(10)),)


def test_connections_have_coverage_of_their_own(store: Store) -> None:
    _cover(store, 0, 10)
    assert not store.coverage("other", Window(at(0), at(10)), scope="").complete


def test_what_is_deleted_is_no_longer_held(store: Store) -> None:
    store.write(GATEWAY, [success("1", time=at(1)), success("2", time=at(6))])
    _cover(store, 0, 10)

    assert store.delete_before(GATEWAY, at(5)) == 1

    assert store.held(GATEWAY) == (Window(at(5), at(10)),)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(spans=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), max_size=8), number=st.integers())
def test_coverage_agrees_with_a_count_of_seconds(
    store: Store, spans: list[tuple[int, int]], number: int
) -> None:
    gateway = f"gateway {number} {spans}"
    seconds: set[int] = set()
    for start, length in spans:
        store.cover(gateway, Window(at(start), at(start + length)), scope="", read_at=at(0))
        seconds.update(range(start, start + length))

    coverage = store.coverage(gateway, Window(at(0), at(60)), scope="")

    missing = {s for gap in coverage.gaps for s in range(60) if gap.window.start <= at(s) < gap.window.end}
    assert missing == set(range(60)) - seconds


def test_a_span_with_an_unreadable_row_is_a_gap_with_its_reason_until_it_is_read_without(
    store: Store,
) -> None:
    _cover(store, 0, 10)
    store.cover(GATEWAY, Window(at(10), at(20)), scope="", read_at=at(1), refused=True)
    gaps = _asked(store, 0, 30).gaps
    assert [(g.window, g.reason) for g in gaps] == [
        (Window(at(10), at(20)), GapReason.UNREADABLE_ROWS),
        (Window(at(20), at(30)), GapReason.NOT_FETCHED),
    ]
    assert store.held(GATEWAY) == (Window(at(0), at(20)),)

    _cover(store, 12, 15)

    assert [g.window for g in _asked(store, 0, 20).gaps] == [Window(at(10), at(12)), Window(at(15), at(20))]


def test_a_narrow_reading_without_a_fault_is_whole_beside_a_wide_one_with_one(store: Store) -> None:
    store.cover(GATEWAY, Window(at(0), at(10)), scope="", read_at=at(1), refused=True)
    _cover(store, 0, 10, scope="owner=acme")
    assert _asked(store, 0, 10, "owner=acme").complete
    assert not _asked(store, 0, 10).complete
