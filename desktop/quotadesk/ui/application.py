"""Run the window: one QApplication, dressed, on the screen or into a picture."""

from __future__ import annotations

import gc
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from quotadesk.ui import dress
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.frame import Frame, application, waiting_frame
from quotadesk.ui.window import MainWindow
from quotadesk.ui.words import words

PICTURE_SIZE = (1440, 900)
PICTURE_WAIT_S = 60.0
LOOK_AGAIN_MS = 40
DOOR_MS = 400  # the first rows come first
FREEZE_MS = 1_000  # then everything that stays until the end is there


def run(
    abilities: Abilities,
    *,
    language: str = "",
    scheme: str = "",
    start: str | None = None,
    picture: Path | None = None,
    door: Path | None = None,
) -> int:
    """Open the window and wait until it is closed. Gives the exit status.

    `language`: "zh", "en" or "" (the preference, else the system's); `scheme`: "system", "light", "dark" or "".
    `start`: a lookup in text form or a pasted ticket. With `picture` the window is drawn into that PNG as soon as the
    case is loaded, and the program ends: 0, or 1 when nothing could be drawn within a minute. Behind `door` this window
    takes the links that later starts of the program hand over.
    """
    app = application()
    scheme = scheme or abilities.preference("scheme") or "system"
    frame = waiting_frame()
    if frame is None:
        dress.by_preference(abilities.preference, language=language, scheme=scheme)
        frame = Frame()
        frame.stand(abilities.preference("geometry"))
    window = MainWindow(abilities, start=start, scheme=scheme, sync_at_start=picture is None)
    for kind in window.case.texts.languages:
        window.case.texts.languages[kind] = words.language
    if picture is not None:
        frame.resize(*PICTURE_SIZE)
    window.unexpected.watch()
    frame.move_in(window)
    frame.show()
    QTimer.singleShot(0, window, window.begin)
    QTimer.singleShot(FREEZE_MS, window, spare_the_collector)
    if door is not None:
        QTimer.singleShot(DOOR_MS, window, lambda: window.open_door(door))
    photographer = _Photographer(window, picture) if picture is not None else None
    status = app.exec()
    window.unexpected.rest()
    del photographer  # kept until here: Qt holds only weak references to bound methods
    return status


def spare_the_collector() -> None:
    """Leave what the window is made of out of every later search for garbage: a full one stops it for 50 ms."""
    gc.freeze()


class _Photographer:
    """Waits until the window has settled, draws it into a file and ends the program."""

    def __init__(self, window: MainWindow, picture: Path) -> None:
        self._window, self._picture = window, picture
        self._until = time.monotonic() + PICTURE_WAIT_S
        self._quiet = 0
        self._timer = QTimer(window)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._quiet = self._quiet + 1 if self._window.settled() else 0
        late = time.monotonic() > self._until
        if self._quiet < 3 and not late:
            return
        self._timer.stop()
        self._picture.parent.mkdir(parents=True, exist_ok=True)
        saved = self._window.window().grab().save(str(self._picture))
        loaded = self._window.case.view is not None
        self._window.window().close()
        QApplication.exit(0 if saved and loaded and not late else 1)
