"""Give, for each part of a verdict, the rule, field or rows that it rests on."""

from __future__ import annotations

from quotadesk.domain.causes import FamilyRule
from quotadesk.domain.charge import Charge, ChargeVerdict, Owed, Owing
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.diagnosis.selection import Action
from quotadesk.domain.diagnosis.waits import Wait, Where
from quotadesk.domain.diagnosis.wording import ERROR_LOG, what_of
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.fields import Source
from quotadesk.domain.lost import Lost
from quotadesk.domain.money import in_usd
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Claim, Family, Proof, Retry

_ACTS = {
    Acts.CUSTOMER: Said("the customer can change it", "由客户处理"),
    Acts.OPERATOR: Said("the operator must change something", "由运营方处理"),
    Acts.UPSTREAM_WAIT: Said("it passes at the upstream by itself", "由上游自行恢复"),
    Acts.SUPPORT: Said("support must look further", "由支持人员继续核实"),
    Acts.NOBODY: Said("nobody needs to act", "无需任何人处理"),
}
_WHERE = {
    Where.HEADER: Said("by a header", "响应头"),
    Where.TEXT: Said("in the error text", "报错文本"),
    Where.ROW: Said("in the stored row", "日志行"),
    Where.WINDOW: Said("as the limit's window", "限流窗口"),
}
_PAID_TWICE = {
    Family.SUCCESS: Said(
        "It was served; sent again it would be paid again.", "请求已成功，再次发送会再次扣费。"
    ),
    Family.STREAM_CUT: Said(
        "The broken answer may be paid; sent again it would be paid twice.",
        "中断的响应可能已扣费，重发会重复扣费。",
    ),
}
_RUNNING = Said("The task is running; sent again it would be paid twice.", "任务仍在进行，重发会重复扣费。")
_RETRY = {
    Retry.YES_NOW: Said("It was transient and cost nothing.", "属于暂时故障，且未产生费用。"),
    Retry.YES_AFTER_WAIT: Said("It clears with time; no wait is stated.", "稍后会恢复，未给出等待时间。"),
    Retry.UNKNOWN: Said("Nothing proves what a retry would do.", "没有证据说明重试的结果。"),
}
_UNCHANGED = Said("sent unchanged it would fail again", "原样重发仍会失败")
_AFTER_OPERATOR = Said("it fails until the operator has acted", "运营方处理前重发仍会失败")


def proofs_of(
    finding: Finding,
    rule: FamilyRule,
    action: Action,
    charge: ChargeVerdict,
    evidence: Evidence,
    wait: Wait | None,
    lost: Lost | None = None,
) -> tuple[Proof, ...]:
    """Give the proofs of a settled finding: family, charge, who acts, retry, and what is missing."""
    source = Source.RECORDED if finding.receipts or finding.field == "quota_state" else Source.INFERRED
    proofs = [
        Proof(
            claim=Claim.FAMILY,
            text=finding.why,
            rule=finding.rule,
            field=finding.field,
            receipts=finding.receipts,
            source=source,
        ),
        Proof(
            claim=Claim.CHARGE, text=charge.why, rule=finding.rule, field="charged", receipts=charge.receipts
        ),
        _acts(finding, rule),
        _retry(finding, rule, charge, wait),
    ]
    if lost is not None:
        proofs.append(proof_of_loss(lost))
    if charge.owed is not None:
        proofs.append(_owed(charge.owed, charge))
    if evidence.profile.error_log is False and not finding.receipts:
        proofs.append(Proof(claim=Claim.FAMILY, text=ERROR_LOG, rule="error-log-off", source=Source.MISSING))
    return tuple(proofs)


def proof_of_loss(lost: Lost) -> Proof:
    """Give the proof that tells what repeats have cost."""
    field = "client_retries" if lost.client_retries else "attempts"
    return Proof(claim=Claim.RETRY, text=lost.said, field=field, source=Source.INFERRED)


def _owed(owed: Owed, charge: ChargeVerdict) -> Proof:
    money = f"{in_usd(owed.nano)} ({owed.figure:g} {owed.unit})"
    en, zh = _OWED[owed.owing]
    return Proof(
        claim=Claim.CHARGE,
        text=Said(en.format(money=money), zh.format(money=money)),
        rule=f"task-owed-{owed.owing}",
        field="charged",
        receipts=charge.receipts,
        source=Source.INFERRED,
    )


_OWED = {
    Owing.NOT_REFUNDED: ("{money} should have been paid back and was not.", "应退 {money}，但未退。"),
    Owing.OVERDUE: (
        "{money} is still held after the task's time-out; it should have been paid back.",
        "任务已超时，{money} 仍处于预扣状态，应当退回。",
    ),
    Owing.NOT_READ: ("{money} may be owed: no refund was read.", "可能应退 {money}：未读到退款记录。"),
}


def _acts(finding: Finding, rule: FamilyRule) -> Proof:
    what, who = what_of(finding, rule), _ACTS[finding.acts or rule.acts]
    text = Said(f"{what.en}: {who.en}.", f"{what.zh}：{who.zh}。")
    return Proof(claim=Claim.ACTS, text=text, rule=finding.rule, field=finding.field, source=Source.INFERRED)


def _retry(finding: Finding, rule: FamilyRule, charge: ChargeVerdict, wait: Wait | None) -> Proof:
    if wait is not None and finding.retry is Retry.YES_AFTER_WAIT:
        where = _WHERE[wait.where]
        text = Said(
            f"A wait of {wait.seconds:g} s is stated {where.en}.",
            f"{where.zh}给出的等待时间为 {wait.seconds:g} 秒。",
        )
        receipts = finding.receipts if wait.where is Where.ROW else ()
        return Proof(
            claim=Claim.RETRY, text=text, rule=f"wait-{wait.where}", field="rate_limit", receipts=receipts
        )
    text = _RUNNING if charge.charge is Charge.HELD else _why_retry(finding, rule)
    return Proof(
        claim=Claim.RETRY, text=text, rule=finding.rule, receipts=charge.receipts, source=Source.INFERRED
    )


def _why_retry(finding: Finding, rule: FamilyRule) -> Said:
    retry = finding.retry or rule.retry
    if retry is not Retry.NO:
        return _RETRY[retry]
    if finding.family in _PAID_TWICE:
        return _PAID_TWICE[finding.family]
    what = what_of(finding, rule)
    then = _AFTER_OPERATOR if (finding.acts or rule.acts) is Acts.OPERATOR else _UNCHANGED
    return Said(f"{what.en}: {then.en}.", f"{what.zh}：{then.zh}。")
