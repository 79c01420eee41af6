"""Turn a stated moment into instants, for one calendar (whose today) and one clock (whose wall)."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from quotadesk.domain.ticket.facts import Why
from quotadesk.domain.ticket.times.pieces import HOURS, Clock, Day, Moment, Part

_SLACK = timedelta(minutes=15)  # a customer's clock may run ahead
_SECOND = timedelta(seconds=1)
_WEEK = 7
_EARLY = 6  # o'clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Whose today and whose clock a moment is read with, and what this reading is called."""

    now: datetime
    said: datetime  # when the text was written; now, unless it says so itself
    calendar: tzinfo
    wall: tzinfo
    why: Why = Why.AGENT

    @property
    def today(self) -> date:
        return self.said.astimezone(self.calendar).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instants:
    """One reading: from, to (UTC), and what makes it differ from the main one."""

    start: datetime
    end: datetime
    why: Why


def readings(moment: Moment, setting: Setting) -> Iterator[Instants]:
    """Give the readings of a moment that do not lie in the future, the likeliest first."""
    given = False
    for found in _in_time(moment, setting):
        given = True
        yield found
    if not given and _said_late_at_night(moment, setting):
        yield from _in_time(replace(moment, day=Day(offset=-1)), setting)


def _said_late_at_night(moment: Moment, setting: Setting) -> bool:
    """Just after midnight, 今天凌晨两点 is said of the morning before: the night's talker has not slept yet."""
    early = setting.said.astimezone(setting.calendar).hour < _EARLY
    return early and moment.clock is not None and moment.day is not None and moment.day.offset == 0


def _in_time(moment: Moment, setting: Setting) -> Iterator[Instants]:
    for days, why_day in _dates(moment, setting):
        for first, last, why in _in_day(moment, days, setting):
            start, end = (
                _with_end(moment, first, days, setting) if moment.until is not None else (first, last)
            )
            end = max(start, setting.now) if moment.open_end else end
            if start <= setting.said + _SLACK and end >= start:
                yield Instants(start=start, end=end, why=_first_said(why_day, why, setting.why))


def _first_said(*whys: Why | None) -> Why:
    return next((why for why in whys if why), Why.AGENT)


def _dates(moment: Moment, setting: Setting) -> list[tuple[tuple[date, date], Why | None]]:
    """Give the days (first, last) that may be meant; without a day today, or else yesterday."""
    day, today = moment.day, setting.today
    if moment.back or moment.epoch is not None:
        return [((today, today), None)]
    if day is None:
        wall_today = setting.said.astimezone(setting.wall).date()
        yesterday = wall_today - timedelta(days=1)
        return [((wall_today, wall_today), None), ((yesterday, yesterday), Why.DAY_BEFORE)]
    shift = timedelta(days=moment.shift)
    return [((first + shift, last + shift), why) for (first, last), why in _days(day, today, setting)]


def _days(day: Day, today: date, setting: Setting) -> list[tuple[tuple[date, date], Why | None]]:
    if day.offset is not None:
        found = today + timedelta(days=day.offset)
        return [((found, found), None)]
    if day.ago is not None:
        found = _before(today, *day.ago)
        return [((found, found), None)]
    if day.weekday is not None:
        return _weekdays(day, today)
    if day.month is None:
        return _days_of_month(day, today)
    finds = _month_days(day, today)
    if day.swapped and day.day is not None:
        turned = replace(day, month=day.day, day=day.month)
        finds = [(span, Why.MONTH_FIRST) for span, _ in finds]
        finds += [(span, Why.DAY_FIRST) for span, _ in _month_days(turned, today)]
        finds.sort(key=lambda find: (find[0][0] > today, abs((today - find[0][0]).days)))
        finds = [(span, why if place else None) for place, (span, why) in enumerate(finds)]
    return finds


def _before(today: date, count: int, unit: str) -> date:
    if unit == "month":
        months = today.year * 12 + today.month - 1 - count
        return _clamped(months // 12, months % 12 + 1, today.day)
    return today - timedelta(days=count * (_WEEK if unit == "week" else 1))


def _weekdays(day: Day, today: date) -> list[tuple[tuple[date, date], Why | None]]:
    weekday = day.weekday or 0
    monday = today - timedelta(days=today.weekday())
    length = timedelta(days=day.last_day - weekday if day.last_day is not None else 0)
    if day.week is not None:
        first = monday + timedelta(days=weekday + _WEEK * day.week)
        return [((first, first + length), None)]
    back = (today.weekday() - weekday) % _WEEK
    if back == 0 and day.last:
        back = _WEEK
    first = today - timedelta(days=back)
    earlier = first - timedelta(days=_WEEK)
    return [((first, first + length), None), ((earlier, earlier + length), Why.OTHER_WEEK)]


def _days_of_month(day: Day, today: date) -> list[tuple[tuple[date, date], Why | None]]:
    number = day.day or 1
    offset = day.month_offset
    if offset is None:
        offset = 0 if number <= today.day else -1
    months = today.year * 12 + today.month - 1 + offset
    year, month = months // 12, months % 12 + 1
    if day.last_day is None and number > calendar.monthrange(year, month)[1]:
        return []
    return [((_clamped(year, month, number), _clamped(year, month, day.last_day or number)), None)]


def _month_days(day: Day, today: date) -> list[tuple[tuple[date, date], Why | None]]:
    month, number = day.month or 1, day.day or 1
    year = day.year
    if year is None:
        # Tomorrow may already be today in the customer's zone; anything later was last year.
        year = (
            today.year
            if (month, number) <= ((t := today + timedelta(days=1)).month, t.day)
            else today.year - 1
        )
        year = today.year + day.year_offset if day.year_offset else year
    if number > calendar.monthrange(year, month)[1]:
        return []
    return [((date(year, month, number), _clamped(year, month, day.last_day or number)), None)]


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _in_day(
    moment: Moment, days: tuple[date, date], setting: Setting
) -> Iterator[tuple[datetime, datetime, Why | None]]:
    if moment.back is not None:
        back = moment.back
        start = setting.said - timedelta(seconds=back.most)
        yield start, setting.said if back.span else setting.said - timedelta(seconds=back.least), None
    elif moment.epoch is not None:
        start = datetime.fromtimestamp(moment.epoch, UTC)
        yield start, start, None
    elif moment.clock is not None:
        for seconds, why in hours_of(moment.clock, moment.part, setting, named_day=_is_named(moment)):
            if moment.day is None and moment.clock.hour == 12 and why is Why.MORNING:
                continue  # 12:05 with nothing beside it is noon, be it yesterday's
            point = _at(days[0], seconds, setting)
            yield point, point, why
    elif moment.part is not None:
        first, last = HOURS[moment.part]
        start = _at(days[0], first * 3600, setting)
        end = start if first == last else _at(days[1], last * 3600, setting)
        yield start, _not_after(end, setting, start), None
    else:
        start = _at(days[0], 0, setting)
        yield start, _not_after(_at(days[1], 86400, setting), setting, start), None


def _is_named(moment: Moment) -> bool:
    return moment.day is not None and moment.day.offset is None and moment.day.ago is None


def hours_of(
    clock: Clock, part: Part | None, setting: Setting, *, named_day: bool = False
) -> list[tuple[int, Why | None]]:
    """Give the seconds after midnight that a clock and a part of the day may mean, the likeliest first."""
    rest = clock.minute * 60 + clock.second
    hour = clock.hour
    options: list[tuple[int, Why | None]]
    if clock.half:
        after_midnight = clock.half == "a" and part is Part.EVENING and hour % 12 <= 5
        options = [(hour % 12 + (12 if clock.half == "p" else 24 if after_midnight else 0), None)]
    elif part in (Part.SMALL_HOURS, Part.DAWN, Part.MORNING):
        options = [(0 if hour == 12 and part is not Part.MORNING else hour, None)]
        if part is Part.SMALL_HOURS and named_day:
            options.append((hour % 24 + 24, Why.NEXT_NIGHT))
    elif part in (Part.NOON, Part.AFTERNOON, Part.DUSK, Part.DAY_END):
        options = [(hour + 12 if hour < (11 if part is Part.NOON else 12) else hour, None)]
    elif part in (Part.EVENING, Part.MIDNIGHT):
        options = [(hour + 24 if hour <= 5 else 24 if hour == 12 else hour if hour > 12 else hour + 12, None)]
    elif part is Part.DEEP_NIGHT:
        options = (
            [(hour, None), (hour + 24, Why.NEXT_NIGHT)]
            if hour <= 5
            else [(24 if hour == 12 else hour % 12 + 12, None)]
        )
    elif clock.exact or hour == 0 or hour > 12 or _is_universal(setting):
        options = [(hour, None)]
    elif 1 <= hour <= 6:
        options = [(hour + 12, None), (hour, Why.MORNING)]
    else:
        options = (
            [(hour, None), ((hour % 12) + 12, Why.AFTERNOON)] if hour < 12 else [(12, None), (0, Why.MORNING)]
        )
    return [(value * 3600 + rest, why) for value, why in options]


def _is_universal(setting: Setting) -> bool:
    return str(setting.wall) == "UTC"


def _at(day: date, seconds: int, setting: Setting) -> datetime:
    """Wall time, so that a day with a change of clocks keeps its hours."""
    midnight = datetime.combine(day + timedelta(days=seconds // 86400), time(), setting.wall)
    return (midnight + timedelta(seconds=seconds % 86400)).astimezone(UTC)


def _not_after(end: datetime, setting: Setting, start: datetime) -> datetime:
    """A day or part that is still going on ends now."""
    return max(start, min(end, setting.now))


def _with_end(
    moment: Moment, start: datetime, days: tuple[date, date], setting: Setting
) -> tuple[datetime, datetime]:
    """Read the right side of a range beside the left: day, half of the day and zone are said once."""
    right = moment.until
    if right is None:
        return start, start
    if moment.clock and not moment.clock.half and not moment.part and right.clock and not moment.clock.exact:
        start = _left_of(moment.clock, right, days[0], setting) or start
    if right.clock is None and right.part is None and right.day is not None:
        end = _at(_end_day(right.day, days[0], setting), 86400, setting)
        if end > setting.now + timedelta(days=1):
            return start, start - _SECOND  # that stretch is not over: an earlier one is meant
        return start, _not_after(end, setting, start)
    base = _end_day(right.day, days[0], setting) if right.day else days[0] + timedelta(days=0)
    if right.clock is None:
        last = HOURS[right.part][1] if right.part else 24
        return start, _not_after(max(start, _at(base, last * 3600, setting)), setting, start)
    return start, _end_clock(right, start, base, setting)


def _left_of(clock: Clock, right: Moment, day: date, setting: Setting) -> datetime | None:
    """In "from 3 to 5pm" the 3 is pm too; in "11 to 1pm" it is not."""
    if right.clock is None or (right.day is not None and right.part is None and not right.clock.half):
        return None
    if not (right.clock.half or right.part):
        return None
    end = hours_of(right.clock, right.part, setting)[0][0]
    rest = clock.minute * 60 + clock.second
    fits = [
        hour * 3600 + rest for hour in (clock.hour % 12, clock.hour % 12 + 12) if hour * 3600 + rest <= end
    ]
    return _at(day, max(fits), setting) if fits else None


def _end_clock(right: Moment, start: datetime, base: date, setting: Setting) -> datetime:
    if right.clock is None:
        return start
    options = [seconds for seconds, _ in hours_of(right.clock, right.part, setting)]
    if not right.part and not right.clock.half and not right.clock.exact and right.clock.hour <= 12:
        rest = right.clock.minute * 60 + right.clock.second
        options = [right.clock.hour % 12 * 3600 + rest, (right.clock.hour % 12 + 12) * 3600 + rest]
    local = start.astimezone(setting.wall)
    bases = (
        (base,)
        if right.day
        else (max(base, local.date() - timedelta(days=1)), base + timedelta(days=1), base + timedelta(days=2))
    )
    later = [end for day in bases for seconds in options if (end := _at(day, seconds, setting)) >= start]
    return min(later, default=start)


def _end_day(day: Day | None, first: date, setting: Setting) -> date:
    if day is None:
        return first
    if day.after is not None:
        return first + timedelta(days=day.after)
    if day.weekday is not None and day.week is None:
        return first + timedelta(days=(day.weekday - first.weekday()) % _WEEK)
    if day.month is None and day.day is not None and day.month_offset is None:
        return _clamped(first.year, first.month, day.day)
    options = _days(day, setting.today, setting)
    return options[0][0][1] if options else first
