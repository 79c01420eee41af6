"""The lookup bar: paste or type anything; what was understood stands there as chips."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget
from typing_extensions import override

from quotadesk.app.errors import UnclearLookup
from quotadesk.app.ports import Names
from quotadesk.domain.said import Said
from quotadesk.domain.ticket.secrets import mask
from quotadesk.ui.abilities import Chip
from quotadesk.ui.chiprow import ChipRow
from quotadesk.ui.chips import ChipButton
from quotadesk.ui.chipwords import TICKET
from quotadesk.ui.clipboard import copy_value
from quotadesk.ui.history import Kept, State, Walk
from quotadesk.ui.icons import pixmap
from quotadesk.ui.links import is_link
from quotadesk.ui.lookupline import LookupLine
from quotadesk.ui.metrics import BAR, px
from quotadesk.ui.parts import button, set_role
from quotadesk.ui.suggestions import Offer, Stock
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.words import translate

TIME_KEYS = frozenset({"since", "from", "to", "time", "window"})


class LookupBar(QFrame):
    """Chips, a line and three buttons. Emits `submitted` with the chips and the pasted ticket ("" when none)."""

    submitted = Signal(tuple, str)
    palette_wanted = Signal()
    language_wanted = Signal()
    save_wanted = Signal()
    left_down = Signal()  # to the results
    link_given = Signal(str)

    def __init__(
        self,
        read: Callable[[str], tuple[Chip, ...]],
        saved: Callable[[], dict[str, str]],
        kept: Kept | None = None,
        parent: QWidget | None = None,
        *,
        is_message: Callable[[str], bool],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("lookupbar")
        self._read = read
        self._is_message = is_message
        self._saved = saved
        self._stock = Stock()
        self._ticket = ""
        self._erased: tuple[State, str] | None = None  # chips and words that Ctrl+Z brings back
        self.kept = kept or Kept(lambda _: "", lambda _name, _value: None)
        self._walk = Walk(self.kept.texts)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(8))
        self._box = QFrame()
        self._box.setObjectName("lookupbox")
        inner = QHBoxLayout(self._box)
        inner.setContentsMargins(px(8), 0, px(8), 0)
        inner.setSpacing(px(6))
        self._glass = QLabel()
        self.line = LookupLine(self._box)
        self.line.setObjectName("lookupline")
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self.submit)
        self.line.pasted.connect(self.take_paste)
        self.line.erased_at_start.connect(self._remove_last)
        self.line.all_chosen.connect(self._mark_all)
        self.line.all_copied.connect(lambda: copy_value(mask(self._text()).text))
        self.line.all_erased.connect(self._erase_all)
        self.line.all_wanted_back.connect(self._bring_back)
        self.line.left_down.connect(self.left_down)
        self.line.textEdited.connect(self._offer)
        self.line.offers.taken.connect(self._take)
        inner.addWidget(self._glass)
        terms = QHBoxLayout()
        terms.setSpacing(px(6))
        inner.addLayout(terms)
        self.row = ChipRow(terms, self)
        self.line.left_at_start.connect(lambda: self.row.focus(-1))
        self.row.remove_wanted.connect(self._remove)
        self.row.edit_wanted.connect(self._edit)
        self.row.read_as.connect(self._reread)
        self.row.left_behind.connect(self.focus_line)
        self.row.typed.connect(self._type)
        self.row.left_down.connect(self.left_down)
        inner.addWidget(self.line, 1)
        self.saved_button = button(clicked=self._show_saved)
        self.palette_button = button(clicked=self.palette_wanted.emit)
        self.language_button = button(clicked=self.language_wanted.emit)
        row.addWidget(self._box, 1)
        for made in (self.saved_button, self.palette_button, self.language_button):
            row.addWidget(made)

    def retranslate(self) -> None:
        """Say every word in the language in use and draw the glass in the tone in use."""
        self._box.setFixedHeight(px(BAR))  # follows the text size
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
        self.line.offers.retranslate()
        self.row.retranslate()

    def know(self, names: Names) -> None:
        """Offer the names of the gateway while the agent types."""
        self._stock.know(names)

    def _offer(self, typed: str) -> None:
        at_the_end = self.line.cursorPosition() == len(typed)
        offers = self._stock.offers(typed, saved=self._saved(), history=self.kept.texts) if at_the_end else ()
        self.line.offers.show_offers(offers)

    def _take(self, offer: Offer) -> None:
        if offer.whole:
            self.open_text(offer.text)
            return
        self.line.setText(offer.text)
        if offer.text.endswith(":"):
            self._offer(offer.text)  # its values at once

    # ---------------------------------------------------------------- chips

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The terms that stand in the bar, without the ticket."""
        return tuple(b.chip for b in self.row.buttons if b.chip.key != TICKET)

    @property
    def ticket(self) -> str:
        """The pasted message, "" when there is none."""
        return self._ticket

    def show_chips(self, chips: tuple[Chip, ...], ticket: str = "") -> None:
        """Replace what stands in the bar."""
        self._erased = None
        self._ticket = ticket
        self.row.show_chips([*([_ticket_chip(ticket)] if ticket else []), *chips])
        self.line.raise_()  # after the terms, as in sight, for who hears the window
        self.line.clear()

    def take_paste(self, text: str) -> None:
        """Read a paste: terms are added, a message is a ticket of its own."""
        text = text.strip()
        if not text:
            return
        if is_link(text):
            self.link_given.emit(text)
            return
        understood = self._understand(text)
        if understood is None:
            return
        chips, ticket = understood
        if ticket:
            self.show_chips(chips, ticket)
        else:
            self.show_chips(merged(self.chips, chips), self._ticket)

    def take_over(self, typed: str) -> None:
        """Take what was typed or pasted before this bar was there; a message or a key does not show in the line."""
        if typed and (mask(typed).contains_full_secret or self._is_message(typed)):
            self.take_paste(typed)
        else:
            self.line.setText(typed)

    def _understand(self, text: str) -> State | None:
        """Give the terms of a text, and the text itself where it is a message.

        What cannot be read stays in the line, a key in it masked, with what is wrong with it; then None.
        """
        try:
            return self._read(text), text if self._is_message(text) else ""
        except UnclearLookup as error:
            self.line.setText(mask(text).text)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.line.offers.show_meaning(trouble_line(error), "warning")
            return None

    def submit(self) -> None:
        """Read what is typed, add it to the chips, and ask for the lookup."""
        typed = self.line.text().strip()
        if is_link(typed):
            self.line.clear()
            self.link_given.emit(typed)
            return
        if typed:
            understood = self._understand(typed)
            if understood is None:
                return
            ticket = "\n".join(filter(None, (self._ticket, understood[1])))
            self.show_chips(merged(self.chips, understood[0]), ticket)
        self._ask()

    def _ask(self) -> None:
        """Ask for what stands in the bar, as the newest lookup."""
        self.line.offers.hide()
        if self.row.buttons:
            self._walk.go((self.chips, self._ticket))
            self.kept.add(" ".join(c.text for c in self.chips))
        self.submitted.emit(self.chips, self._ticket)

    def undo(self) -> None:
        """Bring back the lookup before, and ask for it again."""
        typed = Chip(key="", label=Said("", ""), value="", text=self.line.text())
        now = (*self.chips, typed) if typed.text else self.chips
        self._bring(self._walk.back((now, self._ticket), self._read))

    def redo(self) -> None:
        """Bring back the lookup that was left by `undo`."""
        self._bring(self._walk.forth(self._read))

    def _bring(self, state: State | None) -> None:
        if state is not None:
            self.show_chips(*state)
            self.submitted.emit(self.chips, self._ticket)

    # ---------------------------------------------------------------- line and chips as one field

    def _text(self) -> str:
        return " ".join(filter(None, (*(c.text for c in self.chips), self.line.text().strip())))

    def _mark_all(self, chosen: bool) -> None:
        self.row.mark(chosen)
        told = translate("LookupBar", "Everything is chosen: Delete empties it, Ctrl+Z brings it back")
        self.line.setAccessibleDescription(told if chosen and self.row.buttons else "")

    def _erase_all(self) -> None:
        """Empty chips and line; rows in sight stay until the next lookup."""
        erased = ((self.chips, self._ticket), self.line.text())
        self.show_chips(())
        self.line.setText("")  # unlike clear: there is nothing of the line's own left to undo
        self._erased = erased

    def _bring_back(self) -> None:
        """Put back what was erased last, as it stood."""
        if self._erased is not None and not self.row.buttons:
            state, typed = self._erased
            self.show_chips(*state)
            self.line.setText(typed)

    def clear(self) -> None:
        """Start over with an empty bar."""
        self.show_chips(())
        self.focus_line()

    def focus_line(self) -> None:
        """Put the cursor into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    # ---------------------------------------------------------------- single terms

    def _drop(self, button: ChipButton) -> None:
        if button.chip.key == TICKET:
            self._ticket = ""
        self.row.drop(button)

    def _remove_last(self) -> None:
        """Remove the last term, as Backspace would a character; the cursor stays where it is."""
        if self.row.buttons:
            self._drop(self.row.buttons[-1])
            self._ask()

    def _remove(self, button: ChipButton) -> None:
        place = self.row.buttons.index(button)
        self._drop(button)
        if not self.row.focus(place):
            self.focus_line()
        self._ask()

    def _edit(self, button: ChipButton) -> None:
        """Put a term back into the line, behind what is typed there."""
        if button.chip.key == TICKET:
            return
        text = " ".join(filter(None, (self.line.text().strip(), button.chip.text)))
        self._drop(button)
        self.line.setText(text)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, event: QKeyEvent) -> None:
        """Write on in the line what was begun on a term."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.end(False)
        self.line.keyPressEvent(event)

    def _reread(self, button: ChipButton, text: str) -> None:
        self._drop(button)
        self.show_chips(merged(self.chips, self._read(text)), self._ticket)
        self._ask()

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
        if is_link(text):
            self.link_given.emit(text)
            return
        understood = self._understand(text)
        if understood is not None:
            self.show_chips(*understood)
            self._ask()


def _ticket_chip(text: str) -> Chip:
    return Chip(key=TICKET, label=Said("ticket", "工单"), value=str(len(text)), text="")


def merged(old: tuple[Chip, ...], new: tuple[Chip, ...]) -> tuple[Chip, ...]:
    """Put new terms beside old ones; a term of the same key takes the old one's place, so do new times."""
    keys = {c.key for c in new}
    if keys & TIME_KEYS:
        keys |= TIME_KEYS
    return (*(c for c in old if c.key not in keys), *new)
