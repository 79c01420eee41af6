"""One finished text as it will leave: its gaps and masked values marked, and what the gate refused."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.errors import UnfitText
from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.ui.factline import FactLine
from quotadesk.ui.leaving import Leaving
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import label, set_role
from quotadesk.ui.spots import Spot, refusal_words, spots_of
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


class TextView(QWidget):
    """One finished text, and what leaves with it. Plain, because that is what every program will paste."""

    leaving_wanted = Signal()

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
        self.leaves = FactLine()
        self.leaves.clicked.connect(self.leaving_wanted)
        column.addWidget(self._missing)
        column.addWidget(self.text, 1)
        column.addWidget(self.leaves)
        self._document: Document | None = None
        self._masked: tuple[MaskedPart, ...] = ()
        self._refusal: UnfitText | None = None

    @property
    def note(self) -> str:
        """What stands above the text: why it was not copied, or what it still misses; "" when nothing does."""
        return self._missing.text() if self._missing.isVisibleTo(self) else ""

    @property
    def leaving(self) -> Leaving | None:
        """What would leave with the text; None while it is written."""
        return Leaving(document=self._document, masked=self._masked) if self._document else None

    def show_document(self, document: Document | None, masked: tuple[MaskedPart, ...] = ()) -> None:
        """Show a text, or that it is being written. `masked`: all that was masked in it and on the way to it."""
        self._document, self._masked = document, masked
        self._refusal = None
        self._missing.hide()
        set_role(self._missing, "note")
        self.text.setFont(scale.font("secondary"))
        self.text.setPlainText(document.plain if document else translate("Texts", "Writing …"))
        self._space()
        self._say_leaving()
        if document is None:
            self.text.setExtraSelections([])
            return
        if document.missing:
            joiner = "；" if words.language == "zh" else "; "
            what = joiner.join(words.of(m) for m in document.missing)
            self._missing.setText(translate("Texts", "Still missing: {what}").format(what=what))
            self._missing.show()
        self._mark(self._spots(document))

    def show_refusal(self, error: UnfitText) -> None:
        """Mark what may not leave, where it stands, and say why; the focus stays where it is."""
        document = self._document
        if document is None:
            return
        self._refusal = error
        spots = spots_of(error, document.plain)
        set_role(self._missing, "failure")
        self._missing.setText(refusal_words(error, spots))
        self._missing.show()
        self._mark([*self._spots(document), *((s.start, s.end, "bad") for s in spots)])
        if spots:
            self._scroll_to(spots[0])
            QTimer.singleShot(0, self, self.text.ensureCursorVisible)  # once the note above has its place

    def forgive(self) -> None:
        """Take the marks of a refusal away, once the text has left after all."""
        if self._refusal is not None and self._document is not None:
            self.show_document(self._document, self._masked)

    def _scroll_to(self, spot: Spot) -> None:
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(spot.start)
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _say_leaving(self) -> None:
        leaving = self.leaving
        tip = translate("Texts", "Click or Enter tells all that leaves this machine, and what does not.")
        tone = "warning" if leaving is not None and leaving.gaps else "secondary"
        self.leaves.say(leaving.summary() if leaving else "", tip=tip, tone=tone)

    def show_trouble(self, error: Exception) -> None:
        """Show why a text could not be written."""
        self._document, self._refusal = None, None
        self.text.setPlainText("")
        self._say_leaving()
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

    @staticmethod
    def _spots(document: Document) -> list[tuple[int, int, str]]:
        """Give blanks and masked values, so that the agent sees them before the text leaves."""
        spots = [(m.start(), m.end(), "warning") for m in _BLANK.finditer(document.plain)]
        for part in document.masked:
            if part.placeholder:
                spots += [
                    (m.start(), m.end(), "accent")
                    for m in re.finditer(re.escape(part.placeholder), document.plain)
                ]
        return spots

    def _mark(self, spots: list[tuple[int, int, str]]) -> None:
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
            refusal = self._refusal
            self.show_document(self._document, self._masked)
            if refusal is not None:
                self.show_refusal(refusal)
