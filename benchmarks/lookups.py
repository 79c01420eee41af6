"""The first page of a lookup with its counts, against the same question in hand-written SQL over the same file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks.filled import CONNECTION, filled, opened
from benchmarks.results import Result, paired
from benchmarks.traffic import END
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.window import Window
from quotadesk.store import Store

_LINE = (
    "r.key, r.time, r.status, r.failed, r.model, r.grp, r.owner, r.api_key, r.type, r.latency_ms, r.attempt_count, "
    "r.charge, r.amount_nano, r.error_code, r.environment, r.project, r.stream_cut"
)
_BY_P = "ORDER BY p.time DESC, p.id DESC"
_DAY = Window(END - timedelta(days=8), END - timedelta(days=7))
_FROM, _TO = (round(t.timestamp() * 1_000_000) for t in (_DAY.start, _DAY.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One lookup, and SQL that a practised hand would write for it: the page, all, and the failed ones."""

    name: str
    lookup: Lookup
    page: tuple[str, tuple[Any, ...]]
    count: tuple[str, tuple[Any, ...]]
    failed: tuple[str, tuple[Any, ...]] | None = None  # None = every one is
    target: float = 1.5


def lookups(size: str) -> Iterator[Result]:
    """Give one result for each question at a size."""
    path = filled(size)
    store, raw = opened(path), sqlite3.connect(path, isolation_level=None)
    for pragma in ("cache_size = -16384", "temp_store = MEMORY"):
        raw.execute(f"PRAGMA {pragma}")

    def prepared(sql: str, given: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        return raw.execute(sql, given).fetchall()  # the connection keeps prepared statements by their text

    for question in questions(raw):
        mine, peer = mine_of(store, question), answers_of(prepared, question)
        if mine() != peer():
            message = f"{question.name}: the answers differ: {mine()[1:]} {peer()[1:]}"
            raise AssertionError(message)
        value, other = paired(mine, peer)
        yield Result(
            name=f"first page, {question.name}, {size} (ms)",
            value=value * 1000,
            peer=other * 1000,
            target=question.target,
            over_by=1.0,
        )
    store.close()
    raw.close()


def mine_of(store: Store, question: Question) -> Callable[[], tuple[list[str], int, int]]:
    """Give the call that answers a question as the program does: keys of the page, total, failed."""

    def ask() -> tuple[list[str], int, int]:
        page = store.find(CONNECTION, question.lookup)
        return [line.key for line in page.lines], page.total, page.failed

    return ask


def answers_of(
    ask: Callable[[str, tuple[Any, ...]], Sequence[tuple[Any, ...]]], question: Question
) -> Callable[[], tuple[list[str], int, int]]:
    """Give the call that answers a question in SQL: `ask` takes a statement with what to bind and gives its rows."""
    cap = 1_000 if question.lookup.values(LookupKey.TEXT) else 10_000

    def answer() -> tuple[list[str], int, int]:
        rows = ask(*question.page)
        total = min(cap, ask(*question.count)[0][0])
        failed = min(cap, ask(*question.failed)[0][0]) if question.failed else total
        return [row[0] for row in rows], total, failed

    return answer


def _asked(window: Window | None = None, **terms: str) -> Lookup:
    return Lookup(
        terms=tuple(Term(key=LookupKey(k), values=tuple(v.split(","))) for k, v in terms.items()),
        window=window,
    )


def _id(raw: sqlite3.Connection, table: str, column: str, value: str) -> int:
    return int(raw.execute(f"SELECT id FROM {table} WHERE {column} = ?", (value,)).fetchone()[0])


def _capped(source: str, cap: int = 10_001) -> str:
    return f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT {cap}) c"


def questions(raw: sqlite3.Connection) -> Iterator[Question]:
    """Give what is asked, with SQL for the file behind `raw`."""
    owner = _id(raw, "owner", "name", "acme-0000")
    middle = _id(raw, "owner", "name", "hooli-0104")
    group = _id(raw, "word", "text", "group-03")
    yield _of_owner("owner", owner, "acme-0000", None)
    yield _of_owner("owner in the middle", middle, "hooli-0104", None)
    yield _of_owner("owner+day", owner, "acme-0000", _DAY)
    yield _failures("day+429", _asked(_DAY, status="429"), "connection = 1", (429,), _DAY)
    yield _failures(
        "402,429+group", _asked(status="402,429", group="group-03"), f"grp = {group}", (402, 429), None
    )
    yield _request_id(raw)
    yield from _texts(raw)
    yield _owner_part(raw)
    yield _retry_chain()


def _of_owner(name: str, number: int, owner: str, window: Window | None) -> Question:
    span = f" AND r.time >= {_FROM} AND r.time < {_TO}" if window else ""
    source = f"request r INDEXED BY request_owner WHERE r.owner = ?{span}"
    failed = f"request r INDEXED BY request_failed_owner WHERE r.owner = ? AND r.failed = 1{span}"
    return Question(
        name=name,
        lookup=_asked(window, owner=owner),
        page=(f"SELECT {_LINE} FROM {source} ORDER BY r.time DESC, r.id DESC LIMIT 200", (number,)),
        count=(_capped(source), (number,)),
        failed=(_capped(failed), (number,)),
    )


def _failures(
    name: str, lookup: Lookup, equal: str, statuses: tuple[int, ...], window: Window | None
) -> Question:
    span = f" AND r.time >= {_FROM} AND r.time < {_TO}" if window else ""
    one = f"request r WHERE r.{equal} AND r.status = ? AND r.failed = 1{span}"
    read = (
        f"SELECT * FROM (SELECT {_LINE}, r.id AS id FROM {one} ORDER BY r.time DESC, r.id DESC LIMIT 200) p"
    )
    counted = f"SELECT count(*) FROM (SELECT 1 FROM request r WHERE r.{equal} AND r.status IN ({{}}) AND r.failed = 1{span} LIMIT 10001) c"
    return Question(
        name=name,
        lookup=lookup,
        page=(
            " UNION ALL ".join([read] * len(statuses)) + " ORDER BY time DESC, id DESC LIMIT 200",
            statuses,
        ),
        count=(counted.format(", ".join("?" * len(statuses))), statuses),
    )


def _request_id(raw: sqlite3.Connection) -> Question:
    key = raw.execute("SELECT key FROM request WHERE id = (SELECT max(id) / 3 FROM request)").fetchone()[0]
    source = "request r WHERE r.connection = 1 AND r.key = ?"
    return Question(
        name="request id",
        lookup=_asked(id=key),
        page=(f"SELECT {_LINE} FROM {source}", (key,)),
        count=(f"SELECT count(*) FROM {source}", (key,)),
        failed=(f"SELECT count(*) FROM {source} AND r.failed = 1", (key,)),
        target=3.0,
    )


def _texts(raw: sqlite3.Connection) -> Iterator[Question]:
    row = raw.execute(
        "SELECT text FROM failure WHERE id > (SELECT max(id) / 2 FROM failure) LIMIT 1"
    ).fetchone()
    rare = next(word for word in row[0].replace(",", " ").replace(")", " ").split() if len(word) >= 32)[-32:]
    found = (
        "failure_text x CROSS JOIN failure f ON f.id = x.rowid CROSS JOIN request r ON r.id = f.request "
        "WHERE x.text LIKE ?"
    )
    yield Question(
        name="error text, one id",
        lookup=_asked(text=rare),
        page=(
            f"SELECT DISTINCT {_LINE}, r.id FROM {found} ORDER BY r.time DESC, r.id DESC LIMIT 200",
            (f"%{rare}%",),
        ),
        count=(f"SELECT count(DISTINCT f.request) FROM {found}", (f"%{rare}%",)),
        failed=(f"SELECT count(DISTINCT f.request) FROM {found} AND r.failed = 1", (f"%{rare}%",)),
    )
    for name, text in (("common", "额度不足"), ("two characters", "额度")):
        walked = "failure f INDEXED BY failure_time WHERE f.connection = 1 AND f.text LIKE ?"
        order = "ORDER BY f.time DESC, f.request DESC"
        seen = f"SELECT DISTINCT f.time, f.request FROM {walked} {order} LIMIT 1001"
        page = f"SELECT DISTINCT f.time AS time, f.request AS id FROM {walked} {order} LIMIT 200"
        yield Question(
            name=f"error text, {name}",
            lookup=_asked(text=text),
            page=(
                f"SELECT {_LINE} FROM ({page}) p CROSS JOIN request r ON r.id = p.id {_BY_P}",
                (f"%{text}%",),
            ),
            count=(f"SELECT count(*) FROM ({seen}) c", (f"%{text}%",)),
            failed=(
                f"SELECT sum(r.failed) FROM ({seen}) p CROSS JOIN request r ON r.id = p.request",
                (f"%{text}%",),
            ),
        )


def _owner_part(raw: sqlite3.Connection) -> Question:
    numbers = [n for (n,) in raw.execute("SELECT id FROM owner WHERE name LIKE '%dunder-1%'")]
    one = "request r INDEXED BY request_owner WHERE r.owner = ?"
    read = f"SELECT * FROM (SELECT r.time AS time, r.id AS id FROM {one} ORDER BY r.time DESC, r.id DESC LIMIT 200) p"
    merged = " UNION ALL ".join([read] * len(numbers)) + " ORDER BY time DESC, id DESC LIMIT 200"
    some = "(SELECT id FROM owner WHERE connection = 1 AND name LIKE ?)"
    named = ("%dunder-1%",)
    return Question(
        name="owner substring",
        lookup=_asked(owner="*dunder-1*"),
        page=(
            f"SELECT {_LINE} FROM ({merged}) p CROSS JOIN request r ON r.id = p.id {_BY_P}",
            tuple(numbers),
        ),
        count=(_capped(f"request r INDEXED BY request_owner WHERE r.owner IN {some}"), named),
        failed=(
            _capped(f"request r INDEXED BY request_failed_owner WHERE r.owner IN {some} AND r.failed = 1"),
            named,
        ),
    )


def _retry_chain() -> Question:
    source = f"tried t CROSS JOIN request r ON r.id = t.request WHERE t.connection = 1 AND t.status = 429 AND t.time >= {_FROM} AND t.time < {_TO}"
    return Question(
        name="retry chain of a day",
        lookup=_asked(_DAY, attempt="429", failed="no"),
        page=(
            f"SELECT {_LINE} FROM {source} AND r.failed = 0 ORDER BY t.time DESC, t.request DESC LIMIT 200",
            (),
        ),
        count=(_capped(f"{source} AND r.failed = 0"), ()),
        failed=("SELECT 0", ()),
    )
