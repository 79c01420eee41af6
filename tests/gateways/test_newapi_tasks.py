"""What a raw task becomes, and which of its contents are dropped."""

from __future__ import annotations

from typing import Any

import pytest

from quotadesk.domain.records import TaskStatus
from quotadesk.gateways.newapi import decode_task


def a_task(**more: Any) -> dict[str, Any]:
    return {
        "id": 1, "task_id": "task_Zk3v", "submit_time": 1789366811, "finish_time": 1789367109, "status": "FAILURE",
        "quota": 150_000, "fail_reason": "generation failed", "progress": "100%", "user_id": 655, "username": "mei",
        "group": "default", "channel_id": 31, "platform": "55",
        "properties": {"input": "THE-PROMPT", "origin_model_name": "sora-2"},
        "data": {"x": "THE-DATA"}, "result_url": "https://files.invalid/THE-RESULT",
    } | more  # fmt: skip


def test_a_task_keeps_its_state_and_charge_and_none_of_its_content():
    task = decode_task(a_task())
    assert (task.status, task.figure, task.amount_nano) == (TaskStatus.FAILURE, 150_000, 300_000_000)
    assert (task.model, task.owner, task.channel, task.fail_reason) == (
        "sora-2",
        "mei",
        "31",
        "generation failed",
    )
    assert "THE-" not in repr(task)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("QUEUED", TaskStatus.RUNNING),
        ("SUCCESS", TaskStatus.SUCCESS),
        ("NEW", TaskStatus.UNKNOWN),
        (7, TaskStatus.UNKNOWN),
    ],
)
def test_a_state_that_nobody_knows_stays_unknown(state: Any, status: TaskStatus):
    assert decode_task(a_task(status=state)).status is status


def test_a_task_that_runs_has_no_end():
    assert decode_task(a_task(status="IN_PROGRESS")).finished is None


def test_a_result_address_in_the_field_of_reasons_is_dropped():
    assert decode_task(a_task(status="SUCCESS", fail_reason="https://files.invalid/a.mp4")).fail_reason == ""
    assert decode_task(a_task(fail_reason="https://files.invalid/a.mp4")).fail_reason == ""


@pytest.mark.parametrize("wrong", [{"task_id": ""}, {"quota": None}, {"submit_time": 0, "created_at": 0}])
def test_a_task_without_id_time_or_charge_is_skipped(wrong: dict[str, Any]):
    assert decode_task(a_task(**wrong)) is None
