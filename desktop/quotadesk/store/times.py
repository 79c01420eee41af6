"""Times as the store keeps them: whole microseconds since 1970, UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def micros(time: datetime) -> int:
    """Turn an aware time into microseconds since 1970."""
    return round(time.timestamp() * 1_000_000)


def moment(microseconds: int) -> datetime:
    """Turn microseconds since 1970 into an aware time (UTC)."""
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC)


def moment_after(offset: int | None, base: int) -> datetime | None:
    """Give the time so many microseconds after `base`; small numbers keep the file small."""
    return None if offset is None else moment(base + offset)
