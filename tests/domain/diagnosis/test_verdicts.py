"""What the desk says about a request, and what it must never say."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotadesk.domain.account import Account, Balance, KeyState, Scope
from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.wording import sentence_of
from quotadesk.domain.profile import Product
from quotadesk.domain.records import RecordKind, TaskStatus
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Claim, Confidence, Family, Retry
from quotadesk.knowledge import read_knowledge
from tests.domain.diagnosis.desk import ID, NOW, error_row, row, task, verdict

WALLET = {
    "error": {
        "message": "用户额度不足, 剩余额度: ＄0.00",
        "type": "new_api_error",
        "code": "insufficient_user_quota",
    }
}
UPSTREAM_ID = "20260914062012998877665544AaBbCc"


def account(
    usd: float | None = 10.0, *, key_left: float | None = None, state: KeyState = KeyState.ACTIVE
) -> Account:
    pots = [] if usd is None else [Balance(scope=Scope.WALLET, remaining=usd)]
    pots.append(Balance(scope=Scope.KEY, remaining=key_left, unlimited=key_left is None))
    return Account(owner="lin", read_at=NOW, key_state=state, balances=tuple(pots))


def test_an_empty_wallet_at_the_door_asks_the_customer_to_act_and_costs_nothing():
    said = verdict(json.dumps(WALLET), account=account(0.0), records=())
    assert (said.family, said.acts, said.attempts) == (Family.WALLET_EMPTY, Acts.CUSTOMER, 0)
    assert said.charge.charge is Charge.NO
    assert said.confidence is Confidence.CONFIRMED


def test_the_same_words_in_a_stored_row_are_the_upstreams_and_the_operator_must_act():
    stored = error_row(403, "用户额度不足, 剩余额度: ＄0.00", code="insufficient_user_quota")
    said = verdict(json.dumps(WALLET), records=(stored,), window_fully_read=True)
    assert (said.family, said.acts) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR)


def test_two_ids_in_one_text_mean_that_an_upstream_gateway_refused():
    body = {
        "error": {
            **WALLET["error"],
            "message": f"用户额度不足 (request id: {UPSTREAM_ID}) (request id: {ID})",
        }
    }
    assert verdict(json.dumps(body)).family is Family.UPSTREAM_ACCOUNT


def test_an_id_that_is_not_the_headers_means_that_an_upstream_gateway_refused():
    body = {"error": {**WALLET["error"], "message": f"用户额度不足 (request id: {UPSTREAM_ID})"}}
    said = verdict(json.dumps(body), headers={"x-oneapi-request-id": ID})
    assert said.family is Family.UPSTREAM_ACCOUNT


def test_a_customer_with_money_is_not_told_to_top_up():
    said = verdict(json.dumps(WALLET), account=account(17.0), error_log=None)
    assert (said.family, said.acts) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR)


def test_a_silent_error_log_proves_our_own_door_even_after_a_top_up():
    body = {"error": {**WALLET["error"], "message": "用户额度不足"}}
    said = verdict(json.dumps(body), account=account(17.0), records=(), window_fully_read=True)
    assert (said.family, said.acts) == (Family.WALLET_EMPTY, Acts.CUSTOMER)


@pytest.mark.parametrize(
    ("state", "left", "family", "acts"),
    [
        (KeyState.EXHAUSTED, 0.0, Family.KEY_QUOTA, Acts.CUSTOMER),
        (KeyState.ACTIVE, 0.0, Family.KEY_QUOTA, Acts.CUSTOMER),
        (KeyState.DISABLED, None, Family.KEY_INVALID, Acts.CUSTOMER),
        (KeyState.UNKNOWN, None, Family.KEY_INVALID, Acts.SUPPORT),
    ],
)
def test_a_refused_key_is_told_by_its_state(state, left, family, acts):
    text = '{"error":{"message":"Invalid token","type":"new_api_error","code":""}}'
    said = verdict(text, account=account(key_left=left, state=state))
    assert (said.family, said.acts) == (family, acts)


def test_a_refused_key_of_the_operator_never_blames_the_customer():
    stored = error_row(401, "Incorrect API key provided: sk-a***z.", code="invalid_api_key")
    said = verdict(f"401?? {ID}", records=(stored,), window_fully_read=True, http_status=401)
    assert (said.family, said.acts) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR)


@pytest.mark.parametrize("product", [Product.UNKNOWN, Product.NEWAPI, Product.ONEAPI])
def test_a_bare_402_stays_unknown_and_says_what_would_settle_it(product):
    said = verdict("Request failed with status code 402", product=product, http_status=402)
    assert (said.family, said.acts, said.charge.charge) == (Family.UNKNOWN, Acts.SUPPORT, Charge.UNKNOWN)
    assert said.settles


def test_litellms_402_is_the_operators_provider():
    said = verdict("402", product=Product.LITELLM, http_status=402)
    assert (said.family, said.acts) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR)


def test_a_limit_per_day_is_a_matter_of_the_account_and_not_of_speed():
    text = "Rate limit reached for m on {} : Limit 5. Please try again in 9m38.016s."
    day = verdict(
        ID, records=(error_row(429, text.format("tokens per day (TPD)"), code="rate_limit_exceeded"),)
    )
    minute = verdict(
        ID, records=(error_row(429, text.format("tokens per min (TPM)"), code="rate_limit_exceeded"),)
    )
    assert (day.family, day.retry) == (Family.UPSTREAM_ACCOUNT, Retry.NO)
    assert (minute.family, minute.retry) == (Family.RATE_LIMIT_UPSTREAM, Retry.YES_AFTER_WAIT)
    assert minute.retry_after_s == pytest.approx(578.016)


def test_a_cut_stream_that_was_charged_must_not_be_sent_again():
    cut = row(usd=0.0169, failed=True, stream_ok=False, stream_end="client_gone")
    said = verdict(ID, records=(cut,), window_fully_read=True)
    assert (said.family, said.acts, said.retry) == (Family.STREAM_CUT, Acts.CUSTOMER, Retry.NO)
    assert "$0.0169" in said.sentence.en
    assert "$0.0169" in said.sentence.zh


def test_an_answer_without_usage_is_free_and_the_upstreams_fault():
    said = verdict(ID, records=(row(no_usage=True),), window_fully_read=True)
    assert (said.family, said.charge.charge, said.retry) == (Family.UPSTREAM_FAULT, Charge.NO, Retry.YES_NOW)


def test_a_rescued_request_is_a_success_that_was_charged_once():
    rows = (
        error_row(529, "Overloaded", code="overloaded_error", after=1, channels=("7",)),
        error_row(529, "Overloaded", code="overloaded_error", after=3, channels=("7", "9")),
        row(usd=0.0084, after=9, channels=("7", "9", "15"), attempts=3),
    )
    said = verdict(ID, records=rows, window_fully_read=True)
    assert (said.family, said.attempts, said.client_retries) == (Family.SUCCESS, 3, 0)
    assert said.charge.amount_nano == 8_400_000


def test_neighbours_of_a_quoted_request_are_bystanders():
    other = row(usd=0.5, after=3, request_id="202609140620125619667625c0e71abC19FnL6X")
    said = verdict(f"charged? {ID}", records=(row(usd=0.004), other), window_fully_read=True)
    assert said.charge.amount_nano == 4_000_000
    assert said.client_retries == 0


def test_repeated_calls_within_seconds_are_the_clients_own_retries():
    rows = tuple(
        error_row(
            429,
            "Rate limit reached",
            code="rate_limit_exceeded",
            after=a,
            request_id=f"2026091406201{a}00000000abcd",
        )
        for a in (1, 2, 4)
    )
    said = verdict("three errors, one click", records=rows, window_fully_read=True)
    assert (said.client_retries, said.attempts) == (2, 1)
    assert any(p.field == "client_retries" for p in said.proofs)


def test_a_later_call_is_no_client_retry():
    rows = tuple(
        error_row(500, "x", code="server_error", after=a, request_id=f"2026091406201{a}00000000abcd")
        for a in (1, 99)
    )
    assert verdict("two errors", records=rows, window_fully_read=True).client_retries == 0


def test_a_running_task_is_held_and_must_not_be_sent_twice():
    said = verdict(
        "task_Zk3vQ9aLm2", records=(row(usd=0.3, after=0, is_task=True),), tasks=(task(TaskStatus.RUNNING),)
    )
    assert (said.family, said.charge.charge, said.retry) == (Family.SUCCESS, Charge.HELD, Retry.NO)


def test_a_failed_task_without_refund_is_flagged_with_the_amount_owed():
    said = verdict(
        "task_Zk3vQ9aLm2",
        records=(row(usd=0.3, after=0, is_task=True),),
        tasks=(task(TaskStatus.FAILURE),),
        window_fully_read=True,
    )
    assert (said.family, said.acts, said.charge.amount_nano) == (
        Family.TASK_FAILED,
        Acts.OPERATOR,
        300_000_000,
    )


def test_a_refunded_task_needs_nobody():
    refund = row(RecordKind.REFUND, usd=0.3, after=300, request_id="", task_id="task_Zk3vQ9aLm2")
    said = verdict(
        "task_Zk3vQ9aLm2",
        records=(row(usd=0.3, after=0, is_task=True), refund),
        tasks=(task(TaskStatus.FAILURE, 0.0),),
    )
    assert (said.acts, said.charge.charge, said.retry) == (Acts.NOBODY, Charge.REFUNDED, Retry.YES_NOW)


def test_a_crash_of_the_gateway_leaves_the_charge_open():
    said = verdict(
        '{"error":{"message":"Panic detected","type":"new_api_panic"}}', http_status=500, records=()
    )
    assert (said.family, said.charge.charge) == (Family.GATEWAY_FAULT, Charge.UNKNOWN)


def test_failed_attempts_prove_nothing_when_consumption_is_not_logged():
    stored = error_row(500, "boom", code="server_error")
    assert verdict(ID, records=(stored,), consume_log=False).charge.charge is Charge.UNKNOWN


def test_every_part_of_a_verdict_names_its_proof():
    said = verdict(json.dumps(WALLET), account=account(0.0))
    assert {Claim.FAMILY, Claim.CHARGE} <= {p.claim for p in said.proofs}
    assert all(p.text.en and p.text.zh for p in said.proofs)
    assert said.source


def test_sentences_are_short_in_both_languages_for_every_cause_and_charge():
    knowledge = read_knowledge()
    whats = [(r.what, r) for r in knowledge.families.values()]
    whats += [(c.what, knowledge.families[c.family]) for c in knowledge.causes if c.what]
    for what, rule in whats:
        for charge in Charge:
            money = ChargeVerdict(charge=charge, net_nano=123_456_789, refunded_nano=1, held_nano=1)
            found = Finding(family=rule.family, rule="x", why=Said("", ""), what=what)
            said = sentence_of(found, money, rule)
            assert len(said.en.split()) <= 25, said.en
            assert sum("一" <= c <= "鿿" for c in said.zh) <= 40, said.zh
            assert not set(said.zh) & set(",;:()!?"), said.zh


@given(st.text(max_size=300), st.sampled_from(list(Product)), st.sampled_from([None, 200, 402, 429, 500]))
def test_no_pasted_text_stops_the_desk(text, product, status):
    said = verdict(text, product=product, http_status=status)
    assert said.charge.charge in set(Charge)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda x: (
            st.lists(x, max_size=3)
            | st.dictionaries(
                st.sampled_from(["error", "code", "type", "message", "status", "details", "a"]), x, max_size=4
            )
        ),
        max_leaves=12,
    )
)
def test_no_error_body_stops_the_desk(body):
    assert verdict(json.dumps({"error": body})).family in set(Family)


@pytest.mark.parametrize("status", ["502 Bad Gateway", "504 Gateway Time-out"])
@pytest.mark.parametrize("product", [Product.NEWAPI, Product.UNKNOWN])
def test_a_proxys_bare_page_blames_nobody_for_it_may_be_the_customers_own_proxy(product, status):
    page = f"<html><head><title>{status}</title></head><body><hr><center>nginx/1.24.0</center></body></html>"
    said = verdict(page, product=product)
    assert (said.acts, said.confidence) == (Acts.SUPPORT, Confidence.LIKELY)
    assert any("whose proxy" in s.en for s in said.settles)
