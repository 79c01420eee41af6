"""The histogram over a result: how many requests and failures when; drag or arrow keys narrow the window."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from quotadesk.app.ports import Bucket
from quotadesk.domain.window import Window
from quotadesk.ui import formats
from quotadesk.ui.histogrampainter import AXIS, paint_axis, paint_bars, paint_loading
from quotadesk.ui.metrics import px
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate

_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}


class Histogram(QWidget):
    """Bars of the same length of time. `narrowed` gives the window that the agent marked."""

    narrowed = Signal(object)
    left = Signal()  # Escape: the focus shall go to the rows

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buckets: tuple[Bucket, ...] = ()
        self._tz: tzinfo | None = None
        self._from: int | None = None
        self._to: int | None = None
        self._loading = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_buckets(self, buckets: tuple[Bucket, ...], tz: tzinfo | None = None) -> None:
        """Draw other bars."""
        self._buckets, self._tz, self._from, self._to, self._loading = buckets, tz, None, None, False
        self.retranslate()
        self.update()

    def show_loading(self) -> None:
        """Draw quiet bars while the answer is read."""
        self._buckets, self._loading = (), True
        self.update()

    def retranslate(self) -> None:
        """Say name and description in the language in use."""
        self.setAccessibleName(translate("Histogram", "Requests and failures over time"))
        total, failed = sum(b.total for b in self._buckets), sum(b.failed for b in self._buckets)
        whole = translate(
            "Histogram", "{total} requests, {failed} failed. Arrow keys mark, Enter narrows."
        ).format(total=formats.count(total), failed=formats.count(failed))
        self.setAccessibleDescription(self.said or whole)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(48 + AXIS))

    # ---------------------------------------------------------------- drawing

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = QRectF(0, px(2), self.width(), self.height() - px(AXIS) - px(2))
        axis = QRectF(0, bars.bottom(), self.width(), px(AXIS))
        if self._loading:
            paint_loading(painter, bars)
        elif self._buckets:
            if (marked := self._marked()) is not None:
                low, high = marked
                step = self._step()
                painter.fillRect(
                    QRectF(low * step, 0, (high - low + 1) * step, bars.bottom()), look.colour("accent_soft")
                )
            paint_bars(painter, self._buckets, bars)
            painter.fillRect(QRectF(0, bars.bottom(), self.width(), 1), look.colour("line"))
            paint_axis(painter, self._buckets, axis, self._tz)
        if self.hasFocus():
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _step(self) -> float:
        return self.width() / max(1, len(self._buckets))

    # ---------------------------------------------------------------- marking

    def _marked(self) -> tuple[int, int] | None:
        if self._from is None or self._to is None:
            return None
        return min(self._from, self._to), max(self._from, self._to)

    def _bar_at(self, x: float) -> int:
        return min(len(self._buckets) - 1, max(0, int(x / self._step())))

    def _length(self) -> timedelta:
        if len(self._buckets) > 1:
            return self._buckets[1].start - self._buckets[0].start
        return timedelta(minutes=1)

    def _narrow(self) -> None:
        marked = self._marked()
        self._from = self._to = None
        self.update()
        if marked is not None:
            start: datetime = self._buckets[marked[0]].start
            self.narrowed.emit(Window(start, self._buckets[marked[1]].start + self._length()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._buckets and event.button() == Qt.MouseButton.LeftButton:
            self._from = self._to = self._bar_at(event.position().x())
            self.update()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._buckets and event.buttons() & Qt.MouseButton.LeftButton and self._from is not None:
            self._to = self._bar_at(event.position().x())
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._marked() is not None and self._from != self._to:
            self._narrow()
        else:
            self._from = self._to = None
            self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers()
        wide = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Escape:
            if self._marked() is None:
                self.left.emit()
            else:
                self._from = self._to = None
                self._say_marked()
        elif self._buckets and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._narrow()
        elif self._buckets and key in _STEPS and (plain or wide):
            self._move(_STEPS[key] * len(self._buckets) if key in _ENDS else _STEPS[key], keep=wide)
        else:
            super().keyPressEvent(event)

    def _move(self, step: int, *, keep: bool) -> None:
        here = self._to if self._to is not None else (len(self._buckets) // 2 if abs(step) == 1 else 0)
        here = min(len(self._buckets) - 1, max(0, here + step))
        self._to = here
        if not keep or self._from is None:
            self._from = here
        spot = QPoint(round(here * self._step()), self.height())
        self._say_marked()
        QToolTip.showText(self.mapToGlobal(spot), self.said, self)

    def _say_marked(self) -> None:
        """Tell a screen reader and whoever asks what is marked."""
        self.retranslate()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.update()

    @property
    def said(self) -> str:
        """What the marked bars hold, in words; "" when none is marked."""
        marked = self._marked()
        return self._told(*marked) if marked is not None else ""

    def _told(self, low: int, high: int) -> str:
        bars = self._buckets[low : high + 1]
        end = bars[-1].start + self._length()
        parts = [
            formats.span(Window(bars[0].start, end), self._tz),
            translate("Results", "%Ln request(s)", "", sum(b.total for b in bars)),
            translate("Results", "%Ln failed", "", sum(b.failed for b in bars)),
        ]
        for status, number in ((402, sum(b.quota for b in bars)), (429, sum(b.limited for b in bars))):
            if number:
                parts.append(f"{status} × {formats.count(number)}")
        return " · ".join(parts)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._buckets:
            bar = self._bar_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._told(bar, bar), self)
            return True
        return super().event(event)
