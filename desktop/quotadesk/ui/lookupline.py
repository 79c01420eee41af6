"""The line of the lookup bar: what is typed, while a paste goes elsewhere and the offers take the keys that walk."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from typing_extensions import override

from quotadesk.ui.clipboard import pasted_text
from quotadesk.ui.offers import OfferList
from quotadesk.ui.parts import is_enter
from quotadesk.ui.words import translate


class LookupLine(QLineEdit):
    """The free text behind the chips. A paste never shows here: it may hold a whole key."""

    pasted = Signal(str)
    left_at_start = Signal()
    erased_at_start = Signal()
    left_down = Signal()

    def __init__(self, box: QWidget) -> None:
        super().__init__()
        self.offers = OfferList(box, self)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and not event.modifiers()
            and self.offers.take()
        ):
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._offered(event):
            return
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Escape} and not event.modifiers():
            self.left_down.emit()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(pasted_text())
            return
        if self.cursorPosition() == 0 and not self.hasSelectedText():
            if event.key() == Qt.Key.Key_Left:
                self.left_at_start.emit()
                return
            if event.key() == Qt.Key.Key_Backspace:
                self.erased_at_start.emit()
                return
        super().keyPressEvent(event)

    def _offered(self, event: QKeyEvent) -> bool:
        """Let the list have a key; says whether it was one of its own."""
        offers, key = self.offers, event.key()
        if not offers.isVisible() or (event.modifiers() and not is_enter(event)):
            return False
        if key == Qt.Key.Key_Escape:
            offers.hide()
            return True
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and offers.open:
            offers.walk(1 if key == Qt.Key.Key_Down else -1)
            return True
        return is_enter(event) and offers.chosen is not None and offers.take()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.offers.hide()

    @override
    def contextMenuEvent(self, event: QEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.addAction(translate("LookupBar", "Paste"))
        paste.triggered.connect(lambda: self.pasted.emit(pasted_text()))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
