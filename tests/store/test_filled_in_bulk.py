"""The benchmarks' quick way to fill a store makes the same file as writing it does."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.bulk import fill
from benchmarks.filled import CONNECTION, PROFILE, batches, opened
from benchmarks.traffic import Traffic

_SHADOWS = ("failure_text_", "sqlite_")


def _content(path: Path) -> dict[str, object]:
    """Give every table's rows, the schema, and what the index of error texts finds."""
    db = sqlite3.connect(path)
    schema = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql <> '' ORDER BY 1, 2").fetchall()
    tables = [name for kind, name, _ in schema if kind == "table" and not name.startswith(_SHADOWS)]
    found: dict[str, object] = {table: sorted(db.execute(f"SELECT * FROM {table}")) for table in tables}
    found["stale_day"] = db.execute("SELECT connection, day FROM stale_day ORDER BY 1, 2").fetchall()
    found["schema"] = schema
    found["texts"] = db.execute(
        "SELECT rowid FROM failure_text WHERE text LIKE '%额度不足%' ORDER BY 1"
    ).fetchall()
    found["pragmas"] = [
        db.execute(f"PRAGMA {p}").fetchone() for p in ("journal_mode", "auto_vacuum", "user_version")
    ]
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.execute("INSERT INTO failure_text(failure_text, rank) VALUES ('integrity-check', 1)")
    db.close()
    return found


def test_a_store_that_was_filled_in_bulk_is_the_one_that_was_written(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("benchmarks.bulk._AT_ONCE", 700)  # requests that are cut by a batch, too
    rows = list(Traffic(2_000).rows())
    assert list(fill(tmp_path / "bulk", CONNECTION, rows, PROFILE))[-1] == len(rows)
    store = opened(tmp_path / "written")
    for batch in batches(rows, 700):
        store.write(CONNECTION, batch)
    store.close()

    bulk, written = _content(tmp_path / "bulk"), _content(tmp_path / "written")

    assert bulk.keys() == written.keys()
    for part, held in written.items():
        assert bulk[part] == held, part
    assert written["texts"]
