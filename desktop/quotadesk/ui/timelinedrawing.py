"""The drawing of a course: attempts to scale, waits dashed, client calls in dashed outline, task, refund, breaks."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from quotadesk.ui import formats
from quotadesk.ui.course import SHORTEST_S, SQUEEZE_S, Course, length
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.timeplaces import Pen, Placed, placed
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate

TOP, BOX = 4, 20
DASHED = frozenset({"client", "owed"})


class TimelineDrawing(QWidget):
    """Arrow keys, Home and End walk from mark to mark; a tooltip and the accessible name tell the marked one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._course: Course | None = None
        self._at = -1
        self._dense = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_course(self, course: Course | None) -> None:
        """Draw another course."""
        self._course, self._at = course, -1
        self.updateGeometry()
        self.setAccessibleName(translate("Timeline", "What happened, in order"))
        self.setAccessibleDescription(". ".join(course.sentences) if course else "")
        self.update()

    def set_dense(self, *, dense: bool) -> None:
        """Leave out the row of waits where the window is low; tooltips still tell them."""
        self._dense = dense
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(300), px(TOP + BOX + self._below() + 15))

    def _below(self) -> int:
        """Give the drawn height between the boxes and the scale."""
        moments = self._course.moments if self._course is not None and self._course.scaled else ()
        waits = any(after.start - before.end >= SHORTEST_S for before, after in pairwise(moments))
        return 16 if waits and not self._dense else 2

    def placed(self) -> list[Placed]:
        """Give the marks with their places."""
        if self._course is None:
            return []
        advance = QFontMetricsF(scale.font("caption")).horizontalAdvance
        return placed(self._course, Pen(width=self.width(), gap=px(8), round=px(16), advance=advance))

    # ---------------------------------------------------------------- drawing

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        course, marks = self._course, self.placed()
        if course is None or not marks:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scale.font("caption"))
        for before, after in pairwise(marks):
            self._draw_pause(painter, course, before, after)
        for number, one in enumerate(marks):
            self._draw_mark(painter, one, course, focused=self.hasFocus() and number == self._at)
        self._draw_scale(painter, course, marks)

    def _draw_pause(self, painter: QPainter, course: Course, before: Placed, after: Placed) -> None:
        painter.setPen(QPen(look.colour("histogram"), 1.0, Qt.PenStyle.DashLine))
        middle = px(TOP) + px(BOX) / 2
        painter.drawLine(QLineF(before.right + 3, middle, after.left - 3, middle))
        pause = after.moment.start - before.moment.end
        if not course.scaled or pause < SHORTEST_S:
            return
        centre = (before.right + after.left) / 2
        if pause > SQUEEZE_S:
            self._draw_break(painter, centre, middle, "surface")
        if self._dense:
            return
        painter.setPen(look.colour("secondary"))
        text = length(pause)
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        if width <= after.left - before.right + px(24):
            box = QRectF(centre - width / 2, px(TOP + BOX), width, px(14))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    @staticmethod
    def _draw_break(painter: QPainter, x: float, middle: float, ground: str) -> None:
        """Draw the two strokes that say: shortened here."""
        high, slant = px(5), px(2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(ground))
        painter.drawRect(QRectF(x - px(3), middle - px(6), px(6), px(12)))
        painter.setPen(QPen(look.colour("secondary"), 1.2))
        for shift in (-px(2), px(2)):
            painter.drawLine(QLineF(x + shift - slant, middle + high, x + shift + slant, middle - high))

    def _draw_mark(self, painter: QPainter, one: Placed, course: Course, *, focused: bool) -> None:
        moment = one.moment
        tone = moment.tone
        ink = look.colour("secondary" if tone == "plain" else tone)
        box = QRectF(one.left + 0.5, px(TOP) + 0.5, one.right - one.left - 1, px(BOX) - 1)
        if moment.kind == "refund":
            self._draw_refund(painter, box, tone)
        else:
            style = Qt.PenStyle.DashLine if moment.kind in DASHED else Qt.PenStyle.SolidLine
            painter.setPen(QPen(ink, 1.0, style))
            painter.setBrush(look.colour("raised" if tone == "plain" else f"{tone}_soft"))
            painter.drawRoundedRect(box, px(3), px(3))
            painter.setPen(ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, one.text)
            if moment.broken and course.scaled:
                self._draw_break(painter, box.right() - px(8), box.center().y(), f"{tone}_soft")
        if focused:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), px(4), px(4))

    @staticmethod
    def _draw_refund(painter: QPainter, box: QRectF, tone: str) -> None:
        painter.setPen(look.colour("good"))
        painter.setBrush(look.colour("raised" if tone == "plain" else "good_soft"))
        painter.drawEllipse(box.center(), px(8), px(8))
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "↩")
        painter.setFont(scale.font("caption"))

    def _draw_scale(self, painter: QPainter, course: Course, marks: list[Placed]) -> None:
        painter.setPen(look.colour("secondary"))
        top = px(TOP + BOX + self._below())
        said = translate("Timeline", "begun {time}")
        if course.logged:
            said = translate("Timeline", "logged {time}")
        begin = said.format(time=formats.clock(course.begins))
        box = QRectF(0, top, self.width(), px(14))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, begin)
        taken: float = painter.fontMetrics().horizontalAdvance(begin) + px(10)
        if not course.scaled:
            said = translate("Timeline", "times of single attempts are not recorded")
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, said)
            return
        for one in marks[1:]:
            text = f"+{length(one.moment.start)}"
            width = painter.fontMetrics().horizontalAdvance(text) + 2
            left = min(one.left, self.width() - width)
            if left < taken:
                continue
            painter.drawText(QRectF(left, top, width, px(14)), Qt.AlignmentFlag.AlignLeft, text)
            taken = left + width + px(8)

    # ---------------------------------------------------------------- asking

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        marks = self.placed()
        last = len(marks) - 1
        to = {
            Qt.Key.Key_Right: min(last, self._at + 1),
            Qt.Key.Key_Left: max(0, self._at - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is None or not marks:
            super().keyPressEvent(event)
        else:
            self._mark(to, marks)

    def _mark(self, number: int, marks: list[Placed]) -> None:
        self._at = number
        one = marks[number]
        self.setAccessibleName(one.moment.tells)
        spot = self.mapToGlobal(QPointF(one.left, self.height()).toPoint())
        QToolTip.showText(spot, one.moment.tells, self)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        marks = self.placed()
        found = self._under(event.position().x(), marks)
        if found is not None:
            self._mark(found, marks)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._at = max(0, self._at)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setAccessibleName(translate("Timeline", "What happened, in order"))
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            marks = self.placed()
            found = self._under(event.pos().x(), marks)
            told = marks[found].moment.tells if found is not None else ""
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)

    @staticmethod
    def _under(x: float, marks: list[Placed]) -> int | None:
        return next((n for n, p in enumerate(marks) if p.left - 3 <= x <= p.right + 3), None)
