"""Delete what is no longer wanted, in transactions so small that nobody waits for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from quotadesk.store.pieces import locked, unhurried
from quotadesk.store.rollups import freshen
from quotadesk.store.schema import DAY
from quotadesk.store.unused import delete_unused_names

_INCREMENTAL = 2  # PRAGMA auto_vacuum: the file can be made smaller in steps
_ALL = 2**63 - 1  # microseconds: later than any row

_OLD_REQUESTS = (
    "SELECT id FROM request INDEXED BY request_time WHERE connection = ? AND time < ? ORDER BY time LIMIT ?"
)
_OF_REQUESTS = (
    "DELETE FROM failure WHERE request IN (SELECT id FROM temp.gone)",
    "DELETE FROM record WHERE request IN (SELECT id FROM temp.gone) AND request > 0",
    "DELETE FROM other_id WHERE request IN (SELECT id FROM temp.gone)",
    "DELETE FROM tried WHERE request IN (SELECT id FROM temp.gone)",
    "DELETE FROM request WHERE id IN (SELECT id FROM temp.gone)",
)
_OLD_ROWS = (
    "SELECT id FROM record INDEXED BY record_other WHERE connection = ? AND request = 0 AND time < ? "
    "ORDER BY time LIMIT ?"
)
_OF_ROWS = (
    "DELETE FROM failure WHERE id IN (SELECT id FROM temp.gone)",
    "DELETE FROM record WHERE id IN (SELECT id FROM temp.gone)",
)
# Tasks, and links to requests that are gone, but for those that no row has named yet.
_OLD_TASKS = (
    "SELECT t.rowid FROM task t WHERE t.connection = ? AND t.submitted < ? AND (t.seen = 1 OR NOT EXISTS "
    "(SELECT 1 FROM request q WHERE q.connection = t.connection AND q.key = t.link)) LIMIT ?"
)
_OLD_ACCOUNTS = "SELECT rowid FROM account WHERE connection = ? AND read_at < ? LIMIT ?"
_NUMBERED = ("word", "owner", "api_key")
_OTHERS = ("covered", "rollup", "stale_day")  # small, or a few thousand narrow rows

# Index of error texts: each transaction leaves a segment; left alone, sixteen of them are merged at once, in one lock.
_MERGE = "INSERT INTO failure_text(failure_text, rank) VALUES ('merge', 64)"

Stopped = Callable[[], bool]


def delete_before(
    db: sqlite3.Connection, connection: int, time: int, *, most: int | None, cancelled: Stopped
) -> int:
    """Delete requests and rows older than `time` (microseconds), then what only they needed; give free space back.

    At most `most` requests at once, the oldest first. Gives the number of requests.
    """
    given = (connection, time)
    deleted = _in_slices(db, _OLD_REQUESTS, _OF_REQUESTS, given, most=most, cancelled=cancelled)
    if cancelled() or deleted == most:
        return deleted
    found = _in_slices(db, _OLD_ROWS, _OF_ROWS, given, cancelled=cancelled)
    for table, choose in (("task", _OLD_TASKS), ("account", _OLD_ACCOUNTS)):
        found += _in_slices(db, choose, (_by_row(table),), given, cancelled=cancelled)
    days = sum(1 for _ in freshen(db, connection, 0, time // DAY))
    if deleted or found or days:  # days that had changed: what the last call deleted
        delete_unused_names(db, connection, cancelled=cancelled)
        give_back(db, cancelled=cancelled)
    return deleted


def forget(db: sqlite3.Connection, connection: int) -> None:
    """Delete everything of a connection, its own line last: what was interrupted can be done again."""
    given = (connection, _ALL)
    _in_slices(db, _OLD_REQUESTS, _OF_REQUESTS, given)
    _in_slices(db, _OLD_ROWS, _OF_ROWS, given)
    _in_slices(db, "SELECT rowid FROM task WHERE connection = ? AND ? LIMIT ?", (_by_row("task"),), given)
    _in_slices(db, _OLD_ACCOUNTS, (_by_row("account"),), given)
    for table in _NUMBERED:
        choose = f"SELECT id FROM {table} WHERE connection = ? AND id < ? LIMIT ?"
        _in_slices(db, choose, (_by_row(table),), given)
    with locked(db):
        for table in _OTHERS:
            db.execute(f"DELETE FROM {table} WHERE connection = ?", (connection,))
        db.execute("DELETE FROM connection WHERE id = ?", (connection,))
    give_back(db)


def _by_row(table: str) -> str:
    return f"DELETE FROM {table} WHERE rowid IN (SELECT id FROM temp.gone)"


def _in_slices(
    db: sqlite3.Connection,
    choose: str,
    statements: tuple[str, ...],
    given: tuple[int, int],
    *,
    most: int | None = None,
    cancelled: Stopped = lambda: False,
) -> int:
    """Delete what `choose` gives by `statements`, a few at once. Gives how many were chosen."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY)")
    total = 0
    with unhurried(db) as pace:
        while not cancelled() and total != most:
            at_once = pace.size if most is None else min(pace.size, most - total)
            db.execute("DELETE FROM temp.gone")
            found = db.execute(f"INSERT INTO temp.gone {choose}", (*given, at_once)).rowcount
            if not found:
                break
            with pace.piece(db):
                with locked(db):
                    for statement in statements:
                        db.execute(statement)
                with locked(db):
                    db.execute(_MERGE)
            total += found
    return total


def give_back(db: sqlite3.Connection, *, cancelled: Stopped = lambda: False) -> None:
    """Make the file smaller by its free pages. One that was made before this was possible keeps them for new rows."""
    if db.execute("PRAGMA auto_vacuum").fetchone()[0] != _INCREMENTAL:
        return
    with unhurried(db) as pace:
        while not cancelled() and (free := db.execute("PRAGMA freelist_count").fetchone()[0]):
            with pace.piece(db):
                db.execute(f"PRAGMA incremental_vacuum({pace.size})").fetchall()
            if db.execute("PRAGMA freelist_count").fetchone()[0] >= free:  # another program writes: next time
                break
