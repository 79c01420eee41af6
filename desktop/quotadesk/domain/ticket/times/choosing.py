"""Choose the time that the customer most likely means, and keep the other readings beside it."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from quotadesk.domain.ticket.facts import TimeSpan, Why
from quotadesk.domain.ticket.times.grammar import moments_of
from quotadesk.domain.ticket.times.pieces import Moment
from quotadesk.domain.ticket.times.resolving import Instants, Setting, readings
from quotadesk.domain.ticket.times.zones import lived_in

_MOST_ALTERNATIVES = 5
_LOG_SPREAD = timedelta(hours=6)
_FAILURE = re.compile(
    r"报|错误|失败|超时|挂了|断|调用|请求|不可用|不能用|无法|异常|限流|[45]\d\d|error|fail|timeout|time(?:d)? out|got |getting|return|"
    r"down|broke|stopped|limit|refus|reject|denied|charged|扣|saw |seeing|request"
)
# A time beside these words is when something ends, resets, is due or was arranged: not when it failed.
_BESIDE_BEFORE = re.compile(
    r"(?:resets?(?:[-_ ]?at)?|reset_at|expir\w*(?:\s?(?:at|on|in))?|valid\suntil|until|renews?(?:\son)?|due(?:\s(?:by|on|at))?|deadline(?:\sis)?|"
    r"(?:reply|respond|answer|need(?:ed)?|fix(?:ed)?|resolve[d]?|back|call|let\sus\sknow|update|asap)(?:\s\w+){0,3}\sby|(?<![a-z])by|scheduled\s(?:for|at)|meeting\s(?:at|on)|demo\s(?:at|on|is)|"
    r"topped\sup(?:\s\w+){0,2}|recharged|paid|signed\sup|upgraded|(?:ticket|case|complaint)\s(?:was\s)?(?:opened|raised|created|submitted|filed|logged|received)(?:\s(?:on|at))?|invoice\s(?:dated|of|from)|"
    r"到期(?:时间|日)?|过期(?:时间)?|有效期(?:至|到)?|重置(?:时间|于)?|(?:工单|提单)(?:创建|提交)?(?:时间|于)|截止(?:到|至)?|请(?:在|于)|务必(?:在|于)?|最晚|赶在|需要在|会议(?:在|是)?|充值(?:时间|于)?|注册(?:时间|于)?|续费(?:时间|于)?)[\s:=是为\"']{0,4}$"
)
_CLAUSE_ENDS = re.compile(r"[,.;!?。\n\x00]")
_DATE_OF = re.compile(r"(?:日期|(?<![a-z])dates?)\s?(?:是|为|:|=|was|is){0,2}\s?$")
_BESIDE_AFTER = re.compile(
    r"\s?(?:的|刚|才|就|又|已经|我们?|，|,){0,3}\s?(?:充值|充了|充的|充上|付的|交的|续的|续费|到期|过期|重置|付款|付了|注册|开会|有会|要(?:演示|上线|开会|汇报)|前(?:回复|答复|解决|给)|之前(?:回复|答复|解决|给|处理)|deadline|meeting|demo)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFind:
    """The time most likely meant, the other readings, and the places in the plain text of all times."""

    time: TimeSpan | None
    alternatives: tuple[TimeSpan, ...]
    places: tuple[tuple[int, int], ...]
    zone: tzinfo | None = None  # the zone that the customer named


def read_time(
    low: str, now: datetime, agent: tzinfo, *, chinese: bool, said: datetime | None = None
) -> TimeFind:
    """Read the times of a plain, lower-case text, relative to `now` (aware) and the agent's zone.

    `said` is when the text was written, where that is known: its "today" and "an hour ago" count from there.
    """
    here = Setting(now=now, said=said or now, calendar=agent, wall=agent)
    moments, general = moments_of(low, agent)
    moments = _dated_apart(low, _inherited(low, moments))
    home = () if general else lived_in(low)
    named = next(iter((*general, *home)), None)
    known = [
        (moment, spans)
        for moment in moments
        if (spans := _spans(moment, here, general, home, chinese=chinese))
    ]
    if not known:
        return TimeFind(time=None, alternatives=(), places=(), zone=named)
    stamps = _log_stretch(known)
    scored = [(-_score(low, moment), place) for place, (moment, _) in enumerate(known)]
    scored = [entry for entry in scored if -entry[0] > 0]
    if not scored:
        return TimeFind(time=None, alternatives=(), places=(), zone=named)
    best = min(scored)[1]
    main, *others = known[best][1]
    if main.why in (Why.DAY_BEFORE, Why.OTHER_WEEK):
        main = replace(main, why=Why.AGENT)
    if stamps and known[best][0] in stamps[1]:
        main = stamps[0]
    others += [
        replace(known[place][1][0], why=Why.OTHER_MENTION) for _, place in sorted(scored) if place != best
    ]
    kept: list[TimeSpan] = []
    for span in others:
        if (span.start, span.end) not in {(k.start, k.end) for k in (main, *kept)}:
            kept.append(span)
    places = [known[place][0] for _, place in sorted(scored)]
    return TimeFind(
        time=main,
        alternatives=tuple(kept[:_MOST_ALTERNATIVES]),
        places=tuple((moment.start, moment.end) for moment in places[:20]),
        zone=_named_zone(known[best][0]) or named,
    )


def _named_zone(moment: Moment) -> tzinfo | None:
    """Give the zone that the customer named beside a time; the Z of a pasted log line names nobody's."""
    named = next((m for m in (moment, moment.until) if m and m.zones), None)
    return named.zones[0] if named and not named.zone_is_notation else None


def _speaks_on(low: str, last: Moment, moment: Moment) -> bool:
    """After a clock a sentence may pass; after a bare day only a few words of the same clause: 今天一上班九点."""
    between = low[last.end : moment.start]
    return len(between) < 60 if last.clock else len(between) < 16 and not _CLAUSE_ENDS.search(between)


def _inherited(low: str, moments: list[Moment]) -> list[Moment]:
    """A clock without a day speaks of the day named last: 昨天下午3点还好，4点开始报错."""
    last: Moment | None = None
    for moment in moments:
        if moment.day is not None and moment.day.after is not None:
            _day_after(moment, last)
        elif moment.day is not None:
            last = moment
        elif moment.clock and last and last.day and _speaks_on(low, last, moment):
            moment.day = last.day
            if moment.part is None and not moment.clock.half and not moment.clock.exact:
                moment.part = last.part
                if last.clock and last.clock.half:
                    moment.clock = replace(moment.clock, half=last.clock.half)
            moment.zones = moment.zones or last.zones
            moment.shift = last.shift
    return [m for m in moments if m.day or m.clock or m.part or m.back or m.epoch is not None]


def _dated_apart(low: str, moments: list[Moment]) -> list[Moment]:
    """Give the clocks of a message the one date that it states apart from them: 日期是 11 月 22 日."""
    dates = [m for m in moments if m.day and not m.clock and not m.part and _DATE_OF.search(low[: m.start])]
    if len(dates) != 1:
        return moments
    for moment in moments:
        if moment.clock and moment.day is None:
            moment.day = dates[0].day
    return [moment for moment in moments if moment is not dates[0]]


def _day_after(moment: Moment, last: Moment | None) -> None:
    """Count 次日 from the day named last; without one it says no day."""
    days = moment.day.after if moment.day and moment.day.after else 0
    moment.day = last.day if last else None
    moment.shift = last.shift + days if last else 0


def _spans(
    moment: Moment,
    here: Setting,
    general: tuple[tzinfo, ...],
    home: tuple[tzinfo, ...],
    *,
    chinese: bool,
) -> list[TimeSpan]:
    """Give all readings of one moment, the likeliest first; none when all lie in the future."""
    found: list[Instants] = []
    for setting in _settings(moment, here, general, home, chinese=chinese):
        finds = list(readings(moment, setting))
        if found and finds:
            # Another clock gives one more reading, not all of its own doubts.
            finds = [find for find in finds if find.why is setting.why][:1]
        found += finds
    unique: dict[tuple[datetime, datetime], TimeSpan] = {}
    for find in found:
        unique.setdefault((find.start, find.end), TimeSpan(start=find.start, end=find.end, why=find.why))
    return list(unique.values())


def _settings(
    moment: Moment,
    here: Setting,
    general: tuple[tzinfo, ...],
    home: tuple[tzinfo, ...],
    *,
    chinese: bool,
) -> list[Setting]:
    zones = moment.zones or (moment.until.zones if moment.until else ()) or general
    if zones:
        first = zones[0]
        settings = [
            replace(here, wall=first, why=Why.STATED),
            replace(here, calendar=first, wall=first, why=Why.CUSTOMER),
        ]
        return settings + [replace(here, wall=other, why=Why.OTHER_ZONE) for other in zones[1:]]
    settings = [here]
    for place in home:  # they live by the clock around them
        own = replace(here, calendar=place, wall=place, why=Why.CUSTOMER)
        settings = [own, replace(own, calendar=here.calendar), *settings]
    if moment.clock is None:
        return settings
    china = ZoneInfo("Asia/Shanghai")
    if chinese and here.now.astimezone(china).utcoffset() != here.now.astimezone(here.wall).utcoffset():
        settings.append(replace(here, calendar=china, wall=china, why=Why.CUSTOMER))
    settings.append(replace(here, calendar=UTC, wall=UTC, why=Why.UTC))
    return settings


def _score(low: str, moment: Moment) -> int:
    """The more exactly a time is stated, and the nearer to a failure, the likelier it is meant."""
    score = moment.score
    if moment.epoch is not None or (moment.day and moment.clock):
        score += 40
    elif moment.back is not None:
        score += 24 if moment.back.span else 15 if moment.back.most == 0 else 36
    elif moment.clock:
        score += 34
    elif moment.day and moment.part:
        score += 26
    elif moment.part:
        score += 14
    else:
        score += 20 if moment.day and moment.day.last_day is None else 16
    score += 6 if moment.open_end or moment.until else 0
    before, after = low[max(0, moment.start - 30) : moment.start], low[moment.end : moment.end + 24]
    score += 4 if _FAILURE.search(after) or _FAILURE.search(before[-16:]) else 0
    if _BESIDE_BEFORE.search(before) and not (moment.open_end and re.search(r"until\s?\S{0,7}\s?$", before)):
        score -= (
            60 if not re.search(r"充值|topped|paid|recharged|注册|signed|upgraded|续费", before[-12:]) else 30
        )
    elif _BESIDE_AFTER.match(after):
        score -= (
            60
            if re.match(r"\s?(?:之)?前|deadline|meeting|.{0,3}(?:到期|过期|重置|要|开会|有会)", after)
            else 18
        )
    return score


def _log_stretch(known: list[tuple[Moment, list[TimeSpan]]]) -> tuple[TimeSpan, list[Moment]] | None:
    """Several stamped log lines are one stretch, from the first to the last."""
    stamped = [
        (moment, spans[0])
        for moment, spans in known
        if moment.clock and moment.day and moment.day.year and not moment.until and not moment.open_end
    ]
    if len(stamped) < 2:
        return None
    starts = [span.start for _, span in stamped]
    if max(starts) - min(starts) > _LOG_SPREAD:
        return None
    whole = TimeSpan(start=min(starts), end=max(starts), why=stamped[0][1].why)
    return whole, [moment for moment, _ in stamped]
