"""Find what must not leave in a table, CSV or Markdown: the heading of a column announces what its cells hold."""

from __future__ import annotations

from collections.abc import Iterator

import re2

from quotadesk.domain.redaction.columns_private import CUES, is_private_cell, private_columns
from quotadesk.domain.redaction.kinds import SECRETS, Hit, Kind
from quotadesk.domain.redaction.secret_values import is_password, is_variable

_KEY = re2.compile(
    r"(?i)(?:[a-z0-9_.-]{1,40}[ _.-])?(?:api[-_ ]?key|api[-_ ]?token|access[-_ ]?(?:key|token)|secret(?:[-_ ]?(?:access[-_ ]?)?key)?|"
    r"client[-_ ]?secret|(?:auth|refresh|session|bearer)[-_ ]?token)s?|(?:API\s?)?(?:密钥|秘钥|令牌|密鑰|金鑰)"
)
_PASSWORD = re2.compile(
    r"(?i)(?:[a-z0-9_.-]{1,40}[ _.-])?(?:password|passwd|pwd|passphrase)|(?:登录)?(?:密码|口令|密碼)"
)
_CUES = ("key", "token", "secret", "pass", "pwd", "钥", "鑰", "令牌", "密", "口令", *CUES)
_SIGNS = ("|", "\t", ",", ";")
_AROUND = " \t\r\"'`*"
_LONGEST_HEADING = 400


def column_hits(text: str, low: str) -> Iterator[Hit]:
    """Give the cells below a heading that announces secrets or private facts; a row of another width ends the table."""
    if "\n" not in text or not any(cue in low for cue in _CUES):
        return
    sign, width, columns, start = "", 0, dict[int, Kind](), 0
    for line in text.split("\n"):
        cells = _cells(line, sign) if columns else []
        if len(cells) == width and columns:
            yield from _row(cells, columns, start)
        else:
            sign, width, columns = _heading(line)
        start += len(line) + 1


def _cells(line: str, sign: str) -> list[str]:
    """Split a line; a comma within quotes parts no cells."""
    if sign != "," or '"' not in line:
        return line.split(sign)
    cells: list[list[str]] = []
    within = False
    for part in line.split(","):
        if within:
            cells[-1].append(part)
        else:
            cells.append([part])
        within ^= part.count('"') % 2 == 1
    return [",".join(parts) for parts in cells]


def _heading(line: str) -> tuple[str, int, dict[int, Kind]]:
    """Give the sign between cells, their number, and which of them announce something."""
    sign = next((sign for sign in _SIGNS if sign in line), "")
    if not sign or len(line) > _LONGEST_HEADING:
        return "", 0, {}
    cells = [cell.strip(_AROUND) for cell in line.split(sign)]
    keys = {place: Kind.API_KEY for place, cell in enumerate(cells) if _KEY.fullmatch(cell)}
    words = {place: Kind.PASSWORD for place, cell in enumerate(cells) if _PASSWORD.fullmatch(cell)}
    return sign, len(cells), private_columns(cells) | keys | words


def _row(cells: list[str], columns: dict[int, Kind], start: int) -> Iterator[Hit]:
    for place, cell in enumerate(cells):
        value = cell.strip(_AROUND)
        if value and place in columns and _counts(value, columns[place]):
            at = start + cell.index(value)
            yield Hit(kind=columns[place], start=at, end=at + len(value), reason="named")
        start += len(cell) + 1


def _counts(value: str, kind: Kind) -> bool:
    """A cell counts when it looks random; a manual's table says `string` or `required` there."""
    if kind not in SECRETS:
        return is_private_cell(value, kind)
    if kind is Kind.API_KEY:
        return is_variable(value, "", "")
    mixed = any(c.isdigit() for c in value) and any(c.isalpha() for c in value)
    return mixed and " " not in value and is_password(value, "", "")
