"""What can be read in a customer's message: the values, and where in the text each one stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum


class Route(StrEnum):
    """How the request can be looked up with what the customer sent."""

    BY_REQUEST_ID = "by_request_id"
    BY_KEY_TIME = "by_key_time"
    BY_OWNER_TIME = "by_owner_time"
    INSUFFICIENT = "insufficient"


class Why(StrEnum):
    """Whose clock or which order makes this reading of a time; two readings are two chips."""

    STATED = "as stated"
    AGENT = "agent's zone"
    CUSTOMER = "customer's zone"
    UTC = "UTC"
    GATEWAY = "gateway's clock"
    MONTH_FIRST = "month first"
    DAY_FIRST = "day first"
    MORNING = "in the morning"
    AFTERNOON = "in the afternoon"
    NEXT_NIGHT = "the night after"
    DAY_BEFORE = "the day before"
    OTHER_WEEK = "a week earlier"
    OTHER_ZONE = "same letters, other zone"
    OTHER_MENTION = "also mentioned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """The names that the program knows: owners with their aliases, models, groups, names of keys."""

    owners: Mapping[str, tuple[str, ...]]
    models: tuple[str, ...]
    groups: tuple[str, ...] = ()
    key_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """A window in UTC, both ends included; a point in time has start = end."""

    start: datetime
    end: datetime
    why: Why = Why.AGENT

    @property
    def is_point(self) -> bool:
        return self.start == self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyHint:
    """A key as far as it may be shown.

    `key_hash` is the lower-case hex SHA-256 of a full key (what LiteLLM stores), None for a mere hint.
    """

    prefix: str
    tail: str
    full: bool
    masked: str
    key_hash: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where in `Reading.text` something was read: code points `start` to `end`, the field, and its value."""

    field: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdWindow:
    """The time that a request id of New API carries: UTC, or the server's own clock on old releases."""

    request_id: str
    span: TimeSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedError:
    """What a pasted JSON body, SDK traceback, header or log line says about the failure."""

    code: str | None = None
    type: str | None = None
    message: str | None = None
    retry_after_s: float | None = None
    request_path: str | None = None
    client: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A customer's message as lookup fields; `text` holds no full key."""

    text: str
    request_ids: tuple[str, ...] = ()
    task_ids: tuple[str, ...] = ()
    keys: tuple[KeyHint, ...] = ()
    key_names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    statuses: tuple[int, ...] = ()
    owners: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    time: TimeSpan | None = None
    time_alternatives: tuple[TimeSpan, ...] = ()
    id_windows: tuple[IdWindow, ...] = ()
    asks_if_charged: bool = False
    contains_full_secret: bool = False
    error_code: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    retry_after_s: float | None = None
    request_path: str | None = None
    client: str | None = None
    lookup: Route = Route.INSUFFICIENT
    zone: tzinfo | None = None  # that the customer named; None = none was named
    spans: tuple[Mark, ...] = ()
    attachments: tuple[str, ...] = ()
    truncated: bool = False
