"""Delete words, owners and keys that no row names any more: a name is personal data too."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from quotadesk.store.dictionary import Kind
from quotadesk.store.pieces import locked

_CHUNK = 20_000  # rows looked through by one statement
_SLICE = 500  # names deleted in one transaction
_TRIES = 3
_NAMES = ("word", "owner", "api_key")

Bearing = tuple[str, int]  # the table of names, and the kind of word or 0
_OWNER, _KEY = ("owner", 0), ("api_key", 0)
_WORDS = {
    "record": {
        "kind": Kind.RECORD_KIND,
        "grp": Kind.GROUP,
        "project": Kind.PROJECT,
        "environment": Kind.ENVIRONMENT,
        "model": Kind.MODEL,
        "model_served": Kind.MODEL,
        "tier": Kind.TIER,
        "path": Kind.PATH,
        "type": Kind.TYPE,
        "stream_end": Kind.STREAM_END,
        "unit": Kind.UNIT,
        "billing": Kind.BILLING,
        "channel": Kind.CHANNEL,
        "channels": Kind.CHANNELS,
        "marks": Kind.MARKS,
    },
    "failure": {
        "code": Kind.ERROR_CODE,
        "kind": Kind.ERROR_KIND,
        "category": Kind.ERROR_CATEGORY,
        "limit_type": Kind.LIMIT_TYPE,
        "budget_scope": Kind.BUDGET_SCOPE,
    },
    "request": {
        "grp": Kind.GROUP,
        "model": Kind.MODEL,
        "type": Kind.TYPE,
        "tier": Kind.TIER,
        "project": Kind.PROJECT,
        "environment": Kind.ENVIRONMENT,
        "error_code": Kind.ERROR_CODE,
    },
}
_PEOPLE: dict[str, dict[str, Bearing]] = {
    "record": {"owner": _OWNER, "key": _KEY},
    "failure": {},
    "request": {"owner": _OWNER, "api_key": _KEY},
}

Stopped = Callable[[], bool]


def delete_unused_names(db: sqlite3.Connection, connection: int, *, cancelled: Stopped) -> None:
    """Delete the names of a connection that nothing bears.

    All rows are looked through without a lock. Nothing is deleted when another program wrote meanwhile, since it may
    have used such a name: that is tried again at once, and otherwise left to the next time.
    """
    for _ in range(_TRIES):
        seen = _version(db)
        for table in _NAMES:
            db.execute(f"CREATE TEMP TABLE IF NOT EXISTS idle_{table} (id INTEGER PRIMARY KEY)")
            db.execute(f"DELETE FROM temp.idle_{table}")
            db.execute(
                f"INSERT INTO temp.idle_{table} SELECT id FROM {table} WHERE connection = ?", (connection,)
            )
        for table, words in _WORDS.items():
            told = {column: ("word", int(kind)) for column, kind in words.items()} | _PEOPLE[table]
            _take_out_used(db, table, told, cancelled)
        if cancelled() or _deleted(db, seen):
            return


def _take_out_used(
    db: sqlite3.Connection, table: str, told: Mapping[str, Bearing], cancelled: Stopped
) -> None:
    """Leave in the lists of idle names only those that no row of `table` bears.

    After the first rows few kinds of names have idle ones: only their columns are looked at from then on.
    """
    idle = _idle(db)
    last = db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
    for start in range(0, last, _CHUNK):
        columns = [column for column, bearing in told.items() if bearing in idle]
        if not columns or cancelled():
            return
        test = " OR ".join(f"{c} IN (SELECT id FROM temp.idle_{told[c][0]})" for c in columns)
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id > ? AND id <= ? AND ({test})"
        borne: dict[str, set[int]] = defaultdict(set)
        rows = db.execute(sql, (start, start + _CHUNK)).fetchall()
        for column, numbers in zip(columns, zip(*rows, strict=True), strict=False):
            borne[told[column][0]].update(numbers)
        for names, used in borne.items():
            db.executemany(f"DELETE FROM temp.idle_{names} WHERE id = ?", ((n,) for n in used))
        idle = _idle(db) if rows else idle


def _idle(db: sqlite3.Connection) -> set[Bearing]:
    """Give what has names that no row bears, as far as was looked."""
    kinds = db.execute("SELECT DISTINCT kind FROM word WHERE id IN (SELECT id FROM temp.idle_word)")
    people = [b for b in (_OWNER, _KEY) if db.execute(f"SELECT 1 FROM temp.idle_{b[0]} LIMIT 1").fetchone()]
    return {("word", kind) for (kind,) in kinds} | set(people)


def _deleted(db: sqlite3.Connection, seen: int) -> bool:
    """Delete the idle names as long as nobody else writes; whether all of them are gone."""
    for table in _NAMES:
        idle = db.execute(f"SELECT id FROM temp.idle_{table}").fetchall()
        for part in _parts(idle):
            with locked(db):
                if _version(db) != seen:
                    return False
                db.executemany(f"DELETE FROM {table} WHERE id = ?", part)
    return True


def _version(db: sqlite3.Connection) -> int:
    """Give a number that changes when another program writes, and not when this one does."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])


def _parts(rows: list[tuple[int]]) -> Iterable[list[tuple[int]]]:
    return (rows[start : start + _SLICE] for start in range(0, len(rows), _SLICE))
