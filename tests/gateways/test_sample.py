"""The sample gateway is as strict as the real one, and its month is the same every time."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta

import httpx
import pytest

from quotadesk.domain.account import QuotaState, Scope, quota_state
from quotadesk.domain.charge import Charge
from quotadesk.gateways.catalog import open_gateway
from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import NOW

ADMIN = {"Authorization": f"Bearer {SampleGateway.credential}", "New-Api-User": "1"}


@pytest.fixture(scope="module")
def month() -> SampleGateway:
    return SampleGateway(now=NOW)


def test_the_same_end_gives_the_same_month(month: SampleGateway):
    again = SampleGateway(now=NOW)
    assert [(r.id, r.at, r.request_id, r.quota) for r in month.rows] == [
        (r.id, r.at, r.request_id, r.quota) for r in again.rows
    ]
    assert month.tickets() == again.tickets()


def test_a_month_is_made_quickly_and_is_of_a_believable_size():
    begun = time.perf_counter()
    rows = SampleGateway(now=NOW).rows
    assert time.perf_counter() - begun < 10  # 0.4 s alone; the machine may be shared
    assert 20_000 <= len(rows) <= 40_000


def test_the_month_has_day_and_night_and_weekends(month: SampleGateway):
    by_hour = Counter((row.at // 3600 + 8) % 24 for row in month.rows)
    assert by_hour[10] > 3 * by_hour[4]


def test_every_kind_of_group_model_and_environment_is_there(month: SampleGateway):
    assert {row.group or row.owner.group for row in month.rows} == {
        "production",
        "staging",
        "marketing",
        "support-bot",
    }
    keys = {row.key.name.partition("-")[0] for row in month.rows if row.key}
    assert {"prod", "staging", "test"} <= keys
    models = {row.model for row in month.rows}
    assert {"gpt-5.2", "deepseek-reasoner", "gpt-image-1", "sora-2"} <= models
    assert len({row.owner.name for row in month.rows}) == 25


def test_no_row_lies_in_the_future_and_ids_follow_the_time(month: SampleGateway):
    assert max(row.at for row in month.rows) <= NOW.timestamp()
    assert [row.id for row in month.rows] == sorted({row.id for row in month.rows})
    assert [row.at for row in month.rows] == sorted(row.at for row in month.rows)


def test_tickets_say_the_truth_about_their_rows(month: SampleGateway):
    ids = Counter(row.request_id for row in month.rows if row.request_id)
    tasks = {row.extra.get("task_id") for row in month.rows}
    for ticket in month.tickets():
        if ticket.request_id:
            assert bool(ids[ticket.request_id]) is ticket.has_rows, ticket.name
            assert ticket.request_id in ticket.text
    assert month.ticket("task-refunded").task_id in tasks
    assert month.ticket("task-kept").task_id not in tasks
    assert {Charge.YES, Charge.NO}  # the words in which an agent will answer them


def test_the_customers_own_storm_is_of_the_last_twenty_minutes(month: SampleGateway):
    since = (NOW - timedelta(minutes=20)).timestamp()
    minutes = Counter(
        row.at // 60
        for row in month.rows
        if row.owner.name == "acme_app" and row.at > since and row.type == 2
    )
    assert max(minutes.values()) >= 55
    assert not any(row.type == 5 and row.owner.name == "acme_app" and row.at > since for row in month.rows)


def test_a_wallet_is_empty_and_another_is_low(month: SampleGateway):
    with SampleGateway(now=NOW) as sample:
        gateway = open_gateway(sample.connection(), sample.credential, limit=sample.limit)
        empty, low = (gateway.account(name).balance(Scope.WALLET) for name in ("growth_luo", "mira_health"))
        gateway.close()
    week = sum(
        r.quota
        for r in month.rows
        if r.owner.name == "mira_health" and r.at > NOW.timestamp() - 7 * 86_400 and r.type == 2
    )
    assert quota_state(empty) is QuotaState.EXHAUSTED
    assert 0 < low.remaining < week / 500_000


def test_it_listens_on_this_computer_only(newapi: SampleGateway):
    assert newapi.url.startswith("http://127.0.0.1:")
    assert newapi._server._http.server_address[0] == "127.0.0.1"


def test_no_credential_and_a_low_role_are_refused_as_the_releases_do(
    newapi: SampleGateway, newapi_old: SampleGateway, oneapi: SampleGateway
):
    member = {"Authorization": SampleGateway.member_credential, "New-Api-User": newapi.member_id}
    answers = [
        [httpx.get(f"{sample.url}/api/log/", headers=headers) for headers in ({}, member)]
        for sample in (newapi, newapi_old, oneapi)
    ]
    assert [[answer.status_code for answer in pair] for pair in answers] == [
        [401, 403],
        [401, 200],
        [401, 200],
    ]
    assert not [a for pair in answers for a in pair if a.json()["success"]]


def test_pages_are_capped_as_in_the_real_one(newapi: SampleGateway, oneapi: SampleGateway):
    def items(sample: SampleGateway, size: int) -> object:
        return httpx.get(f"{sample.url}/api/log/?p=1&page_size={size}", headers=ADMIN).json()["data"]

    assert len(items(newapi, 500)["items"]) == 100
    assert len(items(newapi, 0)["items"]) == 10
    assert len(items(oneapi, 500)) == 10


def test_who_asks_too_often_is_refused_with_an_empty_body():
    with SampleGateway(now=NOW, days=1, limit=(5, 180.0)) as sample:
        answers = [httpx.get(f"{sample.url}/api/status") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[-1].content == b""
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 180


def test_a_polite_reader_is_never_refused():
    """The product's own default limit, and a reader who does not wait for real: its clock is a fake."""
    from quotadesk.app.ports import Fetch
    from quotadesk.domain.window import Window
    from quotadesk.gateways.newapi import NewApi
    from tests.gateways.fakes import Clock

    clock = Clock()
    with SampleGateway(now=NOW, days=2, limit=(360, 180.0)) as sample:
        gateway = NewApi(
            sample.connection(), sample.credential, now=lambda: NOW, clock=clock, sleep=clock.sleep
        )
        list(gateway.fetch(Fetch(window=Window(NOW - timedelta(days=2), NOW))))
        gateway.close()
        assert len(sample.calls) < 100


def test_unknown_addresses_answer_as_a_single_page_console_does(newapi: SampleGateway):
    assert "<!doctype html>" in httpx.get(f"{newapi.url}/v1").text
    assert httpx.get(f"{newapi.url}/api/nothing").status_code == 404
