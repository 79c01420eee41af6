"""Choose the results' columns: a small checklist, by mouse or keyboard, whose order is the table's."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.ui.columnlayout import Chosen
from quotadesk.ui.guardedrows import GuardedList
from quotadesk.ui.headings import every_heading
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.words import translate

WIDTH, ROW = 240, 26
_NAME = Qt.ItemDataRole.UserRole
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class _Names(GuardedList):
    """Space ticks, Alt with an arrow moves a column."""

    moved = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _UP_DOWN.get(Qt.Key(event.key()))
        if step is None or event.modifiers() != Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
            self.moved.emit()


class ColumnChooser(QFrame):
    """Opens over a window; every tick shows at once. `chosen` tells the new choice."""

    chosen = Signal(object)

    def __init__(self, now: Chosen, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("popover")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._now, self._over = now, window.window()
        self._before = QApplication.focusWidget()
        self.names = _Names()
        self.names.setObjectName("columnnames")
        self.names.setDragDropMode(GuardedList.DragDropMode.InternalMove)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setUniformItemSizes(True)
        self.reset = button("", "link", self._reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(10), px(10), px(8))
        column.setSpacing(px(6))
        self._title, self._hint = label("", "strong"), label("", "caption", wrap=True)
        for part in (self._title, self.names, self._hint):
            column.addWidget(part)
        column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self._say()
        self._fill()
        self.names.itemChanged.connect(lambda _item: self._tell())
        self.names.moved.connect(self._tell)
        self.names.model().rowsMoved.connect(self._tell)

    def _say(self) -> None:
        title = translate("Columns", "Columns")
        self._title.setText(title)
        self.setAccessibleName(title)
        self.names.setAccessibleName(title)
        self._hint.setText(translate("Columns", "Space shows or hides, Alt+↑ and Alt+↓ move."))
        self.reset.setText(translate("Columns", "Usual columns"))

    def _fill(self) -> None:
        self.names.blockSignals(True)
        self.names.clear()
        words = every_heading()
        for name in self._now.ordered():
            item = QListWidgetItem(words[name])
            item.setData(_NAME, name)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(Qt.CheckState.Checked if name in self._now.shown else Qt.CheckState.Unchecked)
            self.names.addItem(item)
        self.names.setCurrentRow(0)
        self.names.blockSignals(False)

    def _tell(self) -> None:
        items = [self.names.item(row) for row in range(self.names.count())]
        shown = tuple(i.data(_NAME) for i in items if i.checkState() == Qt.CheckState.Checked)
        if not shown:  # a table without a column shows nothing to bring one back by
            self._fill()
            return
        self._now = Chosen(shown=shown, widths=self._now.widths)
        self.chosen.emit(self._now)

    def _reset(self) -> None:
        self._now = Chosen()
        self._fill()
        self.chosen.emit(self._now)

    def open(self, spot: QPoint) -> None:
        """Show it at a place on the screen, inside its window."""
        self.names.setFixedHeight(self.names.count() * px(ROW) + px(4))
        self.setFixedWidth(px(WIDTH))
        self.adjustSize()
        window = self._over
        corner = window.mapToGlobal(QPoint(window.width() - self.width(), window.height() - self.height()))
        self.move(min(spot.x(), corner.x()), min(spot.y(), corner.y()))
        self.show()
        self.names.setFocus(Qt.FocusReason.PopupFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            super().keyPressEvent(event)
