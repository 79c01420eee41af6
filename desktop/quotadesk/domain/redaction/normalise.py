"""Bring a text to the form that detectors read, and remember where each of its characters came from.

A view is a text with a map: character i of the view stands for source[starts[i]:ends[i]]. Detection happens on
views, replacement on the source, so text that nobody touches stays as it was, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quotadesk.domain.redaction.escapes import escape_edits
from quotadesk.domain.redaction.lookalikes import FOLDS

DEPTH = 4
"""How many layers of escaping are undone: a log line of a log line of a JSON body of a URL."""

Edit = tuple[int, int, str]
"""Replace view[start:end] by a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A text as detectors read it, with the source range of each character."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of the source that view[start:end] stands for (not empty)."""
        return self.starts[start], max(self.ends[start], self.ends[end - 1])

    def part(self, start: int, end: int) -> View:
        """Give view[start:end] with its map."""
        return View(text=self.text[start:end], starts=self.starts[start:end], ends=self.ends[start:end])


def identity(text: str) -> View:
    """Give the view that is the source itself."""
    return View(text=text, starts=range(len(text)), ends=range(1, len(text) + 1))


def edited(view: View, edits: Iterable[Edit]) -> View:
    """Apply edits (in order, not overlapping). Each new character stands for all that its edit replaced."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for start, end, new in edits:
        parts += (view.text[last:start], new)
        starts += view.starts[last:start]
        ends += view.ends[last:start]
        starts += [view.starts[start]] * len(new)
        ends += [view.ends[end - 1]] * len(new)
        last = end
    if last == 0:
        return view
    return View(
        text="".join((*parts, view.text[last:])),
        starts=[*starts, *view.starts[last:]],
        ends=[*ends, *view.ends[last:]],
    )


def folded(view: View) -> View:
    """Fold every character to what a reader takes it for."""
    text = view.text
    if text.isascii() and text.isprintable():
        return view
    folds = FOLDS
    return edited(view, [(i, i + 1, folds[c]) for i, c in enumerate(text) if folds[c] != c])


def layers(text: str) -> tuple[View, ...]:
    """Give the folded source and each layer of unescaping below it, the last one being the normal form."""
    found = [folded(identity(text))]
    for _ in range(DEPTH):
        edits = escape_edits(found[-1].text)
        if not edits:
            break
        found.append(folded(edited(found[-1], edits)))
    return tuple(found)
