"""Read a lookup as conditions on the columns of `request`: names become numbers, ids become requests."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from quotadesk.app.errors import UnclearLookup
from quotadesk.domain.charge import Charge
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.said import Said
from quotadesk.store.dictionary import Kind
from quotadesk.store.request_rows import CHARGE_CODES
from quotadesk.store.times import micros

ESCAPE = "\\"
_CLASS = re.compile(r"([1-9])xx", re.IGNORECASE)
_NO_STATUS = {"none", "unknown"}
_YES_NO = {"yes": 1, "no": 0}

_BY_KEY = "SELECT id FROM request INDEXED BY request_name WHERE connection = ? AND key IN (?, ?, ?)"
_BY_OTHER_ID = "SELECT request FROM other_id WHERE connection = ? AND text = ?"
_WORDS = {
    LookupKey.GROUP: ("grp", Kind.GROUP),
    LookupKey.PROJECT: ("project", Kind.PROJECT),
    LookupKey.ENV: ("environment", Kind.ENVIRONMENT),
    LookupKey.MODEL: ("model", Kind.MODEL),
    LookupKey.TIER: ("tier", Kind.TIER),
    LookupKey.TYPE: ("type", Kind.TYPE),
    LookupKey.ERROR: ("error_code", Kind.ERROR_CODE),
}

Span = tuple[int, int]  # of statuses, both ends included


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """Wanted statuses as spans; `missing` = also requests whose status is not known."""

    spans: tuple[Span, ...]
    missing: bool = False

    @property
    def failing(self) -> bool:
        """Whether every wanted status is one of a failure."""
        return not self.missing and all(low >= 400 for low, _ in self.spans)


@dataclass(slots=True, kw_only=True)
class Conditions:
    """What must hold of a request. `ids` by column; each entry of `texts` is any of its values."""

    connection: int
    start: int | None = None  # microseconds, inclusive
    end: int | None = None  # exclusive
    ids: dict[str, set[int]] = field(default_factory=dict)
    statuses: list[Statuses] = field(default_factory=list)
    attempts: list[Statuses] = field(default_factory=list)
    failed: bool | None = None
    requests: set[int] | None = None
    texts: list[tuple[str, ...]] = field(default_factory=list)
    never: bool = False  # nothing can fit

    @property
    def failing(self) -> bool:
        """Whether only failed requests can fit."""
        return self.failed is True or any(s.failing for s in self.statuses)


class Reader:
    """Reads the terms of one lookup."""

    def __init__(self, db: sqlite3.Connection, connection: int, lookup: Lookup) -> None:
        self._db = db
        self._lookup = lookup
        self._found = Conditions(connection=connection)

    def read(self) -> Conditions:
        """Give the conditions of the lookup. Raises UnclearLookup for a value that means nothing here."""
        window = self._lookup.window
        if window is not None:
            self._found.start, self._found.end = micros(window.start), micros(window.end)
        for term in self._lookup.terms:
            if term.values:
                read = self._readers.get(term.key)
                if read is not None:  # the window's own keys are no condition
                    read(self, term)
        if self._found.failed is False and self._found.failing:
            self._found.never = True
        return self._found

    # ---------------------------------------------------------------- names

    def _owner(self, term: Term) -> None:
        self._names(term, "owner", "owner", ("name",), exact=("name", "outer_id"))

    def _key(self, term: Term) -> None:
        self._names(term, "api_key", "api_key", ("name", "masked"), exact=("name", "masked", "hash"))

    def _tail(self, term: Term) -> None:
        found: set[int] = set()
        for value in term.values:
            sql = f"SELECT id FROM api_key WHERE connection = ? AND masked LIKE ? ESCAPE '{ESCAPE}'"
            found.update(self._numbers(sql, (self._found.connection, "%" + literal(value.lstrip("…*.")))))
        self._narrow("api_key", found)

    def _names(
        self, term: Term, column: str, table: str, columns: tuple[str, ...], *, exact: tuple[str, ...]
    ) -> None:
        found: set[int] = set()
        for value in term.values:
            part = contained(value)
            test = "{0} = ? COLLATE NOCASE" if part is None else f"{{0}} LIKE ? ESCAPE '{ESCAPE}'"
            given = (self._found.connection, value if part is None else f"%{literal(part)}%")
            for place in exact if part is None else columns:  # one after the other: each has an index
                sql = f"SELECT id FROM {table} WHERE connection = ? AND {test.format(place)}"
                found.update(self._numbers(sql, given))
        self._narrow(column, found)

    def _word(self, term: Term) -> None:
        column, kind = _WORDS[term.key]
        found: set[int] = set()
        for value in term.values:
            part = contained(value)
            test = "text = ? COLLATE NOCASE" if part is None else f"text LIKE ? ESCAPE '{ESCAPE}'"
            given = value if part is None else f"%{literal(part)}%"
            sql = f"SELECT id FROM word WHERE connection = ? AND kind = ? AND {test}"
            found.update(self._numbers(sql, (self._found.connection, int(kind), given)))
        self._narrow(column, found)

    def _error(self, term: Term) -> None:
        """Only what failed has an error code, and failures have indexes of their own."""
        self._word(term)
        self._must_have_failed(answer=True)

    def _numbers(self, sql: str, given: tuple[object, ...]) -> Iterable[int]:
        return (row[0] for row in self._db.execute(sql, given))

    def _narrow(self, column: str, found: set[int]) -> None:
        known = self._found.ids.get(column)
        self._found.ids[column] = found if known is None else known & found
        self._found.never = self._found.never or not self._found.ids[column]

    # ---------------------------------------------------------------- outcome

    def _status(self, term: Term) -> None:
        self._found.statuses.append(_statuses(term))

    def _attempt(self, term: Term) -> None:
        self._found.attempts.append(_statuses(term))

    def _failed(self, term: Term) -> None:
        wanted = {_choice(term, value, _YES_NO) for value in term.values}
        if len(wanted) == 1:
            self._must_have_failed(answer=wanted == {1})

    def _must_have_failed(self, *, answer: bool) -> None:
        self._found.never = self._found.never or self._found.failed is (not answer)
        self._found.failed = answer

    def _charged(self, term: Term) -> None:
        codes = {charge.value: CHARGE_CODES[charge] for charge in Charge}
        self._narrow("charge", {_choice(term, value, codes) for value in term.values})

    # ---------------------------------------------------------------- ids and text

    def _id(self, term: Term) -> None:
        found: set[int] = set()
        for value in term.values:
            given = (self._found.connection, value, f"task:{value}", f"row:{value}")
            found.update(self._numbers(_BY_KEY, given))
            found.update(self._numbers(_BY_OTHER_ID, (self._found.connection, value)))
        known = self._found.requests
        self._found.requests = found if known is None else known & found
        self._found.never = self._found.never or not self._found.requests

    def _text(self, term: Term) -> None:
        values = tuple(contained(v) or v for v in term.values)
        self._found.texts.append(values)

    _readers: ClassVar[dict[LookupKey, Callable[[Reader, Term], None]]] = {
        LookupKey.OWNER: _owner,
        LookupKey.KEY: _key,
        LookupKey.TAIL: _tail,
        LookupKey.STATUS: _status,
        LookupKey.ATTEMPT: _attempt,
        LookupKey.FAILED: _failed,
        LookupKey.CHARGED: _charged,
        LookupKey.ID: _id,
        LookupKey.TEXT: _text,
        **dict.fromkeys(_WORDS, _word),
        LookupKey.ERROR: _error,
    }


def contained(value: str) -> str | None:
    """Give what stands between the two `*` of a contains-match; None when the value is meant as it is."""
    return value[1:-1] if len(value) > 2 and value.startswith("*") and value.endswith("*") else None


def literal(value: str) -> str:
    """Make every character of a LIKE pattern stand for itself."""
    return re.sub(r"([%_\\])", r"\\\1", value)


def _statuses(term: Term) -> Statuses:
    spans: set[Span] = set()
    missing = False
    for value in term.values:
        whole = _CLASS.fullmatch(value)
        if whole:
            spans.add((int(whole[1]) * 100, int(whole[1]) * 100 + 99))
        elif value.isdecimal() and len(value) <= 4:
            spans.add((int(value), int(value)))
        elif value.casefold() in _NO_STATUS:
            missing = True
        else:
            raise _unclear(term, value, "429, 4xx, none")
    return Statuses(spans=tuple(sorted(spans)), missing=missing)


def _choice(term: Term, value: str, choices: dict[str, int]) -> int:
    try:
        return choices[value.casefold()]
    except KeyError:
        raise _unclear(term, value, ", ".join(choices)) from None


def _unclear(term: Term, value: str, choices: str) -> UnclearLookup:
    return UnclearLookup(
        Said(f"“{term.key}:{value}” cannot be looked up.", f"无法按“{term.key}:{value}”查询。"),
        Said(f"Use one of: {choices}.", f"可用的值：{choices}。"),
    )
