"""What a message gives of keys and ids, and that a full key stays behind."""

import hashlib
from datetime import UTC, datetime

import pytest

from quotadesk.domain.ticket import Route, Why

FULL = "sk-TESTonlyNOTreal0123456789abcdefABCD"


def test_a_full_key_is_masked_and_leaves_only_its_hash(reading):
    found = reading(f"把key发你了 {FULL} 今早8:15那次")
    assert FULL not in repr(found)
    assert found.text == "把key发你了 sk-…ABCD 今早8:15那次"
    assert found.contains_full_secret
    (key,) = found.keys
    assert (key.prefix, key.tail, key.full) == ("sk-", "ABCD", True)
    assert key.key_hash == hashlib.sha256(FULL.encode()).hexdigest()


@pytest.mark.parametrize(
    "written",
    [
        "ｓｋ－ＴＥＳＴｏｎｌｙＮＯＴｒｅａｌ０１２３４５６７８９ａｂｃｄｅｆＡＢＣＤ",
        "sk-TESTonly\u200bNOTreal0123\u200d456789abcdefABCD",
        "\\u0073k-TESTonlyNOTreal01234\\u00356789abcdefABCD",
        "%73k%2DTESTonlyNOTreal0123456789abcdef%41BCD",
    ],
)
def test_a_disguised_key_is_the_same_key(reading, written):
    found = reading(f"my key {written} fails")
    assert found.text == "my key sk-…ABCD fails"
    assert found.keys[0].key_hash == hashlib.sha256(FULL.encode()).hexdigest()


@pytest.mark.parametrize(
    "secret",
    [
        "gsk_TESTonly00notREAL11aaBBccDDeeFF22ggHH",
        "AIzaSyTESTonly00notREAL11aaBBccDDeeFF22g",
        "hf_TESTonlyNOTrealTESTonlyNOTreal0000",
        "xai-TESTonly00notREAL11aaBBccDDeeFF22ggHH",
        "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",
        "AKIATESTONLY00NOTREA",
        "0123456789abcdef0123456789abcdef.TESTonlyNOTreal0",
    ],
)
def test_the_keys_of_many_providers_are_masked(reading, secret):
    found = reading(f"it is {secret} ok?")
    assert found.contains_full_secret
    assert secret not in found.text
    assert found.keys[0].tail == secret[-4:]


@pytest.mark.parametrize(
    "text",
    ["use sk-learn-contrib-helpers", "task-queue-runner-v2", "your key is sk-xxxxxxxxxxxxxxxxxxxxxxxx"],
)
def test_what_only_looks_like_a_key_is_left_alone(reading, text):
    found = reading(text)
    assert found.text == text
    assert not found.contains_full_secret


def test_a_hash_of_a_key_in_an_error_text_joins_but_is_not_shown(reading):
    digest = hashlib.sha256(b"x").hexdigest()
    found = reading(f"Rate limit exceeded for api_key: {digest}. Limit type: requests")
    assert digest not in found.text
    assert found.keys[0].key_hash == digest
    assert not found.contains_full_secret


def test_a_request_id_gives_its_own_window_on_both_clocks(reading):
    found = reading("请求ID:20261122150411482913555AbCdEf12 这条扣费了吗?")
    assert found.time is None
    windows = {window.span.why: window.span for window in found.id_windows}
    assert windows[Why.UTC].start < datetime(2026, 11, 22, 15, 4, 11, tzinfo=UTC) < windows[Why.UTC].end
    assert (
        windows[Why.GATEWAY].start < datetime(2026, 11, 22, 7, 4, 11, tzinfo=UTC) < windows[Why.GATEWAY].end
    )


def test_an_id_from_a_clock_ahead_of_now_is_not_utc(reading):
    found = reading("request id: 20261123101501482913555AbCdEf12")
    assert [window.span.why for window in found.id_windows] == [Why.GATEWAY]


def test_a_task_id_stands_apart_and_leads_to_the_request(reading):
    found = reading("视频任务 task_Zk3vQ9aLm2 失败了,钱退了吗")
    assert found.task_ids == ("task_Zk3vQ9aLm2",)
    assert found.request_ids == ()
    assert found.lookup is Route.BY_REQUEST_ID


def test_a_key_name_and_a_group_of_the_directory_are_read(reading):
    found = reading("key nightly-batch in group VIP fails")
    assert (found.key_names, found.groups, found.lookup) == (("nightly-batch",), ("vip",), Route.BY_KEY_TIME)


def test_each_mark_points_at_what_was_read(reading):
    found = reading("张伟:昨天下午3点 gpt-4o 报…429,key ｓｋ-****7Qx2")
    told = {mark.field: found.text[mark.start : mark.end] for mark in found.spans}
    assert told["owner"] == "张伟"
    assert told["model"] == "gpt-4o"
    assert told["status"] == "429"
    assert told["time"] == "昨天下午3点"
    assert told["key"] == "ｓｋ-****7Qx2"


@pytest.mark.parametrize(
    "text",
    [
        "密钥最后四位是 k9Lm，前缀 sk-ab",
        "the key starts with sk-ab and ends with k9Lm",
        "sk-ab 开头，k9Lm 结尾的 key",
        "sk-ab-****-k9Lm",
    ],
)
def test_a_beginning_and_an_end_told_apart_are_one_key(reading, text):
    (key,) = reading(text).keys
    assert (key.prefix.rstrip("-"), key.tail) == ("sk-ab", "k9Lm")


def test_with_two_keys_nobody_knows_whose_the_beginning_is(reading):
    keys = reading("前缀 sk-ab，尾号 k9Lm 和 m0On").keys
    assert {key.prefix for key in keys} == {""}


def test_the_placeholder_of_a_manual_is_no_key(reading):
    assert reading("sk-xxxxxxxxxxxxxxxxxxxx 这样写对吗").keys == ()


def test_the_id_of_a_tracer_is_no_request_id_but_a_uuid_after_the_same_word_is(reading):
    assert reading("trace_id=4bf92f3577b34da6a3ce929d0e0e4736").request_ids == ()
    named = "7c1f0a52-3b9e-4d6f-8a11-92c0de45ab67"
    assert reading(f"trace id: {named}").request_ids == (named,)


def test_a_mask_in_groups_gives_the_tail_of_a_key_and_none_of_a_card(reading):
    assert [key.tail for key in reading("key ****-****-8x8X").keys] == ["8x8X"]
    assert reading("卡号 **** **** **** 1234").keys == ()
