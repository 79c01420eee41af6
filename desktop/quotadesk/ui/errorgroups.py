"""The failures of a result by error: one line an error, with how many, how many keys and owners, and when last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from quotadesk.app.found import ErrorGroup, Groups
from quotadesk.ui import formats
from quotadesk.ui.guardedrows import GuardedTable
from quotadesk.ui.linepainter import draw_status, status_tone
from quotadesk.ui.metrics import ROW, px, scale
from quotadesk.ui.parts import is_enter
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate

Index = QModelIndex | QPersistentModelIndex
STATUS, ERROR, COUNT, SHARE, KEYS, OWNERS, LAST = range(7)
_RIGHT = {COUNT, KEYS, OWNERS, LAST}
_MEASURES = ("● 000 ", "", "000,000", "100 %  ▬▬▬▬▬▬", "0,000", "0,000", "00-00 00:00:00")
_ROOT = QModelIndex()
_BACK = {Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_G}


class GroupsModel(QAbstractTableModel):
    """The groups of one answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.groups = Groups(groups=(), among=0)
        self._tz: tzinfo | None = None
        self._shows: tuple[Callable[[ErrorGroup], str], ...] = (
            lambda g: "–" if g.status is None else str(g.status),
            lambda g: g.code or g.text or translate("Groups", "no error text"),
            lambda g: formats.count(g.count),
            lambda g: f"{self.share(g):.0%}",
            lambda g: formats.count(g.keys),
            lambda g: formats.count(g.owners),
            lambda g: formats.day_clock(g.last, self._tz),
        )

    def show(self, groups: Groups, tz: tzinfo | None) -> None:
        """Replace everything."""
        self.beginResetModel()
        self.groups, self._tz = groups, tz
        self.endResetModel()

    def share(self, group: ErrorGroup) -> float:
        """Give which part of the failures a group is."""
        return group.count / self.groups.among if self.groups.among else 0.0

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.groups.groups)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        group, column = self.groups.groups[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shows[column](group)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._shows[ERROR](group) if column == ERROR else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{group_headings()[column]}: {self._shows[column](group)}"
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return group_headings()[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in _RIGHT else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def group_headings() -> tuple[str, ...]:
    """Give the headings in the language in use."""
    return (
        translate("Results", "Status"),
        translate("Groups", "Error"),
        translate("Groups", "Failures"),
        translate("Groups", "Share"),
        translate("Groups", "Keys"),
        translate("Groups", "Owners"),
        translate("Groups", "Last"),
    )


class _Painter(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, GroupsModel):
            return
        group, column, rect = model.groups.groups[index.row()], index.column(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selection"))
            if column == STATUS:
                painter.fillRect(rect.left(), rect.top(), px(3), rect.height(), look.colour("accent"))
        line = look.colour("line")
        line.setAlphaF(0.6)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        text = str(index.data())
        inner = rect.adjusted(px(16) if column == STATUS else px(6), 0, -px(6), 0)
        if column == STATUS:
            painter.setFont(scale.font("secondary", weight=600))
            wide = px(24) + painter.fontMetrics().horizontalAdvance("000")
            top = rect.top() + (rect.height() - 1 - px(20)) / 2
            draw_status(
                painter, text, status_tone(group.status, failed=True), QRectF(inner.left(), top, wide, px(20))
            )
        else:
            self._paint_text(painter, QRectF(inner), text, column, model.share(group))
        painter.restore()

    def _paint_text(self, painter: QPainter, inner: QRectF, text: str, column: int, share: float) -> None:
        painter.setFont(scale.font("secondary", weight=600 if column == COUNT else 400))
        painter.setPen(look.colour("text" if column in {ERROR, COUNT} else "secondary"))
        side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inner.width()))
        if column == SHARE:
            wide = painter.fontMetrics().horizontalAdvance("100 %") + px(4)
            painter.drawText(
                inner.adjusted(0, 0, wide - inner.width(), 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                shown,
            )
            room = inner.width() - wide - px(8)
            bar = QRectF(inner.left() + wide + px(8), inner.center().y() - px(3), room, px(6))
            painter.fillRect(bar, look.colour("line"))
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), look.colour("bad")
            )
        else:
            painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)


class GroupsTable(GuardedTable):
    """`opened` gives the group that was entered, `left` asks for the single requests again."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = GroupsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.restyle()

    def show_groups(self, groups: Groups, tz: tzinfo | None) -> None:
        """Show other groups, the largest of them current."""
        self._model.show(groups, tz)
        if groups.groups:
            self.selectRow(0)
            self.setCurrentIndex(self._model.index(0, ERROR))

    @property
    def groups(self) -> Groups:
        """The groups in sight."""
        return self._model.groups

    def restyle(self) -> None:
        """Take over text size, tones and words."""
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(28))
        self.setAccessibleName(translate("Groups", "Failures by error, most first"))
        self.setFont(scale.font("secondary"))
        self._share_width()

    def _share_width(self) -> None:
        body, head = QFontMetrics(scale.font("secondary")), QFontMetrics(scale.font("caption", weight=500))
        used = 0
        for column, title in enumerate(group_headings()):
            if column != ERROR:
                width = max(body.horizontalAdvance(_MEASURES[column]), head.horizontalAdvance(title)) + px(
                    26 if column == STATUS else 14
                )
                self.setColumnWidth(column, width)
                used += width
        self.setColumnWidth(ERROR, max(px(80), self.viewport().width() - used))

    def _open(self, row: int) -> None:
        if 0 <= row < self._model.rowCount():
            self.opened.emit(self._model.groups.groups[row])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}.get(Qt.Key(event.key()))
        if is_enter(event):
            self._open(self.currentIndex().row())
        elif not event.modifiers() and Qt.Key(event.key()) in _BACK:
            self.left.emit()
        elif not event.modifiers() and step is not None:
            super().keyPressEvent(QKeyEvent(event.type(), step, event.modifiers()))
        else:
            super().keyPressEvent(event)
