"""Links into the desk: `quotadesk://lookup?q=…` and `quotadesk://case/<request id>`, written and read.

A link comes from anywhere: it can only say what to look up. It names no file, no gateway and no command, and what it
says is read as if it had been typed.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from quotadesk.app.errors import UnclearLookup
from quotadesk.domain.said import Said
from quotadesk.places import SCHEME

LONGEST = 2_000  # characters of a link; longer ones are cut by mail programs and chats
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,127}")
_TERM = re.compile(r"[a-z]{2,12}:")  # a lookup has at least one; prose has none and is no lookup
_FORMS = Said(
    "A link reads quotadesk://lookup?q=status:429 or quotadesk://case/<request id>.",
    "链接形如 quotadesk://lookup?q=status:429 或 quotadesk://case/<请求 ID>。",
)
_FAULTS = {
    "long": Said("This link is too long.", "此链接过长。"),
    "hidden": Said("This link holds characters that cannot be seen.", "此链接含有不可见字符。"),
    "kind": Said("This link leads to no lookup and no case.", "此链接不指向任何查询或案例。"),
    "more": Said("This link asks for more than a lookup.", "此链接包含查询以外的内容。"),
    "empty": Said("This link holds no lookup.", "此链接不含查询条件。"),
    "id": Said("This link holds no request id.", "此链接不含请求 ID。"),
    "broken": Said("This link is damaged.", "此链接已损坏。"),
}


def is_link(text: str) -> bool:
    """Say whether a text means to be a link of this program."""
    return text.strip().casefold().startswith(SCHEME)


def link_to_lookup(text: str) -> str:
    """Give the link that asks for a lookup in its text form. The text must have passed the gate."""
    return f"{SCHEME}//lookup?q={quote(text, safe=':,*')}"


def link_to_case(request_id: str) -> str:
    """Give the link that opens a request, by its id; "" for an id that no link can carry."""
    return f"{SCHEME}//case/{request_id}" if _ID.fullmatch(request_id) else ""


def lookup_of(link: str) -> str:
    """Give the lookup that a link asks for, in its text form. Raises UnclearLookup saying what is wrong with it."""
    link = link.strip()
    if len(link) > LONGEST:
        raise _faulty("long")
    try:
        parts = urlsplit(link)
        place, path = parts.netloc.casefold(), unquote(parts.path, errors="strict").strip("/")
        pairs = parse_qsl(parts.query, keep_blank_values=True, errors="strict", max_num_fields=4)
    except ValueError as error:  # a damaged address, a broken escape, too many fields
        raise _faulty("broken") from error
    if any(_is_hidden(text) for text in (link, path, *(value for _, value in pairs))):
        raise _faulty("hidden")
    if not is_link(link) or place not in {"lookup", "case"}:
        raise _faulty("kind")
    if parts.fragment:
        raise _faulty("more")
    return _lookup(path, pairs) if place == "lookup" else _case(path, pairs)


def _lookup(path: str, pairs: list[tuple[str, str]]) -> str:
    if path or len(pairs) > 1 or any(name != "q" for name, _ in pairs):
        raise _faulty("more")
    text = pairs[0][1].strip() if pairs else ""
    if _TERM.search(text) is None or is_link(text):
        raise _faulty("empty")
    return text


def _case(path: str, pairs: list[tuple[str, str]]) -> str:
    if pairs:
        raise _faulty("more")
    if not _ID.fullmatch(path):
        raise _faulty("id")
    return f"id:{path}"


def _is_hidden(text: str) -> bool:
    """Find control and formatting characters: line ends, and those that turn the direction of writing."""
    return any(unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for c in text)


def _faulty(why: str) -> UnclearLookup:
    return UnclearLookup(_FAULTS[why], _FORMS)
