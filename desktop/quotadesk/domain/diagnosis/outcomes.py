"""Say how the action ended, from its task or from its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotadesk.domain.assembly import final_of
from quotadesk.domain.causes import Causes, ChargeRule, Stage, Words
from quotadesk.domain.charge import TASK_TIMES_OUT_AFTER
from quotadesk.domain.diagnosis.body import Body
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.judging import (
    by_rule,
    is_long,
    judge,
    judge_innermost,
    words_of,
    words_of_row,
)
from quotadesk.domain.diagnosis.selection import Action
from quotadesk.domain.diagnosis.statuses import family_of, nothing
from quotadesk.domain.diagnosis.voice import Voice, voice_of_row, voice_of_text
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.records import Record, RecordKind, Task, TaskStatus
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family

_BROKEN_BY_GATEWAY = frozenset({"panic"})


# ---------------------------------------------------------------- tasks


def from_task(task: Task, action: Action, evidence: Evidence) -> Finding:
    """Judge an asynchronous task by its state."""
    receipts = tuple(r.source_id for r in action.records)
    if task.status is TaskStatus.RUNNING:
        late = evidence.now - task.submitted > TASK_TIMES_OUT_AFTER
        why = Said(
            f"The task is still running ({task.progress or '0%'}).",
            f"任务仍在进行（{task.progress or '0%'}）。",
        )
        acts = Acts.SUPPORT if late else Acts.NOBODY
        found = by_rule(Family.SUCCESS, "task-running", why, acts=acts, confidence=Confidence.CONFIRMED)
    elif task.status is TaskStatus.FAILURE:
        why = Said("The task list shows a failure.", "任务列表显示任务失败。")
        found = by_rule(Family.TASK_FAILED, "task-failed", why, confidence=Confidence.CONFIRMED)
    elif task.status is TaskStatus.SUCCESS:
        why = Said("The task list shows success.", "任务列表显示任务成功。")
        found = by_rule(Family.SUCCESS, "task-done", why, confidence=Confidence.CONFIRMED)
    else:
        why = Said("The task's state is not known.", "任务状态未知。")
        found = by_rule(Family.UNKNOWN, "task-unknown", why, confidence=Confidence.UNKNOWN)
    attempts = _attempts(action.final) if action.requests else None
    return replace(found, attempts=attempts, receipts=receipts, field="task_id", charge=ChargeRule.LEDGER)


# ---------------------------------------------------------------- rows


def from_rows(action: Action, body: Body, evidence: Evidence, causes: Causes) -> Finding:
    """Judge the final outcome by the rows of the last request."""
    rows = action.final
    final = final_of(rows)
    if not final.failed:
        found = _told_to_be_cut(final, body, evidence, causes) or _served(final)
    elif _was_cut(final):
        found = _cut(final, body, evidence, causes)
    else:
        found = _failed_row(final, body, evidence, causes)
    attempts = _attempts(rows)
    attempts = found.attempts if attempts is None and found.stage is Stage.DOOR else attempts
    return replace(found, attempts=attempts, receipts=tuple(r.source_id for r in rows), known_gateway=True)


def _attempts(rows: Sequence[Record]) -> int | None:
    """Count upstream attempts of one request: a counter or list of channels where recorded, else the rows.

    Several accounting rows of one answer (tools, realtime) are one attempt; behind a fallback nobody counts.
    """
    final = final_of(rows)
    if final.fallback and not final.failed:
        return None
    failed = sum(r.kind in (RecordKind.ERROR, RecordKind.FAILURE) for r in rows)
    served = any(r.kind is RecordKind.CONSUME for r in rows)
    if final.unit == "usd":
        return None if final.attempts is None else max(final.attempts, failed if final.attempts else 0)
    return max(final.attempts or 0, len(final.channels), failed + served)


def _served(final: Record) -> Finding:
    if final.no_usage and final.figure <= 0:
        why = Said("Answered 200, but the upstream gave no usage.", "已返回 200，但上游未给出用量。")
        return by_rule(Family.UPSTREAM_FAULT, "row-no-usage", why, charge=ChargeRule.LEDGER)
    if final.error is not None and final.error.kind == "reject_reason":
        why = Said("The row names a refusal by content rules.", "日志行记录了内容规则拒绝。")
        return by_rule(Family.CONTENT_BLOCKED, "row-reject-reason", why, charge=ChargeRule.LEDGER)
    why = Said("The gateway's row shows a normal end.", "网关日志行显示正常结束。")
    return by_rule(
        Family.SUCCESS,
        "row-served",
        why,
        charge=ChargeRule.LEDGER,
        confidence=Confidence.CONFIRMED,
        field="status",
    )


def _told_to_be_cut(final: Record, body: Body, evidence: Evidence, causes: Causes) -> Finding | None:
    """Judge an answer that an error body ended midway, where the row does not record how its stream ended.

    Such a row bills what was produced; it cannot contradict what came after.
    """
    if final.stream_end or not body.structured:
        return None
    found = judge(words_of(body, status=None), voice_of_text(body, evidence, causes), evidence, causes)
    if found is None or found.cause is None or found.cause.weak or found.stage is not Stage.STREAM:
        return None
    return replace(found, charge=ChargeRule.LEDGER)


def _was_cut(final: Record) -> bool:
    """Whether output had begun: the caller was answered with 200, or a billed failure lost its connection.

    Never a failed attempt: an upstream's 200 that carried an error body is stored with that status.
    """
    if final.kind is RecordKind.ERROR:
        return False
    return final.kind is RecordKind.CONSUME or final.status == 200 or final.stream_ok is False


def _cut(final: Record, body: Body, evidence: Evidence, causes: Causes) -> Finding:
    words, inner = words_of_row(final)
    known = (
        judge(words, voice_of_row(final, inner), evidence, causes)
        if final.kind is RecordKind.FAILURE
        else None
    )
    gone = final.stream_end == "client_gone" or (known is not None and known.rule.endswith("client-gone"))
    if final.figure <= 0 and final.no_usage and not gone:
        why = Said("The stream broke and the upstream gave no usage.", "流中断且上游未给出用量。")
        return by_rule(Family.UPSTREAM_FAULT, "row-no-usage", why, charge=ChargeRule.LEDGER)
    acts = (
        Acts.CUSTOMER
        if gone
        else Acts.OPERATOR
        if final.stream_end in _BROKEN_BY_GATEWAY
        else Acts.UPSTREAM_WAIT
    )
    end = final.stream_end or "error"
    why = Said(f"The stream ended with “{end}”.", f"流以“{end}”结束。")
    rule = "row-client-gone" if gone else "row-stream-cut"
    return by_rule(
        Family.STREAM_CUT,
        rule,
        why,
        acts=acts,
        stage=Stage.STREAM,
        charge=ChargeRule.LEDGER,
        confidence=Confidence.CONFIRMED,
        field="status",
    )


def _failed_row(final: Record, body: Body, evidence: Evidence, causes: Causes) -> Finding:
    """Judge a stored failure; what was pasted only helps where the row's own words say nothing."""
    words, inner = words_of_row(final)
    voice = voice_of_row(final, inner)
    found = judge_innermost(inner, evidence, causes, status=final.status)
    if found is None:
        found = judge(words, voice, evidence, causes, proven=voice is Voice.OURS)
    if found is None or found.cause is None or found.cause.weak or found.family is Family.UNKNOWN:
        pasted = (
            judge(words_of(body, status=final.status), voice, evidence, causes) if body.structured else None
        )
        if pasted is not None and pasted.cause is not None and not pasted.cause.weak:
            found = pasted
    if (found is None or found.family is Family.UNKNOWN) and (
        plain := _by_row_status(final, words, voice, causes)
    ) is not None:
        return plain
    return found or nothing(evidence)


def _by_row_status(final: Record, words: Words, voice: Voice, causes: Causes) -> Finding | None:
    """Judge a stored failure whose words are not known by its status, given who spoke."""
    family = family_of(final.status, voice)
    if family is None:
        return None
    if family is Family.RATE_LIMIT_UPSTREAM and is_long(words, causes):
        family = Family.UPSTREAM_ACCOUNT
    why = Said(
        f"The stored failure has status {final.status}; its words are not known.",
        f"日志行状态为 {final.status}，报错内容不在已知之列。",
    )
    return by_rule(family, f"row-status-{final.status}", why)
