"""Read HTTP status codes, and leave amounts, counts, latencies, ports and numbers of other things alone."""

import re
from collections.abc import Iterator

from quotadesk.domain.ticket.plain import Plain

_NUMBER = re.compile(
    r"(?<!\d,)(?<![0-9a-z]\.)(?<![\d/\\@$¥€£~])(?:(?<![_-])|(?<=http[_-])|(?<=status[_-])|(?<=error[_-])|(?<=code[_-])|(?<=err[_-]))(?P<n>[1-5]\d\d)(?![\d%°_@]|[.:]\d|,\d{3}(?!\d)|-\w|\s?[:/]\s?\d\d?(?!\d))"
)
_SLASHED = re.compile(r"(?<![\w.,/-])[45]\d\d(?:\s?[/、|]\s?[45]\d\d){1,5}(?![\w/]|-\d|[.,]\d)")
_HANZI = re.compile(
    r"(?:报错?|返回|状态码|错误码|出现|提示|错误)\s?(?P<n>[四五][零〇一二三四五六七八九]{2})(?![零〇一二三四五六七八九十百千万])"
)
_HANZI_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_ONES = {
    word: n
    for n, word in enumerate(["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
}
_TENS = {"oh": 0, "o": 0, "zero": 0, "twenty": 20}
_SPOKEN = re.compile(
    rf"(?<![a-z])(?P<h>four|five)[\s-](?P<t>{'|'.join(_TENS)})[\s-](?P<o>{'|'.join(w for w in _ONES if w != 'oh')})(?![a-z])"
)
# An access log writes: "POST /path HTTP/1.1" status size.
_ACCESS_LOG = re.compile(r"http/[\d.]{1,3}\"?\s{1,3}(?P<n>[1-5]\d\d)\s{1,3}(?P<size>\d{1,9}|-)")
_SIZED = re.compile(r"http/[\d.]{1,3}\"?\s{1,3}\d{3}\s{1,3}$")
_STATUS_WORD = re.compile(
    r"(?:status(?:[-_ ]?code)?|http(?:[-_ ]?(?:status|code))?(?:/[\d.]{1,3})?|状态码?|返回码|响应码|错误码|err(?:or)?(?:[-_ ]?code)?|"
    r"code|返回了?|响应|报错?了?|抛|状态|第[一二三四五1-5]次|首次|respond(?:s|ed|ing)?(?: with)?|return(?:s|ed|ing)?|answer(?:s|ed)?|收到|got|->|=>|→)"
    r"(?:\s?(?:is|was|of|a|an|the|with|是|为|的|都是|全是|全部|一直|了)){0,3}[\"'`\])\s:=-]{0,4}[\"'(\[<]?$"
)
_GLUED = re.compile(r"(?:http|https|error|err|code|status|e)[-_]?$")
_REASON = re.compile(
    r"[\"'\])]{0,2}[\s:(-]{0,3}(?:too many|not found|unauthorized|forbidden|bad (?:gateway|request)|internal server|service unav|"
    r"gateway time|payment req|overloaded|conflict|request (?:timeout|entity)|unprocessable|ok(?![a-z])|"
    r"(?:错误|报错|error|status|状态)(?!\s?[:=]))"
)
_NAMED_BEFORE = re.compile(
    r"(?:#|no\.|订单|单号|工单|发票|编号|渠道|通道|用户|房间|门牌|端口|版本|第|尾号|电话|热线|分机|线路|群|学号|工号|"
    r"(?<![a-z])(?:port|lines?|page|room|floor|suite|ticket|case|order|invoice|user|channel|issue|pr|bug|row|item|version|"
    r"build|[pu]?id|step|gpu|rtx|seed|node|top|task|job|goroutine|thread|worker|process|tel|phone|call us at|ext|line no))\s?(?:id|号|no)?\s?[:#=]?\s?$"
)
_AMOUNT_BEFORE = re.compile(
    r"(?:余额|额度|剩余|剩|消耗了?|花了|花费|扣了|扣|扣除|充值?了?|用了|用掉|共|总共|总计|合计|价格|单价|费用|金额|耗时|用时|延迟|等了|"
    r"长度|大小|超时(?=\s?[:=为])|数量|最大|最多|至少|限制|上限|下限|每分钟|每秒|每天|大概|大约|约|超过|不到|将近|(?<![a-z_])(?:usage|used|spent|cost|costs|paid|"
    r"limit|limits|max|maximum|min|minimum|up to|about|over|under|above|below|than|nearly|almost|total|tokens|"
    r"requested|remaining|current|balance|budget|quota|latency|took|takes|waited|after|every|per|timeout(?=\s?[:=])|retry-after|"
    r"rpm|tpm|qps|rps|size|length|usd|cny|rmb|us\$|duration|elapsed|width|height|temperature|max_tokens|batch)|"
    r"(?<!(?<!\d)\d)(?<!(?<!\d)\d\d)(?<!(?<!\d)\d\s)(?<!(?<!\d)\d\d\s)x|"  # 37 x 429 counts; 1024 x 429 measures
    r"\$|¥|€|£)\s?(?:of|is|was|:|=|了|为|是|在|达?到|达)?\s?$"
)
_UNIT_AFTER = re.compile(
    r"[ \t]?(?:个|ms|毫秒|秒|分钟|分|小时|天|元|块|角|美元|美金|刀|人民币|条|次|张|字|行|人|名|万|千|亿|倍|页|份|台|篇|段|轮|点|号|楼|"
    r"积分|美分|家|位|路|兆|并发|左右的|多(?:个|条|次|块|元|张)|%|°|x\d{3}|"
    r"(?:k|kb|mb|gb|tb|m|b|hz|px|rpm|tpm|qps|rps|tps|ppm|usd|cny|rmb|eur|hkd|sgd|"
    r"tokens?|requests?|reqs?|calls?|images?|pictures?|videos?|users?|people|persons?|seats?|words?|chars?|"
    r"characters?|lines?|rows?|records?|items?|documents?|docs?|pages?|files?|times|seconds?|secs?|minutes?|mins?|"
    r"hours?|hrs?|days?|dollars?|bucks|cents?|credits?|yuan|euros?|pounds?|bytes?|percent|millis(?:econds)?|"
    r"concurrent|prompts?|messages?|msgs?|customers?|employees?|accounts?|units?|points?|keys?|k/s|"
    r"tok(?:/s)?|per\s)(?![a-z0-9]))"
)
_PLURAL_AFTER = re.compile(r"'?s(?![a-z0-9])")
_PLURAL_BEFORE = re.compile(
    r"(?:bunch of|lots of|lot of|tons of|loads of|of|many|some|several|few|all|get|gets|got|getting|see|sees|saw|seeing|"
    r"return|returns|returned|returning|throwing|throws|these|those|the|our|with|more|any|and|or|intermittent|random|"
    r"constant|constantly|occasional|occasionally|sporadic|frequent|only|just|receiving|receive|received|hitting|"
    r"hit|by|to|,|:|the same|into|are|were|mostly|consistent|consistently|nothing but|一堆|很多|大量|都是|全是|报|返回|大批|some|"
    r"as|(?<!\d)\d{1,3}|[45]\d\ds,?(?: and| or)?)\s?$"
)
_VERB_BEFORE = re.compile(r"(?<![\w.-])[a-z]{2,}\s$")  # every request 401s, marketing had 429s
_SECONDS_BEFORE = re.compile(
    r"(?:took|takes|taken|after|for|waited|waits|waiting|wait|hung|hangs?|lasted|lasts?|ran|runs?|running|sleep|sleeps|slept|delay|delayed|"
    r"spent|exceed(?:s|ed)?|within|every|than|about|around|nearly|almost|over|under|up to|average|avg|mean|median|p\d\d|ttl|time|times|"
    r"in|latency|latency of|timeout|timeout of|duration|elapsed|耗时|超时|延迟|用时|等了|时间)"
    r"\s?(?:of|:|=|is|was|about|around|了)?\s?$"
)
_NOT_BEFORE = re.compile(
    r"(?:不是|并非|没有?报?|不报|not(?: a| an)?|no|no more|without|instead of|rather than|而不是)\s?$"
)
_DIGITS_NEAR = re.compile(r"(?P<gap>[ \t]|-)(?P<d>\d{3,})(?!\d)")
_DIGITS_BEFORE = re.compile(r"(?<!\d)(?P<d>\d{1,4})(?:[ \t]|-)$")
_KNOWN = frozenset({*range(400, 419), 421, 422, 423, 424, 425, 426, 428, 429, 431, 434, 451, 498, 499})
_KNOWN |= frozenset({*range(500, 512), *range(520, 531), 529, 540, 561, 598, 599})
_LOOK = 34
_LIMIT = 20


def find_statuses(seen: Plain) -> list[tuple[int, int, int]]:
    """Find statuses as (status, start, end) in the plain text, each status once."""
    found: dict[int, tuple[int, int, int]] = {}
    for status, start, end in sorted(_all(seen.low), key=lambda find: find[1]):
        found.setdefault(status, (status, start, end))
        if len(found) >= _LIMIT:
            break
    return list(found.values())


def _all(low: str) -> Iterator[tuple[int, int, int]]:
    for match in _ACCESS_LOG.finditer(low):
        if match["n"][0] in "45":
            yield int(match["n"]), match.start("n"), match.end("n")
    for match in _SLASHED.finditer(low):
        for part in re.finditer(r"\d{3}", match[0]):
            if int(part[0]) in _KNOWN:
                yield int(part[0]), match.start() + part.start(), match.start() + part.end()
    for match in _NUMBER.finditer(low):
        if _is_status(low, match):
            yield int(match["n"]), match.start(), match.end()
    for match in _SPOKEN.finditer(low):
        yield _spoken(match), match.start(), match.end()
    for match in _HANZI.finditer(low):
        yield int("".join(_HANZI_DIGITS[c] for c in match["n"])), match.start("n"), match.end("n")


def _spoken(match: re.Match[str]) -> int:
    """Give the number of "four-oh-two" and "five twenty nine"."""
    return _ONES[match["h"]] * 100 + _TENS[match["t"]] + _ONES[match["o"]]


def _is_status(low: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    before, after = low[max(0, start - _LOOK) : start], low[end : end + _LOOK]
    if before and (before[-1].isascii() and before[-1].isalpha()) and not _GLUED.search(before):
        return False
    if (
        _SOURCE_LINE.search(before)
        or _OTHER_FIELD.search(before)
        or _COUNTED_BEFORE.search(before)
        or _COUNTED_AFTER.match(after)
    ):
        return False
    plural = bool(_PLURAL_AFTER.match(after))
    told = bool(_STATUS_WORD.search(before) or _GLUED.search(before))
    reasoned = bool(_REASON.match(after))  # "413 Request Entity Too Large" counts no requests
    if (
        _NOT_BEFORE.search(before)
        or _SIZED.search(before)
        or not (reasoned or _unit_free(before, after, told))
    ):
        return False
    number = int(match["n"])
    if plural:
        return number in _KNOWN
    if number < 400:
        return told and (reasoned or _is_explicit(before))
    if told or reasoned:
        return not re.search(r"[$¥€£]\s?$", before)
    if number not in _KNOWN or _NAMED_BEFORE.search(before) or _AMOUNT_BEFORE.search(before):
        return False
    return not _in_phone(before, after) and not _PORT.search(before)


# The value of a field or header that is no status, and one of a count: "max_tokens": 500, request 500 of 502, 402#402.
_OTHER_FIELD = re.compile(
    r"(?:(?<=[\"'])(?![\w-]*(?:status|code|http|err|resp|result|reason))[a-z][\w-]{0,40}[\"']"
    r"|(?<![\w-])(?:x-(?![\w-]*(?:status|code|http|err))[\w-]{1,40}|[a-z][\w-]{0,30}[_-]"
    r"(?:tokens?|length|size|count|bytes|ms|seconds|timeout|budget|total|port|remaining|quota|width|height|index|steps))"
    r"|(?<![\w-])[a-z](?=\s?=))"
    r"\s{0,2}[:=]\s{0,2}[\"']?$"
    r"|(?<![\w-])(?:(?:max|min|num|n)_[a-z_]{1,30}|[a-z]{2,12}_[a-z])\s{0,2}[:=]?\s?$"  # top_k 404
)
_COUNTED_BEFORE = re.compile(r"\d\s(?:out\s)?of\s$")
_COUNTED_AFTER = re.compile(r"#\d|\s(?:out\s)?of\s\d")
_SOURCE_LINE = re.compile(r"\.(?:py|[cm]?[jt]sx?|go|java|kt|rs|rb|php|cs|cpp|swift|scala|lua|sh):$")
_PORT = re.compile(r"(?:localhost|\.[a-z]{2,10}|\d):$")
_EXPLICIT = re.compile(r"(?:status|http|状态|返回|code|响应|码|第[一二三四五1-5]次)[^,.;，。\n]{0,12}$")


def _is_explicit(before: str) -> bool:
    return bool(_EXPLICIT.search(before))


def _unit_free(before: str, after: str, told: bool) -> bool:
    """`402s` is plural beside "a bunch of" and seconds after "took"; 429个 and 500 tokens are counts."""
    plural = _PLURAL_AFTER.match(after)
    if plural:
        if _SECONDS_BEFORE.search(before):
            return False
        return (
            told
            or bool(_PLURAL_BEFORE.search(before) or _VERB_BEFORE.search(before))
            or bool(re.match(r"'?s (?:error|on|from|since|for|all)", after))
        )
    if after[:1].isascii() and after[:1].isalpha():
        return False
    return not _UNIT_AFTER.match(after)


def _in_phone(before: str, after: str) -> bool:
    """400-820-8820 and 415 555 0132 are telephone numbers."""
    follows = _DIGITS_NEAR.match(after)
    if follows and int(follows["d"][:9]) not in _KNOWN:
        return True
    leads = _DIGITS_BEFORE.search(before)
    return bool(leads and int(leads["d"]) not in _KNOWN and not re.search(r"[:.,]\d{1,9}\s$", before))
