"""The tabs Reply, Hand-off and Ledger: the texts as they will leave, with their language switch."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import CaseView
from quotadesk.domain.documents import Document
from quotadesk.domain.said import Language
from quotadesk.ui.ledger import LedgerView
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import button, hairline, label
from quotadesk.ui.texts import NOTE, REPLY
from quotadesk.ui.tones import look
from quotadesk.ui.troubles import trouble_words
from quotadesk.ui.words import translate, words

_BLANK = re.compile(r"‹[^›\n]{1,80}›")
_LINE_HEIGHT, _GAP_HEIGHT = 140, 55  # percent, of a line of text and of the empty line between paragraphs
_PROPORTIONAL = 1  # QTextBlockFormat.LineHeightTypes.ProportionalHeight


class _SmallTextEdit(QTextEdit):
    """A text field that is content with little room: the pane gives it what is left."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), px(72))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(56))


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


class TextView(QWidget):
    """One finished text. Plain, because that is what every program will paste."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, 0)
        column.setSpacing(px(6))
        self._missing = label("", "note", wrap=True)
        self._missing.hide()
        self.text = _SmallTextEdit()
        self.text.setReadOnly(True)
        self.text.setAcceptRichText(False)
        self.text.setTabChangesFocus(True)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().setDocumentMargin(0)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(self._missing)
        column.addWidget(self.text, 1)
        self._document: Document | None = None

    def show_document(self, document: Document | None) -> None:
        """Show a text, or that it is being written."""
        self._document = document
        self._missing.hide()
        self.text.setFont(scale.font("secondary"))
        self.text.setPlainText(document.plain if document else translate("Texts", "Writing …"))
        self._space()
        if document is None:
            return
        if document.missing:
            joiner = "；" if words.language == "zh" else "; "
            what = joiner.join(words.of(m) for m in document.missing)
            self._missing.setText(translate("Texts", "Still missing: {what}").format(what=what))
            self._missing.show()
        self._mark(document)

    def show_trouble(self, error: Exception) -> None:
        """Show why a text could not be written."""
        self._document = None
        self.text.setPlainText("")
        self._missing.setText(" ".join(trouble_words(error)))
        self._missing.show()

    def _space(self) -> None:
        """Set the lines apart like a printed page: roomy lines, small gaps between paragraphs."""
        block = self.text.document().firstBlock()
        while block.isValid():
            cursor = QTextCursor(block)
            form = block.blockFormat()
            form.setLineHeight(_LINE_HEIGHT if block.text().strip() else _GAP_HEIGHT, _PROPORTIONAL)
            cursor.setBlockFormat(form)
            block = block.next()

    def _mark(self, document: Document) -> None:
        """Mark blanks and masked values, so that the agent sees them before the text leaves."""
        spots = [(m.start(), m.end(), "warning") for m in _BLANK.finditer(document.plain)]
        for part in document.masked:
            if part.placeholder:
                spots += [
                    (m.start(), m.end(), "accent")
                    for m in re.finditer(re.escape(part.placeholder), document.plain)
                ]
        selections = []
        for start, end, tone in spots:
            selection = QTextEdit.ExtraSelection()
            form = QTextCharFormat()
            form.setBackground(QColor(look.colour(f"{tone}_soft")))
            form.setForeground(QColor(look.colour(tone)))
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, form
            selections.append(selection)
        self.text.setExtraSelections(selections)

    def retranslate(self) -> None:
        """Draw again in the tones and words in use."""
        if self._document is not None:
            self.show_document(self._document)


class TextTabs(QFrame):
    """Three tabs. `turned` asks for a text in the other language."""

    turned = Signal(str, str)  # kind, language
    tab_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(4), px(14), px(8))
        column.setSpacing(0)
        head = QHBoxLayout()
        self.tabs = _Tabs()
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        for _ in range(3):
            self.tabs.addTab("")
        self._language = button("", "link", self._turn)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._language)
        column.addLayout(head)
        column.addWidget(hairline())
        self.views = {REPLY: TextView(), NOTE: TextView()}
        self.ledger = LedgerView()
        self._stack = QStackedWidget()
        for made in (self.views[REPLY], self.views[NOTE], self.ledger):
            self._stack.addWidget(made)
        column.addWidget(self._stack, 1)
        self.setMinimumHeight(px(132))
        self._languages: dict[str, Language] = {REPLY: "en", NOTE: "en"}
        self._low = False
        self.tabs.currentChanged.connect(self._show_tab)
        self.retranslate()

    @property
    def kind(self) -> str:
        """The kind of the text in sight; "ledger" for the third tab."""
        return (REPLY, NOTE, "ledger")[self.tabs.currentIndex()]

    def show_case(self, view: CaseView) -> None:
        """Show another case: its texts will come, its ledger is here."""
        for kind in (REPLY, NOTE):
            self.views[kind].show_document(None)
        self.ledger.show_rows(view.ledger)
        self.retranslate()

    def show_document(self, kind: str, document: Document) -> None:
        """Show a finished text."""
        self._languages[kind] = document.language
        self.views[kind].show_document(document)
        self._say_language()

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
        for view in self.views.values():
            view.retranslate()
        self.ledger.retranslate()
        self._say_language()

    def _say_language(self) -> None:
        kind = self.kind
        self._language.setVisible(kind != "ledger")
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
