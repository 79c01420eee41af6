"""Read what a customer pasted: error bodies of any shape, in any order, between any other words.

Nothing here judges; it only says which codes, words, ids, statuses and waits a text holds.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quotadesk.domain.diagnosis.folding import LONGEST, fold
from quotadesk.domain.diagnosis.sdk import spoken, status_of_class, status_of_phrase, without_client

DEEPEST = 8  # levels of JSON inside JSON that are followed
_MOST_OBJECTS = 60

_CODE_NAMES = frozenset(
    {
        "code",
        "error_code",
        "errorcode",
        "err_code",
        "status_code",
        "reason",
        "limit_source",
        "error_type",
        "quotaid",
    }
    | {
        "rate_limit_type",
        "error_rate_limit_category",
        "normalized_error",
        "statuscode",
        "internal_code",
        "subcode",
    }
)
_KIND_NAMES = frozenset(
    {"type", "kind", "__type", "status", "class", "error_class", "errortype", "exception"}
)
_TEXT_NAMES = frozenset(
    {"message", "msg", "error", "detail", "details", "description", "error_description", "errormessage"}
    | {
        "error_message",
        "error_msg",
        "status_msg",
        "fail_reason",
        "title",
        "raw",
        "body",
        "info",
        "reason_text",
    }
)
_WAIT_NAMES = frozenset(
    {
        "retrydelay",
        "retry_after",
        "retry_after_seconds",
        "retryafter",
        "retry_after_ms",
        "resets_at",
        "reset_at",
    }
    | {"resetat", "resetsat", "reset_time", "next_flush_time", "retry_after_s", "reset"}
    | {"retry-after", "retry-after-ms", "x-ratelimit-reset"}
)
_ID_NAMES = frozenset(
    {"request_id", "requestid", "x-oneapi-request-id", "litellm_call_id", "call_id", "task_id"}
)

# What programs write around an error and no gateway does: pino, winston, zap, logging, Spring's error page.
_OF_A_LOG = frozenset(
    {"level", "lvl", "levelname", "severity", "logger", "stack", "stacktrace", "timestamp", "ts"}
)

_HTTP_LINE = re.compile(r"\bhttp(?:/[\d.]+)?[ :]+([1-5]\d\d)\b", re.IGNORECASE)
_STATED = re.compile(
    r"(?:error code|status[ _-]?code|http[ _-]?status|错误码|状态码|报错|返回码|返回|报|error|code)"
    r"[\s:：=\"'()（]*([1-5]\d\d)\b",
    re.IGNORECASE,
)
_STATUS_WORDS = re.compile(
    r"\b([45]\d\d)[\s:]+(?:bad request|unauthorized|payment required|forbidden|not found|request timeout|conflict"
    r"|payload too large|unprocessable|too many requests|internal server error|bad gateway|service unavailable"
    r"|gateway time-?out|client (?:closed|error)|precondition failed)",
    re.IGNORECASE,
)
_STARTED = ("message_start", "content_block", "response.output")  # events of a stream whose answer has begun
_EVENT = re.compile(
    r"(?m)^[\s>\"']*data: ?\{[\s\"']*(?:error|type[\"']: ?[\"']error)\b"
)  # an open stream's event
_BARE = re.compile(r"(?<![\d.\-/:])(4\d\d|5[0-3]\d)(?![\d.\-/:%年月日])")
_HTML = re.compile(r"<!doctype html|<html|<title>|<center>", re.IGNORECASE)
_TITLE = re.compile(r"<title>\s*([^<]{0,200})", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,500}>")
_WRAPPED = re.compile(r"\b[A-Z][A-Za-z_]*Exception(?: [A-Za-z]+Error)? ?[-–] ?")
_OWN_ID = re.compile(r"(?<![A-Za-z0-9])(20\d{12}[0-9A-Za-z]{6,40})(?![A-Za-z0-9])")
_REQUEST_ID = re.compile(
    r"(?:request[ _-]?id|call[ _-]?id|请求\s*id|请求编号|trace[ _-]?id)[\"'\s:：=()（）是为]*"
    r"([0-9A-Za-z][0-9A-Za-z_\-]{7,63})",
    re.IGNORECASE,
)
_UUID = re.compile(
    r"(?<![0-9A-Za-z-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9A-Za-z-])", re.IGNORECASE
)
_ANSWER_ID = re.compile(r"(?<![0-9A-Za-z])(?:chatcmpl|resp|gen|msg|cmpl|embd)[-_][0-9A-Za-z_\-]{6,64}")
_TASK_ID = re.compile(r"(?<![0-9A-Za-z])(?:task|cgt|video|vid|job)[-_][0-9A-Za-z][0-9A-Za-z_\-]{5,63}")
_TASK_SAID = re.compile(
    r"(?:task[ _-]?id|任务\s*(?:id|编号|号)?)[\"'\s:：=()（是为]*([0-9A-Za-z][0-9A-Za-z_\-]{5,63})",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"(?<![0-9A-Za-z_\-])[0-9A-Za-z][0-9A-Za-z_\-]{11,63}(?![0-9A-Za-z_\-])")
_MENTION = re.compile(
    r"\b(?:[a-z][a-z0-9]*(?:[_:.][a-z0-9]+)+|[A-Z][a-z]+(?:[A-Z][a-z]+)+(?:\.[A-Za-z]+)*|[A-Z]+(?:_[A-Z]+)+"
    r"|[A-Z][a-z]+\.[A-Z][A-Za-z]+|[A-Za-z]+(?:Error|Exception|Timeout))\b"
)
_LOOSE = re.compile(
    r"[\"']?\b(code|type|status|reason|error_type)[\"']?\s*[:=]\s*[\"']?([A-Za-z0-9_.:\-]{2,64})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What a text says. Codes and kinds are lower-case; `text` is folded and holds the messages only, where any."""

    codes: frozenset[str] = frozenset()  # of code-like fields
    kinds: frozenset[str] = frozenset()  # of type-like fields
    mentions: frozenset[str] = frozenset()  # identifiers in running text, without the client's own classes
    text: str = ""  # without the client's classes and status phrases, where no error body stands
    whole: str = ""  # everything, folded
    status: int | None = None  # stated beside the error
    loose_status: int | None = None  # a number that looks like a status
    structured: bool = False  # an error body was found
    nested: bool = False  # an error body stood inside a message
    innermost: str = ""  # that body, as JSON: of several, the deepest
    wrapped: bool = False  # "OpenAIException - …": a gateway passes on what its upstream said
    html: bool = False
    streamed: bool = False  # output came before the error
    request_ids: tuple[str, ...] = ()  # New API's kind of id, in the order of the text
    other_ids: tuple[str, ...] = ()  # further ids that may name a request
    whole_ids: tuple[str, ...] = ()  # every longer word that could be an id
    task_ids: tuple[str, ...] = ()
    waits: tuple[tuple[str, str], ...] = ()  # (name, value) of fields that say when to come back


@dataclass(slots=True)
class _Found:
    """What the walk through an error body collects."""

    codes: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    waits: list[tuple[str, str]] = field(default_factory=list)
    status: int | None = None
    nested: bool = False
    innermost: str = ""
    streamed: bool = False
    error: bool = False
    phrase: bool = False  # a message was nothing but a status phrase
    logged: bool = (
        False  # a log line of the customer's program: what it holds came from our gateway, not behind it
    )

    def walk(self, value: Any, *, name: str = "", depth: int = 0, inside: bool = False) -> None:
        """Go through parsed JSON; `inside` says that it stood inside a message of an outer body."""
        if depth > DEEPEST:
            return
        if isinstance(value, Mapping):
            self.streamed |= _is_output(value)
            self.logged |= not inside and not _OF_A_LOG.isdisjoint(str(k).lower() for k in value)
            midjourney = "description" in value and value.get("type") == "upstream_error"
            for key, item in value.items():
                if midjourney and key == "type":
                    continue  # Midjourney routes write this type for everything, the gateway's own refusals too
                self.walk(item, name=str(key).lower(), depth=depth + 1, inside=inside)
        elif isinstance(value, list):
            for item in value[:50]:
                self.walk(item, name=name, depth=depth + 1, inside=inside)
        elif isinstance(value, str | int | float) and not isinstance(value, bool):
            self._leaf(name, value, depth, inside=inside)

    def _leaf(self, name: str, value: str | float, depth: int, *, inside: bool) -> None:
        said = str(value).strip()
        if name in _WAIT_NAMES and said:
            self.waits.append((name, said))
        elif name in _ID_NAMES and said:
            self.ids.append(said)
        elif name in _CODE_NAMES:
            self._code(said, inside=inside)
        elif name in _KIND_NAMES:
            self._kind(said)
        elif name == "param" and re.fullmatch(r"[45]\d\d", said):
            self.status = self.status or int(said)  # One API and its kin put an upstream's status here
        elif name in _TEXT_NAMES and isinstance(value, str) and said:
            self._text(said, depth, inside=inside)

    def _code(self, said: str, *, inside: bool) -> None:
        self.error = True
        if re.fullmatch(r"[1-5]\d\d", said):
            self.status = int(said) if self.status is None or not inside else self.status
        elif said and len(said) <= 120:
            self.codes.add(said.lower())

    def _kind(self, said: str) -> None:
        if re.fullmatch(r"[1-5]\d\d", said):
            self.status = self.status or int(said)
        elif said and len(said) <= 120 and said.lower() not in {"error", "none", "null"}:
            self.kinds.add(said.lower())

    def _text(self, said: str, depth: int, *, inside: bool) -> None:
        self.error = True
        if (status := status_of_phrase(said)) is not None:
            self.status = self.status or status
            self.phrase = True
            return
        self.texts.append(said)
        if "{" not in said or depth >= DEEPEST:
            return
        for inner in objects_in(said):
            if _is_error(inner) and (inside or not self.logged):
                self.nested = True
                self.innermost = json.dumps(inner, ensure_ascii=False)
            self.walk(inner, depth=depth + 1, inside=inside or _is_error(inner))


def read_body(text: str) -> Body:
    """Read a pasted text or the text of a log row. Never raises; an empty text gives an empty body."""
    text = text[:LONGEST]
    found = _Found()
    for value in objects_in(text):
        found.walk(value)
    structured = bool(found.error and (found.texts or found.codes or found.status))
    html = _HTML.search(text) is not None
    whole = fold(_TAG.sub(" ", text) if html else text)
    if not structured:
        _read_loose(text, found)
    messages = " \n ".join(found.texts)
    return Body(
        codes=frozenset(found.codes),
        kinds=frozenset(found.kinds),
        mentions=_mentions(spoken(text)) | (_mentions(messages) if structured else frozenset()),
        text=fold(messages)
        if structured and (messages or found.phrase)
        else whole
        if html
        else fold(without_client(text)),
        whole=whole,
        status=_status_in(text, found.status),
        loose_status=_loose_status(text) or status_of_class(text) or status_of_phrase(text),
        structured=structured,
        nested=found.nested,
        innermost=found.innermost,
        wrapped=_WRAPPED.search(text) is not None,
        html=html,
        streamed=found.streamed or _EVENT.search(text) is not None,
        request_ids=_unique(_OWN_ID.findall(text)),
        other_ids=_unique(
            [*found.ids, *_REQUEST_ID.findall(text), *_UUID.findall(text), *_ANSWER_ID.findall(text)]
        ),
        whole_ids=_unique(_LONG_WORD.findall(text)),
        task_ids=_unique(
            [t for t in [*_TASK_ID.findall(text), *_TASK_SAID.findall(text)] if any(map(str.isdigit, t))]
        ),
        waits=tuple(found.waits),
    )


def _mentions(text: str) -> frozenset[str]:
    """Give the identifiers in running text, lower-case."""
    return frozenset(m.group(0).lower() for m in _MENTION.finditer(text))


def objects_in(text: str) -> Iterator[Any]:
    """Give every JSON object or Python dict that stands in `text`, outermost only, in order."""
    position, given = 0, 0
    while given < _MOST_OBJECTS and (start := text.find("{", position)) >= 0:
        end = _closing(text, start)
        if end is None:
            position = start + 1
            given += 1
            continue
        value = _parsed(text[start:end])
        if value is None:
            position = start + 1
        else:
            yield value
            position = end
        given += 1


def _closing(text: str, start: int) -> int | None:
    """Find the end of the object that opens at `start`, minding quotes."""
    depth, quote, escaped = 0, "", False
    for index in range(start, len(text)):
        sign = text[index]
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif quote:
            quote = "" if sign == quote else quote
        elif sign == '"' or (sign == "'" and _opens_string(text, index)):
            quote = sign
        elif sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                return index + 1
    return None


def _opens_string(text: str, index: int) -> bool:
    """Tell the quote of a Python repr from an apostrophe."""
    before = text[index - 1] if index else "{"
    return before in "{[(,: \n\t"


def _parsed(text: str) -> Any:
    for candidate in (text, text.replace('\\"', '"')):
        try:
            value = json.loads(candidate, strict=False)
        except ValueError:
            continue
        return value if isinstance(value, dict) else None
    if len(text) > LONGEST or "'" not in text:
        return None
    try:
        value = ast.literal_eval(_python_words(text))
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _python_words(text: str) -> str:
    for json_word, python_word in (("null", "None"), ("true", "True"), ("false", "False")):
        text = re.sub(rf"(?<=[:,\[\s]){json_word}(?=[,}}\]\s])", python_word, text)
    return text


def _is_error(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    names = {str(k).lower() for k in value}
    return bool(
        names & {"error", "errors", "code", "message", "msg", "status", "type", "detail", "error_code"}
    )


def _is_output(value: Mapping[Any, Any]) -> bool:
    """Whether an object is a piece of an answer: OpenAI's, Gemini's, or an event of another stream."""
    kind = str(value.get("type", ""))
    return (
        bool({"choices", "candidates"} & value.keys()) or kind.startswith(_STARTED) or kind.endswith("delta")
    )


def _read_loose(text: str, found: _Found) -> None:
    """Take codes out of an error body that is cut off or not JSON."""
    for name, value in _LOOSE.findall(text):
        if name in ("type", "status"):
            found._kind(value)  # noqa: SLF001 - the same module's own collector
        else:
            found._code(value, inside=False)  # noqa: SLF001


def _status_in(text: str, from_body: int | None) -> int | None:
    for pattern in (_HTTP_LINE, _STATED, _STATUS_WORDS):
        match = pattern.search(text)
        if match:
            return int(match.group(1))
    title = _TITLE.search(text)
    if title and (match := _BARE.search(title.group(1))):
        return int(match.group(1))
    return from_body


def _loose_status(text: str) -> int | None:
    match = _BARE.search(text)
    return int(match.group(1)) if match else None


def _unique(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
