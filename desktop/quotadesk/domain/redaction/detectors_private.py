"""List the numbers and addresses that identify a person: machines, e-mail, phone, documents, cards."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction import private_values as judge
from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind

_SEP = r"[\"'*]{0,2}\s{0,3}[:=#]?\s{0,3}[\"'*(\[「“]{0,2}"

_DIGITS = tuple("1234567890")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

MACHINES = (
    Detector(
        kind=Kind.IP,
        reason="address",
        pattern=re2.compile(r"(?:\b|_)(?P<v>(?:[0-9]{1,3}\.){3}[0-9]{1,3})(?:\b|_)"),
        anchors=(".",),
        check=judge.is_address,
    ),
    Detector(
        kind=Kind.IP,
        reason="address",
        pattern=re2.compile(
            r"(?i)\b(?:ip|ec2|host|server|node|client|user|vm|dyn|static)[-_](?P<v>(?:[0-9]{1,3}-){3}[0-9]{1,3})\b"
            r"|\b(?P<w>(?:[0-9]{1,3}-){3}[0-9]{1,3})\.[a-z]"
        ),
        anchors=("-",),
        check=judge.is_dashed_address,
    ),
    Detector(
        kind=Kind.IP,
        reason="address",
        pattern=re2.compile(
            r"(?:[0-9A-Fa-f]{1,4}:){1,7}(?::[0-9A-Fa-f]{1,4}){1,6}|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}"
            r"|(?:[0-9A-Fa-f]{1,4}:){2,7}:|(?:[0-9A-Fa-f]{1,4}:){6}(?:[0-9]{1,3}\.){3}[0-9]{1,3}|::(?i:ffff:)?(?:[0-9]{1,3}\.){3}[0-9]{1,3}"
        ),
        anchors=(":",),
        check=judge.is_address,
    ),
    Detector(
        kind=Kind.MAC,
        reason="address",
        pattern=re2.compile(
            r"\b(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5})\b"
        ),
        anchors=(":", "-"),
        edge="word",
    ),
)

CONTACTS = (
    Detector(
        kind=Kind.EMAIL,
        reason="mail",
        pattern=re2.compile(
            r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
        ),
        anchors=("@",),
        check=judge.is_mail,
    ),
    Detector(
        kind=Kind.EMAIL,
        reason="mail",
        pattern=re2.compile(
            r"(?i)[A-Za-z0-9][A-Za-z0-9._%+-]{0,63} ?(?:[\[({<] ?(?:at|@) ?[\])}>]| (?:at|@) |#at#|艾特|＠) ?"
            r"[A-Za-z0-9-]{1,63}(?: ?(?:\.|[\[({<] ?(?:dot|\.) ?[\])}>]| dot ) ?[A-Za-z0-9-]{1,63}){0,3}"
            r" ?(?:\.|[\[({<] ?(?:dot|\.) ?[\])}>]| dot ) ?(?:com|cn|net|org|io|ai|dev|co|me|xyz|top|info|edu|gov|hk|tw|jp|uk|de|fr|example)\b"
        ),
        anchors=("at", "@", "艾特"),
        check=judge.is_spoken_mail,
    ),
    Detector(
        kind=Kind.PHONE,
        reason="phone",
        pattern=re2.compile(
            r"(?:\(?(?:\+|00)?86\)?[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}[ -]?[0-9]{4}|[ -]?[0-9]{3}[ -]?[0-9]{5})"
        ),
        anchors=("1",),
        check=judge.is_phone,
    ),
    Detector(
        kind=Kind.PHONE,
        reason="phone",
        pattern=re2.compile(
            r"\(?(?:\+86[ -]?)?0(?:10|2[0-9]|[3-9][0-9]{2})(?:\)[ -]?|[ -])[2-9][0-9]{2,3}[ -]?[0-9]{4}(?:\s?(?:-|转|ext\.?)\s?[0-9]{1,6})?"
        ),
        anchors=("0",),
        check=judge.is_phone,
    ),
    Detector(
        kind=Kind.EMAIL,
        reason="mail",
        pattern=re2.compile(
            r"(?P<v>[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}[#*$&!~][A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})\s?[(\[]?\s?,?\s?"
            r"(?:请?[把将]\s?[\"'“]?[#*$&!~][\"'”]?\s?(?:换成|改成|改为|替换成|替换为|当成|当作)|(?i:replace|change|swap)\s[\"']?[#*$&!~][\"']?\s(?:with|to|for|by))\s?[\"'“]?@"
        ),
        anchors=("@",),
    ),
    Detector(
        kind=Kind.PHONE,
        reason="phone",
        pattern=re2.compile(r"\+[1-9](?:[ .()-]{0,2}[0-9]){8,14}"),
        anchors=("+",),
        check=judge.is_foreign_phone,
    ),
    Detector(
        kind=Kind.PHONE,
        reason="phone",
        pattern=re2.compile(
            r"\([0-9]{3}\) ?[0-9]{3}-[0-9]{4}|\b[2-9][0-9]{2}[-.][2-9][0-9]{2}[-.][0-9]{4}\b|\b[48]00-[0-9]{3,4}-[0-9]{3,4}\b"
        ),
        anchors=("-", "."),
        check=judge.is_phone,
    ),
    Detector(
        kind=Kind.PHONE,
        reason="phone",
        pattern=re2.compile(
            r"(?i)(?:电话|電話|手机|手機|座机|热线|联系方式|联系号码|回拨|传真|手机号码|\btel(?:ephone)?\b|\bphone(?:[ _-]?(?:number|num|no\.?))?\b|\bmobile(?:[ _-]?(?:number|phone|no\.?))?\b|\bcell\b|\bwhatsapp\b|\bfax\b|call me at|reach me at)"
            r"(?:号码?|是|为)?[\"']?\s{0,2}[:=]?\s{0,2}[\"'(]?"
        ),
        value=re2.compile(r"(?P<v>\+?[0-9(](?:[ .()-]{0,2}[0-9]){6,14})"),
        anchors=(
            "电话",
            "電話",
            "手机",
            "手機",
            "座机",
            "热线",
            "联系",
            "回拨",
            "传真",
            "tel",
            "phone",
            "mobile",
            "cell",
            "whatsapp",
            "fax",
            "me at",
        ),
        check=judge.is_cued_phone,
    ),
)

DOCUMENTS = (
    Detector(
        kind=Kind.ID_NUMBER,
        reason="checksum",
        pattern=re2.compile(
            r"[1-9][0-9]{5}[ -]?(?:18|19|20)[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{2}[ -]?[0-9]{3}[0-9Xx]"
        ),
        anchors=_DIGITS,
        check=judge.is_resident,
        edge="word",
    ),
    Detector(
        kind=Kind.ID_NUMBER,
        reason="checksum",
        pattern=re2.compile(r"\b[159AYN][1239][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}\b"),
        anchors=_DIGITS,
        check=judge.is_credit,
        edge="word",
    ),
    Detector(
        kind=Kind.ID_NUMBER,
        reason="document",
        pattern=re2.compile(
            r"(?i)(?:身份证|身分证|身分證|证件|護照|护照|通行证|回乡证|台胞证|军官证|士兵证|居留证?|居住证|驾驶证|驾照|社保|社会保障|医保|纳税人识别|税务登记|税号|"
            r"信用代码|组织机构代码|营业执照|执照|注册号|passport|social security|\bssn\b|tax(?:payer)? id|national id|id card|identity card|"
            r"driver'?s? licen[cs]e|driving licen[cs]e|hkid|nric)"
            r"(?:号码?|编号|号|number|no\.?|num|id|是|为|is|\s){0,4}[\"']?\s{0,3}[:=]?\s{0,3}[\"'#(\[「“]?"
        ),
        value=re2.compile(
            r"(?P<v>[A-Za-z0-9][A-Za-z0-9()-]{0,24}(?: [A-Za-z()-]{0,3}[0-9][A-Za-z0-9()-]{0,19}){0,5})(?:$|[^A-Za-z0-9])|(?P<w>[A-Za-z0-9][A-Za-z0-9()-]{5,24})"
        ),
        anchors=(
            "证",
            "證",
            "護照",
            "护照",
            "驾",
            "社保",
            "社会",
            "医保",
            "税",
            "代码",
            "执照",
            "注册号",
            "居留",
            "passport",
            "social",
            "ssn",
            "tax",
            "national",
            "card",
            "licen",
            "hkid",
            "nric",
        ),
        check=judge.is_cued_id,
    ),
    Detector(
        kind=Kind.ID_NUMBER,
        reason="checksum",
        pattern=re2.compile(r"\b[A-Z]{1,2}[0-9]{6}\([0-9A]\)"),
        anchors=("(",),
        check=judge.is_hong_kong,
    ),
    Detector(
        kind=Kind.ID_NUMBER,
        reason="document",
        pattern=re2.compile(r"\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b"),
        anchors=("-",),
        check=judge.is_social_security,
    ),
    Detector(
        kind=Kind.ID_NUMBER,
        reason="document",
        pattern=re2.compile(
            r"[军士文海空警武兵政后装沈北兰济南广成][字职官证]{1,2}第\s?(?P<v>[0-9]{5,12})\s?号?"
        ),
        anchors=("第",),
    ),
    Detector(
        kind=Kind.ID_NUMBER,
        reason="plate",
        pattern=re2.compile(
            r"[" + _PROVINCES + r"][A-HJ-NP-Z][ ·.-]?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]"
        ),
        anchors=tuple(_PROVINCES),
        edge="word",
    ),
    Detector(
        kind=Kind.CARD,
        reason="checksum",
        pattern=re2.compile(r"[1-9](?:[ -]?[0-9]){11,18}"),
        anchors=_DIGITS,
        check=judge.is_payment_card,
        edge="word",
        weak=True,
    ),
    Detector(
        kind=Kind.CARD,
        reason="checksum",
        pattern=re2.compile(
            r"\b(?:[2-6][0-9]{3}(?: [0-9]{4}){3}|[2-6][0-9]{3}(?:-[0-9]{4}){3}|3[47][0-9]{2}[ -][0-9]{6}[ -][0-9]{5})\b"
        ),
        anchors=(" ", "-"),
        check=judge.is_payment_card,
        edge="word",
        weak=True,
    ),
    Detector(
        kind=Kind.CARD,
        reason="checksum",
        pattern=re2.compile(r"\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"),
        anchors=_DIGITS,
        check=judge.is_account,
    ),
    Detector(
        kind=Kind.CARD,
        reason="document",
        pattern=re2.compile(
            r"(?i)(?:银行(?:账|帐)[号户]|(?:收款|对公|支付宝|开户)(?:账|帐)[号户]|bank account(?: (?:number|no\.?))?|account (?:number|no\.?)|iban|routing number)"
            + _SEP
        ),
        value=re2.compile(r"(?P<v>[A-Z]{0,2}[0-9](?:[ -]?[0-9A-Z]){5,32})"),
        anchors=("账", "帐", "account", "iban", "routing"),
    ),
)

PRIVATE: tuple[Detector, ...] = (*MACHINES, *CONTACTS, *DOCUMENTS)
