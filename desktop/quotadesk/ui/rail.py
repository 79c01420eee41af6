"""The rail of pages at the left edge: an icon each, its name and keys in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.ui.icons import icon
from quotadesk.ui.metrics import px
from quotadesk.ui.pages import PAGE_KEYS, PAGES
from quotadesk.ui.parts import is_enter
from quotadesk.ui.words import translate


class RailButton(QToolButton):
    """A button that Tab reaches, a click does not focus, and Enter presses as Space does."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """`chosen` names the page."""

    chosen = Signal(str)
    menu_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        column = QVBoxLayout(self)
        self._column = column
        self._group = QButtonGroup(self)
        self.buttons: dict[str, RailButton] = {}
        self.menu = RailButton()
        self.menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu.clicked.connect(self.menu_wanted)
        column.addWidget(self.menu)
        for name in PAGES:
            made = RailButton()
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, n=name: self.chosen.emit(n))
            self._group.addButton(made)
            if name == "settings":
                column.addStretch(1)
            column.addWidget(made)
            self.buttons[name] = made
        self.show_page("lookup")
        self.retranslate()

    def show_page(self, name: str) -> None:
        """Mark the page in sight."""
        for other, made in self.buttons.items():  # Tab comes to the page in sight, arrows go on from there
            made.setChecked(other == name)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus if other == name else Qt.FocusPolicy.NoFocus)

    def retranslate(self) -> None:
        """Say names in the language in use and draw icons in the tones in use."""
        self.setFixedWidth(px(52))
        self._column.setContentsMargins(px(8), px(8), px(8), px(12))
        self._column.setSpacing(px(6))
        names = {
            "lookup": translate("Rail", "Lookup"),
            "cases": translate("Rail", "Cases"),
            "connections": translate("Rail", "Connections"),
            "templates": translate("Rail", "Templates"),
            "settings": translate("Rail", "Settings"),
        }
        self.menu.setIcon(icon("menu", "secondary"))
        self.menu.setIconSize(QSize(px(18), px(18)))
        self.menu.setFixedSize(px(36), px(32))
        self.menu.setToolTip(translate("Rail", "Menu (F10)"))
        self.menu.setAccessibleName(translate("Rail", "Menu"))
        for name, made in self.buttons.items():
            made.setIcon(icon(name, "secondary", on="accent"))
            made.setIconSize(QSize(px(20), px(20)))
            made.setFixedSize(px(36), px(36))
            made.setToolTip(f"{names[name]} ({PAGE_KEYS[name][0]})")
            made.setAccessibleName(names[name])
