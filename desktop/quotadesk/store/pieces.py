"""Do long work in pieces: hold the write lock only for moments, and let others have it in between."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

# What one piece may take. A program that waits for the lock looks again after at most 0.1 s; and on a busy machine the
# one that holds it may lose its processor, which a shorter piece does less often.
_LOCK_S = 0.004
_PIECES = 5  # between two checkpoints
_FEWEST, _FIRST, _MOST = 10, 20, 2_000  # the first ones come from the disk


@contextmanager
def locked(db: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock for all or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a full disk has already ended it
            db.execute("ROLLBACK")
        raise


class Pace:
    """How many rows or pages to take at once: as many as fit into a few milliseconds on this machine."""

    def __init__(self) -> None:
        self.size = _FIRST
        self._pieces = 0

    @contextmanager
    def piece(self, db: sqlite3.Connection) -> Iterator[None]:
        """Time one piece, and pause after it for as long as it took."""
        began = time.monotonic()
        yield
        took = time.monotonic() - began
        change = 1.5 if took < _LOCK_S / 2 else 1.0 if took < _LOCK_S else 0.5
        self.size = max(_FEWEST, min(_MOST, int(self.size * change)))
        self._pieces += 1
        if self._pieces % _PIECES == 0:
            db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        else:
            time.sleep(min(took, _LOCK_S))


@contextmanager
def unhurried(db: sqlite3.Connection) -> Iterator[Pace]:
    """Give the pace of some long work. What was written reaches the file itself between two pieces, not within one."""
    usual = db.execute("PRAGMA wal_autocheckpoint").fetchone()[0]
    db.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    try:
        yield Pace()
    finally:
        db.execute(f"PRAGMA wal_autocheckpoint = {usual}").fetchall()
