"""Find every number, time and id in a text, to compare what it states with what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable

_APART = re.compile("[\\s\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’·‹›|]+")
_EDGES = ".,;:!?()[]{}'\"`*_~<>#"
_ITEM = re.compile(r"^ {0,3}\d{1,2}\. ", re.MULTILINE)


def stated_in(text: str) -> tuple[str, ...]:
    """Give each word with a digit ("$0.0169", "15:01", "UTC+8", an id); numbers of list items do not count."""
    words = (w.strip(_EDGES) for w in _APART.split(_ITEM.sub("", text)))
    return tuple(dict.fromkeys(w for w in words if any(c.isdigit() for c in w)))


def undeclared(text: str, declared: Iterable[str]) -> tuple[str, ...]:
    """Give each number, time or id in `text` that is not among the declared ones."""
    known = frozenset(declared)
    return tuple(word for word in stated_in(text) if word not in known)
