"""The prepared statements that write. Each changes a row only where something differs."""

from __future__ import annotations

from quotadesk.store.record_rows import FAILURE_COLUMNS, RECORD_COLUMNS
from quotadesk.store.request_rows import REQUEST_COLUMNS
from quotadesk.store.schema import TASK


def upsert(
    table: str, columns: tuple[str, ...], unique: tuple[str, ...], kept: tuple[str, ...] = ("id",)
) -> str:
    """Give INSERT … ON CONFLICT(`unique`) DO UPDATE of all columns but `kept`, WHERE one of them changed."""
    told = [c for c in columns if c not in unique and c not in kept]
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
        f"ON CONFLICT({', '.join(unique)}) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in told)} "
        f"WHERE ({', '.join(told)}) IS NOT ({', '.join(f'excluded.{c}' for c in told)})"
    )


PUT_RECORD = upsert("record", RECORD_COLUMNS, ("connection", "source_id"))
PUT_FAILURE = upsert("failure", FAILURE_COLUMNS, ("id",))
PUT_REQUEST = upsert("request", REQUEST_COLUMNS, ("id",))
PUT_TASK = upsert("task", tuple(TASK), ("connection", "task_id"), kept=())
PUT_OTHER_ID = "INSERT OR IGNORE INTO other_id (connection, text, request) VALUES (?, ?, ?)"
PUT_TRIED = "INSERT OR IGNORE INTO tried (connection, status, time, request) VALUES (?, ?, ?, ?)"
MARK_DAY = (
    "INSERT INTO stale_day (connection, day, mark) VALUES (?, ?, random()) "
    "ON CONFLICT (connection, day) DO UPDATE SET mark = excluded.mark"
)

DROP_OTHER_IDS = "DELETE FROM other_id WHERE request = ?"
DROP_TRIED = "DELETE FROM tried WHERE request = ?"
DROP_REQUEST = "DELETE FROM request WHERE id = ?"
DROP_FAILURE = "DELETE FROM failure WHERE id = ?"
