"""Tell apart what a text says in its own words from what it says of a case: literal text, evidence codes, values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import ModuleType
from typing import Any

from quotadesk.domain import facts_phrases, facts_terms, facts_words
from quotadesk.domain.redaction import Kind, Known, masked
from quotadesk.domain.said import Language, Said

_SHORTEST = {"en": 8, "zh": 3}  # characters of a piece; a single word may be anybody's name
_SLOT = re.compile(r"\{[a-z_]+\}|\n")
_NAMES = ("owners", "groups", "projects", "channels", "persons")
"""Fields of Known that people name freely. A credential, an address or a balance is looked for everywhere."""

_PLAIN_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_DOTTED_CODE = re.compile(r"(?:[A-Za-z0-9]+[_.])+[A-Za-z0-9]+")
_HUMP = re.compile(r"[a-z][A-Z]")
_HOST_END = re.compile(
    r"\.(?:com|net|org|io|ai|cn|dev|app|cloud|top|xyz|me|co|info|local|internal|[a-z]{2})$", re.IGNORECASE
)
LONGEST_CODE = 64


def pieces_of(literals: str, language: Language) -> tuple[str, ...]:
    """Give the runs of words that a template and this program's own tables say, without their slots."""
    said = (s.in_(language) for module in (facts_words, facts_terms, facts_phrases) for s in _said_in(module))
    parts = (" ".join(p.split()) for text in (literals, *said) for p in _SLOT.split(text))
    return tuple(dict.fromkeys(p for p in parts if _tells_enough(p, language)))


def _said_in(module: ModuleType) -> Iterable[Said]:
    for value in vars(module).values():
        yield from _said_of(value)


def _said_of(value: Any) -> Iterable[Said]:
    if isinstance(value, Said):
        yield value
    elif isinstance(value, Mapping):
        yield from (v for v in value.values() if isinstance(v, Said))


def _tells_enough(piece: str, language: Language) -> bool:
    return len(piece) >= _SHORTEST[language] and (language == "zh" or " " in piece)


def looked_for(known: Known, text: str, literals: Iterable[str]) -> Known:
    """Give `known` without the names that stand in `text` only as words of its own ("the budget of your team").

    A name that also stands anywhere else, such as in a fact or in what an agent typed, is still looked for.
    """
    spoken = [p for p in literals if p in text]
    own = "\n".join(spoken).lower()
    rest = text
    for piece in sorted(spoken, key=len, reverse=True):
        rest = rest.replace(piece, " · ")
    dropped = {
        name: frozenset(v for v in getattr(known, name) if _folded(v) in own and not _stands_in(v, rest))
        for name in _NAMES
    }
    return replace(known, **{name: getattr(known, name) - gone for name, gone in dropped.items()})


def _folded(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip().lower() or "\0"


def _stands_in(value: str, text: str) -> bool:
    """Ask the redaction itself, which knows every way to write a value."""
    context = {"known": [{"label": Kind.OWNER.value, "value": value}]}
    return any(v.reason == "known" for v in masked(text, context).values)


# ---------------------------------------------------------------- codes


def evidence_codes(candidates: Iterable[str]) -> tuple[str, ...]:
    """Give the error codes and rules that are evidence: no host name, no secret, nothing that is masked alone."""
    return tuple(sorted({c for c in candidates if _is_code(c)}, key=lambda c: (-len(c), c)))


def _is_code(code: str) -> bool:
    if not 3 <= len(code) <= LONGEST_CODE or sum(c.isdigit() for c in code) > 4 or _HOST_END.search(code):
        return False
    if "." in code:
        shaped = _DOTTED_CODE.fullmatch(code) and ("_" in code or _HUMP.search(code))
    else:
        shaped = _PLAIN_CODE.fullmatch(code) and ("_" in code or _HUMP.search(code))
    return bool(shaped)


class Kept:
    """Codes that stand aside while a text is masked, and come back afterwards. Known values in them do not."""

    def __init__(self, codes: Iterable[str], context: Mapping[str, Any]) -> None:
        safe = [c for c in evidence_codes(codes) if masked(c, context).text == c]
        self._marks = {code: f"evidencecode{_letters(number)}" for number, code in enumerate(safe)}

    def aside(self, text: str) -> str:
        """Give the text with a plain word in the place of each code."""
        for code, mark in self._marks.items():
            text = re.sub(rf"(?<![A-Za-z0-9_.-]){re.escape(code)}(?![A-Za-z0-9_-]|\.[A-Za-z0-9])", mark, text)
        return text

    def back(self, text: str) -> str:
        """Give the text with its codes again."""
        for code, mark in self._marks.items():
            text = text.replace(mark, code)
        return text


def _letters(number: int) -> str:
    """Give a number as letters, and an end, so that no mark begins another."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}") + "z"
