"""Deleting leaves nothing behind, and nobody has to wait for it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

from quotadesk.domain.account import Account
from quotadesk.domain.window import Window
from quotadesk.store import Store, pieces, unused
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
    monkeypatch.setattr(pieces, "_FIRST", 5)
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
    monkeypatch.setattr(pieces, "_FIRST", 5)
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


def test_what_was_deleted_is_no_longer_said_to_be_held(store: Store) -> None:
    _fill(store)
    store.cover(GATEWAY, Window(at(0), at(12)), scope="owner=acme", read_at=at(12), refused=True)

    store.delete_before(GATEWAY, at(6))

    held = store.coverage(GATEWAY, Window(at(0), at(12)), scope="")
    assert [gap.window for gap in held.gaps] == [Window(at(0), at(6))]
    assert store.held(GATEWAY, scope="owner=acme") == (Window(at(6), at(12)),)


def test_a_part_is_deleted_oldest_first_and_the_rest_the_next_time(store: Store, path: Path) -> None:
    _fill(store)

    assert store.delete_before(GATEWAY, at(6), most=5) == 5
    assert store.find(GATEWAY, lookup()).lines[-1].time == at(2)
    assert store.held(GATEWAY) == (Window(at(6), at(12)),), "what is to go is no longer held"
    assert store.delete_before(GATEWAY, at(6), most=8) == 8
    assert store.delete_before(GATEWAY, at(6), most=8) == 0

    assert "o3" not in store.names(GATEWAY).owners, "names are swept by the call that finds nothing left"
    assert _rows_by_table(path)["record"] == 12


def test_words_that_no_row_says_any_more_go_with_the_last_of_them(store: Store, path: Path) -> None:
    old = {"model": "old-model", "group": "old-group", "channel": "old", "channels": ("old", "older")}
    store.write(GATEWAY, [success("1", **old), success("2", time=at(90), model_served="gpt-4o")])

    store.delete_before(GATEWAY, at(60))

    db = sqlite3.connect(path)
    words = {text for (text,) in db.execute("SELECT text FROM word")}
    db.close()
    assert not [word for word in words if "old" in word]
    assert {"gpt-4o", "production"} <= words
    assert store.write(GATEWAY, [success("1", **old)]).new == 1
    assert store.find(GATEWAY, lookup(model="old-model")).lines[0].group == "old-group"


def test_a_name_that_another_program_may_just_have_used_is_left(
    store: Store, path: Path, monkeypatch
) -> None:
    _fill(store)
    other = Store.open(path)
    numbers = iter(range(100))
    real = unused._take_out_used

    def look(*given) -> None:
        real(*given)
        other.write(GATEWAY, [success(f"late{next(numbers)}", time=at(90), owner="o3")])

    monkeypatch.setattr(unused, "_take_out_used", look)
    store.delete_before(GATEWAY, at(6))
    other.close()

    assert {"o2", "o3"} <= set(store.names(GATEWAY).owners)
    late = store.find(GATEWAY, lookup(owner="o3")).lines
    assert {line.owner for line in late} == {"o3"}
    monkeypatch.undo()
    store.write(GATEWAY, [success("old", time=at(0))])
    store.delete_before(GATEWAY, at(6))
    assert "o2" not in store.names(GATEWAY).owners
    assert "o3" in store.names(GATEWAY).owners


def test_the_file_gets_smaller_by_what_was_deleted(store: Store, path: Path) -> None:
    store.write(GATEWAY, [failure(str(n), text=f"{n} " * 300, time=at(n)) for n in range(600)])
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    before = path.stat().st_size

    store.delete_before(GATEWAY, at(480))
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    assert path.stat().st_size < before / 2
    assert store._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert store.find(GATEWAY, lookup(text="580 580")).total == 1


def test_deleting_stops_when_it_is_told_to(store: Store) -> None:
    _fill(store)
    assert store.delete_before(GATEWAY, at(6), cancelled=lambda: True) == 0
    assert store.delete_before(GATEWAY, at(6)) == 13


def test_a_file_whose_space_cannot_be_given_back_is_still_emptied(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA auto_vacuum = NONE")
    db.execute("CREATE TABLE older (id)")  # fixes how the file treats free space
    db.close()
    store = Store.open(path)
    _fill(store)
    assert store.delete_before(GATEWAY, at(6)) == 13
    store.close()


def test_deleting_nothing_is_no_trouble(store: Store) -> None:
    assert store.delete_before(GATEWAY, NOON + timedelta(days=1)) == 0
    store.forget("never seen")
