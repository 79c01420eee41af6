"""Join what the ledger proves with what the error alone proves about money."""

from __future__ import annotations

import re

from quotadesk.domain.causes import ChargeRule, Stage
from quotadesk.domain.charge import Charge, ChargeVerdict, settle
from quotadesk.domain.diagnosis.body import Body
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.selection import Action
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.records import RecordKind
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family

_ROW = Said(
    "A billing row for this call, once the log is read completely.", "完整读取日志后，该请求的计费行。"
)
_CONSUME = Said(
    "The gateway keeps no billing rows; only the balance before and after can tell.",
    "网关未记录消费日志，只能对比调用前后的余额。",
)
_NO_ROW = Said(
    "A refusal before any upstream, and the complete log holds no billing row.",
    "属于调用上游前的拒绝，且完整日志中没有计费行。",
)
_GATEWAY = Said("Which gateway product answered, and its log.", "由哪个网关产品应答，以及其日志。")


_FINISHED = re.compile(r"\b(finish|stop)_?reason\b")  # an answer that ended somehow, and may be billed


def charge_of(finding: Finding, action: Action, body: Body, evidence: Evidence) -> ChargeVerdict:
    """Say whether money moved: the ledger first, then the kind of error; else unknown."""
    if action.records or action.task is not None:
        verdict = settle(
            action.records,
            action.task,
            profile=evidence.profile,
            window_fully_read=evidence.window_fully_read,
            now=evidence.now,
        )
        if verdict.charge is not Charge.UNKNOWN or action.task is not None:
            return verdict
        if _failed_attempts_only(action) and _customer_saw_it(body, evidence):
            return _none(Said("The call failed before output.", "请求在输出之前失败。"), action)
        return verdict
    return _from_error(finding, action, body, evidence)


def _from_error(finding: Finding, action: Action, body: Body, evidence: Evidence) -> ChargeVerdict:
    answered = body.streamed or _FINISHED.search(body.whole) is not None
    if answered or not finding.known_gateway:
        return _unknown(finding, evidence)
    if finding.charge is ChargeRule.LEDGER:
        if finding.stage is Stage.DOOR and _log_shows_nothing(evidence):
            return _none(_NO_ROW, action)
        return _unknown(finding, evidence)
    if finding.family is not Family.UNKNOWN or (finding.cause is not None and finding.cause.check):
        return _none(finding.why, action)
    return _unknown(finding, evidence)


def _log_shows_nothing(evidence: Evidence) -> bool:
    """Whether the log of billing rows was read completely and holds no row at all."""
    complete = evidence.window_fully_read is True and evidence.profile.consume_log is not False
    return complete and evidence.records == ()


def _failed_attempts_only(action: Action) -> bool:
    return bool(action.records) and all(r.kind is RecordKind.ERROR for r in action.records)


def _customer_saw_it(body: Body, evidence: Evidence) -> bool:
    """Whether the customer reports the same failure, so that no later attempt can have succeeded."""
    status = body.status or evidence.http_status
    return body.structured or (status is not None and status >= 400)


def _none(why: Said, action: Action) -> ChargeVerdict:
    receipts = tuple(r.source_id for r in action.records)
    return ChargeVerdict(charge=Charge.NO, net_nano=0, why=why, receipts=receipts)


def _unknown(finding: Finding, evidence: Evidence) -> ChargeVerdict:
    settles = (
        _CONSUME if evidence.profile.consume_log is False else _ROW if finding.known_gateway else _GATEWAY
    )
    why = Said(
        "No billing row was read and the error proves nothing.", "没有读到计费行，报错本身不足以判断。"
    )
    return ChargeVerdict(charge=Charge.UNKNOWN, net_nano=None, why=why, settles=settles)
