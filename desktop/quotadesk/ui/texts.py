"""The texts of the open case: written in the background, kept by kind and language, copied through the gate."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from quotadesk.app.answers import CaseView
from quotadesk.domain.documents import Document
from quotadesk.domain.said import Language
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background

REPLY, NOTE = "reply", "note"


class Texts(QObject):
    """Writes reply and hand-off note of one case. Late texts of an earlier case are dropped."""

    ready = Signal(str, object)  # kind, Document
    failed = Signal(str, object)  # kind, Exception

    def __init__(self, abilities: Abilities, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._abilities = abilities
        self._background = background
        self._view: CaseView | None = None
        self._kept: dict[tuple[str, Language], Document] = {}
        self._options: dict[str, str] = {}
        self.low_balance = False  # the reply is the low-balance notice
        self.languages: dict[str, Language] = {REPLY: "en", NOTE: "en"}

    def open(self, view: CaseView | None) -> None:
        """Start over with another case."""
        self._view, self._kept, self._options = view, {}, {}
        for kind in (REPLY, NOTE):
            self._background.abandon(f"text:{kind}")
        if view is not None:
            self.low_balance = view.request is None and not view.pasted and view.account is not None
            for kind in (REPLY, NOTE):
                self.write(kind)

    def document(self, kind: str) -> Document | None:
        """Give the finished text of a kind in its language, or None while it is written."""
        return self._kept.get((kind, self.languages[kind]))

    def write(self, kind: str) -> None:
        """Write a text, unless it is there already; `ready` or `failed` follows."""
        language = self.languages[kind]
        if (kept := self._kept.get((kind, language))) is not None:
            self.ready.emit(kind, kept)
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
        self.write(kind)

    def fill(self, options: Mapping[str, str]) -> None:
        """Fill the note's blanks and write it again."""
        self._options |= options
        for language in ("en", "zh"):
            self._kept.pop((NOTE, language), None)
        self.write(NOTE)

    def use_low_balance(self, *, on: bool) -> None:
        """Make the reply the low-balance notice, or the case's own reply again."""
        self.low_balance = on
        for language in ("en", "zh"):
            self._kept.pop((REPLY, language), None)
        self.write(REPLY)

    def _rendered(self, kind: str, view: CaseView, language: Language) -> Document:
        if kind == NOTE:
            return self._abilities.note(view, language, dict(self._options))
        if self.low_balance:
            return self._abilities.low_balance(view, language)
        return self._abilities.reply(view, language)

    def _keep(self, kind: str, language: Language, document: Document) -> None:
        self._kept[(kind, language)] = document
        if self.languages[kind] == language:
            self.ready.emit(kind, document)
