"""The texts of the open case: written in the background, kept by kind and language, with what the agent typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from quotadesk.app.answers import CaseView
from quotadesk.app.editing import filled, rewritten
from quotadesk.domain.documents import Document
from quotadesk.domain.lookup_text import is_chinese
from quotadesk.domain.said import Language
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background

REPLY, NOTE = "reply", "note"
LOW = "low_balance"  # a draft of the notice is none of the reply
MOST_DRAFTS = 200  # of one session; the oldest go first

Place = tuple[str, str, Language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the agent made of one text: its body, templates that were put into it, figures that were confirmed."""

    typed: str
    inserted: tuple[Document, ...] = ()
    confirmed: frozenset[str] = frozenset()
    copied: bool = False


class Texts(QObject):
    """Writes reply and hand-off note of one case. Late texts of an earlier case are dropped, drafts are kept."""

    ready = Signal(str, object)  # kind, Document
    failed = Signal(str, object)  # kind, Exception

    def __init__(self, abilities: Abilities, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._abilities = abilities
        self._background = background
        self._view: CaseView | None = None
        self._kept: dict[tuple[str, Language], Document] = {}
        self._drafts: dict[Place, Draft] = {}
        self._options: dict[str, str] = {}
        self.pseudonymous = False  # owners are hidden in the note, for a wide channel
        self.low_balance = False  # the reply is the low-balance notice
        self.languages: dict[str, Language] = {REPLY: "en", NOTE: "en"}
        self._turned: dict[str, Language] = {}  # cases whose reply was switched by hand
        self._usual: Language | None = None  # of a reply to no ticket, while a ticket says otherwise

    def open(self, view: CaseView | None, ticket: str = "") -> None:
        """Start over with another case; its reply speaks the language of the ticket, unless it was switched by hand."""
        self._view, self._kept, self._options = view, {}, {}
        for kind in (REPLY, NOTE):
            self._background.abandon(f"text:{kind}")
        if view is not None:
            self._speak_as(ticket, self._turned.get(_name_of(view)))
            self.low_balance = view.request is None and not view.pasted and view.account is not None
            for kind in (REPLY, NOTE):
                self.write(kind)

    def _speak_as(self, ticket: str, turned: Language | None) -> None:
        if self._usual is not None:
            self.languages[REPLY], self._usual = self._usual, None
        if ticket:
            self._usual = self.languages[REPLY]
            self.languages[REPLY] = turned or ("zh" if is_chinese(ticket) else "en")

    def rendered(self, kind: str) -> Document | None:
        """Give the text as its template gave it, or None while it is written."""
        return self._kept.get((kind, self.languages[kind]))

    def document(self, kind: str) -> Document | None:
        """Give the text as the agent left it, or None while it is written."""
        rendered, draft = self.rendered(kind), self.draft(kind)
        if rendered is None or draft is None:
            return rendered
        return rewritten(rendered, draft.typed, *draft.inserted)

    def write(self, kind: str) -> None:
        """Write a text, unless it is there already; `ready` or `failed` follows."""
        language = self.languages[kind]
        if (document := self.document(kind)) is not None:
            self.ready.emit(kind, document)
            return
        view = self._view
        if view is None:
            return
        self._background.run(
            lambda _: self._rendered(kind, view, language),
            done=lambda document: self._keep(kind, language, document),
            failed=lambda error: self.failed.emit(kind, error),
            lane=f"text:{kind}",
        )

    def turn(self, kind: str, language: Language) -> None:
        """Switch a text to the other language."""
        self.languages[kind] = language
        if kind == REPLY:
            self._turned[_name_of(self._view)] = language
        self.write(kind)

    def fill(self, options: Mapping[str, str]) -> None:
        """Fill the note's blanks and write it again; a draft of it keeps its words and gets them too."""
        self._options |= options
        for language in ("en", "zh"):
            place = self._place(NOTE, language)
            before, draft = self._kept.pop((NOTE, language), None), self._drafts.get(place)
            if before is not None and draft is not None:
                self._drafts[place] = replace(draft, typed=filled(before, draft.typed, options))
        self.write(NOTE)

    def use_low_balance(self, *, on: bool) -> None:
        """Make the reply the low-balance notice, or the case's own reply again."""
        self.low_balance = on
        for language in ("en", "zh"):
            self._kept.pop((REPLY, language), None)
        self.write(REPLY)

    def hide_owners(self, *, on: bool) -> None:
        """Write the note again with every owner hidden, or shown."""
        self.pseudonymous = on
        for language in ("en", "zh"):
            self._kept.pop((NOTE, language), None)
        self.write(NOTE)

    # ---------------------------------------------------------------- what the agent typed

    def draft(self, kind: str) -> Draft | None:
        """Give what the agent made of a text, None while it is as its template gave it."""
        return self._drafts.get(self._place(kind, self.languages[kind]))

    def edit(self, kind: str, typed: str) -> None:
        """Keep what the agent typed; the template's own words again end the draft."""
        rendered, place = self.rendered(kind), self._place(kind, self.languages[kind])
        draft = self._drafts.pop(place, None)
        if rendered is None or typed.strip() == rendered.plain.strip():
            return
        self._drafts[place] = (
            replace(draft, typed=typed, copied=draft.copied and draft.typed == typed)
            if draft
            else Draft(typed=typed)
        )
        while len(self._drafts) > MOST_DRAFTS:
            del self._drafts[next(iter(self._drafts))]

    def insert(self, kind: str, document: Document) -> None:
        """Let a text state what a template states that was put into it."""
        draft, rendered = self.draft(kind), self.rendered(kind)
        if rendered is not None:
            draft = draft or Draft(typed=rendered.plain)
            changed = replace(draft, inserted=(*draft.inserted, document))
            self._drafts[self._place(kind, self.languages[kind])] = changed

    def confirm(self, kind: str, figures: frozenset[str]) -> None:
        """Remember figures that the agent stands for; they are not asked again in this draft."""
        if (draft := self.draft(kind)) is not None:
            place = self._place(kind, self.languages[kind])
            self._drafts[place] = replace(draft, confirmed=draft.confirmed | figures)

    def mark_copied(self, kind: str) -> None:
        """Remember that a draft is safe elsewhere."""
        if (draft := self.draft(kind)) is not None:
            self._drafts[self._place(kind, self.languages[kind])] = replace(draft, copied=True)

    def confirmed(self, kind: str) -> frozenset[str]:
        """Give the figures that the agent stands for."""
        draft = self.draft(kind)
        return draft.confirmed if draft else frozenset()

    def uncopied(self) -> int:
        """Count the drafts, of all cases, that would be lost with the window."""
        return sum(not draft.copied for draft in self._drafts.values())

    # ---------------------------------------------------------------- inside

    def _place(self, kind: str, language: Language) -> Place:
        slot = LOW if kind == REPLY and self.low_balance else kind
        return _name_of(self._view), slot, language

    def _rendered(self, kind: str, view: CaseView, language: Language) -> Document:
        if kind == NOTE:
            return self._abilities.note(view, language, dict(self._options), pseudonymous=self.pseudonymous)
        if self.low_balance:
            return self._abilities.low_balance(view, language)
        return self._abilities.reply(view, language)

    def _keep(self, kind: str, language: Language, document: Document) -> None:
        self._kept[(kind, language)] = document
        shown = self.document(kind)
        if self.languages[kind] == language and shown is not None:
            self.ready.emit(kind, shown)


def _name_of(view: CaseView | None) -> str:
    """Name a case as long as the window lives: by its request, its account or the text that was pasted."""
    if view is None:
        return ""
    if view.request is not None:
        return f"request {view.request.key}"
    return (
        f"pasted {view.pasted}"
        if view.pasted
        else f"account {view.account.account.owner if view.account else ''}"
    )
