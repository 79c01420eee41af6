"""How a window comes to its gateway: at the start, with a locked keyring, for one session, or with the sample."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from quotadesk.app.answers import Desk
from quotadesk.app.opened import ASKING, LOCKED
from quotadesk.domain.lookup import Lookup
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.lookuppage import OPENING, LookupPage
from quotadesk.ui.lookups import PATIENCE_MS
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.welcome import say_starting
from quotadesk.ui.words import translate

LANE = "connection"
UNOPENED = frozenset({"none", LOCKED})  # nobody has asked the keyring yet, or it did not answer


class Beginning(QObject):
    """`ready` says that a gateway is in use and may be read, `changed` that the desk is another one."""

    ready = Signal()
    changed = Signal()
    told = Signal(str)

    def __init__(
        self, abilities: Abilities, background: Background, page: LookupPage, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._abilities, self._background, self._page, self._over = abilities, background, page, parent
        self._start = ""
        self._before: Lookup | None = None  # what had been looked up when the beginning began
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(PATIENCE_MS)
        self._slow.timeout.connect(self._show_waiting)
        page.sample_wanted.connect(self.try_sample)
        page.unlock_wanted.connect(self.unlock)
        page.session_wanted.connect(self.ask_session)

    def begin(self, start: str) -> None:
        """Open the connection last used and look up `start`; without one, welcome who is new here."""
        self._start, self._before = start, self._page.lookups.lookup
        desk = self._abilities.desk()
        if desk is None:
            self._page.welcome()
        elif desk.credential in UNOPENED:
            self._use(desk.connection)
        else:
            self._look_up()

    def unlock(self) -> None:
        """Ask the keyring again; the system asks for its password."""
        if (desk := self._abilities.desk()) is not None:
            self._use(desk.connection)

    def _use(self, name: str) -> None:
        self._before = self._page.lookups.lookup
        self._slow.start()
        self._background.run(
            lambda _: self._abilities.use(name), done=self._used, failed=self._failed, lane=LANE
        )

    def _show_waiting(self) -> None:
        """Say that the keyring asks its user, as long as nothing else was looked up meanwhile."""
        desk = self._abilities.desk()
        if desk is not None and desk.credential == ASKING and self._page.lookups.lookup is self._before:
            self.changed.emit()
            self._page.wait(self._abilities.stop_waiting)

    def _used(self, desk: Desk) -> None:
        self._slow.stop()
        self.changed.emit()
        if desk.credential == LOCKED and not self._start:
            self._page.ask_unlock()
        elif desk.credential == "none" and not self._start:
            self._page.ask_credential()
        else:
            self._look_up()

    def _look_up(self) -> None:
        """Look up the start, unless the agent was quicker and has asked for something else."""
        if self._page.lookups.lookup is self._before:
            self._page.open_text(self._start or OPENING)
        self._start = ""
        self.ready.emit()

    def _failed(self, error: Exception) -> None:
        self._slow.stop()
        self.told.emit(trouble_line(error))
        self._look_up()  # what is held can still be looked up

    # ---------------------------------------------------------------- for one session

    def ask_session(self) -> None:
        """Ask for a credential that is kept nowhere."""
        dialog = QInputDialog(self._over)
        dialog.setWindowTitle(translate("Window", "Use for this session"))
        dialog.setLabelText(translate("Window", "Credential; it is forgotten when the window closes"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.textValueSelected.connect(self._use_for_session)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _use_for_session(self, credential: str) -> None:
        use, desk = self._abilities.use_for_session, self._abilities.desk()
        if use is not None and desk is not None and credential.strip():
            self._before = self._page.lookups.lookup
            self._background.run(
                lambda _: use(desk.connection, credential.strip()),
                done=self._used,
                failed=self._failed,
                lane=LANE,
            )

    # ---------------------------------------------------------------- the sample

    def try_sample(self) -> None:
        """Start the sample gateway and open one of its tickets."""
        start = self._abilities.try_sample
        if start is not None and not self._background.busy(LANE):
            notice = self._page.results.notice
            self._page.results.show_notice(lambda: say_starting(notice))
            self._background.run(lambda _: start(), done=self._sampled, failed=self._not_sampled, lane=LANE)

    def _sampled(self, ticket: str) -> None:
        self.changed.emit()
        self._page.open_text(ticket)
        self._page.bar.focus_line()

    def _not_sampled(self, error: Exception) -> None:
        self.told.emit(trouble_line(error))
        self._page.welcome()

    def forget_sample(self) -> None:
        """Stop the sample and go back to where there is no gateway, or to one's own."""
        self._background.run(
            lambda _: self._abilities.forget_sample(), done=self._forgotten, failed=self._failed, lane=LANE
        )

    def _forgotten(self, _: None) -> None:
        self.changed.emit()
        self.told.emit(translate("Window", "The sample is forgotten, with all its rows."))
        self._page.bar.show_chips(())
        self._page.case.show_nothing()
        self.begin("")
