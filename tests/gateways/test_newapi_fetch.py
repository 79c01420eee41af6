"""A fetch gives what was asked for in the gateway's own time, or says what is missing."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from quotadesk.app.errors import GatewayBusy, GatewayFaulty, GatewayTrouble, NotPermitted
from quotadesk.app.ports import Connection, Fetch
from quotadesk.domain.records import RecordKind, TaskStatus
from quotadesk.domain.window import Window
from quotadesk.gateways.newapi import NewApi
from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import NOW, Gate, a_fetch, a_row, fine, listed, paged
from tests.gateways.reading import DAY, Reading, log_asked, over_the_wire, rows


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
