"""A program killed in the middle of a sync loses nothing that was committed, and doubles nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from quotadesk.store import Store
from tests.store.made import GATEWAY, at, failure, lookup, success

_ROOT = Path(__file__).parents[2]
_WRITER = """
import sys
from pathlib import Path
from quotadesk.store import Store
from tests.store.test_killed import page
store = Store.open(Path(sys.argv[1]))
for number in range(int(sys.argv[2]), 1_000_000):
    store.write("gateway", page(number))
    print(number, flush=True)
"""


def page(number: int) -> list:
    """Give one page of a sync: every row of it, or none, is expected afterwards."""
    first = number * 40
    return [
        (failure if n % 7 == 0 else success)(str(first + n), time=at(first + n), owner=f"o{n}")
        for n in range(40)
    ]


def _kill_while_writing(path: Path, lines: int, start: int = 0) -> int:
    """Start a sync at page `start`, kill it after so many pages; give the number of the last page it reported."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(_ROOT), str(_ROOT / "desktop")))}
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), str(start)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        for _ in range(lines):
            last = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split("\n")
    return max([last, *(int(r) for r in rest[:-1] if r)])


def _sound(path: Path) -> None:
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.execute("INSERT INTO failure_text(failure_text, rank) VALUES ('integrity-check', 1)")
    db.close()


@pytest.mark.parametrize("lines", [1, 9])
def test_a_killed_sync_loses_and_doubles_nothing(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "store.sqlite3"
    last = _kill_while_writing(path, lines)

    _sound(path)
    store = Store.open(path)
    held = {r for (r,) in store._db.execute("SELECT source_id FROM record")}
    assert held >= set(range((last + 1) * 40))
    assert len(held) % 40 == 0, "a page is kept whole or not at all"
    assert store._db.execute("SELECT count(*) FROM request").fetchone()[0] == len(held)

    for number in range(last + 3):
        store.write(GATEWAY, page(number))
    expected = (last + 3) * 40
    assert store.find(GATEWAY, lookup()).total == min(10_000, max(expected, len(held)))
    store.close()


@pytest.mark.peer
@pytest.mark.timeout(900)
def test_two_hundred_kills_in_a_row_lose_and_double_nothing(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    random = Random(2)
    last = -1
    for _ in range(200):
        last = _kill_while_writing(path, random.randint(1, 6), start=max(0, last - 1))

    _sound(path)
    store = Store.open(path)
    held = {r for (r,) in store._db.execute("SELECT source_id FROM record")}
    assert held >= set(range((last + 1) * 40))
    assert len(held) % 40 == 0
    assert store._db.execute("SELECT count(*) FROM request").fetchone()[0] == len(held)
    store.close()
