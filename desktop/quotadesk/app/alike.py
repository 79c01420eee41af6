"""Redact once what gateways write a thousand times: texts that differ only in a request's id and in plain numbers.

By itself each such text costs what a hundred rows cost. So an id is replaced by one that stands for it where it stands
directly behind a cue of request ids, a number where it stands behind a cue of a limit; both only where what surrounds
them cannot go on with them, and only ordinary ones, which no rule tells from the one that stands in. What redaction
finds in that form is found in every text of it, at the same places. A form in which a finding touches such a place
tells nothing, and every other text is redacted by itself: tests/app/test_alike.py holds that none shows more.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from hashlib import blake2b

from quotadesk.domain.redaction import Masked, masked
from quotadesk.domain.redaction.encoded import opened
from quotadesk.domain.redaction.normalise import identity
from quotadesk.domain.redaction.text_tools import turns

REMEMBERED_TEXTS = 4_096

# The first and the last sign of an id stay a digit or a letter, as rules may read where a value begins and ends.
_HEX, _UUID = "3295146c7e2a9f0c4d5f7a0e8b3b1d", "7562941-f6a8-f2e3-b7a0-e0d9b4d3c8c"
_TIME, _TAIL = "2026031214520819372648507", "QwT7bZk4"
_NUMBER = "735146"
_VALUES = re.compile(
    r"(?P<cue>(?<![0-9A-Za-z_-])(?i:(?:x-oneapi-)?request[-_ ]?id|req_id|trace[-_ ]?id|请求 ?(?:id|编号))\"?[:：][ ]?\"?"
    r"|(?:[(（,，][ ]?)(?:request|trace|请求)[ ])"
    r"(?:(?P<hex>[0-9a-f]{32})|(?P<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"|(?P<time>20[0-9]{18,23})(?P<tail>[G-Zg-z][0-9A-Za-z]{3,7}))"
    # What follows is the end, or a mark and then a word: no digits, lines or runs that could go on with the id.
    r"(?=\Z|[)）\"，,。;；}]{1,3}(?:\Z|[ ]?[^\W\d_]))"
    # A year is read, and what begins with 0; capitals behind a number may be groups of one code with it.
    r"|(?P<before>(?<![0-9A-Za-z_])(?:Limit|Used|Requested|Current:|max_tokens:|attempt|try again in)[ ])"
    r"(?P<number>(?!19[0-9][0-9](?![0-9])|20[0-9][0-9](?![0-9]))[1-9][0-9]{2,5})"
    r"(?=(?:ms|s)?(?:[.,)]{0,2}\Z|[,.][ ](?:[a-z]|Limit |Used |Requested |Current: |Please )|[ ][(]?[a-z]))"
)
_FEWEST_QUOTED = 3
# What a rule may ask of an id is then the same in all: as many turns as any wants of a key of this length, and no run
# of digits as long as a telephone number.
_FEWEST_SIGNS, _FEWEST_TURNS, _FEWEST_TURNS_OF_TAIL = 8, 11, 3
_MANY_DIGITS = re.compile(r"[0-9]{10}")
_MIXED = re.compile(r"(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]+")

Span = tuple[int, int, str]
"""Where a form is replaced, and by which placeholder."""


class Alike:
    """Redacts texts that come from a gateway, without a raw one staying in memory.

    What it remembers is told by a digest under a key of this process: what is replaced in a form, and what became of
    other texts.
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
                return _replaced(text, spans)
        digest = self._digest("text", text)
        found = self.remembered.get(digest)
        if not isinstance(found, str):
            found = masked(text, secret=self._secret()).text
            self._remember(digest, found)
        return found

    def _spans(self, form: str) -> tuple[Span, ...] | None:
        """Give what is replaced in every text of a form; None where that cannot be told."""
        digest = self._digest("form", form)
        if digest in self.remembered:
            found = self.remembered[digest]
            return found if isinstance(found, tuple) else None
        spans = _found_in(form, masked(form, secret=self._secret()))
        self._remember(digest, spans)
        return spans

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
    """Give what stands for a value behind its cue: as long as it is, and of the same shape."""
    if match["number"]:
        return match["before"] + _NUMBER[: len(match["number"])]
    value = match[0][len(match["cue"]) :]
    if not _is_ordinary(match) or any(True for _ in opened(identity(value))):
        return match[0]
    if match["time"]:
        return match["cue"] + _TIME[: len(match["time"])] + _TAIL[: len(match["tail"])]
    first, last = "8" if value[0].isdigit() else "c", "6" if value[-1].isdigit() else "d"
    return match["cue"] + first + (_HEX if match["hex"] else _UUID) + last


def _is_ordinary(match: re.Match[str]) -> bool:
    """Whether no rule can tell an id from the one that stands in: it is mixed throughout, and no example."""
    if match["time"]:
        return turns(match["tail"]) >= _FEWEST_TURNS_OF_TAIL
    value = match["hex"] or match["uuid"]
    if len(set(value)) < _FEWEST_SIGNS or turns(value) < _FEWEST_TURNS or _MANY_DIGITS.search(value):
        return False
    return all(_MIXED.fullmatch(group) for group in value.split("-"))


def _replaced(text: str, spans: tuple[Span, ...]) -> str:
    parts: list[str] = []
    last = 0
    for start, end, new in spans:
        parts += (text[last:start], new)
        last = end
    return "".join((*parts, text[last:]))


def _found_in(form: str, told: Masked) -> tuple[Span, ...] | None:
    """Give what is replaced in a form; None where that touches a value or its cue."""
    values = [match.span() for match in _VALUES.finditer(form)]
    if any(start <= found.end and found.start <= end for found in told.values for start, end in values):
        return None
    return tuple((found.start, found.end, found.placeholder) for found in told.values)
