"""Find out how long a caller was asked to wait: from headers, fields, words and reset times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from quotadesk.domain.diagnosis.body import Body

LONGEST_WAIT_S = 40 * 86_400.0

_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|h|m|s)(?![a-z])")
_SPANS = r"((?:\d+(?:\.\d+)?\s*(?:ms|h|m|s)(?![a-z])\s*)+)"
_UNIT_S = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_LONG_UNIT = r"(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h|days?|毫秒|秒钟?|分钟|小时|天)"
_WORDS_S = {
    "milli": 0.001, "ms": 0.001, "毫": 0.001, "s": 1.0, "秒": 1.0, "m": 60.0, "分": 60.0, "h": 3600.0, "小": 3600.0,
    "d": 86_400.0, "天": 86_400.0,
}  # fmt: skip
_AGAIN = re.compile(
    r"(?:(?:try|retry|retrying)(?: again| your request)?|available|wait|retry[ _-]after|please retry)"
    r"(?: again)?(?: after| in| for|:)? (?:about |at least |approximately )?" + _SPANS
)
_AGAIN_WORDS = re.compile(
    r"(?:try again|retry|wait|retry[ _-]after|available again|resets?|replenished)(?: after| in| for|:)? "
    r"(?:about |at least |approximately )?(\d+(?:\.\d+)?) ?" + _LONG_UNIT + r"(?![a-z])"
)
_CLOCK = re.compile(r"(?:replenished|available|again|resets?) in (\d{1,3}):(\d\d):(\d\d)\b")  # API Management
_AGAIN_ZH = re.compile(r"(?:请|约|等待|在|于)? ?(\d+(?:\.\d+)?) ?(毫秒|秒钟?|分钟|小时) ?(?:之?后|再|后再)")
_PER_MINUTES = re.compile(r"(\d+) ?分钟 ?内|(?:in|per|within|every) (\d+) ?min(?:ute)?s?|per (minute)")
_STAMP = re.compile(
    r"(?:reset(?:s|_at|at|s_at)?|重置|恢复|retry after|try again (?:at|after))[^0-9]{0,24}"
    r"(20\d\d-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?: ?utc|z| ?[+-]\d\d:?\d\d)?)"
)
_STAMP_ZH = re.compile(
    r"(20\d\d-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d)?(?: ?utc|z| ?[+-]\d\d:?\d\d)?) ?(?:重置|后重置|恢复)"
)


class Where(StrEnum):
    """What stated a wait."""

    HEADER = "header"
    TEXT = "text"  # what was pasted
    ROW = "row"  # a stored row
    WINDOW = "window"  # the length of the limit's own window


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """How long to wait, in seconds, and what states it.

    `asked`: a refusal for rate or load (429, 503) bore Retry-After itself: RFC 6585, RFC 9110 section 10.2.3.
    """

    seconds: float
    where: Where
    asked: bool = False


def stated_wait(headers: Mapping[str, str], body: Body, now: datetime) -> Wait | None:
    """Give the seconds that header, body or text ask to wait, from `now`; None when nothing says it."""
    for wait, where in (
        (_from_headers(headers, now), Where.HEADER),
        (_from_fields(body, now), Where.TEXT),
        (_from_text(body.text, now), Where.TEXT),
    ):
        if wait is not None and 0 < wait <= LONGEST_WAIT_S:
            return Wait(seconds=wait, where=where)
    return None


def window_of_limit(text: str) -> float | None:
    """Give the length in seconds of the window that a limit speaks of ("N minutes: at most M requests")."""
    match = _PER_MINUTES.search(text)
    if not match:
        return None
    return 60.0 * float(match.group(1) or match.group(2) or 1)


def _from_headers(headers: Mapping[str, str], now: datetime) -> float | None:
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0), ("x-retry-after", 1.0)):
        wait = _seconds(headers.get(name, ""), now, unit=unit)
        if wait is not None:
            return wait
    for name in ("reset_at", "x-ratelimit-reset-after"):
        wait = _seconds(headers.get(name, ""), now)
        if wait is not None:
            return wait
    return _from_limit_headers(headers, now)


def _from_limit_headers(headers: Mapping[str, str], now: datetime) -> float | None:
    """Take the reset of the limit that is used up; of several, the latest."""
    resets = {k: v for k, v in headers.items() if "ratelimit" in k and "reset" in k}
    empty = {
        k: v for k, v in resets.items() if headers.get(k.replace("reset", "remaining"), "").strip() == "0"
    }
    chosen = empty or (resets if len(resets) == 1 else {})
    waits = [w for v in chosen.values() if (w := _seconds(v, now)) is not None]
    return max(waits, default=None)


def _from_fields(body: Body, now: datetime) -> float | None:
    for name, value in body.waits:
        wait = _seconds(value, now, unit=0.001 if name.endswith(("_ms", "-ms")) else 1.0)
        if wait is not None and wait > 0:
            return wait
    return None


def _from_text(text: str, now: datetime) -> float | None:
    match = _AGAIN.search(text)
    if match:
        return _span(match.group(1))
    match = _AGAIN_WORDS.search(text) or _AGAIN_ZH.search(text)
    if match:
        return float(match.group(1)) * _unit(match.group(2))
    match = _CLOCK.search(text)
    if match:
        hours, minutes, seconds = (float(part) for part in match.groups())
        return 3600 * hours + 60 * minutes + seconds
    match = _STAMP.search(text) or _STAMP_ZH.search(text)
    return _until(match.group(1), now) if match else None


def _seconds(value: str, now: datetime, *, unit: float = 1.0) -> float | None:
    """Read a number of seconds, a span ("6m0s"), an epoch (s or ms), an HTTP date or an ISO time."""
    said = value.strip().lower()
    if not said:
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", said):
        number = float(said)
        if number > 1e11:
            return number / 1000 - now.timestamp()
        return number - now.timestamp() if number > 1e9 else number * unit
    if re.fullmatch(r"(?:\d+(?:\.\d+)?(?:ms|h|m|s))+", said):
        return _span(said)
    return _until(said, now)


def _until(stamp: str, now: datetime) -> float | None:
    said = stamp.strip().lower().removesuffix("utc").strip().replace(" +", "+").replace(" -", "-")
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(said.upper())
    except ValueError:
        try:
            moment = parsedate_to_datetime(stamp)
        except (ValueError, TypeError):
            return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - now) / timedelta(seconds=1)


def _span(text: str) -> float:
    return sum(float(number) * _UNIT_S[unit] for number, unit in _SPAN.findall(text))


def _unit(word: str) -> float:
    return next(seconds for start, seconds in _WORDS_S.items() if word.startswith(start))
