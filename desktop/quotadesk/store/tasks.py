"""Tasks, and which request submitted each: so that a refund, which names only its task, finds its request."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import timedelta

import msgspec

from quotadesk.domain.assembly import link_tasks, request_key
from quotadesk.domain.records import Record, RecordKind, Task
from quotadesk.store.dictionary import Dictionary
from quotadesk.store.record_rows import READ_SUBMISSIONS, record_from
from quotadesk.store.statements import PUT_TASK
from quotadesk.store.times import micros

_NEAR = timedelta(minutes=1)  # wider than any clock difference at which a task is still joined
TASK_PREFIX = "task:"
_MANY = 500  # submissions looked at for each task
_BY = "SELECT t.{0}, t.facts FROM json_each(?) j CROSS JOIN task t ON t.connection = ? AND t.{0} = j.value WHERE t.seen = 1"
_BY_LINK, _BY_ID = _BY.format("link"), _BY.format("task_id")


class Tasks:
    """The tasks of one connection inside one write transaction."""

    def __init__(self, db: sqlite3.Connection, connection: int, names: Dictionary) -> None:
        self._db = db
        self._connection = connection
        self._names = names

    def put(self, tasks: Sequence[Task]) -> set[str]:
        """Keep tasks; give the ids of those that are new or changed."""
        changed = set()
        for task in tasks:
            facts = msgspec.json.encode(task).decode()
            held = self._held(task.task_id)
            if held != (facts, 1):
                link = self.link(task.task_id)
                row = (self._connection, task.task_id, link, micros(task.submitted), 1, facts)
                self._db.execute(PUT_TASK, row)
                changed.add(task.task_id)
        return changed

    def _held(self, task_id: str) -> tuple[str, int] | None:
        sql = "SELECT facts, seen FROM task WHERE connection = ? AND task_id = ?"
        found: tuple[str, int] | None = self._db.execute(sql, (self._connection, task_id)).fetchone()
        return found

    def link(self, task_id: str) -> str:
        """Give the key of the request that submitted a task; "" = not known."""
        sql = "SELECT link FROM task WHERE connection = ? AND task_id = ?"
        found = self._db.execute(sql, (self._connection, task_id)).fetchone()
        return found[0] if found else ""

    def resolved(self, key: str) -> str:
        """Give the key of the request behind `task:<id>` where its submission is known, else `key` itself."""
        if key.startswith(TASK_PREFIX):
            return self.link(key.removeprefix(TASK_PREFIX)) or key
        return key

    def of_requests(self, keys: Iterable[str]) -> dict[str, Task]:
        """Give the task of each request that has one."""
        if not self._any():
            return {}
        wanted = list(keys)
        lone = [key for key in wanted if key.startswith(TASK_PREFIX)]
        facts: dict[str, str] = {}
        for sql, names, prefix in (
            (_BY_LINK, wanted, ""),
            (_BY_ID, [key.removeprefix(TASK_PREFIX) for key in lone], TASK_PREFIX),
        ):
            for name, told in self._db.execute(sql, (json.dumps(names), self._connection)):
                facts.setdefault(prefix + name, told)
        return {key: msgspec.json.decode(told, type=Task) for key, told in facts.items()}

    def _any(self) -> bool:
        sql = "SELECT 1 FROM task WHERE connection = ? LIMIT 1"
        return self._db.execute(sql, (self._connection,)).fetchone() is not None

    def join(self, records: Sequence[Record], tasks: Sequence[Task]) -> dict[str, str]:
        """Link what can be linked now; give the new links: task id → request key.

        Looked at: submissions among `records` and unlinked tasks near them, `tasks` and held submissions near.
        """
        submissions = [r for r in records if r.is_task]
        if not submissions and not tasks:
            return {}
        links = self._named(submissions)
        waiting = self._waiting(submissions, tasks)
        if waiting:
            known = {r.source_id: r for r in (*self._submissions(waiting), *submissions)}
            links |= link_tasks(self._unclaimed(known.values()), waiting)
        new = {task: key for task, key in links.items() if self.link(task) != key}
        for task_id, key in new.items():
            self._keep_link(task_id, key)
        return new

    def _named(self, submissions: Iterable[Record]) -> dict[str, str]:
        """Give the links that submission rows tell themselves."""
        own = ((r.task_id, request_key(r)) for r in submissions if r.task_id and r.kind is RecordKind.CONSUME)
        return {task_id: key for task_id, key in own if not key.startswith(TASK_PREFIX)}

    def _keep_link(self, task_id: str, key: str) -> None:
        sql = (
            "INSERT INTO task (connection, task_id, link, submitted, seen, facts) VALUES (?, ?, ?, 0, 0, '') "
            "ON CONFLICT(connection, task_id) DO UPDATE SET link = excluded.link"
        )
        self._db.execute(sql, (self._connection, task_id, key))

    def _waiting(self, submissions: Sequence[Record], tasks: Sequence[Task]) -> list[Task]:
        found = {t.task_id: t for t in tasks if not self.link(t.task_id)}
        if submissions:
            times = [r.time for r in submissions]
            sql = (
                "SELECT facts FROM task WHERE connection = ? AND link = '' AND submitted BETWEEN ? AND ? "
                "ORDER BY submitted"
            )
            span = (micros(min(times) - _NEAR), micros(max(times) + _NEAR))
            for (facts,) in self._db.execute(sql, (self._connection, *span)):
                task = msgspec.json.decode(facts, type=Task)
                found.setdefault(task.task_id, task)
        return list(found.values())

    def _submissions(self, tasks: Sequence[Task]) -> list[Record]:
        """Read the held submission rows near the tasks."""
        found: list[Record] = []
        for start, end in _spans(tasks):
            given = (self._connection, start, end, _MANY * len(tasks))
            rows = self._db.execute(READ_SUBMISSIONS, given).fetchall()
            found += [record_from(row, self._names) for row in rows]
        return found

    def _unclaimed(self, records: Iterable[Record]) -> list[Record]:
        """Leave out submissions that already belong to a task."""
        sql = "SELECT 1 FROM task WHERE connection = ? AND link = ? LIMIT 1"
        return [
            r for r in records if self._db.execute(sql, (self._connection, request_key(r))).fetchone() is None
        ]


def _spans(tasks: Sequence[Task]) -> list[tuple[int, int]]:
    """Give the spans around the submissions of `tasks`, merged where they touch."""
    near = int(_NEAR.total_seconds() * 1_000_000)
    spans: list[tuple[int, int]] = []
    for time in sorted(micros(t.submitted) for t in tasks):
        if spans and time - near <= spans[-1][1]:
            spans[-1] = (spans[-1][0], time + near)
        else:
            spans.append((time - near, time + near))
    return spans
