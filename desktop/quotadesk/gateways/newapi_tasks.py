"""Decode one row of the task list into a Task, by allow-list. Prompts, results and raw answers stay out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from quotadesk.domain import values
from quotadesk.domain.records import Task, TaskStatus, nano

QUOTA_PER_UNIT = 500_000.0
_STATES: dict[str, TaskStatus] = {
    "NOT_START": TaskStatus.RUNNING,
    "SUBMITTED": TaskStatus.RUNNING,
    "QUEUED": TaskStatus.RUNNING,
    "IN_PROGRESS": TaskStatus.RUNNING,
    "SUCCESS": TaskStatus.SUCCESS,
    "FAILURE": TaskStatus.FAILURE,
}
_SHARE = re.compile(r"\d{1,3}(?:\.\d{1,2})?\s?%?")
_ENDED = (TaskStatus.SUCCESS, TaskStatus.FAILURE)


def decode_task(raw: Mapping[str, Any], *, quota_per_unit: float = QUOTA_PER_UNIT) -> Task | None:
    """Give the Task of one raw row; None without an id, a time of submission or a readable quota."""
    task_id = values.text(raw, "task_id")
    submitted = values.moment(raw, "submit_time") or values.moment(raw, "created_at")
    figure = values.number(raw, "quota")
    if not task_id or submitted is None or figure is None:
        return None
    status = _STATES.get(values.text(raw, "status"), TaskStatus.UNKNOWN)
    properties = values.packed(raw, "properties")
    return Task(
        task_id=task_id,
        status=status,
        submitted=submitted,
        finished=values.moment(raw, "finish_time") if status in _ENDED else None,
        owner=values.text(raw, "username"),
        owner_id=values.ident(raw, "user_id"),
        group=values.text(raw, "group"),
        model=values.text(properties, "origin_model_name") or values.text(properties, "upstream_model_name"),
        platform=values.text(raw, "platform"),
        channel=values.ident(raw, "channel_id"),
        figure=figure,
        amount_nano=nano(figure / quota_per_unit) if quota_per_unit > 0 else 0,
        fail_reason=_fail_reason(raw, status),
        progress=_progress(raw),
    )


def _progress(raw: Mapping[str, Any]) -> str:
    """Give how far a task has come ("37%"), and nothing that is no share: half a text could be half a key."""
    given = values.text(raw, "progress")
    return given if _SHARE.fullmatch(given) else ""


def _fail_reason(raw: Mapping[str, Any], status: TaskStatus) -> str:
    """Give why a task failed. Before 2026-02 the same field may hold the address of a result: that is dropped."""
    reason = values.text(raw, "fail_reason", longest=values.LONGEST_TEXT)
    is_address = reason.lstrip().lower().startswith(("http://", "https://", "data:"))
    return "" if status is not TaskStatus.FAILURE or is_address else reason
