"""A list is read to its end by slices and pages: completely, without doubles, and never for ever."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotadesk.app.errors import GatewayFaulty
from quotadesk.domain.window import Window
from tests.gateways.fakes import NOW, Gate, a_fetch, a_row, fine, listed, paged
from tests.gateways.reading import Reading, log_asked, rows


def test_a_big_window_is_cut_until_every_slice_is_small():
    gate = Gate({"/api/log/": paged(rows(5_200))})
    reading = Reading(gate.open(), a_fetch(6000))
    assert len(set(reading.ids)) == len(reading.ids) == 5_200
    assert reading.read == [Window(a_fetch(6000).window.start, NOW - timedelta(seconds=2))]
    assert max(int(r.url.params["p"]) for r in log_asked(gate)) <= 20
    assert all(int(r.url.params["page_size"]) <= 100 for r in log_asked(gate))


def test_many_rows_in_one_second_are_read_although_the_slice_cannot_be_cut():
    crowd = [a_row(number, created_at=int(NOW.timestamp()) - 60) for number in range(1, 2_301)]
    reading = Reading(Gate({"/api/log/": paged(crowd)}).open(), a_fetch(120))
    assert len(set(reading.ids)) == 2_300
    assert len(reading.read) == 1


def test_rows_that_shift_between_two_pages_are_given_once_and_none_is_lost():
    """One row of the first page vanishes while it is read: the second page starts one row too late."""
    left = rows(250)
    honest = paged(left)

    def answer(request: httpx.Request) -> httpx.Response:
        reply = honest(request)
        if (
            request.url.params.get("p") == "1"
            and "start_timestamp" in request.url.params
            and len(left) == 250
        ):
            del left[0]
        return reply

    reading = Reading(Gate({"/api/log/": answer}).open(), a_fetch())
    assert len(reading.ids) == len(set(reading.ids)) == 250
    assert len(reading.read) == 1


def test_a_list_that_never_gives_all_that_it_counts_is_not_called_read():
    def answer(request: httpx.Request) -> httpx.Response:
        return listed(rows(40) if request.url.params.get("p") == "1" else [], 90)

    reading = Reading(Gate({"/api/log/": answer}).open(), a_fetch())
    assert len(set(reading.ids)) == 40
    assert reading.read == []


@pytest.mark.parametrize("total", [10_000, 1_900])
def test_a_page_that_never_ends_is_stopped_and_what_was_read_is_kept(total: int):
    """Whatever page is asked for, the gateway gives the first."""
    same = [a_row(number, created_at=int(NOW.timestamp()) - 5) for number in range(1, 101)]
    reading = Reading(Gate({"/api/log/": listed(same, total)}).open(), a_fetch(8))
    assert isinstance(reading.trouble, GatewayFaulty)
    assert "was read is kept" in reading.trouble.hint.en
    assert len(reading.ids) == len(set(reading.ids)) == 100
    assert reading.read == []


def test_a_list_that_grows_with_every_page_is_stopped():
    numbers = itertools.count(1)

    def answer(request: httpx.Request) -> httpx.Response:
        page = int(request.url.params.get("p", 1))
        fresh = [a_row(next(numbers), created_at=int(NOW.timestamp()) - 5) for _ in range(10)]
        return listed(fresh, page * 10 + 10)

    reading = Reading(Gate({"/api/log/": answer}).open(), a_fetch(8))
    assert isinstance(reading.trouble, GatewayFaulty)


def test_rows_that_cannot_be_read_are_counted_and_the_others_kept():
    mixed = [*rows(3), a_row(9, created_at="yesterday"), a_row(10, quota="free"), 7, None, "row"]

    def answer(request: httpx.Request) -> httpx.Response:
        return listed(mixed if "start_timestamp" in request.url.params else [])

    reading = Reading(Gate({"/api/log/": answer}).open(), a_fetch())
    assert (len(reading.ids), reading.skipped) == (3, 5)


@pytest.mark.parametrize(
    "bad", [a_row(9, created_at="yesterday"), a_row(9, quota="free"), a_row(9, type=None), 7, None]
)
def test_a_slice_with_a_row_that_cannot_be_read_is_not_called_read(bad: object):
    def answer(request: httpx.Request) -> httpx.Response:
        return listed([*rows(3), bad] if "start_timestamp" in request.url.params else [])

    reading = Reading(Gate({"/api/log/": answer}).open(), a_fetch())
    assert (len(reading.ids), reading.skipped, reading.read) == (3, 1, [])


def test_an_unreadable_row_costs_its_own_slice_and_no_other():
    many = rows(5_200)
    broken = many[2_600]
    broken["quota"] = "free"
    reading = Reading(Gate({"/api/log/": paged(many)}).open(), a_fetch(6000))
    assert (len(reading.ids), reading.skipped) == (5_199, 1)
    assert len(reading.read) == 2
    assert not any(w.start.timestamp() <= broken["created_at"] < w.end.timestamp() for w in reading.read)


def test_a_total_without_reason_does_not_keep_the_reading_going():
    """Every page brings new rows, and the gateway counts a thousand million of them in each second."""
    numbers = itertools.count(1)

    def answer(request: httpx.Request) -> httpx.Response:
        at = int(request.url.params.get("start_timestamp", NOW.timestamp()))
        return listed([a_row(next(numbers), created_at=at) for _ in range(100)], 10**9)

    gate = Gate({"/api/log/": answer})
    reading = Reading(gate.open(), a_fetch(3600))
    assert isinstance(reading.trouble, GatewayFaulty)
    assert "without end" in reading.trouble.message.en
    assert reading.read == []
    assert len(reading.ids) > 2_000
    assert len(gate.asked) < 200


def test_a_log_database_without_row_numbers_keeps_equal_rows_apart():
    """ClickHouse: every id is 0. Three calls, two of them equal in everything but their request id."""
    three = [a_row(5, id=0), a_row(5, id=0, request_id="another"), a_row(6, id=0)]
    first, again = (Reading(Gate({"/api/log/": paged(three)}).open(), a_fetch()) for _ in range(2))
    assert len(set(first.ids)) == 3
    assert first.ids == again.ids


def bare(rows: list[dict[str, Any]], *, size: int, total: bool) -> Callable[[httpx.Request], httpx.Response]:
    """Answer like One API and its relatives: a list without frame, pages from 0."""

    def answer(request: httpx.Request) -> httpx.Response:
        q = {name: int(value) for name, value in request.url.params.items() if value.isdigit()}
        first, last = q.get("start_timestamp", 0), q.get("end_timestamp", 2**40)
        found = [r for r in rows if first <= r["created_at"] <= last]
        at = q.get("p", 0) * size
        more = {"total": len(found)} if total else {}
        return httpx.Response(200, json={"success": True, "data": found[at : at + size]} | more)

    return answer


@pytest.mark.parametrize(
    ("status", "size", "total"),
    [
        ({"quota_per_unit": 500_000, "display_in_currency": True}, 10, False),  # One API
        (
            {"quota_per_unit": 500_000, "display_in_currency": True},
            25,
            False,
        ),  # … built with another page size
        ({"quota_per_unit": 500_000, "display_in_currency": True}, 40, True),  # Laisky's
        (
            {"quota_per_unit": 500_000, "enable_drawing": True, "version": "v0.3.1"},
            30,
            False,
        ),  # an early New API
    ],
)
@pytest.mark.parametrize("number", [0, 1, 10, 25, 80, 131])
def test_lists_without_a_frame_are_read_to_their_end(
    status: dict[str, Any], size: int, total: bool, number: int
):
    found = [row | ({"trace_id": "t"} if total else {}) for row in rows(number)]
    listing = bare(found, size=size, total=total)
    reading = Reading(Gate({"/api/status": fine(status), "/api/log/": listing}).open(), a_fetch())
    assert reading.trouble is None
    assert sorted(reading.ids, key=int) == [str(row["id"]) for row in found]
    assert len(reading.read) == 1


def test_one_hubs_lists_have_a_frame_of_their_own():
    found = rows(230)

    def answer(request: httpx.Request) -> httpx.Response:
        q = request.url.params
        at, size = (int(q["page"]) - 1) * int(q["size"]), int(q["size"])
        return fine(
            {"data": found[at : at + size], "page": int(q["page"]), "size": size, "total_count": len(found)}
        )

    status = fine({"quota_per_unit": 500_000, "PaymentUSDRate": 7.2})
    reading = Reading(Gate({"/api/status": status, "/api/log/": answer}).open(), a_fetch())
    assert len(set(reading.ids)) == 230
    assert len(reading.read) == 1


@settings(max_examples=30)
@given(
    st.lists(st.integers(min_value=3, max_value=2_000), max_size=400),
    st.sampled_from([7, 50, 100]),
    st.sampled_from([1, 8]),
)
def test_whatever_lies_in_a_window_is_read_once(ages: list[int], cap: int, at_once: int):
    found = [a_row(number, created_at=int(NOW.timestamp()) - age) for number, age in enumerate(ages, start=1)]
    gate = Gate({"/api/log/": paged(found, cap=cap)})
    reading = Reading(gate.open(in_flight=at_once, most_in_flight=8), a_fetch(3000))
    assert sorted(reading.ids, key=int) == [str(row["id"]) for row in found]
    assert len(reading.read) == 1
