"""Make a row storable that holds what no file can: half characters, numbers beyond 64 bits."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

_MOST = 2**63 - 1

Fact = TypeVar("Fact")


def storable(fact: Fact) -> Fact:
    """Give the same record or task with half characters replaced by “�” and numbers held within 64 bits."""
    if not is_dataclass(fact) or isinstance(fact, type):
        return fact
    changed = {f.name: _sound(getattr(fact, f.name)) for f in fields(fact)}
    return replace(fact, **changed)


def _sound(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, int) and not isinstance(value, bool):
        return max(-_MOST, min(_MOST, value))
    if isinstance(value, tuple):
        return tuple(_sound(v) for v in value)
    return storable(value)
