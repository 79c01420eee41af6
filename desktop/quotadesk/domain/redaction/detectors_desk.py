"""List what belongs to the gateway's operator: webhooks, passwords in addresses, balances, channels, upstream hosts."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction import desk_values as judge
from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind

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
        anchors=("hook", "/bot", "dingtalk", "weixin", "feishu", "lark", "azure", "powerplatform", "ifttt", "opsgenie", "victorops", "ftqq", "ft07", "push", "day.app", "hc-ping", "pipedream", "googleapis", "pagerduty"),
        check=judge.is_hook,
    ),
    Detector(
        kind=Kind.WEBHOOK,
        reason="webhook",
        pattern=re2.compile(r"https?://[0-9a-f]{32}(?::[0-9a-f]{32})?@[A-Za-z0-9.-]+/[0-9]+"),
        anchors=("@",),
    ),
)

_PASS = r"[^\s\"'<>/?#\\]"
LOGINS = (
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\s\"'<>/?#@:]*:(?P<v>" + _PASS + r"+)@[^\s\"'<>/?#@]"),
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
        pattern=re2.compile(r"(?i)(?:curl\b[^\n]{0,}\s|\s)(?:-u|--user|--proxy-user|-U)[ =]?[\"']?[A-Za-z0-9_.@+-]{1,64}:(?P<v>[^\s\"'<>]{3,})"),
        anchors=(" -u", "--user", "--proxy-user"),
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(r"(?i)\bsshpass\s+-p\s?(?:'(?P<v>[^'\n]+)'|\"(?P<w>[^\"\n]+)\"|(?P<u>[^\s'\"]+))"),
        anchors=("sshpass",),
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="login",
        pattern=re2.compile(r"(?i)\b(?:mysql|mysqldump|mariadb|redis-cli|sshpass|mongo|psql)\b[^\n]{0,120}?\s(?:-p|-a |--pass(?:word)?[= ])[\"']?(?P<v>[^\s\"'<>-][^\s\"'<>]{3,100})"),
        anchors=("mysql", "mariadb", "redis-cli", "sshpass", "mongo", "psql"),
    ),
)

_MONEY = r"(?i:(?:US|HK|NT|CN|RMB)?\s?[$¥€£]|RMB|USD|CNY|EUR)"
_NUMBER = r"-?[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?"
_CASH_ZH = r"(?:余额|餘額|结余|存量|欠费|欠款|欠费金额|(?:剩余|剩餘|可用|现有|所剩|余下|还剩|剩下|未用|账户|账号|帐户|钱包|总)(?:的|可用|总|免费|赠送|赠金|充值|现金|账户|调用|使用|API|api){0,3}(?:额度|額度|配额|配額|点数|积分|资金|金额|钱|费用|余量|credits?))"
_CASH_EN = (
    r"(?:[A-Za-z_-]{0,24}[-_ ]?balances?|(?:remain(?:ing|ed|s)?|available|unused|left|leftover|residual)[-_ ]*(?:user|token|account|api|free|total|prepaid|wallet|cash)?[-_ ]*"
    r"(?:quota|credits?|funds?|amount|budget|money|balance)|(?:quota|credits?|funds?|budget|limit)[-_ ]*(?:left|remaining|remains|available|remain)|"
    r"(?:user|account|wallet|token)(?:'s)?[-_ ]*(?:remain(?:ing)?[-_ ]*)?(?:quota|credits?|funds?)|(?:total|granted|topped[-_ ]?up|prepaid|voucher|cash|gift)[-_ ]*(?:available|granted|credits?|funds?)|"
    r"(?:total|all)[-_]?(?:available|granted)|credits?|wallet|(?:can )?only afford|(?:charge|gift|recharge|wallet|user)[-_]?(?:quota|amount))"
)
_HAS = r"(?:\s*(?:[:=]|是|为|為|还有|还剩|只剩|仅剩|剩下|仅有|只有|剩|约|约为|共|共计|有|为负|\bis\b|\bare\b|\bwas\b|\bof\b|\bhas\b|\bhave\b|\bnow\b|\bonly\b|\bat\b|\babout\b|~|\(|\[|\"|'|->|→|from|\*|`))"
BALANCES = (
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(r"(?i)" + _CASH_ZH + r"\s*(?:\([^()\n]{1,12}\))?[\"']?(?:" + _HAS + r"+\s*(?:" + _MONEY + r")?|\s*" + _MONEY + r"|)\s*"),
        value=re2.compile(r"(?P<v>" + _NUMBER + r")"),
        anchors=("余", "餘", "存量", "欠", "额", "額", "配", "点数", "积分", "金", "钱", "费用"),
        check=judge.is_balance,
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(r"(?i)" + _CASH_EN + r"(?:\s?\([^()\n]{1,12}\))?[\"']{0,2}(?:" + _HAS + r"+\s*(?:" + _MONEY + r")?|\s*,?\s*" + _MONEY + r"|\s)\s*"),
        value=re2.compile(r"(?P<v>" + _NUMBER + r")"),
        anchors=("balance", "quota", "credit", "fund", "amount", "budget", "money", "limit", "wallet", "afford", "available", "granted"),
        check=judge.is_english_balance,
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"(?i)" + _MONEY + r"\s?(?P<v>" + _NUMBER + r")\s*(?:USD|CNY|RMB|dollars?|credits?|yuan)?\s*(?:(?:are|is|of(?: (?:credits?|funds|balance|quota))?)\s+)?(?:left|remaining|remains?|available|in (?:your|the|his|her|my|our|their) (?:account|wallet|balance)|unused)\b"
            r"|(?P<w>" + _NUMBER + r")\s?(?:USD|CNY|RMB|dollars?|credits?|yuan)\s*(?:(?:are|is)\s+)?(?:left|remaining|remains?|available|unused|in (?:your|the) (?:account|wallet))\b"
        ),
        anchors=("left", "remain", "available", "unused", "in "),
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(r"\"quota\"\s?:\s?(?P<v>[0-9]+)\s?,\s?\"used_quota\"|\"used_quota\"\s?:\s?[0-9]+\s?,\s?\"quota\"\s?:\s?(?P<w>[0-9]+)"),
        anchors=("used_quota",),
    ),
    Detector(
        kind=Kind.BALANCE,
        reason="balance",
        pattern=re2.compile(
            r"(?:还剩|剩余|仅剩|只剩|剩下|还有|账上|账户里|钱包里|卡里|里面还有|结余)(?:有|还有|大概|约|大约|不到|只有)?\s*[:=]?\s*(?:(?:" + _MONEY + r")\s?(?P<v>" + _NUMBER + r")|(?P<w>" + _NUMBER + r")\s?(?:元|块|刀|美元|美金|人民币|点|积分|(?i:usd|rmb|cny|credits?)))"
        ),
        anchors=("剩", "还有", "账", "钱包", "卡里", "结余"),
    ),
)

_HOST = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
_URL = (
    r"(?P<v>(?:https?|wss?|socks5h?|grpcs?|tcp)://(?:\[[0-9A-Fa-f:]+\]|" + _HOST + r")(?::[0-9]{1,5})?"
    r"(?:/(?:[A-Za-z0-9_.~-]+/)*?(?:v[0-9]+[a-z0-9]*|api|openai|anthropic|proxy))?)"
)
_PLACE = re2.compile(_URL + r"|(?P<w>(?:\*\.)?(?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z0-9-]+(?::[0-9]{1,5})?|[A-Za-z0-9_.-]+:[0-9]{2,5})")
_LINK = re2.compile(_URL)
_TO = r"[\"'\]]{0,2}\s{0,3}(?:[:=]|is\b|was\b|是|为|到|至|->|→)?\s{0,3}[\"'`(<“「]{0,2}"
UPSTREAMS = (
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"(?i)(?:base[-_ ]?url|api[-_ ]?base|api[-_ ]?(?:host|endpoint|server|url)|base[-_ ]?(?:path|uri|endpoint)|(?:azure[-_ ]?)?endpoint|upstream(?:[-_ ]?(?:base[-_ ]?url|url|host(?:name)?|addr(?:ess)?|server|endpoint))?|"
            r"proxy(?:[-_ ]?(?:url|pass|addr(?:ess)?|server|host))?|backend|origin|relay(?:[-_ ]?(?:url|host|server|to))?|forward(?:ed|ing)?(?: request)? to|proxied to|target(?:[-_ ]?url)?|"
            r"上游(?:的|渠道)?(?:接口|服务)?(?:地址|域名|服务器|网址|链接|url|节点|站点)?|代理(?:地址|服务器|url)?|中转(?:地址|站|接口|url)?|接口(?:地址|域名)|源站(?:地址)?|回源(?:地址)?|转发(?:到|至|地址)|渠道地址|请求地址|反代(?:地址)?|镜像(?:地址|站))"
            + _TO
        ),
        value=_PLACE,
        anchors=("base", "endpoint", "upstream", "proxy", "backend", "origin", "relay", "forward", "proxied", "target", "api", "上游", "代理", "中转", "接口", "源", "转发", "地址", "反代", "镜像"),
        check=judge.is_upstream,
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(r"\b(?:Post|Get|Put|Head|Patch|Delete|Options|proxyconnect)\s+[\"'`“]"),
        value=_LINK,
        anchors=("post", "get", "put", "head", "patch", "delete", "options", "proxyconnect"),
        check=judge.is_upstream,
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"(?i)(?:dial (?:tcp|udp)[46]?:?\s+(?:lookup\s+)?|lookup\s+|ENOTFOUND\s+|EAI_AGAIN\s+|ECONNREFUSED\s+|ETIMEDOUT\s+|ECONNRESET\s+|host=[\"']|Could not resolve host(?:name)?:?\s+|Failed to connect to\s+|"
            r"(?:can ?not|unable to|failed to|couldn't|error) (?:connect|resolve|reach)(?:ing)?(?: to)?(?: host| server| upstream)?:?\s+[\"']?|connect to (?:host )?|certificate is (?:not )?valid for\s+|for host(?:name)?\s+[\"']?|hostname\s+[\"']|"
            r"connection (?:refused|reset|timed out)(?: (?:to|by|from))\s+|(?:connecting|connected) to\s+(?:upstream\s+)?|tls: handshake (?:with|to)\s+|no such host:?\s+|域名解析失败[:\s]*|无法解析(?:主机|域名)?[:\s]*|无法连接(?:到|至)?[:\s]*|连接(?:到|至)?上游[:\s]*)"
        ),
        value=_PLACE,
        anchors=("dial", "lookup", "enotfound", "eai_again", "econn", "etimedout", "host", "connect", "resolve", "reach", "certificate", "handshake", "解析", "连接"),
        check=judge.is_upstream,
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"(?i)(?:https?://)?[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:openai\.azure\.(?:com|us|cn)|cognitiveservices\.azure\.(?:com|us|cn)|services\.ai\.azure\.com|inference\.(?:ai|ml)\.azure\.com|azure-api\.(?:net|cn)|"
            r"azurewebsites\.net|azurecontainerapps\.io|svc\.cluster\.local|svc|cluster\.local|internal|intranet|corp|lan|workers\.dev|ngrok(?:-free)?\.(?:app|dev|io)|trycloudflare\.com|elb\.amazonaws\.com|"
            r"lambda-url\.[a-z0-9-]+\.on\.aws|execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|run\.app|fc\.aliyuncs\.com|vpce\.amazonaws\.com|endpoints\.huggingface\.cloud|modal\.run|hf\.space|railway\.app|up\.railway\.app|onrender\.com|fly\.dev)(?::[0-9]{1,5})?"
        ),
        anchors=("azure", "svc", "local", "internal", "intranet", "corp", "lan", "workers.dev", "ngrok", "trycloudflare", "amazonaws", "on.aws", "run.app", "aliyuncs", "huggingface", "modal", "hf.space", "railway", "onrender", "fly.dev"),
        edge="word",
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(r"(?:https?|wss?|grpc|tcp)://(?:10\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|192\.168\.[0-9]{1,3}\.[0-9]{1,3}|172\.(?:1[6-9]|2[0-9]|3[01])\.[0-9]{1,3}\.[0-9]{1,3}|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.[0-9]{1,3}\.[0-9]{1,3})(?::[0-9]{1,5})?"),
        anchors=("://",),
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="account",
        pattern=re2.compile(r"\borg-[A-Za-z0-9]{16,40}\b|\bproj_[A-Za-z0-9]{16,40}\b|projects/(?P<v>[a-z][a-z0-9-]{4,40})/|arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(?P<w>[0-9]{12}):|(?i)subscriptions/(?P<u>[0-9a-f-]{36})"),
        anchors=("org-", "proj_", "projects/", "arn:", "subscriptions/"),
    ),
)

_NAME = r"[A-Za-z0-9\x{4e00}-\x{9fff}_](?:[A-Za-z0-9\x{4e00}-\x{9fff}_.@/+·|-]*[A-Za-z0-9\x{4e00}-\x{9fff}_)])?"
CHANNELS = (
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:渠道|通道|线路|号池|频道|供应商|上游(?:渠道|通道|账号)|部署)(?:名称|名字|名|标识|别名|分组)?(?:是|为|叫)?\s{0,2}[:=]?\s{0,2}[「『“\"'\[【<`‘]{1,2}\s?"
        ),
        value=re2.compile(r"(?P<v>[^「」『』“”\"'\[\]【】<>`‘’\n]{1,60})[」』”\"'\]】>`’]"),
        anchors=("渠道", "通道", "线路", "号池", "频道", "供应商", "部署"),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(r"(?i)\b(?:channel|deployment|supplier|vendor|key pool)(?:[ _-]?name)?\s[\"“「]"),
        value=re2.compile(r"(?P<v>[A-Za-z0-9\x{4e00}-\x{9fff}][^「」“”\"\n]{1,60})[」”\"]"),
        anchors=("channel", "deployment", "supplier", "vendor", "pool"),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:渠道|通道|线路|号池|供应商|上游账号)(?:名称|名字|名|标识|别名)?(?:\s{0,2}(?:[:=|]|是|为|叫|名为|走的是)\s{0,2}){1,2}"
        ),
        value=re2.compile(r"(?P<v>" + _NAME + r")"),
        anchors=("渠道", "通道", "线路", "号池", "供应商", "上游账号"),
        check=judge.is_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(r"(?i)(?:渠道|通道|线路|号池|\bchannel|\bdeployment|\bupstream|\bpool)\s{0,2}"),
        value=re2.compile(r"(?P<v>[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+)"),
        anchors=("渠道", "通道", "线路", "号池", "channel", "deployment", "upstream", "pool"),
        check=judge.is_bare_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:\bchannel|\buse_channel|\bupstream[-_ ]?(?:channel|account|name|provider)|\bdeployment|\bprovider[-_ ]?(?:account|channel)|\broute|\bpool|\bnode|\bcredential|\bkey[-_ ]?pool|\bvendor|\bsupplier|\brelay)"
            r"(?:[-_ ]?(?:name|alias|tag|label|title|id)|name)?[\"']?\s{0,2}(?:[:=]|is\b|was\b|named\b|called\b)\s{0,2}[\"'“`\[(]{0,2}"
        ),
        value=re2.compile(r"(?P<v>[A-Za-z0-9\x{4e00}-\x{9fff}_][^\s,;\"'“”`<>(){}\[\]|]*)"),
        anchors=("channel", "upstream", "deployment", "provider", "route", "pool", "node", "credential", "vendor", "supplier", "relay"),
        check=judge.is_english_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(r"(?i)(?:channel|渠道|通道|线路)(?:[-_ ]?name|名称?)[\"']?\s{0,2}[:=]\s{0,2}\""),
        value=re2.compile(r"(?P<v>[^\"\n]{1,80})\""),
        anchors=("channel", "渠道", "通道", "线路"),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:渠道|通道|线路|\bchannel)(?:[-_ ]?(?:id|编号|号|no\.?|number))?(?:\s?[「『“\"'\[【<][^「」『』“”\"'\[\]【】<>\n]{1,60}[」』”\"'\]】>])?[\"']?\s{0,2}[:=]?\s{0,2}[(\[]?\s?#\s?(?P<v>[0-9]{1,6})\b"
            r"|(?i)(?:渠道|通道|\bchannel)[-_ ]?(?:id|编号|号)[\"']?\s{0,2}[:=]?\s{0,2}[\"']?(?P<w>[0-9]{1,6})\b"
        ),
        anchors=("渠道", "通道", "线路", "channel"),
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(r"(?i)(?:渠道|通道|线路|\bchannel)(?:[-_ ]?(?:id|编号|号|no\.?))?\s?[:=#]{0,2}\s?#?[0-9]{1,6}\s?[(「『\[<-]{1,2}\s?"),
        value=re2.compile(r"(?P<v>[^\s()「」『』\[\]<>,;:\"'][^()「」『』\[\]<>\n,;:\"']{1,60}?)\s?[)」』\]>,;:\n]"),
        anchors=("渠道", "通道", "线路", "channel"),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(r"(?i)\"?(?:use_channel|channel_ids?|channels?)\"?\s*[:=]\s*\[(?P<v>[^\[\]\n]{1,})\]"),
        anchors=("channel",),
    ),
)

DESK: tuple[Detector, ...] = (*WEBHOOKS, *LOGINS, *BALANCES, *UPSTREAMS, *CHANNELS)
