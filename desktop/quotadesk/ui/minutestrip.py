"""The requests of a key around a call, counted as its rate limit counts them, with the limit as a line."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from quotadesk.app.answers import Minute
from quotadesk.ui.course import length
from quotadesk.ui.metrics import px
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate


def brief(minute: Minute) -> str:
    """Say the count that the limit met, beside the limit: "22 of 60 requests per minute"."""
    count = f"{minute.counts[minute.at]:g}"
    per = _per(minute)
    if minute.limit is None:
        return translate("Minute", "{count} requests per {per} · limit not known").format(
            count=count, per=per
        )
    text = translate("Minute", "{count} of {limit} requests per {per}")
    return text.format(count=count, limit=f"{minute.limit:g}", per=per)


def told(minute: Minute) -> str:
    """Say all that the strip shows, and what it cannot."""
    lines = [
        translate("Minute", "Requests of this owner in the {per} up to each moment, as the log holds them.")
        if minute.of_owner
        else translate(
            "Minute", "Requests of this key in the {per} up to each moment, as the log holds them."
        ),
        translate("Minute", "Up to this request: {count}; most: {most}; before and after: {all}."),
    ]
    if minute.limit is not None:
        lines.append(
            translate("Minute", "The line is the limit of {limit}, as the refusal says.")
            if minute.then
            else translate("Minute", "The line is the limit of {limit}, as it is now.")
        )
    lines.append(translate("Minute", "A refusal that leaves no row is not counted."))
    if not minute.complete:
        lines.append(translate("Minute", "The log around it was not read completely: there may be more."))
    return "\n".join(lines).format(
        per=_per(minute),
        count=minute.counts[minute.at],
        most=max(minute.counts),
        all=f"{minute.counts[0]} – {minute.counts[-1]}",
        limit=f"{minute.limit or 0:g}",
    )


def _per(minute: Minute) -> str:
    return translate("Timeline", "minute") if minute.per_s == 60 else length(minute.per_s)


class MinuteStrip(QWidget):
    """Thin bars, one a step; the request's own is filled, the limit is a dashed line across all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minute: Minute | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_minute(self, minute: Minute | None) -> None:
        """Draw another minute; None hides the strip."""
        self._minute = minute
        self.setVisible(minute is not None)
        if minute is not None:
            self.setAccessibleName(brief(minute))
            self.setAccessibleDescription(told(minute))
            self.setToolTip(told(minute))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(112), px(22))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        minute = self._minute
        if minute is None:
            return
        painter = QPainter(self)
        top = max([*minute.counts, minute.limit or 0, 1]) * 1.1
        ground = self.height() - 1.0
        step = self.width() / len(minute.counts)
        for number, count in enumerate(minute.counts):
            reached = minute.limit is not None and count >= minute.limit
            tone = "warning" if reached else "histogram"
            if number == minute.at:
                tone = "bad" if reached else "accent"
            high = (ground - 1) * count / top
            box = QRectF(number * step, ground - high, max(1.0, step - 1), high)
            painter.fillRect(box, look.colour(tone))
        painter.setPen(QPen(look.colour("line"), 1.0))
        painter.drawLine(QLineF(0, ground, self.width(), ground))
        own = QRectF(minute.at * step - 1, ground - px(1), step + 1, px(2))
        painter.fillRect(own, look.colour("accent"))  # found again where all bars are alike
        if minute.limit is not None:
            y = ground - (ground - 1) * minute.limit / top
            painter.setPen(QPen(look.colour("text"), 1.0, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(0, y, self.width(), y))
        if self.hasFocus():
            painter.setPen(look.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
