"""What a store tells of a result beyond its first page: which requests, how many, and their errors by group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from quotadesk.domain.lookup import Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Which requests follow in a result, by the store's numbers (an array of int64). `next` None = no more."""

    numbers: Sequence[int]
    next: Cursor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many requests fit. `capped`: there are more than `total`."""

    total: int
    capped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorGroup:
    """Failures with one status and one error code, or one text where the rows name no code.

    `text` has "…" where the failures' texts differ (ids, numbers); `keys` and `owners` are different ones.
    """

    status: int | None
    code: str
    text: str
    count: int
    keys: int
    owners: int
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The failures of a result by error, most first. `among`: so many were counted; `capped`: the newest of more."""

    groups: tuple[ErrorGroup, ...]
    among: int
    capped: bool = False
