"""Make exported files for tests: rows as New API's table and LiteLLM's table hold them, and ways to write them."""

import csv
import gzip
import io
import json

SECOND = 1_763_900_000
CONSUMED = {"model_ratio": 1.25, "frt": 512.0, "request_path": "/v1/chat/completions"}
FAILED = {"status_code": 429, "error_code": "rate_limit_exceeded", "error_type": "openai_error"}


def newapi(number: int = 1, *, failed: bool = False, **more):
    """One row of the table `logs`."""
    row = {
        "id": number,
        "user_id": 3,
        "created_at": SECOND + number,
        "type": 5 if failed else 2,
        "content": "status_code=429, Rate limit reached, slow down" if failed else "",
        "username": "acme",
        "token_name": "prod-bot",
        "model_name": "gpt-4o",
        "quota": 0 if failed else 4200,
        "prompt_tokens": 100,
        "completion_tokens": 20,
        "use_time": 3,
        "is_stream": True,
        "channel_id": 7,
        "token_id": 11,
        "group": "vip",
        "ip": "10.1.2.3",
        "request_id": f"20251123120000{number:09d}AbCdEfGh",
        "upstream_request_id": "",
        "other": json.dumps(FAILED if failed else CONSUMED),
    }
    return {**row, **more}


def oneapi(number: int = 1, **more):
    row = {
        k: v
        for k, v in newapi(number).items()
        if k not in {"use_time", "other", "group", "upstream_request_id"}
    }
    return {**row, "elapsed_time": 3120, **more}


def litellm(number: int = 1, *, failed: bool = False, **more):
    """One row of the table LiteLLM_SpendLogs."""
    error = {"error_code": "429", "error_class": "RateLimitError", "error_message": "slow down"}
    meta = {"user_api_key_alias": "prod-bot", "user_api_key_user_id": "alice", "status": "success"}
    if failed:
        meta = {**meta, "status": "failure", "error_information": error}
    row = {
        "request_id": f"chatcmpl-{number:024x}",
        "call_type": "acompletion",
        "api_key": "ab" * 32,
        "spend": 0.0 if failed else 4.2e-05,
        "prompt_tokens": 120,
        "completion_tokens": 0 if failed else 40,
        "startTime": f"2025-11-23 12:00:{number % 60:02d}.5",
        "endTime": f"2025-11-23 12:00:{number % 60:02d}.75",
        "model_group": "gpt-4o",
        "user": "alice",
        "status": "failure" if failed else "success",
        "metadata": meta,
        "messages": [{"role": "user", "content": "a secret prompt"}],
        "response": {"text": "a secret answer"},
        "request_tags": ["env:production"],
    }
    return {**row, **more}


def as_csv(rows, *, delimiter=",", encoding="utf-8", packed=False, names=None) -> bytes:
    """Write rows as a database does: objects as JSON, flags as t and f."""
    out = io.StringIO()
    writer = csv.DictWriter(out, names or list(rows[0]), delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
    data = out.getvalue().encode(encoding)
    return gzip.compress(data) if packed else data


def _cell(value):
    if isinstance(value, bool):
        return "t" if value else "f"
    return json.dumps(value) if isinstance(value, dict | list) else value


def as_lines(rows) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def as_page(rows, *, indent=None) -> bytes:
    """Write rows as the gateway's own API answers them."""
    body = {"success": True, "message": "", "data": {"page": 1, "total": len(rows), "items": rows}}
    return json.dumps(body, indent=indent).encode()
