"""Take single values out of foreign JSON: the right type, or nothing. No function here raises."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

LONGEST_NAME = 256
LONGEST_TEXT = 8_000
_LAST_SECOND = 253_402_300_799  # year 9999
_EXACT = 2**53
_NOTHING: Mapping[str, Any] = {}
_VERSION = re.compile(r"v?\d{1,4}(?:\.\d{1,6}){0,3}(?:[-.]?[a-z]{1,8}(?:[-.]?\d{1,4})?)?", re.IGNORECASE)
# An unbroken run at the end of a cut text: the beginning of a key would no longer look like one.
_TORN = re.compile(r"(?<=[^!-~])[!-~]+\Z")


def text(raw: Mapping[str, Any], name: str, *, longest: int = LONGEST_NAME) -> str:
    """Give a string of at most `longest` characters; "" when it is missing or no string."""
    value = raw.get(name)
    if not isinstance(value, str):
        return ""
    value = cut(value, longest)
    if value.isascii() and "\0" not in value:
        return value
    # JSON may spell half characters that no file and no store can hold.
    return value.encode("utf-8", "replace").decode().replace("\0", "")


def cut(value: str, longest: int) -> str:
    """Give at most `longest` characters. What is cut is cut between words, so that no half of a key is left."""
    return value if len(value) <= longest else _TORN.sub("", value[:longest])


def version(raw: Mapping[str, Any], name: str) -> str:
    """Give the number of a release, with its stage ("v1.0.0-rc.24"), and nothing that stands behind it."""
    found = _VERSION.match(text(raw, name))
    return found.group() if found else ""


def number(raw: Mapping[str, Any], name: str) -> float | None:
    """Give a finite number (int or float); None when it is missing or anything else."""
    value = raw.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        finite = float(value)
    except OverflowError:
        return None
    return finite if math.isfinite(finite) else None


def whole(raw: Mapping[str, Any], name: str) -> int | None:
    """Give a whole number that a double holds exactly; None when it is missing or anything else."""
    value = number(raw, name)
    return int(value) if value is not None and abs(value) <= _EXACT and value == int(value) else None


def count(raw: Mapping[str, Any], name: str) -> int | None:
    """Give a whole number of zero or more; None otherwise."""
    value = whole(raw, name)
    return value if value is not None and value >= 0 else None


def flag(raw: Mapping[str, Any], name: str) -> bool | None:
    """Give a boolean; None when it is missing or anything else."""
    value = raw.get(name)
    return value if isinstance(value, bool) else None


def ident(raw: Mapping[str, Any], name: str) -> str:
    """Give an id as text, from a positive number or a string; "" for 0, for nothing and for anything else."""
    value = raw.get(name)
    if isinstance(value, str):
        return text(raw, name)
    given = whole(raw, name)
    return str(given) if given is not None and given > 0 else ""


def moment(raw: Mapping[str, Any], name: str) -> datetime | None:
    """Give unix seconds as an aware time (UTC); None for 0, for nothing and for what no calendar holds."""
    seconds = number(raw, name)
    if seconds is None or not 0 < seconds <= _LAST_SECOND:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def mapping(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give a nested object; an empty one when it is missing or anything else."""
    value = raw.get(name)
    return value if isinstance(value, Mapping) else _NOTHING


def packed(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give an object that may be packed as JSON in a string; an empty one when it is "", broken or no object."""
    value = raw.get(name)
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return _NOTHING
    return value if isinstance(value, Mapping) else _NOTHING


def idents(raw: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Give a list of ids as text, in order; members of another type are left out."""
    value = raw.get(name)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(given for item in value if (given := ident({"": item}, "")))
