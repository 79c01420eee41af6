"""What connecting finds out: product, release, what the key may read, and every way in which it can fail."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from quotadesk.app.errors import CredentialRefused, GatewayFaulty, GatewayTrouble, NotAGateway
from quotadesk.app.ports import Connection
from quotadesk.domain.profile import Product
from quotadesk.gateways import newapi_probe
from quotadesk.gateways.newapi import NewApi
from quotadesk.gateways.newapi_address import base_url
from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import KEY, NOW, STATUS, Gate, a_fetch, a_row, fine, listed, paged


def test_each_release_is_told_apart_over_a_real_wire(
    newapi: SampleGateway, newapi_old: SampleGateway, oneapi: SampleGateway
):
    seen = []
    for sample in (newapi, newapi_old, oneapi):
        gateway = NewApi(sample.connection(), sample.credential, limit=sample.limit)
        found = gateway.probe()
        gateway.close()
        seen.append(
            (found.profile.product, found.profile.dialect, found.profile.error_log, found.may_read_all)
        )
        assert found.title == "Lanyue Model Gateway"
        assert found.profile.quota_per_unit == 500_000
        assert not found.profile.key_tails
        assert newapi_probe.CAN_WRITE in found.warnings
    assert seen == [
        (Product.NEWAPI, "newapi", True, True),
        (Product.NEWAPI_OLD, "newapi-old", True, True),
        (Product.ONEAPI, "oneapi", False, True),
    ]


@pytest.mark.parametrize(
    ("version", "dialect"),
    [
        ("v1.0.0-rc.22", "newapi"), ("v1.0.0-rc.29", "newapi"), ("v1.0.0", "newapi"), ("v1.2.3", "newapi"),
        ("v1.0.0-rc.21", "newapi-2602"), ("v1.0.0-alpha.3", "newapi-2602"), ("v0.12.14", "newapi-2602"),
        ("v0.9.6", "newapi-old"), ("v0.6.3.1", "newapi-old"),
    ],
)  # fmt: skip
def test_the_release_names_the_dialect(version: str, dialect: str):
    gate = Gate({"/api/status": fine(STATUS | {"version": version})})
    assert gate.open().probe().profile.dialect == dialect


@pytest.mark.parametrize(("has_ids", "dialect"), [(True, "newapi-2602"), (False, "newapi-old")])
@pytest.mark.parametrize("version", ["v0.0.0", "my-fork", "", "v0.10.9"])
def test_where_the_release_says_nothing_the_newest_rows_decide(version: str, has_ids: bool, dialect: str):
    row = a_row(1) if has_ids else a_row(1, request_id="")
    gate = Gate({"/api/status": fine(STATUS | {"version": version}), "/api/log/": listed([row])})
    assert gate.open().probe().profile.dialect == dialect


def test_forks_of_one_api_are_told_apart():
    hub = Gate({"/api/status": fine({"version": "v0.14", "quota_per_unit": 500_000, "PaymentUSDRate": 7})})
    assert hub.open().probe().profile.product is Product.ONEHUB
    bare = {"version": "v0.6", "quota_per_unit": 500_000, "display_in_currency": True}
    laisky = Gate(
        {"/api/status": fine(bare), "/api/log/": fine([a_row(1) | {"origin_model_name": "gpt-4o"}])}
    )
    assert laisky.open().probe().profile.dialect == "laisky"


def test_both_headers_are_sent_with_every_read():
    gate = Gate()
    gate.open(user_id="42").probe()
    for request in gate.asked:
        assert request.headers["authorization"] == f"Bearer {KEY}"
        assert request.headers["new-api-user"] == "42"
        assert request.method == "GET"


def test_without_error_rows_the_agent_is_told_that_failures_may_leave_no_row():
    profile = Gate({"/api/log/": paged([a_row(1)])}).open().probe().profile
    assert (profile.error_log, profile.consume_log) == (None, True)
    assert newapi_probe.NO_ERROR_ROWS in profile.notes


def test_a_members_key_reads_only_its_own_rows_and_says_so(newapi: SampleGateway, newapi_old: SampleGateway):
    for sample in (newapi, newapi_old):
        connection = Connection(name="own", kind="newapi", url=sample.url, user_id=sample.member_id)
        gateway = NewApi(connection, sample.member_credential, limit=sample.limit)
        found = gateway.probe()
        gateway.close()
        assert not found.may_read_all
        assert newapi_probe.OWN_ONLY in found.warnings
        assert newapi_probe.CAN_WRITE not in found.warnings


def test_a_wrong_key_is_refused_in_every_release(
    newapi: SampleGateway, newapi_old: SampleGateway, oneapi: SampleGateway
):
    for sample in (newapi, newapi_old, oneapi):  # 401 in the newest, 200 with success:false in the others
        gateway = NewApi(sample.connection(), "sk-wrong", limit=sample.limit)
        with pytest.raises(CredentialRefused) as caught:
            gateway.probe()
        gateway.close()
        assert "system access key" in caught.value.hint.en
        assert "sk-wrong" not in f"{caught.value} {caught.value.message} {caught.value.hint}"


def test_an_older_release_without_a_user_id_asks_for_it(newapi_old: SampleGateway):
    connection = Connection(name="old", kind="newapi", url=newapi_old.url)
    gateway = NewApi(connection, newapi_old.credential, limit=newapi_old.limit)
    with pytest.raises(CredentialRefused) as caught:
        gateway.probe()
    gateway.close()
    assert "user id" in caught.value.hint.en


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(200, text="<!doctype html><title>a shop</title>"),
        httpx.Response(404, json={"detail": "Not Found"}),
        httpx.Response(200, json={"status": "ok"}),
        httpx.Response(200, json=[1, 2]),
        httpx.Response(200, json={"success": True, "data": {"version": "3"}}),
        httpx.Response(401, json={"error": "login"}),
    ],
)
def test_a_wrong_address_is_no_gateway_and_says_what_to_enter(answer: httpx.Response):
    with pytest.raises(NotAGateway) as caught:
        Gate({"/api/status": answer}).open().probe()
    assert "without /v1" in caught.value.hint.en
    assert "kind litellm" in caught.value.hint.en


def test_a_gateway_that_is_down_for_a_moment_is_not_called_a_wrong_address():
    with pytest.raises(GatewayFaulty):
        Gate({"/api/status": httpx.Response(502)}).open().probe()


@pytest.mark.parametrize(
    ("entered", "cleaned"),
    [
        ("https://gate.example/", "https://gate.example"),
        ("https://gate.example/v1", "https://gate.example"),
        ("https://gate.example/v1/chat/completions", "https://gate.example"),
        ("https://gate.example/api/", "https://gate.example"),
        ("https://gate.example/console/log", "https://gate.example"),
        ("gate.example", "https://gate.example"),
        ("localhost:3000", "http://localhost:3000"),
        ("http://10.0.0.5:3000/v1/", "http://10.0.0.5:3000"),
        (" https://gate.example/llm/v1 ", "https://gate.example/llm"),
    ],
)
def test_an_address_is_cleaned_of_what_people_copy_along(entered: str, cleaned: str):
    assert base_url(entered) == cleaned


@pytest.mark.parametrize(
    "entered",
    [
        "",
        "ftp://gate.example",
        "https://",
        "https://me:pw@gate.example",
        "http://a b",
        "http://x:99999",
        "http://gate.example/\x1b[2J",
        f"http://{'a' * 300}.example",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(entered: str):
    with pytest.raises(NotAGateway) as caught:
        base_url(entered)
    assert "pw" not in str(caught.value).replace("password", "")


@pytest.mark.parametrize(
    ("credential", "user"), [("", "1"), ("sk-线", "1"), ("sk a", "1"), ("sk-a\nX: y", "1"), ("sk-a", "one")]
)
def test_what_no_header_can_hold_is_refused_before_anything_is_sent(credential: str, user: str):
    gate = Gate()
    with pytest.raises(CredentialRefused) as caught:
        gate.open(credential=credential, user_id=user)
    assert not gate.asked
    assert "sk-a" not in str(caught.value)


@pytest.mark.parametrize("credential", ["", "  \n", "Bearer "])
def test_an_empty_key_is_said_to_be_empty(credential: str):
    with pytest.raises(CredentialRefused) as caught:
        Gate().open(credential=credential)
    assert caught.value.message.en == "The access key is empty."


def test_opening_a_gateway_sends_nothing_and_its_findings_are_kept_until_it_is_probed_again():
    gate = Gate({"/api/user/search": listed([])})
    gateway = gate.open()
    assert gate.asked == []
    list(gateway.fetch(a_fetch()))
    list(gateway.fetch(a_fetch()))
    gateway.account("acme")
    assert gate.paths().count("/api/status") == gate.paths().count("/api/user/self") == 1
    gateway.probe()
    assert gate.paths().count("/api/status") == gate.paths().count("/api/user/self") == 2


def test_a_key_that_would_travel_open_is_warned_of():
    assert newapi_probe.TRAVELS_OPEN in Gate().open(url="http://gate.example").probe().warnings
    assert newapi_probe.TRAVELS_OPEN not in Gate().open(url="https://gate.example").probe().warnings


def test_clocks_that_differ_are_warned_of():
    late = (NOW - timedelta(hours=8)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    status = fine(STATUS)
    status.headers["Date"] = late
    warning = [w for w in Gate({"/api/status": status}).open().probe().warnings if "clock" in w.en]
    assert len(warning) == 1
    assert "480 min behind" in warning[0].en


@pytest.mark.parametrize("me", [None, [], {"role": "10"}, {"username": 5}])
def test_an_account_of_wrong_types_is_half_an_answer(me: object):
    with pytest.raises(GatewayFaulty):
        Gate({"/api/user/self": fine(me)}).open().probe()


@pytest.mark.parametrize("unit", [None, 0, -1, "500000"])
def test_a_unit_that_the_gateway_does_not_say_is_assumed_and_noted(unit: object):
    profile = Gate({"/api/status": fine(STATUS | {"quota_per_unit": unit})}).open().probe().profile
    assert profile.quota_per_unit == 500_000
    assert newapi_probe.UNIT_ASSUMED in profile.notes


def test_a_task_list_that_may_not_be_read_is_noted():
    profile = Gate({"/api/task/": httpx.Response(403, json={"success": False})}).open().probe().profile
    assert newapi_probe.NO_TASKS in profile.notes


def test_every_failure_speaks_both_languages_and_names_a_next_step():
    with pytest.raises(GatewayTrouble) as caught:
        Gate({"/api/user/self": httpx.Response(401, json={"success": False})}).open().probe()
    assert caught.value.hint.zh.endswith("。")
