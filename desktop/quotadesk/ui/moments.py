"""Turn a case into marks on a line of time: attempts, waits, client retries and the refund, in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quotadesk.app.answers import CaseView
from quotadesk.domain.charge import Charge
from quotadesk.domain.records import RecordKind
from quotadesk.domain.requests import Attempt, Line, Request
from quotadesk.ui import formats
from quotadesk.ui.words import translate

RETRY_WITHIN_S = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One mark: `start` and `end` in seconds after the request's start, its text, tone and what a tooltip tells."""

    start: float
    end: float
    text: str
    tone: str  # good, warning, bad
    kind: str  # attempt, client, refund
    tells: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All marks of one case. `scaled` False: the gateway gives no times of attempts, so lengths mean nothing."""

    begins: datetime
    moments: tuple[Moment, ...]
    scaled: bool

    @property
    def seconds(self) -> float:
        """Give the length of the whole course, at least one second."""
        return max(1.0, *(m.end for m in self.moments)) if self.moments else 1.0


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
    begins = _begin(request)
    attempts = _attempts(request, begins)
    scaled = bool(request.attempts) and all(a.started is not None for a in request.attempts)
    moments = [*attempts]
    if view.neighbours:
        moments += _client_retries(request, view.neighbours, begins)
    if (refund := _refund(request, begins)) is not None:
        moments.append(refund)
    return Course(begins=begins, moments=tuple(moments), scaled=scaled or len(attempts) == 1)


def _begin(request: Request) -> datetime:
    starts = [a.started for a in request.attempts if a.started is not None]
    return min([request.time, *starts]) if starts else request.time


def _attempts(request: Request, begins: datetime) -> list[Moment]:
    if not request.attempts:
        length = (request.latency_ms or 1000) / 1000
        text = "1" if request.attempt_count in {None, 1} else f"1–{request.attempt_count}"
        tells = translate("Timeline", "The gateway does not record single attempts.")
        tone = _tone(request.status, failed=request.failed)
        return [Moment(start=0, end=length, text=text, tone=tone, kind="attempt", tells=tells)]
    moments, before = [], 0.0
    for attempt in request.attempts:
        start = (attempt.started - begins).total_seconds() if attempt.started else before + 0.5
        end = (attempt.ended - begins).total_seconds() if attempt.ended else start + 1.0
        end = max(end, start + 0.05)
        failed = attempt.failed if attempt.failed is not None else (attempt.status or 0) >= 400
        moments.append(
            Moment(
                start=start,
                end=end,
                text=_named(attempt, alone=len(request.attempts) == 1),
                tone=_tone(attempt.status, failed=failed),
                kind="attempt",
                tells=_tells(attempt),
            )
        )
        before = end
    return moments


def _named(attempt: Attempt, *, alone: bool) -> str:
    if alone and attempt.started and attempt.ended:
        return f"1 · {formats.seconds((attempt.ended - attempt.started).total_seconds() * 1000)}"
    return str(attempt.number)


def _tells(attempt: Attempt) -> str:
    parts = [translate("Timeline", "Attempt {number}").format(number=attempt.number)]
    if attempt.status is not None:
        parts.append(str(attempt.status))
    if attempt.error is not None and (attempt.error.code or attempt.error.kind):
        parts.append(attempt.error.code or attempt.error.kind)
    if attempt.started and attempt.ended:
        parts.append(formats.seconds((attempt.ended - attempt.started).total_seconds() * 1000))
    if attempt.channel:
        parts.append(translate("Timeline", "channel {name} (screen only)").format(name=attempt.channel))
    return " · ".join(parts)


def _tone(status: int | None, *, failed: bool | None) -> str:
    if failed is None and status is None:
        return "plain"
    return "bad" if failed or (status or 0) >= 400 else "good"


def _client_retries(request: Request, neighbours: tuple[Line, ...], begins: datetime) -> list[Moment]:
    moments = []
    for line in neighbours:
        start = (line.time - begins).total_seconds()
        if line.key == request.key or not 0 < start <= RETRY_WITHIN_S:
            continue
        end = start + max(0.2, (line.latency_ms or 500) / 1000)
        tells = translate("Timeline", "Client retry (inferred): {status}, {time} later").format(
            status=line.status if line.status is not None else "–", time=formats.seconds(start * 1000)
        )
        tone = "warning" if line.failed else "good"
        text = translate("Timeline", "client retry")
        moments.append(Moment(start=start, end=end, text=text, tone=tone, kind="client", tells=tells))
    return moments[: request.client_retries or 0] if request.client_retries is not None else moments[:6]


def _refund(request: Request, begins: datetime) -> Moment | None:
    row = next((r for r in request.records if r.kind is RecordKind.REFUND), None)
    if row is None and request.charge.charge is not Charge.REFUNDED:
        return None
    at = row.time if row is not None else (request.ended or request.time)
    start = max(0.0, (at - begins).total_seconds())
    tells = translate("Timeline", "Refund of {amount}").format(
        amount=formats.money(request.charge.refunded_nano)
    )
    return Moment(
        start=start, end=start, text=translate("Timeline", "refund"), tone="good", kind="refund", tells=tells
    )
