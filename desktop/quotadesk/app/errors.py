"""Every failure that an agent can meet, with the next step.

DeskError
├── GatewayTrouble
│   ├── GatewayUnreachable     no connection, TLS failure, time-out
│   ├── NotAGateway            the address answers, but not as a known gateway
│   ├── CredentialRefused      wrong, expired or disabled credential
│   ├── NotPermitted           the credential's role is too low
│   ├── GatewayBusy            429; `wait_s` says how long to wait
│   └── GatewayFaulty          5xx, half an answer, wrong types, success:false
├── StoreTrouble
│   ├── StoreBusy              another program holds the file
│   ├── StoreFull              no space left
│   ├── StoreReadOnly
│   └── StoreDamaged           set aside and named
├── VaultTrouble
│   ├── VaultLocked
│   └── VaultUnsafe            no safe keyring: session only
├── UnclearLookup              a lookup that cannot be read; `position` says where
├── UnfitText                  a text that may not leave; `reasons` says why
├── FaultyTemplate             file, line and reason
├── FaultyKnowledge            file, entry and reason
├── FaultyFile                 a file of rows that cannot be read or written
└── FaultySettings
"""

from __future__ import annotations

from dataclasses import dataclass

from quotadesk.domain.said import Said


class DeskError(Exception):
    """A failure in words that an agent can act on. Never carries a credential, a prompt or a raw answer."""

    def __init__(self, message: Said, hint: Said) -> None:
        super().__init__(f"{message.en} {hint.en}".strip())
        self.message = message
        self.hint = hint


class GatewayTrouble(DeskError):
    """Something between this program and the gateway."""


class GatewayUnreachable(GatewayTrouble):
    """No connection, a TLS failure or a time-out."""


class NotAGateway(GatewayTrouble):
    """The address answers, but not as a gateway that this program knows."""


class CredentialRefused(GatewayTrouble):
    """The gateway does not accept the credential."""


class NotPermitted(GatewayTrouble):
    """The credential is good, but its role or routes do not allow this read."""


class GatewayBusy(GatewayTrouble):
    """The gateway asks to slow down."""

    def __init__(self, message: Said, hint: Said, *, wait_s: float | None = None) -> None:
        super().__init__(message, hint)
        self.wait_s = wait_s


class GatewayFaulty(GatewayTrouble):
    """The gateway answered with an error or with something that cannot be read."""


class StoreTrouble(DeskError):
    """Something with the local store."""


class StoreBusy(StoreTrouble):
    """Another program holds the store."""


class StoreFull(StoreTrouble):
    """No space is left on the disk."""


class StoreReadOnly(StoreTrouble):
    """The store cannot be written."""


class StoreDamaged(StoreTrouble):
    """The store file is damaged and was set aside."""


class VaultTrouble(DeskError):
    """Something with the operating system's keyring."""


class VaultLocked(VaultTrouble):
    """The keyring is there but locked."""


class UnclearLookup(DeskError):
    """A lookup that cannot be read."""

    def __init__(self, message: Said, hint: Said, *, position: int = 0) -> None:
        super().__init__(message, hint)
        self.position = position


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """Where a text may not leave: 1-based line and column of its plain form, length in characters, and why."""

    line: int
    column: int
    length: int
    why: Said


class UnfitText(DeskError):
    """A text that may not leave this machine as it is; `places` are marked in it where they are known.

    `askable`: figures that nobody declared; a window may ask once and send again with these confirmed. Empty when
    no question can help, as for a secret.
    """

    def __init__(
        self,
        message: Said,
        hint: Said,
        *,
        reasons: tuple[Said, ...] = (),
        places: tuple[TextPlace, ...] = (),
        askable: tuple[str, ...] = (),
    ) -> None:
        super().__init__(message, hint)
        self.reasons = reasons
        self.places = places
        self.askable = askable


class FaultyTemplate(DeskError):
    """A template that could leak or cannot be rendered."""


class FaultyKnowledge(DeskError):
    """A knowledge file with an entry that cannot be used."""


class FaultyFile(DeskError):
    """A file of rows that cannot be read or written, or a mapping for one: file, line and reason."""


class FaultySettings(DeskError):
    """Settings that cannot be read or written."""
