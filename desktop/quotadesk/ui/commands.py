"""Every action of the window in one table: its words, its keys and the menu it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

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

_FORM_KEYS = {form.name: form.keys for form in FORMS}
_GAP = "-"  # a line above what follows

# menu → name, words, keys
_ROWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "lookup": (
        ("focus_lookup", QT_TRANSLATE_NOOP("Action", "Go to the lookup bar"), "Ctrl+F", "/"),
        ("paste_ticket", QT_TRANSLATE_NOOP("Action", "Paste a ticket and look it up"), "Ctrl+Shift+V"),
        ("run_lookup", QT_TRANSLATE_NOOP("Action", "Look up again"), "Ctrl+R"),
        ("clear_lookup", QT_TRANSLATE_NOOP("Action", "Start a new lookup"), "Ctrl+N"),
        ("undo_lookup", QT_TRANSLATE_NOOP("Action", "Back to the lookup before"), "Alt+Left"),
        ("redo_lookup", QT_TRANSLATE_NOOP("Action", "Forward to the lookup after"), "Alt+Right"),
        (_GAP,),
        ("save_lookup", QT_TRANSLATE_NOOP("Action", "Save this lookup …"), "Ctrl+S"),
        ("drop_lookup", QT_TRANSLATE_NOOP("Action", "Delete a saved lookup …")),
        ("copy_lookup", QT_TRANSLATE_NOOP("Action", "Copy this lookup as text"), "Ctrl+Shift+U"),
        ("copy_link", QT_TRANSLATE_NOOP("Action", "Copy a link to this lookup"), "Ctrl+Shift+K"),
        (_GAP,),
        ("group_errors", QT_TRANSLATE_NOOP("Action", "Group the failures by error"), "Ctrl+Shift+G"),
        ("choose_columns", QT_TRANSLATE_NOOP("Action", "Choose the columns …"), "Ctrl+Shift+O"),
        ("export_found", QT_TRANSLATE_NOOP("Action", "Export what was found …"), "Ctrl+Shift+E"),
        ("cancel", QT_TRANSLATE_NOOP("Action", "Cancel what is being read"), "Ctrl+."),
        (_GAP,),
        ("quit", QT_TRANSLATE_NOOP("Action", "Quit"), "Ctrl+Q"),
    ),
    "case": (
        ("copy_case_link", QT_TRANSLATE_NOOP("Action", "Copy a link to this case"), "Ctrl+Shift+J"),
        ("copy_reply", QT_TRANSLATE_NOOP("Action", "Copy the customer reply"), "Ctrl+Enter", "Ctrl+Return"),
        ("copy_note", QT_TRANSLATE_NOOP("Action", "Copy the hand-off note"), "Ctrl+Shift+C"),
        ("copy_rich", QT_TRANSLATE_NOOP("Action", "Copy the text in sight as rich text"), _FORM_KEYS["rich"]),
        (
            "copy_plain",
            QT_TRANSLATE_NOOP("Action", "Copy the text in sight as plain text"),
            _FORM_KEYS["plain"],
        ),
        (
            "copy_markdown",
            QT_TRANSLATE_NOOP("Action", "Copy the text in sight as Markdown"),
            _FORM_KEYS["markdown"],
        ),
        ("copy_chat", QT_TRANSLATE_NOOP("Action", "Copy the text in sight for a chat"), _FORM_KEYS["chat"]),
        ("turn_text", QT_TRANSLATE_NOOP("Action", "Switch the text's language"), "Ctrl+L"),
        (
            "pick_template",
            QT_TRANSLATE_NOOP("Action", "Put a template into the text … (or type ::)"),
            "Ctrl+T",
        ),
        ("restore_text", QT_TRANSLATE_NOOP("Action", "Bring the template's text back"), "Ctrl+Shift+R"),
        ("low_balance", QT_TRANSLATE_NOOP("Action", "Write the low-balance notice"), "Ctrl+B"),
        ("fill_gaps", QT_TRANSLATE_NOOP("Action", "Fill the gaps of the text …"), "Ctrl+G"),
        (_GAP,),
        ("keep_case", QT_TRANSLATE_NOOP("Action", "Add this request to a case …"), "Ctrl+D"),
        ("export_case", QT_TRANSLATE_NOOP("Action", "Export the chosen case …"), "Ctrl+Shift+S"),
        ("turn_case", QT_TRANSLATE_NOOP("Action", "Close the chosen case, or reopen it"), "Ctrl+Shift+W"),
        ("delete_case", QT_TRANSLATE_NOOP("Action", "Delete the chosen case …")),
        (_GAP,),
        ("show_proof", QT_TRANSLATE_NOOP("Action", "Show all proof of the verdict"), "Ctrl+P"),
        ("show_leaving", QT_TRANSLATE_NOOP("Action", "Show what leaves this machine"), "Ctrl+O"),
        ("show_gateway", QT_TRANSLATE_NOOP("Action", "Show what is known of this gateway"), "Ctrl+I"),
        (_GAP,),
        ("show_reply", QT_TRANSLATE_NOOP("Action", "Show the reply"), "Alt+1"),
        ("show_note", QT_TRANSLATE_NOOP("Action", "Show the hand-off note"), "Alt+2"),
        ("show_ledger", QT_TRANSLATE_NOOP("Action", "Show the ledger"), "Alt+3"),
        (_GAP,),
        ("next_request", QT_TRANSLATE_NOOP("Action", "Next request"), "Ctrl+Down"),
        ("previous_request", QT_TRANSLATE_NOOP("Action", "Previous request"), "Ctrl+Up"),
        ("next_failed", QT_TRANSLATE_NOOP("Action", "Next failed request"), "Ctrl+Shift+Down"),
    ),
    "gateway": (
        ("sync", QT_TRANSLATE_NOOP("Action", "Read the newest rows"), "F5"),
        ("add_connection", QT_TRANSLATE_NOOP("Action", "Add a connection"), "Ctrl+Shift+N"),
        (_GAP,),
        ("import_file", QT_TRANSLATE_NOOP("Action", "Import a file …"), "Ctrl+Shift+I"),
        ("figures", QT_TRANSLATE_NOOP("Action", "Figures of the week …"), "Ctrl+Shift+Y"),
    ),
    "view": (
        ("menu", QT_TRANSLATE_NOOP("Action", "Menu"), "F10"),
        ("page_lookup", QT_TRANSLATE_NOOP("Action", "Lookup"), *PAGE_KEYS["lookup"]),
        ("page_cases", QT_TRANSLATE_NOOP("Action", "Cases"), *PAGE_KEYS["cases"]),
        ("page_connections", QT_TRANSLATE_NOOP("Action", "Connections"), *PAGE_KEYS["connections"]),
        ("page_templates", QT_TRANSLATE_NOOP("Action", "Templates"), *PAGE_KEYS["templates"]),
        ("page_settings", QT_TRANSLATE_NOOP("Action", "Settings"), *PAGE_KEYS["settings"]),
        (_GAP,),
        ("palette", QT_TRANSLATE_NOOP("Action", "All commands"), "Ctrl+K"),
        ("switch_language", QT_TRANSLATE_NOOP("Action", "Switch the window's language"), "Ctrl+Shift+L"),
        ("switch_scheme", QT_TRANSLATE_NOOP("Action", "Switch between light and dark"), "Ctrl+Shift+D"),
        ("larger", QT_TRANSLATE_NOOP("Action", "Larger text"), "Ctrl++", "Ctrl+="),
        ("smaller", QT_TRANSLATE_NOOP("Action", "Smaller text"), "Ctrl+-"),
    ),
    "help": (
        ("cheat_sheet", QT_TRANSLATE_NOOP("Action", "Keys on one page"), "F1", "?"),
        ("about", QT_TRANSLATE_NOOP("Action", "About Quotadesk")),
    ),
}


def _commands() -> tuple[Command, ...]:
    made: list[Command] = []
    for menu, rows in _ROWS.items():
        gap = False
        for name, *rest in rows:
            if name != _GAP:
                made.append(Command(name=name, text=rest[0], menu=menu, keys=tuple(rest[1:]), gap=gap))
            gap = name == _GAP
    return tuple(made)


COMMANDS = _commands()


def shown_keys(command: Command) -> str:
    """Give the keys as the platform writes them."""
    return (
        QKeySequence(command.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if command.keys else ""
    )


def menu_name(name: str) -> str:
    """Give a menu's name without its mnemonic."""
    text = translate("Menu", dict(MENUS)[name])
    return text.partition("(&")[0].replace("&", "")
