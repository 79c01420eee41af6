"""Turn log rows into requests: rows of one request become one, with its attempts, outcome and charge."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from quotadesk.domain.charge import settle
from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record, RecordKind, Task
from quotadesk.domain.requests import Attempt, Line, Request
from quotadesk.domain.said import Said

OUTCOMES = frozenset({RecordKind.CONSUME, RecordKind.ERROR, RecordKind.FAILURE})
AFTERWARDS = frozenset({RecordKind.REFUND, RecordKind.SETTLEMENT, RecordKind.FEE})
REQUEST_KINDS = OUTCOMES | AFTERWARDS
TASK_JOIN_WITHIN = timedelta(seconds=5)

_ATTEMPT_SUFFIX = re.compile(r"-attempt-\d+$")
_UNSEEN_ATTEMPT = Mark(
    source=Source.MISSING,
    why=Said(
        "the gateway keeps neither reason nor time of the attempts before the last",
        "网关不记录最后一次之前各次尝试的原因与耗时",
    ),
)
_LAST_ATTEMPT_ONLY = Mark(
    source=Source.MISSING,
    why=Said(
        "the gateway recorded only the last attempt's duration, not the whole call's",
        "网关只记录了最后一次尝试的耗时，而非整次调用",
    ),
)


def request_key(record: Record) -> str:
    """Give the identity of the request that a record belongs to.

    Refunds and settlements carry a fresh request id, so they are known by their task. LiteLLM numbers the attempts
    of a timed-out call by a suffix of its call id.
    """
    if record.task_id and record.kind in {RecordKind.REFUND, RecordKind.SETTLEMENT}:
        return f"task:{record.task_id}"
    own = _ATTEMPT_SUFFIX.sub("", record.call_id) or record.request_id
    return own or f"row:{record.source_id}"


def is_customers(record: Record) -> bool:
    """Whether a record is part of a customer's request (top-ups, tests, logins and the like are not)."""
    return record.kind in REQUEST_KINDS


def in_order(records: Iterable[Record]) -> list[Record]:
    """Sort records as the gateway wrote them: by time, then by row id (ids are numbers of growing length)."""
    return sorted(records, key=lambda r: (r.time, len(r.source_id), r.source_id))


def link_tasks(records: Iterable[Record], tasks: Iterable[Task]) -> Mapping[str, str]:
    """Join tasks to the records of their submission: task id → request key.

    A submission row names no task (New API), so owner, channel and time must agree, and each row serves one task.
    """
    free = [r for r in records if r.is_task and not r.task_id and r.kind is RecordKind.CONSUME]
    links: dict[str, str] = {}
    for task in sorted(tasks, key=lambda t: t.submitted):
        fitting = [r for r in free if _is_submission(r, task)]
        if fitting:
            best = min(fitting, key=lambda r: abs(r.time - task.submitted))
            free.remove(best)
            links[task.task_id] = request_key(best)
    return links


def _is_submission(record: Record, task: Task) -> bool:
    return (
        abs(record.time - task.submitted) <= TASK_JOIN_WITHIN
        and _agree(record.owner_id or record.owner, task.owner_id or task.owner)
        and _agree(record.channel, task.channel)
        and _agree(record.model, task.model)
    )


def _agree(mine: str, theirs: str) -> bool:
    return not mine or not theirs or mine == theirs


def assemble(
    key: str,
    records: Sequence[Record],
    task: Task | None,
    *,
    profile: Profile | None = None,
    now: datetime | None = None,
) -> Request:
    """Make one request of its records. `records` must hold at least one row; order does not matter."""
    rows = in_order(records)
    final = final_of(rows)
    first = next((r for r in rows if r.kind in OUTCOMES), rows[0])
    attempts = attempts_of(rows)
    count = _attempt_count(rows, final)
    marks = {**first.marks, **final.marks}
    latency = final.latency_ms
    if (
        not final.failed
        and final.kind is RecordKind.CONSUME
        and final.unit == "usd"
        and (count is None or count > 1)
    ):
        latency = None
        marks["latency_ms"] = _LAST_ATTEMPT_ONLY
    marks |= {"attempts": _UNSEEN_ATTEMPT} if any(a.status is None and a.failed for a in attempts) else {}
    return Request(
        key=key,
        time=first.time,
        ended=final.ended or final.time,
        request_id=_shared("request_id", rows, final),
        call_id=_ATTEMPT_SUFFIX.sub("", final.call_id),
        upstream_request_id=_shared("upstream_request_id", rows, final),
        task_id=task.task_id if task else _shared("task_id", rows, final),
        owner=_shared("owner", rows, final),
        owner_id=_shared("owner_id", rows, final),
        key_name=_shared("key_name", rows, final),
        key_id=_shared("key_id", rows, final),
        key_hash=_shared("key_hash", rows, final),
        key_masked=_shared("key_masked", rows, final),
        group=_shared("group", rows, final),
        project=_shared("project", rows, final),
        environment=_shared("environment", rows, final),
        model=_shared("model", rows, final),
        tier=_shared("tier", rows, final),
        type=final.type or first.type,
        stream=final.stream if final.stream is not None else first.stream,
        stream_end=final.stream_end,
        stream_ok=final.stream_ok,
        status=final.status,
        failed=_failed(final, task),
        error=final.error,
        latency_ms=latency,
        first_token_ms=final.first_token_ms,
        attempts=attempts,
        attempt_count=count,
        charge=settle(rows, task, profile=profile, now=now),
        task=task,
        records=tuple(rows),
        marks=marks,
    )


def final_of(rows: Sequence[Record]) -> Record:
    """Give the row that tells the outcome: the last accounted answer, else the last failure, else the last row.

    A gateway writes an error row per failed attempt and an accounting row only for an answer that it passed on.
    """
    for kinds in ({RecordKind.CONSUME}, {RecordKind.ERROR, RecordKind.FAILURE}):
        found = [r for r in rows if r.kind in kinds]
        if found:
            return max(enumerate(found), key=lambda pair: (_attempt_number(pair[1]), pair[0]))[1]
    return rows[-1]


def _attempt_number(row: Record) -> int:
    """Place LiteLLM's numbered attempts before the row of the whole call."""
    suffix = _ATTEMPT_SUFFIX.search(row.call_id)
    return int(suffix[0].rsplit("-", 1)[1]) if suffix else 1_000_000


def _failed(final: Record, task: Task | None) -> bool:
    return final.failed or (task is not None and task.status.value == "failure")


def _shared(name: str, rows: Sequence[Record], final: Record) -> str:
    """Take a value from the final row, else from the first row of the request that has one."""
    own = getattr(final, name)
    if own:
        return str(own)
    candidates = (getattr(r, name) for r in rows if name != "request_id" or r.kind in OUTCOMES)
    return next((str(v) for v in candidates if v), "")


def _attempt_count(rows: Sequence[Record], final: Record) -> int | None:
    if final.fallback and not final.failed:
        return None
    if final.attempts == 0:
        return 0
    known = [n for n in (final.attempts, len(final.channels) or None) if n is not None]
    tries = _tries(rows, final)
    if not known and len(tries) <= 1 and not final.is_task:
        return None  # neither a counter nor a channel list: one row may stand for several attempts
    return max([*known, len(tries)])


def _tries(rows: Sequence[Record], final: Record) -> list[Record]:
    """Give the rows that each tell one attempt: every failure, and the answer once however often it was billed."""
    return [r for r in rows if r.kind in OUTCOMES and (r.kind is not RecordKind.CONSUME or r is final)]


def attempts_of(rows: Sequence[Record]) -> tuple[Attempt, ...]:
    """List the attempts. Those that only a channel list or a counter proves have no time, status or reason."""
    final = final_of(rows)
    tries = sorted(_tries(rows, final), key=_attempt_number)
    if not tries or final.attempts == 0 or (final.fallback and not final.failed):
        return ()  # none was made, or nobody counts those before a fallback
    total = _attempt_count(rows, final) or len(tries)
    seen = [_attempt(row, final is not row) for row in tries]
    channels = final.channels
    unseen = [
        Attempt(number=0, failed=True, channel=channels[i] if i < len(channels) else "")
        for i in range(max(0, total - len(seen)))
    ]
    order = seen[:-1] + unseen + seen[-1:]
    numbered = [replace(attempt, number=n) for n, attempt in enumerate(order, 1)]
    return tuple(
        _begun_after(before, attempt) for before, attempt in zip([None, *numbered], numbered, strict=False)
    )


def _begun_after(before: Attempt | None, attempt: Attempt) -> Attempt:
    """Begin an attempt where the one before it ended: a gateway goes on at once to the next channel.

    Durations of later rows count from the request's start, so a start before that end is not the attempt's own.
    """
    if before is None or before.ended is None or attempt.ended is None:
        return attempt
    if attempt.started is not None and attempt.started >= before.ended:
        return attempt
    return replace(attempt, started=min(before.ended, attempt.ended))


def _attempt(row: Record, failed: bool) -> Attempt:
    stands_for_all = (row.attempts or 1) > 1  # then its times are those of the whole call
    return Attempt(
        number=0,
        started=None if stands_for_all else row.started,
        ended=row.ended or (row.time if row.unit == "quota" else None),
        status=row.status,
        failed=row.failed or failed,
        error=row.error,
        channel=row.channel,
        source_id=row.source_id,
    )


def line_of(request: Request) -> Line:
    """Reduce a request to a row of a result."""
    return Line(
        key=request.key,
        time=request.time,
        status=request.status,
        failed=request.failed,
        model=request.model,
        group=request.group,
        owner=request.owner,
        key_name=request.key_name,
        type=request.type,
        latency_ms=request.latency_ms,
        attempt_count=request.attempt_count,
        charge=request.charge.charge,
        amount_nano=request.charge.amount_nano,
        error_code=request.error.code if request.error else "",
        environment=request.environment,
        project=request.project,
        stream_cut=request.failed and request.status is not None and request.status < 300,
    )
