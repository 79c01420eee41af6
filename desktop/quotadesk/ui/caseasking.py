"""Ask under which ticket number a request is to be kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from quotadesk.domain.tickets_kept import Belonging
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.words import translate


class CaseAsking(QDialog):
    """One line with the ticket number that fits best already in it: Enter adds. `given` tells what was chosen."""

    given = Signal(str)

    def __init__(self, belonging: Belonging, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("CaseAsking", "Add to case"))
        self.setMinimumWidth(px(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(label(_hint(belonging), "secondary", wrap=True))
        self.line = QLineEdit(belonging.suggested)
        self.line.setPlaceholderText(translate("CaseAsking", "Ticket number"))
        self.line.setAccessibleName(translate("CaseAsking", "Ticket number"))
        self.line.selectAll()
        completer = QCompleter(belonging.others, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(translate("CaseAsking", "Cancel"), "", self.reject))
        self.go = button(translate("CaseAsking", "Add"), "primary", self.accept)
        self.go.setDefault(True)
        row.addWidget(self.go)
        column.addLayout(row)
        self.line.textChanged.connect(lambda _: self._allow())
        self.accepted.connect(lambda: self.given.emit(self.line.text().strip()))
        self._allow()

    def _allow(self) -> None:
        self.go.setEnabled(bool(self.line.text().strip()))


def _hint(belonging: Belonging) -> str:
    if belonging.cases:
        said = translate(
            "CaseAsking", "Already in {ticket}. Adding again keeps how it stands now, beside that."
        )
        return said.format(ticket=", ".join(line.ticket for line in belonging.cases))
    return translate(
        "CaseAsking",
        "Verdict and evidence are kept as they are now. Texts that you copy from here on are noted with their time.",
    )
