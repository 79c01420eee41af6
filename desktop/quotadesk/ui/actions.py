"""The actions of one window, made of the table of commands, and the menus that they stand in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from quotadesk.ui.commands import COMMANDS, MENUS
from quotadesk.ui.words import translate


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
