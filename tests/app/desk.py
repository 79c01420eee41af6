"""A desk for tests: a real store, and a gateway that gives what a test puts into it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from quotadesk.app.ports import Batch, Fetch, Names, Probe
from quotadesk.app.sync import Intake
from quotadesk.app.workplace import Workplace
from quotadesk.domain.account import Account
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record
from quotadesk.domain.redaction import redact
from quotadesk.domain.window import Window
from quotadesk.store import Store
from tests.domain.rows import NOON

NOW = NOON + timedelta(hours=1)
PROFILE = Profile(product=Product.NEWAPI, error_log=True, consume_log=True, key_tails=False)
INTAKE = Intake(rules=MappingRules(environments={"production": ("prod",)}), redact=redact)
DAY = Window(NOW - timedelta(days=1), NOW)


@dataclass
class FakeGateway:
    """Gives `rows` in pages of two; `failing` is raised after that many pages."""

    rows: list[Record] = field(default_factory=list)
    accounts: dict[str, Account] = field(default_factory=dict)
    failing: tuple[int, Exception] | None = None
    skipped: int = 0
    asked: list[Fetch] = field(default_factory=list)

    def probe(self) -> Probe:
        return Probe(profile=PROFILE, title="fake", may_read_all=True)

    def fetch(self, fetch: Fetch, *, cancelled=lambda: False) -> Iterator[Batch]:
        self.asked.append(fetch)
        rows = [r for r in self.rows if fetch.window.start <= r.time < fetch.window.end]
        pages = [rows[i : i + 2] for i in range(0, len(rows), 2)] or [[]]
        for number, page in enumerate(pages):
            if self.failing and number >= self.failing[0]:
                raise self.failing[1]
            if cancelled():
                return
            last = number == len(pages) - 1
            yield Batch(
                records=tuple(page),
                skipped=self.skipped if last else 0,
                done=(number + 1) / len(pages),
                read=fetch.window if last and not self.skipped else None,
            )

    def account(self, owner, *, key_name="", key_hash=""):
        del key_hash
        return self.accounts.get(owner or key_name)

    def names(self) -> Names:
        return Names()

    def close(self) -> None:
        """Nothing to let go of."""


def workplace(store: Store, gateway: FakeGateway | None, profile: Profile = PROFILE) -> Workplace:
    return Workplace(
        connection="acme", store=store, gateway=gateway, profile=profile, intake=INTAKE, now=lambda: NOW
    )


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
