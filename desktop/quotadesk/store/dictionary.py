"""Names that repeat, kept once: words, owners and keys, and the numbers that rows hold for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from enum import IntEnum
from typing import TypeVar

Owner = tuple[str, str]  # name, the gateway's id
ApiKey = tuple[str, str, str, str]  # name, the gateway's id, hash, masked
Name = TypeVar("Name")

_NO_OWNER: Owner = ("", "")
_NO_KEY: ApiKey = ("", "", "", "")


class Kind(IntEnum):
    """What a word is. The numbers stand in the file: never change one."""

    RECORD_KIND = 1
    GROUP = 2
    PROJECT = 3
    ENVIRONMENT = 4
    MODEL = 5
    TIER = 6
    PATH = 7
    TYPE = 8
    STREAM_END = 9
    UNIT = 10
    BILLING = 11
    CHANNEL = 12
    CHANNELS = 13
    MARKS = 14
    ERROR_CODE = 15
    ERROR_KIND = 16
    ERROR_CATEGORY = 17
    LIMIT_TYPE = 18
    BUDGET_SCOPE = 19


class _Memory(dict[int | None, Name]):
    """Names by their numbers, read when first asked for: a hit costs no call."""

    def __init__(self, read: Callable[[int], Name | None], nothing: Name) -> None:
        super().__init__({0: nothing, None: nothing})
        self._read = read
        self._nothing = nothing

    def __missing__(self, number: int | None) -> Name:
        found = self._read(number or 0) or self._nothing
        self[number] = found
        return found


class Dictionary:
    """The names of one connection, with a memory. 0 stands for "none" everywhere.

    Numbers may be taken only inside a write transaction; drop the whole when one is rolled back.
    `words`, `owners` and `keys` give the names of numbers.
    """

    def __init__(self, db: sqlite3.Connection, connection: int) -> None:
        self._db = db
        self._connection = connection
        self._word_ids: dict[tuple[int, str], int] = {}
        self._owner_ids: dict[Owner, int] = {}
        self._key_ids: dict[ApiKey, int] = {}
        self.words: _Memory[str] = _Memory(self._read_word, "")
        self.owners: _Memory[Owner] = _Memory(self._read_owner, _NO_OWNER)
        self.keys: _Memory[ApiKey] = _Memory(self._read_key, _NO_KEY)

    # ---------------------------------------------------------------- name → number

    def word_id(self, kind: Kind, text: str) -> int:
        """Give the number of a word, a new one if need be; 0 for ""."""
        if not text:
            return 0
        known = self._word_ids.get((kind, text))
        if known is None:
            known = self._word_ids[kind, text] = self._take("word", ("kind", "text"), (int(kind), text))
        return known

    def owner_id(self, name: str, outer_id: str) -> int:
        """Give the number of an owner, a new one if need be; 0 for none."""
        owner = (name, outer_id)
        known = self._owner_ids.get(owner)
        if known is None:
            known = 0 if owner == _NO_OWNER else self._take("owner", ("name", "outer_id"), owner)
            self._owner_ids[owner] = known
        return known

    def key_id(self, name: str, outer_id: str, hash_: str, masked: str) -> int:
        """Give the number of a key, a new one if need be; 0 for none."""
        key = (name, outer_id, hash_, masked)
        known = self._key_ids.get(key)
        if known is None:
            columns = ("name", "outer_id", "hash", "masked")
            known = self._key_ids[key] = 0 if key == _NO_KEY else self._take("api_key", columns, key)
        return known

    def _take(self, table: str, columns: tuple[str, ...], values: tuple[object, ...]) -> int:
        given = (self._connection, *values)
        wanted = " AND ".join(f"{c} = ?" for c in ("connection", *columns))
        find = f"SELECT id FROM {table} WHERE {wanted}"
        found = self._db.execute(find, given).fetchone()
        if found is None:
            places = ", ".join("?" * len(given))
            add = f"INSERT INTO {table} (connection, {', '.join(columns)}) VALUES ({places})"
            return int(self._db.execute(add, given).lastrowid or 0)
        return int(found[0])

    # ---------------------------------------------------------------- number → name

    def _read_word(self, number: int) -> str | None:
        found = self._db.execute("SELECT text FROM word WHERE id = ?", (number,)).fetchone()
        return found[0] if found else None

    def _read_owner(self, number: int) -> Owner | None:
        sql = "SELECT name, outer_id FROM owner WHERE id = ?"
        found: Owner | None = self._db.execute(sql, (number,)).fetchone()
        return found

    def _read_key(self, number: int) -> ApiKey | None:
        sql = "SELECT name, outer_id, hash, masked FROM api_key WHERE id = ?"
        found: ApiKey | None = self._db.execute(sql, (number,)).fetchone()
        return found

    def every_word(self, kind: Kind) -> tuple[str, ...]:
        """Give all words of a kind, in order."""
        sql = "SELECT text FROM word WHERE connection = ? AND kind = ? ORDER BY text"
        return tuple(row[0] for row in self._db.execute(sql, (self._connection, int(kind))))
