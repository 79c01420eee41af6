"""From the start of the process to the first painted frame: the program, against a bare QMainWindow."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.results import Result

ROUNDS = 9
_TOLD = """
import os, sys, time
from PySide6.QtCore import QTimer

def told():
    print(time.monotonic_ns(), flush=True)
    os._exit(0)
"""
_BARE = (
    _TOLD
    + """
from PySide6.QtWidgets import QApplication, QMainWindow

class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, told)

app = QApplication(sys.argv)
app.setStyle("Fusion")
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
"""
)
_PROGRAM = (
    _TOLD
    + """
sys.argv = ["quotadesk", "--home", sys.argv[1]]
from quotadesk.ui import frame
opened = frame.open_frame
frame.open_frame = lambda preferences: (opened(preferences), told())  # it comes back when it is on the screen
from quotadesk.__main__ import main
main()
"""
)


def first_paint() -> Iterator[Result]:
    """Give the median of paired starts, in milliseconds, warm: the second start of the day."""
    times: dict[str, list[float]] = {_PROGRAM: [], _BARE: []}
    with TemporaryDirectory(prefix="quotadesk-benchmark-") as home:
        for code in (_BARE, _PROGRAM):
            _start(code, home)
        for number in range(ROUNDS):
            for code in (_BARE, _PROGRAM) if number % 2 else (_PROGRAM, _BARE):
                times[code].append(_start(code, home))
    yield Result(
        name="first paint against a bare QMainWindow (ms)",
        value=median(times[_PROGRAM]),
        peer=median(times[_BARE]),
        target=1.25,
    )


def _start(code: str, home: str) -> float:
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    began = time.monotonic_ns()
    done = subprocess.run(
        [sys.executable, "-c", code, home],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
        timeout=60,
    )
    return (int(done.stdout.split()[-1]) - began) / 1_000_000
