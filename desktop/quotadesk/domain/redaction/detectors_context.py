"""List the words that announce a secret: names of settings, headers and fields, and what people write in prose."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind
from quotadesk.domain.redaction.secret_values import (
    is_basic,
    is_bearer,
    is_named_secret,
    is_one_time_code,
    is_paired_password,
    is_password,
    is_plain_secret,
    is_prose_key,
    is_session,
    is_short_named_key,
    is_signature,
    is_variable,
    is_voucher,
    is_written_key,
)

_SIGNS = r"=>|:=|={1,3}|:"
_ASSIGN = (
    r"[\"'\]\)*`]{0,3}[ \t]{0,3}(?:"
    + _SIGNS
    + r"|>|\|)[ \t]{0,3}(?:(?i:Bearer|Basic|Token|ApiKey|Key)[ \t]+)?[*]{0,2}"
)
_VALUE = re2.compile(
    r"\s?(?:(?:\"\"|'')(?P<t>[A-Za-z0-9][^\s\"']{3,})|\"(?P<v>[^\"\r\n]{4,})\"|'(?P<w>[^'\r\n]{4,})'|[\"'`“‘「『(<\[{]?(?P<u>[^\s\"'`<>,;(){}\[\]|“”‘’「」『』。、\x{4e00}-\x{9fff}]{4,}))"
)
_STRONG = (
    r"api[-_ ]?keys?|apikeys?|x[-_]api[-_]key|access[-_ ]?keys?(?:[-_ ]?(?:id|secret))?|secret[-_ ]?(?:access[-_ ]?)?keys?|"
    r"app[-_ ]?(?:key|secret)|client[-_ ]?secret|account[-_ ]?key|subscription[-_ ]key|master[-_ ]?key|salt[-_ ]?key|"
    r"private[-_ ]?key|auth[-_ ]?(?:key|secret)|service[-_ ]?(?:role[-_ ]?)?key|(?:en|de)cryption[-_ ]?key|signing[-_ ]?(?:key|secret)|"
    r"shared[-_ ]?(?:access[-_ ]?)?(?:key|secret)|licen[cs]e[-_ ]?key|api[-_ ]?secret|api[-_ ]?tokens?|api[-_ ]?password|"
    r"(?:access|refresh|auth|bearer|id|session|security|personal[-_ ]access|deploy|bot|proxy|admin|root|service|management|system)[-_ ]?tokens?|"
    r"(?:webhook|session|crypto|jwt|cookie|hmac|totp|mfa|otp|consumer|channel|gateway|relay|upstream|provider|verification|encoding[-_]?aes)[-_ ]?(?:secret|key)s?|"
    r"(?:openai|azure|anthropic|claude|gemini|google|groq|mistral|cohere|deepseek|dashscope|qwen|zhipu|glm|moonshot|kimi|minimax|siliconflow|"
    r"volc(?:engine)?|doubao|ark|qianfan|hunyuan|xai|openrouter|litellm|portkey|helicone|hf|ai|gitlab|github|slack|stripe)[-_ ]?(?:key|token)s?|"
    r"(?:private|job|webhook|verification|gateway|sas|user|tc)[-_]token|"
    r"(?:encrypt|aes|mch|virtual|functions?|storage|activation|recovery)[-_]key|secret[-_]key[-_]base|"
    r"token[-_ ]?hash|hashed[-_ ]?(?:token|key)|key[-_ ]?hash|hash \(token\)|key hash \(token\)|"
    r"x-amz-(?:signature|security-token|credential)|sharedaccesssignature|accountkey|sig|q-signature|x-oss-signature|private[-_]key[-_]id|"
    r"credentials?|secret[-_ ]?id|secret"
)
_AUTH = r"proxy-authorization|authorization|x-auth-token|private-token|x-goog-api-key|ocp-apim-subscription-key|mj-api-secret|x-access-token"

NAMED = Detector(
    kind=Kind.API_KEY,
    reason="named",
    pattern=re2.compile(
        r"(?i)(?:(?:[A-Za-z0-9_.-]{0,60}[_.-])?(?:" + _STRONG + "|" + _AUTH + ")" + _ASSIGN + r"\s?)+"
        r"|(?i:--(?:[a-z_-]{0,30}[-_])?(?:" + _STRONG + r"))[ \t]+"
    ),
    value=_VALUE,
    anchors=("key", "secret", "token", "credential", "sig", "authorization"),
    check=is_named_secret,
    wraps=True,
)
_FIELD = r"(?i)\b(?:name|key|header)[\"']?\s?[:=]\s?[\"']?(?:[A-Za-z0-9_.-]{0,60}[_.-])?(?:"
_ITS_VALUE = r")[\"']?\s?,?\s{0,20}[\"']?value[\"']?\s?[:=]\s?"
FIELDS = (
    Detector(
        kind=Kind.API_KEY,
        reason="named",
        pattern=re2.compile(_FIELD + _STRONG + "|" + _AUTH + _ITS_VALUE),
        value=_VALUE,
        anchors=("value",),
        check=is_named_secret,
        wraps=True,
    ),
    Detector(
        kind=Kind.API_KEY,
        reason="named",
        pattern=re2.compile(_FIELD + "key|token" + _ITS_VALUE),
        value=_VALUE,
        anchors=("value",),
        check=is_variable,
        wraps=True,
        weak=True,
    ),
    Detector(
        kind=Kind.PASSWORD,
        reason="named",
        pattern=re2.compile(_FIELD + "password|passwd|passphrase|pwd" + _ITS_VALUE),
        value=_VALUE,
        anchors=("value",),
        check=is_password,
    ),
)
"""A name and its value as two fields (`"name":"x-api-key","value":"…"`): HAR, Postman, Kubernetes and HTML forms."""
VARIABLE = Detector(
    kind=Kind.API_KEY,
    reason="named",
    pattern=re2.compile(r"\b[A-Z][A-Z0-9_]{1,60}_(?:KEY|TOKEN)S?[ \t]?[=:][ \t]?"),
    value=_VALUE,
    anchors=("_key", "_token"),
    check=is_variable,
    wraps=True,
)
"""A variable of the environment: a UUID or a digest behind it is a key, too (`ARK_KEY=…`)."""
WRITTEN = Detector(
    kind=Kind.API_KEY,
    reason="named",
    pattern=re2.compile(r"(?:密钥|秘钥|密匙|私钥|密鑰|金鑰)(?:值|串|内容|明文)?" + _ASSIGN),
    value=_VALUE,
    anchors=("钥", "密匙", "鑰"),
    check=is_written_key,
    wraps=True,
    weak=True,
)
PLAIN = Detector(
    kind=Kind.API_KEY,
    reason="named",
    pattern=re2.compile(r"(?i)(?:[A-Za-z0-9_.-]{0,60}(?:key|token|auth|hash|ak|sk)" + _ASSIGN + r"\s?)+"),
    value=_VALUE,
    anchors=("key", "token", "auth", "hash", "ak", "sk"),
    check=is_plain_secret,
    wraps=True,
    weak=True,
)
PASSWORD = Detector(
    kind=Kind.PASSWORD,
    reason="named",
    pattern=re2.compile(
        r"(?i)(?:[A-Za-z0-9_.-]{0,60}[_.-])?(?:passwords?|passwd|passphrase|passcode|pass|pwd|psw|mima|credentials)[0-9]?"
        r"(?:[-_]?hash)?[\"'\]\)*`]{0,3}[ \t]{0,3}(?:"
        + _SIGNS
        + r"|\|)[ \t]{0,3}[*]{0,2}"
        + r"|(?i)\b(?:masterauth|rootpw)[ \t]*[ =:][ \t]*|(?i)--(?:[a-z_-]{0,30}[-_])?(?:password|passwd|passphrase|pass|pwd)[ \t]+"
        + r"|(?i)\b(?:password|passwd|passphrase|passcode|pwd)(?:\s+(?:is|was|to|set to|reset to|changed to|now|changed from))+\s*:?\s*"
        + r"|(?:密码|口令|密碼|暗号|通行码|登录码|提取码|访问码)(?:[\"'”」）)]{0,2}\s*(?:=>|[:=|]|是|为|為|改为|改成|重置为|设为|设置为|换成|变更为|更新为)\s*)+|(?:密码|口令|密碼)\s"
        + r"|(?i)\b(?:password|passwd|passphrase|passcode|pwd)\s"
    ),
    value=re2.compile(
        r"\s?(?:(?:\"\"|'')(?P<t>[A-Za-z0-9][^\s\"']{3,})|\"(?P<v>[^\"\r\n]{3,})\"|'(?P<w>[^'\r\n]{3,})'|[\"'`“‘「『(<\[{]?(?P<u>[^\s\"'`“”‘’「」『』。、\x{4e00}-\x{9fff}]{3,}))"
    ),
    anchors=(
        "pass",
        "pwd",
        "psw",
        "rootpw",
        "masterauth",
        "mima",
        "密码",
        "口令",
        "密碼",
        "暗号",
        "码",
        "credentials",
    ),
    check=is_password,
)
PAIRED = Detector(
    kind=Kind.PASSWORD,
    reason="login",
    pattern=re2.compile(
        r"(?i)(?:\blog ?in(?: (?:as|with|to (?:the )?\w+ (?:as|with)))?|\bsign in(?: as| with)?|\bcredentials?|\bcreds?|\buser(?:name)?|\baccount|登录名?|登陆|账号|帐号|账户|用户名|账密|账号密码|后台)"
        r"(?:是|为|用|\s*[:=])?\s{0,2}[\"'“「(]?[A-Za-z0-9_.@+-]{2,40}(?:\s?[/|]\s?|\s?,\s?)(?:pw|pass|pwd)?[:=]?\s?"
    ),
    value=re2.compile(r"(?P<v>[^\s\"'“”‘’「」『』。、,;()（）\x{4e00}-\x{9fff}]{6,64})"),
    anchors=("log", "sign in", "cred", "user", "account", "登", "账", "帐", "用户名", "后台"),
    check=is_paired_password,
)
SHORT_NAMED = Detector(
    kind=Kind.API_KEY,
    reason="named",
    pattern=re2.compile(r"(?i)(?:^|[\s{,?&;(])[\"']?(?:k|tok|ak|sk|apk|kv|cred|auth)[\"']?\s?[:=]\s?"),
    value=_VALUE,
    anchors=("k", "cred", "auth"),
    check=is_short_named_key,
    weak=True,
)
TAGGED = Detector(
    kind=Kind.PASSWORD,
    reason="named",
    pattern=re2.compile(r"(?i)<[a-z0-9_.:-]{0,40}(?:password|passwd|passphrase|pwd)>"),
    value=re2.compile(r"(?P<v>[^<\r\n]{3,})"),
    anchors=("pass", "pwd"),
    check=is_password,
)
CODES = Detector(
    kind=Kind.PASSWORD,
    reason="code",
    pattern=re2.compile(
        r"(?i)(?:验证码|校验码|动态码|动态密码|授权码|verification code|security code|one[- ]time (?:code|password)|otp|2fa code|cvv2?|cvc|pin)"
        r"(?:\s*(?:[:=]|是|为|is)\s*)+"
    ),
    value=re2.compile(r"[\"'“「]?(?P<v>[A-Za-z0-9]{3,12})"),
    anchors=("码", "code", "otp", "cv", "pin", "password"),
    check=is_one_time_code,
)
VOUCHERS = Detector(
    kind=Kind.API_KEY,
    reason="code",
    pattern=re2.compile(
        r"(?i)(?:兑换码|激活码|卡密|充值码|礼品码|恢复码|备用码|授权码|\b(?:redemption|redeem|gift|voucher|coupon|activation|recovery|backup|device|access|authorization|auth)[-_ ]?(?:code|key)s?)"
        r"[\"'”」]{0,2}(?:\s*(?:=>|[:=>|]|是|为|is)\s*|\s)[\"'“「]?"
    ),
    value=re2.compile(r"(?P<v>[A-Za-z0-9][A-Za-z0-9_-]{11,})"),
    anchors=("码", "卡密", "code", "key"),
    check=is_voucher,
)
"""Codes that are worth money or open an account by themselves: New API's redemption codes are 32 hexadecimal digits."""

_FILLERS = (
    r"\s+(?:is|was|are|were|of|to|for|provided|pasted|used|using|value|here|below|above|sent|this|that|now|still|the|my|our|your|his|her|"
    r"their|i|we|they|he|she|use|have|got|new|old|current|which|called|named|starting with|set|changed|rotated|received|supplied|given|passed|shared|leaked|with|as|in|it|its|it's|looks like|like)\b"
    r"|\s*(?:[:=>(\[{<\"'`“‘「『【,-]|是|为|為|如下|即|改为|换成|叫|用的|填的|发的|贴的|发来|给的|在这|旧的?|新的?|原来的?|现在的?|目前的?)"
)
PROSE = Detector(
    kind=Kind.API_KEY,
    reason="prose",
    pattern=re2.compile(
        r"(?i)(?:(?:api[-_ ]?key|apikey|secret(?:[_ ]key)?|access[_ ]key|master[_ ]key|private[_ ]key(?:[_ ]id)?|key|token|credential|"
        r"密钥|秘钥|密匙|密鑰|金鑰|令牌|凭证|凭据|憑證|私钥|授权码|授权串)s?"
        r"(?:值|串|内容|信息|明文|原文|哈希|摘要|全文|完整)?(?:\s*\([^()\n]{1,24}\))?(?:"
        + _FILLERS
        + r")*\s*)+"
    ),
    value=re2.compile(r"(?P<v>[A-Za-z0-9][A-Za-z0-9_.+/=!@#$%^&*~:-]{9,})"),
    anchors=("key", "token", "secret", "credential", "密", "令牌", "凭", "憑", "私钥", "授权", "金鑰"),
    check=is_prose_key,
    wraps=True,
)
BEARER = Detector(
    kind=Kind.SESSION,
    reason="header",
    pattern=re2.compile(r"(?i)\b(?:bearer|token|apikey|negotiate)\s+[\"'“]{0,2}"),
    value=re2.compile(r"(?P<v>[A-Za-z0-9_.~+/=:-]{12,})"),
    anchors=("bearer", "token", "apikey", "negotiate"),
    check=is_bearer,
    wraps=True,
)
BASIC = Detector(
    kind=Kind.PASSWORD,
    reason="header",
    pattern=re2.compile(r"(?i)\bbasic\s+[\"']?"),
    value=re2.compile(r"(?P<v>[A-Za-z0-9+/_-]{6,}={0,2})"),
    anchors=("basic",),
    check=is_basic,
)
SESSION = Detector(
    kind=Kind.SESSION,
    reason="cookie",
    pattern=re2.compile(
        r"(?i)(?:[A-Za-z0-9_.-]{0,40}(?:session(?:[-_]?(?:id|token|key))?|sessid|sess|sid|csrf(?:[-_]?token)?|xsrf(?:[-_]token)?|"
        r"auth(?:[-_]?token)?|jwt|remember[-_]?(?:me|token)|cookie|cf_clearance|__cf_bm|acw_tc|_ga|satoken|ticket|sso|login|passport|uuid_tt|token))"
        r"[\"']?\s{0,2}(?:[=:]|\bis\b|是|为)\s{0,2}[\"'“「]{0,2}"
    ),
    value=re2.compile(r"(?P<v>[A-Za-z0-9_.%+/=|:~-]{8,})"),
    anchors=(
        "ses",
        "sid",
        "cookie",
        "csrf",
        "xsrf",
        "auth",
        "jwt",
        "remember",
        "cf_",
        "acw_tc",
        "token",
        "sso",
        "ticket",
        "login",
        "passport",
    ),
    check=is_session,
)

SIGNED = Detector(
    kind=Kind.SESSION,
    reason="signed",
    pattern=re2.compile(
        r"(?i)\b(?:[a-z0-9-]{1,40}-)?(?:signature|sign)" + _ASSIGN + r"|\bt=[0-9]{10},v[01]="
        r"|(?i)\bdigest\s[^\n]{0,400}?\bresponse=|[?&]code="
    ),
    value=_VALUE,
    anchors=("sign", ",v1=", ",v0=", "digest", "code="),
    check=is_signature,
)
"""What proves that a link or a call-back is genuine: presigned addresses of storage, signed notices of payments."""

TRIPLES = (
    Detector(
        kind=Kind.API_KEY,
        reason="named",
        pattern=re2.compile(
            r"\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|LTAI[A-Za-z0-9]{12,20}|AKID[A-Za-z0-9]{32}|AKLT[A-Za-z0-9_-]{20,60})\s?[|:,;/]\s?"
        ),
        value=re2.compile(r"(?P<v>[A-Za-z0-9+/]{28,64}={0,2})(?:$|[^A-Za-z0-9+/=])"),
        anchors=("akia", "asia", "ltai", "akid", "aklt"),
    ),
    Detector(
        kind=Kind.API_KEY,
        reason="named",
        pattern=re2.compile(r"\b[0-9a-f]{8}\|(?P<v>[A-Za-z0-9+/=]{28,64}\|[0-9a-f]{32})\b"),
        anchors=("|",),
    ),
    Detector(
        kind=Kind.API_KEY,
        reason="named",
        pattern=re2.compile(r"baidubce\.com/oauth/[^\s\"'<>]{0,200}?[?&]client_id=(?P<v>[A-Za-z0-9]{16,})"),
        anchors=("baidubce.com/oauth/",),
    ),
)
"""Keys in parts, as gateways and providers document them: `AK|SK|Region` (AWS, Volcengine), `APPID|APISecret|APIKey`
(Spark), and Qianfan, whose API key goes into an address as client_id."""

CONTEXT: tuple[Detector, ...] = (
    NAMED,
    *FIELDS,
    VARIABLE,
    SIGNED,
    *TRIPLES,
    PASSWORD,
    TAGGED,
    PAIRED,
    CODES,
    VOUCHERS,
    WRITTEN,
    PLAIN,
    SHORT_NAMED,
    PROSE,
    BEARER,
    BASIC,
    SESSION,
)
