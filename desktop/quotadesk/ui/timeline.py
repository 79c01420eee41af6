"""The attempt timeline, drawn: attempts to scale, waits dashed, client retries in dashed outline, the refund."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import CaseView
from quotadesk.domain.account import RateLimit
from quotadesk.ui import formats
from quotadesk.ui.meter import LimitMeter
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.moments import Course, Moment, absence_of, course_of
from quotadesk.ui.parts import label
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate, words

TOP, BOX = 4, 20
SQUEEZE_S = 20.0  # a pause longer than this is drawn broken, so that short attempts stay visible
BROKEN_S = 6.0
SHORTEST_S = 0.1  # a shorter pause is not written down


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    moment: Moment
    left: float
    right: float


class TimelineDrawing(QWidget):
    """The drawing itself. Arrow keys walk from mark to mark; the caption below tells the marked one."""

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
        told = [m.tells for m in course.moments] if course else []
        self.setAccessibleName(translate("Timeline", "What happened, in order"))
        self.setAccessibleDescription(". ".join(told))
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

    # ---------------------------------------------------------------- places

    def _placed(self) -> list[_Placed]:
        """Give each mark its place: time to scale, long pauses broken, nothing narrower than its text."""
        course = self._course
        if course is None or not course.moments:
            return []
        font = QFontMetricsF(scale.font("caption"))
        leasts = [self._least(m, font) for m in course.moments]
        spans, pauses = _stretches(course)
        whole = sum(spans) + sum(pauses)
        room = self.width() - 2.0
        free = max(0.0, room - sum(leasts) - px(8) * len(pauses))
        placed, x = [], 1.0
        for number, moment in enumerate(course.moments):
            if number:
                x += px(8) + free * pauses[number - 1] / whole
            width = leasts[number] + free * spans[number] / whole
            placed.append(_Placed(moment=moment, left=x, right=min(room, x + width)))
            x += width
        return placed

    @staticmethod
    def _least(moment: Moment, font: QFontMetricsF) -> float:
        return font.horizontalAdvance(moment.text) + px(10) if moment.kind != "refund" else px(14)

    # ---------------------------------------------------------------- drawing

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        course, placed = self._course, self._placed()
        if course is None or not placed:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scale.font("caption"))
        middle = px(TOP) + px(BOX) / 2
        for before, after in pairwise(placed):
            self._draw_pause(painter, course, before, after, middle)
        for number, one in enumerate(placed):
            self._draw_mark(painter, one, focused=self.hasFocus() and number == self._at)
        self._draw_scale(painter, course, placed)

    def _draw_pause(
        self, painter: QPainter, course: Course, before: _Placed, after: _Placed, middle: float
    ) -> None:
        pen = QPen(look.colour("histogram"), 1.0, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(before.right + 3, middle, after.left - 3, middle))
        pause = after.moment.start - before.moment.end
        if self._dense or not course.scaled or pause < SHORTEST_S:
            return
        painter.setPen(look.colour("secondary"))
        text = _length(pause)
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        centre = (before.right + after.left) / 2
        box = QRectF(centre - width / 2, px(TOP + BOX), width, px(14))
        if width <= after.left - before.right + px(24):
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_mark(self, painter: QPainter, one: _Placed, *, focused: bool) -> None:
        moment = one.moment
        tone = moment.tone
        ink = look.colour("secondary" if tone == "plain" else tone)
        ground = look.colour("raised" if tone == "plain" else f"{tone}_soft")
        box = QRectF(one.left + 0.5, px(TOP) + 0.5, one.right - one.left - 1, px(BOX) - 1)
        if moment.kind == "refund":
            self._draw_refund(painter, box)
        else:
            dashed = moment.kind == "client"
            painter.setPen(QPen(ink, 1.0, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
            painter.setBrush(ground)
            painter.drawRoundedRect(box, px(3), px(3))
            painter.setPen(ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, moment.text)
        if focused:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), px(4), px(4))

    @staticmethod
    def _draw_refund(painter: QPainter, box: QRectF) -> None:
        painter.setPen(look.colour("good"))
        painter.setBrush(look.colour("good_soft"))
        painter.drawEllipse(box.center(), px(8), px(8))
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "↩")
        painter.setFont(scale.font("caption"))

    def _draw_scale(self, painter: QPainter, course: Course, placed: list[_Placed]) -> None:
        painter.setPen(look.colour("secondary"))
        top = px(TOP + BOX + self._below())
        begin = formats.clock(course.begins)
        box = QRectF(0, top, self.width(), px(14))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, begin)
        taken: float = painter.fontMetrics().horizontalAdvance(begin) + px(10)
        if not course.scaled:
            said = translate("Timeline", "times of single attempts are not recorded")
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, said)
            return
        for one in placed[1:]:
            text = f"+{_length(one.moment.start)}"
            width = painter.fontMetrics().horizontalAdvance(text) + 2
            left = min(one.left, self.width() - width)
            if left < taken:
                continue
            painter.drawText(QRectF(left, top, width, px(14)), Qt.AlignmentFlag.AlignLeft, text)
            taken = left + width + px(8)

    # ---------------------------------------------------------------- asking

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        marks = self._placed()
        if step is None or not marks:
            super().keyPressEvent(event)
            return
        self._at = min(len(marks) - 1, max(0, self._at + step))
        one = marks[self._at]
        QToolTip.showText(
            self.mapToGlobal(QPointF(one.left, self.height()).toPoint()), one.moment.tells, self
        )
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._at = max(0, self._at)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            x = event.pos().x()
            told = next((p.moment.tells for p in self._placed() if p.left - 3 <= x <= p.right + 3), "")
            QToolTip.showText(event.globalPos(), told, self)
            return True
        return super().event(event)


def _stretches(course: Course) -> tuple[list[float], list[float]]:
    """Give the drawn seconds of every mark and of every pause between two."""
    if not course.scaled:
        return [1.0] * len(course.moments), [0.3] * max(0, len(course.moments) - 1)
    spans = [max(0.05, min(SQUEEZE_S, m.end - m.start)) for m in course.moments]
    pauses = []
    for before, after in pairwise(course.moments):
        pause = max(0.0, after.start - before.end)
        pauses.append(BROKEN_S if pause > SQUEEZE_S else pause)
    return spans, pauses


def _length(seconds: float) -> str:
    if seconds < 10:
        value = f"{seconds:.1f}".removesuffix(".0")
    elif seconds < 120:
        value = f"{seconds:.0f}"
    else:
        return f"{seconds / 60:.0f} min" if words.language == "en" else f"{seconds / 60:.0f} 分"
    return f"{value} s" if words.language == "en" else f"{value} 秒"


class Timeline(QFrame):
    """The card around the drawing; hidden when a case has no request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._view: CaseView | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(14), px(8))
        column.setSpacing(px(4))
        self._column = column
        head = QHBoxLayout()
        self._title = label("", "head")
        self._limit = label("", "caption")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._limit)
        self._meter = LimitMeter()
        head.addWidget(self._meter)
        column.addLayout(head)
        self.drawing = TimelineDrawing()
        column.addWidget(self.drawing)
        self.absence = label("", "secondary", wrap=True)
        column.addWidget(self.absence)

    def set_dense(self, *, dense: bool) -> None:
        """Take less height where the window is low."""
        self._column.setContentsMargins(px(14), px(6 if dense else 10), px(14), px(4 if dense else 8))
        self.drawing.set_dense(dense=dense)

    def show_case(self, view: CaseView) -> None:
        """Show another case's course."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Say and draw everything in the language in use."""
        self._title.setText(translate("Timeline", "What happened"))
        if self._view is None:
            return
        course, absence = course_of(self._view), absence_of(self._view)
        self.setVisible(course is not None or bool(absence))
        self.drawing.show_course(course)
        self.drawing.setVisible(course is not None)
        self.absence.setText(absence)
        self.absence.setVisible(bool(absence))
        account = self._view.account
        limits = account.account.rate_limits if account is not None else ()
        self._limit.setText(_limit_words(limits[0]) if limits else "")
        used = limits[0].used if limits else None
        self._meter.show_share(used / limits[0].limit if used is not None and limits[0].limit > 0 else None)


def _limit_words(limit: RateLimit) -> str:
    what = {
        "requests": translate("Timeline", "requests"),
        "tokens": translate("Timeline", "tokens"),
        "parallel": translate("Timeline", "parallel requests"),
    }.get(limit.what, limit.what)
    per = translate("Timeline", "minute") if limit.per_s == 60 else _length(limit.per_s)
    text = translate("Timeline", "limit {limit} {what} per {per}").format(
        limit=f"{limit.limit:g}", what=what, per=per
    )
    if limit.used is not None:
        text += " · " + translate("Timeline", "used {used}").format(used=f"{limit.used:g}")
    return text
