"""The text form of a lookup is read as written, and written as read."""

import time
from datetime import UTC, datetime

import pytest

from quotadesk.domain.lookup import LookupKey
from quotadesk.domain.lookup_text import Unclear, format_lookup, is_chinese, is_ticket, parse

NOW = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "owner:acme status:402,429 since:24h",
        'owner:"Zhang Wei",*acme* since:yesterday tz:Asia/Shanghai',
        "from:2026-11-22T15:00:00+08:00 to:2026-11-22T15:30:00+08:00 tz:+08:00",
        "model:gpt-4o:free type:chat,image charged:unknown failed:yes attempt:4xx",
        'text:"余额 不足" group:production env:staging project:x tier:video tail:9a2f key:prod-bot id:R1',
    ],
)
def test_a_lookup_comes_back_the_same_from_its_text(text):
    lookup = parse(text, now=NOW).lookup
    assert parse(format_lookup(lookup), now=NOW).lookup == lookup


def test_terms_with_commas_are_alternatives_and_words_are_left_over():
    typed = parse("status:402,429,4xx hello 世界", now=NOW)
    assert typed.lookup.values(LookupKey.STATUS) == ("402", "429", "4xx")
    assert typed.words == "hello 世界"


def test_yesterday_is_the_day_of_the_zone_that_is_named():
    window = parse("since:yesterday tz:Asia/Shanghai", now=NOW).lookup.window
    assert window is not None
    assert window.start == datetime(2026, 11, 21, 16, tzinfo=UTC)
    assert window.end == datetime(2026, 11, 22, 16, tzinfo=UTC)


def test_yesterday_has_25_hours_when_the_clock_was_set_back():
    window = parse(
        "since:yesterday tz:Europe/Berlin", now=datetime(2026, 10, 26, 12, tzinfo=UTC)
    ).lookup.window
    assert window is not None
    assert (window.end - window.start).total_seconds() == 25 * 3600


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("owner:acme foo:bar", 11, "Known keys"),
        ("status:9", 0, "4xx"),
        ("since:soon", 0, "since:24h"),
        ("from:2026-11-23T00:00 to:2026-11-22T00:00", 0, "Exchange"),
        ("tz:Mars", 0, "Asia/Shanghai"),
        ("charged:maybe", 0, "refunded"),
        ("from:tomorrow", 0, "2026-11-23T15:00"),
        ("tz:../../etc/passwd", 0, "Asia/Shanghai"),
        ("owner:", 0, "owner:acme"),
        ("owner:*", 0, "owner:acme"),
        ('status:429 owner:"two words', 11, "Close it"),
        ("owner:a owner:b", 8, "owner:a,b"),
        ("from:2030-01-01", 0, "has passed"),
    ],
)
def test_a_term_that_cannot_be_read_says_where_and_what_would_be_right(text, position, hint):
    with pytest.raises(Unclear) as caught:
        parse(text, now=NOW)
    assert caught.value.position == position
    assert hint in caught.value.hint.en
    assert caught.value.hint.zh


def test_an_address_is_no_lookup_key():
    assert parse("https://gateway.example/v1 402", now=NOW).words == "https://gateway.example/v1 402"


def test_a_text_with_lines_was_pasted():
    assert is_ticket("Hello,\nowner:acme is not a lookup here")
    assert not is_ticket("owner:acme\n")


def test_telling_the_language_of_a_long_run_of_letters_costs_no_more_per_letter():
    def cost(size: int) -> float:
        begun = time.process_time()
        is_chinese("A" * size + " 402")
        return time.process_time() - begun

    cost(100)
    assert cost(40_000) < 30 * max(cost(4_000), 0.02)


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("我的 gpt-4o-mini 请求 sk_live_1 失败", True),
        ('{"error": {"message": "no such model"}} 为什么', True),
        ("Why did my call to gpt-4o fail? 谢谢", False),
    ],
)
def test_names_and_codes_that_a_message_quotes_are_in_nobodys_language(text, chinese):
    assert is_chinese(text) is chinese
