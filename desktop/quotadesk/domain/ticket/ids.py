"""Find request ids and task ids: by shape, or by the words that announce one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quotadesk.domain.ticket.idshapes import GATEWAY_ID, PREFIXED_ID, TASK_ID, UUID, stamp_of
from quotadesk.domain.ticket.plain import Plain

_LIMIT = 200
_CUE = re.compile(
    r"(?:(?<![a-z])(?:request|req|call|response|generation|completion|message|trace|log)[-_ ]?(?:id|no\.?|number)s?"
    r"|requestid|x-request-id|logid|请求(?:的)?\s?(?:id|号|编号|标识)|调用\s?(?:id|号)|日志\s?(?:id|号))"
    r"[\"'`\]]{0,2}\s{0,3}(?:(?:is|was|are|as|=|:|#|是|为|叫|号)\s{0,3}){0,3}[\"'`(\[<]{0,2}\s?",
    re.IGNORECASE,
)
_TASK_CUE = re.compile(
    r"(?:task|job|mj)[-_ ]?ids?[\"'`]{0,2}\s{0,3}(?:(?:is|was|=|:|#)\s{0,3}){0,2}[\"'`(\[<]{0,2}"
    r"|任务\s?(?:id|号|编号)\s{0,3}(?:[:=]|是|为){0,2}\s{0,3}[\"'`]?",
    re.IGNORECASE,
)
_VALUE = re.compile(rf"{UUID}|[A-Za-z0-9][A-Za-z0-9_-]{{7,119}}")
_AND = re.compile(r"[\"'`)\]>]{0,2}\s{0,2}(?:,|、|and|和|及|与|&|/|;)\s{0,2}[\"'`(\[<]{0,2}", re.IGNORECASE)
# What else is made of a date and digits: orders, payments, invoices, tickets, shipments.
_OTHER_NUMBER = re.compile(
    r"(?:订单|单号|交易|流水|支付|付款|发票|工单|快递|运单|商户|合同|凭证|充值|order|invoice|payment|transaction|trade|"
    r"ticket|receipt|refund|txn|phone|tel|uid|用户)[^\n,;,。]{0,12}$",
    re.IGNORECASE,
)
_REQUEST_WORD = re.compile(r"request|req\b|请求|调用|oneapi", re.IGNORECASE)
_NO_ID = re.compile(
    r"(?:call|fp|batch|file|asst|thread|org|proj)[_-].*|\d{1,10}|[a-z]+(?:[_-][a-z]+)*|[A-Z]+(?:[_-][A-Z]+)*|\d{4}-\d\d-\d\d.*"
)
# W3C Trace Context, "trace-id": 32 hexadecimal digits, made by the customer's tracer and known to no gateway.
_TRACERS_OWN = re.compile(r"[0-9a-f]{32}")
_SERIAL_LENGTHS = range(29, 37)  # an all-digit request id; 28 digits are payment numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class IdFind:
    """An id and its place in the plain text; `windowed` when it begins with a time."""

    value: str
    start: int
    end: int
    task: bool = False
    windowed: bool = False


def find_ids(seen: Plain) -> list[IdFind]:
    """Find request and task ids, in the order of the text, each once."""
    found: dict[str, IdFind] = {}
    for find in sorted(_all(seen.text), key=lambda find: (find.start, -find.end)):
        if any(find.start < other.end and other.start < find.end for other in list(found.values())[-3:]):
            continue
        found.setdefault(find.value, find)
        if len(found) >= _LIMIT:
            break
    return list(found.values())


def _all(text: str) -> Iterator[IdFind]:
    for match in GATEWAY_ID.finditer(text):
        if _is_gateway_id(text, match):
            yield IdFind(value=match[0], start=match.start(), end=match.end(), windowed=True)
    for match in PREFIXED_ID.finditer(text):
        if _is_random(match[0].partition("_" if "_" in match[0] else "-")[2]):
            yield IdFind(value=match[0], start=match.start(), end=match.end())
    for match in TASK_ID.finditer(text):
        if _is_random(match[0][5:]):
            yield IdFind(value=match[0], start=match.start(), end=match.end(), task=True)
    yield from _announced(text, _CUE, task=False)
    yield from _announced(text, _TASK_CUE, task=True)


def _is_gateway_id(text: str, match: re.Match[str]) -> bool:
    if not stamp_of(match["stamp"]):
        return False
    before = text[max(0, match.start() - 28) : match.start()]
    announced = bool(_REQUEST_WORD.search(before))
    if _OTHER_NUMBER.search(before) and not announced:
        return False
    length = len(match[0])
    if match[0].isdigit():
        return length in _SERIAL_LENGTHS or (announced and length >= 24)
    return length >= 26 or (announced and length >= 22)


def _is_random(payload: str) -> bool:
    """Random payloads have a digit, or capitals among small letters; `gen-ai` and `msg_received` do not."""
    if len(payload) < 6:
        return False
    if re.search(r"\d", payload):
        return not re.fullmatch(r"[a-z]{2,}(?:-[a-z0-9]{1,8})*-?v?\d{1,3}", payload)
    return bool(re.search(r"[a-z][A-Z]", payload)) and len(payload) >= 10


def _announced(text: str, cue: re.Pattern[str], *, task: bool) -> Iterator[IdFind]:
    for match in cue.finditer(text):
        position = match.end()
        for _ in range(20):
            value = _VALUE.match(text, position)
            if not value or not _may_be_id(value[0]):
                break
            is_task = task or bool(TASK_ID.fullmatch(value[0]))
            gateway = GATEWAY_ID.fullmatch(value[0])
            if "trace" in match[0].lower() and _TRACERS_OWN.fullmatch(value[0]):
                break
            yield IdFind(
                value=value[0],
                start=value.start(),
                end=value.end(),
                task=is_task,
                windowed=bool(gateway and stamp_of(gateway["stamp"])),
            )
            following = _AND.match(text, value.end())
            if not following:
                break
            position = following.end()


def _may_be_id(value: str) -> bool:
    if value.isdigit():
        return len(value) >= 13
    return not _NO_ID.fullmatch(value) and bool(re.search(r"\d", value))
