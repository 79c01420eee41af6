"""A result can be sorted by any column, jumped into anywhere, counted, and grouped by error."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotadesk.domain.lookup import Cursor, Lookup, Sort, SortKey
from quotadesk.domain.records import ErrorFacts
from quotadesk.store import Store, searching
from quotadesk.store.grouping import shape
from tests.store.made import GATEWAY, at, failure, lookup, success


@pytest.fixture(autouse=True)
def _rows(store: Store) -> None:
    store.write(
        GATEWAY,
        [
            success("1", time=at(1), owner="zeta", amount_nano=30, latency_ms=900.0),
            success("2", time=at(2), owner="Acme", amount_nano=10, latency_ms=None),
            success("3", time=at(3), owner="", owner_id="", amount_nano=20, latency_ms=100.0),
            failure("4", 429, time=at(4), owner="beta", key_id="1", latency_ms=500.0),
            failure("5", 402, time=at(5), owner="beta", key_id="2", latency_ms=500.0),
            failure("6", 429, time=at(6), owner="acme", key_id="1", latency_ms=700.0),
        ],
    )


def _keys(store: Store, asked: Lookup, **how: object) -> list[str]:
    page = store.find(GATEWAY, asked, **how)  # type: ignore[arg-type]
    return [line.key.removeprefix("req-") for line in page.lines]


def _sorted(by: str, *, descending: bool, **terms: str) -> Lookup:
    return replace(lookup(**terms), sort=Sort(by=SortKey(by), descending=descending))


@pytest.mark.parametrize(
    ("by", "descending", "found"),
    [
        ("time", True, "654321"),
        ("time", False, "123456"),
        ("owner", False, "625413"),
        ("owner", True, "154623"),
        ("latency", True, "165432"),
        ("latency", False, "354612"),
        ("cost", True, "132654"),
        ("status", True, "645321"),
        ("status", False, "321564"),
        ("key", False, "654321"),
        ("error", False, "564321"),
    ],
)
def test_a_result_is_sorted_by_any_column_with_the_unknown_last_and_ties_newest_first(
    store: Store, by: str, descending: bool, found: str
) -> None:
    assert _keys(store, _sorted(by, descending=descending)) == list(found)


@pytest.mark.parametrize("by", list(SortKey))
@pytest.mark.parametrize("descending", [True, False])
def test_every_order_has_every_request_once_and_pages_follow_each_other(
    store: Store, by: SortKey, descending: bool
) -> None:
    asked = _sorted(by, descending=descending)
    whole = _keys(store, asked)
    assert sorted(whole) == list("123456")
    pages: list[str] = []
    after: Cursor | None = None
    for _ in range(3):
        page = store.find(GATEWAY, asked, after=after, limit=2)
        pages += [line.key.removeprefix("req-") for line in page.lines]
        after = page.next
    assert pages == whole
    assert after is None


def test_a_result_too_large_to_sort_is_sorted_among_its_newest_and_says_so(store: Store, monkeypatch) -> None:
    monkeypatch.setattr(searching, "CAP", 4)
    page = store.find(GATEWAY, _sorted("cost", descending=True))
    assert [line.key for line in page.lines] == ["req-3", "req-6", "req-5", "req-4"]
    assert page.sorted_among == 4
    assert store.find(GATEWAY, _sorted("cost", descending=True, owner="beta")).sorted_among is None
    assert store.find(GATEWAY, _sorted("time", descending=False)).sorted_among is None


def test_any_row_of_a_result_can_be_read_by_its_number(store: Store) -> None:
    asked = lookup()
    first = store.find(GATEWAY, asked, limit=2)
    rest = store.numbers(GATEWAY, asked, after=first.next, most=3)
    assert len(rest.numbers) == 3
    last = store.numbers(GATEWAY, asked, after=rest.next, most=3)
    assert last.next is None
    numbers = [*first.numbers, *rest.numbers, *last.numbers]
    lines = store.lines(GATEWAY, numbers[::-1])
    assert [line.key for line in lines if line is not None] == [f"req-{n}" for n in "123456"]


def test_numbers_go_on_below_the_first_page_whatever_came_in_above_it(store: Store) -> None:
    asked = lookup()
    first = store.find(GATEWAY, asked, limit=2)
    store.write(GATEWAY, [success("7", time=at(7))])
    rest = store.numbers(GATEWAY, asked, after=first.next, most=100)
    lines = store.lines(GATEWAY, rest.numbers)
    assert [line.key for line in lines if line] == ["req-4", "req-3", "req-2", "req-1"]


def test_a_sorted_result_names_all_its_requests_at_once(store: Store) -> None:
    page = store.find(GATEWAY, _sorted("cost", descending=True), limit=2)
    assert len(page.lines) == 2
    assert [line.key for line in store.lines(GATEWAY, page.numbers) if line] == [f"req-{n}" for n in "132654"]


def test_a_request_that_was_deleted_meanwhile_leaves_its_place_empty(store: Store) -> None:
    page = store.find(GATEWAY, lookup())
    store.delete_before(GATEWAY, at(3))
    lines = store.lines(GATEWAY, page.numbers)
    assert [line is None for line in lines] == [False] * 4 + [True] * 2
    assert store.lines("nobody's", page.numbers) == (None,) * 6


def test_what_fits_is_counted_quickly_and_stops_early(store: Store, monkeypatch) -> None:
    assert store.count(GATEWAY, lookup(owner="beta")).total == 2
    assert store.count(GATEWAY, lookup(owner="nobody")).total == 0
    assert store.count(GATEWAY, lookup(attempt="429")).total == 2
    monkeypatch.setattr(searching, "CAP", 3)
    counted = store.count(GATEWAY, lookup())
    assert (counted.total, counted.capped) == (3, True)


def test_failures_are_grouped_by_status_and_code_most_first(store: Store) -> None:
    found = store.groups(GATEWAY, lookup())
    assert found.among == 3
    assert [(g.status, g.code, g.count, g.keys, g.owners, g.last) for g in found.groups] == [
        (429, "code_429", 2, 1, 2, at(6)),
        (402, "code_402", 1, 1, 1, at(5)),
    ]
    assert store.groups(GATEWAY, lookup(failed="no")).groups == ()
    assert store.groups(GATEWAY, lookup(owner="nobody")).groups == ()


def test_failures_without_a_code_are_grouped_by_what_their_texts_share(store: Store) -> None:
    texts = [f"upstream {n} gave up, trace ab{n}9f-{n * 31} {n * 7} ms" for n in range(3)]
    rows = [failure(f"t{n}", 500, error=ErrorFacts(text=text)) for n, text in enumerate(texts)]
    store.write(GATEWAY, rows)
    (group,) = store.groups(GATEWAY, lookup(status="500")).groups
    assert group.count == 3
    assert group.text == "upstream … gave up, trace … ms"


def test_an_error_code_is_a_term_of_its_own(store: Store) -> None:
    assert _keys(store, lookup(error="code_429")) == ["6", "4"]
    assert _keys(store, lookup(error="*429*", owner="beta")) == ["4"]
    assert _keys(store, lookup(error="code_429", failed="no")) == []
    assert "request_failed" in "".join(store.explain(GATEWAY, lookup(error="code_429")))


def test_the_histogram_tells_402_and_429_apart(store: Store) -> None:
    bars = store.histogram(GATEWAY, lookup((0, 10)), bars=10)
    assert [b.failed for b in bars] == [0, 0, 0, 0, 1, 1, 1, 0, 0, 0]
    assert [b.limited for b in bars] == [0, 0, 0, 0, 1, 0, 1, 0, 0, 0]
    assert [b.quota for b in bars] == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]
    assert sum(b.limited for b in store.histogram(GATEWAY, lookup((0, 10), status="402"), bars=10)) == 0


@pytest.mark.parametrize(
    ("text", "shaped"),
    [
        (None, ""),
        ("no digits here", "no digits here"),
        ("用户额度不足，剩余额度：＄0.003120", "用户额度不足，剩余额度：＄ …"),
        ('model "gpt-4o" of key sk-…9a2f: wait 20s', "model … of key … wait …"),
    ],
)
def test_what_differs_from_failure_to_failure_is_left_out_of_a_group(text: str | None, shaped: str) -> None:
    assert shape(text) == shaped


def test_a_read_that_is_cancelled_breaks_off(store: Store, monkeypatch) -> None:
    monkeypatch.setattr("quotadesk.store.local._STEPS_BETWEEN_LOOKS", 1)
    with pytest.raises(Exception, match="interrupted"):
        store.histogram(GATEWAY, lookup(), cancelled=lambda: True)
    assert store.find(GATEWAY, lookup()).total == 6
