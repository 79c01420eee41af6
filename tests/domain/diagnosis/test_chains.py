"""Whose words an error is, when gateways and programs hand it on."""

import json

import pytest

from quotadesk.domain.account import Account, Balance, Scope
from quotadesk.domain.causes import Words
from quotadesk.domain.charge import Charge
from quotadesk.domain.diagnosis.judging import parents, words_of_row
from quotadesk.domain.profile import Product
from quotadesk.domain.records import ErrorFacts, RecordKind
from quotadesk.domain.verdict import Acts, Family, Retry
from tests.domain.diagnosis.desk import ID, NOW, error_row, row, verdict


def body(message: str, **more: object) -> str:
    return json.dumps({"error": {"message": message, **more}}, ensure_ascii=False)


WALLET = body(
    f"用户额度不足, 剩余额度: ＄0.00 (request id: {ID})", type="new_api_error", code="insufficient_user_quota"
)
TOO_LONG = body("maximum context length is 8192 tokens", code="context_length_exceeded")
EMPTY = Account(owner="lin", read_at=NOW, balances=(Balance(scope=Scope.WALLET, remaining=0.0),))


@pytest.mark.parametrize("outer", ["rate_limit_exceeded", "insufficient_quota", "bad_response_status_code"])
def test_the_innermost_error_of_a_chain_decides_who_acts(outer):
    said = verdict(body(TOO_LONG, type="upstream_error", code=outer))
    assert (said.family, said.acts) == (Family.BAD_REQUEST, Acts.CUSTOMER)
    stored = error_row(429, body(TOO_LONG, type="one_api_error"), code=outer)
    assert verdict("", records=(stored,)).family is Family.BAD_REQUEST


def test_an_inner_error_without_certain_words_leaves_the_decision_to_the_outer_one():
    said = verdict(body(body("something", type="whatever"), type="upstream_error", code="insufficient_quota"))
    assert said.family is Family.UPSTREAM_ACCOUNT


@pytest.mark.parametrize(
    "line",
    [
        {"level": "error", "time": "2026-09-14T06:20:11Z", "msg": f"call failed: 403 {WALLET}"},
        {
            "level": 50,
            "err": {"type": "APIError", "message": f"403 {WALLET}", "stack": "at x"},
            "msg": "failed",
        },
        {
            "timestamp": "2026-09-14",
            "status": 500,
            "error": "Internal Server Error",
            "message": f'403: "{WALLET}"',
        },
    ],
)
def test_a_log_line_of_the_customers_program_is_no_gateway_in_between(line):
    said = verdict(json.dumps(line, ensure_ascii=False), account=EMPTY)
    assert (said.family, said.acts) == (Family.WALLET_EMPTY, Acts.CUSTOMER)


@pytest.mark.parametrize("kind", ["insufficient_balance_error", "invalid_request_error"])
def test_a_type_that_our_gateway_never_writes_is_the_upstreams_balance(kind):
    said = verdict(body("insufficient quota for inference (1008)", type=kind))
    assert (said.family, said.acts) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR)


@pytest.mark.parametrize(
    "pasted",
    [
        body("Insufficient credits. Add more using https://openrouter.ai/settings/credits", code=402),
        body("Budget has been exceeded! Current cost: 50.1, Max budget: 50.0", type="budget_exceeded"),
    ],
)
def test_money_words_of_a_known_gateway_product_tell_nobody_to_top_up_where_ours_is_not_known(pasted):
    assert verdict(pasted, product=Product.UNKNOWN).acts is Acts.SUPPORT


def test_an_error_event_of_an_open_stream_proves_no_free_call():
    said = verdict('data: {"error": {"message": "litellm.APIConnectionError: peer closed connection"}}')
    assert said.charge.charge is Charge.UNKNOWN
    assert said.retry is not Retry.YES_NOW


def test_a_refinement_of_a_code_that_nobody_listed_is_read_as_its_parent():
    assert parents({"throttling.newkind", "plain", ".x"}) == {"throttling"}
    said = verdict("", records=(error_row(400, json.dumps({"code": "Throttling.NewKind", "message": "x"})),))
    assert said.family is Family.RATE_LIMIT_UPSTREAM


def test_a_budget_is_no_limit_of_speed_whoever_set_it():
    facts = ErrorFacts(
        code="429", kind="BudgetExceededError", category="litellm_rate_limit", limit_type="budget"
    )
    words, _ = words_of_row(row(RecordKind.FAILURE, error=facts))
    assert isinstance(words, Words)
    assert "litellm_rate_limit" not in words.codes


def test_a_limit_per_month_in_unknown_words_is_the_account_and_not_speed():
    stored = error_row(429, json.dumps({"message": "Monthly quota exceeded for this organization"}))
    assert verdict("", records=(stored,)).family is Family.UPSTREAM_ACCOUNT


def test_a_stated_wait_clears_a_limit_of_speed_even_if_it_is_unknown_whose_it_is():
    said = verdict(
        "429 too many requests: rate limited", product=Product.UNKNOWN, headers={"retry-after": "23"}
    )
    assert (said.family, said.acts) == (Family.UNKNOWN, Acts.SUPPORT)
    assert (said.retry, said.retry_after_s) == (Retry.YES_AFTER_WAIT, 23)


@pytest.mark.parametrize(
    ("status", "body_text", "family"),
    [
        (401, body("IP not allowed", type="invalid_request_error"), Family.UPSTREAM_ACCOUNT),
        (400, body("Content Exists Risk", type="invalid_request_error"), Family.CONTENT_BLOCKED),
        (400, body("Model Not Exist", type="invalid_request_error"), Family.MODEL_UNAVAILABLE),
        (
            400,
            body("Insufficient quota available for inference", type="invalid_request_error"),
            Family.UPSTREAM_ACCOUNT,
        ),
        (400, body("odd parameter", type="invalid_request_error"), Family.BAD_REQUEST),
    ],
)
def test_a_type_that_is_used_for_everything_decides_nothing_against_status_and_words(
    status, body_text, family
):
    assert verdict("", records=(error_row(status, body_text),)).family is family
