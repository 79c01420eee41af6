"""Whose limit, whose money and whose cut it is, where words and evidence pull in different directions."""

import json

import pytest

from quotadesk.domain.account import Account, Balance, KeyState, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.profile import Product
from quotadesk.domain.verdict import Acts, Family, Retry
from tests.domain.diagnosis.desk import NOW, error_row, row, verdict

PER_MINUTE = "You exceeded your current quota, please check your plan and billing details. limit: 10 requests per minute"


def wallet(usd: float) -> Account:
    pots = (Balance(scope=Scope.WALLET, remaining=usd), Balance(scope=Scope.KEY, unlimited=True))
    return Account(owner="lin", read_at=NOW, key_state=KeyState.ACTIVE, balances=pots)


def body(message: str, **more: str) -> str:
    return json.dumps({"error": {"message": message, **more}})


def test_account_words_about_a_limit_per_minute_are_speed():
    said = verdict(body(PER_MINUTE), records=(error_row(429, PER_MINUTE),))
    assert (said.family, said.retry) == (Family.RATE_LIMIT_UPSTREAM, Retry.YES_AFTER_WAIT)


@pytest.mark.parametrize("more", [" and 200 requests per day", ""])
def test_an_account_code_or_a_longer_limit_outweighs_the_minute(more):
    code = "" if more else "insufficient_quota"
    said = verdict(records=(error_row(429, PER_MINUTE + more, code=code),))
    assert (said.family, said.acts) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR)


def test_a_request_above_the_limit_itself_is_not_sent_again_unchanged():
    text = "Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 9120"
    said = verdict(records=(error_row(413, text, code="rate_limit_exceeded"),))
    assert (said.family, said.retry) == (Family.BAD_REQUEST, Retry.NO)


CUT = body("user quota exhausted during streaming", type="one_api_error", code="insufficient_user_quota")


def test_an_answer_that_the_wallet_cut_off_is_told_from_a_whole_one_where_rows_keep_no_end():
    said = verdict(CUT, product=Product.ONEAPI, records=(row(usd=0.006),))
    assert (said.family, said.charge.charge, said.retry) == (Family.WALLET_EMPTY, Charge.YES, Retry.NO)


def test_a_row_that_keeps_a_normal_end_is_believed():
    said = verdict(CUT, product=Product.ONEAPI, records=(row(usd=0.006, stream_end="done", stream_ok=True),))
    assert said.family is Family.SUCCESS


@pytest.mark.parametrize("product", [Product.NEWAPI, Product.NEWAPI_OLD, Product.ONEAPI])
def test_a_customers_402_does_not_empty_a_wallet_that_nobody_read(product):
    said = verdict("402 余额不足，我刚充了值", http_status=402, product=product)
    assert (said.family, said.acts) == (Family.UNKNOWN, Acts.SUPPORT)


def test_an_empty_wallet_does_not_explain_words_about_a_model():
    said = verdict("403 model disabled, please choose another", http_status=403, account=wallet(0.0))
    assert said.family is not Family.WALLET_EMPTY


def test_an_empty_wallet_explains_a_403_without_words():
    assert verdict("403", http_status=403, account=wallet(0.0)).family is Family.WALLET_EMPTY


@pytest.mark.parametrize(("status", "retry"), [(429, Retry.YES_AFTER_WAIT), (402, Retry.UNKNOWN)])
def test_a_bare_refusal_that_names_its_wait_may_be_sent_again_after_it(status, retry):
    said = verdict("", product=Product.UNKNOWN, http_status=status, headers={"retry-after": "20"})
    assert (said.family, said.retry) == (Family.UNKNOWN, retry)


def test_an_answer_withheld_after_it_was_made_is_not_called_uncharged():
    text = '{"error":[{"code":%d,"message":"%s blocked due to security configurations"}]}'
    assert verdict(text % (2017, "Response"), product=Product.UNKNOWN).charge.charge is Charge.UNKNOWN
    assert verdict(text % (2016, "Prompt"), product=Product.UNKNOWN).charge.charge is Charge.NO


def test_a_clients_own_cancellation_proves_nothing_about_money():
    said = verdict("context canceled", http_status=499)
    assert (said.charge.charge, said.retry) == (Charge.UNKNOWN, Retry.NO)


def test_a_key_refused_by_another_product_is_not_blamed_on_the_customer_of_an_unknown_gateway():
    said = verdict(body("No auth credentials found", code="401"), product=Product.UNKNOWN)
    assert (said.family, said.acts) == (Family.KEY_INVALID, Acts.SUPPORT)


def test_a_quota_that_comes_back_at_a_clock_time_names_its_wait():
    text = '{"statusCode":403,"message":"Out of call volume quota. Quota will be replenished in 02:13:24."}'
    said = verdict(text, product=Product.UNKNOWN)
    assert (said.family, said.retry_after_s) == (Family.BUDGET, 8004.0)
