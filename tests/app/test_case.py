"""A case joins request, verdict, evidence, ledger and account; without a row it rests on what the customer wrote."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from quotadesk.app.case import AS_QUOTED, WHOSE_KEY, account_case, explain, open_case
from quotadesk.app.errors import UnclearLookup
from quotadesk.app.ports import Fetch
from quotadesk.app.sync import sync
from quotadesk.app.told import Told
from quotadesk.domain.account import Account, Balance, QuotaState, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.diagnosis import diagnose
from quotadesk.domain.fields import Source
from quotadesk.domain.verdict import Family
from quotadesk.domain.window import Window
from quotadesk.knowledge import read_knowledge
from tests.app.desk import DAY, INTAKE, NOW, FakeGateway, workplace
from tests.domain.rows import at, consume, error

REFUSED = (
    '{"error":{"message":"用户额度不足, 剩余额度: ＄0.000000 (request id: 202611231200118002403465c0e71abjaU0PsZb)",'
    '"type":"new_api_error","param":"","code":"insufficient_user_quota"}}'
)


def judge(evidence):
    return diagnose(evidence, read_knowledge())


def desk(store, rows, *, read=DAY, **gateway):
    filled = FakeGateway(rows, **gateway)
    sync(
        filled,
        store,
        "acme",
        Fetch(window=read),
        intake=INTAKE,
        now=lambda: NOW,
        progressed=lambda _: None,
        cancelled=lambda: False,
    )
    return workplace(store, filled)


def item(view, name):
    return next(i for i in view.evidence if i.name == name)


def test_a_case_shows_attempts_charge_and_where_each_value_comes_from(store):
    rows = [error("7", seconds=1, channel="7"), consume("8", seconds=5, channels=("7", "9"))]
    view = open_case(desk(store, rows), "R1", diagnose=judge)
    assert view.verdict.family is Family.SUCCESS
    assert view.verdict.charge.charge is Charge.YES
    assert item(view, "attempts").value.en == "2"
    assert item(view, "environment").source is Source.MAPPED
    assert item(view, "group").source is Source.MISSING
    assert item(view, "charged").value.en == "yes · $0.0084"
    assert [row.kind.en for row in view.ledger] == ["failed attempt", "charge"]


def test_calls_repeated_by_the_client_are_counted_and_marked_as_inferred(store):
    rows = [error(str(n), seconds=n, status=429, request_id=f"R{n}") for n in (1, 2, 4)]
    view = open_case(desk(store, rows), "R1", diagnose=judge)
    assert view.verdict.client_retries == 2
    assert item(view, "client_retries").source is Source.INFERRED


def test_other_keys_with_the_same_error_in_the_last_hour_are_counted(store):
    rows = [error("1", seconds=3000)]
    rows += [error(str(n), seconds=3000, request_id=f"R{n}", key_name=f"k{n}", owner=f"o{n}") for n in (2, 3)]
    rows += [error("9", seconds=3000, status=400, code="bad", request_id="R9", key_name="k9")]
    similar = open_case(desk(store, rows), "R1", diagnose=judge).similar
    assert (similar.keys, similar.owners, similar.requests, similar.at_least) == (2, 2, 2, False)
    assert similar.lookup == "model:gpt-4o status:529 failed:yes error:overloaded_error since:1h"


def test_a_request_that_is_gone_tells_the_agent_to_look_again(store):
    with pytest.raises(UnclearLookup) as caught:
        open_case(desk(store, []), "gone", diagnose=judge)
    assert "Look it up again" in caught.value.hint.en


def test_a_refusal_at_the_door_is_explained_from_the_pasted_text_and_the_wallet(store):
    empty = Account(owner="acme", read_at=NOW, balances=(Balance(scope=Scope.WALLET, remaining=0.0),))
    place = desk(store, [consume("1")], accounts={"acme": empty})
    told = Told(text=REFUSED, status=403, key_name="prod-bot", moment=at(0))
    view = explain(place, told, diagnose=judge)
    assert view.verdict.family is Family.WALLET_EMPTY
    assert view.verdict.charge.charge is Charge.NO
    assert view.account is not None
    assert view.account.state is QuotaState.EXHAUSTED
    assert view.ledger == ()
    assert item(view, "owner").source is Source.INFERRED
    assert item(view, "status").source is Source.INFERRED
    assert "customer wrote" in item(view, "status").why.en


def test_a_key_of_several_owners_proves_no_owner(store):
    rows = [consume("1"), consume("2", request_id="R2", owner="bolt")]
    view = explain(desk(store, rows), Told(text=REFUSED, key_name="prod-bot", moment=at(0)), diagnose=judge)
    assert view.account is None
    assert item(view, "owner").source is Source.MISSING
    assert item(view, "owner").ask is not None


def test_a_bare_402_stays_unknown(store):
    view = explain(
        desk(store, []), Told(text="Request failed with status code 402", status=402), diagnose=judge
    )
    assert view.request is None
    assert view.verdict.settles


def test_what_the_customer_said_is_only_evidence_for_his_own_request(store):
    place = desk(store, [consume("1"), error("2", request_id="R2", owner="bolt", key_name="k")])
    told = Told(request_ids=("R1",))
    mine = open_case(place, "R1", diagnose=judge).request
    other = open_case(place, "R2", diagnose=judge).request
    assert mine is not None
    assert other is not None
    assert told.is_about(mine)
    assert not told.is_about(other)


def test_an_owner_without_a_request_still_has_a_case(store):
    low = Account(
        owner="acme", read_at=NOW, balances=(Balance(scope=Scope.KEY, name="k", limit=10.0, used=9.0),)
    )
    view = account_case(desk(store, [], accounts={"acme": low}), "acme")
    assert view.account is not None
    assert view.account.state is QuotaState.LOW
    assert view.read_at == NOW


def test_an_account_that_nobody_knows_is_said_so(store):
    with pytest.raises(UnclearLookup):
        account_case(desk(store, []), "nobody")


def test_the_proof_of_an_absent_row_needs_the_time_around_it_to_be_read(store):
    place = desk(store, [consume("1", seconds=-3600)])
    view = open_case(place, "R1", diagnose=judge)
    assert view.coverage is not None
    assert view.coverage.complete
    assert view.coverage.window.start == at(-3600) - timedelta(minutes=10)


def test_a_ticket_that_names_the_wrong_status_never_hides_a_billing_row(store):
    cut = consume("1", failed=True, stream_ok=False, stream_end="timeout")
    place = desk(store, [cut])
    told = Told(
        text="账号 acme 今天中午 返回 500", status=500, owner="acme", window=Window(at(-600), at(600))
    )
    view = explain(place, told, diagnose=judge)
    assert view.verdict.charge.charge is not Charge.NO


def test_a_pasted_error_with_the_id_of_a_held_request_is_that_request(store):
    view = explain(
        desk(store, [consume("1")]),
        Told(text="Error 500 (request id: R1)", request_ids=("R1",)),
        diagnose=judge,
    )
    assert view.request is not None
    assert view.request.records
    assert view.verdict.charge.charge is Charge.YES


def test_the_silence_of_the_log_proves_nothing_about_a_moment_after_the_reading(store):
    place = desk(store, [])
    told = Told(text="刚刚 429", status=429, owner="acme", moment=NOW, window=Window(at(0), NOW))
    view = explain(place, told, diagnose=judge)
    assert view.verdict.charge.charge is Charge.UNKNOWN


INVALID_KEY = "I get 401 Invalid token. please help"


def test_a_read_log_proves_nothing_about_a_call_that_nobody_dated(store):
    place = desk(store, [])  # the whole last day is read
    view = explain(place, Told(text=INVALID_KEY, status=401), diagnose=judge)
    assert "complete log" not in " ".join(p.text.en for p in view.verdict.proofs)
    undated = Told(text="账号 acme 返回 429", status=429, owner="acme")
    assert explain(place, undated, diagnose=judge).verdict.charge.charge is Charge.UNKNOWN


def test_a_pasted_key_that_no_row_could_carry_proves_no_silence(store):
    place = desk(store, [consume("1")])
    told = Told(text=INVALID_KEY, status=401, key_hash="ab" * 32, window=Window(at(-600), at(600)))
    view = explain(place, told, diagnose=judge)
    assert "complete log" not in " ".join(p.text.en for p in view.verdict.proofs)


def test_what_was_said_of_another_day_is_no_evidence_for_today(store):
    place = desk(store, [error("1", status=429)])
    told = Told(
        text="try again in 3600s",
        status=429,
        owner="acme",
        retry_after_s=3600,
        window=Window(at(-200_000), at(-190_000)),
    )
    view = open_case(place, "R1", diagnose=judge, told=told)
    assert view.pasted == ""
    assert view.verdict.retry_after_s != 3600


def test_the_zone_that_the_ticket_names_comes_with_the_case_of_its_customer_only(store):
    tokyo = ZoneInfo("Asia/Tokyo")
    place = desk(store, [error("1", status=429)])
    assert open_case(place, "R1", diagnose=judge, told=Told(owner="acme", zone=tokyo)).customer_zone is tokyo
    assert open_case(place, "R1", diagnose=judge, told=Told(zone=tokyo)).customer_zone is tokyo
    assert open_case(place, "R1", diagnose=judge, told=Told(owner="other", zone=tokyo)).customer_zone is None
    assert open_case(place, "R1", diagnose=judge).customer_zone is None


def test_a_masked_key_that_the_customer_quotes_stands_in_the_case_where_the_gateway_gives_none(store):
    place = desk(store, [error("1", status=429)])
    told = Told(request_ids=("R1",), key_masked="sk-…9a2f")
    view = open_case(place, "R1", diagnose=judge, told=told)
    assert view.request is not None
    assert view.request.key_masked == "sk-…9a2f"
    assert item(view, "key_masked").source is Source.INFERRED
    assert item(view, "key_masked").why == AS_QUOTED
    stranger = open_case(place, "R1", diagnose=judge, told=replace(told, request_ids=("R9",)))
    assert stranger.request is not None
    assert stranger.request.key_masked == ""


def test_a_key_that_came_in_full_is_remembered_in_the_case_of_its_owner_alone(store):
    place = desk(store, [error("1", status=429)])
    told = Told(request_ids=("R1",), whole_key=True)
    assert open_case(place, "R1", diagnose=judge, told=told).whole_key
    assert explain(place, Told(text=REFUSED, whole_key=True), diagnose=judge).whole_key
    assert not open_case(place, "R1", diagnose=judge, told=replace(told, owner="other")).whole_key
    assert not open_case(place, "R1", diagnose=judge, told=replace(told, whole_key=False)).whole_key


def test_a_gateway_that_shows_no_tails_makes_nobody_ask_for_one(store):
    place = desk(store, [error("1", status=429)])
    silent = replace(place, profile=replace(place.profile, key_tails=False))
    shown = replace(place, profile=replace(place.profile, key_tails=True))
    assert item(open_case(silent, "R1", diagnose=judge), "key_masked").ask is None
    assert item(open_case(shown, "R1", diagnose=judge), "key_masked").ask is not None


def test_a_case_that_only_its_own_id_was_read_for_still_says_when(store):
    row = consume("1")
    store.write("acme", [INTAKE.record(row)])
    around = Window(row.time - timedelta(seconds=5), row.time + timedelta(seconds=5))
    store.cover("acme", around, scope="request_id=R1", read_at=NOW)
    view = open_case(workplace(store, None), "R1", diagnose=judge)
    assert view.coverage is not None
    assert not view.coverage.complete
    assert view.read_at == NOW


def test_a_wallet_counts_only_where_the_named_key_is_the_named_owners(store):
    accounts = {
        name: Account(owner=name, read_at=NOW, balances=(Balance(scope=Scope.WALLET, remaining=0.0),))
        for name in ("acme", "bolt")
    }
    place = desk(store, [consume("1")], accounts=accounts)
    mine = explain(place, Told(text=REFUSED, status=403, owner="acme", key_name="prod-bot"), diagnose=judge)
    foreign = explain(
        place, Told(text=REFUSED, status=403, owner="bolt", key_name="prod-bot"), diagnose=judge
    )
    assert mine.account is not None
    assert foreign.account is None
    assert foreign.verdict.settles[0] == WHOSE_KEY
