"""What an agent does with the texts of a case: edit, fill, restore, put templates in, and copy through the gate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from quotadesk.app.answers import CaseView
from quotadesk.app.editing import filled, gaps_of
from quotadesk.app.errors import UnfitText
from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.blanks import BlanksDialog
from quotadesk.ui.clipboard import ClipboardOutlet
from quotadesk.ui.copybar import CopyBar
from quotadesk.ui.copyforms import FORMS, PREFERENCE
from quotadesk.ui.leaving import open_leaving
from quotadesk.ui.popover import Popover
from quotadesk.ui.textjudging import Judging
from quotadesk.ui.textloss import Loss
from quotadesk.ui.textpicking import Picking
from quotadesk.ui.texts import NOTE, REPLY, Texts
from quotadesk.ui.texttabs import TextTabs
from quotadesk.ui.troubles import trouble_words
from quotadesk.ui.words import translate

HIDING = "hide_owners"  # preference: in the hand-off note, for a wide channel
COMING = ("lookup", "case")  # lanes in which another case is on its way


class CaseTexts(QObject):
    """Binds the texts to their tabs and their copy bar."""

    told = Signal(str)
    loaded = Signal()
    left = Signal()  # a text, by Escape
    copied = Signal(object, object, object)  # the case view, the document and what was sent

    def __init__(self, abilities: Abilities, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._abilities, self._background = abilities, background
        self.texts = Texts(abilities, background, self)
        self.judging = Judging(abilities, background, self.texts, self)
        self.picking = Picking(abilities, background, self.texts, self)
        self.loss = Loss(self.texts, self)
        self.tabs = TextTabs()
        self.copybar = CopyBar()
        self.copybar.form_button.show_form(abilities.preference(PREFERENCE))
        self.texts.pseudonymous = abilities.preference(HIDING) == "yes"
        self.tabs.hide_owners.setChecked(self.texts.pseudonymous)
        self.view: CaseView | None = None
        self._pending = ""  # the text to copy as soon as it is written
        self._ahead = ""  # the text to copy of the case that is on its way
        self._connect()

    def _connect(self) -> None:
        self.texts.ready.connect(self._show_text)
        self.texts.failed.connect(self._show_text_trouble)
        self.copybar.copy_wanted.connect(self.copy)
        self.copybar.form_button.chosen.connect(self.copy_as)
        self.copybar.leaving_wanted.connect(self.show_leaving)
        self.tabs.leaving_wanted.connect(self.show_leaving)
        self.tabs.turned.connect(self._turn)
        self.tabs.edited.connect(self._edit)
        for shown in self.tabs.views.values():
            shown.text.left.connect(self.left)
        self.tabs.agreed.connect(self._agree)
        self.tabs.pick_wanted.connect(self._pick)
        self.tabs.restore_wanted.connect(self.restore)
        self.tabs.hiding_turned.connect(self._hide_owners)
        self.judging.judged.connect(self._show_faults)
        self.tabs.tab_changed.connect(lambda _: self._show_length())
        for kind, view in self.tabs.views.items():
            view.text.about = lambda k=kind: (self.texts.document(k), self.texts.confirmed(k))  # type: ignore[misc]

    def open(self, view: CaseView | None, ticket: str = "") -> None:
        """Start over with another case, found by a ticket or without one; or with none."""
        self.view, self._pending = view, self._ahead if view is not None else ""
        if view is not None or not self._is_coming():
            self._ahead = ""
        if view is not None:
            self.tabs.show_case(view)
        self.copybar.show_document(None)
        self.copybar.allow(on=view is not None)
        self.judging.stop()
        self.texts.open(view, ticket)
        if view is not None:
            self.tabs.show_low_balance(on=self.texts.low_balance)

    def copy(self, kind: str) -> None:
        """Copy a text, as soon as it is written. Gaps of a note leave as marked gaps; the count is told.

        While another case is on its way that one is meant: a quick hand must never copy the reply to the one before.
        """
        if self._is_coming():
            self._ahead = kind
            return
        if self.view is None:
            return
        document = self.texts.document(kind)
        if document is None:
            self._pending = kind
        else:
            self._send(kind, document)

    def _is_coming(self) -> bool:
        return any(map(self._background.busy, COMING))

    def copy_as(self, form: str) -> None:
        """Copy the text in sight in a form, which is remembered."""
        self.copybar.form_button.show_form(form)
        self._abilities.prefer(PREFERENCE, form)
        self.copy(self.tabs.kind if self.tabs.kind in self.tabs.views else REPLY)

    def fill_gaps(self) -> None:
        """Ask for what only the agent knows, and write the text in sight, else the note, again with it."""
        for kind in (self.tabs.kind, NOTE):
            document = self.texts.document(kind) if kind in self.tabs.views else None
            gaps = gaps_of(document) if document is not None else ()
            if self.view is not None and gaps:
                break
        else:
            self.told.emit(translate("Case", "This text has no gap to fill"))
            return
        self.tabs.show_kind(kind)
        dialog = BlanksDialog(gaps, self.tabs)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filled.connect(lambda given: self._fill(kind, given) if given else None)
        dialog.open()

    def _fill(self, kind: str, given: dict[str, str]) -> None:
        document, field = self.texts.document(kind), self.tabs.views[kind].text
        if kind == NOTE:
            self.texts.fill(given)
        elif document is not None:
            field.change(filled(document, field.toPlainText(), given))

    def show_leaving(self) -> Popover | None:
        """Open what would leave this machine with the text in sight."""
        if self.view is None or self.tabs.kind not in self.tabs.views:
            return None
        text = self.tabs.views[self.tabs.kind]
        return open_leaving(text.leaving, text.leaves, self.fill_gaps) if text.leaving else None

    def _send(self, kind: str, document: Document) -> None:
        try:
            sent = self._abilities.send(
                document,
                ClipboardOutlet(self.copybar.form_button.form.name),
                "clipboard",
                confirmed=self.texts.confirmed(kind),
            )
        except UnfitText as error:
            self.tabs.show_kind(kind)
            if error.askable and document.template:
                self.tabs.views[kind].ask(error)
                self.told.emit(translate("Case", "Not copied yet: a figure waits for your word"))
            else:
                self.tabs.show_refusal(kind, error)
                self.told.emit(trouble_words(error)[0])
            return
        self._count(kind, document)
        self.copied.emit(self.view, document, sent)
        self.texts.mark_copied(kind)
        self.tabs.views[kind].forgive()
        self.copybar.show_copied(kind)
        said = (
            translate("Case", "Reply copied") if kind == REPLY else translate("Case", "Hand-off note copied")
        )
        if sent.masked:
            said += " · " + translate("CopyBar", "%n value(s) masked", "", sent.masked)
        if gaps := len(document.blanks):
            said += " · " + translate("Leaving", "%n gap(s) left", "", gaps)
        self.told.emit(said)

    def turn_text(self) -> None:
        """Switch the text in sight to the other language."""
        kind = self.tabs.kind
        if kind in {REPLY, NOTE}:
            self._turn(kind, "zh" if self.texts.languages[kind] == "en" else "en")

    def use_low_balance(self) -> None:
        """Write the low-balance notice in the reply's place, or the reply again."""
        if self.view is not None and self.view.account is not None:
            self.texts.use_low_balance(on=not self.texts.low_balance)
            self.tabs.show_low_balance(on=self.texts.low_balance)

    def _turn(self, kind: str, language: str) -> None:
        self.texts.turn(kind, "zh" if language == "zh" else "en")

    def _hide_owners(self, hidden: bool) -> None:
        self._abilities.prefer(HIDING, "yes" if hidden else "no")
        self.texts.hide_owners(on=hidden)
        if hidden and self.texts.draft(NOTE) is not None:
            self.told.emit(translate("Case", "Your edited note stays as it is: look for owners in it"))

    # ---------------------------------------------------------------- editing

    def _edit(self, kind: str, typed: str) -> None:
        self.texts.edit(kind, typed)
        document = self.texts.document(kind)
        if document is not None:
            changed = self.texts.draft(kind) is not None
            self.tabs.renew(kind, document, self._masked(kind, document), changed=changed)
            self._show_length()
            self.judging.later(kind)

    def _agree(self, kind: str, figures: frozenset[str]) -> None:
        self.texts.confirm(kind, figures)
        self.copy(kind)

    def _pick(self, kind: str) -> None:
        if self.view is not None and kind in self.tabs.views:
            self.picking.start(kind, self.view, self.tabs.views[kind].text)

    def _count(self, kind: str, document: Document) -> None:
        """Count what was copied; the counting must never be in the way."""
        draft = self.texts.draft(kind)
        put_in = tuple(d.kind for d in draft.inserted) if draft else ()
        if draft is not None and draft.copied:
            return
        used, rewritten = self._abilities.used, bool(document.template)
        self._background.run(
            lambda _: [used(name, rewritten and name == document.kind) for name in (document.kind, *put_in)],
            done=lambda _: None,
            failed=lambda _: None,
        )

    def restore(self, kind: str) -> None:
        """Bring the template's text back, as an edit that undo takes back."""
        rendered = self.texts.rendered(kind) if kind in self.tabs.views else None
        if rendered is not None and self.texts.draft(kind) is not None:
            field = self.tabs.views[kind].text
            field.change(rendered.plain.rstrip())
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_faults(self, kind: str, faults: tuple[UnfitText, ...]) -> None:
        self.tabs.views[kind].show_faults(faults)

    def _show_text(self, kind: str, document: Document) -> None:
        draft = self.texts.draft(kind)
        self.tabs.show_document(
            kind, document, self._masked(kind, document), typed=draft.typed if draft else None
        )
        self.judging.judge(kind)
        self._show_length()
        if self._pending == kind:
            self._pending = ""
            self._send(kind, document)
        if all(self.texts.document(k) is not None for k in (REPLY, NOTE)):
            self.loaded.emit()

    def _show_text_trouble(self, kind: str, error: Exception) -> None:
        self._pending = ""
        self.tabs.views[kind].show_trouble(error)
        self.loaded.emit()

    def _show_length(self) -> None:
        kind = self.tabs.kind
        document = self.texts.document(kind) if kind in {REPLY, NOTE} else None
        self.copybar.show_document(document, self._masked(kind, document))

    def _masked(self, kind: str, document: Document | None) -> tuple[MaskedPart, ...]:
        """Give what was masked in a text, and for a note also what was masked in its evidence."""
        before = self.view.masked if self.view is not None and kind == NOTE else ()
        return tuple(dict.fromkeys((*(document.masked if document else ()), *before)))

    def calls(self) -> dict[str, Callable[[], object]]:
        """Give what the actions of the texts do, by their names in COMMANDS."""
        return {
            "copy_reply": lambda: self.copy(REPLY),
            "copy_note": lambda: self.copy(NOTE),
            **{f"copy_{form.name}": lambda name=form.name: self.copy_as(name) for form in FORMS},  # type: ignore[misc]
            "turn_text": self.turn_text,
            "pick_template": lambda: self._pick(self.tabs.kind),
            "restore_text": lambda: self.restore(self.tabs.kind),
            "low_balance": self.use_low_balance,
            "fill_gaps": self.fill_gaps,
            "show_leaving": self.show_leaving,
            **{f"show_{kind}": lambda kind=kind: self._go_to(kind) for kind in (REPLY, NOTE, "ledger")},  # type: ignore[misc]
        }

    def _go_to(self, kind: str) -> None:
        self.tabs.go_to(kind)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.tabs.retranslate()
        self.copybar.retranslate()
