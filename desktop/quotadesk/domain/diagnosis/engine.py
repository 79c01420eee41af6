"""Diagnose one customer action: rows before words, codes before messages, state before headers, status last."""

from __future__ import annotations

from dataclasses import replace

from quotadesk.domain.causes import Causes
from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.diagnosis.body import Body, read_body
from quotadesk.domain.diagnosis.disconnect import (
    acts_on_disconnect,
    charge_on_disconnect,
    is_disconnect,
    open_on_disconnect,
)
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.freshness import dated
from quotadesk.domain.diagnosis.judging import words_of_row
from quotadesk.domain.diagnosis.money import charge_of
from quotadesk.domain.diagnosis.outcomes import from_rows, from_task
from quotadesk.domain.diagnosis.pasted import from_text
from quotadesk.domain.diagnosis.proofs import proofs_of
from quotadesk.domain.diagnosis.selection import Action, repeats_of, select
from quotadesk.domain.diagnosis.waits import Wait, Where, stated_wait, window_of_limit
from quotadesk.domain.diagnosis.wording import sentence_of, settles_of
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.lost import lost_over
from quotadesk.domain.records import TaskStatus
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry, Verdict


def diagnose(evidence: Evidence, causes: Causes) -> Verdict:
    """Say what happened, who acts, whether money moved and whether to retry. Never raises for odd evidence."""
    body = read_body(evidence.pasted)
    action = select(evidence, body)
    finding = _find(action, body, evidence, causes)
    charge = charge_of(finding, action, body, evidence)
    if is_disconnect(finding):
        charge = charge_on_disconnect(charge, evidence)
        acts, settles = acts_on_disconnect(finding, charge, evidence), open_on_disconnect(charge, evidence)
        finding = replace(finding, acts=acts, settles=(*finding.settles, *settles))
    wait = _wait(finding, action, body, evidence)
    finding = _settled(finding, action, charge, wait, causes)
    rule = causes.families[finding.family]
    lost = lost_over(repeats_of(action, evidence))
    proofs = proofs_of(finding, rule, action, charge, evidence, wait, lost)
    everyday = finding.cause.everyday if finding.cause and finding.cause.family is finding.family else None
    return Verdict(
        family=finding.family,
        acts=finding.acts or rule.acts,
        charge=charge,
        retry=finding.retry or rule.retry,
        retry_after_s=wait.seconds if wait else None,
        confidence=finding.confidence,
        cause=finding.rule,
        everyday=everyday or rule.everyday,
        sentence=sentence_of(finding, charge, rule),
        proofs=tuple(dated(p, action, evidence, causes) for p in proofs),
        settles=settles_of(finding, charge, evidence),
        attempts=finding.attempts,
        client_retries=action.client_retries,
        lost=lost,
        source=finding.source,
    )


def _find(action: Action, body: Body, evidence: Evidence, causes: Causes) -> Finding:
    if action.task is not None and (not action.requests or action.task.status is not TaskStatus.UNKNOWN):
        return from_task(action.task, action, evidence)
    if action.requests:
        return from_rows(action, body, evidence, causes)
    return from_text(body, evidence, causes)


def _wait(finding: Finding, action: Action, body: Body, evidence: Evidence) -> Wait | None:
    """Give the stated wait: of headers and pasted words, else of the last failed row, else the limit's window."""
    wait = stated_wait(evidence.headers, body, evidence.now)
    if wait is not None and not action.requests and (body.status or evidence.http_status) in (429, 503):
        wait = replace(wait, asked=wait.where is Where.HEADER and "retry-after" in evidence.headers)
    texts = [body.text]
    for row in reversed(action.final):
        if wait is not None:
            return wait
        words, inner = words_of_row(row)
        texts.append(words.text)
        told = row.error.retry_after_s if row.error else None
        found = stated_wait({}, replace(inner, text=words.text), evidence.now)
        seconds = told or (found.seconds if found else None)
        wait = Wait(seconds=seconds, where=Where.ROW) if seconds else None
    if wait is None and finding.cause is not None and finding.cause.per_window:
        window = next((w for t in texts if (w := window_of_limit(t)) is not None), None)
        wait = Wait(seconds=window, where=Where.WINDOW) if window else None
    return wait


def _settled(
    finding: Finding, action: Action, charge: ChargeVerdict, wait: Wait | None, causes: Causes
) -> Finding:
    """Let money decide who acts and whether the same request may be sent again."""
    retry = finding.retry or causes.families[finding.family].retry
    acts = finding.acts
    paid = charge.charge
    if finding.family is Family.TASK_FAILED:
        acts = _TASK_ACTS.get(paid, Acts.SUPPORT)
        retry = Retry.YES_NOW if paid in (Charge.REFUNDED, Charge.NO) else Retry.NO
    elif finding.family is Family.STREAM_CUT:
        retry = Retry.YES_NOW if paid is Charge.NO else Retry.NO
    elif finding.family is Family.UPSTREAM_FAULT and retry is Retry.YES_NOW:
        free = paid in (Charge.NO, Charge.REFUNDED)
        retry = Retry.YES_NOW if free and wait is None else Retry.YES_AFTER_WAIT
    elif finding.family is Family.UNKNOWN:
        waits = wait is not None and (_is_rate(finding) or wait.asked)
        acts, retry = Acts.SUPPORT, Retry.YES_AFTER_WAIT if waits else Retry.UNKNOWN
    confidence = Confidence.UNKNOWN if finding.family is Family.UNKNOWN else finding.confidence
    return replace(finding, acts=acts, retry=retry, confidence=confidence)


def _is_rate(finding: Finding) -> bool:
    """Whether a limit of speed refused, whoever set it: then a stated wait clears it."""
    rates = (Family.RATE_LIMIT_CUSTOMER, Family.RATE_LIMIT_UPSTREAM)
    return finding.cause is not None and finding.cause.family in rates


_TASK_ACTS = {Charge.REFUNDED: Acts.NOBODY, Charge.NO: Acts.NOBODY, Charge.YES: Acts.OPERATOR}
