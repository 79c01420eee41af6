"""Single facts as they are printed: times, names, keys, waits, limits, and what a text states."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain.account import RateLimit, Scope
from quotadesk.domain.facts_stated import stated_in, undeclared

MOMENT = datetime(2026, 11, 23, 20, 1, 44, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (UTC, "UTC"),
        (timezone(timedelta(hours=8)), "UTC+8"),
        (timezone(-timedelta(hours=3, minutes=30)), "UTC-3:30"),
        (ZoneInfo("America/New_York"), "UTC-5"),
        (ZoneInfo("Asia/Kathmandu"), "UTC+5:45"),
    ],
)
def test_a_zone_is_named_by_its_offset_at_that_moment(zone, name) -> None:
    assert phrases.offset_of(MOMENT, zone) == name


def test_summer_time_has_its_own_offset() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert phrases.offset_of(summer, ZoneInfo("America/New_York")) == "UTC-4"


def test_a_readers_day_is_written_out_when_it_is_another_day() -> None:
    east = timezone(timedelta(hours=8))
    assert phrases.both_times(MOMENT, east, "en") == "2026-11-23 20:01:44 UTC (2026-11-24 04:01:44 UTC+8)"
    assert phrases.both_times(MOMENT, UTC, "zh") == "2026-11-23 20:01:44 UTC"


def test_a_name_becomes_one_short_line() -> None:
    assert phrases.name("a\u200b\nb   c d", words=3) == "a b c…"
    assert phrases.name("一把名字很长的密钥") == "一把名字很长…"
    assert len(phrases.name("x" * 500)) == phrases.LONGEST_NAME


@pytest.mark.parametrize("text", ["sk-…9a2f", "sk-...9a2f", "sk-****9a2f", "…9a2f"])
def test_a_masked_key_is_shown(text) -> None:
    assert phrases.masked_key(text) == text


@pytest.mark.parametrize(
    "text", ["sk-abcdefghijklmnopqrstuv", "sk-abcdefghij…klmnopqrst", "", "9a2f", "…9a2f and more"]
)
def test_anything_that_shows_more_of_a_key_is_not(text) -> None:
    assert phrases.masked_key(text) == ""


@pytest.mark.parametrize("code", ["context_length_exceeded", "model_not_found", "invalid_parameter"])
def test_a_plain_error_code_is_public(code) -> None:
    assert phrases.public_code(code) == code


@pytest.mark.parametrize(
    "code",
    [
        "get_channel_failed",
        "azure_quota",
        "bad_response_status_code.upstream",
        "a b",
        "<x>",
        "user_balance_low",
    ],
)
def test_a_code_that_tells_of_routes_or_money_is_not(code) -> None:
    assert phrases.public_code(code) == ""


def test_a_wait_is_rounded_up() -> None:
    assert phrases.seconds(0.2).en == "1 second"
    assert phrases.seconds(19.1).zh == "20 秒"


def test_a_limit_is_said_in_both_languages() -> None:
    minute = RateLimit(scope=Scope.KEY, what="tokens", limit=450_000, per_s=60.0, used=449_102)
    assert phrases.limit_of(minute).en == "450000 tokens per minute"
    assert phrases.limit_of(minute).zh == "每分钟 450000 个 Token"
    assert phrases.used_of(minute) == "449102"
    parallel = RateLimit(scope=Scope.KEY, what="parallel", limit=5, per_s=0.0)
    assert phrases.limit_of(parallel).en == "5 requests at once"


def test_large_limits_keep_their_digits() -> None:
    many = RateLimit(scope=Scope.KEY, what="tokens", limit=12_345_678, per_s=60.0)
    assert "12345678" in phrases.limit_of(many).en


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("退款：＄１２．５０。", "＄１２．５０"),
        ("Refund: ＄１２．５０", "＄１２．５０"),
        ("我们会退您￥１２．", "￥１２"),
        ("我们会退您十二元五角。", "十二元五角"),
        ("退款两百三十块五，请查收", "两百三十块五"),
        ("赔偿一百美元。", "一百美元"),
        ("We refund twelve dollars.", "twelve dollars"),
        ("We refund Twenty-five US dollars and", "Twenty-five US dollars"),
        ("a credit of two hundred and fifty\nyuan", "two hundred and fifty\nyuan"),
    ],
)
def test_an_amount_counts_however_it_is_written(text, figure) -> None:
    assert undeclared(text, ()) == (figure,)


@pytest.mark.parametrize(
    "text",
    [
        "请您一一核对这一块。",
        "第一次失败后请再试一次。",
        "One of the two calls failed.",
        "十分抱歉，二十分钟后再试。",
    ],
)
def test_number_words_without_money_state_no_figure(text) -> None:
    assert stated_in(text) == ()


def test_a_figure_that_is_known_may_be_written_full_width() -> None:
    assert undeclared("扣费 ＄０．０１６９。", stated_in("It cost $0.0169.")) == ()
    assert stated_in("状态：２００，密钥：好") == ("２００",)


def test_what_a_text_states_is_the_same_in_both_languages() -> None:
    english = "On 2026-11-23 15:01 (UTC+8), your call to gpt-4o cost $0.0169; wait 20 seconds.\n1. Go.\n"
    chinese = "2026-11-23 15:01（UTC+8），您调用 gpt-4o 扣费 $0.0169，请等待 20 秒。\n1. 好。\n"
    assert set(stated_in(english)) == set(stated_in(chinese))
    assert stated_in("1. one\n2. two\n") == ()
    assert undeclared("It is 15:02 now.", ["15:01"]) == ("15:02",)
