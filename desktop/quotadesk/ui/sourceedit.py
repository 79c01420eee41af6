"""A template's source: monospace lines with their numbers, the faulty ones marked."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextFormat
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from quotadesk.ui.guarded import READ_ONLY, ExtraSelection, GuardedPlain
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.tones import look


class _Numbers(QWidget):
    """The column of line numbers, painted by its editor."""

    def __init__(self, editor: SourceEdit) -> None:
        super().__init__(editor)
        self._editor = editor

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._editor.numbers_width(), 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        self._editor.paint_numbers(self, event.rect())


class SourceEdit(GuardedPlain):
    """`edited` follows each change by the agent; Tab leaves the field."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setTabChangesFocus(True)
        self._faulty: frozenset[int] = frozenset()
        self._quiet = False
        self.numbers = _Numbers(self)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._follow)
        self.textChanged.connect(lambda: None if self._quiet else self.edited.emit(self.toPlainText()))
        self.redraw()

    def show_source(self, source: str, *, editable: bool) -> None:
        """Show another source; there is nothing to undo in it yet."""
        self._quiet = True
        if source != self.toPlainText():
            self.setPlainText(source)
        self._quiet = False
        self.setReadOnly(not editable)
        if not editable:
            self.setTextInteractionFlags(READ_ONLY)

    def mark(self, lines: Iterable[int]) -> None:
        """Mark faulty lines, numbered from 1."""
        self._faulty = frozenset(lines)
        selections = []
        for line in self._faulty:
            block = self.document().findBlockByNumber(line - 1)
            selection = ExtraSelection()
            cursor = self.textCursor()
            cursor.setPosition(block.position() if block.isValid() else 0)
            selection.cursor = cursor
            selection.format.setBackground(QColor(look.colour("bad_soft")))
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selections.append(selection)
        self.setExtraSelections(selections)
        self.numbers.update()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, and the focus into the source."""
        block = self.document().findBlockByNumber(line - 1)
        cursor = self.textCursor()
        cursor.setPosition(block.position() if block.isValid() else 0)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def redraw(self) -> None:
        """Draw again in the size and tones in use."""
        self.setFont(scale.font("secondary", mono=True))
        self.numbers.setFont(scale.font("caption", mono=True))
        self.mark(self._faulty)
        self._make_room()

    # ---------------------------------------------------------------- numbers

    def numbers_width(self) -> int:
        """Give how wide the numbers are, in pixels."""
        digits = max(2, len(str(max(1, self.blockCount()))))
        return px(14) + self.numbers.fontMetrics().horizontalAdvance("9") * digits

    def paint_numbers(self, column: QWidget, rect: QRect) -> None:
        """Paint the numbers of the lines in sight."""
        painter = QPainter(column)
        painter.setFont(column.font())
        block, offset = self.firstVisibleBlock(), self.contentOffset()
        first_line = self.fontMetrics().height()
        while block.isValid():
            top = round(self.blockBoundingGeometry(block).translated(offset).top())
            if top > rect.bottom():
                break
            number = block.blockNumber() + 1
            painter.setPen(look.colour("bad" if number in self._faulty else "secondary"))
            box = QRect(0, top, column.width() - px(8), first_line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(number))
            block = block.next()

    def _make_room(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)

    def _follow(self, rect: QRect, scrolled: int) -> None:
        if scrolled:
            self.numbers.scroll(0, scrolled)
        else:
            self.numbers.update(0, rect.y(), self.numbers.width(), rect.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self.numbers.setGeometry(QRect(inside.left(), inside.top(), self.numbers_width(), inside.height()))
