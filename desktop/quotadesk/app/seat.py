"""The current connection: which one it is, opened once and shared by the tasks that work on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from quotadesk.app.answers import ConnectReport, Desk
from quotadesk.app.errors import CredentialRefused, GatewayTrouble, VaultTrouble
from quotadesk.app.listing import Listing
from quotadesk.app.opened import ASKING, LOCKED, Opened, at_work, merged
from quotadesk.app.opening import InUse
from quotadesk.app.ports import (
    FILE,
    OWN_ROWS,
    SAMPLE,
    Cancelled,
    Connection,
    Connections,
    Names,
    OpenGateway,
    Store,
    Vault,
    Wording,
)
from quotadesk.domain.account import LowRule
from quotadesk.domain.said import Said

if TYPE_CHECKING:
    from quotadesk.app.case import Diagnose
    from quotadesk.app.intake import Intake
    from quotadesk.app.told import Told
    from quotadesk.app.workplace import Workplace
    from quotadesk.domain.redaction import Known

_NO_CONNECTION = Said("No gateway is connected.", "尚未连接网关。")
_CONNECT = Said("Open Connections and add one.", "请打开“连接”添加网关。")


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
    low: Callable[[], LowRule] = LowRule
    keep_days: Callable[[], int | None] = lambda: None  # None = everything is kept
    keep_cases_days: Callable[[], int | None] = lambda: None  # the same for cases
    prefer: Callable[[str, str], None] = lambda _name, _value: None


class Seat:
    """What every task of the desk stands on: connections, the current one, and what is known of them all.

    May be called from several worker threads: each task works on one `Opened` from its beginning to its end, so that
    choosing another connection meanwhile neither mixes the two nor closes a gateway that is being read.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._in_use = InUse(self._open)
        self._lock = threading.Lock()  # two openings may bring a credential at once
        self._secrets: frozenset[str] = frozenset()  # credentials of this session: no text may carry them
        self._known: Known | None = None
        self._told: Told | None = None
        self.listing = Listing(self._held)

    # ------------------------------------------------------------ connections

    def connections(self) -> tuple[Connection, ...]:
        """Give every saved connection."""
        return self._parts.connections.all()

    def connect(
        self,
        *,
        name: str,
        kind: str,
        url: str,
        credential: str,
        user_id: str,
        in_flight: int | None = None,
        most_in_flight: int | None = None,
        kept: bool = True,
    ) -> ConnectReport:
        """Try a connection, keep it and make it the current one; without `kept` its credential is kept nowhere.

        `in_flight`: requests at once, of at most `most_in_flight`; None = as it was saved, else the default.
        """
        from quotadesk.app import connections

        blank = Connection(name=name.strip(), kind=kind, url=url.strip(), user_id=user_id.strip())
        before = next((c for c in self.connections() if c.name == blank.name), blank)
        report = connections.connect(
            replace(
                blank,
                in_flight=in_flight or before.in_flight,
                most_in_flight=most_in_flight or before.most_in_flight,
            ),
            credential,
            connections=self._parts.connections,
            vault=self._parts.vault if kept else connections.Nowhere(),
            open_gateway=self._parts.open_gateway,
        )
        self.use(report.name, credential=None if kept else credential)
        return report

    def forget(self, name: str, *, rows: bool = False) -> None:
        """Remove a connection and its credential; what was read stays in the store unless `rows` are to go too.

        Raises VaultTrouble when the credential cannot be deleted; then nothing is.
        """
        without = name == SAMPLE or any(c.name == name and c.kind == FILE for c in self.connections())
        if not without:  # a locked keyring must not hold back what has no credential in it
            self._parts.vault.forget(name)
        if rows:
            self._parts.open_store().forget(name)
        self._parts.connections.remove(name)
        self._in_use.forget(name)

    def prefer(self, name: str) -> None:
        """Make a connection the first one, which is opened where none is named. Raises CredentialRefused."""
        self._parts.connections.save(self._saved(name))

    def held(self, name: str) -> int:
        """Give how many requests were read from a connection and are held."""
        from quotadesk.app.housekeeping import held

        return held(self._parts.open_store(), name)

    def answer_profile(self, name: str, answers: Mapping[str, bool | None]) -> None:
        """Keep what an agent answered about a gateway (error_log, consume_log, bills_on_disconnect; None = unknown)."""
        from quotadesk.app.connections import answered

        found = self._saved(name)
        self._change(replace(found, profile=answered(found.profile, answers)))

    def pace(self, name: str, in_flight: int) -> None:
        """Set how many requests at once a gateway may get; above 2 says that its operator allows as many.

        A gateway that is open goes on at its old pace until it is opened again.
        """
        found = self._saved(name)
        self._change(replace(found, in_flight=in_flight, most_in_flight=max(in_flight, found.most_in_flight)))
        opened = self._in_use.opened
        if opened is not None and opened.connection.name == name and opened.credential == "kept":
            self.use(name)

    def _change(self, connection: Connection) -> None:
        """Save a connection again; the one last used stays the first."""
        self._parts.connections.update(connection)
        self._in_use.update(connection)

    def use(self, name: str, *, credential: str | None = None) -> Desk:
        """Make a connection the current one and open its gateway when there is a credential; asks the keyring anew.

        Where the wait is given up, the answer says that this connection still asks; the one before it stays in use.
        """
        saved = self._saved(name)
        self._parts.vault.ask_again()
        opening = self._in_use.begin(saved, credential)
        opened = opening.wait()
        if opened is None:  # given up, else another one was chosen meanwhile
            opened = Opened(saved, None, ASKING) if opening.given_up else self._unasked()
        self.known()
        return self._desk(opened)

    def stop_waiting(self) -> None:
        """Let every task that waits for the keyring go on with what is held, until the keyring has answered."""
        self._in_use.stop_waiting()

    def _saved(self, name: str) -> Connection:
        found = next((c for c in self.connections() if c.name == name), None)
        if found is None:
            raise CredentialRefused(*_unknown(name, tuple(c.name for c in self.connections())))
        return found

    def _open(self, connection: Connection, credential: str | None = None) -> Opened:
        """Open a connection; without a credential, or with a locked keyring, it works on what is held."""
        if connection.kind == FILE:
            return Opened(connection, None, FILE, online=False)
        vault = self._parts.vault
        try:
            secret = (credential or vault.credential(connection.name) or "").strip()
        except VaultTrouble:
            return Opened(connection, None, LOCKED)
        if not secret:
            return Opened(connection, None, "none")
        with self._lock:  # before its gateway can say anything
            self._secrets |= {secret}
        gateway = self._parts.open_gateway(connection, secret)
        return Opened(connection, gateway, "kept" if vault.safe else "session")

    def _current(self, cancelled: Cancelled) -> Opened:
        """Give the current connection, opened once; only `use` asks the keyring again, since that opens a prompt."""
        return self._in_use.wait(self._first, cancelled)

    def _first(self) -> Connection:
        saved = self.connections()
        if not saved:
            raise CredentialRefused(_NO_CONNECTION, _CONNECT)
        return saved[0]

    def _unasked(self) -> Opened:
        """Give the current connection for work on what is held, which never waits for a keyring."""
        return self._in_use.held(self._first)

    def desk(self) -> Desk | None:
        """Give the state of the current connection; None when there is none. Opens nothing."""
        return self._desk(self._unasked()) if self._in_use.opened or self.connections() else None

    def _desk(self, opened: Opened) -> Desk:
        connection = opened.connection
        store = self._parts.open_store()
        return Desk(
            connection=connection.name,
            title=connection.name,
            profile=connection.profile,
            held=store.held(connection.name, scope=whole(connection)),
            synced_at=opened.synced_at,
            online=opened.online,
            credential=ASKING if self._in_use.asks_for(connection.name) else opened.credential,
            names=self._names_of(opened),
        )

    def names(self) -> Names:
        """Give what gateway and store name, for completion, reading tickets and known values. Opens nothing."""
        opened = self._in_use.opened
        return self._names_of(opened) if opened is not None else Names()

    def _names_of(self, opened: Opened) -> Names:
        return merged(opened.names, self._parts.open_store().names(opened.connection.name))

    def learn_names(self) -> Names:
        """Read the gateway's lists of names; what cannot be read is left out."""
        with at_work(lambda: self._current(lambda: False)) as opened:
            self._learn_names(opened)
            return self._names_of(opened)

    def _learn_names(self, opened: Opened) -> None:
        if opened.gateway is not None:
            try:
                opened.names = opened.gateway.names()
            except GatewayTrouble:
                opened.online = False

    def _held(self) -> tuple[Store, str]:
        """Give this thread's store and the name of the connection in use; opens no gateway that is not open."""
        return self._parts.open_store(), self._unasked().connection.name

    @contextmanager
    def _at_work(
        self, *, held: bool = False, cancelled: Cancelled = lambda: False
    ) -> Iterator[tuple[Opened, Workplace]]:
        """Give one task its workplace: connection, gateway and store that belong together until it ends.

        `held`: it works on what is held alone, and opens no gateway that is not open. `cancelled` ends a wait for the
        keyring.
        """
        from quotadesk.app.workplace import Workplace

        with at_work(self._unasked if held else lambda: self._current(cancelled)) as opened:
            yield (
                opened,
                Workplace(
                    connection=opened.connection.name,
                    store=self._parts.open_store(),
                    gateway=opened.gateway,
                    profile=opened.connection.profile,
                    intake=self._parts.intake(),
                    now=self._parts.now,
                    low=self._parts.low(),
                    has_gateway=opened.connection.kind != FILE,
                ),
            )

    # ------------------------------------------------------------ known values

    def known(self) -> Known:
        """Give every value that this program knows and that may not stand in every text, of every connection."""
        from quotadesk.app.known import known_values

        held = self._parts.open_store()
        self._known = known_values(
            credentials=(),
            connections=(saved := self.connections()),
            names=(self.names(), *(held.names(c.name) for c in saved)),
            accounts=(account for c in saved for account in held.accounts(c.name)),
        )
        return replace(self._known, credentials=self._secrets)

    def known_before(self) -> Known | None:
        """Give what `known` gave last, with every credential that came since; asks nobody, as the log must not."""
        from quotadesk.domain.redaction import Known

        known, secrets = self._known, self._secrets
        return replace(known or Known(), credentials=secrets) if known or secrets else None


def _unknown(name: str, known: tuple[str, ...]) -> tuple[Said, Said]:
    if not known:
        return _NO_CONNECTION, _CONNECT
    listed = ", ".join(known)
    return (
        Said(f"There is no connection called “{name}”.", f"没有名为“{name}”的连接。"),
        Said(f"Choose one of: {listed}.", f"请从中选择：{listed}。"),
    )


def whole(connection: Connection) -> str:
    """Give the scope under which a full reading of this connection is remembered."""
    return "" if connection.profile.reads_all else OWN_ROWS
