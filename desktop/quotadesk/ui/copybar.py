"""The bar that never scrolls away: what was masked, how long the text is, the copy buttons and their form."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.ui.copyforms import FormButton
from quotadesk.ui.keybutton import KeyButton
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.texts import NOTE, REPLY
from quotadesk.ui.words import translate, words

SHOW_MS = 2200


class CopyBar(QFrame):
    """`copy_wanted` names the kind of text to copy; `leaving_wanted` asks what would leave with the text in sight."""

    copy_wanted = Signal(str)
    leaving_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("copybar")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(14), px(8), px(14), px(10))
        row.setSpacing(px(8))
        self._masked_button = button("", "link", self.leaving_wanted.emit)
        self._length = label("", "secondary")
        self._length.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note_button = KeyButton()
        self.note_button.clicked.connect(lambda: self.copy_wanted.emit(NOTE))
        self.reply_button = KeyButton("primary")
        self.reply_button.clicked.connect(lambda: self.copy_wanted.emit(REPLY))
        row.addWidget(self._masked_button)
        row.addWidget(self._length, 1)
        row.addStretch(0)
        row.addWidget(self.note_button)
        row.addWidget(self.reply_button)
        self.form_button = FormButton()
        row.addWidget(self.form_button)
        self._document: Document | None = None
        self._masked: tuple[MaskedPart, ...] = ()
        self._copied: dict[str, KeyButton] = {REPLY: self.reply_button, NOTE: self.note_button}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.retranslate)
        self.retranslate()

    def show_document(self, document: Document | None, masked: tuple[MaskedPart, ...] = ()) -> None:
        """Speak about the text in sight; `masked` is all that was masked in it and on the way to it."""
        self._document, self._masked = document, masked
        self.retranslate()

    def show_copied(self, kind: str) -> None:
        """Say on the button that its text is on the clipboard."""
        self._copied[kind].say("✓ " + translate("CopyBar", "Copied"))
        self._timer.start(SHOW_MS)

    def allow(self, *, on: bool) -> None:
        """Offer copying only where there is a text."""
        self.note_button.setEnabled(on)
        self.reply_button.setEnabled(on)
        self.form_button.setEnabled(on)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.note_button.say(translate("CopyBar", "Copy hand-off"), "Ctrl+⇧+C")
        self.reply_button.say(translate("CopyBar", "Copy reply"), "Ctrl+⏎")
        self.note_button.setAccessibleName(translate("CopyBar", "Copy hand-off"))
        self.reply_button.setAccessibleName(translate("CopyBar", "Copy reply"))
        self.form_button.retranslate()
        number = len(self._masked)
        self._masked_button.setText(translate("CopyBar", "%n value(s) masked", "", number))
        self._masked_button.setToolTip(self._masked_words())
        self._length.setText(self._length_words())
        self._fit()

    def _fit(self) -> None:
        """Show length and masked values only where they fit whole: the copy buttons come first."""
        buttons = (self.note_button, self.reply_button, self.form_button)
        room = self.width() - px(28 + 32) - sum(b.sizeHint().width() for b in buttons)
        masked = self._masked_button.sizeHint().width() if self._masked else 0
        self._masked_button.setVisible(0 < masked <= room)
        self._length.setVisible(self._length.sizeHint().width() <= room - masked)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _length_words(self) -> str:
        if self._document is None:
            return ""
        plain = self._document.plain
        if self._document.language == "zh":
            size = sum(1 for c in plain if not c.isspace())
            text = translate("CopyBar", "%n character(s)", "", size)
        else:
            text = translate("CopyBar", "%n word(s)", "", len(plain.split()))
        return f"· {text}" if self._masked else text

    def _masked_words(self) -> str:
        return "\n".join(f"{part.placeholder}: {words.of(part.why)}" for part in self._masked)
