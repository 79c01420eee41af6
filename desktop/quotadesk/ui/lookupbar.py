"""The lookup bar: paste or type anything; what was understood stands there as chips."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QWidget
from typing_extensions import override

from quotadesk.app.ports import Names
from quotadesk.domain.lookup import LookupKey
from quotadesk.domain.said import Said
from quotadesk.ui.abilities import Chip
from quotadesk.ui.chips import ChipButton
from quotadesk.ui.clipboard import pasted_text
from quotadesk.ui.icons import pixmap
from quotadesk.ui.metrics import BAR, px
from quotadesk.ui.parts import button, set_role
from quotadesk.ui.words import translate

TIME_KEYS = frozenset({"since", "from", "to", "time", "window"})
MOST_OFFERED = 5000
LONG = 40  # a line of words longer than this is a message
_TERM = re.compile(r"(?:^|\s)(?:" + "|".join(LookupKey) + r"):\S")
TICKET = "ticket"  # the pasted message itself, kept for a verdict without a row


class LookupLine(QLineEdit):
    """The free text behind the chips. A paste never shows here: it may hold a whole key."""

    pasted = Signal(str)
    left_at_start = Signal()
    erased_at_start = Signal()
    left_down = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Escape} and not event.modifiers():
            self.left_down.emit()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(pasted_text())
            return
        if self.cursorPosition() == 0 and not self.hasSelectedText():
            if event.key() == Qt.Key.Key_Left:
                self.left_at_start.emit()
                return
            if event.key() == Qt.Key.Key_Backspace:
                self.erased_at_start.emit()
                return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QEvent) -> None:
        menu = QMenu(self)
        paste = menu.addAction(translate("LookupBar", "Paste"))
        paste.triggered.connect(lambda: self.pasted.emit(pasted_text()))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class LookupBar(QFrame):
    """Chips, a line and three buttons. Emits `submitted` with the chips and the pasted ticket ("" when none)."""

    submitted = Signal(tuple, str)
    palette_wanted = Signal()
    language_wanted = Signal()
    save_wanted = Signal()
    left_down = Signal()  # to the results

    def __init__(
        self,
        read: Callable[[str], tuple[Chip, ...]],
        saved: Callable[[], dict[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lookupbar")
        self._read = read
        self._saved = saved
        self._chips: list[ChipButton] = []
        self._known: list[str] = []
        self._ticket = ""
        self._undo: list[tuple[tuple[Chip, ...], str]] = []
        self._build()
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(8))
        self._box = QFrame()
        self._box.setObjectName("lookupbox")
        self._box.setFixedHeight(px(BAR))
        inner = QHBoxLayout(self._box)
        inner.setContentsMargins(px(8), 0, px(8), 0)
        inner.setSpacing(px(6))
        self._glass = QLabel()
        self.line = LookupLine()
        self.line.setObjectName("lookupline")
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self.submit)
        self.line.pasted.connect(self.take_paste)
        self.line.left_at_start.connect(lambda: self._focus_chip(len(self._chips) - 1))
        self.line.erased_at_start.connect(lambda: self._focus_chip(len(self._chips) - 1))
        self.line.left_down.connect(self.left_down)
        self._completer = QCompleter(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(10)
        self.line.setCompleter(self._completer)
        inner.addWidget(self._glass)
        self._row = QHBoxLayout()
        self._row.setSpacing(px(6))
        inner.addLayout(self._row)
        inner.addWidget(self.line, 1)
        self.saved_button = button(clicked=self._show_saved)
        self.palette_button = button(clicked=self.palette_wanted.emit)
        self.language_button = button(clicked=self.language_wanted.emit)
        row.addWidget(self._box, 1)
        for made in (self.saved_button, self.palette_button, self.language_button):
            row.addWidget(made)

    def retranslate(self) -> None:
        """Say every word in the language in use and draw the glass in the tone in use."""
        self._glass.setPixmap(pixmap("lookup", "secondary", 16, self.devicePixelRatioF()))
        self.line.setPlaceholderText(
            translate("LookupBar", "Paste a ticket, or type owner, key, request id, status, time …")
        )
        self.line.setAccessibleName(translate("LookupBar", "Lookup"))
        self.saved_button.setText(translate("LookupBar", "Saved lookups") + " ▾")
        self.palette_button.setText("Ctrl K")
        self.palette_button.setToolTip(translate("LookupBar", "Every command (Ctrl+K)"))
        self.palette_button.setAccessibleName(translate("LookupBar", "Commands"))
        self.language_button.setText(translate("LookupBar", "中文"))
        self.language_button.setToolTip(translate("LookupBar", "Show the window in Chinese (Ctrl+Shift+L)"))
        for chip in self._chips:
            chip.retranslate()

    def know(self, names: Names) -> None:
        """Offer the names of the gateway while the agent types."""
        groups = (
            ("owner", names.owners),
            ("model", names.models),
            ("group", names.groups),
            ("key", names.key_names),
        )
        terms = [f"{key}:{_quoted(name)}" for key, found in groups for name in found]
        if terms != self._known:
            self._known = terms
            self._completer.setModel(QStringListModel(terms[:MOST_OFFERED], self._completer))

    # ---------------------------------------------------------------- chips

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The terms that stand in the bar, without the ticket."""
        return tuple(c.chip for c in self._chips if c.chip.key != TICKET)

    @property
    def ticket(self) -> str:
        """The pasted message, "" when there is none."""
        return self._ticket

    def show_chips(self, chips: tuple[Chip, ...], ticket: str = "") -> None:
        """Replace what stands in the bar."""
        for old in self._chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = []
        self._ticket = ticket
        shown = [*chips]
        if ticket:
            shown.insert(0, _ticket_chip(ticket))
        for chip in shown:
            self._add(chip)
        self.line.clear()

    def take_paste(self, text: str) -> None:
        """Read a paste: one line adds terms, a message of several lines or words is a ticket of its own."""
        text = text.strip()
        if not text:
            return
        self._remember()
        chips = self._read(text)
        if _is_message(text):
            self.show_chips(chips, ticket=text)
        else:
            self.show_chips(_merged(self.chips, chips), self._ticket)

    def submit(self) -> None:
        """Read what is typed, add it to the chips, and ask for the lookup."""
        typed = self.line.text().strip()
        if typed:
            self._remember()
            self.show_chips(_merged(self.chips, self._read(typed)), self._ticket)
        self.submitted.emit(self.chips, self._ticket)

    def undo(self) -> None:
        """Bring back the chips as they were before the last change, and look them up."""
        if self._undo:
            chips, ticket = self._undo.pop()
            self.show_chips(chips, ticket)
            self.submitted.emit(chips, ticket)

    def clear(self) -> None:
        """Start over with an empty bar."""
        self._remember()
        self.show_chips(())
        self.focus_line()

    def focus_line(self) -> None:
        """Put the cursor into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _remember(self) -> None:
        self._undo = [*self._undo[-19:], (self.chips, self._ticket)]

    def _add(self, chip: Chip) -> None:
        made = ChipButton(chip)
        made.removed.connect(lambda c=made: self._remove(c))
        made.edit_wanted.connect(lambda c=made: self._edit(c))
        made.read_as.connect(lambda text, c=made: self._reread(c, text))
        made.stepped.connect(lambda step, c=made: self._step(c, step))
        made.installEventFilter(self)
        self._chips.append(made)
        self._row.addWidget(made)

    def _drop(self, chip: ChipButton) -> None:
        self._remember()
        if chip.chip.key == TICKET:
            self._ticket = ""
        self._chips.remove(chip)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _remove(self, chip: ChipButton) -> None:
        place = self._chips.index(chip)
        self._drop(chip)
        if self._chips:
            self._focus_chip(min(place, len(self._chips) - 1))
        else:
            self.focus_line()
        self.submitted.emit(self.chips, self._ticket)

    def _edit(self, chip: ChipButton) -> None:
        text = chip.chip.text
        if chip.chip.key == TICKET:
            return
        self._drop(chip)
        self.line.setText(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.setCursorPosition(len(text))

    def _reread(self, chip: ChipButton, text: str) -> None:
        self._drop(chip)
        self.show_chips(_merged(self.chips, self._read(text)), self._ticket)
        self.submitted.emit(self.chips, self._ticket)

    def _step(self, chip: ChipButton, step: int) -> None:
        place = self._chips.index(chip) + step
        if place >= len(self._chips):
            self.focus_line()
        else:
            self._focus_chip(max(0, place))

    def _focus_chip(self, place: int) -> None:
        if 0 <= place < len(self._chips):
            self._chips[place].setFocus(Qt.FocusReason.TabFocusReason)

    # ---------------------------------------------------------------- around

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            QTimer.singleShot(0, self, self._show_focus)
        return super().eventFilter(watched, event)

    def _show_focus(self) -> None:
        set_role(self._box, "true" if self.line.hasFocus() else "false", "focused")

    def _show_saved(self) -> None:
        menu = QMenu(self)
        for name, text in self._saved().items():
            action = menu.addAction(f"{name}\t{text}")
            action.triggered.connect(lambda _=False, t=text: self.open_text(t))
        if not menu.isEmpty():
            menu.addSeparator()
        save = menu.addAction(translate("LookupBar", "Save this lookup …") + "\tCtrl+S")
        save.setEnabled(bool(self.chips))
        save.triggered.connect(self.save_wanted)
        corner = self.saved_button.rect().bottomLeft()
        menu.popup(self.saved_button.mapToGlobal(corner))

    def open_text(self, text: str) -> None:
        """Show and ask for a lookup in its text form, or a pasted ticket."""
        self._remember()
        self.show_chips(self._read(text), text if _is_message(text) else "")
        self.submitted.emit(self.chips, self._ticket)


def _is_message(text: str) -> bool:
    """Say whether a text is a customer's message rather than terms: several lines, or words without a term."""
    if "\n" in text:
        return True
    return len(text) > LONG and _TERM.search(text) is None


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name or "," in name else name


def _ticket_chip(text: str) -> Chip:
    size = len(text)
    return Chip(
        key=TICKET,
        label=Said("ticket", "工单"),
        value=translate("LookupBar", "%n character(s)", "", size),
        text="",
    )


def _merged(old: tuple[Chip, ...], new: tuple[Chip, ...]) -> tuple[Chip, ...]:
    """Put new terms beside old ones; a term of the same key takes the old one's place, so do new times."""
    keys = {c.key for c in new}
    if keys & TIME_KEYS:
        keys |= TIME_KEYS
    return (*(c for c in old if c.key not in keys), *new)
