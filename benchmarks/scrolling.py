"""A frame while scrolling millions of rows, against Qt's own QStandardItemModel with 2,000 in a plain table."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from statistics import median

from benchmarks.results import Result

FRAMES, ROWS = 300, 2_000
NOTCH, PAGE = 3, 20  # rows


def scrolling(size: str) -> Iterator[Result]:
    """Give the median frame by a wheel's notch and by a page, in milliseconds."""
    from benchmarks.desk_table import told_by

    told = json.loads(told_by("benchmarks.scrolling", size))
    for name, times in told.items():
        yield Result(
            name=f"frame while scrolling by {name}, {size} (ms)",
            value=median(times["mine"]),
            peer=median(times["peer"]),
            target=1.4,
        )


def _measure(size: str) -> dict[str, dict[str, list[float]]]:
    from PySide6.QtCore import QModelIndex, Qt
    from PySide6.QtGui import QStandardItem, QStandardItemModel
    from PySide6.QtWidgets import QApplication, QTableView

    from benchmarks.desk_table import DeskTable, turn_until
    from quotadesk.ui import dress
    from quotadesk.ui.application import application

    app = application()
    dress.wear("light", 100)
    desk = DeskTable(size)
    desk.window.show()
    page = desk.show()
    model, table = desk.pane.model, desk.pane.table
    model.fetchMore(QModelIndex())
    turn_until(lambda: desk.background.idle() and model.rowCount() > ROWS)
    plain, peer = QStandardItemModel(), QTableView()
    names = [n for n in range(model.columnCount()) if not table.isColumnHidden(n)]
    for line in page.lines * (ROWS // len(page.lines)):
        plain.appendRow([QStandardItem(model.text(line, n)) for n in names])
    peer.setModel(plain)
    peer.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    peer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    peer.verticalHeader().hide()
    peer.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
    for place, n in enumerate(names):
        peer.setColumnWidth(place, table.columnWidth(n))
    peer.resize(table.size())
    peer.show()
    app.processEvents()
    told: dict[str, dict[str, list[float]]] = {}
    for name, rows in (("a notch", NOTCH), ("a page", PAGE)):
        told[name] = {"mine": [], "peer": []}
        for bar in (table.verticalScrollBar(), peer.verticalScrollBar()):
            bar.setValue(0)
        turn_until(desk.background.idle)
        for number in range(FRAMES):
            order = (("mine", table), ("peer", peer))
            turn_until(
                desk.background.idle
            )  # rows that were read ahead are at hand, as they are at a hand's pace
            for key, view in order if number % 2 else reversed(order):
                told[name][key].append(_frame(QApplication, view, rows))
    desk.close()
    return told


def _frame(app: object, view: object, rows: int) -> float:
    bar = view.verticalScrollBar()  # type: ignore[attr-defined]
    step = rows * view.verticalHeader().defaultSectionSize()  # type: ignore[attr-defined]
    value = bar.value() + step
    began = time.perf_counter()
    bar.setValue(value if value < bar.maximum() else 0)
    app.processEvents()  # type: ignore[attr-defined]
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
