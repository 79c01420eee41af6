"""The desk at work: the current connection, and every task that a window or a command can start."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from quotadesk.app.answers import Answer, CaseView, ConnectReport, Desk, Progressed, Sent, SyncReport
from quotadesk.app.errors import CredentialRefused, GatewayTrouble, VaultTrouble
from quotadesk.app.opened import Opened, merged
from quotadesk.app.ports import (
    OWN_ROWS,
    Cancelled,
    Connection,
    Connections,
    Fetch,
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
    from quotadesk.app.reading import Understood
    from quotadesk.app.workplace import Workplace
    from quotadesk.domain.redaction import Known

FIRST_SYNC = timedelta(days=1)
OVERLAP = timedelta(minutes=10)  # rows that were written late

_NO_CONNECTION = Said("No gateway is connected.", "尚未连接网关。")
_CONNECT = Said("Open Connections and add one.", "请打开“连接”添加网关。")
_NO_CREDENTIAL = Said("There is no credential for this connection.", "该连接没有凭据。")
_ENTER_IT = Said(
    "Open Connections and enter it again; a command reads it with --credential-stdin.",
    "请打开“连接”重新输入；命令行可用 --credential-stdin 输入。",
)


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
    """Tasks of the desk on the current connection.

    May be called from several worker threads: each task works on one `Opened` from its beginning to its end, so that
    choosing another connection meanwhile neither mixes the two nor closes a gateway that is being read.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = threading.RLock()
        self._opened: Opened | None = None
        self._secrets: frozenset[str] = frozenset()  # credentials of this session: no text may carry them
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
            if self._opened is not None and self._opened.connection.name == name:
                self._opened.retire()
                self._opened = None

    def answer_profile(self, name: str, answers: Mapping[str, bool | None]) -> None:
        """Keep what an agent answered about a gateway (error_log, consume_log, bills_on_disconnect; None = unknown)."""
        from quotadesk.app.connections import answered

        found = self._saved(name)
        changed = replace(found, profile=answered(found.profile, answers))
        self._parts.connections.save(changed)
        with self._lock:
            if self._opened is not None and self._opened.connection.name == name:
                self._opened.connection = changed

    def use(self, name: str, *, credential: str | None = None) -> Desk:
        """Make a connection the current one and open its gateway when there is a credential."""
        opened = self._open(self._saved(name), credential)
        with self._lock:
            before, self._opened = self._opened, opened
        if before is not None:
            before.retire()
        return self._desk(opened)

    def _saved(self, name: str) -> Connection:
        found = next((c for c in self.connections() if c.name == name), None)
        if found is None:
            raise CredentialRefused(*_unknown(name, tuple(c.name for c in self.connections())))
        return found

    def _open(self, connection: Connection, credential: str | None = None) -> Opened:
        """Open a connection; without a credential, or with a locked keyring, it works on what is held."""
        vault = self._parts.vault
        try:
            secret = credential or vault.credential(connection.name)
        except VaultTrouble:
            return Opened(connection, None, "locked")
        if not secret:
            return Opened(connection, None, "none")
        with self._lock:
            self._secrets |= {secret}
        gateway = self._parts.open_gateway(connection, secret)
        return Opened(connection, gateway, "kept" if vault.safe else "session")

    def _current(self) -> Opened:
        """Give the current connection, opened; one without a gateway is tried again, since keyrings get unlocked."""
        with self._lock:
            opened = self._opened
            if opened is None:
                saved = self.connections()
                if not saved:
                    raise CredentialRefused(_NO_CONNECTION, _CONNECT)
                opened = self._opened = self._open(saved[0])
            elif opened.gateway is None:
                opened = self._opened = self._open(opened.connection)
            return opened

    def desk(self) -> Desk | None:
        """Give the state of the current connection; None when there is none. Opens nothing."""
        with self._lock:
            opened = self._opened
        if opened is None:
            saved = self.connections()
            opened = Opened(saved[0], None, "none") if saved else None
        return self._desk(opened) if opened is not None else None

    def _desk(self, opened: Opened) -> Desk:
        connection = opened.connection
        store = self._parts.open_store()
        return Desk(
            connection=connection.name,
            title=connection.name,
            profile=connection.profile,
            held=store.held(connection.name, scope=_whole(connection)),
            synced_at=opened.synced_at,
            online=opened.online,
            credential=opened.credential,
            names=self._names_of(opened),
        )

    def names(self) -> Names:
        """Give what gateway and store name, for completion, reading tickets and known values. Opens nothing."""
        with self._lock:
            opened = self._opened
        return self._names_of(opened) if opened is not None else Names()

    def _names_of(self, opened: Opened) -> Names:
        return merged(opened.names, self._parts.open_store().names(opened.connection.name))

    def learn_names(self) -> Names:
        """Read the gateway's lists of names; what cannot be read is left out."""
        with self._current().task() as opened:
            self._learn_names(opened)
            return self._names_of(opened)

    def _learn_names(self, opened: Opened) -> None:
        if opened.gateway is not None:
            try:
                opened.names = opened.gateway.names()
            except GatewayTrouble:
                opened.online = False

    @contextmanager
    def _at_work(self) -> Iterator[tuple[Opened, Workplace]]:
        """Give one task its workplace: connection, gateway and store that belong together until it ends."""
        from quotadesk.app.workplace import Workplace

        with self._current().task() as opened:
            yield (
                opened,
                Workplace(
                    connection=opened.connection.name,
                    store=self._parts.open_store(),
                    gateway=opened.gateway,
                    profile=opened.connection.profile,
                    intake=self._parts.intake(),
                    now=self._parts.now,
                ),
            )

    # ------------------------------------------------------------ reading

    def sync(
        self, *, progressed: Progressed, cancelled: Cancelled, window: Window | None = None
    ) -> SyncReport:
        """Read the newest rows: since the last sync, or the last day at first. The first one learns the names too."""
        from quotadesk.app.sync import sync

        with self._at_work() as (opened, place):
            if place.gateway is None:
                raise CredentialRefused(_NO_CREDENTIAL, _ENTER_IT)
            now = self._parts.now()
            held = place.store.held(place.connection, scope=_whole(opened.connection))
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
            opened.online = report.stopped is None or cancelled()
            if report.complete:
                opened.synced_at = self._parts.now()
            if opened.online and opened.names == Names():
                self._learn_names(opened)
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

        with self._at_work() as (_, place):
            return look_up(place, lookup, after=after, progressed=progressed, cancelled=cancelled)

    # ------------------------------------------------------------ cases

    def tell(self, told: Told | None) -> None:
        """Remember what the customer said, as evidence for the cases opened next."""
        self._told = told

    def open_case(self, key: str) -> CaseView:
        """Give the case of a request, with what the customer said beside it when it is about this request."""
        from quotadesk.app import case

        with self._at_work() as (_, place):
            return case.open_case(place, key, diagnose=self._parts.diagnose, told=self._told)

    def explain(self, text: str) -> CaseView:
        """Give the case of a pasted error for which no row exists."""
        from quotadesk.app import case

        understood = self.understand(text)
        told = understood.told() or case.Told(text=understood.text)
        with self._at_work() as (_, place):
            return case.explain(place, told, diagnose=self._parts.diagnose)

    def case_of(self, text: str) -> CaseView:
        """Do what an agent does with a ticket: look it up, and open the request or explain what was pasted."""
        understood = self.understand(text)
        self.tell(understood.told())
        answer = self.look_up(understood.lookup, progressed=lambda _: None, cancelled=lambda: False)
        failed = next((line for line in answer.page.lines if line.failed), None)
        line = failed or next(iter(answer.page.lines), None)
        return self.open_case(line.key) if line is not None else self.explain(text)

    def account_case(self, owner: str) -> CaseView:
        """Give the case of an owner without a request: quota state and balance."""
        from quotadesk.app import case

        with self._at_work() as (_, place):
            return case.account_case(place, owner)

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

    def send(
        self, document: Document, outlet: Outlet, to: str, *, confirmed: frozenset[str] = frozenset()
    ) -> Sent:
        """Let a text leave through the gate. Raises UnfitText; `confirmed` are figures that the agent stands for."""
        from quotadesk.app import outgoing

        return outgoing.send(
            document,
            outlet,
            to,
            known=self.known(),
            secret=self._parts.secret(),
            clock=self._parts.clock,
            confirmed=confirmed,
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
            hosts=frozenset(h for c in self.connections() if (h := urlsplit(c.url).hostname)),
        )


def _unknown(name: str, known: tuple[str, ...]) -> tuple[Said, Said]:
    if not known:
        return _NO_CONNECTION, _CONNECT
    listed = ", ".join(known)
    return (
        Said(f"There is no connection called “{name}”.", f"没有名为“{name}”的连接。"),
        Said(f"Choose one of: {listed}.", f"请从中选择：{listed}。"),
    )


def _whole(connection: Connection) -> str:
    """Give the scope under which a full reading of this connection is remembered."""
    return "" if connection.profile.reads_all else OWN_ROWS
