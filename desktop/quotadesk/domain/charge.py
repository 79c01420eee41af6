"""Say whether money moved, from the ledger alone, never from the status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record, RecordKind, Task, TaskStatus
from quotadesk.domain.said import Said
from quotadesk.domain.window import UNSETTLED


class Charge(StrEnum):
    """The five answers to "was I charged?"."""

    YES = "yes"
    NO = "no"
    REFUNDED = "refunded"
    HELD = "held"
    UNKNOWN = "unknown"


class Owing(StrEnum):
    """Why money of a task may be owed to the customer."""

    NOT_REFUNDED = "not_refunded"  # it failed, and the records prove that no refund followed
    OVERDUE = "overdue"  # it runs past the time-out after which the gateway ends it and pays back
    NOT_READ = "not_read"  # it failed; whether a refund followed was not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """Money taken for a task that gave nothing and not seen to come back: nano-USD and the gateway's own figure.

    `since`: when it should have been paid back.
    """

    nano: int
    figure: float
    unit: str  # "quota" or "usd", as a record's
    owing: Owing
    since: datetime
    task_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeVerdict:
    """A charge answer with its money (nano-USD) and the rows that prove it.

    `net_nano`: charged minus refunded; None when unknown. `amount_nano`: the sum that the answer speaks of
    (net charge, sum refunded, sum held, 0 for no, None for unknown).
    """

    charge: Charge
    net_nano: int | None
    gross_nano: int = 0
    refunded_nano: int = 0
    held_nano: int = 0
    receipts: tuple[str, ...] = ()  # source_ids of records
    why: Said = field(default_factory=lambda: Said("", ""))
    settles: Said | None = None  # what would settle an unknown
    billing: str = ""  # "subscription" when a plan paid instead of the wallet
    owed: Owed | None = None  # a task's money that should have come back

    @property
    def amount_nano(self) -> int | None:
        """Give the sum that the answer speaks of, in nano-USD; None when unknown."""
        sums = {
            Charge.YES: self.net_nano,
            Charge.NO: 0,
            Charge.REFUNDED: self.refunded_nano,
            Charge.HELD: self.held_nano,
        }
        return sums.get(self.charge)


TASK_TIMES_OUT_AFTER = timedelta(minutes=1440)  # New API's poller; then FAILURE with a refund (contract d)
REFUND_TAKES = timedelta(minutes=5)  # the poller that finds a failure pays back in the same round
LONGEST_CALL = timedelta(
    minutes=10
)  # as long as official clients wait (openai-python DEFAULT_TIMEOUT, 600 s)
_ENDS_THE_CALL = frozenset({504, 524})
"""New API tries these never again, of any age. 400 and 408 it does not by default only: an operator may add them
(AutomaticRetryStatusCodes), and older ones tried 400 again on some channels."""
LEDGER = frozenset({RecordKind.CONSUME, RecordKind.FEE, RecordKind.SETTLEMENT, RecordKind.FAILURE})
"""Rows that bill: each tells what was taken, also when that is 0. No such row means that none is recorded."""
_NO_PROOF = Said(
    "No billing row was read that decides this.",
    "没有读到可作依据的账目行。",
)
_READ_WINDOW = Said(
    "Read the log around the call completely, then look for its billing row.",
    "完整读取该时段日志，再查找对应的计费行。",
)
_READ_TASK = Said("Read the task list for the state of this task.", "读取任务列表，查看该任务的状态。")


def bills_within(records: Sequence[Record], profile: Profile) -> timedelta:
    """Tell how long after its last row a request can still get a billing row.

    A failed attempt may be followed by another, which bills when it ends. Where the gateway never tries a failure
    again its row ends the request, and only the writing of the log is outstanding; a channel's own fault
    ("channel:…") is always tried again.
    """
    last = max(records, key=lambda r: (r.time, r.source_id), default=None)
    if last is None or last.kind is not RecordKind.ERROR or profile.product not in _NEW_API:
        return LONGEST_CALL
    again = last.error is not None and last.error.code.startswith("channel:")
    return UNSETTLED if last.status in _ENDS_THE_CALL and not again else LONGEST_CALL


_NEW_API = frozenset({Product.NEWAPI, Product.NEWAPI_OLD})


def settle(
    records: Sequence[Record],
    task: Task | None = None,
    *,
    profile: Profile | None = None,
    window_fully_read: bool | None = None,
    now: datetime | None = None,
) -> ChargeVerdict:
    """Say what the rows of one request (and its task) prove about money.

    `now` tells whether a task's money is overdue; without it only a failure can make it so.
    A row read twice counts once. Without a billing row the answer is *unknown*, unless failed attempts are
    all that a complete log shows: their holds were returned (New API contract, "what the customer sees").
    """
    profile = profile or Profile()
    rows = tuple({r.source_id: r for r in records}.values())
    ledger = [r for r in rows if r.kind in LEDGER]
    refunds = [r for r in rows if r.kind is RecordKind.REFUND]
    sums = _Sums.of(ledger, refunds)
    if task is not None:
        said = _settle_task(task, sums, profile=profile, complete=window_fully_read is True)
        return replace(said, owed=_owed(task, said, sums, now))
    if sums.gross > 0 or sums.refunded > 0:
        return sums.charged()
    if ledger:
        return sums.verdict(Charge.NO, _free(ledger))
    if (
        any(r.kind is RecordKind.ERROR for r in rows)
        and window_fully_read is not False
        and profile.consume_log is not False
    ):
        why = Said("Every attempt failed; what was held was returned.", "各次尝试均失败，预扣已退回。")
        receipts = tuple(r.source_id for r in rows if r.kind is RecordKind.ERROR)
        return ChargeVerdict(charge=Charge.NO, net_nano=0, receipts=receipts, why=why)
    return ChargeVerdict(charge=Charge.UNKNOWN, net_nano=None, why=_NO_PROOF, settles=_READ_WINDOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """What billing rows add up to: the gateway's own figure decides, nano-USD is shown."""

    gross: float
    refunded: float
    gross_nano: int
    refunded_nano: int
    receipts: tuple[str, ...]
    billing: str
    unit: str = "quota"

    @classmethod
    def of(cls, ledger: Iterable[Record], refunds: Iterable[Record]) -> _Sums:
        taken, back = tuple(ledger), tuple(refunds)
        return cls(
            gross=sum(r.figure for r in taken),
            refunded=sum(abs(r.figure) for r in back),
            gross_nano=sum(r.amount_nano for r in taken),
            refunded_nano=sum(abs(r.amount_nano) for r in back),
            receipts=tuple(r.source_id for r in (*taken, *back)),
            billing=next((r.billing for r in taken if r.billing), ""),
            unit=next((r.unit for r in taken), "quota"),
        )

    @property
    def net(self) -> float:
        return self.gross - self.refunded

    def charged(self) -> ChargeVerdict:
        """Tell charged from paid back, when money moved at all."""
        if self.net > _DUST:
            why = Said("The billing rows add up to a charge.", "账目行合计为已扣费。")
            return self.verdict(Charge.YES, why)
        return self.verdict(
            Charge.REFUNDED, Said("The refund covers the whole charge.", "退款已覆盖全部扣费。")
        )

    def verdict(
        self, charge: Charge, why: Said, *, held_nano: int = 0, settles: Said | None = None
    ) -> ChargeVerdict:
        """Give the answer `charge` with these sums and receipts."""
        net = None if charge is Charge.UNKNOWN else self.gross_nano - self.refunded_nano
        return ChargeVerdict(
            charge=charge,
            net_nano=0 if charge is Charge.NO else net,
            gross_nano=self.gross_nano,
            refunded_nano=self.refunded_nano,
            held_nano=held_nano,
            receipts=self.receipts,
            why=why,
            settles=settles,
            billing=self.billing,
        )


_DUST = 1e-12  # below any gateway's smallest unit: what floating sums leave behind


def _settle_task(task: Task, sums: _Sums, *, profile: Profile, complete: bool) -> ChargeVerdict:
    """Judge a task by its state; its own figure speaks when the submission row was not read."""
    gross = sums.gross or task.figure
    if gross <= 0 and sums.refunded <= 0:
        if task.status is TaskStatus.RUNNING or not sums.receipts:
            return sums.verdict(Charge.UNKNOWN, _NO_PROOF, settles=_READ_WINDOW)
        return sums.verdict(Charge.NO, Said("The task cost nothing.", "该任务未产生费用。"))
    if sums.gross <= 0 < task.figure:
        sums = replace(sums, gross=task.figure, gross_nano=task.amount_nano)
    if task.status is TaskStatus.RUNNING:
        held = sums.gross_nano - sums.refunded_nano
        why = Said("The task is running; its price is held.", "任务进行中，费用为预扣。")
        return sums.verdict(Charge.HELD, why, held_nano=held)
    if task.status is TaskStatus.FAILURE and sums.refunded <= 0:
        return _failed_without_refund_row(task, sums, profile=profile, complete=complete)
    if task.status is TaskStatus.UNKNOWN and sums.net > _DUST:
        return sums.verdict(
            Charge.UNKNOWN, Said("The task's state is not known.", "任务状态未知。"), settles=_READ_TASK
        )
    return sums.charged()


_OWING = {
    (TaskStatus.FAILURE, Charge.YES): Owing.NOT_REFUNDED,
    (TaskStatus.FAILURE, Charge.UNKNOWN): Owing.NOT_READ,
    (TaskStatus.RUNNING, Charge.HELD): Owing.OVERDUE,
}


def _owed(task: Task, said: ChargeVerdict, sums: _Sums, now: datetime | None) -> Owed | None:
    """Give the money that a task still holds although it failed or ran past its time-out; None when none is due."""
    owing = _OWING.get((task.status, said.charge))
    figure = (sums.gross or task.figure) - sums.refunded
    if owing is None or figure <= _DUST:
        return None
    ended = task.finished if owing is not Owing.OVERDUE else None
    since = (ended or task.submitted + TASK_TIMES_OUT_AFTER) + REFUND_TAKES
    if now is None and owing is Owing.OVERDUE:
        return None
    if now is not None and now < since and (ended is not None or owing is Owing.OVERDUE):
        return None
    return Owed(
        nano=said.gross_nano - said.refunded_nano,
        figure=figure,
        unit=sums.unit,
        owing=owing,
        since=since if now is None else min(since, now),
        task_id=task.task_id,
    )


def _failed_without_refund_row(task: Task, sums: _Sums, *, profile: Profile, complete: bool) -> ChargeVerdict:
    """Tell a refund that is only visible in the task (its figure became 0) from money that is still owed.

    Source: New API sets a task's quota to 0 with the refund since 2026-02-22; before, a text row told it.
    """
    if task.figure <= 0:
        why = Said(
            "The task's own amount was set back to 0, which a refund does.", "任务自身金额已归零，即已退款。"
        )
        back = replace(sums, refunded=sums.gross, refunded_nano=sums.gross_nano)
        return back.verdict(Charge.REFUNDED, why)
    if complete or profile.product is Product.NEWAPI:
        why = Said("The task failed and no refund is on record.", "任务失败，且没有退款记录。")
        return sums.verdict(Charge.YES, why)
    why = Said("The task failed; whether it was refunded was not read.", "任务失败，是否退款尚未读到。")
    return sums.verdict(Charge.UNKNOWN, why, settles=_READ_WINDOW)


def _free(ledger: Sequence[Record]) -> Said:
    """Say why billing rows exist and yet cost nothing."""
    if any(r.cache_hit for r in ledger):
        return Said("Answered from the cache: 0 was billed.", "命中缓存，扣费为 0。")
    if any(r.no_usage for r in ledger):
        return Said("The upstream returned no usage: 0 was billed.", "上游未返回用量，扣费为 0。")
    if any(r.failed for r in ledger):
        return Said("The gateway's row of the failed call shows 0.", "该失败请求的日志行扣费为 0。")
    return Said("The gateway's billing row shows 0.", "网关账目行扣费为 0。")
