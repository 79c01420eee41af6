"""How often each template's text was copied, and how often an agent had rewritten it before: numbers, no texts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

TABLE = """CREATE TABLE text_use (name TEXT PRIMARY KEY, copies INTEGER, rewritten INTEGER) WITHOUT ROWID"""


def count(db: sqlite3.Connection, name: str, *, rewritten: bool) -> None:
    """Count one copy."""
    db.execute(
        "INSERT INTO text_use VALUES (?, 1, ?) ON CONFLICT (name) DO UPDATE "
        "SET copies = copies + 1, rewritten = rewritten + excluded.rewritten",
        (name, int(rewritten)),
    )


def every(db: sqlite3.Connection) -> Mapping[str, tuple[int, int]]:
    """Give copies and rewritten copies by the template's name."""
    rows = db.execute("SELECT name, copies, rewritten FROM text_use").fetchall()
    return {name: (copies, rewritten) for name, copies, rewritten in rows}
