"""The right pane: verdict, account, evidence, course of events, texts, and the bar that copies them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import CaseView
from quotadesk.app.errors import UnfitText
from quotadesk.domain.account import QuotaState
from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.accountcard import AccountCard
from quotadesk.ui.background import Background
from quotadesk.ui.blanks import BlanksDialog
from quotadesk.ui.clipboard import ClipboardOutlet, copy_value
from quotadesk.ui.copybar import CopyBar
from quotadesk.ui.evidencegrid import EvidenceGrid
from quotadesk.ui.leaving import open_leaving
from quotadesk.ui.metrics import px
from quotadesk.ui.notices import Notice
from quotadesk.ui.popover import Popover
from quotadesk.ui.texts import NOTE, REPLY, Texts
from quotadesk.ui.texttabs import TextTabs
from quotadesk.ui.timeline import Timeline
from quotadesk.ui.troubles import trouble_icon, trouble_words
from quotadesk.ui.verdictcard import VerdictCard
from quotadesk.ui.words import translate

LOW = 700  # below this height of the pane everything moves closer together


class CasePane(QFrame):
    """One case. `told` carries a sentence for the status bar, `loaded` says that case and texts stand there."""

    told = Signal(str)
    loaded = Signal()
    similar_wanted = Signal(object)
    answers_wanted = Signal()

    def __init__(self, abilities: Abilities, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("casepane")
        self._abilities = abilities
        self.texts = Texts(abilities, background, self)
        self.view: CaseView | None = None
        self._pending = ""  # the text to copy as soon as it is written
        self._say: Callable[[], None] = self._say_nothing_chosen
        self._dense = False
        self._build()
        self.texts.ready.connect(self._show_text)
        self.texts.failed.connect(self._show_text_trouble)
        self.show_nothing()

    def _build(self) -> None:
        self.verdict = VerdictCard()
        self.account = AccountCard()
        self.evidence = EvidenceGrid()
        self.timeline = Timeline()
        self.tabs = TextTabs()
        self.copybar = CopyBar()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(px(14), px(12), px(14), px(4))
        self._column.setSpacing(px(10))
        for made in (self.verdict, self.account, self.evidence, self.timeline):
            self._column.addWidget(made)
        self._column.addWidget(self.tabs, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        self._scroll.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        self.notice = Notice()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.notice)
        self._stack.addWidget(self._scroll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.copybar)
        self.copybar.copy_wanted.connect(self.copy)
        self.copybar.leaving_wanted.connect(self.show_leaving)
        self.tabs.leaving_wanted.connect(self.show_leaving)
        self.verdict.field_wanted.connect(self.evidence.point_at)
        self.verdict.rows_wanted.connect(lambda: self.tabs.show_kind("ledger"))
        self.verdict.answers_wanted.connect(self.answers_wanted)
        self.evidence.copied.connect(self._copy_value)
        self.tabs.turned.connect(self._turn)
        self.tabs.tab_changed.connect(lambda _: self._show_length())
        self.verdict.similar_wanted.connect(lambda: self.similar_wanted.emit(self.view))

    # ---------------------------------------------------------------- states

    def show_case(self, view: CaseView) -> None:
        """Show another case from its top; its texts follow."""
        self.view, self._pending = view, ""
        self.verdict.show_case(view)
        worth = view.account is not None and (
            view.request is None or view.account.state in {QuotaState.LOW, QuotaState.EXHAUSTED}
        )
        self.account.show_account(view.account if worth else None, brief=view.request is not None)
        self.evidence.setVisible(bool(view.evidence))
        self.evidence.show_case(view)
        self.timeline.show_case(view)
        self.tabs.show_case(view)
        self.copybar.show_document(None)
        self.copybar.allow(on=True)
        self._stack.setCurrentWidget(self._scroll)
        self._scroll.verticalScrollBar().setValue(0)
        self.texts.open(view)
        self.tabs.show_low_balance(on=self.texts.low_balance)

    def show_nothing(self) -> None:
        """Show that no request is chosen."""
        self._empty(self._say_nothing_chosen)

    def show_loading(self) -> None:
        """Say that a case is read; a short read never gets to show this."""
        self._empty(lambda: self.notice.say("case", translate("Case", "Reading the case …"), ""))

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
        self.texts.open(None)
        self._say = say
        say()
        self.copybar.show_document(None)
        self.copybar.allow(on=False)
        self._stack.setCurrentWidget(self.notice)

    def _say_nothing_chosen(self) -> None:
        self.notice.say(
            "case",
            translate("Case", "No request chosen"),
            translate("Case", "Look something up and choose a row: verdict, evidence and texts appear here."),
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        dense = self.height() < px(LOW)
        if dense != self._dense:
            self._dense = dense
            self._column.setSpacing(px(6 if dense else 10))
            self._column.setContentsMargins(px(14), px(8 if dense else 12), px(14), px(2))
            for part in (self.verdict, self.evidence, self.timeline):
                part.set_dense(dense=dense)

    # ---------------------------------------------------------------- texts

    def copy(self, kind: str) -> None:
        """Copy a text, as soon as it is written. Gaps of a note leave as marked gaps; the count is told."""
        if self.view is None:
            return
        document = self.texts.document(kind)
        if document is None:
            self._pending = kind
        else:
            self._send(kind, document)

    def fill_gaps(self) -> None:
        """Ask for what only the agent knows, and write the note again with it."""
        document = self.texts.document(NOTE)
        if self.view is None or document is None or not document.blanks:
            self.told.emit(translate("Case", "This note has no gap to fill"))
            return
        self.tabs.show_kind(NOTE)
        dialog = BlanksDialog(document.blanks, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filled.connect(lambda given: self.texts.fill(given) if given else None)
        dialog.open()

    def show_leaving(self) -> Popover | None:
        """Open what would leave this machine with the text in sight."""
        if self.view is None or self.tabs.kind not in self.tabs.views:
            return None
        text = self.tabs.views[self.tabs.kind]
        return open_leaving(text.leaving, text.leaves, self.fill_gaps) if text.leaving else None

    def _send(self, kind: str, document: Document) -> None:
        try:
            sent = self._abilities.send(document, ClipboardOutlet(), "clipboard")
        except UnfitText as error:
            self.tabs.show_refusal(kind, error)
            QTimer.singleShot(0, self, self._show_texts)
            self.told.emit(trouble_words(error)[0])
            return
        self.tabs.views[kind].forgive()
        self.copybar.show_copied(kind)
        said = (
            translate("Case", "Reply copied") if kind == REPLY else translate("Case", "Hand-off note copied")
        )
        if sent.masked:
            said += " · " + translate("CopyBar", "%n value(s) masked", "", sent.masked)
        if gaps := len(document.blanks):
            said += " · " + translate("Leaving", "%n gap(s) left", "", gaps)
        self.told.emit(said)

    def _show_texts(self) -> None:
        self._scroll.ensureWidgetVisible(self.tabs, 0, 0)

    def turn_text(self) -> None:
        """Switch the text in sight to the other language."""
        kind = self.tabs.kind
        if kind in {REPLY, NOTE}:
            self._turn(kind, "zh" if self.texts.languages[kind] == "en" else "en")

    def use_low_balance(self) -> None:
        """Write the low-balance notice in the reply's place, or the reply again."""
        if self.view is not None and self.view.account is not None:
            self.texts.use_low_balance(on=not self.texts.low_balance)
            self.tabs.show_low_balance(on=self.texts.low_balance)

    def _turn(self, kind: str, language: str) -> None:
        self.texts.turn(kind, "zh" if language == "zh" else "en")

    def _show_text(self, kind: str, document: Document) -> None:
        self.tabs.show_document(kind, document, self._masked(kind, document))
        self._show_length()
        if self._pending == kind:
            self._pending = ""
            self._send(kind, document)
        if all(self.texts.document(k) is not None for k in (REPLY, NOTE)):
            self.loaded.emit()

    def _show_text_trouble(self, kind: str, error: Exception) -> None:
        self._pending = ""
        self.tabs.views[kind].show_trouble(error)
        self.loaded.emit()

    def _show_length(self) -> None:
        kind = self.tabs.kind
        document = self.texts.document(kind) if kind in {REPLY, NOTE} else None
        self.copybar.show_document(document, self._masked(kind, document))

    def _masked(self, kind: str, document: Document | None) -> tuple[MaskedPart, ...]:
        """Give what was masked in a text, and for a note also what was masked in its evidence."""
        before = self.view.masked if self.view is not None and kind == NOTE else ()
        return tuple(dict.fromkeys((*(document.masked if document else ()), *before)))

    def _copy_value(self, name: str, value: str) -> None:
        copy_value(value)
        self.told.emit(translate("Case", "Copied: {name}").format(name=name))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for part in (self.verdict, self.account, self.evidence, self.timeline, self.tabs, self.copybar):
            part.retranslate()
        if self.view is None:
            self._say()
        self.notice.redraw()
