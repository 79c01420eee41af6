"""Ask for the name and the reader of a new snippet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quotadesk.domain.fields import Audience
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.words import translate


class NewSnippet(QDialog):
    """`named` gives what was typed and who reads it."""

    named = Signal(str, object)  # name, Audience

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Templates", "New snippet"))
        self.setMinimumWidth(px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        hint = translate(
            "Templates",
            "It is offered at :: in a text, under this name. Only what its reader may know fits in.",
        )
        column.addWidget(label(hint, "secondary", wrap=True))
        form = QFormLayout()
        form.setSpacing(px(8))
        self.name = QLineEdit()
        self.name.setMaxLength(48)
        self.reader = QComboBox()
        self.reader.addItem(translate("Templates", "Customers"), Audience.PUBLIC)
        self.reader.addItem(translate("Templates", "Colleagues"), Audience.INTERNAL)
        for text, field in (
            (translate("Templates", "Name"), self.name),
            (translate("Templates", "Reader"), self.reader),
        ):
            field.setAccessibleName(text)
            form.addRow(label(text), field)
        column.addLayout(form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(translate("Templates", "Cancel"), "", self.reject))
        self.go = button(translate("Templates", "Write it"), "primary", self.accept)
        self.go.setDefault(True)
        self.go.setEnabled(False)
        row.addWidget(self.go)
        column.addLayout(row)
        self.name.textChanged.connect(lambda typed: self.go.setEnabled(any(c.isalnum() for c in typed)))
        self.accepted.connect(lambda: self.named.emit(self.name.text(), self.reader.currentData()))
