"""A span of time, and how completely what happened in it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from quotadesk.domain.said import Said


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """From `start` (inclusive) to `end` (exclusive); both aware."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse naive times and a window that ends before it starts."""
        if self.start.tzinfo is None or self.end.tzinfo is None:
            message = "a window needs times with a zone"
            raise ValueError(message)
        if self.end < self.start:
            message = "a window cannot end before it starts"
            raise ValueError(message)


UNSETTLED = timedelta(minutes=1)  # gateways write their logs in batches, some seconds late


class GapReason(StrEnum):
    """Why a part of a window is not held."""

    NOT_FETCHED = "not_fetched"
    OFFLINE = "offline"
    GATEWAY_FAILED = "gateway_failed"
    CANCELLED = "cancelled"
    STORE_READ_ONLY = "store_read_only"  # what was read could not be kept
    UNREADABLE_ROWS = "unreadable_rows"  # read, but for rows that no decoder understands
    NO_ERROR_LOG = "no_error_log"  # the gateway keeps no failures


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A part of a window that was not read, and why."""

    window: Window
    reason: GapReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of `window` is held. `scope` "" = everything; else the filter for which it was read ("owner=acme").

    `notes` tell what no reading can show, such as refusals when the gateway's error log is off.
    """

    window: Window
    gaps: tuple[Gap, ...] = ()
    scope: str = ""
    read_at: datetime | None = None
    notes: tuple[Said, ...] = ()

    def settled(self, now: datetime) -> Coverage:
        """Give the same without the last moments before `now`, which no gateway has written to its log yet.

        Then the window ends where the reading ended, and says so, instead of being incomplete for ever.
        """
        last = max(self.gaps, key=lambda g: g.window.end, default=None)
        if last is None or last.window.end < self.window.end or last.window.start < now - UNSETTLED:
            return self
        shorter = Window(self.window.start, max(self.window.start, last.window.start))
        return replace(self, window=shorter, gaps=tuple(g for g in self.gaps if g is not last))

    @property
    def complete(self) -> bool:
        """Whether the whole window was read."""
        return not self.gaps and self.read_at is not None
