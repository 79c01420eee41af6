"""The LiteLLM peer itself: what other tests rely on is really so."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.peers.conftest import LiteLLM
from tests.peers.litellm import traffic
from tests.peers.litellm.customers import Fact, moment
from tests.peers.litellm.seed import VIEWER_ROUTES

WINDOW = {"start_date": "2020-01-01", "end_date": "2100-01-01", "page_size": 1}


def ask(litellm: LiteLLM, method: str, path: str, *, key: str | None = None, **more: Any) -> httpx.Response:
    """Send one request with the viewer key, or with another."""
    headers = {"Authorization": f"Bearer {key or litellm.viewer_key}"}
    with httpx.Client(base_url=litellm.base_url, headers=headers, timeout=60, trust_env=False) as client:
        return client.request(method, path, **more)


def test_the_peer_listens_on_this_machine_only(litellm: LiteLLM) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", litellm.base_url)


@pytest.mark.parametrize("path", VIEWER_ROUTES)
def test_the_viewer_key_may_read_what_a_support_client_needs(litellm: LiteLLM, path: str) -> None:
    needed = {
        "/spend/logs/v2": WINDOW,
        "/team/info": {"team_id": litellm.ready["teams"]["support-bot"]["team_id"]},
        "/user/daily/activity": {"start_date": "2026-01-01", "end_date": "2026-01-02"},
    }
    assert ask(litellm, "GET", path, params=needed.get(path, {})).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/spend/logs"),
        ("GET", "/spend/logs/ui/any"),
        ("GET", "/health"),
        ("POST", "/chat/completions"),
        ("POST", "/v1/responses"),
        ("POST", "/key/generate"),
        ("POST", "/key/block"),
        ("POST", "/user/new"),
        ("POST", "/team/delete"),
    ],
)
def test_the_viewer_key_may_neither_read_prompts_nor_call_models_nor_write(
    litellm: LiteLLM, method: str, path: str
) -> None:
    body = (
        {"model": "cheap-chat", "messages": [{"role": "user", "content": "x"}]} if method == "POST" else None
    )
    assert ask(litellm, method, path, json=body).status_code == 403


def test_a_key_without_allowed_routes_can_read_a_customers_prompt(
    litellm: LiteLLM, litellm_traffic: list[Fact]
) -> None:
    chat = next(fact for fact in litellm_traffic if fact["case"] == "chat_provider")
    answer = ask(
        litellm,
        "GET",
        "/spend/logs",
        key=litellm.viewer_unrestricted_key,
        params={"request_id": chat["log_request_ids"][0]},
    )
    assert answer.status_code == 200
    assert chat["text"] in answer.text


def test_every_call_ends_as_the_scenario_says(litellm_traffic: list[Fact]) -> None:
    assert len(litellm_traffic) == 85
    assert traffic.surprises(litellm_traffic) == []


def test_every_call_has_its_own_rows_in_the_log(litellm_traffic: list[Fact]) -> None:
    without = [fact["case"] for fact in litellm_traffic if not fact["log_request_ids"]]
    assert without == []
    rows = [row for fact in litellm_traffic for row in fact["log_request_ids"]]
    assert len(rows) == len(set(rows))


def test_the_log_holds_no_row_that_no_customer_caused(litellm: LiteLLM, litellm_traffic: list[Fact]) -> None:
    first = min(moment(fact["sent_at"]) for fact in litellm_traffic)
    rows = {row["request_id"] for row in traffic.read_log(litellm.ready, first)}
    assert rows == {row for fact in litellm_traffic for row in fact["log_request_ids"]}


@pytest.mark.parametrize(
    ("case", "statuses"),
    [
        ("chat", []),
        ("chat_provider", [200]),
        ("cache_hit", []),
        ("retry_0", [500, 200]),
        ("fallback", [500, 500, 500, 200]),
        ("provider_500", [500, 500, 500]),
        ("provider_timeout", [200, 200, 200]),
        ("stream_cut", [200]),
        ("rpm_3", []),
        ("reservation_refused", []),
    ],
)
def test_the_providers_own_log_tells_the_true_attempts(
    litellm_traffic: list[Fact], case: str, statuses: list[int]
) -> None:
    fact = next(fact for fact in litellm_traffic if fact["case"] == case)
    assert [call["status"] for call in fact["provider_calls"]] == statuses


def test_what_the_log_bills_adds_up_to_what_the_account_of_each_key_says(
    litellm: LiteLLM, litellm_traffic: list[Fact]
) -> None:
    billed = dict.fromkeys(litellm.ready["keys"], 0.0)
    for fact in litellm_traffic:
        if fact["key_alias"]:
            billed[fact["key_alias"]] += fact["log_spend"]
    for alias, sum_of_rows in billed.items():
        answer = ask(litellm, "GET", "/key/info", params={"key": litellm.ready["keys"][alias]["hash"]})
        assert answer.json()["info"]["spend"] == pytest.approx(sum_of_rows, abs=1e-12), alias


@pytest.mark.parametrize(
    ("model", "price"), [("up-ok", 4.2e-05), ("embed", 1.8e-07), ("unpriced", 0.0), ("up-500", 0.0)]
)
def test_a_call_costs_what_the_price_list_says(litellm_traffic: list[Fact], model: str, price: float) -> None:
    """120 tokens in at 0.15 and 40 out at 0.60 USD a million; 9 at 0.02 USD a million for an embedding."""
    prices = [
        fact["log_spend"]
        for fact in litellm_traffic
        if fact["request"]["body"]["model"] == model and fact["cause"] in ("ok", "provider_error")
    ]
    assert prices
    assert prices == pytest.approx([price] * len(prices), rel=1e-9)
