"""Redact a text: find what must not leave and put typed placeholders in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotadesk.domain.redaction.finder import find
from quotadesk.domain.redaction.kinds import Hit, Masked, MaskedValue
from quotadesk.domain.redaction.known import from_context
from quotadesk.domain.redaction.pseudonym import EPHEMERAL, placeholder
from quotadesk.domain.redaction.strict import strict_hits


def redact(text: str, context: Mapping[str, Any] | None = None, *, secret: bytes = EPHEMERAL) -> str:
    """Give `text` with everything that must not leave replaced by typed placeholders.

    `context` is `{"known": [{"label": kind, "value": text}, …]}`: what the program knows beyond what shows by its
    shape. `secret` keys the pseudonyms. Text that is not replaced stays byte for byte; a second time changes nothing.
    """
    return masked(text, context, secret=secret).text


def masked(text: str, context: Mapping[str, Any] | None = None, *, secret: bytes = EPHEMERAL) -> Masked:
    """Like redact, and list what was masked and why; offsets are code points of the source."""
    parts: list[str] = []
    values: list[MaskedValue] = []
    last = 0
    for found in find(text, from_context(context)):
        hit = found.hit
        new = placeholder(hit.kind, found.value, secret=secret)
        parts += (text[last : hit.start], new)
        values.append(
            MaskedValue(kind=hit.kind, placeholder=new, start=hit.start, end=hit.end, reason=hit.reason)
        )
        last = hit.end
    return Masked(text="".join((*parts, text[last:])), values=tuple(values))


def scan(text: str, context: Mapping[str, Any] | None = None) -> tuple[Hit, ...]:
    """Look strictly at a text that is about to leave: every place that should not be in it."""
    return strict_hits(text, from_context(context))
