"""From the key press to the painted rows, against the query alone and one frame of Qt's own table."""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from benchmarks.results import Result

ROUNDS = 15


def painting(size: str) -> Iterator[Result]:
    """Give the median for some lookups, in milliseconds."""
    from benchmarks.desk_table import told_by

    for name, times in json.loads(told_by("benchmarks.painting", size)).items():
        yield Result(
            name=f"key press to painted rows, {name}, {size} (ms)",
            value=median(times["mine"]),
            peer=median(times["peer"]),
            target=2.0,
        )


def _measure(size: str) -> dict[str, dict[str, list[float]]]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLineEdit

    from benchmarks.desk_table import DeskTable
    from benchmarks.filled import filled
    from benchmarks.lookups import questions
    from quotadesk.ui import dress
    from quotadesk.ui.application import application

    application()
    dress.wear("light", 100)
    desk, raw = DeskTable(size), sqlite3.connect(filled(size), isolation_level=None)
    for pragma in ("cache_size = -16384", "temp_store = MEMORY"):
        raw.execute(f"PRAGMA {pragma}")
    line, peer = QLineEdit(), _PlainTable(desk.pane.table.columnWidth)
    desk.window.layout().insertWidget(0, line)
    desk.window.show()
    line.returnPressed.connect(lambda: _ask(desk))
    told: dict[str, dict[str, list[float]]] = {}
    for question in questions(raw):
        if question.name.startswith("error text, t"):
            continue
        told[question.name] = times = {"mine": [], "peer": []}
        for number in range(ROUNDS + 1):
            desk.lookup = question.lookup
            order = ("mine", "peer") if number % 2 else ("peer", "mine")
            for which in order:
                took = _press(desk, line, Qt.Key.Key_Return) if which == "mine" else peer.ask(raw, question)
                if number:
                    times[which].append(took)
    desk.close()
    return told


def _ask(desk: Any) -> None:
    """Look up in a worker as the window does: the page first; bars and what follows come later."""
    from quotadesk.app.answers import Answer

    store_here, lookup, pane = desk.here, desk.lookup, desk.pane

    def page(_control: object) -> Answer:
        store, connection = store_here()
        return Answer(lookup=lookup, page=store.find(connection, lookup), coverage=None)

    desk.background.run(
        page,
        done=lambda answer: pane.show_answer(answer, empty=lambda _notice: None),
        failed=lambda error: sys.exit(repr(error)),
        lane="lookup",
    )


def _press(desk: Any, line: Any, key: Any) -> float:
    """Give the time from the key to the end of the first painting that shows the answer, in milliseconds."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtTest import QTest

    table, loop = desk.pane.table, QEventLoop()
    usual, before = table.paintEvent, desk.pane.answer
    painted: list[float] = []

    def paint(event: object) -> None:
        usual(event)
        if desk.pane.answer is not before and not painted:
            painted.append(time.perf_counter())
            loop.quit()

    table.paintEvent = paint
    began = time.perf_counter()
    QTest.keyClick(line, key)
    loop.exec()  # it sleeps while the worker reads, as the window's own loop does
    table.paintEvent = usual
    return (painted[0] - began) * 1000


class _PlainTable:
    """Qt's own table and model, filled with what hand-written SQL gives."""

    def __init__(self, width: Any) -> None:
        from PySide6.QtGui import QStandardItemModel
        from PySide6.QtWidgets import QTableView

        from benchmarks.desk_table import SIZE

        del width
        self.model = QStandardItemModel(200, 11)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.resize(*SIZE)
        self.view.show()

    def ask(self, raw: sqlite3.Connection, question: Any) -> float:
        """Give the time of the query and its counts, and of one frame; the frame's texts are not the query's."""
        from PySide6.QtWidgets import QApplication

        QApplication.processEvents()
        began = time.perf_counter()
        raw.execute(*question.page).fetchall()
        raw.execute(*question.count).fetchone()
        if question.failed:
            raw.execute(*question.failed).fetchone()
        asked = time.perf_counter() - began
        self.fill()
        began = time.perf_counter()
        self.view.viewport().repaint()
        return (asked + time.perf_counter() - began) * 1000

    def fill(self) -> None:
        """Put texts into every cell in sight."""
        from PySide6.QtGui import QStandardItem

        if self.model.item(0, 0) is None:
            for row in range(200):
                for column in range(11):
                    self.model.setItem(row, column, QStandardItem(f"text {row} {column}"))


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1])))
