"""A small page that opens beside what was asked about, lists answers, and gives the focus back when it closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label, scrolling
from quotadesk.ui.tones import look

WIDTH, HIGHEST = 440, 460


class Entry(QFrame):
    """One answer: what is so, what it rests on, and buttons. Takes the focus, so that a reader says it whole."""

    walked = Signal(int)  # 1 to the next answer, -1 to the one before

    def __init__(self, text: str, *details: str, strong: bool = False) -> None:
        super().__init__()
        self.setObjectName("entry")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(". ".join(p.rstrip(".") for p in (text, *details) if p))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(4), px(8), px(4))
        column.setSpacing(px(1))
        column.addWidget(label(text, "strong" if strong else "", wrap=True))
        for detail in details:
            if detail:
                column.addWidget(label(detail, "caption", wrap=True))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(px(14))
        column.addLayout(self._buttons)

    def offer(self, text: str, call: Callable[[], object]) -> None:
        """Add a button under the answer."""
        if not self._buttons.count():
            self._buttons.addStretch(1)
        self._buttons.insertWidget(self._buttons.count() - 1, button(text, "link", call))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.walked.emit(step)  # before the scroll area takes the key

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(look.colour("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(5), px(5))


class Popover(QFrame):
    """Opens under (or over) a widget. Arrow keys walk, Escape closes."""

    def __init__(self, title: str, anchor: QWidget) -> None:
        super().__init__(anchor.window(), Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._anchor = anchor
        self._before = QApplication.focusWidget()
        self.entries: list[Entry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(10), 1, px(8))
        column.setSpacing(px(4))
        head = label(title, "strong")
        head.setContentsMargins(px(14), 0, px(14), 0)
        column.addWidget(head)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(px(6), 0, px(6), 0)
        self._column.setSpacing(px(2))
        self._scroll = scrolling(inner)
        column.addWidget(self._scroll, 1)

    def head(self, text: str) -> None:
        """Begin a part."""
        made = label(text, "head")
        made.setContentsMargins(px(8), px(6), px(8), 0)
        self._column.addWidget(made)

    def add(self, entry: Entry) -> Entry:
        """Add an answer to the part."""
        self.entries.append(entry)
        entry.walked.connect(lambda step, e=entry: self._walk(e, step))
        self._column.addWidget(entry)
        return entry

    def add_button(self, text: str, call: Callable[[], object]) -> None:
        """Add a button that closes the popover and then does something."""

        def go() -> None:
            self.close()
            call()

        row = QHBoxLayout()
        row.setContentsMargins(px(8), px(4), px(8), 0)
        row.addWidget(button(text, "", go))
        row.addStretch(1)
        self._column.addLayout(row)

    def open(self, *, above: bool = False) -> None:
        """Show it at its place, inside the screen, with the focus on the first answer."""
        self._column.addStretch(1)
        width = px(WIDTH)
        self._scroll.setFixedWidth(width - 2)
        needed = self._column.heightForWidth(width - 2)
        highest = min(px(HIGHEST), self._anchor.window().height() - px(12))  # large text scrolls inside
        self.setFixedSize(width, min(max(needed, px(40)) + px(52), highest))
        self.move(self._place(above=above))
        self.show()
        if self.entries:
            self.entries[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, *, above: bool) -> QPoint:
        anchor = self._anchor
        spot = anchor.mapToGlobal(QPoint(0, -self.height() - px(4) if above else anchor.height() + px(4)))
        window = anchor.window()
        left, top = window.mapToGlobal(QPoint(0, 0)).x(), window.mapToGlobal(QPoint(0, 0)).y()
        right, bottom = left + window.width() - px(12), top + window.height() - px(12)
        if (screen := QGuiApplication.screenAt(spot)) is not None:
            right, bottom = min(right, screen.geometry().right()), min(bottom, screen.geometry().bottom())
        x = max(left, min(spot.x(), right - self.width()))
        return QPoint(x, max(top, min(spot.y(), bottom - self.height())))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _walk(self, entry: Entry, step: int) -> None:
        other = self.entries[(self.entries.index(entry) + step) % len(self.entries)]
        other.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(other)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        before = self._before
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
