"""When it happened, as customers say it, at half past ten on Monday 23 November 2026 in Shanghai."""

from datetime import UTC, datetime, timedelta
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
        ("昨天下午3点到4点半,昨晚8点又有一阵", "11-22 15:00 11-22 16:30"),
        ("上个月最后一天晚上11点58分", "10-31 23:58"),
        ("11.20 上午 9:15-9:45", "11-20 09:15 11-20 09:45"),
        ("failing since 25 min", "11-23 10:05 11-23 10:30"),
        ("Ticket opened 2026-11-22 09:00. It failed the evening before, 21:40.", "11-21 21:40"),
        ("二十来分钟前报错", "11-23 10:00 11-23 10:10"),
        ("2 and a half hours ago", "11-23 08:00"),
        ("李娜 10:21\n刚才10点05那个请求失败\n客服 10:23\n收到", "11-23 10:05"),
        ("11-22 16:02 客户A:今天下午三点五十失败\n11-22 16:05 客服:收到", "11-22 15:50"),
        ("昨天\n15:04 报错:502\n15:10 又报错:502", "11-22 15:04"),
        ("昨天下午嘛，好像是三点多", "11-22 15:00"),
        ("昨晚两三点", "11-23 02:00 11-23 03:00"),
        ("昨晚十一二点", "11-22 23:00 11-23 00:00"),
        ("今天一上班九点开始", "11-23 09:00 11-23 10:30"),
        ("睡觉前十一点报错", "11-22 23:00"),
        ("12:05 报错", "11-22 12:05"),
        ("十点左右报错", "11-23 10:00"),
        ("yesterday at 14h30", "11-22 14:30"),
        ("8.30 - 9.15 am today", "11-23 08:30 11-23 09:15"),
        ("the night before last at 11pm", "11-21 23:00"),
        ("a little after 5 this morning", "11-23 05:00"),
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
        ("凌晨1点多开始到3点一直报错", "11-23 01:00 11-23 03:00"),
        ("23:50 到次日 00:20 超时", "11-22 23:50 11-23 00:20"),
        ("11月20日 23:50 到第二天 00:20", "11-20 23:50 11-21 00:20"),
        ("from 23:50 on Nov 20 until 00:20 the next day", "11-20 23:50 11-21 00:20"),
        ("昨晚 22:10 开始全部失败，到 23:40 才恢复", "11-22 22:10 11-22 23:40"),
        ("23:50 到 00:20 全部失败，日期是 11 月 20 日", "11-20 23:50 11-21 00:20"),
        ("we saw errors in October", "10-01 00:00 11-01 00:00"),
        ("十月份一直报错", "10-01 00:00 11-01 00:00"),
        ("in November it failed often", "11-01 00:00 11-23 10:30"),
        ("去年10月扣费异常", "10-01 00:00 11-01 00:00"),
        ("since Mon morning", "11-23 06:00 11-23 10:30"),
        ("数据平台：11/20 凌晨 3 点 15 分超时", "11-20 03:15"),
        ("双十一那天晚上 8 点", "11-11 20:00"),
        ("20261122T070412Z job failed", "11-22 15:04"),
        ("昨天 17:10 充的钱，18 点调用还是失败", "11-22 18:00"),
        ("yesterday 23:50 to 00:20 (so over midnight, UTC)", "11-23 07:50 11-23 08:20"),
        ("logs are in UTC: 2026-11-22 07:04:12 failed", "11-22 15:04"),
        ("时区是伦敦，昨天 7:04 报错", "11-22 15:04"),
        ("timezone: Europe/London. It failed yesterday at 07:04", "11-22 15:04"),
        ("we are based in Tokyo. It failed yesterday at 16:04", "11-22 15:04"),
        ("我们在东京，昨天下午4点04分报错", "11-22 15:04"),
    ],
)
def test_a_time_is_read_as_it_is_meant(reading, text, meant):
    assert local(reading(text).time) == meant


@pytest.mark.parametrize(
    "text",
    [
        "快一点", "有一点慢", "request took 45 minutes", "timeout after 30 seconds", "retry in 5 minutes", "open 24/7",
        "1/3 of requests fail", "Limit resets at: 2026-11-23 02:31:00 UTC", "明天下午3点要演示", "gpt-4o-2024-08-06 慢",
        "6月31日", "订单20261122000042", "请在下午5点前回复", "提四五点建议", "二十三四点", "took 2h30 in total", "pay $6.45 per call",
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


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("yesterday around 3pm PST", "UTC-08:00"),
        ("昨天下午3点（美西时间）", "America/Los_Angeles"),
        ("All times are in Berlin time. It failed at 3pm yesterday", "Europe/Berlin"),
        ("we are based in Tokyo, no idea when", "Asia/Tokyo"),
    ],
)
def test_the_zone_that_a_customer_names_is_kept_for_the_reply(reading, text, zone):
    assert str(reading(text).zone) == zone


@pytest.mark.parametrize(
    "text", ["昨天下午3点报错", "2026-11-22T07:04:00Z error", "our node in Frankfurt is slow"]
)
def test_a_stamp_or_the_place_of_a_machine_names_no_zone_of_the_customer(reading, text):
    assert reading(text).zone is None


def test_a_place_where_customers_live_leaves_the_agents_clock_as_a_second_reading(reading):
    whys = [span.why for span in reading("我们在东京，昨天下午4点报错").time_alternatives]
    assert Why.AGENT in whys


def test_just_after_midnight_this_mornings_two_oclock_has_passed(reading):
    at_twenty_to_one = datetime(2026, 11, 22, 16, 40, tzinfo=UTC)
    assert local(reading("今天凌晨两点全部失败", now=at_twenty_to_one).time) == "11-22 02:00"


@pytest.mark.parametrize("text", ["近3个月的账单", "每月报错", "this may be wrong", "3月卡到期"])
def test_a_length_of_months_or_a_verb_is_no_month(reading, text):
    found = reading(text).time
    assert found is None or found.end - found.start > timedelta(days=80)
