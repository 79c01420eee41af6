"""Read a gateway's newest rows in the background and tell how it goes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from quotadesk.app.answers import Progress, SyncReport
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.words import translate, words

SYNC = "sync"


class Syncing(QObject):
    """At most one sync at a time. A lookup that runs meanwhile has the progress bar for itself."""

    progressed = Signal(object)  # Progress or None
    told = Signal(str)
    ended = Signal()

    def __init__(self, abilities: Abilities, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._abilities, self._background = abilities, background

    def start(self) -> None:
        """Read the newest rows of the connection in use."""
        if self._background.busy(SYNC) or self._abilities.desk() is None:
            return
        self._background.run(
            lambda control: self._abilities.sync(progressed=control.progressed, cancelled=control.cancelled),
            done=self._synced,
            failed=self._failed,
            progressed=self._show,
            lane=SYNC,
        )

    def cancel(self) -> None:
        """Stop after the page at hand; what was read is kept."""
        self._background.cancel(SYNC)

    def _show(self, progress: Progress) -> None:
        if not self._background.busy("lookup"):
            self.progressed.emit(progress)

    def _synced(self, report: SyncReport) -> None:
        self.progressed.emit(None)
        self.ended.emit()
        if report.stopped is not None:
            parts = (report.stopped, report.hint)
            self.told.emit(" ".join(words.of(part) for part in parts if part is not None))
        elif report.new:
            self.told.emit(translate("Window", "%n new row(s)", "", report.new))

    def _failed(self, error: Exception) -> None:
        self.progressed.emit(None)
        self.ended.emit()
        self.told.emit(trouble_line(error))
