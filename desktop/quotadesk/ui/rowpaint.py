"""Paint one line of a list that answers typing: its words with the matching parts bold, a place, and keys right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from quotadesk.ui.metrics import px, scale
from quotadesk.ui.tones import look

KEYS = Qt.ItemDataRole.UserRole
PLACE = Qt.ItemDataRole.UserRole + 1
CALL = Qt.ItemDataRole.UserRole + 2
SPOTS = Qt.ItemDataRole.UserRole + 3  # [(start, length), …] of the words, in order

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft


class RowDelegate(QStyledItemDelegate):
    """Paints text, PLACE behind it and KEYS at the right; cuts what has no room with an ellipsis."""

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
            painter.setBrush(look.colour("accent"))
            painter.drawRect(QRect(rect.left() + px(4), rect.top() + px(7), px(3), rect.height() - px(14)))
        inner = rect.adjusted(px(16), 0, -px(16), 0)
        small = QFontMetrics(scale.font("caption"))
        keys, place = str(index.data(KEYS) or ""), str(index.data(PLACE) or "")
        if keys:
            painter.setFont(scale.font("caption"))
            painter.setPen(look.colour("secondary"))
            painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignRight, keys)
            inner.setRight(inner.right() - small.horizontalAdvance(keys) - px(12))
        used = self._words(painter, inner, str(index.data()), index.data(SPOTS) or [])
        inner.setLeft(used + px(12))
        if place and inner.width() > px(24):
            painter.setFont(scale.font("caption"))
            painter.setPen(look.colour("secondary"))
            painter.drawText(
                inner, _LEFT, small.elidedText(place, Qt.TextElideMode.ElideRight, inner.width())
            )
        painter.restore()

    def _words(self, painter: QPainter, inner: QRect, text: str, spots: list[tuple[int, int]]) -> int:
        """Draw the words, the matching parts bold; gives where they end."""
        painter.setPen(look.colour("text"))
        x = inner.left()
        for part, bold in parts_of(text, spots):
            painter.setFont(scale.font("body", weight=700 if bold else 400))
            metrics = painter.fontMetrics()
            room = inner.right() - x
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRect(x, inner.top(), room + px(2), inner.height()), _LEFT, shown)
            x += metrics.horizontalAdvance(shown)
            if shown != part:
                break
        return x

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(px(200), px(32))


def parts_of(text: str, spots: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a text at its matching places: (part, whether it matches)."""
    parts, at = [], 0
    for start, length in spots:
        parts += [(text[at:start], False), (text[start : start + length], True)]
        at = start + length
    return [(part, bold) for part, bold in (*parts, (text[at:], False)) if part]
