"""The histogram over a result: how many requests and failures when; drag or arrow keys narrow the window."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from quotadesk.app.ports import Bucket
from quotadesk.domain.window import Window
from quotadesk.ui import formats
from quotadesk.ui.metrics import px
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate


class Histogram(QWidget):
    """Bars of the same length of time. `narrowed` gives the window that the agent marked."""

    narrowed = Signal(object)

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
        self.setAccessibleDescription(
            translate(
                "Histogram", "{total} requests, {failed} failed. Arrow keys mark, Enter narrows."
            ).format(total=total, failed=failed)
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(48))

    # ---------------------------------------------------------------- drawing

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._loading:
            self._paint_loading(painter)
        elif self._buckets:
            self._paint_bars(painter)
        if self.hasFocus():
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_loading(self, painter: QPainter) -> None:
        step = px(12)
        painter.setBrush(look.colour("line"))
        for number in range(self.width() // step):
            height = px(8) + (number * 7 % 5) * px(4)
            painter.drawRoundedRect(QRectF(number * step, self.height() - height, step - px(3), height), 2, 2)

    def _paint_bars(self, painter: QPainter) -> None:
        tallest = max(1, *(b.total for b in self._buckets))
        room, step = self.height() - px(4), self._step()
        width, radius = max(1.0, step - max(1.0, step * 0.18)), min(2.0, step / 4)
        if (marked := self._marked()) is not None:
            low, high = marked
            painter.setBrush(look.colour("accent_soft"))
            painter.drawRect(QRectF(low * step, 0, (high - low + 1) * step, self.height()))
        for number, bucket in enumerate(self._buckets):
            if not bucket.total:
                continue
            height = max(2.0, room * bucket.total / tallest)
            painter.setBrush(look.colour("histogram"))
            painter.drawRoundedRect(
                QRectF(number * step, self.height() - height, width, height), radius, radius
            )
            if bucket.failed:
                height = max(2.0, room * bucket.failed / tallest)
                painter.setBrush(look.colour("bad"))
                painter.drawRoundedRect(
                    QRectF(number * step, self.height() - height, width, height), radius, radius
                )

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
        key = event.key()
        if not self._buckets or key not in {
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Escape,
        }:
            super().keyPressEvent(event)
            return
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._narrow()
            return
        if key == Qt.Key.Key_Escape:
            self._from = self._to = None
        else:
            self._move(
                -1 if key == Qt.Key.Key_Left else 1,
                keep=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
            )
        self.update()

    def _move(self, step: int, *, keep: bool) -> None:
        here = self._to if self._to is not None else len(self._buckets) // 2
        here = min(len(self._buckets) - 1, max(0, here + step))
        self._to = here
        if not keep or self._from is None:
            self._from = here
        spot = QPoint(round(here * self._step()), self.height())
        QToolTip.showText(self.mapToGlobal(spot), self._said(here), self)

    def _said(self, bar: int) -> str:
        bucket = self._buckets[bar]
        return translate("Histogram", "{time}: {total} requests, {failed} failed").format(
            time=formats.full(bucket.start, self._tz), total=bucket.total, failed=bucket.failed
        )

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._buckets:
            QToolTip.showText(event.globalPos(), self._said(self._bar_at(event.pos().x())), self)
            return True
        return super().event(event)
