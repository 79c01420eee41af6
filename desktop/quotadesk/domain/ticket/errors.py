"""What a pasted JSON body, SDK traceback, header or log line says: code, type, message, wait, path, client."""

import ast
import json
import re
from typing import Any

from quotadesk.domain.ticket.facts import PastedError

_TRIES = 6
_LONGEST_BODY = 20_000
_LONGEST_MESSAGE = 2_000
_EXCEPTION = re.compile(
    r"(?<![\w.])(?P<module>openai|anthropic|litellm|google\.genai|google\.api_core|mistralai|cohere|httpx|requests|aiohttp|groq|"
    r"zhipuai|dashscope|volcenginesdkarkruntime|boto3|botocore)(?:\.\w{1,30}){0,3}?\.(?P<name>[A-Z]\w{2,40}(?:Error|Exception|Timeout|Exhausted|Unavailable))"
    r"(?::\s{0,3}(?P<message>[^\n]{1,600}))?"
)
_BARE_EXCEPTION = re.compile(
    r"(?<![\w.])(?P<name>(?:RateLimit|APIStatus|APITimeout|APIConnection|InternalServer|PermissionDenied|Authentication|BadRequest|"
    r"NotFound|UnprocessableEntity|Conflict|ServiceUnavailable|ContextWindowExceeded|BudgetExceeded)Error)(?::\s{0,3}(?P<message>[^\n]{1,600}))?"
)
_CLIENT = re.compile(
    r"(?<![\w/])(?P<client>(?:openai|anthropic|async[- ]?openai|asyncopenai)/(?:python|js|go|java|node|v\d)[ /]?v?[\d.]{0,12}|"
    r"(?:openai|anthropic|litellm|langchain(?:[-_]openai)?|llama[-_]?index|zhipuai|dashscope|groq|mistralai|google-genai)[-_ ]?(?:python|node|sdk|js|java)?(?:[-/ =]{1,2}|\s?(?:version|版本)\s?)v?\d{1,3}(?:\.\d{1,4}){1,3}|"
    r"(?:claude-cli|curl|python-requests|python-httpx|axios|node-fetch|go-http-client|okhttp|cherry ?studio|lobechat|nextchat|chatbox|dify|one-api-client|vercel-ai|cursor|cline|postmanruntime)(?:/| v?(?=\d))v?\d{1,3}(?:\.\d{1,4}){0,3})",
    re.IGNORECASE,
)
_APP = re.compile(
    r"(?<![A-Za-z])(Cherry Studio|LobeChat|NextChat|ChatBox|Dify|Cursor|Cline|Claude Code|LangChain|Open ?WebUI|n8n|FastGPT|SillyTavern|沉浸式翻译)(?![A-Za-z])",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(?<![\w-])(?P<path>/(?:v1(?:beta\d?|alpha)?|v2|pg|mj|suno|kling|jimeng|openai)/[A-Za-z0-9_./:-]{2,120})"
)
_RETRY = re.compile(
    r"retry[-_ ]?after(?:[-_ ]?(?P<ms>ms))?[\"']?\s{0,2}[:=]?\s{0,2}[\"']?(?P<a>\d{1,7}(?:\.\d{1,6})?)(?!\d|\s?[-/:])|"
    r"(?:try again|retry|retrydelay|重试|再试)[\"']?\s{0,2}(?:in|after|:)?\s{0,2}[\"']?(?:(?P<m>\d{1,4})m(?:in(?:ute)?s?)?\s?)?(?P<b>\d{1,7}(?:\.\d{1,6})?)\s?(?P<unit>ms|milliseconds?|s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:ours?)?|毫秒|秒|分钟|小时)?(?![a-z])|"
    r"(?P<c>\d{1,6})\s?(?P<zh>毫秒|秒|分钟|小时)(?:之?后|以后)(?:再|重)?(?:试|重试|请求)",
    re.IGNORECASE,
)
_FACTOR = {
    "ms": 0.001,
    "毫秒": 0.001,
    "s": 1.0,
    "秒": 1.0,
    "m": 60.0,
    "分钟": 60.0,
    "h": 3600.0,
    "小时": 3600.0,
}


def read_error(text: str) -> PastedError:
    """Read what a pasted failure says; every field None when nothing was pasted."""
    body = _body(text)
    raised = _EXCEPTION.search(text) or _BARE_EXCEPTION.search(text)
    message = _text(body.get("message")) or (_said(raised["message"]) if raised else None)
    path = _PATH.search(text)
    return PastedError(
        code=_text(body.get("code")),
        type=_text(body.get("type")) or (raised["name"] if raised else None),
        message=message[:_LONGEST_MESSAGE] if message else None,
        retry_after_s=_wait(text),
        request_path=path["path"].rstrip(".,:") if path else None,
        client=_client(text, raised),
    )


def _body(text: str) -> dict[str, Any]:
    """Give the error object of the first JSON (or printed Python) object that holds one."""
    for place, match in enumerate(re.finditer(r"\{", text)):
        if place >= _TRIES:
            break
        value = _decoded(text[match.start() : match.start() + _LONGEST_BODY])
        if isinstance(value, dict) and (error := _error_in(value)):
            return error
    return {}


def _decoded(text: str) -> Any:
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        pass
    end = text.rfind("}", 0, 4000)
    if end < 0 or text.count("{", 0, end) > 30:
        return None
    try:
        return ast.literal_eval(text[: end + 1])
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None


def _error_in(value: dict[Any, Any]) -> dict[str, Any]:
    inner = value.get("error")
    if isinstance(inner, dict):
        return inner
    if isinstance(inner, str):
        return {"message": inner, **{key: value[key] for key in ("code", "type") if key in value}}
    return value if "message" in value and ("code" in value or "type" in value) else {}


def _text(value: Any) -> str | None:
    return (
        str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value) else None
    )


def _said(message: str | None) -> str | None:
    return message.strip() if message and message.strip() else None


def _client(text: str, raised: re.Match[str] | None) -> str | None:
    named = _CLIENT.search(text)
    if named:
        return named["client"].strip()
    if raised and "module" in raised.re.groupindex:
        return raised["module"]
    app = _APP.search(text)
    return app[1] if app else None


def _wait(text: str) -> float | None:
    """Seconds to wait, as a header or the text states them."""
    match = _RETRY.search(text)
    if not match:
        return None
    if match["a"]:
        return float(match["a"]) * (0.001 if match["ms"] else 1)
    if match["c"]:
        return float(match["c"]) * _FACTOR[match["zh"]]
    unit = (match["unit"] or "s").lower()
    factor = _FACTOR["ms"] if unit.startswith(("ms", "mil")) else _FACTOR.get(unit, _FACTOR.get(unit[0], 1.0))
    return float(match["m"] or 0) * 60 + float(match["b"]) * factor
