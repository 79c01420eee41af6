"""Open what hides inside a view: base64, hexadecimal text, and texts spelled out in equal groups of characters."""

from __future__ import annotations

import binascii
import itertools
import re
from collections.abc import Iterator

import re2

from quotadesk.domain.redaction.normalise import View, edited

_BASE64 = re2.compile(r"[A-Za-z0-9+/_-]{14,}(?:\r?\n[ \t]{0,4}[A-Za-z0-9+/_-]{4,})*={0,2}")
_LEAST_RUN = 14
_SPLIT = re2.compile(r"[^/\s_-]{16,}={0,2}|[A-Za-z0-9_-]{16,}={0,2}")
_HEX = re2.compile(r"(?:[0-9a-fA-F]{2}){12,}|(?:[0-9a-fA-F]{2}[ :,]){11,}[0-9a-fA-F]{2}")
_SIGN = r"[A-Za-z0-9_.:/+?=&%-]"
_WORDS = re.compile(_SIGN + "+")  # nothing to go back over: linear, and a tenth of RE2's time a match
_LEAST_GROUPS = 4
_MOST_GROUP = 8
_LEAST_KEY = 16
_STANDARD = bytes.maketrans(b"-_", b"+/")
_HEAD = 24
_TEXTUAL = bytes({9, 10, 13, *range(0x20, 0x7F), *range(0x80, 0xC0), *range(0xC2, 0xF5)})
"""Bytes that occur in UTF-8 without control characters."""
_CUE = re2.compile(r"[=:]")
_GROUPS = re2.compile(
    "|".join(
        rf"{_SIGN}\s{{1,2}}{_SIGN}{{{size}}}\s{{1,2}}{_SIGN}{{{size}}}\s{{1,2}}{_SIGN}{{1,{size + 1}}}(?:$|[^A-Za-z0-9_.:/+?=&%-])"
        for size in range(1, _MOST_GROUP + 1)
    )
)
"""Two groups of one size in a row between two more: without them nothing is spelled out, and most texts are done."""


def opened(view: View) -> Iterator[tuple[int, int, str]]:
    """Give (start, end, decoded text) for each run that decodes to readable text."""
    text = view.text
    if len(text) < _LEAST_RUN:
        return
    for match in _BASE64.finditer(text):
        start, end = match.span()
        yield from _base64(match.group(), start, end)
    for match in _HEX.finditer(text):
        run = "".join(c for c in match.group() if c.isalnum())
        decoded = _readable(bytes.fromhex(run))
        if decoded:
            yield match.start(), match.end(), decoded


def _base64(run: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    decoded = _decoded(run)
    if decoded:
        yield start, end, decoded
        return
    if not any(c in run for c in "/\n_-"):
        return
    for part in _SPLIT.finditer(run):
        decoded = _decoded(part.group())
        if decoded:
            yield start + part.start(), start + part.end(), decoded


def _decoded(run: str) -> str | None:
    compact = b"".join(run.encode().split()).translate(_STANDARD).rstrip(b"=")
    if len(compact) % 4 == 1 or _is_noise(binascii.a2b_base64(compact[: min(len(compact), _HEAD) // 4 * 4])):
        return None
    return _readable(binascii.a2b_base64(compact + b"=" * (-len(compact) % 4)))


def _is_noise(head: bytes) -> bool:
    """Say whether no readable text begins with these bytes: most runs are told by them, for a tenth of the time."""
    return bool(head.translate(None, _TEXTUAL)) and any(head[1::2])


def _readable(data: bytes) -> str | None:
    """Give the text of bytes that are text: UTF-8 (or UTF-16 as PowerShell writes it) without control characters."""
    for encoding in ("utf-8", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (
            text
            and all(c.isprintable() or c in "\r\n\t" for c in text)
            and (encoding == "utf-8" or text.isascii())
        ):
            return text
    return None


def spelled(view: View) -> View | None:
    """Give the view with texts that were spelled out in equal groups (`s k - a b c`) put together, or None."""
    text = view.text
    if len(text.split()) < _LEAST_GROUPS or not _GROUPS.search(text):
        return None
    edits: list[tuple[int, int, str]] = []
    group: list[tuple[int, int]] = []
    for match in _WORDS.finditer(text):
        span = match.span()
        if group and not _continues(text, group, span):
            edits += _gaps(text, group)
            group = [group[-1]] if _continues(text, group[-1:], span) else []
        group.append(span)
    edits += _gaps(text, group)
    return edited(view, edits) if edits else None


def _continues(text: str, group: list[tuple[int, int]], span: tuple[int, int]) -> bool:
    gap = text[group[-1][1] : span[0]]
    if not gap.isspace() or len(gap) > 2:
        return False
    size, last = span[1] - span[0], group[-1][1] - group[-1][0]
    if len(group) == 1:
        return size <= _MOST_GROUP
    if text[span[1] - 1] in ".:" and size == last + 1:
        size -= 1  # the full stop of the sentence behind the last group
    return last == group[1][1] - group[1][0] and size <= last


def _is_word(part: str) -> bool:
    return part.isalpha() and (part.islower() or part.istitle())


def _size(span: tuple[int, int]) -> int:
    return span[1] - span[0]


def _gaps(text: str, group: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    if len(group) < _LEAST_GROUPS:
        return []
    first = text[slice(*group[0])]
    if _size(group[0]) != _size(group[1]) and (_size(group[0]) < _size(group[1]) or first.isalnum()):
        group = group[1:]
    tail = text[slice(*group[-1])]
    if tail.islower() and tail.isalpha() and 1 < len(tail) < _size(group[1]):
        group = group[:-1]
    head = _CUE.split(first)[-1]
    if len(head) >= _LEAST_KEY and all(_is_word(text[slice(*part)]) for part in group[1:]):
        return []  # a key and the sentence that goes on behind it
    return [(a[1], b[0], "") for a, b in itertools.pairwise(group)]
