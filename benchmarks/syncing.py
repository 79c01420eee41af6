"""A whole sync of a gateway that answers in 30 ms, against the same client that stores nothing, and against itself.

The peer reads, decodes, maps and redacts the same rows with as many requests at once; only its store forgets them.
An unchanged sync is measured in both ways that a user has: as it is (what is held and settled is not read), and with
`--again`, which reads every row and must write none. The latter has no target: it waits for the same answers as the
first, so no store could make it quicker than the client that stores nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.filled import opened
from benchmarks.results import Result
from benchmarks.sample_server import Served, served
from quotadesk.app.answers import SyncReport
from quotadesk.app.catching_up import catch_up
from quotadesk.app.ports import Fetch, Written
from quotadesk.app.sync import Intake, sync
from quotadesk.datafiles import data_dir
from quotadesk.domain.records import Record, Task

ROUNDS = 5
LATE_S = 0.03
AT_ONCE = (1, 8)


class Nowhere:
    """A store that keeps nothing: what is left is the client."""

    def write(self, _connection: str, records: Sequence[Record], _tasks: Sequence[Task] = ()) -> Written:
        """Count the rows."""
        return Written(new=len(records))

    def cover(self, *_: Any, **__: Any) -> None:
        """Forget it."""


def intake() -> Intake:
    """Give mapping and redaction as the program uses them."""
    from quotadesk.bootstrap.desk import intake_of

    return intake_of(data_dir("resources") / "mapping.toml", lambda: b"benchmark")()


def read_into(
    store: Any, place: Served, *, at_once: int = 1, read: Callable[..., SyncReport] = sync
) -> tuple[SyncReport, float]:
    """Sync the sample's month into a store; give the report and seconds."""
    gateway = place.open(at_once)
    began = time.perf_counter()
    report = read(
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
    return report, seconds


def syncing() -> Iterator[Result]:
    """Give rows a second stored against not stored, then seconds of the same sync when nothing has changed."""
    with served(LATE_S) as place:
        for at_once in AT_ONCE:
            first: list[float] = []
            dropped: list[float] = []
            again: list[float] = []
            skipped: list[float] = []
            for number in range(ROUNDS):
                with TemporaryDirectory(prefix="quotadesk-benchmark-") as folder:
                    store = opened(Path(folder) / "store.sqlite3")
                    for which in ("keep", "drop") if number % 2 else ("drop", "keep"):
                        target = store if which == "keep" else Nowhere()
                        report, seconds = read_into(target, place, at_once=at_once)
                        (first if which == "keep" else dropped).append(report.read / seconds)
                    again.append(_unchanged(store, place, at_once, sync, report.read))
                    skipped.append(_unchanged(store, place, at_once, catch_up, report.read))
                    store.close()
            yield from _told(at_once, first, dropped, again, skipped)


def _unchanged(store: Any, place: Served, at_once: int, read: Callable[..., SyncReport], rows: int) -> float:
    """Sync once more; give the rows of the window a second, read or known to be there."""
    report, seconds = read_into(store, place, at_once=at_once, read=read)
    if report.new or report.changed:
        message = f"an unchanged sync has written: {report}"
        raise AssertionError(message)
    return rows / seconds


def _told(
    at_once: int, first: list[float], dropped: list[float], again: list[float], skipped: list[float]
) -> Iterator[Result]:
    how = f"{at_once} request{'s' if at_once > 1 else ''} at once, 30 ms"
    for name, value, peer, target in (
        (f"sync against storing nothing, {how} (rows/s)", first, dropped, 0.8),
        (f"unchanged sync, what is held is skipped, against the first, {how} (rows/s)", skipped, first, 1.5),
        (
            f"unchanged sync, all read again, none written, against the first, {how} (rows/s)",
            again,
            first,
            None,
        ),
    ):
        yield Result(name=name, value=median(value), peer=median(peer), target=target, at_least=True)
