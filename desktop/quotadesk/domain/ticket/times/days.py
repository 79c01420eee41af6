"""Days as people name them: 昨天, 上周五, 11月22日, "last Friday", "Nov 22nd", 2026-11-22."""

import re
from collections.abc import Callable
from dataclasses import replace

from quotadesk.domain.ticket.times.numbers import HAN, number
from quotadesk.domain.ticket.times.pieces import Day

_N = rf"(?:\d{{1,2}}|{HAN}{{1,3}})"
_MONTHS = {
    name: place
    for place, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 5}
_WEEKDAYS |= {str(place + 1): place for place in range(7)}
_EN_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_OFFSETS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨儿": -1, "今天": 0, "今日": 0, "今儿": 0, "当天": 0,
    "明天": 1, "明日": 1, "后天": 2, "today": 0, "yesterday": -1, "yday": -1, "tomorrow": 1,
    "the day before yesterday": -2, "day before yesterday": -2,
}  # fmt: skip
_WEEKS = {
    "上上": -2,
    "上": -1,
    "前": -1,
    "这": 0,
    "本": 0,
    "这个": 0,
    "上个": -1,
    "上上个": -2,
    "下": 1,
    "下个": 1,
}
# Days of the year that people call by name.
_HOLIDAYS = {
    "元旦": (1, 1), "五一": (5, 1), "劳动节": (5, 1), "国庆": (10, 1), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12),
    "双12": (12, 12), "平安夜": (12, 24), "圣诞": (12, 25), "跨年夜": (12, 31), "new year's eve": (12, 31),
    "new year's day": (1, 1), "new year's": (1, 1), "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25),
}  # fmt: skip
_DATE_EDGE = r"(?<![a-z0-9_-])"

DAY_PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", rf"{_DATE_EDGE}20\d\d(?P<iso_s>[-/.])\d{{1,2}}(?P=iso_s)\d{{1,2}}(?!\d)(?:[t_](?=\d\d:))?"),
    ("compact", rf"{_DATE_EDGE}20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?=[\st_]\s?\d{{1,2}}:)|t(?=\d{{6}}(?!\d)))"),
    ("apache", rf"{_DATE_EDGE}\d{{1,2}}/{_MONTH}/20\d\d:?"),
    ("dmy", r"(?<![a-z0-9_/.$-])\d{1,2}(?P<dmy_s>[-/.])\d{1,2}(?P=dmy_s)20\d\d(?![\d/-])"),
    ("zh_date", rf"(?:(?:(?:20)?\d\d|今|去)年的?\s?)?(?<!\d){_N}\s?月(?:份)?\s?(?:{_N}\s?[日号]|(?:\d{{1,2}}|{HAN}{{2,3}})(?![\d个次条]))(?:\s?[-~到至]\s?{_N}\s?[日号])?"),
    ("en_dm", rf"(?<![\w:.-])\d{{1,2}}(?:st|nd|rd|th)?(?:\sof)?[\s-]{_MONTH}(?![a-z])\.?(?:,?[\s-]20\d\d)?"),
    ("en_md", rf"(?<![a-z]){_MONTH}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d%]|:\d)(?:\s?(?:-|to)\s?\d{{1,2}}(?:st|nd|rd|th)?(?![\d:]|\s?[ap]m))?(?:,?\s20\d\d)?"),
    ("en_month", rf"(?:(?<=\bin\s)|(?<=since\s)|(?<=during\s)|(?<=throughout\s)|(?<=\bof\s)|(?<=early\s)|(?<=late\s)|(?<=\bmid\s)|(?<=mid-))(?!may\s(?:be|have|not|also|need|help)(?![a-z])){_MONTH}(?![a-z'])(?:\s20\d\d)?(?!\s\d)|(?<![a-z]){_MONTH}\s20\d\d(?!\d)"),
    ("slash", r"(?<![a-z0-9_/.$-])(?<!\d:)\d{1,2}/\d{1,2}(?:/\d\d)?(?![\d/%]|\sof\s)"),
    ("dashed", r"(?<![a-z0-9_.$-])(?<!\d:)\d{1,2}[-.]\d{1,2}(?=\s{1,2}\d{1,2}:\d\d)|(?<![a-z]\s)(?<![a-z0-9_.$-])(?<!\d:)(?:1[0-2]|0?[1-9])[-.]\d\d(?=\s?(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|半夜|深夜|\d{1,2}点))"),
    ("zh_month_edge", r"(?:上上个?|上个?|这个?|本)月的?(?:最后|[第头]一)[一天]天?"),
    ("zh_stretch", r"(?:本|这个?|上个?|上上个?|\d{1,2})?月(?:初|中旬|底|末|上旬|下旬)"),
    ("zh_day", rf"(?:(?:本|这个?|上个?|上上个?)月(?:份|的)?\s?)?(?<![\d.]){_N}\s?(?:号|日)(?![线楼机渠店台库商房桌元期常志历记密池位员服])(?:\s?[-~到至]\s?{_N}[日号])?"),
    ("en_day", r"(?<![a-z])(?:the\s)?\d{1,2}(?:st|nd|rd|th)(?!\s?(?:time|request|attempt|call|try|retry|percentile|party|of\s(?!this|last)))(?:\sof\s(?:this|last)\smonth)?"),
    ("zh_month", r"(?:(?:(?:20)?\d\d|今|去)年的?\s?)?(?<![\d.前近后几第过去这个每])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月(?!的(?:套餐|会员|订阅))(?:份|的|(?![\d一二三四五六七八九十两卡付租费报套会度内前]))"),
    ("zh_week", r"(?:上上个?|上个?|这个?|本|前|下个?)?(?:周|星期|礼拜)(?:[一二三四五六日天末]|[1-7](?![\d:点时]))"),
    ("zh_weeks", r"(?:上上个?|上个?|这个?|本)(?:周|星期|礼拜)(?![一二三四五六日天末1-7])"),
    ("zh_months", r"(?:上上个?|上个?|这个?|本)月(?![初中底末上下\d一二三四五六七八九十份的]|\s\d)"),
    ("en_week", r"(?<![a-z])(?:(?:last|this|past|previous|on|next|this past)\s)?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?(?![a-z])"),
    ("en_abbr", r"(?<![a-z])(?:(?:last|this|past|previous|on)\s)?(?:mon|tues?|wed|thurs?|thu|fri|sat|sun)(?![a-z])(?=[,.]?\s?(?:\d|at\s|morning|afternoon|evening|night|around\s|$|[,.!?)]|and\s|we|all|the|every|it))"),
    ("en_weeks", r"(?<![a-z])(?:last|this|past|previous)\s(?:week|month)(?:end)?(?![a-z])|(?<![a-z])(?:over\s)?the\sweekend(?![a-z])"),
    ("en_stretch", r"(?<![a-z])(?:the\s)?(?:beginning|start|end)\sof\s(?:the|this|last)\smonth(?![a-z])"),
    ("next_day", r"次日|翌日|第二天|隔天|(?<![提之以])前一[天日]|(?<![a-z])(?:the\s)?(?:next|following)\sday(?![a-z])|(?<![a-z])the\s(?:day|evening|night)\sbefore(?=\s?(?:[,.;]|at\s|around\s|\d|$))"),
    ("holiday", rf"(?<![a-z])(?:{'|'.join(_HOLIDAYS)})(?:节|日)?(?:当天|当日|那天)?(?![a-z])"),
    ("named", r"大前天|前天|前日|昨天|昨日|昨儿|今天|今日|今儿|明天|明日|(?<!以|之|然|最|背)后天|(?<![a-z])(?:(?:the\s)?day\sbefore\syesterday|yesterday|yday|today|tomorrow)(?![a-z])"),
    ("zh_ago", rf"(?:{_N}|几)\s?(?:个)?(?:天|日|周|星期|礼拜|个?月)(?:之前|以前|前)"),
    ("en_ago", r"(?<![\w.])(?:\d{1,2}|an?|one|two|three|four|five|six|seven|ten|a\scouple\sof|a\sfew)\s?(?:days?|d|weeks?|w|months?)\s(?:ago|earlier|back)(?![a-z])"),
)  # fmt: skip


def day_of(kind: str, text: str) -> Day | None:
    """Give the day that a matched piece states, None when it is no day (31/31)."""
    try:
        return _READERS[kind](text)
    except (ValueError, KeyError):
        return None


def _numbers(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", text)]


def _iso(text: str) -> Day | None:
    year, month, day = _numbers(text)[:3]
    return _date(year, month, day)


def _compact(text: str) -> Day | None:
    return _date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def _apache(text: str) -> Day | None:
    day, month, year = re.split(r"[/: ]", text)[:3]
    return _date(int(year), _MONTHS[month[:3]], int(day))


def _dmy(text: str) -> Day | None:
    first, second, year = _numbers(text)
    return _either(year, first, second)


def _slash(text: str) -> Day | None:
    first, second, *year = _numbers(text)
    return _either(2000 + year[0] if year else None, first, second)


def _zh_date(text: str) -> Day | None:
    year_text, _, rest = text.rpartition("年")
    month, _, days = rest.partition("月")
    found = re.findall(rf"\d+|{HAN}+", days)
    stated = re.search(r"\d+", year_text)
    year = int(stated[0]) if stated else None
    last = number(found[1]) if len(found) > 1 else None
    day = _date(
        year + 2000 if year and year < 100 else year, number(month.strip("的 ")), number(found[0]), last
    )
    return replace(day, year_offset=-1) if day and "去" in year_text else day


def _en_date(text: str) -> Day | None:
    month = re.search(_MONTH, text)
    numbers = _numbers(text)
    if not month or not numbers:
        return None
    year = next((value for value in numbers if value > 100), None)
    days = [value for value in numbers if value < 100]
    return _date(year, _MONTHS[month[0][:3]], days[0], days[1] if len(days) > 1 else None)


def _zh_month_edge(text: str) -> Day | None:
    day = 31 if "最后" in text else 1  # the 31st is clamped to the month's own last
    return Day(month_offset=_month_offset(text), day=day, last_day=day)


def _zh_stretch(text: str) -> Day | None:
    named = re.match(r"\d{1,2}", text)
    first, last = {
        "初": (1, 10),
        "上": (1, 10),
        "中": (11, 20),
        "底": (25, 31),
        "末": (25, 31),
        "下": (21, 31),
    }[text.partition("月")[2][0]]
    if named:
        return Day(month=int(named[0]), day=first, last_day=last)
    return Day(month_offset=_month_offset(text), day=first, last_day=last)


def _zh_month(text: str) -> Day | None:
    year_text, _, rest = text.rpartition("年")
    month = number(rest.partition("月")[0].strip())
    found = re.search(r"\d+", year_text)
    year = int(found[0]) if found else None
    return _whole_month(year + 2000 if year and year < 100 else year, month, last_year="去" in year_text)


def _en_month(text: str) -> Day | None:
    year = re.search(r"20\d\d", text)
    return _whole_month(int(year[0]) if year else None, _MONTHS[text[:3]])


def _whole_month(year: int | None, month: int, *, last_year: bool = False) -> Day | None:
    """A month alone is a stretch of days; without a year the latest one that has begun."""
    found = _date(year, month, 1, 31)
    return replace(found, year_offset=-1) if found and last_year else found


def _holiday(text: str) -> Day | None:
    month, day = next(date for name, date in _HOLIDAYS.items() if text.startswith(name))
    return Day(month=month, day=day)


def _next_day(text: str) -> Day | None:
    return Day(after=-1 if "before" in text or text[0] == "前" else 1)


def _zh_day(text: str) -> Day | None:
    before, month, days = text.rpartition("月")
    found = [number(value) for value in re.findall(rf"\d+|{HAN}+", days)]
    if not 1 <= found[0] <= 31:
        return None
    offset = _month_offset(before) if month else None
    return Day(month_offset=offset, day=found[0], last_day=found[1] if len(found) > 1 else None)


def _en_day(text: str) -> Day | None:
    day = _numbers(text)[0]
    offset = -1 if "last" in text else 0 if "this" in text else None
    return Day(month_offset=offset, day=day) if 1 <= day <= 31 else None


def _zh_week(text: str) -> Day | None:
    lead, name = re.split(r"周|星期|礼拜", text)
    week = _WEEKS[lead] if lead else None
    return Day(weekday=_WEEKDAYS[name], week=week, last_day=6 if name == "末" else None)


def _zh_weeks(text: str) -> Day | None:
    return Day(weekday=0, week=_WEEKS[re.split(r"周|星期|礼拜", text)[0]], last_day=6)


def _zh_months(text: str) -> Day | None:
    return Day(month_offset=_month_offset(text), day=1, last_day=31)


def _month_offset(text: str) -> int:
    return -2 if "上上" in text else -1 if "上" in text else 0


def _en_week(text: str) -> Day | None:
    *lead, name = text.rstrip("s").split()
    weekday = _EN_DAYS.index(name[:3])
    if "this" in lead and "past" not in lead:
        return Day(weekday=weekday, week=0)
    return Day(
        weekday=weekday,
        last=bool({"last", "past", "previous"} & set(lead)),
        week=1 if "next" in lead else None,
    )


def _en_weeks(text: str) -> Day | None:
    if "weekend" in text:
        return Day(weekday=5, last_day=6, week=None if "the" in text.split() or "this" in text else -1)
    back = 0 if text.startswith("this") else -1
    if "month" in text:
        return Day(month_offset=back, day=1, last_day=31)
    return Day(weekday=0, week=back, last_day=6)


def _en_stretch(text: str) -> Day | None:
    first, last = (25, 31) if "end of" in text else (1, 10)
    return Day(month_offset=-1 if "last" in text else 0, day=first, last_day=last)


def _ago(text: str) -> Day | None:
    amount = re.match(rf"\d+|{HAN}+|几|a\scouple\sof|a\sfew|[a-z]+", text)
    if not amount or amount[0] in ("几", "a few"):
        return None
    count = 2 if amount[0].startswith("a couple") else number(amount[0])
    rest = text[amount.end() :]
    unit = (
        "month"
        if "月" in rest or "month" in rest
        else "week"
        if re.search(r"周|星期|礼拜|w", rest)
        else "day"
    )
    return Day(ago=(count, unit))


def _date(year: int | None, month: int, day: int, last: int | None = None) -> Day | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Day(year=year, month=month, day=day, last_day=last)


def _either(year: int | None, first: int, second: int) -> Day | None:
    """Month first, unless only the other order is a date; 11/12 may be both."""
    if first > 12 >= second:
        return _date(year, second, first)
    found = _date(year, first, second)
    if not found or second > 12 or first == second:
        return found
    return Day(year=year, month=first, day=second, swapped=True)


def _named(text: str) -> Day | None:
    return Day(offset=_OFFSETS[" ".join(text.split())])


_READERS: dict[str, Callable[[str], Day | None]] = {
    "iso": _iso, "compact": _compact, "apache": _apache, "dmy": _dmy, "zh_date": _zh_date, "en_dm": _en_date,
    "en_md": _en_date, "slash": _slash, "dashed": _slash, "zh_stretch": _zh_stretch, "zh_month_edge": _zh_month_edge,
    "zh_day": _zh_day,
    "en_day": _en_day, "zh_week": _zh_week, "zh_weeks": _zh_weeks, "zh_months": _zh_months, "en_week": _en_week,
    "en_abbr": _en_week, "en_weeks": _en_weeks, "en_stretch": _en_stretch, "named": _named, "zh_ago": _ago,
    "en_ago": _ago, "zh_month": _zh_month, "en_month": _en_month, "next_day": _next_day, "holiday": _holiday,
}  # fmt: skip
