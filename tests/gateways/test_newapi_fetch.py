"""A window is read completely, without doubles, in the gateway's own time, or it says what is missing."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotadesk.app.errors import GatewayBusy, GatewayFaulty, GatewayTrouble, NotPermitted
from quotadesk.app.ports import Batch, Connection, Fetch
from quotadesk.domain.records import RecordKind, TaskStatus
from quotadesk.domain.window import Window
from quotadesk.gateways.newapi import NewApi
from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import NOW, Gate, a_fetch, a_row, fine, listed, paged

DAY = timedelta(days=1)


def joined(reads: Sequence[Window]) -> list[Window]:
    """Join the parts that were read into as few windows as possible."""
    whole: list[Window] = []
    for part in sorted(reads):
        if whole and whole[-1].end == part.start:
            whole[-1] = Window(whole[-1].start, part.end)
        else:
            whole.append(part)
    return whole


class Reading:
    """All batches of one fetch, and the failure that ended it."""

    def __init__(self, gateway: NewApi, fetch: Fetch, **more: Any) -> None:
        self.batches: list[Batch] = []
        self.trouble: GatewayTrouble | None = None
        try:
            for batch in gateway.fetch(fetch, **more):
                self.batches.append(batch)
        except GatewayTrouble as error:
            self.trouble = error
        finally:
            gateway.close()

    @property
    def ids(self) -> list[str]:
        return [record.source_id for batch in self.batches for record in batch.records]

    @property
    def read(self) -> list[Window]:
        return joined([batch.read for batch in self.batches if batch.read])

    @property
    def skipped(self) -> int:
        return sum(batch.skipped for batch in self.batches)


def over_the_wire(sample: SampleGateway, fetch: Fetch, **more: Any) -> Reading:
    return Reading(
        NewApi(sample.connection(), sample.credential, now=lambda: NOW, limit=sample.limit), fetch, **more
    )


# ------------------------------------------------------------------ over a real wire


@pytest.mark.parametrize("dialect", ["newapi", "newapi_old"])
def test_a_window_is_read_completely_over_a_real_wire(dialect: str, request: pytest.FixtureRequest):
    sample: SampleGateway = request.getfixturevalue(dialect)
    reading = over_the_wire(sample, Fetch(window=sample.window))
    written = {str(row.id) for row in sample.rows if row.at < NOW.timestamp()}
    if dialect == "newapi_old":
        written -= {str(row.id) for row in sample.rows if row.type == 7}
    assert reading.trouble is None
    assert len(reading.ids) == len(set(reading.ids))
    assert set(reading.ids) == written
    assert reading.read == [Window(sample.window.start, NOW)]
    assert reading.skipped == 0
    shares = [batch.done for batch in reading.batches]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)


def test_one_api_is_read_by_short_pages_without_a_total(oneapi: SampleGateway):
    window = Window(NOW - timedelta(hours=2), NOW)
    reading = over_the_wire(oneapi, Fetch(window=window))
    written = {
        str(row.id)
        for row in oneapi.rows
        if window.start.timestamp() <= row.at < NOW.timestamp() and row.type in (1, 2, 3, 4)
    }
    assert set(reading.ids) == written
    assert len(reading.ids) == len(written) > 100
    assert reading.read == [window]


def test_a_tasks_failure_and_refund_are_read_with_the_window(
    newapi: SampleGateway, newapi_old: SampleGateway
):
    wanted = newapi.ticket("task-refunded").task_id
    for sample in (newapi, newapi_old):
        reading = over_the_wire(sample, Fetch(window=Window(NOW - DAY, NOW), owner="mei_design"))
        tasks = [task for batch in reading.batches for task in batch.tasks if task.task_id == wanted]
        refunds = [
            r
            for b in reading.batches
            for r in b.records
            if r.task_id == wanted and r.kind is RecordKind.REFUND
        ]
        assert [(task.status, task.figure) for task in tasks] == [(TaskStatus.FAILURE, 0)]
        assert [refund.amount_nano for refund in refunds] == [320_000_000]


@pytest.mark.parametrize("dialect", ["newapi", "newapi_old", "oneapi"])
def test_a_fetch_is_narrowed_to_what_was_asked_for(dialect: str, request: pytest.FixtureRequest):
    sample: SampleGateway = request.getfixturevalue(dialect)
    fetch = Fetch(
        window=Window(NOW - DAY, NOW), owner="northwind", key_name="prod-main", model="claude-sonnet-4-5"
    )
    records = [record for batch in over_the_wire(sample, fetch).batches for record in batch.records]
    assert records
    assert {(r.owner, r.key_name, r.model) for r in records} == {
        ("northwind", "prod-main", "claude-sonnet-4-5")
    }


def test_one_request_is_found_by_its_id(newapi: SampleGateway):
    ticket = newapi.ticket("upstream-429")
    before = len(newapi.calls)
    reading = over_the_wire(newapi, Fetch(window=newapi.window, request_id=ticket.request_id))
    records = [record for batch in reading.batches for record in batch.records]
    assert {record.request_id for record in records} == {ticket.request_id}
    assert [record.status for record in records] == [429, 429, 429]
    assert newapi.calls[before:].count("/api/log/") <= 3


def test_the_owners_own_view_is_read_without_doubles(newapi_old: SampleGateway):
    connection = Connection(name="own", kind="newapi", url=newapi_old.url, user_id=newapi_old.member_id)
    fetch = Fetch(window=Window(NOW - DAY, NOW))
    readings = [
        Reading(
            NewApi(connection, newapi_old.member_credential, now=lambda: NOW, limit=newapi_old.limit), fetch
        )
        for _ in range(2)
    ]
    written = [
        row for row in newapi_old.rows
        if row.owner.name == "chen_backend" and (NOW - DAY).timestamp() <= row.at < NOW.timestamp()
    ]  # fmt: skip
    assert len(readings[0].ids) == len(set(readings[0].ids)) == len(written)
    assert readings[0].ids == readings[1].ids


def test_another_users_rows_cannot_be_asked_for_with_a_members_key(newapi: SampleGateway):
    connection = Connection(name="own", kind="newapi", url=newapi.url, user_id=newapi.member_id)
    gateway = NewApi(connection, newapi.member_credential, now=lambda: NOW, limit=newapi.limit)
    reading = Reading(gateway, Fetch(window=Window(NOW - DAY, NOW), owner="northwind"))
    assert isinstance(reading.trouble, NotPermitted)
    assert not reading.read


def test_nothing_but_addresses_of_the_table_was_asked_for(newapi: SampleGateway):
    over_the_wire(newapi, Fetch(window=Window(NOW - DAY, NOW)))
    assert set(newapi.calls) <= {
        "/api/status",
        "/api/user/self",
        "/api/log/",
        "/api/log/self",
        "/api/task/",
        "/api/task/self",
    }


# ------------------------------------------------------------------ canned answers


def rows(number: int, *, step: int = 1) -> list[dict[str, Any]]:
    return [a_row(at * step + 3) for at in range(number)]


def log_asked(gate: Gate) -> list[httpx.Request]:
    return [r for r in gate.asked if r.url.path == "/api/log/" and "start_timestamp" in r.url.params]


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


def test_the_end_is_frozen_so_that_new_rows_do_not_shift_the_pages():
    fetch = Fetch(window=Window(NOW - timedelta(hours=1), NOW + timedelta(hours=3)))
    gate = Gate({"/api/log/": paged(rows(250))})
    reading = Reading(gate.open(), fetch)
    assert {r.url.params["end_timestamp"] for r in log_asked(gate)} == {str(int(NOW.timestamp()) - 3)}
    assert reading.read[-1].end == NOW - timedelta(seconds=2)


def test_the_gateways_clock_decides_what_has_settled():
    status = fine({"version": "v1.0.0", "quota_per_unit": 500_000, "setup": True})
    status.headers["Date"] = (NOW - timedelta(minutes=10)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    reading = Reading(Gate({"/api/status": status, "/api/log/": paged(rows(5))}).open(), a_fetch())
    assert reading.read[-1].end == NOW - timedelta(minutes=10, seconds=2)


def test_a_window_that_has_not_settled_is_not_asked_for():
    gate = Gate()
    assert not Reading(gate.open(), Fetch(window=Window(NOW, NOW + DAY))).batches
    assert not log_asked(gate)


def test_an_empty_gateway_is_read_completely():
    reading = Reading(Gate().open(), a_fetch())
    assert (reading.ids, reading.trouble, reading.skipped) == ([], None, 0)
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


def test_unknown_types_of_rows_are_kept():
    reading = Reading(Gate({"/api/log/": paged([a_row(5, type=42)])}).open(), a_fetch())
    assert [r.kind for b in reading.batches for r in b.records] == [RecordKind.OTHER]


def failing_after(
    pages: int, failure: Callable[[], httpx.Response]
) -> Callable[[httpx.Request], httpx.Response]:
    honest, seen = paged(rows(450)), itertools.count(1)

    def answer(request: httpx.Request) -> httpx.Response:
        return (
            failure() if "start_timestamp" in request.url.params and next(seen) > pages else honest(request)
        )

    return answer


@pytest.mark.parametrize(
    "failure",
    [
        lambda: httpx.Response(500),
        lambda: httpx.Response(200, content=b'{"success":true,"data":{"items":[{"id"'),
        lambda: httpx.Response(200, json={"success": False, "message": "database is locked"}),
        lambda: httpx.Response(200, json={"success": True, "data": {"items": "none", "total": 3}}),
        lambda: httpx.Response(200, json={"success": "yes", "data": []}),
    ],
)
def test_a_failure_in_the_middle_keeps_what_was_read_and_claims_no_more(
    failure: Callable[[], httpx.Response],
):
    reading = Reading(Gate({"/api/log/": failing_after(2, failure)}).open(), a_fetch())
    assert isinstance(reading.trouble, GatewayFaulty)
    assert len(reading.ids) == 200
    assert reading.read == []
    again = Reading(Gate({"/api/log/": paged(rows(450))}).open(), a_fetch())
    assert set(reading.ids) < set(again.ids)
    assert len(again.ids) == 450


def test_a_gateway_that_stays_busy_keeps_what_was_read():
    reading = Reading(Gate({"/api/log/": failing_after(2, lambda: httpx.Response(429))}).open(), a_fetch())
    assert isinstance(reading.trouble, GatewayBusy)
    assert len(reading.ids) == 200


def test_cancel_between_two_pages_ends_the_reading_without_an_error():
    gate = Gate({"/api/log/": paged(rows(450))})
    reading = Reading(gate.open(), a_fetch(), cancelled=lambda: len(log_asked(gate)) >= 2)
    assert reading.trouble is None
    assert len(reading.ids) == 200
    assert reading.read == []


def test_a_percent_sign_is_never_sent_as_a_pattern():
    mine = [a_row(5, username="50%_off"), a_row(6)]
    gate = Gate({"/api/log/": paged(mine)})
    reading = Reading(gate.open(), a_fetch(owner="50%_off"))
    assert reading.ids == ["5"]
    assert all("username" not in r.url.params for r in log_asked(gate))


def test_what_the_gateway_matches_too_widely_is_dropped_here():
    """Older releases read an underscore in a model's name as any letter."""
    gate = Gate({"/api/log/": paged([a_row(5, model_name="gpt_4o"), a_row(6, model_name="gpt-4o")])})
    assert Reading(gate.open(), a_fetch(model="gpt_4o")).ids == ["5"]


def test_a_lookup_by_a_hash_claims_nothing():
    reading = Reading(Gate({"/api/log/": paged(rows(3))}).open(), a_fetch(key_hash="0" * 64))
    assert (reading.ids, reading.read) == ([], [])


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


def test_at_most_two_requests_are_ever_in_flight():
    for asked, slots in ((1, 1), (2, 2), (9, 2)):
        gateway = Gate().open(in_flight=asked)
        assert gateway._session.wire._slots._value == slots
        gateway.close()


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


def test_the_operator_may_allow_more_requests_at_once_but_never_more_than_eight():
    for asked, allowed, slots in ((8, 8, 8), (8, 4, 4), (1, 8, 1), (99, 99, 8), (0, 0, 1)):
        gateway = Gate().open(in_flight=asked, most_in_flight=allowed)
        assert gateway._session.wire._slots._value == slots
        gateway.close()


def _pages_apart(
    apart: Callable[[int], None], *, count: int = 400
) -> Callable[[httpx.Request], httpx.Response]:
    """Answer as the log list does; `apart` is called with the number of each page before it is given."""
    log = paged(rows(count))

    def answer(request: httpx.Request) -> httpx.Response:
        if "start_timestamp" in request.url.params:
            apart(int(request.url.params["p"]))
        return log(request)

    return answer


def test_pages_of_a_slice_are_asked_for_at_once_where_that_is_allowed():
    together = threading.Barrier(3, timeout=20)  # breaks, and the reading with it, when they come one by one
    gate = Gate({"/api/log/": _pages_apart(lambda page: page > 1 and together.wait())})
    reading = Reading(gate.open(in_flight=3, most_in_flight=8), a_fetch())
    assert len(set(reading.ids)) == len(reading.ids) == 400
    assert len(reading.read) == 1


def test_pages_before_one_that_fails_are_given_although_all_were_asked_for_at_once():
    def apart(page: int) -> None:
        if page == 3:
            raise httpx.ConnectError("gone")

    gateway = Gate({"/api/log/": _pages_apart(apart)}).open(in_flight=4, most_in_flight=8)
    reading = Reading(gateway, a_fetch())
    assert reading.trouble is not None
    assert (len(reading.ids), reading.read) == (200, [])
    assert not [t for t in threading.enumerate() if t.name.startswith("quotadesk-page")]


def test_when_one_request_is_told_to_wait_the_others_wait_too():
    gateway = Gate().open(in_flight=2)
    wire = gateway._session.wire
    wire._busy(httpx.Headers({"Retry-After": "7"}), 0)
    assert wire.pace.take() >= 7
    assert wire.pace.resting() == 7
    gateway.close()


def test_while_the_task_list_fails_the_rows_come_but_nothing_counts_as_read():
    def answer(request: httpx.Request) -> httpx.Response:
        asked = "start_timestamp" in request.url.params
        return httpx.Response(500, json={"message": "no"}) if asked else listed([])

    gate = Gate({"/api/log/": paged(rows(3)), "/api/task/": answer})
    reading = Reading(gate.open(), a_fetch())
    assert len(reading.ids) == 3
    assert reading.read == []
    assert isinstance(reading.trouble, GatewayTrouble)


def test_a_task_that_cannot_be_read_leaves_the_window_open():
    gate = Gate({"/api/log/": paged(rows(3)), "/api/task/": listed(["no task"])})
    reading = Reading(gate.open(), a_fetch())
    assert (len(reading.ids), reading.read, reading.trouble) == (3, [], None)
    assert reading.skipped > 0
