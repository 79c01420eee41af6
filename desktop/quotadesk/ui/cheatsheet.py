"""F1: every key on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from quotadesk.ui.actions import COMMANDS, menu_name, shown_keys
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.words import translate

_SIDES = (("lookup", "gateway", "help"), ("case", "view"))


class CheatSheet(QDialog):
    """All commands that have keys, by menu, in two columns; Escape closes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("CheatSheet", "Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(18), px(24), px(18))
        column.setSpacing(px(12))
        column.addWidget(label(translate("CheatSheet", "Keys on one page"), "title"))
        hint = translate(
            "CheatSheet",
            "From a pasted ticket to a copied reply: Ctrl+V, Enter, Ctrl+Enter. In the table J and K walk too.",
        )
        column.addWidget(label(hint, "secondary", wrap=True))
        sides = QHBoxLayout()
        sides.setSpacing(px(36))
        for names in _SIDES:
            sides.addLayout(self._side(names))
        column.addLayout(sides)
        close = button(translate("CheatSheet", "Close"), "", self.accept)
        close.setDefault(True)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    @staticmethod
    def _side(names: tuple[str, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(px(5))
        grid.setHorizontalSpacing(px(16))
        row = 0
        for name in names:
            head = label(menu_name(name), "head")
            grid.addWidget(head, row, 0)
            row += 1
            for command in COMMANDS:
                if command.menu == name and command.keys:
                    text = translate("Action", command.text)
                    grid.addWidget(label(text, "secondary"), row, 0)
                    grid.addWidget(label(shown_keys(command), "keycap"), row, 1, Qt.AlignmentFlag.AlignRight)
                    row += 1
        grid.setRowStretch(row, 1)
        return grid
