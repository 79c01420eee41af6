"""Answer a lookup: one page of lines newest first, counts that stop early, and the bars of a histogram."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from quotadesk.app.ports import Bucket, Page
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.requests import Line
from quotadesk.store.conditions import Conditions, Reader
from quotadesk.store.dictionary import Dictionary
from quotadesk.store.plans import Given, Plan, Read, plan
from quotadesk.store.request_rows import LINE_SELECT, line_from
from quotadesk.store.times import micros, moment

CAP = 10_000  # a count beyond this is told as "more than"
TEXT_CAP = 1_000  # of error texts, which must be read one by one

_NEWEST = " ORDER BY {time} DESC, {id} DESC LIMIT ?"
_NEIGHBOURS = (
    f"SELECT {LINE_SELECT} FROM request o "
    "CROSS JOIN request r INDEXED BY request_api_key ON r.api_key = o.api_key "
    "WHERE o.connection = ? AND o.key = ? AND o.api_key > 0 AND r.model = o.model "
    "AND r.time BETWEEN o.time - ? AND o.time + ? ORDER BY r.time, r.id"
)


class Search:
    """Reads one connection's requests."""

    def __init__(self, db: sqlite3.Connection, connection: int, names: Dictionary) -> None:
        self._db = db
        self._connection = connection
        self._names = names

    # ---------------------------------------------------------------- pages

    def page(self, lookup: Lookup, *, after: Cursor | None, limit: int) -> Page:
        """Give one page, newest first."""
        wanted = self._conditions(lookup)
        chosen = plan(self._db, wanted)
        if chosen is None:
            return Page(lines=(), total=0, failed=0, capped=False)
        sql, given = page_statement(chosen, self._place(after), limit + 1)
        lines = [line_from(row, self._names) for row in self._db.execute(sql, given)]
        more = len(lines) > limit
        lines = lines[:limit]
        cap = TEXT_CAP if wanted.texts else CAP
        if not more and after is None:
            total, failed = len(lines), sum(line.failed for line in lines)
        else:
            total, failed = self._counts(wanted, chosen, cap + 1)
        return Page(
            lines=tuple(lines),
            total=min(total, cap),
            failed=min(failed, cap),
            capped=total > cap,
            next=Cursor(time=lines[-1].time, key=lines[-1].key) if more else None,
        )

    def _conditions(self, lookup: Lookup) -> Conditions:
        return Reader(self._db, self._connection, lookup).read()

    def _place(self, after: Cursor | None) -> tuple[int, int] | None:
        """Give time and number of the line that a page starts below; a line that is gone leaves its time."""
        if after is None:
            return None
        sql = "SELECT id FROM request WHERE connection = ? AND key = ?"
        found = self._db.execute(sql, (self._connection, after.key)).fetchone()
        return micros(after.time), found[0] if found else 0

    def _counts(self, wanted: Conditions, chosen: Plan, most: int) -> tuple[int, int]:
        """Count all and the failed ones, each up to `most`."""
        if not chosen.disjoint:
            sql, given = _union(chosen, None, most)
            both = f"SELECT count(*), coalesce(sum(r.failed), 0) FROM ({sql}) p CROSS JOIN request r ON r.id = p.id"
            total, failed = self._db.execute(both, given).fetchone()
            return total, failed
        total = self._count(chosen, most)
        if wanted.failing or wanted.failed is False:
            return total, total if wanted.failing else 0
        failing = plan(self._db, replace(wanted, failed=True))
        return total, self._count(failing, most) if failing else 0

    def _count(self, chosen: Plan, most: int) -> int:
        total = 0
        for read in chosen.reads:
            sql = f"SELECT count(*) FROM (SELECT 1 FROM {read.source} WHERE {read.where} LIMIT ?)"
            total += self._db.execute(sql, (*read.given, most - total)).fetchone()[0]
            if total >= most:
                break
        return total

    # ---------------------------------------------------------------- histogram

    def histogram(self, lookup: Lookup, bars: int) -> tuple[Bucket, ...]:
        """Give total and failures in `bars` equal parts of the lookup's window, or of all that is held."""
        wanted = self._conditions(lookup)
        if wanted.start is None or wanted.end is None:
            wanted.start, wanted.end = self._extent()
        start, end = wanted.start, wanted.end
        if end <= start or bars < 1:
            return ()
        width = -(-(end - start) // bars)
        totals = self._bars(wanted, width)
        failed = totals if wanted.failing else {}
        if not wanted.failing and wanted.failed is None and totals:
            failed = self._bars(replace(wanted, failed=True), width)
        return tuple(
            Bucket(start=moment(start + n * width), total=totals.get(n, 0), failed=failed.get(n, 0))
            for n in range(bars)
        )

    def _extent(self) -> tuple[int, int]:
        sql = "SELECT {0}(time) FROM request WHERE connection = ?"
        first, last = (
            self._db.execute(sql.format(which), (self._connection,)).fetchone()[0] for which in ("min", "max")
        )
        return (0, 0) if first is None else (first, last + 1)

    def _bars(self, wanted: Conditions, width: int) -> dict[int, int]:
        chosen = plan(self._db, wanted)
        bars: dict[int, int] = {}
        if chosen is None:
            return bars
        if not chosen.disjoint:
            parts = " UNION ".join(
                f"SELECT {r.time} AS time, {r.id} FROM {r.source} WHERE {r.where}" for r in chosen.reads
            )
            reads = [(f"({parts})", "1", "time", tuple(v for r in chosen.reads for v in r.given))]
        else:
            reads = [(r.source, r.where, r.time, r.given) for r in chosen.reads]
        for source, where, time, given in reads:
            sql = f"SELECT ({time} - ?) / ?, count(*) FROM {source} WHERE {where} GROUP BY 1"
            for bar, number in self._db.execute(sql, (wanted.start, width, *given)):
                bars[bar] = bars.get(bar, 0) + number
        return bars

    # ---------------------------------------------------------------- around one request

    def neighbours(self, key: str, seconds: float) -> tuple[Line, ...]:
        """Give the requests of the same key and model around a request, oldest first, itself included."""
        around = round(seconds * 1_000_000)
        rows = self._db.execute(_NEIGHBOURS, (self._connection, key, around, around)).fetchall()
        if not rows:  # its key is not known: it stands alone
            sql = f"SELECT {LINE_SELECT} FROM request r WHERE r.connection = ? AND r.key = ?"
            rows = self._db.execute(sql, (self._connection, key)).fetchall()
        return tuple(line_from(row, self._names) for row in rows)

    def explain(self, lookup: Lookup) -> tuple[str, ...]:
        """Give SQLite's own account of how a first page is read: for tests and for a bug report."""
        chosen = plan(self._db, self._conditions(lookup))
        if chosen is None:
            return ()
        sql, given = page_statement(chosen, None, 201)
        return tuple(row[3] for row in self._db.execute(f"EXPLAIN QUERY PLAN {sql}", given))


def page_statement(chosen: Plan, place: tuple[int, int] | None, limit: int) -> tuple[str, Given]:
    """Give the statement of one page of `LINE_SELECT`, newest first, below `place`."""
    if (
        len(chosen.reads) == 1 and chosen.reads[0].time == "r.time"
    ):  # the line is at hand: no second look, no second sort
        return _ordered(chosen.reads[0], place, limit, LINE_SELECT)
    sql, given = _union(chosen, place, limit)
    joined = f"({sql}) p CROSS JOIN request r ON r.id = p.id"
    return f"SELECT {LINE_SELECT} FROM {joined} ORDER BY p.time DESC, p.id DESC", given


def _union(chosen: Plan, place: tuple[int, int] | None, limit: int) -> tuple[str, Given]:
    """Merge the ordered reads of a plan; each gives no more than is wanted of all."""
    distinct = "" if chosen.disjoint else "DISTINCT "
    parts = [
        _ordered(read, place, limit, f"{distinct}{read.time} AS time, {read.id} AS id")
        for read in chosen.reads
    ]
    if len(parts) == 1:
        return parts[0]
    joined = (" UNION ALL " if chosen.disjoint else " UNION ").join(
        f"SELECT * FROM ({sql})" for sql, _ in parts
    )
    return joined + _NEWEST.format(time="time", id="id"), (*(v for _, given in parts for v in given), limit)


def _ordered(read: Read, place: tuple[int, int] | None, limit: int, columns: str) -> tuple[str, Given]:
    below = ""
    below_given: Given = ()
    if place is not None:
        below = f" AND {read.time} <= ? AND ({read.time} < ? OR {read.id} < ?)"
        below_given = (place[0], place[0], place[1])
    order = _NEWEST.format(time=read.time, id=read.id)
    sql = f"SELECT {columns} FROM {read.source} WHERE {read.where}{below}{order}"
    return sql, (*read.given, *below_given, limit)
