"""Keep the figures of whole days (UTC) by model, group and owner, and make anew those of days that changed.

The day of every request that is added, changed or removed is marked (`stale_day`) in the transaction of the change:
by store/lines.py when a line is added, by triggers when one is changed or removed. A marked day is read from the
requests themselves until its figures are made anew, so an answer is never older than the rows; the roll-ups only make
it quick.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import add

from quotadesk.app.ports import By, Figure
from quotadesk.domain.charge import LEDGER, Charge
from quotadesk.store.dictionary import Kind
from quotadesk.store.pieces import locked
from quotadesk.store.request_rows import CHARGE_CODES
from quotadesk.store.schema import DAY

Key = tuple[int, int]  # dimension, value
Sums = tuple[int, ...]  # as _SUMS
Row = tuple[int, ...]

_AT_ONCE = 1_000  # rows in one transaction: a few milliseconds
_SUMS = ("requests", "failures", "tokens_in", "tokens_out", "net_nano", "unproven", "unbilled")
_BILLED = (
    "SELECT 1 FROM record c JOIN word w ON w.id = c.kind WHERE c.request = r.id AND c.request > 0 "
    f"AND w.text IN ({', '.join(sorted(repr(kind.value) for kind in LEDGER))})"
)
_OF_ROWS = (
    "count(*), sum(r.failed), coalesce(sum(r.tokens_in), 0), coalesce(sum(r.tokens_out), 0), "
    f"coalesce(sum(r.net_nano), 0), sum(r.charge = {CHARGE_CODES[Charge.UNKNOWN]}), "
    f"sum(CASE WHEN r.failed AND r.charge = {CHARGE_CODES[Charge.NO]} THEN NOT EXISTS ({_BILLED}) ELSE 0 END)"
)

# The numbers of dimensions stand in the file: never change one.
_DIMENSIONS = {By.MODEL: (1, "model"), By.GROUP: (2, "grp"), By.OWNER: (3, "owner")}
_KINDS = {By.MODEL: Kind.MODEL, By.GROUP: Kind.GROUP}
_WORD = "SELECT id, text FROM word WHERE connection = ? AND kind = ?"
_OWNER = "SELECT id, coalesce(nullif(name, ''), outer_id) FROM owner WHERE connection = ?"

_STALE = "SELECT day, mark FROM stale_day WHERE connection = ? AND day >= ? AND day < ? ORDER BY day"
_MARK = "SELECT mark FROM stale_day WHERE connection = ? AND day = ?"
_SETTLE = "DELETE FROM stale_day WHERE connection = ? AND day = ?"
_MADE_ANEW = (
    f"SELECT r.model, r.grp, r.owner, {_OF_ROWS} FROM request r INDEXED BY request_time "
    f"WHERE r.connection = ?1 AND r.time >= ?2 * {DAY} AND r.time < (?2 + 1) * {DAY} GROUP BY 1, 2, 3"
)
_HELD = (
    f"SELECT dimension, value, {', '.join(_SUMS)} FROM rollup WHERE connection = ? AND day = ? "
    f"AND dimension IN ({', '.join(str(number) for number, _ in _DIMENSIONS.values())})"
)
_PUT = f"INSERT OR REPLACE INTO rollup VALUES ({', '.join('?' * (4 + len(_SUMS)))})"
_DROP = "DELETE FROM rollup WHERE connection = ? AND dimension = ? AND day = ? AND value = ?"


def freshen(db: sqlite3.Connection, connection: int, first: int, end: int) -> Iterator[int]:
    """Make anew the figures of the marked days from `first` up to before `end` (days since 1970, UTC).

    A day is read without a lock and written in small transactions; it stays marked when it changed meanwhile. Gives
    each day that was looked at, so that the caller can stop between two.
    """
    for day, _ in db.execute(_STALE, (connection, first, end)).fetchall():
        _freshen(db, connection, day)
        yield day


def _freshen(db: sqlite3.Connection, connection: int, day: int) -> None:
    db.execute("BEGIN")  # one state of the file for the mark and what it stands for
    try:
        mark = db.execute(_MARK, (connection, day)).fetchone()
        made = _folded(db.execute(_MADE_ANEW, (connection, day)))
        held = {(row[0], row[1]): row[2:] for row in db.execute(_HELD, (connection, day))}
    finally:
        db.execute("ROLLBACK")
    if mark is None:  # another window was quicker
        return
    wanted: list[Row] = [
        (connection, d, day, v, *made[d, v]) for d, v in made if held.get((d, v)) != made[d, v]
    ]
    gone: list[Row] = [(connection, d, day, v) for d, v in held.keys() - made.keys()]
    work: list[tuple[str, list[Row]]] = [(_DROP, part) for part in _parts(gone)] + [
        (_PUT, part) for part in _parts(wanted)
    ]
    work.append((_SETTLE, [(connection, day)]))
    for statement, rows in work:
        with locked(db):
            if db.execute(_MARK, (connection, day)).fetchone() != mark:
                return
            db.executemany(statement, rows)


def _folded(rows: Iterable[tuple[int, ...]]) -> dict[Key, Sums]:
    """Add up, for each dimension, what was grouped by all of them."""
    found: dict[Key, list[int]] = defaultdict(lambda: [0] * len(_SUMS))
    for model, group, owner, *sums in rows:
        for key in ((1, model), (2, group), (3, owner)):
            mine = found[key]
            for place, number in enumerate(sums):
                mine[place] += number
    return {key: tuple(sums) for key, sums in found.items()}


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while part := list(islice(source, _AT_ONCE)):
        yield part


def figures(db: sqlite3.Connection, connection: int, first: int, end: int, by: By) -> tuple[Figure, ...]:
    """Give the figures from day `first` up to before day `end`, most requests first.

    Owners of the same name are one here, as they are in a lookup.
    """
    db.execute("BEGIN")  # one state of the file for all three
    try:
        settled = db.execute(_STALE, (connection, first, end)).fetchone() is None
        span = {"connection": connection, "first": first, "end": end}
        rows = db.execute(_QUESTIONS[by, settled], span).fetchall()
        names = _names(db, connection, by)
    finally:
        db.execute("ROLLBACK")
    found: dict[str, tuple[int, ...]] = {}
    for value, *sums in rows:
        name = names.get(value, "")
        held = found.get(name)
        found[name] = tuple(map(add, held, sums)) if held else tuple(sums)
    figures = (Figure(name=name, **dict(zip(_SUMS, sums, strict=True))) for name, sums in found.items())
    return tuple(sorted(figures, key=lambda f: (-f.requests, f.name)))


def _names(db: sqlite3.Connection, connection: int, by: By) -> dict[int, str]:
    if by is By.OWNER:
        return dict(db.execute(_OWNER, (connection,)))
    return dict(db.execute(_WORD, (connection, int(_KINDS[by]))))


def _question(by: By, *, settled: bool) -> str:
    """Give the SQL: roll-ups of the days that are current, and the requests of those that are not."""
    dimension, column = _DIMENSIONS[by]
    span = "connection = :connection AND day >= :first AND day < :end"
    added = ", ".join(f"sum({s})" for s in _SUMS)
    current = f"FROM rollup WHERE dimension = {dimension} AND {span}"
    if settled:
        return f"SELECT value, {added} {current} GROUP BY 1"
    return (
        f"SELECT value, {added} FROM (SELECT value, {', '.join(_SUMS)} {current} "
        f"AND day NOT IN (SELECT day FROM stale_day WHERE {span}) UNION ALL "
        f"SELECT r.{column}, {_OF_ROWS} FROM stale_day d CROSS JOIN request r INDEXED BY request_time "
        f"ON r.connection = :connection AND r.time >= d.day * {DAY} AND r.time < (d.day + 1) * {DAY} "
        f"WHERE d.{span} GROUP BY 1) GROUP BY 1"
    )


_QUESTIONS = {(by, settled): _question(by, settled=settled) for by in By for settled in (True, False)}
