"""The figures of whole days are what the rows come to, whatever happened to the rows."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from quotadesk.app.errors import StoreFull
from quotadesk.app.ports import By, Figure
from quotadesk.domain.profile import Profile
from quotadesk.domain.window import Window
from quotadesk.store import Store, opening, rollups
from quotadesk.store.lines import Lines
from quotadesk.store.schema import STEPS
from tests.store.made import GATEWAY, NOON, at, failure, refund, submission, success, task

DAY = 86_400
MIDNIGHT = NOON.replace(hour=0)
WEEK = Window(MIDNIGHT, MIDNIGHT + timedelta(days=7))
_NAMES = {
    By.MODEL: "(SELECT text FROM word WHERE id = r.model)",
    By.GROUP: "(SELECT text FROM word WHERE id = r.grp)",
    By.OWNER: "(SELECT coalesce(nullif(name, ''), outer_id) FROM owner WHERE id = r.owner)",
}


def _added_up(store: Store, by: By) -> set[Figure]:
    """Give what the rows themselves come to."""
    rows = store._db.execute(
        f"SELECT coalesce({_NAMES[by]}, ''), count(*), sum(failed), coalesce(sum(tokens_in), 0),"
        " coalesce(sum(tokens_out), 0), coalesce(sum(net_nano), 0), sum(charge = 4),"
        " sum(failed AND charge = 1 AND NOT EXISTS (SELECT 1 FROM record WHERE request = r.id AND kind NOT IN"
        " (SELECT id FROM word WHERE text = 'error')))"
        " FROM request r"
        " WHERE connection = (SELECT id FROM connection WHERE name = ?) AND time >= ? AND time < ? GROUP BY 1",
        (GATEWAY, *(int(t.timestamp()) * 1_000_000 for t in (WEEK.start, WEEK.end))),
    )
    names = ("name", "requests", "failures", "tokens_in", "tokens_out", "net_nano", "unproven", "unbilled")
    return {Figure(**dict(zip(names, row, strict=True))) for row in rows}


def _agree(store: Store) -> None:
    for by in By:
        told = store.figures(GATEWAY, WEEK, by=by)
        assert set(told) == _added_up(store, by)
        assert len(set(told)) == len(told)


def _stale(store: Store) -> int:
    return int(store._db.execute("SELECT count(*) FROM stale_day").fetchone()[0])


def _traffic(random: Random, count: int) -> list:
    made = []
    for _ in range(count):
        number = random.randrange(120)
        facts = {
            "time": at(random.randrange(-DAY, 8 * DAY)),
            "request_id": f"req-{number % 90}",
            "owner": random.choice(("acme", "globex", "")),
            "owner_id": random.choice(("", "7")),
            "group": random.choice(("production", "staging", "")),
            "model": random.choice(("gpt-4o", "sonnet", "haiku")),
        }
        kind = random.choice((success, success, failure, submission))
        made.append(kind(str(number), **facts))
        if kind is submission:
            made.append(refund(f"back-{number}", f"t{number}", time=facts["time"] + timedelta(hours=30)))
    return made


@pytest.mark.parametrize("seed", range(12))
def test_figures_are_what_the_rows_come_to_after_anything_that_can_happen(store: Store, seed: int) -> None:
    random = Random(seed)
    for _ in range(8):
        rows = _traffic(random, random.randrange(1, 40))
        store.write(GATEWAY, rows, [task(f"t{r.source_id}", submitted=r.time) for r in rows if r.is_task])
        store.write("other", _traffic(random, 5))
        if random.random() < 0.6:
            store.roll_up(GATEWAY, WEEK)
        if random.random() < 0.3:
            store.delete_before(GATEWAY, at(random.randrange(-DAY, 5 * DAY)), most=random.choice((None, 7)))
        _agree(store)
    store.roll_up(GATEWAY, WEEK)
    _agree(store)


def test_nothing_of_a_settled_week_is_read_from_its_rows(store: Store) -> None:
    store.write(GATEWAY, [success(str(n), time=at(n * 3600)) for n in range(100)])
    store.roll_up(GATEWAY, WEEK)
    before = store.figures(GATEWAY, WEEK, by=By.GROUP)
    for name in ("request_changed", "request_removed"):
        store._db.execute(f"DROP TRIGGER {name}")
    store._db.execute("DELETE FROM request")

    assert store.figures(GATEWAY, WEEK, by=By.GROUP) == before
    assert before[0].requests == 100


def test_the_same_rows_again_leave_the_figures_as_they_are(store: Store) -> None:
    rows = [success(str(n), time=at(n * 3600)) for n in range(30)]
    store.write(GATEWAY, rows)
    store.roll_up(GATEWAY, WEEK)
    assert _stale(store) == 0

    store.write(GATEWAY, rows)

    assert _stale(store) == 0


def test_a_request_that_moves_to_another_day_leaves_its_old_one(store: Store) -> None:
    store.write(GATEWAY, [success("1", time=at(0)), success("2", time=at(0))])
    store.roll_up(GATEWAY, WEEK)
    store.write(GATEWAY, [success("1", time=at(3 * DAY))])

    first = Window(MIDNIGHT, MIDNIGHT + timedelta(days=1))
    assert [f.requests for f in store.figures(GATEWAY, first, by=By.MODEL)] == [1]
    assert [f.requests for f in store.figures(GATEWAY, WEEK, by=By.MODEL)] == [2]


def test_a_call_that_may_have_been_charged_is_told_apart_from_one_that_cost_nothing(path: Path) -> None:
    store = Store.open(path, profiles=lambda _connection: Profile(consume_log=False))
    store.write(GATEWAY, [success("1"), failure("2", request_id="u")])
    (figure,) = store.figures(GATEWAY, WEEK, by=By.MODEL)
    store.close()
    assert (figure.requests, figure.unproven, figure.net_nano) == (2, 1, 1_000_000)


def test_figures_are_of_whole_days_only(store: Store) -> None:
    with pytest.raises(ValueError, match="midnight"):
        store.figures(GATEWAY, Window(MIDNIGHT, NOON), by=By.MODEL)


def test_a_day_that_changes_while_it_is_added_up_stays_marked(store: Store, path: Path, monkeypatch) -> None:
    store.write(GATEWAY, [success("1", time=at(0))])
    other = Store.open(path)
    real = rollups.locked

    @contextmanager
    def late(db: sqlite3.Connection) -> Iterator[None]:
        monkeypatch.setattr(rollups, "locked", real)
        other.write(GATEWAY, [success("2", time=at(60))])
        with real(db):
            yield

    monkeypatch.setattr(rollups, "locked", late)
    store.roll_up(GATEWAY, WEEK)
    other.close()

    assert _stale(store) == 1
    assert [f.requests for f in store.figures(GATEWAY, WEEK, by=By.OWNER)] == [2]
    store.roll_up(GATEWAY, WEEK)
    assert _stale(store) == 0
    _agree(store)


def test_many_names_of_a_day_are_written_in_several_pieces(store: Store, monkeypatch) -> None:
    monkeypatch.setattr(rollups, "_AT_ONCE", 3)
    store.write(GATEWAY, [success(str(n), owner=f"o{n}", time=at(n)) for n in range(20)])
    store.roll_up(GATEWAY, WEEK)
    assert _stale(store) == 0
    _agree(store)


def test_a_store_that_can_only_be_read_still_tells_its_figures(store: Store) -> None:
    store.write(GATEWAY, [success("1")])
    store._db.execute("PRAGMA query_only = ON")
    assert [f.requests for f in store.figures(GATEWAY, WEEK, by=By.OWNER)] == [1]


def test_a_file_from_before_the_figures_gets_them_for_all_its_rows(path: Path, monkeypatch) -> None:
    monkeypatch.setattr(opening, "STEPS", STEPS[:1])
    monkeypatch.setattr(Lines, "_mark", lambda *_: None)  # nor did the program of that time mark any day
    old = Store.open(path)
    old.write(GATEWAY, [success(str(n), time=at(n * 3600)) for n in range(50)])
    old.close()
    monkeypatch.undo()

    store = Store.open(path)

    assert _stale(store) == 3
    store.roll_up(GATEWAY, WEEK)
    _agree(store)
    assert sum(f.requests for f in store.figures(GATEWAY, WEEK, by=By.MODEL)) == 50
    store.close()


def test_figures_from_before_failures_without_a_bill_were_counted_are_made_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "STEPS", STEPS[:5])
    old = Store.open(path)
    old.write(GATEWAY, [failure("1")])
    old._db.execute("INSERT INTO rollup SELECT connection, 1, day, 1, 1, 1, 0, 0, 0, 0 FROM stale_day")
    old._db.execute("DELETE FROM stale_day")
    old.close()
    monkeypatch.undo()

    store = Store.open(path)

    assert [f.unbilled for f in store.figures(GATEWAY, WEEK, by=By.MODEL)] == [1]
    store.close()


def test_a_full_disk_leaves_the_figures_right(store: Store) -> None:
    store.write(GATEWAY, [success(str(n), owner=f"o{n}", time=at(n)) for n in range(900)])
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(StoreFull):
        store.roll_up(GATEWAY, WEEK)

    _agree(store)
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.roll_up(GATEWAY, WEEK)
    assert _stale(store) == 0
    _agree(store)


def test_windows_that_write_delete_and_add_up_at_once_agree_in_the_end(path: Path) -> None:
    troubles: list[BaseException] = []

    def work(order: int) -> None:
        try:
            mine = Store.open(path)
            for turn in range(12):
                mine.write(GATEWAY, _traffic(Random(order * 100 + turn), 30))
                mine.roll_up(GATEWAY, WEEK)
                if turn % 4 == order:
                    mine.delete_before(GATEWAY, at(turn * 3_600))
            mine.close()
        except BaseException as trouble:  # noqa: BLE001 - told below, in the test's own thread
            troubles.append(trouble)

    threads = [threading.Thread(target=work, args=(order,)) for order in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    store = Store.open(path)
    _agree(store)
    store.roll_up(GATEWAY, WEEK)
    _agree(store)
    assert store._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.close()


_AT_WORK = """
import sys
from pathlib import Path
from quotadesk.store import Store
from tests.store.made import GATEWAY, at, success
from tests.store.test_rollups import WEEK
store = Store.open(Path(sys.argv[1]))
for turn in range(100_000):
    rows = [success(str(n), time=at(n * 600 + turn), owner=f"o{n}", tokens_in=turn) for n in range(turn % 7, 300, 7)]
    store.write(GATEWAY, rows)
    store.roll_up(GATEWAY, WEEK)
    if turn % 5 == 4:
        store.delete_before(GATEWAY, at(turn * 100 % 90_000))
    print(turn, flush=True)
"""


@pytest.mark.parametrize("turns", [1, 4, 9, 15])
def test_a_program_killed_while_it_adds_up_or_deletes_leaves_figures_that_are_right(
    path: Path, turns: int
) -> None:
    root = Path(__file__).parents[2]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(root), str(root / "desktop")))}
    command = [sys.executable, "-c", _AT_WORK, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as worker:
        assert worker.stdout is not None
        for _ in range(turns):
            assert worker.stdout.readline()
        worker.kill()

    store = Store.open(path)
    assert store._db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    _agree(store)
    store.roll_up(GATEWAY, WEEK)
    assert _stale(store) == 0
    _agree(store)
    store.close()
