"""Mask every full key before anything else is read; only its hash, prefix and tail leave this module."""

import re
from dataclasses import dataclass
from hashlib import sha256

from quotadesk.domain.ticket.facts import KeyHint
from quotadesk.domain.ticket.idshapes import looks_like_id
from quotadesk.domain.ticket.plain import Plain, plain

# The prefixes and alphabets of credentials, each as its provider documents or issues them.
_PREFIXED = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"(?P<sk>sk-(?:proj-|svcacct-|admin-|ant-[a-z]{3,6}\d\d-|or-v1-|live-|test-|litellm-)?)[A-Za-z0-9_-]{16,400}"
    r"|(?P<line>gsk_|xai-|hf_|pplx-|r8_|fw_|nvapi-|tvly-|jina_|glpat-|gh[pousr]_|github_pat_|cr_|"
    r"[sr]k_(?:live|test)_|sess-|fk-|ak-|ms-|pk-lf-|sk-lf-|Bearer )[A-Za-z0-9_.~+/-]{20,400}=?=?"
    r"|(?P<google>AIza|ya29\.)[A-Za-z0-9_-]{30,300}"
    r"|(?P<cloud>AKIA|ASIA|LTAI|AKLT|AKID|ALTAK-)[A-Za-z0-9]{12,60}"
    r"|(?P<none>)[0-9a-f]{32}\.[A-Za-z0-9]{16}(?![A-Za-z0-9])"
    r"|(?P<jwt>eyJ)[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{6,4000}\.?[A-Za-z0-9_-]{0,1000}"
    r")"
)
_NAMED = re.compile(
    r"(?:api[-_ ]?key|apikey|secret(?:[-_ ]?key)?|access[-_ ]?(?:key|token)|auth[-_ ]?token|密钥|令牌|秘钥|(?<![a-z])key)"
    r"[\"' ]{0,3}(?:[:=]|是|为|is )[\"' ]{0,3}(?P<value>[A-Za-z0-9_+/-]{20,200}=?=?)(?![A-Za-z0-9*.…])",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"(?:password|passwd|pwd|密码|口令|master[-_]?key)[\"' ]{0,3}(?:[:=]|是|为|is )[\"' ]{0,3}"
    r"(?P<value>[!-~]{6,80})",
    re.IGNORECASE,
)
_PEM = re.compile(
    r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[A-Za-z0-9+/=\s]{0,8000}(?:-----END [A-Z ]{0,30}KEY-----)?"
)
_HASH = re.compile(r"(?<![A-Za-z0-9])[0-9a-f]{64}(?![A-Za-z0-9])")
_HASH_CUE = re.compile(r"(?:key|token|hash|密钥|令牌)[\w\"' :=]{0,16}$", re.IGNORECASE)
# Lengths of keys whose makers fix them: a key broken over two lines is joined only to one of these.
_WHOLE_LENGTHS = frozenset({25, 35, 37, 39, 51, 54, 56, 73, 108, 164})
_CONTINUED = re.compile(r"[\r\n]{1,2}[ \t]{0,8}(?P<rest>[A-Za-z0-9_-]{4,160})(?![A-Za-z0-9_-])")
_WRAPPED = re.compile(
    r"(?<![A-Za-z0-9])(?P<prefix>sk-(?:proj-|or-v1-|ant-[a-z]{3,6}\d\d-)?|gsk_|hf_|AIza)[A-Za-z0-9_-]{6,160}"
    r"[\r\n]{1,2}[ \t]{0,8}[A-Za-z0-9_-]{4,160}(?![A-Za-z0-9_-])"
)
_SESSION = re.compile(
    r"(?:session|sessionid|sid|cookie)[=:]\s?[\"']?(?P<value>[A-Za-z0-9_.|-]{24,400})", re.IGNORECASE
)
_URL_PASSWORD = re.compile(
    r"[a-z][a-z0-9+]{1,15}://[^\s:/@]{1,64}:(?P<value>[^\s:/@]{3,100})@", re.IGNORECASE
)
_FILLER = re.compile(r"[xX]{6,}|0{8,}$|(?:your|YOUR|Your)")
TAIL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """The text without its secrets, the keys that were in it, and whether any full secret was."""

    text: str
    keys: tuple[KeyHint, ...]
    contains_full_secret: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Find:
    start: int
    end: int
    shown: str
    key: KeyHint | None
    secret: bool = True


def mask(source: str) -> Masked:
    """Replace each full key by `prefix…tail`, each password, private key and key hash by a label."""
    seen = plain(source)
    finds: list[_Find] = []
    for find in sorted(_finds(seen), key=lambda find: (find.start, -find.end)):
        if not finds or find.start >= finds[-1].end:
            finds.append(find)
    pieces: list[str] = []
    position = 0
    for find in finds:
        start, end = seen.source(find.start, find.end)
        pieces += [source[position:start], find.shown]
        position = end
    pieces.append(source[position:])
    return Masked(
        text="".join(pieces),
        keys=tuple(dict.fromkeys(find.key for find in finds if find.key)),
        contains_full_secret=any(find.secret for find in finds),
    )


def _finds(seen: Plain) -> "list[_Find]":
    text = seen.text
    finds = [
        _Find(start=m.start(), end=m.end(), shown="[private key]", key=None) for m in _PEM.finditer(text)
    ]
    finds += [find for match in _WRAPPED.finditer(text) if (find := _wrapped(match))]
    finds += [
        _Find(start=m.start("value"), end=m.end("value"), shown=shown, key=None)
        for pattern, shown in ((_SESSION, "[session]"), (_URL_PASSWORD, "[password]"))
        for m in pattern.finditer(text)
        if not looks_like_id(m["value"])
    ]
    finds += [find for match in _PREFIXED.finditer(text) if (find := _prefixed(text, match))]
    finds += [find for match in _NAMED.finditer(text) if (find := _named(match))]
    finds += [
        _Find(start=m.start("value"), end=m.end("value"), shown="[password]", key=None)
        for m in _PASSWORD.finditer(text)
        if re.search(r"\d", m["value"]) and not re.match(r"\*{3}|sk-", m["value"])
    ]
    finds += [
        _Find(start=m.start(), end=m.end(), shown="[key hash]", key=_hint("", "", m[0], False), secret=False)
        for m in _HASH.finditer(text)
        if _HASH_CUE.search(text, max(0, m.start() - 32), m.start())
    ]
    return finds


def _prefixed(text: str, match: re.Match[str]) -> _Find | None:
    raw, end = match[0].rstrip("-_.~+/"), match.end()
    if match.lastgroup == "jwt":
        return _Find(start=match.start(), end=end, shown="[token]", key=None)
    prefix = match[match.lastgroup] if match.lastgroup else ""
    start = match.start() + (len(prefix) if prefix == "Bearer " else 0)
    raw, prefix = (raw[7:], "") if prefix == "Bearer " else (raw, prefix)
    payload = raw[len(prefix) :]
    if not re.search(r"\d", payload) and not re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]", payload):
        return None
    if _FILLER.search(payload) or looks_like_id(raw):
        return None
    rest = _CONTINUED.match(text, start + len(raw))
    if rest and len(raw) not in _WHOLE_LENGTHS and len(raw) + len(rest["rest"]) in _WHOLE_LENGTHS:
        raw, end = raw + rest["rest"], rest.end()
    else:
        end = start + len(raw)
    return _key(start, end, _short(prefix), raw)


def _wrapped(match: re.Match[str]) -> _Find | None:
    """A key broken over two lines, told by the length that its maker gives it."""
    raw = re.sub(r"\s", "", match[0])
    if len(raw) not in _WHOLE_LENGTHS or not re.search(r"\d|[a-z][A-Z]", raw):
        return None
    return _key(match.start(), match.end(), _short(match["prefix"]), raw)


def _named(match: re.Match[str]) -> _Find | None:
    raw = match["value"]
    if not (re.search(r"\d", raw) and re.search(r"[A-Za-z]", raw)) or looks_like_id(raw):
        return None
    if _FILLER.search(raw) or re.fullmatch(r"[0-9a-f]{64}", raw) or len(set(raw)) < 8:
        return None
    return _key(match.start("value"), match.end("value"), "", raw)


def _key(start: int, end: int, prefix: str, raw: str) -> _Find:
    key = _hint(prefix, raw[-TAIL:], raw, True)
    return _Find(start=start, end=end, shown=key.masked, key=key)


def _hint(prefix: str, tail: str, raw: str, full: bool) -> KeyHint:
    # A hash that the customer pasted is already what LiteLLM stores.
    digest = sha256(raw.encode()).hexdigest() if full else raw
    return KeyHint(prefix=prefix, tail=tail, full=full, masked=f"{prefix}…{tail}", key_hash=digest)


def _short(prefix: str) -> str:
    """`sk-ant-api03-` says no more than `sk-ant-` to a person."""
    return re.sub(r"^(sk-ant-).*", r"\1", prefix)
