"""Remember which spans of time were read completely, for everything or for one filter."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from quotadesk.domain.window import Coverage, Gap, GapReason, Window
from quotadesk.store.times import micros, moment

_WHERE = 'FROM covered WHERE connection = ? AND scope = ? AND start <= ? AND "end" >= ?'
_TOUCHING = f'SELECT start, "end", read_at {_WHERE}'
_DROP = f"DELETE {_WHERE}"
_PUT = 'INSERT INTO covered (connection, scope, start, "end", read_at) VALUES (?, ?, ?, ?, ?)'


def cover(db: sqlite3.Connection, connection: int, window: Window, *, scope: str, read_at: datetime) -> None:
    """Add a span that was fully read; touching spans become one. The newest reading tells its age."""
    start, end, read = micros(window.start), micros(window.end), micros(read_at)
    touching = (connection, scope, end, start)
    for old_start, old_end, old_read in db.execute(_TOUCHING, touching).fetchall():
        start, end, read = min(start, old_start), max(end, old_end), max(read, old_read)
    db.execute(_DROP, touching)
    db.execute(_PUT, (connection, scope, start, end, read))


def coverage(db: sqlite3.Connection, connection: int, window: Window, *, scope: str) -> Coverage:
    """Tell which parts of `window` are held for `scope`; a full reading counts for every scope."""
    start, end = micros(window.start), micros(window.end)
    spans = db.execute(_TOUCHING, (connection, "", end, start)).fetchall()
    if scope:
        spans += db.execute(_TOUCHING, (connection, scope, end, start)).fetchall()
    gaps: list[Gap] = []
    at = start
    for span_start, span_end, _ in sorted(spans):
        if span_start > at:
            gaps.append(_gap(at, span_start))
        at = max(at, min(span_end, end))
    if at < end:
        gaps.append(_gap(at, end))
    held = [read for span_start, span_end, read in spans if span_start < end and span_end > start]
    if start == end:
        held = [read for *_, read in spans]
    return Coverage(window=window, gaps=tuple(gaps), scope=scope, read_at=moment(max(held)) if held else None)


def _gap(start: int, end: int) -> Gap:
    return Gap(window=Window(moment(start), moment(end)), reason=GapReason.NOT_FETCHED)


def held(db: sqlite3.Connection, connection: int, scope: str = "") -> tuple[Window, ...]:
    """Give the spans that were read for `scope`, oldest first; "" = everything."""
    sql = 'SELECT start, "end" FROM covered WHERE connection = ? AND scope = ? ORDER BY start'
    return tuple(Window(moment(start), moment(end)) for start, end in db.execute(sql, (connection, scope)))


def uncover_before(db: sqlite3.Connection, connection: int, time: int) -> None:
    """Forget that anything before `time` (microseconds) was read, because it is about to be deleted."""
    db.execute('DELETE FROM covered WHERE connection = ? AND "end" <= ?', (connection, time))
    db.execute("UPDATE covered SET start = ? WHERE connection = ? AND start < ?", (time, connection, time))
