"""List the words that announce a password or a key in other languages, and ways of handing one over without a colon."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction.detector import Detector
from quotadesk.domain.redaction.kinds import Kind
from quotadesk.domain.redaction.lookalikes import FOLDS
from quotadesk.domain.redaction.secret_values import (
    is_app_password,
    is_mixed_password,
    is_plain_secret,
    is_voucher,
)


def _folded(words: str) -> tuple[str, ...]:
    """Give the words as a view spells them: detectors read text whose look-alikes are Latin letters."""
    plain = [word.replace("_", " ") for word in words.split()]
    cased = (form for word in plain for form in (word, word.capitalize(), word.upper()))
    return tuple(dict.fromkeys("".join(FOLDS[char] for char in word).casefold() for word in cased))


_PASSWORDS = _folded(
    "passwort kennwort mot_de_passe contraseña contrasena senha wachtwoord lösenord adgangskode hasło heslo parola şifre "
    "пароль пароля паролем пароли パスワード 비밀번호 암호 mật_khẩu kata_sandi รหัสผ่าน كلمة_المرور كلمة_السر סיסמה"
)
_KEYS = _folded(
    "schlüssel clé clave llave chave chiave sleutel klucz klíč nyckel anahtar khóa kunci ключ ключа ключом токен jeton キー トークン 키 토큰 المفتاح"
)
_IS = r"(?:[:=]|ist|lautet|est|es|é|è|is|jest|to|это|эtо|eto|は|が|는|은|là|adalah|är|er)"
_OF_WHAT = r"(?:(?:[ -][^\s:=\"'`«»„“”]+){1,3}\s{0,2}[:=]|[\"'”」*]{0,2}\s{0,2}" + _IS + ")"
"""The sign or the verb; before a sign there may be a few words (`mot de passe du compte : …`)."""
_OPEN = r"\s{0,2}[\"'`“”„‘’「『«(]?"
_END = r"[^\s\"'`“”„‘’「」『』«»<>。、，；()\x{0400}-\x{04ff}\x{3040}-\x{30ff}\x{4e00}-\x{9fff}\x{ac00}-\x{d7af}]"


def _any(words: tuple[str, ...]) -> str:
    return r"(?i)(?:^|[^A-Za-z]|api)(?:" + "|".join(re2.escape(word) for word in words) + ")"


PASSWORDS = Detector(
    kind=Kind.PASSWORD,
    reason="named",
    pattern=re2.compile(_any(_PASSWORDS) + _OF_WHAT + _OPEN),
    value=re2.compile("(?P<v>" + _END + "{5,64})"),
    anchors=_PASSWORDS,
    check=is_mixed_password,
)
KEYS = Detector(
    kind=Kind.API_KEY,
    reason="named",
    pattern=re2.compile(_any(_KEYS) + _OF_WHAT + _OPEN),
    value=re2.compile("(?P<v>" + _END + "{16,})"),
    anchors=_KEYS,
    check=is_plain_secret,
    weak=True,
    wraps=True,
)
QUOTED = Detector(
    kind=Kind.PASSWORD,
    reason="named",
    pattern=re2.compile(r"(?:密码|口令|密碼|(?i:\bpassword|\bpasscode|\bpassphrase|\bpwd))\s?[\"'“‘「『【]"),
    value=re2.compile(r"(?P<v>[^\s\"'`“”‘’「」『』】<>。、，；\x{4e00}-\x{9fff}]{5,64})[\"'`”’」』】]"),
    anchors=("密码", "口令", "密碼", "pass", "pwd"),
    check=is_mixed_password,
)
"""A password in quotes directly behind the word: `初始密码「…」`."""
MAIL = Detector(
    kind=Kind.PASSWORD,
    reason="named",
    pattern=re2.compile(
        r"(?i)(?:授权码|授權碼|专用密码|應用程式密碼|应用密码|\bapp(?:lication)?[-_ ](?:specific[-_ ])?password)"
        r"[\"'”」]{0,2}\s{0,2}(?:[:=]|是|为|為|is)?\s{0,2}[\"'“「]?"
    ),
    value=re2.compile(r"(?P<v>[a-z]{4}(?:[ -]?[a-z]{4}){3})(?:$|[^A-Za-z0-9_-])"),
    anchors=("授权码", "授權碼", "密码", "密碼", "password"),
    check=is_app_password,
)
"""What mail providers hand out for SMTP: sixteen small letters, also in four groups (QQ, 163, Google, Apple)."""
COMMANDS = Detector(
    kind=Kind.API_KEY,
    reason="command",
    pattern=re2.compile(
        r"(?m)(?:^|[$#>`;&|(:]|执行|运行)[ \t]{0,3}[a-z][a-z0-9_-]{1,24}[ \t](?:auth[ \t])?(?:login|authenticate|set-key)[ \t]"
        r"(?:--(?:relogin|api-key|token|key)[ =])*[\"']?"
    ),
    value=re2.compile(r"(?P<v>[A-Za-z0-9_.-]{20,})"),
    anchors=("login ", "authenticate ", "set-key "),
    check=is_voucher,
)
"""A command that logs in with the key itself (`wandb login …`)."""
PAIRS = Detector(
    kind=Kind.API_KEY,
    reason="named",
    pattern=re2.compile(
        r"(?i)(?:^|[^A-Za-z])(?:ak|access[-_ ]?key(?:[-_ ]?id)?|secret[-_ ]?id|app[-_ ]?id|api[-_ ]?key|client[-_ ]?id|key)\s?[/|,&+、]\s?"
        r"(?:sk|(?:app|api|client|access[-_ ]?key)?[-_ ]?secret(?:[-_ ]?(?:access[-_ ]?)?key)?)\s{0,2}(?:[:=]|是|为|分别是|分别为|are|is)\s{0,2}"
        r"[A-Za-z0-9_.-]{6,80}\s?[/|,;:、&\s和]\s?"
    ),
    value=re2.compile(r"(?P<v>[A-Za-z0-9+/=_.~-]{16,})"),
    anchors=("sk", "secret"),
    check=is_plain_secret,
    weak=True,
)
"""Two names and two values (`AK/SK：… / …`): the second value is the secret."""

TONGUES: tuple[Detector, ...] = (PASSWORDS, KEYS, QUOTED, MAIL, COMMANDS, PAIRS)
