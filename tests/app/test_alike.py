"""Texts that differ only in ids and numbers are redacted once, and as each would be by itself."""

import json
import random
import string
from pathlib import Path

import pytest

from quotadesk.app import alike
from quotadesk.app.alike import Alike
from quotadesk.domain.redaction import redact
from quotadesk.domain.redaction.finder import EVERYTHING as EVERY_DETECTOR
from tests.journeys.invented import EVERYTHING

SECRET = b"x" * 32
LABELLED = sorted((Path(__file__).parents[1] / "labelled" / "redaction").glob("*.jsonl"))
ANCHORS = sorted({anchor for detector in EVERY_DETECTOR for anchor in detector.anchors})
BETWEEN = (" ", ": ", "=", "：", "-", "是", '="', " is ", " (", "_key: ", " | ", " => ", " Basic ", "，")
CUES = (
    "request id: ",
    "(request id: ",
    '"request_id":"',
    "request_id: ",
    "req_id: ",
    "x-oneapi-request-id: ",
    "trace id: ",
    "请求编号：",
    "(request ",
    "，请求 ",
    ", trace ",
    "id ",
    "",
)
AFTER = ("", ")", '"}', "，请重试", ", attempt 4711", ") failed", " USD", "元", "，010", "\n12345678", "-x")
NUMBERS = (
    "Limit {}, Used {}, ",
    "max_tokens: {}",
    "attempt {}",
    "try again in {}ms",
    "took {}ms",
    "＄0.{}",
    "{}",
)
HEX = string.digits + "abcdef"
LETTERS_AND_DIGITS = string.digits + string.ascii_letters
FORM = "用户额度不足 (request id: {})"
ORDINARY = (
    "0b9c7a1e5d3f48269ac1b7e0d2f4863c",
    "0f8e21d07cb94a3586ef10d2a7c95b3e",
    "1a7b2c9d04e6f8135ab2c7d9e0f4163a",
)


@pytest.fixture
def random_():
    return random.Random(20_260_214)


@pytest.fixture
def looked(monkeypatch):
    """Collect what redaction itself was asked for."""
    texts = []
    masked = alike.masked
    monkeypatch.setattr(alike, "masked", lambda text, **how: texts.append(text) or masked(text, **how))
    return texts


def some(random_, signs, count):
    return "".join(random_.choice(signs) for _ in range(count))


def an_id(random_):
    """Give an id of any alphabet and length: also all digits, all letters, a hexadecimal tail, an odd length."""
    signs = random_.choice((HEX, HEX, string.digits, "abcdef", "0123456789a"))
    kind = random_.randrange(4)
    if kind == 0:
        return some(random_, signs, random_.choice((32, 32, 32, 31, 40)))
    if kind == 1:
        return "-".join(some(random_, signs, count) for count in (8, 4, 4, 4, 12))
    tail = random_.choice((LETTERS_AND_DIGITS, LETTERS_AND_DIGITS, HEX, string.ascii_letters, "Gg"))
    digits = some(random_, string.digits, random_.randrange(16, 26))
    return "20" + digits + some(random_, tail, random_.choice((0, 4, 7, 8, 8, 9, 16)))


def said(random_):
    """Give what a gateway may write behind an error: an id behind a cue or none, and a number."""
    number = random_.choice(NUMBERS).replace("{}", some(random_, string.digits, random_.randrange(3, 7)))
    return f"{number} {random_.choice(CUES)}{an_id(random_)}{random_.choice(AFTER)}"


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_each_labelled_text_is_redacted_as_by_itself_whatever_id_and_number_stands_beside_it(path, random_):
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    together = Alike(lambda: SECRET)
    for text in random_.sample(texts, min(60, len(texts))):
        between = random_.choice((" ", "", ", ", "\n"))
        for told in (
            text,
            text + between + said(random_),
            said(random_) + between + text,
            text + FORM.format(an_id(random_)),
        ):
            assert together(told) == redact(told, secret=SECRET), told


@pytest.mark.parametrize("cue", CUES)
def test_no_word_of_redaction_before_an_id_makes_it_show(cue, random_):
    together = Alike(lambda: SECRET)
    for anchor in random_.sample(ANCHORS, 60):
        for _ in range(3):
            told = f"{anchor}{random_.choice(BETWEEN)}{cue}{an_id(random_)}{random_.choice(AFTER)}"
            assert together(told) == redact(told, secret=SECRET), told


@pytest.mark.parametrize(
    "text",
    [
        "Invalid api_key: 20240115093045123456abcdef provided",
        "secret_key=202401150930451234567890abcdef12 is wrong",
        "用户的兑换码：20240115093045123456abcd 已使用",
        "redemption code 20240115093045123456789012abcdef used",
        "auth_token: 20240115093045123456ab (took 1234ms)",
        "credit是64841465487842119136978262969597 USD",
        "余额 12345678901234567890123456789012 元",
        "pool_id: 00658595370734252117225172880158",
        "password 2059675346797330213524436 USD",
        "Authorization: (request id: 20240115093045123456abcdef)",
        "key (request id: 64841465487842119136978262969597)",
        "refund to LU20 001A BCDE 1234 WXYZ failed",
        "key &#65363;&#65355;&#65293;&#65313;&#65314;",  # letters, written as numbers
        "\\u4e2d\\u6587 failed",
        "born 1987, called 138 0013 8000 at 2026-03-01 12:30",
        "from 10.20.3000.40, card 6222 0200 1234 5678",
        "=E5=8F=B7=E7=A0=81 =3D 7351 (request id: 0b9c7a1e5d3f48269ac1b7e0d2f4863c)",
        "example (request id: 00000000000000000000000000000000)",
        f"请求 {b'sk-live-Q7w9ZxK2'.hex()}，failed",  # spells a key
        "(request id: 0b9c7a1e5d3f48269ac1b7e0d2f4010) 62345678",
    ],
)
def test_what_a_rule_may_read_is_looked_at_as_it_is(text, looked):
    assert Alike(lambda: SECRET)(text) == redact(text, secret=SECRET)
    assert looked == [text]


@pytest.mark.parametrize(
    "form",
    [
        FORM,
        '{{"error":"busy","request_id":"{}"}}',
        "upstream error: do request failed, trace {}, attempt 4711",
        "分组下无可用渠道，请求 {}",
        "Limit 30000, Used 29541, Requested 1021. Please try again in 1200ms. (request id: {})",
    ],
)
def test_texts_of_one_form_are_looked_at_once(form, looked):
    together = Alike(lambda: SECRET)
    for made in (*ORDINARY[:2], ORDINARY[0]):
        told = form.format(made)
        assert together(told) == redact(told, secret=SECRET)
    assert len(looked) == 1


def test_a_value_that_is_replaced_has_a_pseudonym_of_its_own():
    together = Alike(lambda: SECRET)
    first, second = (
        together(f"Rate limit reached for organization org-{made}, slow down") for made in ORDINARY[:2]
    )
    assert first != second
    assert "[UPSTREAM …" in first


def test_a_bank_account_of_groups_is_hidden_in_each_text_of_a_form():
    told = "refund to LU20 001A BCDE 1234 WXYZ failed, request id: {}"
    together = Alike(lambda: SECRET)
    for made in ORDINARY:
        assert "[CARD …" in together(told.format(made)) == redact(told.format(made), secret=SECRET)


@pytest.mark.parametrize("secret", EVERYTHING, ids=lambda secret: secret.name)
def test_a_secret_beside_an_id_is_hidden_also_in_the_second_text_of_a_form(secret):
    together = Alike(lambda: SECRET)
    for made in ORDINARY:
        told = f"{secret.told()} (request id: {made}), attempt 12345"
        assert together(told) == redact(told, secret=SECRET)
