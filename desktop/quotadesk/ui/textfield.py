"""The field that a text is edited in: roomy lines, undo, and marks that tell what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from quotadesk.domain.documents import Document
from quotadesk.ui.copyguard import Part
from quotadesk.ui.guarded import EDITING, READ_ONLY, ExtraSelection, GuardedText
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.tones import look

_LINE_HEIGHT, _GAP_HEIGHT = 125, 55  # percent, of a line of text and of the empty line between paragraphs
_PROPORTIONAL = 1  # QTextBlockFormat.LineHeightTypes.ProportionalHeight
PICK = "::"
_Line = QTextCharFormat.UnderlineStyle
_LINES = {"bad": _Line.WaveUnderline, "ask": _Line.DashUnderline}
_TONES = {"ask": "warning"}


_Key = QKeySequence.StandardKey
_OWN_KEYS = (
    *(_Key.Undo, _Key.Redo, _Key.Cut, _Key.Copy, _Key.Paste, _Key.SelectAll),
    *(_Key.MoveToNextWord, _Key.MoveToPreviousWord, _Key.SelectNextWord, _Key.SelectPreviousWord),
    *(_Key.MoveToStartOfDocument, _Key.MoveToEndOfDocument),
    *(_Key.SelectStartOfDocument, _Key.SelectEndOfDocument),
    *(_Key.DeleteStartOfWord, _Key.DeleteEndOfWord),
)
"""Keys with Ctrl or Alt that belong to the field; all others are the window's, such as Ctrl+K, which Qt would eat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A marked place: offsets in the text, how ("warning", "accent", "bad" or "ask"), and what to say about it."""

    start: int
    end: int
    how: str
    told: str = ""


class TextField(GuardedText):
    """Plain text, because that is what every program will paste. `edited` follows each change by the agent."""

    edited = Signal(str)
    pick_wanted = Signal()  # "::" was typed
    entered = Signal()
    left = Signal()  # by Escape

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._told: list[tuple[QTextCursor, Mark]] = []
        self._busy = False
        self.about: Callable[[], tuple[Document | None, frozenset[str]]] = lambda: (None, frozenset())
        self.textChanged.connect(self._changed)
        self.lock()

    def lock(self, text: str = "") -> None:
        """Show words that are no text to edit."""
        self.show_text(text)
        self.setReadOnly(True)
        self.setTextInteractionFlags(READ_ONLY)

    def show_text(self, text: str) -> None:
        """Show another text, to be edited; there is nothing to undo in it yet."""
        self._busy = True
        self.setReadOnly(False)
        self.setTextInteractionFlags(EDITING)
        self.setFont(scale.font("secondary"))
        self.setPlainText(text)
        self.document().setUndoRedoEnabled(False)
        self._space()
        self.document().setUndoRedoEnabled(True)
        self.mark(())
        self._busy = False

    def change(self, text: str) -> None:
        """Put another text in the place of this one, as an edit that undo takes back."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        cursor.endEditBlock()

    def redraw(self) -> None:
        """Draw again in the size in use; words and undo stay."""
        self.setFont(scale.font("secondary"))

    # ---------------------------------------------------------------- marks

    def mark(self, marks: Iterable[Mark]) -> None:
        """Mark places; the marks before are gone. They move along while the agent types."""
        self._told = []
        selections = []
        for mark in marks:
            selection = ExtraSelection()
            cursor = self._cursor(mark.start, mark.end)
            selection.cursor, selection.format = cursor, _form(mark.how)
            selections.append(selection)
            self._told.append((cursor, mark))
        self.setExtraSelections(selections)

    def mark_at(self, position: int) -> Mark | None:
        """Give the mark with something to say at a position."""
        for cursor, mark in reversed(self._told):
            if mark.told and cursor.selectionStart() <= position <= cursor.selectionEnd():
                return mark
        return None

    def go_to(self, start: int, end: int | None = None) -> None:
        """Put the cursor at a place and bring it into sight."""
        self.setTextCursor(self._cursor(start, start if end is None else end))
        self.ensureCursorVisible()

    def _cursor(self, start: int, end: int) -> QTextCursor:
        last = max(0, self.document().characterCount() - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    @override
    def selected(self) -> Part:
        """Give what is selected, with `about`: the document in sight and the figures that its agent stands for."""
        document, confirmed = self.about()
        return replace(super().selected(), document=document, confirmed=confirmed)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            mark = self.mark_at(self.cursorForPosition(event.pos()).position())
            QToolTip.showText(event.globalPos(), mark.told if mark else "", self.viewport())
            return True
        return super().viewportEvent(event)

    # ---------------------------------------------------------------- typing

    def _changed(self) -> None:
        if self._busy:
            return
        if not self.textCursor().block().layout().preeditAreaText():  # Chinese is still being composed
            self._busy = True
            self._space()
            self._busy = False
        self.edited.emit(self.toPlainText())

    def _space(self) -> None:
        """Set the lines apart like a printed page: roomy lines, small gaps between paragraphs.

        Joined to the edit before, so that one undo takes back both; what is undone brings its own spacing along.
        """
        if self.document().isRedoAvailable():
            return
        block = self.document().firstBlock()
        while block.isValid():
            form = block.blockFormat()
            height = _LINE_HEIGHT if block.text().strip() else _GAP_HEIGHT
            if form.lineHeight() != height:
                cursor = QTextCursor(block)
                cursor.joinPreviousEditBlock()
                form.setLineHeight(height, _PROPORTIONAL)
                cursor.setBlockFormat(form)
                cursor.endEditBlock()
            block = block.next()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
            if held and not any(event.matches(key) for key in _OWN_KEYS):
                event.ignore()
                return False
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
            return
        super().keyPressEvent(event)
        if event.text() == ":" and not self.isReadOnly():
            cursor = self.textCursor()
            line = cursor.block().text()[: cursor.positionInBlock()]
            if line.endswith(PICK):
                self.pick_wanted.emit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), px(72))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(56))


def _form(how: str) -> QTextCharFormat:
    tone = _TONES.get(how, how)
    form = QTextCharFormat()
    form.setBackground(QColor(look.colour(f"{tone}_soft")))
    if how in _LINES:
        form.setUnderlineStyle(_LINES[how])
        form.setUnderlineColor(look.colour(tone))
    else:
        form.setForeground(QColor(look.colour(tone)))
    return form
