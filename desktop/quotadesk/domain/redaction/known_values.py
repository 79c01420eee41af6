"""Find the values that the program itself knows, however they are written in a view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import re2

from quotadesk.domain.redaction.kinds import SECRETS, Hit, Kind
from quotadesk.domain.redaction.normalise import folded, identity
from quotadesk.domain.redaction.protect import MODELS, SOFT

_SHORT = 6
"""ASCII values shorter than this count only as whole words: an owner called `li` is not in `client`."""
_LEAST = 2
_NEAR = 80
_JOINED = re2.compile(r"[a-z0-9]*(?:[_.:-][a-z0-9]+)*")
_JOINED_BACK = re2.compile(r"[a-z0-9]*(?:[_.:-][a-z0-9]+)*[_.:-]?|[a-z0-9]*(?:[_.:-][a-z0-9]+)*")
_PARTS = re2.compile(r"[a-z]+")
_PLAIN = re2.compile(r"[a-z]+")
_CODE = re2.compile(r"[a-z]+(?:[_.:-][a-z]+)+")
_CODE_VOCABULARY = """
    anthropic aws azure claude cloudflare deepseek gemini google grok mistral newapi oneapi openai qwen vertex
    a access account action admin allowed already api argument array auth authentication authorization available bad balance
    balancer base batch before billing blocked body budget bytes cache call cancelled channel character chat check client code
    completion concurrency concurrent conflict connect connection consume content context convert copy count credential credit
    cut daily data database day deactivated decode deleted denied deployment disabled do duplicate durable empty enabled end engine error
    exceeded exceeds exception exhausted exist expired fail failed failure field file filter finish first for forbidden format found free
    gateway get group handler hard has header host hour id image in index input insufficient integer internal invalid invoke
    ip is json key large last length limit limited limiter limits llm load location long many max maximum media message messages method
    min minimum minute missing mode model monthly must name no none not null number object of on order organization output overloaded
    package page param parameter parse pass path payload payment per permission plan policy pool post pre price prompt provider
    proxy query queue quota range rate rates ratio read reached reason rejected remaining request requested requests required reset resource
    response restricted retries retry role root route router safety schema second seconds security server service session
    set size soft spend start state status stop stream string subscription suspended system task team temporary throttled throttling
    time timeout to token tokens tool too total tpm rpm type unauthorized unavailable unknown unprocessable unsupported until
    upstream url usage used user validation value version violation wait warning window with write wrong zero
"""
"""What the error codes of gateways and providers are made of: `rate_limit_exceeded`, `insufficient_user_quota`."""
_CODE_WORDS = frozenset(_CODE_VOCABULARY.split())


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
        plain = kind not in SECRETS and bool(_PLAIN.fullmatch(needle))
        at = low.find(needle)
        while at >= 0:
            end = at + len(needle)
            counts = len(needle) >= _SHORT or _stands_alone(low, at, end)
            if counts and not (plain and _within_evidence(low, at, end)):
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


def _within_evidence(low: str, start: int, end: int) -> bool:
    """Say whether a plain word is part of an error code, or of an id or model name that must survive.

    An owner called `rate` is not in `rate_limit_exceeded`, nor `mini` in `gpt-4o-mini`; `rate_prod` is his.
    """
    low_end = start - len(_JOINED_BACK.match(low[max(0, start - _NEAR) : start][::-1]).group())
    token = low[low_end : end + len(_JOINED.match(low[end : end + _NEAR]).group())]
    if len(token) == end - start:
        return False
    if _CODE.fullmatch(token) and _CODE_WORDS.issuperset(_PARTS.findall(token)):
        return True
    found = (SOFT if end - start < _SHORT else MODELS).match(token)
    return found is not None and found.end() >= end - low_end


def _word(char: str) -> bool:
    return char.isascii() and char.isalnum()
