"""Say causes, charges and questions in words that a customer may read. Tables only; they name nobody behind us."""

from __future__ import annotations

from quotadesk.domain.charge import Charge
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Family, Retry

SIDES = {Acts.CUSTOMER: "yours", Acts.OPERATOR: "ours", Acts.UPSTREAM_WAIT: "ours"}  # else "open"

# Clauses of at most nine English words, so that the sentence with time, model and key stays within 25.
CAUSES: dict[Family, Said] = {
    Family.WALLET_EMPTY: Said("the account balance did not cover it", "账户余额不足以支付"),
    Family.KEY_QUOTA: Said("the key's own limit is used up", "该密钥自身的额度已用尽"),
    Family.BUDGET: Said("a budget or plan allowance is used up", "预算或套餐额度已用尽"),
    Family.RATE_LIMIT_CUSTOMER: Said("more calls arrived than your limit allows", "调用超过了您的限额"),
    Family.RATE_LIMIT_UPSTREAM: Said(
        "our capacity for this model was briefly full", "我方该模型的容量短时达到上限"
    ),
    Family.UPSTREAM_ACCOUNT: Said("a setting on our side stopped it", "我方的配置未能放行"),
    Family.KEY_INVALID: Said("the key was not accepted", "密钥未被接受"),
    Family.PERMISSION: Said("the key or account may not do this", "该密钥或账户没有此权限"),
    Family.MODEL_UNAVAILABLE: Said("the model was not available here", "该模型当时不可用"),
    Family.UPSTREAM_FAULT: Said(
        "the service behind the model did not answer properly", "模型服务未能正常响应"
    ),
    Family.STREAM_CUT: Said("the answer broke off after it had begun", "响应开始后中断"),
    Family.BAD_REQUEST: Said("its content does not fit the model", "请求内容不符合该模型的要求"),
    Family.CONTENT_BLOCKED: Said("a content rule blocked it", "内容规则拦截了该请求"),
    Family.TASK_FAILED: Said("the task ended without a result", "任务未能产出结果"),
    Family.GATEWAY_FAULT: Said("our service itself failed", "我方服务自身出错"),
    Family.SUCCESS: Said("it was answered normally", "已正常返回结果"),
    Family.UNKNOWN: Said("the reason is not proven yet", "原因尚未确认"),
}
CLOSED_EARLY = Said("the calling program closed the connection early", "调用方程序提前断开了连接")
OUR_SETTING = CAUSES[Family.UPSTREAM_ACCOUNT]
# Where nobody knows whose proxy wrote the page that the customer saw.
ON_THE_WAY: dict[str, Said] = {
    "edge-timeout": Said("a proxy on the way gave up waiting", "途中的代理等待超时"),
    "edge-down": Said("a proxy on the way got no proper answer", "途中的代理未收到正常响应"),
}
_TOO_LONG = Said("the input is longer than the model accepts", "输入超过该模型可接受的长度")
_TOO_LARGE = Said("the request is larger than allowed", "请求体积超过上限")
_STALE = Said("the key has expired or is switched off", "该密钥已过期或已停用")
_OTHER_MODELS = Said("the key is limited to other models", "该密钥仅限使用其他模型")
_NO_SUCH_MODEL = Said("no model of this name exists here", "此处没有该名称的模型")

NO_USAGE = "row-no-usage"  # answered without usage: what was in the answer, nobody recorded

# By cause of the knowledge file, where it is known more exactly.
EXACT_CAUSES: dict[str, Said] = {
    "openai-context": _TOO_LONG,
    "litellm-context": _TOO_LONG,
    "relay-too-large": _TOO_LARGE,
    "edge-too-large": _TOO_LARGE,
    "relay-key-stale": _STALE,
    "litellm-key-expired": _STALE,
    "relay-ip": Said("the calling address is not allowed for this key", "调用地址不在该密钥的允许范围内"),
    "relay-banned": Said("the account is not active at present", "该账户目前未处于正常状态"),
    "relay-key-model": _OTHER_MODELS,
    "litellm-model-denied": _OTHER_MODELS,
    "litellm-model-unknown": _NO_SUCH_MODEL,
    "openrouter-no-endpoint": _NO_SUCH_MODEL,
    "openrouter-in-flight": Said("too many calls were running at once", "同时进行的请求过多"),
    "hosted-key-daily": Said("the key's quota for the day is used up", "该密钥当天的额度已用尽"),
    NO_USAGE: Said("no usage was reported for it", "未收到用量数据"),
}

# ---------------------------------------------------------------- how it ended

WHEN_CALLED = Said("On {when}, your call", "{when}，您")
CALLED = Said("Your call", "您")
WITH_KEY = Said(" with key {key}", "用密钥 {key} ")
TO_MODEL = Said(" to {model}", "调用 {model} ")
FAILED = Said("{event} failed{status}: {cause}.", "{event}失败{status}：{cause}。")
ANSWERED_FIRST = Said(
    "{event} was answered{status} and ended in an error afterwards. {sentence}.",
    "{event}已返回{status}，之后以错误结束。{sentence}。",
)
NO_USAGE_FREE = Said(
    "{event} was answered{status}; no usage was reported, so nothing was charged.",
    "{event}已返回{status}，但未收到用量数据，因此未扣费。",
)
NO_USAGE_OPEN = Said(
    "{event} was answered{status}; no usage was reported for it.", "{event}已返回{status}，但未收到用量数据。"
)
STATUS = Said(" ({status})", "（{status}）")

# ---------------------------------------------------------------- money

CHARGE_ANSWERS: dict[Charge, Said] = {
    Charge.YES: Said("Your call was charged {amount}", "本次请求已扣费 {amount}"),
    Charge.NO: Said("Your call was not charged", "本次请求未扣费"),
    Charge.REFUNDED: Said(
        "The {amount} for your call was refunded in full", "本次请求的 {amount} 已全额退款"
    ),
    Charge.HELD: Said(
        "{amount} is held for your call, not finally charged", "本次请求预扣 {amount}，尚未最终扣费"
    ),
    Charge.UNKNOWN: Said(
        "Whether your call was charged is being checked; {settles} settles it",
        "本次请求是否扣费正在核对，以{settles}为准",
    ),
}
MONEY: dict[Charge, Said] = {
    Charge.YES: Said("The charge for this call is {amount} in all.", "合计扣费 {amount}。"),
    Charge.NO: Said("No money was taken for this call.", "本次没有产生任何费用。"),
    Charge.REFUNDED: Said("The {amount} is back in your account.", "{amount} 已退回您的账户。"),
    Charge.HELD: Said("The {amount} is settled when the task ends.", "{amount} 将在任务结束时结算。"),
    Charge.UNKNOWN: Said(
        "We name an amount only once that is confirmed.", "核对完成后，我们才会给出确切金额。"
    ),
}
PARTLY_REFUNDED = Said(
    "Of {gross} taken, {refunded} came back; {amount} stands.",
    "原扣 {gross}，已退 {refunded}，净扣 {amount}。",
)
REFUNDED_WHEN = Said("The {amount} came back on {when}.", "{amount} 已于 {when} 退回。")
BY_RECORD = Said("its billing record", "计费记录")
BY_TASK = Said("the task's final state", "任务的最终状态")
LESS_THAN = Said("less than {amount}", "不足 {amount}")

# ---------------------------------------------------------------- what to do

RETRY_STEPS: dict[Retry, Said] = {
    Retry.YES_NOW: Said("Send the same call again now.", "现在即可重新发送同一请求。"),
    Retry.YES_AFTER_WAIT: Said("Wait a little, then send it again.", "请稍候片刻，再重新发送。"),
}
WAIT_STEP = Said("Wait {wait}, then send it again.", "请等待 {wait}，再重新发送。")
WAIT_OVER_STEP = Said("The wait is over; send it again now.", "等待时间已过，现在即可重新发送。")
RETRY_AT_STEP = Said("Send it again after {retry_at}.", "请在 {retry_at} 之后重新发送。")

# What to ask for, by evidence field, most useful first (the standard's list of what may be asked for).
ASKS: dict[str, Said] = {
    "request_id": Said("the request id or task id", "请求 ID 或任务 ID"),
    "error_text": Said("the whole error text", "完整的报错文本"),
    "time": Said("the time with its time zone", "调用时间及时区"),
    "key": Said("the last four characters of the key", "密钥的后四位"),
    "model": Said("the model name", "模型名称"),
    "status": Said("the status code", "状态码"),
    "client_version": Said("client, version, and stream on or off", "客户端及版本，是否开启流式"),
    "sent_again": Said("whether it was sent more than once", "是否重复发送过"),
}
ASK_KEY_NAME = Said("the name of the key in your console", "控制台中的密钥名称")  # where rows show no tail
MOST_ASKS = 4
REVOKE = Said(
    "Please revoke the whole key that you sent us, and make a new one.",
    "您发来的是完整密钥，请尽快停用并新建一把。",
)

# ---------------------------------------------------------------- the last line

ID_LINES = {
    "request": Said("Request id: {id}", "请求 ID：{id}"),
    "task": Said("Task id: {id}", "任务 ID：{id}"),
    "time": Said(
        "Request id: none on record; the time above stands for it", "请求 ID：无记录，以上述时间为准"
    ),
    "none": Said("Request id: not known yet", "请求 ID：暂未获知"),
    "account": Said("Request id: none; this is about the account", "请求 ID：无，本通知针对账户"),
}
