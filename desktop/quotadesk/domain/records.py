"""One row of a gateway's log, and one task, in Quotadesk's own words.

A gateway adapter decodes foreign JSON into these by allow-list; nothing else of an answer is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from quotadesk.domain.fields import Mark

NANO = 1_000_000_000


class RecordKind(StrEnum):
    """What a log row says. The gateway's own type numbers differ by product and are mapped by its adapter."""

    CONSUME = "consume"  # a request that the gateway accounted for (also with 0)
    ERROR = "error"  # one failed attempt
    FAILURE = "failure"  # a whole request that failed (LiteLLM writes one row a request)
    REFUND = "refund"
    SETTLEMENT = "settlement"  # a later correction of a task's price
    FEE = "fee"  # a violation fee
    TOPUP = "topup"
    MANAGE = "manage"
    SYSTEM = "system"
    TEST = "test"  # a channel test by the operator: no customer's request
    LOGIN = "login"
    OTHER = "other"  # a row type that this version does not know: kept, never guessed at


class RequestType(StrEnum):
    """What the customer asked for."""

    CHAT = "chat"
    RESPONSES = "responses"
    MESSAGES = "messages"
    COMPLETION = "completion"
    EMBEDDING = "embedding"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    MUSIC = "music"
    RERANK = "rerank"
    MODERATION = "moderation"
    REALTIME = "realtime"
    OTHER = "other"


class TaskStatus(StrEnum):
    """State of an asynchronous task."""

    RUNNING = "running"
    SUCCESS = "success"
    FAILURE = "failure"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorFacts:
    """What a log row or an error body says about a failure. `text` is redacted before it is stored."""

    code: str = ""  # error code as given: "insufficient_user_quota", "rate_limit_exceeded", "429"
    kind: str = ""  # error type or class: "new_api_error", "openai_error", "BudgetExceededError"
    text: str = ""
    normalized: str = ""  # LiteLLM's normalized_error
    category: str = ""  # LiteLLM's error_rate_limit_category: whose limit it was
    limit_type: str = ""  # requests, tokens, concurrent_requests, budget
    budget_scope: str = ""  # key, user, team … whose budget refused
    budget_limit: float | None = None  # USD
    budget_spend: float | None = None  # USD, may include reservations of running calls
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One normalised log row. Datetimes are aware (UTC); money is in nano-USD beside the gateway's own figure."""

    source_id: str  # unique within a connection; the same row read twice has the same one
    kind: RecordKind
    time: datetime  # the time by which the gateway sorts and filters this row
    started: datetime | None = None
    ended: datetime | None = None
    request_id: str = ""
    call_id: str = ""  # a second id under which the customer may know the request
    upstream_request_id: str = ""
    task_id: str = ""
    owner: str = ""
    owner_id: str = ""
    key_name: str = ""
    key_id: str = ""
    key_hash: str = ""  # LiteLLM: SHA-256 of the key; joins, stands in no text
    key_masked: str = ""
    group: str = ""
    project: str = ""
    environment: str = ""
    tier: str = ""  # filled by the mapping rules before the record is stored
    model: str = ""  # as the customer asked
    model_served: str = ""
    path: str = ""
    type: RequestType | None = None
    stream: bool | None = None
    stream_end: str = ""  # how a stream ended: done, eof, client_gone, timeout …; "" = not known
    stream_ok: bool | None = None
    status: int | None = None  # HTTP status that the caller of this attempt saw
    failed: bool = False  # the outcome; a cut stream is 200 and failed
    error: ErrorFacts | None = None
    latency_ms: float | None = None
    first_token_ms: float | None = None
    figure: float = 0.0  # the gateway's own number: quota units or USD
    unit: str = "quota"  # "quota" or "usd"
    amount_nano: int = 0  # figure in nano-USD
    tokens_in: int | None = None
    tokens_out: int | None = None
    no_usage: bool = False  # the upstream answered without usage, so nothing could be charged
    cache_hit: bool = False
    billing: str = ""  # "wallet" or "subscription" where the gateway says so
    channel: str = ""
    channels: tuple[str, ...] = ()  # channels tried in order, the final one included
    attempts: int | None = None  # attempts that this one row stands for; None = not known
    fallback: bool = False  # served by another model than asked
    is_task: bool = False  # the submission of an asynchronous task
    reason: str = ""  # reason of a refund or settlement
    marks: Mapping[str, Mark] = field(default_factory=dict)  # by field name; absent = recorded or missing


_SLOTS = tuple(f.name for f in fields(Record))
_values_of = attrgetter(*_SLOTS)


@cache  # made when it is first wanted: it costs as much as a whole page of rows
def _draft() -> Any:
    """Give the class of a record that is not frozen yet."""
    return make_dataclass("_Draft", _SLOTS, repr=False, eq=False, slots=True)


def changed(record: Record, changes: Mapping[str, Any]) -> Record:
    """Give a copy with other values, as `dataclasses.replace` does in seven times the time: each row passes here."""
    draft = _draft()(*_values_of(record))
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.__class__ = Record  # it has the same slots
    copy: Record = draft
    return copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An asynchronous task (video, image, music) as the gateway's task list shows it."""

    task_id: str
    status: TaskStatus
    submitted: datetime
    finished: datetime | None = None
    owner: str = ""
    owner_id: str = ""
    group: str = ""
    model: str = ""
    platform: str = ""
    channel: str = ""
    figure: float = 0.0  # quota still taken for it; a refund sets it to 0 on newer releases
    amount_nano: int = 0
    fail_reason: str = ""  # redacted before it is stored
    progress: str = ""


def nano(usd: float) -> int:
    """Turn USD into integer nano-USD, rounded to the nearest."""
    return round(usd * NANO)


def usd(nano_usd: int) -> float:
    """Turn nano-USD into USD."""
    return nano_usd / NANO
