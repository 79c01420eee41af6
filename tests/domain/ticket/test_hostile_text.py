"""A message of 100,000 characters costs no more per character than a short one."""

import time

import pytest

from quotadesk.domain.ticket.reading import LEFT_OUT, MOST_CHARACTERS

# One grain of every kind of pattern: keys, digits, times, e-mails, JSON, names.
GRAINS = [
    "sk-",
    "1",
    "昨天",
    "昨天下午3点",
    "sk-sk-...",
    "{",
    "{'a':",
    "\\u0073",
    "%73",
    "a@",
    "a-",
    "12 ",
    "429 ",
    "request id ",
    "…",
    "gpt-",
    "support bo ",
    "11:",
    "从",
    "\x00",
    "\n",
    "From: a\nDate: 2026-11-22 1:00\n",
    "message-id: ",
]


@pytest.mark.parametrize("grain", GRAINS)
def test_hostile_text_takes_linear_time(reading, grain):
    def cost(length):
        text = (grain * (length // len(grain) + 1))[:length]
        begun = time.process_time()
        reading(text)
        return time.process_time() - begun

    reading(grain)
    small, large = cost(10_000), cost(100_000)
    assert large < 30 * max(small, 0.02), (small, large)


def test_of_a_very_long_text_the_begin_and_the_end_are_read_and_it_says_so(reading):
    found = reading("status 402 at first\n" + "x " * 150_000 + "\nthen gpt-4o gave 503")
    assert found.truncated
    assert len(found.text) <= MOST_CHARACTERS + len(LEFT_OUT)
    assert LEFT_OUT.strip() in found.text
    assert set(found.statuses) == {402, 503}


def test_a_text_that_is_not_so_long_is_read_whole(reading):
    text = "word " * (MOST_CHARACTERS // 5)
    found = reading(text)
    assert not found.truncated
    assert found.text == text
