"""Tracebacks, JSON bodies and log lines pasted into the box."""

import pytest


def test_a_json_body_tells_code_type_and_message(reading):
    found = reading(
        '{"error":{"message":"Budget exceeded","type":"budget_exceeded","param":null,"code":"422"}}'
    )
    assert (found.error_code, found.error_type, found.error_message) == (
        "422",
        "budget_exceeded",
        "Budget exceeded",
    )
    assert found.statuses == (422,)


def test_an_sdk_traceback_tells_the_same_and_the_client(reading):
    found = reading(
        "openai.PermissionDeniedError: Error code: 403 - {'error': {'message': '用户额度不足 "
        "(request id: 20260220091140179118217LMu4GU2J)', 'type': 'new_api_error', 'code': 'insufficient_user_quota'}}"
    )
    assert found.error_code == "insufficient_user_quota"
    assert found.client == "openai"
    assert found.statuses == (403,)
    assert found.request_ids == ("20260220091140179118217LMu4GU2J",)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Status 429, Retry-After 60.", 60),
        ("retry-after: 42", 42),
        ("Please try again in 1.38s.", 1.38),
        ("Please try again in 562ms.", 0.562),
        ("retry in 5 minutes", 300),
        ("建议 60 秒后重试", 60),
    ],
)
def test_the_wait_that_a_text_states_is_seconds(reading, text, seconds):
    assert reading(text).retry_after_s == pytest.approx(seconds)


def test_an_access_log_line_tells_path_status_and_client(reading):
    found = reading('"POST /v1/messages HTTP/1.1" 529 500 "-" "python-httpx/0.27.0"')
    assert (found.request_path, found.statuses, found.client) == (
        "/v1/messages",
        (529,),
        "python-httpx/0.27.0",
    )


@pytest.mark.parametrize(
    "text",
    [
        "429个token",
        "429 ms",
        "took 502s",
        "$402",
        "¥500",
        "#404",
        "订单 404",
        "400-820-8820",
        "1,429",
        "500 tokens",
    ],
)
def test_counts_prices_and_numbers_of_other_things_are_no_statuses(reading, text):
    assert reading(text).statuses == ()


@pytest.mark.parametrize(
    "text",
    ["a bunch of 402s", "报402", "status=402", "HTTP402", "402,", "超时,402", "返回的是402。", "报四零二"],
)
def test_statuses_are_read_as_customers_write_them(reading, text):
    assert reading(text).statuses == (402,)
