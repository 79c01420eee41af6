"""Describe one detector as data, and run a table of them over a view's text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import re2

from quotadesk.domain.redaction.keys import continued
from quotadesk.domain.redaction.kinds import Hit, Kind

WINDOW = 240
LONGEST = 8000
"""Characters after a cue in which its value is looked for, and how long a value can grow once it counts."""

Check = Callable[[str, str, str], bool]
"""(value, text before the hit, text after it) → whether it counts; both neighbours are at most NEAR long."""

NEAR = 40
_NEXT = re2.compile(r"[&,;][A-Za-z_][A-Za-z0-9_.-]*[=:]")
"""Where the next field of a query or a list of settings begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """A cue, and the value behind it: the first group that took part, or the whole match where there is none.

    `anchors`: lower-case texts of which one must occur, so that most detectors cost nothing on most texts.
    `edge`: characters that may not touch the value ("word", "digit" or "").
    `weak`: the protect list wins over it. `wraps`: the value is a key and may go on in the next line.
    """

    kind: Kind
    reason: str
    pattern: re2._Regexp
    value: re2._Regexp | None = None
    anchors: tuple[str, ...] = ()
    check: Check | None = None
    edge: str = ""
    weak: bool = False
    wraps: bool = False


def run(detectors: Iterable[Detector], text: str, low: str) -> Iterator[tuple[Hit, bool]]:
    """Give (hit, weak) for every place a detector of the table finds."""
    searched = text.encode() if text.isascii() else text  # RE2 reads bytes: encoded once, places are the same
    for detector in detectors:
        if detector.anchors and not _announced(detector.anchors, low):
            continue
        for match in detector.pattern.finditer(searched):
            span = _value_span(detector, match, text)
            if span and _counts(detector, text, *span):
                span = _grown(detector, match, text, span)
                if detector.wraps:
                    span = span[0], continued(text, *span)
                yield (
                    Hit(kind=detector.kind, start=span[0], end=span[1], reason=detector.reason),
                    detector.weak,
                )


def _announced(anchors: tuple[str, ...], low: str) -> bool:
    for anchor in anchors:  # noqa: SIM110 - most texts fail here, 90 times each; a generator takes twice as long
        if anchor in low:
            return True
    return False


def _value_span(detector: Detector, match: re2._Match, text: str) -> tuple[int, int] | None:
    if detector.value is None:
        return first_span(match)
    return _behind(detector.value, text, int(match.end()), WINDOW)


def _behind(value: re2._Regexp, text: str, end: int, window: int) -> tuple[int, int] | None:
    found = value.match(text[end : end + window])
    if found is None:
        return None
    start, stop = first_span(found)
    cut = _NEXT.search(text[end + start : end + stop])
    stop = start + cut.start() if cut else stop
    opening = text.rfind("(", end + start, end + stop)
    if opening > text.rfind(")", end + start, end + stop):
        stop = opening - end
    while stop > start and text[end + stop - 1] in ".,;:":
        stop -= 1
    return (end + start, end + stop) if start < stop else None


def _grown(detector: Detector, match: re2._Match, text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Follow a value that counts beyond the window in which it was judged."""
    if detector.value is None or span[1] < int(match.end()) + WINDOW:
        return span
    return _behind(detector.value, text, int(match.end()), LONGEST) or span


def first_span(match: re2._Match) -> tuple[int, int]:
    """Give the range of the first group that took part, or of the whole match where none did."""
    spans = (match.span(group) for group in range(1, match.re.groups + 1))
    start, end = next((span for span in spans if span[0] >= 0), match.span())
    return int(start), int(end)


def _counts(detector: Detector, text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    if detector.edge and (_touches(before[-1:], detector.edge) or _touches(after[:1], detector.edge)):
        return False
    return detector.check is None or detector.check(text[start:end], before, after)


def _touches(char: str, edge: str) -> bool:
    if edge == "digit":
        return char.isdigit()
    return char.isascii() and (char.isalnum() or char == "_")
