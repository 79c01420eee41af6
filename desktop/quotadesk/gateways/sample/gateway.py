"""Start the sample gateway on this computer: loopback only, a port of the system's choice, no access from outside."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

from quotadesk.app.ports import Connection
from quotadesk.domain.window import Window
from quotadesk.gateways.sample.answers import ADMIN_ROLE, Answers, Caller
from quotadesk.gateways.sample.company import OWNER, OWNERS, QUOTA_PER_UNIT, Owner
from quotadesk.gateways.sample.ledger import Row, numbered
from quotadesk.gateways.sample.scenes import stage
from quotadesk.gateways.sample.server import Server
from quotadesk.gateways.sample.tickets import Ticket
from quotadesk.gateways.sample.traffic import DAY_S, Book, everyday

DAYS = 30
SEED = 20_260_914
WEEK_S = 7 * DAY_S
ADMIN = Caller(1, "desk_admin", ADMIN_ROLE)
MEMBER = Caller(OWNER["chen_backend"].id, "chen_backend", 1)
# An operator who looks after big dashboards raises GLOBAL_API_RATE_LIMIT; pass (360, 180.0) for the product's default.
LIMIT = (7_200, 180.0)


class SampleGateway:
    """A gateway with a month of traffic that ends at `now`. `with SampleGateway() as sample: sample.url …`.

    `dialect`: newapi, newapi-old or oneapi. The same `now` and `seed` give the same month.
    """

    credential = "sample-administrators-access-key"
    member_credential = "sample-members-access-key"

    def __init__(
        self,
        *,
        now: datetime | None = None,
        dialect: str = "newapi",
        days: int = DAYS,
        seed: int = SEED,
        limit: tuple[int, float] = LIMIT,
    ) -> None:
        self.now = (now or datetime.now(UTC)).replace(microsecond=0)
        self.dialect, self.limit = dialect, limit
        self.user_id, self.member_id = str(ADMIN.id), str(MEMBER.id)
        book = Book(now=int(self.now.timestamp()), dice=random.Random(seed))
        everyday(book, days)
        self._tickets = stage(book)
        since = book.now - days * DAY_S
        self.rows = numbered(row for row in book.rows if since <= row.at <= book.now)
        self.window = Window(self.now - timedelta(days=days), self.now)
        self._server = Server(
            Answers(
                dialect=dialect,
                rows=self.rows,
                tasks=book.tasks,
                owners=_balances(self.rows, book.now),
                callers={self.credential: ADMIN, self.member_credential: MEMBER},
                started=book.now - 40 * DAY_S,
            ),
            limit=limit,
            says_when=dialect == "newapi",
        )

    @property
    def url(self) -> str:
        """Give the base address."""
        return self._server.url

    @property
    def calls(self) -> Sequence[str]:
        """Give every path that was asked for so far."""
        return self._server.calls

    def tickets(self) -> tuple[Ticket, ...]:
        """Give one customer's message for each kind of case."""
        return self._tickets

    def ticket(self, name: str) -> Ticket:
        """Give the message of one case. Raises KeyError."""
        return {ticket.name: ticket for ticket in self._tickets}[name]

    def connection(self, name: str = "sample") -> Connection:
        """Give the connection under which an agent would save this gateway."""
        kind = "oneapi" if self.dialect == "oneapi" else "newapi"
        return Connection(name=name, kind=kind, url=self.url, user_id=self.user_id)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.stop()


def _balances(rows: Sequence[Row], now: int) -> list[tuple[Owner, int, int]]:
    """Give every owner with balance and use. A balance is so many weeks of the last week's spend."""
    used: Counter[str] = Counter()
    week: Counter[str] = Counter()
    for row in rows:
        sign = {2: 1, 6: -1}.get(row.type, 0)
        used[row.owner.name] += sign * row.quota
        if row.at > now - WEEK_S:
            week[row.owner.name] += sign * row.quota
    return [
        (owner, round(max(week[owner.name], QUOTA_PER_UNIT // 5) * owner.weeks_left), used[owner.name])
        for owner in OWNERS
    ]
