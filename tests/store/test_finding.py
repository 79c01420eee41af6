"""A lookup finds exactly what fits, newest first, page by page, and says how much there is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from quotadesk.app.errors import UnclearLookup
from quotadesk.domain.lookup import Cursor, Lookup, LookupKey, Term
from quotadesk.domain.records import RequestType, TaskStatus
from quotadesk.domain.window import Window
from quotadesk.store import Store, searching
from tests.store.made import GATEWAY, NOON, at, failure, lookup, refund, submission, success, task


@pytest.fixture(autouse=True)
def _day_at_the_desk(store: Store) -> None:
    store.write(
        GATEWAY,
        [
            success("1", time=at(1)),
            success(
                "2", time=at(2), owner="Acme Labs", key_name="labs_bot", key_id="71", key_masked="sk-…9a2f"
            ),
            failure("3", 429, "当前分组上游负载已饱和", time=at(3), group="staging"),
            failure(
                "4", 402, "用户额度不足 100%_used", time=at(4), owner="globex", key_name="g", key_id="72"
            ),
            failure("5", 503, "upstream gave 503", time=at(5), owner="globex", request_id="retried"),
            failure("6", 429, "slow down", time=at(6), owner="globex", request_id="retried"),
            success("7", time=at(7), owner="globex", request_id="retried", channels=("1", "2", "3")),
            success("8", time=at(8), model="sora", type=RequestType.VIDEO, tier="video", project="ads"),
            success("9", time=at(9), status=200, failed=True, stream_ok=False, environment="test"),
            success("10", time=at(10), figure=0.0, amount_nano=0, no_usage=True, upstream_request_id="up-10"),
            submission("11", time=at(600), request_id="film"),
            refund("12", "t1", time=at(900)),
        ],
        [task("t1", TaskStatus.FAILURE, submitted=at(600))],
    )


def _keys(store: Store, asked: Lookup) -> list[str]:
    return [line.key.removeprefix("req-") for line in store.find(GATEWAY, asked).lines]


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        ({}, ["film", "10", "9", "8", "retried", "4", "3", "2", "1"]),
        ({"owner": "globex"}, ["retried", "4"]),
        ({"owner": "ACME"}, ["film", "10", "9", "8", "3", "1"]),
        ({"owner": "*acme*"}, ["film", "10", "9", "8", "3", "2", "1"]),
        ({"owner": "globex,Acme Labs"}, ["retried", "4", "2"]),
        ({"owner": "7"}, ["film", "10", "9", "8", "retried", "4", "3", "2", "1"]),
        ({"key": "labs_bot"}, ["2"]),
        ({"key": "*_*"}, ["2"]),
        ({"key": "*s%b*"}, []),
        ({"key": "g", "owner": "globex"}, ["4"]),
        ({"key": "g", "owner": "acme"}, []),
        ({"tail": "9a2f"}, ["2"]),
        ({"tail": "…9A2F"}, ["2"]),
        ({"tail": "a2"}, []),
        ({"group": "staging"}, ["3"]),
        ({"project": "ads"}, ["8"]),
        ({"env": "test"}, ["9"]),
        ({"model": "*4O*", "owner": "globex"}, ["retried", "4"]),
        ({"tier": "video"}, ["8"]),
        ({"type": "video"}, ["film", "8"]),
        ({"status": "429"}, ["3"]),
        ({"status": "402,429"}, ["4", "3"]),
        ({"status": "4xx"}, ["4", "3"]),
        ({"status": "402,429", "group": "staging"}, ["3"]),
        ({"status": "200", "failed": "yes"}, ["film", "9"]),
        ({"status": "2XX", "failed": "no"}, ["10", "8", "retried", "2", "1"]),
        ({"status": "429", "failed": "no"}, []),
        ({"attempt": "429"}, ["retried", "3"]),
        ({"attempt": "503,429"}, ["retried", "3"]),
        ({"attempt": "5xx", "owner": "globex"}, ["retried"]),
        ({"attempt": "200", "owner": "globex"}, ["retried"]),
        ({"attempt": "2xx", "failed": "yes"}, ["film", "9"]),
        ({"failed": "yes"}, ["film", "9", "4", "3"]),
        ({"failed": "yes,no", "owner": "globex"}, ["retried", "4"]),
        ({"charged": "refunded"}, ["film"]),
        ({"charged": "no"}, ["10", "4", "3"]),
        ({"charged": "no,refunded"}, ["film", "10", "4", "3"]),
        ({"charged": "held"}, []),
        ({"id": "retried"}, ["retried"]),
        ({"id": "up-10"}, ["10"]),
        ({"id": "t1"}, ["film"]),
        ({"id": "req-1,req-2"}, ["2", "1"]),
        ({"id": "req-1", "owner": "globex"}, []),
        ({"id": "retrie"}, []),
        ({"text": "额度不足"}, ["4"]),
        ({"text": "额度"}, ["4"]),
        ({"text": "额度", "owner": "acme"}, []),
        ({"text": "饱和,不足"}, ["4", "3"]),
        ({"text": "100%_used"}, ["4"]),
        ({"text": "100_%used"}, []),
        ({"text": "*SLOW*"}, ["retried"]),
        ({"text": "%"}, ["4"]),
        ({"text": "upstream gave", "attempt": "429"}, ["retried"]),
        ({"text": "no such words"}, []),
    ],
)
def test_a_lookup_finds_exactly_what_fits(store: Store, terms: dict[str, str], found: list[str]) -> None:
    assert _keys(store, lookup(**terms)) == found


def test_the_window_includes_its_start_and_excludes_its_end(store: Store) -> None:
    for terms in (
        {},
        {"owner": "globex"},
        {"failed": "yes"},
        {"attempt": "429"},
        {"text": "额度"},
        {"id": "req-4"},
    ):
        everything = _keys(store, lookup(**terms))
        inside = [k for k in everything if k in {"3", "4"}]
        assert _keys(store, lookup((3, 5), **terms)) == inside, terms
        assert _keys(store, lookup((3, 4), **terms)) == [k for k in inside if k == "3"], terms


def test_two_terms_of_one_key_must_both_hold(store: Store) -> None:
    terms = tuple(Term(key=LookupKey.OWNER, values=(v,)) for v in ("*acme*", "*labs*"))
    assert _keys(store, Lookup(terms=terms)) == ["2"]
    texts = tuple(Term(key=LookupKey.TEXT, values=(v,)) for v in ("额度", "100%"))
    assert _keys(store, Lookup(terms=texts)) == ["4"]


def test_counts_tell_all_and_failed(store: Store) -> None:
    page = store.find(GATEWAY, lookup(owner="globex"))
    assert (page.total, page.failed, page.capped, page.next) == (2, 1, False, None)


@pytest.mark.parametrize(
    "terms", [{}, {"owner": "*o*"}, {"failed": "yes"}, {"text": "e"}, {"attempt": "4xx,5xx"}]
)
def test_pages_follow_each_other_without_gap_or_repetition(store: Store, terms: dict[str, str]) -> None:
    same_second = [failure(f"s{n}", text="same", time=NOON, owner=f"o{n % 3}") for n in range(25)]
    store.write(GATEWAY, same_second)
    whole = store.find(GATEWAY, lookup(**terms))
    keys: list[str] = []
    cursor: Cursor | None = None
    for _ in range(100):
        page = store.find(GATEWAY, lookup(**terms), after=cursor, limit=3)
        keys += [line.key for line in page.lines]
        assert page.total == whole.total
        cursor = page.next
        if cursor is None:
            break

    assert keys == [line.key for line in whole.lines]
    assert len(keys) == len(set(keys)) == whole.total


def test_a_page_goes_on_when_the_line_it_stopped_at_was_deleted_meanwhile(store: Store) -> None:
    page = store.find(GATEWAY, lookup(), after=Cursor(time=at(8), key="gone"))
    assert page.lines[0].key == "retried"


def test_a_count_stops_early_and_says_so(store: Store, monkeypatch) -> None:
    monkeypatch.setattr(searching, "CAP", 4)
    monkeypatch.setattr(searching, "TEXT_CAP", 2)

    page = store.find(GATEWAY, lookup(), limit=2)
    assert (page.total, page.capped) == (4, True)
    page = store.find(GATEWAY, lookup(text="e,足,饱"), limit=1)
    assert (page.total, page.capped) == (2, True)


def test_a_common_text_is_found_as_surely_as_a_rare_one(store: Store) -> None:
    many = [failure(f"m{n}", 500, f"very common words {n:05d}", time=at(-n)) for n in range(1500)]
    store.write(GATEWAY, many)

    page = store.find(GATEWAY, lookup(text="common words"), limit=10)
    assert [line.key for line in page.lines] == [f"req-m{n}" for n in range(10)]
    assert (page.total, page.capped) == (1000, True)
    assert [line.key for line in store.find(GATEWAY, lookup(text="words 01499")).lines] == ["req-m1499"]


@pytest.mark.parametrize(
    "terms", [{"status": "many"}, {"charged": "perhaps"}, {"failed": "maybe"}, {"attempt": "x"}]
)
def test_a_value_that_means_nothing_is_refused_with_the_values_that_do(
    store: Store, terms: dict[str, str]
) -> None:
    with pytest.raises(UnclearLookup) as refused:
        store.find(GATEWAY, lookup(**terms))
    assert refused.value.hint.en
    assert refused.value.hint.zh


def test_the_histogram_adds_up_to_the_counts(store: Store) -> None:
    for terms in (
        {},
        {"owner": "globex"},
        {"failed": "yes"},
        {"text": "额度"},
        {"attempt": "429,503"},
        {"failed": "no"},
    ):
        page = store.find(GATEWAY, lookup((0, 1000), **terms))
        bars = store.histogram(GATEWAY, lookup((0, 1000), **terms), bars=7)
        assert len(bars) == 7
        assert sum(b.total for b in bars) == page.total, terms
        assert sum(b.failed for b in bars) == page.failed, terms
    assert bars[0].start == NOON


def test_the_histogram_of_an_endless_window_spans_what_is_held(store: Store) -> None:
    bars = store.histogram(GATEWAY, lookup(), bars=10)
    assert sum(b.total for b in bars) == 9
    assert bars[0].start == at(1)
    assert bars[0].total == 8
    assert bars[-1].total == 1
    assert store.histogram("nobody's", lookup()) == ()


def test_neighbours_are_the_calls_of_the_same_key_and_model_around_a_request(store: Store) -> None:
    store.write(
        GATEWAY, [success("a", time=at(100)), success("b", time=at(130)), success("c", time=at(100 - 61))]
    )
    store.write(GATEWAY, [success("d", time=at(110), model="o3"), success("e", time=at(110), key_id="other")])

    assert [line.key for line in store.neighbours(GATEWAY, "req-a")] == ["req-a", "req-b"]


def test_a_request_without_a_known_key_has_no_neighbours(store: Store) -> None:
    rows = [success(f"k{n}", key_name="", key_id="", time=at(n)) for n in range(2)]
    store.write(GATEWAY, rows)

    assert [line.key for line in store.neighbours(GATEWAY, "req-k0")] == ["req-k0"]
    assert store.neighbours(GATEWAY, "nothing") == ()


def test_a_window_of_a_day_is_found_by_its_bounds(store: Store) -> None:
    day = Window(NOON - timedelta(days=1), NOON)
    assert store.find(GATEWAY, Lookup(window=day)).total == 0
