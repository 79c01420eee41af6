"""Put the pieces of a time together: which belong to one moment, which two make a range, which are open."""

import re
from dataclasses import replace
from datetime import tzinfo

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
from quotadesk.domain.ticket.times.zones import ZONE_PATTERN, is_notation, zones_named

_LIMIT = 400
_SENTENCE = 80  # characters
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
_RANGE = re.compile(
    r"\s{0,2}(?:左右|多一点|多|钟|许|开始|起|这段(?:时间)?){0,3}\s?(?:-|~|到|至|直到|一直到|and|to|until|till|through|thru|up\sto|和|与)\s?(?:about|around|approximately|大概|大约|at|on|the|了)?\s{0,2}"
)
_JOINED = re.compile(
    r"\s?(?:左右|多|许)?\s?(?:and|和|与|、|&|及|,|还有|以及)\s?(?:at\s|again\sat\s)?(?:about\s|around\s)?"
)
_BETWEEN = re.compile(r"(?:between|介于|在|from|从|自)\s?(?:about|around|大概|大约)?\s?$")
_OPEN_AFTER = re.compile(
    r"[\s,)\]]{0,2}(?:左右|多|许|前后|那会儿?|那时|附近|的时候|钟)?[\s,]{0,2}(?:就|便|才|时|陆续|突然|忽然|已经|已){0,3}"
    r"(?:开始|起(?![来不用])|以来|之后|以后|过后|后(?![台来续端天面])|至今|一直|到现在|直到现在|到目前|到今天(?!早|上|下|晚|中|凌)|为起|onwards?|and\sonwards?|"
    r"on(?=[\s,.]*(?:[,.;!]|all|every|we|our|the\s))|(?:up\s)?(?:until|till|to)\s(?:right\s)?now|to\spresent|ever\ssince)"
)
_OPEN_BEFORE = re.compile(
    r"(?:(?<![a-z])(?:since(?:\s[\w.]{1,14}){0,4}?|ever\ssince|after|as\sof|starting(?:\s(?:from|at|on|around))?|(?:start(?:ed|s)?|began|begins|beginning)(?:\s\w{2,12}){0,2}?)"
    r"(?:\s(?:at|on|around|about|from|approximately|roughly|the|late|early|~|last))*|从|自从?|打从|始于)\s?(?:about|around|大概|大约|approximately|the)?\s?$"
)
_POINT_BEFORE = re.compile(r"(?:shortly|right|just|soon|minutes?|hours?|little|bit)\safter\s?$")
# It was still well then: the trouble lies between then and now.
_STILL_WELL = re.compile(
    r"[^。!?.;\n]{0,8}?(?:还(?:有|能|可以|是?好|正常|行(?!不)|没问题|没事|在(?!报|出|失))|都?(?:还)?(?:没问题|一切正常|正常)|是好的|好好的)"
)
_STILL_WELL_EN = re.compile(
    r"(?:still\s(?:worked|working|fine|had|there|ok)|was\s(?:still\s)?(?:fine|ok|okay|working|good|there)|worked(?:\sfine|\sok)?|"
    r"everything\sworked|were\s(?:still\s)?(?:fine|ok|working)|no\s(?:issues|problems))"
)
# Whose clock it is, said apart from the time: "the box is in UTC", 服务器是 UTC.
_CLOCK_OF = re.compile(
    r"(?:(?<![a-z])(?:logs?|servers?|box|boxes|hosts?|machines?|containers?|pods?|stamps?|timestamps|we|everything|all)(?![a-z])\s?(?:is|are|runs?|run|in|on|uses?|set|all){0,1}\s?(?:in|on|to)?\s?$"
    r"|(?:日志|服务器|机器|主机)(?:是|为|用|都是|均为|里是|,|\s){0,3}$)"
)
# A zone in brackets after a time belongs to it, whatever else stands there: "23:50 to 00:20 (over midnight, UTC)".
_IN_BRACKETS = re.compile(r"[^()\n]{0,30}\((?:[^()\n]{0,30}[\s,])?")
# How a stretch that began openly ended: 自 18:30 起 … ，至 20:45 恢复.
_ENDS_BEFORE = re.compile(
    r"(?:至|到|直至|直到|until|till|up\sto|(?:recovered|resolved|ended|stopped|back\sto\snormal|normal\sagain)(?:\sat)?)\s?(?:about|around|at|大概|大约)?\s?$"
)
_ENDS_AFTER = re.compile(
    r"\s?(?:左右|才|又|就|后|开始|,){0,2}\s?(?:恢复|正常|好了|结束|自愈|it\s|everything\s|service\s)?(?:恢复|正常|好了|结束|自愈|recover|(?:was|were|came|is)\sback|went\saway|stopped)"
)
_WELL_UNTIL = re.compile(
    r"(?:worked|fine|ok|okay|working|good|normal|正常|能用|没问题)[^.;。]{0,12}\s?(?:until|till|up to|到)\s?(?:about\s|around\s)?$"
)
_BAD_FIRST = re.compile(r"(?:不|没|error|fail|报错|失败|broke|stopped|until|before)")


def moments_of(low: str, agent: tzinfo) -> tuple[list[Moment], tuple[tzinfo, ...]]:
    """Give the moments that a text states, with ranges joined, and the zone stated for all of them."""
    moments: list[Moment] = []
    general: tuple[tzinfo, ...] = ()
    for match in _ANY.finditer(low):
        piece = _piece(low, match, agent)
        if piece is None:
            continue
        previous = moments[-1] if moments else None
        if previous and _GLUE.fullmatch(low, previous.end, piece.start) and _absorb(previous, piece):
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
    return [moment for moment in _ranges(low, moments) if not _is_weak(moment)], general


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


def _ranges(low: str, moments: list[Moment]) -> list[Moment]:
    joined: list[Moment] = []
    for moment in moments:
        last = joined[-1] if joined else None
        if last and not last.until and _is_range(low, last, moment):
            last.until, last.end = moment, moment.end
            if not (moment.day and moment.day.after):
                last.day = last.day or moment.day  # "from 3 to 5pm yesterday": the day is said once
            continue
        joined.append(moment)
    for moment in joined:
        if moment.until is None:
            moment.open_end = _is_open(low, moment, low[max(0, moment.start - 40) : moment.start])
        if not moment.open_end and moment.until is None and _was_well(low, moment):
            moment.open_end, moment.score = True, -8
    return _ended(low, joined)


def _ended(low: str, moments: list[Moment]) -> list[Moment]:
    """Close a stretch that began openly where the same sentence says when it was over."""
    kept: list[Moment] = []
    for moment in moments:
        last = kept[-1] if kept else None
        if last and last.open_end and last.score == 0 and moment.clock and not moment.until:
            between = low[last.end : moment.start]
            over = _ENDS_BEFORE.search(between) or _ENDS_AFTER.match(low, moment.end)
            if over and len(between) < _SENTENCE and not re.search(r"[.!?。\n](?!\d)", between):
                last.until, last.open_end, last.end = moment, False, moment.end
                continue
        kept.append(moment)
    return kept


def _is_range(low: str, left: Moment, right: Moment) -> bool:
    gap = low[left.end : right.start]
    if len(gap) > 24 or left.back or right.back or left.epoch is not None or right.epoch is not None:
        return False
    if not _RANGE.fullmatch(gap):
        return _same_row(gap, left, right)
    if re.search(r"and|和|与", gap):
        return bool(_BETWEEN.search(_lead(low, left))) or _same_row(gap, left, right)
    return True


def _lead(low: str, left: Moment) -> str:
    """What stands before the left side; in "yesterday between 10:00 and" that is inside it."""
    inside = re.search(
        r"(?:between|from|从|在)\s?(?=[\d零一二两三四五六七八九十上下早晚中凌])", low[left.start : left.end]
    )
    return inside[0] if inside else low[max(0, left.start - 20) : left.start]


def _same_row(gap: str, left: Moment, right: Moment) -> bool:
    """Two clocks of one day named in a row, 3点和4点: look at the stretch that holds both."""
    return bool(_JOINED.fullmatch(gap) and left.clock and right.clock and not (left.day and right.day))


def _is_open(low: str, moment: Moment, before: str) -> bool:
    if moment.until:
        return False
    after = _OPEN_AFTER.match(low, moment.end)
    if after:  # "all through October" ends with October
        return not (moment.day and moment.day.last_day and after[0].endswith("一直"))
    if _POINT_BEFORE.search(before):
        return False
    if _WELL_UNTIL.search(before):
        return True
    return bool(_OPEN_BEFORE.search(before))


def _was_well(low: str, moment: Moment) -> bool:
    after = low[moment.end : moment.end + 24]
    well = _STILL_WELL.match(after)
    if well and not _BAD_FIRST.search(well[0].replace("没问题", "").replace("没事", "")):
        return True
    clause = re.split(r"[.;!?\n]|,\s?(?:but|now|today)", low[moment.end : moment.end + 48])[0]
    lead = re.split(r"[.;!?\n,]", low[max(0, moment.start - 40) : moment.start])[-1]
    clauses = (clause, lead)
    return any((m := _STILL_WELL_EN.search(c)) and not _BAD_FIRST.search(c[: m.start()]) for c in clauses)
