"""Thin bars: what is left of a balance, and what was used of a rate limit."""

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


PAST_LIMIT = 1.25  # how far beyond the limit the bar still tells lengths apart


class LimitMeter(QWidget):
    """A bar of what was used of a rate limit, the limit itself as a line across it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def show_share(self, share: float | None) -> None:
        """Show used ÷ limit; None hides the bar."""
        self._share = share
        self.setVisible(share is not None)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(64), px(14))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._share is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height, middle = px(4), self.height() / 2
        whole = QRectF(0, middle - height / 2, self.width(), height)
        painter.setBrush(look.colour("line"))
        painter.drawRoundedRect(whole, height / 2, height / 2)
        tone = "bad" if self._share >= 1 else "warning" if self._share >= 0.8 else "good"
        painter.setBrush(look.colour(tone))
        whole.setWidth(max(height, self.width() * min(self._share, PAST_LIMIT) / PAST_LIMIT))
        painter.drawRoundedRect(whole, height / 2, height / 2)
        line = self.width() / PAST_LIMIT
        painter.setBrush(look.colour("text"))
        painter.drawRect(QRectF(line - px(1) / 2, middle - px(5), px(1), px(10)))
