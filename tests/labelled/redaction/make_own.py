"""Write own.jsonl: synthetic texts in documented formats, a second check beside dev.jsonl (same fields).

    python make_own.py > own.jsonl

Every value is random (fixed seed) but true to the format that its provider documents. `⟦fmt⟧` in a template becomes a
labelled value, `⟪…⟫` is evidence that must survive. Secrets are written once plainly and once in some disguise.
"""

from __future__ import annotations

import base64
import html
import json
import random
import string
from collections.abc import Callable
from pathlib import Path

RANDOM = random.Random(20261123)
ALNUM = string.ascii_letters + string.digits
WORD = ALNUM + "_-"
HEX = "0123456789abcdef"
UPPER = string.ascii_uppercase + "234567"
LOWER = string.ascii_lowercase + string.digits


def some(chars: str, count: int) -> str:
    """Random characters, of which at least one is a digit and one a letter where that is possible."""
    mixed = any(c.isdigit() for c in chars) and any(c.isalpha() for c in chars) and count > 7
    while True:
        run = "".join(RANDOM.choice(chars) for _ in range(count))
        if not mixed or (any(c.isdigit() for c in run) and any(c.isalpha() for c in run)):
            return run


def uuid() -> str:
    """A random UUID."""
    run = some(HEX, 32)
    return f"{run[:8]}-{run[8:12]}-4{run[13:16]}-a{run[17:20]}-{run[20:]}"


def resident_id() -> str:
    """A resident id with a right check character."""
    body = f"{RANDOM.choice(['110108', '440305', '510104', '330106'])}{RANDOM.randint(1962, 2004)}{RANDOM.randint(1, 12):02}{RANDOM.randint(1, 28):02}{some('0123456789', 3)}"
    total = sum(
        int(d) * w for d, w in zip(body, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    return body + "10X98765432"[total % 11]


def credit_code() -> str:
    """A unified social credit code with a right check character."""
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = "91440300" + "".join(RANDOM.choice(signs) for _ in range(9))
    weights = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
    total = sum(signs.index(c) * w for c, w in zip(body, weights, strict=True))
    return body + signs[(31 - total % 31) % 31]


def luhn(head: str, length: int) -> str:
    """A card number that begins with `head`."""
    body = head + some("0123456789", length - len(head) - 1)
    total = sum(d if i % 2 else d * 2 - 9 * (d > 4) for i, d in enumerate(int(c) for c in reversed(body)))
    return body + str(-total % 10)


def jwt() -> str:
    """A signed session of three parts."""
    part = lambda value: base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")  # noqa: E731
    return f"{part({'alg': 'RS256', 'kid': some(HEX, 8)})}.{part({'sub': some(HEX, 10), 'exp': 1790000000})}.{some(WORD, 86)}"


def pem(kind: str, lines: int) -> str:
    """A private key in armour."""
    body = "\n".join(some(ALNUM + "+/", 64) for _ in range(lines))
    return f"-----BEGIN {kind}PRIVATE KEY-----\n{body}\n-----END {kind}PRIVATE KEY-----"


Make = Callable[[], str]
FORMATS: dict[str, tuple[str, Make]] = {
    "xai": ("API_KEY", lambda: "xai-" + some(ALNUM, 80)),
    "perplexity": ("API_KEY", lambda: "pplx-" + some(ALNUM, 48)),
    "nvidia": ("API_KEY", lambda: "nvapi-" + some(WORD, 63) + "Q"),
    "replicate": ("API_KEY", lambda: "r8_" + some(ALNUM, 37)),
    "cerebras": ("API_KEY", lambda: "csk-" + some(string.ascii_lowercase + string.digits, 48)),
    "tavily": ("API_KEY", lambda: "tvly-dev-" + some(ALNUM, 32)),
    "jina": ("API_KEY", lambda: "jina_" + some(ALNUM, 32) + some(WORD, 27) + "a"),
    "zhipu": ("API_KEY", lambda: some(HEX, 32) + "." + some(ALNUM, 16)),
    "dify": ("API_KEY", lambda: "app-" + some(ALNUM, 24)),
    "coze": ("API_KEY", lambda: "pat_" + some(ALNUM, 64)),
    "bedrock": ("API_KEY", lambda: "ABSK" + base64.b64encode(some(ALNUM, 92).encode()).decode()),
    "qianfan": ("API_KEY", lambda: f"bce-v3/ALTAK-{some(ALNUM, 21)}/{some(HEX, 40)}"),
    "langfuse": ("API_KEY", lambda: "sk-lf-" + uuid()),
    "langsmith": ("API_KEY", lambda: f"lsv2_pt_{some(HEX, 32)}_{some(HEX, 10)}"),
    "svcacct": ("API_KEY", lambda: f"sk-svcacct-{some(WORD, 74)}T3BlbkFJ{some(WORD, 73)}9"),
    "dashscope": ("API_KEY", lambda: "sk-" + some(HEX, 32)),
    "siliconflow": ("API_KEY", lambda: "sk-" + some(string.ascii_lowercase, 48)),
    "ark": ("API_KEY_CTX", uuid),
    "together": ("API_KEY_CTX", lambda: some(HEX, 64)),
    "cohere": ("API_KEY_CTX", lambda: some(ALNUM, 40)),
    "key_hash": ("API_KEY_CTX", lambda: some(HEX, 64)),
    "qcloud_secret": ("API_KEY_CTX", lambda: some(ALNUM, 32)),
    "azure_new": ("API_KEY", lambda: some(ALNUM, 52) + "JQQJ99BCACYeBjFXJ3w3AAABACOG" + some(ALNUM, 4)),
    "master": (
        "API_KEY_CTX",
        lambda: RANDOM.choice(["Harbor", "Quartz", "Maple"]) + "_" + some(ALNUM, 9) + "#1",
    ),
    "aliyun": ("CLOUD_KEY", lambda: "LTAI5t" + some(ALNUM, 18)),
    "qcloud": ("CLOUD_KEY", lambda: "AKID" + some(ALNUM, 32)),
    "sts": ("CLOUD_KEY", lambda: "ASIA" + some(UPPER, 16)),
    "gitlab": ("CLOUD_KEY", lambda: "glpat-" + some(WORD, 19) + "x"),
    "github_fine": ("CLOUD_KEY", lambda: "github_pat_" + some(ALNUM, 22) + "_" + some(ALNUM, 59)),
    "npm": ("CLOUD_KEY", lambda: "npm_" + some(ALNUM, 36)),
    "slack": ("CLOUD_KEY", lambda: f"xoxb-{some('123456789', 12)}-{some('123456789', 12)}-{some(ALNUM, 24)}"),
    "telegram": ("CLOUD_KEY", lambda: f"{some('123456789', 10)}:AA{some(WORD, 32)}k"),
    "stripe": ("CLOUD_KEY", lambda: "sk_live_" + some(ALNUM, 24)),
    "sendgrid": ("CLOUD_KEY", lambda: f"SG.{some(ALNUM, 22)}.{some(ALNUM, 43)}"),
    "oauth": ("CLOUD_KEY", lambda: "ya29." + some(WORD, 120)),
    "databricks": ("CLOUD_KEY", lambda: "dapi" + some(HEX, 32)),
    "supabase": ("CLOUD_KEY", lambda: "sbp_" + some(HEX, 40)),
    "jwt": ("TOKEN", jwt),
    "opaque": ("TOKEN", lambda: some(WORD, 42) + "7"),
    "cookie": ("TOKEN", lambda: "MTc5" + some(WORD, 60) + "z"),
    "password": (
        "PASSWORD",
        lambda: (
            RANDOM.choice(["Lantern", "Copper", "Yunnan"])
            + some(ALNUM, 5)
            + RANDOM.choice("!@#$")
            + some("0123456789", 2)
        ),
    ),
    "login": ("PASSWORD", lambda: some(ALNUM, 12) + "9a"),
    "openssh": ("PEM", lambda: pem("OPENSSH ", 6)),
    "pkcs8": ("PEM", lambda: pem("", 8)),
    "feishu": ("WEBHOOK", lambda: "https://open.feishu.cn/open-apis/bot/v2/hook/" + uuid()),
    "dingtalk": ("WEBHOOK", lambda: "https://oapi.dingtalk.com/robot/send?access_token=" + some(HEX, 64)),
    "wecom": ("WEBHOOK", lambda: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + uuid()),
    "discord": (
        "WEBHOOK",
        lambda: f"https://discord.com/api/webhooks/{some('123456789', 19)}/{some(WORD, 67)}a",
    ),
    "teams": (
        "WEBHOOK",
        lambda: (
            f"https://contoso.webhook.office.com/webhookb2/{uuid()}@{uuid()}/IncomingWebhook/{some(HEX, 32)}/{uuid()}"
        ),
    ),
    "mail": (
        "EMAIL",
        lambda: (
            f"{RANDOM.choice(['m.sato', 'wang_lei', 'info+ai', 'k-novak'])}{some('0123456789', 2)}@{RANDOM.choice(['gmail.com', 'foxmail.com', 'sina.com.cn', 'mail.startup.io'])}"
        ),
    ),
    "mobile": ("PHONE", lambda: "1" + RANDOM.choice(["35", "77", "92", "86"]) + some("0123456789", 8)),
    "landline": ("PHONE", lambda: f"0755-8{some('0123456789', 7)}"),
    "us_phone": ("PHONE", lambda: f"+1 (415) 55{some('23456789', 1)}-{some('0123456789', 4)}"),
    "resident": ("ID_NUMBER", resident_id),
    "credit_code": ("ID_NUMBER", credit_code),
    "passport": ("ID_NUMBER", lambda: "EJ" + some("0123456789", 7)),
    "unionpay": ("CARD", lambda: luhn("622848", 19)),
    "mastercard": ("CARD", lambda: luhn("5425", 16)),
    "amex": ("CARD", lambda: luhn("3782", 15)),
    "ipv4": (
        "IP",
        lambda: (
            f"{RANDOM.randint(20, 220)}.{RANDOM.randint(1, 254)}.{RANDOM.randint(1, 254)}.{RANDOM.randint(2, 254)}"
        ),
    ),
    "ipv6": ("IP", lambda: f"240e:3b{some(HEX, 1)}:{some(HEX, 3)}a::{some(HEX, 3)}f:1"),
    "qq": ("SOCIAL_ID", lambda: "3" + some("0123456789", 8)),
    "wechat": ("SOCIAL_ID", lambda: "lin_" + some(string.ascii_lowercase, 5) + "88"),
    "tg": ("SOCIAL_ID", lambda: "ops_" + some(string.ascii_lowercase, 5) + "9"),
    "name_zh": (
        "PERSON",
        lambda: RANDOM.choice("赵钱孙周吴郑") + RANDOM.choice(["明远", "思琪", "浩", "子轩"]),
    ),
    "name_en": (
        "PERSON",
        lambda: RANDOM.choice(["Marta Kowalczyk", "Liam O'Connor", "Aisha Rahman", "Jean-Luc Moreau"]),
    ),
    "money": ("BALANCE", lambda: f"{RANDOM.randint(3, 9000)}.{some('123456789', 2)}"),
    "quota": ("BALANCE", lambda: some("123456789", 7)),
    "channel": (
        "ROUTING",
        lambda: (
            RANDOM.choice(["gcp", "azure", "aws", "vol"])
            + "-"
            + RANDOM.choice(["sg", "us", "hk"])
            + "-"
            + RANDOM.choice(["tier", "acct"])
            + some("123456789", 2)
        ),
    ),
    "channel_zh": (
        "ROUTING",
        lambda: (
            RANDOM.choice(["特惠", "稳定", "备用"])
            + RANDOM.choice(["香港", "新加坡"])
            + some("123456789", 2)
            + "号"
        ),
    ),
    "relay": (
        "ROUTING",
        lambda: (
            f"https://{RANDOM.choice(['api', 'fast', 'hub'])}{some('123456789', 2)}.{RANDOM.choice(['tokenmart', 'aiproxy-pro', 'onegate'])}.{RANDOM.choice(['cc', 'site', 'pro'])}"
        ),
    ),
    "internal": (
        "ROUTING",
        lambda: (
            f"http://172.20.{RANDOM.randint(1, 200)}.{RANDOM.randint(2, 250)}:{RANDOM.randint(3000, 9000)}"
        ),
    ),
    "helicone": ("API_KEY", lambda: "sk-helicone-" + "-".join(some(LOWER, 7) for _ in range(4))),
    "onepassword": ("CLOUD_KEY", lambda: "ops_eyJ" + some(ALNUM, 420)),
    "feishu_lines": (
        "WEBHOOK",
        lambda: _lines("https://open.feishu.cn/open-apis/bot/v2/hook/" + uuid(), 40, "\n"),
    ),
    "wecom_lines": (
        "WEBHOOK",
        lambda: _lines("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=" + uuid(), 64, "\n"),
    ),
    "jwt_lines": ("TOKEN", lambda: _lines(jwt(), 40, "\n")),
    "chunks": (
        "API_KEY_CTX",
        lambda: (
            '"' + _lines("sk-proj-" + some(WORD, 74) + "T3BlbkFJ" + some(WORD, 73) + "9", 16, '" + "') + '"'
        ),
    ),
    "relay_b64": (
        "API_KEY_CTX",
        lambda: base64.b64encode(
            f"https://hub{some('123456789', 3)}.onegate.site/v1/messages".encode()
        ).decode(),
    ),
    "street": (
        "ADDRESS",
        lambda: f"广东省深圳市南山区科技中{RANDOM.choice('一二三四')}路{some('123456789', 2)}号",
    ),
    "ask_zh": (
        "PROMPT",
        lambda: RANDOM.choice(
            [
                "请根据体检报告判断我父亲是否需要尽快手术",
                "给投资人写一封说明第三季度亏损原因的邮件",
                "把这段录音整理成对供应商的索赔函",
            ]
        ),
    ),
    "ask_en": (
        "PROMPT",
        lambda: RANDOM.choice(
            [
                "Draft a complaint about my landlord who refuses to return the deposit",
                "Explain these blood test results for a patient with diabetes",
                "Rewrite our layoff memo so that it sounds less harsh",
            ]
        ),
    ),
}
SECRETS = {"API_KEY", "API_KEY_CTX", "CLOUD_KEY", "TOKEN", "PASSWORD", "WEBHOOK"}
DISGUISED = {"API_KEY", "CLOUD_KEY"}


def _lines(value: str, size: int, gap: str) -> str:
    return gap.join(value[i : i + size] for i in range(0, len(value), size))


LOOKALIKE = str.maketrans(
    {
        "a": "а",
        "c": "с",
        "e": "е",
        "o": "о",
        "p": "р",
        "x": "х",
        "A": "А",
        "B": "В",
        "C": "С",
        "E": "Е",
        "K": "К",
        "M": "М",
        "O": "О",
        "P": "Р",
        "T": "Т",
    }
)
DISGUISES: dict[str, Callable[[str], str]] = {
    "html_dec": lambda v: "".join(f"&#{ord(c)};" if i % 3 == 0 else c for i, c in enumerate(v)),
    "html_hex": lambda v: "".join(f"&#x{ord(c):x};" for c in v),
    "hex_escape": lambda v: "".join(f"\\x{ord(c):02x}" if i % 4 == 0 else c for i, c in enumerate(v)),
    "url_twice": lambda v: "".join(f"%25{ord(c):02X}" if i % 5 == 1 else c for i, c in enumerate(v)),
    "lookalike": lambda v: v.translate(LOOKALIKE),
    "base64": lambda v: base64.b64encode(v.encode()).decode(),
    "base64_field": lambda v: base64.b64encode(f"api_key={v}".encode()).decode(),
    "soft_break": lambda v: _lines(v, 30, "=\r\n"),
    "wbr": lambda v: _lines(v, 12, "<wbr>"),
    "bold": lambda v: f"{v[:9]}<b>{v[9:20]}</b>{v[20:]}",
    "spaces": lambda v: _lines(v, 4, " "),
    "wrapped": lambda v: _lines(v, 24, "\n"),
    "quoted_wrap": lambda v: _lines(v, 20, "\n> "),
    "hyphen": lambda v: _lines(v, 7, "\u00ad"),
    "bidi": lambda v: _lines(v, 6, "\u202c"),
    "wide_url": lambda v: "".join(
        "%" + "%".join(f"{b:02X}" for b in chr(ord(c) + 0xFEE0).encode()) for c in v
    ),
    "json_twice": lambda v: "".join(f"\\\\u{ord(c):04x}" if i % 5 == 0 else c for i, c in enumerate(v)),
    "entity_of_wide": lambda v: html.escape("".join(f"&#{ord(c) + 0xFEE0};" for c in v), quote=False).replace(
        "&amp;", "&"
    ),
    "math": lambda v: "".join(
        chr(0x1D670 + ord(c) - 65) if c.isupper() else chr(0x1D68A + ord(c) - 97) if c.islower() else c
        for c in v
    ),
}


def _core(label: str, value: str) -> str:
    if label in {"API_KEY", "CLOUD_KEY"}:
        return value[-max(10, len(value) - 8) :]
    if label == "PEM":
        return "".join(value.splitlines()[1:-1])
    return value.rsplit("/", 1)[-1].rsplit("=", 1)[-1] if label == "WEBHOOK" else value


def record(number: int, template: str, disguise: str = "none") -> dict[str, object]:
    """Fill a template: a record of the labelled set."""
    text, spans, keep, context = "", [], [], []
    rest = template
    while rest:
        at = min((i for i in (rest.find("⟦"), rest.find("⟪")) if i >= 0), default=-1)
        if at < 0:
            text, rest = text + rest, ""
            break
        text, mark, rest = text + rest[:at], rest[at], rest[at + 1 :]
        body, rest = rest.split("⟧" if mark == "⟦" else "⟫", 1)
        if mark == "⟪":
            keep.append(body)
            text += body
            continue
        known, name = body.startswith("!"), body.lstrip("!")
        label, make = FORMATS[name]
        value = make()
        shown = DISGUISES[disguise](value) if disguise != "none" and label in DISGUISED else value
        span: dict[str, object] = {
            "start": len(text),
            "end": len(text) + len(shown),
            "label": label,
            "fmt": name,
        }
        span |= {"ev": disguise if shown != value else "none", "core": _core(label, value)}
        if known:
            span["needs_context"] = True
            context.append({"label": label, "value": value})
        spans.append(span)
        text += shown
    row: dict[str, object] = {"id": f"own-{number:03}", "text": text, "spans": spans, "keep": keep}
    return row | ({"context": {"known": context}} if context else {})


def rows() -> list[dict[str, object]]:
    """Every template plainly, and templates with keys also in three disguises, taken in turn."""
    templates = Path(__file__).with_name("own_templates.txt").read_text(encoding="utf-8")
    lines = [line.replace("\\n", "\n").replace("\\r", "\r") for line in templates.splitlines() if line]
    made: list[dict[str, object]] = []
    turn = 0
    for line in lines:
        if line[0] == "%":
            continue
        made.append(record(len(made), line))
        names = [part.split("⟧")[0].lstrip("!") for part in line.split("⟦")[1:]]
        if any(FORMATS[name][0] in DISGUISED for name in names):
            for _ in range(3):
                made.append(record(len(made), line, list(DISGUISES)[turn % len(DISGUISES)]))
                turn += 1
    return made


if __name__ == "__main__":
    for row in rows():
        print(json.dumps(row, ensure_ascii=False))
