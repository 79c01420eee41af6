"""A whole sync of the sample gateway, against the same client that stores nothing, and against itself unchanged."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.filled import opened
from benchmarks.results import Result
from benchmarks.sample_server import Served, served
from quotadesk.app.ports import Fetch, Written
from quotadesk.app.sync import Intake, sync
from quotadesk.datafiles import data_dir
from quotadesk.domain.records import Record, Task

ROUNDS = 3


class Nowhere:
    """A store that keeps nothing: what is left is the client."""

    def write(self, _connection: str, records: Sequence[Record], _tasks: Sequence[Task] = ()) -> Written:
        """Count the rows."""
        return Written(new=len(records))

    def cover(self, *_: Any, **__: Any) -> None:
        """Forget it."""


def intake() -> Intake:
    """Give mapping and redaction as the program uses them."""
    from quotadesk.bootstrap import intake_of

    return intake_of(data_dir("resources") / "mapping.toml", lambda: b"benchmark")()


def read_into(store: Any, place: Served) -> tuple[int, float]:
    """Sync the sample's month into a store; give rows and seconds."""
    gateway = place.open()
    began = time.perf_counter()
    report = sync(
        gateway,
        store,
        "sample",
        Fetch(window=place.window),
        intake=intake(),
        now=lambda: datetime.now(UTC),
        progressed=lambda _progress: None,
        cancelled=lambda: False,
    )
    seconds = time.perf_counter() - began
    gateway.close()
    if not report.complete:
        raise RuntimeError(report)
    return report.read, seconds


def syncing() -> Iterator[Result]:
    """Give rows a second: stored against not stored, and a second sync of the same against the first."""
    kept: list[float] = []
    dropped: list[float] = []
    again: list[float] = []
    with served() as place:
        for number in range(ROUNDS):
            with TemporaryDirectory(prefix="quotadesk-benchmark-") as folder:
                store = opened(Path(folder) / "store.sqlite3")
                for which in ("keep", "drop") if number % 2 else ("drop", "keep"):
                    rows, seconds = read_into(store if which == "keep" else Nowhere(), place)
                    (kept if which == "keep" else dropped).append(rows / seconds)
                rows, seconds = read_into(store, place)
                again.append(rows / seconds)
                store.close()
    yield Result(
        name="sync of the sample gateway against storing nothing (rows/s)",
        value=median(kept),
        peer=median(dropped),
    )
    yield Result(
        name="unchanged sync against the first (rows/s)",
        value=median(again),
        peer=median(kept),
        at_least=True,
    )
