"""The line of an ordinary request is the one that the domain assembles, whatever its row says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.traffic import Traffic
from quotadesk.app.ports import Written
from quotadesk.domain.assembly import OUTCOMES, assemble, line_of, request_key
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record, RecordKind, RequestType, changed
from quotadesk.store import Store
from quotadesk.store.dictionary import Dictionary, Kind
from quotadesk.store.opening import open_file
from quotadesk.store.ordinary import is_ordinary, ordinary_ids, ordinary_row
from quotadesk.store.record_rows import said_with
from quotadesk.store.request_rows import other_ids, request_row, tried_statuses
from tests.store.made import GATEWAY, NOON, at, failure, lookup, success

_IDS = st.sampled_from(["", "a", "b", "c-attempt-2", "task:t"])
_RECORDS = st.builds(
    Record,
    source_id=st.sampled_from(["1", "07", "row"]),
    kind=st.sampled_from(sorted(OUTCOMES)),
    time=st.sampled_from([NOON, at(0.000001)]),
    started=st.none() | st.just(at(-3)),
    ended=st.none() | st.just(at(2)),
    request_id=_IDS,
    call_id=_IDS,
    upstream_request_id=_IDS,
    task_id=st.sampled_from([""] * 9 + ["t"]),
    owner=st.sampled_from(["", "acme"]),
    owner_id=st.sampled_from(["", "7"]),
    key_name=st.sampled_from(["", "prod"]),
    key_hash=st.sampled_from(["", "h"]),
    group=st.sampled_from(["", "g"]),
    project=st.sampled_from(["", "p"]),
    environment=st.sampled_from(["", "e"]),
    tier=st.sampled_from(["", "t"]),
    model=st.sampled_from(["", "m"]),
    model_served=st.sampled_from(["", "served"]),
    type=st.none() | st.sampled_from(list(RequestType)),
    stream=st.none() | st.booleans(),
    stream_end=st.sampled_from(["", "eof"]),
    stream_ok=st.none() | st.booleans(),
    status=st.sampled_from([None, 0, 101, 200, 200, 302, 399, 400, 503]),
    failed=st.booleans(),
    error=st.none() | st.just(failure("1").error),
    latency_ms=st.none() | st.floats(0, 1e6),
    figure=st.sampled_from([0.0, 500.0, 3e-7, 1e-12, 1e-13, -2.0, float("inf"), float("nan")]),
    unit=st.sampled_from(["quota", "usd"]),
    amount_nano=st.sampled_from([0, 1, 10**9, -5]),
    tokens_in=st.none() | st.integers(0, 9),
    tokens_out=st.none() | st.integers(0, 9),
    no_usage=st.booleans(),
    cache_hit=st.booleans(),
    billing=st.sampled_from(["", "subscription"]),
    channel=st.sampled_from(["", "3"]),
    channels=st.sampled_from([(), ("3",), ("1", "3"), ("1", "2", "3")]),
    attempts=st.sampled_from([None, 0, 1, 2, 5, -1]),
    fallback=st.booleans(),
    is_task=st.sampled_from([False] * 9 + [True]),
)
_PROFILES = st.sampled_from(
    [
        None,
        Profile(product=Product.NEWAPI, error_log=True, consume_log=True),
        Profile(product=Product.NEWAPI, error_log=False, consume_log=False),
        Profile(product=Product.LITELLM),
    ]
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dictionary]:
    db = open_file(tmp_path_factory.mktemp("names") / "store.sqlite3")
    yield Dictionary(db, 1)
    db.close()


def _check(record: Record, names: Dictionary, profile: Profile | None) -> None:
    """Compare both ways from a record to the rows of the file."""
    key = request_key(record)
    request = assemble(key, [record], None, profile=profile)
    code = names.word_ids[Kind.ERROR_CODE][record.error.code if record.error else ""]
    mine = ordinary_row(5, 1, key, record, said_with(names)(record, key), code, profile)
    assert mine == request_row(5, 1, request, line_of(request), names)
    assert ordinary_ids(key, record) == other_ids(request)
    assert tried_statuses(request) == {s for s in (record.status or 0,) if s >= 400}


@settings(max_examples=500, deadline=None)
@given(record=_RECORDS.filter(is_ordinary), profile=_PROFILES)
def test_an_ordinary_line_is_what_the_domain_would_have_made(
    names: Dictionary, record: Record, profile: Profile | None
) -> None:
    _check(record, names, profile)


def test_most_requests_of_a_busy_gateway_are_ordinary_and_their_lines_the_same(names: Dictionary) -> None:
    rows = list(Traffic(3000).rows())
    ordinary = [row for row in rows if is_ordinary(row)]
    assert len(ordinary) > 0.9 * len(rows)
    for row in ordinary:
        _check(row, names, None)


@pytest.mark.parametrize(
    "told",
    [
        {"task_id": "t"},
        {"is_task": True},
        {"call_id": "c-attempt-1"},
        {"kind": RecordKind.REFUND},
        {"figure": -1.0},
        {"figure": 1e-13},
        {"figure": float("nan")},
    ],
)
def test_what_leaves_a_question_open_is_never_ordinary(told: dict[str, Any]) -> None:
    assert is_ordinary(success("1"))
    assert not is_ordinary(success("1", **told))


def test_an_ordinary_request_is_found_by_each_of_its_ids(store: Store) -> None:
    store.write(GATEWAY, [success("1", call_id="call", upstream_request_id="up", request_id="req")])

    for asked in ("call", "up", "req"):
        assert [line.key for line in store.find(GATEWAY, lookup(id=asked)).lines] == ["call"]


def test_a_failure_that_arrives_after_an_ordinary_row_joins_its_line(store: Store, path) -> None:
    store.write(GATEWAY, [success("9", request_id="r", time=at(9))])
    store.write(GATEWAY, [failure("8", 429, request_id="r", time=at(4))])

    (line,) = store.find(GATEWAY, lookup(attempt="429")).lines
    assert (line.key, line.attempt_count, line.time) == ("r", 2, at(4))
    with sqlite3.connect(path) as other:
        assert (
            other.execute("SELECT time FROM failure").fetchall()
            == other.execute("SELECT time FROM request").fetchall()
        )
    other.close()


@pytest.mark.parametrize("ids", [["7", "07", "row-7"], ["9" * 18, "9" * 19, "-7"], ["0", "00", "٧", "²"]])
def test_row_ids_that_look_alike_as_numbers_stay_apart(store: Store, ids: list[str]) -> None:
    rows = [success(i, request_id=f"r{n}") for n, i in enumerate(ids)]
    assert store.write(GATEWAY, rows) == Written(new=len(ids))
    assert store.write(GATEWAY, rows) == Written(unchanged=len(ids))
    assert [store.records(GATEWAY, [f"r{n}"])[f"r{n}"][0][0].source_id for n in range(len(ids))] == ids


def test_rows_between_those_that_are_held_are_told_from_them(store: Store) -> None:
    store.write(GATEWAY, [success("10"), success("30")])

    assert store.write(GATEWAY, [success("20"), success("30")]) == Written(new=1, unchanged=1)
    assert store.write(GATEWAY, [success("25"), success("27")]) == Written(new=2)
    assert store.find(GATEWAY, lookup()).total == 5


def test_a_copy_with_other_values_is_the_one_that_dataclasses_would_make() -> None:
    record = next(Traffic(1).rows())
    told = {"owner": "else", "marks": {}, "status": None}
    assert changed(record, told) == replace(record, **told)
    assert all(hasattr(changed(record, {}), f.name) for f in fields(Record))
