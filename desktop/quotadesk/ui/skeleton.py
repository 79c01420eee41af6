"""The rows that stand in for rows while they are read."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from quotadesk.ui.metrics import ROW, px
from quotadesk.ui.tones import look

_BARS = ((16, 52), (84, 48), (158, 120), (300, 70), (400, 80), (510, 100), (640, 40), (710, 46), (780, 50))


class Skeleton(QWidget):
    """Quiet bars on the grid of the table; nothing moves, so nothing distracts."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = look.colour("line")
        for row in range(self.height() // px(ROW)):
            colour.setAlphaF(max(0.15, 0.9 - row * 0.05))
            painter.setBrush(colour)
            for number, (left, width) in enumerate(_BARS):
                length = px(width) * (0.6 + 0.4 * ((row * 3 + number * 5) % 7) / 6)
                painter.drawRoundedRect(QRectF(px(left), row * px(ROW) + px(10), length, px(8)), px(4), px(4))
