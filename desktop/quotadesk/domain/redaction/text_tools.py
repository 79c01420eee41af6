"""Judge a run of characters by its shape: is it random like a key, or a word, a name, a number."""

from __future__ import annotations

import itertools

import re2

_KINDS = {
    c: "d" if chr(c).isdigit() else "u" if chr(c).isupper() else "l" if chr(c).isalpha() else " "
    for c in range(256)
}
_LAST_CODE = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_HEX = re2.compile(r"[0-9a-fA-F]+")
_SPLIT = str.maketrans(dict.fromkeys("-_./+=:~!@#$%^&*|,;", " "))
LEAST_KEY = 16
_LONG = 20
SAMPLE = 96
"""Characters of a run that are judged: enough to tell, few enough to stay fast on hostile text."""


def shown(code: int) -> str | None:
    """Give the character of a code point, or None where there is none."""
    return None if code > _LAST_CODE or code in _SURROGATES else chr(code)


def is_hex(run: str) -> bool:
    """Say whether a run consists of hexadecimal digits."""
    return bool(_HEX.fullmatch(run))


def turns(run: str) -> int:
    """Count the places where a run changes between lower case, upper case and digits, word starts left out.

    `Retry` has none, `gpt4` one, `aB3xQ` four. Random keys turn about every second character.
    """
    kinds = run.translate(_KINDS)
    changes = sum(1 for a, b in itertools.pairwise(kinds) if a not in (b, " ") and b != " ")
    return changes - kinds.startswith("ul") - kinds.count(" ul")


def is_random(run: str, least: int = LEAST_KEY) -> bool:
    """Say whether a run of at least `least` characters looks like key material rather than words."""
    if len(run) < least:
        return False
    run = run[:SAMPLE]
    segment = max(run.translate(_SPLIT).split(), key=len, default="")
    if len(segment) * 2 < min(len(run), _LONG) and turns(run) * 3 < len(run):
        return False
    if is_hex(segment) and len(segment) >= LEAST_KEY:
        return any(c.isdigit() for c in segment) and any(c.isalpha() for c in segment)
    return turns(segment) * 5 >= len(segment) or turns(run) * 4 >= len(run)


def is_piece(run: str) -> bool:
    """Say whether a run that follows a broken line looks like the rest of a key: mixed, not a word or number."""
    letters = any(c.isalpha() for c in run)
    if not letters:
        return False
    return turns(run) * 4 >= len(run)
