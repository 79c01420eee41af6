"""Put together what was broken into pieces: runs over lines of one width, strings in a row, base64 in place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import re2

from quotadesk.domain.redaction.kinds import Hit
from quotadesk.domain.redaction.normalise import Edit, View, edited

_SCHEME = re2.compile(r"(?i)(?:https?|wss?)://|eyJ[A-Za-z0-9]")
_RUN = re2.compile(r"[A-Za-z0-9_.~%/?&=+@#:-]+")
_BREAK = re2.compile(r"[ \t]{0,4}\r?\n[ \t>|*]{0,12}")
_LINE_END = re2.compile(r"([A-Za-z0-9_.~%/?&=+@#:-]{16,})[ \t]{0,4}\r?\n")
_SETTING = re2.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\s?[=:](?:[^=]|$)")
_WIDTHS = frozenset({20, 24, 30, 32, 40, 48, 50, 60, 64, 70, 72, 75, 76, 77, 78, 79, 80, 100, 120, 128})
"""Where mail programs, terminals, base64 tools and people break lines: one break at such a width is forced."""
_LEAST_WIDTH = 16
_MOST_LINES = 120
_LONGEST = 400
_QUOTES = re2.compile(
    r"[\"'`][ \t]{0,8}(?:\\?\r?\n[ \t]{0,12})?(?:[+.&\\][ \t]{0,4})?(?:\\?\r?\n[ \t]{0,12})?[\"'`]"
)


def unwrapped(view: View) -> tuple[View, list[Edit]] | None:
    """Give the view with runs put together that were broken into lines of one width: addresses, sessions, keys."""
    text = view.text
    if "\n" not in text:
        return None
    edits: list[Edit] = []
    for match in _LINE_END.finditer(text):
        if edits and match.start() < edits[-1][1]:
            continue
        for start in _starts(match):
            found = _breaks(text, start)
            if found:
                edits += found
                break
    return (edited(view, edits), edits) if edits else None


def _starts(match: re2._Match) -> Iterator[int]:
    """Give where a broken value may begin within the run at the end of a line: an address, after a name, the run."""
    run, start = match.group(1), int(match.start(1))
    scheme = _SCHEME.search(run)
    if scheme is not None:
        yield start + int(scheme.start())
        return
    named = max(run.rfind("=", 0, len(run) - 1), run.rfind(":", 0, len(run) - 1))
    if named >= 0:
        yield start + named + 1
    yield start


def _breaks(text: str, start: int) -> list[Edit]:
    """List the breaks of one broken text: every line but the last is as wide as the first."""
    first = _RUN.match(text[start : start + _LONGEST])
    if first is None or first.end() < _LEAST_WIDTH:
        return []
    width, at = int(first.end()), start + int(first.end())
    free = bool(_SCHEME.match(first.group()))
    edits: list[Edit] = []
    for _ in range(_MOST_LINES):
        gap = _BREAK.match(text[at : at + _LEAST_WIDTH + 4])
        run = gap and _RUN.match(text[at + gap.end() : at + gap.end() + _LONGEST])
        if not run or run.end() > width or run.group().endswith(":") or not (free or _goes_on(run.group())):
            break
        edits.append((at, at + int(gap.end()), ""))
        at += int(gap.end() + run.end())
        if run.end() < width:
            break
    return edits if len(edits) > 1 or width in _WIDTHS else []


def _goes_on(run: str) -> bool:
    """Say whether a line goes on with a key: no setting of its own, no word."""
    core = run.rstrip(".,:")
    return not (_SETTING.match(run) or (core.isalpha() and (core.islower() or core.istitle())))


def unquoted(view: View) -> tuple[View, list[Edit]] | None:
    """Give the view with strings put together that stand in a row: `"sk-ab" + "cd"`, `'sk-ab' 'cd'`."""
    text = view.text
    if not ('"' in text or "'" in text or "`" in text):
        return None
    edits: list[Edit] = []
    for match in _QUOTES.finditer(text):
        start, end = match.span()
        if _key_char(text[start - 1 : start]) and _key_char(text[end : end + 1]):
            edits.append((start, end, ""))
    return (edited(view, edits), edits) if edits else None


def decoded(view: View, hidden: Iterable[Edit]) -> tuple[View, list[Edit]] | None:
    """Give the view with what base64 and hexadecimal runs say in their place, so that its surroundings count."""
    edits: list[Edit] = []
    for start, end, inner in hidden:
        if not edits or start >= edits[-1][1]:
            edits.append((start, end, inner))
    return (edited(view, edits), edits) if edits else None


def crossing(view: View, base: View, edits: list[Edit], hits: Iterable[Hit]) -> Iterator[Hit]:
    """Keep the hits of a joined view that reach over one of its joins: the others were seen before."""
    starts = [base.starts[start] for start, _, _ in edits]
    for hit in hits:
        low, high = view.source_range(hit.start, hit.end)
        at = bisect_left(starts, low)
        if at < len(starts) and starts[at] < high:
            yield hit


def _key_char(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-_.+/=")
