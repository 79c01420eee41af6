"""Judge an edited text while it is typed: a moment after the last key, on a worker, with the gate's own functions."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from quotadesk.app.errors import UnfitText
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.texts import NOTE, REPLY, Texts

DEBOUNCE_MS = 250


class Judging(QObject):
    """`judged` gives a kind of text and all that speaks against it. Late answers about older words are dropped."""

    judged = Signal(str, object)  # kind, tuple[UnfitText, ...]

    def __init__(
        self, abilities: Abilities, background: Background, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._abilities, self._background, self._texts = abilities, background, texts
        self._timers = {kind: self._timer(kind) for kind in (REPLY, NOTE)}

    def _timer(self, kind: str) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(DEBOUNCE_MS)
        timer.timeout.connect(lambda: self.judge(kind))
        return timer

    def later(self, kind: str) -> None:
        """Judge a text once its agent pauses."""
        self._background.abandon(f"judge:{kind}")
        self._timers[kind].start()

    def stop(self) -> None:
        """Drop what is on its way: another case has been opened."""
        for kind, timer in self._timers.items():
            timer.stop()
            self._background.abandon(f"judge:{kind}")

    def judge(self, kind: str) -> None:
        """Judge a text now; one that nobody has edited was judged by its template's lint."""
        self._timers[kind].stop()
        document, confirmed = self._texts.document(kind), self._texts.confirmed(kind)
        if document is None or not document.template:
            self._background.abandon(f"judge:{kind}")
            self.judged.emit(kind, ())
            return
        self._background.run(
            lambda _: self._abilities.judge(document, confirmed),
            done=lambda faults: self.judged.emit(kind, faults),
            failed=lambda error: self.judged.emit(kind, (error,) if isinstance(error, UnfitText) else ()),
            lane=f"judge:{kind}",
        )
