"""Put every foreign failure into the agent's words, with the next step. The only place that does so."""

from __future__ import annotations

import math
from dataclasses import dataclass

from quotadesk.app import errors
from quotadesk.domain.said import Said


@dataclass(frozen=True, slots=True)
class _Words:
    kind: type[errors.GatewayTrouble]
    message: Said
    hint: Said


# {host} is host and port, {what} the kind of read; neither ever holds a credential or a customer's words.
_TROUBLES: dict[str, _Words] = {
    "no_connection": _Words(
        errors.GatewayUnreachable,
        Said("No connection to {host}.", "无法连接到 {host}。"),
        Said(
            "Check the address and port in Connections, and that this computer's network, VPN or proxy reaches it.",
            "请在“连接”中检查地址和端口，并确认本机的网络、VPN 或代理可以访问它。",
        ),
    ),
    "tls": _Words(
        errors.GatewayUnreachable,
        Said("The secure connection to {host} failed.", "与 {host} 的安全连接失败。"),
        Said(
            "Check that the address begins with the right http:// or https://. If the certificate is your company's"
            " own, let SSL_CERT_FILE name its file; never switch the check off.",
            "请检查地址应以 http:// 还是 https:// 开头。若证书由公司自签，请用 SSL_CERT_FILE 指定证书文件；切勿关闭校验。",
        ),
    ),
    "time_out": _Words(
        errors.GatewayUnreachable,
        Said("{host} did not answer {what} in time.", "{host} 未在限定时间内返回{what}。"),
        Said(
            "Try again, or choose a shorter time window: a big log answers slowly.",
            "请重试，或缩短时间范围：日志较大时响应较慢。",
        ),
    ),
    "no_answer": _Words(
        errors.GatewayUnreachable,
        Said("{host} did not answer in time.", "{host} 未在限定时间内响应。"),
        Said(
            "Check the address and port in Connections, and the network, VPN or proxy between here and the gateway;"
            " then try again.",
            "请在“连接”中检查地址和端口，以及本机与网关之间的网络、VPN 或代理，然后重试。",
        ),
    ),
    "elsewhere": _Words(
        errors.NotAGateway,
        Said("{host} sends this read to another address.", "{host} 将该读取转到了另一个地址。"),
        Said(
            "Enter the final address in Connections; the key is not sent to any other host.",
            "请在“连接”中填写最终地址；密钥不会发往其他主机。",
        ),
    ),
    "not_a_gateway": _Words(
        errors.NotAGateway,
        Said(
            "{host} answers, but not as a New API or One API gateway.",
            "{host} 有响应，但不是 New API 或 One API 网关。",
        ),
        Said(
            "Enter the address of the gateway's console without /v1, such as https://gateway.example.com. If this is a"
            " LiteLLM proxy, connect with kind litellm.",
            "请填写网关控制台的地址，不带 /v1，例如 https://gateway.example.com。若这是 LiteLLM 网关，请将类型改为 litellm。",
        ),
    ),
    "not_litellm": _Words(
        errors.NotAGateway,
        Said("{host} answers, but not as a LiteLLM proxy.", "{host} 有响应，但不是 LiteLLM 网关。"),
        Said(
            "If this is a New API or One API gateway, connect with kind newapi. Otherwise enter the proxy's root address"
            " without /v1 or /ui, such as https://litellm.example.com.",
            "若这是 New API 或 One API 网关，请将类型改为 newapi；否则请填写网关根地址，不带 /v1 或 /ui，例如 https://litellm.example.com。",
        ),
    ),
    "viewer_key_refused": _Words(
        errors.CredentialRefused,
        Said("{host} does not accept the viewer key.", "{host} 不接受该只读密钥。"),
        Said(
            "Ask the proxy's administrator for a key of a user with role proxy_admin_viewer, and enter it again.",
            "请向网关管理员索取 proxy_admin_viewer 角色用户的密钥，并重新填写。",
        ),
    ),
    "viewer_routes": _Words(
        errors.NotPermitted,
        Said("The key may not read {what}.", "该密钥无权读取{what}。"),
        Said(
            "Ask for a key of a proxy_admin_viewer whose allowed_routes hold {route}.",
            "请索取 proxy_admin_viewer 用户的密钥，且其 allowed_routes 包含 {route}。",
        ),
    ),
    "bad_address": _Words(
        errors.NotAGateway,
        Said("The address of this gateway cannot be used.", "该网关地址无法使用。"),
        Said(
            "Enter it as https://host or http://host:port, without user name, password or question mark.",
            "请按 https://主机 或 http://主机:端口 填写，不要包含用户名、密码或问号。",
        ),
    ),
    "credential_refused": _Words(
        errors.CredentialRefused,
        Said("{host} does not accept the access key.", "{host} 不接受该访问密钥。"),
        Said(
            "Create a new system access key in the gateway's personal settings and enter it again in Connections.",
            "请在网关的个人设置中重新生成系统访问密钥，并在“连接”中重新填写。",
        ),
    ),
    "user_id_missing": _Words(
        errors.CredentialRefused,
        Said(
            "{host} does not accept the access key without its user's id.",
            "{host} 要求同时提供访问密钥所属用户的 ID。",
        ),
        Said(
            "Enter the user id shown in the gateway's personal settings: releases before v1.0.0-rc.22 need it.",
            "请填写网关个人设置中显示的用户 ID：v1.0.0-rc.22 之前的版本需要它。",
        ),
    ),
    "user_id_wrong": _Words(
        errors.CredentialRefused,
        Said("The user id of this connection is no number.", "该连接的用户 ID 不是数字。"),
        Said(
            "Enter the number shown as user id in the gateway's personal settings.",
            "请填写网关个人设置中显示的数字用户 ID。",
        ),
    ),
    "credential_empty": _Words(
        errors.CredentialRefused,
        Said("The access key is empty.", "访问密钥为空。"),
        Said(
            "Copy the key from the gateway and enter it again in Connections.",
            "请从网关复制访问密钥，并在“连接”中重新填写。",
        ),
    ),
    "credential_unfit": _Words(
        errors.CredentialRefused,
        Said(
            "The access key holds characters that no key has.",
            "访问密钥中含有密钥不可能包含的字符。",
        ),
        Said("Copy it again, without spaces or line breaks.", "请重新复制，不要带空格或换行。"),
    ),
    "not_permitted": _Words(
        errors.NotPermitted,
        Said("The access key may not read {what}.", "该访问密钥无权读取{what}。"),
        Said(
            "Ask the gateway's owner for a key of an administrator, or look up only what this key may read.",
            "请向网关管理员索取管理员的访问密钥，或只查询该密钥可读取的内容。",
        ),
    ),
    "busy": _Words(
        errors.GatewayBusy,
        Said("{host} asks to slow down.", "{host} 要求降低读取频率。"),
        Said(
            "Wait {wait} and sync again: what was read is kept. Close other dashboards on this network if it repeats.",
            "请等待 {wait}后重新同步：已读取的内容会保留。若再次出现，请关闭同一网络中的其他控制台页面。",
        ),
    ),
    "server_error": _Words(
        errors.GatewayFaulty,
        Said("{host} failed on {what} (status {status}).", "{host} 读取{what}时出错（状态 {status}）。"),
        Said(
            "Try again in a minute; what was read is kept. If it stays, tell the gateway's operator the time and status.",
            "请一分钟后重试；已读取的内容会保留。若仍失败，请将时间和状态码告知网关运维。",
        ),
    ),
    "unreadable": _Words(
        errors.GatewayFaulty,
        Said(
            "{host} gave half an answer, or one that cannot be read, for {what}.",
            "{host} 返回的{what}不完整或无法解析。",
        ),
        Said(
            "Sync again; what was read is kept. If it stays, check proxies between here and the gateway.",
            "请重新同步；已读取的内容会保留。若仍失败，请检查与网关之间的代理。",
        ),
    ),
    "too_large": _Words(
        errors.GatewayFaulty,
        Said(
            "{host} gave more than {limit} MB for one page of {what}.",
            "{host} 返回的一页{what}超过 {limit} MB。",
        ),
        Said(
            "Choose a shorter time window or one owner; the rest of the answer was not read.",
            "请缩短时间范围或限定一个用户；其余内容未读取。",
        ),
    ),
    "declined": _Words(
        errors.GatewayFaulty,
        Said("{host} reports a failure for {what}.", "{host} 报告读取{what}失败。"),
        Said(
            "Try again; if it stays, look at the gateway's own server log for this minute.",
            "请重试；若仍失败，请查看网关服务器在此刻的日志。",
        ),
    ),
    "repeats": _Words(
        errors.GatewayFaulty,
        Said(
            "{host} gives the same page of {what} again and again, or pages without end.",
            "{host} 反复返回同一页{what}，或不断返回新页。",
        ),
        Said(
            "Reading was stopped and what was read is kept. Choose a shorter time window; if it stays, tell the"
            " gateway's operator.",
            "已停止读取，已读取的内容会保留。请缩短时间范围；若仍如此，请告知网关运维。",
        ),
    ),
}

# What a read is called in a message.
LOG = Said("the log", "日志")
TASKS = Said("the task list", "任务列表")
USERS = Said("the accounts", "用户列表")
CHANNELS = Said("the channels", "渠道列表")
PRICES = Said("models and groups", "模型与分组")
SELF = Said("the key's own account", "密钥自身的账户")
STATE = Said("its state", "网关状态")


def trouble(name: str, *, host: str = "", what: Said = STATE, **values: object) -> errors.GatewayTrouble:
    """Give the failure `name` as an exception to raise, in both languages. `wait` is in seconds."""
    words = _TROUBLES[name]

    wait = values.get("wait")
    wait_s = float(wait) if isinstance(wait, int | float) else None
    waiting = spoken(wait_s) if wait_s is not None else Said("", "")

    def filled(said: Said) -> Said:
        return Said(
            said.en.format(**values | {"host": host, "what": what.en, "wait": waiting.en}),
            said.zh.format(**values | {"host": host, "what": what.zh, "wait": waiting.zh}),
        )

    message, hint = filled(words.message), filled(words.hint)
    if words.kind is errors.GatewayBusy:
        return errors.GatewayBusy(message, hint, wait_s=wait_s)
    return words.kind(message, hint)


# The first unit of which there are at least so many seconds: seconds of one, and its name.
_UNITS = (
    (2 * 86_400, 86_400, Said("days", "天")),
    (2 * 3_600, 3_600, Said("h", "小时")),
    (2 * 60, 60, Said("min", "分钟")),
    (0, 1, Said("s", "秒")),
)


def spoken(seconds: float) -> Said:
    """Give a time to wait as people say it, rounded up: "90 s", "15 min", "24 h", "3 days"."""
    size, name = next((size, name) for least, size, name in _UNITS if seconds >= least)
    number = math.ceil(seconds / size)
    return Said(f"{number} {name.en}", f"{number} {name.zh}")
