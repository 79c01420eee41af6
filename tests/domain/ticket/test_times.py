"""When it happened, as customers say it, at half past ten on Monday 23 November 2026 in Shanghai."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from quotadesk.domain.ticket import Directory, Why, read

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(span):
    start, end = (moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M") for moment in (span.start, span.end))
    return start if span.is_point else f"{start} {end}"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("昨天下午三点一刻", "11-22 15:15"),
        ("昨天下午３点", "11-22 15:00"),
        ("昨晚12点", "11-23 00:00"),
        ("last night at 2am", "11-23 02:00"),
        ("昨晚凌晨2点", "11-23 02:00"),
        ("周五14:30到15:10", "11-20 14:30 11-20 15:10"),
        ("上周日 9:00", "11-22 09:00"),
        ("last Monday 10:00", "11-16 10:00"),
        ("28号晚上10点", "10-28 22:00"),
        ("一个半小时前", "11-23 09:00"),
        ("1小时20分钟前", "11-23 09:10"),
        ("半小时前开始", "11-23 10:00 11-23 10:30"),
        ("昨晚11点到凌晨1点", "11-22 23:00 11-23 01:00"),
        ("yesterday from 3 to 5pm", "11-22 15:00 11-22 17:00"),
        ("yesterday from 11 to 1pm", "11-22 11:00 11-22 13:00"),
        ("周一到周三", "11-16 00:00 11-19 00:00"),
        ("11月20日到22日", "11-20 00:00 11-23 00:00"),
        ("Nov 20-22", "11-20 00:00 11-23 00:00"),
        ("since Friday", "11-20 00:00 11-23 10:30"),
        ("昨天", "11-22 00:00 11-23 00:00"),
        ("今天", "11-23 00:00 11-23 10:30"),
        ("UTC时间 2026-11-22 07:04", "11-22 15:04"),
        ("2026-11-22T07:04:00Z", "11-22 15:04"),
        ("2026-11-22T15:04:00.123+08:00", "11-22 15:04"),
        ("[22/Nov/2026:15:04:00 +0800]", "11-22 15:04"),
        ("Sun, 22 Nov 2026 07:04:00 +0000", "11-22 15:04"),
        ("timestamp: 1795331040", "11-22 15:04"),
        ("half past two yesterday afternoon", "11-22 14:30"),
        ("现在一直报错,昨天18点之前还正常", "11-22 18:00 11-23 10:30"),
    ],
)
def test_a_time_is_read_as_it_is_meant(reading, text, meant):
    assert local(reading(text).time) == meant


@pytest.mark.parametrize(
    "text",
    [
        "快一点", "有一点慢", "request took 45 minutes", "timeout after 30 seconds", "retry in 5 minutes", "open 24/7",
        "1/3 of requests fail", "Limit resets at: 2026-11-23 02:31:00 UTC", "明天下午3点要演示", "gpt-4o-2024-08-06 慢",
        "6月31日", "订单20261122000042", "请在下午5点前回复",
    ],
)  # fmt: skip
def test_what_is_no_time_of_the_request_gives_no_time(reading, text):
    assert reading(text).time is None


def test_a_named_zone_gives_the_customers_day_as_second_reading(reading):
    found = reading("around 3pm PST yesterday")
    assert found.time.start == datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    assert [(span.start, span.why) for span in found.time_alternatives] == [
        (datetime(2026, 11, 21, 23, 0, tzinfo=UTC), Why.CUSTOMER)
    ]


def test_a_clock_without_a_zone_may_also_be_utc(reading):
    found = reading("2026-11-22 07:04:11 报错")
    assert (Why.UTC, datetime(2026, 11, 22, 7, 4, 11, tzinfo=UTC)) in [
        (s.why, s.start) for s in found.time_alternatives
    ]


def test_an_ambiguous_date_gives_both_orders_and_prefers_the_nearer(reading):
    found = reading("05/11/2026 14:00")
    assert local(found.time) == "11-05 14:00"
    assert "05-11 14:00" in [local(span) for span in found.time_alternatives]


def test_an_hour_without_its_half_of_the_day_is_two_chips(reading):
    found = reading("昨天3点报错")
    assert local(found.time) == "11-22 15:00"
    assert (Why.MORNING, "11-22 03:00") in [(span.why, local(span)) for span in found.time_alternatives]


def test_several_log_lines_are_one_stretch(reading):
    found = reading("2026-11-22 15:04:11 429\n2026-11-22 15:09:02 429")
    assert local(found.time) == "11-22 15:04 11-22 15:09"


def test_a_day_when_clocks_change_keeps_its_wall_hours():
    now = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
    found = read("yesterday 15:00", now=now, tz="America/New_York", directory=Directory(owners={}, models=()))
    assert found.time.start == datetime(2026, 11, 1, 20, 0, tzinfo=UTC)


def test_an_unknown_zone_and_a_naive_now_are_refused():
    known = Directory(owners={}, models=())
    with pytest.raises(ValueError, match="Nowhere"):
        read("x", now=datetime(2026, 11, 2, tzinfo=UTC), tz="Nowhere/Land", directory=known)
    with pytest.raises(ValueError, match="zone"):
        read("x", now=datetime(2026, 11, 2), tz="UTC", directory=known)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("three days ago from 3 to 5pm", "11-20 15:00 11-20 17:00"),
        ("at 11:05 and 11:07 three days ago", "11-20 11:05 11-20 11:07"),
        ("from 3 to 5pm last Wednesday", "11-18 15:00 11-18 17:00"),
        ("一两个小时前", "11-23 08:30 11-23 09:30"),
        ("11 月 21 日 15:04", "11-21 15:04"),
    ],
)
def test_a_day_said_once_holds_for_both_ends(reading, text, meant):
    assert local(reading(text).time) == meant
