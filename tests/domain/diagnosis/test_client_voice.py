"""What the customer's own program says is not the gateway's word."""

import time

import pytest

from quotadesk.domain.charge import Charge
from quotadesk.domain.diagnosis.body import read_body
from quotadesk.domain.profile import Product
from quotadesk.domain.records import RecordKind
from quotadesk.domain.verdict import Acts, Claim, Family, Retry
from tests.domain.diagnosis.desk import error_row, row, verdict


@pytest.mark.parametrize("product", [p for p in Product if p is not Product.UNKNOWN])
@pytest.mark.parametrize("package", ["openai.", "anthropic.", "langchain_openai.", "httpx.", ""])
@pytest.mark.parametrize(
    "words",
    [
        "APIConnectionError: Connection error.",
        "APITimeoutError: Request timed out.",
        "InternalServerError: Error code: 502",
        "RateLimitError: Error code: 429",
        "InternalServerError: Error code: 500 - Internal Server Error",
    ],
)
def test_an_exception_of_the_client_proves_at_most_a_status(product, package, words):
    said = verdict(package + words, product=product)
    assert said.family is Family.UNKNOWN
    assert said.charge.charge is Charge.UNKNOWN
    assert said.retry is Retry.UNKNOWN


def test_the_same_class_behind_litellm_is_the_gateway_s_own_word():
    said = verdict("litellm.APIConnectionError: OpenAIException - Connection error.", product=Product.LITELLM)
    assert said.family is Family.UPSTREAM_FAULT
    assert read_body("openai.RateLimitError: Error code: 429").mentions == frozenset()


def test_a_status_phrase_alone_is_read_as_its_status():
    body = read_body("Error code: 503 - Service Unavailable")
    assert (body.status, body.text) == (503, "error code: 503")
    assert read_body('{"message":"Internal Server Error"}').status == 500


def test_a_bare_status_proves_no_money_until_the_log_was_read_completely():
    said = verdict("Error code: 529")
    assert said.charge.charge is Charge.UNKNOWN
    assert said.retry is not Retry.YES_NOW


def test_an_upstream_s_200_that_carries_an_error_body_is_no_broken_stream():
    rows = (error_row(200, "You exceeded your current quota", code="insufficient_quota"),)
    said = verdict("no answer", records=rows, window_fully_read=True)
    assert (said.family, said.acts, said.retry) == (Family.UPSTREAM_ACCOUNT, Acts.OPERATOR, Retry.NO)


def test_the_window_of_a_limit_in_a_stored_row_is_the_wait():
    rows = (error_row(429, "您已达到请求数限制：3分钟内最多请求60次", kind="new_api_error"),)
    said = verdict("429", records=rows, window_fully_read=True)
    assert said.retry_after_s == 180
    proof = next(p for p in said.proofs if p.claim is Claim.RETRY)
    assert proof.rule == "wait-window"


def test_two_calls_after_one_another_are_retries_only_after_a_failure_or_a_time_out():
    first = row(
        RecordKind.CONSUME, after=2, usd=0.1, started=None, request_id="202609140620118002403465c0e71A"
    )
    second = row(
        RecordKind.CONSUME, after=5, usd=0.1, started=None, request_id="202609140620118002403465c0e71B"
    )
    both = {"records": (first, second), "window_fully_read": True}
    assert verdict("charged twice?", **both).client_retries == 0
    assert verdict("openai.APITimeoutError: Request timed out.", **both).client_retries == 1


@pytest.mark.parametrize("pasted", ["", "Error code: 529", '{"error":{"message":"Insufficient credits"}}'])
@pytest.mark.parametrize("product", list(Product))
def test_each_part_of_a_verdict_has_a_proof_in_both_languages(pasted, product):
    said = verdict(pasted, product=product)
    for claim in Claim:
        proof = next(p for p in said.proofs if p.claim is claim)
        assert proof.rule
        assert 0 < len(proof.text.en) <= 160
        assert 0 < len(proof.text.zh) <= 80


@pytest.mark.parametrize("grain", ["A", "a.", "A.b", "aB_"])
def test_a_long_run_of_letters_costs_no_more_per_letter_than_a_short_one(grain):
    def cost(size: int) -> float:
        text = grain * (size // len(grain)) + " 402"
        begun = time.process_time()
        verdict(text)
        return time.process_time() - begun

    cost(100)
    assert cost(20_000) < 20 * max(cost(2_000), 0.02)
