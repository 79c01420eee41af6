"""Keep the lines of requests: one a request, assembled from its records whenever one of them changes."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count

from quotadesk.domain.assembly import assemble, line_of
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record
from quotadesk.domain.requests import Request
from quotadesk.store import statements
from quotadesk.store.dictionary import Dictionary, Kind
from quotadesk.store.ordinary import is_ordinary, ordinary_ids, ordinary_row
from quotadesk.store.record_rows import READ_RECORDS_OF, TIME, Row, record_from
from quotadesk.store.request_rows import other_ids, request_row, tried_statuses
from quotadesk.store.schema import DAY
from quotadesk.store.tasks import TASK_PREFIX, Tasks
from quotadesk.store.times import micros

_FIND = "SELECT q.key, q.id FROM json_each(?) j CROSS JOIN request q ON q.connection = ? AND q.key = j.value"
_RETIME = (
    "UPDATE failure SET request = ?1, time = ?2 WHERE (request, time) IS NOT (?1, ?2)"
    " AND id IN (SELECT id FROM record WHERE request = ?1 AND request > 0)"
)

Alone = tuple[int, str, Record, Row]  # number and key of an ordinary request, its row and what that says


@dataclass(slots=True, kw_only=True)
class Touched:
    """The requests that a transaction must assemble: key → number, and which of them are new."""

    numbers: dict[str, int] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)


class Lines:
    """The lines of one connection inside one write transaction."""

    def __init__(
        self,
        db: sqlite3.Connection,
        connection: int,
        names: Dictionary,
        tasks: Tasks,
        profile: Callable[[], Profile | None],
    ) -> None:
        self._db = db
        self._connection = connection
        self._names = names
        self._tasks = tasks
        self._profile = cache(profile)  # asked once a transaction

    def find(self, keys: Iterable[str]) -> Touched:
        """Give the numbers of requests, new ones where they are not held."""
        wanted = list(keys)
        touched = Touched(numbers=dict(self._db.execute(_FIND, (json.dumps(wanted), self._connection))))
        last = self._db.execute("SELECT coalesce(max(id), 0) FROM request").fetchone()[0]
        numbers = count(last + 1)
        for key in wanted:
            if key not in touched.numbers:
                touched.numbers[key] = next(numbers)
                touched.new.add(key)
        return touched

    def move(self, links: Mapping[str, str], touched: Touched) -> None:
        """Bring rows that stood alone under their task to the request that submitted it."""
        for task_id, key in links.items():
            lone, target = (
                self._number(f"{TASK_PREFIX}{task_id}"),
                touched.numbers.get(key) or self._number(key),
            )
            if target:
                touched.numbers[key] = target
            if lone and target and lone != target:
                self._db.execute(
                    "UPDATE record SET request = ? WHERE request = ? AND request > 0", (target, lone)
                )
                self._drop(lone)
                touched.numbers.pop(f"{TASK_PREFIX}{task_id}", None)
                touched.new.discard(key)  # it has more rows than those at hand

    def touch(self, task_ids: Iterable[str], touched: Touched) -> None:
        """Add the requests of tasks that changed."""
        for task_id in task_ids:
            key = self._tasks.resolved(f"{TASK_PREFIX}{task_id}")
            number = touched.numbers.get(key) or self._number(key)
            if number:
                touched.numbers[key] = number

    def assemble(self, rows: Iterable[tuple[str, Record, Row]], touched: Touched) -> dict[int, int]:
        """Make the touched requests: new ones of the rows at hand, others of all their rows in the file.

        `rows`: key of the request, the record and its `SAID`. Gives the time of each request that is not ordinary,
        by its number, in microseconds; an ordinary one has that of its row.
        """
        at_hand: dict[str, list[tuple[Record, Row]]] = defaultdict(list)
        for key, record, said in rows:
            if key in touched.new:
                at_hand[key].append((record, said))
        held = {k: self._records(k, n) for k, n in touched.numbers.items() if k not in touched.new}
        tasks = self._tasks.of_requests([*at_hand, *held])
        groups = {key: group for key, group in held.items() if group}
        alone: list[Alone] = []
        for key, group in at_hand.items():
            record, said = group[0]
            if len(group) == 1 and is_ordinary(record) and key not in tasks:
                alone.append((touched.numbers[key], key, record, said))
            else:
                groups[key] = [r for r, _ in group]
        self._put_ordinary(alone)
        profile = self._profile()
        requests = [
            (touched.numbers[key], assemble(key, group, tasks.get(key), profile=profile))
            for key, group in groups.items()
        ]
        self._put(requests, touched.new)
        return {number: micros(request.time) for number, request in requests}

    def sweep(self, numbers: Iterable[int]) -> None:
        """Drop requests whose last row has moved away; assemble again those that keep some."""
        for number in numbers:
            key = self._db.execute("SELECT key FROM request WHERE id = ?", (number,)).fetchone()
            left = self._records(key[0], number) if key else []
            if not left:
                self._drop(number)
                continue
            task = self._tasks.of_requests(key).get(key[0])
            self._put([(number, assemble(key[0], left, task, profile=self._profile()))], ())

    # ---------------------------------------------------------------- rows

    def _number(self, key: str) -> int:
        sql = "SELECT id FROM request WHERE connection = ? AND key = ?"
        found = self._db.execute(sql, (self._connection, key)).fetchone()
        return found[0] if found else 0

    def _records(self, key: str, number: int) -> list[Record]:
        found = self._db.execute(READ_RECORDS_OF, (key, number)).fetchall()
        return [record_from(row, self._names) for row in found]

    def _put_ordinary(self, alone: Sequence[Alone]) -> None:
        mine, many, profile = self._connection, self._db.executemany, self._profile()
        codes = self._names.word_ids[Kind.ERROR_CODE]
        rows = (
            ordinary_row(n, mine, key, r, said, codes[r.error.code] if r.error else 0, profile)
            for n, key, r, said in alone
        )
        many(statements.ADD_REQUEST, rows)
        self._mark(said[TIME] for _, _, _, said in alone)
        ids = ((mine, text, n) for n, key, r, _ in alone for text in ordinary_ids(key, r))
        many(statements.PUT_OTHER_ID, ids)
        tried = ((mine, r.status, said[TIME], n) for n, _, r, said in alone if (r.status or 0) >= 400)
        many(statements.PUT_TRIED, tried)

    def _put(self, requests: Sequence[tuple[int, Request]], new: Iterable[str]) -> None:
        known = [(number, micros(q.time)) for number, q in requests if q.key not in new]
        numbers = [(number,) for number, _ in known]
        mine, many = self._connection, self._db.executemany
        many(statements.DROP_OTHER_IDS, numbers)
        many(statements.DROP_TRIED, numbers)
        many(statements.PUT_REQUEST, (request_row(n, mine, q, line_of(q), self._names) for n, q in requests))
        self._mark(micros(q.time) for _, q in requests)
        many(statements.PUT_OTHER_ID, ((mine, text, n) for n, q in requests for text in other_ids(q)))
        many(
            statements.PUT_TRIED,
            ((mine, status, micros(q.time), n) for n, q in requests for status in tried_statuses(q)),
        )
        many(_RETIME, known)

    def _mark(self, times: Iterable[int]) -> None:
        """Mark the days of lines, once each: their figures are to be made anew (see store/rollups.py)."""
        days = {time // DAY for time in times}
        self._db.executemany(statements.MARK_DAY, ((self._connection, day) for day in days))

    def _drop(self, number: int) -> None:
        for statement in (statements.DROP_OTHER_IDS, statements.DROP_TRIED, statements.DROP_REQUEST):
            self._db.execute(statement, (number,))
