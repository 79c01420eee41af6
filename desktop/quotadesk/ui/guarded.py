"""Texts that can be selected: copying, cutting and selecting go by ui/copyguard; text is never dragged out.

Every text of the window whose parts can be selected is one of these; tests/journeys/test_one_door.py sees to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLabel, QMenu, QPlainTextEdit, QTextEdit, QWidget
from typing_extensions import override

from quotadesk.ui.clipboard import Carried, part_of, show_selected
from quotadesk.ui.copyguard import Part, guard
from quotadesk.ui.words import translate

if TYPE_CHECKING:
    _Fields = QTextEdit
else:
    _Fields = object  # the two kinds have no common class with these names
READ_ONLY = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
EDITING = Qt.TextInteractionFlag.TextEditorInteraction
ExtraSelection = QTextEdit.ExtraSelection
_Key = QKeySequence.StandardKey


def _characters(text: str, units: int) -> int:
    """Turn Qt's offset, in units of UTF-16, into one of Python's."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "replace"))


class _Guarded(_Fields):
    """What both kinds of text field share."""

    def selected(self) -> Part:
        """Give what is selected, as a part of the whole; a text with a document names that."""
        text, cursor = self.toPlainText(), self.textCursor()
        start, end = (_characters(text, at) for at in (cursor.selectionStart(), cursor.selectionEnd()))
        return Part(text=text, start=start, end=end)

    @override
    def copy(self) -> None:
        """Copy what is selected, if it may leave."""
        guard.copy(self.selected())

    @override
    def cut(self) -> None:
        """Cut what is selected, if it may leave; what may not stays."""
        if not self.isReadOnly() and guard.copy(self.selected()):
            self.textCursor().removeSelectedText()

    @override
    def createMimeDataFromSelection(self) -> Carried:
        return part_of(guard.allowed(self.selected()))  # for X11's middle button

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        for key, call in ((_Key.Copy, self.copy), (_Key.Cut, self.cut)):
            if event.matches(key):
                call()
                return
        super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        cursor = self.textCursor()
        if plain and cursor.hasSelection():  # else a drag would begin in it
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """Give what a right click offers."""
        menu = QMenu(self)
        some = self.textCursor().hasSelection()
        if not self.isReadOnly():
            _add(menu, translate("Guard", "Undo"), _Key.Undo).triggered.connect(self.undo)
            _add(menu, translate("Guard", "Redo"), _Key.Redo).triggered.connect(self.redo)
            menu.addSeparator()
            cut = _add(menu, translate("Guard", "Cut"), _Key.Cut)
            cut.setEnabled(some)
            cut.triggered.connect(self.cut)
        copy = _add(menu, translate("Guard", "Copy"), _Key.Copy)
        copy.setEnabled(some)
        copy.triggered.connect(self.copy)
        if not self.isReadOnly():
            paste = _add(menu, translate("Guard", "Paste"), _Key.Paste)
            paste.setEnabled(self.canPaste())
            paste.triggered.connect(self.paste)
        menu.addSeparator()
        _add(menu, translate("Guard", "Select all"), _Key.SelectAll).triggered.connect(self.selectAll)
        return menu


def _add(menu: QMenu, text: str, key: QKeySequence.StandardKey) -> QAction:
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return menu.addAction(f"{text}\t{shown}")


class GuardedText(_Guarded, QTextEdit):
    """A field of text that may be laid out, such as one that is edited."""


class GuardedPlain(_Guarded, QPlainTextEdit):  # type: ignore[misc]  # the same names, from another class
    """A field of plain lines, such as a report."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)


class GuardedLabel(QLabel):
    """A label whose words can be selected by the mouse and copied by key or menu. `plain` is what it says."""

    plain = ""

    def let_select(self, *, links: bool = True) -> None:
        """Let the mouse select in it, beside following its links."""
        flags = Qt.TextInteractionFlag.TextSelectableByMouse
        if links:
            flags |= Qt.TextInteractionFlag.LinksAccessibleByMouse
            flags |= Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(flags)

    def whole(self) -> str:
        """Give all its words, without marks."""
        return self.plain or self.text()

    def selected(self) -> Part:
        """Give what is selected, as a part of the whole."""
        whole = self.whole()
        start = _characters(whole, max(0, self.selectionStart()))
        return Part(text=whole, start=start, end=start + len(self.selectedText()))

    def copy(self) -> None:
        """Copy what is selected, else all of it, if it may leave."""
        if self.hasSelectedText():
            guard.copy(self.selected())
        else:
            guard.copy_shown(self.whole())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_Key.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.hasSelectedText():
            self.setSelection(0, 0)  # else a drag would begin in it
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.hasSelectedText():  # Qt has just offered it to X11's middle button, unasked
            show_selected(guard.allowed(self.selected()))

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """Give what a right click offers."""
        menu = QMenu(self)
        _add(menu, translate("Guard", "Copy"), _Key.Copy).triggered.connect(self.copy)
        return menu
