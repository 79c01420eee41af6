"""Hold the values that the program itself knows, and which audience each kind of them may reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from quotadesk.domain.redaction.kinds import Kind


class Audience(StrEnum):
    """Who reads a text: a customer (public) or colleagues (internal)."""

    PUBLIC = "public"
    INTERNAL = "internal"


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Values from connections, the store and the directory; every field is a set of exact spellings."""

    credentials: frozenset[str] = _NONE
    key_names: frozenset[str] = _NONE
    key_tails: frozenset[str] = _NONE
    channels: frozenset[str] = _NONE
    base_urls: frozenset[str] = _NONE
    hosts: frozenset[str] = _NONE
    owners: frozenset[str] = _NONE
    emails: frozenset[str] = _NONE
    persons: frozenset[str] = _NONE
    groups: frozenset[str] = _NONE
    projects: frozenset[str] = _NONE
    balances: frozenset[str] = _NONE

    @classmethod
    def of(cls, **values: Iterable[str]) -> Known:
        """Build from any iterables of text, dropping empty spellings."""
        return cls(**{name: frozenset(v for v in group if v.strip()) for name, group in values.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What one field of Known becomes where it may not be read, and who may read it as it stands."""

    kind: Kind
    readers: frozenset[Audience]


_NOBODY: frozenset[Audience] = frozenset()
_COLLEAGUES = frozenset({Audience.INTERNAL})
_EVERYBODY = frozenset(Audience)

RULES: Mapping[str, Rule] = {
    "credentials": Rule(kind=Kind.API_KEY, readers=_NOBODY),
    "key_names": Rule(kind=Kind.OWNER, readers=_EVERYBODY),
    "key_tails": Rule(kind=Kind.API_KEY, readers=_EVERYBODY),
    "channels": Rule(kind=Kind.CHANNEL, readers=_NOBODY),
    "base_urls": Rule(kind=Kind.UPSTREAM, readers=_NOBODY),
    "hosts": Rule(kind=Kind.UPSTREAM, readers=_NOBODY),
    "owners": Rule(kind=Kind.OWNER, readers=_COLLEAGUES),
    "emails": Rule(kind=Kind.EMAIL, readers=_NOBODY),
    "persons": Rule(kind=Kind.PERSON, readers=_NOBODY),
    "groups": Rule(kind=Kind.GROUP, readers=_COLLEAGUES),
    "projects": Rule(kind=Kind.GROUP, readers=_COLLEAGUES),
    "balances": Rule(kind=Kind.BALANCE, readers=_NOBODY),
}
"""One row a field of Known: product.md's evidence fields. Key names and masked keys are public."""

_LABELS: Mapping[str, Kind] = {
    "ROUTING": Kind.CHANNEL,
    "TOKEN": Kind.SESSION,
    "PEM": Kind.PRIVATE_KEY,
    "API_KEY_CTX": Kind.API_KEY,
}


def forbidden(known: Known, audience: Audience) -> tuple[tuple[Kind, str], ...]:
    """List what `audience` may not read, as (kind, value) pairs."""
    return tuple(
        (rule.kind, value)
        for name, rule in RULES.items()
        if audience not in rule.readers
        for value in sorted(getattr(known, name))
    )


def from_context(context: Mapping[str, Any] | None) -> tuple[tuple[Kind, str], ...]:
    """Read `{"known": [{"label": "ROUTING", "value": "…"}, …]}`; unknown labels become OWNER."""
    if not context:
        return ()
    return tuple(_entries(context.get("known") or ()))


def _entries(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Kind, str]]:
    for row in rows:
        label, value = str(row.get("label", "")), row.get("value")
        if isinstance(value, str) and value.strip():
            kind = _LABELS.get(label) or (Kind(label) if label in Kind.__members__ else Kind.OWNER)
            yield kind, value
