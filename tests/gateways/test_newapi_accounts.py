"""Balances and names, and the secrets beside them that are never looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from quotadesk.app.errors import NotPermitted
from quotadesk.app.ports import Connection
from quotadesk.domain.account import KeyState, QuotaState, Scope, quota_state
from quotadesk.gateways.newapi import NewApi
from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import NOW, Gate, fine, listed


def a_user(name: str, **more: object) -> dict[str, object]:
    return {
        "id": 7,
        "username": name,
        "status": 1,
        "role": 1,
        "quota": 250_000,
        "used_quota": 1_000_000,
        "group": "vip",
    } | more


@pytest.mark.parametrize("dialect", ["newapi", "newapi_old", "oneapi"])
def test_a_wallet_is_read_in_usd_over_a_real_wire(dialect: str, request: pytest.FixtureRequest):
    sample: SampleGateway = request.getfixturevalue(dialect)
    gateway = NewApi(sample.connection(), sample.credential, limit=sample.limit, now=lambda: NOW)
    account, nobody = gateway.account("growth_luo", key_name="prod-mail"), gateway.account("growth_lu")
    gateway.close()
    assert nobody is None
    assert (account.owner, account.group, account.key_name, account.read_at) == (
        "growth_luo",
        "marketing",
        "prod-mail",
        NOW,
    )
    assert quota_state(account.balance(Scope.WALLET)) is QuotaState.EXHAUSTED
    assert account.key_state is KeyState.UNKNOWN


def test_only_the_exact_name_is_an_account():
    found = listed(
        [
            a_user("acme2", id=8),
            a_user("acme"),
            a_user("Acme", id=9),
            a_user("acme", id=1, DeletedAt="2026-01-01"),
        ]
    )
    account = Gate({"/api/user/search": found}).open().account("acme")
    assert (
        account.owner_id,
        account.balance(Scope.WALLET).remaining,
        account.balance(Scope.WALLET).used,
    ) == ("7", 0.5, 2.0)


def test_an_account_is_found_behind_many_similar_names():
    crowd = [a_user(f"acme{number}", id=number) for number in range(1, 251)] + [a_user("acme")]

    def answer(request: httpx.Request) -> httpx.Response:
        at = (int(request.url.params["p"]) - 1) * 100
        return listed(crowd[at : at + 100], len(crowd))

    assert Gate({"/api/user/search": answer}).open().account("acme").owner_id == "7"


def test_a_balance_that_cannot_be_read_stays_unknown():
    account = Gate({"/api/user/search": listed([a_user("acme", quota="many")])}).open().account("acme")
    assert quota_state(account.balance(Scope.WALLET)) is QuotaState.UNKNOWN


def test_a_user_is_asked_for_once_in_two_minutes_even_one_that_does_not_exist():
    gate = Gate({"/api/user/search": listed([a_user("acme")])})
    now = [NOW]
    gateway = gate.open(now=lambda: now[0])
    first = gateway.account("acme")
    now[0] += timedelta(seconds=119)
    assert gateway.account("acme", key_name="prod").read_at == first.read_at == NOW
    assert gateway.account("nobody") is gateway.account("nobody") is None
    assert gate.paths().count("/api/user/search") == 2
    now[0] += timedelta(seconds=2)
    assert gateway.account("acme").read_at == now[0]
    assert gate.paths().count("/api/user/search") == 3


def test_a_key_without_an_owner_is_no_reason_to_ask():
    gate = Gate()
    assert gate.open().account("", key_name="prod") is None
    assert gate.asked == []


def test_a_connection_that_was_probed_before_reads_a_wallet_without_probing_again():
    gate = Gate({"/api/user/search": listed([a_user("acme")])})
    profile = gate.open().probe().profile
    gate.asked.clear()
    account = gate.open(profile=profile).account("acme")
    assert account.balance(Scope.WALLET).remaining == 0.5
    assert gate.paths() == ["/api/status", "/api/user/search"]


def test_a_gateway_that_was_upgraded_since_is_probed_again():
    gate = Gate({"/api/user/search": listed([a_user("acme")])})
    profile = replace(gate.open().probe().profile, version="v0.9.6", dialect="newapi-old")
    gate.asked.clear()
    assert gate.open(profile=profile).account("acme") is not None
    assert "/api/user/self" in gate.paths()


def test_a_disabled_user_is_told():
    assert (
        Gate({"/api/user/search": listed([a_user("acme", status=2)])}).open().account("acme").owner_disabled
    )


def test_a_members_key_reads_its_own_wallet_only(newapi: SampleGateway):
    connection = Connection(name="own", kind="newapi", url=newapi.url, user_id=newapi.member_id)
    gateway = NewApi(connection, newapi.member_credential, limit=newapi.limit)
    assert gateway.account("chen_backend").balance(Scope.WALLET).remaining > 0
    with pytest.raises(NotPermitted) as caught:
        gateway.account("northwind")
    gateway.close()
    assert "administrator" in caught.value.hint.en


@pytest.mark.parametrize("dialect", ["newapi", "newapi_old", "oneapi"])
def test_names_come_from_every_list_and_no_secret_with_them(dialect: str, request: pytest.FixtureRequest):
    sample: SampleGateway = request.getfixturevalue(dialect)
    gateway = NewApi(sample.connection(), sample.credential, limit=sample.limit)
    names = gateway.names()
    gateway.close()
    assert len(names.owners) == 25
    assert names.owners["mei_design"] == ("梅婷", "mei_design@example.com")
    assert "acme_app@example.com" in names.emails
    assert set(names.groups) == {"production", "staging", "marketing", "support-bot"}
    assert "openai-a" in names.channels
    assert ("sora-2" in names.models) is (dialect != "oneapi")
    assert "SAMPLE-" not in repr(names)
    assert ".invalid" not in repr(names)


def test_lists_that_may_not_be_read_leave_the_others():
    refused = httpx.Response(403, json={"success": False, "message": "no"})
    names = (
        Gate({"/api/channel/": refused, "/api/group/": fine(["vip"]), "/api/user/": refused}).open().names()
    )
    assert (names.groups, names.channels, list(names.owners)) == (("vip",), (), ["desk"])


def test_a_list_of_users_that_repeats_itself_is_stopped():
    gate = Gate({"/api/user/": listed([a_user("acme")], 10_000)})
    assert "acme" in gate.open().names().owners
    assert gate.paths().count("/api/user/") <= 20
