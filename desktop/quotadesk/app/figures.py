"""Tell what the requests of some whole days come to: requests, failures, tokens and net charge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time, timedelta

from quotadesk.app.errors import StoreBusy, StoreFull, StoreReadOnly
from quotadesk.app.lookup import blind_spots
from quotadesk.app.ports import By, Cancelled, Fetch, Figure
from quotadesk.app.workplace import Workplace
from quotadesk.domain.charge import LONGEST_CALL
from quotadesk.domain.window import Coverage, Gap, GapReason, Window

WEEK = 7  # days
_NOTHING = Figure(name="", requests=0, failures=0, tokens_in=0, tokens_out=0, net_nano=0, unproven=0)
_ADDED_UP = tuple(f.name for f in fields(Figure) if f.name != "name")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What was asked for, most requests first, and how much of it the rows that are held can tell.

    `coverage` tells which parts of the days were not read: what happened there is in no figure. On a day that was not
    read as a whole, until the last call of the day had ended, a failure without a billing row counts as `unproven`:
    the row may be among those not read.
    """

    window: Window  # whole days, from midnight to midnight UTC
    by: By
    rows: tuple[Figure, ...]
    total: Figure
    coverage: Coverage


def whole_days(days: int, *, before: datetime) -> Window:
    """Give the last so many whole days (UTC) that had ended at `before`: the day of `before` is not among them."""
    midnight = _midnight(before)
    return Window(midnight - timedelta(days=days), midnight)


def _midnight(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)


def figures(place: Workplace, window: Window, by: By, *, cancelled: Cancelled = lambda: False) -> Figures:
    """Give the figures of whole days from what is held; nothing is fetched. May raise a StoreTrouble.

    Rows that a lookup read of a day that was not read as a whole count too; the coverage says that the day has gaps.
    """
    with suppress(
        StoreReadOnly, StoreBusy, StoreFull
    ):  # then they are added up from the rows: right, but slower
        place.store.roll_up(place.connection, window, cancelled=cancelled)
    coverage = _coverage(place, window)
    rows = _with_open_charges(place, place.store.figures(place.connection, window, by=by), window, by)
    total = replace(_NOTHING, **{name: sum(getattr(row, name) for row in rows) for name in _ADDED_UP})
    return Figures(window=window, by=by, rows=rows, total=total, coverage=coverage)


def _with_open_charges(
    place: Workplace, rows: Sequence[Figure], window: Window, by: By
) -> tuple[Figure, ...]:
    """Add to `unproven` the failures without a billing row, on days whose log may hold one that was not read."""
    unbilled: Counter[str] = Counter()
    later = _coverage(place, Window(window.start, window.end + LONGEST_CALL))
    for days in _open_days(window, later):
        for figure in place.store.figures(place.connection, days, by=by):
            unbilled[figure.name] += figure.unbilled
    return tuple(replace(row, unproven=row.unproven + unbilled[row.name]) for row in rows)


def _open_days(window: Window, coverage: Coverage) -> list[Window]:
    """Give the whole days of `window` that no reading covers until their last call had ended.

    A call may be billed so long after an attempt of it failed. Days that follow one another are one window.
    """
    found: list[Window] = []
    for gap in sorted(coverage.gaps, key=lambda g: g.window):
        start = max(window.start, _midnight(gap.window.start - LONGEST_CALL))
        end = min(window.end, _midnight(gap.window.end - timedelta(microseconds=1)) + _DAY)
        if found and start <= found[-1].end:
            found[-1] = Window(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Window(start, end))
    return found


def _coverage(place: Workplace, window: Window) -> Coverage:
    scope = Fetch(window=window, own_only=not place.profile.reads_all).scope
    held = place.store.coverage(place.connection, window, scope=scope)
    gaps = held.gaps
    if place.profile.error_log is False:
        gaps = (*gaps, Gap(window=window, reason=GapReason.NO_ERROR_LOG))
    return replace(held, gaps=gaps, notes=blind_spots(place.profile))
