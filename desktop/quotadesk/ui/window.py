"""The main window: puts the parts together and binds every action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quotadesk import __version__
from quotadesk.app.answers import CaseView
from quotadesk.domain.window import Window
from quotadesk.ui import arrangement
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.actions import COMMANDS, Actions, menu_name, shown_keys
from quotadesk.ui.arrangement import PaneSplitter
from quotadesk.ui.background import Background
from quotadesk.ui.casepane import CasePane
from quotadesk.ui.cheatsheet import CheatSheet
from quotadesk.ui.clipboard import copy_value, pasted_text
from quotadesk.ui.commandpalette import CommandPalette, Entry
from quotadesk.ui.connectionspage import ConnectionsPage
from quotadesk.ui.icons import application_icon
from quotadesk.ui.lookupbar import LookupBar
from quotadesk.ui.lookups import Lookups
from quotadesk.ui.preferences import Preferences
from quotadesk.ui.rail import PAGES, Rail
from quotadesk.ui.results import ResultsPane
from quotadesk.ui.settingspage import SettingsPage
from quotadesk.ui.statusline import StatusLine
from quotadesk.ui.syncing import Syncing
from quotadesk.ui.tones import look
from quotadesk.ui.unexpected import Unexpected
from quotadesk.ui.welcome import say_no_credential, say_welcome
from quotadesk.ui.words import translate

FRESH_MS = 15_000
OPENING = "since:24h"


class MainWindow(QMainWindow):
    """The desk. `start` is a lookup in text form or a pasted ticket to open on."""

    def __init__(
        self,
        abilities: Abilities,
        *,
        start: str | None = None,
        sync_at_start: bool = True,
        scheme: str = "system",
    ) -> None:
        super().__init__()
        self.abilities = abilities
        self.background = Background(self)
        self.unexpected = Unexpected(self, abilities.send)
        self.background.surprised.connect(self.unexpected.show)
        self._start, self._sync_at_start = start, sync_at_start
        self._begun = False
        self._build()
        self.preferences = Preferences(abilities, scheme, self.settings, self)
        self.syncing = Syncing(abilities, self.background, self)
        self.actions_ = Actions(self, self.menuBar(), self._calls())
        self.menuBar().setVisible(self.menuBar().isNativeMenuBar())  # elsewhere the rail opens it
        self._palette = CommandPalette(self)
        self.lookups = Lookups(abilities, self.background, self.results, self.case, self)
        self._connect()
        arrangement.restore(self, self.splitter, abilities)
        self.retranslate()
        self.bar.focus_line()

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        self.setWindowTitle("Quotadesk")
        self.setWindowIcon(application_icon())
        self.rail = Rail()
        self.bar = LookupBar(self.abilities.chips, lambda: dict(self.abilities.saved()))
        self.results = ResultsPane()
        self.case = CasePane(self.abilities, self.background)
        self.connections = ConnectionsPage(self.abilities, self.background)
        self.settings = SettingsPage()
        self.status = StatusLine()
        self.setStatusBar(self.status)
        self.splitter = PaneSplitter(self.results, self.case)
        lookup = QWidget()
        column = QVBoxLayout(lookup)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.splitter, 1)
        self.pages = QStackedWidget()
        for page in (lookup, self.connections, self.settings):
            self.pages.addWidget(page)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.rail.menu_wanted.connect(self._pop_up_menu)
        self.bar.submitted.connect(self.lookups.ask)
        self.bar.palette_wanted.connect(self._open_palette)
        self.bar.language_wanted.connect(self.preferences.switch_language)
        self.bar.save_wanted.connect(self._save_lookup)
        self.bar.left_down.connect(self.results.table.setFocus)
        self.results.narrowed.connect(self._narrow)
        self.results.connections_wanted.connect(lambda: self.show_page("connections"))
        self.case.told.connect(self.status.tell)
        self.case.similar_wanted.connect(self._show_similar)
        self.case.answers_wanted.connect(self._ask_profile)
        self.connections.learned.connect(self._learn_profile)
        self.connections.changed.connect(self._use_connection)
        self.connections.left.connect(lambda: self.show_page("lookup"))
        self.connections.told.connect(self.status.tell)
        self.status.cancel_wanted.connect(self._cancel)
        for source in (self.syncing, self.lookups):
            source.progressed.connect(self.status.show_progress)
        self.syncing.told.connect(self.status.tell)
        self.syncing.ended.connect(self._refresh_desk)
        self.lookups.answered.connect(self._refresh_desk)
        look.changed.connect(self.retranslate)
        self._fresh = QTimer(self)
        self._fresh.setInterval(FRESH_MS)
        self._fresh.timeout.connect(self._refresh_desk)
        self._fresh.start()

    def _calls(self) -> dict[str, Callable[[], object]]:  # names of COMMANDS to what they do
        step = self._step
        return {
            "focus_lookup": self._focus_lookup,
            "paste_ticket": self._paste_ticket,
            "run_lookup": self.bar.submit,
            "clear_lookup": self._clear_lookup,
            "undo_lookup": self.bar.undo,
            "save_lookup": self._save_lookup,
            "copy_lookup": self._copy_lookup,
            "cancel": self._cancel,
            "quit": self.close,
            "copy_reply": lambda: self.case.copy("reply"),
            "copy_note": lambda: self.case.copy("note"),
            "turn_text": self.case.turn_text,
            "low_balance": self.case.use_low_balance,
            "fill_gaps": self.case.fill_gaps,
            "show_leaving": self.case.show_leaving,
            "show_proof": self.case.verdict.show_proof,
            "show_gateway": self.case.verdict.show_gateway,
            "show_reply": lambda: self.case.tabs.tabs.setCurrentIndex(0),
            "show_note": lambda: self.case.tabs.tabs.setCurrentIndex(1),
            "show_ledger": lambda: self.case.tabs.tabs.setCurrentIndex(2),
            "next_request": lambda: step(1),
            "previous_request": lambda: step(-1),
            "next_failed": lambda: step(1, failed=True),
            "menu": self._pop_up_menu,
            "sync": self.syncing.start,
            "add_connection": self._add_connection,
            "page_lookup": lambda: self.show_page("lookup"),
            "page_connections": lambda: self.show_page("connections"),
            "page_settings": lambda: self.show_page("settings"),
            "palette": self._open_palette,
            "switch_language": self.preferences.switch_language,
            "switch_scheme": self.preferences.switch_scheme,
            "larger": self.preferences.larger,
            "smaller": self.preferences.smaller,
            "cheat_sheet": lambda: self._open_dialog(CheatSheet(self)),
            "about": self._about,
        }

    # ---------------------------------------------------------------- start and end

    def begin(self) -> None:
        """Do what waits for the first frame: read the desk, then look up and sync."""
        self._begun = True
        desk = self.abilities.desk()
        self.connections.refresh()
        self._refresh_desk()
        self.preferences.show()
        if desk is None and not self.abilities.connections():
            self.results.show_notice(self._say_welcome)
            self.results.notice.first.setFocus()
            return
        if desk is not None and desk.credential == "none" and self._start is None:
            self.results.show_notice(self._say_no_credential)
            self.results.notice.first.setFocus()
            return
        self.bar.open_text(self._start or OPENING)
        if self._sync_at_start:
            self.syncing.start()

    def settled(self) -> bool:
        """Say whether the window has begun and nothing is on its way."""
        return self._begun and self.background.idle()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        arrangement.keep(self, self.splitter, self.abilities)
        self._fresh.stop()
        self.background.close()
        super().closeEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.splitter.share(self.width())

    # ---------------------------------------------------------------- words and looks

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "actions_"):
            self.retranslate()

    def retranslate(self) -> None:
        """Say and draw everything in the words and tones in use."""
        self.actions_.retranslate()
        for part in (
            self.rail,
            self.bar,
            self.results,
            self.case,
            self.connections,
            self.settings,
            self.status,
        ):
            part.retranslate()
        self.preferences.show()

    # ---------------------------------------------------------------- pages

    def show_page(self, name: str) -> None:
        """Show a page of the rail."""
        self.pages.setCurrentIndex(PAGES.index(name))
        self.rail.show_page(name)
        if name == "lookup":
            self.bar.focus_line()
        elif name == "connections":
            self.connections.refresh()

    def _add_connection(self) -> None:
        self.show_page("connections")
        self.connections.start_new()

    def _use_connection(self) -> None:
        self._refresh_desk()
        if self.abilities.desk() is None:
            self.results.show_notice(self._say_welcome)
            self.case.show_nothing()
            return
        if self.bar.chips:
            self.bar.submit()
        else:
            self.bar.open_text(OPENING)
        self.syncing.start()

    def _say_welcome(self) -> None:
        say_welcome(self.results.notice, connect=self._add_connection)

    def _say_no_credential(self) -> None:
        say_no_credential(
            self.results.notice,
            enter=lambda: self.show_page("connections"),
            look=lambda: self.bar.open_text(OPENING),
        )

    def _ask_profile(self) -> None:
        self.show_page("connections")
        self.connections.ask_profile()

    def _learn_profile(self) -> None:
        self._refresh_desk()
        self.lookups.reopen()

    # ---------------------------------------------------------------- lookups

    def _focus_lookup(self) -> None:
        self.show_page("lookup")

    def _paste_ticket(self) -> None:
        self.show_page("lookup")
        if text := pasted_text().strip():
            self.bar.show_chips(())
            self.bar.take_paste(text)
            self.bar.submit()

    def _clear_lookup(self) -> None:
        self.show_page("lookup")
        self.bar.clear()

    def _save_lookup(self) -> None:
        if self.lookups.lookup is None:
            return
        text = self.abilities.text_of(self.lookups.lookup)
        dialog = QInputDialog(self)
        dialog.setWindowTitle(translate("Window", "Save this lookup"))
        dialog.setLabelText(translate("Window", "Name for {lookup}").format(lookup=text))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(lambda name: self._keep_lookup(name.strip(), text))
        dialog.open()

    def _keep_lookup(self, name: str, text: str) -> None:
        if name:
            self.abilities.save_lookup(name, text)
            self.status.tell(translate("Window", "Saved: {name}").format(name=name))

    def _copy_lookup(self) -> None:
        if self.lookups.lookup is not None:
            copy_value(self.abilities.text_of(self.lookups.lookup))
            self.status.tell(translate("Window", "Lookup copied as text"))

    def _narrow(self, window: Window) -> None:
        lookup = self.lookups.lookup
        if lookup is not None:
            text = f"from:{window.start.isoformat()} to:{window.end.isoformat()}"
            narrowed = replace(lookup, window=window, window_text=text)
            self.bar.open_text(self.abilities.text_of(narrowed))

    def _show_similar(self, view: CaseView | None) -> None:
        request = view.request if view is not None else None
        if request is None:
            return
        parts = [f"status:{request.status}"] if request.status is not None else []
        if request.error is not None and request.error.code:
            parts.append(f"text:{request.error.code}")
        self.bar.open_text(" ".join([*parts, "since:1h"]))

    def _step(self, by: int, *, failed: bool = False) -> None:
        model = self.results.model
        row = self.results.table.currentIndex().row() + by
        while failed and (line := model.line(row)) is not None and not line.failed:
            row += by
        self.results.select(row)

    # ---------------------------------------------------------------- gateway

    def _cancel(self) -> None:
        self.lookups.cancel()
        self.syncing.cancel()

    def _refresh_desk(self) -> None:
        desk = self.abilities.desk()
        self.status.show_desk(desk)
        self.results.show_profile(desk.profile if desk is not None else None)
        if desk is not None:
            self.bar.know(desk.names)

    # ---------------------------------------------------------------- dialogs

    def _open_palette(self) -> None:
        commands = [
            Entry(text=action.text(), keys=shown_keys(c), place=menu_name(c.menu), call=action.trigger)
            for c in COMMANDS
            if (action := self.actions_.by_name[c.name]).isEnabled() and c.name != "palette"
        ]
        saved = [
            Entry(text=name, keys="", place=text, call=lambda t=text: self.bar.open_text(t))  # type: ignore[misc]
            for name, text in self.abilities.saved().items()
        ]
        self._palette.open((*commands, *saved))

    def _pop_up_menu(self) -> None:
        button = self.rail.menu
        self.actions_.pop_up(button.mapToGlobal(button.rect().topRight()))

    def _open_dialog(self, dialog: CheatSheet | QMessageBox) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _about(self) -> None:
        box = QMessageBox(self)
        box.setWindowTitle(translate("Window", "About Quotadesk"))
        box.setText(f"Quotadesk {__version__}")
        box.setInformativeText(
            translate(
                "Window",
                "From a ticket to a verdict to a text on the clipboard. It only reads, and sends nothing.",
            )
        )
        self._open_dialog(box)
