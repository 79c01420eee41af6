"""The window's frame: lookup line, headings and status bar, painted before anything else is loaded.

Loading the rest takes several times as long as painting this. What is typed meanwhile is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QEventLoop,
    QFile,
    QIODevice,
    QJsonDocument,
    QTimer,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from quotadesk.ui import dress
from quotadesk.ui.headings import headings
from quotadesk.ui.metrics import BAR, px
from quotadesk.ui.words import translate

if TYPE_CHECKING:
    from quotadesk.ui.window import MainWindow

WIDTH, HEIGHT = 1440, 900
RAIL, ABOVE = 52, 83  # what the rail, and the head above the rows, will take
PAINT_WAIT_MS = 1000
_OF_THE_SYSTEM = {QEvent.Type.ThemeChange, QEvent.Type.ApplicationFontChange}
TITLE_BAR = 40  # the most that a title bar takes; its true height is known only once it stands there


def application() -> QApplication:
    """Give the one QApplication of this process, made on first use."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Quotadesk")
    app.setDesktopFileName("quotadesk")
    app.setStyle("Fusion")
    dress.measure_application()
    return app


class Frame(QMainWindow):
    """The top-level window. `painted` tells of its first frame; `move_in` puts the real parts into it."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Quotadesk")
        self._first = True
        self.inside: MainWindow | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(
            translate("LookupBar", "Paste a ticket, or type owner, key, request id, status, time …")
        )
        self._build()
        self.line.setFocus()

    def _build(self) -> None:
        names = ("rail", "lookupbar", "lookupbox", "results", "headings", "casepane")
        rail, bar, box, results, head, case = (_named(name) for name in names)
        rail.setFixedWidth(px(RAIL))
        box.setFixedHeight(px(BAR))
        head.setFixedHeight(px(28))
        _row(box, self.line, margins=(px(32), 0, px(8), 0))
        _row(bar, box, margins=(px(16), px(8), px(16), px(8)))
        _row(head, *map(QLabel, headings().values()), margins=(px(16), 0, px(6), 0))
        left = _column(results)
        left.addSpacing(px(ABOVE))
        left.addWidget(head)
        left.addStretch(1)
        panes = QHBoxLayout()
        panes.addWidget(results, 64)
        panes.addWidget(case, 36)
        right = _column()
        right.addWidget(bar)
        right.addLayout(panes, 1)
        whole = QWidget()
        _row(whole, rail).addLayout(right, 1)
        status = QStatusBar()
        status.setSizeGripEnabled(False)
        status.setFixedHeight(px(28))
        status.showMessage(translate("Frame", "Opening …"))
        self.setCentralWidget(whole)
        self.setStatusBar(status)

    def stand(self, geometry: str) -> None:
        """Stand where the last window stood (base64), or in its own size, but never beyond the screen."""
        self.resize(px(WIDTH), px(HEIGHT))
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        if (screen := QGuiApplication.primaryScreen()) is not None:
            room = screen.availableGeometry()
            self.resize(min(self.width(), room.width()), min(self.height(), room.height() - TITLE_BAR))

    def move_in(self, inside: MainWindow) -> None:
        """Put the window's real parts in; what was typed so far goes into the real line."""
        typed = self.line.text()
        self.inside = inside
        self.setStatusBar(None)  # type: ignore[arg-type]  # Qt allows it; the real one stands inside
        self.setWindowIcon(inside.windowIcon())
        self.setCentralWidget(inside)
        inside.bar.focus_line()
        inside.bar.take_over(typed)

    # No @override here: its library takes a tenth of the time that the first frame may take.

    def event(self, event: QEvent) -> bool:  # type: ignore[explicit-override]
        if event.type() in _OF_THE_SYSTEM and self.inside is not None:
            self.inside.preferences.follow_system()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # type: ignore[explicit-override]  # noqa: N802
        super().paintEvent(event)
        if self._first:
            self._first = False
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # type: ignore[explicit-override]  # noqa: N802
        if self.inside is not None:
            if not self.inside.may_close():
                event.ignore()
                return
            self.inside.close()
        super().closeEvent(event)


def _named(name: str) -> QFrame:
    made = QFrame()
    made.setObjectName(name)
    return made


def _column(parent: QWidget | None = None) -> QVBoxLayout:
    column = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def _row(
    parent: QWidget, *children: QWidget, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    row = QHBoxLayout(parent)
    row.setContentsMargins(*margins)
    row.setSpacing(0)
    for child in children:
        row.addWidget(child)
    return row


def open_frame(settings: Path) -> Frame:
    """Paint a frame, dressed as the last window was, and come back as soon as it is on the screen."""
    application()
    preferences = remembered(settings)
    dress.by_preference(lambda name: preferences.get(name, ""))
    frame = Frame()
    frame.stand(preferences.get("geometry", ""))
    waiting = QEventLoop()
    frame.painted.connect(waiting.quit)
    QTimer.singleShot(PAINT_WAIT_MS, waiting.quit)
    frame.show()
    waiting.exec()
    return frame


def remembered(settings: Path) -> Mapping[str, str]:
    """Give the preferences in a settings file; nothing where it cannot be read, which is said later on."""
    file = QFile(str(settings))
    if not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return {}
    written: Mapping[str, object] = QJsonDocument.fromJson(file.readAll()).object()
    held = written.get("preferences")
    return {k: v for k, v in held.items() if isinstance(v, str)} if isinstance(held, dict) else {}


def waiting_frame() -> Frame | None:
    """Give the frame that was opened before the rest was loaded, None where nobody opened one."""
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, Frame) and w.inside is None)
    return next(found, None)
