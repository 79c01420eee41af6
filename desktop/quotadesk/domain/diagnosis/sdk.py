"""Tell the voice of the customer's own program, its exception classes and status phrases, from an error's words.

Source: openai-python and anthropic-sdk-python _exceptions.py (LiteLLM's own classes bear the same names);
RFC 9110 section 15 and RFC 6585 for the phrases.
"""

from __future__ import annotations

import re

# Classes that say a status and no more. A 5xx has one class for all its statuses.
CLASS_STATUS = {
    "badrequesterror": 400, "invalidrequesterror": 400, "authenticationerror": 401, "permissiondeniederror": 403,
    "notfounderror": 404, "conflicterror": 409, "unprocessableentityerror": 422, "ratelimiterror": 429,
}  # fmt: skip
_CLASSES = CLASS_STATUS.keys() | {
    "internalservererror", "serviceunavailableerror", "apierror", "apistatuserror", "apiconnectionerror",
    "apitimeouterror", "apiresponsevalidationerror", "overloadederror", "openaierror", "anthropicerror",
    "httpstatuserror", "httperror",
}  # fmt: skip
# No answer came: these say what the customer's program went through, so they stay readable as words.
_NO_ANSWER = frozenset({"apiconnectionerror", "apitimeouterror"})

# No name is longer: without the bounds a long run of letters would be read anew from each of its letters.
_CLASS = re.compile(
    r"((?:[A-Za-z_]\w{0,60}\.){0,8})([A-Z][A-Za-z]{0,60}(?:Error|Exception|Timeout))\b(\s{0,8}[:：]\s{0,8}[A-Z][A-Za-z_]{0,60}Exception\b)?"
)
_PHRASE_STATUS = {
    "bad request": 400, "unauthorized": 401, "payment required": 402, "forbidden": 403, "not found": 404,
    "method not allowed": 405, "not acceptable": 406, "request timeout": 408, "request time-out": 408,
    "conflict": 409, "gone": 410, "precondition failed": 412, "request entity too large": 413,
    "payload too large": 413, "content too large": 413, "unsupported media type": 415,
    "unprocessable entity": 422, "unprocessable content": 422, "too many requests": 429,
    "internal server error": 500, "not implemented": 501, "bad gateway": 502, "service unavailable": 503,
    "service temporarily unavailable": 503, "gateway timeout": 504, "gateway time-out": 504,
}  # fmt: skip
_PHRASES = "|".join(_PHRASE_STATUS)
_STATUS_LINE = re.compile(rf"\b([45]\d\d)[\s:：\-–—,，(（]{{0,4}}(?:{_PHRASES})\b[)）]?", re.IGNORECASE)
_ALONE = re.compile(rf"^\s*({_PHRASES})[\s.!]*$", re.IGNORECASE)
_ON_ITS_LINE = re.compile(rf"^[ \t]*(?:{_PHRASES})[ \t.!]*$", re.IGNORECASE | re.MULTILINE)


def is_of_the_client(path: str, name: str, wraps: str | None) -> bool:
    """Whether a class outside an error body is the client's: it bears a library's path, or an SDK's common name.

    LiteLLM's own stand behind `litellm.`, or right before the provider's exception that they wrap.
    """
    if path.lower().startswith("litellm.") or wraps:
        return False
    return bool(path) or name.lower() in _CLASSES


def without_client(text: str) -> str:
    """Take the client's classes and the status phrases out of words that stand outside any error body."""
    bare = _CLASS.sub(_unclassed, _STATUS_LINE.sub(r"\1", text))
    return _ON_ITS_LINE.sub("", bare)


def status_of_phrase(text: str) -> int | None:
    """Give the status of a text that is nothing but its reason phrase."""
    match = _ALONE.match(text)
    return _PHRASE_STATUS[match.group(1).lower()] if match else None


def status_of_class(text: str) -> int | None:
    """Give the status that the client's exception class stands for, when it stands for one."""
    for match in _CLASS.finditer(text):
        status = CLASS_STATUS.get(match.group(2).lower())
        if status is not None and is_of_the_client(*match.groups()):
            return status
    return None


def _unclassed(match: re.Match[str]) -> str:
    path, name, wraps = match.groups()
    if not is_of_the_client(path, name, wraps) or name.lower() not in _CLASSES - _NO_ANSWER:
        return match.group(0)
    return ""


def spoken(text: str) -> str:
    """Give `text` without any class of the client, for identifiers that count as codes."""
    return _CLASS.sub(lambda m: "" if is_of_the_client(*m.groups()) else m.group(0), text)
