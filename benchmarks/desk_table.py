"""The results of a lookup over a filled store, in a window without the rest of the desk: for what is measured of it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from benchmarks.filled import CONNECTION, filled, opened
from quotadesk.app.answers import Answer
from quotadesk.app.listing import Listing
from quotadesk.app.ports import Page, Store
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.ui.background import Background
from quotadesk.ui.results import ResultsPane
from quotadesk.ui.resultsmodel import ResultsModel

SIZE = (860, 640)  # of the rows, on a screen of 1366 × 768
WAIT_S = 40.0


class DeskTable:
    """The results pane with its reading in workers, as `ui/lookups` binds it."""

    def __init__(self, size: str) -> None:
        path, held = filled(size), threading.local()

        def here() -> tuple[Store, str]:
            if getattr(held, "store", None) is None:
                held.store = opened(path)
            return held.store, CONNECTION

        self.here, self.listing = here, Listing(here)
        self.background = Background()
        self.pane = ResultsPane()
        self.lookup = Lookup()
        model: ResultsModel = self.pane.model
        model.more_wanted.connect(self._more)
        model.pages_wanted.connect(self._read)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        self.window.resize(*SIZE)

    def _more(self, cursor: Cursor) -> None:
        model = self.pane.model
        self.background.run(
            lambda control: self.listing.following(self.lookup, cursor, control.cancelled),
            done=lambda found: model.extend(found.numbers, found.next),
            failed=_stop,
            lane="following",
        )

    def _read(self, wanted: dict[int, list[int]]) -> None:
        self.background.run(
            lambda _: {page: self.listing.lines(numbers) for page, numbers in wanted.items()},
            done=self.pane.model.put,
            failed=_stop,
            lane="rows",
        )

    def show(self) -> Page:
        """Look up in this thread and show the answer; gives its page."""
        store, connection = self.here()
        page = store.find(connection, self.lookup)
        answer = Answer(lookup=self.lookup, page=page, coverage=None)
        self.pane.show_answer(answer, empty=lambda _notice: None)
        return page

    def close(self) -> None:
        """Let go of the workers."""
        self.background.close()


def _stop(error: Exception) -> None:
    raise error


def turn_until(holds: Callable[[], bool]) -> None:
    """Turn the event loop until something holds."""
    end = time.monotonic() + WAIT_S
    while not holds():
        if time.monotonic() > end:
            message = "the table did not get there"
            raise TimeoutError(message)
        QApplication.processEvents()


def told_by(module: str, *arguments: str) -> str:
    """Run a module in a process of its own, where no other benchmark has left anything, and give what it prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    return subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    ).stdout
