"""The page Settings: language, scheme and text size. Each takes effect at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QVBoxLayout, QWidget

from quotadesk.ui.metrics import px
from quotadesk.ui.parts import card, label
from quotadesk.ui.words import translate

SIZES = (90, 100, 110, 125, 150, 175, 200)


class SettingsPage(QFrame):
    """`chosen` gives a preference's name and its new value."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(32), px(24), px(32), px(24))
        column.setSpacing(px(16))
        self._title = label("", "title")
        column.addWidget(self._title)
        frame, inner = card()
        frame.setMaximumWidth(px(620))
        form = QFormLayout()
        form.setHorizontalSpacing(px(24))
        form.setVerticalSpacing(px(12))
        self.language, self.scheme, self.text_size = QComboBox(), QComboBox(), QComboBox()
        self._labels = {name: label() for name in ("language", "scheme", "size")}
        for name, box in (("language", self.language), ("scheme", self.scheme), ("size", self.text_size)):
            box.setMinimumWidth(px(240))
            form.addRow(self._labels[name], box)
            box.activated.connect(lambda _, n=name, b=box: self.chosen.emit(n, str(b.currentData())))
        inner.addLayout(form)
        self._note = label("", "caption", wrap=True)
        inner.addWidget(self._note)
        column.addWidget(frame)
        column.addStretch(1)
        self.retranslate()

    def show_values(self, *, language: str, scheme: str, size: int) -> None:
        """Show what is in use."""
        for box, value in ((self.language, language), (self.scheme, scheme), (self.text_size, str(size))):
            box.setCurrentIndex(max(0, box.findData(value)))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Settings", "Settings"))
        texts = {
            "language": translate("Settings", "Language"),
            "scheme": translate("Settings", "Colours"),
            "size": translate("Settings", "Text size"),
        }
        for name, text in texts.items():
            self._labels[name].setText(text)
        for box, name in ((self.language, "language"), (self.scheme, "scheme"), (self.text_size, "size")):
            box.setAccessibleName(texts[name])
        self._fill(
            self.language,
            (("", translate("Settings", "As the system")), ("en", "English"), ("zh", "简体中文")),
        )
        self._fill(
            self.scheme,
            (
                ("system", translate("Settings", "As the system")),
                ("light", translate("Settings", "Light")),
                ("dark", translate("Settings", "Dark")),
            ),
        )
        self._fill(self.text_size, tuple((str(s), f"{s} %") for s in SIZES))
        self._note.setText(
            translate("Settings", "The texts for customers have a language of their own: Ctrl+L.")
        )

    @staticmethod
    def _fill(box: QComboBox, rows: tuple[tuple[str, str], ...]) -> None:
        chosen = box.currentIndex()
        box.clear()
        for key, text in rows:
            box.addItem(text, key)
        box.setCurrentIndex(max(0, chosen))
