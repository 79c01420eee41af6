"""The prepared statements that write. Each changes a row only where something differs."""

from __future__ import annotations

from quotadesk.store.record_rows import FAILURE_COLUMNS, RECORD_COLUMNS
from quotadesk.store.request_rows import REQUEST_COLUMNS
from quotadesk.store.schema import TASK


def insert(table: str, columns: tuple[str, ...]) -> str:
    """Give INSERT INTO … VALUES."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def upsert(
    table: str,
    columns: tuple[str, ...],
    unique: tuple[str, ...],
    *,
    kept: tuple[str, ...] = ("id",),
    source: str = "",
) -> str:
    """Give INSERT … ON CONFLICT(`unique`) DO UPDATE of all columns but `kept`, WHERE one of them changed.

    `source`: a table of the same columns, all of whose rows are put at once.
    """
    told = [c for c in columns if c not in unique and c not in kept]
    every = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM {source} WHERE true"
    return (
        f"{every if source else insert(table, columns)} "
        f"ON CONFLICT({', '.join(unique)}) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in told)} "
        f"WHERE ({', '.join(told)}) IS NOT ({', '.join(f'excluded.{c}' for c in told)})"
    )


PUT_RECORD = upsert("record", RECORD_COLUMNS, ("connection", "source_id"))
ADD_REQUEST = insert("request", REQUEST_COLUMNS)  # it takes two thirds of the time of the next one
PUT_REQUEST = upsert("request", REQUEST_COLUMNS, ("id",))
PUT_TASK = upsert("task", tuple(TASK), ("connection", "task_id"), kept=())
PUT_OTHER_ID = "INSERT OR IGNORE INTO other_id (connection, text, request) VALUES (?, ?, ?)"
PUT_TRIED = "INSERT OR IGNORE INTO tried (connection, status, time, request) VALUES (?, ?, ?, ?)"
MARK_DAY = (
    "INSERT INTO stale_day (connection, day, mark) VALUES (?, ?, random()) "
    "ON CONFLICT (connection, day) DO UPDATE SET mark = excluded.mark"
)

# Failures are put by one statement: after each one that touches it, the index of their texts writes a segment.
MAKE_WAITING = f"CREATE TEMP TABLE IF NOT EXISTS waiting ({', '.join(FAILURE_COLUMNS)})"
ADD_WAITING = insert("temp.waiting", FAILURE_COLUMNS)
PUT_WAITING = upsert("failure", FAILURE_COLUMNS, ("id",), source="temp.waiting")
DROP_WAITING = "DELETE FROM temp.waiting"

DROP_OTHER_IDS = "DELETE FROM other_id WHERE request = ?"
DROP_TRIED = "DELETE FROM tried WHERE request = ?"
DROP_REQUEST = "DELETE FROM request WHERE id = ?"
DROP_FAILURE = "DELETE FROM failure WHERE id = ?"
