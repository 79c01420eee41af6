"""Find what a cookie header carries: each value that is long and random, or that a session is named after."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from quotadesk.domain.redaction.kinds import Hit, Kind
from quotadesk.domain.redaction.text_tools import is_random

_HEADER = re2.compile(
    r"(?i)\b(?:set-)?cookies?2?[\"']?\s{0,2}[:=]\s{0,2}[\"'\[{]{0,2}|(?i)(?:-b|--cookie)\s+[\"']?"
)
_PAIR = re2.compile(
    r"\s*(?P<name>[A-Za-z0-9_.!#$%&*+^`|~-]{1,80})\s?=\s?\"{0,2}(?P<v>[^\s;,\"'<>\[\]]+)\"?(?:;|,|\s|$|[\"'])?"
)
_SENSITIVE = re2.compile(
    r"(?i)sess|sid$|^sid|token|auth|jwt|csrf|xsrf|remember|login|passport|secret|key|ticket|sso|user|uid|_ga|clearance"
)
_ATTRIBUTES = frozenset(
    {"path", "domain", "expires", "max-age", "samesite", "version", "priority", "theme", "lang", "locale"}
)
_LINE = 6000
_LEAST = 12


def cookie_hits(text: str, low: str) -> Iterator[Hit]:
    """Give the secret values of every Cookie and Set-Cookie header; names and attributes stay."""
    if "cookie" not in low and "-b" not in low:
        return
    for header in _HEADER.finditer(text):
        at = header.end()
        line = text[at : at + _LINE].split("\n", 1)[0]
        offset = 0
        while pair := _PAIR.match(line[offset:]):
            name, value = pair.group("name").lower(), pair.group("v")
            named = bool(_SENSITIVE.search(name)) and len(value) >= 6
            if name not in _ATTRIBUTES and (named or is_random(value, least=_LEAST)):
                yield Hit(
                    kind=Kind.SESSION,
                    start=at + offset + pair.start(2),
                    end=at + offset + pair.end(2),
                    reason="cookie",
                )
            offset += pair.end()
