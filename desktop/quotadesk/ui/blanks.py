"""Ask the agent for what only a person knows: the gaps of a hand-off note, the empty facts of a reply."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quotadesk.domain.documents import Blank
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.words import translate, words


class BlanksDialog(QDialog):
    """One line for each blank. `filled` gives what was written; empty lines stay blanks in the text."""

    filled = Signal(dict)

    def __init__(self, blanks: tuple[Blank, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Blanks", "Fill the gaps of this text"))
        self.setMinimumWidth(px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        hint = translate("Blanks", "Only you know these. An empty line stays marked in the text.")
        column.addWidget(label(hint, "secondary", wrap=True))
        form = QFormLayout()
        form.setSpacing(px(8))
        self.lines: dict[str, QLineEdit] = {}
        for blank in blanks:
            line = QLineEdit()
            name = words.of(blank.label)
            line.setAccessibleName(name)
            form.addRow(label(name), line)
            self.lines[blank.name] = line
        column.addLayout(form)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(translate("Blanks", "Cancel"), "", self.reject))
        go = button(translate("Blanks", "Write them in"), "primary", self.accept)
        go.setDefault(True)
        row.addWidget(go)
        column.addLayout(row)
        self.accepted.connect(self._tell)

    def _tell(self) -> None:
        given = {name: text for name, line in self.lines.items() if (text := line.text().strip())}
        self.filled.emit(given)
