"""Remember which spans of time were read, for everything or for one filter, and where rows of them were unreadable.

A span with an unreadable row is covered like any other, so that nobody reads it again for each lookup, and stands
once more under a scope of its own: it stays a gap, with its reason, until it is read without such a row.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from quotadesk.domain.window import Coverage, Gap, GapReason, Window
from quotadesk.store.times import micros, moment

_WHERE = 'FROM covered WHERE connection = ? AND scope = ? AND start <= ? AND "end" >= ?'
_TOUCHING = f'SELECT start, "end", read_at {_WHERE}'
_DROP = f"DELETE {_WHERE}"
_PUT = 'INSERT INTO covered (connection, scope, start, "end", read_at) VALUES (?, ?, ?, ?, ?)'
_REFUSED = "refused:"  # before the scope: spans of it that hold a row which could not be read

Span = tuple[int, int]


def cover(
    db: sqlite3.Connection,
    connection: int,
    window: Window,
    *,
    scope: str,
    read_at: datetime,
    refused: bool = False,
) -> None:
    """Add a span that was read; touching spans become one. The newest reading tells its age.

    `refused`: a row of it could not be read. A later reading without `refused` takes that back.
    """
    span, read = (micros(window.start), micros(window.end)), micros(read_at)
    _add(db, connection, scope, span, read)
    if refused:
        _add(db, connection, _REFUSED + scope, span, read)
    else:
        _cut(db, connection, _REFUSED + scope, span)


def _add(db: sqlite3.Connection, connection: int, scope: str, span: Span, read: int) -> None:
    start, end = span
    touching = (connection, scope, end, start)
    for old_start, old_end, old_read in db.execute(_TOUCHING, touching).fetchall():
        start, end, read = min(start, old_start), max(end, old_end), max(read, old_read)
    db.execute(_DROP, touching)
    db.execute(_PUT, (connection, scope, start, end, read))


def _cut(db: sqlite3.Connection, connection: int, scope: str, hole: Span) -> None:
    touching = (connection, scope, hole[1], hole[0])
    held = db.execute(_TOUCHING, touching).fetchall()
    db.execute(_DROP, touching)
    for start, end, read in held:
        for part in _without([(start, end)], [hole]):
            db.execute(_PUT, (connection, scope, *part, read))


def coverage(db: sqlite3.Connection, connection: int, window: Window, *, scope: str) -> Coverage:
    """Tell which parts of `window` are held for `scope`; a full reading counts for every scope."""
    start, end = micros(window.start), micros(window.end)
    read: list[tuple[int, int, int]] = []
    sound: list[Span] = []
    for one in dict.fromkeys(("", scope)):
        spans = db.execute(_TOUCHING, (connection, one, end, start)).fetchall()
        faulty = db.execute(_TOUCHING, (connection, _REFUSED + one, end, start)).fetchall()
        read += spans
        sound += _without([(s, e) for s, e, _ in spans], [(s, e) for s, e, _ in faulty])
    missing = _without([(start, end)], sound)
    unread = _without(missing, [(s, e) for s, e, _ in read])
    refused = _without(missing, unread)
    gaps = [_gap(span, GapReason.NOT_FETCHED) for span in unread]
    gaps += [_gap(span, GapReason.UNREADABLE_ROWS) for span in refused]
    held = [r for span_start, span_end, r in read if span_start < end and span_end > start]
    if start == end:
        held = [r for *_, r in read]
    return Coverage(
        window=window,
        gaps=tuple(sorted(gaps, key=lambda gap: gap.window)),
        scope=scope,
        read_at=moment(max(held)) if held else None,
    )


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """Give what is left of spans when all holes are cut out of them."""
    left: list[Span] = []
    for start, end in sorted(spans):
        at = start
        for hole_start, hole_end in sorted(holes):
            if hole_end <= at or hole_start >= end:
                continue
            if hole_start > at:
                left.append((at, hole_start))
            at = hole_end
        if at < end:
            left.append((at, end))
    return left


def _gap(span: Span, reason: GapReason) -> Gap:
    return Gap(window=Window(moment(span[0]), moment(span[1])), reason=reason)


def held(db: sqlite3.Connection, connection: int, scope: str = "") -> tuple[Window, ...]:
    """Give the spans that were read for `scope`, oldest first; "" = everything."""
    sql = 'SELECT start, "end" FROM covered WHERE connection = ? AND scope = ? ORDER BY start'
    return tuple(Window(moment(start), moment(end)) for start, end in db.execute(sql, (connection, scope)))


def uncover_before(db: sqlite3.Connection, connection: int, time: int) -> None:
    """Forget that anything before `time` (microseconds) was read, because it is about to be deleted."""
    db.execute('DELETE FROM covered WHERE connection = ? AND "end" <= ?', (connection, time))
    db.execute("UPDATE covered SET start = ? WHERE connection = ? AND start < ?", (time, connection, time))
