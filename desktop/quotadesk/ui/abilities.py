"""What the window can do, as plain functions that bootstrap binds. The only door from ui to the rest.

Functions marked *worker* may take long and are called through background.run, never on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from quotadesk.app.answers import Answer, CaseView, ConnectReport, Desk, Progressed, Sent, SyncReport
from quotadesk.app.ports import Cancelled, Connection, Outlet
from quotadesk.domain.documents import Document
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.said import Language, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One term of a lookup as the lookup bar shows it. `text` is the term's text form ("status:402,429")."""

    key: str
    label: Said
    value: str
    text: str
    alternatives: tuple[str, ...] = ()  # other readings in text form (two readings of a time)


class LookUp(Protocol):
    """*worker* Answer a lookup, fetching what the store does not hold."""

    def __call__(
        self, lookup: Lookup, *, after: Cursor | None, progressed: Progressed, cancelled: Cancelled
    ) -> Answer:
        """Give one page and its coverage."""


class Connect(Protocol):
    """*worker* Try a connection and keep it."""

    def __call__(self, *, name: str, kind: str, url: str, credential: str, user_id: str) -> ConnectReport:
        """Probe the gateway, keep settings and credential."""


class Sync(Protocol):
    """*worker* Read the newest rows of a connection."""

    def __call__(self, *, progressed: Progressed, cancelled: Cancelled) -> SyncReport:
        """Give what was read."""


def answer_nothing(connection: str, answers: Mapping[str, bool | None]) -> None:
    """Forget the answers: what a window does that is bound to no settings."""
    del connection, answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Abilities:
    """Everything the window can do."""

    chips: Callable[
        [str], tuple[Chip, ...]
    ]  # text form or pasted ticket → chips; quick; full keys come back masked
    parse: Callable[[tuple[Chip, ...]], Lookup]  # raises UnclearLookup
    text_of: Callable[[Lookup], str]
    look_up: LookUp
    open_case: Callable[[str], CaseView]  # worker; request key → case
    explain: Callable[[str], CaseView]  # worker; pasted text without a row → case
    account_case: Callable[[str], CaseView]  # worker; an owner without a request → case for low balance
    reply: Callable[[CaseView, Language], Document]  # worker
    note: Callable[[CaseView, Language, Mapping[str, str]], Document]  # worker; options fill the blanks
    low_balance: Callable[[CaseView, Language], Document]  # worker
    send: Callable[[Document, Outlet, str], Sent]  # the gate, then the outlet; raises UnfitText
    connect: Connect
    forget: Callable[[str], None]  # worker
    connections: Callable[[], tuple[Connection, ...]]
    use: Callable[[str], Desk]  # worker; make a connection the current one
    desk: Callable[[], Desk | None]  # state of the current connection; None when there is none
    sync: Sync
    saved: Callable[[], Mapping[str, str]]  # saved lookups: name → text form
    save_lookup: Callable[[str, str], None]
    preference: Callable[[str], str]  # language, scheme, layout …; "" when unset
    prefer: Callable[[str, str], None]
    answer_profile: Callable[[str, Mapping[str, bool | None]], None] = answer_nothing
    """*worker* Keep what an agent knows of a connection's gateway: its name; error_log, consume_log and
    bills_on_disconnect → True, False or None (not known). The facts that were answered stand in Profile.asked."""
