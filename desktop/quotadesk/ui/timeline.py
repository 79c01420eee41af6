"""The card of what happened: the timeline, the key's minute against its limit, and what was lost to sending again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from quotadesk.app.answers import CaseView
from quotadesk.domain.account import RateLimit
from quotadesk.domain.facts_phrases import limit_of, used_of
from quotadesk.domain.lost import Lost
from quotadesk.ui import formats
from quotadesk.ui.metrics import px
from quotadesk.ui.minutestrip import MinuteStrip, brief
from quotadesk.ui.moments import absence_of, course_of
from quotadesk.ui.parts import Flow, label
from quotadesk.ui.timelinedrawing import TimelineDrawing
from quotadesk.ui.words import translate, words
from quotadesk.ui.wrapping import WrappingLabel


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
        head = Flow(gap=12, between=2, far=1)
        self._title = label("", "head")
        self.limit = WrappingLabel("caption")
        self.limit.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.minute = MinuteStrip()
        self._against = QWidget()
        against = QHBoxLayout(self._against)
        against.setContentsMargins(0, 0, 0, 0)
        against.setSpacing(px(8))
        against.addWidget(self.limit, 1)
        against.addWidget(self.minute)
        head.addWidget(self._title)
        head.addWidget(self._against)
        column.addLayout(head)
        self.drawing = TimelineDrawing()
        column.addWidget(self.drawing)
        self.absence = label("", "secondary", wrap=True)
        column.addWidget(self.absence)
        self.lost = WrappingLabel("caption")
        column.addWidget(self.lost)

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
        view = self._view
        if view is None:
            return
        course, absence = course_of(view), absence_of(view)
        self.setVisible(course is not None or bool(absence))
        self.drawing.show_course(course)
        self.drawing.setVisible(course is not None)
        self.absence.setText(absence)
        self.absence.setVisible(bool(absence))
        self._say_limit(view)
        self._say_lost(view, broken=course is not None and course.broken)

    def _say_limit(self, view: CaseView) -> None:
        limits = view.account.account.rate_limits if view.account is not None else ()
        minute = view.minute
        self.minute.show_minute(minute)
        if minute is not None and (minute.limit is not None or not limits):
            self.limit.setText(brief(minute))
        else:
            self.limit.setText(_limit_now(limits[0]) if limits else "")
        self.limit.setToolTip(self.minute.toolTip())
        self._against.setVisible(bool(self.limit.text()) or minute is not None)

    def _say_lost(self, view: CaseView, *, broken: bool) -> None:
        """Say in one line what sending again has cost, and that something is drawn shortened."""
        lost = view.verdict.lost
        parts = [_lost_words(lost)] if lost is not None else []
        parts += [translate("Timeline", "// = drawn shortened")] if broken else []
        text = "   ".join(parts)
        told = words.of(lost.said) if lost is not None else text
        self.lost.say(text, tip=told)
        self.lost.setAccessibleName(told)
        self.lost.setVisible(bool(text))


def _lost_words(lost: Lost) -> str:
    """Give what sending again has cost in the fewest words; the tooltip tells it as a sentence."""
    parts = [formats.seconds(lost.seconds * 1000)] if lost.seconds is not None else []
    parts.append(formats.money(lost.net_nano))
    if lost.unproven:
        parts.append(translate("Timeline", "%n charge(s) not proven", "", lost.unproven))
    if lost.client_retries:
        parts.append(translate("Timeline", "client again ×{count}").format(count=lost.client_retries))
    if lost.gateway_retries:
        parts.append(translate("Timeline", "gateway again ×{count}").format(count=lost.gateway_retries))
    return translate("Timeline", "Lost to sending again: {what}").format(what=" · ".join(parts))


def _limit_now(limit: RateLimit) -> str:
    """Give a limit that no count of requests can be held against."""
    said, used = words.of(limit_of(limit)), used_of(limit)
    now = translate("Timeline", "limit now: {limit}").format(limit=said)
    return now + (" · " + translate("Timeline", "used {used}").format(used=used) if used else "")
