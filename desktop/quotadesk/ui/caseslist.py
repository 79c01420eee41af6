"""The list of cases: ticket and state, then whose it is, how much it holds, and when it last changed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from quotadesk.domain.tickets_kept import CaseLine
from quotadesk.ui import formats
from quotadesk.ui.guardedrows import GuardedList
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate

LINE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
_ROW = 52


def state_words(*, closed: bool) -> str:
    """Name the state of a case."""
    return f"○ {translate('CasePage', 'closed')}" if closed else f"● {translate('CasePage', 'open')}"


def counts(line: CaseLine) -> str:
    """Say how much a case holds."""
    requests = translate("CasePage", "%n request(s)", "", line.requests)
    return f"{requests} · {translate('CasePage', '%n text(s)', '', line.texts)}"


class _CaseDelegate(QStyledItemDelegate):
    """Draws a case in two lines."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, CaseLine):
            return
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), px(6), px(6))
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(0, 1, -1, -2), px(6), px(6))
        inner = rect.adjusted(px(10), px(7), -px(10), -px(7))
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, inner.height() // 2)
        self._line(
            painter, upper, line.ticket, state_words(closed=line.closed), strong=True, closed=line.closed
        )
        owners = ", ".join(line.owners) or "–"
        self._line(painter, lower, f"{owners} · {counts(line)}", formats.age(line.changed_at))
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        rect: QRect,
        left: str,
        right: str,
        *,
        strong: bool = False,
        closed: bool = True,
    ) -> None:
        painter.setFont(scale.font("caption"))
        painter.setPen(look.colour("secondary" if closed else "good"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, right)
        room = rect.width() - painter.fontMetrics().horizontalAdvance(right) - px(10)
        painter.setFont(scale.font("body" if strong else "caption", weight=600 if strong else 400))
        painter.setPen(look.colour("text" if strong else "secondary"))
        shown = painter.fontMetrics().elidedText(left, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, middle | Qt.AlignmentFlag.AlignLeft, shown)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(px(200), px(_ROW))


class CasesList(GuardedList):
    """Cases, the one that changed last first. Enter activates the chosen one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_CaseDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def show_lines(self, lines: tuple[CaseLine, ...], *, choose: str) -> None:
        """Show other cases and choose that of a ticket, else the first one."""
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.ticket)
            item.setData(LINE, line)
            told = (
                f"{line.ticket}, {state_words(closed=line.closed)}, {', '.join(line.owners)}, {counts(line)}"
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setToolTip(f"{line.ticket}\n{', '.join(line.owners)}\n{formats.full(line.changed_at)}")
            self.addItem(item)
        tickets = [line.ticket.casefold() for line in lines]
        wanted = choose.casefold()
        self.setCurrentRow(tickets.index(wanted) if wanted in tickets else 0)

    @property
    def ticket(self) -> str:
        """Give the ticket of the chosen case, "" = none."""
        item: QListWidgetItem | None = self.currentItem()
        line = item.data(LINE) if item is not None else None
        return line.ticket if isinstance(line, CaseLine) else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.ticket:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)
