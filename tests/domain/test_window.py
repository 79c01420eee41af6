"""Coverage says what was read, and does not call the last second of now a gap."""

from datetime import datetime, timedelta

import pytest

from quotadesk.domain.window import Coverage, Gap, GapReason, Window
from tests.domain.rows import NOON

HOUR = Window(NOON - timedelta(hours=1), NOON)


def covered(*gaps: tuple[float, float]) -> Coverage:
    """Give an hour read with gaps, in minutes from its start."""
    parts = (
        Gap(
            window=Window(HOUR.start + timedelta(minutes=a), HOUR.start + timedelta(minutes=b)),
            reason=GapReason.NOT_FETCHED,
        )
        for a, b in gaps
    )
    return Coverage(window=HOUR, gaps=tuple(parts), read_at=NOON)


def test_what_no_gateway_has_written_yet_is_no_gap():
    settled = covered((59.5, 60)).settled(NOON)
    assert settled.complete
    assert settled.window.end == NOON - timedelta(seconds=30)


def test_a_real_gap_stays_one():
    assert not covered((10, 20)).settled(NOON).complete
    assert not covered((50, 60)).settled(NOON).complete
    assert not covered((10, 20), (59.5, 60)).settled(NOON).complete


def test_the_end_of_a_past_window_must_be_read():
    assert not covered((59.5, 60)).settled(NOON + timedelta(hours=1)).complete


def test_a_window_that_was_never_read_is_not_complete():
    assert not Coverage(window=HOUR).complete


def test_a_window_needs_zones_and_an_order():
    with pytest.raises(ValueError, match="zone"):
        Window(datetime(2026, 1, 1), NOON)  # noqa: DTZ001
    with pytest.raises(ValueError, match="before"):
        Window(NOON, NOON - timedelta(seconds=1))
