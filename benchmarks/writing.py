"""Writing decoded rows, redaction included, against a raw upsert of the finished rows in equal transactions.

The raw upsert is what SQLite itself needs for the same facts, and nothing else: every value is already the number or
text that the file holds (names were looked up, requests assembled and texts redacted before the clock starts), the
tables, indexes, triggers and settings are the store's own, and one prepared `executemany` a table writes 2,000 log rows
a transaction with the statements that the store uses. No program that starts from decoded rows can reach it.
"""

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
from quotadesk.app.intake import Intake
from quotadesk.domain.records import Record
from quotadesk.store import statements
from quotadesk.store.opening import open_file

_REQUESTS, _AT_ONCE, _ROUNDS = 100_000, 2_000, 3
_NAMES = ("connection", "word", "owner", "api_key")
_TABLES = {
    "record": statements.PUT_RECORD,
    "failure": statements.PUT_FAILURE,
    "request": statements.PUT_REQUEST,
    "other_id": statements.PUT_OTHER_ID,
    "tried": statements.PUT_TRIED,
}


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
            taken = intake()  # one for both, as in one run of the program
            mine.append(len(rows) / _written(path, rows, taken))
            again.append(len(rows) / _written(path, rows, taken))
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


def _written(path: Path, rows: list[Record], taken: Intake) -> float:
    store = opened(path)
    began = time.perf_counter()
    for batch in batches(iter(rows), _AT_ONCE):
        store.write(CONNECTION, [taken.record(row) for row in batch])
    seconds = time.perf_counter() - began
    store.close()
    return seconds


def _upserted(source: Path, target: Path) -> float:
    """Copy the finished rows, in the order in which they were written, into an empty file."""
    held = sqlite3.connect(source)
    finished = {table: held.execute(f"SELECT * FROM {table}").fetchall() for table in (*_NAMES, *_TABLES)}
    held.close()
    put = {table: f"INSERT INTO {table} VALUES ({_places(finished[table])})" for table in _NAMES} | _TABLES
    raw = open_file(target)
    parts = -(-len(finished["record"]) // _AT_ONCE)
    began = time.perf_counter()
    for number in range(parts):
        raw.execute("BEGIN IMMEDIATE")
        for table, rows in finished.items():
            part = rows[len(rows) * number // parts : len(rows) * (number + 1) // parts]
            raw.executemany(put[table], part)
        raw.execute("COMMIT")
    seconds = time.perf_counter() - began
    raw.close()
    return seconds


def _places(rows: list[tuple[object, ...]]) -> str:
    return ", ".join("?" * len(rows[0])) if rows else "NULL"
