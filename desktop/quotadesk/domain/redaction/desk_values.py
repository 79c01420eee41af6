"""Judge whether a text behind a cue of the desk is a balance, a channel, an upstream host or a login."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction.checks import is_host_ip
from quotadesk.domain.redaction.protect import SOFT

_NO_CHANNEL = frozenset(
    [
        "none",
        "null",
        "unknown",
        "default",
        "auto",
        "all",
        "any",
        "n/a",
        "na",
        "false",
        "true",
        "error",
        "failed",
        "disabled",
        "enabled",
        "available",
        "unavailable",
        "not",
        "found",
        "stable",
        "beta",
        "release",
        "email",
        "api",
        "web",
        "support",
        "slack",
        "sms",
        "app",
        "id",
        "name",
        "type",
        "status",
        "test",
        "retry",
        "retries",
        "key",
        "group",
        "model",
        "ratio",
        "request",
        "response",
        "timeout",
        "timed",
        "upstream",
        "provider",
        "openai",
        "无",
        "空",
        "未知",
        "全部",
        "自动",
        "正常",
        "异常",
        "不可用",
        "可用",
        "已禁用",
        "已启用",
        "列表",
        "管理",
        "类型",
        "状态",
        "测试",
        "分组",
        "权重",
        "优先级",
        "默认",
        "客服",
        "官方",
        "重试",
        "错误",
        "问题",
        "故障",
        "原因",
        "限流",
        "超时",
        "拥挤",
        "繁忙",
        "维护",
        "恢复",
        "切换",
        "余额",
        "额度",
        "报错",
        "返回",
        "上游",
    ]
)
_RESERVED = re2.compile(
    r"(?i)(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|org|net))(?::[0-9]+)?$"
)
_LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal"})  # noqa: S104 - no binding
_CODE_WORDS = re2.compile(r"[a-z]+(?:_[a-z]+)*")
_HOST_OF = re2.compile(r"(?:[a-z0-9]+://)?(?:[^/@]*@)?(\[[^\]]*\]|[^/:]+)")
_FILE = re2.compile(
    r"(?i)\.(?:go|py|js|ts|json|ya?ml|toml|log|md|html?|txt|csv|java|rs|sh|env|conf|ini|db|sql|so|dll|exe|php|lock)(?::[0-9]+)?$"
)
_DATE = re2.compile(r"20[0-9]{2}-[01][0-9](?:-[0-3][0-9]|$)")
_SOURCE_LINE = re2.compile(r"/[^:]*:[0-9]+")
_MOMENT = re2.compile(r"1[67][0-9]{8}(?:[0-9]{3})?")
"""Seconds or milliseconds since 1970, as logs write them."""
_HALF = re2.compile(
    r"(?i)(?:load|im|ledger|un|auto)[-_ ]?balance[sdr]?[^a-z0-9]*$|(?:credit card|credits?\s+(?:per|to|for)|rate)[^a-z]*$"
)
_EXPLICIT = re2.compile(
    r"(?i)(?:[:=|$¥€£~(\[\"'→]|\b(?:is|are|was|of|has|have|now|only|at|afford|usd|cny|rmb|eur|gbp|jpy|krw|inr|hkd|twd|sgd|aud|cad|vnd|rub|brl|thb|about|from)|(?:remain(?:ing)?|available)[-_ ](?:quota|balance|credits?))\s*$"
)
_STRONG_CASH = re2.compile(
    r"(?i)(?:balance|remain|left|available|unused|quota|fund|wallet|credit|budget|grant|afford)"
)
_RATE = re2.compile(
    r"(?:新|单|每)用户额度[^0-9]{0,6}$|(?i)(?:rate|requests?|tokens?|tpm|rpm|tpd|rpd)[-_ ](?:limit)?[^:=]{0,24}$|x-ratelimit|(?i)(?:need|required?|requires|需要|预扣|预扣费|max|maximum|total_tokens)[-_ ]?(?:quota|额度|credits?|budget)[^0-9]{0,6}$"
)
_COUNT_AFTER = re2.compile(
    r"(?i)^\s?(?:requests?|tokens?|次|个|ms|s\b|%|x\b|/min|rpm|tpm|calls?|images?|files?|nodes?|servers?|months?|days?|hours?|倍)"
)
_UNIT_AFTER = re2.compile(r"(?i)\s?(?:usd|cny|rmb|元|美元|dollars?|credits?|yuan)")
_STATUS = re2.compile(r"[45][0-9]{2}")
# "余额不足（402）", "Insufficient balance: 402": a word for too little, then a status
_LACKING = re2.compile(
    r"(?i)(?:不足|过低|欠费|欠款|用尽|耗尽|(?:insufficient|low|not enough|out of|exhausted)[-_ ]+(?:user[-_ ]+)?[a-z]{4,8}"
    r"|(?:too low|insufficient|exhausted))[\"']?\s*[(\[:]?\s*$"
)
_THRESHOLD = re2.compile(r"(?:低于|不足|少于|小于|大于|高于|超过|满|每)\s*$")


def is_hook(value: str, before: str, after: str) -> bool:
    """A webhook address that carries its secret, not the bare host."""
    tail = value.rstrip("/").rpartition("/")[2] or value
    return any(c.isdigit() for c in value) and len(value) > 20 and len(tail) > 3


def is_login(value: str, before: str, after: str) -> bool:
    """The password in scheme://user:password@host."""
    return not value.isdigit() or len(value) > 5 or not after.startswith("/")


def is_account_of_ours(value: str, before: str, after: str) -> bool:
    """The number or name of our account with a provider; a number that is a time counts none."""
    return not _MOMENT.fullmatch(value)


def is_balance(value: str, before: str, after: str) -> bool:
    """A number directly behind 余额, 剩余额度 and their kin; no threshold, no count of requests, no status."""
    if _is_status(value, before, after):
        return False
    return not (_THRESHOLD.search(before) or _COUNT_AFTER.match(after) or _RATE.search(before))


def _is_status(value: str, before: str, after: str) -> bool:
    """An HTTP status behind words that say that too little is left: it names the refusal, not what is left."""
    return (
        _STATUS.fullmatch(value) is not None
        and _LACKING.search(before) is not None
        and not _UNIT_AFTER.match(after)
    )


def is_english_balance(value: str, before: str, after: str) -> bool:
    """A number assigned to a balance, or with a currency sign behind one; no rate limit, no load balancer."""
    counted = _COUNT_AFTER.match(after) and not before.lower().rstrip().endswith("afford")
    if _HALF.search(before) or _RATE.search(before) or counted:
        return False
    if _is_status(value, before, after):
        return False
    return bool(_EXPLICIT.search(before) or _UNIT_AFTER.match(after)) and bool(_STRONG_CASH.search(before))


_DOMAIN = re2.compile(
    r"\.(?:com|net|org|cn|io|ai|dev|app|top|xyz|cc|co|me|dns|static|nacos)$|\.[a-z0-9-]{2,63}\.[a-z]{2,24}$"
)
"""A host may begin as a model's name does (`claude-pool.acme.net`); no model's name ends as a domain."""


def _host(value: str) -> str:
    found = _HOST_OF.match(value.lower())
    return str(found.group(1)) if found else ""


def is_upstream(value: str, before: str, after: str) -> bool:
    """A host behind a word for upstream: no loopback, no reserved name (RFC 2606), no file, no model."""
    host = _host(value)
    if after.startswith(":["):  # a login whose password is masked already: the host comes behind it
        return False
    if host in _LOCAL or _RESERVED.search(host):
        return False
    if "://" in value:
        return True
    if (
        _FILE.search(value) or (SOFT.match(value) and not _DOMAIN.search(host)) or after[:1] in {"(", "["}
    ):  # `os.getenv("BASE_URL")`
        return False
    if host.replace(".", "").isdigit():
        return is_host_ip(host)
    if before[-1:].isascii() and before[-1:].isalnum():
        return False
    return host.rpartition(".")[2].isalpha() or (":" in value and not host.isdigit())


def is_quoted_channel(value: str, before: str, after: str) -> bool:
    """A channel's name in quotes or brackets: whatever stands there but the words for none."""
    return value.strip().lower() not in _NO_CHANNEL and any(c.isalnum() for c in value)


def is_channel(value: str, before: str, after: str) -> bool:
    """A name behind 渠道 and a colon."""
    if value.lower() in _NO_CHANNEL or any(
        value.startswith(word) for word in _NO_CHANNEL if not word.isascii()
    ):
        return False
    if value.startswith(("不", "没", "未", "已", "无", "暂", "请")):
        return False
    return not _is_model(value)


_PHRASE = re2.compile(
    r"[不没未已无暂请正在有也又很太都就还刚返报超限余额这那哪谁什怎多]|为什么|官方|[0-9]+(?:元|个|次|秒|分钟|小时|%)?$"
)
_NO_SUPPLIER = re2.compile(
    r"(?i)(?:openai|anthropic|claude|gemini|google|azure|aws|bedrock|deepseek|qwen|阿里云?|腾讯云?|百度|火山(?:引擎)?|华为云?|微软|谷歌|亚马逊|智谱|月之暗面|硅基流动)"
    r"|(?:问题|原因|故障|侧|端|接口|模型|限流|限速|拥堵|报错|错误|超时|异常|维护|账户|账号|余额|额度|主动|单方|临时|升级|整体|全部)"
)

_FIRM = re2.compile(r"(?:云|科技|网络|数据|智能|代理|中转|平台|集团|公司|站|号池|家)(?:$|[的在那说给都今昨])")


def is_supplier(value: str, before: str, after: str) -> bool:
    """A name behind 供应商, 上游是 and their kin: no public provider, no state, no sentence that goes on."""
    if not is_channel(value, before, after) or _PHRASE.match(value) or _NO_SUPPLIER.match(value):
        return False
    if before.rstrip(' "“「『【<').endswith((":", "=")):
        return len(value) > 1
    return bool(_FIRM.search(value)) or (
        any(c.isascii() and c.isalnum() for c in value) and not value.islower()
    )


def is_bare_channel(value: str, before: str, after: str) -> bool:
    """A hyphenated name right behind the word channel: it must carry a number or three parts."""
    parts = value.replace("_", "-").split("-")
    if (
        _is_model(value)
        or _DATE.match(value)
        or (parts[0].lower() in _NO_CHANNEL and not _NUMBERED.search(value))
    ):
        return False
    if after[:1] == "=" or ("_" in value and "-" not in value and not any(c.isdigit() for c in value)):
        return False
    return any(c.isdigit() for c in value) or len(parts) > 2


def is_english_channel(value: str, before: str, after: str) -> bool:
    """A name assigned to a channel or deployment: it must look like a name of one's own, not a word."""
    core = value.rstrip(".:!?")
    if core.lower() in _NO_CHANNEL or _is_model(core) or "://" in core or _SOURCE_LINE.search(core):
        return False
    if core.isdigit():
        return "channel" in before.lower()
    if _CODE_WORDS.fullmatch(core):
        return False
    if "name" in before.lower()[-16:]:
        return True
    if "channel" in before.lower()[-12:] and not core.isalpha():
        return True
    return any(c in "-_" or c > "\u4dff" for c in core)


def _is_model(value: str) -> bool:
    found = SOFT.match(value)
    return found is not None and found.end() == len(value) and not _channel_like(value)


_CHANNEL_WORDS = re2.compile(
    r"(?i)(?:^|[-_])(?:pool|backup|cheap|main|primary|channel|proxy|relay|reverse|group|ch|acct|account|eastus\d?|westus\d?|tokyo|east|west|cn|hk|sg|jp|us|eu|line|node|vip|prod)(?:[-_]|\d*$)"
)


_NUMBERED = re2.compile(r"^[A-Za-z0-9.]+[-_](?:[A-Za-z0-9.]+[-_])*[A-Za-z]{2,}[-_][0-9]{2}$")
"""Words and a number of two digits: no model's name ends so, only with a version, a size or a date."""


def _channel_like(value: str) -> bool:
    return bool(_CHANNEL_WORDS.search(value) or _NUMBERED.search(value))
