"""Every action of the window in one table: its words, its keys and the menu it stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from quotadesk.ui.copyforms import FORMS
from quotadesk.ui.pages import PAGE_KEYS
from quotadesk.ui.words import QT_TRANSLATE_NOOP, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One action. `keys` are alternatives, the first is shown; `text` is translated in the context Action."""

    name: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    gap: bool = False  # a line above it in the menu


MENUS = (
    ("lookup", QT_TRANSLATE_NOOP("Menu", "&Lookup")),
    ("case", QT_TRANSLATE_NOOP("Menu", "&Case")),
    ("gateway", QT_TRANSLATE_NOOP("Menu", "&Gateway")),
    ("view", QT_TRANSLATE_NOOP("Menu", "&View")),
    ("help", QT_TRANSLATE_NOOP("Menu", "&Help")),
)

COMMANDS: tuple[Command, ...] = (
    Command(
        name="focus_lookup",
        text=QT_TRANSLATE_NOOP("Action", "Go to the lookup bar"),
        menu="lookup",
        keys=("Ctrl+F", "/"),
    ),
    Command(
        name="paste_ticket",
        text=QT_TRANSLATE_NOOP("Action", "Paste a ticket and look it up"),
        menu="lookup",
        keys=("Ctrl+Shift+V",),
    ),
    Command(
        name="run_lookup", text=QT_TRANSLATE_NOOP("Action", "Look up again"), menu="lookup", keys=("Ctrl+R",)
    ),
    Command(
        name="clear_lookup",
        text=QT_TRANSLATE_NOOP("Action", "Start a new lookup"),
        menu="lookup",
        keys=("Ctrl+N",),
    ),
    Command(
        name="undo_lookup",
        text=QT_TRANSLATE_NOOP("Action", "Back to the lookup before"),
        menu="lookup",
        keys=("Alt+Left",),
    ),
    Command(
        name="redo_lookup",
        text=QT_TRANSLATE_NOOP("Action", "Forward to the lookup after"),
        menu="lookup",
        keys=("Alt+Right",),
    ),
    Command(
        name="save_lookup",
        text=QT_TRANSLATE_NOOP("Action", "Save this lookup …"),
        menu="lookup",
        keys=("Ctrl+S",),
        gap=True,
    ),
    Command(name="drop_lookup", text=QT_TRANSLATE_NOOP("Action", "Delete a saved lookup …"), menu="lookup"),
    Command(
        name="copy_lookup",
        text=QT_TRANSLATE_NOOP("Action", "Copy this lookup as text"),
        menu="lookup",
        keys=("Ctrl+Shift+U",),
    ),
    Command(
        name="copy_link",
        text=QT_TRANSLATE_NOOP("Action", "Copy a link to this lookup"),
        menu="lookup",
        keys=("Ctrl+Shift+K",),
    ),
    Command(
        name="copy_case_link",
        text=QT_TRANSLATE_NOOP("Action", "Copy a link to this case"),
        menu="case",
        keys=("Ctrl+Shift+J",),
    ),
    Command(
        name="group_errors",
        text=QT_TRANSLATE_NOOP("Action", "Group the failures by error"),
        menu="lookup",
        keys=("Ctrl+Shift+G",),
        gap=True,
    ),
    Command(
        name="choose_columns",
        text=QT_TRANSLATE_NOOP("Action", "Choose the columns …"),
        menu="lookup",
        keys=("Ctrl+Shift+O",),
    ),
    Command(
        name="export_found",
        text=QT_TRANSLATE_NOOP("Action", "Export what was found …"),
        menu="lookup",
        keys=("Ctrl+Shift+E",),
    ),
    Command(
        name="cancel",
        text=QT_TRANSLATE_NOOP("Action", "Cancel what is being read"),
        menu="lookup",
        keys=("Ctrl+.",),
    ),
    Command(name="quit", text=QT_TRANSLATE_NOOP("Action", "Quit"), menu="lookup", keys=("Ctrl+Q",), gap=True),
    Command(
        name="copy_reply",
        text=QT_TRANSLATE_NOOP("Action", "Copy the customer reply"),
        menu="case",
        keys=("Ctrl+Return", "Ctrl+Enter"),
    ),
    Command(
        name="copy_note",
        text=QT_TRANSLATE_NOOP("Action", "Copy the hand-off note"),
        menu="case",
        keys=("Ctrl+Shift+C",),
    ),
    *(
        Command(
            name=f"copy_{form.name}",
            text=text,
            menu="case",
            keys=(form.keys,),
        )
        for form, text in zip(
            FORMS,
            (
                QT_TRANSLATE_NOOP("Action", "Copy the text in sight as rich text"),
                QT_TRANSLATE_NOOP("Action", "Copy the text in sight as plain text"),
                QT_TRANSLATE_NOOP("Action", "Copy the text in sight as Markdown"),
                QT_TRANSLATE_NOOP("Action", "Copy the text in sight for a chat"),
            ),
            strict=True,
        )
    ),
    Command(
        name="turn_text",
        text=QT_TRANSLATE_NOOP("Action", "Switch the text's language"),
        menu="case",
        keys=("Ctrl+L",),
    ),
    Command(
        name="pick_template",
        text=QT_TRANSLATE_NOOP("Action", "Put a template into the text … (or type ::)"),
        menu="case",
        keys=("Ctrl+T",),
    ),
    Command(
        name="restore_text",
        text=QT_TRANSLATE_NOOP("Action", "Bring the template's text back"),
        menu="case",
        keys=("Ctrl+Shift+R",),
    ),
    Command(
        name="low_balance",
        text=QT_TRANSLATE_NOOP("Action", "Write the low-balance notice"),
        menu="case",
        keys=("Ctrl+B",),
    ),
    Command(
        name="fill_gaps",
        text=QT_TRANSLATE_NOOP("Action", "Fill the gaps of the text …"),
        menu="case",
        keys=("Ctrl+G",),
    ),
    Command(
        name="keep_case",
        text=QT_TRANSLATE_NOOP("Action", "Add this request to a case …"),
        menu="case",
        keys=("Ctrl+D",),
        gap=True,
    ),
    Command(
        name="export_case",
        text=QT_TRANSLATE_NOOP("Action", "Export the chosen case …"),
        menu="case",
        keys=("Ctrl+Shift+S",),
    ),
    Command(
        name="turn_case",
        text=QT_TRANSLATE_NOOP("Action", "Close the chosen case, or reopen it"),
        menu="case",
        keys=("Ctrl+Shift+W",),
    ),
    Command(name="delete_case", text=QT_TRANSLATE_NOOP("Action", "Delete the chosen case …"), menu="case"),
    Command(
        name="show_proof",
        text=QT_TRANSLATE_NOOP("Action", "Show all proof of the verdict"),
        menu="case",
        keys=("Ctrl+P",),
        gap=True,
    ),
    Command(
        name="show_leaving",
        text=QT_TRANSLATE_NOOP("Action", "Show what leaves this machine"),
        menu="case",
        keys=("Ctrl+O",),
    ),
    Command(
        name="show_gateway",
        text=QT_TRANSLATE_NOOP("Action", "Show what is known of this gateway"),
        menu="case",
        keys=("Ctrl+I",),
    ),
    Command(
        name="show_reply",
        text=QT_TRANSLATE_NOOP("Action", "Show the reply"),
        menu="case",
        keys=("Alt+1",),
        gap=True,
    ),
    Command(
        name="show_note",
        text=QT_TRANSLATE_NOOP("Action", "Show the hand-off note"),
        menu="case",
        keys=("Alt+2",),
    ),
    Command(
        name="show_ledger", text=QT_TRANSLATE_NOOP("Action", "Show the ledger"), menu="case", keys=("Alt+3",)
    ),
    Command(
        name="next_request",
        text=QT_TRANSLATE_NOOP("Action", "Next request"),
        menu="case",
        keys=("Ctrl+Down",),
        gap=True,
    ),
    Command(
        name="previous_request",
        text=QT_TRANSLATE_NOOP("Action", "Previous request"),
        menu="case",
        keys=("Ctrl+Up",),
    ),
    Command(
        name="next_failed",
        text=QT_TRANSLATE_NOOP("Action", "Next failed request"),
        menu="case",
        keys=("Ctrl+Shift+Down",),
    ),
    Command(
        name="sync", text=QT_TRANSLATE_NOOP("Action", "Read the newest rows"), menu="gateway", keys=("F5",)
    ),
    Command(
        name="add_connection",
        text=QT_TRANSLATE_NOOP("Action", "Add a connection"),
        menu="gateway",
        keys=("Ctrl+Shift+N",),
    ),
    Command(
        name="import_file",
        text=QT_TRANSLATE_NOOP("Action", "Import a file …"),
        menu="gateway",
        keys=("Ctrl+Shift+I",),
        gap=True,
    ),
    Command(
        name="figures",
        text=QT_TRANSLATE_NOOP("Action", "Figures of the week …"),
        menu="gateway",
        keys=("Ctrl+Shift+Y",),
    ),
    Command(name="menu", text=QT_TRANSLATE_NOOP("Action", "Menu"), menu="view", keys=("F10",)),
    Command(
        name="page_lookup", text=QT_TRANSLATE_NOOP("Action", "Lookup"), menu="view", keys=PAGE_KEYS["lookup"]
    ),
    Command(
        name="page_cases",
        text=QT_TRANSLATE_NOOP("Action", "Cases"),
        menu="view",
        keys=PAGE_KEYS["cases"],
    ),
    Command(
        name="page_connections",
        text=QT_TRANSLATE_NOOP("Action", "Connections"),
        menu="view",
        keys=PAGE_KEYS["connections"],
    ),
    Command(
        name="page_templates",
        text=QT_TRANSLATE_NOOP("Action", "Templates"),
        menu="view",
        keys=PAGE_KEYS["templates"],
    ),
    Command(
        name="page_settings",
        text=QT_TRANSLATE_NOOP("Action", "Settings"),
        menu="view",
        keys=PAGE_KEYS["settings"],
    ),
    Command(
        name="palette",
        text=QT_TRANSLATE_NOOP("Action", "All commands"),
        menu="view",
        keys=("Ctrl+K",),
        gap=True,
    ),
    Command(
        name="switch_language",
        text=QT_TRANSLATE_NOOP("Action", "Switch the window's language"),
        menu="view",
        keys=("Ctrl+Shift+L",),
    ),
    Command(
        name="switch_scheme",
        text=QT_TRANSLATE_NOOP("Action", "Switch between light and dark"),
        menu="view",
        keys=("Ctrl+Shift+D",),
    ),
    Command(
        name="larger", text=QT_TRANSLATE_NOOP("Action", "Larger text"), menu="view", keys=("Ctrl++", "Ctrl+=")
    ),
    Command(name="smaller", text=QT_TRANSLATE_NOOP("Action", "Smaller text"), menu="view", keys=("Ctrl+-",)),
    Command(
        name="cheat_sheet",
        text=QT_TRANSLATE_NOOP("Action", "Keys on one page"),
        menu="help",
        keys=("F1", "?"),
    ),
    Command(name="about", text=QT_TRANSLATE_NOOP("Action", "About Quotadesk"), menu="help"),
)


class Actions:
    """The QActions of one window, its menu bar kept in words."""

    def __init__(self, window: QWidget, menubar: QMenuBar, calls: Mapping[str, Callable[[], object]]) -> None:
        self._window = window
        self.by_name: dict[str, QAction] = {}
        self._menus: dict[str, QMenu] = {name: menubar.addMenu("") for name, _ in MENUS}
        for command in COMMANDS:
            action = QAction(window)
            action.setShortcuts([QKeySequence(k) for k in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            call = calls[command.name]
            action.triggered.connect(lambda _=False, c=call: c())
            if command.gap:
                self._menus[command.menu].addSeparator()
            self._menus[command.menu].addAction(action)
            window.addAction(action)
            self.by_name[command.name] = action
        self.retranslate()

    def pop_up(self, spot: QPoint) -> None:
        """Open all menus as one, beside the rail."""
        whole = QMenu(self._window)
        whole.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for menu in self._menus.values():
            whole.addAction(menu.menuAction())  # addMenu would own the menu and delete it with this one
        whole.popup(spot)

    def retranslate(self) -> None:
        """Say every action and menu in the language in use."""
        for name, text in MENUS:
            self._menus[name].setTitle(translate("Menu", text))
        for command in COMMANDS:
            self.by_name[command.name].setText(translate("Action", command.text))


def shown_keys(command: Command) -> str:
    """Give the keys as the platform writes them."""
    return (
        QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""
    )


def menu_name(name: str) -> str:
    """Give a menu's name without its mnemonic."""
    text = translate("Menu", dict(MENUS)[name])
    return text.partition("(&")[0].replace("&", "")
