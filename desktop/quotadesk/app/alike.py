"""Redact once what gateways write a thousand times: texts that differ only in ids and in plain numbers.

The ids of a text are replaced by one that is taken for a value wherever any id is, its numbers by one of the same
length. What redaction finds there it finds in every text of that form, at the same places: its rules read no more of
such a value than its shape, and where they do (is it random, does it begin as a telephone number), the one that stands
in is found. So a text may have more hidden than by itself, never less; tests/app/test_alike.py holds that over every
labelled text. Where a finding would begin or end inside a value, each text is redacted by itself.
"""

from __future__ import annotations

import re
import secrets
from binascii import a2b_base64
from collections.abc import Callable
from hashlib import blake2b
from itertools import pairwise

from quotadesk.domain.redaction import Kind, Masked, masked
from quotadesk.domain.redaction.pseudonym import placeholder

REMEMBERED_TEXTS = 4_096

# What is found in any id of the same shape is found in these: each hexadecimal digit stands there equally often and
# letters change with digits; the first ones are a telephone number behind "tel"; as base64 the first id holds a colon.
_HEX, _UUID = "83295146c7e2a9f0c4d5f7a0e8b3b1d6", "57562941-f6a8-f2e3-b7a0-e0d9b4d3c8c1"
_GATEWAYS = "202603121452081937264850731946285", "QwT7bZk4XmR9fLd2"  # digits and what follows them
_NUMBER, _FRACTION = "735146", "573146"
_VALUES = re.compile(
    r"(?<![0-9A-Za-z%&#\\])(?:(?P<hex>[0-9a-f]{32})(?![0-9A-Za-z])"
    r"|(?P<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![0-9A-Za-z])"
    r"|(?P<digits>20[0-9]{18,27})(?P<rest>[0-9A-Za-z]{0,16})(?![0-9A-Za-z])"
    # Alone: what stands near other digits may be a part of a date, a phone or a card. Years are read, too.
    r"|(?<![^\s:=(,（，：$＄¥￥-])(?<![0-9][^0-9])(?<![0-9][^0-9]{2})"
    r"(?:(?P<number>(?!19[0-9][0-9](?![0-9])|20[0-9][0-9](?![0-9]))[0-9]{4,6})"
    r"|0\.(?P<fraction>(?!0+(?![0-9]))[0-9]{4,6}))(?:ms|s)?(?![0-9A-Za-z]|[^0-9]{1,2}[0-9]))"
)
_FEWEST_QUOTED = 3
_FEWEST_SIGNS = 8  # different ones: an id of fewer may be an example, which redaction tells from a value

_MOST_PADDING = 2

Span = tuple[int, int, Kind]


class Alike:
    """Redacts texts that come from a gateway, without a raw one staying in memory.

    What it remembers is told by a digest under a key of this process: where something was found in a form, and what
    became of other texts.
    """

    def __init__(self, secret: Callable[[], bytes]) -> None:
        self._secret = secret
        self._key = secrets.token_bytes(32)
        self.remembered: dict[bytes, str | tuple[Span, ...] | None] = {}

    def __call__(self, text: str) -> str:
        """Give `text` with all that must not be kept replaced."""
        if not text:
            return text
        form = text if _may_be_quoted(text) else _VALUES.sub(_in_place, text)
        if form != text:
            spans = self._spans(form)
            if spans is not None:
                return self._replaced(text, spans)
        digest = self._digest("text", text)
        found = self.remembered.get(digest)
        if not isinstance(found, str):
            found = masked(text, secret=self._secret()).text
            self._remember(digest, found)
        return found

    def _spans(self, form: str) -> tuple[Span, ...] | None:
        """Give what is found in every text of a form; None where that cannot be told."""
        digest = self._digest("form", form)
        if digest in self.remembered:
            found = self.remembered[digest]
            return found if isinstance(found, tuple) else None
        spans = _found_in(form, masked(form, secret=self._secret()), self._secret())
        self._remember(digest, spans)
        return spans

    def _replaced(self, text: str, spans: tuple[Span, ...]) -> str:
        if not spans:
            return text
        parts: list[str] = []
        last = 0
        for start, end, kind in spans:
            parts += (text[last:start], placeholder(kind, text[start:end], secret=self._secret()))
            last = end
        return "".join((*parts, text[last:]))

    def _digest(self, of: str, text: str) -> bytes:
        given = text.encode("utf-8", "surrogatepass")
        return blake2b(given, key=self._key, digest_size=16, person=of.encode()).digest()

    def _remember(self, digest: bytes, found: str | tuple[Span, ...] | None) -> None:
        if len(self.remembered) >= REMEMBERED_TEXTS:
            self.remembered.clear()
        self.remembered[digest] = found


def _may_be_quoted(text: str) -> bool:
    """Whether a text may be quoted-printable, in which digits behind an equals sign are letters."""
    return text.count("=") >= _FEWEST_QUOTED or "=3D" in text


def _in_place(match: re.Match[str]) -> str:
    """Give what stands for a value: as long as it is, and of the same shape."""
    value, which = match[0], match.lastgroup
    if which == "number":
        return _NUMBER[: len(match["number"])] + value[len(match["number"]) :]
    if which == "fraction":
        return "0." + _FRACTION[: len(match["fraction"])] + value[2 + len(match["fraction"]) :]
    if len(set(value)) < _FEWEST_SIGNS or spells(value):
        return value
    if which == "hex":
        return _HEX
    if which == "uuid":
        return _UUID
    digits, rest = match["digits"], match["rest"]
    return _GATEWAYS[0][: len(digits)] + _GATEWAYS[1][: len(rest)]


def spells(value: str) -> bool:
    """Whether an id spells a text, read as hexadecimal or as base64: it may hide something."""
    try:
        if _is_text(bytes.fromhex(value)):
            return True
    except ValueError:
        pass
    missing = -len(value) % 4
    if missing or not value.isalnum():
        value = value.replace("-", "+").replace("_", "/") + "=" * missing
    return missing <= _MOST_PADDING and _is_text(a2b_base64(value))


def _is_text(data: bytes) -> bool:
    return len(data.decode(errors="ignore").encode()) == len(data)  # an exception for each id takes longer


def _found_in(form: str, told: Masked, secret: bytes) -> tuple[Span, ...] | None:
    """Give where something is replaced; None where a value is not replaced as it stands, or only in part."""
    values = [match.span() for match in _VALUES.finditer(form)]
    for value in told.values:
        start, end = value.start, value.end
        if placeholder(value.kind, form[start:end], secret=secret) != value.placeholder:
            return None
        if any(a < start < b or a < end < b for a, b in values):
            return None
    # Two in a row may be one where what stands between them is another value.
    if any(before.end == after.start for before, after in pairwise(told.values)):
        return None
    return tuple((value.start, value.end, value.kind) for value in told.values)
