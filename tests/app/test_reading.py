"""What an agent types or pastes becomes a lookup, and what the customer said stays as evidence."""

from datetime import UTC, datetime

import pytest

from quotadesk.app.errors import UnclearLookup
from quotadesk.app.ports import Names
from quotadesk.app.reading import understand
from quotadesk.domain.lookup import LookupKey

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
NAMES = Names(owners={"zhang.wei": ("张伟",)}, models=("gpt-4o", "claude-sonnet-4"), key_names=("prod-app",))
FULL_KEY = "sk-TESTonlyNOTreal0123456789abcdefABCD"
REQUEST_ID = "202611230220118002403465c0e71abjaU0PsZb"


def read(text, tz="Asia/Shanghai"):
    return understand(text, now=NOW, tz=tz, names=NAMES)


def test_a_typed_lookup_is_taken_as_it_is():
    understood = read("owner:acme status:402,429 since:24h")
    assert understood.lookup.values(LookupKey.STATUS) == ("402", "429")
    assert understood.told() is None


def test_a_pasted_ticket_becomes_chips_that_can_be_edited():
    understood = read("张伟那个 key 半小时前调 claude-sonnet-4 报 model not available,404")
    pieces = {p.key: p.text for p in understood.pieces()}
    assert pieces["owner"] == "owner:zhang.wei"
    assert pieces["model"] == "model:claude-sonnet-4"
    assert pieces["status"] == "status:404"
    again = read(" ".join(pieces.values()))
    assert again.lookup == understood.lookup


def test_an_id_is_enough_and_what_else_was_said_does_not_narrow_the_search():
    understood = read(f"请求ID:{REQUEST_ID} 这条扣费了吗?返回的是502。")
    assert [t.key for t in understood.lookup.terms] == [LookupKey.ID]
    told = understood.told()
    assert told is not None
    assert told.status == 502
    assert told.moment == datetime(2026, 11, 23, 2, 20, 11, tzinfo=UTC)


def test_a_full_key_is_masked_before_anything_else_and_searched_by_its_hash():
    understood = read(f"把key发你了 {FULL_KEY} 今早8:15那次是不是没成功?")
    assert FULL_KEY not in understood.text
    (value,) = understood.lookup.values(LookupKey.KEY)
    assert len(value) == 64
    assert FULL_KEY not in str(understood)


def test_two_readings_of_a_time_are_two_chips():
    understood = read("Hi team, around 3pm PST yesterday we got 402s on gpt-4o. Key ends in 9f3K.")
    time = next(p for p in understood.pieces() if p.key == "time")
    assert time.alternatives
    assert read(f"tail:9f3K {time.alternatives[0]}").lookup.window != understood.lookup.window


def test_a_time_names_its_zone():
    understood = read("key prod-app 11月22日 15:04 左右 504")
    time = next(p for p in understood.pieces() if p.key == "time")
    assert "UTC+8" in time.value
    assert "2026-11-22" in time.value


def test_a_short_phrase_is_searched_in_the_error_texts():
    assert read("余额不足啊").lookup.values(LookupKey.TEXT) or read("余额不足啊").lookup.window


def test_a_term_that_cannot_be_read_says_where():
    with pytest.raises(UnclearLookup) as caught:
        read("owner:acme foo:bar")
    assert caught.value.position == 11
    assert "Known keys" in caught.value.hint.en


def test_a_long_ticket_with_lines_is_never_taken_for_a_typed_lookup():
    understood = read("Dear team,\nfoo:bar is in our config.\nRegards")
    assert understood.reading is not None


@pytest.mark.parametrize(
    "text",
    [
        "Error 403, what now? (request id: 202611230220118002403465c0e71abjaU0PsZb)",
        "it said code:bad and then code:worse again",
    ],
)
def test_a_sentence_with_colons_is_a_ticket_and_no_faulty_lookup(text):
    assert read(text).reading is not None


def test_the_zone_and_the_one_key_of_a_ticket_are_told_to_the_case():
    told = read("昨天下午3点（美西时间）报 429，尾号 k9Lm，前缀 sk-ab").told()
    assert told is not None
    assert (str(told.zone), told.key_masked) == ("America/Los_Angeles", "sk-ab…k9Lm")


def test_of_two_quoted_keys_none_is_the_key_of_the_request():
    told = read("昨天下午3点报 429，尾号 k9Lm 和 m0On").told()
    assert told is not None
    assert told.key_masked == ""


def test_a_typed_owner_with_a_slip_stays_as_typed_and_the_near_name_is_one_more_reading():
    understood = read("owner:zhang.wie since:24h")
    assert understood.lookup.values(LookupKey.OWNER) == ("zhang.wie",)
    owner = next(p for p in understood.pieces() if p.key == "owner")
    assert owner.alternatives == ("owner:zhang.wei",)
    assert not next(p for p in read("owner:zhang.wei").pieces()).alternatives


def test_of_several_owners_only_the_unknown_one_is_read_differently():
    (owner,) = read("owner:zhang.wei,zhnag.wei").pieces()
    assert owner.alternatives == ("owner:zhang.wei",)


def test_a_word_that_may_be_a_mistyped_owner_is_searched_for_and_the_owner_is_offered():
    (words,) = read("ahang.wei").pieces()
    assert (words.text, words.alternatives) == ("text:ahang.wei", ("owner:zhang.wei",))


def test_what_was_told_knows_of_a_key_in_full_and_of_no_key_that_is_only_hinted_at():
    told, hinted = (
        read(f"my key {FULL_KEY} gave 429 again").told(),
        read("Key ends in 9f3K, gpt-4o gave 429").told(),
    )
    assert told is not None
    assert hinted is not None
    assert (told.whole_key, hinted.whole_key) == (True, False)


@pytest.mark.parametrize(
    "text", ["用户额度不足 (request id: {})", "Invalid token (request id: {})", "request id: {}"]
)
def test_a_refusal_of_one_line_with_its_id_is_no_half_term(text):
    request_id = "202611231200005554168065c0e71abc"
    found = understand(text.format(request_id), now=NOW, tz="UTC", names=Names())
    assert found.lookup.values(LookupKey.ID) == (request_id,)
