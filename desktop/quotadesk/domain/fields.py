"""Register every evidence field: its names, why it matters, who may read it, what to ask when it is missing.

A field that nobody declares here does not exist for the program: decoders drop it (audience *never*).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quotadesk.domain.said import Said


class Audience(StrEnum):
    """Who may read a field. Ordered from widest to none."""

    PUBLIC = "public"  # may stand in a customer reply
    INTERNAL = "internal"  # may stand in a hand-off note
    SCREEN = "screen"  # shown to the agent, in no text
    NEVER = "never"  # dropped as the gateway's answer is decoded


class Source(StrEnum):
    """How the value of a field is known."""

    RECORDED = "recorded"  # the gateway wrote it
    MAPPED = "mapped"  # a mapping rule of the workspace gave it
    INFERRED = "inferred"  # concluded from other evidence
    MISSING = "missing"  # not known; the field's `ask` says what to ask


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Why a value has another source than *recorded*."""

    source: Source
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One evidence field as agents, templates and the window know it."""

    name: str
    label: Said
    audience: Audience
    reason: Said
    ask: Said | None = None


def _field(name: str, audience: Audience, label: Said, reason: Said, ask: Said | None = None) -> Field:
    return Field(name=name, audience=audience, label=label, reason=reason, ask=ask)


_P, _I, _S = Audience.PUBLIC, Audience.INTERNAL, Audience.SCREEN

FIELDS: dict[str, Field] = {
    field.name: field
    for field in (
        _field(
            "request_id",
            _P,
            Said("Request id", "请求 ID"),
            Said("names one request beyond doubt", "唯一确定一次请求"),
            Said("the request id from the answer's header or error text", "响应头或报错文本里的请求 ID"),
        ),
        _field(
            "upstream_request_id",
            _I,
            Said("Upstream request id", "上游请求 ID"),
            Said("lets the provider find the same call", "供上游查找同一次调用"),
        ),
        _field(
            "task_id",
            _P,
            Said("Task id", "任务 ID"),
            Said("joins a task to its charge and refund", "关联任务、扣费与退款"),
            Said("the task id", "任务 ID"),
        ),
        _field(
            "time",
            _P,
            Said("Time", "时间"),
            Said("places the request in the log", "在日志中定位请求"),
            Said("the time of the call with its time zone", "调用时间及时区"),
        ),
        _field(
            "latency_ms",
            _P,
            Said("Latency", "耗时"),
            Said("tells a slow answer from a refusal", "区分慢响应与拒绝"),
        ),
        _field(
            "first_token_ms",
            _P,
            Said("Time to first token", "首字耗时"),
            Said("shows whether output had begun", "判断是否已开始输出"),
        ),
        _field(
            "owner",
            _I,
            Said("Key owner", "密钥归属"),
            Said("says whose account is meant", "确定是谁的账户"),
            Said("the account name or nickname", "账户名或昵称"),
        ),
        _field(
            "key_name",
            _P,
            Said("Key name", "密钥名"),
            Said("says which of the owner's keys was used", "确定所用密钥"),
            Said("the name of the key in the console", "控制台中的密钥名称"),
        ),
        _field(
            "key_masked",
            _P,
            Said("Key", "密钥"),
            Said("lets the customer recognise the key", "便于客户辨认密钥"),
            Said("the last four characters of the key, never the whole key", "密钥后四位，切勿发送完整密钥"),
        ),
        _field("group", _I, Said("Group", "分组"), Said("decides price and channels", "决定价格与渠道")),
        _field(
            "project", _I, Said("Project", "项目"), Said("routes the case to the right team", "确定负责团队")
        ),
        _field(
            "environment",
            _I,
            Said("Environment", "环境"),
            Said("tells test from production", "区分测试与生产"),
        ),
        _field(
            "model",
            _P,
            Said("Model", "模型"),
            Said("limits and prices depend on it", "限额与价格取决于模型"),
            Said("the model name", "模型名称"),
        ),
        _field(
            "tier",
            _P,
            Said("Tier", "层级"),
            Said("chat, reasoning, image or video", "对话、推理、图像或视频"),
        ),
        _field(
            "type",
            _P,
            Said("Request type", "请求类型"),
            Said("tasks are charged differently", "任务的扣费方式不同"),
        ),
        _field(
            "status",
            _P,
            Said("Status", "状态码"),
            Said("what the customer finally got", "客户最终收到的状态"),
            Said("the status code", "状态码"),
        ),
        _field(
            "error_code",
            _P,
            Said("Error code", "错误代码"),
            Said("says more than the status", "比状态码更准确"),
            Said("the whole error text", "完整的报错文本"),
        ),
        _field(
            "error_text",
            _I,
            Said("Error text", "报错文本"),
            Said("shows who sent the error", "判断报错由谁发出"),
        ),
        _field(
            "attempts",
            _P,
            Said("Attempts", "尝试次数"),
            Said("shows what was already tried", "说明已尝试的次数"),
        ),
        _field(
            "channel",
            _S,
            Said("Channel", "渠道"),
            Said("names the upstream route; never told", "上游线路，不对外"),
        ),
        _field(
            "client_retries",
            _I,
            Said("Client retries", "客户端重试"),
            Said("the customer's program sent again by itself", "客户程序自动重发"),
        ),
        _field("charged", _P, Said("Charged", "扣费"), Said("whether money moved", "是否产生扣费")),
        _field("amount_usd", _P, Said("Amount", "金额"), Said("how much money moved", "扣费金额")),
        _field("refunded_usd", _P, Said("Refunded", "退款"), Said("how much came back", "退回金额")),
        _field(
            "receipts",
            _I,
            Said("Receipts", "凭据"),
            Said("the ledger rows behind the verdict", "判定所依据的账目"),
        ),
        _field("balance", _S, Said("Balance", "余额"), Said("for the agent's eyes only", "仅供客服查看")),
        _field(
            "quota_state",
            _P,
            Said("Quota state", "额度状态"),
            Said("enough, low or exhausted", "充足、偏低或用尽"),
        ),
        _field("rate_limit", _P, Said("Rate limit", "限流"), Said("the limit and its use", "限额及用量")),
        _field("alert", _I, Said("Alert", "告警"), Said("what should have been noticed", "应当注意的情况")),
        _field(
            "client_version",
            _P,
            Said("Client", "客户端"),
            Said("retries and time-outs depend on it", "重试与超时取决于客户端"),
            Said("the client and its version", "客户端及版本"),
        ),
    )
}


def ask_for(name: str, *, key_tails: bool = True) -> Said | None:
    """Give what to ask for field `name`; no tail of a key where the gateway's rows show none (`key_tails`)."""
    return None if name == "key_masked" and not key_tails else FIELDS[name].ask


def audience_of(name: str) -> Audience:
    """Give who may read field `name`; an undeclared field is *never*."""
    field = FIELDS.get(name)
    return field.audience if field else Audience.NEVER
