"""Put the pieces of a time together: which belong to one moment, and which zone holds for all."""

import re
from dataclasses import replace
from datetime import tzinfo
from itertools import islice, pairwise

from quotadesk.domain.ticket.times.clocks import (
    CLOCK_PATTERNS,
    PART_PATTERNS,
    TWO_HOURS,
    back_of,
    clock_of,
    part_of,
    part_offset,
)
from quotadesk.domain.ticket.times.days import DAY_PATTERNS, day_of
from quotadesk.domain.ticket.times.pieces import Day, Moment, Part
from quotadesk.domain.ticket.times.stretches import stretches_of
from quotadesk.domain.ticket.times.zones import ZONE_PATTERN, is_notation, zones_named

_LIMIT = 400
_EPOCH = (
    r"(?<=[\s\"':=(\[])1[5-9]\d{8}(?:\d{3}|\.\d{1,6})?(?![\w.-])",
    re.compile(
        r"(?:time|timestamp|ts|created(?:_at)?|epoch|unix|时间戳?|start(?:ed)?(?:_?(?:at|time))?|date)[\"']?\s?(?:is|was|是|为)?\s?[:=]?\s?[\"'(]?$"
    ),
)
_ORDER = (*(p for p in CLOCK_PATTERNS if p[0].startswith(("back", "span"))), *DAY_PATTERNS, *PART_PATTERNS,
          *(p for p in CLOCK_PATTERNS if not p[0].startswith(("back", "span"))))  # fmt: skip
_ANY = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})" for kind, pattern in (("epoch", _EPOCH[0]), ("zone", ZONE_PATTERN), *_ORDER)
    )
)
_DAYS = frozenset(kind for kind, _ in DAY_PATTERNS)
_PARTS = frozenset(kind for kind, _ in PART_PATTERNS)
_CLOCKS = frozenset(kind for kind, _ in CLOCK_PATTERNS)
# Between two pieces of one moment there is nothing but this.
_GLUE = re.compile(
    r"[\s,(\[]{0,3}(?:[嘛吧啊呢呀哈哦嗯呃]|(?:好像|应该|可能|估计)是?|的|在|于|从|between|from|during|大概|大约|约|差不多|左右|那天|当天|当地|at|on|in\sthe|of|the|around|about|approx\.?|approximately|"
    r"roughly|ca\.?|circa|~|-|@|sometime|exactly|like|local\stime|time|是|[|])?[\s,)\]]{0,2}(?:at|on|the|大概|大约|差不多|(?:好像|应该|可能|估计|就)是?|around|about|~|in\sthe)?[\s(]{0,2}"
)
# 11/20 alone may be a share; behind one of these it is a date.
_DATE_LEAD = re.compile(r"(?:(?<![a-z])(?:on|since|from|dated|until|till)\s|[从自于在])\s?$")
# A single Chinese numeral before 点 may be "a bit" or a score; with one of these behind it, it is an hour.
_HOUR_AFTER = re.compile(
    r"\s?(?:左右|前后|不到|刚过|多(?!了|一)|许|的时候|那会|那阵|开始|起(?!来)|之后|以后|整)"
)
# Whose clock it is, said apart from the time: "the box is in UTC", 服务器是 UTC.
_CLOCK_OF = re.compile(
    r"(?:(?<![a-z])(?:logs?|servers?|box|boxes|hosts?|machines?|containers?|pods?|stamps?|timestamps|we|everything|all)(?![a-z])\s?(?:is|are|runs?|run|in|on|uses?|set|all){0,1}\s?(?:in|on|to)?\s?$"
    r"|(?:日志|服务器|机器|主机)(?:是|为|用|都是|均为|里是|,|\s){0,3}$)"
)
# A zone in brackets after a time belongs to it, whatever else stands there: "23:50 to 00:20 (over midnight, UTC)".
_IN_BRACKETS = re.compile(r"[^()\n]{0,30}\((?:[^()\n]{0,30}[\s,])?")


def moments_of(low: str, agent: tzinfo) -> tuple[list[Moment], tuple[tzinfo, ...]]:
    """Give the moments that a text states, with ranges joined, and the zone stated for all of them."""
    moments: list[Moment] = []
    general: tuple[tzinfo, ...] = ()
    matches = list(islice(_ANY.finditer(low), _LIMIT * 4))
    for place, match in enumerate(matches):
        piece = _piece(low, match, agent)
        if piece is None:
            continue
        previous = moments[-1] if moments else None
        if previous and _GLUE.fullmatch(low, previous.end, piece.start):
            following = matches[place : place + 3]
            if not _leads_on(low, previous, following) and _absorb(previous, piece):
                continue
        if previous and _is_only_zone(piece) and _awaits_zone(low, previous, piece):
            previous.zones, previous.zone_is_notation = piece.zones, piece.zone_is_notation
            continue
        if previous and _is_only_zone(previous):
            general = moments.pop().zones if _is_general(low, previous) else general
        moments.append(piece)
        if len(moments) >= _LIMIT:
            break
    if moments and _is_only_zone(moments[-1]):
        general = moments.pop().zones if _is_general(low, moments[-1]) else general
    return [moment for moment in stretches_of(low, moments) if not _is_weak(moment)], general


def _piece(low: str, match: re.Match[str], agent: tzinfo) -> Moment | None:
    kind, text = match.lastgroup or "", match[0].strip()
    moment = Moment(start=match.start(), end=match.end())
    if kind == "epoch":
        if not _EPOCH[1].search(low[max(0, match.start() - 24) : match.start()]):
            return None
        value = float(text)
        moment.epoch = value / 1000 if value > 1e11 else value
    elif kind == "zone":
        moment.zones, moment.zone_is_notation = zones_named(text, agent), is_notation(text)
    elif kind in _DAYS:
        moment.day = day_of(kind, text)
        moment.weak = _may_be_no_day(kind, moment) and not _DATE_LEAD.search(
            low[max(0, match.start() - 8) : match.start()]
        )
    elif kind in _PARTS:
        moment.part = part_of(text)
        if kind.startswith("day"):
            moment.day = Day(offset=part_offset(text))
    elif kind == "just":
        moment.back = back_of("back_zh", "0秒前")
    elif kind.startswith(("back", "span")):
        moment.back = back_of(kind, text)
    elif kind in _CLOCKS:
        _set_clock(moment, kind, text, certain=_HOUR_AFTER.match(low, match.end()) is not None)
    stated = (moment.epoch, moment.day, moment.part, moment.clock, moment.back, moment.zones or None)
    return moment if any(value is not None for value in stated) else None


def _leads_on(low: str, previous: Moment, matches: list[re.Match[str]]) -> bool:
    """Whether a day behind a comma has a clock of its own: 3点到4点半，昨晚8点 are two times."""
    if not previous.clock or "," not in low[previous.end : matches[0].start()]:
        return False
    for left, right in pairwise(matches):
        kind = right.lastgroup or ""
        if left.lastgroup not in _DAYS | _PARTS or low[left.end() : right.start()].strip(" 的"):
            return False
        if kind in _CLOCKS:
            return not kind.startswith(("back", "span", "just"))
    return False


def _may_be_no_day(kind: str, moment: Moment) -> bool:
    """11/20 may be a share, and the 3rd an attempt; the 3rd of last month is a day."""
    return kind == "slash" or (
        kind == "en_day" and moment.day is not None and moment.day.month_offset is None
    )


def _set_clock(moment: Moment, kind: str, text: str, *, certain: bool) -> None:
    """Set the clock time of a piece; 两三点 is a stretch, from two to three."""
    moment.clock = clock_of(kind, text)
    if moment.clock and kind == "zh_clock" and certain:
        moment.clock = replace(moment.clock, weak=False)
    if moment.clock and TWO_HOURS.match(text):
        later = replace(moment.clock, hour=moment.clock.hour + 1)
        moment.until = Moment(start=moment.start, end=moment.end, clock=later)


def _absorb(moment: Moment, piece: Moment) -> bool:
    """Take a piece into a moment that still lacks it; 昨晚凌晨 is the small hours of the next day."""
    if moment.back or piece.back or moment.epoch is not None or piece.epoch is not None:
        return False
    night = moment.part is Part.EVENING and piece.part in (Part.SMALL_HOURS, Part.MIDNIGHT, Part.DEEP_NIGHT)
    if night and not piece.day and not moment.clock:
        moment.part, moment.shift = Part.SMALL_HOURS, 1
        moment.clock, moment.until = piece.clock, piece.until
    elif _clash(moment, piece):
        return _week_of(moment, piece)
    else:
        moment.day = moment.day or piece.day
        moment.part = moment.part or piece.part
        moment.clock = moment.clock or piece.clock
        moment.until = moment.until or piece.until
        moment.zone_is_notation = moment.zone_is_notation if moment.zones else piece.zone_is_notation
        moment.zones = moment.zones or piece.zones
    moment.start, moment.end = min(moment.start, piece.start), piece.end
    moment.weak = moment.weak and not (piece.clock or piece.part)
    return True


def _clash(moment: Moment, piece: Moment) -> bool:
    return bool(
        (moment.day and piece.day)
        or (moment.part and piece.part)
        or (moment.clock and piece.clock)
        or (moment.zones and piece.zones)
    )


def _week_of(moment: Moment, piece: Moment) -> bool:
    """ "Friday last week" is a weekday and the week it lies in; 2026-11-22 (周日) says one day twice."""
    if not (moment.day and piece.day) or (moment.clock and piece.clock) or (moment.part and piece.part):
        return False
    first, second = moment.day, piece.day
    if first.weekday is not None and first.week is None and second.weekday == 0 and second.last_day == 6:
        moment.day = replace(first, week=second.week, last=False)
    elif second.weekday is not None and second.last_day is None and (first.day or first.offset is not None):
        pass
    elif first.weekday is not None and first.last_day is None and (second.day or second.offset is not None):
        moment.day = second
    elif _is_month(first) and _is_day_of_month(second):
        moment.day = replace(second, month_offset=first.month_offset)
    elif _is_month(second) and _is_day_of_month(first):
        moment.day = replace(first, month_offset=second.month_offset)
    else:
        return False
    moment.part, moment.clock = moment.part or piece.part, moment.clock or piece.clock
    moment.end = piece.end
    return True


def _is_month(day: Day) -> bool:
    return day.month_offset is not None and day.day == 1 and day.last_day is not None


def _is_day_of_month(day: Day) -> bool:
    """ "the 15th", which takes its month from "last month" beside it."""
    return day.day is not None and day.month is None and day.month_offset is None


def _awaits_zone(low: str, moment: Moment, zone: Moment) -> bool:
    timed = (moment.clock or moment.part) and not moment.zones
    return bool(timed and _IN_BRACKETS.fullmatch(low, moment.end, zone.start))


def _is_only_zone(moment: Moment) -> bool:
    return bool(moment.zones) and not (moment.day or moment.part or moment.clock)


def _is_general(low: str, moment: Moment) -> bool:
    around = low[max(0, moment.start - 24) : moment.end + 12]
    if _CLOCK_OF.search(low[max(0, moment.start - 32) : moment.start]):
        return True
    return bool(re.search(r"times?(?![a-z])|zone|时间|时区|均为|clock", around))


def _is_weak(moment: Moment) -> bool:
    """一点 may be "a bit", 3/4 a share, "at 3" a number: alone they are no time."""
    if moment.until is not None and not _is_weak(moment.until):
        return False
    if moment.clock and moment.clock.weak and not (moment.day or moment.part):
        return not moment.zones and (moment.until is None or moment.until.start == moment.start)
    opens = moment.open_end and moment.day is not None and moment.day.month is not None  # 11/20 起
    return moment.weak and not (moment.clock or moment.part or opens)
