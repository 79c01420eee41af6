"""The left pane: counts and coverage, the histogram, the table, and what stands there when there is no row."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from quotadesk.app.answers import Answer
from quotadesk.app.errors import CredentialRefused, NotAGateway, NotPermitted
from quotadesk.domain.profile import Profile
from quotadesk.domain.said import Said
from quotadesk.ui import formats
from quotadesk.ui.coverage import coverage_words
from quotadesk.ui.histogram import Histogram
from quotadesk.ui.metrics import px
from quotadesk.ui.notices import Notice
from quotadesk.ui.parts import ElidedLabel, label, set_role
from quotadesk.ui.resultsmodel import ResultsModel
from quotadesk.ui.resultstable import ResultsTable
from quotadesk.ui.sentences import shortened
from quotadesk.ui.skeleton import Skeleton
from quotadesk.ui.troubles import trouble_icon, trouble_words
from quotadesk.ui.words import translate, words


class ResultsPane(QFrame):
    """Shows one answer, or the state in its place."""

    opened = Signal(str)
    narrowed = Signal(object)
    more_wanted = Signal(object)
    connections_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.model = ResultsModel(self)
        self.table = ResultsTable(self.model)
        self.histogram = Histogram()
        self.notice = Notice()
        self._skeleton = Skeleton()
        self._answer: Answer | None = None
        self._profile: Profile | None = None
        self._say: Callable[[], None] = lambda: None
        self._build()
        self.table.opened.connect(self.opened)
        self.histogram.narrowed.connect(self.narrowed)
        self.model.more_wanted.connect(self.more_wanted)
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("resultshead")
        upper = QVBoxLayout(head)
        upper.setContentsMargins(px(16), px(10), px(12), 0)
        upper.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(14))
        self._total = label("", "count")
        self._failed = label("", "bad")
        self._coverage = label("", "good")
        self._read = label("", "secondary")
        for made in (self._total, self._failed, self._coverage, self._read):
            row.addWidget(made)
        self._caveat = ElidedLabel()
        row.addWidget(self._caveat, 1)
        upper.addLayout(row)
        upper.addWidget(self.histogram)
        self._blind = label("", "note", wrap=True)
        self._blind.hide()
        upper.addWidget(self._blind)
        self._notes = label("", "note", wrap=True)
        self._notes.hide()
        upper.addWidget(self._notes)
        self._head, self._upper = head, upper
        self._stack = QStackedWidget()
        for page in (self.notice, self._skeleton, self.table):
            self._stack.addWidget(page)
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    # ---------------------------------------------------------------- states

    def show_answer(self, answer: Answer, *, empty: Callable[[Notice], None]) -> None:
        """Show the first page of an answer; `empty` fills the notice when it has no row."""
        self._answer = answer
        tz = formats.zone(answer.lookup.tz)
        lines = answer.page.lines
        days = bool(lines) and lines[0].time.astimezone(tz).date() != lines[-1].time.astimezone(tz).date()
        self.model.show(lines, answer.page.next, tz, days=days)
        self.table.measure()
        self.histogram.show_buckets(answer.buckets, tz)
        self.histogram.setVisible(bool(answer.buckets))
        self._head.show()
        self._say = lambda: empty(self.notice)
        self._stack.setCurrentWidget(self.table if lines else self.notice)
        self.retranslate()

    def append(self, answer: Answer) -> None:
        """Add the next page of the same answer."""
        self.model.append(answer.page.lines, answer.page.next)

    def show_loading(self) -> None:
        """Show where the rows will stand."""
        self._answer = None
        self._head.show()
        self.histogram.show()
        self.histogram.show_loading()
        for made in (self._failed, self._coverage, self._read, self._notes):
            made.hide()
        self._caveat.say("")
        self._total.setText(translate("Results", "Reading …"))
        self._stack.setCurrentWidget(self._skeleton)

    def show_trouble(self, error: Exception, again: Callable[[], object]) -> None:
        """Show a failure with its next step."""

        def say() -> None:
            title, hint = trouble_words(error)
            actions: list[tuple[str, Callable[[], object]]] = [(translate("Results", "Try again"), again)]
            if isinstance(error, CredentialRefused | NotPermitted | NotAGateway):
                actions.insert(0, (translate("Results", "Open Connections"), self.connections_wanted.emit))
            self.notice.say(trouble_icon(error), title, hint, *actions, tone="warning")

        self.show_notice(say)

    def show_notice(self, say: Callable[[], None]) -> None:
        """Show a state without rows; `say` fills the notice and is asked again when the language changes."""
        self._answer = None
        self._head.hide()
        self._say = say
        say()
        self._stack.setCurrentWidget(self.notice)

    def select(self, row: int) -> None:
        """Open the request of a row."""
        self.table.select_row(row)

    # ---------------------------------------------------------------- words

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.model.retranslate()
        self.table.setAccessibleName(translate("Results", "Requests, newest first"))
        self.table.restyle()
        self.histogram.retranslate()
        self.notice.redraw()
        self._say()
        self._say_blind()
        if self._answer is not None:
            self._say_head(self._answer)

    def _say_head(self, answer: Answer) -> None:
        page = answer.page
        plus = "+" if page.capped else ""
        self._total.setText(
            translate("Results", "%Ln request(s)", "", page.total)
            if not plus
            else translate("Results", "{count}+ requests").format(count=formats.count(page.total))
        )
        self._failed.setText(translate("Results", "%Ln failed", "", page.failed))
        set_role(self._failed, "bad" if page.failed else "secondary")
        text, tone, long = coverage_words(answer.coverage)
        self._coverage.setText(text)
        self._coverage.setToolTip(long)
        notes = answer.coverage.notes if answer.coverage is not None else ()
        told = [words.of(note) for note in notes]
        self._caveat.say(" · ".join(shortened(text) for text in told), tip="\n".join(told))
        set_role(self._coverage, tone)
        read_at = answer.read_at
        if read_at is not None:
            tz = formats.zone(answer.lookup.tz)
            self._read.setText(translate("Results", "read {time}").format(time=formats.clock(read_at, tz)))
            self._read.setToolTip(formats.full(read_at, tz))
        for made in (self._failed, self._coverage):
            made.show()
        self._read.setVisible(read_at is not None)
        self._show_notes(answer.notes)

    def show_profile(self, profile: Profile | None) -> None:
        """Say what this gateway's log can never show."""
        self._profile = profile
        self._say_blind()

    def _say_blind(self) -> None:
        self._blind.setText(
            translate("Results", "The gateway's error log is off: refusals and failures are invisible here.")
        )
        self._blind.setVisible(self._profile is not None and self._profile.error_log is False)
        self._leave_room()

    def _leave_room(self) -> None:
        """Keep notes off the table's head."""
        noted = not (self._blind.isHidden() and self._notes.isHidden())
        self._upper.setContentsMargins(px(16), px(10), px(12), px(8) if noted else 0)

    @property
    def blind(self) -> str:
        """What the log can never show; "" when it shows everything."""
        return self._blind.text() if self._blind.isVisibleTo(self) else ""

    def _show_notes(self, notes: tuple[Said, ...]) -> None:
        self._notes.setText("\n".join(words.of(note) for note in notes))
        self._notes.setVisible(bool(notes))
        self._leave_room()
