"""Reading what customers paste: whatever its shape, the same codes, words and ids come out."""

import json
from datetime import UTC, datetime

import pytest

from quotadesk.domain.diagnosis.body import read_body
from quotadesk.domain.diagnosis.folding import fold
from quotadesk.domain.diagnosis.waits import Wait, Where, stated_wait, window_of_limit

NOW = datetime(2026, 11, 20, 10, 0, 20, tzinfo=UTC)
ERROR = {
    "error": {"message": "You're too fast", "type": "requests", "param": None, "code": "rate_limit_exceeded"}
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ERROR),
        f"openai.RateLimitError: Error code: 429 - {ERROR!r}",
        f"data: {json.dumps(ERROR)}\n\ndata: [DONE]",
        f"早上开始一直这样 {json.dumps(ERROR)} 请处理",
        json.dumps([ERROR]),
        json.dumps({"error": json.dumps(ERROR)}),
        json.dumps(json.dumps(ERROR)),
        '{"error": {"message": "You\'re too fast", "type": "requests", "code": "rate_limit_exceeded", "para',
    ],
)
def test_one_error_reads_the_same_in_any_shape(text):
    body = read_body(text)
    assert "rate_limit_exceeded" in body.codes
    assert "requests" in body.kinds


def test_a_body_inside_a_message_is_nested():
    assert read_body(json.dumps({"error": {"message": json.dumps(ERROR), "type": "upstream_error"}})).nested
    assert not read_body(json.dumps(ERROR)).nested


def test_words_passed_on_by_a_gateway_are_wrapped():
    assert read_body("litellm.APIError: APIError: OpenAIException - Insufficient Balance").wrapped
    assert not read_body("java.lang.NullPointerException: x").wrapped


def test_codes_of_all_levels_are_kept():
    text = json.dumps(
        {
            "error": {
                "code": 429,
                "status": "RESOURCE_EXHAUSTED",
                "details": [{"violations": [{"quotaId": "PerDay"}]}, {"retryDelay": "41s"}],
            }
        }
    )
    body = read_body(text)
    assert (body.status, body.codes, body.kinds) == (429, {"perday"}, {"resource_exhausted"})
    assert stated_wait({}, body, NOW) == Wait(seconds=41, where=Where.TEXT)


def test_a_page_of_a_proxy_gives_its_status():
    body = read_body("<html><head><title>504 Gateway Time-out</title></head><body>nginx</body></html>")
    assert (body.status, body.html) == (504, True)


def test_ids_are_found_between_other_words():
    body = read_body("请求 202609140620118002403465c0e71abjaU0PsZb 和任务 task_Zk3vQ9aLm2 都失败")
    assert body.request_ids == ("202609140620118002403465c0e71abjaU0PsZb",)
    assert body.task_ids[0] == "task_Zk3vQ9aLm2"


def test_traditional_characters_and_wide_signs_fold_to_one_spelling():
    assert fold("使用者額度不足，剩餘額度：＄0.00（無效的權杖）") == "用户额度不足,剩余额度:$0.00(无效的令牌)"


@pytest.mark.parametrize(
    ("headers", "text", "seconds"),
    [
        ({"retry-after": "40"}, "", 40),
        ({"retry-after-ms": "850", "retry-after": "1"}, "", 0.85),
        ({"retry-after": "Fri, 20 Nov 2026 10:00:50 GMT"}, "", 30),
        ({"reset_at": "2026-11-20 10:01:00 UTC"}, "", 40),
        (
            {
                "x-ratelimit-remaining-tokens": "0",
                "x-ratelimit-reset-tokens": "6m0s",
                "x-ratelimit-reset-requests": "1s",
            },
            "",
            360,
        ),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795168880000"}, "", 60),
        ({}, "Please try again in 562ms.", 0.562),
        ({}, "Please try again in 9m38.016s.", 578.016),
        ({}, "Please retry after 26 seconds.", 26),
        ({}, "Try again in 30 seconds. Passed model=x", 30),
        ({}, "please try again after 1 seconds", 1),
        ({}, "请 15 秒后重试", 15),
        ({}, "Limit resets at: 2026-11-20 10:01:00 UTC", 40),
        ({}, "您的限额将在 2026-11-20 10:30:00 重置", 1780),
        ({}, '{"error":{"code":"x","message":"y","resetAt":"2026-11-20T10:01:20Z"}}', 60),
        ({}, "no time is given", None),
        ({"retry-after": "soon"}, "", None),
    ],
)
def test_a_wait_is_read_wherever_it_is_stated(headers, text, seconds):
    found = stated_wait(headers, read_body(text), NOW)
    if seconds is None:
        assert found is None
    else:
        assert found is not None
        assert found.seconds == pytest.approx(seconds, abs=0.01)
        assert found.where is (Where.HEADER if headers else Where.TEXT)


def test_a_limit_of_n_minutes_says_how_long_its_window_is():
    assert window_of_limit(fold("您已达到请求数限制：3分钟内最多请求100次")) == 180
    assert window_of_limit("at most 5 requests") is None
