"""Find one layer of escaping in a text: JSON, C, URL, HTML, quoted-printable, terminal colours, inline tags."""

from __future__ import annotations

import html

import re2

from quotadesk.domain.redaction.text_tools import shown

_TAGS = "wbr|br|b|i|u|s|em|strong|code|span|mark|font|kbd|tt|small|sub|sup"
_ESCAPES = re2.compile(
    r"(?P<pct>(?:%[0-9A-Fa-f]{2})+)"
    r"|(?P<hex>\\u[0-9A-Fa-f]{4}|\\u\{[0-9A-Fa-f]{1,6}\}|\\U[0-9A-Fa-f]{8}|\\x[0-9A-Fa-f]{2}|\\x\{[0-9A-Fa-f]{1,6}\}"
    r"|%u[0-9A-Fa-f]{4})"
    r"|(?P<oct>\\[0-3][0-7]{2})"
    r"|(?P<cont>\\\r?\n|=\r?\n)"
    r"|(?P<back>\\[nrt\"'/`&=_*-]|(?:\\\\)+)"
    r"|(?P<ent>&#[0-9]{1,7};?|&#[xX][0-9A-Fa-f]{1,6};?|&[A-Za-z]{2,12};)"
    r"|(?P<tag></?(?:" + _TAGS + r")(?: [^<>]{0,80})?\s*/?>|<!--[^<>]{0,80}-->)"
    r"|(?P<ansi>\x1b(?:\[[0-9;]{0,20}[A-Za-z])?)"
)
_QUOTED = re2.compile(r"=(?:3[0-9A]|[46][1-9A-F]|[57][0-9A]|2[0-9A-F]|5F|3D|[CE][0-9A-F]=[89AB][0-9A-F])")
_BACK = {"n": "\n", "r": "\r", "t": "\t"}
_ANCHORS = ("%", "\\", "&", "<", "\x1b", "=\n", "=\r")
_QUOTED_LEAST = 3
_AHEAD = 60
_SETTING = re2.compile(
    r"(?:(?:export|set|setx|declare|env|ENV|ARG|-e|--env|const|let|var)[ \t]+)?[A-Za-z_][A-Za-z0-9_.-]*\s?[=:][^\r\n]"
)
"""A line that begins with a name and = or : goes on after base64 padding, not after a soft line break."""
_ASCII_END = 0x80

Edit = tuple[int, int, str]


def escape_edits(text: str) -> list[Edit]:
    """List what one layer of unescaping changes, in order. Empty when nothing is escaped."""
    if not any(anchor in text for anchor in _ANCHORS):
        return _quoted_edits(text)
    edits: list[Edit] = []
    for match in _ESCAPES.finditer(text):
        start, end = match.span()
        raw = match.group()
        if raw[0] == "%" and raw[1] != "u":
            edits += _percent(raw, start)
            continue
        new = _single(raw, text[start - 1 : start], text[end : end + _AHEAD])
        if new is not None:
            edits.append((start, end, new))
    return edits or _quoted_edits(text)


def _single(raw: str, before: str, after: str) -> str | None:
    """Give what one escape stands for, or None where it stands for itself."""
    if raw[0] == "&":
        new = html.unescape(raw)
        return None if new == raw else new
    if raw[0] in "<\x1b":
        return ""
    if raw[-1] == "\n":
        soft = (before.isalnum() or before in "_-") and not _SETTING.match(after)
        return "" if raw[0] == "\\" or soft else None
    if raw[:2] == "\\\\":
        return raw[len(raw) // 2 :]
    if len(raw) == 2:
        return _BACK.get(raw[1], raw[1])
    digits = raw[1:].lstrip("uUx").strip("{}")
    code = int(digits, 8) if raw[1] in "0123" else int(digits, 16)
    return shown(code)


def _percent(raw: str, start: int) -> list[Edit]:
    """Decode a run of %XX as UTF-8, each character with its own range; bytes that are no UTF-8 stay."""
    data = bytes.fromhex(raw.replace("%", ""))
    edits: list[Edit] = []
    at = 0
    while at < len(data):
        size = _utf8_size(data[at])
        try:
            char = data[at : at + size].decode()
        except UnicodeDecodeError:
            at += 1
            continue
        edits.append((start + 3 * at, start + 3 * (at + size), char))
        at += size
    return edits


def _utf8_size(lead: int) -> int:
    if lead < _ASCII_END:
        return 1
    return 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def _quoted_edits(text: str) -> list[Edit]:
    """Decode =XX of quoted-printable, but only where a text shows enough of it to be no accident."""
    if "=" not in text:
        return []
    found = [match.span() for match in _QUOTED.finditer(text)]
    if len(found) < _QUOTED_LEAST and "=3D" not in text:
        return []
    edits: list[Edit] = []
    for start, end in found:
        data = bytes.fromhex(text[start:end].replace("=", ""))
        try:
            edits.append((start, end, data.decode()))
        except UnicodeDecodeError:
            continue
    return edits
