"""LiteLLM's own recorded answers are read as what happened, and a viewer key is checked for what it may do."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from quotadesk.app.errors import CredentialRefused, NotAGateway, NotPermitted
from quotadesk.app.ports import Connection, Fetch
from quotadesk.domain.account import QuotaState, Scope, worst_state
from quotadesk.domain.assembly import assemble, request_key
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import Source
from quotadesk.domain.records import RecordKind, RequestType
from quotadesk.domain.window import Window
from quotadesk.gateways.litellm import LiteLLM, Route
from quotadesk.gateways.litellm_rows import decode

RECORDED = Path(__file__).parent / "recorded"


def recorded(name):
    return json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))


ROWS = recorded("log_rows_by_case")
KEYS = [
    {
        "token": "a" * 64,
        "key_name": "sk-...udEg",
        "key_alias": "low-balance",
        "user_id": "alice",
        "spend": 0.00021,
        "max_budget": 0.00025,
    },
    *recorded("key_list_full")["body"]["keys"],
]


def of_case(name):
    records = [decode(row["row"]) for row in ROWS if row["case"] == name]
    return assemble(request_key(records[-1]), records, None)


@pytest.mark.parametrize(
    ("case", "status", "failed", "attempts", "charge", "nano"),
    [
        ("chat", 200, False, 1, Charge.YES, 13_650),
        ("cache_hit", 200, False, 0, Charge.NO, 0),
        ("unpriced", 200, False, 1, Charge.NO, 0),
        ("embedding", 200, False, 1, Charge.YES, 180),
        ("stream_cut", 200, True, 1, Charge.YES, 3_000),
        ("provider_timeout", 408, True, 3, Charge.YES, 5_400),
        ("provider_402", 402, True, 1, Charge.NO, 0),
        ("provider_500", 500, True, 3, Charge.NO, 0),
        ("provider_leaks_secrets", 400, True, 1, Charge.NO, 0),
        ("retry_0", 200, False, 2, Charge.YES, 42_000),
        ("fallback", 200, False, None, Charge.YES, 42_000),
        ("tiny-budget_over_0", 422, True, 0, Charge.NO, 0),
        ("rpm_3", 429, True, 0, Charge.NO, 0),
        ("model_not_allowed", 403, True, 0, Charge.NO, 0),
        ("key_blocked", 401, True, 0, Charge.NO, 0),
        ("key_missing", 401, True, 0, Charge.NO, 0),
    ],
)
def test_each_kind_of_call_is_told_as_it_was(case, status, failed, attempts, charge, nano):
    request = of_case(case)
    assert (request.status, request.failed, request.attempt_count) == (status, failed, attempts)
    assert (request.charge.charge, request.charge.amount_nano) == (charge, nano)


def test_what_litellm_does_not_know_is_missing_with_the_reason():
    assert of_case("key_unknown").marks["owner"].source is Source.MISSING
    assert of_case("model_unknown").marks["model"].source is Source.MISSING
    retried = of_case("retry_0")
    assert retried.latency_ms is None
    assert retried.marks["latency_ms"].source is Source.MISSING
    assert retried.attempts[0].status is None


def test_a_status_that_no_field_holds_is_marked_as_inferred():
    assert of_case("provider_500").marks["status"].source is Source.INFERRED
    assert of_case("key_blocked").marks["status"].source is Source.INFERRED
    assert "status" not in of_case("provider_429").marks


def test_the_model_that_was_asked_counts_and_not_the_one_that_served():
    assert of_case("fallback").model == "fb-main"


def test_a_request_type_comes_from_the_kind_of_call():
    kinds = {name: of_case(name).type for name in ("chat", "embedding", "image", "responses")}
    assert kinds == {
        "chat": RequestType.CHAT,
        "embedding": RequestType.EMBEDDING,
        "image": RequestType.IMAGE,
        "responses": RequestType.RESPONSES,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"startTime": None},
        {"startTime": "yesterday"},
        {"request_id": 7},
        {"request_id": ""},
    ],
)
def test_a_row_without_id_or_time_is_unreadable(change):
    assert decode({**ROWS[0]["row"], **change}) is None


@pytest.mark.parametrize(
    "change",
    [
        {"spend": "free"},
        {"metadata": "text"},
        {"metadata": {"error_information": []}},
        {"request_tags": "env:x"},
        {"model_group": 3},
        {"endTime": 5},
        {"call_type": None},
        {"request_duration_ms": "soon"},
    ],
)
def test_a_wrong_type_costs_its_field_and_not_the_row(change):
    assert decode({**ROWS[0]["row"], **change}) is not None


def test_a_call_of_an_admin_route_is_no_customer_s_request():
    record = decode({**ROWS[0]["row"], "call_type": "/user/info"})
    assert record is not None
    assert record.kind is RecordKind.OTHER


def test_prompts_hosts_addresses_and_tracebacks_never_reach_a_record():
    for row in ROWS:
        record = decode(
            {**row["row"], "messages": "PROMPT", "response": "ANSWER", "proxy_server_request": "PROMPT"}
        )
        told = str(record)
        assert not any(w in told for w in ("PROMPT", "ANSWER", "127.0.0.1", "Traceback", "python-httpx"))


# ---------------------------------------------------------------- the adapter on the wire


def proxy(answers=None, *, seen=None):
    """A proxy that gives recorded answers; `answers` replaces some by path."""
    now = datetime.now(UTC)
    shift = now - timedelta(minutes=10) - datetime.fromisoformat(ROWS[0]["row"]["startTime"])
    rows = [
        {
            **r["row"],
            "startTime": (datetime.fromisoformat(r["row"]["startTime"]) + shift).isoformat(),
            "endTime": (datetime.fromisoformat(r["row"]["endTime"]) + shift).isoformat(),
        }
        for r in ROWS
    ]

    def logs(query):
        mine = [r for r in rows if not query.get("api_key") or r["api_key"] == query["api_key"]]
        if "request_id" in query:
            mine = [r for r in mine if query["request_id"] in {r["request_id"], r["litellm_call_id"]}]
        page, size = int(query["page"]), int(query["page_size"])
        return {"data": mine[(page - 1) * size : page * size], "total": len(mine)}

    usual = {
        "/health/readiness": lambda _: recorded("health_readiness")["body"],
        "/key/info": lambda _: recorded("key_info_self")["body"],
        "/spend/logs/v2": logs,
        "/key/list": lambda q: {"keys": KEYS if q["page"] == "1" else []},
        "/user/list": lambda q: recorded("user_list")["body"] if q["page"] == "1" else {"users": []},
        "/team/list": lambda _: recorded("team_list")["body"],
        "/v1/model/info": lambda _: recorded("v1_model_info")["body"],
    }

    def answer(request):
        if seen is not None:
            seen.append((request.method, request.url.path))
        given = (answers or {}).get(request.url.path)
        if given is not None:
            return given
        make = usual.get(request.url.path)
        return (
            httpx.Response(200, json=make(dict(request.url.params))) if make else httpx.Response(404, json={})
        )

    return LiteLLM(
        Connection(name="x", kind="litellm", url="http://127.0.0.1:4000"),
        "sk-viewer",
        transport=httpx.MockTransport(answer),
    )


def recent():
    now = datetime.now(UTC)
    return Window(now - timedelta(hours=1), now)


def test_a_least_privilege_key_is_accepted_without_a_warning():
    probe = proxy().probe()
    assert probe.may_read_all
    assert probe.warnings == ()
    assert probe.profile.key_tails


def test_a_key_that_can_do_too_much_is_warned_of():
    own = recorded("key_info_self")["body"]
    own["info"]["allowed_routes"] = []
    (warning,) = proxy({"/key/info": httpx.Response(200, json=own)}).probe().warnings
    assert "prompts" in warning.en
    assert "提示词" in warning.zh


def test_a_wrong_key_tells_what_to_ask_for():
    wrong = httpx.Response(401, json=recorded("error_401_wrong_key")["body"])
    with pytest.raises(CredentialRefused) as caught:
        proxy({"/key/info": wrong}).probe()
    assert "proxy_admin_viewer" in caught.value.hint.en
    assert "fb0df7be" not in str(caught.value)


def test_a_key_without_the_log_s_route_names_the_route_to_ask_for():
    refused = httpx.Response(403, json=recorded("error_403_write")["body"])
    with pytest.raises(NotPermitted) as caught:
        proxy({"/spend/logs/v2": refused}).probe()
    assert "/spend/logs/v2" in caught.value.hint.en


def test_another_server_is_not_taken_for_litellm():
    with pytest.raises(NotAGateway):
        proxy({"/health/readiness": httpx.Response(200, json=["hello"])}).probe()


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<!doctype html><title>New API</title>"),
        httpx.Response(404, json={"error": {"message": "Invalid URL (GET /health/readiness)"}}),
    ],
)
def test_a_new_api_gateway_is_told_from_litellm_and_the_right_kind_is_named(answer):
    with pytest.raises(NotAGateway) as caught:
        proxy({"/health/readiness": answer}).probe()
    assert "not as a LiteLLM proxy" in caught.value.message.en
    assert "kind newapi" in caught.value.hint.en


@pytest.mark.parametrize("bad", [{"startTime": "yesterday", "request_id": "b"}, {"request_id": ""}, None])
def test_a_window_with_a_row_that_cannot_be_read_is_not_called_read(bad):
    good = ROWS[0]["row"]
    rows = {"data": [good, {**good, **bad} if bad else "row"], "total": 2}
    for fetch in (Fetch(window=recent()), Fetch(window=recent(), request_id="x")):
        batches = list(proxy({"/spend/logs/v2": httpx.Response(200, json=rows)}).fetch(fetch))
        assert sum(b.skipped for b in batches) == 1
        assert [b.read for b in batches if b.read] == []


def test_the_lists_behind_an_account_are_read_once_in_two_minutes():
    seen = []
    gateway = proxy(seen=seen)
    assert gateway.account("alice").read_at == gateway.account("alice").read_at
    gateway.account("nobody")
    assert seen.count(("GET", "/user/list")) == 1


def test_a_release_before_1_90_is_read_by_its_own_address():
    seen = []
    gateway = proxy(
        {
            "/spend/logs/v2": httpx.Response(404, json={"detail": "Not Found"}),
            "/spend/logs/ui": httpx.Response(200, json={"data": [], "total": 0}),
        },
        seen=seen,
    )
    assert gateway.probe().profile.dialect == "before-1.90"
    list(gateway.fetch(Fetch(window=recent())))
    assert seen[-1] == ("GET", "/spend/logs/ui")


def test_a_key_that_sees_only_itself_is_warned_of():
    refused = httpx.Response(403, json={"detail": "no"})
    probe = proxy({"/user/list": refused}).probe()
    assert not probe.may_read_all
    assert "own rows" in probe.warnings[0].en


def test_every_row_is_read_once_and_masked_keys_come_from_the_key_list():
    batches = list(proxy().fetch(Fetch(window=recent())))
    records = [r for b in batches for r in b.records]
    assert len({r.source_id for r in records}) == len(records) == len({r["row"]["request_id"] for r in ROWS})
    assert batches[-1].read is not None
    assert batches[-1].read.end < datetime.now(UTC) - timedelta(seconds=29)


def test_a_timed_out_call_found_by_its_id_brings_all_its_attempts():
    call_id = next(r["row"]["litellm_call_id"] for r in ROWS if r["case"] == "provider_timeout").split(
        "-attempt"
    )[0]
    batches = list(proxy().fetch(Fetch(window=recent(), request_id=call_id)))
    records = [r for b in batches for r in b.records]
    assert len(records) == 3
    assert {request_key(r) for r in records} == {call_id}


def test_the_budget_of_a_key_that_is_nearly_used_up_is_low():
    account = proxy().account("", key_name="low-balance")
    assert account is not None
    assert account.owner == "alice"
    state, pot = worst_state(account)
    assert state is QuotaState.LOW
    assert pot is not None
    assert pot.scope is Scope.KEY


def test_an_owner_is_found_by_alias_and_e_mail_too():
    for name in ("chenjing", "陈静", "chenjing@example.invalid"):
        account = proxy().account(name)
        assert account is not None
        assert account.owner == "chenjing"
    assert proxy().account("nobody") is None


def test_only_addresses_of_the_table_are_ever_asked_and_only_by_get():
    seen = []
    gateway = proxy(seen=seen)
    gateway.probe()
    gateway.names()
    gateway.account("alice")
    list(gateway.fetch(Fetch(window=recent(), owner="alice", key_name="low-balance", group="support-bot")))
    assert {path for _, path in seen} <= set(Route)
    assert {method for method, _ in seen} == {"GET"}
    assert not {"/spend/logs", "/health", "/chat/completions"} & set(Route)
