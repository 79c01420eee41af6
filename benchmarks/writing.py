"""Writing decoded rows, redaction included, against a raw upsert of the finished rows in equal transactions.

The raw upsert is what SQLite itself needs for the same facts, and nothing else: every value is already the number or
text that the file holds (names were looked up, requests assembled and texts redacted before the clock starts), the
tables, indexes, triggers and settings are the store's own, and one prepared `executemany` a table upserts 2,000 log
rows a transaction. Beside it, without a target, stand the same rows by the store's own statements, which insert what
must be new and put all failures of a transaction by one statement: no program that starts from decoded rows reaches it.
"""

from __future__ import annotations

import gc
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.filled import CONNECTION, batches, opened
from benchmarks.results import Result
from benchmarks.syncing import intake
from benchmarks.traffic import Traffic
from quotadesk.domain.records import Record
from quotadesk.store import statements
from quotadesk.store.opening import WRITING_KIB, open_file
from quotadesk.store.record_rows import FAILURE_COLUMNS

_REQUESTS, _AT_ONCE, _ROUNDS = 100_000, 2_000, 3
_NAMES = ("connection", "word", "owner", "api_key")
_UPSERTS = {
    "record": statements.PUT_RECORD,
    "failure": statements.upsert("failure", FAILURE_COLUMNS, ("id",)),
    "request": statements.PUT_REQUEST,
    "other_id": statements.PUT_OTHER_ID,
    "tried": statements.PUT_TRIED,
}
_OWN = {"failure": statements.ADD_WAITING, "request": statements.ADD_REQUEST}


Rows = dict[str, list[tuple[object, ...]]]  # of each table


def writing() -> Iterator[Result]:
    """Give rows a second of all, and how fast the same rows are recognised the second time."""
    rows = list(Traffic(_REQUESTS).rows())
    seconds: dict[str, list[float]] = defaultdict(list)
    with TemporaryDirectory(prefix="quotadesk-benchmark-") as name:
        folder = Path(name)
        finished = _finished(folder / "finished.sqlite3", rows)
        gc.freeze()  # what was made before the clock started is not looked through while it runs
        for number in range(_ROUNDS):
            for which, took in _by_turns(folder / f"{number}", rows, finished).items():
                seconds[which].append(took)
        gc.unfreeze()
    speed = {which: len(rows) / median(took) for which, took in seconds.items()}
    for name, which, peer, target in (
        ("writing decoded rows against a raw upsert", "own", "raw", 0.6),
        ("writing decoded rows against the same statements with finished rows", "own", "quick", None),
        ("writing the same rows again against the first time", "again", "own", 1.5),
    ):
        yield Result(
            name=f"{name} (rows/s)", value=speed[which], peer=speed[peer], target=target, at_least=True
        )


def _finished(path: Path, rows: list[Record]) -> Rows:
    """Write the rows once; give what the file then holds, in the order in which it was written."""
    store, taken = opened(path), intake()
    for batch in batches(rows, _AT_ONCE):
        store.write(CONNECTION, [taken.record(row) for row in batch])
    store.close()
    held = sqlite3.connect(path)
    finished = {table: held.execute(f"SELECT * FROM {table}").fetchall() for table in (*_NAMES, *_UPSERTS)}
    held.close()
    return finished


def _by_turns(path: Path, rows: list[Record], finished: Rows) -> dict[str, float]:
    """Write into new files, one transaction each by turns, since a shared machine drifts; give seconds of each."""
    store, taken = opened(path.with_suffix(".own")), intake()  # one for both, as in one run of the program
    raw, quick = (_opened(path.with_suffix(ending)) for ending in (".raw", ".quick"))
    seconds = dict.fromkeys(("own", "raw", "quick", "again"), 0.0)
    parts = -(-len(rows) // _AT_ONCE)
    for number, batch in enumerate(batches(rows, _AT_ONCE)):

        def own(given: list[Record] = batch) -> object:
            return store.write(CONNECTION, [taken.record(row) for row in given])

        part = {t: r[len(r) * number // parts : len(r) * (number + 1) // parts] for t, r in finished.items()}
        seconds["own"] += _took(own)
        seconds["raw"] += _took(partial(_put, raw, part, _UPSERTS))
        seconds["quick"] += _took(partial(_put, quick, part, _UPSERTS | _OWN))
        seconds["again"] += _took(own)
    for file in (store, raw, quick):
        file.close()
    return seconds


def _opened(path: Path) -> sqlite3.Connection:
    db = open_file(path)
    db.execute(f"PRAGMA cache_size = -{WRITING_KIB}")
    db.execute(statements.MAKE_WAITING)
    return db


def _put(db: sqlite3.Connection, part: Rows, how: Mapping[str, str]) -> None:
    """Put finished rows in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    for table, rows in part.items():
        if rows:
            db.executemany(how.get(table) or f"INSERT INTO {table} VALUES ({_places(rows)})", rows)
    if how["failure"] is statements.ADD_WAITING:
        db.execute(statements.PUT_WAITING)
        db.execute(statements.DROP_WAITING)
    db.execute("COMMIT")


def _places(rows: list[tuple[object, ...]]) -> str:
    return ", ".join("?" * len(rows[0]))


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
