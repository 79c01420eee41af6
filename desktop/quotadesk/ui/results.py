"""The left pane: counts and coverage, the histogram, the table, and what stands there when there is no row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from quotadesk.app.answers import Answer
from quotadesk.app.errors import CredentialRefused, NotAGateway, NotPermitted
from quotadesk.app.found import Groups
from quotadesk.app.ports import Bucket
from quotadesk.domain.lookup import Lookup, LookupKey
from quotadesk.domain.profile import Profile
from quotadesk.domain.said import Said
from quotadesk.ui import formats
from quotadesk.ui.columnchooser import ColumnChooser
from quotadesk.ui.coverage import coverage_words
from quotadesk.ui.errorgroups import GroupsTable
from quotadesk.ui.histogram import Histogram
from quotadesk.ui.keybutton import KeyButton
from quotadesk.ui.metrics import px
from quotadesk.ui.notices import Notice
from quotadesk.ui.parts import ElidedLabel, Flow, label, set_role
from quotadesk.ui.resultsmodel import ResultsModel
from quotadesk.ui.resultstable import ResultsTable
from quotadesk.ui.sentences import shortened
from quotadesk.ui.skeleton import Skeleton
from quotadesk.ui.taborder import stops
from quotadesk.ui.troubles import trouble_icon, trouble_words
from quotadesk.ui.words import translate, words


class ResultsPane(QFrame):
    """Shows one answer, or the state in its place."""

    opened = Signal(str)
    narrowed = Signal(object)
    grouped_changed = Signal(bool)
    connections_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self.model = ResultsModel(self)
        self.table = ResultsTable(self.model)
        self.groups = GroupsTable()
        self.grouped = False
        self.histogram = Histogram()
        self.notice = Notice()
        self._skeleton = Skeleton()
        self._answer: Answer | None = None
        self._profile: Profile | None = None
        self._say: Callable[[], None] = lambda: None
        self._build()
        self.table.opened.connect(self.opened)
        self.histogram.narrowed.connect(self.narrowed)
        self.histogram.left.connect(self.table.setFocus)
        self.table.columns_wanted.connect(self._choose_columns)
        self.table.grouping_wanted.connect(lambda: self.group(grouped=True))
        self.groups.left.connect(lambda: self.group(grouped=False))
        self.model.rowsInserted.connect(self._say_total)
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
        counts = QWidget()
        line = Flow(counts, gap=14, between=4)
        self._total = label("", "count")
        self._failed = label("", "bad")
        self._coverage = label("", "good", shrinks=True)
        self._read = label("", "secondary", shrinks=True)
        self._caveat = ElidedLabel()
        for made in (self._total, self._failed, self._coverage, self._read, self._caveat):
            line.addWidget(made)
        self.group_button = KeyButton()
        self.group_button.clicked.connect(self.turn_grouping)
        self.group_button.setCheckable(True)
        row = QHBoxLayout()
        row.setSpacing(px(14))
        row.addWidget(counts, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.group_button, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(row)
        upper.addWidget(self.histogram)
        self.blind = label("", "note", wrap=True)
        self.blind.hide()
        upper.addWidget(self.blind)
        self._notes = label("", "note", wrap=True)
        self._notes.hide()
        upper.addWidget(self._notes)
        self._head, self._upper = head, upper
        self._stack = QStackedWidget()
        for page in (self.notice, self._skeleton, self.table, self.groups):
            self._stack.addWidget(page)
        column.addWidget(head)
        column.addWidget(self._stack, 1)

    # ---------------------------------------------------------------- states

    def show_answer(self, answer: Answer, *, empty: Callable[[Notice], None]) -> None:
        """Show the first page of an answer; `empty` fills the notice when it has no row."""
        self._answer = answer
        tz = formats.zone(answer.lookup.tz)
        lines = answer.page.lines
        self.model.show(answer.page, tz, days=_of_other_days(answer, tz), sort=answer.lookup.sort)
        self.histogram.show_loading()
        self.histogram.setVisible(bool(lines))
        self._head.show()
        self._say = lambda: empty(self.notice)
        self._stack.setCurrentWidget(self._rows() if lines else self.notice)
        self.group_button.setEnabled(bool(answer.page.failed))
        self._say_state()

    def _rows(self) -> ResultsTable | GroupsTable:
        failed = self._answer is not None and self._answer.page.failed
        return self.groups if self.grouped and failed else self.table

    def show_buckets(self, buckets: tuple[Bucket, ...]) -> None:
        """Draw when the requests of the answer happened."""
        if self._answer is not None:
            self.histogram.show_buckets(buckets, formats.zone(self._answer.lookup.tz))
            self.histogram.setVisible(any(b.total for b in buckets))

    # ---------------------------------------------------------------- groups and columns

    def turn_grouping(self) -> None:
        """Show the failures by error, or the single requests again."""
        self.group(grouped=not self.grouped)

    def group(self, *, grouped: bool) -> None:
        """Show the failures by error or the single requests; the groups themselves come later."""
        self.group_button.setChecked(grouped)
        if grouped != self.grouped:
            self.grouped = grouped
            if self._answer is not None and self._answer.page.lines:
                had_focus = self.table.hasFocus() or self.groups.hasFocus() or self.group_button.hasFocus()
                self._stack.setCurrentWidget(self._rows())
                if had_focus:
                    self._rows().setFocus()
            self.grouped_changed.emit(grouped)
            self._say_state()

    def show_groups(self, groups: Groups) -> None:
        """Show the failures by error."""
        if self._answer is not None:
            self.groups.show_groups(groups, formats.zone(self._answer.lookup.tz))
            self._say_state()

    def choose_columns(self) -> None:
        """Open the checklist of columns under their headings."""
        head = self.table.horizontalHeader()
        self._choose_columns(head.mapToGlobal(QPoint(0, head.height())))

    def _choose_columns(self, spot: QPoint) -> None:
        chooser = ColumnChooser(self.table.chosen, self)
        chooser.chosen.connect(self.table.arrange)
        chooser.open(spot)

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

    @property
    def answer(self) -> Answer | None:
        """The answer in sight; None while there is none."""
        return self._answer

    def enter(self) -> bool:
        """Put the focus on the rows, or on the first button in their place; says whether there was anything."""
        inside = next(stops(self._stack), None)
        if inside is not None:
            inside.setFocus(Qt.FocusReason.OtherFocusReason)
        return inside is not None

    def select(self, row: int) -> None:
        """Open the request of a row."""
        self.table.select_row(row)

    # ---------------------------------------------------------------- words

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.model.retranslate()
        self.table.setAccessibleName(translate("Results", "Requests"))
        self.table.restyle()
        self.groups.restyle()
        self.group_button.say(translate("Results", "By error"), "G")
        self.group_button.setToolTip(translate("Results", "Group the failures by error (G)"))
        self.histogram.retranslate()
        self.notice.redraw()
        self._say_state()

    def _say_state(self) -> None:
        self._say()
        self._say_blind()
        if self._answer is not None:
            self._say_head(self._answer)

    def _say_total(self) -> None:
        """Say how many requests there are: all of them, once every number is known."""
        if self._answer is None:
            return
        page = self._answer.page
        whole = self.model.whole and page.sorted_among is None and page.next is not None
        total = self.model.rowCount() if whole else page.total
        self._total.setText(
            translate("Results", "%Ln request(s)", "", total)
            if whole or not page.capped
            else translate("Results", "{count}+ requests").format(count=formats.count(total))
        )

    def _order_words(self, answer: Answer) -> str:
        """Say what was left out of sorting or grouping; "" when it was all."""
        groups = self.groups.groups if self.grouped else None
        if groups is not None and groups.capped:
            return translate("Results", "grouped: the newest {count} failures").format(
                count=formats.count(groups.among)
            )
        among = answer.page.sorted_among
        if among is None or self.grouped:
            return ""
        return translate("Results", "sorted among the newest {count}").format(count=formats.count(among))

    def _say_head(self, answer: Answer) -> None:
        page = answer.page
        self._say_total()
        self._failed.setText(translate("Results", "%Ln failed", "", page.failed))
        set_role(self._failed, "bad" if page.failed else "secondary")
        text, tone, long = coverage_words(answer.coverage, by_id=_asks_by_id(answer.lookup))
        self._coverage.setText(text)
        self._coverage.setToolTip(long)
        notes = answer.coverage.notes if answer.coverage is not None else ()
        told = [text for text in (self._order_words(answer), *(words.of(note) for note in notes)) if text]
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
        self.blind.setText(
            translate("Results", "The gateway's error log is off: refusals and failures are invisible here.")
        )
        self.blind.setVisible(self._profile is not None and self._profile.error_log is False)
        self._leave_room()

    def _leave_room(self) -> None:
        """Keep notes off the table's head."""
        noted = not (self.blind.isHidden() and self._notes.isHidden())
        self._upper.setContentsMargins(px(16), px(10), px(12), px(8) if noted else 0)

    def _show_notes(self, notes: tuple[Said, ...]) -> None:
        self._notes.setText("\n".join(words.of(note) for note in notes))
        self._notes.setVisible(bool(notes))
        self._leave_room()


def _asks_by_id(lookup: Lookup) -> bool:
    """Say whether ids are asked for and no time: such a request is found wherever it lies in the log."""
    return lookup.window_text == "" and any(term.key is LookupKey.ID for term in lookup.terms)


def _of_other_days(answer: Answer, tz: tzinfo) -> bool:
    """Say whether a row may be of another day than today, those that were not read yet among them."""
    page, window = answer.page, answer.lookup.window
    days = {line.time.astimezone(tz).date() for line in page.lines}
    if page.next is not None or len(page.numbers) > len(page.lines):
        days.add(window.start.astimezone(tz).date() if window is not None else date.min)
    return bool(page.lines) and days != {datetime.now(tz).date()}
