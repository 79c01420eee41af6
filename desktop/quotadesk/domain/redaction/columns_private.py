"""Say which headings of a table announce private facts, and which cells below them hold one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import re2

from quotadesk.domain.redaction import desk_values, private_values
from quotadesk.domain.redaction.kinds import Kind

_HEADINGS: dict[Kind, str] = {
    Kind.PERSON: "姓名 客户 用户 客户姓名 用户姓名 用户名 用户名称 客户名称 联系人 申请人 负责人 处理人 提单人 收件人 经办人 跟进人 对接人 "
    "customer client user owner contact requester reporter assignee recipient customer_name client_name user_name username full_name "
    "display_name contact_name owner_name account_owner assigned_to requested_by reported_by real_name",
    Kind.BALANCE: "余额 账户余额 用户余额 钱包余额 剩余额度 可用额度 可用余额 令牌余额 剩余金额 当前余额 balance account_balance "
    "user_balance wallet_balance remaining_balance available_balance current_balance remaining_quota remain_quota quota_left "
    "remaining_credits credits_left",
    Kind.CHANNEL: "渠道 渠道名 渠道名称 通道 通道名称 线路 号池 上游 上游渠道 供应商 channel channel_name upstream upstream_channel "
    "upstream_name pool supplier deployment",
    Kind.UPSTREAM: "base_url api_base baseurl upstream_url upstream_host 上游地址 渠道地址 代理地址 接口地址 中转地址",
    Kind.PROMPT: "prompt 提示词 用户输入 用户提问 输入内容 请求内容 user_prompt system_prompt user_input user_message",
    Kind.SOCIAL_ID: "qq qq号 微信 微信号 wechat wechat_id telegram discord",
    Kind.PHONE: "电话 手机 手机号 联系电话 手机号码 电话号码 phone mobile tel phone_number mobile_number contact_number",
    Kind.ID_NUMBER: "身份证 身份证号 证件号 证件号码 护照号 id_card passport passport_number",
}
_KINDS = {word.replace("_", " "): kind for kind, words in _HEADINGS.items() for word in words.split()}
_NAMES = frozenset({"name", "名称", "名字", "昵称", "nickname"})
"""Headings of people only beside a column of ways to reach them: gateways call keys and groups so."""
_REACHED = frozenset({"邮箱", "email", "e mail", "mail", "电子邮箱"})
CUES = tuple(sorted({word.replace("_", " ").split(" ")[0] for word in _KINDS}))
_UNIT = re2.compile(r"\s?\([^()]{1,12}\)$")
_HAN_NAME = re2.compile(r"[\x{4e00}-\x{9fff}]{2,4}")
_NAME = re2.compile(r"\p{Lu}[\p{L}\p{M}'’-]+(?:[ ]\p{Lu}\.)?(?:[ ]\p{Lu}[\p{L}\p{M}'’-]+){1,3}")
_AMOUNT = re2.compile(
    r"(?i)-?(?:US|RMB)?\s?[$¥€£]?\s?-?[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?\s?(?:usd|cny|rmb|元|美元)?"
)
_HAN = re2.compile(r"[\x{4e00}-\x{9fff}]")
_CHANNEL = re2.compile(r"[A-Za-z0-9\x{4e00}-\x{9fff}]+(?:[-_.#:@ ·|/]{1,3}[A-Za-z0-9\x{4e00}-\x{9fff}]+)*")
_PLACE = re2.compile(
    r"(?:https?://)?(?:[A-Za-z0-9_-]+\.)+[A-Za-z0-9-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9_./-]*)?"
)
_HANDLE = re2.compile(r"@?[A-Za-z0-9][A-Za-z0-9_.#-]{3,40}")
_DIGITS = re2.compile(r"\+?[0-9(][0-9 ()-]{5,20}[0-9]")
_DOCUMENT = re2.compile(r"[A-Z]{0,2}[0-9]{5,18}[0-9Xx]?")
_LEAST_HAN, _LEAST_WORDS = 6, 5


def private_columns(cells: Sequence[str]) -> dict[int, Kind]:
    """Give the places of the headings that announce a private fact, and its kind."""
    heads = [_UNIT.sub("", cell).lower().replace("_", " ").replace("-", " ") for cell in cells]
    kinds = {place: _KINDS[head] for place, head in enumerate(heads) if head in _KINDS}
    if Kind.PHONE in kinds.values() or not _REACHED.isdisjoint(heads):
        kinds |= {place: Kind.PERSON for place, head in enumerate(heads) if head in _NAMES}
    return kinds


def is_private_cell(value: str, kind: Kind) -> bool:
    """Say whether a cell holds what its heading announces; a manual's table says `string` or `yes` there."""
    return _CELLS[kind](value)


def _person(value: str) -> bool:
    if _HAN_NAME.fullmatch(value):
        return private_values.is_own_name(value, "", "")
    return bool(_NAME.fullmatch(value)) and private_values.is_western_name(value, "", "")


def _channel(value: str) -> bool:
    if _place(value):
        return True
    own = any(c in "-_#" for c in value) or bool(_HAN.search(value))
    return (
        own
        and any(c.isdigit() for c in value)
        and bool(_CHANNEL.fullmatch(value))
        and not value[:4].isdigit()
        and desk_values.is_channel(value, "", "")
    )


def _place(value: str) -> bool:
    return bool(_PLACE.fullmatch(value)) and desk_values.is_upstream(value, "", "")


def _prompt(value: str) -> bool:
    return len(_HAN.findall(value)) >= _LEAST_HAN or len(value.split()) >= _LEAST_WORDS


_CELLS: dict[Kind, Callable[[str], bool]] = {
    Kind.PERSON: _person,
    Kind.BALANCE: lambda value: bool(_AMOUNT.fullmatch(value)),
    Kind.CHANNEL: _channel,
    Kind.UPSTREAM: _place,
    Kind.PROMPT: _prompt,
    Kind.SOCIAL_ID: lambda value: (
        bool(_HANDLE.fullmatch(value)) and any(c.isdigit() or c in "@_#" for c in value)
    ),
    Kind.PHONE: lambda value: bool(_DIGITS.fullmatch(value)) and private_values.is_cued_phone(value, "", ""),
    Kind.ID_NUMBER: lambda value: bool(_DOCUMENT.fullmatch(value)),
}
