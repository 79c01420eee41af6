"""The terms that stand before the line of the lookup bar: shown, walked through, dropped, chosen all at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from quotadesk.ui.abilities import Chip
from quotadesk.ui.chips import ChipButton
from quotadesk.ui.parts import set_role


class ChipRow(QObject):
    """Each signal names the button; what follows from it is the bar's to decide."""

    remove_wanted = Signal(object)
    edit_wanted = Signal(object)
    read_as = Signal(object, str)  # another reading, in text form
    left_behind = Signal()  # for the line
    left_down = Signal()  # for the rows
    typed = Signal(object)  # a key press that writes

    def __init__(self, row: QHBoxLayout, watcher: QObject) -> None:
        super().__init__(watcher)
        self._row, self._watcher = row, watcher
        self.buttons: list[ChipButton] = []

    def show_chips(self, chips: list[Chip]) -> None:
        """Replace what stands there."""
        for old in list(self.buttons):
            self.drop(old)
        for chip in chips:
            self._add(chip)

    def _add(self, chip: Chip) -> None:
        made = ChipButton(chip)
        made.removed.connect(lambda: self.remove_wanted.emit(made))
        made.edit_wanted.connect(lambda: self.edit_wanted.emit(made))
        made.read_as.connect(lambda text: self.read_as.emit(made, text))
        made.typed.connect(self.typed)
        made.left.connect(lambda to: (self.left_behind if to == "line" else self.left_down).emit())
        made.stepped.connect(lambda step: self._step(made, step))
        made.installEventFilter(self._watcher)
        self.buttons.append(made)
        self._row.addWidget(made)

    def drop(self, button: ChipButton) -> None:
        """Take one away."""
        self.buttons.remove(button)
        self._row.removeWidget(button)
        button.hide()
        button.deleteLater()

    def mark(self, chosen: bool) -> None:
        """Show that all of them are chosen, or no longer."""
        for button in self.buttons:
            set_role(button, "true" if chosen else "false", "chosen")

    def focus(self, place: int) -> bool:
        """Put the focus on one of them, -1 is the last; says whether there is any."""
        if self.buttons:
            self.buttons[min(place, len(self.buttons) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
        return bool(self.buttons)

    def _step(self, button: ChipButton, step: int) -> None:
        place = self.buttons.index(button) + step
        if place >= len(self.buttons):
            self.left_behind.emit()
        else:
            self.focus(max(0, place))

    def retranslate(self) -> None:
        """Say every term in the language in use."""
        for button in self.buttons:
            button.retranslate()
