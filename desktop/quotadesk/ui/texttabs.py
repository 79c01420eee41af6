"""The tabs Reply, Hand-off and Ledger: the texts, to be edited, with their language switch and the way back."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quotadesk.app.answers import CaseView
from quotadesk.app.errors import UnfitText
from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.domain.said import Language
from quotadesk.ui.ledger import LedgerView
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import Flow, button, hairline
from quotadesk.ui.taborder import stops
from quotadesk.ui.texts import NOTE, REPLY
from quotadesk.ui.textview import TextView
from quotadesk.ui.words import translate

RESTING = 196  # height that the texts need at least: five lines below the tabs


class _Tabs(QTabBar):
    """Tabs whose width does not change when their text turns bold."""

    @override
    def tabSizeHint(self, index: int) -> QSize:
        size = super().tabSizeHint(index)
        bold = QFontMetrics(scale.font("secondary", weight=600)).horizontalAdvance(self.tabText(index))
        return QSize(bold + px(22), size.height())

    @override
    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)


class TextTabs(QFrame):
    """Three tabs. `turned` asks for a text in the other language."""

    turned = Signal(str, str)  # kind, language
    edited = Signal(str, str)  # kind, what was typed
    agreed = Signal(str, object)  # kind, figures to be copied all the same
    pick_wanted = Signal(str)
    restore_wanted = Signal(str)
    tab_changed = Signal(int)
    leaving_wanted = Signal()
    hiding_turned = Signal(bool)  # whether owners are to be hidden in the note
    entered = Signal()  # a text got the focus, to be edited

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(4), px(14), px(8))
        column.setSpacing(0)
        head = Flow(gap=8, between=2, far=1)
        self.tabs = _Tabs()
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for _ in range(3):
            self.tabs.addTab("")
        self._language = button("", "link", self._turn)
        head.addWidget(self.tabs)
        self.restore = button("", "link", lambda: self.restore_wanted.emit(self.kind))
        self.restore.hide()
        head.addWidget(self._side_by_side(self.restore, self._language))
        column.addLayout(head)
        column.addWidget(hairline())
        self.views = {REPLY: TextView(), NOTE: TextView()}
        self.hide_owners = self._hiding(self.views[NOTE])
        self.ledger = LedgerView()
        self._changed = dict.fromkeys(self.views, False)
        for kind, view in self.views.items():
            view.leaving_wanted.connect(self.leaving_wanted)
            view.edited.connect(lambda typed, k=kind: self.edited.emit(k, typed))
            view.agreed.connect(lambda figures, k=kind: self.agreed.emit(k, figures))
            view.pick_wanted.connect(lambda k=kind: self.pick_wanted.emit(k))
            view.text.entered.connect(self.entered)
        self._stack = QStackedWidget()
        for made in (self.views[REPLY], self.views[NOTE], self.ledger):
            self._stack.addWidget(made)
        column.addWidget(self._stack, 1)
        self._languages: dict[str, Language] = {REPLY: "en", NOTE: "en"}
        self._low = False
        self.tabs.currentChanged.connect(self._show_tab)
        self.retranslate()

    @staticmethod
    def _side_by_side(*links: QPushButton) -> QWidget:
        """Give links that stay together where the tabs leave them no room."""
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(12))
        for link in links:
            row.addWidget(link)
        return made

    def _hiding(self, note: TextView) -> QCheckBox:
        """Give the check that hides owners, in the foot of the note."""
        made = QCheckBox()
        made.toggled.connect(self.hiding_turned)
        note.foot.addWidget(made)
        return made

    @property
    def kind(self) -> str:
        """The kind of the text in sight; "ledger" for the third tab."""
        return (REPLY, NOTE, "ledger")[self.tabs.currentIndex()]

    def show_case(self, view: CaseView) -> None:
        """Show another case: its texts will come, its ledger is here."""
        for kind in (REPLY, NOTE):
            self.views[kind].show_document(None)
            self._changed[kind] = False
        self.ledger.show_case(view)
        self.retranslate()

    def show_document(
        self,
        kind: str,
        document: Document,
        masked: tuple[MaskedPart, ...] = (),
        *,
        typed: str | None = None,
    ) -> None:
        """Show a text, with all that was masked in it and on the way to it; `typed` where the agent changed it."""
        self._languages[kind] = document.language
        self._changed[kind] = typed is not None
        self.views[kind].show_document(document, masked, typed=typed)
        self._say_language()

    def renew(self, kind: str, document: Document, masked: tuple[MaskedPart, ...], *, changed: bool) -> None:
        """Speak about a text that the agent is editing; `changed`: it differs from its template's."""
        self._changed[kind] = changed
        self.views[kind].renew(document, masked)
        self.restore.setVisible(self._changed.get(self.kind, False))

    def show_refusal(self, kind: str, error: UnfitText) -> None:
        """Turn to a text that may not leave, and mark the places."""
        self.show_kind(kind)
        self.views[kind].show_refusal(error)

    def show_kind(self, kind: str) -> None:
        """Turn to a text, or to the ledger."""
        self.tabs.setCurrentIndex((REPLY, NOTE, "ledger").index(kind))

    def go_to(self, kind: str) -> None:
        """Turn to a text or to the ledger; where it is in sight already, go into it."""
        if self.kind != kind:
            self.show_kind(kind)
        elif self.isVisible():
            shown = self.views[kind].text if kind in self.views else self.ledger
            next(stops(shown), self.tabs).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_low_balance(self, *, on: bool) -> None:
        """Name the reply for what it is."""
        self._low = on
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        reply = translate("Texts", "Low-balance notice") if self._low else translate("Texts", "Reply")
        names = (reply, translate("Texts", "Hand-off"), translate("Texts", "Ledger"))
        for number, name in enumerate(names):
            self.tabs.setTabText(number, name)
        self.tabs.setAccessibleName(translate("Texts", "Texts of the case"))
        self.views[REPLY].text.setAccessibleName(translate("Texts", "Customer reply"))
        self.views[NOTE].text.setAccessibleName(translate("Texts", "Hand-off note"))
        self.hide_owners.setText(translate("CopyBar", "Hide owners (wide channel)"))
        self.hide_owners.setFont(scale.font("caption"))
        tip = translate("CopyBar", "Owners stand as pseudonyms in the hand-off note")
        self.hide_owners.setToolTip(tip)
        self.hide_owners.setAccessibleDescription(tip)
        for view in self.views.values():
            view.retranslate()
        self.ledger.retranslate()
        self._say_language()

    def _say_language(self) -> None:
        kind = self.kind
        self._language.setVisible(kind != "ledger")
        self.restore.setVisible(self._changed.get(kind, False))
        self.restore.setText(translate("Texts", "Restore"))
        tip = translate("Texts", "Bring the template's text back (Ctrl+Shift+R); undo takes that back")
        self.restore.setToolTip(tip)
        self.restore.setAccessibleDescription(tip)
        if kind != "ledger":
            self._language.setText("EN ⇄ 中文" if self._languages[kind] == "en" else "中文 ⇄ EN")
            tip = translate("Texts", "Show this text in the other language (Ctrl+L)")
            self._language.setToolTip(tip)
            self._language.setAccessibleName(tip)

    def _show_tab(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self._say_language()
        self.tab_changed.emit(number)

    def _turn(self) -> None:
        kind = self.kind
        if kind != "ledger":
            self.turned.emit(kind, "zh" if self._languages[kind] == "en" else "en")
