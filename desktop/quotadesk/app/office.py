"""The desk at work: the current connection, and every task that a window or a command can start."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from quotadesk.app.answers import Answer, CaseView, ConnectReport, Desk, Progressed, Sent, SyncReport
from quotadesk.app.errors import CredentialRefused, GatewayTrouble, VaultTrouble
from quotadesk.app.ports import (
    Cancelled,
    Connection,
    Connections,
    Fetch,
    Gateway,
    Names,
    OpenGateway,
    Outlet,
    Store,
    Vault,
    Wording,
)
from quotadesk.domain.documents import Document
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.said import Language, Said
from quotadesk.domain.window import Window

# The tasks themselves are imported where they begin: reading tickets and redaction build big tables, and a window has
# to be painted before anybody needs them.
if TYPE_CHECKING:
    from quotadesk.app.case import Diagnose, Told
    from quotadesk.app.intake import Intake
    from quotadesk.app.lookup import Workplace
    from quotadesk.app.reading import Understood
    from quotadesk.domain.redaction import Known

FIRST_SYNC = timedelta(days=1)
OVERLAP = timedelta(minutes=10)  # rows that were written late

_NO_CONNECTION = Said("No gateway is connected.", "尚未连接网关。")
_CONNECT = Said("Open Connections and add one.", "请打开“连接”添加网关。")
_NO_CREDENTIAL = Said("There is no credential for this connection.", "该连接没有凭据。")
_ENTER_IT = Said("Open Connections and enter it again.", "请打开“连接”重新输入。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What bootstrap binds: the adapters behind the ports, and the workspace's rules."""

    connections: Connections
    vault: Vault
    open_gateway: OpenGateway
    open_store: Callable[[], Store]
    wording: Wording
    diagnose: Diagnose
    intake: Callable[[], Intake]
    secret: Callable[[], bytes]
    now: Callable[[], datetime]
    zone: Callable[[], tzinfo]
    clock: Callable[[], float]


class Office:
    """Tasks of the desk on the current connection. Safe to call from several worker threads."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = threading.RLock()
        self._connection: Connection | None = next(iter(parts.connections.all()), None)
        self._gateway: Gateway | None = None
        self._names = Names()
        self._synced_at: datetime | None = None
        self._credential = "none"
        self._secrets: frozenset[str] = frozenset()  # credentials of this session: no text may carry them
        self._online = True
        self._told: Told | None = None

    # ------------------------------------------------------------ connections

    def connections(self) -> tuple[Connection, ...]:
        """Give every saved connection."""
        return self._parts.connections.all()

    def connect(self, *, name: str, kind: str, url: str, credential: str, user_id: str) -> ConnectReport:
        """Try a connection, keep it and make it the current one."""
        from quotadesk.app import connections

        report = connections.connect(
            Connection(name=name.strip(), kind=kind, url=url.strip(), user_id=user_id.strip()),
            credential,
            connections=self._parts.connections,
            vault=self._parts.vault,
            open_gateway=self._parts.open_gateway,
        )
        self.use(report.name)
        return report

    def forget(self, name: str) -> None:
        """Remove a connection and its credential; what was read stays in the store."""
        self._parts.vault.forget(name)
        self._parts.connections.remove(name)
        with self._lock:
            if self._connection and self._connection.name == name:
                self._close()
                self._connection = next(iter(self._parts.connections.all()), None)

    def give_credential(self, name: str, credential: str) -> None:
        """Use a credential for this session without keeping it."""
        with self._lock:
            self.use(name, credential=credential)

    def use(self, name: str, *, credential: str | None = None) -> Desk:
        """Make a connection the current one and open its gateway when there is a credential."""
        with self._lock:
            self._close()
            found = next((c for c in self._parts.connections.all() if c.name == name), None)
            if found is None:
                raise CredentialRefused(_NO_CONNECTION, _CONNECT)
            self._connection = found
            self._open(credential)
            desk = self.desk()
        if desk is None:
            raise CredentialRefused(_NO_CONNECTION, _CONNECT)
        return desk

    def _open(self, credential: str | None = None) -> None:
        connection = self._connection
        if connection is None:
            return
        try:
            secret = credential or self._parts.vault.credential(connection.name)
        except VaultTrouble:
            self._credential = "locked"
            return
        self._secrets |= {secret} if secret else frozenset()
        self._credential = "none" if secret is None else "kept" if self._parts.vault.safe else "session"
        self._gateway = self._parts.open_gateway(connection, secret) if secret else None

    def _close(self) -> None:
        if self._gateway is not None:
            self._gateway.close()
        self._gateway, self._names, self._synced_at = None, Names(), None

    def desk(self) -> Desk | None:
        """Give the state of the current connection; None when there is none."""
        connection = self._connection
        if connection is None:
            return None
        store = self._parts.open_store()
        return Desk(
            connection=connection.name,
            title=connection.name,
            profile=connection.profile,
            held=store.held(connection.name),
            synced_at=self._synced_at,
            online=self._online,
            credential=self._credential,
            names=self.names(),
        )

    def names(self) -> Names:
        """Give what gateway and store name, for completion, reading tickets and known values."""
        if self._connection is None:
            return Names()
        held = self._parts.open_store().names(self._connection.name)
        return _merged(self._names, held)

    def learn_names(self) -> Names:
        """Read the gateway's lists of names; what cannot be read is left out."""
        if self._gateway is not None:
            try:
                self._names = self._gateway.names()
            except GatewayTrouble:
                self._online = False
        return self.names()

    def _workplace(self) -> Workplace:
        from quotadesk.app.lookup import Workplace

        if self._connection is None:
            raise CredentialRefused(_NO_CONNECTION, _CONNECT)
        with self._lock:
            if self._gateway is None and self._credential == "none":
                self._open()
        return Workplace(
            connection=self._connection.name,
            store=self._parts.open_store(),
            gateway=self._gateway,
            profile=self._connection.profile,
            intake=self._parts.intake(),
            now=self._parts.now,
        )

    # ------------------------------------------------------------ reading

    def sync(
        self, *, progressed: Progressed, cancelled: Cancelled, window: Window | None = None
    ) -> SyncReport:
        """Read the newest rows: since the last sync, or the last day at first."""
        from quotadesk.app.sync import sync

        place = self._workplace()
        if place.gateway is None:
            raise CredentialRefused(_NO_CREDENTIAL, _ENTER_IT)
        now = self._parts.now()
        held = place.store.held(place.connection)
        start = max(held[-1].end - OVERLAP, now - timedelta(days=7)) if held else now - FIRST_SYNC
        report = sync(
            place.gateway,
            place.store,
            place.connection,
            Fetch(window=window or Window(min(start, now), now), own_only=not place.profile.reads_all),
            intake=place.intake,
            now=self._parts.now,
            progressed=progressed,
            cancelled=cancelled,
        )
        self._online = report.stopped is None or cancelled()
        if report.complete:
            self._synced_at = self._parts.now()
        return report

    def understand(self, text: str, *, tz: str = "") -> Understood:
        """Read a typed lookup or a pasted ticket. Raises UnclearLookup."""
        from quotadesk.app.reading import understand

        return understand(text, now=self._parts.now(), tz=tz or str(self._parts.zone()), names=self.names())

    def look_up(
        self, lookup: Lookup, *, after: Cursor | None = None, progressed: Progressed, cancelled: Cancelled
    ) -> Answer:
        """Answer a lookup, fetching what the store does not hold."""
        from quotadesk.app.lookup import look_up

        return look_up(self._workplace(), lookup, after=after, progressed=progressed, cancelled=cancelled)

    # ------------------------------------------------------------ cases

    def tell(self, told: Told | None) -> None:
        """Remember what the customer said, as evidence for the cases opened next."""
        self._told = told

    def open_case(self, key: str) -> CaseView:
        """Give the case of a request, with what the customer said beside it when it is about this request."""
        from quotadesk.app import case

        told = self._told
        view = case.open_case(self._workplace(), key, diagnose=self._parts.diagnose)
        if told is None or view.request is None or not told.is_about(view.request):
            return view
        return case.open_case(self._workplace(), key, diagnose=self._parts.diagnose, told=told)

    def explain(self, text: str) -> CaseView:
        """Give the case of a pasted error for which no row exists."""
        from quotadesk.app import case

        understood = self.understand(text)
        return case.explain(
            self._workplace(),
            understood.told() or case.Told(text=understood.text),
            diagnose=self._parts.diagnose,
        )

    def account_case(self, owner: str) -> CaseView:
        """Give the case of an owner without a request: quota state and balance."""
        from quotadesk.app import case

        return case.account_case(self._workplace(), owner)

    # ------------------------------------------------------------ texts

    def reply(self, view: CaseView, language: Language) -> Document:
        """Give the customer reply that the verdict asks for."""
        from quotadesk.app import texts

        parts = self._parts
        return texts.reply(view, language, wording=parts.wording, zone=parts.zone(), now=parts.now())

    def low_balance(self, view: CaseView, language: Language) -> Document:
        """Give the low-balance notice."""
        from quotadesk.app import texts

        parts = self._parts
        return texts.low_balance(view, language, wording=parts.wording, zone=parts.zone(), now=parts.now())

    def note(self, view: CaseView, language: Language, options: Mapping[str, str]) -> Document:
        """Give the hand-off note; options fill its blanks."""
        from quotadesk.app import texts

        parts = self._parts
        return texts.note(
            view,
            language,
            options,
            wording=parts.wording,
            zone=parts.zone(),
            now=parts.now(),
            known=self.known(),
            secret=parts.secret(),
        )

    def send(self, document: Document, outlet: Outlet, to: str) -> Sent:
        """Let a text leave through the gate. Raises UnfitText."""
        from quotadesk.app import outgoing

        return outgoing.send(
            document, outlet, to, known=self.known(), secret=self._parts.secret(), clock=self._parts.clock
        )

    def known(self) -> Known:
        """Give every value that this program knows and that may not stand in every text."""
        from quotadesk.domain.redaction import Known

        names = self.names()
        owners = frozenset(names.owners) | {a for aliases in names.owners.values() for a in aliases}
        return Known(
            credentials=self._secrets,
            owners=owners,
            emails=frozenset(names.emails),
            channels=frozenset(c for c in names.channels if not c.isdigit()),  # "24" alone names nothing
            groups=frozenset(names.groups),
            key_names=frozenset(names.key_names),
            base_urls=frozenset(c.url for c in self.connections()),
        )


def _merged(first: Names, second: Names) -> Names:
    return replace(
        first,
        owners={**second.owners, **first.owners},
        emails=_union(first.emails, second.emails),
        models=_union(first.models, second.models),
        groups=_union(first.groups, second.groups),
        key_names=_union(first.key_names, second.key_names),
        channels=_union(first.channels, second.channels),
    )


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
