"""The shapes of request and task ids, by the gateway or provider that makes them."""

import re
from datetime import datetime

# New API and One API: local or UTC time yyyymmddHHMMSS, then digits (nanoseconds), then random letters and
# digits; 28 to 40 characters (common/utils and logger of both; X-Oneapi-Request-Id).
_GATEWAY = r"20[2-9]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"
GATEWAY_ID = re.compile(
    rf"(?<![A-Za-z0-9])(?P<stamp>{_GATEWAY})(?P<rest>\d{{5,17}}[A-Za-z0-9]{{0,20}})(?![A-Za-z0-9])"
)
UUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
# OpenAI chatcmpl-, cmpl-, resp_, req_; Anthropic req_, msg_; OpenRouter gen-; LiteLLM and vLLM chatcmpl-UUID.
PREFIXED_ID = re.compile(
    rf"(?<![A-Za-z0-9_-])(?:(?:chatcmpl|cmpl|embd|gen|rerank|img)-(?:{UUID}|[A-Za-z0-9][A-Za-z0-9-]{{5,70}})"
    r"|(?:req|resp|msg|imggen)_[A-Za-z0-9]{8,100})(?![A-Za-z0-9_])"
)
# New API task_…, OpenAI video_…, Volcengine Ark cgt-…
TASK_ID = re.compile(
    r"(?<![A-Za-z0-9_-])(?:task_[A-Za-z0-9]{8,64}|video_[A-Za-z0-9]{12,80}|cgt-\d{14}-[A-Za-z0-9]{4,10})(?![A-Za-z0-9_])"
)


def looks_like_id(value: str) -> bool:
    """Tell whether a value is certainly a request or task id, and so no key."""
    gateway = GATEWAY_ID.fullmatch(value)
    if gateway and stamp_of(gateway["stamp"]):
        return True
    return bool(PREFIXED_ID.fullmatch(value) or TASK_ID.fullmatch(value) or re.fullmatch(UUID, value))


def stamp_of(digits: str) -> datetime | None:
    """Give the time that a New API request id begins with, without a zone; None when it is no time."""
    try:
        return datetime.strptime(digits[:14], "%Y%m%d%H%M%S")  # noqa: DTZ007 - whose clock it is, the caller asks
    except ValueError:
        return None
