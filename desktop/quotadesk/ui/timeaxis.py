"""Choose the times that stand under a histogram: round ones, as many as there is room for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from quotadesk.ui import formats

_STEPS = tuple(
    timedelta(minutes=m)
    for m in (1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 10_080, 20_160, 43_200)
)


def ticks(start: datetime, end: datetime, most: int, tz: tzinfo | None) -> Iterator[tuple[datetime, str]]:
    """Give at most about `most` times inside a window, each with its words: midnights tell the day, others the hour."""
    length = end - start
    step = next((s for s in _STEPS if length / s <= most), _STEPS[-1])
    local = start.astimezone(tz or formats.shown.zone)
    at = local.replace(hour=0, minute=0, second=0, microsecond=0)
    while at <= local:
        at += step
    while at.astimezone(start.tzinfo) < end:
        midnight = not (at.hour or at.minute)
        yield at, formats.day(at, tz) if midnight else f"{at:%H:%M}"
        at += step
