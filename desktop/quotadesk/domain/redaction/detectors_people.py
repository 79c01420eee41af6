"""List what names a person: messenger ids, names behind words that ask for one, postal addresses."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction import private_values as judge
from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind
from quotadesk.domain.redaction.surnames import DOUBLE, SINGLE

_HAN = r"[\x{4e00}-\x{9fff}]"

MESSENGERS = (
    Detector(
        kind=Kind.SOCIAL_ID,
        reason="messenger",
        pattern=re2.compile(
            r"\bwxid_[A-Za-z0-9]{6,32}|\bgh_[0-9a-f]{12}\b|\b[0-9]{5,20}@chatroom\b|\bou_[0-9a-f]{20,40}\b|\bo[A-Za-z0-9_-]{5}[A-Za-z0-9_-]*uin_[0-9]+"
        ),
        anchors=("wxid_", "gh_", "chatroom", "ou_"),
    ),
    Detector(
        kind=Kind.SOCIAL_ID,
        reason="messenger",
        pattern=re2.compile(
            r"(?i)(?:\bqq|扣扣|企鹅|\bq群|qq群|\bq)(?:\s?(?:号码?|群号?|群聊|账号|帐号|number|id|group))?(?:\s{0,2}(?:[:=(#]|是|为|is)\s{0,2}|\s{0,2})[\"']?"
        ),
        value=re2.compile(r"(?P<v>[1-9][0-9]{4,10})(?:[^0-9A-Za-z.%]|\.[^0-9]|$)"),
        anchors=("q", "扣扣", "企鹅"),
        check=judge.is_messenger_number,
    ),
    Detector(
        kind=Kind.SOCIAL_ID,
        reason="messenger",
        pattern=re2.compile(
            r"(?i)(?:加我?\s?v|微信号?|薇信|威信|微\s?信|v信|\bvx\b|\bwx\b|\bwechat(?: ?id)?\b|\bweixin\b|\bline ?id\b|\btelegram\b|\btg\b|电报|飞机|\bdiscord\b|\bskype\b|\bsignal\b|\bsnapchat\b|"
            r"\bkakao(?:talk)?\b|\binstagram\b|\bins\b|\btwitter\b|钉钉号?|飞书号?|抖音号?|小红书号?|快手号?|微博号?|企微|支付宝号?|\balipay\b|\bgithub\b|\blinkedin\b)"
            r"(?:\s?(?:账号|帐号|号码?|id|handle|username|account|user))?\s{0,2}(?:[:=(@]|是|为|is\b|\s@)?\s{0,2}[\"'@]?"
        ),
        value=re2.compile(r"(?P<v>[A-Za-z0-9][A-Za-z0-9_.:#+-]{3,40})"),
        anchors=(
            "加",
            "微",
            "薇信",
            "威信",
            "v信",
            "vx",
            "wx",
            "wechat",
            "weixin",
            "line",
            "telegram",
            "tg",
            "电报",
            "飞机",
            "discord",
            "skype",
            "signal",
            "snapchat",
            "kakao",
            "ins",
            "twitter",
            "号",
            "企微",
            "支付宝",
            "alipay",
            "github",
            "linkedin",
            "钉",
            "飞书",
            "抖音",
            "小红书",
        ),
        check=judge.is_handle,
    ),
)

HANDLES = (
    Detector(
        kind=Kind.SOCIAL_ID,
        reason="messenger",
        pattern=re2.compile(
            r"(?i)@(?P<v>[a-z][a-z0-9_]{3,31})\s?\((?:telegram|tg|twitter|x|discord|instagram|line|wechat|电报|推特|微信)\)"
        ),
        anchors=("@",),
    ),
)

PEOPLE = (
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?:联系人|联络人|实名(?:认证|信息)?|姓名|真实姓名|收件人|收货人|负责人|经办人|经办|报告人|经手人|受理人|回访人|值班|(?:提交|创建|报告|处理|申请)者|申请人|持卡人|开户名|户名|法人|法定代表人|报障人|反馈人|提单人|处理人|对接人|接口人|值班人|客户经理|"
            r"名字|本人|称呼|署名|签名|当事人|投诉人|付款人|退款人|收款人|紧急联系人|审核人|审批人|提交人|创建人|操作人|跟进人|聯絡人|聯繫人|連絡人)"
            r"(?:叫|是|为)?[\"']?\s{0,3}(?:[:=|]|是|为|叫|做)?\s{0,3}[\"'“「(\[]?"
        ),
        value=re2.compile(
            r"(?P<v>"
            + _HAN
            + r"{1,6}·"
            + _HAN
            + r"{1,8}|(?:"
            + DOUBLE
            + ")"
            + _HAN
            + r"{1,2}|"
            + _HAN
            + r"{2,3})(?:$|[^\x{4e00}-\x{9fff}]|[的在反说已于报要来和与先女提称是为将把表电手微请，])|(?P<w>"
            + _HAN
            + r"{2,3})"
        ),
        anchors=("人", "者", "经办", "值班", "实名", "名", "称呼", "客户经理"),
        check=judge.is_sure_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?:联系人|联络人|姓名|收件人|收货人|负责人|经办人|申请人|持卡人|户名|对接人|值班人|客户经理|提单人|处理人|创建人)[\"']?\s{0,3}(?:[:=|]|是|为)\s{0,3}[\"'“「]?"
        ),
        value=re2.compile(r"(?P<v>\p{Lu}[\p{L}\p{M}'’-]+(?:[ ]\p{Lu}\.)?(?:[ ]\p{Lu}[\p{L}\p{M}'’-]+){1,3})"),
        anchors=("人", "姓名", "户名", "客户经理"),
        check=judge.is_western_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?:客户名称|用户名称|客户|用户|顾客|会员|销售|客服|同事|运维|老师|管理员|代理商)\s{0,2}[:=]\s{0,2}[\"'“「]?"
        ),
        value=re2.compile(r"(?P<v>" + _HAN + r"{2,3})"),
        anchors=("客", "用户", "会员", "销售", "同事", "运维", "老师", "管理员", "代理商"),
        check=judge.is_lone_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(r"(?:客户|用户|顾客|会员|联系人)\s?[(\[「【](?P<v>" + _HAN + r"{2,3})[)\]」】]"),
        anchors=("客", "用户", "会员", "联系人"),
        check=judge.is_own_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?:我叫|名叫|我是|这边是|本人|我姓名是)(?P<v>(?:"
            + DOUBLE
            + "|"
            + SINGLE
            + ")"
            + _HAN
            + r"{1,2})(?:$|[^\x{4e00}-\x{9fff}A-Za-z0-9])"
        ),
        anchors=("叫", "是", "本人"),
        check=judge.is_own_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(r"(?P<v>(?:" + DOUBLE + "|" + SINGLE + ")" + _HAN + r"{0,2}?)(?:先生|女士|小姐)"),
        anchors=("先生", "女士", "小姐"),
        check=judge.is_titled_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?:客户|用户|顾客|联系人|同事|客服|负责人|申请人)(?P<v>(?:"
            + DOUBLE
            + "|"
            + SINGLE
            + ")"
            + _HAN
            + r"{1,2}?)(?:来电|反馈|反映|称|表示|说|投诉|咨询|询问|要求|提出|报障|来信|提交|申请)"
        ),
        anchors=("客", "用户", "联系人", "同事", "负责人", "申请人"),
        check=judge.is_sure_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?i)(?:(?:customer|client|contact|full|first|last|given|family|real|display|legal|account ?holder|user|owner|billing|card ?holder|sender|recipient|employee|member|"
            r"reporter|requester|applicant|agent|assignee|patient|payee|beneficiary|emergency contact|submitter)(?:'s)?[ _-]?(?:name|person|full name)|contact|attn|"
            r"name|owner|customer|client|user|card ?holder|account ?holder|payee|beneficiary|requester|reporter|assignee|caller|recipient)"
            r"[\"']?(?:\s{0,2}(?:[:=]|is\b|\bby\b)|\s-)\s{0,2}[\"'“]?"
            r"|(?i)\b(?:reported|submitted|opened|requested|raised|assigned|escalated|signed|written|sent|filed|handled|approved)[ _](?:by|to)[\"']?\s{0,2}[:=]\s{0,2}[\"'“]?"
            r"|(?i)\b(?:reported|submitted|opened|raised|filed|requested|approved|handled|assigned|escalated|handed over|spoke|talked) (?:by|to|with)\s|(?i)\bcc:\s"
        ),
        value=re2.compile(
            r"(?P<v>\p{Lu}[\p{L}\p{M}'’-]+(?:[ ]\p{Lu}\.)?(?:[ ](?:van|von|de|der|den|del|da|di|bin|ibn|al|la|le|dos|el|ter))*(?:[ ]\p{Lu}[\p{L}\p{M}'’-]+){1,3})"
        ),
        anchors=(
            "name",
            "owner",
            "customer",
            "client",
            "user",
            "contact",
            "attn",
            "by",
            " to",
            " with",
            "cc:",
            "holder",
            "requester",
            "reporter",
            "assignee",
            "caller",
            "recipient",
        ),
        check=judge.is_western_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(r"(?i)[\"'](?:first|last|given|family|middle|sur)[-_ ]?name[\"']\s?:\s?[\"']"),
        value=re2.compile(r"(?P<v>\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}[\p{L}\p{M}'’-]+)*)[\"']"),
        anchors=("name",),
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?i)\b(?:user|real|customer|owner|contact|nick|display|full|client|holder|payee|sender|receiver|recipient|author|assignee|requester|reporter)[-_ ]?(?:name|person)?[\"']{0,2}\s{0,2}[:=]\s{0,2}[\"'“「]?"
        ),
        value=re2.compile(r"(?P<v>(?:" + DOUBLE + ")" + _HAN + "{1,2}|" + _HAN + "{2,3})"),
        anchors=(
            "name",
            "user",
            "customer",
            "owner",
            "contact",
            "client",
            "holder",
            "payee",
            "sender",
            "rec",
            "author",
            "assignee",
            "requester",
            "reporter",
        ),
        check=judge.is_lone_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?i)\"(?:nick)?name\"\s?:\s?\"(?P<v>"
            + _HAN
            + r"{2,4})\"\s?,\s?\"(?:e-?mail|phone|mobile|avatar|image|gender|id_?card)\""
        ),
        anchors=('name"',),
        check=judge.is_sure_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?:^|[:,;\n]\s{0,2})\"?(?P<v>\p{Lu}[\p{L}\p{M}'’.-]+(?:[ ]\p{Lu}[\p{L}\p{M}'’.-]*){1,3})\"?\s?<[^\s<>@]{1,64}@"
        ),
        anchors=("@",),
        check=judge.is_western_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?P<v>(?:" + DOUBLE + "|" + SINGLE + ")" + _HAN + r"{1,2})\"?\s?<[^\s<>@]{1,64}@"
        ),
        anchors=("@",),
        check=judge.is_sure_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"(?:\bDear|\bHi|\bHello|\bHey|\b[Mm]y name is|\b[Tt]his is|\b(?:[Rr]egards|[Ss]incerely|[Tt]hanks|[Cc]heers|Best|Yours),?[ \t]*\r?\n)[ \t]*"
        ),
        value=re2.compile(
            r"(?P<v>\p{Lu}[\p{L}'’-]+(?:[ ]\p{Lu}\.)?(?:[ ]\p{Lu}[\p{L}'’-]+){1,2})(?:[ ]?[,.:!;\n]|[ ](?:from|here|at|of|with)\b|$)"
        ),
        anchors=(
            "dear",
            "hi",
            "hello",
            "hey",
            "name is",
            "this is",
            "regards",
            "sincerely",
            "thanks",
            "cheers",
            "best",
            "yours",
        ),
        check=judge.is_introduced_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"\b(?:[Cc]ustomer|[Cc]lient|[Uu]ser|[Rr]eporter|[Cc]ontact|[Cc]aller|[Oo]wner)\s(?P<v>\p{Lu}[\p{L}'’-]+(?:[ ]\p{Lu}[\p{L}'’-]+){1,2})"
            r"(?:[ ](?:reports?|reported|says?|said|asks?|asked|calls|called|wrote|writes|complains?|complained|sees?|gets?|got|wants?|needs?|cannot|requested|requests|told|claims?)\b| ?[(<\[][A-Za-z0-9._%+-]+@)"
            r"|(?:^|\n|[.,;>] ?)(?P<w>\p{Lu}[\p{L}'’-]+(?:[ ]\p{Lu}[\p{L}'’-]+){1,2}) (?:wrote|writes):"
        ),
        anchors=("customer", "client", "user", "reporter", "contact", "caller", "owner", "wr"),
        check=judge.is_western_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="home",
        pattern=re2.compile(r"(?i:[a-z]:[\\/]{1,4}users[\\/]{1,4})|/(?:Users|home)/"),
        value=re2.compile(
            r"(?P<v>(?:"
            + DOUBLE
            + "|"
            + SINGLE
            + ")"
            + _HAN
            + r"{1,2}|\p{Lu}\p{Ll}[\p{L}'’-]*(?:[ .]\p{Lu}\p{Ll}[\p{L}'’-]*){1,2})(?:[\\/\"'\n]|$)"
        ),
        anchors=("users", "/home/"),
        check=judge.is_western_name,
    ),
    Detector(
        kind=Kind.PERSON,
        reason="name",
        pattern=re2.compile(
            r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?\s(?P<v>\p{Lu}[\p{L}'’-]+(?:[ ]\p{Lu}[\p{L}'’-]+){0,2})"
        ),
        anchors=("mr", "ms", "miss", "mx", "dr", "prof"),
    ),
    Detector(
        kind=Kind.ADDRESS,
        reason="postal",
        pattern=re2.compile(
            r"(?:地址|住址|收货地|寄送地|家庭住址|办公地点|送货地)(?:是|为)?\s{0,2}[:=]\s{0,2}[\"'“]?"
        ),
        value=re2.compile(
            r"(?P<v>[\x{4e00}-\x{9fff}A-Za-z0-9 ()#-]{0,24}[省市区县镇乡村路街道巷弄][\x{4e00}-\x{9fff}A-Za-z0-9 ()#-]{0,40})"
        ),
        anchors=("址", "货地", "送地", "地点"),
    ),
    Detector(
        kind=Kind.ADDRESS,
        reason="postal",
        pattern=re2.compile(
            r"(?:住址|收货地址|家庭地址|寄到|寄往|寄至|快递到|送到|家住|住在|位于)\s{0,2}[:=]?\s{0,2}"
        ),
        value=re2.compile(
            r"(?P<v>[\x{4e00}-\x{9fff}]{2,16}[省市区县镇][\x{4e00}-\x{9fff}A-Za-z0-9]{0,24}[路街道巷弄村园苑][\x{4e00}-\x{9fff}A-Za-z0-9-]{0,16}[号栋幢室楼])"
        ),
        anchors=("址", "寄", "快递", "送到", "住", "位于"),
    ),
    Detector(
        kind=Kind.ADDRESS,
        reason="postal",
        pattern=re2.compile(
            r"(?i)\b(?:address|addr|ship(?:ped|ping)? to|deliver(?:ed)? to|send (?:it |the \w+ )?to|mail(?:ed)? to|live[sd]? at|lives? in|located at|residing at|invoice to|bill(?:ed)? to)[\"']?\s{0,2}[:=]?\s{0,2}[\"'(]?"
        ),
        value=re2.compile(
            r"(?P<v>[0-9]{1,5}[A-Za-z]?(?:[ -][0-9]{1,4})? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.? )?[A-Z0-9][A-Za-z0-9'.-]*(?: [A-Z][A-Za-z'.-]*){0,3} "
            r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Way|Terrace|Ter|Parkway|Pkwy|Highway|Hwy|Circle|Cir|Row|Close|Crescent|Quay|Alley)\b\.?(?: (?:N|S|E|W|NE|NW|SE|SW)\b)?"
            r"(?:,? ?(?:#|Apt|Suite|Ste|Unit|Flat|Floor|Fl|Room|Rm|PO Box|P\.O\. Box)\.? ?[A-Za-z0-9-]{1,8})?(?:, ?[A-Z][A-Za-z'.-]{1,20}(?: [A-Z][A-Za-z'.-]{1,20}){0,3}){0,3}"
            r"(?:,? (?:[0-9]{5}(?:-[0-9]{4})?|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}))?)"
        ),
        anchors=("addr", " to", " at", " in"),
    ),
    Detector(
        kind=Kind.ADDRESS,
        reason="postal",
        pattern=re2.compile(
            r"(?i)(?:home|billing|shipping|mailing|street|postal|delivery|office) address[\"']?\s{0,2}[:=]\s{0,2}[\"']?"
        ),
        value=re2.compile(r"(?P<v>[0-9A-Z][^\n;\"'{}\x{4e00}-\x{9fff}]{6,120})"),
        anchors=("address",),
    ),
)

PERSONS: tuple[Detector, ...] = (*MESSENGERS, *HANDLES, *PEOPLE)
