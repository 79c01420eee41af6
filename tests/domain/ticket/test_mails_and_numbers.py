"""What a mail carries beside its own words, and which numbers are statuses."""

import pytest

OLD = """I get 403 since 9:00 today, key ends in k9Lm.

> On Mon, 16 Nov 2026 at 11:02, Support <help@gw.example> wrote:
> Your earlier issue (429, key ...zzz9) has been resolved.
"""
HEADED = """昨天晚上 9 点 10 分又出现了，错误 403。

------------------ 原始邮件 ------------------
发件人: "support" <support@gw.example>
发送时间: 2026年11月10日(星期二) 上午10:12
收件人: "chenjie" <cj88@client.example>
您好，502 问题已修复。
"""


def test_an_old_mail_below_gives_neither_status_nor_key_nor_our_own_address(reading):
    found = reading(OLD)
    assert found.statuses == (403,)
    assert [key.tail for key in found.keys] == ["k9Lm"]
    assert found.emails == ()


def test_the_customers_address_is_read_where_the_old_mail_was_sent_to_it(reading):
    found = reading(HEADED)
    assert found.emails == ("cj88@client.example",)
    assert found.statuses == (403,)
    assert found.time is not None
    assert found.time.start.day == 22


def test_what_only_the_quoted_mail_says_is_read_there(reading):
    text = "Still not fixed, see below.\n\n> On Mon, 16 Nov 2026 at 11:02, Jo <jo@client.example> wrote:\n> we got 429 with key ending k9Lm\n"
    found = reading(text)
    assert (found.statuses, found.emails) == ((429,), ("jo@client.example",))
    assert [key.tail for key in found.keys] == ["k9Lm"]


def test_the_receiver_of_a_mail_is_no_customer(reading):
    assert reading("From: Omar <omar@shop.example>\nTo: help@gw.example\n\nit failed").emails == (
        "omar@shop.example",
    )


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ('"max_tokens": 500, then error 403', (403,)),
        ("headers: {'content-length': '429'} status: 503", (503,)),
        ("request 500 of 502 in the batch", ()),
        ("2026/11/25 03:12:45 [error] 402#402: upstream timed out", ()),
        ("call me: +49 30 402 503 11, we got 402", (402,)),
        ("第一次 500 第二次 200", (500, 200)),
        ("we keep getting four-oh-two and five twenty nine", (402, 529)),
        ("err=HTTP_503", (503,)),
        ('{"status_code": 502}', (502,)),
    ],
)
def test_a_number_is_a_status_only_where_it_is_one(reading, text, statuses):
    assert reading(text).statuses == statuses


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("不用查扣费，只想知道为什么 500", False),
        ("不是要退款，只想知道原因", False),
        ("预扣费额度失败, 需要预扣费额度: ＄0.402", False),
        ("是不是扣超了", True),
        ("为什么扣两次", True),
        ("we are not asking about the charge", False),
    ],
)
def test_a_question_about_money_that_is_taken_back_or_is_the_gateways_own_words_is_none(reading, text, asks):
    assert reading(text).asks_if_charged is asks


FORWARDED = """---------- Forwarded message ---------
From: Jo <jo@client.example>
Date: Sat, Nov 21, 2026 at 3:04 PM
Message-ID: <CAF8Kq3x2m1@mail.client.example>
Subject: slow

Everything has been slow since 2 pm today, an hour ago it stopped.
"""


def test_today_in_a_mail_is_the_day_on_which_it_was_written(reading):
    times = (reading(FORWARDED).time, *reading(FORWARDED).time_alternatives)
    assert {(t.start.day, t.start.hour) for t in times} >= {(21, 6)}
    assert reading(FORWARDED).time.start.day == 21


def test_the_lines_that_mail_programs_write_for_each_other_hold_no_id_and_no_address(reading):
    found = reading(FORWARDED)
    assert found.request_ids == ()
    assert found.emails == ("jo@client.example",)


def test_the_date_of_a_mail_is_the_time_where_it_names_no_other(reading):
    found = reading("From: Jo <jo@client.example>\nDate: 2026-11-21 15:04\n\nWe get 429.")
    assert found.time is not None
    assert found.time.start.day == 21


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("support 502, report 403, invalid 401", (502, 403, 401)),  # "port" and "id" only end these words
        ("insufficient_user_quota 403", (403,)),
        ("status 400\nmessage: bad", (400,)),  # a unit stands on the same line
        ("we saw 37 x 429", (429,)),
        ("an image of 1024 x 429", ()),
        ("proxy.go:404 status=500", (500,)),
        ("n=429, still 400 Bad Request", (400,)),
        ("413 Request Entity Too Large", (413,)),
        ("413 requests today", ()),
    ],
)
def test_what_stands_around_a_number_tells_a_status_from_a_count(reading, text, statuses):
    assert reading(text).statuses == statuses


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("every request 401s", (401,)),
        ("each request took 429s and it hung 504s", ()),
        ("卡了502s", ()),
        ("top_k 404, max_tokens 500", ()),
        ("insufficient_quota 402", (402,)),
        ("QPS 到 500 就开始 429", (429,)),
        ("一直 500\n2026-11-22 完", (500,)),
    ],
)
def test_a_number_is_a_status_by_what_stands_beside_it_on_its_line(reading, text, statuses):
    assert reading(text).statuses == statuses


@pytest.mark.parametrize(
    ("text", "models"),
    [("cluade-sonnet-4 失败", ("claude-sonnet-4",)), ("clause 4 says so", ()), ("cloud sound 4", ())],
)
def test_a_mistyped_name_of_a_model_counts_beside_the_rest_of_it(reading, text, models):
    assert reading(text).models == models


def test_the_marks_of_pinyin_do_not_hide_an_owner(reading):
    assert reading("zhāng wěi 的调用报错").owners == ("zhang.wei",)
