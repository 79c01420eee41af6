"""Every lookup is read from an index that fits it: checked against SQLite's own account of what it does."""

from __future__ import annotations

import pytest

from quotadesk.domain.lookup import Lookup
from quotadesk.store import Store
from tests.store.made import GATEWAY, at, failure, lookup, success


@pytest.fixture(autouse=True)
def _rows(store: Store) -> None:
    rows = [success(str(n), time=at(n), owner=f"owner-{n % 9}") for n in range(60)]
    rows += [
        failure(f"f{n}", (402, 429)[n % 2], f"no {n} left", time=at(n), key_name=f"k{n}") for n in range(20)
    ]
    store.write(GATEWAY, rows)


def _plan(store: Store, asked: Lookup) -> str:
    return "\n".join(store.explain(GATEWAY, asked))


@pytest.mark.parametrize(
    ("terms", "index"),
    [
        ({}, "request_time (connection=?)"),
        ({"owner": "owner-1"}, "request_owner (owner=?)"),
        ({"owner": "*owner*"}, "request_owner (owner=?)"),
        ({"owner": "owner-1", "failed": "yes"}, "request_failed_owner (owner=?)"),
        ({"owner": "owner-1", "status": "4xx"}, "request_failed_owner (owner=?)"),
        ({"key": "k1"}, "request_api_key (api_key=?)"),
        ({"key": "k1", "status": "429"}, "request_failed_api_key (api_key=?)"),
        ({"failed": "yes"}, "request_failed_time (connection=?)"),
        ({"status": "429"}, "request_failed_status (connection=? AND status=?)"),
        ({"status": "4xx,5xx"}, "request_failed_status (connection=? AND status=?)"),
        ({"status": "402,429", "group": "production"}, "request_failed_group (grp=? AND status=?)"),
        ({"group": "production", "failed": "yes"}, "request_failed_group (grp=? AND status=?)"),
        ({"group": "production"}, "request_group (grp=?)"),
        ({"model": "gpt-4o"}, "request_model (model=?)"),
        ({"charged": "refunded"}, "request_open_charge (connection=?)"),
        ({"attempt": "429"}, "t USING PRIMARY KEY (connection=? AND status=?)"),
        ({"id": "req-1"}, "INTEGER PRIMARY KEY (rowid=?)"),
        ({"text": "no 11 left"}, "INTEGER PRIMARY KEY (rowid=?)"),
        ({"text": "no"}, "failure_time (connection=?)"),
        ({"text": "no", "owner": "acme"}, "failure_request (request=?)"),
    ],
)
def test_a_lookup_reads_the_index_made_for_it(store: Store, terms: dict[str, str], index: str) -> None:
    plan = _plan(store, lookup(**terms))
    assert index in plan
    assert "SCAN r" not in plan
    assert "SCAN f" not in plan


@pytest.mark.parametrize(
    ("terms", "index"),
    [
        ({}, "request_time (connection=? AND time>? AND time<?)"),
        ({"owner": "owner-1"}, "request_owner (owner=? AND time>? AND time<?)"),
        ({"status": "429"}, "request_failed_status (connection=? AND status=? AND time>? AND time<?)"),
        ({"status": "402,429", "group": "production"}, "(grp=? AND status=? AND time>? AND time<?)"),
        ({"text": "no"}, "failure_time (connection=? AND time>? AND time<?)"),
        ({"attempt": "429"}, "(connection=? AND status=? AND time>? AND time<?)"),
    ],
)
def test_a_window_bounds_the_read_itself(store: Store, terms: dict[str, str], index: str) -> None:
    assert index in _plan(store, lookup((0, 30), **terms))


@pytest.mark.parametrize(
    "terms", [{}, {"owner": "owner-1"}, {"status": "429"}, {"failed": "yes"}, {"text": "no"}]
)
def test_a_first_page_is_read_in_order_and_never_sorted(store: Store, terms: dict[str, str]) -> None:
    picking, _, _ = _plan(store, lookup(**terms)).partition("SCAN p")  # after it: the lines of the 200 picked
    assert "TEMP B-TREE" not in picking


@pytest.mark.parametrize("terms", [{"owner": "*owner*"}, {"status": "402,429", "group": "production"}])
def test_several_values_are_ordered_reads_merged(store: Store, terms: dict[str, str]) -> None:
    plan = _plan(store, lookup(**terms))
    assert "MERGE (UNION ALL)" in plan or "COMPOUND QUERY" in plan
    assert "SCAN r" not in plan


def test_a_name_that_nobody_bears_reads_nothing(store: Store) -> None:
    assert store.explain(GATEWAY, lookup(owner="nobody")) == ()


def test_more_values_than_can_be_merged_are_still_found(store: Store) -> None:
    store.write(GATEWAY, [success(f"x{n}", owner=f"team {n}", time=at(1000 + n)) for n in range(260)])

    page = store.find(GATEWAY, lookup(owner="*team*"))
    assert page.total == 260
    assert page.lines[0].owner == "team 259"
