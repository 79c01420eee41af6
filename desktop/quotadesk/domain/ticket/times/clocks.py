"""Clock times, parts of the day and distances: 下午三点一刻, "half past three", 半小时前, "for the last 2 hours"."""

import re

from quotadesk.domain.ticket.times.numbers import HAN, number
from quotadesk.domain.ticket.times.pieces import Back, Clock, Part

_N = rf"(?:\d{{1,2}}|{HAN}{{1,3}})"
_HALF = r"\s?(?:[ap]\.?\s?m(?![a-z])\.?)"
_EN_NUMBER = r"(?:(?:\d{1,2}|an?|one|two|three|four|five|six)\sand\sa\shalf|\d{1,4}(?:\.\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|forty-five|sixty|a\scouple(?:\sof)?|a\sfew|several|half\san?)"
_EN_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|m|s)"
_EN_LONG = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|h|d)"
_EN_DISTANCE = rf"{_EN_NUMBER}\s?{_EN_UNIT}(?:\sand\sa\shalf|(?:\sand|,)?\s\d{{1,2}}\s?(?:minutes?|mins?|m))?"
_ZH_NUMBER = rf"(?:\d{{1,4}}(?:\.\d)?|{HAN}{{1,3}}|几|半|数)(?:(?<=[十百0])[来几多])?"
_ZH_DISTANCE = rf"{_ZH_NUMBER}\s?(?:个)?(?:半)?\s?(?:多)?(?:个)?\s?(?:秒钟?|分钟?|刻钟|小时|钟头)(?:半|零?\d{{1,2}}分钟?|零?{HAN}{{1,3}}分钟?)?(?:多|左右)?"
_ZH_LONG = rf"{_ZH_NUMBER}\s?(?:个)?(?:半)?\s?(?:个)?\s?(?:分钟|刻钟|小时|钟头|天|日|周|星期|礼拜|月)(?:半|\d{{1,2}}分钟)?"

TWO_HOURS = re.compile(r"十?[一两二三四五六七八九]{2}\s?[点时]")
CLOCK_PATTERNS: tuple[tuple[str, str], ...] = (
    ("back_en", rf"(?<![\w.])(?:{_EN_DISTANCE})\s(?:ago|earlier|back)(?![a-z])"),
    ("back_zh", rf"(?:{_ZH_DISTANCE})\s?(?:之前|以前|前)"),
    ("span_en", (rf"(?<![a-z])(?:(?:for|in|over|during|within)\s)?(?:the\s)?(?:last|past|previous)\s(?:{_EN_NUMBER}\s?{_EN_LONG}|minute|hour|day)(?![a-z])|(?<![a-z])(?:in|over|during|for)\sthe\s(?:last|past)\sweek(?![a-z])"
                rf"|(?<=been\s)(?:failing|down|broken|erroring|happening)\sfor\s(?:about\s|over\s|nearly\s|almost\s)?{_EN_NUMBER}\s?{_EN_LONG}(?![a-z])"
                rf"|for\s(?:about\s|over\s|nearly\s)?{_EN_NUMBER}\s?{_EN_LONG}\s(?:now|already|straight)(?![a-z])"
                rf"|since\s(?:about\s|over\s|nearly\s)?{_EN_NUMBER}\s?{_EN_LONG}(?![a-z]|\s(?:ago|earlier|back))")),
    ("span_zh", rf"(?:过去|最近|近|这)(?:的)?\s?(?:{_ZH_LONG})(?:内|里|以来)?|(?:已经|持续|连续)(?:了|有)?\s?{_ZH_LONG}了?|{_ZH_LONG}(?:以来|内)|这两天"),
    ("just", r"刚刚|刚才|刚(?=又|在|出现|报|调|跑|试|发|遇)|就在刚|(?<![a-z])(?:just\snow|right\snow|a\smoment\sago|moments\sago|a\s(?:minute|sec|second)\sago)(?![a-z])"),
    ("colon", rf"(?:(?<![\d:.])|(?<=20\d\d:))(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d{{1,9}})?)?(?!\d|:\d)(?:{_HALF}|h(?![a-z]))?"),
    ("colon_h", r"(?<![\w.:$])(?:(?:1\d|2[0-3])h[0-5]\d|(?<=at\s)\d{1,2}h(?:[0-5]\d)?)(?!\w)"),
    ("colon_dot", rf"(?<![\w.:$€£¥-])(?:1[0-2]|0?[1-9])\.[0-5]\d(?:{_HALF}|(?=\s?(?:-|to|until|and)\s?\d{{1,2}}\.[0-5]\d{_HALF}))|(?<![\w.:$-])\d{{1,2}}\.[0-5]\d(?=\s?(?:uhr|hrs|hours?\stoday|h(?![a-z0-9])))"),
    ("packed", r"(?<=20\d{6}t)(?:[01]\d|2[0-3])[0-5]\d[0-5]\d(?!\d)"),
    ("half_hour", rf"(?<![\d:.$])(?:1[0-2]|0?[1-9]){_HALF}"),
    ("spoken", r"(?<![a-z])(?:half\spast|quarter\s(?:past|to))\s(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?![\d:])(?:\s?[ap]m)?|(?<![\d.])\d{1,2}\so'?\s?clock(?:\s?[ap]m)?"),
    ("zh_clock", rf"(?<![\d.:多零〇一二两三四五六七八九十]){_N}\s?(?:点钟?|时(?![间候长段区常刻]))(?!赞|评|击|积分|数|额度|余额|开(?!始)|选)(?:\s?(?:半|整|[一三]刻|(?:\d{{1,2}}|{HAN}{{2,3}}|十|{HAN}(?=分))分?(?!\d|钟|[点时号月个次条]|\s?[点时号月]))(?:\s?{_N}秒)?)?"),
    ("bare", rf"(?<![a-z0-9_:.$/-])(?<!{HAN})(?:\d{{1,2}}|{HAN}{{1,2}})(?=\s?(?:-|~|to|and|到|至|or|、)\s?(?:\d{{1,2}}(?::[0-5]\d)?\s?(?:[ap]\.?m|点|时|(?:in\sthe|this)\s(?:early\s)?(?:morning|afternoon|evening))|{HAN}{{1,2}}点))|(?<=between\s)\d{{1,2}}(?=\sand\s\d{{1,2}}:\d\d)|(?<=from\s)\d{{1,2}}(?=\s?(?:to|-|until|till)\s?\d{{1,2}}:\d\d)"),
    ("ish", r"(?<![\w:.$/-])(?:1[0-2]|0?[1-9])\s?-?ish(?![a-z])"),
    ("at_hour", (r"(?:(?<=at\s)|(?<=around\s)|(?<=about\s))\d{1,2}(?![\d:.%/a-z]|\s?(?:times|users|people|percent|hours?|minutes?|mins?|days?|errors?|rpm|tpm|tokens?|requests?|qps|usd|percent|concurren|calls?|k))"
                r"|(?:(?<=at\s)|(?<=around\s)|(?<=about\s))(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=\s?(?:[,.;!?\n]|$|this|in\s|on\s|yesterday|last|o'))"
                r"|(?<=[a-z]\s)(?:1[0-2]|[1-9])(?=\s(?:this|in\sthe|yesterday|last)\s(?:morning|afternoon|evening|night))")),
)  # fmt: skip
PART_PATTERNS: tuple[tuple[str, str], ...] = (
    ("part_zh", r"凌晨|清晨|清早|大清早|早上|早晨|早间|上午|中午|正午|下午|午后|傍晚|晚上|晚间|夜里|夜间|夜晚|半夜|深夜|午夜|睡觉?前|临睡|午(?:饭|休)(?:之?后|过后)|(?<=[天日一二三四五六末号])[早晚](?![点安餐饭了已就会])|[早晚](?=\d{1,2}[点:])"),
    ("day_part_zh", r"今早|今晨|今晚|今夜|昨晚|昨夜|昨早|昨晨|昨日晚|前晚|明早|明晚"),
    ("day_part_en", r"(?<![a-z])(?:(?:the\s)?(?:night|evening)\sbefore\slast|last\snight|tonight|this\s(?:early\s)?(?:morning|afternoon|evening)|yesterday\s(?:morning|afternoon|evening|night))(?![a-z])"),
    ("part_en", r"(?<![a-z])(?:(?:in\sthe\s)?(?:early\s)?(?:morning|afternoon|evening)|at\snight|night|noon|midday|(?<!over\s)(?<!across\s)(?<!crossing\s)midnight|lunchtime|eod|end\sof\s(?:the\s)?day)(?![a-z])"),
)  # fmt: skip
_PARTS: tuple[tuple[str, Part], ...] = (
    ("凌晨", Part.SMALL_HOURS), ("清晨", Part.DAWN), ("清早", Part.DAWN), ("中午", Part.NOON), ("正午", Part.NOON),
    ("下午", Part.AFTERNOON), ("午后", Part.AFTERNOON), ("午饭", Part.AFTERNOON), ("午休", Part.AFTERNOON), ("睡", Part.EVENING), ("傍晚", Part.DUSK), ("半夜", Part.DEEP_NIGHT),
    ("深夜", Part.DEEP_NIGHT), ("午夜", Part.MIDNIGHT), ("midnight", Part.MIDNIGHT), ("afternoon", Part.AFTERNOON),
    ("noon", Part.NOON), ("midday", Part.NOON), ("lunch", Part.NOON), ("morning", Part.MORNING), ("eod", Part.DAY_END),
    ("end of", Part.DAY_END), ("evening", Part.EVENING), ("night", Part.EVENING), ("晚", Part.EVENING),
    ("夜", Part.EVENING), ("早", Part.MORNING), ("晨", Part.MORNING), ("上午", Part.MORNING),
)  # fmt: skip
_SPAN_LEAD = r"(?:过去|最近|近|这|已经|持续|连续|last|past|previous|for|since)"
_SECONDS = {"秒": 1, "分": 60, "刻": 900, "小": 3600, "钟": 3600, "天": 86400, "日": 86400, "周": 604800, "星": 604800,
            "礼": 604800, "月": 2592000, "s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}  # fmt: skip
_FEW = {"几": (2, 10), "数": (2, 10), "a few": (2, 10), "several": (2, 10)}


def part_of(text: str) -> Part:
    """Give the part of the day that a matched piece names."""
    return next((part for word, part in _PARTS if word in text), Part.MORNING)


def part_offset(text: str) -> int | None:
    """Give the day that 昨晚 or "this morning" carries along, as a distance from today."""
    if text.endswith("before last"):
        return -2
    if text[0] == "昨" or text.startswith(("last", "yesterday")):
        return -1
    return {"前": -2, "明": 1}.get(text[0], 0)


def clock_of(kind: str, text: str) -> Clock | None:
    """Give the clock time of a matched piece, None when it is none (25:00, 75分)."""
    try:
        clock = _clock(kind, text)
    except ValueError:
        return None
    return clock if clock and clock.hour <= 24 and clock.minute < 60 else None


def _clock(kind: str, text: str) -> Clock | None:
    half = re.search(r"([ap])\.?\s?m", text)
    meridiem = half[1] if half and kind != "zh_clock" else None
    if kind == "packed":
        return Clock(hour=int(text[:2]), minute=int(text[2:4]), second=int(text[4:]), exact=True)
    if kind.startswith("colon") or kind == "half_hour":
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        second = numbers[2] if len(numbers) > 2 else 0
        exact = meridiem is None and (numbers[0] >= 13 or text[0] == "0" or len(numbers) > 2 or "h" in text)
        return Clock(
            hour=numbers[0],
            minute=numbers[1] if len(numbers) > 1 else 0,
            second=min(second, 59),
            half=meridiem,
            exact=exact,
        )
    if kind == "spoken":
        return _spoken(text, meridiem)
    if kind == "zh_clock":
        return _zh_clock(text)
    return Clock(hour=number(text.removesuffix("ish").strip(" -")), weak=True)


def _spoken(text: str, half: str | None) -> Clock | None:
    hour_text = re.findall(r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve", text)[-1]
    hour = number(hour_text)
    if "quarter to" in text:
        return Clock(hour=(hour - 2) % 12 + 1, minute=45, half=half)
    return Clock(hour=hour, minute=30 if "half" in text else 15 if "quarter" in text else 0, half=half)


def _zh_clock(text: str) -> Clock | None:
    hour_text, rest = re.split(r"点钟?|时", text, maxsplit=1)
    digits = hour_text.strip()
    if TWO_HOURS.match(text):
        digits = digits[:-1]  # 两三点: from two on
    hour, rest = number(digits), rest.strip()
    second = re.search(rf"({_N})秒", rest)
    minute = 0
    if rest.startswith("半"):
        minute = 30
    elif rest[1:2] == "刻":
        minute = 15 * number(rest[0])
    elif spoken := re.match(rf"(?:\d{{1,2}}|{HAN}{{1,3}})", rest):
        minute = number(spoken[0])
    weak = (
        not digits.isdigit() and not rest and "钟" not in text and 1 <= hour <= 9
    )  # 一点: an hour, or a bit
    exact = hour >= 13 or (digits.isdigit() and digits[0] == "0")
    return Clock(hour=hour, minute=minute, second=number(second[1]) if second else 0, exact=exact, weak=weak)


def back_of(kind: str, text: str) -> Back | None:
    """Give the distance before now of a matched piece; "a few minutes" has a least and a most."""
    if text == "这两天":
        return Back(least=0, most=2 * 86400.0, span=True)
    body = re.sub(rf"^.*{_SPAN_LEAD}(?:的|了|有)?\s?(?:about|over|nearly|almost)?\s?", "", text)
    body = body if kind.startswith("span") else text
    few = next((bounds for word, bounds in _FEW.items() if body.startswith(word)), None)
    about = re.match(r"[一两二三四五六七八九]{2}", body)
    if about and not kind.startswith("span"):  # 一两个小时前: from one to two
        least, most = (_distance(digit + body[2:], None) for digit in about[0])
        return Back(least=least, most=most)
    try:
        seconds = _distance(body, few[1] if few else None)
    except (ValueError, KeyError, IndexError):
        return None
    if few:
        return Back(
            least=seconds / few[1] * (few[0] if not kind.startswith("span") else 0),
            most=seconds
            / few[1]
            * (4 if "时" in body or "h" in body else 5 if "天" in body or "day" in body else 10),
            span=kind.startswith("span"),
        )
    most = seconds * (1.5 if re.match(rf"(?:\d+|{HAN}+)[来几多]", body) else 1)  # 十来分钟: ten and some more
    return Back(least=seconds, most=most, span=kind.startswith("span"))


def _distance(body: str, few: int | None) -> float:
    amount = re.match(
        rf"(?:\d{{1,2}}|an?|[a-z]{{3,5}})\sand\sa\shalf|\d+(?:\.\d)?|{HAN}+|几|数|半|half\san?|a\scouple(?:\sof)?|a\sfew|several|[a-z-]+(?=\s)",
        body,
    )
    text = amount[0] if amount else "1"
    rest = body[amount.end() :] if amount else body
    if amount and re.fullmatch(r"minutes?|hours?|days?|weeks?|mins?|hrs?", text):
        text, rest = "1", body
    unit = re.search(r"[秒分刻小钟天日周星礼月]|[smhdw]", rest)
    seconds = _SECONDS[unit[0]] if unit else 0
    if not seconds:
        raise ValueError(body)
    value = _amount(text, few)
    tail = rest[unit.end() :] if unit else ""
    if "半" in rest or "and a half" in tail:
        value += 0.5
    more = re.search(rf"(\d{{1,2}}|{HAN}{{1,3}})\s?(?:分|m)", tail)
    return value * seconds + (number(more[1]) * 60 if more else 0)


def _amount(text: str, few: int | None) -> float:
    if few:
        return few
    if text == "半" or text.startswith("half"):
        return 0.5
    if "and a half" in text:
        return number(text.split(maxsplit=1)[0]) + 0.5
    if text.startswith("a couple"):
        return 2
    return float(text) if re.fullmatch(r"\d+(?:\.\d)?", text) else number(text)
