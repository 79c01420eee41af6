"""Fill an empty store quickly: by its own way of writing, but with its indexes made once, at the end."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record
from quotadesk.store import Store
from quotadesk.store.dictionary import Dictionary
from quotadesk.store.writing import Writing

_AT_ONCE = 20_000
_CACHE_KIB = 1_500_000  # the ids of ten million requests, which come in no order
# What writing looks into: whether a row or a request is there already, and the numbers of names.
_LOOKED_INTO = ("record_source", "request_name", "connection_name", "word_text", "owner_name", "api_key_name")
_PRAGMAS = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    f"cache_size = -{_CACHE_KIB}",
)
_FOLLOWS = ("INSERT INTO failure_text(failure_text) VALUES ('rebuild')",)


def fill(path: Path, connection: str, rows: Iterable[Record], profile: Profile) -> Iterator[int]:
    """Write rows into a new file at `path`; gives how many there are after each batch.

    Afterwards the file holds what writing them the ordinary way makes it hold.
    """
    Store.open(path).close()
    db = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    db.execute("INSERT INTO connection (name) VALUES (?)", (connection,))
    names = Dictionary(db, 1)
    source, kept = iter(rows), 0
    gc.disable()  # nothing here refers back, and looking for it takes a twentieth of the time
    with _indexes_later(db):
        while batch := list(islice(source, _AT_ONCE)):
            db.execute("BEGIN")
            kept += Writing(db, 1, names, lambda: profile).put(batch, ()).new
            db.execute("COMMIT")
            yield kept
    gc.enable()
    db.execute("PRAGMA locking_mode = NORMAL").fetchall()
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.close()


@contextmanager
def _indexes_later(db: sqlite3.Connection) -> Iterator[None]:
    """Take indexes and triggers away, and make them again, with what they keep, when all rows are there."""
    made = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql <> '' AND type IN ('index', 'trigger') "
        f"AND name NOT IN ({', '.join('?' * len(_LOOKED_INTO))})",
        _LOOKED_INTO,
    ).fetchall()
    for kind, name, _ in made:
        db.execute(f"DROP {kind} {name}")
    yield
    for statement in (*(sql for kind, _, sql in made), *_FOLLOWS):
        db.execute(statement)
