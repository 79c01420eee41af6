"""Say what sending again has cost: time and money of the calls and attempts that brought the customer nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from quotadesk.domain.assembly import final_of
from quotadesk.domain.charge import Charge
from quotadesk.domain.money import in_usd
from quotadesk.domain.records import RecordKind
from quotadesk.domain.requests import Line, Request
from quotadesk.domain.retries import chain_of
from quotadesk.domain.said import Said

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What was lost to repeats. `client_retries`: further calls by the customer's program; `gateway_retries`: further
    attempts by the gateway within them (None = not recorded).

    `seconds`: from the first call's begin until the attempt began that served; where none served, of what was sent
    again only: from the second call's or attempt's begin until the last call ended; None = not recorded. `net_nano`:
    net charge proven (nano-USD) of calls and attempts whose answer the customer did not get, where none served without
    the first call's; `unproven`: how many such calls have a charge that is not proven.
    """

    client_retries: int = 0
    gateway_retries: int | None = None
    seconds: float | None = None
    net_nano: int = 0
    unproven: int = 0

    @property
    def said(self) -> Said:
        """Give one sentence with all that is known of it."""
        more = self.gateway_retries or 0
        count = self.client_retries
        en = (
            [f"The client sent it again {count} {'time' if count == 1 else 'times'} by itself"]
            if count
            else []
        )
        zh = [f"客户端自动重发 {count} 次"] if count else []
        if more:
            gateway = "the gateway" if en else "The gateway"
            en.append(f"{gateway} made {more} further {'attempt' if more == 1 else 'attempts'}")
            zh.append(f"网关另行尝试 {more} 次")
        if self.seconds is not None:
            en.append(f"{self.seconds:.1f} s were lost to it")
            zh.append(f"因此损失 {self.seconds:.1f} 秒")
        money = in_usd(self.net_nano)
        en.append(f"{money} was charged for what brought no answer")
        zh.append(f"其中没有得到结果的部分扣费 {money}")
        if self.unproven:
            en.append(f"the charge of {self.unproven} of them is not proven")
            zh.append(f"另有 {self.unproven} 次是否扣费尚未确认")
        return Said(f"{'; '.join(en)}.", f"{'；'.join(zh)}。")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Call:
    """One call as far as its loss needs it. `served`: when the attempt began that gave the answer; None = none did."""

    begin: datetime
    end: datetime
    served: datetime | None
    net_nano: int | None  # None = not proven
    again: datetime | None = None  # when its second attempt began; None = not recorded
    wasted_nano: int = 0  # charged for failed attempts of a call that was served in the end
    attempts: int | None = None


def lost_to(request: Request, neighbours: Sequence[Line] = ()) -> Lost | None:
    """Give what was lost around `request`; None when it was sent once and tried once, as far as is recorded.

    `neighbours`: lines of the same key and model, oldest first, the request's own among them.
    """
    chain = chain_of(request.key, neighbours)
    by_begin = any(r.started == r.time for r in request.records[:1])
    calls = [
        _of_request(request) if line.key == request.key else _of_line(line, by_begin=by_begin)
        for line in chain
    ]
    return _lost(calls or [_of_request(request)])


def lost_over(requests: Sequence[Request]) -> Lost | None:
    """Give what was lost over calls that are known to be repeats of one another, oldest first."""
    return _lost([_of_request(r) for r in requests]) if requests else None


def _lost(calls: Sequence[_Call]) -> Lost | None:
    last = calls[-1]
    counted = [c.attempts - 1 for c in calls if c.attempts]
    gateway = sum(counted) if counted else None
    if len(calls) == 1 and not gateway:
        return None
    vain = calls[:-1] if last.served else (calls[1:] or calls)
    since = calls[0].begin if last.served else vain[0].begin if len(calls) > 1 else calls[0].again
    until = last.served or last.end
    return Lost(
        client_retries=len(calls) - 1,
        gateway_retries=gateway,
        seconds=None if since is None else max(0.0, (until - since) / _SECOND),
        net_nano=sum(c.net_nano or 0 for c in vain) + (last.wasted_nano if last.served else 0),
        unproven=sum(c.net_nano is None for c in vain),
    )


def begun(request: Request) -> datetime:
    """Give when a request began: many a gateway writes its row, and the row's time, only at the end."""
    end = request.ended or request.time
    starts = [a.started for a in request.attempts if a.started is not None]
    return min([request.time, end - timedelta(milliseconds=request.latency_ms or 0), *starts])


def _of_request(request: Request) -> _Call:
    end = request.ended or request.time
    begin = begun(request)
    serving = request.attempts[-1].started if len(request.attempts) > 1 else begin
    final = final_of(request.records) if request.records else None
    wasted = sum(
        r.amount_nano
        for r in request.records
        if r is not final and r.kind in (RecordKind.ERROR, RecordKind.FAILURE)
    )
    return _Call(
        begin=begin,
        end=end,
        again=request.attempts[1].started if len(request.attempts) > 1 else None,
        served=None if request.failed else serving or begin,
        net_nano=_net(request.charge.charge, request.charge.net_nano),
        wasted_nano=wasted,
        attempts=request.attempt_count,
    )


def _of_line(line: Line, *, by_begin: bool) -> _Call:
    spent = timedelta(milliseconds=line.latency_ms or 0)
    begin = line.time if by_begin else line.time - spent
    return _Call(
        begin=begin,
        end=begin + spent,
        served=None if line.failed else begin,
        net_nano=_net(line.charge, line.amount_nano),
        attempts=line.attempt_count,
    )


def _net(charge: Charge, amount: int | None) -> int | None:
    """Give the net charge that is proven: a full refund leaves none, a hold is none yet."""
    if charge is Charge.YES:
        return amount
    return 0 if charge in (Charge.NO, Charge.REFUNDED) else None
