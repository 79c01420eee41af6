"""Turn a case into marks on a line of time: calls, attempts, the task, refund or money owed, in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from quotadesk.app.answers import CaseView
from quotadesk.domain.charge import Charge
from quotadesk.domain.lost import begun
from quotadesk.domain.records import RecordKind, Task, TaskStatus
from quotadesk.domain.requests import Attempt, Line, Request
from quotadesk.domain.retries import chain_of
from quotadesk.domain.said import Said
from quotadesk.ui import formats
from quotadesk.ui.course import SHORTEST_S, Course, Moment, length
from quotadesk.ui.words import translate, words

LONGEST_REASON = 120  # characters

_SECOND = timedelta(seconds=1)
_TASK_STATES = {
    TaskStatus.RUNNING: (Said("running", "进行中"), "plain"),
    TaskStatus.SUCCESS: (Said("finished", "已完成"), "good"),
    TaskStatus.FAILURE: (Said("failed", "失败"), "bad"),
    TaskStatus.UNKNOWN: (Said("state not known", "状态未知"), "plain"),
}


def absence_of(view: CaseView) -> str:
    """Say why there is no attempt to draw; "" when there is one. What no row proves is not told as a fact."""
    request = view.request
    if request is None or request.attempts:
        return ""
    if view.verdict.attempts == 0:
        return translate("Timeline", "refused at the door: no attempt was made")
    if not request.records:
        return translate("Timeline", "no row in the log: whether anything was attempted is not known")
    return ""


def course_of(view: CaseView) -> Course | None:
    """Give the course of a case; None when it has no request, or nothing was attempted."""
    request = view.request
    if request is None or absence_of(view):
        return None
    calls = _calls(request, view.neighbours)
    own = begun(request)
    begins = min([own, *(begin for begin, _, _ in calls)])
    attempts = _attempts(request, own, (own - begins) / _SECOND)
    scaled = bool(request.attempts) and all(a.started is not None for a in request.attempts)
    moments = [*_client_calls(calls, begins), *attempts, *_task(request.task, begins)]
    moments += [*_refunds(request, begins), *_owed(view, begins)]
    ordered = sorted(moments, key=lambda m: (m.start, m.end))
    return Course(
        begins=begins,
        moments=tuple(ordered),
        scaled=scaled or len(attempts) == 1,
        logged=begins == request.time and _is_only_logged(request),
    )


def _is_only_logged(request: Request) -> bool:
    """Whether the one time that is recorded is that of a row written at the end."""
    times = [*(r.started for r in request.records), *(a.started for a in request.attempts)]
    return bool(request.records) and request.latency_ms is None and not any(times)


# ---------------------------------------------------------------- attempts


def _attempts(request: Request, own: datetime, offset: float) -> list[Moment]:
    if not request.attempts:
        lasted = (request.latency_ms or 1000) / 1000
        text = "1" if request.attempt_count in {None, 1} else f"1–{request.attempt_count}"
        tells = translate("Timeline", "The gateway does not record single attempts.")
        tone = _tone(request.status, failed=request.failed)
        return [Moment(start=offset, end=offset + lasted, text=text, tone=tone, kind="attempt", tells=tells)]
    moments: list[Moment] = []
    before = 0.0
    for attempt in request.attempts:
        untimed = before + 0.5 if moments else 0.0
        start = (attempt.started - own) / _SECOND if attempt.started else untimed
        end = (attempt.ended - own) / _SECOND if attempt.ended else start + 1.0
        end = max(end, start + 0.05)
        moments.append(
            Moment(
                start=offset + start,
                end=offset + end,
                text=_named(attempt, alone=len(request.attempts) == 1),
                tone=_tone(attempt.status, failed=_failed(attempt)),
                kind="attempt",
                tells=_tells(attempt),
                short=str(attempt.number),
            )
        )
        before = end
    return moments


def _failed(attempt: Attempt) -> bool:
    return attempt.failed if attempt.failed is not None else (attempt.status or 0) >= 400


def _named(attempt: Attempt, *, alone: bool) -> str:
    if alone and attempt.started and attempt.ended:
        lasted = (attempt.ended - attempt.started) / _SECOND
        return f"1 · {length(lasted)}" if lasted >= SHORTEST_S else "1"
    return str(attempt.number)


def _tells(attempt: Attempt) -> str:
    """Tell number, status, reason, times and channel of an attempt."""
    parts = [translate("Timeline", "Attempt {number}").format(number=attempt.number)]
    parts += [str(attempt.status)] if attempt.status is not None else []
    if _failed(attempt):
        parts.append(_reason(attempt) or translate("Timeline", "failed"))
    elif attempt.failed is False:
        parts.append(translate("Timeline", "served"))
    if attempt.started and attempt.ended:
        parts.append(f"{formats.clock(attempt.started)} – {formats.clock(attempt.ended)}")
        parts.append(length((attempt.ended - attempt.started) / _SECOND))
    elif one := attempt.started or attempt.ended:
        parts.append(formats.clock(one))
    if attempt.channel:
        parts.append(translate("Timeline", "channel {name} (screen only)").format(name=attempt.channel))
    return " · ".join(parts)


def _reason(attempt: Attempt) -> str:
    error = attempt.error
    if error is None:
        return ""
    text = error.text if len(error.text) <= LONGEST_REASON else error.text[: LONGEST_REASON - 1] + "…"
    return error.code or error.kind or text


def _tone(status: int | None, *, failed: bool | None) -> str:
    if failed is None and status is None:
        return "plain"
    return "bad" if failed or (status or 0) >= 400 else "good"


# ---------------------------------------------------------------- the client's own calls

Call = tuple[datetime, Line, bool]
"""When it began, its line, and whether it came before the request."""


def _calls(request: Request, neighbours: tuple[Line, ...]) -> list[Call]:
    """Give the other calls of the chain of repeats that the request belongs to."""
    chain = chain_of(request.key, neighbours)
    by_begin = any(r.started == r.time for r in request.records[:1])
    at = next((n for n, line in enumerate(chain) if line.key == request.key), 0)
    return [
        (line.time if by_begin else line.time - _spent(line), line, number < at)
        for number, line in enumerate(chain)
        if number != at
    ]


def _spent(line: Line) -> timedelta:
    return timedelta(milliseconds=line.latency_ms or 0)


def _client_calls(calls: list[Call], begins: datetime) -> Iterator[Moment]:
    for moment, line, earlier in calls:
        start = (moment - begins) / _SECOND
        said = (
            translate("Timeline", "Earlier call of the client (inferred)")
            if earlier
            else translate("Timeline", "Client retry (inferred)")
        )
        parts = [said]
        parts += [str(line.status)] if line.status is not None else []
        parts += [line.error_code] if line.error_code else []
        parts += [formats.clock(moment)]
        parts += [length(line.latency_ms / 1000)] if line.latency_ms else []
        yield Moment(
            start=start,
            end=start + max(0.2, (line.latency_ms or 500) / 1000),
            text=translate("Timeline", "earlier call") if earlier else translate("Timeline", "client retry"),
            tone="warning" if line.failed else "good",
            kind="client",
            tells=" · ".join(parts),
            short="↻",
        )


# ---------------------------------------------------------------- task and money


def _task(task: Task | None, begins: datetime) -> Iterator[Moment]:
    if task is None:
        return
    said, tone = _TASK_STATES[task.status]
    start = max(0.0, (task.submitted - begins) / _SECOND)
    end = max(start, (task.finished - begins) / _SECOND) if task.finished else start
    text = translate("Timeline", "task {state}").format(state=words.of(said))
    parts = [
        translate("Timeline", "Task {id}").format(id=task.task_id),
        words.of(said),
        translate("Timeline", "submitted {time}").format(time=formats.clock(task.submitted)),
    ]
    if task.finished:
        parts.append(translate("Timeline", "ended {time}").format(time=formats.clock(task.finished)))
        parts.append(length(end - start))
    parts += [task.fail_reason] if task.fail_reason else []
    tells = " · ".join(parts)
    yield Moment(start=start, end=end, text=text, tone=tone, kind="task", tells=tells)


def _refunds(request: Request, begins: datetime) -> Iterator[Moment]:
    rows = [r for r in request.records if r.kind is RecordKind.REFUND]
    charge = request.charge
    told = [(r.time, abs(r.amount_nano)) for r in rows]
    if not told and charge.charge is Charge.REFUNDED:
        ended = request.task.finished if request.task else None
        told = [(ended or request.ended or request.time, charge.refunded_nano)]
    for at, amount in told:
        start = max(0.0, (at - begins) / _SECOND)
        tells = translate("Timeline", "Refund of {amount}").format(
            amount=formats.money(amount or charge.refunded_nano)
        )
        text, tells = translate("Timeline", "refund"), f"{tells} · {formats.clock(at)}"
        tone = "good" if rows else "plain"  # without a row it is inferred
        yield Moment(start=start, end=start, text=text, tone=tone, kind="refund", tells=tells)


def _owed(view: CaseView, begins: datetime) -> Iterator[Moment]:
    owed = view.verdict.charge.owed
    if owed is None:
        return
    start = max(0.0, (owed.since - begins) / _SECOND)
    tells = translate("Timeline", "{amount} should have come back and did not").format(
        amount=formats.money(owed.nano)
    )
    yield Moment(
        start=start,
        end=start,
        text=translate("Timeline", "refund due"),
        tone="warning",
        kind="owed",
        tells=f"{tells} · {formats.clock(owed.since)}",
        short="!",
    )
