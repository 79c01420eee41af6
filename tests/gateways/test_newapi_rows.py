"""What a raw log row becomes, and what never enters a record."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotadesk.domain.fields import Source
from quotadesk.domain.records import RecordKind, RequestType
from quotadesk.gateways.dialects import DIALECTS
from quotadesk.gateways.newapi_refunds import read_told_refund
from quotadesk.gateways.newapi_rows import decode
from tests.gateways.fakes import a_row

NEW, OLD, ONE = DIALECTS["newapi"], DIALECTS["newapi-old"], DIALECTS["oneapi"]


def other(**values: Any) -> str:
    return json.dumps({"request_path": "/v1/chat/completions"} | values)


def an_error(**more: Any) -> dict[str, Any]:
    told = other(error_code="rate_limit_exceeded", error_type="openai_error", status_code=429)
    return a_row(1, type=5, quota=0, content="status_code=429, Rate limit reached", other=told) | more


def test_a_consume_row_is_an_answered_request_with_its_charge_in_usd():
    record = decode(a_row(1, quota=8450, use_time=9), NEW)
    assert (record.kind, record.status, record.failed) == (RecordKind.CONSUME, 200, False)
    assert (record.figure, record.amount_nano, record.unit) == (8450.0, 16_900_000, "quota")
    assert (record.owner, record.owner_id, record.key_name, record.key_id) == ("lin_w", "7", "prod-bot", "3")
    assert (record.type, record.channels, record.attempts) == (RequestType.CHAT, ("12",), 1)
    assert record.latency_ms == 9000.0
    assert (record.ended - record.started).total_seconds() == 9
    assert record.marks["status"].source is Source.INFERRED


def test_an_error_row_is_one_failed_attempt_with_the_status_it_told():
    record = decode(an_error(), NEW)
    assert (record.kind, record.status, record.failed, record.attempts) == (RecordKind.ERROR, 429, True, 1)
    assert (record.error.code, record.error.kind, record.error.text) == (
        "rate_limit_exceeded", "openai_error", "Rate limit reached",
    )  # fmt: skip
    assert "status" not in record.marks


def test_a_later_attempt_does_not_tell_when_it_began():
    """Its seconds count from the request's start, so only the first attempt's start is known."""
    told = other(error_code="x", status_code=500, admin_info={"use_channel": ["12", "18"]})
    first, second = decode(an_error(use_time=2), NEW), decode(an_error(use_time=5, other=told), NEW)
    assert (first.ended - first.started).total_seconds() == 2
    assert (second.started, second.latency_ms) == (None, 5000.0)


def test_a_status_that_stands_only_in_the_text_is_marked_as_inferred():
    record = decode(an_error(content="status_code=502, bad gateway", other=""), NEW)
    assert (record.status, record.error.text) == (502, "bad gateway")
    assert record.marks["status"].source is Source.INFERRED


def test_a_retried_answer_names_every_channel_in_order():
    told = other(admin_info={"use_channel": ["7", "9", 15, None]})
    record = decode(a_row(1, other=told, channel=15), NEW)
    assert (record.channels, record.attempts, record.channel) == (("7", "9", "15"), 3, "15")


def test_the_owners_view_does_not_tell_how_many_attempts_there_were():
    record = decode(a_row(1, other=other()), NEW)
    assert (record.channels, record.attempts) == ((), None)


@pytest.mark.parametrize(
    ("ending", "end", "ok"),
    [
        ({"status": "ok", "end_reason": "done"}, "done", True),
        ({"status": "ok", "end_reason": "eof"}, "eof", True),
        (
            {"status": "error", "end_reason": "client_gone", "end_error": "context canceled"},
            "client_gone",
            False,
        ),
        (
            {"status": "error", "end_reason": "scanner_error", "end_error": "unexpected EOF"},
            "scanner_error",
            False,
        ),
        ({"end_reason": "timeout"}, "timeout", False),
    ],
)
def test_a_broken_stream_was_answered_with_200_and_still_failed(ending: dict[str, str], end: str, ok: bool):
    record = decode(a_row(1, is_stream=True, other=other(stream_status=ending)), NEW)
    assert (record.status, record.stream_end, record.stream_ok, record.failed) == (200, end, ok, not ok)
    assert (record.error is None) is ok
    assert record.figure == 500


def test_a_violation_fee_is_a_charge_for_a_refused_request():
    told = other(violation_fee=True, violation_fee_code="violation_fee.grok.csam", status_code=403)
    record = decode(a_row(1, quota=25_000, other=told), NEW)
    assert (record.kind, record.status, record.failed) == (RecordKind.FEE, 403, True)
    assert (record.figure, record.error.code) == (25_000, "violation_fee.grok.csam")


def test_a_refund_row_names_its_task_and_reason():
    record = decode(
        a_row(1, type=6, quota=150_000, other=other(task_id="task_Zk3v", reason="generation failed")), NEW
    )
    assert (record.kind, record.figure, record.task_id) == (RecordKind.REFUND, 150_000, "task_Zk3v")
    assert (record.reason, record.failed, record.status) == ("generation failed", False, None)


@pytest.mark.parametrize(("number", "kind"), [(2, RecordKind.SETTLEMENT), (6, RecordKind.REFUND)])
def test_a_later_correction_of_a_tasks_price_is_no_second_request(number: int, kind: RecordKind):
    told = other(task_id="task_1", pre_consumed_quota=1000, actual_quota=1200)
    record = decode(a_row(1, type=number, quota=200, content="recalculated", other=told), NEW)
    assert (record.kind, record.figure, record.reason, record.type) == (kind, 200, "recalculated", None)


@pytest.mark.parametrize(
    ("sentence", "units", "task"),
    [
        ("Video async task failed task_abc123, refund ＄0.300000 额度", 150_000, "task_abc123"),
        ("异步任务执行失败 8a7d6f5e-11aa，补偿 150000 点额度", 150_000, "8a7d6f5e-11aa"),
        ("构图失败 1720000000123456，补偿 $0.1", 50_000, "1720000000123456"),
    ],
)
def test_an_older_release_tells_a_refund_only_in_words(sentence: str, units: int, task: str):
    record = decode(a_row(1, type=4, quota=0, content=sentence, other=""), OLD)
    assert (record.kind, record.figure, record.task_id) == (RecordKind.REFUND, units, task)


@pytest.mark.parametrize(
    "sentence",
    [
        "通过兑换码充值 ＄5.000000 额度",
        "异步任务执行失败 task_x1y2z3，补偿 ¥0.3",
        "新用户注册赠送 ＄1",
        "task failed, refund soon",
    ],
)
def test_other_system_rows_are_never_taken_for_a_refund(sentence: str):
    assert read_told_refund(sentence, 500_000) is None
    assert decode(a_row(1, type=4, content=sentence, other=""), OLD).kind is RecordKind.SYSTEM


def test_a_subscription_pays_from_its_plan_and_not_from_the_wallet():
    told = other(billing_source="subscription", subscription_consumed=700, wallet_quota_deducted=0)
    record = decode(a_row(1, quota=0, other=told), NEW)
    assert (record.billing, record.figure, record.no_usage) == ("subscription", 700, False)


def test_an_answer_without_usage_was_not_charged():
    record = decode(a_row(1, quota=0, content="上游没有返回计费信息，无法扣费（可能是上游超时）"), NEW)
    assert record.no_usage
    assert "no_usage" not in record.marks


def test_a_row_that_counted_nothing_is_without_usage_by_inference():
    record = decode(a_row(1, quota=0, prompt_tokens=0, completion_tokens=0), ONE)
    assert record.no_usage
    assert record.marks["no_usage"].source is Source.INFERRED


def test_a_free_answer_with_tokens_had_usage():
    assert not decode(a_row(1, quota=0), NEW).no_usage


def test_a_channel_test_is_no_request_of_a_customer():
    assert decode(a_row(1, token_name="模型测试", content="模型测试"), NEW).kind is RecordKind.TEST
    assert decode(a_row(1, type=5), ONE).kind is RecordKind.TEST


def test_the_same_number_means_another_thing_in_another_product():
    kinds = [decode(an_error(), DIALECTS[name]).kind for name in ("newapi", "oneapi", "onehub", "veloera")]
    assert kinds == [RecordKind.ERROR, RecordKind.TEST, RecordKind.OTHER, RecordKind.SYSTEM]


def test_a_check_in_under_the_number_of_errors_is_not_taken_for_an_error():
    assert decode(a_row(1, type=5, content="签到奖励 ＄0.01", other=""), OLD).kind is RecordKind.OTHER


def test_an_unknown_type_of_row_is_kept_and_not_guessed_at():
    record = decode(a_row(1, type=93, quota=77), NEW)
    assert (record.kind, record.status, record.figure) == (RecordKind.OTHER, None, 0.0)


def test_a_task_has_no_latency_in_the_row_of_its_submission():
    record = decode(
        a_row(1, use_time=0, model_name="sora-2", other=other(is_task=True, request_path="/v1/videos")), NEW
    )
    assert (record.is_task, record.type, record.latency_ms) == (True, RequestType.VIDEO, None)


@pytest.mark.parametrize(("frt", "seen"), [(780.0, 780.0), (-1000.0, None), (9.2e18, None), ("780", None)])
def test_an_absurd_time_to_the_first_token_is_dropped(frt: Any, seen: float | None):
    assert decode(a_row(1, use_time=9, other=other(frt=frt)), NEW).first_token_ms == seen


def test_one_api_counts_milliseconds_and_always_has_a_request_id():
    raw = a_row(1, elapsed_time=1234, request_id="2025042013020578649659071662593")
    raw = {
        name: value for name, value in raw.items() if name not in ("other", "use_time", "group", "token_id")
    }
    record = decode(raw, ONE)
    assert (record.latency_ms, record.request_id) == (1234.0, "2025042013020578649659071662593")
    assert (record.type, record.marks["type"].source) == (RequestType.CHAT, Source.INFERRED)


def test_one_hubs_channel_is_an_object_beside_its_number():
    raw = a_row(1, channel={"id": 5, "key": "sk-upstream"}, channel_id=5, request_time=900)
    record = decode(raw, DIALECTS["onehub"])
    assert (record.channel, record.latency_ms) == ("5", 900.0)


def test_error_rows_of_older_releases_do_not_tell_whether_it_was_a_stream():
    assert decode(an_error(is_stream=False), OLD).stream is None
    assert decode(an_error(is_stream=False), NEW).stream is False


@pytest.mark.parametrize("packed", ["", "{broken", "[1]", "null", '{"a":' * 5000, 7, None])
def test_details_that_cannot_be_read_leave_the_row_readable(packed: Any):
    record = decode(a_row(1, other=packed), NEW)
    assert (record.figure, record.owner) == (500, "lin_w")
    assert record.marks["type"].source is Source.INFERRED


def test_details_may_come_as_an_object():
    assert decode(a_row(1, other={"request_path": "/v1/embeddings"}), NEW).type is RequestType.EMBEDDING


@pytest.mark.parametrize("quota", [None, "500", True, [], {}])
def test_a_consume_row_without_a_readable_charge_is_skipped_and_never_taken_for_free(quota: Any):
    assert decode(a_row(1, quota=quota), NEW) is None


@pytest.mark.parametrize("time", [None, 0, -5, "1789366812", 10**18, True])
def test_a_row_without_a_readable_time_is_skipped(time: Any):
    assert decode(a_row(1, created_at=time), NEW) is None


def test_wrong_types_cost_their_field_and_not_the_row():
    raw = a_row(1, username=5, token_name=None, use_time="9", prompt_tokens=-1, is_stream="yes", channel=[12])
    record = decode(raw, NEW)
    assert (record.owner, record.key_name, record.latency_ms) == ("", "", None)
    assert (record.tokens_in, record.stream, record.channel) == (None, None, "")


SECRETS = {
    "ip": "198.51.100.23",
    "prompt": "TELL-ME-A-SECRET",
    "access_token": "SECRET-TOKEN",
    "channel_key": "sk-upstream-secret",
    "setting": "SECRET-SETTING",
}


def test_what_is_not_on_the_list_never_enters_a_record():
    told = other(
        **SECRETS,
        admin_info={"use_channel": ["1"], "caller_ip": SECRETS["ip"]},
        request_path="/v1/x?key=sk-1",
    )
    record = decode(a_row(1, other=told, **SECRETS), NEW)
    text = repr(dataclasses.asdict(record))
    assert not [value for value in (*SECRETS.values(), "sk-1") if value in text]
    assert record.path == "/v1/x"


def test_a_top_up_keeps_nothing_of_its_sentence():
    record = decode(
        a_row(
            1,
            type=1,
            quota=0,
            content="admin 10.0.0.1 added ＄5",
            other=other(admin_info={"caller_ip": "10.0.0.1"}),
        ),
        NEW,
    )
    assert record.kind is RecordKind.TOPUP
    assert "10.0.0.1" not in repr(record)


def test_rows_of_the_owners_view_are_named_by_what_they_hold():
    first, same = (decode(a_row(1, id=number), NEW, row_ids=False) for number in (1, 8))
    later = decode(a_row(2, id=1), NEW, row_ids=False)
    assert first.source_id == same.source_id != later.source_id


def test_times_are_utc():
    assert decode(a_row(0), NEW).time == datetime(2026, 9, 14, 6, 35, 11, tzinfo=UTC)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.data())
def test_no_row_whatever_it_holds_stops_the_reading(data: st.DataObject):
    raw = a_row(1)
    for name in data.draw(st.lists(st.sampled_from(sorted(raw)), max_size=6)):
        raw[name] = data.draw(JSON)
    if data.draw(st.booleans()):
        raw["other"] = data.draw(
            st.dictionaries(st.sampled_from(sorted(json.loads(a_row(1)["other"]))), JSON)
        )
    for dialect in DIALECTS.values():
        decode(raw, dialect)
