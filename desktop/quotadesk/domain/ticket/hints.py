"""Read what customers give of a key instead of the key: `sk-…abcd`, 尾号 m0On, "ends in 9f3K"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from quotadesk.domain.ticket.facts import KeyHint
from quotadesk.domain.ticket.plain import Plain

_LIMIT = 50
_MASKED = re.compile(
    r"(?<![A-Za-z0-9_-])(?P<prefix>(?:sk|gsk|xai|hf|pk|rk|ak|fk|pplx|cr|AIza)[-_]?[A-Za-z0-9_-]{0,24}?)"
    r"(?:[.*•·]{2,80}|\*|x{3,60}|X{3,60}|_{3,}|~{1,}|-{2,})[-_]?(?P<tail>(?![xX]{3,}(?![A-Za-z0-9]))[A-Za-z0-9]{3,12})(?![A-Za-z0-9*])"
)
_STARRED = re.compile(
    r"(?<![A-Za-z0-9@.*+-])(?P<prefix>[A-Za-z0-9]{0,8})(?:\*{3,60}(?:[- ]\*{3,60}){0,5}[- ]?|\.{3,6}|•{3,60})(?P<tail>[A-Za-z0-9]{3,8})"
    r"(?![A-Za-z0-9@*.-]|\.[a-z])"
)
_ZH_TAIL = re.compile(
    r"(?:尾号|末尾|尾数|尾缀|尾部|后缀|结尾|(?:最后|末|后|最末|尾)(?:几|[三四五六八]|[34568])?(?:个|位)?"
    r"(?:位|字符|字母|码|数字))(?:数字|字符|数)?(?:是|为|:|=|叫|,|\s){0,3}[\"'(\[*.]{0,6}"
    r"(?P<tail>[A-Za-z0-9]{3,8})(?![A-Za-z0-9@])"
)
_ZH_END = re.compile(
    r"(?:以|是|为|密钥|key|开头|打头|\s|:|,)\s?[\"'*.]{0,6}(?P<tail>[A-Za-z0-9]{3,8})[\"']?\s?(?:结尾|收尾|作结尾)"
)
_EN_TAIL = re.compile(
    r"(?<![a-z])(?:(?:ends?|ending|ended|finish(?:es|ing)?)\s{1,2}(?:in|with|on|is|by)?"
    r"|last\s(?:few|three|four|five|six|eight|[34568])(?:\s(?:chars?|characters?|digits?|letters?|symbols?))?"
    r"(?:\sof\s(?:the|my|our|this)(?:\sapi)?\skey)?|(?:key\s)?(?:suffix|tail))"
    r"(?:\s(?:are|is|being)|\s?[:=-])?\s{0,2}[\"'(`*.]{0,6}(?P<tail>[A-Za-z0-9]{3,8})(?![A-Za-z0-9@])",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"[\"')\]]?\s?(?:和|及|与|、|,|and|&|/|或|or)\s?[\"'(`*.]{0,4}(?P<tail>[A-Za-z0-9]{3,8})(?![A-Za-z0-9@/:-])"
)
# Only the beginnings that keys have: a name or an address may begin with anything.
_BEGINNING = r"(?P<{}>(?:sk|gsk|xai|hf|pk|rk|ak|fk|pplx|cr|AIza)[-_]?[A-Za-z0-9_-]{{0,12}})"
_PREFIX = re.compile(
    rf"(?:前缀|开头|打头|(?:前|头)(?:几|[三四五六八]|[3-8])(?:个)?(?:位|字符|字母|码))(?:是|为|:|=|叫|,|\s){{0,3}}[\"'(]{{0,2}}{_BEGINNING.format('zh')}(?![A-Za-z0-9_-])"
    rf"|{_BEGINNING.format('first')}[.…*]{{0,6}}[\"')]?\s?(?:开头|打头)"
    rf"|(?<![a-z])(?:(?:starts?|starting|begins?|beginning)\s(?:with|in|by)|prefix(?:ed)?(?:\s(?:is|with|of))?\s?[:=]?|first\s(?:few|three|four|five|six|[3-8])(?:\s(?:chars?|characters?|letters?))?(?:\sare|\sis|:)?)\s{{0,2}}[\"'(`]{{0,2}}{_BEGINNING.format('en')}(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
_KEY_WORD = re.compile(
    r"(?<![a-z])(?:api[ -]?)?keys?(?![a-z])|密钥|秘钥|令牌|(?<![a-z])token(?!s)|sk-", re.IGNORECASE
)
_OTHER_WORD = re.compile(
    r"卡|手机|电话|身份证|账号|单号|订单|发票|工单|微信|车牌|card|phone|mobile|visa|mastercard|amex|invoice|order|ticket|"
    r"(?<![a-z])tel|account|request|请求",
    re.IGNORECASE,
)
_AFTER_OTHER = re.compile(
    r"\s?(?:的|结尾的?)?\s?(?:银行卡|信用卡|卡|手机|电话|号码|订单|card|phone)", re.IGNORECASE
)
_WORDS = frozenset(
    [
        "with",
        "this",
        "that",
        "what",
        "fail",
        "fails",
        "time",
        "soon",
        "null",
        "none",
        "here",
        "text",
        "error",
        "errors",
        "http",
        "json",
        "true",
        "false",
        "the",
        "and",
        "not",
        "day",
        "week",
        "are",
        "was",
        "were",
        "has",
        "had",
        "but",
        "for",
        "you",
        "our",
        "all",
        "key",
        "keys",
        "same",
        "hour",
        "today",
        "chars",
        "token",
        "tokens",
        "bytes",
        "data",
        "end",
        "stream",
        "response",
        "timeout",
        "half",
        "line",
        "lines",
        "char",
        "middle",
        "about",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HintFind:
    """A key hint and its place in the plain text."""

    key: KeyHint
    start: int
    end: int


def find_hints(seen: Plain) -> list[HintFind]:
    """Find masked keys and tails of keys; tails of cards, phones and orders are none."""
    finds = [*_masked(seen.text), *_tails(seen.text)]
    by_tail: dict[str, HintFind] = {}
    for find in sorted(finds, key=lambda find: (not find.key.prefix, find.start)):
        by_tail.setdefault(find.key.tail, find)
    found = sorted(by_tail.values(), key=lambda find: find.start)[:_LIMIT]
    return _with_prefix(seen.text, found)


def _with_prefix(text: str, finds: list[HintFind]) -> list[HintFind]:
    """Join a beginning that is told apart from the end; with two keys nobody knows whose it is."""
    told = _PREFIX.search(text)
    if told is None or len(finds) != 1 or finds[0].key.prefix:
        return finds
    prefix = told["zh"] or told["first"] or told["en"]
    tail = finds[0].key.tail
    return [replace(finds[0], key=replace(finds[0].key, prefix=prefix, masked=f"{prefix}…{tail}"))]


def _masked(text: str) -> Iterator[HintFind]:
    taken: list[tuple[int, int]] = []
    for match in _MASKED.finditer(text):
        if match["prefix"].endswith("-") or _is_odd(match["tail"]) or "*" in match[0] or ".." in match[0]:
            taken.append(match.span())
            yield _find(match, match["prefix"])
    spans = iter([*taken, (len(text) + 1, len(text) + 1)])
    current = next(spans)
    for match in _STARRED.finditer(text):
        while current[1] <= match.start():
            current = next(spans, (len(text) + 1, len(text) + 2))
        if match.start() < current[1] and match.end() > current[0]:
            continue
        if _is_key_mask(text, match):
            yield _find(match, match["prefix"])


def _is_key_mask(text: str, match: re.Match[str]) -> bool:
    """Without `sk-` a mask is a key's only when key is the nearest word, or with New API's 4 + stars + 4."""
    before = text[max(0, match.start() - 24) : match.start()]
    if _nearest(before) == "other":
        return False
    if _nearest(before) == "key" and _is_odd(match["tail"]):
        return True
    stars = match[0].count("*")
    return (
        stars >= 6
        and len(match["prefix"]) == len(match["tail"]) == 4
        and not (match["prefix"] + match["tail"]).isdigit()
    )


def _tails(text: str) -> Iterator[HintFind]:
    for pattern, english in ((_ZH_TAIL, False), (_ZH_END, False), (_EN_TAIL, True)):
        for match in pattern.finditer(text):
            if not _is_tail(text, match, english=english):
                continue
            yield _find(match, "")
            more = _MORE.match(text, match.end())
            if more and _is_odd(more["tail"]) and len(more["tail"]) == len(match["tail"]):
                yield _find(more, "")


def _is_tail(text: str, match: re.Match[str], *, english: bool) -> bool:
    tail = match["tail"]
    around = text[max(0, match.start() - 28) : match.start("tail")]
    nearest = _nearest(around)
    if nearest == "other" or _AFTER_OTHER.match(text, match.end()):
        return False
    if tail.isdigit():
        return nearest == "key" or bool(_KEY_WORD.search(text, match.end(), match.end() + 10))
    if _is_odd(tail):
        return True
    return tail.lower() not in _WORDS and (not english or (nearest == "key" and len(tail) == 4))


def _nearest(before: str) -> str:
    """Tell whether the last telling word before a place speaks of a key or of some other number."""
    key = max((match.end() for match in _KEY_WORD.finditer(before)), default=-1)
    other = max((match.end() for match in _OTHER_WORD.finditer(before)), default=-1)
    if key == other:
        return ""
    return "key" if key > other else "other"


def _is_odd(tail: str) -> bool:
    """A digit or a capital inside: no ordinary word looks so."""
    return bool(re.search(r"\d", tail) or re.search(r"[a-z][A-Z]|[A-Z]{2}", tail))


def _find(match: re.Match[str], prefix: str) -> HintFind:
    tail = match["tail"]
    key = KeyHint(prefix=prefix, tail=tail, full=False, masked=f"{prefix}…{tail}")
    return HintFind(
        key=key, start=match.start("prefix") if prefix else match.start("tail"), end=match.end("tail")
    )
