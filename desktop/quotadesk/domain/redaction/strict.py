"""Look at a text that is about to leave once more, with what would be too suspicious for the first look.

On top of everything that redaction finds: keys and known secrets that only show when all white space is taken out,
wherever the breaks stand, and encodings inside encodings.
"""

from __future__ import annotations

from collections.abc import Iterator

import re2

from quotadesk.domain.redaction.encoded import opened
from quotadesk.domain.redaction.finder import KnownPairs, find, source_hits
from quotadesk.domain.redaction.keys import key_hits
from quotadesk.domain.redaction.kinds import SECRETS, Hit
from quotadesk.domain.redaction.known_values import compare_form, known_hits
from quotadesk.domain.redaction.normalise import View, edited, layers
from quotadesk.domain.redaction.protect import EVIDENCE
from quotadesk.domain.redaction.text_tools import is_random

_BLANKS = re2.compile(r"\s+")
_LEAST_SECRET = 8


def strict_hits(text: str, known: KnownPairs = ()) -> tuple[Hit, ...]:
    """Give every place of `text` that must not leave; offsets are code points of `text`."""
    if not text:
        return ()
    hits = [found.hit for found in find(text, known)]
    normal = layers(text)[-1]
    squeezed = edited(normal, [(m.start(), m.end(), "") for m in _BLANKS.finditer(normal.text)])
    ids = [normal.source_range(*match.span()) for match in EVIDENCE.finditer(normal.text)]
    hits += (
        hit
        for hit in source_hits(squeezed, _squeezed(squeezed.text, known))
        if hit.reason == "known" or not any(start < hit.start < end for start, end in ids)
    )
    hits += source_hits(normal, _nested(normal, known))
    return tuple(sorted(set(hits), key=lambda hit: (hit.start, hit.end, hit.kind, hit.reason)))


def _squeezed(text: str, known: KnownPairs) -> Iterator[Hit]:
    secrets = [(kind, value) for kind, value in known if kind in SECRETS and len(value) >= _LEAST_SECRET]
    yield from known_hits(compare_form(text), secrets)
    for hit in key_hits(text):
        if is_random(text[hit.start : hit.end]) and any(c.isdigit() for c in text[hit.start : hit.end]):
            yield hit


def _nested(view: View, known: KnownPairs) -> Iterator[Hit]:
    for start, end, inner in opened(view):
        found = find(inner, known)
        if found:
            yield Hit(kind=found[0].hit.kind, start=start, end=end, reason="encoded")
