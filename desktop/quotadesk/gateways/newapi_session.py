"""One connection to a gateway of the One API family, and what is known of it: dialect, own user, what is readable."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from quotadesk.app.errors import CredentialRefused, GatewayFaulty, NotPermitted
from quotadesk.app.ports import Cancelled, Connection
from quotadesk.domain.said import Said
from quotadesk.gateways import newapi_probe as probing
from quotadesk.gateways import troubles
from quotadesk.gateways.dialects import DIALECTS, Dialect, Paging, Route, dialect_of
from quotadesk.gateways.http import Answer, Wire, never
from quotadesk.gateways.newapi_accounts import User, user
from quotadesk.gateways.newapi_address import auth_headers, base_url
from quotadesk.gateways.newapi_answers import Page, opened, page_of
from quotadesk.gateways.troubles import trouble

NEWEST = 10  # rows that show which release writes them
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the first reads found out about gateway and access key."""

    status: probing.Status
    dialect: Dialect
    me: User
    all_rows: bool  # False: the log of the key's own user only
    newest: tuple[Row, ...]
    errors_seen: bool
    tasks: bool  # whether the task list can be read
    clock: datetime | None  # the gateway's own clock at `asked`
    asked: datetime

    @property
    def ahead(self) -> timedelta:
        """Give by how much the gateway's clock is ahead of this computer's."""
        return self.clock - self.asked if self.clock else timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """As much of the gateway as reading an account needs."""

    dialect: Dialect
    quota_per_unit: float
    all_rows: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The open status as it was told, with the gateway's clock at `asked`."""

    status: probing.Status
    clock: datetime | None
    asked: datetime


def utc_now() -> datetime:
    """Give the time, aware."""
    return datetime.now(UTC)


class Session:
    """Asks; every answer is opened, every failure is one of app.errors."""

    def __init__(
        self,
        connection: Connection,
        credential: str,
        *,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = utc_now,
        limit: tuple[int, float] | None = None,
    ) -> None:
        """`limit`: the gateway's own requests per seconds, where the operator states another than the product's."""
        known = dialect_of(connection.profile.dialect or connection.kind)
        self.now = now
        self._limit = limit
        self._has_user_id = bool(connection.user_id.strip())
        self._profile = connection.profile
        self._found: Found | None = None
        self._told: _Told | None = None
        self._lock = threading.Lock()
        self.at_once = connection.at_once
        self.wire = Wire(
            base_url(connection.url),
            routes=Route,
            headers=auth_headers(credential, connection.user_id),
            limit=limit or known.limit,
            in_flight=self.at_once,
            transport=transport,
            clock=clock,
            sleep=sleep,
        )

    @property
    def host(self) -> str:
        """Give host and port, for messages."""
        return self.wire.host

    def found(self, *, cancelled: Cancelled = never, again: bool = False) -> Found:
        """Give what is known of the gateway; asks it on the first call (`again`: on this call)."""
        with self._lock:
            if again:
                self._found = self._told = None
            if self._found is None:
                self._found = self._find(cancelled)
            return self._found

    def known(self) -> Known:
        """Give what an account needs: one read of the open status where the connection was probed before.

        A release that changed since then is probed again.
        """
        dialect = DIALECTS.get(self._profile.dialect)
        if self._found is None and dialect is not None and self._profile.reads_all:
            with self._lock:
                status = self._status(never).status
            if status.version == self._profile.version:
                return Known(dialect=dialect, quota_per_unit=status.quota_per_unit, all_rows=True)
        found = self.found()
        return Known(
            dialect=found.dialect, quota_per_unit=found.status.quota_per_unit, all_rows=found.all_rows
        )

    def data(
        self,
        route: Route,
        params: Mapping[str, str | int] | None = None,
        *,
        what: Said,
        cancelled: Cancelled = never,
    ) -> Any:
        """Read something that is no list of pages."""
        return opened(self.wire.get(route, params, what=what, cancelled=cancelled), host=self.host, what=what)

    def page(
        self,
        route: Route,
        dialect: Dialect,
        number: int,
        *,
        what: Said,
        params: Mapping[str, str | int] | None = None,
        size: int = 0,
        cancelled: Cancelled = never,
    ) -> Page:
        """Read page `number` (from 0) of a list."""
        asked = dict(params or {}) | paged(dialect, number, size or dialect.page_size)
        answer = self.wire.get(route, asked, what=what, cancelled=cancelled)
        return page_of(answer, host=self.host, what=what)

    def _status(self, cancelled: Cancelled) -> _Told:
        """Give the open status, asked for once."""
        if self._told is not None:
            return self._told
        answers: list[Answer] = []

        def ask() -> Answer:
            answers.append(self.wire.get(Route.STATUS, cancelled=cancelled))
            return answers[-1]

        status = probing.read_status(ask, self.host)
        last = answers[-1]
        self._told = _Told(status=status, clock=last.date, asked=self.now())
        if self._limit is None:
            self.wire.slower(last.policy or status.dialect.limit)
        return self._told

    def _find(self, cancelled: Cancelled) -> Found:
        told = self._status(cancelled)
        status = told.status
        me = self._me(status.dialect, cancelled)
        all_rows, page = self._newest(status.dialect, me, cancelled)
        dialect = probing.corrected(status, page)
        return Found(
            status=status,
            dialect=dialect,
            me=me,
            all_rows=all_rows,
            newest=page.rows,
            errors_seen=self._errors_seen(dialect, cancelled, all_rows=all_rows),
            tasks=dialect.tasks and self._tasks_readable(dialect, cancelled, all_rows=all_rows),
            clock=told.clock,
            asked=told.asked,
        )

    def _me(self, dialect: Dialect, cancelled: Cancelled) -> User:
        """Read the key's own user: any good key may. So every refusal here means the key itself."""
        answer = self.wire.get(Route.ME, what=troubles.SELF, cancelled=cancelled)
        try:
            data = opened(answer, host=self.host, what=troubles.SELF, declined="credential_refused")
        except CredentialRefused:
            if (
                answer.status == httpx.codes.UNAUTHORIZED
                and dialect.refuses_quietly
                and not self._has_user_id
            ):
                raise trouble("user_id_missing", host=self.host) from None
            raise
        me = user(data) if isinstance(data, Mapping) else None
        if me is None:
            raise trouble("unreadable", host=self.host, what=troubles.SELF)
        return me

    def _newest(self, dialect: Dialect, me: User, cancelled: Cancelled) -> tuple[bool, Page]:
        if me.role >= probing.ADMIN:
            try:
                page = self.page(Route.LOG, dialect, 0, what=troubles.LOG, size=NEWEST, cancelled=cancelled)
                return True, page
            except NotPermitted:
                pass  # a role may be cut down by further permissions
        page = self.page(Route.OWN_LOG, dialect, 0, what=troubles.LOG, size=NEWEST, cancelled=cancelled)
        return False, page

    def _errors_seen(self, dialect: Dialect, cancelled: Cancelled, *, all_rows: bool) -> bool:
        if dialect.error_log is not None:
            return dialect.error_log
        route = Route.LOG if all_rows else Route.OWN_LOG
        asked: dict[str, str | int] = {dialect.type_filter: 5}
        page = self.page(route, dialect, 0, what=troubles.LOG, params=asked, size=1, cancelled=cancelled)
        return any(row.get("type") == 5 for row in page.rows)

    def _tasks_readable(self, dialect: Dialect, cancelled: Cancelled, *, all_rows: bool) -> bool:
        route = Route.TASKS if all_rows else Route.OWN_TASKS
        try:
            self.page(route, dialect, 0, what=troubles.TASKS, size=1, cancelled=cancelled)
        except (NotPermitted, GatewayFaulty):
            return False
        return True


def paged(dialect: Dialect, number: int, size: int) -> dict[str, str | int]:
    """Give the parameters that ask for page `number` (from 0)."""
    name, first = {Paging.TOTAL: ("p", 1), Paging.BARE: ("p", 0), Paging.HUB: ("page", 1)}[dialect.paging]
    asked: dict[str, str | int] = {name: number + first}
    return asked | ({dialect.size_param: size} if dialect.size_param else {})
