"""Delete what is no longer wanted, in transactions so small that nobody waits for them."""

from __future__ import annotations

import sqlite3

_SLICE = 250  # requests or loose rows in one transaction

_OF_REQUESTS = (
    "DELETE FROM failure WHERE request IN (SELECT id FROM gone)",
    "DELETE FROM record WHERE request IN (SELECT id FROM gone) AND request > 0",
    "DELETE FROM other_id WHERE request IN (SELECT id FROM gone)",
    "DELETE FROM tried WHERE request IN (SELECT id FROM gone)",
    "DELETE FROM request WHERE id IN (SELECT id FROM gone)",
)
_OF_RECORDS = (
    "DELETE FROM failure WHERE id IN (SELECT id FROM gone)",
    "DELETE FROM record WHERE id IN (SELECT id FROM gone)",
)


def delete_before(db: sqlite3.Connection, connection: int, time: int | None) -> int:
    """Delete requests and rows older than `time` (microseconds; None = all). Gives the number of requests."""
    requests = (
        "SELECT id FROM request INDEXED BY request_time WHERE connection = ?1 AND (?2 IS NULL OR time < ?2) "
        "ORDER BY time LIMIT ?3"
    )
    loose = (
        "SELECT id FROM record INDEXED BY record_other WHERE connection = ?1 AND request = 0 "
        "AND (?2 IS NULL OR time < ?2) ORDER BY time LIMIT ?3"
    )
    db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id INTEGER PRIMARY KEY)")
    deleted = _in_slices(db, requests, _OF_REQUESTS, (connection, time, _SLICE))
    _in_slices(db, loose, _OF_RECORDS, (connection, time, _SLICE))
    return deleted


def _in_slices(
    db: sqlite3.Connection, choose: str, statements: tuple[str, ...], given: tuple[object, ...]
) -> int:
    total = 0
    while True:
        db.execute("DELETE FROM temp.gone")
        found = db.execute(f"INSERT INTO temp.gone {choose}", given).rowcount
        if not found:
            return total
        db.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                db.execute(statement)
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        total += found


def delete_old_readings(db: sqlite3.Connection, connection: int, time: int) -> None:
    """Delete tasks and account readings older than `time`, and links to requests that are gone."""
    db.execute(
        "DELETE FROM task WHERE connection = ? AND submitted < ? AND (seen = 1 OR NOT EXISTS "
        "(SELECT 1 FROM request q WHERE q.connection = task.connection AND q.key = task.link))",
        (connection, time),
    )
    db.execute("DELETE FROM account WHERE connection = ? AND read_at < ?", (connection, time))


def delete_unused_names(db: sqlite3.Connection, connection: int) -> None:
    """Delete owners and keys that no row names any more: a name is personal data too.

    The rows are looked through without a lock; what was written meanwhile is looked at again under one.
    """
    last = db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0]
    for table, column in (("owner", "owner"), ("api_key", "key")):
        known = {n for (n,) in db.execute(f"SELECT id FROM {table} WHERE connection = ?", (connection,))}
        used = f"SELECT DISTINCT {column} FROM record WHERE connection = ?"
        unused = known - {n for (n,) in db.execute(used, (connection,))}
        if not unused:
            continue
        db.execute("BEGIN IMMEDIATE")
        try:
            unused -= {n for (n,) in db.execute(f"{used} AND id > ?", (connection, last))}
            db.executemany(
                f"DELETE FROM {table} WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM request q WHERE q.{table} = ?1)",
                [(n,) for n in unused],
            )
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise


def delete_connection(db: sqlite3.Connection, connection: int) -> None:
    """Delete what is left of a connection after its requests and rows."""
    for table in ("task", "covered", "account", "word", "owner", "api_key"):
        db.execute(f"DELETE FROM {table} WHERE connection = ?", (connection,))
    db.execute("DELETE FROM connection WHERE id = ?", (connection,))
