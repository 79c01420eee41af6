"""Hold the sample's log rows and tasks, and write them as New API and One API would."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from quotadesk.gateways.sample.company import CHANNEL_NAMES, GROUP_RATIO, MODEL, QUOTA_PER_UNIT, Key, Owner

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_NODE = "5c0e71ab"
TASK_MODELS = "v"


@dataclass(slots=True, kw_only=True)
class Row:
    """One log row before it is written. `at` is unix seconds of writing; `extra` goes into `other`."""

    at: int
    type: int
    owner: Owner
    key: Key | None = None
    model: str = ""
    quota: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    seconds: int = 0
    stream: bool = False
    tried: tuple[int, ...] = ()
    content: str = ""
    request_id: str = ""
    group: str = ""
    extra: dict[str, Any] = field(default_factory=dict)
    id: int = 0


@dataclass(slots=True, kw_only=True)
class TaskRow:
    """One row of the task list before it is written."""

    task_id: str
    owner: Owner
    model: str
    channel: int
    submitted: int
    finished: int
    status: str
    quota: int
    fail_reason: str = ""
    id: int = 0


def request_id(started: float, serial: int) -> str:
    """Give an id as the gateway makes them: UTC to the second, nanoseconds, node, eight letters."""
    mixed = (serial + 1) * 0x9E3779B97F4A7C15 % 2**64
    letters = ""
    rest = mixed
    for _ in range(8):
        rest, at = divmod(rest, 62)
        letters += _LETTERS[at]
    stamp = time.strftime("%Y%m%d%H%M%S", time.gmtime(started))
    return f"{stamp}{mixed % 1_000_000_000:09d}{_NODE}{letters}"


def numbered(rows: Iterable[Row]) -> list[Row]:
    """Give rows in the order of writing, with ids."""
    ordered = sorted(rows, key=lambda row: row.at)
    for at, row in enumerate(ordered):
        row.id = 840_000 + at * 3
    return ordered


def written(row: Row, *, dialect: str, admin: bool = True) -> dict[str, Any]:
    """Give a row as JSON of `dialect` (newapi, newapi-old or oneapi); without `admin` as its owner sees it."""
    raw: dict[str, Any] = {
        "id": row.id,
        "user_id": row.owner.id,
        "created_at": row.at,
        "type": row.type,
        "content": row.content,
        "username": row.owner.name,
        "token_name": row.key.name if row.key else "",
        "model_name": row.model,
        "quota": row.quota,
        "prompt_tokens": row.tokens_in,
        "completion_tokens": row.tokens_out,
        "is_stream": row.stream,
        "channel": row.tried[-1] if row.tried else 0,
    }
    if dialect == "newapi-old" and row.type == 6:
        return raw | _told(row)
    if dialect == "oneapi":
        return raw | {
            "type": 5 if row.key and row.key.id == 0 else row.type,
            "request_id": row.request_id,
            "elapsed_time": row.seconds * 1000 + 137,
            "system_prompt_reset": False,
        }
    channel_name = CHANNEL_NAMES.get(row.tried[-1], "") if row.tried and admin else ""
    raw |= {
        "use_time": row.seconds,
        "channel_name": channel_name,
        "token_id": row.key.id if row.key else 0,
        "group": row.group or row.owner.group,
        "ip": "203.0.113.7" if row.owner.id == 105 else "",
        "other": json.dumps(_other(row, admin=admin), ensure_ascii=False) if row.type in (2, 5, 6) else "",
    }
    if dialect == "newapi":
        if row.request_id:
            raw["request_id"] = row.request_id
    elif row.type == 5:
        raw["is_stream"] = False
    return raw


def shown(row: Row, *, dialect: str) -> bool:
    """Whether a gateway of `dialect` would have written the row at all."""
    if dialect == "newapi":
        return True
    return row.type != 7 if dialect == "newapi-old" else row.type in (1, 2, 3, 4)


def _told(row: Row) -> dict[str, Any]:
    """Tell a refund as releases before 2026-02-22 do: a system row, in words only."""
    money = f"＄{row.quota / QUOTA_PER_UNIT:.6f} 额度"
    return {
        "type": 4,
        "content": f"异步任务执行失败 {row.extra['task_id']}，补偿 {money}",
        "token_name": "",
        "model_name": "",
        "quota": 0,
        "channel": 0,
        "other": "",
    }


def _other(row: Row, *, admin: bool) -> dict[str, Any]:
    other = dict(row.extra)
    if row.type == 6:
        return other
    model = MODEL[row.model]
    if model.kind in TASK_MODELS:
        return {
            "is_task": True,
            "request_path": model.path,
            "model_price": model.price,
            "group_ratio": 1,
        } | other
    other.setdefault("request_path", model.path)
    if row.type == 5:
        other |= {
            "channel_id": row.tried[-1],
            "channel_name": CHANNEL_NAMES[row.tried[-1]],
            "channel_type": 1,
        }
    else:
        other = {
            "model_ratio": model.ratio,
            "group_ratio": GROUP_RATIO[row.owner.group],
            "completion_ratio": model.completion,
            "cache_tokens": 0,
            "model_price": model.price,
            "user_group_ratio": -1,
            "frt": 420.0 + row.at % 1_900 if row.stream else -1000.0,
            "billing_source": "wallet",
        } | other
        if row.stream and "stream_status" not in other:
            other["stream_status"] = {"status": "ok", "end_reason": "done"}
    if admin and row.tried:
        other["admin_info"] = {"use_channel": [str(channel) for channel in row.tried]}
    return other


def written_task(task: TaskRow) -> dict[str, Any]:
    """Give a task as JSON. Prompt, result and raw data are there, as in the real one, for readers to drop."""
    done = task.status in ("SUCCESS", "FAILURE")
    return {
        "id": task.id,
        "created_at": task.submitted,
        "updated_at": task.finished or task.submitted + 30,
        "task_id": task.task_id,
        "platform": str(task.channel),
        "user_id": task.owner.id,
        "username": task.owner.name,
        "group": task.owner.group,
        "channel_id": task.channel,
        "quota": task.quota,
        "action": "generate",
        "status": task.status,
        "fail_reason": task.fail_reason,
        "result_url": "https://files.invalid/result.mp4" if task.status == "SUCCESS" else "",
        "submit_time": task.submitted,
        "start_time": task.submitted + 4,
        "finish_time": task.finished if done else 0,
        "progress": "100%" if done else "35%",
        "properties": {
            "input": "SAMPLE PROMPT: a lantern over a quiet harbour",
            "origin_model_name": task.model,
        },
        "data": {"raw": "SAMPLE UPSTREAM DATA"},
    }
