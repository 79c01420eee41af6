"""A message of 100,000 characters costs no more per character than a short one."""

import time

import pytest

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


def test_only_the_first_200_000_characters_are_read_and_it_says_so(reading):
    found = reading("x " * 150_000)
    assert found.truncated
    assert len(found.text) <= 200_000
