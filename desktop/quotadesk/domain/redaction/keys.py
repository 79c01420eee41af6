"""Find keys that announce themselves by a prefix, also where a line break or spaces cut them into pieces."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from quotadesk.domain.redaction.detectors_keys import EXACT, FORMATS, SHAPES, WORD, KeyFormat
from quotadesk.domain.redaction.kinds import Hit, Kind
from quotadesk.domain.redaction.protect import EVIDENCE, MODELS
from quotadesk.domain.redaction.text_tools import is_hex, is_piece, is_random

_BREAK = r"(?:[ \t]{0,4}\r?\n[ \t>|*]{0,8})?"
LONGEST = 4000
"""Characters of one key that are looked at; what is longer is no key but is masked as far as this."""


def _padding(chars: str) -> str:
    return "={0,2}" if "/" in chars else ""


_BY_PREFIX = {row.prefix.lower() if row.prefix.startswith("sk") else row.prefix: row for row in FORMATS}
_PREFIXES = re2.compile(
    r"[sS][kK]-|" + "|".join(re2.escape(p) for p in sorted(_BY_PREFIX, key=len, reverse=True) if p != "sk-")
)
_BODIES = {row.chars: re2.compile(row.chars + "+" + _padding(row.chars)) for row in FORMATS}
_PIECES = {
    row.chars: re2.compile(
        r"(?P<gap>[ \t]*\r?\n[ \t>|*]{0,8}|[ \t]{1,2})(?P<piece>"
        + row.chars
        + "+"
        + _padding(row.chars)
        + r")(?P<next>.?)"
    )
    for row in FORMATS
}
_EXACT = tuple(
    (kind, mark, re2.compile("".join(f"(?:{chars}{_BREAK}){{{count}}}" for chars, count in parts)))
    for kind, mark, parts in EXACT
)
_SHAPES = tuple((kind, mark, re2.compile(pattern)) for kind, mark, pattern in SHAPES)
_SHORTEST = min(16, *(len(row.prefix) + row.least for row in FORMATS))
"""No key is shorter: the shortest shape is a signed session of 16 characters (`eyJ……………`)."""
_SK = "sk-"
_SK_ROWS = sorted((r for p, r in _BY_PREFIX.items() if p.startswith(_SK)), key=lambda r: -len(r.prefix))
_MOST_PIECES = 400
SAMPLE = max(160, *(row.least + 1 for row in FORMATS))
_SURE = 8
_LEAST_SIGNS = 3
_NO_WORD = 24
"""No word of any language on a screen is so long: a run without a hyphen behind sk- is a key."""
_UUID = re2.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SEPARATORS = re2.compile(r"[-_.]")
_LINE = 12
_LONGEST_ID = 600
_RUN_BACK = re2.compile(r"[A-Za-z0-9_-]+")


def key_hits(text: str) -> Iterator[Hit]:
    """Give every prefixed or shaped key of a view's text; offsets are the view's."""
    if len(text) < _SHORTEST:
        return
    yield from _prefixed(text)
    yield from _unwrapped(text)
    for kind, mark, pattern in _SHAPES:
        if mark in text:
            for match in pattern.finditer(text):
                yield Hit(kind=kind, start=match.start(), end=_joined(text, match, kind), reason="shape")


def _unwrapped(text: str) -> Iterator[Hit]:
    """Give shaped keys that a broken line cuts: their exact length tells where they end."""
    if "\n" not in text:
        return
    for kind, mark, pattern in _EXACT:
        if mark in text or mark[1:] in text:
            for match in pattern.finditer(text):
                end = match.start() + len(match.group().rstrip(" \t\r\n>|*"))
                if not _RUN_BACK.match(text[end : end + 1]):
                    yield Hit(kind=kind, start=match.start(), end=end, reason="shape")


def _joined(text: str, match: re2._Match, kind: Kind) -> int:
    """Give where a shaped key ends, following a signed session over broken lines."""
    end = int(match.end())
    if kind is not Kind.SESSION:
        return end
    window = text[end : end + LONGEST]
    at = 0
    while (piece := _PIECES[_DOT].match(window[at : at + LONGEST])) and "\n" in piece.group("gap"):
        body = piece.group("piece")
        if piece.group("next") in ("=", ":") or not (is_random(body, least=_LINE) or "." in body[1:-1]):
            break
        at += piece.end(2)
    return end + at


_DOT = r"[A-Za-z0-9_.-]"


def _prefixed(text: str) -> Iterator[Hit]:
    done = 0
    for match in _PREFIXES.finditer(text):
        start, end = match.span()
        if start < done or _glued(text, start) or text.startswith(match.group(), end):
            continue
        for row in _rows_of(match.group(), text, start):
            if row.vague and _inside_id(text, start, row):
                continue
            stop = _stop(text, start + len(row.prefix), row)
            if stop:
                yield Hit(kind=row.kind, start=start, end=stop, reason="prefix")
                done = stop
                break


def _glued(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    return before.isascii() and (before.isalpha() or (before.isdigit() and text[start].isdigit()))


def _inside_id(text: str, start: int, row: KeyFormat) -> bool:
    """Say whether a vague prefix stands within an id (`…-32fc-6491-…`); a body of a known length is a key."""
    before = text[max(0, start - _LONGEST_ID) : start]
    if before[-1:].isascii() and before[-1:].isdigit() and row.prefix[:2] != "sk":
        return True
    head = _RUN_BACK.match(before[::-1])
    if head is None:
        return False
    found = EVIDENCE.match(text[start - head.end() : start + LONGEST])
    if found is None or found.end() <= head.end():
        return False
    body = _BODIES[row.chars].match(text[start + len(row.prefix) : start + SAMPLE])
    return body is None or body.end() not in row.lengths


def _rows_of(found: str, text: str, start: int) -> Iterator[KeyFormat]:
    """Give the format of a prefix, and for sk-… the plain format after a special one that does not fit."""
    row = _BY_PREFIX.get(found.lower() if found[:2].lower() == "sk" else found)
    if found[:3].lower() == _SK:
        head = text[start : start + 24].lower()
        yield from (row for row in _SK_ROWS if head.startswith(row.prefix.lower()))
    elif row is not None:
        yield row


def _stop(text: str, start: int, row: KeyFormat) -> int:
    """Give where the body ends that begins at `start`, or 0 where there is no key."""
    head = _BODIES[row.chars].match(text[start : start + SAMPLE])
    if head is None or head.group().startswith(row.prefix):
        return 0
    body = head.group()
    if len(body) == SAMPLE:
        if not _fits(body, row) and not row.exact:
            return 0
        body = _BODIES[row.chars].match(text[start : start + LONGEST]).group()
    body = body.rstrip(".")
    rest, end = _rest(text, start + len(body), body, row)
    return end if _fits(body + rest, row) else 0


_ANY = KeyFormat(
    prefix="", chars=WORD, least=1, lengths=frozenset(), kind=Kind.API_KEY, vague=True, exact=False
)


def continued(text: str, start: int, end: int) -> int:
    """Give where a key ends that was found by its context as text[start:end] but may go on in the next line."""
    following = text[end : end + 2].lstrip("\r ")
    if text[end - 1] == "=" or not following.startswith("\n") or not is_random(text[start:end], least=_LINE):
        return end
    return _rest(text, end, text[start:end], _ANY)[1]


def _fits(body: str, row: KeyFormat) -> bool:
    if len({c for c in body.lower() if c.isalnum()}) < _LEAST_SIGNS:
        return False  # sk-xxxxxxxx of a manual
    if len(body) < row.least or (row.exact and len(body) not in row.lengths):
        return False
    plain = body.isupper() or body.islower() or body.istitle()
    if plain and row.prefix.isalpha() and row.prefix.isupper() and not any(c.isdigit() for c in body):
        return False
    if not row.vague or _UUID.fullmatch(body):
        return True
    return is_random(body) or len(max(_SEPARATORS.split(body), key=len)) >= _NO_WORD


def _rest(text: str, end: int, body: str, row: KeyFormat) -> tuple[str, int]:
    """Follow a key over line breaks and spaces: give the pieces that belong to it and where they end."""
    taken, stop, rest = body, end, ""
    sizes = [len(row.prefix) + len(body)]
    pattern = _PIECES[row.chars]
    for _ in range(_MOST_PIECES):
        found = pattern.match(text[stop : stop + LONGEST])
        if found is None or not _belongs(taken, found, row, sizes, text[stop : stop + 80]):
            break
        piece = found.group("piece")
        taken += piece
        rest += piece
        sizes.append(len(piece))
        stop += found.start(2) + len(piece)
    return rest, stop


def _belongs(taken: str, found: re2._Match, row: KeyFormat, sizes: list[int], ahead: str) -> bool:
    """Decide whether the next piece continues the key."""
    piece, following = found.group("piece"), found.group("next")
    if following in ("=", ":", "(") or (piece[-1] == "=" and following.isalnum()):
        return False
    coming = ahead[found.start(2) :]
    if EVIDENCE.match(coming) or (MODELS.match(coming) and piece.islower()):
        return False
    total = len(taken) + len(piece)
    whole = len(taken) in row.lengths
    plain = taken.isalpha() and taken.islower() and piece.isalpha()
    if row.lengths and not whole and total in row.lengths and (plain or _mixed(piece, row)):
        return True
    even = len(set(sizes[-2:])) == 1 and len(piece) <= sizes[-1]
    if "\n" in found.group("gap"):
        if whole and row.lengths and max(row.lengths) <= len(taken):
            return False
        if len(piece) >= _SURE and _is_more(taken, piece):
            return True
        return not whole and (
            _is_more(taken, piece) or (even and (len(sizes) > 1 or len(piece) == sizes[0] >= _LINE))
        )
    if whole:
        return False
    return even and (len(piece) == sizes[-1] or len(sizes) > 2) and is_piece(taken + piece)


def _is_more(taken: str, piece: str) -> bool:
    """Say whether a piece on the next line goes on with what was taken: as mixed, or as hexadecimal."""
    if is_piece(piece):
        return True
    return is_hex(piece) and is_hex(taken) and any(c.isdigit() for c in piece) and not piece.isdigit()


def _mixed(piece: str, row: KeyFormat) -> bool:
    """Say whether a piece that completes a known length is more than a word."""
    return any(c.isdigit() for c in piece) or is_piece(piece) or not piece.islower() or "a-f" in row.chars
