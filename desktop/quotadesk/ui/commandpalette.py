"""Ctrl+K: every command by its words, with its keys beside it; saved lookups too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quotadesk.ui.metrics import px, scale
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate

KEYS = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
CALL = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the palette."""

    text: str
    keys: str
    place: str  # the menu it stands in, or "Saved lookup"
    call: Callable[[], object]


class _EntryDelegate(QStyledItemDelegate):
    """Paints words left, place behind them, keys right."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(px(4), 1, -px(4), -1), px(6), px(6))
        inner = rect.adjusted(px(16), 0, -px(16), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(scale.font("body"))
        painter.setPen(look.colour("text"))
        text = str(index.data())
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, text)
        used = painter.fontMetrics().horizontalAdvance(text) + px(12)
        painter.setFont(scale.font("caption"))
        painter.setPen(look.colour("secondary"))
        painter.drawText(
            inner.adjusted(used, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, str(index.data(PLACE))
        )
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, str(index.data(KEYS)))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(200), px(32))


class CommandPalette(QFrame):
    """A popup in the middle of the window's top."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._over = parent
        self.setObjectName("palette")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, px(6))
        column.setSpacing(0)
        self.line = QLineEdit()
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setObjectName("palettelist")
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._run)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self._entries: tuple[Entry, ...] = ()

    def open(self, entries: tuple[Entry, ...]) -> None:
        """Show all entries and wait for words."""
        self._entries = entries
        self.line.setPlaceholderText(translate("Palette", "Type a command …"))
        self.line.setAccessibleName(translate("Palette", "Command"))
        self.list.setAccessibleName(translate("Palette", "Commands"))
        self.line.clear()
        self._filter("")
        parent = self._over
        width = min(px(560), parent.width() - px(40))
        self.resize(width, min(px(420), parent.height() - px(80)))
        self.move(parent.mapToGlobal(QPoint((parent.width() - width) // 2, px(56))))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        self.list.clear()
        for entry in self._entries:
            hay = f"{entry.text} {entry.place} {entry.keys}".casefold()
            if all(word in hay for word in wanted):
                item = QListWidgetItem(entry.text)
                item.setData(KEYS, entry.keys)
                item.setData(PLACE, entry.place)
                item.setData(CALL, entry.call)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = (self.list.currentRow() + step) % max(1, self.list.count())
                self.list.setCurrentRow(row)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        call: Callable[[], object] = item.data(CALL)
        self.hide()
        call()
