"""List how programs are handed a password or a key: options of commands, statements, calls, hashes and phrases."""

from __future__ import annotations

import re2

from quotadesk.domain.redaction.detector import Check, Detector
from quotadesk.domain.redaction.kinds import Kind
from quotadesk.domain.redaction.secret_values import (
    is_key_argument,
    is_login_option,
    is_mixed_password,
    is_plain_secret,
    is_shared_code,
    is_signed_password,
    is_voucher,
)

_WORD = r"[\"'`]?(?P<v>[^\s\"'`<>|]{4,100})"
_QUOTED = r"(?:\"(?P<v>[^\"\r\n]{4,200})\"|'(?P<w>[^'\r\n]{4,200})')"
_NAMES = r"(?:password|passwd|passphrase|pwd)"
_SECRETS = r"(?:api[-_]?key|secret|token|authorization|(?:access|secret|private|master)[-_]?key)"

_TABLE: tuple[tuple[Kind, str, str, Check | None, str], ...] = (
    # the hash of a password: bcrypt, crypt, Apache, Argon2
    (
        Kind.PASSWORD,
        "$",
        r"(?P<v>\$(?:2[abxy]|1|5|6|y|7|apr1|argon2(?:id|i|d)|scrypt|pbkdf2[a-z0-9-]{0,10})\$[A-Za-z0-9./+=,$-]{20,})",
        None,
        "",
    ),
    # the private parts of a JSON Web Key
    (Kind.API_KEY, "kty", r"\"(?:d|p|q|dp|dq|qi|k)\"\s?:\s?\"(?P<v>[A-Za-z0-9_-]{20,})\"", None, ""),
    # setPassword("…"), .password("…"), define('DB_PASSWORD', '…'), header("x-api-key", "…")
    (
        Kind.PASSWORD,
        "pass pwd",
        r"(?i)(?:set|with|[.\s])(?:db|user)?" + _NAMES + r"\(\s?" + _QUOTED,
        is_mixed_password,
        "",
    ),
    (
        Kind.PASSWORD,
        "pass pwd",
        r"(?i)[\"'][a-z0-9_.-]{0,40}" + _NAMES + r"[\"']\s?,\s?" + _QUOTED,
        is_mixed_password,
        "",
    ),
    (
        Kind.API_KEY,
        "key secret token authorization",
        r"(?i)[\"'][a-z0-9_.-]{0,40}" + _SECRETS + r"[\"']\s?,\s?" + _QUOTED,
        is_key_argument,
        "",
    ),
    (
        Kind.API_KEY,
        "key( secret( keyspec( credential(",
        r"(?i)(?:key|secret|keyspec|credential)\(\s?" + _QUOTED,
        is_key_argument,
        "",
    ),
    # statements of databases and of their settings
    (
        Kind.PASSWORD,
        "identified",
        r"(?i)\b(?:create|alter|grant|set)\b[^\n;]*\bidentified\s+(?:with\s+[a-z0-9_']+\s+)?(?:by|as)\s+(?:password\s+)?"
        + _QUOTED,
        is_login_option,
        "",
    ),
    (
        Kind.PASSWORD,
        "requirepass masterauth",
        r"(?im)(?:^[ \t>#-]*|\bset[ \t]+|--)(?:requirepass|masterauth)[ \t]+" + _WORD,
        is_login_option,
        "",
    ),
    (
        Kind.PASSWORD,
        "auth",
        r"(?m)(?:^|>[ \t])AUTH[ \t]+(?:[A-Za-z0-9_-]{1,32}[ \t]+)?" + _WORD,
        is_signed_password,
        "",
    ),
    (Kind.PASSWORD, "jdbc:oracle", r"(?i)\bjdbc:oracle:[a-z]+:[^/\s]+/(?P<v>[^@\s]+)@", None, ""),
    # options of commands
    (
        Kind.PASSWORD,
        "login",
        r"\b[a-z][a-z0-9_-]{1,24}[ \t]+(?:auth[ \t]+)?login\b[^\n]*\s(?:-p|-P)[ =]?" + _WORD,
        is_mixed_password,
        "",
    ),
    (
        Kind.PASSWORD,
        "--password-stdin",
        r"\b(?:echo|printf)\s+(?:-n\s+)?[\"']?(?P<v>[^\s\"'|$]{4,})[\"']?\s*\|[^\n|]*--password-stdin",
        is_login_option,
        "",
    ),
    (
        Kind.PASSWORD,
        "sqlcmd bcp isql",
        r"(?i)\b(?:sqlcmd|bcp|isql)\b[^\n]*\s-P[ =]?" + _WORD,
        is_mixed_password,
        "",
    ),
    (
        Kind.PASSWORD,
        "/user:",
        r"(?i)\b(?:net[ \t]+use|runas|cmdkey|psexec|wmic)\b[^;|&]*?/user:[^\s]{1,64}[ \t]+" + _WORD,
        is_mixed_password,
        "",
    ),
    (
        Kind.PASSWORD,
        "lftp smbclient rpcclient",
        r"\b(?:lftp|smbclient|rpcclient)\b[^\n]*\s-[uU][ =]?[\"']?[^\s,%\"']{1,64}[,%](?P<v>[^\s\"']{3,100})",
        is_login_option,
        "",
    ),
    # two names and two values: user/pass: … / …
    (
        Kind.PASSWORD,
        "pass pwd pw 密码",
        r"(?i)(?:user(?:name)?|login|account|账号|帐号|用户名?)\s?[/|,&+]\s?(?:pass(?:word)?|pwd|pw|密码)\s{0,2}(?:[:=]|是|为)\s{0,2}[^\s/|,:]{1,64}\s?[/|,:]\s?(?P<v>[^\s\"'<>|,\x{4e00}-\x{9fff}]{4,100})",
        is_mixed_password,
        "",
    ),
    # numbered names: Key1, KEY_2, 密钥1
    (
        Kind.API_KEY,
        "key token secret 密钥 令牌",
        r"(?i)(?:^|[^A-Za-z])(?:(?:api|access|sub|backup)[-_ ]?)?(?:key|token|secret|密钥|令牌)[-_ #]?[0-9]{1,2}[\"']?\s?[:=]\s?[\"']?(?P<v>[A-Za-z0-9_.+/=~-]{20,})",
        is_plain_secret,
        "weak",
    ),
    # short words for a password
    (
        Kind.PASSWORD,
        "pw pass",
        r"(?i)(?:^|[\s,;(])pw\s?[:=]\s?" + _WORD,
        is_mixed_password,
        "",
    ),
    (Kind.PASSWORD, "pw pass", r"(?i)(?:^|[\s,;(])(?:pw|pass)\s" + _WORD, is_signed_password, ""),
    # the code of a shared folder, the words of a wallet, the groups of a licence
    (
        Kind.PASSWORD,
        "提取码 访问码",
        r"(?:提取码|访问码)[\"'”」]?\s?(?:[:=]|是|为)?\s?[\"'“「]?(?P<v>[A-Za-z0-9]{4,8})(?:$|[^A-Za-z0-9_-])",
        is_shared_code,
        "",
    ),
    (
        Kind.PASSWORD,
        "助记词 phrase mnemonic",
        r"(?i)(?:助记词|(?:seed|recovery|secret|backup) phrase|mnemonic)[\"'”]?\s?(?:[:=]|是|为|is)?\s?[\"'“]?(?P<v>[a-z]{3,8}(?:[ ,]{1,2}[a-z]{3,8}){11,23})",
        None,
        "",
    ),
    (
        Kind.API_KEY,
        "licen 许可",
        r"(?i)(?:\blicen[cs]e(?:[-_ ](?:key|code|number))?|许可证|许可码)[\"']?\s?(?:[:=]|是|为|is)?\s?[\"']?(?P<v>[A-Za-z0-9]{4,8}(?:-[A-Za-z0-9]{4,8}){3,7})(?:$|[^A-Za-z0-9_-])",
        is_voucher,
        "",
    ),
)
"""Kind, texts of which one must occur, expression, check, flag."""

COMMANDED: tuple[Detector, ...] = tuple(
    Detector(
        kind=kind,
        reason="command",
        pattern=re2.compile(pattern),
        anchors=tuple(anchors.split()),
        check=check,
        weak=flag == "weak",
    )
    for kind, anchors, pattern, check, flag in _TABLE
)
