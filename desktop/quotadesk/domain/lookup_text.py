"""The text form of a lookup: `owner:acme status:402,429 since:24h`, read and written.

Words without a key are not read here; they come back as `words`, to be read like a pasted ticket.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quotadesk.domain.charge import Charge
from quotadesk.domain.lookup import NEWEST_FIRST, Lookup, LookupKey, Sort, SortKey, Term
from quotadesk.domain.records import RequestType
from quotadesk.domain.said import Said
from quotadesk.domain.window import Window

_TOKEN = re.compile(
    r'(?P<key>[a-z]{2,12}):(?P<value>(?:"[^"]*"|[^\s,"]+)(?:,(?:"[^"]*"|[^\s,"]+))*)|(?P<word>\S+)'
)
_VALUE = re.compile(r'"([^"]*)"|([^\s,"]+)')
_SPAN = re.compile(r"(\d{1,5})(m|h|d|w)")
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_TIME_KEYS = frozenset({LookupKey.SINCE, LookupKey.FROM, LookupKey.TO, LookupKey.TZ})
_ORDER = re.compile(r"([a-z]+)(?:-(asc|desc))?")
WORDS_OF_A_SENTENCE = 4
_WORDS = re.compile(r"[\u4e00-\u9fff]{1,2}|[^\W\u4e00-\u9fff]+")  # two Han characters are about one word
_CODE = re.compile(r"\{[^{}]*\}|[\w.-]+", re.ASCII)  # JSON, and what may be an id or the name of a model
_NAME = re.compile(r"[\w-][_\d.-]", re.ASCII)
_END = re.compile(r"[?!\uff1f\uff01\u3002]|\.(?:\s|$)")
# as gateways end a refusal, in Chinese without spaces
_GIVES_AN_ID = re.compile(r"\brequest id:\s+\w", re.IGNORECASE)
_YES_NO = ("yes", "no")


class Unclear(ValueError):
    """A term that cannot be read: where it stands, what is wrong with it, and what would be right."""

    def __init__(self, position: int, said: Said, hint: Said) -> None:
        super().__init__(said.en)
        self.position = position
        self.said = said
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed: terms with a key, and the words that have none."""

    lookup: Lookup
    words: str


def is_ticket(text: str) -> bool:
    """Whether a text was pasted rather than typed: it has lines, or is long."""
    return "\n" in text.strip() or len(text) > 300


def is_prose(text: str) -> bool:
    """Whether a text is a sentence in which something only looks like a term: "(request id: 2026…)"."""
    plain = [word for word in text.split() if not re.match(r"[a-z]{2,12}:", word)]
    return len(plain) >= WORDS_OF_A_SENTENCE or _GIVES_AN_ID.search(text) is not None


def is_sentence(text: str) -> bool:
    """Whether a few words are a sentence rather than a phrase to search for: they end like one, or are many."""
    return bool(_END.search(text)) or len(_WORDS.findall(text)) >= WORDS_OF_A_SENTENCE


def is_chinese(text: str) -> bool:
    """Whether a message is mostly written in Han characters; code that it quotes is in nobody's language."""
    words: list[str] = _WORDS.findall(_CODE.sub(_without_code, text))
    han = [word for word in words if "\u4e00" <= word[0] <= "\u9fff"]
    return len(han) * 2 > sum(word.isalpha() for word in words)


def _without_code(found: re.Match[str]) -> str:
    return " " if found[0][0] == "{" or _NAME.search(found[0]) else found[0]


def has_words(text: str) -> bool:
    """Whether there is a word, of any language, or a mark that ends a sentence."""
    return bool(_WORDS.search(text) or _END.search(text))


def parse(text: str, *, now: datetime, tz: str = "UTC") -> Typed:
    """Read the text form. `tz` is the zone of times that name none, unless the text has `tz:`.

    Raises Unclear with the position of the first term that cannot be read.
    """
    found: dict[LookupKey, list[str]] = {}
    words: list[str] = []
    at: dict[LookupKey, int] = {}
    for token in _TOKEN.finditer(text):
        name = token["key"]
        if name is None or token["value"].startswith("//"):
            _refuse_half_a_term(token[0], token.start())
            words.append(token[0])
            continue
        key = _key(name, token.start())
        if key in found:
            raise _unclear(token.start(), "twice", key)
        values = [a or b for a, b in _VALUE.findall(token["value"])]
        found.setdefault(key, []).extend(_checked(key, v, token.start()) for v in values)
        at.setdefault(key, token.start())
    zone_name = found.get(LookupKey.TZ, [tz])[-1]
    window, window_text = _window(found, at, now=now, zone=zone_of(zone_name, at.get(LookupKey.TZ, 0)))
    terms = tuple(
        Term(key=k, values=tuple(dict.fromkeys(found[k])))
        for k in LookupKey
        if k in found and k not in _TIME_KEYS and k is not LookupKey.SORT
    )
    sort = _order(found[LookupKey.SORT], at[LookupKey.SORT]) if LookupKey.SORT in found else NEWEST_FIRST
    lookup = Lookup(terms=terms, window=window, window_text=window_text, tz=zone_name, sort=sort)
    return Typed(lookup=lookup, words=" ".join(words))


def format_lookup(lookup: Lookup) -> str:
    """Write a lookup in its text form; `parse` gives the same lookup back."""
    parts = [format_term(term) for term in lookup.terms]
    if lookup.window_text:
        parts.append(lookup.window_text)
    elif lookup.window:
        zone = zone_of(lookup.tz)
        parts += [f"from:{_iso(lookup.window.start, zone)}", f"to:{_iso(lookup.window.end, zone)}"]
    if lookup.tz != "UTC":
        parts.append(f"tz:{lookup.tz}")
    if lookup.sort != NEWEST_FIRST:
        parts.append(format_sort(lookup.sort))
    return " ".join(parts)


def format_sort(sort: Sort) -> str:
    """Write an order: `sort:cost-desc`."""
    return f"{LookupKey.SORT}:{sort.by}-{'desc' if sort.descending else 'asc'}"


def format_term(term: Term) -> str:
    """Write one term: `status:402,429`, with quotes where a value needs them."""
    return f"{term.key}:" + ",".join(_quoted(v) for v in term.values)


def _quoted(value: str) -> str:
    return f'"{value}"' if re.search(r'[\s,"]', value) else value


def _iso(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


def _refuse_half_a_term(word: str, position: int) -> None:
    """Refuse a known key without a value, or with a quote that is not closed; other words are words."""
    name, colon, rest = word.partition(":")
    if colon and name in set(LookupKey) and (not rest or rest.startswith('"')):
        raise _unclear(position, "quote" if rest else "empty", name)


_UNCLEAR = {
    "twice": (
        Said("“{key}:” stands twice.", "“{key}:”出现了两次。"),
        Said("Join the values by a comma: {key}:a,b.", "请用逗号合并：{key}:a,b。"),
    ),
    "empty": (
        Said("“{key}:” has no value.", "“{key}:”没有值。"),
        Said("Write a value behind it, such as {key}:acme.", "请在其后写上值，例如 {key}:acme。"),
    ),
    "quote": (
        Said("The quote behind “{key}:” is not closed.", "“{key}:”后的引号没有闭合。"),
        Said('Close it: {key}:"two words".', '请补上引号：{key}:"two words"。'),
    ),
    "future": (
        Said("“{key}:” lies in the future.", "“{key}:”的时间在将来。"),
        Said("Write a time that has passed.", "请写已经过去的时间。"),
    ),
}


def _unclear(position: int, name: str, key: str) -> Unclear:
    said, hint = _UNCLEAR[name]
    return Unclear(
        position,
        Said(said.en.format(key=key), said.zh.format(key=key)),
        Said(hint.en.format(key=key), hint.zh.format(key=key)),
    )


def _key(name: str, position: int) -> LookupKey:
    try:
        return LookupKey(name)
    except ValueError:
        known = " ".join(LookupKey)
        raise Unclear(
            position,
            Said(f"“{name}:” is not a lookup key.", f"“{name}:”不是查询字段。"),
            Said(
                f"Known keys: {known}. Put other text in quotes after text:.",
                f'可用字段：{known}。其他文字写作 text:"…"。',
            ),
        ) from None


_CHOICES: dict[LookupKey, tuple[str, ...]] = {
    LookupKey.CHARGED: tuple(Charge),
    LookupKey.FAILED: _YES_NO,
    LookupKey.TYPE: tuple(RequestType),
}


def _checked(key: LookupKey, value: str, position: int) -> str:
    if not value.strip("* "):
        raise _unclear(position, "empty", key)
    if key in _CHOICES:
        value = value.lower()
        if value not in _CHOICES[key]:
            listed = ", ".join(_CHOICES[key])
            raise Unclear(
                position,
                Said(f"“{value}” is not a value of {key}:.", f"{key}: 没有“{value}”这个值。"),
                Said(f"Use one of: {listed}.", f"可用：{listed}。"),
            )
    if key in {LookupKey.STATUS, LookupKey.ATTEMPT} and not re.fullmatch(r"[1-5](\d\d|xx)", value.lower()):
        raise Unclear(
            position,
            Said(f"“{value}” is not a status.", f"“{value}”不是状态码。"),
            Said(
                "Write a number such as 429, or a class such as 4xx.",
                "请写 429 这样的数字，或 4xx 这样的类别。",
            ),
        )
    return value.lower() if key in {LookupKey.STATUS, LookupKey.ATTEMPT} else value


def zone_of(name: str, position: int = 0) -> tzinfo:
    """Give the zone of an IANA name or an offset such as +08:00; raises Unclear."""
    offset = _OFFSET.fullmatch(name)
    if offset and int(offset[2]) <= 14:
        delta = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(-delta if offset[1] == "-" else delta)
    if name.upper() in {"UTC", "Z"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unclear(
            position,
            Said(f"“{name}” is not a time zone.", f"“{name}”不是时区。"),
            Said("Write tz:Asia/Shanghai or tz:+08:00.", "请写 tz:Asia/Shanghai 或 tz:+08:00。"),
        ) from None


def _window(
    found: dict[LookupKey, list[str]], at: dict[LookupKey, int], *, now: datetime, zone: tzinfo
) -> tuple[Window | None, str]:
    if LookupKey.SINCE in found:
        value = found[LookupKey.SINCE][-1]
        window = relative(value, now=now, zone=zone)
        if window is None or LookupKey.FROM in found:
            raise Unclear(
                at[LookupKey.SINCE],
                Said(f"“since:{value}” cannot be read.", f"无法识别“since:{value}”。"),
                Said(
                    "Write since:24h, since:7d, since:today or since:yesterday, without from:.",
                    "请写 since:24h、since:7d、since:today 或 since:yesterday，且不与 from: 同用。",
                ),
            )
        until = _moment(found, at, LookupKey.TO, zone) or window.end
        said = "" if LookupKey.TO in found else f"since:{value}"
        return _span(window.start, until, at.get(LookupKey.TO, 0)), said
    start = _moment(found, at, LookupKey.FROM, zone)
    end = _moment(found, at, LookupKey.TO, zone)
    if start is None and end is None:
        return None, ""
    if start is not None and end is None and start > now:
        raise _unclear(at[LookupKey.FROM], "future", LookupKey.FROM)
    end = end or now
    return _span(start or end - timedelta(days=1), end, at.get(LookupKey.FROM, 0)), ""


def _order(values: list[str], position: int) -> Sort:
    """Read `cost-desc`; without a direction it is the one that is mostly wanted first."""
    read = _ORDER.fullmatch(values[0].lower())
    if len(values) > 1 or read is None or read[1] not in set(SortKey):
        raise Unclear(
            position,
            Said(f"“{','.join(values)}” is no order.", f"“{','.join(values)}”不是排序方式。"),
            Said(
                f"Write one of {', '.join(SortKey)}, such as sort:cost-desc or sort:owner-asc.",
                f"可用：{'、'.join(SortKey)}，例如 sort:cost-desc 或 sort:owner-asc。",
            ),
        )
    by = SortKey(read[1])
    return Sort(by=by, descending=read[2] == "desc") if read[2] else Sort.first(by)


def _span(start: datetime, end: datetime, position: int) -> Window:
    if end < start:
        raise Unclear(
            position,
            Said("The window ends before it starts.", "时间段的结束早于开始。"),
            Said("Exchange from: and to:.", "请交换 from: 与 to:。"),
        )
    return Window(start.astimezone(UTC), end.astimezone(UTC))


def relative(value: str, *, now: datetime, zone: tzinfo) -> Window | None:
    """Give the window of `24h`, `7d`, `today`, `yesterday`; None when it is none of these."""
    midnight = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    named: dict[str, Callable[[], Window]] = {
        "today": lambda: Window(midnight.astimezone(UTC), now),
        "yesterday": lambda: Window(_day_before(midnight), midnight.astimezone(UTC)),
    }
    if value.lower() in named:
        return named[value.lower()]()
    span = _SPAN.fullmatch(value.lower())
    if not span:
        return None
    return Window((now - timedelta(**{_UNITS[span[2]]: int(span[1])})).astimezone(UTC), now.astimezone(UTC))


def _day_before(midnight: datetime) -> datetime:
    """Midnight of the day before, on the wall clock (a day may have 23 or 25 hours)."""
    wall = (midnight.replace(tzinfo=None) - timedelta(days=1)).replace(tzinfo=midnight.tzinfo)
    return wall.astimezone(UTC)


def _moment(
    found: dict[LookupKey, list[str]], at: dict[LookupKey, int], key: LookupKey, zone: tzinfo
) -> datetime | None:
    if key not in found:
        return None
    value = found[key][-1]
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Unclear(
            at[key],
            Said(f"“{value}” is not a time.", f"“{value}”不是时间。"),
            Said(
                f"Write {key}:2026-11-23T15:00, with or without a zone.",
                f"请写 {key}:2026-11-23T15:00，可带时区。",
            ),
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
