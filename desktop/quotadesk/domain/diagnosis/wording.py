"""Say a verdict in words: the one sentence, and what would settle the unknown."""

from __future__ import annotations

from quotadesk.domain.causes import FamilyRule
from quotadesk.domain.charge import Charge, ChargeVerdict
from quotadesk.domain.diagnosis.finding import Finding
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.records import NANO
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family

_MONEY = {
    Charge.YES: Said("charged {amount}", "已扣费 {amount}"),
    Charge.NO: Said("not charged", "未扣费"),
    Charge.REFUNDED: Said("{amount} was refunded", "已退款 {amount}"),
    Charge.HELD: Said("{amount} is held", "预扣 {amount}"),
    Charge.UNKNOWN: Said("the charge is not proven yet", "是否扣费尚未确认"),
}
_WHAT_BY_RULE = {
    "task-running": Said("The task is still running", "任务仍在进行"),
    "row-no-usage": Said("The upstream answered without usage", "上游响应未给出用量"),
    "row-client-gone": Said("The customer's client closed the stream", "客户端中途断开了流"),
    "row-reject-reason": Said("The provider refused the content", "上游以内容规则拒绝"),
}
_READ_LOG = Said("Read the log for this call, with its request id.", "按请求 ID 读取该次调用的日志。")
ERROR_LOG = Said(
    "The error log is off or unknown: failed calls may leave no row.",
    "错误日志未开启或未知：失败的请求可能没有日志行。",
)
_ERROR_TEXT = Said("Ask for the whole error text and the request id.", "请客户提供完整报错文本与请求 ID。")
_WHICH_GATEWAY = Said("Find out which gateway answered.", "确认由哪个网关应答。")


def money_text(nano: int | None) -> str:
    """Give an amount with all its digits ("$0.0169"); an amount that is not known is "?"."""
    if nano is None:
        return "?"
    text = f"{abs(nano) / NANO:.9f}".rstrip("0").rstrip(".")
    return f"${text}"


def what_of(finding: Finding, rule: FamilyRule) -> Said:
    """Give what happened, without a full stop."""
    return finding.what or _WHAT_BY_RULE.get(finding.rule) or rule.what


def sentence_of(finding: Finding, charge: ChargeVerdict, rule: FamilyRule) -> Said:
    """Give the line that an agent reads first: what happened, and the money."""
    what = what_of(finding, rule)
    money, amount = _MONEY[charge.charge], money_text(charge.amount_nano)
    return Said(
        f"{what.en}; {money.en.format(amount=amount)}.",
        f"{what.zh}，{money.zh.format(amount=amount)}。",
    )


def settles_of(finding: Finding, charge: ChargeVerdict, evidence: Evidence) -> tuple[Said, ...]:
    """Say what would settle what is unknown; nothing when all is known."""
    open_points = list(finding.settles)
    if charge.settles is not None:
        open_points.append(charge.settles)
    if finding.family is Family.UNKNOWN:
        if not finding.known_gateway:
            open_points.append(_WHICH_GATEWAY)
        open_points.append(_READ_LOG if not evidence.records else _ERROR_TEXT)
        if evidence.profile.error_log is not True:
            open_points.append(ERROR_LOG)
        open_points.append(_ERROR_TEXT)
    return tuple(dict.fromkeys(open_points))
