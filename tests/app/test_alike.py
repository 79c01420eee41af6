"""Texts that differ only in ids and numbers are redacted once, and as each would be by itself."""

import json
import random
import string
from pathlib import Path

import pytest

from quotadesk.app import alike
from quotadesk.app.alike import Alike, spells
from quotadesk.domain.redaction import redact
from quotadesk.domain.redaction.finder import EVERYTHING as EVERY_DETECTOR
from tests.journeys.invented import EVERYTHING

SECRET = b"x" * 32
LABELLED = sorted((Path(__file__).parents[1] / "labelled" / "redaction").glob("*.jsonl"))
SHAPES = (alike._HEX, alike._UUID, "20260312145208193726485QwT7bZk4", "0.573146", "735146", "7351")
BETWEEN = (" ", ": ", "=", "：", "-", "是", '="', " is ", " (", "_key: ", " | ", " => ")
FORM = "用户额度不足，剩余额度：＄0.{fraction}，请求 {hex}"


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


def another(match, random_):
    """Give another value of the same shape."""

    def some(signs, count):
        return "".join(random_.choice(signs) for _ in range(count))

    value, which = match[0], match.lastgroup
    if which in {"hex", "uuid"}:
        return "".join(c if c == "-" else some("0123456789abcdef", 1) for c in value)
    if which == "number":
        return (
            some("0345678", 1) + some(string.digits, len(match["number"]) - 1) + value[len(match["number"]) :]
        )
    if which == "fraction":
        return "0." + some("123456789", len(match["fraction"])) + value[2 + len(match["fraction"]) :]
    return (
        "20" + some(string.digits, len(match["digits"]) - 2) + some(string.ascii_letters, len(match["rest"]))
    )


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_each_labelled_text_is_redacted_as_by_itself_whatever_its_ids_and_numbers_are(path, random_):
    texts = [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    texts = [text for text in texts if alike._VALUES.search(text)]
    assert texts
    together = Alike(lambda: SECRET)
    for text in random_.sample(texts, min(150, len(texts))):
        for told in (text, alike._VALUES.sub(lambda match: another(match, random_), text)):
            assert together(told) == redact(told, secret=SECRET), told


def test_behind_every_cue_a_value_that_redaction_hides_is_hidden(random_):
    cues = sorted({anchor for detector in EVERY_DETECTOR for anchor in detector.anchors})
    together = Alike(lambda: SECRET)
    for cue in random_.sample(cues, 250):
        for shape in SHAPES:
            value = alike._VALUES.sub(lambda match: another(match, random_), shape)
            told = f"{cue}{random_.choice(BETWEEN)}{value} failed"
            alone = redact(told, secret=SECRET)
            assert together(told) == alone or (value not in together(told) and value in alone), told


def test_texts_of_one_form_are_looked_at_once(looked, random_):
    together = Alike(lambda: SECRET)
    for _ in range(20):
        told = FORM.format(fraction=random_.randrange(1000, 9999), hex=f"{random_.getrandbits(128):032x}")
        assert together(told) == redact(told, secret=SECRET)
    assert len(looked) == 1


def test_a_value_that_is_replaced_has_a_pseudonym_of_its_own():
    together = Alike(lambda: SECRET)
    ids = (f"{n:032x}" for n in (2**127 - 12_345, 2**126 - 987_654_321 * 7))
    first, second = (together(f"Rate limit reached for organization org-{made}, slow down") for made in ids)
    assert first != second
    assert "[UPSTREAM …" in first


@pytest.mark.parametrize("secret", EVERYTHING, ids=lambda secret: secret.name)
def test_a_secret_beside_an_id_is_hidden_also_in_the_second_text_of_a_form(secret):
    together = Alike(lambda: SECRET)
    for made in ("0b9c7a1e5d3f48269ac1b7e0d2f4863c", "4f8e21d07cb94a3586ef10d2a7c95b3e"):
        told = f"{secret.told()} (request id: {made}, took 12345)"
        assert together(told) == redact(told, secret=SECRET)


def test_an_id_that_spells_a_text_is_looked_at_as_it_is(looked):
    hidden = b"sk-live-Q7w9ZxK2".hex()
    assert spells(hidden)
    Alike(lambda: SECRET)(f"request {hidden} failed")
    assert looked == [f"request {hidden} failed"]


@pytest.mark.parametrize(
    "text",
    [
        "key &#65363;&#65355;&#65293;&#65313;&#65314;",  # letters, written as numbers
        "\\u4e2d\\u6587 failed",
        "born 1987, called 138 0013 8000 at 2026-03-01 12:30",
        "from 10.20.3000.40, card 6222 0200 1234 5678",
        "=E5=8F=B7=E7=A0=81 =3D 7351",
        "example id 00000000000000000000000000000000",
    ],
)
def test_digits_that_may_be_read_are_not_taken_for_a_plain_number(text, looked):
    assert Alike(lambda: SECRET)(text) == redact(text, secret=SECRET)
    assert looked == [text]
