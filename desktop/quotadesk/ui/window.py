"""The inside of the main window: puts the parts together and binds every action."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QMessageBox, QVBoxLayout
from typing_extensions import override

from quotadesk import __version__
from quotadesk.app.ports import FILE
from quotadesk.ui import arrangement
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.actions import Actions
from quotadesk.ui.background import Background
from quotadesk.ui.beginning import Beginning
from quotadesk.ui.casespage import CasesPage
from quotadesk.ui.cheatsheet import CheatSheet
from quotadesk.ui.commandpalette import CommandPalette
from quotadesk.ui.connectionspage import ConnectionsPage
from quotadesk.ui.copyguard import guard
from quotadesk.ui.figuresdialog import FiguresDialog
from quotadesk.ui.files import Files
from quotadesk.ui.handover import Handover
from quotadesk.ui.icons import application_icon
from quotadesk.ui.lookuppage import LookupPage
from quotadesk.ui.pages import PAGES
from quotadesk.ui.paletteentries import Used, add_cases, entries
from quotadesk.ui.preferences import Preferences
from quotadesk.ui.rail import Rail
from quotadesk.ui.settingspage import SettingsPage
from quotadesk.ui.statusline import StatusLine
from quotadesk.ui.syncing import Syncing
from quotadesk.ui.taborder import TabOrdered
from quotadesk.ui.templatespage import TemplatesPage
from quotadesk.ui.tones import look
from quotadesk.ui.unexpected import Unexpected
from quotadesk.ui.words import translate

if TYPE_CHECKING:
    from quotadesk.app.importing import ImportReport

FRESH_MS = 15_000


class MainWindow(TabOrdered):
    """The desk, as it stands in a Frame. `start` is a lookup in text form or a pasted ticket to open on."""

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
        self.files = Files(abilities, self.background, lambda: self.lookup.lookups.lookup, self)
        menus = QMenuBar(self)
        menus.setVisible(menus.isNativeMenuBar())  # elsewhere the rail opens it
        self.actions_ = Actions(self, menus, self._calls())
        self._palette = CommandPalette(self)
        self._used = Used(abilities.preference, abilities.prefer)
        self.beginning = Beginning(abilities, self.background, self.lookup, self)
        self._connect()
        self.cases.chosen.connect(self._allow_case)
        self._allow_case(False)
        arrangement.restore(self.lookup.splitter, abilities)
        self.retranslate()
        self.bar.focus_line()

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        self.setObjectName("desk")
        self.setWindowTitle("Quotadesk")
        self.setWindowIcon(application_icon())
        self.rail = Rail()
        self.lookup = LookupPage(self.abilities, self.background)
        self.bar, self.results, self.case = self.lookup.bar, self.lookup.results, self.lookup.case
        self.cases = CasesPage(self.abilities, self.background)
        self.connections = ConnectionsPage(self.abilities, self.background)
        self.templates = TemplatesPage(self.abilities, self.background, lambda: self.case.view)
        self.settings = SettingsPage()
        self.status = StatusLine()
        self.pages = arrangement.Pages()
        for page in (self.lookup, self.cases, self.connections, self.templates, self.settings):
            self.pages.addWidget(page)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row, 1)
        whole.addWidget(self.status)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_page)
        self.rail.menu_wanted.connect(self._pop_up_menu)
        self.bar.palette_wanted.connect(self._open_palette)
        self.bar.language_wanted.connect(self.preferences.switch_language)
        self.lookup.wanted.connect(lambda: self.show_page("lookup"))
        self.lookup.told.connect(self.status.tell)
        guard.bind(self.abilities.judge)
        guard.told.connect(self.status.tell)
        self.lookup.connection_wanted.connect(self._add_connection)
        self.lookup.connections_wanted.connect(lambda: self.show_page("connections"))
        self.case.answers_wanted.connect(self._ask_profile)
        self.lookup.case_wanted.connect(self._show_kept)
        self.cases.lookup_wanted.connect(self._look_up_kept)
        self.cases.left.connect(lambda: self.show_page("lookup"))
        self.cases.told.connect(self.status.tell)
        self.templates.told.connect(self.status.tell)
        self.case.written.loss.unsaved = self.templates.unsaved
        self.connections.learned.connect(self._learn_profile)
        self.connections.changed.connect(self._use_connection)
        self.connections.left.connect(lambda: self.show_page("lookup"))
        self.connections.told.connect(self.status.tell)
        self.status.cancel_wanted.connect(self._cancel)
        self.status.forget_wanted.connect(self.beginning.forget_sample)
        self.connections.sample_wanted.connect(self._try_sample)
        self.settings.forget_wanted.connect(self._forget_lookups)
        self._palette.used.connect(self._used.add)
        self.beginning.told.connect(self.status.tell)
        self.beginning.changed.connect(self._show_connection)
        self.beginning.ready.connect(self._sync_first)
        self.files.told.connect(self.status.tell)
        self.files.imported.connect(self._show_imported)
        for source in (self.syncing, self.lookup.lookups, self.files):
            source.progressed.connect(self.status.show_progress)
        self.syncing.told.connect(self.status.tell)
        self.syncing.ended.connect(self._refresh_desk)
        self.lookup.lookups.answered.connect(self._refresh_desk)
        look.changed.connect(self.retranslate)
        self._fresh = QTimer(self)
        self._fresh.setInterval(FRESH_MS)
        self._fresh.timeout.connect(self._refresh_desk)
        self._fresh.start()

    def _allow_case(self, chosen: bool) -> None:
        """Let the actions that work on the case in sight be chosen only while there is one."""
        for name in self.cases.calls():
            self.actions_.by_name[name].setEnabled(chosen)

    def _calls(self) -> dict[str, Callable[[], object]]:  # names of COMMANDS to what they do
        return {
            **self._lookup_calls(),
            **{name: partial(self._in_cases, call) for name, call in self.cases.calls().items()},
            **self.files.calls(),
            "figures": self.show_figures,
            "cancel": self._cancel,
            "quit": lambda: self.window().close(),
            "menu": self._pop_up_menu,
            "sync": self.syncing.start,
            "add_connection": self._add_connection,
            "page_lookup": lambda: self.show_page("lookup"),
            "page_cases": lambda: self.show_page("cases"),
            "page_connections": lambda: self.show_page("connections"),
            "page_templates": lambda: self.show_page("templates"),
            "page_settings": lambda: self.show_page("settings"),
            "palette": self._open_palette,
            "switch_language": self.preferences.switch_language,
            "switch_scheme": self.preferences.switch_scheme,
            "larger": self.preferences.larger,
            "smaller": self.preferences.smaller,
            "cheat_sheet": lambda: self._open_dialog(CheatSheet(self)),
            "about": self._about,
        }

    def _lookup_calls(self) -> dict[str, Callable[[], object]]:
        """Give the lookup's actions; Ctrl+S saves what is in sight, which may be a template."""
        calls = self.lookup.calls()

        def save() -> None:
            in_templates = self.pages.currentWidget() is self.templates
            (self.templates.save if in_templates else calls["save_lookup"])()

        return {**calls, "save_lookup": save}

    # ---------------------------------------------------------------- start and end

    def begin(self) -> None:
        """Do what waits for the first frame: read the desk, then look up and sync."""
        self._begun = True
        self._show_connection()
        self.preferences.show()
        self.beginning.begin(self._start or "")

    def _sync_first(self) -> None:
        if self._sync_at_start:
            self._sync_at_start = False
            self._sync_unasked()

    def _sync_unasked(self) -> None:
        """Read the newest rows; a connection of files has no gateway to read."""
        desk = self.abilities.desk()
        if desk is not None and desk.credential != FILE:
            self.syncing.start()

    def _show_connection(self) -> None:
        self.connections.refresh()
        self._refresh_desk()

    def _forget_lookups(self) -> None:
        self.lookup.kept.forget()
        self.status.tell(translate("Window", "Earlier lookups are forgotten"))

    def _try_sample(self) -> None:
        self.show_page("lookup")
        self.beginning.try_sample()

    def open_door(self, door: Path) -> None:
        """Take the links that later starts of this program hand over behind `door`."""
        self._handover = Handover(self)
        self._handover.given.connect(self._take_link)
        self._handover.listen(door)

    def _take_link(self, link: str) -> None:
        window = self.window()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        self.lookup.follow(link)

    def settled(self) -> bool:
        """Say whether the window has begun and nothing is on its way."""
        return self._begun and self.background.idle()

    def may_close(self) -> bool:
        """Say whether nothing that was typed would be lost; asks the agent where it would."""
        return self.case.written.loss.may_close(self, self.window().close)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        arrangement.keep(self.window(), self.lookup.splitter, self.abilities)
        self.lookup.kept.write()
        self._used.write()
        self._fresh.stop()
        self.abilities.stop_waiting()
        self.background.close()
        super().closeEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lookup.splitter.share(self.width())

    # ---------------------------------------------------------------- words and looks

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "actions_"):
            self.retranslate()

    def retranslate(self) -> None:
        """Say and draw everything in the words and tones in use."""
        self.actions_.retranslate()
        pages = (self.lookup, self.cases, self.connections, self.templates, self.settings)
        for part in (self.rail, self.status, *pages):
            part.retranslate()
        self.preferences.show()
        if self.isVisible():  # another text size shares the width otherwise
            self.lookup.splitter.share(self.width())

    # ---------------------------------------------------------------- pages

    def show_page(self, name: str) -> None:
        """Show a page of the rail."""
        self.pages.setCurrentIndex(PAGES.index(name))
        self.rail.show_page(name)
        if name == "lookup":
            self.bar.focus_line()
        elif name == "cases":
            self.cases.refresh()
            self.cases.focus_line()
        elif name == "connections":
            self.connections.refresh()
        elif name == "templates":
            self.templates.refresh()
            self.templates.focus_list()

    def _in_cases(self, call: Callable[[], object]) -> None:
        """Do something with the chosen case; where it is not in sight, show it first and do nothing yet."""
        if self.pages.currentWidget() is self.cases:
            call()
        else:
            self.show_page("cases")

    def _show_kept(self, ticket: str) -> None:
        self.show_page("cases")
        self.cases.refresh(ticket)

    def _look_up_kept(self, text: str) -> None:
        self.show_page("lookup")
        self.bar.open_text(text)

    def _add_connection(self) -> None:
        self.show_page("connections")
        self.connections.start_new()

    def _use_connection(self) -> None:
        self._refresh_desk()
        if self.abilities.desk() is None:
            self.lookup.welcome()
            return
        self.lookup.open_again()
        self._sync_unasked()

    def _ask_profile(self) -> None:
        self.show_page("connections")
        self.connections.ask_profile()

    def _learn_profile(self) -> None:
        self._refresh_desk()
        self.lookup.lookups.reopen()

    # ---------------------------------------------------------------- gateway

    def _cancel(self) -> None:
        if self.background.busy("connection"):  # it is the keyring that is waited for
            self.abilities.stop_waiting()
        self.lookup.lookups.cancel()
        self.syncing.cancel()
        self.files.cancel()

    def _refresh_desk(self) -> None:
        desk = self.abilities.desk()
        self.status.show_desk(desk)
        self.results.show_profile(desk.profile if desk is not None else None)
        if desk is not None:
            self.bar.know(desk.names)

    def _show_imported(self, report: ImportReport) -> None:
        """Look up what a file has brought."""
        self._show_connection()
        if report.first is not None and report.last is not None:
            end = report.last + timedelta(seconds=1)
            self._look_up_kept(f"from:{report.first.isoformat()} to:{end.isoformat()}")

    # ---------------------------------------------------------------- dialogs

    def show_figures(self) -> FiguresDialog:
        """Tell what the last seven whole days come to."""
        dialog = FiguresDialog(self.abilities, self.background, self)
        dialog.lookup_wanted.connect(lambda lookup: self._look_up_kept(self.abilities.text_of(lookup)))
        dialog.open()
        dialog.read()
        return dialog

    def _open_palette(self) -> None:
        self._palette.open(entries(self.actions_, self._used, self.lookup, dict(self.abilities.saved())))
        add_cases(self._palette, self.abilities.cases, self.background, self._show_kept)

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
