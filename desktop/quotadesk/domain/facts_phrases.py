"""Write single facts as text in both languages: times with their zone, names, keys, waits and limits."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta, tzinfo

from quotadesk.domain.account import RateLimit
from quotadesk.domain.said import Language, Said

LONGEST_NAME = 48  # characters
LONGEST_IDEOGRAPHS = 6  # a name counts against the length of a Chinese sentence
MOST_WORDS = 2  # and of an English one
LONG_WAIT_S = 600.0  # from here on a reader needs a clock time, not a number of seconds

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+=-]{2,79}")
_MASKED = re.compile(r"[A-Za-z0-9_-]{0,8}(?:…|\.{3}|\*{2,16})[A-Za-z0-9_-]{0,6}")
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{1,47}")
_TELLS_ROUTING = re.compile(
    r"channel|upstream|provider|deployment|vendor|openai|azure|anthropic|claude|gemini|google|vertex|aws|bedrock"
    r"|new_?api|one_?api|litellm|openrouter|deepseek|mistral|cohere|groq|zhipu|moonshot|minimax|dashscope|volc|ark"
    r"|siliconflow|http|balance|group|[0-9a-f]{16}",
    re.IGNORECASE,
)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff‹›]+")
_JOINED = "\0"  # a masked value is one word
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff]")


def clean(text: str, longest: int = 300) -> str:
    """Give a text as one line without invisible characters, cut at `longest` characters."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def name(text: str, *, words: int = MOST_WORDS) -> str:
    """Give a name short enough for a sentence; what was cut off is marked."""
    # Here, because the window says durations by this module before anybody redacts.
    from quotadesk.domain.redaction.pseudonym import PLACEHOLDER

    line: str = PLACEHOLDER.sub(lambda mark: mark[0].replace(" ", _JOINED), clean(text, LONGEST_NAME))
    parts = line.split(" ")
    if len(parts) > words:
        line = " ".join(parts[:words]).rstrip("…") + "…"
    ideographs = list(_IDEOGRAPH.finditer(line))
    if len(ideographs) > LONGEST_IDEOGRAPHS:
        line = line[: ideographs[LONGEST_IDEOGRAPHS].start()].rstrip("…") + "…"
    return line.replace(_JOINED, " ")


def is_cut(text: str, longest: int = 0) -> bool:
    """Say whether a text would be cut: as a name, or at `longest` characters."""
    return (
        clean(text, longest) != clean(text, len(text) + 1) if longest else name(text, words=1) != clean(text)
    )


def identity(text: str) -> str:
    """Give a request or task id, or "" for what cannot be one."""
    return text if _ID.fullmatch(text) else ""


def masked_key(text: str) -> str:
    """Give the masked form of a key, or "" for anything that shows more than its ends."""
    return text if _MASKED.fullmatch(text) else ""


def public_code(code: str) -> str:
    """Give an error code that a customer may read: one that names no provider and no part of the gateway's inside."""
    return code if _CODE.fullmatch(code) and not _TELLS_ROUTING.search(code) else ""


def key_of(key_name: str, key_masked: str, language: Language) -> str:
    """Give name and masked form of a key; a name of many words gives way to the masked form."""
    if not key_name or not key_masked:
        return key_name or key_masked
    return f"{key_name}（{key_masked}）" if language == "zh" else f"{key_name} ({key_masked})"


# ---------------------------------------------------------------- time


def offset_of(moment: datetime, zone: tzinfo) -> str:
    """Give the name of a zone as its offset at that moment: "UTC+8", "UTC-3:30", "UTC"."""
    offset = moment.astimezone(zone).utcoffset() or timedelta(0)
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '-'}{hours}" + (f":{rest:02d}" if rest else "")


def when(moment: datetime, zone: tzinfo, language: Language) -> str:
    """Give a time to the minute in the reader's zone, and name the zone."""
    text, offset = f"{moment.astimezone(zone):%Y-%m-%d %H:%M}", offset_of(moment, zone)
    return f"{text}（{offset}）" if language == "zh" else f"{text} ({offset})"


def exactly(moment: datetime) -> str:
    """Give a time to the second in UTC."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def both_times(moment: datetime, zone: tzinfo, language: Language) -> str:
    """Give a time in UTC and, beside it, the reader's clock with its offset."""
    here, offset = moment.astimezone(zone), offset_of(moment, zone)
    if offset == "UTC":
        return exactly(moment)
    same_day = here.date() == moment.astimezone(UTC).date()
    text = f"{here:%H:%M:%S}" if same_day else f"{here:%Y-%m-%d %H:%M:%S}"
    local = f"{text} {offset}"
    return f"{exactly(moment)}（{local}）" if language == "zh" else f"{exactly(moment)} ({local})"


def rounded_up(moment: datetime, minutes: int = 10) -> datetime:
    """Give the next full ten minutes, which people can remember."""
    step = 60 * minutes
    return datetime.fromtimestamp(math.ceil(moment.timestamp() / step) * step, UTC)


def seconds(wait_s: float) -> Said:
    """Give a wait in whole seconds, rounded up, so that nobody comes too early."""
    number = max(1, math.ceil(wait_s))
    return Said(f"{number} second{'' if number == 1 else 's'}", f"{number} 秒")


def duration(milliseconds: float) -> Said:
    """Give a length of time in milliseconds, from a second on in seconds, from two minutes on in minutes."""
    if milliseconds < 1000:
        return Said(f"{milliseconds:.0f} ms", f"{milliseconds:.0f} 毫秒")
    if milliseconds < 120_000:
        return Said(f"{milliseconds / 1000:.1f} s", f"{milliseconds / 1000:.1f} 秒")
    return Said(f"{milliseconds / 60_000:.1f} min", f"{milliseconds / 60_000:.1f} 分钟")


_AGES = ((172_800, 86_400, "d", "天"), (7200, 3600, "h", "小时"), (120, 60, "min", "分钟"), (5, 1, "s", "秒"))


def age(since: datetime, now: datetime) -> Said:
    """Give how long ago something was, in a unit of which there are at least two; under 5 s is "just now"."""
    passed = int((now - since).total_seconds())
    for least, size, en, zh in _AGES:
        if passed >= least:
            return Said(f"{passed // size} {en} ago", f"{passed // size} {zh}前")
    return Said("just now", "刚刚")


# ---------------------------------------------------------------- limits

_WHAT = {
    "requests": Said("requests", "次请求"),
    "tokens": Said("tokens", "个 Token"),
    "parallel": Said("requests at once", "个并发请求"),
}
_PER = {
    0.0: Said("", ""),
    1.0: Said("per second", "每秒"),
    60.0: Said("per minute", "每分钟"),
    3600.0: Said("per hour", "每小时"),
    86400.0: Said("per day", "每天"),
}


def limit_of(limit: RateLimit) -> Said:
    """Give a limit in words: "60 requests per minute"."""
    what = _WHAT.get(limit.what, _WHAT["requests"])
    minutes = f"{limit.per_s / 60:g}"
    per = _PER.get(limit.per_s, Said(f"per {minutes} minutes", f"每 {minutes} 分钟"))
    return Said(
        f"{_figure(limit.limit)} {what.en} {per.en}".strip(),
        f"{per.zh} {_figure(limit.limit)} {what.zh}".strip(),
    )


def used_of(limit: RateLimit) -> str:
    """Give what was used of a limit; "" when that is not known."""
    return "" if limit.used is None else _figure(limit.used)


def _figure(number: float) -> str:
    """Give a number with all its digits."""
    return str(int(number)) if number == int(number) else f"{number:.9f}".rstrip("0")
