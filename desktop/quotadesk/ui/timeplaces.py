"""Give each mark of a course its place on the line: time to scale, what is long broken, nothing under its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from quotadesk.ui.course import SQUEEZE_S, Course, Moment

BROKEN_S = 6.0  # drawn seconds of what is broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A mark, where it begins and ends (in pixels) and which of its texts has room there."""

    moment: Moment
    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pen:
    """The measures of a drawing in pixels: its width, the least gap, the side of a round mark, and of texts."""

    width: float
    gap: float
    round: float
    advance: Callable[[str], float]


def placed(course: Course, pen: Pen) -> list[Placed]:
    """Place all marks; texts give way to their short forms where not all have room."""
    moments = course.moments
    if not moments:
        return []
    texts = [m.text for m in moments]
    room = pen.width - 2.0 - pen.gap * (len(moments) - 1)
    if sum(_leasts(moments, texts, pen)) > room:
        texts = [m.short or m.text for m in moments]
    leasts = _leasts(moments, texts, pen)
    tight = min(1.0, room / sum(leasts))  # so many marks that even short texts must be cut
    leasts = [least * tight for least in leasts]
    spans, pauses = _stretches(course)
    whole = (sum(spans) + sum(pauses)) or 1.0
    free = max(0.0, room - sum(leasts))
    found, x = [], 1.0
    for number, moment in enumerate(moments):
        if number:
            x += pen.gap + free * pauses[number - 1] / whole
        width = leasts[number] + free * spans[number] / whole
        found.append(Placed(moment=moment, left=x, right=x + width, text=texts[number]))
        x += width
    return found


def _leasts(moments: tuple[Moment, ...], texts: list[str], pen: Pen) -> list[float]:
    return [
        pen.round if moment.kind == "refund" else pen.advance(text) + pen.gap + 2
        for moment, text in zip(moments, texts, strict=True)
    ]


def _stretches(course: Course) -> tuple[list[float], list[float]]:
    """Give the drawn seconds of every mark and of every pause between two."""
    if not course.scaled:
        return [1.0] * len(course.moments), [0.3] * max(0, len(course.moments) - 1)
    spans = [BROKEN_S if m.broken else max(0.05, m.end - m.start) for m in course.moments]
    pauses = [max(0.0, after.start - before.end) for before, after in pairwise(course.moments)]
    return spans, [BROKEN_S if pause > SQUEEZE_S else pause for pause in pauses]
