"""How large the store's file is, against the plain SQLite schema that somebody would write first.

The peer holds the same facts in three tables of text columns, one row a log row, a request and a failure, every name
and id spelled out in each row, times as ISO text, the same indexes over the same columns, and the same index of error
texts. Both files are vacuumed, so that only what is held is counted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from benchmarks.filled import filled
from benchmarks.results import Result

_NAMED = {  # column → the table that holds its name
    **dict.fromkeys(
        (
            "kind", "grp", "project", "environment", "model", "model_served", "tier", "path", "type", "stream_end",
            "unit", "billing", "channel", "channels", "marks", "error_code", "code", "category", "limit_type",
            "budget_scope",
        ),
        "word",
    ),
    "owner": "owner",
    "key": "api_key",
    "api_key": "api_key",
}  # fmt: skip
_MORE = {"owner": ("outer_id",), "api_key": ("outer_id", "hash", "masked")}
_TIMES = ("time",)
_OFFSETS = ("started", "ended")
_TABLES = ("record", "request", "failure", "other_id", "tried")


def size(which: str) -> Iterator[Result]:
    """Give the bytes of both files for each customer request."""
    with TemporaryDirectory(prefix="quotadesk-benchmark-") as name:
        mine, peer = Path(name) / "mine.sqlite3", Path(name) / "peer.sqlite3"
        copyfile(filled(which), mine)
        db = sqlite3.connect(mine, isolation_level=None)
        db.execute("VACUUM")
        requests = db.execute("SELECT count(*) FROM request").fetchone()[0]
        db.close()
        _spell_out(mine, peer)
        yield Result(
            name="store file against plain text columns (bytes a request)",
            value=mine.stat().st_size / requests,
            peer=peer.stat().st_size / requests,
            target=0.6,
        )


def _spell_out(source: Path, target: Path) -> None:
    """Write the facts of `source` as text into `target`, with the same indexes."""
    db = sqlite3.connect(target, isolation_level=None)
    db.execute("ATTACH ? AS held", (str(source),))
    db.execute("BEGIN")
    for table in _TABLES:
        db.execute(f"CREATE TABLE {table} AS {_spelled(db, table)}")
        for name, sql in _indexes(db, table):
            db.execute(sql or f"CREATE INDEX {name}_key ON {table}(connection, status, time, request)")
    db.execute(
        "CREATE VIRTUAL TABLE failure_text USING fts5(text, content='failure', tokenize='trigram', detail=none)"
    )
    db.execute("INSERT INTO failure_text(rowid, text) SELECT rowid, text FROM failure WHERE text <> ''")
    db.execute("COMMIT")
    db.execute("DETACH held")
    db.execute("VACUUM")
    db.close()


def _indexes(db: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    sql = "SELECT name, sql FROM held.sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    return db.execute(sql, (table,)).fetchall()


def _spelled(db: sqlite3.Connection, table: str) -> str:
    """Give the SELECT of a table's rows with every number that stands for a name, a time or a request as text."""
    columns = [row[1] for row in db.execute(f"PRAGMA held.table_info({table})")]
    told = []
    for column in columns:
        if column == "id" and table != "failure":
            continue  # the peer's own row number
        if column in _NAMED and (table, column) != ("request", "key"):
            told += _names(column)
        elif column in _TIMES:
            told.append(_time(f"t.{column}", column))
        elif column in _OFFSETS:
            told.append(_time(f"t.time + t.{column}", column))
        elif column == "request":
            told.append("(SELECT q.key FROM held.request q WHERE q.id = t.request) AS request")
        elif column == "connection":
            told.append("(SELECT c.name FROM held.connection c WHERE c.id = t.connection) AS connection")
        elif column == "request_id":  # NULL there = the key of its request
            told.append(
                "coalesce(t.request_id, (SELECT q.key FROM held.request q WHERE q.id = t.request)) AS request_id"
            )
        elif column == "source_id":
            told.append("CAST(t.source_id AS TEXT) AS source_id")
        else:
            told.append(f"t.{column}")
    return f"SELECT {', '.join(told)} FROM held.{table} t"


def _names(column: str) -> list[str]:
    """Give the name behind a number, and for owners and keys what belongs to it."""
    kept = _NAMED[column]
    own = "text" if kept == "word" else "name"
    more = [(own, column), *((c, f"{column}_{c}") for c in _MORE.get(kept, ()))]
    return [
        f"coalesce((SELECT n.{c} FROM held.{kept} n WHERE n.id = t.{column}), '') AS {name}"
        for c, name in more
    ]


def _time(micros: str, name: str) -> str:
    text = f"strftime('%Y-%m-%dT%H:%M:%S', ({micros}) / 1000000, 'unixepoch') || printf('.%06dZ', ({micros}) % 1000000)"
    return f"CASE WHEN {micros} IS NOT NULL THEN {text} END AS {name}"
