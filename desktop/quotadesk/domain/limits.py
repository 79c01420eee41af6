"""Read the limit that a refusal for speed names in its own text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from quotadesk.domain.account import RateLimit, Scope

_KINDS = {
    "requests": "requests",
    "tokens": "tokens",
    "max_parallel_requests": "parallel",
    "concurrent_requests": "parallel",
}
_SCOPES = {"api_key": Scope.KEY, "key": Scope.KEY, "user": Scope.USER, "team": Scope.TEAM}


@dataclass(frozen=True, slots=True)
class _Wording:
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], RateLimit]


def _per_minutes(match: re.Match[str]) -> RateLimit:
    minutes, most = int(match["minutes"]), int(match["most"])
    return RateLimit(scope=Scope.USER, what="requests", limit=float(most), per_s=60.0 * max(1, minutes))


def _litellm(match: re.Match[str]) -> RateLimit:
    what = _KINDS.get(match["what"], "requests")
    limit = float(match["limit"])
    left = match["left"]
    return RateLimit(
        scope=_SCOPES.get(match["scope"] or "", Scope.KEY),
        what=what,
        limit=limit,
        per_s=0.0 if what == "parallel" else 60.0,
        used=None if left is None else max(0.0, limit - float(left)),
    )


# Sources: New API middleware/model-rate-limit.go (both languages), LiteLLM parallel_request_limiter_v3.py
_WORDINGS = (
    _Wording(re.compile(r"(?P<minutes>\d{1,5})\s*分钟内最多请求\s*(?P<most>\d{1,9})\s*次"), _per_minutes),
    _Wording(
        re.compile(
            r"(?:maximum|most|max\.?|up to)\s+(?:of\s+)?(?P<most>\d{1,9})\s+requests?\s+(?:in|within|per|every)\s+(?P<minutes>\d{1,5})\s+minute"
        ),
        _per_minutes,
    ),
    _Wording(
        re.compile(
            r"(?:Rate limit exceeded for (?P<scope>\w+):.{0,200}?)?Limit type: (?P<what>\w+)\. Current limit: (?P<limit>\d{1,12})"
            r"(?:, Remaining: (?P<left>\d{1,12}))?",
            re.DOTALL,
        ),
        _litellm,
    ),
)


def limit_in(text: str) -> RateLimit | None:
    """Give the limit that `text` names, with what was used of it where that is said; None when it names none."""
    for wording in _WORDINGS:
        match = wording.pattern.search(text[:4_000])
        if match:
            return wording.read(match)
    return None
