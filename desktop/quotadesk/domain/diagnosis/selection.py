"""Choose the rows and the task that belong to the one customer action; everything else is a bystander."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise, takewhile

from quotadesk.domain.assembly import (
    OUTCOMES,
    assemble,
    final_of,
    in_order,
    is_customers,
    link_tasks,
    request_key,
)
from quotadesk.domain.diagnosis.body import Body
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.records import Record, RecordKind, RequestType, Task
from quotadesk.domain.requests import Request
from quotadesk.domain.retries import follows

ID_HEADERS = ("x-oneapi-request-id", "x-litellm-call-id", "x-request-id", "x-veloera-request-id")
_SAME_START = timedelta(seconds=1.5)
_CLOCKS_DIFFER_BY = timedelta(minutes=15)  # time zones differ by whole quarters of an hour
_TIMED_OUT = re.compile(
    r"time[ds]?[ _-]?out|超时|deadline exceeded"
)  # the customer's program gave up waiting
_OF_A_CALL = OUTCOMES | {RecordKind.FEE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What belongs to the customer's action. `requests` oldest first, each with its rows in order."""

    requests: tuple[tuple[Record, ...], ...] = ()
    records: tuple[Record, ...] = ()  # all rows, refunds and settlements included
    task: Task | None = None
    quoted: bool = False  # an id was quoted, so that neighbours do not count
    client_retries: int | None = None
    chain: int = 1  # how many of the last requests are repeats of one another

    @property
    def final(self) -> tuple[Record, ...]:
        """Give the rows of the last request."""
        return self.requests[-1] if self.requests else ()


def select(evidence: Evidence, body: Body) -> Action:
    """Give the rows, requests and task of the action that `evidence` is about."""
    rows = in_order({r.source_id: r for r in evidence.records or () if is_customers(r)}.values())
    tasks = tuple(evidence.tasks or ())
    named = _named_tasks(tasks, body)
    if named or any(_names_a_task(t) or any(r.task_id == t for r in rows) for t in body.task_ids):
        return _of_task(rows, named[-1] if named else None, tasks, body)
    ids = _quoted_ids(evidence, body)
    if ids:
        chosen = _rows_named(rows, ids, evidence, body)
        return _action(chosen, _linked_task(chosen, tasks), quoted=True, read=evidence.records is not None)
    task = max(tasks, key=lambda t: t.submitted, default=None)
    read, timed_out = evidence.records is not None, _TIMED_OUT.search(body.whole) is not None
    return _action(rows, task, quoted=False, read=read, timed_out=timed_out)


def _action(
    rows: Sequence[Record], task: Task | None, *, quoted: bool, read: bool, timed_out: bool = False
) -> Action:
    requests = group(r for r in rows if r.kind in _OF_A_CALL)
    again = [] if quoted else repeated(requests, timed_out=timed_out)
    return Action(
        requests=requests,
        records=tuple(rows),
        task=task,
        quoted=quoted,
        client_retries=sum(again) if read and requests else None,
        chain=1 + len(list(takewhile(bool, reversed(again)))),
    )


def _quoted_ids(evidence: Evidence, body: Body) -> frozenset[str]:
    """Give the ids that name a request beyond doubt: the gateway's own kind, or one that a row really has."""
    known = {name for r in evidence.records or () for name in _names(r)}
    said = {evidence.headers[h].strip() for h in ID_HEADERS if evidence.headers.get(h)}
    own = {*body.request_ids, *(s for s in said if s[:2] == "20" and s[:14].isdigit())}
    if "x-litellm-call-id" in evidence.headers:
        own.add(evidence.headers["x-litellm-call-id"].strip())
    return frozenset(own | (known & {*said, *body.other_ids, *body.whole_ids}))


def _names(record: Record) -> tuple[str, ...]:
    names = (record.request_id, record.call_id, record.upstream_request_id, record.source_id)
    return tuple(n for n in names if len(n) >= 8)


def _rows_named(rows: list[Record], ids: frozenset[str], evidence: Evidence, body: Body) -> list[Record]:
    found = [r for r in rows if ids & set(_names(r)) or _tells(r, ids)]
    if found:
        keys = {request_key(r) for r in found}
        return [r for r in rows if request_key(r) in keys]
    if any(r.request_id or r.call_id for r in rows):
        return []
    # Older gateways keep no id in the row; the id itself tells the second in which the call began.
    begun = [t for i in (*body.request_ids, *ids) if (t := _time_in(i, evidence.now)) is not None]
    return [r for r in rows if any(_begins_at(r, t) for t in begun)]


def _tells(record: Record, ids: frozenset[str]) -> bool:
    return record.error is not None and any(i in record.error.text for i in ids)


def _time_in(request_id: str, now: datetime) -> datetime | None:
    try:
        return datetime.strptime(request_id[:14], "%Y%m%d%H%M%S").replace(tzinfo=now.tzinfo)
    except ValueError:
        return None


def _begins_at(record: Record, moment: datetime) -> bool:
    off = abs((record.started or record.time) - moment)
    rest = off % _CLOCKS_DIFFER_BY
    return off < timedelta(hours=15) and min(rest, _CLOCKS_DIFFER_BY - rest) <= timedelta(seconds=3)


def _named_tasks(tasks: Sequence[Task], body: Body) -> list[Task]:
    named = [t for t in tasks if t.task_id in body.task_ids or t.task_id.lower() in body.whole]
    return sorted(named, key=lambda t: t.submitted)


def _names_a_task(word: str) -> bool:
    """Whether a word can be nothing but a task's id, so that other rows are bystanders even if it is not found."""
    return word.startswith(("task_", "cgt-"))


def _of_task(rows: list[Record], task: Task | None, tasks: Sequence[Task], body: Body) -> Action:
    """Give the submission, refunds and settlements of one task."""
    ids = {task.task_id} if task else set(body.task_ids)
    after = [r for r in rows if r.task_id in ids]
    submissions = [r for r in rows if r.is_task and not r.task_id and r.kind is RecordKind.CONSUME]
    chosen: list[Record] = []
    if task is not None:
        key = link_tasks(rows, tasks).get(task.task_id)
        chosen = [r for r in rows if request_key(r) == key and r not in after]
        if key is None and len(submissions) == 1 and len(tasks) == 1:
            chosen = submissions
    elif after:
        before = [r for r in submissions if r.time <= after[0].time and r.model == after[0].model]
        chosen = before[-1:]
    elif len(submissions) == 1 and not tasks:
        chosen = submissions
    return _action(in_order([*chosen, *after]), task, quoted=True, read=bool(rows))


def _linked_task(rows: Sequence[Record], tasks: Sequence[Task]) -> Task | None:
    keys = {request_key(r) for r in rows}
    linked = {task for task, key in link_tasks(rows, tasks).items() if key in keys}
    return next((t for t in tasks if t.task_id in linked or any(r.task_id == t.task_id for r in rows)), None)


def group(rows: Iterable[Record]) -> tuple[tuple[Record, ...], ...]:
    """Put the rows of each request together, requests in the order in which they began."""
    groups: dict[str, list[Record]] = {}
    for row in rows:
        key = request_key(row)
        if not (row.request_id or row.call_id):
            key = next((k for k, g in groups.items() if _continues(g[-1], row)), key)
        groups.setdefault(key, []).append(row)
    return tuple(sorted((tuple(g) for g in groups.values()), key=lambda g: (_begin(g), g[0].time)))


def _continues(earlier: Record, later: Record) -> bool:
    """Tell the next attempt of one request in rows without ids: the same start, and a longer list of channels."""
    if not earlier.failed or (earlier.key_name, earlier.model) != (later.key_name, later.model):
        return False
    if earlier.channels and later.channels:
        longer = len(later.channels) > len(earlier.channels)
        return longer and later.channels[: len(earlier.channels)] == earlier.channels
    same = earlier.started is not None and later.started is not None
    return same and abs(_begin((earlier,)) - _begin((later,))) <= _SAME_START and later.time > earlier.time


def _begin(rows: Sequence[Record]) -> datetime:
    return min(r.started or r.time for r in rows)


def _end(rows: Sequence[Record]) -> datetime:
    return max(r.ended or r.time for r in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """One request as the client sent it, for the rule of the client's repeats."""

    time: datetime
    latency_ms: float | None
    status: int | None
    failed: bool
    stream_cut: bool
    key_name: str
    owner: str
    model: str
    type: RequestType | None


def _call(rows: Sequence[Record]) -> _Call:
    first, final = rows[0], final_of(rows)
    return _Call(
        time=_begin(rows),
        latency_ms=(_end(rows) - _begin(rows)) / timedelta(milliseconds=1),
        status=final.status,
        failed=final.failed,
        stream_cut=final.stream_end == "client_gone",
        key_name=first.key_hash or first.key_id or first.key_name,
        owner=first.owner,
        model=first.model,
        type=first.type,
    )


def repeated(requests: Sequence[Sequence[Record]], *, timed_out: bool = False) -> list[bool]:
    """Tell of each request but the first whether the client's own program sent it again (see domain/retries)."""
    calls = [_call(rows) for rows in requests]
    return [follows(a, b, by_begin=True, timed_out=timed_out) for a, b in pairwise(calls)]


def repeats_of(action: Action, evidence: Evidence) -> list[Request]:
    """Give the last request with those that it repeats, oldest first."""
    rows = action.requests[-action.chain :]
    return [assemble(request_key(r[0]), r, None, profile=evidence.profile) for r in rows]
