"""Keep cases: a ticket number with requests as they were judged, texts as they left, and a note.

What comes here is redacted already. Searched with LIKE, because there are hundreds of cases and not millions of rows,
because words of two Chinese signs have to be found, and because what is deleted must not live on in an index.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import msgspec

from quotadesk.domain.tickets_kept import CaseLine, KeptCase, KeptRequest, KeptText
from quotadesk.store.times import micros, moment

TABLES = (
    """CREATE TABLE kept_case (id INTEGER PRIMARY KEY, ticket TEXT COLLATE NOCASE UNIQUE, opened INTEGER,
  changed INTEGER, closed INTEGER, note TEXT)""",
    """CREATE TABLE kept_request (id INTEGER PRIMARY KEY, kept_case INTEGER, connection TEXT, key TEXT, owner TEXT,
  words TEXT, facts TEXT)""",
    "CREATE INDEX kept_request_case ON kept_request(kept_case)",
    "CREATE INDEX kept_request_key ON kept_request(connection, key)",
    """CREATE TABLE kept_text (id INTEGER PRIMARY KEY, kept_case INTEGER, words TEXT, facts TEXT)""",
    "CREATE INDEX kept_text_case ON kept_text(kept_case)",
)

_LINES = """
SELECT c.ticket, c.changed, c.closed,
  (SELECT count(DISTINCT connection || char(31) || key) FROM kept_request WHERE kept_case = c.id),
  (SELECT count(*) FROM kept_text WHERE kept_case = c.id),
  (SELECT group_concat(owner, char(31)) FROM
    (SELECT DISTINCT owner FROM kept_request WHERE kept_case = c.id AND owner <> '' ORDER BY owner))
FROM kept_case c WHERE {fits} ORDER BY c.changed DESC, c.id DESC LIMIT ?
"""
_HAS_WORD = """(c.ticket LIKE :w ESCAPE '\\' OR c.note LIKE :w ESCAPE '\\'
  OR EXISTS (SELECT 1 FROM kept_request WHERE kept_case = c.id AND words LIKE :w ESCAPE '\\')
  OR EXISTS (SELECT 1 FROM kept_text WHERE kept_case = c.id AND words LIKE :w ESCAPE '\\'))"""
_MOST_WORDS = 8
_OF_CASE = ("kept_request", "kept_text")

Scope = Callable[[], AbstractContextManager[None]]


class Cases:
    """The cases of one store. `transaction` writes all or nothing; `speaking` gives SQLite's failures our words."""

    def __init__(self, db: sqlite3.Connection, *, transaction: Scope, speaking: Scope) -> None:
        self._db, self._transaction, self._speaking = db, transaction, speaking

    # ---------------------------------------------------------------- reading

    def find(self, text: str = "", *, limit: int = 500) -> tuple[CaseLine, ...]:
        """Give the cases that hold every word of `text` anywhere, the one that changed last first."""
        words = text.split()[:_MOST_WORDS]
        fits = " AND ".join(_HAS_WORD.replace(":w", f"?{n}") for n in range(1, len(words) + 1)) or "1"
        sql = _LINES.format(fits=fits).replace("LIMIT ?", f"LIMIT ?{len(words) + 1}")
        with self._speaking():
            return _lines(self._db.execute(sql, [*map(_like, words), limit]))

    def holding(self, connection: str, key: str) -> tuple[CaseLine, ...]:
        """Give the cases that hold a request, the one that changed last first."""
        fits = "c.id IN (SELECT kept_case FROM kept_request WHERE connection = ? AND key = ?)"
        with self._speaking():
            return _lines(self._db.execute(_LINES.format(fits=fits), (connection, key, 100)))

    def case(self, ticket: str) -> KeptCase | None:
        """Give all that is kept under a ticket number; None = nothing is."""
        with self._speaking():
            found = self._db.execute(
                "SELECT id, ticket, opened, changed, closed, note FROM kept_case WHERE ticket = ?", (ticket,)
            ).fetchone()
            if found is None:
                return None
            number, ticket, opened, changed, closed, note = found
            return KeptCase(
                ticket=ticket,
                opened_at=moment(opened),
                changed_at=moment(changed),
                closed_at=moment(closed) if closed else None,
                note=note,
                requests=tuple(
                    msgspec.json.decode(f, type=KeptRequest) for f in self._facts("kept_request", number)
                ),
                texts=tuple(msgspec.json.decode(f, type=KeptText) for f in self._facts("kept_text", number)),
            )

    def _facts(self, table: str, number: int) -> Sequence[str]:
        rows = self._db.execute(f"SELECT facts FROM {table} WHERE kept_case = ? ORDER BY id", (number,))
        return [facts for (facts,) in rows]

    # ---------------------------------------------------------------- writing

    def open(self, ticket: str, *, at: datetime) -> None:
        """Begin a case; one that is there stays as it is."""
        with self._transaction():
            self._number(ticket, at)

    def keep_request(self, ticket: str, kept: KeptRequest) -> bool:
        """Add a request to a case, begun if need be. Gives False when the same was kept last of it already."""
        with self._transaction():
            number = self._number(ticket, kept.kept_at)
            last = self._db.execute(
                "SELECT facts FROM kept_request WHERE kept_case = ? AND connection = ? AND key = ? "
                "ORDER BY id DESC LIMIT 1",
                (number, kept.connection, kept.key),
            ).fetchone()
            if last is not None and kept.says_the_same(msgspec.json.decode(last[0], type=KeptRequest)):
                return False
            self._db.execute(
                "INSERT INTO kept_request (kept_case, connection, key, owner, words, facts) VALUES (?, ?, ?, ?, ?, ?)",
                (number, kept.connection, kept.key, kept.owner, kept.words(), _json(kept)),
            )
            self._touch(number, kept.kept_at)
            return True

    def keep_text(self, ticket: str, kept: KeptText) -> None:
        """Add a text that left to a case, begun if need be."""
        with self._transaction():
            number = self._number(ticket, kept.copied_at)
            self._db.execute(
                "INSERT INTO kept_text (kept_case, words, facts) VALUES (?, ?, ?)",
                (number, f"{kept.wording}\n{kept.kind}", _json(kept)),
            )
            self._touch(number, kept.copied_at)

    def write_note(self, ticket: str, note: str, *, at: datetime) -> None:
        """Replace the note of a case."""
        with self._changed(ticket, at) as number:
            self._db.execute("UPDATE kept_case SET note = ? WHERE id = ?", (note, number))

    def close(self, ticket: str, *, at: datetime) -> None:
        """Close a case: copying a text adds nothing to it any more."""
        with self._changed(ticket, at) as number:
            self._db.execute("UPDATE kept_case SET closed = ? WHERE id = ?", (micros(at), number))

    def reopen(self, ticket: str, *, at: datetime) -> None:
        """Open a closed case again."""
        with self._changed(ticket, at) as number:
            self._db.execute("UPDATE kept_case SET closed = NULL WHERE id = ?", (number,))

    def delete(self, ticket: str) -> bool:
        """Delete a case. Gives False when there was none."""
        return self._wipe("ticket = ?", ticket) > 0

    def delete_before(self, time: datetime) -> int:
        """Delete the cases that last changed before `time`, closed or not. Gives their number."""
        return self._wipe("changed < ?", micros(time))

    def _wipe(self, which: str, value: str | int) -> int:
        """Delete cases, and overwrite what stood there: nobody reads it back out of the file."""
        with self._speaking():
            if not self._db.execute(f"SELECT 1 FROM kept_case WHERE {which} LIMIT 1", (value,)).fetchone():
                return 0
            before = self._db.execute("PRAGMA secure_delete").fetchone()[0]
            self._db.execute("PRAGMA secure_delete = ON")
            try:
                with self._transaction():
                    of = f"WHERE kept_case IN (SELECT id FROM kept_case WHERE {which})"
                    for table in _OF_CASE:
                        self._db.execute(f"DELETE FROM {table} {of}", (value,))
                    gone = self._db.execute(f"DELETE FROM kept_case WHERE {which}", (value,)).rowcount
            finally:
                self._db.execute(f"PRAGMA secure_delete = {before}")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # as far as nobody reads there
            return gone

    # ---------------------------------------------------------------- inside

    def _number(self, ticket: str, at: datetime) -> int:
        found = self._db.execute("SELECT id FROM kept_case WHERE ticket = ?", (ticket,)).fetchone()
        if found is not None:
            return int(found[0])
        made = self._db.execute(
            "INSERT INTO kept_case (ticket, opened, changed, note) VALUES (?, ?, ?, '')",
            (ticket, micros(at), micros(at)),
        )
        return int(made.lastrowid or 0)

    def _touch(self, number: int, at: datetime) -> None:
        self._db.execute("UPDATE kept_case SET changed = max(changed, ?) WHERE id = ?", (micros(at), number))

    @contextmanager
    def _changed(self, ticket: str, at: datetime) -> Iterator[int]:
        with self._transaction():
            number = self._number(ticket, at)
            yield number
            self._touch(number, at)


def _json(kept: KeptRequest | KeptText) -> str:
    return msgspec.json.encode(kept).decode()


def _like(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _lines(rows: sqlite3.Cursor) -> tuple[CaseLine, ...]:
    return tuple(
        CaseLine(
            ticket=ticket,
            changed_at=moment(changed),
            closed=closed is not None,
            requests=requests,
            texts=texts,
            owners=tuple(owners.split("\x1f")) if owners else (),
        )
        for ticket, changed, closed, requests, texts, owners in rows.fetchall()
    )
