"""What an agent asks for: terms that must all hold, inside a window of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from quotadesk.domain.window import Window


class LookupKey(StrEnum):
    """The keys of the text form, in the order in which they are written."""

    OWNER = "owner"
    KEY = "key"
    TAIL = "tail"
    GROUP = "group"
    PROJECT = "project"
    ENV = "env"
    MODEL = "model"
    TIER = "tier"
    TYPE = "type"
    STATUS = "status"  # what the customer finally got
    ATTEMPT = "attempt"  # the status of any attempt
    FAILED = "failed"  # yes or no: the outcome
    CHARGED = "charged"
    ERROR = "error"  # the gateway's error code
    ID = "id"
    TEXT = "text"
    SORT = "sort"
    SINCE = "since"
    FROM = "from"
    TO = "to"
    TZ = "tz"


class SortKey(StrEnum):
    """What a result can be sorted by: the columns of its table."""

    TIME = "time"
    STATUS = "status"
    MODEL = "model"
    GROUP = "group"
    OWNER = "owner"
    KEY = "key"
    TYPE = "type"
    LATENCY = "latency"
    ATTEMPTS = "attempts"
    CHARGED = "charged"
    COST = "cost"
    ERROR = "error"
    ENV = "env"
    PROJECT = "project"


_LARGEST_FIRST = frozenset({SortKey.TIME, SortKey.STATUS, SortKey.LATENCY, SortKey.ATTEMPTS, SortKey.COST})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """The order of a result. What is not known stands last either way; ties stand newest first."""

    by: SortKey = SortKey.TIME
    descending: bool = True

    @classmethod
    def first(cls, by: SortKey) -> Sort:
        """Give the order that is mostly wanted first: names from A, figures from the largest, times from the newest."""
        return cls(by=by, descending=by in _LARGEST_FIRST)


NEWEST_FIRST = Sort()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One condition: `key` is any of `values`.

    A value with `*` around it is a contains-match (`*acme*`), `4xx` is a class of statuses.
    """

    key: LookupKey
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Terms that must all hold. `window` None = no limit of time; `tz` is an IANA name or an offset."""

    terms: tuple[Term, ...] = ()
    window: Window | None = None
    window_text: str = ""  # "since:24h" as typed, so that it stays relative when saved
    tz: str = "UTC"
    sort: Sort = NEWEST_FIRST

    def values(self, key: LookupKey) -> tuple[str, ...]:
        """Give the wanted values of `key`, or none."""
        return next((t.values for t in self.terms if t.key is key), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where the next page starts: after the request of this time and key, in the order of the lookup."""

    time: datetime
    key: str
