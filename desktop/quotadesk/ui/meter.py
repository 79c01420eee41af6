"""A thin bar: what is left of a balance."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from quotadesk.ui.metrics import px
from quotadesk.ui.tones import look


class Meter(QWidget):
    """Draws a share (0..1) in a tone; the number stands beside it in words."""

    def __init__(self, share: float, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = min(1.0, max(0.0, share))
        self._tone = "secondary" if tone == "plain" else tone
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(80), px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height, radius = px(4), px(2)
        track = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(track, radius, radius)
        painter.setBrush(look.colour(self._tone))
        track.setWidth(max(height, track.width() * self._share))
        painter.drawRoundedRect(track, radius, radius)
