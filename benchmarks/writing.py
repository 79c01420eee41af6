"""Writing decoded rows, redaction included, against a raw upsert of the finished rows in equal transactions."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.filled import CONNECTION, batches, opened
from benchmarks.results import Result
from benchmarks.syncing import intake
from benchmarks.traffic import Traffic
from quotadesk.domain.records import Record

_REQUESTS, _AT_ONCE, _ROUNDS = 20_000, 2_000, 3
_TABLES = ("record", "request", "failure", "other_id", "tried")


def writing() -> Iterator[Result]:
    """Give rows a second of both, and how fast the same rows are recognised the second time."""
    rows = list(Traffic(_REQUESTS).rows())
    mine: list[float] = []
    again: list[float] = []
    raw: list[float] = []
    with TemporaryDirectory(prefix="quotadesk-benchmark-") as name:
        folder = Path(name)
        for number in range(_ROUNDS):
            path = folder / f"{number}.sqlite3"
            mine.append(len(rows) / _written(path, rows))
            again.append(len(rows) / _written(path, rows))
            raw.append(len(rows) / _upserted(path, folder / f"{number}-raw.sqlite3"))
    yield Result(
        name="writing decoded rows against a raw upsert (rows/s)",
        value=median(mine),
        peer=median(raw),
        target=0.6,
        at_least=True,
    )
    yield Result(
        name="writing the same rows again against the first time (rows/s)",
        value=median(again),
        peer=median(mine),
        target=1.5,
        at_least=True,
    )


def _written(path: Path, rows: list[Record]) -> float:
    store, taken = opened(path), intake()
    began = time.perf_counter()
    for batch in batches(iter(rows), _AT_ONCE):
        store.write(CONNECTION, [taken.record(row) for row in batch])
    seconds = time.perf_counter() - began
    store.close()
    return seconds


def _upserted(source: Path, target: Path) -> float:
    """Copy the finished rows into an empty file of the same tables and indexes."""
    opened(target).close()
    with sqlite3.connect(source) as held:
        finished = {table: held.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
    held.close()
    raw = sqlite3.connect(target, isolation_level=None)
    raw.execute("PRAGMA synchronous = NORMAL")
    parts = len(finished["record"]) // _AT_ONCE + 1
    began = time.perf_counter()
    for number in range(parts):
        raw.execute("BEGIN IMMEDIATE")
        for table, rows in finished.items():
            part = rows[len(rows) * number // parts : len(rows) * (number + 1) // parts]
            places = ", ".join("?" * len(rows[0])) if rows else ""
            if part:
                raw.executemany(f"INSERT INTO {table} VALUES ({places}) ON CONFLICT DO NOTHING", part)
        raw.execute("COMMIT")
    seconds = time.perf_counter() - began
    raw.close()
    return seconds
