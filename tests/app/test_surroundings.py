"""Around a request: who else saw its cause, its key's minute against the limit, and what was so at its time."""

from dataclasses import replace
from datetime import timedelta

from quotadesk.app.case import explain, open_case
from quotadesk.app.ledger import ledger_of, total
from quotadesk.app.told import Told
from quotadesk.domain.account import Account, Balance, QuotaState, RateLimit, Scope
from quotadesk.domain.facts_phrases import age, duration
from quotadesk.domain.lookup_text import parse
from quotadesk.domain.records import ErrorFacts, RecordKind
from quotadesk.domain.requests import Request
from quotadesk.domain.verdict import Family
from tests.app.desk import NOW
from tests.app.test_case import REFUSED, desk, judge
from tests.domain.rows import at, consume, error

LIMITED = '{"error":{"message":"您已达到请求数限制：1分钟内最多请求5次","type":"new_api_error","code":""}}'


def failures(*rows, **more):
    """Give one failure of each owner and key, ten minutes before now."""
    return [
        error(f"{n}", seconds=2900 + n, request_id=f"R{n}", owner=owner, key_name=key, **more)
        for n, (owner, key) in enumerate(rows, 1)
    ]


def similar(store, rows):
    return open_case(desk(store, rows), "R1", diagnose=judge).similar


# ---------------------------------------------------------------- similar cases now


def test_keys_of_the_same_owner_are_others_but_his_own_key_is_not(store):
    found = similar(store, failures(("acme", "k1"), ("acme", "k1"), ("acme", "k2"), ("bolt", "k1")))
    assert (found.keys, found.owners, found.requests) == (2, 2, 2)


def test_failures_of_more_than_an_hour_ago_are_not_now(store):
    rows = failures(("acme", "k1"), ("bolt", "k2"))
    old = [replace(r, time=at(-600)) if r.request_id == "R2" else r for r in rows]
    assert similar(store, old).keys == 0


def test_a_model_counts_where_the_cause_is_one_of_a_model(store):
    rows = failures(("acme", "k1"), ("bolt", "k2"), status=429, code="rate_limit_exceeded")
    rows = [replace(r, channel="7") for r in rows]
    other = [replace(r, model="another") if r.request_id == "R2" else r for r in rows]
    assert similar(store, other).keys == 0


def test_a_cause_of_the_account_is_the_same_on_every_model(store):
    rows = failures(("acme", "k1"), ("bolt", "k2"), status=403, code="insufficient_user_quota")
    other = [replace(r, model="another") if r.request_id == "R2" else r for r in rows]
    found = similar(store, other)
    assert found.keys == 1
    assert "model:" not in found.lookup


def test_the_lookup_of_similar_cases_finds_them_all_and_the_case_itself(store):
    found = similar(store, failures(("acme", "k1"), ("acme", "k2"), ("bolt", "k1"), code="a_code_in_no_text"))
    lookup = parse(found.lookup, now=NOW).lookup
    assert store.find("acme", lookup).total == found.requests + 1 == 3


def test_a_request_that_was_served_has_no_cause_to_share(store):
    assert similar(store, [consume("1", seconds=3000)]).lookup == ""


def test_more_failures_than_a_page_are_all_counted(store):
    rows = failures(*[("acme", "k1")] * 1, *[(f"o{n}", f"k{n}") for n in range(600)])
    found = similar(store, rows)
    assert (found.keys, found.requests, found.at_least) == (600, 600, False)


def test_a_refusal_without_a_row_counts_its_likes_too(store):
    rows = failures(("bolt", "k2"), ("cora", "k3"), status=403, code="insufficient_user_quota")
    told = Told(
        text='{"error":{"code":"insufficient_user_quota","type":"new_api_error"}}',
        status=403,
        owner="acme",
        error_code="insufficient_user_quota",
        moment=at(3000),
    )
    assert explain(desk(store, rows), told, diagnose=judge).similar.owners == 2


# ---------------------------------------------------------------- the minute


def test_the_requests_of_the_minute_before_are_counted_for_each_moment_around(store):
    rows = [consume(f"{n}", seconds=n * 10, request_id=f"R{n}") for n in range(1, 13)]
    rows.append(error("99", seconds=125, request_id="R99", status=429, code=""))
    limit = RateLimit(scope=Scope.KEY, what="requests", limit=60.0)
    known = {"acme": Account(owner="acme", read_at=NOW, rate_limits=(limit,))}
    minute = open_case(desk(store, rows, accounts=known), "R99", diagnose=judge).minute
    assert minute is not None
    assert minute.counts[minute.at] == 7  # 70, 80 … 120 s and the request itself at 125 s
    assert minute.counts[-1] == 0
    assert (minute.limit, minute.then, minute.of_owner, minute.complete) == (60.0, False, False, True)


def test_a_limit_that_the_refusal_names_is_then_and_counts_all_keys_of_the_owner(store):
    rows = [consume(f"{n}", seconds=n, request_id=f"R{n}", key_name=f"k{n}") for n in range(1, 6)]
    told = Told(text=LIMITED, status=429, owner="acme", key_name="k1", moment=at(10))
    view = explain(desk(store, rows), told, diagnose=judge)
    assert view.minute is not None
    assert (view.minute.limit, view.minute.then, view.minute.of_owner) == (5.0, True, True)
    assert view.minute.counts[view.minute.at] == 5
    assert [t.of_limit for t in view.then] == [True]


def test_without_any_limit_there_is_nothing_to_count_against(store):
    assert open_case(desk(store, [consume("1")]), "R1", diagnose=judge).minute is None


def test_what_has_not_happened_yet_is_not_drawn(store):
    rows = [error("1", seconds=3590, status=429)]
    limit = RateLimit(scope=Scope.KEY, what="requests", limit=60.0)
    known = {"acme": Account(owner="acme", read_at=NOW, rate_limits=(limit,))}
    minute = open_case(desk(store, rows, accounts=known), "R1", diagnose=judge).minute
    assert minute is not None
    assert len(minute.counts) < 25
    assert minute.counts[minute.at] == 1


# ---------------------------------------------------------------- balances then


def test_an_empty_wallet_is_known_for_then_by_the_refusal(store):
    empty = Account(owner="acme", read_at=NOW, balances=(Balance(scope=Scope.WALLET, remaining=0.0),))
    place = desk(store, [consume("1")], accounts={"acme": empty})
    told = Told(text=REFUSED, status=403, owner="acme", key_name="prod-bot", moment=at(0))
    view = explain(place, told, diagnose=judge)
    assert view.verdict.family is Family.WALLET_EMPTY
    assert [(t.scope, t.state) for t in view.then] == [(Scope.WALLET, QuotaState.EXHAUSTED)]
    assert view.then[0].at is None


def test_a_reading_near_the_request_tells_of_its_time_and_one_of_another_hour_does_not(store):
    pots = (Balance(scope=Scope.WALLET, limit=100.0, remaining=5.0),)
    place = desk(store, [consume("1")], accounts={})
    store.save_account("acme", Account(owner="acme", read_at=at(300), balances=pots))
    then = open_case(place, "R1", diagnose=judge).then
    assert [(t.state, t.at) for t in then] == [(QuotaState.LOW, at(300))]
    store.save_account("acme", Account(owner="acme", read_at=at(3000), balances=pots))
    assert open_case(place, "R1", diagnose=judge).then == ()


def test_a_budget_that_the_refusal_names_is_told_as_it_was_then(store):
    spent = ErrorFacts(code="budget_exceeded", budget_scope="team", budget_limit=50.0, budget_spend=50.2)
    row = error("1", seconds=3000, status=400, code="budget_exceeded")
    view = open_case(desk(store, [replace(row, error=spent)]), "R1", diagnose=judge)
    assert view.then[0].scope is Scope.TEAM
    assert view.then[0].said.en == "$50.20 of $50.00 spent"


# ---------------------------------------------------------------- the ledger


def test_each_receipt_bears_the_net_after_it_whatever_sign_a_refund_has():
    refund = replace(consume("3", seconds=9, quota=4200), kind=RecordKind.REFUND)
    minus = replace(refund, source_id="4", amount_nano=-1_000, figure=-0.5)
    records = (error("1"), consume("2", seconds=5, task_id="task_1"), refund, minus)
    rows = ledger_of(Request(key="R1", time=at(0), records=records))
    assert [r.net_nano for r in rows] == [0, 8_400_000, 0, -1_000]
    assert [r.task_id for r in rows] == ["", "task_1", "", ""]
    assert total(rows) == -1_000


# ---------------------------------------------------------------- ages and lengths


def test_an_age_is_told_in_a_unit_of_which_there_are_at_least_two():
    ages = ((3, "just now"), (5, "5 s ago"), (119, "119 s ago"), (120, "2 min ago"), (7200, "2 h ago"))
    for seconds, said in (*ages, (200_000, "2 d ago")):
        assert age(NOW - timedelta(seconds=seconds), NOW).en == said
    assert age(NOW + timedelta(seconds=9), NOW).zh == "刚刚"


def test_a_length_is_told_in_milliseconds_seconds_or_minutes():
    assert [duration(ms).en for ms in (640, 11_800, 125_000)] == ["640 ms", "11.8 s", "2.1 min"]
    assert duration(125_000).zh == "2.1 分钟"
