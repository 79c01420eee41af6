"""Deleting leaves nothing behind, and nobody has to wait for it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from quotadesk.domain.account import Account
from quotadesk.domain.window import Window
from quotadesk.store import Store
from quotadesk.store import removal as removal_module
from tests.store.made import GATEWAY, NOON, at, failure, lookup, refund, submission, success, task


def _rows_by_table(path: Path) -> dict[str, int]:
    db = sqlite3.connect(path)
    try:
        tables = [
            name
            for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", "failure_text_"))
        ]
        return {t: n for t in tables if (n := db.execute(f"SELECT count(*) FROM {t}").fetchone()[0])}
    finally:
        db.close()


def _fill(store: Store, connection: str = GATEWAY) -> None:
    rows = [success(f"s{n}", time=at(n), owner=f"o{n}", upstream_request_id=f"u{n}") for n in range(12)]
    rows += [failure(f"f{n}", text=f"old news {n}", time=at(n)) for n in range(12)]
    rows += [submission("t", request_id="film"), refund("r", "t1", time=at(3))]
    store.write(connection, rows, [task("t1")])
    store.save_account(connection, Account(owner="o1", read_at=at(0)))
    store.cover(connection, Window(at(0), at(12)), scope="", read_at=at(12))


def test_forgetting_a_connection_leaves_nothing_of_it_in_the_file(
    store: Store, path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(removal_module, "_SLICE", 5)
    _fill(store)

    store.forget(GATEWAY)

    assert _rows_by_table(path) == {}
    assert store.find(GATEWAY, lookup(text="old news")).total == 0


def test_forgetting_one_connection_leaves_the_others_alone(store: Store) -> None:
    _fill(store)
    _fill(store, "other")

    store.forget(GATEWAY)

    assert store.find("other", lookup()).total == 25
    assert store.find("other", lookup(text="old news")).total == 12
    _fill(store)
    assert store.find(GATEWAY, lookup()).total == 25


def test_what_is_old_goes_and_what_is_young_stays(store: Store, path: Path, monkeypatch) -> None:
    monkeypatch.setattr(removal_module, "_SLICE", 5)
    _fill(store)

    assert store.delete_before(GATEWAY, at(6)) == 13  # six calls, six failures, one film

    assert store.find(GATEWAY, lookup()).total == 12
    assert store.find(GATEWAY, lookup(text="old news")).total == 6
    assert store.find(GATEWAY, lookup(id="u3")).total == 0
    assert store.find(GATEWAY, lookup(id="u7")).total == 1
    assert "o3" not in store.names(GATEWAY).owners
    assert "o7" in store.names(GATEWAY).owners
    assert store.account(GATEWAY, "o1") is None
    assert _rows_by_table(path)["record"] == 12


def test_a_store_that_another_program_emptied_is_written_soundly(store: Store, path: Path) -> None:
    """Numbers of names that were deleted elsewhere must not be used from memory."""
    _fill(store)
    other = Store.open(path)
    other.forget(GATEWAY)
    other.write("new", [success("1", owner="stranger", model="stranger")])
    other.close()

    _fill(store)

    assert {line.owner for line in store.find(GATEWAY, lookup()).lines} == {
        "acme",
        *(f"o{n}" for n in range(12)),
    }
    assert {line.model for line in store.find(GATEWAY, lookup()).lines} == {"gpt-4o", "video-1"}


def test_deleting_nothing_is_no_trouble(store: Store) -> None:
    assert store.delete_before(GATEWAY, NOON + timedelta(days=1)) == 0
    store.forget("never seen")
