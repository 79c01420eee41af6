"""One text as it will leave, to be edited: its gaps, its masked values, and what the gate says about it meanwhile."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from quotadesk.app.errors import UnfitText
from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.ui.factline import FactLine
from quotadesk.ui.leaving import Leaving
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import label, set_role
from quotadesk.ui.spots import Spot, refusal_words, spots_of
from quotadesk.ui.textasking import Asking
from quotadesk.ui.textfield import Mark, TextField
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.words import translate, words

_BLANK = re.compile(r"‹[^›\n]{1,80}›")


def _with_unit(figure: str, text: str) -> str:
    """Give a figure as it was typed, with its currency where one follows."""
    found = re.search(rf"(?<![0-9A-Za-z]){re.escape(figure)}\s?[A-Z]{{3}}\b", text)
    return found[0] if found else figure


class TextView(QWidget):
    """One text, and what leaves with it. `edited` follows each change, `agreed` gives figures to copy all the same."""

    leaving_wanted = Signal()
    edited = Signal(str)
    agreed = Signal(object)  # frozenset[str]
    pick_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._missing = label("", "note", wrap=True)
        self._missing.hide()
        self.text = TextField()
        self.asking = Asking()
        self.told = FactLine()
        self.told.hide()
        self.leaves = FactLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self._missing)
        column.addWidget(self.text, 1)
        for part in (self.asking, self.told):
            column.addWidget(part)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(px(8))
        self.foot.addWidget(self.leaves, 1)
        column.addLayout(self.foot)
        self._document: Document | None = None
        self._masked: tuple[MaskedPart, ...] = ()
        self._refusal: UnfitText | None = None
        self._faults: tuple[UnfitText, ...] = ()
        self._found: tuple[Mark, ...] = ()
        self.leaves.clicked.connect(self.leaving_wanted)
        self.told.clicked.connect(self.go_to_next)
        self.text.edited.connect(self._edited)
        self.text.pick_wanted.connect(self.pick_wanted)
        self.text.cursorPositionChanged.connect(self._say_found)
        self.asking.agreed.connect(self.agreed)
        self.asking.declined.connect(lambda: self.go_to_next(first=True))

    @property
    def note(self) -> str:
        """What stands above the text: why it was not copied, or what it still misses; "" when nothing does."""
        return self._missing.text() if self._missing.isVisibleTo(self) else ""

    @property
    def leaving(self) -> Leaving | None:
        """What would leave with the text; None while it is written."""
        return Leaving(document=self._document, masked=self._masked) if self._document else None

    # ---------------------------------------------------------------- showing

    def show_document(
        self, document: Document | None, masked: tuple[MaskedPart, ...] = (), *, typed: str | None = None
    ) -> None:
        """Show a text, or that it is being written. `masked`: all that was masked in it and on the way to it.

        `typed`: the body as the agent left it, where that is another one than the template's.
        """
        self._faults, self._refusal = (), None
        self.asking.leave()
        if document is None:
            self._document, self._masked = None, ()
            self.text.lock(translate("Texts", "Writing …"))
            self._missing.hide()
            self._say_found()
            self._say_leaving()
            return
        self.text.show_text(document.plain.rstrip() if typed is None else typed)
        self.renew(document, masked)

    def renew(self, document: Document, masked: tuple[MaskedPart, ...] = ()) -> None:
        """Speak about a text that the agent has changed; the words in the field stay as they are."""
        self._document, self._masked = document, masked
        set_role(self._missing, "note")
        self._missing.setVisible(bool(document.missing))
        if document.missing:
            joiner = "；" if words.language == "zh" else "; "
            what = joiner.join(words.of(m) for m in document.missing)
            self._missing.setText(translate("Texts", "Still missing: {what}").format(what=what))
        self._say_leaving()
        self._mark()

    def show_faults(self, faults: tuple[UnfitText, ...]) -> None:
        """Mark what the gate would say about the text as it stands now."""
        self._faults = faults
        if self._document is not None:
            self._mark()

    def show_refusal(self, error: UnfitText) -> None:
        """Mark what may not leave, where it stands, and say why; the focus stays where it is."""
        if self._document is None:
            return
        self._refusal = error
        spots = self._spots_of(error)
        set_role(self._missing, "failure")
        self._missing.setText(refusal_words(error, spots))
        self._missing.show()
        self._mark()
        if spots:
            self.text.go_to(spots[0].start)
            QTimer.singleShot(0, self, self.text.ensureCursorVisible)  # once the note above has its place

    def ask(self, error: UnfitText) -> None:
        """Ask once about figures that nobody declared, and mark them."""
        self._refusal = None
        self.show_faults((error,))
        if self._found:
            self.text.go_to(self._found[0].start)
            QTimer.singleShot(0, self, self.text.ensureCursorVisible)
        typed = self.text.toPlainText()
        self.asking.ask(error.askable, tuple(_with_unit(figure, typed) for figure in error.askable))
        self._say_found()

    def forgive(self) -> None:
        """Take the marks of a refusal away, once the text has left after all."""
        self.asking.leave()
        if (self._refusal is not None or self._faults) and self._document is not None:
            self._refusal, self._faults = None, ()
            self.renew(self._document, self._masked)

    def show_trouble(self, error: Exception) -> None:
        """Show why a text could not be written."""
        self._document, self._refusal, self._faults = None, None, ()
        self.text.lock()
        self._say_found()
        self._say_leaving()
        self._missing.setText(trouble_line(error))
        self._missing.show()

    def go_to_next(self, *, first: bool = False) -> None:
        """Put the cursor at the next place that was found, and the focus into the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        here = self.text.textCursor().position()
        after = () if first else (m for m in self._found if m.start > here)
        if mark := next(iter(after), self._found[0] if self._found else None):
            self.text.go_to(mark.start)

    def retranslate(self) -> None:
        """Draw again in the tones and words in use; what the agent typed, and its undo, stay."""
        self.asking.retranslate()
        refusal = self._refusal
        if self._document is None:
            return
        self.text.redraw()
        self.renew(self._document, self._masked)
        if refusal is not None:
            self.show_refusal(refusal)

    # ---------------------------------------------------------------- inside

    def _edited(self, typed: str) -> None:
        self._refusal = None
        self.asking.leave()
        self.edited.emit(typed)

    def _spots_of(self, error: UnfitText) -> tuple[Spot, ...]:
        return spots_of(error, self.text.toPlainText())

    def _mark(self) -> None:
        faults = self._faults if self._refusal is None else (*self._faults, self._refusal)
        found = {
            (spot.start, spot.end): Mark(
                start=spot.start, end=spot.end, how="ask" if error.askable else "bad", told=spot.told
            )
            for error in faults
            for spot in self._spots_of(error)
        }
        self._found = tuple(sorted(found.values(), key=lambda m: m.start))
        self.text.mark([*self._quiet(), *self._found])
        self._say_found()

    def _quiet(self) -> list[Mark]:
        """Give blanks and masked values, so that the agent sees them before the text leaves."""
        typed = self.text.toPlainText()
        marks = [Mark(start=m.start(), end=m.end(), how="warning") for m in _BLANK.finditer(typed)]
        for part in self._document.masked if self._document else ():
            if part.placeholder:
                marks += [
                    Mark(start=m.start(), end=m.end(), how="accent", told=words.of(part.why))
                    for m in re.finditer(re.escape(part.placeholder), typed)
                ]
        return marks

    def _say_found(self) -> None:
        """Tell the reason at the cursor, else how much was found and the first reason."""
        found = self._found if self._document is not None else ()
        if (
            not found
            or self.asking.isVisibleTo(self)
            or self.note.startswith(translate("Refused", "Not copied: {why}").partition("{")[0])
        ):
            self.told.say("", tip="")
            return
        here = self.text.textCursor().position()
        at = next((m for m in found if m.start <= here <= m.end), None)
        worst = next((m for m in found if m.how == "bad"), found[0])
        said = (at or worst).told
        if at is None and len(found) > 1:
            said = translate("Texts", "%n place(s)", "", len(found)) + " · " + said
        tip = translate("Texts", "Click or Enter goes to the next place.")
        self.told.say(said, tip=tip, tone="bad" if (at or worst).how == "bad" else "warning")

    def _say_leaving(self) -> None:
        leaving = self.leaving
        tip = translate("Texts", "Click or Enter tells all that leaves this machine, and what does not.")
        tone = "warning" if leaving is not None and leaving.gaps else "secondary"
        self.leaves.say(leaving.summary() if leaving else "", tip=tip, tone=tone)
