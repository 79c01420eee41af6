"""F1: every key on one page, in columns by menu; it scrolls where the text is large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from quotadesk.ui.commands import COMMANDS, MENUS, menu_name, shown_keys
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label, scrolling
from quotadesk.ui.words import QT_TRANSLATE_NOOP, translate
from quotadesk.ui.wrapping import WrappingLabel

COLUMNS = 3
SIDE = 340  # what a column needs: large text gets fewer
# What no command is for: keys that a part of the window takes while it has the focus.
ELSEWHERE = (
    ("J  K", QT_TRANSLATE_NOOP("CheatSheet", "Down and up in the table")),
    ("↓", QT_TRANSLATE_NOOP("CheatSheet", "From the lookup bar into the table")),
    ("Tab", QT_TRANSLATE_NOOP("CheatSheet", "Complete a term; else the next part")),
    ("← Del", QT_TRANSLATE_NOOP("CheatSheet", "To the terms; remove one")),
    ("Backspace", QT_TRANSLATE_NOOP("CheatSheet", "Remove the last term, in the empty line")),
    ("Ctrl+A Del Ctrl+Z", QT_TRANSLATE_NOOP("CheatSheet", "Empty line and terms; bring them back")),
    ("Enter", QT_TRANSLATE_NOOP("CheatSheet", "Copy an evidence value")),
    ("::", QT_TRANSLATE_NOOP("CheatSheet", "A template, while writing a text")),
    ("Esc", QT_TRANSLATE_NOOP("CheatSheet", "Close what is open")),
)
Rows = list[tuple[str, str]]


class CheatSheet(QDialog):
    """All commands that have keys, and the keys of the parts; Escape closes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("CheatSheet", "Keys"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(20), px(12), px(20), px(8))
        column.setSpacing(px(8))
        column.addWidget(label(translate("CheatSheet", "Keys on one page"), "title"))
        hint = translate("CheatSheet", "From a ticket to a copied reply: Ctrl+Shift+V, then Ctrl+Enter.")
        column.addWidget(label(hint, "secondary", wrap=True))
        sides = QHBoxLayout()
        sides.setSpacing(px(28))
        columns = max(1, min(COLUMNS, parent.window().width() // px(SIDE)))
        for groups in _shared(_groups(), columns):
            sides.addLayout(_side(groups))
        column.addLayout(sides)
        column.addStretch(1)
        self.page = scrolling(inner)
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to scroll by keys
        self.page.setAccessibleName(translate("CheatSheet", "Keys on one page"))
        close = button(translate("CheatSheet", "Close"), "", self.accept)
        close.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, px(8))
        whole.setSpacing(px(4))
        whole.addWidget(self.page, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), 0, px(20), 0)
        foot.addStretch(1)
        foot.addWidget(close)
        whole.addLayout(foot)
        needed = inner.sizeHint()
        room = parent.window().size()
        self.resize(
            min(needed.width() + px(4), room.width() - px(16)),
            min(needed.height() + px(48), room.height() - px(16)),
        )


def _groups() -> list[tuple[str, Rows]]:
    """Give each menu with its words and keys, and last what the parts of the window take."""
    found: list[tuple[str, Rows]] = [
        (
            menu_name(menu),
            [(translate("Action", c.text), shown_keys(c)) for c in COMMANDS if c.menu == menu and c.keys],
        )
        for menu, _ in MENUS
    ]
    parts = [(translate("CheatSheet", text), keys) for keys, text in ELSEWHERE]
    return [*found, (translate("CheatSheet", "In the parts of the window"), parts)]


def _shared(groups: list[tuple[str, Rows]], columns: int) -> list[list[tuple[str, Rows]]]:
    """Share the rows over the columns; a long group goes on in the next one."""
    lines = sum(len(rows) + 1 for _, rows in groups)
    most = -(-lines // columns) + 1
    sides: list[list[tuple[str, Rows]]] = [[]]
    left = most
    for name, rows in groups:
        rest = list(rows)
        while rest:
            if left < 3 and len(sides) < columns:
                sides.append([])
                left = most
            here = rest[: left - 1] if len(sides) < columns else rest
            sides[-1].append((name, here))
            rest, left = rest[len(here) :], left - len(here) - 1
    return sides


def _side(groups: list[tuple[str, Rows]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setVerticalSpacing(px(2))
    grid.setHorizontalSpacing(px(12))
    row = 0
    for name, rows in groups:
        grid.addWidget(label(name, "head"), row, 0)
        row += 1
        for text, keys in rows:
            told = WrappingLabel()
            told.say(text)
            grid.addWidget(told, row, 0)
            grid.addWidget(label(keys, "keycap"), row, 1, Qt.AlignmentFlag.AlignRight)
            row += 1
    grid.setRowStretch(row, 1)
    grid.setColumnStretch(0, 1)
    return grid
