"""Find the values that the program itself knows, however they are written in a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quotadesk.domain.redaction.kinds import Hit, Kind
from quotadesk.domain.redaction.normalise import folded, identity

_SHORT = 6
"""ASCII values shorter than this count only as whole words: an owner called `li` is not in `client`."""
_LEAST = 2


def compare_form(text: str) -> str:
    """Give the form in which known values are compared: folded, lower case, character for character."""
    if text.isascii():
        return text.lower()
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def known_hits(low: str, known: Iterable[tuple[Kind, str]]) -> Iterator[Hit]:
    """Give every place where a known value stands in `low`, the compare form of a view's text.

    A value of one character is not looked for: it would take single letters out of every word.
    """
    for kind, value in known:
        needle = _needle(value)
        if len(needle) < _LEAST:
            continue
        at = low.find(needle)
        while at >= 0:
            end = at + len(needle)
            if len(needle) >= _SHORT or _stands_alone(low, at, end):
                yield Hit(kind=kind, start=at, end=end, reason="known")
            at = low.find(needle, end)


def _needle(value: str) -> str:
    value = value.strip()
    if value.isascii() and value.isprintable():
        return value.lower()
    return compare_form(folded(identity(value)).text)


def _stands_alone(low: str, start: int, end: int) -> bool:
    return not (
        (_word(low[start]) and _word(low[start - 1 : start]))
        or (_word(low[end - 1]) and _word(low[end : end + 1]))
    )


def _word(char: str) -> bool:
    return char.isascii() and char.isalnum()
