"""A lookup on a store that can only be read shows what is held, and says what could not be added."""

from __future__ import annotations

from pathlib import Path

from quotadesk.app.lookup import look_up
from quotadesk.domain.account import Account, Balance, Scope
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.window import Window
from quotadesk.store import Store
from tests.app.desk import DAY, NOW, FakeGateway, workplace
from tests.domain.rows import consume

ACME = Lookup(terms=(Term(key=LookupKey.OWNER, values=("acme",)),), window=DAY)
WALLET = Account(owner="acme", read_at=NOW, balances=(Balance(scope=Scope.WALLET, remaining=0.0, limit=5.0),))


def _read_only(path: Path, *, covered: Window | None) -> Store:
    store = Store.open(path)
    store.write("acme", [consume("1")])
    if covered:
        store.cover("acme", covered, scope="", read_at=NOW)
    store._db.execute("PRAGMA query_only = ON")
    return store


def test_what_is_held_is_shown_and_a_wallet_is_read_although_it_cannot_be_kept(path: Path) -> None:
    store = _read_only(path, covered=DAY)
    gateway = FakeGateway(accounts={"acme": WALLET})
    answer = look_up(workplace(store, gateway), ACME, progressed=lambda _: None, cancelled=lambda: False)
    store.close()
    assert [line.key for line in answer.page.lines] == ["R1"]
    assert [view.account.owner for view in answer.accounts] == ["acme"]
    assert gateway.asked == []


def test_what_would_have_to_be_fetched_stays_a_gap_with_the_next_step(path: Path) -> None:
    store = _read_only(path, covered=None)
    gateway = FakeGateway([consume("1"), consume("2", request_id="R2")])
    answer = look_up(workplace(store, gateway), ACME, progressed=lambda _: None, cancelled=lambda: False)
    store.close()
    assert [line.key for line in answer.page.lines] == ["R1"]
    assert answer.coverage is not None
    assert not answer.coverage.complete
    assert any("cannot be written" in note.en for note in answer.notes)
    assert any("write this file" in note.en for note in answer.notes)
