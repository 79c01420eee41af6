"""What the shipped templates are called; an agent's own goes by the name of its file."""

from __future__ import annotations

from quotadesk.domain.documents import Choice
from quotadesk.domain.said import Said
from quotadesk.ui.words import words

NAMES = {
    "replies/ask": Said("Ask for what is missing", "请客户补充信息"),
    "replies/budget": Said("Budget reached", "预算已达上限"),
    "replies/change_request": Said("The request has to change", "需修改请求"),
    "replies/charge_explained": Said("A charge explained", "扣费说明"),
    "replies/charged_although_failed": Said("Charged although failed", "失败但已扣费"),
    "replies/key_invalid": Said("Key refused", "密钥无效"),
    "replies/key_quota": Said("Key limit reached", "密钥额度用尽"),
    "replies/low_balance": Said("Low-balance notice", "余额不足提醒"),
    "replies/model_unavailable": Said("Model not available", "模型不可用"),
    "replies/ours": Said("Our fault, being handled", "我方问题，处理中"),
    "replies/permission": Said("Not permitted", "无权限"),
    "replies/rate_limit_customer": Said("Rate limited by us", "触发限流"),
    "replies/refund": Said("Refund", "退款"),
    "replies/wallet_empty": Said("Wallet empty", "钱包余额不足"),
    "handoff/note": Said("Hand-off note", "交接单"),
}


def name_of(choice: Choice) -> str:
    """Name a template in the language in use."""
    shipped = NAMES.get(choice.name)
    return words.of(shipped) if shipped else choice.name.rpartition("/")[2].replace("_", " ")
