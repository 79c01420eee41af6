"""Names that repeat, kept once: words, owners and keys, and the numbers that rows hold for them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Mapping
from enum import IntEnum
from functools import partial
from typing import TypeVar

import msgspec

from quotadesk.domain.fields import Mark

Owner = tuple[str, str]  # name, the gateway's id
ApiKey = tuple[str, str, str, str]  # name, the gateway's id, hash, masked
Name = TypeVar("Name", bound=Hashable)

_MOST_MARKS = 1_000  # combinations remembered; a gateway uses a few dozen
_as_sorted_json = msgspec.json.Encoder(order="sorted")
_OWNER = ("name", "outer_id")
_KEY = ("name", "outer_id", "hash", "masked")
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


class _Numbers(dict[Name, int]):
    """Numbers by their names, taken when first asked for: a hit costs no call."""

    def __init__(self, take: Callable[[Name], int], nothing: Name) -> None:
        super().__init__({nothing: 0})
        self._take = take

    def __missing__(self, name: Name) -> int:
        taken = self[name] = self._take(name)
        return taken


def _as_json(value: object) -> str:
    return _as_sorted_json.encode(value).decode()


class Dictionary:
    """The names of one connection, with a memory. 0 stands for "none" everywhere.

    Numbers may be taken only inside a write transaction; drop the whole when one is rolled back.
    `words`, `owners` and `keys` give the names of numbers; `word_ids`, `owner_ids` and `key_ids` the numbers of names.
    """

    def __init__(self, db: sqlite3.Connection, connection: int) -> None:
        self._db = db
        self._connection = connection
        self.word_ids = {kind: _Numbers(partial(self._take_word, kind), "") for kind in Kind}
        self.owner_ids = _Numbers(partial(self._take, "owner", _OWNER), _NO_OWNER)
        self.key_ids = _Numbers(partial(self._take, "api_key", _KEY), _NO_KEY)
        self.channels_ids: _Numbers[tuple[str, ...]] = _Numbers(
            lambda channels: self.word_ids[Kind.CHANNELS][_as_json(channels)], ()
        )
        self._marks_ids: dict[tuple[object, ...], tuple[int, tuple[Mark, ...]]] = {}
        self.words: _Memory[str] = _Memory(self._read_word, "")
        self.owners: _Memory[Owner] = _Memory(self._read_owner, _NO_OWNER)
        self.keys: _Memory[ApiKey] = _Memory(self._read_key, _NO_KEY)

    # ---------------------------------------------------------------- name → number

    def _take_word(self, kind: Kind, text: str) -> int:
        return self._take("word", ("kind", "text"), (int(kind), text))

    def marks_id(self, marks: Mapping[str, Mark]) -> int:
        """Give the number of the marks of a row, a new one if need be; 0 for none.

        Marks are constants of the code that sets them, so they are remembered by identity: hashing their words
        costs more than all else of a row. What is remembered holds them, so that an identity stays theirs.
        """
        if not marks:
            return 0
        told = tuple(marks.values())
        key = (*marks, *map(id, told))
        known = self._marks_ids.get(key)
        if known is None:
            if len(self._marks_ids) >= _MOST_MARKS:
                self._marks_ids.clear()
            known = self._marks_ids[key] = (self.word_ids[Kind.MARKS][_as_json(dict(marks))], told)
        return known[0]

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
