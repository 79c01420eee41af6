"""List the words that announce where a gateway sends its requests: upstream hosts, accounts, channels."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction import desk_values as judge
from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind

_HOST = r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?\.)*[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?"
_URL = (
    r"(?P<v>(?:https?|wss?|socks5h?|grpcs?|tcp)://(?:[^\s/?#@\"'<>]{1,200}@)?(?:\[[0-9A-Fa-f:]+\]|"
    + _HOST
    + r")(?::[0-9]{1,5})?"
    r"(?:/(?:[A-Za-z0-9_.~-]+/)*?(?:v[0-9]+[a-z0-9]*|api|openai|anthropic|proxy))?)"
)
_PLACE = re2.compile(
    _URL
    + r"|(?P<w>(?:\*\.)?(?:[A-Za-z0-9_-]+\.)+[A-Za-z][A-Za-z0-9-]+(?::[0-9]{1,5})?|[A-Za-z0-9_.-]+:[0-9]{2,5})"
)
_LINK = re2.compile(_URL)
_TO = r"[\"'\]]{0,2}\s{0,3}(?:[:=]|is\b|was\b|是|为|到|至|->|→)?\s{0,3}[\"'`(<“「]{0,2}"
UPSTREAMS = (
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"(?i)(?:base[-_ ]?url|api[-_ ]?base|(?:api|custom)[-_ ]?(?:host|endpoint|server|url)|base[-_ ]?(?:path|uri|endpoint)|(?:azure[-_ ]?)?endpoint|upstream(?:[-_ ]?(?:base[-_ ]?url|url|host(?:name)?|addr(?:ess)?|server|endpoint))?|"
            r"proxy(?:[-_ ]?(?:url|pass|addr(?:ess)?|server|host))?|backend|origin|relay(?:[-_ ]?(?:url|host|server|to))?|forward(?:ed|ing)?(?: request)? to|proxied to|target(?:[-_ ]?url)?|"
            r"上游(?:的|渠道)?(?:接口|服务)?(?:地址|域名|服务器|网址|链接|url|节点|站点)?|代理(?:地址|服务器|url)?|中转(?:地址|站|接口|url)?|接口(?:地址|域名)|源站(?:地址)?|回源(?:地址)?|转发(?:到|至|地址)|(?:渠道|通道|上游)[^\n。/]{0,16}地址|请求地址|反代(?:地址)?|镜像(?:地址|站))"
            + _TO
        ),
        value=_PLACE,
        anchors=(
            "base",
            "endpoint",
            "upstream",
            "proxy",
            "backend",
            "origin",
            "relay",
            "forward",
            "proxied",
            "target",
            "api",
            "上游",
            "代理",
            "中转",
            "接口",
            "custom",
            "源",
            "转发",
            "地址",
            "反代",
            "镜像",
        ),
        check=judge.is_upstream,
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"(?i)(?:\[[^\]\n]{0,40}(?:upstream|backend|relay|channel)[^\]\n]{0,40}\]|\b(?:upstream|backend|relay)s?:)[ \t]*\r?\n"
            r"(?:[^\n\[]{0,80}\n){0,4}?[ \t-]*(?:url|host|server|addr(?:ess)?)[ \t]*[=:][ \t]*[\"']?"
            r"|\b(?:upstream|relay(?:ed)?|backend)[ \t](?:request|req)(?:[ \t]headers?)?:?[ \t]*\r?\n(?:[^\n]{0,80}\n){0,3}?[> \t]*host:[ \t]*"
            r"|\bsent from litellm:?\s+curl\s+-X\s+[A-Z]{3,6}[\s\\]+[\"']?"
        ),
        value=_PLACE,
        anchors=("upstream", "backend", "relay", "channel", "sent from litellm"),
        check=judge.is_upstream,
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"\b(?:Post|Get|Put|Head|Patch|Delete|Options|proxyconnect)\s+[\"'`“]|Invalid URL \([A-Z]{3,6} |\bfor url:?\s+[\"'`(]|\b[Rr]equest to\s+[\"'`]?|\b[Uu]pstream [^\n:/]{0,40}\bfrom\s+[\"'`]?"
        ),
        value=_LINK,
        anchors=(
            "post",
            "get",
            "put",
            "head",
            "patch",
            "delete",
            "options",
            "proxyconnect",
            "invalid url",
            "for url",
            "request to",
            "from",
        ),
        check=judge.is_upstream,
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"(?i)(?:dial (?:tcp|udp)[46]?:?\s+(?:lookup\s+)?|lookup\s+|ENOTFOUND\s+|EAI_AGAIN\s+|ECONNREFUSED\s+|ETIMEDOUT\s+|ECONNRESET\s+|host=[\"']|Could not resolve host(?:name)?:?\s+|Failed to connect to\s+|"
            r"(?:can ?not|unable to|failed to|couldn't|error) (?:connect|resolve|reach)(?:ing)?(?: to)?(?: host| server| upstream)?:?\s+[\"']?|connect to (?:host )?|certificate is (?:not )?valid for\s+(?:[^\s,]{1,80},\s+not\s+)?|valid for\s+[^\s,]{1,80}(?:, [^\s,]{1,80}){0,6},\s+not\s+|for host(?:name)?\s+[\"']?|hostname\s+[\"']|"
            r"connection (?:refused|reset|timed out)(?: (?:to|by|from))\s+|(?:connecting|connected) to\s+(?:upstream\s+)?|tls: handshake (?:with|to)\s+|no such host:?\s+|\bUnknownHostException:\s+|\bupstream_(?:cluster|host)[\"']?[=:]\s?[\"']?(?:in|out)bound\|[0-9]{1,5}\|[^|\s]{0,60}\||域名解析失败[:\s]*|无法解析(?:主机|域名)?[:\s]*|无法连接(?:到|至)?[:\s]*|连接(?:到|至)?上游[:\s]*)"
        ),
        value=_PLACE,
        anchors=(
            "dial",
            "lookup",
            "enotfound",
            "eai_again",
            "econn",
            "etimedout",
            "bound|",
            "host",
            "connect",
            "resolve",
            "reach",
            "certificate",
            "handshake",
            "解析",
            "连接",
        ),
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
        anchors=(
            "azure",
            "svc",
            "local",
            "internal",
            "intranet",
            "corp",
            "lan",
            "workers.dev",
            "ngrok",
            "trycloudflare",
            "amazonaws",
            "on.aws",
            "run.app",
            "aliyuncs",
            "huggingface",
            "modal",
            "hf.space",
            "railway",
            "onrender",
            "fly.dev",
        ),
        edge="word",
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="upstream",
        pattern=re2.compile(
            r"(?:https?|wss?|grpc|tcp)://(?:10\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}|192\.168\.[0-9]{1,3}\.[0-9]{1,3}|172\.(?:1[6-9]|2[0-9]|3[01])\.[0-9]{1,3}\.[0-9]{1,3}|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.[0-9]{1,3}\.[0-9]{1,3})(?::[0-9]{1,5})?"
        ),
        anchors=("://",),
    ),
    Detector(
        kind=Kind.UPSTREAM,
        reason="account",
        pattern=re2.compile(
            r"\borg-[A-Za-z0-9]{16,40}\b|\bproj_[A-Za-z0-9]{16,40}\b|projects/(?P<v>[a-z][a-z0-9-]{4,40})/|arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(?P<w>[0-9]{12}):|(?i)subscriptions/(?P<u>[0-9a-f-]{36})"
            r"|\bwrkspc_[A-Za-z0-9]{16,40}\b|(?i)\borgani[sz]ation[\"']?\s?[:=]\s?[\"']?(?P<b>(?:user|org)-[a-z0-9]{16,40})\b|<(?P<x>ak-[A-Za-z0-9]{12,40})>|projects/(?P<y>[0-9]{6,20})\b|(?i)\bproject(?:[-_ ]?number)?[\"']?[:= ]{1,3}[\"'#]?(?P<z>[0-9]{10,14})\b"
            r"|(?i)\baccount(?:[-_ ]?(?:id|number))?[\"']?[:= ]{1,3}[\"']?(?P<a>[0-9]{10,14})\b"
            r"|(?i)\borgani[sz]ation(?:[-_ ]?(?:id|uuid))?[\"']?\s{0,2}(?:[:=]|\bis\b)?\s{0,2}[\"'(]?(?P<o>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b"
        ),
        anchors=("org", "proj", "account", "arn:", "subscriptions/", "wrkspc_", "<ak-"),
        check=judge.is_account_of_ours,
    ),
)

_NAME = (
    r"[A-Za-z0-9\x{4e00}-\x{9fff}_](?:[A-Za-z0-9\x{4e00}-\x{9fff}_.@/+·|-]*[A-Za-z0-9\x{4e00}-\x{9fff}_)])?"
)
CHANNELS = (
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:渠道|通道|线路|号池|频道|供应商|上游(?:渠道|通道|账号)|部署)(?:名称|名字|名|标识|别名|分组)?(?:是|为|叫)?[\"']?\s{0,2}[:=]?\s{0,2}[「『“\"'\[【<`‘]{1,2}\s?"
        ),
        value=re2.compile(r"(?P<v>[^「」『』“”\"'\[\]【】<>`‘’\n]{1,60})[」』”\"'\]】>`’]"),
        anchors=("渠道", "通道", "线路", "号池", "频道", "供应商", "部署"),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)\b(?:(?:upstream|provider)[ _-])?(?:channel|deployment|supplier|vendor|key[ _]pool|upstream|relay)(?:[ _-]?(?:name|id))?\s[\"“「]"
        ),
        value=re2.compile(r"(?P<v>[A-Za-z0-9\x{4e00}-\x{9fff}][^「」“”\"\n]{1,60})[」”\"]"),
        anchors=("channel", "deployment", "supplier", "vendor", "pool", "upstream", "relay"),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:(?:渠道|通道|线路|号池|供应商|上游账号)(?:名称|名字|名|标识|别名)?(?:\s{0,2}(?:[:=|]|是|为|叫|名为|走的是)\s{0,2}){1,2})+"
        ),
        value=re2.compile(r"(?P<v>" + _NAME + r")"),
        anchors=("渠道", "通道", "线路", "号池", "供应商", "上游账号"),
        check=judge.is_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:渠道|通道|线路|号池|路由到|切换到|切到|转到|节点|\bchannel|\bdeployment|\bupstream:?|\bpool|\brouted to|\bfell back to|\bfallback to)\s{0,2}[(`]?"
        ),
        value=re2.compile(r"(?P<v>[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+)"),
        anchors=(
            "渠道",
            "通道",
            "线路",
            "号池",
            "到",
            "节点",
            "channel",
            "deployment",
            "upstream",
            "pool",
            "routed",
            "back to",
        ),
        check=judge.is_bare_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:\bchannel(?:\s?\(?(?:id:?\s?)?#[0-9]{1,6}, name)?|\bch|\buse_channel|\bupstream[-_ ]?(?:channel|account|name|provider)|\bdeployment|\bprovider[-_ ]?(?:account|channel)|\broute|\bpool|\bnode|\bcredential|\bkey[-_ ]?pool|\bvendor|\bsupplier|\brelay)"
            r"(?:[-_. ]?(?:name|alias|tag|label|title|id)|name)?[\"']?\s{0,2}(?:[:=]|is\b|was\b|named\b|called\b)\s{0,2}[\"'“`\[(]{0,2}"
        ),
        value=re2.compile(r"(?P<v>[A-Za-z0-9\x{4e00}-\x{9fff}_][^\s,;\"'“”`<>(){}\[\]|]*)"),
        anchors=(
            "ch",
            "upstream",
            "deployment",
            "provider",
            "route",
            "pool",
            "node",
            "credential",
            "vendor",
            "supplier",
            "relay",
        ),
        check=judge.is_english_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?:^|[^A-Za-z0-9_./-])(?P<v>[a-z][A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*[-_][0-9]{1,3})`?\s{0,2}(?:渠道|通道|号池|线路)"
        ),
        anchors=("渠道", "通道", "号池", "线路"),
        check=judge.is_bare_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(r"(?i)\"channel(?:_?info)?\"\s?:\s?\{[^{}\n]{0,160}?\"name\"\s?:\s?\""),
        value=re2.compile(r"(?P<v>[^\"\n]{1,80})\""),
        anchors=('"channel',),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="supplier",
        pattern=re2.compile(
            r"(?:(?:上游|下家|上家|货源|供货商|供货方|供应商|供应方|中转商|代理商|号商|渠道商|服务商)(?:供应商|服务商|那边|方面|现在|目前|今天|其实|实际|暂时|都|还){0,2}(?:是|叫|名为|为|找的是|用的是|走的是|换成|换到|切到|改用|[:=])+|"
            r"(?:走的是|用的是|接的是|转发给|转给了?|买的是)(?:上游|供应商|渠道|中转)的?)+\s{0,2}[「『“\"'【<]?\s?"
        ),
        value=re2.compile(r"(?P<v>" + _NAME + r")"),
        anchors=("上", "下家", "货源", "供", "商", "渠道", "中转"),
        check=judge.is_supplier,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="supplier",
        pattern=re2.compile(r"(?:供应商|供货商|上家|号商|渠道商|中转商)\s{0,2}(?:是|叫|[:=])?\s{0,2}"),
        value=re2.compile(
            r"(?P<v>[\x{4e00}-\x{9fff}A-Za-z0-9]{2,12}?(?:云|科技|网络|数据|智能|代理|中转|平台|集团|有限公司|公司|站|API|AI|Hub|hub|api|ai))(?:$|[^\x{4e00}-\x{9fff}A-Za-z0-9]|[的在那说已今昨给也都返报把挂又正]|未|没|不|上游)"
        ),
        anchors=("供", "上家", "商"),
        check=judge.is_supplier,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(r"(?:渠道|通道|线路|号池|供应商|切换到|切到|转到|路由到)\s"),
        value=re2.compile(
            r"(?P<v>[\x{4e00}-\x{9fff}][\x{4e00}-\x{9fff}A-Za-z0-9]{1,20}(?:[-_#][A-Za-z0-9]+)+)"
        ),
        anchors=("渠道", "通道", "线路", "号池", "供应商", "到"),
        check=judge.is_channel,
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
        pattern=re2.compile(
            r"(?i)(?:渠道|通道|线路|\bchannel)(?:[-_ ]?(?:id|编号|号|no\.?))?\s?[:=#]{0,2}\s?#?[0-9]{1,6}\s?[(「『\[<-]{1,2}\s?"
        ),
        value=re2.compile(
            r"(?P<v>[^\s()「」『』\[\]<>,;:\"'][^()「」『』\[\]<>\n,;:\"']{1,60}?)\s?[)」』\]>,;:\n]"
        ),
        anchors=("渠道", "通道", "线路", "channel"),
        check=judge.is_quoted_channel,
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)(?:渠道|通道|线路|channels?|(?:重试|retry|retries)\s?:)[\"']?\s{0,2}[:=]?\s{0,2}[\"']?(?P<v>#?[0-9]{1,6}(?:\s?(?:->|=>|→)\s?#?[0-9]{1,6})+)\b"
        ),
        anchors=("->", "=>", "→"),
    ),
    Detector(
        kind=Kind.CHANNEL,
        reason="channel",
        pattern=re2.compile(
            r"(?i)\"?(?:use_channel|channel_ids?|channels?)\"?\s*[:=]\s*\[(?P<v>[^\[\]\n]{1,})\]"
        ),
        anchors=("channel",),
    ),
)

ROUTING: tuple[Detector, ...] = (*UPSTREAMS, *CHANNELS)
