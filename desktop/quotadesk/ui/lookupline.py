"""The line of the lookup bar: what is typed, while a paste goes elsewhere and the offers take the keys that walk.

To the agent line and chips are one field: Ctrl+A chooses all of it, what is pressed next takes its place.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from typing_extensions import override

from quotadesk.ui.clipboard import pasted_text, selected_text
from quotadesk.ui.offers import OfferList
from quotadesk.ui.parts import is_enter
from quotadesk.ui.words import translate

_Key = QKeySequence.StandardKey
_ONLY_HELD = frozenset(
    {Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


class LookupLine(QLineEdit):
    """The free text behind the chips. A paste never shows here: it may hold a whole key."""

    pasted = Signal(str)
    left_at_start = Signal()
    erased_at_start = Signal()
    left_down = Signal()
    all_chosen = Signal(bool)  # the chips too; False: no longer
    all_copied = Signal()
    all_erased = Signal()
    all_wanted_back = Signal()

    def __init__(self, box: QWidget) -> None:
        super().__init__()
        self.setAcceptDrops(False)  # what is dropped would stand here unread
        self.offers = OfferList(box, self)
        self._whole = False  # line and chips are chosen together

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
        if self._offered(event) or (self._whole and self._done_with_all(event)):
            return
        if event.matches(_Key.SelectAll):
            super().keyPressEvent(event)
            self._choose_all(True)
            return
        if event.matches(_Key.Undo) and not self.isUndoAvailable():
            self.all_wanted_back.emit()
            return
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Escape} and not event.modifiers():
            self.left_down.emit()
            return
        if event.matches(_Key.Paste):
            self.pasted.emit(pasted_text())
            return
        if self.cursorPosition() == 0 and not self.hasSelectedText():
            if event.key() == Qt.Key.Key_Left:
                self.left_at_start.emit()
                return
            if event.key() == Qt.Key.Key_Backspace:
                if not event.isAutoRepeat():  # who holds it down empties the line, not what stands before it
                    self.erased_at_start.emit()
                return
        super().keyPressEvent(event)

    def _choose_all(self, whole: bool) -> None:
        if whole != self._whole:
            self._whole = whole
            self.all_chosen.emit(whole)

    def _done_with_all(self, event: QKeyEvent) -> bool:
        """Do to line and chips what a key does to all of a text field; says whether nothing of it is left to do."""
        if event.key() in _ONLY_HELD:
            return False
        if event.matches(_Key.Copy):
            self.all_copied.emit()
            return True
        cut, pasted = event.matches(_Key.Cut), event.matches(_Key.Paste)
        erased = cut or event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
        if cut:
            self.all_copied.emit()
        self._choose_all(False)
        if erased or pasted or (event.text().isprintable() and event.text()):
            self.all_erased.emit()
        return erased

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose_all(False)
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.MiddleButton:
            self.pasted.emit(selected_text())
        else:
            super().mouseReleaseEvent(event)

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
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._choose_all(False)

    @override
    def contextMenuEvent(self, event: QEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        paste = menu.addAction(translate("LookupBar", "Paste"))
        paste.triggered.connect(lambda: self.pasted.emit(pasted_text()))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
