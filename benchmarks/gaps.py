"""How long the window stands still while a sync runs: the gaps of its event loop, against those when nothing runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.results import Result

IDLE_S = 3.0


def gaps() -> Iterator[Result]:
    """Give the longest gap and the 99.9th percentile, in milliseconds."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.gaps"],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    told = json.loads(answer.stdout)
    yield Result(
        name="event-loop gap during a sync, 99.9th percentile (ms)",
        value=_share(told["busy"], 0.999),
        peer=_share(told["idle"], 0.999),
        target=3.0,
    )
    yield Result(
        name="event-loop gap during a sync, longest against 100 ms",
        value=max(told["busy"]),
        peer=100.0,
        target=1.0,
    )


def _share(times: list[float], share: float) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def _measure() -> dict[str, list[float]]:
    """Run the loop of a window idle, then with a sync in a worker; give all gaps between its turns."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QMainWindow

    from benchmarks.filled import opened
    from benchmarks.sample_server import served
    from benchmarks.syncing import read_into
    from quotadesk.ui.application import application, spare_the_collector
    from quotadesk.ui.background import Background

    app = application()
    window = QMainWindow()
    window.show()
    told: dict[str, list[float]] = {"idle": [], "busy": []}
    phase, last = ["idle"], [time.perf_counter()]

    def turn() -> None:
        now = time.perf_counter()
        told[phase[0]].append((now - last[0]) * 1000)
        last[0] = now

    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(turn)
    with served() as place, TemporaryDirectory(prefix="quotadesk-benchmark-") as folder:
        background = Background()

        def work(_control: object) -> None:
            store = opened(Path(folder) / "store.sqlite3")
            read_into(store, place)
            store.close()

        def start() -> None:
            phase[0] = "busy"
            background.run(work, done=lambda _nothing: app.quit(), failed=lambda _error: app.exit(1))

        timer.start()
        spare_the_collector()  # as the window does, when it stands
        last[0] = time.perf_counter()
        QTimer.singleShot(round(IDLE_S * 1000), start)
        status = app.exec()
        background.close()
    if status:
        raise SystemExit(status)
    return told


if __name__ == "__main__":
    print(json.dumps(_measure()))
