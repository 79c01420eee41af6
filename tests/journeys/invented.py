"""Invent secrets and private data, the forms in which they slip past a reader, and what of them to search for.

Everything is made of a fixed seed at run time: no key stands in this file.
"""

from __future__ import annotations

import base64
import html
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
_dice = random.Random(20_261_123)


def run(size: int, chars: str = ALNUM) -> str:
    """Give `size` characters, never fewer than one digit among them."""
    body = "".join(_dice.choice(chars) for _ in range(size - 1))
    at = _dice.randrange(1, size - 1)
    return body[:at] + _dice.choice("23456789") + body[at:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """One value that must reach no file. `said` puts it into words, for what only its surroundings give away."""

    name: str
    value: str
    said: str = "{}"
    parts: tuple[str, ...] = ()  # what to search for besides the whole
    stands_alone: bool = False  # recognisable without its surroundings, so no name can carry it

    def told(self, form: str = "as it is") -> str:
        """Give the value in its surroundings, in another form; some forms take the surroundings with them."""
        if form in WHOLE:
            return WHOLE[form](self.said.format(self.value))
        return self.said.format(FORMS[form](self.value))


def _key(name: str, prefix: str, size: int, chars: str = ALNUM) -> Invented:
    body = run(size, chars)
    return Invented(name=name, value=prefix + body, parts=tuple(pieces(body)), stands_alone=True)


def pieces(body: str, size: int = 12, step: int = 5) -> Iterator[str]:
    """Give overlapping pieces of key material: half a key is a leak too."""
    yield from (body[at : at + size] for at in range(0, max(1, len(body) - size + 1), step))


def _b64(value: str) -> str:
    return base64.b64encode(value.encode()).decode()


def _jwt() -> str:
    parts = (json.dumps({"alg": "HS256", "typ": "JWT"}), json.dumps({"sub": run(12), "exp": 1_790_000_000}))
    return ".".join([*(_b64(p).rstrip("=") for p in parts), run(43)])


def _pem() -> str:
    body = "\n".join(run(64) for _ in range(12))
    return f"-----BEGIN PRIVATE KEY-----\n{body}\n-----END PRIVATE KEY-----"


def _resident_id() -> str:
    body = "11010519871123" + "402"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, weights, strict=True)) % 11]


def _keys() -> tuple[Invented, ...]:
    return (
        _key("openai project", "sk-proj-", 64),
        _key("openai", "sk-", 48),
        _key("anthropic", "sk-ant-api03-", 95),
        _key("openrouter", "sk-or-v1-", 64, HEX),
        _key("google", "AIza", 35),
        _key("groq", "gsk_", 52),
        _key("xai", "xai-", 80),
        _key("hugging face", "hf_", 34),
        _key("replicate", "r8_", 37),
        _key("nvidia", "nvapi-", 64),
        _key("deepseek", "sk-", 32, HEX),
        _key("aws id", "AKIA", 16, string.ascii_uppercase + string.digits),
        _key("aliyun id", "LTAI5t", 18),
        _key("tencent id", "AKID", 32),
        _key("github", "ghp_", 36),
        _key("slack", "xoxb-", 48),
        _key("stripe", "sk_live_", 32),
        _key("gitlab", "glpat-", 20),
        _key("perplexity", "pplx-", 48),
        Invented(name="zhipu", value=f"{run(32, HEX)}.{run(16)}", stands_alone=True),
        Invented(name="signed session", value=_jwt(), stands_alone=True),
    )


def _credentials() -> tuple[Invented, ...]:
    word = run(14)
    return (
        Invented(name="bearer", value=run(40), said="Authorization: Bearer {} was refused"),
        Invented(name="api-key header", value=run(32, HEX), said="headers: api-key: {}, x-trace: 1"),
        Invented(name="aws secret", value=run(40), said="aws_secret_access_key={} is wrong"),
        Invented(name="access token", value=run(32), said='{{"access_token": "{}", "id": 7}}'),
        Invented(name="cookie", value=run(44), said="Cookie: session={}; theme=dark"),
        Invented(
            name="dsn",
            value=f"postgres://gateway:{word}@db.hidden-place.internal:5432/oneapi",
            parts=(word, "hidden-place"),
        ),
        Invented(name="private key", value=_pem()),
        Invented(name="slack hook", value=f"https://hooks.slack.com/services/T{run(9)}/B{run(9)}/{run(24)}"),
        Invented(name="feishu hook", value=f"https://open.feishu.cn/open-apis/bot/v2/hook/{_uuid()}"),
        Invented(
            name="dingtalk hook", value=f"https://oapi.dingtalk.com/robot/send?access_token={run(64, HEX)}"
        ),
        Invented(name="wecom hook", value=f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={_uuid()}"),
    )


def _uuid() -> str:
    return "-".join(run(size, HEX) for size in (8, 4, 4, 4, 12))


def _private() -> tuple[Invented, ...]:
    return (
        Invented(name="e-mail", value="geheim.kunde77@post-kasten.net", said="user {} has no quota"),
        Invented(name="phone", value="13917264835", said="联系电话：{}"),
        Invented(name="resident id", value=_resident_id(), said="身份证号 {}"),
        Invented(name="ipv4", value="203.119.47.86", said="request from {} was refused", stands_alone=True),
        Invented(name="ipv6", value="2408:8207:78ac:91f0::4c1d", said="client ip: {}", stands_alone=True),
        Invented(
            name="prompt",
            value="schreibe meiner Tante Adelheid ein trauriges Gedicht",
            said='{{"model":"gpt-4o","messages":[{{"role":"user","content":"{}"}}]}}',
            parts=("Tante Adelheid", "trauriges"),
        ),
        Invented(
            name="answer",
            value="Liebe Adelheid, der Herbstregen faellt auf den Garten",
            said='{{"choices":[{{"message":{{"role":"assistant","content":"{}"}}}}]}}',
            parts=("Herbstregen",),
        ),
        Invented(
            name="upstream",
            value="https://relay-7.geheime-quelle.com/v1/chat/completions",
            said='do request failed: Post "{}": dial tcp: i/o timeout',
            parts=("geheime-quelle",),
        ),
    )


KEYS = _keys()
EVERYTHING = (*KEYS, *_credentials(), *_private())


def _spaced(char: str) -> Callable[[str], str]:
    return char.join


def _full_width(value: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in value)


def _broken(value: str) -> str:
    return "\n".join(value[at : at + 40] for at in range(0, len(value), 40))


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "percent signs": lambda value: quote(value, safe=""),
    "percent signs everywhere": lambda value: "".join(f"%{byte:02X}" for byte in value.encode()),
    "escapes": lambda value: "".join(f"\\u{ord(c):04x}" for c in value),
    "nothing between": _spaced("\u200b"),
    "full width": _full_width,
    "base64": _b64,
    "broken lines": _broken,
    "entities": lambda value: "".join(f"&#{ord(c)};" for c in value),
}
WHOLE: dict[str, Callable[[str], str]] = {
    "json in json": lambda text: json.dumps({"error": json.dumps({"detail": text})}),
    "html": lambda text: f"<html><title>502</title><pre>{html.escape(text)}</pre></html>",
    "traceback": lambda text: (
        f'Traceback (most recent call last):\n  File "/srv/relay.py", line 7\nOSError: {text}'
    ),
}


@dataclass(slots=True)
class Traces:
    """Everything of the invented values that no file may hold, and where each comes from."""

    needles: dict[bytes, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: tuple[Invented, ...]) -> Traces:
        """Give each value, its parts, and both in the encodings that are easy to undo."""
        traces = cls()
        for one in values:
            for text in (one.value, *one.parts):
                for name, form in _SEARCHED.items():
                    traces.needles.setdefault(form(text), f"{one.name} ({name})")
        return traces

    def found_in(self, data: bytes) -> list[str]:
        """Give what of it a file holds."""
        low = data.lower()
        return sorted({name for needle, name in self.needles.items() if needle.lower() in low})


def _inner_base64(value: str, skip: int) -> bytes:
    """Give what base64 of a longer text shows of a value that begins `skip` bytes after a border."""
    coded = base64.b64encode(b"\0" * skip + value.encode()).rstrip(b"=")
    return coded[4 if skip else 0 : -1]


def _coded(form: Callable[[str], str]) -> Callable[[str], bytes]:
    return lambda value: form(value).encode()


_SEARCHED: dict[str, Callable[[str], bytes]] = {
    "clear": str.encode,
    "utf-16": lambda value: value.encode("utf-16-le"),
    "utf-16, the other way": lambda value: value.encode("utf-16-be"),
    "base64 of utf-16": lambda value: base64.b64encode(value.encode("utf-16-le")).rstrip(b"=")[:-1],
    "JSON": lambda value: json.dumps(value)[1:-1].encode(),
    "JSON in JSON": lambda value: json.dumps(json.dumps(value))[3:-3].encode(),
    "reversed": lambda value: value[::-1].encode(),
    "hex": lambda value: value.encode().hex().encode(),
    "base64": lambda value: _inner_base64(value, 0),
    "base64 +1": lambda value: _inner_base64(value, 1),
    "base64 +2": lambda value: _inner_base64(value, 2),
    **{
        name: _coded(FORMS[name])
        for name in (
            "percent signs",
            "percent signs everywhere",
            "escapes",
            "nothing between",
            "full width",
            "entities",
        )
    },
}
