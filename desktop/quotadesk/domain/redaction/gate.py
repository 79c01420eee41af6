"""Decide whether a text may leave: redact it, look again strictly, and refuse when anything is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from quotadesk.domain.redaction.engine import masked, scan
from quotadesk.domain.redaction.kinds import Hit, MaskedValue
from quotadesk.domain.redaction.known import Audience, Known, forbidden
from quotadesk.domain.redaction.pseudonym import EPHEMERAL
from quotadesk.domain.said import Said

LIMIT_SECONDS = 0.25
"""A scan that takes longer is no scan: the gate refuses."""


class Refusal(StrEnum):
    """Why a text was refused."""

    LEFTOVER = "leftover"
    SCAN_FAILED = "scan_failed"
    SCAN_SLOW = "scan_slow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is left in the redacted text: 1-based line and column, and what kind it is."""

    line: int
    column: int
    hit: Hit


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """The text that may leave, and what was masked in it."""

    text: str
    values: tuple[MaskedValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Nothing leaves. `text` is the redacted text that `places` point into, for the screen only."""

    refusal: Refusal
    hint: Said
    text: str = ""
    places: tuple[Place, ...] = ()


class Scan(Protocol):
    """The strict second look, as a port so that a test can make it fail or dawdle."""

    def __call__(self, text: str, context: Mapping[str, Any] | None = None) -> tuple[Hit, ...]:
        """Give every hit in `text`."""
        ...


HINTS: Mapping[Refusal, Said] = {
    Refusal.LEFTOVER: Said("Remove the marked places and copy again.", "请删除所标位置后再复制。"),
    Refusal.SCAN_FAILED: Said(
        "The check could not finish. Shorten the text and copy again; if it repeats, report it.",
        "检查未能完成，请缩短文本后再复制；若反复出现，请反馈。",
    ),
    Refusal.SCAN_SLOW: Said(
        "The check took too long. Shorten the text and copy again.", "检查耗时过长，请缩短文本后再复制。"
    ),
}


def decide(
    document_text: str,
    *,
    audience: Audience,
    known: Known,
    clock: Callable[[], float],
    secret: bytes = EPHEMERAL,
    look: Scan = scan,
    limit: float = LIMIT_SECONDS,
) -> Passed | Refused:
    """Decide about one text. `clock` gives seconds that only grow (time.perf_counter); `limit` is in seconds.

    Nothing raises: whatever goes wrong inside is a refusal, because a text that was not checked may not leave.
    """
    context = {"known": [{"label": kind.value, "value": value} for kind, value in forbidden(known, audience)]}
    began = clock()
    try:
        result = masked(document_text, context, secret=secret)
        hits = look(result.text, context)
    except Exception:  # noqa: BLE001 - any failure of the check must refuse, none may pass
        return _refused(Refusal.SCAN_FAILED)
    if clock() - began > limit:
        return _refused(Refusal.SCAN_SLOW)
    if hits:
        places = tuple(_place(result.text, hit) for hit in hits)
        return Refused(
            refusal=Refusal.LEFTOVER, hint=HINTS[Refusal.LEFTOVER], text=result.text, places=places
        )
    return Passed(text=result.text, values=result.values)


def _refused(refusal: Refusal) -> Refused:
    return Refused(refusal=refusal, hint=HINTS[refusal])


def _place(text: str, hit: Hit) -> Place:
    before = text[: hit.start]
    line = before.count("\n")
    return Place(line=line + 1, column=len(before) - (before.rfind("\n") + 1) + 1, hit=hit)
