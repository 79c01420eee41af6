"""List the words that announce what somebody has left to spend: balances, quotas, credits."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction import desk_values as judge
from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind

_MONEY = r"(?i:(?:US|HK|NT|CN|RMB|[ACS])?\s?[$¥€£₩₹₽₫฿]|RMB|USD|CNY|EUR|GBP|JPY|KRW|INR|HKD|TWD|SGD|AUD|CAD|VND|RUB|BRL|THB)"
_NUMBER = r"-?[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?"
_CASH_ZH = r"(?:余额|(?:额度|配额|金额|点数|积分)(?:剩余|还剩|尚余)|餘額|结余|存量|欠费|欠款|欠费金额|(?:剩余|剩餘|可用|现有|所剩|余下|还剩|剩下|未用|账户|账号|帐户|用户|钱包|总)(?:的|可用|总|免费|赠送|赠金|充值|现金|账户|调用|使用|API|api){0,3}(?:额度|額度|配额|配額|点数|积分|资金|金额|钱|费用|余量|credits?))"
_CASH_EN = (
    r"(?:[A-Za-z_-]{0,24}[-_ ]?balances?(?:\s?[:,(]?\s?available|\s(?:remaining|left)|[-_](?:usd|cny|rmb|cents?))?|(?:remain(?:ing|ed|s)?|available|unused|left|leftover|residual)[-_ ]*(?:user|token|account|api|free|total|prepaid|wallet|cash)?[-_ ]*"
    r"(?:quota|credits?|funds?|amount|budget|money|balance)|(?:quota|credits?|funds?|budget|limit|amount)[-_ ]*(?:left|remaining|remains|available|remain)|"
    r"(?:user|account|wallet|token)(?:'s)?[-_ ]*(?:remain(?:ing)?[-_ ]*)?(?:quota|credits?|funds?)(?:[-_ ](?:left|remaining|available))?|(?:total|granted|topped[-_ ]?up|prepaid|voucher|cash|gift)[-_ ]*(?:available|granted|credits?|funds?)|"
    r"(?:total|all)[-_]?(?:available|granted)|credits?|wallet|(?:can )?only afford|(?:charge|gift|recharge|wallet|user)[-_]?(?:quota|amount))"
)
_HAS = r"(?:\s*(?:[:=]|,\s?(?:当前|目前|现在|现有)|是|为负|为|為|还有|还剩|只剩|仅剩|剩下|仅有|只有|剩|约为|约|共计|共|有|不足|过低|too low\b|insufficient\b|\bis\b|\bare\b|\bwas\b|\bof\b|\bhas\b|\bhave\b|\bnow\b|\bonly\b|\bat\b|\babout\b|\b(?:dropped|fell|rose|went|changed|reduced|increased) to\b|~|\(|\[|\"|'|->|→|from|\*|`))"
BALANCES = (
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"(?i)"
            + _CASH_ZH
            + r"\s*(?:\([^()\n0-9]{1,12}\))?[\"']?(?:"
            + _HAS
            + r"+\s*(?:"
            + _MONEY
            + r")?|\s*"
            + _MONEY
            + r"|)\s*"
        ),
        value=re2.compile(r"(?P<v>" + _NUMBER + r")"),
        anchors=("余", "餘", "存量", "欠", "额", "額", "配", "点数", "积分", "金", "钱", "费用"),
        check=judge.is_balance,
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"(?i)"
            + _CASH_EN
            + r"(?:\s?\([^()\n0-9]{1,12}\))?[\"']{0,2}(?:"
            + _HAS
            + r"+\s*(?:"
            + _MONEY
            + r")?|\s*,?\s*"
            + _MONEY
            + r"|\s)\s*"
        ),
        value=re2.compile(r"(?P<v>" + _NUMBER + r")"),
        anchors=(
            "balance",
            "quota",
            "credit",
            "fund",
            "amount",
            "budget",
            "money",
            "limit",
            "wallet",
            "afford",
            "available",
            "granted",
        ),
        check=judge.is_english_balance,
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"(?i)"
            + _MONEY
            + r"\s?(?P<v>"
            + _NUMBER
            + r")\s*(?:USD|CNY|RMB|dollars?|credits?|yuan)?\s*(?:(?:are|is|(?:of|in)(?: (?:credits?|funds|balance|quota))?)\s+)?(?:left|remaining|remains?|available|in (?:your|the|his|her|my|our|their) (?:account|wallet|balance)|unused)\b"
            r"|(?P<w>"
            + _NUMBER
            + r")\s?(?:USD|CNY|RMB|dollars?|credits?|yuan)\s*(?:(?:are|is)\s+)?(?:left|remaining|remains?|available|unused|in (?:your|the) (?:account|wallet))\b"
        ),
        anchors=("left", "remain", "available", "unused", "in "),
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"(?i)\bremaining[\"']?\s?[:=]\s?[\"']?"
            + _MONEY
            + r"\s?(?P<v>"
            + _NUMBER
            + r")|[\"'](?:wallet|balance)[\"']\s?:\s?\{[^{}]{0,80}?[\"'](?:amount|value|available|total)[\"']\s?:\s?[\"']?(?P<w>"
            + _NUMBER
            + r")"
        ),
        anchors=("remaining", "wallet", "balance"),
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"余额[^0-9。\n]{0,8}[从由]\s?(?:" + _MONEY + r")?\s?(?P<v>" + _NUMBER + r")"
            r"|余额[^。\n]{0,32}(?:变为|变成|变更为|降到|降至|减至|减到|增至|涨到|更新为)\s?(?:"
            + _MONEY
            + r")?\s?(?P<w>"
            + _NUMBER
            + r")"
        ),
        anchors=("余额",),
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"\"quota\"\s?:\s?(?P<v>[0-9]+)\s?,\s?\"used_quota\"|\"used_quota\"\s?:\s?[0-9]+\s?,\s?\"quota\"\s?:\s?(?P<w>[0-9]+)"
        ),
        anchors=("used_quota",),
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"(?:还剩|剩余|仅剩|只剩|剩下|还有|账上|账户里|钱包里?|卡里|里面还有|结余)(?:有|还有|大概|约|大约|不到|只有)?\s*[:=]?\s*(?:(?:"
            + _MONEY
            + r")\s?(?P<v>"
            + _NUMBER
            + r")|(?P<w>"
            + _NUMBER
            + r")\s?(?:元|块|刀|美元|美金|人民币|点|积分|(?i:usd|rmb|cny|credits?)))"
        ),
        anchors=("剩", "还有", "账", "钱包", "卡里", "结余"),
    ),
)
