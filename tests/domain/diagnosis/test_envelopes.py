"""Codes that only pass an answer on, and the two proofs of the gateway's own door: a figure and a silent log."""

import json

import pytest

from quotadesk.domain.account import Account, Balance, KeyState, Scope
from quotadesk.domain.verdict import Acts, Family, Retry
from tests.domain.diagnosis.desk import NOW, error_row, verdict

ENVELOPES = ["bad_response_status_code", "bad_response_body", "aws_invoke_error"]


@pytest.mark.parametrize("code", ENVELOPES)
@pytest.mark.parametrize(
    ("status", "text", "family", "retry"),
    [
        (403, "Model disabled.", Family.MODEL_UNAVAILABLE, Retry.NO),
        (429, "Your account is out of credits", Family.UPSTREAM_ACCOUNT, Retry.NO),
        (500, "ThrottlingException: Too many requests", Family.RATE_LIMIT_UPSTREAM, Retry.YES_AFTER_WAIT),
    ],
)
def test_what_an_answer_says_outweighs_the_code_that_only_passes_it_on(code, status, text, family, retry):
    said = verdict(records=(error_row(status, text, code=code),))
    assert (said.family, said.retry) == (family, retry)


@pytest.mark.parametrize("code", ENVELOPES)
@pytest.mark.parametrize(
    ("status", "family"),
    [
        (400, Family.BAD_REQUEST),
        (401, Family.UPSTREAM_ACCOUNT),
        (404, Family.MODEL_UNAVAILABLE),
        (429, Family.RATE_LIMIT_UPSTREAM),
        (500, Family.UPSTREAM_FAULT),
    ],
)
def test_an_answer_of_unknown_words_is_judged_by_the_status_that_was_passed_on(code, status, family):
    assert verdict(records=(error_row(status, "qx 17", code=code),)).family is family


def test_a_too_large_request_is_not_taken_for_too_many():
    said = verdict(records=(error_row(413, "Request exceeds the maximum size", code=ENVELOPES[0]),))
    assert (said.family, said.retry) == (Family.BAD_REQUEST, Retry.NO)


def limited(left: float) -> Account:
    pots = (Balance(scope=Scope.WALLET, remaining=12.0), Balance(scope=Scope.KEY, remaining=left, limit=5.0))
    return Account(owner="lin", read_at=NOW, key_state=KeyState.ACTIVE, balances=pots)


REWRITTEN = json.dumps(  # a client put the gateway's refusal into the form of another product
    {
        "error": {
            "code": 403,
            "message": "token quota is not enough, token remain quota: ＄0.010000, need quota: ＄0.220000",
            "status": "PERMISSION_DENIED",
        }
    }
)


def test_a_refusal_that_names_this_keys_own_balance_is_ours_in_whatever_form_it_comes():
    said = verdict(REWRITTEN, account=limited(0.01), http_status=403)
    assert (said.family, said.acts) == (Family.KEY_QUOTA, Acts.CUSTOMER)


def test_the_same_refusal_with_a_strangers_balance_is_the_upstreams():
    said = verdict(REWRITTEN, account=limited(4.2), http_status=403)
    assert (said.family, said.acts) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR)


@pytest.mark.parametrize(("error_log", "attempts"), [(True, 0), (False, None)])
def test_a_retold_refusal_made_no_attempt_only_where_the_complete_log_would_show_one(error_log, attempts):
    said = verdict(
        "401 Invalid token，为什么？",
        http_status=401,
        error_log=error_log,
        records=(),
        window_fully_read=True,
        account=limited(4.2),
    )
    assert (said.family, said.attempts) == (Family.KEY_INVALID, attempts)
