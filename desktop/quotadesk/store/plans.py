"""Choose how to read what fits some conditions: which index drives, and what is tested on the way.

The choice is a table, not the planner's guess: an index that starts with the wanted equalities is read by time,
newest first, once for each wanted value, and the reads are merged. `failed = 1` is repeated literally in the
statement, because only then is a partial index allowed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from quotadesk.store.conditions import ESCAPE, Conditions, Statuses, literal

MAX_READS = 200  # SQLite joins at most 500 reads in one statement
_SHORT_WALK = 5_000  # error texts that are simply read, one by one
_FEW = 5_000  # matches of a text up to which the index of texts collects them first
_SAMPLE, _COMMON = 1_000, 100  # of so many texts so many fit: then reading from the newest on is quickest

Given = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One ordered read: FROM and WHERE with what to bind. `time` and `id` name its columns of order."""

    source: str
    where: str
    given: Given
    time: str = "r.time"
    id: str = "r.id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Reads whose union is the answer. `disjoint`: no request comes from two of them, or twice from one."""

    reads: tuple[Read, ...]
    disjoint: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Driver:
    """An index of `request`: the columns that must be equal, whether it holds failures only."""

    index: str
    columns: tuple[str, ...]
    failing: bool = False


_DRIVERS = (
    _Driver(index="request_failed_api_key", columns=("api_key",), failing=True),
    _Driver(index="request_api_key", columns=("api_key",)),
    _Driver(index="request_failed_owner", columns=("owner",), failing=True),
    _Driver(index="request_owner", columns=("owner",)),
    _Driver(index="request_failed_group", columns=("grp", "status"), failing=True),
    _Driver(index="request_failed_status", columns=("connection", "status"), failing=True),
    _Driver(index="request_open_charge", columns=("connection",)),
    _Driver(index="request_failed_time", columns=("connection",), failing=True),
    _Driver(index="request_model", columns=("model",)),
    _Driver(index="request_group", columns=("grp",)),
    _Driver(index="request_time", columns=("connection",)),
)
_JOIN = " CROSS JOIN request r ON r.id = {0}.request"
_PARTIAL = {"request_open_charge": " AND r.charge >= 2"}


def plan(db: sqlite3.Connection, wanted: Conditions) -> Plan | None:
    """Choose the reads for some conditions; None when nothing can fit."""
    if wanted.never:
        return None
    numbers = wanted.requests
    late: list[tuple[str, Given]] = []
    walks: list[tuple[str, ...]] = []
    for values in wanted.texts:
        few = None if _walkable(db, wanted, values) else _few(db, wanted.connection, values)
        if few is not None:
            numbers = few if numbers is None else numbers & few
        else:
            walks.append(values)
    tests = _tests(wanted)
    if numbers is not None:
        late = [_has_text(v) for v in walks] + [_has_attempt(s) for s in wanted.attempts]
        return _of_numbers(numbers, _all(tests, late), _span(wanted, "r.time")) if numbers else None
    narrow = any(column in wanted.ids for column in ("owner", "api_key"))
    if walks and not narrow:
        late = [_has_text(v) for v in walks[1:]] + [_has_attempt(s) for s in wanted.attempts]
        return _text_walk(wanted, walks[0], _all(tests, late, ["connection"]))
    if wanted.attempts and not narrow:
        late = [_has_attempt(s) for s in wanted.attempts[1:]]
        return _attempt_walk(db, wanted, _all(tests, late, ["connection"]))
    late = [_has_text(v) for v in walks] + [_has_attempt(s) for s in wanted.attempts]
    return _driven(db, wanted, tests, late)


# ---------------------------------------------------------------- tests on a row, by the column they look at

Tests = dict[str, tuple[str, Given]]


def _tests(wanted: Conditions) -> Tests:
    tests: Tests = {"connection": ("r.connection = ?", (wanted.connection,))}
    for column, numbers in wanted.ids.items():
        tests[column] = _among(f"r.{column}", sorted(numbers))
    if wanted.statuses:
        parts = [_of_status("r.status", s) for s in wanted.statuses]
        tests["status"] = (" AND ".join(f"({p})" for p, _ in parts), tuple(v for _, g in parts for v in g))
    if wanted.failed is not None:
        tests["failed"] = (f"r.failed = {int(wanted.failed)}", ())
    return tests


def _among(column: str, numbers: Sequence[int]) -> tuple[str, Given]:
    if len(numbers) <= 20:
        return f"{column} IN ({', '.join('?' * len(numbers))})", tuple(numbers)
    return f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)


def _of_status(column: str, statuses: Statuses) -> tuple[str, Given]:
    parts = [f"{column} BETWEEN ? AND ?" for _ in statuses.spans]
    if statuses.missing:
        parts.append(f"{column} IS NULL")
    return " OR ".join(parts) or "0", tuple(end for span in statuses.spans for end in span)


def _has_text(values: tuple[str, ...]) -> tuple[str, Given]:
    test, given = _contains(values)
    return f"EXISTS (SELECT 1 FROM failure f WHERE f.request = r.id AND ({test}))", given


def _contains(values: tuple[str, ...]) -> tuple[str, Given]:
    test = " OR ".join(f"f.text LIKE ? ESCAPE '{ESCAPE}'" for _ in values)
    return test, tuple(f"%{literal(v)}%" for v in values)


def _has_attempt(statuses: Statuses) -> tuple[str, Given]:
    own, own_given = _of_status("r.status", statuses)
    other, given = _of_status("t.status", statuses)
    return (
        f"({own} OR EXISTS (SELECT 1 FROM tried t WHERE t.request = r.id AND ({other})))",
        (*own_given, *given),
    )


def _all(tests: Tests, late: Sequence[tuple[str, Given]], done: Sequence[str] = ()) -> tuple[str, Given]:
    """Join the tests on columns that the driver has not settled, and the late ones."""
    parts = [test for column, test in tests.items() if column not in done] + list(late)
    return "".join(f" AND {sql}" for sql, _ in parts), tuple(v for _, given in parts for v in given)


def _span(wanted: Conditions, time: str) -> tuple[str, Given]:
    sql, given = "", []
    if wanted.start is not None:
        sql, given = f" AND {time} >= ?", [wanted.start]
    if wanted.end is not None:
        sql, given = f"{sql} AND {time} < ?", [*given, wanted.end]
    return sql, tuple(given)


# ---------------------------------------------------------------- plans


def _of_numbers(numbers: set[int], tests: tuple[str, Given], span: tuple[str, Given]) -> Plan:
    source, where, given = "request r NOT INDEXED", *_among("r.id", sorted(numbers))
    return Plan(
        reads=(Read(source=source, where=f"{where}{tests[0]}{span[0]}", given=(*given, *tests[1], *span[1])),)
    )


def _driven(
    db: sqlite3.Connection, wanted: Conditions, tests: Tests, late: Sequence[tuple[str, Given]]
) -> Plan | None:
    span, span_given = _span(wanted, "r.time")
    for driver in _ranked(wanted):
        if driver.failing and not wanted.failing:
            continue
        values = _values(db, wanted, driver)
        if values is None:
            continue
        if not values:
            return None
        done = [*driver.columns, *(("failed",) if wanted.failing else ()), "connection"]
        more, more_given = _all(tests, late, done)
        literally = (" AND r.failed = 1" if wanted.failing else "") + _PARTIAL.get(driver.index, "")
        equal = " AND ".join(f"r.{c} {'IS' if c == 'status' else '='} ?" for c in driver.columns)
        return Plan(
            reads=tuple(
                Read(
                    source=f"request r INDEXED BY {driver.index}",
                    where=f"{equal}{literally}{span}{more}",
                    given=(*value, *span_given, *more_given),
                )
                for value in values
            )
        )
    return None


def _ranked(wanted: Conditions) -> Sequence[_Driver]:
    """Give the drivers, best first: of owner and key the one with fewer numbers leads."""
    owners, keys = wanted.ids.get("owner"), wanted.ids.get("api_key")
    if owners is not None and keys is not None and len(owners) <= len(keys):
        return sorted(_DRIVERS, key=lambda d: d.columns != ("owner",))
    return _DRIVERS


def _values(db: sqlite3.Connection, wanted: Conditions, driver: _Driver) -> list[Given] | None:
    """Give the values that the driver's columns take, one tuple a read; None when it does not suit."""
    choices: list[Sequence[object]] = []
    for column in driver.columns:
        if column == "connection":
            choices.append((wanted.connection,))
        elif column == "status":
            if driver.index == "request_failed_status" and not wanted.statuses:
                return None
            choices.append(_present(db, wanted))
        elif column in wanted.ids:
            choices.append(sorted(wanted.ids[column]))
        else:
            return None
    if driver.index == "request_open_charge" and min(wanted.ids.get("charge", {0}), default=0) < 2:
        return None
    values = list(product(*choices))
    return values if len(values) <= MAX_READS else None


def _present(db: sqlite3.Connection, wanted: Conditions) -> list[int | None]:
    """Give the wanted statuses of failures, as far as they occur."""
    if not wanted.statuses:
        return [None, *_hops(db, _FAILED_STATUSES, wanted.connection)]
    first, *others = wanted.statuses
    found = _occurring(db, _FAILED_STATUSES, wanted.connection, first)
    return [s for s in [*found, *([None] if first.missing else [])] if all(_fits(s, o) for o in others)]


_FAILED_STATUSES = (
    "SELECT min(r.status) FROM request r INDEXED BY request_failed_status "
    "WHERE r.connection = ? AND r.status > ? AND r.failed = 1"
)
_TRIED_STATUSES = "SELECT min(status) FROM tried WHERE connection = ? AND status > ?"


def _occurring(db: sqlite3.Connection, following: str, connection: int, wanted: Statuses) -> list[int]:
    """Give the wanted statuses that may occur; single ones need no look."""
    if all(low == high for low, high in wanted.spans):
        return [low for low, _ in wanted.spans]
    return [s for s in _hops(db, following, connection) if _fits(s, wanted)]


def _hops(db: sqlite3.Connection, following: str, connection: int) -> list[int]:
    """Give the statuses that occur, by hopping along an index from one to the next."""
    found: list[int] = []
    at = db.execute(following, (connection, -1)).fetchone()[0]
    while at is not None:
        found.append(at)
        at = db.execute(following, (connection, at)).fetchone()[0]
    return found


def _fits(status: int | None, statuses: Statuses) -> bool:
    if status is None:
        return statuses.missing
    return any(low <= status <= high for low, high in statuses.spans)


def _walkable(db: sqlite3.Connection, wanted: Conditions, values: tuple[str, ...]) -> bool:
    """Say whether reading the error texts themselves is quick: few are in the window, or many of them fit."""
    span, given = _span(wanted, "f.time")
    source = f"failure f INDEXED BY failure_time WHERE f.connection = ?{span}"
    count = f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT ?)"
    if db.execute(count, (wanted.connection, *given, _SHORT_WALK + 1)).fetchone()[0] <= _SHORT_WALK:
        return True
    test, texts = _contains(values)
    newest = f"SELECT f.text FROM {source} ORDER BY f.time DESC LIMIT {_SAMPLE}"
    sample = f"SELECT count(*) FROM ({newest}) f WHERE {test}"
    return bool(db.execute(sample, (wanted.connection, *given, *texts)).fetchone()[0] >= _COMMON)


def _few(db: sqlite3.Connection, connection: int, values: tuple[str, ...]) -> set[int] | None:
    """Give the requests whose error texts hold one of `values`, if the index of texts finds only a few."""
    found: set[int] = set()
    for value in values:
        loose = "".join("_" if c in "%_" else c for c in value)
        if max(map(len, loose.split("_"))) < 3:
            return None
        sql = (
            "SELECT f.request FROM failure_text x CROSS JOIN failure f ON f.id = x.rowid "
            f"WHERE x.text LIKE ? AND f.connection = ? AND f.text LIKE ? ESCAPE '{ESCAPE}' LIMIT ?"
        )
        rows = db.execute(sql, (f"%{loose}%", connection, f"%{literal(value)}%", _FEW + 1)).fetchall()
        if len(rows) > _FEW:
            return None
        found.update(row[0] for row in rows)
    return found - {0}


def _text_walk(wanted: Conditions, values: tuple[str, ...], tests: tuple[str, Given]) -> Plan:
    """Read the error texts themselves, newest first: for short texts and for those that are common."""
    span, span_given = _span(wanted, "f.time")
    test, given = _contains(values)
    read = Read(
        source="failure f INDEXED BY failure_time" + (_JOIN.format("f") if tests[0] else ""),
        where=f"f.connection = ?{span} AND f.request > 0 AND ({test}){tests[0]}",
        given=(wanted.connection, *span_given, *given, *tests[1]),
        time="f.time",
        id="f.request",
    )
    return Plan(reads=(read,), disjoint=False)


def _attempt_walk(db: sqlite3.Connection, wanted: Conditions, tests: tuple[str, Given]) -> Plan | None:
    """Read the attempts of the wanted statuses; below 400 also the requests that ended with one."""
    statuses = wanted.attempts[0]
    span, span_given = _span(wanted, "t.time")
    reads = [
        Read(
            source="tried t" + (_JOIN.format("t") if tests[0] else ""),
            where=f"t.connection = ? AND t.status = ?{span}{tests[0]}",
            given=(wanted.connection, status, *span_given, *tests[1]),
            time="t.time",
            id="t.request",
        )
        for status in _occurring(db, _TRIED_STATUSES, wanted.connection, statuses)
    ]
    if not statuses.failing:
        own, own_given = _of_status("r.status", statuses)
        span, span_given = _span(wanted, "r.time")
        reads.append(
            Read(
                source="request r INDEXED BY request_time",
                where=f"r.connection = ?{span} AND ({own}){tests[0]}",
                given=(wanted.connection, *span_given, *own_given, *tests[1]),
            )
        )
    return Plan(reads=tuple(reads), disjoint=len(reads) == 1) if reads else None
