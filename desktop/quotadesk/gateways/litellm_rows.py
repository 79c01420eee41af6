"""Decode rows of a LiteLLM proxy's log into records, by allow-list.

Facts: LiteLLM 1.61 to 1.106, `GET /spend/logs/v2` and its predecessor. A row holds one call; a timed-out call has one
row per attempt (`<id>-attempt-N`). Prompts, answers, addresses, hosts and tracebacks are never looked at.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType, nano
from quotadesk.domain.said import Said
from quotadesk.domain.values import LONGEST_TEXT, count, mapping, number, text

# call_type without its leading "a" (asynchronous) → request type
TYPES = {
    "completion": RequestType.CHAT,
    "text_completion": RequestType.COMPLETION,
    "responses": RequestType.RESPONSES,
    "anthropic_messages": RequestType.MESSAGES,
    "embedding": RequestType.EMBEDDING,
    "image_generation": RequestType.IMAGE,
    "image_edit": RequestType.IMAGE,
    "speech": RequestType.AUDIO,
    "transcription": RequestType.AUDIO,
    "rerank": RequestType.RERANK,
    "moderation": RequestType.MODERATION,
    "realtime": RequestType.REALTIME,
    "video_generation": RequestType.VIDEO,
    "create_video": RequestType.VIDEO,
}
# error classes without a usable code → the status that callers saw (seen on 1.106.2)
STATUS_BY_CLASS = {"Exception": 401}
# classes raised at the door, before a deployment is called: no attempt was made
DOOR_CLASSES = frozenset(
    {
        "ProxyRateLimitError",
        "BudgetExceededError",
        "ProxyMissingRequiredParamError",
        "ProxyModelNotFoundError",
        "ModelAccessDeniedProxyException",
        "KeyNotFoundError",
        "ProxyException",
    }
)
ENVIRONMENT_TAG = re.compile(r"^env(?:ironment)?[:=](.+)$", re.IGNORECASE)
ATTEMPT_SUFFIX = re.compile(r"-attempt-(\d+)$")
CACHE_SUFFIX = re.compile(r"_cache_hit[\d.]+$")
_HASH = re.compile(r"[0-9a-f]{64}|[a-z_-]{1,40}")  # SHA-256, or the word that stands for the master key
LONGEST_ID = 1_024  # ids of the responses API have some 350 characters: they carry the deployment, encrypted

_FROM_NORMALIZED = Said("from the gateway's normalised error name", "由网关的归一化错误名得出")
_FROM_CLASS = Said("from the error's class; the row holds no code", "由错误类别得出，日志行没有代码")
_BEGUN = Said(
    "output had begun before the failure, so the answer had started with 200",
    "失败前已开始输出，因此响应以 200 开始",
)
_UNKNOWN_KEY = Said(
    "the gateway did not know the key, so it names no owner", "网关不认识该密钥，因此没有归属"
)
_NO_KEY = Said("the call carried no key", "该调用没有携带密钥")
_NO_MODEL = Said(
    "the gateway does not keep the name of a model it does not know", "网关不保存它不认识的模型名"
)
_LAST_TRY = Said(
    "the start of the last attempt; the call began earlier, when is not logged",
    "这是最后一次尝试的开始时间；调用开始得更早，日志未记录",
)
_COUNTED_ANEW = Said(
    "the gateway counts attempts anew after a fallback, so their number is not known",
    "回退到其他模型后网关重新计数，因此总尝试次数未知",
)
_FROM_TAG = Said("from a tag on the request", "由请求上的标签得出")
_SUCCESS = Said("the row says success; LiteLLM writes no status for it", "日志行为成功，LiteLLM 不另记状态码")


def decode(raw: Mapping[str, Any]) -> Record | None:
    """Turn one log row into a record; None when it has no id or no time. A wrong type drops the field only."""
    request_id, started = text(raw, "request_id", longest=LONGEST_ID), iso_time(raw, "startTime")
    if not request_id or started is None:
        return None
    meta = mapping(raw, "metadata")
    wrong = mapping(meta, "error_information")
    ended = iso_time(raw, "endTime") or started
    failed = _failed(raw, meta, wrong)
    error = _error(wrong) if failed else None
    call_id = text(raw, "litellm_call_id") or text(meta, "litellm_call_id")
    part = ATTEMPT_SUFFIX.search(call_id or request_id)
    spend = number(raw, "spend") or 0.0
    begun = failed and (count(raw, "completion_tokens") or 0) > 0
    status, status_mark = _status(failed, begun, error)
    first = iso_time(raw, "completionStartTime")
    environment = _environment(raw)
    marks = _marks(raw, meta, failed=failed, status=status_mark, environment=environment)
    asked = text(meta, "original_model_group") or text(raw, "model_group")
    served = text(raw, "model_group") or asked
    return Record(
        source_id=request_id,
        kind=_kind(raw, failed),
        time=started,
        started=None if part else started,
        ended=None if part else ended,  # the rows of single attempts all end with the call
        request_id=CACHE_SUFFIX.sub("", ATTEMPT_SUFFIX.sub("", request_id)),
        call_id=call_id,
        upstream_request_id=text(wrong, "error_provider_request_id"),
        owner=text(meta, "user_api_key_user_id") or text(raw, "user"),
        owner_id=text(meta, "user_api_key_user_id") or text(raw, "user"),
        key_name=text(meta, "user_api_key_alias"),
        key_hash=hash_of(raw, "api_key"),
        group=text(meta, "user_api_key_team_alias") or text(raw, "team_id"),
        project=text(meta, "user_api_key_project_alias"),
        environment=environment,
        model=asked,
        model_served=served,
        path="",
        type=TYPES.get(text(raw, "call_type").removeprefix("a")) or TYPES.get(text(raw, "call_type")),
        stream=True if begun else None,
        stream_end="error" if begun else "",
        stream_ok=False if begun else None,
        status=status,
        failed=failed,
        error=error,
        latency_ms=None if part else _latency(raw, started, ended),
        first_token_ms=_first_token(started, first, ended) if not failed else None,
        figure=spend,
        unit="usd",
        amount_nano=nano(spend),
        tokens_in=count(raw, "prompt_tokens"),
        tokens_out=count(raw, "completion_tokens"),
        cache_hit=text(raw, "cache_hit").lower() == "true",
        channel=text(raw, "model_id"),
        attempts=_attempts(raw, meta, error, part=part is not None),
        fallback=(count(meta, "attempted_fallbacks") or 0) > 0 or (bool(asked) and asked != served),
        marks=marks,
    )


def _kind(raw: Mapping[str, Any], failed: bool) -> RecordKind:
    """Calls to admin routes are logged too (call_type "/user/info"); they are no customer's request."""
    if text(raw, "call_type").startswith("/"):
        return RecordKind.OTHER
    if text(mapping(raw, "metadata"), "user_api_key_alias") == "litellm-internal-health-check":
        return RecordKind.TEST
    return RecordKind.FAILURE if failed else RecordKind.CONSUME


def _failed(raw: Mapping[str, Any], meta: Mapping[str, Any], wrong: Mapping[str, Any]) -> bool:
    """Before 1.72 rows have no status of their own; the error tells."""
    said = text(raw, "status") or text(meta, "status")
    return said == "failure" if said else bool(wrong)


def _error(wrong: Mapping[str, Any]) -> ErrorFacts:
    return ErrorFacts(
        code=text(wrong, "error_code"),
        kind=text(wrong, "error_class"),
        text=text(wrong, "error_message", longest=LONGEST_TEXT),
        normalized=text(wrong, "normalized_error"),
        category=text(wrong, "error_rate_limit_category"),
        limit_type=text(wrong, "error_rate_limit_type"),
        budget_scope=text(wrong, "error_budget_entity_type"),
        budget_limit=number(wrong, "error_budget_limit"),
        budget_spend=number(wrong, "error_budget_spend"),
    )


def _status(failed: bool, begun: bool, error: ErrorFacts | None) -> tuple[int | None, Mark | None]:
    """Give the status that the caller saw: from the code, else the normalised name, else the class."""
    if not failed:
        return 200, Mark(source=Source.INFERRED, why=_SUCCESS)
    if begun:
        return 200, Mark(source=Source.INFERRED, why=_BEGUN)
    if error is None:
        return None, None
    if re.fullmatch(r"[1-5]\d\d", error.code):
        return int(error.code), None
    head = re.match(r"([1-5]\d\d)_", error.normalized)
    if head:
        return int(head[1]), Mark(source=Source.INFERRED, why=_FROM_NORMALIZED)
    if error.kind in STATUS_BY_CLASS:
        return STATUS_BY_CLASS[error.kind], Mark(source=Source.INFERRED, why=_FROM_CLASS)
    return None, None


def _attempts(
    raw: Mapping[str, Any], meta: Mapping[str, Any], error: ErrorFacts | None, *, part: bool
) -> int | None:
    """Count upstream attempts: retries + 1; none for a refusal at the door or an answer from the cache."""
    if text(raw, "cache_hit").lower() == "true":
        return 0
    if part:
        return 1
    retries = count(meta, "attempted_retries")
    if retries is not None:
        return retries + 1
    if "attempted_retries" in meta and error is not None:
        return 0  # the key is there and null: the call never reached a deployment
    if error is not None and error.kind in DOOR_CLASSES:
        return 0
    return None


def _environment(raw: Mapping[str, Any]) -> str:
    tags = raw.get("request_tags")
    for tag in tags if isinstance(tags, list) else ():
        found = ENVIRONMENT_TAG.match(text({"tag": tag}, "tag"))
        if found:
            return found[1].strip()
    return ""


def _marks(
    raw: Mapping[str, Any], meta: Mapping[str, Any], *, failed: bool, status: Mark | None, environment: str
) -> dict[str, Mark]:
    marks: dict[str, Mark] = {}
    if status:
        marks["status"] = status
    if not (text(meta, "user_api_key_user_id") or text(raw, "user")):
        why = _UNKNOWN_KEY if text(raw, "api_key") else _NO_KEY
        if failed:
            marks |= {
                n: Mark(source=Source.MISSING, why=why) for n in ("owner", "key_name", "key_masked", "group")
            }
    if not (text(meta, "original_model_group") or text(raw, "model_group")):
        marks["model"] = Mark(source=Source.MISSING, why=_NO_MODEL)
    fell_back = not failed and (count(meta, "attempted_fallbacks") or 0) > 0
    if fell_back:
        marks["attempts"] = Mark(source=Source.MISSING, why=_COUNTED_ANEW)
    if fell_back or (not failed and (count(meta, "attempted_retries") or 0) > 0):
        marks["time"] = Mark(source=Source.INFERRED, why=_LAST_TRY)
    if environment:
        marks["environment"] = Mark(source=Source.MAPPED, why=_FROM_TAG)
    return marks


def _latency(raw: Mapping[str, Any], started: datetime, ended: datetime) -> float | None:
    """Milliseconds; before 1.90 rows have no duration of their own."""
    given = number(raw, "request_duration_ms")
    return given if given is not None else (ended - started).total_seconds() * 1000


def _first_token(started: datetime, first: datetime | None, ended: datetime) -> float | None:
    """Milliseconds to the first output. Equal to the end means that the answer did not stream."""
    if first is None or (ended - first).total_seconds() < 0.005 or first <= started:
        return None
    return (first - started).total_seconds() * 1000


def hash_of(raw: Mapping[str, Any], name: str) -> str:
    """Give the hash under which the proxy joins a key. Where it writes the key itself, that is hashed as it would."""
    given = text(raw, name, longest=LONGEST_ID)
    return given if not given or _HASH.fullmatch(given) else hashlib.sha256(given.encode()).hexdigest()


def iso_time(raw: Mapping[str, Any], name: str) -> datetime | None:
    """Give an ISO 8601 time, read as UTC when it names no zone; None for anything else."""
    try:
        parsed = datetime.fromisoformat(text(raw, name))
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)
