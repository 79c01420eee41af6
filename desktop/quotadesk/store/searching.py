"""Answer a lookup: pages of lines in its order, which requests it finds at all, and counts that stop early."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import replace

from quotadesk.app.found import Counted, Groups, Numbers
from quotadesk.app.ports import Bucket, Page
from quotadesk.domain.lookup import Cursor, Lookup, SortKey
from quotadesk.domain.requests import Line
from quotadesk.store.conditions import Conditions, Reader
from quotadesk.store.dictionary import Dictionary
from quotadesk.store.grouping import error_groups
from quotadesk.store.ordering import sorted_numbers
from quotadesk.store.plans import Given, Plan, Read, plan
from quotadesk.store.request_rows import LINE_SELECT, lines_from
from quotadesk.store.strokes import strokes
from quotadesk.store.times import micros, moment

CAP = 10_000  # a count beyond this is told as "more than"
TEXT_CAP = 1_000  # of error texts, which must be read one by one

_AT_ONCE = 5_000  # numbers fetched between two looks at other threads
_ORDER = " ORDER BY {time} {way}, {id} {way} LIMIT ?"
_FOLLOWING = {"DESC": "<", "ASC": ">"}
_LINES = "SELECT {columns} FROM request r WHERE r.id IN ({places}) AND r.connection = ?"
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
        """Give one page in the lookup's order."""
        wanted = self._conditions(lookup)
        chosen = plan(self._db, wanted)
        if chosen is None:
            return Page(lines=(), total=0, failed=0, capped=False)
        if lookup.sort.by is not SortKey.TIME:
            return self._sorted_page(wanted, chosen, lookup, after, limit)
        way = _way(lookup)
        sql, given = page_statement(chosen, self._place(after), limit + 1, way)
        rows = self._db.execute(sql, given).fetchall()
        more = len(rows) > limit
        lines = lines_from(rows[:limit], self._names)
        if not more and after is None:
            total, failed = len(lines), sum(line.failed for line in lines)
        else:
            total, failed = self._counts(wanted, chosen, _cap(wanted) + 1)
        return self._page(wanted, lines, [row[-1] for row in rows[:limit]], total, failed, more=more)

    def _page(
        self,
        wanted: Conditions,
        lines: tuple[Line, ...],
        numbers: Sequence[int],
        total: int,
        failed: int,
        *,
        more: bool,
    ) -> Page:
        cap = _cap(wanted)
        return Page(
            lines=lines,
            total=min(total, cap),
            failed=min(failed, cap),
            capped=total > cap,
            next=Cursor(time=lines[-1].time, key=lines[-1].key) if more else None,
            numbers=array("q", numbers),
        )

    def _sorted_page(
        self, wanted: Conditions, chosen: Plan, lookup: Lookup, after: Cursor | None, limit: int
    ) -> Page:
        """Give one page of the newest requests that fit, sorted; all their numbers are at hand."""
        numbers = self._sorted(wanted, chosen, lookup)
        if after is not None:
            place = self._place(after)
            here = numbers.index(place[1]) + 1 if place and place[1] in numbers else len(numbers)
            numbers = numbers[here:]
        lines = tuple(line for line in self.lines(numbers[:limit]) if line is not None)
        total, failed = self._counts(wanted, chosen, _cap(wanted) + 1)
        page = self._page(wanted, lines, numbers, total, failed, more=len(numbers) > limit)
        return replace(page, sorted_among=_cap(wanted)) if page.capped else page

    def _sorted(self, wanted: Conditions, chosen: Plan, lookup: Lookup) -> array[int]:
        newest, given = _union(chosen, None, _cap(wanted), "DESC")
        found = self._db.execute(sorted_numbers(newest, lookup.sort), given).fetchall()
        return array("q", (number for (number,) in found))

    def numbers(self, lookup: Lookup, *, after: Cursor | None, most: int) -> Numbers:
        """Give which requests follow after a line."""
        wanted = self._conditions(lookup)
        chosen = plan(self._db, wanted)
        found = array("q")
        if chosen is None:
            return Numbers(numbers=found)
        if lookup.sort.by is not SortKey.TIME:
            return Numbers(numbers=self._sorted_page(wanted, chosen, lookup, after, 0).numbers)
        sql, given = _union(chosen, self._place(after), most, _way(lookup))
        rows = self._db.execute(f"SELECT id FROM ({sql})", given)
        while some := rows.fetchmany(_AT_ONCE):
            found.extend(number for (number,) in some)
        return Numbers(numbers=found, next=self._cursor(found[-1]) if len(found) == most else None)

    def _cursor(self, number: int) -> Cursor:
        time, key = self._db.execute("SELECT time, key FROM request WHERE id = ?", (number,)).fetchone()
        return Cursor(time=moment(time), key=key)

    def lines(self, numbers: Sequence[int]) -> tuple[Line | None, ...]:
        """Give the lines of numbered requests in their order; None for one that is gone."""
        sql = _LINES.format(columns=LINE_SELECT, places=", ".join("?" * len(numbers)))
        rows = self._db.execute(sql, (*numbers, self._connection)).fetchall()
        found = dict(zip((row[-1] for row in rows), lines_from(rows, self._names), strict=True))
        return tuple(found.get(number) for number in numbers)

    def groups(self, lookup: Lookup) -> Groups:
        """Give the failures of a lookup by error, from the newest of them."""
        wanted = self._conditions(lookup)
        if wanted.failed is False:
            return Groups(groups=(), among=0)
        chosen = plan(self._db, replace(wanted, failed=True))
        if chosen is None:
            return Groups(groups=(), among=0)
        cap = _cap(wanted)
        found = error_groups(self._db, self._names, *_union(chosen, None, cap, "DESC"))
        among = self._total(chosen, cap + 1)
        return Groups(groups=found, among=min(among, cap), capped=among > cap)

    def _conditions(self, lookup: Lookup) -> Conditions:
        return Reader(self._db, self._connection, lookup).read()

    def _place(self, after: Cursor | None) -> tuple[int, int] | None:
        """Give time and number of the line that a page starts below; a line that is gone leaves its time."""
        if after is None:
            return None
        sql = "SELECT id FROM request WHERE connection = ? AND key = ?"
        found = self._db.execute(sql, (self._connection, after.key)).fetchone()
        return micros(after.time), found[0] if found else 0

    def count(self, lookup: Lookup) -> Counted:
        """Count what fits, stopping early."""
        wanted = self._conditions(lookup)
        chosen = plan(self._db, wanted)
        cap = _cap(wanted)
        total = self._total(chosen, cap + 1) if chosen else 0
        return Counted(total=min(total, cap), capped=total > cap)

    def _total(self, chosen: Plan, most: int) -> int:
        if chosen.disjoint:
            return self._count(chosen, most)
        sql, given = _union(chosen, None, most, "DESC")
        total: int = self._db.execute(f"SELECT count(*) FROM ({sql})", given).fetchone()[0]
        return total

    def _counts(self, wanted: Conditions, chosen: Plan, most: int) -> tuple[int, int]:
        """Count all and the failed ones, each up to `most`."""
        if not chosen.disjoint:
            sql, given = _union(chosen, None, most, "DESC")
            both = f"SELECT count(*), coalesce(sum(r.failed), 0) FROM ({sql}) p CROSS JOIN request r ON r.id = p.id"
            total, failed = self._db.execute(both, given).fetchone()
            return total, failed
        total = self._count(chosen, most)
        if wanted.failing or wanted.failed is False:
            return total, total if wanted.failing else 0
        failing = plan(self._db, replace(wanted, failed=True))
        return total, self._count(failing, most) if failing else 0

    def _count(self, chosen: Plan, most: int) -> int:
        """Count in one statement, however many reads there are; SQLite stops at `most`."""
        parts = " UNION ALL ".join(f"SELECT 1 FROM {r.source} WHERE {r.where}" for r in chosen.reads)
        given = (*(v for r in chosen.reads for v in r.given), most)
        total: int = self._db.execute(f"SELECT count(*) FROM ({parts} LIMIT ?)", given).fetchone()[0]
        return total

    # ---------------------------------------------------------------- histogram

    def histogram(self, lookup: Lookup, bars: int) -> tuple[Bucket, ...]:
        """Give what fits in `bars` equal parts of the lookup's window, or of all that is held."""
        wanted = self._conditions(lookup)
        if wanted.start is None or wanted.end is None:
            wanted.start, wanted.end = self._extent()
        start, end = wanted.start, wanted.end
        if end <= start or bars < 1:
            return ()
        return strokes(self._db, wanted, -(-(end - start) // bars), bars)

    def _extent(self) -> tuple[int, int]:
        sql = "SELECT {0}(time) FROM request WHERE connection = ?"
        first, last = (
            self._db.execute(sql.format(which), (self._connection,)).fetchone()[0] for which in ("min", "max")
        )
        return (0, 0) if first is None else (first, last + 1)

    # ---------------------------------------------------------------- around one request

    def neighbours(self, key: str, seconds: float) -> tuple[Line, ...]:
        """Give the requests of the same key and model around a request, oldest first, itself included."""
        around = round(seconds * 1_000_000)
        rows = self._db.execute(_NEIGHBOURS, (self._connection, key, around, around)).fetchall()
        if not rows:  # its key is not known: it stands alone
            sql = f"SELECT {LINE_SELECT} FROM request r WHERE r.connection = ? AND r.key = ?"
            rows = self._db.execute(sql, (self._connection, key)).fetchall()
        return lines_from(rows, self._names)

    def explain(self, lookup: Lookup) -> tuple[str, ...]:
        """Give SQLite's own account of how a first page is read: for tests and for a bug report."""
        chosen = plan(self._db, self._conditions(lookup))
        if chosen is None:
            return ()
        sql, given = page_statement(chosen, None, 201, _way(lookup))
        return tuple(row[3] for row in self._db.execute(f"EXPLAIN QUERY PLAN {sql}", given))


def _cap(wanted: Conditions) -> int:
    return TEXT_CAP if wanted.texts else CAP


def _way(lookup: Lookup) -> str:
    return "DESC" if lookup.sort.descending else "ASC"


def page_statement(
    chosen: Plan, place: tuple[int, int] | None, limit: int, way: str = "DESC"
) -> tuple[str, Given]:
    """Give the statement of one page of `LINE_SELECT` by time, after `place`."""
    # Where the line is at hand already, there is no second look and no second sort.
    if len(chosen.reads) == 1 and chosen.disjoint and "request r" in chosen.reads[0].source:
        return _ordered(chosen.reads[0], place, limit, LINE_SELECT, way)
    sql, given = _union(chosen, place, limit, way)
    joined = f"({sql}) p CROSS JOIN request r ON r.id = p.id"
    return f"SELECT {LINE_SELECT} FROM {joined} ORDER BY p.time {way}, p.id {way}", given


def _union(chosen: Plan, place: tuple[int, int] | None, limit: int, way: str) -> tuple[str, Given]:
    """Merge the ordered reads of a plan; each gives no more than is wanted of all."""
    distinct = "" if chosen.disjoint else "DISTINCT "
    parts = [
        _ordered(read, place, limit, f"{distinct}{read.time} AS time, {read.id} AS id", way)
        for read in chosen.reads
    ]
    if len(parts) == 1:
        return parts[0]
    joined = (" UNION ALL " if chosen.disjoint else " UNION ").join(
        f"SELECT * FROM ({sql})" for sql, _ in parts
    )
    order = _ORDER.format(time="time", id="id", way=way)
    return joined + order, (*(v for _, given in parts for v in given), limit)


def _ordered(
    read: Read, place: tuple[int, int] | None, limit: int, columns: str, way: str
) -> tuple[str, Given]:
    following = ""
    place_given: Given = ()
    if place is not None:
        sign = _FOLLOWING[way]
        following = f" AND {read.time} {sign}= ? AND ({read.time} {sign} ? OR {read.id} {sign} ?)"
        place_given = (place[0], place[0], place[1])
    order = _ORDER.format(time=read.time, id=read.id, way=way)
    sql = f"SELECT {columns} FROM {read.source} WHERE {read.where}{following}{order}"
    return sql, (*read.given, *place_given, limit)
