"""Read a gateway of the One API family: New API of any age, One API and its forks. Never writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from quotadesk.app.errors import GatewayFaulty, NotPermitted
from quotadesk.app.ports import Batch, Cancelled, Connection, Fetch, Names, Probe
from quotadesk.domain.account import Account
from quotadesk.domain.said import Said
from quotadesk.domain.values import text
from quotadesk.gateways import newapi_accounts as accounts
from quotadesk.gateways import newapi_probe as probing
from quotadesk.gateways import troubles
from quotadesk.gateways.dialects import Route
from quotadesk.gateways.http import StoppedReading, never
from quotadesk.gateways.newapi_address import travels_open
from quotadesk.gateways.newapi_fetch import read_window
from quotadesk.gateways.newapi_rows import decode
from quotadesk.gateways.newapi_session import Known, Session
from quotadesk.gateways.newapi_tasks import decode_task
from quotadesk.gateways.troubles import trouble

__all__ = ["NewApi", "decode", "decode_task"]

FRESH_FOR = timedelta(minutes=2)  # a user's row is not asked for again before
MOST_USERS = 500  # remembered
MOST_PAGES = 20  # of users or channels: names are for completion, not for bookkeeping


class NewApi:
    """The Gateway port for New API, One API, One Hub and Veloera. Methods raise GatewayTrouble."""

    def __init__(self, connection: Connection, credential: str, **session: Any) -> None:
        """Take the session's further arguments (transport, clock, sleep, now, limit) as tests and demos need them."""
        self._session = Session(connection, credential, **session)
        self._users: dict[str, tuple[datetime, accounts.User | None]] = {}

    def probe(self) -> Probe:
        """Find out product, dialect and what the access key may read. Raises NotAGateway, CredentialRefused."""
        found = self._session.found(again=True)
        warnings = (
            probing.CAN_WRITE if found.all_rows else probing.OWN_ONLY,
            probing.TRAVELS_OPEN if travels_open(self._session.wire.base_url) else None,
            probing.skew(found.clock, found.asked),
        )
        return Probe(
            profile=probing.profile(
                found.status, found.dialect, found.newest, errors_seen=found.errors_seen, tasks=found.tasks
            ),
            title=found.status.title,
            may_read_all=found.all_rows,
            warnings=tuple(warning for warning in warnings if warning),
        )

    def fetch(self, fetch: Fetch, *, cancelled: Cancelled = never) -> Iterator[Batch]:
        """Give the rows of a window, newest slice first, then its tasks. Ends early, without error, on Cancel."""
        try:
            yield from read_window(self._session, self._session.found(cancelled=cancelled), fetch, cancelled)
        except StoppedReading:
            return

    def account(self, owner: str, *, key_name: str = "", key_hash: str = "") -> Account | None:  # noqa: ARG002
        """Read the wallet of `owner` (exact name); None when there is no such user. Key state is not readable."""
        if not owner:
            return None
        known = self._session.known()
        read_at, user = self._user(owner, known)
        if user is None:
            return None
        return accounts.account(user, key_name=key_name, quota_per_unit=known.quota_per_unit, read_at=read_at)

    def _user(self, owner: str, known: Known) -> tuple[datetime, accounts.User | None]:
        """Give a user and when it was read, at most two minutes ago; None = there is no such user."""
        held = self._users.get(owner)
        if held is not None and timedelta() <= self._session.now() - held[0] < FRESH_FOR:
            return held
        if known.all_rows:
            rows = self._rows(Route.USER_SEARCH, troubles.USERS, known, {"keyword": owner})
        elif owner == self._session.found().me.name:
            rows = iter((self._session.data(Route.ME, what=troubles.SELF),))
        else:
            raise trouble("not_permitted", host=self._session.host, what=troubles.USERS)
        exact = (user for raw in rows if (user := accounts.user(raw)) and user.name == owner)
        read = next(exact, None)
        answer = self._session.now(), read
        if len(self._users) >= MOST_USERS:
            self._users.clear()
        self._users[owner] = answer
        return answer

    def names(self) -> Names:
        """Give users, models, groups and channels, each as far as the access key may read them."""
        gate = self._session.known()
        users = self._allowed(lambda: list(self._rows(Route.USERS, troubles.USERS, gate))) or []
        channels = self._allowed(lambda: list(self._rows(Route.CHANNELS, troubles.CHANNELS, gate))) or []
        known = [user for raw in users if (user := accounts.user(raw))]
        return accounts.names(
            known or [self._session.found().me],
            models=accounts.priced_models(
                self._allowed(lambda: self._session.data(Route.PRICING, what=troubles.PRICES))
            ),
            groups=accounts.group_names(
                self._allowed(lambda: self._session.data(Route.GROUPS, what=troubles.PRICES))
            ),
            channels=[name for raw in channels if (name := text(raw, "name"))],
        )

    def close(self) -> None:
        """Let go of connections."""
        self._session.wire.close()

    def _rows(
        self, route: Route, what: Said, known: Known, params: Mapping[str, str | int] | None = None
    ) -> Iterator[Mapping[str, Any]]:
        """Give the rows of a list that only administrators may read; none to others."""
        got, largest = 0, 0
        for number in range(MOST_PAGES if known.all_rows else 0):
            page = self._session.page(route, known.dialect, number, what=what, params=params)
            yield from page.rows
            got, largest = got + len(page.rows), max(largest, len(page.rows))
            if not page.rows or (len(page.rows) < largest if page.total is None else got >= page.total):
                return

    def _allowed(self, read: Callable[[], Any]) -> Any:
        """Give what was read, or None when this key or this product does not give it."""
        try:
            return read()
        except (NotPermitted, GatewayFaulty):
            return None
