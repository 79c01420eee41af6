"""What holds for every text: redacting twice changes nothing, what is not masked stays, time grows with length."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotadesk.domain.redaction import Audience, Kind, Known, Passed, decide, masked, redact, scan
from quotadesk.domain.redaction.normalise import layers
from quotadesk.domain.redaction.pseudonym import placeholder
from tests.domain.redaction.labelled import SECRET, records

PIECES = st.sampled_from(
    [
        "sk-pyZ9NfUl36ohkjXRS4ASfzgUOVm0HnCO3V3xkhTOa1bFFHiC", "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",
        "13812345678", "a.b@mail.cn", "240e:3b1:2f0a::9f:1", "110108199003078515", "余额：¥12.50", "密码：", "key=", "Bearer ",
        "渠道「特惠-3」", 'Post "', "https://relay7.tokenhub.cc/v1", "\\u0073k-", "%73%6b", "&#115;", "=\r\n", "=3D", "\u200b", "ｓｋ",
        '{"content":"', '"role":"user",', '"}', "c2stcHlaOU5mVWwzNm9oa2pYUlM0QVNmemdVT1Zt", "\n", " ", "，", ":", '"', "\\",
        "[API_KEY …a1b2c3]", "[PROMPT]", "联系人：", "王小明", "gpt-4o-2024-08-06", "req_cb5abf9f9e25113e99112cc31280d689", "T3BlbkFJ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=14).map("".join)


@given(TEXTS)
def test_redacting_twice_changes_nothing(text):
    once = redact(text, secret=SECRET)

    assert redact(once, secret=SECRET) == once


@given(TEXTS)
def test_text_that_is_not_masked_stays_byte_for_byte(text):
    result = masked(text, secret=SECRET)
    rebuilt, last = [], 0
    for value in result.values:
        assert last <= value.start < value.end <= len(text)
        rebuilt += [text[last : value.start], value.placeholder]
        last = value.end

    assert "".join([*rebuilt, text[last:]]) == result.text


@given(TEXTS)
def test_each_character_of_a_view_knows_its_place_in_the_source(text):
    for view in layers(text):
        assert len(view.text) == len(view.starts) == len(view.ends)
        assert all(0 <= a < b <= len(text) for a, b in zip(view.starts, view.ends, strict=True))
        assert list(view.starts) == sorted(view.starts)


@given(TEXTS)
def test_a_text_of_plain_ascii_is_its_own_normal_form_unless_something_is_escaped(text):
    if text.isascii() and text.isprintable() and not any(c in text for c in "\\%&<="):
        assert layers(text)[-1].text == text


HOSTILE = [
    "sk-",
    "key=",
    "密钥：",
    "渠道：",
    "上游是",
    "\\",
    "%25",
    "<b>",
    "eyJa.",
    "a@",
    "http://a:",
    '{"a":',
    '"content":"',
    "1 2 ",
    "=3D",
    "余额：",
    "-1fc-",
    "A" * 20 + "\n",
    "https://a.b/" + "c" * 28 + "\n",
    '" + "',
    "key-",
    "aHR0cHM6Ly9yZWxheS03 ",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_four_times_the_text_takes_less_than_nine_times_the_time(unit):
    """Quadratic time would be sixteen times; time of this thread and the least of five keep a busy machine out."""

    def least(length: int) -> float:
        text = (unit * length)[:length]
        times = []
        for _ in range(5):
            began = time.thread_time()
            redact(text, secret=SECRET)
            times.append(time.thread_time() - began)
        return min(times)

    redact(unit * 40, secret=SECRET)
    assert least(24_000) < 9 * max(least(6_000), 0.004)


def test_two_mentions_of_one_key_get_the_same_pseudonym_however_they_are_written():
    plain = "sk-pyZ9NfUl36ohkjXRS4ASfzgUOVm0HnCO3V3xkhTOa1bFFHiC"
    spaced = "\u200b".join(plain)
    escaped = "".join(f"\\u{ord(c):04x}" for c in plain)

    found = {value.placeholder for value in masked(f"{plain} {spaced} {escaped}", secret=SECRET).values}

    assert len(found) == 1


def test_another_workspace_gives_another_pseudonym():
    text = "j.hartwell@mail.cn"

    assert redact(text, secret=b"one") != redact(text, secret=b"two")


def test_prompts_and_balances_get_no_pseudonym():
    text = '{"prompt":"draw my cat","n":1} 余额：¥88.20'

    assert redact(text, secret=SECRET) == '{"prompt":"[PROMPT]","n":1} 余额：¥[BALANCE]'


def test_what_was_masked_says_its_kind_and_reason():
    value = masked("写信给 a.b@mail.cn", secret=SECRET).values[0]

    assert (value.kind, value.reason, value.start, value.end) == (Kind.EMAIL, "mail", 4, 15)


@pytest.mark.parametrize("name", ["dev.jsonl", "own.jsonl", "blind.jsonl", "blind2.jsonl", "blind3.jsonl"])
def test_the_strict_look_is_quiet_on_every_redacted_text(name):
    loud = [
        row["id"]
        for row in records(name)
        if scan(redact(row["text"], row.get("context"), secret=SECRET), row.get("context"))
    ]

    assert loud == []


def test_one_address_has_one_pseudonym_however_its_capitals_are_written():
    found = {
        value.placeholder
        for value in masked("A.Bee@Mail.cn a.bee@MAIL.cn a.bee@mail.cn", secret=SECRET).values
    }

    assert found == {placeholder(Kind.EMAIL, " A.BEE@mail.cn", secret=SECRET)}


def test_two_keys_that_differ_in_capitals_have_two_pseudonyms():
    assert placeholder(Kind.API_KEY, "sk-aB", secret=SECRET) != placeholder(
        Kind.API_KEY, "sk-ab", secret=SECRET
    )


@pytest.mark.parametrize("audience", Audience)
def test_an_address_has_the_same_pseudonym_for_customers_and_colleagues(audience):
    known = Known.of(emails=["Li.Wei@acme.cn"])

    verdict = decide("li.wei@ACME.cn", audience=audience, known=known, clock=lambda: 0.0, secret=SECRET)

    assert isinstance(verdict, Passed)
    assert verdict.text == placeholder(Kind.EMAIL, "li.wei@acme.cn", secret=SECRET)


@given(
    st.uuids(),
    st.sampled_from(["{}", "{}-attempt-0", "chatcmpl-{}", "task_{}", "error in {}-attempt-2: EOF"]),
)
def test_a_uuid_in_an_error_survives_whatever_prefix_it_spells(uuid, frame):
    assert redact(frame.format(uuid), secret=SECRET) == frame.format(uuid)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("server-10.0.0.5 refused", "server-"),
        ("host web_203.119.47.86", "web_"),
        ("dial ec2-54-12-33-100.compute-1.amazonaws.com", "ec2-"),
        ("x 203-119-47-86.dyn.isp.net", ".dyn.isp.net"),
    ],
)
def test_an_address_inside_a_host_name_is_masked(text, kept):
    result = masked(text, secret=SECRET)

    assert [value.kind for value in result.values] == [Kind.IP]
    assert kept in result.text


@pytest.mark.parametrize(
    "text", ["chrome-126.0.0.0", "lib-1.2.3.4.jar", "release-1.2.3.4", "plugin 1.2.3.4-rc1"]
)
def test_a_version_behind_a_hyphen_is_no_address(text):
    assert redact(text, secret=SECRET) == text
