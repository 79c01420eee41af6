"""Write log rows and tasks: keep each once, then bring the lines of their requests up to date."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from quotadesk.app.ports import Written
from quotadesk.domain.assembly import is_customers, request_key
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record, Task
from quotadesk.store import statements
from quotadesk.store.dictionary import Dictionary
from quotadesk.store.lines import Lines, Touched
from quotadesk.store.record_rows import FAILURE_SAID, SAID, TIME, Row, failure_said_by, said_with, source_key
from quotadesk.store.tasks import Tasks

_NO_FAILURE: Row = (None,) * len(FAILURE_SAID)
_HELD = (
    "SELECT r.source_id, r.id, r.request, "
    + ", ".join(f"r.{c}" for c in SAID)
    + ", "
    + ", ".join(f"f.{c}" for c in FAILURE_SAID)
    + " FROM json_each(?) j CROSS JOIN record r ON r.connection = ? AND r.source_id = j.value"
    " LEFT JOIN failure f ON f.id = r.id"
)
_ANY_BETWEEN = "SELECT 1 FROM record WHERE connection = ? AND source_id BETWEEN ? AND ? LIMIT 1"


@dataclass(slots=True, kw_only=True)
class _Row:
    """One log row on its way: what it says, where it goes."""

    record: Record
    source: int | str
    key: str  # of its request; "" = no customer's request
    said: Row
    failure: Row
    number: int = 0
    request: int = 0
    before: int = 0  # the request it stood under


class Writing:
    """One write transaction of one connection; the caller begins and ends it."""

    def __init__(
        self,
        db: sqlite3.Connection,
        connection: int,
        names: Dictionary,
        profile: Callable[[], Profile | None],
    ) -> None:
        self._db = db
        self._connection = connection
        self._names = names
        self._tasks = Tasks(db, connection, names)
        self._lines = Lines(db, connection, names, self._tasks, profile)

    def put(self, records: Sequence[Record], tasks: Sequence[Task]) -> Written:
        """Keep rows and tasks; the same row twice changes nothing."""
        tasks_changed = self._tasks.put(tasks)
        rows, unchanged = self._differing(records)
        links = self._tasks.join([r.record for r in rows], [t for t in tasks if t.task_id in tasks_changed])
        if not rows and not tasks_changed and not links:
            return Written(unchanged=unchanged)
        for row in rows:  # a link that was just found can name another request
            row.key = row.key and self._tasks.resolved(row.key)
        new = sum(not r.number for r in rows)
        touched = self._place(rows)
        self._put_records(rows)
        self._lines.move(links, touched)
        self._lines.touch(tasks_changed, touched)
        self._put_failures((r for r in rows if r.key not in touched.new), {})
        times = self._lines.assemble([(r.key, r.record, r.said) for r in rows if r.key], touched)
        self._put_failures((r for r in rows if r.key in touched.new), times)
        self._lines.sweep({r.before for r in rows if r.before and r.before != r.request} - set(times))
        return Written(new=new, changed=len(rows) - new, unchanged=unchanged)

    def _differing(self, records: Iterable[Record]) -> tuple[list[_Row], int]:
        """Leave out the rows that are held already and say the same."""
        said = said_with(self._names)
        rows = {row.source: row for row in (self._row(r, said) for r in records)}
        unchanged = 0
        if not self._may_be_held(rows):
            return list(rows.values()), unchanged
        given = (json.dumps(list(rows)), self._connection)
        width = len(SAID)
        for source, number, request, *held in self._db.execute(_HELD, given).fetchall():
            row = rows[source]
            if tuple(held[:width]) == row.said and tuple(held[width:]) == row.failure:
                del rows[source]
                unchanged += 1
            else:
                row.number, row.before = number, request
        return list(rows.values()), unchanged

    def _may_be_held(self, sources: Collection[int | str]) -> bool:
        """Say whether a row of these may be held: one look tells it where the gateway numbers its rows."""
        numbers = [source for source in sources if isinstance(source, int)]
        if not numbers or len(numbers) < len(sources):
            return bool(sources)
        given = (self._connection, min(numbers), max(numbers))
        return self._db.execute(_ANY_BETWEEN, given).fetchone() is not None

    def _row(self, record: Record, said: Callable[[Record, str], Row]) -> _Row:
        own = request_key(record) if is_customers(record) else ""
        return _Row(
            record=record,
            source=source_key(record.source_id),
            key=own,
            said=said(record, own),
            failure=failure_said_by(record.error, self._names) if record.error else _NO_FAILURE,
        )

    def _place(self, rows: Sequence[_Row]) -> Touched:
        """Give every row and request that is new its number."""
        touched = self._lines.find(dict.fromkeys(r.key for r in rows if r.key))
        last = self._db.execute("SELECT coalesce(max(id), 0) FROM record").fetchone()[0]
        numbers = count(last + 1)
        for row in rows:
            row.number = row.number or next(numbers)
            row.request = touched.numbers[row.key] if row.key else 0
        return touched

    def _put_records(self, rows: Sequence[_Row]) -> None:
        self._db.executemany(
            statements.PUT_RECORD,
            ((r.number, self._connection, r.source, r.request, *r.said) for r in rows),
        )
        gone = [(r.number,) for r in rows if r.before and r.record.error is None]
        self._db.executemany(statements.DROP_FAILURE, gone)

    def _put_failures(self, rows: Iterable[_Row], times: Mapping[int, int]) -> None:
        """Keep what failed rows say, under the request's time where that is known already."""
        told = [
            (r.number, self._connection, r.request, times.get(r.request) or r.said[TIME], *r.failure)
            for r in rows
            if r.record.error is not None
        ]
        if told:
            self._db.execute(statements.MAKE_WAITING)
            self._db.executemany(statements.ADD_WAITING, told)
            self._db.execute(statements.PUT_WAITING)
            self._db.execute(statements.DROP_WAITING)
