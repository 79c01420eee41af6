"""Judge whether the text behind a cue is a secret, or a word, a reference, an example or evidence."""

from __future__ import annotations

import base64
import binascii

import re2

from quotadesk.domain.redaction.protect import MASKED_KEY, SOFT
from quotadesk.domain.redaction.text_tools import is_hex, is_random, turns

_STOP = frozenset(
    [
        "required",
        "invalid",
        "missing",
        "incorrect",
        "wrong",
        "expired",
        "reset",
        "changed",
        "change",
        "disabled",
        "enabled",
        "deleted",
        "revoked",
        "unknown",
        "none",
        "null",
        "nil",
        "true",
        "false",
        "undefined",
        "empty",
        "default",
        "string",
        "redacted",
        "hidden",
        "masked",
        "removed",
        "secret",
        "password",
        "passwd",
        "token",
        "tokens",
        "key",
        "keys",
        "must",
        "should",
        "cannot",
        "field",
        "blank",
        "valid",
        "error",
        "failed",
        "failure",
        "denied",
        "forbidden",
        "unauthorized",
        "authentication",
        "authorization",
        "parameter",
        "parameters",
        "header",
        "headers",
        "value",
        "values",
        "format",
        "type",
        "name",
        "status",
        "expires",
        "rotated",
        "provided",
        "found",
        "exist",
        "exists",
        "configured",
        "optional",
        "example",
        "placeholder",
        "changeme",
        "settings",
        "setting",
        "login",
        "user",
        "username",
        "account",
        "admin",
        "root",
        "bearer",
        "basic",
        "check",
        "please",
        "retry",
        "see",
        "not",
        "the",
        "and",
        "for",
        "with",
        "this",
        "that",
        "was",
        "has",
        "is",
        "are",
        "your",
        "you",
        "here",
        "there",
        "from",
        "into",
        "at",
        "on",
        "in",
        "of",
        "or",
        "to",
        "a",
        "an",
        "self",
        "none.",
        "n/a",
        "na",
        "yes",
        "no",
        "ok",
        "test",
        "limit",
        "quota",
        "model",
        "request",
        "response",
        "message",
    ]
)
_REFERENCE = re2.compile(
    r"(?i)^(?:\$|%|<|\{|#\{|@|env[.:(]|os\.|process\.|getenv|config|settings?\.|secrets?\.|vault:|self\.|args\.|ctx\.|request\.|https?://|/|\.\.?/)"
    r"|(?i)your[-_ ]?|(?i)placeholder|(?i)change[-_]?me|(?i)\bexample\b|(?i)redacted|(?i)x{6,}|\*{3,}|\.{3,}|<[^>]*>|\(\)"
)
_NUMBERISH = re2.compile(r"[$¥€]?[0-9][0-9.,:/-]*(?:[a-zA-Z%]{1,3})?")
_IDENTIFIER = re2.compile(r"[a-z]+(?:[_.-][a-z]+)+|[A-Z]+(?:_[A-Z]+)+|[A-Za-z]+")
_NAMES_OF_NO_SECRET = re2.compile(
    r"(?i)(?:idempotency|primary|partition|sort|cache|public|foreign|routing|group|dedup\w*|lookup|unique|index|row|object|hash|range|map|"
    r"dict|json|sort|order|i18n|translation|hot|short|max|min|total|input|output|prompt|completion|reasoning|cached|used|remaining|num|"
    r"next[-_]?page|page|continuation|cursor|stop|eos|bos|pad|unk|special|per|tokens?[-_]?per|image|audio|text|sync|change|device|mask|ask|"
    r"task|risk|disk|desk|break|peak|speak|leak|weak)[-_ .]?(?:tokens?|keys?|sk|ak)?[\"'\]\)*`]{0,3}\s{0,3}[:=]{1,3}>?\s{0,3}[\"'*]{0,3}$"
)
_DOTTED = re2.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+")
_NAMED_VALUE = re2.compile(r"[A-Za-z_][A-Za-z0-9_.-]{2,40}[=:][^=]")
_OTHER_KEYS = re2.compile(
    r"(?i)(?:idempotency|primary|partition|sort|cache|public|foreign|routing|index|dedup\w*|page|cursor|continuation)[-_ ]?(?:keys?|tokens?)[^A-Za-z0-9]*$"
)
_KEY_SAID = re2.compile(
    r"(?i)(?:密钥|秘钥|密匙|令牌|凭证|api[-_ ]?key|secret|private[_ ]key[_ ]id|\bkey)(?:\s|是|为|如下|值|is|was|provided|pasted|used|received|[:=(\"'“「])*$"
)
_PUBLIC_NAME = re2.compile(
    r"(?i)(?:idempotency|public|cache|prompt_cache|primary|partition|foreign)[-_ ]?(?:key|token)"
)
_UUID = re2.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_ID_SHAPE = re2.compile(r"(?i)^(?:req|chatcmpl|msg|resp|call|batch|run|thread|file|gen|fp|inc|task)[-_]")
_RARE_SIGN = re2.compile(r"[!@#$%^&*~?+]")
_SHORT_KEY = 8
_FEW_TURNS = 2
_FEW_LETTERS = 4
_LONG_KEY = 20
_LOOSE = re2.compile(r"(?:密码|口令|密碼)\s$")
_LOOSE_ENGLISH = re2.compile(r"(?i)(?:^|[^a-z_-])(?:password|passwd|passphrase|passcode|pwd)\s$")
_DIGIT = re2.compile(r"[0-9].*[A-Za-z]|[A-Za-z].*[0-9]")
_SIGN = re2.compile(r"[!@#$%^&*_~?+]")
_DIGEST_NAME = re2.compile(r"(?i)(?:sha|md5|hmac|rsa|aws4|ed25519)[0-9-]*[:-]?")
_SETTING = re2.compile(r"[a-z]+(?:_[a-z]+)+=[0-9]+")
_CODE = re2.compile(r"[0-9]{4,8}|[A-Z0-9]{4,8}")


def _is_reference(value: str) -> bool:
    """Say whether a value only points at a secret, is an example, or is masked already."""
    return bool(_REFERENCE.search(value) or MASKED_KEY.fullmatch(value.rstrip(".,;:)"))) or value[0] in "[{<"


def _is_word(value: str) -> bool:
    bare = value.strip(".,;:!?()*").lower()
    return bare in _STOP or bool(_IDENTIFIER.fullmatch(bare)) or bool(_NUMBERISH.fullmatch(value))


def is_named_secret(value: str, before: str, after: str) -> bool:
    """A value assigned to a name that can only hold a secret (api_key, client_secret, Authorization)."""
    if len(value) < 6 or _is_reference(value) or _PUBLIC_NAME.search(before):
        return False
    if after[:1] == "(" and _DOTTED.fullmatch(value):  # `API_KEY = os2.getenv(`
        return False
    if " " in value and any(word in _STOP for word in value.lower().split()):
        return False
    if _ID_SHAPE.match(value) or _model_like(value):
        return False
    if _is_word(value):
        return turns(value) * 3 >= len(value) and len(value) >= 16
    return any(c.isdigit() for c in value) or not value.isalnum() or turns(value) > 1


def is_variable(value: str, before: str, after: str) -> bool:
    """A long value of a variable called …_KEY or …_TOKEN."""
    named = is_named_secret(value, before, after) and not _NAMES_OF_NO_SECRET.search(before)
    return named and len(value) >= _LONG_KEY and (is_random(value) or bool(_UUID.fullmatch(value)))


def _model_like(value: str) -> bool:
    """Say whether a value is a model's name: its families also begin real keys, so the whole must match."""
    found = SOFT.match(value)
    return (
        found is not None
        and found.end() == len(value)
        and not is_hex(value.replace("-", ""))
        and "." not in value[-3:]
        and any(
            value.lower().startswith(p)
            for p in ("gpt", "claude", "gemini", "qwen", "deepseek", "glm", "v", "20")
        )
    )


def is_plain_secret(value: str, before: str, after: str) -> bool:
    """A value assigned to something called key or token: it must look random, for names of other things end so too."""
    if _is_reference(value) or _NAMES_OF_NO_SECRET.search(before) or _is_word(value):
        return False
    return is_random(value, least=16) and not SOFT.match(value)


def is_prose_key(value: str, before: str, after: str) -> bool:
    """A random-looking value that stands directly behind the word key, secret or 密钥."""
    core = value.rstrip(".,:;!?")
    if before[-1:].isascii() and before[-1:].isalnum():
        return False
    if _is_reference(core) or _is_word(core) or _OTHER_KEYS.search(before) or _NAMED_VALUE.match(core):
        return False
    if _UUID.fullmatch(core):
        return bool(_KEY_SAID.search(before))
    if is_hex(core) and _KEY_SAID.search(before):
        return is_random(core, least=20)
    return is_random(core, least=20) and "://" not in core and not SOFT.match(core)


def is_signature(value: str, before: str, after: str) -> bool:
    """A signature: a digest or random letters, neither the name of a method nor the digest of a file."""
    if _is_reference(value) or _is_word(value) or _DIGEST_NAME.match(value):
        return False
    return is_random(value.replace("%", ""), least=20)


def is_voucher(value: str, before: str, after: str) -> bool:
    """A code to redeem: random letters and digits, also in groups or as a UUID."""
    if _is_reference(value) or _is_word(value) or _ID_SHAPE.match(value) or _model_like(value):
        return False
    return is_random(value, least=12)


def is_password(value: str, before: str, after: str) -> bool:
    """A value assigned to a password: anything but words of the trade, references and masks."""
    if _is_reference(value) or _SETTING.fullmatch(value):
        return False
    if any(word.strip(".,;:!?").lower() in _STOP for word in value.split()):
        return False
    sign = _SIGN if _LOOSE.search(before) else _RARE_SIGN if _LOOSE_ENGLISH.search(before) else None
    if sign is not None and not (_DIGIT.search(value) and sign.search(value) and len(value) >= 6):
        return False
    if value.startswith("--") or (before.rstrip().endswith("|") and not _DIGIT.search(value)):
        return False  # the next option; the head of a table's next column
    if value.isalpha() and value.islower():
        return before.rstrip("\"' ").endswith("=") and len(value) >= 6
    return len(value) >= 5 or value.isdigit()


def is_mixed_password(value: str, before: str, after: str) -> bool:
    """A password where a cue alone says little: letters with digits or a sign within, as in no word of a language."""
    core = value.strip(".,:;!?")
    if _ID_SHAPE.match(core) or _model_like(core):
        return False
    if not is_password(core or " ", before, after):
        return False
    return bool(_DIGIT.search(core) or _RARE_SIGN.search(core)) and any(char.isalpha() for char in core)


def is_login_option(value: str, before: str, after: str) -> bool:
    """What follows the login and a colon in `curl -u`: all but a variable and a mask; a word opens doors, too."""
    return not _is_reference(value)


def is_key_argument(value: str, before: str, after: str) -> bool:
    """A key given as the argument of a call, where the name in front is not that of a public one."""
    return len(value) >= _LONG_KEY and not _PUBLIC_NAME.search(before) and is_voucher(value, before, after)


def is_signed_password(value: str, before: str, after: str) -> bool:
    """A password behind a word that also means other things (`pass …`): a digit and a sign that no word has."""
    return is_mixed_password(value, before, after) and bool(_DIGIT.search(value) and _RARE_SIGN.search(value))


def is_shared_code(value: str, before: str, after: str) -> bool:
    """The few letters and digits that open a shared folder."""
    return value.lower() not in _STOP


def is_app_password(value: str, before: str, after: str) -> bool:
    """Sixteen small letters, not four words: the groups are of no language the trade writes in."""
    return not any(word in _STOP for word in value.split()) and len(set(value)) > _FEW_LETTERS


def is_paired_password(value: str, before: str, after: str) -> bool:
    """What follows a name and a stroke (`login admin / …`): letters, digits and signs mixed as in no word or path."""
    if (
        _is_reference(value)
        or _is_word(value)
        or SOFT.match(value)
        or "/" in value
        or _NAMED_VALUE.match(value)
    ):
        return False
    letters, digits = any(c.isalpha() for c in value), any(c.isdigit() for c in value)
    return letters and digits and (bool(_SIGN.search(value)) or turns(value) > _FEW_TURNS)


def is_short_named_key(value: str, before: str, after: str) -> bool:
    """A value of a field called k, tok or ak: it must be long and random, and no id or digest."""
    return (
        not _UUID.fullmatch(value)
        and not is_hex(value)
        and len(value) >= _LONG_KEY
        and is_plain_secret(value, before, after)
    )


def is_written_key(value: str, before: str, after: str) -> bool:
    """A value behind 密钥 and a colon: a key has a name, too (`prod-web-01`), so signs or mixed letters must show."""
    if _is_reference(value) or _is_word(value) or _ID_SHAPE.match(value) or len(value) < _SHORT_KEY:
        return False
    mixed = any(c.isalpha() for c in value) and any(c.isdigit() for c in value)
    return mixed and (bool(_RARE_SIGN.search(value)) or turns(value) * 3 >= len(value))


def is_one_time_code(value: str, before: str, after: str) -> bool:
    """A short code of digits, or of capitals and digits."""
    return bool(_CODE.fullmatch(value)) and any(c.isdigit() for c in value)


def is_bearer(value: str, before: str, after: str) -> bool:
    """What follows Bearer, where it is no word."""
    core = value.rstrip(".,:;")
    if _is_reference(core) or _is_word(core):
        return False
    if before.rstrip("\"'“ ").lower().endswith("bearer"):
        return any(c.isdigit() for c in core) or turns(core) * 5 >= len(core)
    return is_random(core, least=20) and not SOFT.match(core)


def is_basic(value: str, before: str, after: str) -> bool:
    """What follows Basic, where it decodes to name:password."""
    try:
        return b":" in base64.b64decode(value + "=" * (-len(value) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False


def is_session(value: str, before: str, after: str) -> bool:
    """The value of a session cookie: long and random; a UUID is a conversation id unless a cookie holds it."""
    if (
        _is_reference(value)
        or SOFT.match(value)
        or _NAMES_OF_NO_SECRET.search(before)
        or _NAMED_VALUE.match(value)
    ):
        return False
    return is_random(value, least=20)
