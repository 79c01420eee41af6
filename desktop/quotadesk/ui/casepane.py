"""The right pane: verdict, account, evidence, course of events, texts, and the bar that copies them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import CaseView
from quotadesk.domain.ticket.secrets import mask
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.accountcard import AccountCard
from quotadesk.ui.background import Background
from quotadesk.ui.casekeeping import CaseKeeping
from quotadesk.ui.casetexts import CaseTexts
from quotadesk.ui.copyguard import guard
from quotadesk.ui.evidencegrid import EvidenceGrid
from quotadesk.ui.metrics import px
from quotadesk.ui.notices import Notice
from quotadesk.ui.parts import Upper, label
from quotadesk.ui.texttabs import RESTING
from quotadesk.ui.timeline import Timeline
from quotadesk.ui.troubles import trouble_icon, trouble_words
from quotadesk.ui.verdictcard import VerdictCard
from quotadesk.ui.welcome import say_waiting
from quotadesk.ui.words import translate

EDITED = 320  # height of the texts while one is edited
MORE_WHERE_LOW = 20  # where the upper part scrolls anyway
MOST_TEXTS = 0.4  # of the pane's height: what proves a text stays in sight beside it
NARROW = 360  # below this width of the pane its cards come nearer to its edges
SNUG = 840  # below this height of the pane everything moves closer together: the reply comes into sight
LOW = 700  # below this one the verdict tells fewer reasons, and the timeline leaves its waits to its tooltips


class CasePane(QFrame):
    """One case. `told` carries a sentence for the status bar, `loaded` says that case and texts stand there."""

    told = Signal(str)
    loaded = Signal()
    similar_wanted = Signal(object)
    answers_wanted = Signal()

    def __init__(self, abilities: Abilities, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("casepane")
        self._abilities, self._background = abilities, background
        self.written = CaseTexts(abilities, background, self)
        self.texts, self.tabs, self.copybar = self.written.texts, self.written.tabs, self.written.copybar
        self.copy, self.show_leaving = self.written.copy, self.written.show_leaving
        self.view: CaseView | None = None
        self._say: Callable[[], None] = self._say_nothing_chosen
        self._tight = (False, False)  # dense, low
        self._texts = RESTING
        self._build()
        self._connect()
        self.show_nothing()

    def _build(self) -> None:
        self.whole_key = label(role="bad", wrap=True)
        self.whole_key.hide()
        self.verdict = VerdictCard()
        self.keeping = CaseKeeping(self._abilities, self._background, self.verdict.case_link, self)
        self.account = AccountCard()
        self.evidence = EvidenceGrid()
        self.timeline = Timeline()
        content = QWidget()
        self._column = QVBoxLayout(content)
        for made in (self.whole_key, self.verdict, self.account, self.evidence, self.timeline):
            self._column.addWidget(made)
        self._scroll = Upper(content)
        self._case = QWidget()
        self._parts = QVBoxLayout(self._case)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addWidget(self._scroll)
        self._lower = QVBoxLayout()
        self._lower.addWidget(self.tabs)
        self._parts.addLayout(self._lower, 1)
        self.notice = Notice()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.notice)
        self._stack.addWidget(self._case)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.copybar)

    def _connect(self) -> None:
        self.written.told.connect(self.told)
        self.written.copied.connect(self.keeping.note_copied)
        self.keeping.told.connect(self.told)
        self.written.loaded.connect(self.loaded)
        self.tabs.entered.connect(lambda: self._share(EDITED))
        self.verdict.field_wanted.connect(self.evidence.point_at)
        self.verdict.rows_wanted.connect(lambda: self.tabs.show_kind("ledger"))
        self.verdict.answers_wanted.connect(self.answers_wanted)
        for made in (self.evidence, self.verdict, self.tabs.ledger):
            made.copied.connect(self._copy_value)
        self.verdict.similar_wanted.connect(lambda: self.similar_wanted.emit(self.view))

    # ---------------------------------------------------------------- states

    def show_case(self, view: CaseView, ticket: str = "") -> None:
        """Show another case from its top, and what the ticket that it was found by calls for; its texts follow."""
        self.view = view
        self.whole_key.setVisible(mask(ticket).contains_full_secret)
        self._say_whole_key()
        self.verdict.show_case(view)
        self.account.show_account(view.account, case=view if view.request is not None else None)
        self.evidence.setVisible(bool(view.evidence))
        self.evidence.show_case(view)
        self.timeline.show_case(view)
        self._share(RESTING)
        self._stack.setCurrentWidget(self._case)
        self._scroll.verticalScrollBar().setValue(0)
        self.written.open(view, ticket)
        self.keeping.open(view)

    def show_nothing(self) -> None:
        """Show that no request is chosen."""
        self._empty(self._say_nothing_chosen)

    def show_loading(self) -> None:
        """Say that a case is read; a short read never gets to show this."""
        self._empty(lambda: self.notice.say("case", translate("Case", "Reading the case …"), ""))

    def show_waiting(self, stop: Callable[[], object]) -> None:
        """Say that the case waits for the keyring; `stop` lets it go on without."""
        self._empty(lambda: say_waiting(self.notice, stop=stop))

    def show_trouble(self, error: Exception, again: Callable[[], object]) -> None:
        """Show why a case could not be opened."""

        def say() -> None:
            title, hint = trouble_words(error)
            self.notice.say(
                trouble_icon(error), title, hint, (translate("Case", "Try again"), again), tone="warning"
            )

        self._empty(say)

    def _empty(self, say: Callable[[], None]) -> None:
        self.view = None
        self.written.open(None)
        self.keeping.open(None)
        self._say = say
        say()
        self._stack.setCurrentWidget(self.notice)

    def _say_whole_key(self) -> None:
        self.whole_key.setText(
            translate("Case", "The customer pasted a whole key: it is masked here; advise to revoke it")
        )

    def _say_nothing_chosen(self) -> None:
        self.notice.say(
            "case",
            translate("Case", "No request chosen"),
            translate("Case", "Look something up and choose a row: verdict, evidence and texts appear here."),
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        dense, low = self.height() < px(SNUG), self.height() < px(LOW)
        side = px(8 if self.width() < px(NARROW) else 14)
        between = px(6 if dense else 10)
        self._column.setContentsMargins(side, px(8 if dense else 12), side, between)
        self._column.setSpacing(between)
        self._lower.setContentsMargins(side, 0, side, px(2 if dense else 4))
        self._share(self._texts)
        if (dense, low) != self._tight:
            self._tight = (dense, low)
            for part in (self.account, self.evidence):
                part.set_dense(dense=dense)
            for told in (self.verdict, self.timeline):
                told.set_dense(dense=low)

    def _share(self, texts: int) -> None:
        """Give the texts at least a drawn height of the pane; what stands above them scrolls by itself."""
        self._texts = texts
        more = MORE_WHERE_LOW if self.height() < px(LOW) else 0
        self.tabs.setMinimumHeight(min(px(texts + more), round(self.height() * MOST_TEXTS)))

    def _copy_value(self, name: str, value: str) -> None:
        if guard.copy_shown(value):
            self.told.emit(translate("Case", "Copied: {name}").format(name=name))

    def calls(self) -> dict[str, Callable[[], object]]:
        """Give what the actions of a case do, by their names in COMMANDS."""
        return {
            **self.written.calls(),
            **self.keeping.calls(),
            "show_proof": self.verdict.show_proof,
            "show_gateway": self.verdict.show_gateway,
        }

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for part in (self.verdict, self.account, self.evidence, self.timeline, self.written):
            part.retranslate()
        self._say_whole_key()
        if self.view is None:
            self._say()
        self.notice.redraw()
