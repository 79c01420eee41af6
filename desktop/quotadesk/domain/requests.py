"""What the customer sent once: its evidence, attempts, charge and refund, from one or more records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.fields import Mark
from quotadesk.domain.records import ErrorFacts, Record, RequestType, Task


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try on one channel. None = the gateway does not record it."""

    number: int  # 1-based
    started: datetime | None = None
    ended: datetime | None = None
    status: int | None = None
    failed: bool | None = None
    error: ErrorFacts | None = None
    channel: str = ""  # screen only
    source_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request with all its evidence. `marks` says, by field name, where a value is not simply recorded."""

    key: str  # identity within a connection; usually the request id
    time: datetime
    ended: datetime | None = None
    request_id: str = ""
    call_id: str = ""
    upstream_request_id: str = ""
    task_id: str = ""
    owner: str = ""
    owner_id: str = ""
    key_name: str = ""
    key_id: str = ""
    key_hash: str = ""
    key_masked: str = ""
    group: str = ""
    project: str = ""
    environment: str = ""
    model: str = ""
    tier: str = ""
    type: RequestType | None = None
    stream: bool | None = None
    stream_end: str = ""
    stream_ok: bool | None = None
    status: int | None = None  # what the customer finally got
    failed: bool = False
    error: ErrorFacts | None = None  # of the final outcome
    latency_ms: float | None = None
    first_token_ms: float | None = None
    attempts: tuple[Attempt, ...] = ()
    attempt_count: int | None = None  # None = the gateway does not tell
    client_retries: int | None = None  # inferred from neighbours; None = not looked at
    charge: ChargeVerdict = field(default_factory=lambda: ChargeVerdict(charge=Charge.UNKNOWN, net_nano=None))
    task: Task | None = None
    records: tuple[Record, ...] = ()  # the receipts, oldest first
    marks: Mapping[str, Mark] = field(default_factory=dict)


class Line(NamedTuple):
    """One request as a row of a result: what a table shows, and no more.

    A named tuple, because a page makes hundreds: as a frozen dataclass they took longer than SQLite's whole answer.
    """

    key: str
    time: datetime
    status: int | None
    failed: bool
    model: str
    group: str
    owner: str
    key_name: str
    type: RequestType | None
    latency_ms: float | None
    attempt_count: int | None
    charge: Charge
    amount_nano: int | None
    error_code: str
    environment: str = ""
    project: str = ""
    stream_cut: bool = False
