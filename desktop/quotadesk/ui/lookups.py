"""Ask for lookups and cases and show what comes back: the work behind bar, results and case pane."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QObject, QTimer, Signal

from quotadesk.app.answers import Answer, CaseView, Progress
from quotadesk.app.errors import DeskError
from quotadesk.app.matching import NONE_AGREES
from quotadesk.app.opened import ASKING
from quotadesk.domain.lookup import Cursor, Lookup, LookupKey
from quotadesk.ui import formats
from quotadesk.ui.abilities import Abilities, Chip
from quotadesk.ui.background import Background, Control
from quotadesk.ui.casepane import CasePane
from quotadesk.ui.notices import Notice
from quotadesk.ui.results import ResultsPane
from quotadesk.ui.welcome import say_waiting
from quotadesk.ui.words import translate

PATIENCE_MS = 150  # a read that is quicker shows no "reading"
LOOKUP, CASE = "lookup", "case"
FOLLOWING, ROWS, BARS, GROUPS = "following", "rows", "bars", "groups"


class Lookups(QObject):
    """One lookup and one case at a time; what is late is dropped."""

    progressed = Signal(object)  # Progress or None
    answered = Signal()
    cancelled = Signal()  # by the agent
    unconnected = Signal(object)  # the failure: there is no gateway to ask

    def __init__(
        self,
        abilities: Abilities,
        background: Background,
        results: ResultsPane,
        case: CasePane,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._abilities = abilities
        self._background = background
        self._results = results
        self._case = case
        self.lookup: Lookup | None = None
        self._ticket = ""
        self._wanted_case: Callable[[], CaseView] | None = None
        self._slow = {LOOKUP: self._timer(self._show_slow_lookup), CASE: self._timer(self._show_slow_case)}
        results.opened.connect(self.open_case)
        results.model.more_wanted.connect(self._more)
        results.model.pages_wanted.connect(self._read_pages)
        results.grouped_changed.connect(self._group)

    def _timer(self, call: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(PATIENCE_MS)
        timer.timeout.connect(call)
        return timer

    def _waits(self) -> bool:
        """Whether the keyring asks for its password, and everything that needs the gateway waits for that."""
        desk = self._abilities.desk()
        return desk is not None and desk.credential == ASKING

    def _show_slow_lookup(self) -> None:
        if not self._waits():
            self._results.show_loading()
            return
        notice, stop = self._results.notice, self._abilities.stop_waiting
        self._results.show_notice(lambda: say_waiting(notice, stop=stop))

    def _show_slow_case(self) -> None:
        if self._waits():
            self._case.show_waiting(self._abilities.stop_waiting)
        else:
            self._case.show_loading()

    # ---------------------------------------------------------------- lookups

    def ask(self, chips: tuple[Chip, ...], ticket: str) -> None:
        """Look up what stands in the bar."""
        self._ticket = ticket
        self._background.abandon(CASE)
        self._slow[CASE].stop()
        if ticket and not chips:
            self._show_nothing_understood()
            self.explain(ticket)
            return
        try:
            lookup = self._abilities.parse(chips)
        except DeskError as error:
            self._results.show_trouble(error, lambda: self.ask(chips, ticket))
            return
        self.run(lookup)

    def run(self, lookup: Lookup) -> None:
        """Look up, page one."""
        self.lookup, ticket = lookup, self._ticket
        formats.shown.use(lookup.tz)
        self._slow[LOOKUP].start()
        for lane in (FOLLOWING, ROWS, BARS, GROUPS):
            self._background.abandon(lane)
        self._background.run(
            lambda control: self._read_first(lookup, ticket, control),
            done=lambda read: self._answered(*read),
            failed=self._failed,
            progressed=self._tell,
            lane=LOOKUP,
        )

    def again(self) -> None:
        """Look up the same again."""
        if self.lookup is not None:
            self.run(self.lookup)

    def cancel(self) -> None:
        """Stop reading after the page at hand, and this lookup's wait for the keyring; what was read is shown."""
        self._background.cancel(LOOKUP)
        self.cancelled.emit()

    def _read_first(self, lookup: Lookup, ticket: str, control: Control) -> tuple[Answer, str]:
        """Read page one, and find the request that the ticket is about: its key, "" for none."""
        answer = self._abilities.look_up(
            lookup, after=None, progressed=control.progressed, cancelled=control.cancelled
        )
        if not ticket or not answer.page.lines:
            return answer, ""
        meant = self._abilities.meant(ticket, lookup)
        return answer if meant else replace(answer, notes=(*answer.notes, NONE_AGREES)), meant

    def _tell(self, progress: Progress) -> None:
        self.progressed.emit(progress)

    def _answered(self, answer: Answer, meant: str) -> None:
        self._slow[LOOKUP].stop()
        self.progressed.emit(None)
        self._results.show_answer(answer, empty=lambda notice: self._say_empty(notice, answer))
        self._choose(answer, meant)
        self.answered.emit()
        if answer.page.lines:
            self._read_around(answer.lookup)

    def _read_around(self, lookup: Lookup) -> None:
        """Read what the rows in sight did not wait for: bars, groups, and which requests follow."""
        results = self._results
        self._background.run(
            lambda control: self._abilities.histogram(lookup, control.cancelled),
            done=results.show_buckets,
            failed=lambda _: results.show_buckets(()),
            lane=BARS,
        )
        if results.grouped:
            self._group(True)
        results.model.fetchMore(QModelIndex())

    def _group(self, grouped: bool) -> None:
        lookup = self.lookup
        if grouped and lookup is not None:
            self._background.run(
                lambda control: self._abilities.groups(lookup, control.cancelled),
                done=self._results.show_groups,
                failed=lambda _: self._results.group(grouped=False),
                lane=GROUPS,
            )

    def _choose(self, answer: Answer, meant: str) -> None:
        """Open the request that a ticket is about, else judge its words; without a ticket the first row."""
        if answer.page.lines and not self._ticket:
            self._results.select(0)
            return
        if meant:
            row = self._results.model.row_of(meant)
            if row >= 0:
                self._results.select(row)
            else:
                self.open_case(meant)
            return
        owner = next(iter(answer.lookup.values(LookupKey.OWNER)), "")
        if self._ticket:
            self.explain(self._ticket)
        elif answer.accounts or (owner and not owner.startswith("*")):
            self._account(answer.accounts[0].account.owner if answer.accounts else owner)
        else:
            self._case.show_nothing()

    def _failed(self, error: Exception) -> None:
        self._slow[LOOKUP].stop()
        self.progressed.emit(None)
        if self._abilities.desk() is None:
            self.unconnected.emit(error)
            self.answered.emit()
            return
        self._results.show_trouble(error, self.again)
        if self._ticket:
            self.explain(self._ticket)
        else:
            self._case.show_nothing()
        self.answered.emit()

    def _more(self, cursor: Cursor) -> None:
        lookup = self.lookup
        if lookup is not None:
            self._background.run(
                lambda control: self._abilities.following(lookup, cursor, control.cancelled),
                done=lambda found: self._results.model.extend(found.numbers, found.next),
                failed=lambda _: self._results.model.extend((), cursor),
                lane=FOLLOWING,
            )

    def _read_pages(self, wanted: Mapping[int, Sequence[int]]) -> None:
        """Read the lines of pages that came into sight."""
        read = self._abilities.lines
        self._background.run(
            lambda _: {page: read(numbers) for page, numbers in wanted.items()},
            done=self._results.model.put,
            failed=lambda _: self._results.model.put({}),
            lane=ROWS,
        )

    def _say_empty(self, notice: Notice, answer: Answer) -> None:
        title = translate("Lookups", "No request fits")
        hint = translate(
            "Lookups",
            "Widen the time, or remove a term. What was read completely really has no such request.",
        )
        if self._ticket:
            whole = answer.coverage is not None and answer.coverage.complete
            hint = (
                translate("Lookups", "The log holds no such request; the verdict rests on the pasted text.")
                if whole
                else translate(
                    "Lookups",
                    "What could be read holds no such request; the verdict rests on the pasted text.",
                )
            )
        elif answer.accounts:
            hint = translate(
                "Lookups", "No request of this owner in this time; balance and limits stand on the right."
            )
        notice.say("empty", title, hint)

    def _show_nothing_understood(self) -> None:
        self._results.show_notice(
            lambda: self._results.notice.say(
                "empty",
                translate("Lookups", "Nothing to look up in this text"),
                translate("Lookups", "Type an owner, a key, a request id, a status or a time beside it."),
            )
        )

    # ---------------------------------------------------------------- cases

    def open_case(self, key: str) -> None:
        """Open the case of a request."""
        self._open(lambda: self._abilities.open_case(key))

    def explain(self, text: str) -> None:
        """Open the case of a pasted error without a row."""
        self._open(lambda: self._abilities.explain(text))

    def reopen(self) -> None:
        """Judge the case in sight again, because more is known now."""
        if self._wanted_case is not None and self._case.view is not None:
            self._open(self._wanted_case)

    def _account(self, owner: str) -> None:
        self._open(lambda: self._abilities.account_case(owner))

    def _open(self, work: Callable[[], CaseView]) -> None:
        self._wanted_case = work
        self._slow[CASE].start()
        self._background.run(lambda _: work(), done=self._opened, failed=self._not_opened, lane=CASE)

    def _opened(self, view: CaseView) -> None:
        self._slow[CASE].stop()
        self._case.show_case(view, self._ticket)

    def _not_opened(self, error: Exception) -> None:
        self._slow[CASE].stop()
        if self._abilities.desk() is None:
            self.unconnected.emit(error)
            return
        again = self._wanted_case
        self._case.show_trouble(error, lambda: self._open(again) if again is not None else None)
