"""Say evidence, money and gaps in the terms of a hand-off note. Tables only."""

from __future__ import annotations

from quotadesk.domain.account import QuotaState
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import FIELDS
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry

COMMA, SEMICOLON = Said(", ", "，"), Said("; ", "；")
STOP, APART = Said("; ", "；"), Said("; ", "；")
UNKNOWN, NONE, OPEN = Said("unknown", "未知"), Said("none", "无"), Said("open", "处理中")

HEADLINE = Said("{who}: {model} {what} since {when}", "{who}：{model} {what}，始于 {when}")
HEADLINE_ONCE = Said("{who}: {model} {what} at {when}", "{who}：{model} {what}，{when}")
HEADLINE_ACCOUNT = Said("{who}: quota {state} as read at {when}", "{who}：额度{state}，读取于 {when}")
ANSWERED_FIRST = Said(
    " (answered {status}, ended in an error afterwards)", "（已返回 {status}，之后以错误结束）"
)
BRACKETS = Said(" ({text})", "（{text}）")
A_CUSTOMER, CALLS = Said("a customer", "一位客户"), Said("calls", "请求")
WITH_KEY = Said(" (key {key})", "（密钥 {key}）")
WHAT: dict[Family, Said] = {
    Family.WALLET_EMPTY: Said("refused: wallet empty", "被拒绝：余额不足"),
    Family.KEY_QUOTA: Said("refused: key limit used up", "被拒绝：密钥额度用尽"),
    Family.BUDGET: Said("refused: budget used up", "被拒绝：预算用尽"),
    Family.RATE_LIMIT_CUSTOMER: Said("refused: own rate limit", "被拒绝：触及自身限流"),
    Family.RATE_LIMIT_UPSTREAM: Said("fails: upstream rate limit", "失败：上游限流"),
    Family.UPSTREAM_ACCOUNT: Said("fails: upstream account or credential", "失败：上游账户或凭据"),
    Family.KEY_INVALID: Said("refused: key not accepted", "被拒绝：密钥无效"),
    Family.PERMISSION: Said("refused: not permitted", "被拒绝：无权限"),
    Family.MODEL_UNAVAILABLE: Said("refused: model unavailable", "被拒绝：模型不可用"),
    Family.UPSTREAM_FAULT: Said("fails: upstream fault", "失败：上游故障"),
    Family.STREAM_CUT: Said("broken off: stream cut", "中断：流式响应被切断"),
    Family.BAD_REQUEST: Said("refused: request needs a change", "被拒绝：请求需修改"),
    Family.CONTENT_BLOCKED: Said("refused: content rule", "被拒绝：内容规则"),
    Family.TASK_FAILED: Said("failed: task without a result", "失败：任务无结果"),
    Family.GATEWAY_FAULT: Said("fails: gateway fault", "失败：网关故障"),
    Family.SUCCESS: Said("answered normally", "正常返回"),
    Family.UNKNOWN: Said("cause unknown", "原因未知"),
}

REQUESTS = Said("requests {count}", "请求 {count} 次")
OWNER_KEY = Said("owners 1, keys 1", "归属 1 个，密钥 1 把")
OWNER_KEY_MORE = Said(
    "owners 1, keys 1 and one other with this error within the hour",
    "归属 1 个，密钥 1 把，一小时内另有一把出现同一报错",
)
OWNER_KEYS = Said(
    "owners 1, keys 1 and {others} others with this error within the hour",
    "归属 1 个，密钥 1 把，一小时内另有 {others} 把出现同一报错",
)
OWNERS_KEYS = Said(
    "owners 1, keys 1 and {others} others of {owners} owners with this error within the hour",
    "归属 1 个，密钥 1 把，一小时内另有 {owners} 个归属的 {others} 把出现同一报错",
)
CHARGES: dict[Charge, Said] = {
    Charge.YES: Said("charged {amount}, net {net}", "已扣费 {amount}，净额 {net}"),
    Charge.NO: Said("not charged, net {net}", "未扣费，净额 {net}"),
    Charge.REFUNDED: Said("refunded {amount}, net {net}", "已退款 {amount}，净额 {net}"),
    Charge.HELD: Said("held {amount}, net {net}", "预扣 {amount}，净额 {net}"),
    Charge.UNKNOWN: Said("charge unknown", "扣费未知"),
}
CHARGE_WORDS: dict[Charge, Said] = {
    Charge.YES: Said("yes", "是"),
    Charge.NO: Said("no", "否"),
    Charge.REFUNDED: Said("refunded", "已退款"),
    Charge.HELD: Said("held", "预扣中"),
    Charge.UNKNOWN: Said("unknown", "未知"),
}
NONE_RECORDED = Said("none recorded", "无扣费记录")
NONE_RECORDED_WHY = Said(
    "No charge is in the rows that were read; open the case for the verdict.",
    "已读取的日志行中没有扣费，结论请打开该案例查看。",
)
CONFIDENCE: dict[Confidence, Said] = {
    Confidence.CONFIRMED: Said("confirmed", "已证实"),
    Confidence.LIKELY: Said("likely", "很可能"),
    Confidence.UNKNOWN: Said("unknown", "未知"),
}
ACTS: dict[Acts, Said] = {
    Acts.CUSTOMER: Said("customer acts", "由客户处理"),
    Acts.OPERATOR: Said("operator acts", "由运营方处理"),
    Acts.UPSTREAM_WAIT: Said("wait for the upstream", "等待上游"),
    Acts.SUPPORT: Said("support acts", "由客服处理"),
    Acts.NOBODY: Said("nobody needs to act", "无需处理"),
}
RETRIES: dict[Retry, Said] = {
    Retry.YES_NOW: Said("retry now", "可立即重试"),
    Retry.YES_AFTER_WAIT: Said("retry after a wait", "等待后可重试"),
    Retry.NO: Said("no retry unchanged", "不可原样重试"),
    Retry.UNKNOWN: Said("retry unknown", "能否重试未知"),
}
RULE = Said("rule {rule}", "规则 {rule}")
QUOTA_STATES: dict[QuotaState, Said] = {
    QuotaState.ENOUGH: Said("enough", "充足"),
    QuotaState.LOW: Said("low", "偏低"),
    QuotaState.EXHAUSTED: Said("exhausted", "已用尽"),
    QuotaState.UNKNOWN: Said("", ""),
}
EVIDENCE: dict[str, Said] = {
    name: Said(FIELDS[field].label.en.lower(), FIELDS[field].label.zh)
    for name, field in {
        "group": "group",
        "project": "project",
        "environment": "environment",
        "owner": "owner",
        "key_name": "key_name",
        "key_masked": "key_masked",
        "model": "model",
        "tier": "tier",
        "type": "type",
        "status": "status",
        "latency": "latency_ms",
    }.items()
} | {
    "charge": Said("charge", "扣费"),
    "quota_state": Said("quota state", "额度状态"),
    "rate_limit": Said("limit", "限流"),
    "alert": Said("alert", "告警"),
}
IDS: dict[str, Said] = {
    "request_id": Said("request", "请求"),
    "upstream_request_id": Said("upstream", "上游"),
    "task_id": Said("task", "任务"),
    "ticket": Said("ticket", "工单"),
}

BROKE_OFF = Said("ended in an error afterwards", "之后以错误结束")
BEGUN, ENDED = Said("begun {when}", "{when} 开始"), Said("ended {when}", "{when} 结束")
FAILED, SERVED = Said("failed", "失败"), Said("answered", "已返回")
MORE = Said("{count} more", "另有 {count} 项")
CLIENT_RETRIES = Said("client retries {count} (inferred)", "客户端重试 {count} 次（推断）")
ATTEMPT_COUNT = Said("{count} in all, times not recorded", "共 {count} 次，时间无记录")

COMPLETE = Said("log around the call fully read", "该时段日志已完整读取")
LOG_OPEN = Said("log around the call is not fully read", "该时段日志尚未完整读取")
NOTHING_OPEN = Said("nothing known to be open", "没有已知的遗漏")
INCOMPLETE = Said("log around the call only partly read", "该时段日志仅部分读取")
NOT_READ = Said("log around the call not read", "该时段日志未读取")
CHARGE_OPEN = Said("charge is not proven", "扣费尚未确认")
ERROR_LOG = Said("error log off or unknown", "错误日志未开启或未知")
BLANK = Said("{count} blank not filled ({names})", "{count} 处待填（{names}）")
BLANKS = Said("{count} blanks not filled ({names})", "{count} 处待填（{names}）")
BLANK_NAMES: dict[str, Said] = {
    "severity": Said("severity", "级别"),
    "ask": Said("ask", "请求协助"),
    "by_when": Said("deadline", "期限"),
    "customer_told": Said("customer told", "已告知客户"),
    "next_update": Said("next update", "下次更新"),
}
DONE = Said("looked up and judged at {when}", "已查询并判定，{when}")
MASKED_ONE = Said("{count} value masked", "已脱敏 {count} 处")
MASKED = Said("{count} values masked", "已脱敏 {count} 处")
READ_AT = Said("; data read at {when}", "，数据读取于 {when}")


def charge_word(charge: Charge, *, failed: bool) -> Said:
    """Give the word for a row's own charge. A failed row without a charge proves no more than that none is recorded.

    Whether nothing was charged depends on what was read around it, which only the verdict of its case weighs.
    """
    return NONE_RECORDED if failed and charge is Charge.NO else CHARGE_WORDS[charge]


def alert_of(family: Family, state: QuotaState) -> Said | None:
    """Derive the alert that should have been noticed; None when nothing is wrong."""
    if state is QuotaState.EXHAUSTED:
        return Said("quota exhausted", "额度已用尽")
    if state is QuotaState.LOW:
        return Said("low balance", "额度偏低")
    if family is Family.RATE_LIMIT_CUSTOMER:
        return Said("rate limit reached", "已达限流上限")
    return None
