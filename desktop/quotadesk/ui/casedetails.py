"""One case: its head with what can be done, a note, its requests as they were, and the texts that left."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from quotadesk.domain.tickets_kept import KeptCase
from quotadesk.ui import formats
from quotadesk.ui.caseentries import CaseEntry, request_entry, text_entry
from quotadesk.ui.caseslist import state_words
from quotadesk.ui.guarded import GuardedLabel
from quotadesk.ui.keybutton import KeyButton
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import ElidedLabel, Flow, button, clear, hairline, label, scrolling, set_role
from quotadesk.ui.words import translate, words


class CaseDetails(QFrame):
    """Shows a case. The signals ask for what the page does with it; `noted` gives the note as it was typed."""

    export_wanted = Signal()
    turn_wanted = Signal()  # close, or open again
    delete_wanted = Signal()
    noted = Signal(str)
    lookup_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.case: KeptCase | None = None
        self.entries: list[CaseEntry] = []
        self._says: tuple[object, ...] = ()  # what the entries were made of
        self._ticket = GuardedLabel()
        self._ticket.setProperty("role", "title")
        self._ticket.setTextFormat(Qt.TextFormat.PlainText)
        self._ticket.let_select(links=False)
        self._state = label("", "good")
        self._facts = ElidedLabel("caption")
        self.export, self.turn = KeyButton(), KeyButton()
        self.export.clicked.connect(self.export_wanted)
        self.turn.clicked.connect(self.turn_wanted)
        self.delete = button("", "danger", self.delete_wanted.emit)
        self.note = QLineEdit()
        self.note.editingFinished.connect(self._tell_note)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(14), px(10))
        column.setSpacing(px(8))
        head = Flow(gap=8, between=8, far=3)
        for part in (self._ticket, self._state, self.export, self.turn, self.delete):
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(self._facts)
        column.addWidget(self.note)
        column.addWidget(hairline())
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, px(4), 0)
        self._column.setSpacing(px(2))
        self._scroll = scrolling(inner)
        column.addWidget(self._scroll, 1)

    def show_case(self, case: KeptCase) -> None:
        """Show another case, or the same one after a change."""
        if self.case is None or self.case.ticket != case.ticket:
            self._scroll.verticalScrollBar().setValue(0)
        typing = self.note.isModified() and self.case is not None and self.case.ticket == case.ticket
        self.case = case
        if not typing:
            self.note.setText(case.note)
        self.retranslate()

    def focus_first(self) -> None:
        """Go to the first entry, else to the note."""
        target: QWidget = self.entries[0] if self.entries else self.note
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell_note(self) -> None:
        self.note.setModified(False)
        if self.case is not None and self.note.text().strip() != self.case.note:
            self.noted.emit(self.note.text())

    def _fill(self, case: KeptCase) -> None:
        """Write the entries anew, unless they say all that already: the focus may be in them."""
        says = (case.ticket, case.requests, case.texts, words.language, scale.factor)
        if says == self._says:
            return
        self._says = says
        clear(self._column)
        self.entries = []
        self._head(translate("CasePage", "Requests, as they were judged"))
        for request in reversed(case.requests):
            self._add(request_entry(request, self.lookup_wanted.emit))
        if not case.requests:
            self._say(translate("CasePage", "None yet: Ctrl+D on the Lookup page adds the request in sight."))
        self._head(translate("CasePage", "Texts that were copied"))
        for text in reversed(case.texts):
            self._add(text_entry(text))
        if not case.texts:
            self._say(
                translate("CasePage", "None yet: a text copied for one of these requests is noted here.")
            )
        self._column.addStretch(1)

    def _head(self, text: str) -> None:
        made = label(text, "head")
        made.setContentsMargins(px(8), px(8), 0, px(2))
        self._column.addWidget(made)

    def _say(self, text: str) -> None:
        made = label(text, "secondary", wrap=True)
        made.setContentsMargins(px(8), 0, 0, px(4))
        self._column.addWidget(made)

    def _add(self, entry: CaseEntry) -> None:
        self.entries.append(entry)
        entry.walked.connect(lambda step, e=entry: self._walk(e, step))
        self._column.addWidget(entry)

    def _walk(self, entry: CaseEntry, step: int) -> None:
        place = self.entries.index(entry) + step
        if 0 <= place < len(self.entries):
            self.entries[place].setFocus(Qt.FocusReason.TabFocusReason)
            self._scroll.ensureWidgetVisible(self.entries[place])

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.export.say(translate("CasePage", "Export …"), "Ctrl+⇧+S")
        self.export.setToolTip(
            translate("CasePage", "Write a folder for colleagues; every file passes the gate.")
        )
        self.delete.setText(translate("CasePage", "Delete …"))
        self.note.setPlaceholderText(translate("CasePage", "Note (redacted when it is saved)"))
        self.note.setAccessibleName(translate("CasePage", "Note"))
        if (case := self.case) is None:
            return
        closed = case.closed_at is not None
        self._ticket.setText(case.ticket)
        self._state.setText(state_words(closed=closed))
        set_role(self._state, "secondary" if closed else "good")
        self.turn.say(
            translate("CasePage", "Reopen") if closed else translate("CasePage", "Close"), "Ctrl+⇧+W"
        )
        self.turn.setToolTip(
            translate("CasePage", "Copied texts are noted again.")
            if closed
            else translate("CasePage", "Copied texts are no longer noted here.")
        )
        begun = translate("CasePage", "begun {time}").format(time=formats.full(case.opened_at))
        changed = translate("CasePage", "last change {age}").format(age=formats.age(case.changed_at))
        self._facts.say(" · ".join((*case.owners, begun, changed)), tip=formats.full(case.changed_at))
        self._fill(case)
