"""Mask known values before a text cuts the field that they stand in: half a value would be found by nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quotadesk.app.answers import CaseView
from quotadesk.app.known import without_parts_of_key_names
from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain.facts_internal import LONGEST_ERROR
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Known, forbidden, masked

_NAMES = ("model", "key_name", "tier")  # what a customer reads, in a few words
_LONGEST = {
    **dict.fromkeys(("owner", "group", "project", "environment", "key_name", "model"), 64),
    "tier": 32,
}
"""Characters of a field in a hand-off note; see domain/facts_internal."""


def uncut(view: CaseView, known: Known, secret: bytes, reader: Reader) -> CaseView:
    """Give a case whose fields may be cut for a reader. A field that stands whole is left to the gate."""
    request = view.request
    if request is None:
        return view
    public = reader is Reader.PUBLIC
    if public:
        known = without_parts_of_key_names(known, request.key_name)
    context = {"known": [{"label": k.value, "value": v} for k, v in forbidden(known, reader)]}

    def safe(text: str, longest: int) -> str:
        return masked(text, context, secret=secret).text if phrases.is_cut(text, longest) else text

    lengths = dict.fromkeys(_NAMES, 0) if public else _LONGEST
    changed: dict[str, Any] = {
        name: safe(getattr(request, name), longest) for name, longest in lengths.items()
    }
    error = request.error
    if error is not None and not public:
        error = replace(error, text=safe(error.text, LONGEST_ERROR))
    return replace(view, request=replace(request, **changed, error=error))
