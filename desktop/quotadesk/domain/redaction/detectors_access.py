"""List the addresses that carry their own secret: webhooks, and logins with a password in them."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction import desk_values as judge
from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind
from quotadesk.domain.redaction.secret_values import is_login_option, is_mixed_password

_END = r"[^\s\"'<>`，。；、）】」”’\x{4e00}-\x{9fff}]"
_HOOKS = (
    r"hooks\.slack(?:-gov)?\.com/(?:services|workflows|triggers)/",
    r"(?:[a-z]+\.)?discord(?:app)?\.com/api/(?:v[0-9]+/)?webhooks/",
    r"[a-z0-9-]+\.webhook\.office(?:365)?\.com/",
    r"outlook\.office(?:365)?\.com/webhook/",
    r"[a-z0-9.-]+\.logic\.azure\.(?:com|cn)(?::443)?/",
    r"[a-z0-9.-]+\.powerplatform\.com(?::443)?/",
    r"open\.(?:feishu\.cn|larksuite\.com|larkoffice\.com)/open-apis/bot/",
    r"(?:www\.)?(?:feishu|larksuite)\.(?:cn|com)/flow/api/trigger-webhook/",
    r"(?:oapi|api)\.dingtalk\.com/(?:robot/send|v1\.0/robot)",
    r"qyapi\.weixin\.qq\.com/cgi-bin/",
    r"(?:api\.telegram\.org|tg\.[a-z.]+)/bot",
    r"chat\.googleapis\.com/v1/spaces/",
    r"hooks\.zapier\.com/",
    r"hook\.(?:[a-z0-9]+\.)?make\.com/",
    r"maker\.ifttt\.com/trigger/",
    r"events\.pagerduty\.com/(?:integration|generic)/",
    r"api\.(?:eu\.)?opsgenie\.com/v[12]/json/",
    r"alert\.victorops\.com/integrations/",
    r"sctapi\.ftqq\.com/",
    r"sc\.ftqq\.com/",
    r"[0-9]+\.push\.ft07\.com/",
    r"(?:www\.)?pushplus\.(?:plus|hxtrip\.com)/send",
    r"api\.day\.app/",
    r"wxpusher\.zjiecode\.com/api/send",
    r"hc-ping\.com/",
    r"[a-z0-9-]+\.m\.pipedream\.net",
    r"webhook\.site/",
    r"[a-z0-9-]+\.webhook\.[a-z]+\.[a-z]+/",
    r"[a-z0-9.-]+/(?:api/)?(?:hooks|webhooks?|incoming[-_]?webhooks?)/(?:catch/)?[A-Za-z0-9_-]{12,}",
)
WEBHOOKS = (
    Detector(
        kind=Kind.WEBHOOK,
        reason="webhook",
        pattern=re2.compile(r"(?i)(?:https?://)?(?:" + "|".join(_HOOKS) + ")" + _END + "*"),
        anchors=(
            "hook",
            "/bot",
            "dingtalk",
            "weixin",
            "feishu",
            "lark",
            "azure",
            "powerplatform",
            "ifttt",
            "opsgenie",
            "victorops",
            "ftqq",
            "ft07",
            "push",
            "day.app",
            "hc-ping",
            "pipedream",
            "googleapis",
            "pagerduty",
        ),
        check=judge.is_hook,
    ),
    Detector(
        kind=Kind.WEBHOOK,
        reason="webhook",
        pattern=re2.compile(r"https?://[0-9a-f]{32}(?::[0-9a-f]{32})?@[A-Za-z0-9.-]+/[0-9]+"),
        anchors=("@",),
    ),
)

_UNQUOTED = r"[^\s\"'<>/?#\\]"
_STORES = r"rediss?|mysql|mariadb|postgres(?:ql)?|mongodb|amqps?|clickhouse|mssql|sqlserver|oracle|kafka|ldaps?|s?ftps?|smtps?|imaps?|nats|mqtts?"
_LOGIN = r"(?:'[^':\n]{0,64}:(?P<v>[^'\n]+)'|\"[^\":\n]{0,64}:(?P<w>[^\"\n]+)\"|[\"']?[^\s\"':]{0,64}:(?P<u>[^\s\"'<>]+))"
"""`login:password` of a command's option, quoted or not."""
LOGINS = (
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(
            r"(?i)\b(?:" + _STORES + r")(?:\+[a-z0-9_]+)?://[^\s\"'<>/@:]*:(?P<v>[^\s\"'<>]+)@[A-Za-z0-9_\[]"
        ),
        anchors=("://",),
        check=judge.is_login,
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(
            r"[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s\"'<>/?#@:]*:(?P<v>" + _UNQUOTED + r"+)@[^\s\"'<>/?#@]"
        ),
        anchors=("://",),
        check=judge.is_login,
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://(?P<v>[^\s\"'<>/?#@:]{12,})@[^\s\"'<>/?#@]"),
        anchors=("://",),
        check=judge.is_login,
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(r"[A-Za-z0-9_.-]{1,64}:(?P<v>[^\s\"'<>]{1,})@(?:tcp|udp|unix)\("),
        anchors=("@tcp(", "@udp(", "@unix("),
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(
            r"(?:\bcurl\b(?:[^\n]|\\\r?\n)*\s(?:-[A-Za-z]{0,6}[uU]|--user|--proxy-user)|\b(?:https?|xh)(?:\s[^\n]*)?\s(?:-a|--auth))[ =]?"
            + _LOGIN
        ),
        anchors=("curl", "http", "xh "),
        check=is_login_option,
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(r"\s(?:-u|--user|--proxy-user|-U)[ =]?" + _LOGIN),
        anchors=(" -u", "--user", "--proxy-user"),
        check=is_mixed_password,
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(
            r"(?i)\bsshpass\s+-p\s?(?:'(?P<v>[^'\n]+)'|\"(?P<w>[^\"\n]+)\"|(?P<u>[^\s'\"]+))"
        ),
        anchors=("sshpass",),
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(
            r"(?i)\b(?:mysql|mysqldump|mariadb|redis-cli|sshpass|mongo|psql)\b[^\n]{0,120}?\s(?:-p|-a |--pass(?:word)?[= ])[\"']?(?P<v>[^\s\"'<>-][^\s\"'<>]{3,100})"
        ),
        anchors=("mysql", "mariadb", "redis-cli", "sshpass", "mongo", "psql"),
    ),
)

ACCESS: tuple[Detector, ...] = (*WEBHOOKS, *LOGINS)
