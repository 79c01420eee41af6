"""Keep the request in sight in a case, show which case holds it, and note the texts that are copied about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from quotadesk.app.answers import CaseView, Sent
from quotadesk.domain.documents import Document
from quotadesk.domain.tickets_kept import Belonging, KeptCase
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.caseasking import CaseAsking
from quotadesk.ui.caselink import CaseLink
from quotadesk.ui.troubles import telling
from quotadesk.ui.words import translate

LANE = "keeping"


class CaseKeeping(QObject):
    """`told` says something in the status bar, `case_wanted` asks for the page of a case."""

    told = Signal(str)
    case_wanted = Signal(str)

    def __init__(self, abilities: Abilities, background: Background, link: CaseLink, over: QWidget) -> None:
        super().__init__(over)
        self._cases, self._background, self._link, self._over = abilities.cases, background, link, over
        self.view: CaseView | None = None
        self._belonging = Belonging()
        link.add_wanted.connect(self.ask)
        link.case_wanted.connect(self.case_wanted)

    def open(self, view: CaseView | None) -> None:
        """Find out which cases hold another request."""
        self.view = view
        self._show(Belonging())
        self._look()

    def _look(self) -> None:
        if (view := self.view) is None:
            self._background.abandon(LANE)
            return
        self._background.run(
            lambda _: self._cases.belongs(view), done=self._show, failed=lambda _: None, lane=LANE
        )

    def _show(self, belonging: Belonging) -> None:
        self._belonging = belonging
        self._link.show_belonging(belonging)

    def ask(self) -> CaseAsking | None:
        """Ask for the ticket number of the request in sight."""
        if (view := self.view) is None:
            self.told.emit(translate("CaseKeeping", "Choose a request first; then it can be kept in a case."))
            return None
        dialog = CaseAsking(self._belonging, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.given.connect(lambda ticket: self.keep(ticket, view))
        dialog.open()
        return dialog

    def keep(self, ticket: str, view: CaseView) -> None:
        """Keep a request as it stands now."""
        self._background.run(
            lambda _: self._cases.add(ticket, view), done=self._kept, failed=telling(self.told)
        )

    def _kept(self, case: KeptCase) -> None:
        self.told.emit(translate("CaseKeeping", "Kept in case {ticket}").format(ticket=case.ticket))
        self._look()

    def note_copied(self, view: CaseView, document: Document, sent: Sent) -> None:
        """Note a text that has left in the open case that holds its request; copying never waits for that."""
        self._background.run(
            lambda _: self._cases.left(view, document, sent), done=self._noted, failed=telling(self.told)
        )

    def _noted(self, ticket: str) -> None:
        if ticket:
            self.told.emit(
                translate("CaseKeeping", "Copied, and noted in case {ticket}").format(ticket=ticket)
            )

    def calls(self) -> dict[str, Callable[[], object]]:
        """Give what the actions of cases do, by their names in COMMANDS."""
        return {"keep_case": self.ask}
