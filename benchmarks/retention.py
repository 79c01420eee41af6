"""How long others wait for the write lock while the oldest quarter of the rows is deleted, and what comes back."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.filled import CONNECTION, filled, opened
from benchmarks.results import Result
from benchmarks.traffic import DAYS, END

LONGEST_MS = 50.0
_QUARTER = timedelta(days=DAYS * 3 / 4)
_EVERY_S = 0.002
_ROOT = Path(__file__).parents[1]


def retention(size: str) -> Iterator[Result]:
    """Give the longest time without the write lock, the speed, and the file's size afterwards."""
    with TemporaryDirectory(prefix="quotadesk-benchmark-") as folder:
        path = Path(folder) / "store.sqlite3"
        shutil.copy(filled(size), path)
        os.sync()  # else writing waits for the copy to reach the disk
        before = path.stat().st_size
        began = time.perf_counter()
        longest = _longest_wait(path)
        seconds = time.perf_counter() - began
        held = sqlite3.connect(path)
        held.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        left, last = held.execute("SELECT count(*), max(time) - min(time) FROM request").fetchone()
        sound = held.execute("PRAGMA quick_check").fetchone()[0]
        held.close()
        if sound != "ok" or last > _QUARTER / timedelta(microseconds=1):
            message = f"rows that are too old are left, or the file is not sound: {sound}"
            raise AssertionError(message)
        yield Result(
            name=f"longest lock while a quarter is deleted, {size}, at most {LONGEST_MS:g} (ms)",
            value=longest * 1000,
            peer=LONGEST_MS,
            target=1.0,
        )
        yield Result(
            name=f"deleting a quarter, {size}, against what is left (requests/s)",
            value=left / 3 / seconds,
            peer=left / seconds,
        )
        yield Result(
            name=f"file after a quarter was deleted, {size}, against before (MB)",
            value=path.stat().st_size / 1e6,
            peer=before / 1e6,
        )


def _longest_wait(path: Path) -> float:
    """Delete in a process of its own; give the longest time (s) in which this one could not have written."""
    with subprocess.Popen([sys.executable, "-m", "benchmarks.retention", str(path)], cwd=_ROOT) as deleting:
        db = sqlite3.connect(path, isolation_level=None, timeout=0)
        longest = 0.0
        free = time.perf_counter()
        while deleting.poll() is None:
            try:
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
            except sqlite3.OperationalError:
                longest = max(longest, time.perf_counter() - free)
            else:
                free = time.perf_counter()
            time.sleep(_EVERY_S)
        db.close()
    if deleting.returncode:
        message = "deleting failed"
        raise RuntimeError(message)
    return longest


def _delete(path: Path) -> None:
    store = opened(path)
    store.delete_before(CONNECTION, END - _QUARTER)
    store.close()


if __name__ == "__main__":
    _delete(Path(sys.argv[1]))
