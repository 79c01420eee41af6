"""Judge whether a run that looks like a person's number, address or name is one, from itself and its neighbours."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction import checks
from quotadesk.domain.redaction.protect import SOFT
from quotadesk.domain.redaction.surnames import starts_with_surname

_VERSION = re2.compile(
    r"(?i)(?:\bv|\bver\.?|version|release|sdk|driver|runtime|firmware|kernel|版本号?|固件|内核|升级[到至]?|upgrade(?:d)? (?:to|from)|build|[a-z]/|tag|[=~^<>]=|section|§|章|节)\s*[:=]?\s*[\"']?v?$"
)
_COUNTED = re2.compile(
    r"(?i)(?:quota|tokens?|used|usage|size|length|bytes|count|limit|额度|用量|数量|编号|订单号?|发票号?|流水号?|单号|工单号?|id|timestamp|时间戳|ts|offset|seq|"
    r"price|cost|amount|金额|费用|no\.?|#)[\"']?\s*[:=]?\s*[\"'+]?$"
)
_UNIT = re2.compile(r"(?i)^\s*(?:tokens?|ms|bytes|[kmg]b\b|字节|次|个|条|points?|credits?|quota)")
_LETTERED_BEFORE = re2.compile(r"[A-Za-z0-9][-_./#:]$|[.]$")
_MOBILE_BEFORE = re2.compile(r"(?:^|[^0-9])1[3-9][0-9]{9}/$")
_MOBILE_AFTER = re2.compile(r"^/1[3-9][0-9]{9}(?:[^0-9]|$)")
"""One mobile number beside another: `13812345678/13912345678`."""
_GLUED_AFTER = re2.compile(r"^[-_./:][A-Za-z0-9]|^\.[0-9]")
_ID_CUE = re2.compile(
    r"(?i)(?:身份证|证件|居民|身分|公民|实名|id ?card|identity|national id|resident|驾驶证|驾照|driving|driver)[^0-9]{0,12}$"
)
_ORDER = re2.compile(r"(?i)(?:订单|工单|流水|发票|order|trade|invoice|ticket)[^0-9]{0,8}$")
_MOMENT = re2.compile(r"1[67][0-9]{11}")
"""A time in milliseconds since 1970, as logs write it."""
_CARD_CUE = re2.compile(
    r"(?i)(?:卡号|银行卡|信用卡|储蓄卡|借记卡|账号|帐号|card(?: ?(?:number|no\.?|num))?|account(?: (?:number|no\.?))?|pan|visa|mastercard|amex|unionpay)[^0-9]{0,12}$"
)
_LOGIN_BEFORE = re2.compile(r"://(?:[^\s/@]*|[^\s/?#]*:(?:[^0-9/\s]|[0-9]{1,5}[^0-9/\s])[^\s?#=&]*)$")
_MACHINE = re2.compile(
    r"(?i)(?:server|host|ip|node|web|db|gw|gateway|proxy|vm|ecs|ec2|worker|client|addr(?:ess)?|instance|machine|pod|peer|user|dyn|static)[-_]$"
)
_PRERELEASE = re2.compile(r"(?i)[-.+](?:rc|alpha|beta|pre|dev|post|patch|snapshot|release|final)")
_HIGH_VERSION = 31
_MAIL_HOST = re2.compile(
    r"(?i)(?:gmail|outlook|hotmail|live|yahoo|icloud|proton(?:mail)?|qq|163|126|foxmail|sina|yeah|aliyun|mail)\."
)
_SPEAKER = re2.compile(r" (?:from|here|speaking)\b")
_GIT_USER = frozenset({"git", "hg", "svn"})
_LONGEST_LOCAL = 64


def is_address(value: str, before: str, after: str) -> bool:
    """An IPv4 or IPv6 address of somebody: no version number, no loopback, no netmask."""
    if ":" in value:
        groups = [g for g in value.split(":") if g]
        if (
            "::" in value
            and len(groups) < 4
            and value[:2].lower() not in {"fe", "fd", "fc", "20", "24", "26", "2a"}
        ):
            return False
        if not any(c.isdigit() for c in value) or _glued(before, after):
            return False
        return checks.is_host_ip(value)
    if _VERSION.search(before) or value.startswith("0.") or _glued(before, after):
        return False
    if _PRERELEASE.match(after):
        return False
    if (after[:2].startswith(".") and after[1:2].isdigit()) or before.endswith("."):
        return False
    return checks.is_host_ip(value) and (before[-1:] not in {"-", "_"} or _of_a_host(value, before))


def _glued(before: str, after: str) -> bool:
    """Say whether a letter or digit touches a value; Chinese is written without blanks and touches everything."""
    return any(c.isalnum() and c.isascii() for c in (before[-1:], after[:1]))


def _of_a_host(value: str, before: str) -> bool:
    """Tell `server-10.0.0.5` from `release-1.2.3.4`: private, behind a word for machines, or too high for versions."""
    if checks.is_private_ip(value) or _MACHINE.search(before):
        return True
    return sum(int(part) > _HIGH_VERSION for part in value.split(".")) > 1


def is_dashed_address(value: str, before: str, after: str) -> bool:
    """An IPv4 address within a host name, its parts joined by hyphens: `ip-10-0-0-5`, `203-119-47-86.dyn.isp.net`."""
    plain = value.replace("-", ".")
    return checks.is_host_ip(plain) and _of_a_host(plain, before)


def is_mail(value: str, before: str, after: str) -> bool:
    """An e-mail address; git@host is a login name of a service, a version behind @ is a package."""
    local, _, domain = value.rpartition("@")
    top = domain.rpartition(".")[2]
    if local.lower() in _GIT_USER or _LOGIN_BEFORE.search(before) or not top[:1].isalpha():
        return False
    return len(local) <= _LONGEST_LOCAL and not (after.startswith("/") and before.endswith("@"))


def is_spoken_mail(value: str, before: str, after: str) -> bool:
    """An address written out (`ann [at] mail dot com`); `failed at api.mail.com` is none, nor `at java.io.Reader`."""
    if after[:1] == "." and after[1:2].isalnum():
        return False
    local, at, domain = value.partition(" at ")
    return (
        not at
        or " dot " in domain
        or any(c.isdigit() or c in "._" for c in local)
        or bool(_MAIL_HOST.match(domain))
    )


def is_phone(value: str, before: str, after: str) -> bool:
    """A phone number that is no count, id, amount or part of a longer code."""
    before, after = _MOBILE_BEFORE.sub(" ", before), _MOBILE_AFTER.sub(" ", after)
    if _LETTERED_BEFORE.search(before) or _GLUED_AFTER.search(after) or _UNIT.search(after):
        return False
    if before[-1:].isdigit() or after[:1].isdigit() or (before[-1:].isascii() and before[-1:].isalpha()):
        return False
    if after[:1].isascii() and after[:1].isalpha():
        return False
    return not _COUNTED.search(before)


def is_foreign_phone(value: str, before: str, after: str) -> bool:
    """An international number with its country code: 9 to 15 digits."""
    digits = [c for c in value if c.isdigit()]
    return 9 <= len(digits) <= 15 and is_phone(value, before, after)


def is_cued_phone(value: str, before: str, after: str) -> bool:
    """A number behind the word phone: 7 to 15 digits."""
    digits = [c for c in value if c.isdigit()]
    return 7 <= len(digits) <= 15 and not after[:1].isdigit()


def is_resident(value: str, before: str, after: str) -> bool:
    """A resident id by its check character, or by the word before it."""
    return checks.is_resident_id(value) or bool(_ID_CUE.search(before))


def is_credit(value: str, before: str, after: str) -> bool:
    """A unified social credit code by its check character."""
    return checks.is_credit_code(value)


def is_cued_id(value: str, before: str, after: str) -> bool:
    """A document number behind its name: at least five digits and no date."""
    return sum(c.isdigit() for c in value) >= 5


def is_hong_kong(value: str, before: str, after: str) -> bool:
    """A Hong Kong identity card with its bracketed check digit."""
    return checks.is_hong_kong_id(value)


def is_social_security(value: str, before: str, after: str) -> bool:
    """A United States social security number with an area that exists."""
    return (
        value[:3] not in {"000", "666"}
        and value[0] != "9"
        and not before.endswith("-")
        and not after.startswith("-")
    )


def is_payment_card(value: str, before: str, after: str) -> bool:
    """A card by issuer range and Luhn digit, or any 12 to 19 digits behind the word card."""
    if (
        (before[-1:] in "._-" and before[-1:])
        or after[:1] in {"_", "%"}
        or (after[:1] == "." and after[1:2].isdigit())
    ):
        return False
    if _CARD_CUE.search(before):
        return not (_ORDER.search(before) or _MOMENT.fullmatch(value))
    return checks.is_card(value) and not _COUNTED.search(before)


def is_account(value: str, before: str, after: str) -> bool:
    """An IBAN by its check digits."""
    return checks.is_iban(value)


def is_sure_name(value: str, before: str, after: str) -> bool:
    """A Chinese name behind a word that only names people."""
    return starts_with_surname(value)


_NO_OWN_NAME = re2.compile(
    r".*(?:[的了吗呢吧啊用户商员理师方版卡号群费钱额次级型机器站台组部门公司客]|客服|运维|开发|会员|账号|全部|后来|一直|第一|从来)$|.(?:先生|女士|小姐|老师|经理|总)$"
)


def is_own_name(value: str, before: str, after: str) -> bool:
    """A Chinese name behind 我是 or 我叫: no role, no trade, no particle at its end."""
    return starts_with_surname(value) and not _NO_OWN_NAME.match(value)


def is_lone_name(value: str, before: str, after: str) -> bool:
    """A Chinese name that stands alone behind a word like customer, which names other things too."""
    return starts_with_surname(value) and not ("\u4e00" <= after[:1] <= "\u9fff")


def is_titled_name(value: str, before: str, after: str) -> bool:
    """A surname (and given name) before Mr or Ms in Chinese."""
    return starts_with_surname(value)


_NO_HANDLE = frozenset(
    [
        "pay",
        "login",
        "oauth",
        "openid",
        "unionid",
        "bot",
        "api",
        "sdk",
        "app",
        "mini",
        "group",
        "error",
        "failed",
        "channel",
        "server",
        "webhook",
        "notify",
        "http",
        "https",
        "token",
        "key",
        "actions",
        "issues",
        "releases",
        "discussions",
    ]
)
_NO_NAME = frozenset(
    [
        "Unknown",
        "None",
        "Null",
        "Error",
        "Not",
        "Invalid",
        "Internal",
        "Server",
        "Rate",
        "Limit",
        "Default",
        "Token",
        "Key",
        "Bad",
        "Request",
        "Gateway",
        "Service",
        "System",
        "Admin",
        "Root",
        "Model",
        "Group",
        "Open",
        "Claude",
        "Gemini",
        "Azure",
        "Content",
        "Type",
        "User",
        "Users",
        "Account",
        "The",
        "Please",
        "Too",
        "Many",
        "Premium",
        "Free",
        "Pro",
        "Enterprise",
        "Team",
        "Test",
        "Demo",
        "Corp",
        "Inc",
        "Ltd",
        "LLC",
        "Labs",
        "Support",
        "Sales",
        "Customer",
        "Company",
        "Co",
        "Technologies",
        "Solutions",
        "GmbH",
        "Network",
        "API",
        "Google",
        "Cloud",
        "Amazon",
        "Microsoft",
        "Code",
        "Monitor",
        "Monitoring",
        "Bot",
        "Desk",
        "Status",
        "Tier",
        "Agent",
        "Shift",
        "Prometheus",
        "Grafana",
        "Sentry",
        "Project",
    ]
)
_OTHER_NAME = re2.compile(
    r"(?i)(?:model|channel|file|product|project|host|group|team|key|token|event|service|app|server|domain|deployment|company|brand|class|"
    r"function|tool|job|queue|table|image|pod|node|resource|plan|provider|region)[ _-]?name[\"']?\s*(?:[:=]|is)\s*[\"'“]?$"
)
_Q_ALONE = re2.compile(r"(?i)(?:^|[^a-z0-9加])q[\"']?\s{0,2}$")


def is_messenger_number(value: str, before: str, after: str) -> bool:
    """A QQ number: five to eleven digits behind QQ; behind a lone Q only with a colon."""
    return not _Q_ALONE.search(before)


def is_handle(value: str, before: str, after: str) -> bool:
    """A name in a messenger: no word of the trade, no amount, no address of a page."""
    core = value.rstrip(".:-")
    if core.lower() in _NO_HANDLE or "://" in core or (core.replace(".", "").isdigit() and len(core) < 5):
        return False
    if before.rstrip(" \"'").endswith((":", "=", "@", "(", "是", "为", "is")):
        return True
    mixed = any(c.isdigit() or c == "_" for c in core) and any(c.isalpha() for c in core)
    return mixed and len(core) >= 6 and not SOFT.match(core)


def is_western_name(value: str, before: str, after: str) -> bool:
    """Two to four capitalised words behind a word that asks for a name, none of them a word of the trade."""
    return not (_OTHER_NAME.search(before) or any(word in _NO_NAME for word in value.split()))


def is_introduced_name(value: str, before: str, after: str) -> bool:
    """A name in a salutation or signature; behind `this is` only where somebody speaks (`this is Ann Lee from …`)."""
    if before.lower().rstrip().endswith("this is") and not _SPEAKER.match(after):
        return False
    return is_western_name(value, before, after)
