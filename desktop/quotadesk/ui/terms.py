"""The words for the desk's fixed lists (families, who acts, charges, types) and the tone of each."""

from __future__ import annotations

from quotadesk.domain.account import KeyState, QuotaState, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import Source
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Claim, Confidence, Family, Retry
from quotadesk.domain.window import GapReason

ACTS: dict[Acts, tuple[Said, str]] = {
    Acts.CUSTOMER: (Said("Customer acts", "由客户处理"), "accent"),
    Acts.OPERATOR: (Said("Operator acts", "由运营方处理"), "warning"),
    Acts.UPSTREAM_WAIT: (Said("Wait for upstream", "等待上游恢复"), "warning"),
    Acts.SUPPORT: (Said("Support acts", "由客服处理"), "accent"),
    Acts.NOBODY: (Said("Nobody has to act", "无需处理"), "good"),
}

CHARGE: dict[Charge, tuple[Said, str]] = {
    Charge.YES: (Said("Charged", "已扣费"), "bad"),
    Charge.NO: (Said("Not charged", "未扣费"), "good"),
    Charge.REFUNDED: (Said("Refunded", "已退款"), "good"),
    Charge.HELD: (Said("Held", "预扣中"), "warning"),
    Charge.UNKNOWN: (Said("Charge unknown", "扣费未知"), "plain"),
}

RETRY: dict[Retry, Said] = {
    Retry.YES_NOW: Said("Retry now", "可立即重试"),
    Retry.YES_AFTER_WAIT: Said("Retry after a wait", "稍后可重试"),
    Retry.NO: Said("Do not retry unchanged", "勿原样重试"),
    Retry.UNKNOWN: Said("Retry unknown", "重试与否未知"),
}

CONFIDENCE: dict[Confidence, Said] = {
    Confidence.CONFIRMED: Said("confirmed", "已证实"),
    Confidence.LIKELY: Said("likely", "很可能"),
    Confidence.UNKNOWN: Said("not proven", "未证实"),
}

CLAIM: dict[Claim, Said] = {
    Claim.FAMILY: Said("What happened", "原因"),
    Claim.ACTS: Said("Who acts", "处理方"),
    Claim.CHARGE: Said("Charge", "扣费"),
    Claim.RETRY: Said("Retry", "重试"),
}

# The tone of the verdict card's edge.
FAMILY_TONE: dict[Family, str] = {
    Family.SUCCESS: "good",
    Family.UNKNOWN: "faint",
    Family.RATE_LIMIT_CUSTOMER: "warning",
    Family.RATE_LIMIT_UPSTREAM: "warning",
    Family.WALLET_EMPTY: "warning",
    Family.KEY_QUOTA: "warning",
    Family.BUDGET: "warning",
}

SOURCE: dict[Source, Said] = {
    Source.RECORDED: Said("recorded", "已记录"),
    Source.MAPPED: Said("mapped", "映射"),
    Source.INFERRED: Said("inferred", "推断"),
    Source.MISSING: Said("missing", "缺失"),
}

QUOTA: dict[QuotaState, tuple[Said, str]] = {
    QuotaState.ENOUGH: (Said("Enough", "充足"), "good"),
    QuotaState.LOW: (Said("Low", "偏低"), "warning"),
    QuotaState.EXHAUSTED: (Said("Exhausted", "已用尽"), "bad"),
    QuotaState.UNKNOWN: (Said("Not known", "未知"), "plain"),
}

SCOPE: dict[Scope, Said] = {
    Scope.WALLET: Said("Wallet", "钱包"),
    Scope.KEY: Said("Key", "密钥"),
    Scope.USER: Said("User", "用户"),
    Scope.TEAM: Said("Team", "团队"),
    Scope.SUBSCRIPTION: Said("Subscription", "订阅"),
}

KEY_STATE: dict[KeyState, tuple[Said, str]] = {
    KeyState.ACTIVE: (Said("active", "启用"), "good"),
    KeyState.DISABLED: (Said("disabled", "已停用"), "bad"),
    KeyState.EXPIRED: (Said("expired", "已过期"), "bad"),
    KeyState.EXHAUSTED: (Said("exhausted", "额度已用尽"), "bad"),
    KeyState.BLOCKED: (Said("blocked", "已封禁"), "bad"),
    KeyState.UNKNOWN: (Said("state not known", "状态未知"), "plain"),
}

GAP: dict[GapReason, Said] = {
    GapReason.NOT_FETCHED: Said("not read yet", "尚未读取"),
    GapReason.OFFLINE: Said("not held, no gateway to ask", "未保有，无网关可读"),
    GapReason.GATEWAY_FAILED: Said("the gateway failed", "网关出错"),
    GapReason.CANCELLED: Said("cancelled", "已取消"),
    GapReason.STORE_READ_ONLY: Said("the store can only be read", "本地库只读，无法保存"),
    GapReason.NO_ERROR_LOG: Said("this gateway keeps no failures", "该网关不保留失败记录"),
    GapReason.UNREADABLE_ROWS: Said("some rows could not be read", "部分日志行无法读取"),
}


def retry_text(retry: Retry, after_s: float | None) -> Said:
    """Give the retry advice, with its wait where it is known."""
    if retry is Retry.YES_AFTER_WAIT and after_s:
        if after_s < 120:
            return Said(f"Retry after {after_s:g} s", f"{after_s:g} 秒后可重试")
        return Said(f"Retry after {after_s / 60:.0f} min", f"{after_s / 60:.0f} 分钟后可重试")
    return RETRY[retry]


def charge_tone(charge: Charge, *, failed: bool) -> str:
    """Give the tone of a charge: money taken is only worth a warning when the request failed."""
    if charge is Charge.YES:
        return "bad" if failed else "plain"
    return CHARGE[charge][1]
