"""A store opens, or says in plain words why not and what to do; whatever was read is never silently lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotadesk.app.errors import StoreBusy, StoreDamaged, StoreFull, StoreReadOnly, StoreTrouble
from quotadesk.domain.window import Window
from quotadesk.store import Store, opening
from quotadesk.store.schema import STEPS
from tests.store.made import GATEWAY, at, failure, lookup, success


def _explains_itself(trouble: StoreTrouble) -> bool:
    said = (trouble.message, trouble.hint)
    return all(s.en and s.zh and s.en != s.zh for s in said)


def test_a_new_store_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "store.sqlite3"
    store = Store.open(path)
    assert store.find(GATEWAY, lookup()).total == 0
    store.close()

    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone()[0] == len(STEPS)
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    db.close()


@pytest.mark.skipif(os.name != "posix", reason="rights of files work otherwise here")
def test_the_store_and_its_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        path = tmp_path / "new" / "folder" / "store.sqlite3"
        store = Store.open(path)
        store.write(GATEWAY, [success("1")])
        rights = {f.name: f.stat().st_mode & 0o777 for f in path.parent.iterdir()}
        store.close()
    finally:
        os.umask(before)

    assert rights == dict.fromkeys(("store.sqlite3", "store.sqlite3-wal", "store.sqlite3-shm"), 0o600)
    assert {f.stat().st_mode & 0o777 for f in (path.parent, path.parent.parent)} == {0o700}


@pytest.mark.skipif(os.name != "posix", reason="rights of files work otherwise here")
def test_a_damaged_store_that_was_set_aside_is_for_this_user_alone(path: Path) -> None:
    path.write_bytes(b"this is not a database, not at all " * 40)
    path.chmod(0o644)
    with pytest.raises(StoreDamaged):
        Store.open(path)
    assert {f.stat().st_mode & 0o777 for f in path.parent.iterdir()} == {0o600}


def test_what_was_kept_is_there_when_the_store_is_opened_again(path: Path) -> None:
    store = Store.open(path)
    store.write(GATEWAY, [success("1")])
    store.close()

    again = Store.open(path)
    assert again.find(GATEWAY, lookup()).total == 1
    again.close()


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(path: Path) -> None:
    Store.open(path).close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    db.close()

    with pytest.raises(StoreTrouble) as refused:
        Store.open(path)

    assert "newer" in refused.value.message.en
    assert _explains_itself(refused.value)
    assert [p.name for p in path.parent.iterdir() if "damaged" in p.name] == []


def test_a_step_that_fails_leaves_the_old_file_untouched(path: Path, monkeypatch) -> None:
    store = Store.open(path)
    store.write(GATEWAY, [success("1")])
    store.close()

    def broken(db) -> None:
        db.execute("DROP TABLE request")
        raise RuntimeError

    monkeypatch.setattr(opening, "STEPS", (*STEPS, broken))
    with pytest.raises(RuntimeError):
        Store.open(path)
    monkeypatch.undo()

    again = Store.open(path)
    assert again.find(GATEWAY, lookup()).total == 1
    again.close()


def test_an_older_file_is_brought_up_to_date(path: Path, monkeypatch) -> None:
    Store.open(path).close()
    monkeypatch.setattr(opening, "STEPS", (*STEPS, lambda db: db.execute("CREATE TABLE later (id INTEGER)")))

    store = Store.open(path)

    assert store._db.execute("SELECT count(*) FROM later").fetchone() == (0,)
    store.close()


@pytest.mark.parametrize(
    "content", [b"this is not a database, not at all " * 40, b"SQLite format 3\0" + b"\xff" * 8000]
)
def test_a_damaged_file_is_set_aside_named_and_replaced(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    with pytest.raises(StoreDamaged) as told:
        Store.open(path)

    (aside,) = path.parent.glob("store.sqlite3.damaged-*")
    assert str(aside) in told.value.message.en
    assert str(aside) in told.value.message.zh
    assert "Sync again" in told.value.hint.en
    assert _explains_itself(told.value)
    assert aside.read_bytes() == content
    store = Store.open(path)
    assert store.write(GATEWAY, [success("1")]).new == 1
    store.close()


def test_damage_that_shows_while_reading_is_handled_the_same(path: Path) -> None:
    store = Store.open(path)
    store.write(GATEWAY, [success(str(n), time=at(n)) for n in range(2000)])
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    page = store._db.execute("PRAGMA page_size").fetchone()[0]
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(70 * page)  # behind the pages that opening looks at
        file.write(b"\xa5" * (size - 70 * page))
    fresh = Store.open(path)

    with pytest.raises(StoreDamaged) as told:
        fresh.write(GATEWAY, [success(str(n), time=at(n)) for n in range(2000)])
    store.close()
    assert fresh.write(GATEWAY, [success("1")]).new == 1, "the same window goes on with the new file"
    fresh.close()

    assert len(list(path.parent.glob("store.sqlite3.damaged-*"))) >= 1
    assert "damaged-" in told.value.message.en
    again = Store.open(path)
    assert again.find(GATEWAY, lookup()).total == 1
    again.close()


def test_a_file_that_another_program_already_replaced_is_not_set_aside_again(path: Path) -> None:
    Store.open(path).close()
    old = opening.identity(path)
    opening.set_aside(path, old)
    good = opening.identity(path)

    named = opening.set_aside(path, old)

    assert opening.identity(path) == good
    kept = [p for p in path.parent.glob("*.damaged-*") if not p.name.endswith(("-wal", "-shm"))]
    assert kept == [named], "the copy that there is gets named"


def test_a_busy_store_says_who_must_wait(path: Path, store: Store) -> None:
    store._db.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StoreBusy) as told:
        store.write(GATEWAY, [success("1")])

    assert _explains_itself(told.value)
    assert store.find(GATEWAY, lookup()).total == 0, "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    assert store.write(GATEWAY, [success("1")]).new == 1


def test_a_full_disk_keeps_what_was_read_before(store: Store) -> None:
    store.write(GATEWAY, [success("kept")])
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages + 2}")

    with pytest.raises(StoreFull) as told:
        store.write(GATEWAY, [failure(f"{n}", text="x" * 900) for n in range(500)])

    assert _explains_itself(told.value)
    assert [line.key for line in store.find(GATEWAY, lookup()).lines] == ["req-kept"]
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert store.write(GATEWAY, [failure(f"{n}", text="x" * 900) for n in range(500)]).new == 500


def test_a_read_only_store_can_still_be_read(path: Path, store: Store) -> None:
    store.write(GATEWAY, [success("1")])
    store._db.execute("PRAGMA query_only = ON")

    with pytest.raises(StoreReadOnly) as told:
        store.write(GATEWAY, [success("2")])

    assert _explains_itself(told.value)
    assert store.find(GATEWAY, lookup()).total == 1


@pytest.fixture
def as_a_guest() -> Iterator[Path]:
    """Give a folder that the rest of the test may read but not write."""
    folder = Path(tempfile.mkdtemp(prefix="quotadesk-test-"))
    yield folder
    if os.geteuid() != os.getuid():
        os.seteuid(os.getuid())
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights of files work otherwise here")
def test_a_store_in_a_folder_of_somebody_else_can_still_be_read(as_a_guest: Path) -> None:
    path = as_a_guest / "store.sqlite3"
    store = Store.open(path)
    store.write(GATEWAY, [success("1")])
    store.close()
    path.chmod(0o444)
    as_a_guest.chmod(0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)

    guest = Store.open(path)

    assert guest.find(GATEWAY, lookup()).total == 1
    assert guest.coverage(GATEWAY, Window(at(0), at(9)), scope="").gaps
    assert list(guest.names(GATEWAY).owners) == ["acme"]
    assert guest.account(GATEWAY, "acme") is None
    with pytest.raises(StoreReadOnly):
        guest.write(GATEWAY, [success("2")])
    guest.close()


def test_a_path_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for path in (tmp_path / "folder", tmp_path / "file" / "store"):
        (tmp_path / "file").write_text("no folder")
        with pytest.raises(StoreTrouble) as told:
            Store.open(path)
        assert _explains_itself(told.value)


def test_two_programs_write_the_same_rows_at_once_and_double_nothing(path: Path) -> None:
    pages = [
        [
            (success if n % 9 else failure)(f"{p}-{n}", time=at(p * 1000 + n), owner=f"o{n}")
            for n in range(150)
        ]
        for p in range(6)
    ]
    troubles: list[BaseException] = []

    def sync(order: int) -> None:
        try:
            mine = Store.open(path)
            for page in pages[::order]:
                mine.write(GATEWAY, page)
                mine.cover(GATEWAY, Window(page[0].time, page[-1].time), scope="", read_at=at(0))
            mine.close()
        except BaseException as trouble:  # noqa: BLE001 - told below, in the test's own thread
            troubles.append(trouble)

    threads = [threading.Thread(target=sync, args=(order,)) for order in (1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    store = Store.open(path)
    assert store.find(GATEWAY, lookup()).total == 900
    assert store._db.execute("SELECT count(*) FROM record").fetchone() == (900,)
    assert len(store.names(GATEWAY).owners) == 150
    store.close()
