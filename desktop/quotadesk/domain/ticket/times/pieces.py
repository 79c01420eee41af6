"""The pieces that a time is made of, as the text states them, before anyone asks which instant is meant."""

from dataclasses import dataclass, field
from datetime import tzinfo
from enum import StrEnum


class Part(StrEnum):
    """A part of the day."""

    SMALL_HOURS = "small hours"
    DAWN = "dawn"
    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"
    DUSK = "dusk"
    EVENING = "evening"
    DEEP_NIGHT = "deep night"
    MIDNIGHT = "midnight"
    DAY_END = "end of day"


# Hours from the day's midnight; equal bounds are a point. 下午 begins at noon.
HOURS: dict[Part, tuple[int, int]] = {
    Part.SMALL_HOURS: (0, 6),
    Part.DAWN: (5, 8),
    Part.MORNING: (6, 12),
    Part.NOON: (12, 12),
    Part.AFTERNOON: (12, 18),
    Part.DUSK: (16, 20),
    Part.EVENING: (18, 24),
    Part.DEEP_NIGHT: (22, 26),
    Part.MIDNIGHT: (0, 0),
    Part.DAY_END: (17, 24),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day: by distance from today, by weekday, by month and day, or a stretch of days."""

    offset: int | None = None
    weekday: int | None = None
    week: int | None = None  # 0 this week, -1 the one before; None the latest such weekday
    last: bool = False  # English "last Friday": never today
    year: int | None = None
    year_offset: int = 0  # 去年10月
    month: int | None = None
    month_offset: int | None = None
    day: int | None = None
    last_day: int | None = None  # of a stretch within the month
    swapped: bool = False  # 11/12: month and day may change places
    ago: tuple[int, str] | None = None  # whole days, weeks, months before today
    after: int | None = None  # whole days after the day named before it: 次日


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock time; `half` is am or pm where stated, `exact` a 24-hour writing (15:04, 03:30)."""

    hour: int
    minute: int = 0
    second: int = 0
    half: str | None = None
    exact: bool = False
    weak: bool = False  # counts only beside a day or a part of the day


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """A distance before now in seconds: a point, or with `span` everything since."""

    least: float
    most: float
    span: bool = False


@dataclass(slots=True, kw_only=True)
class Moment:
    """Pieces that belong together, and their place in the text."""

    start: int
    end: int
    day: Day | None = None
    part: Part | None = None
    clock: Clock | None = None
    back: Back | None = None
    epoch: float | None = None
    zones: tuple[tzinfo, ...] = ()
    zone_is_notation: bool = False  # the Z of a stamp says how it is written, not where somebody is
    shift: int = 0  # whole days added: 昨晚凌晨
    open_end: bool = False
    weak: bool = False
    score: int = 0
    until: "Moment | None" = field(default=None)
