"""A lookup fetches what is not held, remembers what it read, and says what is missing and why."""

from datetime import timedelta

import pytest

from quotadesk.app.errors import GatewayUnreachable
from quotadesk.app.lookup import fetch_for, look_up
from quotadesk.domain.account import Account, Balance, QuotaState, Scope
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.said import Said
from quotadesk.domain.window import GapReason, Window
from tests.app.desk import DAY, NOW, FakeGateway, workplace
from tests.domain.rows import consume, error

OFFLINE = GatewayUnreachable(Said("No connection.", "无法连接。"), Said("Check the network.", "请检查网络。"))


def lookup(*terms: tuple[LookupKey, str], window: Window | None = DAY) -> Lookup:
    return Lookup(terms=tuple(Term(key=k, values=(v,)) for k, v in terms), window=window)


def ask(place, wanted):
    return look_up(place, wanted, progressed=lambda _: None, cancelled=lambda: False)


LITELLM = Profile(product=Product.LITELLM)
ACME = (LookupKey.OWNER, "acme")


def test_what_is_not_held_is_fetched_once_and_then_remembered(store):
    gateway = FakeGateway([consume("1")])
    place = workplace(store, gateway)
    first = ask(place, lookup(ACME))
    assert [line.key for line in first.page.lines] == ["R1"]
    assert first.coverage is not None
    assert first.coverage.complete
    assert gateway.asked[0].owner == "acme"
    ask(place, lookup(ACME))
    assert len(gateway.asked) == 1


def test_offline_the_answer_says_what_is_missing(store):
    answer = ask(workplace(store, None), lookup(ACME))
    assert answer.coverage is not None
    assert not answer.coverage.complete
    assert {g.reason for g in answer.coverage.gaps} == {GapReason.OFFLINE}


def test_a_gateway_that_fails_leaves_the_held_part_with_its_next_step(store):
    gateway = FakeGateway([consume("1"), consume("2", request_id="R2"), consume("3", request_id="R3")])
    gateway.failing = (1, OFFLINE)
    answer = ask(workplace(store, gateway), lookup(ACME))
    assert len(answer.page.lines) == 2
    assert OFFLINE.hint in answer.notes
    assert answer.coverage is not None
    assert {g.reason for g in answer.coverage.gaps} == {GapReason.GATEWAY_FAILED}


def test_a_lookup_by_tail_says_that_this_gateway_gives_none(store):
    answer = ask(workplace(store, FakeGateway()), lookup((LookupKey.TAIL, "9a2f")))
    assert any("key tails" in note.en and "密钥尾号" in note.zh for note in answer.notes)


def test_an_error_log_that_is_off_is_told_with_the_coverage(store):
    off = Profile(product=Product.NEWAPI, error_log=False)
    answer = ask(workplace(store, FakeGateway(), off), lookup(ACME))
    assert answer.coverage is not None
    assert any("error log is off" in note.en for note in answer.coverage.notes)


@pytest.mark.parametrize(
    ("terms", "scope"),
    [
        ([ACME], "owner=acme"),
        ([(LookupKey.OWNER, "*acme*")], ""),
        ([(LookupKey.ID, "R1"), ACME], "request_id=R1"),
        ([(LookupKey.STATUS, "429")], ""),
        ([(LookupKey.KEY, "prod-bot"), (LookupKey.MODEL, "gpt")], "key_name=prod-bot"),
    ],
)
def test_the_narrowest_reading_that_holds_the_answer_is_asked_for(terms, scope):
    fetch = fetch_for(lookup(*terms), NOW, profile=LITELLM)
    assert fetch is not None
    assert fetch.scope == scope


def test_an_id_alone_is_searched_in_the_last_month_and_other_words_only_in_what_is_held():
    fetch = fetch_for(lookup((LookupKey.ID, "R1"), window=None), NOW, profile=LITELLM)
    assert fetch is not None
    assert fetch.window.end - fetch.window.start == timedelta(days=30)
    assert fetch_for(lookup(ACME, window=None), NOW, profile=LITELLM) is None


def account(remaining: float, *, limit: float | None = None, read_at=NOW) -> Account:
    pot = Balance(scope=Scope.WALLET, remaining=remaining, limit=limit)
    return Account(owner="acme", read_at=read_at, balances=(pot,))


@pytest.mark.parametrize(
    ("remaining", "limit", "state"),
    [(0.0, None, QuotaState.EXHAUSTED), (15.0, 100.0, QuotaState.LOW), (25.0, 100.0, QuotaState.ENOUGH)],
)
def test_an_owner_shows_the_quota_state_also_without_any_request(store, remaining, limit, state):
    gateway = FakeGateway(accounts={"acme": account(remaining, limit=limit)})
    answer = ask(workplace(store, gateway), lookup(ACME))
    assert answer.page.lines == ()
    (view,) = answer.accounts
    assert view.state is state
    assert view.read_at == NOW


def test_without_a_limit_a_week_s_spend_decides(store):
    week = [consume(str(n), seconds=-3600 * n, quota=500_000, request_id=f"R{n}") for n in range(100)]
    gateway = FakeGateway(week, accounts={"acme": account(10.0)})
    place = workplace(store, gateway)
    wanted = lookup(ACME, window=Window(NOW - timedelta(days=8), NOW))
    (view,) = ask(place, wanted).accounts
    assert view.state is QuotaState.LOW
    assert view.account.balance(Scope.WALLET).spent_7d == pytest.approx(100.0)


def test_an_account_that_was_read_before_is_shown_offline_with_its_age(store):
    ask(workplace(store, FakeGateway(accounts={"acme": account(5.0, limit=100.0)})), lookup(ACME))
    (view,) = ask(workplace(store, None), lookup(ACME)).accounts
    assert view.state is QuotaState.LOW
    assert view.read_at == NOW


def test_later_pages_do_not_fetch_again(store):
    gateway = FakeGateway([error(str(n), seconds=n, request_id=f"R{n}") for n in range(5)])
    place = workplace(store, gateway)
    first = look_up(place, lookup(ACME), limit=2, progressed=lambda _: None, cancelled=lambda: False)
    second = look_up(
        place,
        lookup(ACME),
        after=first.page.next,
        limit=2,
        progressed=lambda _: None,
        cancelled=lambda: False,
    )
    assert [line.key for line in (*first.page.lines, *second.page.lines)] == ["R4", "R3", "R2", "R1"]
    assert len(gateway.asked) == 1


def test_a_credential_that_sees_only_itself_never_counts_as_a_full_reading(store):
    own = Profile(product=Product.NEWAPI, reads_all=False)
    answer = ask(workplace(store, FakeGateway([consume("1")]), own), lookup())
    assert answer.coverage is not None
    assert any("own user's rows" in note.en for note in answer.coverage.notes)
    assert not store.coverage("acme", DAY, scope="").complete
    assert not store.coverage("acme", DAY, scope="owner=acme").complete


@pytest.mark.parametrize("identity", ["task_qx42aB", "chatcmpl-BX3k9LmQ2vT8"])
def test_an_id_that_the_gateway_cannot_search_never_counts_as_searched(store, identity):
    gateway = FakeGateway([consume("1")])
    answer = ask(workplace(store, gateway), lookup((LookupKey.ID, identity), window=None))
    assert answer.coverage is None
    assert gateway.asked == []
    assert any("Name the time" in note.en and "since:2d" in note.zh for note in answer.notes)


def test_a_task_id_with_a_time_reads_that_time_whole(store):
    fetch = fetch_for(lookup((LookupKey.ID, "task_qx42aB")), NOW, profile=Profile(product=Product.NEWAPI))
    assert fetch is not None
    assert fetch.scope == ""


def test_a_lookup_with_nothing_to_go_by_finds_nothing_and_says_what_to_ask(store):
    place = workplace(store, FakeGateway([consume("1")]))
    ask(place, lookup())
    answer = ask(place, Lookup())
    assert answer.page.lines == ()
    assert any("Ask for the time" in note.en for note in answer.notes)


def test_failures_are_not_complete_where_the_gateway_keeps_none(store):
    off = Profile(product=Product.ONEAPI, error_log=False)
    place = workplace(store, FakeGateway([consume("1")]), off)
    failures = ask(place, lookup((LookupKey.STATUS, "4xx"))).coverage
    assert failures is not None
    assert GapReason.NO_ERROR_LOG in {g.reason for g in failures.gaps}
    everything = ask(place, lookup()).coverage
    assert everything is not None
    assert everything.complete


def test_an_owner_of_another_spelling_is_suggested(store):
    place = workplace(store, FakeGateway([consume("1", owner="acme_app")]))
    ask(place, lookup())
    answer = ask(place, lookup(ACME))
    assert any("acme_app" in note.en and "owner:*acme*" in note.zh for note in answer.notes)


def test_an_owner_with_a_wrong_letter_is_asked_back_and_never_replaced(store):
    place = workplace(store, FakeGateway([consume("1", owner="growth-team")]))
    ask(place, lookup())
    answer = ask(place, lookup((LookupKey.OWNER, "growht-team")))
    assert not answer.page.lines
    assert answer.lookup.values(LookupKey.OWNER) == ("growht-team",)
    assert any("Did you mean growth-team?" in note.en for note in answer.notes)


def test_the_week_of_an_owner_without_a_limit_is_read_for_the_quota_state(store):
    week = [consume(str(n), seconds=-3600 * n, quota=500_000, request_id=f"R{n}") for n in range(100)]
    gateway = FakeGateway(week, accounts={"acme": account(10.0)})
    (view,) = ask(workplace(store, gateway), lookup(ACME)).accounts
    assert view.state is QuotaState.LOW


def test_a_row_that_stays_unreadable_is_not_asked_for_again_but_told_each_time(store):
    gateway = FakeGateway([consume("1")], skipped=1)
    place = workplace(store, gateway)
    earlier = Window(DAY.start, NOW - timedelta(hours=1))
    first = ask(place, lookup(ACME, window=earlier))
    again = ask(place, lookup(ACME, window=earlier))
    assert len(gateway.asked) == 1
    for answer in (first, again):
        assert answer.coverage is not None
        assert not answer.coverage.complete
        assert {g.reason for g in answer.coverage.gaps} == {GapReason.UNREADABLE_ROWS}
        assert any("could not be read" in n.en and "无法识别" in n.zh for n in answer.notes)


def test_what_was_refused_is_whole_once_it_was_read_without_a_fault(store):
    gateway = FakeGateway([consume("1")], skipped=1)
    place = workplace(store, gateway)
    earlier = Window(DAY.start, NOW - timedelta(hours=1))
    ask(place, lookup(ACME, window=earlier))
    store.cover("acme", earlier, scope="owner=acme", read_at=NOW)
    answer = ask(place, lookup(ACME, window=earlier))
    assert answer.coverage is not None
    assert answer.coverage.complete


def test_a_store_that_can_only_be_read_is_the_reason_of_the_gap(store):
    place = workplace(store, FakeGateway([consume("1")]))
    store.coverage("acme", DAY, scope="")
    store._db.execute("PRAGMA query_only = ON")
    answer = ask(place, lookup(ACME))
    assert answer.coverage is not None
    assert {g.reason for g in answer.coverage.gaps} == {GapReason.STORE_READ_ONLY}
