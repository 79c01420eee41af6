"""Which held request a customer's message is about, if any: named, of the same error, in its time, and the only one.

A refusal at the door leaves no row, so the newest row of a key is no answer to a message: a row that contradicts the
message, or that may belong to somebody else, would make a reply state facts of another call.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from quotadesk.domain.records import RequestType
from quotadesk.domain.requests import Line
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family, Verdict

RECENT = timedelta(hours=24)  # how far back a message that names no time may mean
NONE_AGREES = Said(
    "No request found agrees with the message: the verdict rests on its words alone. Choose a row to open it.",
    "查到的请求均与该消息不符：判断仅依据消息文字。如需打开某个请求，请在列表中选择。",
)
_LEAST_TEXT = 12  # characters of a row's error that prove more than chance when they stand in a message
_TYPES: dict[RequestType, str] = {
    RequestType.VIDEO: r"视频|\bvideos?\b",
    RequestType.IMAGE: r"图片|图像|绘图|画图|生图|\bimages?\b",
    RequestType.MUSIC: r"音乐|\bmusic\b|\bsongs?\b",
    RequestType.AUDIO: r"语音|音频|\baudio\b|\bspeech\b",
    RequestType.EMBEDDING: r"向量|\bembeddings?\b",
}
_SPENT = (
    r"(?:扣了?费?|少了|收了?|花了?|消耗了?|\bcharged|\bbilled|\bcost|\btook|\bdeducted)[^\d$＄¥￥\n]{0,16}"
)
_USD = re.compile(_SPENT + r"[$＄]\s?(\d+(?:\.\d+)?)", re.IGNORECASE)
_OTHER_MONEY = re.compile(
    _SPENT + r"(?:[¥￥]\s?\d|\d+(?:\.\d+)?\s?(?:元|块|人民币|rmb\b|cny\b))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a message states of its request, beside the names and the time by which rows were found.

    `words`: the verdict on the message alone. `error`: it quotes an error. `usd`: the charge as written, None = none.
    """

    text: str
    words: Verdict
    status: bool = False
    error: bool = False
    types: frozenset[RequestType] = field(default_factory=frozenset)
    usd: str = ""
    paid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A found row, judged by its own records. `text` is what its error says."""

    line: Line
    verdict: Verdict
    text: str = ""


def stated(text: str, words: Verdict, *, status: bool, error: bool) -> Stated:
    """Read what a message states of kind and charge of its request."""
    usd = _USD.search(text)
    return Stated(
        text=text,
        words=words,
        status=status,
        error=error,
        types=frozenset(kind for kind, word in _TYPES.items() if re.search(word, text, re.IGNORECASE)),
        usd=usd[1] if usd else "",
        paid=bool(usd or _OTHER_MONEY.search(text)),
    )


def chosen(message: Stated, candidates: Sequence[Candidate]) -> Candidate | None:
    """Give the candidate (newest first) that may stand for the message: the only one, or the newest of equals."""
    agreeing = [c for c in candidates if _agrees(message, c)]
    alike = {(c.line.owner, c.verdict.family, c.verdict.charge.charge) for c in agreeing}
    return agreeing[0] if len(alike) == 1 else None


def _agrees(message: Stated, candidate: Candidate) -> bool:
    line = candidate.line
    of_type = not message.types or line.type is None or line.type in message.types
    return of_type and _same_charge(message, line) and _same_error(message, candidate)


def _same_charge(message: Stated, line: Line) -> bool:
    """Whether the row's charge can be what was stated: to the digits written; another currency says only that it is."""
    if not message.paid:
        return True
    if not line.amount_nano:
        return False
    digits = len(message.usd.partition(".")[2])
    return not message.usd or round(line.amount_nano / 1e9, digits) == round(float(message.usd), digits)


def _same_error(message: Stated, candidate: Candidate) -> bool:
    line, words = candidate.line, message.words.family
    if _quotes(message.text, candidate):
        return True
    if words is not Family.UNKNOWN:
        return candidate.verdict.family is words
    if message.error:
        return False  # an error that nobody knows is only the row that has it
    return line.failed or message.status or bool(message.usd)


def _quotes(text: str, candidate: Candidate) -> bool:
    """Whether the message holds the row's own error."""
    said = " ".join(candidate.text.split())
    return len(said) >= _LEAST_TEXT and said in " ".join(text.split())
