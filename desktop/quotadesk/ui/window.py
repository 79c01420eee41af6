"""The inside of the main window: puts the parts together and binds every action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenuBar, QMessageBox, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk import __version__
from quotadesk.ui import arrangement
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.actions import COMMANDS, Actions, menu_name, shown_keys
from quotadesk.ui.background import Background
from quotadesk.ui.cheatsheet import CheatSheet
from quotadesk.ui.commandpalette import CommandPalette, Entry
from quotadesk.ui.connectionspage import ConnectionsPage
from quotadesk.ui.icons import application_icon
from quotadesk.ui.lookuppage import OPENING, LookupPage
from quotadesk.ui.preferences import Preferences
from quotadesk.ui.rail import PAGES, Rail
from quotadesk.ui.settingspage import SettingsPage
from quotadesk.ui.statusline import StatusLine
from quotadesk.ui.syncing import Syncing
from quotadesk.ui.tones import look
from quotadesk.ui.unexpected import Unexpected
from quotadesk.ui.words import translate

FRESH_MS = 15_000


class MainWindow(QWidget):
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
        menus = QMenuBar(self)
        menus.setVisible(menus.isNativeMenuBar())  # elsewhere the rail opens it
        self.actions_ = Actions(self, menus, self._calls())
        self._palette = CommandPalette(self)
        self._connect()
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
        self.connections = ConnectionsPage(self.abilities, self.background)
        self.settings = SettingsPage()
        self.status = StatusLine()
        self.pages = QStackedWidget()
        for page in (self.lookup, self.connections, self.settings):
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
        self.lookup.connection_wanted.connect(self._add_connection)
        self.lookup.connections_wanted.connect(lambda: self.show_page("connections"))
        self.case.answers_wanted.connect(self._ask_profile)
        self.connections.learned.connect(self._learn_profile)
        self.connections.changed.connect(self._use_connection)
        self.connections.left.connect(lambda: self.show_page("lookup"))
        self.connections.told.connect(self.status.tell)
        self.status.cancel_wanted.connect(self._cancel)
        for source in (self.syncing, self.lookup.lookups):
            source.progressed.connect(self.status.show_progress)
        self.syncing.told.connect(self.status.tell)
        self.syncing.ended.connect(self._refresh_desk)
        self.lookup.lookups.answered.connect(self._refresh_desk)
        look.changed.connect(self.retranslate)
        self._fresh = QTimer(self)
        self._fresh.setInterval(FRESH_MS)
        self._fresh.timeout.connect(self._refresh_desk)
        self._fresh.start()

    def _calls(self) -> dict[str, Callable[[], object]]:  # names of COMMANDS to what they do
        return {
            **self.lookup.calls(),
            "cancel": self._cancel,
            "quit": lambda: self.window().close(),
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
            self.lookup.welcome()
            return
        if desk is not None and desk.credential == "none" and self._start is None:
            self.lookup.ask_credential()
            return
        self.bar.open_text(self._start or OPENING)
        if self._sync_at_start:
            self.syncing.start()

    def settled(self) -> bool:
        """Say whether the window has begun and nothing is on its way."""
        return self._begun and self.background.idle()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        arrangement.keep(self.window(), self.lookup.splitter, self.abilities)
        self._fresh.stop()
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
        for part in (self.rail, self.lookup, self.connections, self.settings, self.status):
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
            self.lookup.welcome()
            return
        self.lookup.open_again()
        self.syncing.start()

    def _ask_profile(self) -> None:
        self.show_page("connections")
        self.connections.ask_profile()

    def _learn_profile(self) -> None:
        self._refresh_desk()
        self.lookup.lookups.reopen()

    # ---------------------------------------------------------------- gateway

    def _cancel(self) -> None:
        self.lookup.lookups.cancel()
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
