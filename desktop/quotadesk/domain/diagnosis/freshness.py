"""Say how fresh a proof is: when its rows were written, its account was read, or that it is a rule with a source."""

from __future__ import annotations

from dataclasses import replace

from quotadesk.domain.causes import Causes
from quotadesk.domain.diagnosis.selection import Action
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.verdict import Claim, Dated, Proof

OF_ACCOUNT = frozenset({"quota_state", "balance", "key_name"})
OF_TEXT = frozenset({"error_text", "error_code", "status", "rate_limit"})
ENGINE = "docs/decisions/0020-diagnosis.md"  # documents the engine's own rules


def dated(proof: Proof, action: Action, evidence: Evidence, causes: Causes) -> Proof:
    """Give `proof` with its time, and the source of its rule."""
    cause = causes.cause(proof.rule)
    proof = replace(proof, rule_source=cause.source if cause else ENGINE if proof.rule else "")
    written = [r.ended or r.time for r in action.records if r.source_id in proof.receipts]
    task = action.task
    if proof.field == "task_id" and task is not None:
        if task.finished is not None:
            return replace(proof, dated=Dated.WRITTEN, at=task.finished)
        return replace(proof, dated=Dated.READ, at=evidence.read_at or evidence.now)
    if proof.field in OF_ACCOUNT and evidence.account is not None:
        return replace(proof, dated=Dated.READ, at=evidence.account.read_at)
    if written:
        return replace(proof, dated=Dated.WRITTEN, at=max(written))
    if proof.claim is Claim.CHARGE or proof.field == "client_retries":
        read = evidence.records is not None
        return replace(proof, dated=Dated.READ, at=evidence.read_at) if read else proof
    if proof.field in OF_TEXT and evidence.pasted:
        return replace(proof, dated=Dated.TOLD)
    return proof
