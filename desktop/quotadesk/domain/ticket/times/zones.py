"""Time zones as customers name them; letters with two meanings give both."""

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Abbreviations with a fixed distance from UTC, in hours. First the likelier meaning.
_FIXED: dict[str, tuple[float, ...]] = {
    "utc": (0,), "gmt": (0,), "z": (0,), "wet": (0,), "pst": (-8,), "pdt": (-7,), "mst": (-7,), "mdt": (-6,),
    "cdt": (-5,), "est": (-5,), "edt": (-4,), "akst": (-9,), "akdt": (-8,), "hst": (-10,), "ast": (-4,),
    "brt": (-3,), "art": (-3,), "bst": (1,), "west": (1,), "cet": (1,), "cest": (2,), "met": (1,), "eet": (2,),
    "eest": (3,), "sast": (2,), "msk": (3,), "trt": (3,), "gst": (4,), "pkt": (5,), "ist": (5.5, 1, 2), "ict": (7,),
    "wib": (7,), "sgt": (8,), "hkt": (8,), "awst": (8,), "pht": (8,), "myt": (8,), "jst": (9,), "kst": (9,),
    "acst": (9.5,), "aest": (10,), "aedt": (11,), "nzst": (12,), "nzdt": (13,), "bjt": (8,),
}  # fmt: skip
# Names of places and of times that change with summer.
_PLACES: dict[str, str] = {
    "pt": "America/Los_Angeles", "pacific": "America/Los_Angeles", "太平洋": "America/Los_Angeles",
    "美西": "America/Los_Angeles", "西海岸": "America/Los_Angeles", "洛杉矶": "America/Los_Angeles",
    "旧金山": "America/Los_Angeles", "mt": "America/Denver", "mountain": "America/Denver", "ct": "America/Chicago",
    "central": "America/Chicago", "美中": "America/Chicago", "et": "America/New_York", "eastern": "America/New_York",
    "美东": "America/New_York", "纽约": "America/New_York", "new york": "America/New_York",
    "san francisco": "America/Los_Angeles", "london": "Europe/London", "uk": "Europe/London", "伦敦": "Europe/London",
    "英国": "Europe/London", "berlin": "Europe/Berlin", "german": "Europe/Berlin", "德国": "Europe/Berlin",
    "paris": "Europe/Paris", "法国": "Europe/Paris", "巴黎": "Europe/Paris", "欧洲中部": "Europe/Berlin",
    "beijing": "Asia/Shanghai", "china": "Asia/Shanghai", "shanghai": "Asia/Shanghai", "北京": "Asia/Shanghai",
    "中国": "Asia/Shanghai", "上海": "Asia/Shanghai", "国内": "Asia/Shanghai", "hong kong": "Asia/Hong_Kong",
    "香港": "Asia/Hong_Kong", "taipei": "Asia/Taipei", "台北": "Asia/Taipei", "singapore": "Asia/Singapore",
    "新加坡": "Asia/Singapore", "tokyo": "Asia/Tokyo", "japan": "Asia/Tokyo", "东京": "Asia/Tokyo",
    "日本": "Asia/Tokyo", "seoul": "Asia/Seoul", "korea": "Asia/Seoul", "首尔": "Asia/Seoul", "韩国": "Asia/Seoul",
    "india": "Asia/Kolkata", "印度": "Asia/Kolkata", "dubai": "Asia/Dubai", "迪拜": "Asia/Dubai",
    "moscow": "Europe/Moscow", "莫斯科": "Europe/Moscow", "sydney": "Australia/Sydney", "悉尼": "Australia/Sydney",
    "vietnam": "Asia/Ho_Chi_Minh", "越南": "Asia/Ho_Chi_Minh", "世界标准": "UTC", "世界协调": "UTC", "协调世界": "UTC",
    "美国西部": "America/Los_Angeles", "西雅图": "America/Los_Angeles", "美国东部": "America/New_York", "波士顿": "America/New_York",
    "多伦多": "America/Toronto", "芝加哥": "America/Chicago", "慕尼黑": "Europe/Berlin", "法兰克福": "Europe/Berlin",
    "曼谷": "Asia/Bangkok", "吉隆坡": "Asia/Kuala_Lumpur", "雅加达": "Asia/Jakarta", "墨尔本": "Australia/Melbourne",
    "seattle": "America/Los_Angeles", "boston": "America/New_York", "chicago": "America/Chicago", "toronto": "America/Toronto",
    "amsterdam": "Europe/Amsterdam", "madrid": "Europe/Madrid", "bangkok": "Asia/Bangkok", "jakarta": "Asia/Jakarta",
    "melbourne": "Australia/Melbourne", "格林威治": "UTC", "格林尼治": "UTC", "零时区": "UTC", "东八区": "Asia/Shanghai", "东九区": "Asia/Tokyo",
}  # fmt: skip
_EN_PLACES = "|".join(name for name in _PLACES if name.isascii() and len(name) > 2)
_ZH_PLACES = "|".join(name for name in _PLACES if not name.isascii())
_IANA = r"(?<![a-z/])(?:africa|america|asia|atlantic|australia|europe|indian|pacific)/[a-z_]{3,20}(?:/[a-z_]{3,20})?(?![a-z_/])"
_LIVING = re.compile(
    rf"(?<![a-z])(?:(?:we|i|(?:the\s|our\s|my\s)?(?:customers?|clients?|users?)|our\s(?:team|office|company)|(?:the|my)\steam)(?:'re|'m|\sare|\sam|\sis)?(?:\sall)?\s(?:(?:based|located|sitting|working|live|living)\s)?(?:in|from|out\sof)"
    rf"|(?:based|located)\s(?:in|out\sof))\s(?P<en>{_EN_PLACES})(?![a-z])"
    rf"|(?:我们?|客户|用户|我司|我方|咱们|团队|公司|本人)(?:这边|都|目前|现在|公司|团队|人)?(?:在|位于|人在)(?P<zh>{_ZH_PLACES})(?!时间|时区|节点|机房|区)"
)
_ABBREVIATIONS = "|".join(sorted((name for name in (*_FIXED, "cst") if len(name) > 2), key=len, reverse=True))
ZONE_PATTERN = (
    r"\(?(?:(?:utc|gmt)\s?[+-]\s?\d{1,2}(?::?[0-5]\d)?(?![\d:])"
    r"|(?<=\d)\s?\+(?:0\d|1[0-4]):?[0-5]\d(?!\d)|(?<=:\d\d)\s\+0?\d(?![\d:])|(?<=:\d\d:\d\d)\s?-(?:0\d|1[0-2]):?[0-5]\d(?![\d:])"
    r"|(?<=\.\d{3})-(?:0\d|1[0-2]):?[0-5]\d(?![\d:])|(?<=\d)z(?![a-z0-9])"
    rf"|(?<![a-z0-9])(?:{_ABBREVIATIONS})(?:时间|时区|\stime)?(?![a-z0-9+])"
    r"|(?<=[\dm]\s)(?:pt|et|ct|mt|eastern|pacific|central|mountain)(?![a-z0-9])"
    rf"|(?:{_EN_PLACES})(?:\s(?:standard|daylight|local))?\stime"
    rf"|(?:(?<=时区是)|(?<=时区为)|(?<=时区:))(?:{_ZH_PLACES})|(?:{_ZH_PLACES})(?:标准|当地|本地|这边)?(?:时间|时区)|东八区|零时区|{_IANA})\)?"
)
_OFFSET = re.compile(r"([+-])\s?(\d{1,2}):?(\d\d)?")


def zones_named(text: str, agent: tzinfo) -> tuple[tzinfo, ...]:
    """Give the zones that a matched zone name may mean, the likeliest first; empty when unknown."""
    if "/" in text:
        return _iana(text.strip("() "))
    name = re.sub(
        r"\s?(?:时间|时区|(?:standard|daylight|local)?\s?time|标准|当地|本地|这边)", "", text.strip("() ")
    ).strip()
    offset = _OFFSET.search(name)
    if offset:
        return _from_offset(offset)
    if name == "cst":
        china, central = ZoneInfo("Asia/Shanghai"), timezone(timedelta(hours=-6))
        return (china, central) if _is_asian(agent) else (central, china)
    if name in _FIXED:
        return tuple(timezone(timedelta(hours=hours)) for hours in _FIXED[name])
    place = _PLACES.get(name)
    return (ZoneInfo(place),) if place else ()


def is_notation(text: str) -> bool:
    """Whether a matched zone is only how a stamp is written: the Z or +00:00 of a log line."""
    return bool(re.fullmatch(r"z|[+-]\s?00?:?(?:00)?", text.strip("() ")))


def lived_in(low: str) -> tuple[tzinfo, ...]:
    """Give the zone of the place where the customer says to be ("we are based in Berlin"); empty when unsaid."""
    place = _LIVING.search(low)
    return (ZoneInfo(_PLACES[place["en"] or place["zh"]]),) if place else ()


def _iana(name: str) -> tuple[tzinfo, ...]:
    try:
        return (ZoneInfo("/".join("_".join(map(str.capitalize, p.split("_"))) for p in name.split("/"))),)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ()


def zone(tz: tzinfo | str) -> tzinfo:
    """Give the zone for `Asia/Shanghai`, `UTC`, `+08:00`.

    Raises ValueError for a name that no zone has.
    """
    if not isinstance(tz, str):
        return tz
    offset = _OFFSET.search(tz)
    if offset and not tz.startswith("Etc/"):
        return _from_offset(offset)[0]
    try:
        return ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone is called {tz!r}; give one like Asia/Shanghai or +08:00") from error


def _from_offset(offset: re.Match[str]) -> tuple[tzinfo, ...]:
    sign, hours, minutes = offset[1], int(offset[2]), int(offset[3] or 0)
    if hours > 14:
        return ()
    distance = timedelta(hours=hours, minutes=minutes)
    return (timezone(distance if sign == "+" else -distance),)


def _is_asian(agent: tzinfo) -> bool:
    return str(agent).startswith("Asia/") or str(agent) in ("UTC+08:00", "PRC", "Hongkong", "Singapore")
