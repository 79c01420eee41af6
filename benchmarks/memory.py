"""How much memory the window takes with millions of rows open, over a bare window."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import Result

MOST_MB = 120.0


def memory(size: str) -> Iterator[Result]:
    """Give what is added, in MB, against what may be."""
    from benchmarks.desk_table import told_by

    told = json.loads(told_by("benchmarks.memory", size))
    yield Result(
        name=f"memory with {told['rows']:,} rows open and scrolled, over a bare window (MB against {MOST_MB:g})",
        value=told["open"] - told["bare"],
        peer=MOST_MB,
        target=1.0,
    )


def resident() -> float:
    """Give the resident memory of this process, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _measure(size: str) -> dict[str, float]:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtWidgets import QApplication, QMainWindow

    from quotadesk.ui.application import application

    app = application()
    bare = QMainWindow()
    bare.resize(1366, 768)
    bare.show()
    app.processEvents()
    told = {"bare": resident()}
    from benchmarks.desk_table import DeskTable, turn_until
    from quotadesk.ui import dress

    dress.wear("light", 100)
    desk = DeskTable(size)
    model, table = desk.pane.model, desk.pane.table
    desk.window.show()
    desk.show()
    while not model.whole:
        model.fetchMore(QModelIndex())
        turn_until(desk.background.idle)
    bar = table.verticalScrollBar()
    for part in range(101):
        bar.setValue(bar.maximum() * part // 100)
        QApplication.processEvents()
        turn_until(desk.background.idle)
    told |= {"open": resident(), "rows": model.rowCount()}
    desk.close()
    return told


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
