"""Name every kind of value that redaction masks, and say which kinds are secrets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a masked value was; the name stands in its placeholder."""

    API_KEY = "API_KEY"
    CLOUD_KEY = "CLOUD_KEY"
    SESSION = "SESSION"
    PASSWORD = "PASSWORD"  # noqa: S105 - the name of a kind
    PRIVATE_KEY = "PRIVATE_KEY"
    WEBHOOK = "WEBHOOK"
    CHANNEL = "CHANNEL"
    UPSTREAM = "UPSTREAM"
    GROUP = "GROUP"
    OWNER = "OWNER"
    PERSON = "PERSON"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    ID_NUMBER = "ID_NUMBER"
    CARD = "CARD"
    IP = "IP"
    MAC = "MAC"
    SOCIAL_ID = "SOCIAL_ID"
    ADDRESS = "ADDRESS"
    BALANCE = "BALANCE"
    PROMPT = "PROMPT"


SECRETS = frozenset(
    {Kind.API_KEY, Kind.CLOUD_KEY, Kind.SESSION, Kind.PASSWORD, Kind.PRIVATE_KEY, Kind.WEBHOOK}
)
"""Kinds that give access to something: no audience may read them and no agent may override."""

ANONYMOUS = frozenset({Kind.BALANCE, Kind.PROMPT})
"""Kinds whose placeholder carries no pseudonym: equal prompts or balances must not be recognisable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place in a text that must not leave: offsets are code points, `reason` is a one-word key."""

    kind: Kind
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedValue:
    """One value that was replaced: where it stood in the source, what stands there now, and why."""

    kind: Kind
    placeholder: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A text after masking, with every value that was masked, in the order of the source."""

    text: str
    values: tuple[MaskedValue, ...]
