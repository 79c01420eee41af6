"""Two links under a verdict: keep this request in a case, and go to the case that holds it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from quotadesk.domain.tickets_kept import Belonging
from quotadesk.ui.parts import button
from quotadesk.ui.words import translate


class CaseLink(QObject):
    """`add` and `holding` are the buttons; `case_wanted` names the ticket that the second one stands for."""

    add_wanted = Signal()
    case_wanted = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._belonging = Belonging()
        self.add = button("", "link", self.add_wanted.emit)
        self.holding = button("", "link", self._go)
        self.retranslate()

    def show_belonging(self, belonging: Belonging) -> None:
        """Show which cases hold the request in sight."""
        self._belonging = belonging
        self.retranslate()

    def _go(self) -> None:
        if self._belonging.cases:
            self.case_wanted.emit(self._belonging.cases[0].ticket)

    def retranslate(self) -> None:
        """Say both in the language in use."""
        self.add.setText(translate("CaseLink", "Add to case") + "  Ctrl+D")
        self.add.setAccessibleName(translate("CaseLink", "Add to case"))
        self.add.setToolTip(
            translate("CaseLink", "Keep this request under a ticket number, with its evidence as it is now.")
        )
        cases = self._belonging.cases
        self.add.setVisible(not cases)
        self.holding.setVisible(bool(cases))
        if cases:
            said = translate("CaseLink", "In case {ticket}").format(ticket=cases[0].ticket)
            more = f" +{len(cases) - 1}" if len(cases) > 1 else ""
            self.holding.setText(f"{said}{more} →")
            again = translate("CaseLink", "Ctrl+D keeps it once more, as it stands now.")
            self.holding.setToolTip("\n".join([*(line.ticket for line in cases), again]))
