"""Put a template's text where `::` was typed: open the list, fetch what it shows, insert what was picked."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from quotadesk.app.answers import CaseView
from quotadesk.domain.documents import Choice, Document
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.textfield import PICK, TextField
from quotadesk.ui.textpicker import TextPicker
from quotadesk.ui.texts import Texts

LANE = "templates"


class Picking(QObject):
    """Opens one list at a time over the field in which `::` was typed."""

    def __init__(
        self, abilities: Abilities, background: Background, texts: Texts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._abilities, self._background, self._texts = abilities, background, texts
        self.picker: TextPicker | None = None

    def start(self, kind: str, view: CaseView, field: TextField) -> None:
        """Fetch the templates for a text and open the list at its cursor; nothing opens where there is none."""
        document = self._texts.document(kind)
        if document is None or self._abilities.template is None:
            return
        language, audience = document.language, document.audience
        self._background.run(
            lambda _: self._abilities.templates(language, audience),
            done=lambda choices: self._open(choices, kind, view, field),
            failed=lambda _: None,
            lane=LANE,
        )

    def _open(self, choices: tuple[Choice, ...], kind: str, view: CaseView, field: TextField) -> None:
        if not choices or not field.isVisible():
            return
        picker = self.picker = TextPicker(choices, field)
        picker.wanted.connect(lambda name: self._fetch(name, kind, view))
        picker.picked.connect(lambda document: self._insert(document, kind, field))
        picker.closed.connect(lambda: self._close(field))
        picker.open(field.viewport().mapToGlobal(field.cursorRect().topLeft()))

    def _fetch(self, name: str, kind: str, view: CaseView) -> None:
        template, document, picker = self._abilities.template, self._texts.document(kind), self.picker
        if template is None or document is None or picker is None:
            return
        language = document.language

        def show(found: Document) -> None:
            if self.picker is picker:
                picker.show_text(name, found)

        def tell(error: Exception) -> None:
            if self.picker is picker:
                picker.show_trouble(name, error)

        self._background.run(lambda _: template(view, language, name), done=show, failed=tell, lane=LANE)

    def _insert(self, document: Document, kind: str, field: TextField) -> None:
        cursor = field.textCursor()
        cursor.beginEditBlock()
        if cursor.block().text()[: cursor.positionInBlock()].endswith(PICK):
            for _ in PICK:
                cursor.deletePreviousChar()
        self._texts.insert(kind, document)
        cursor.insertText(document.plain.rstrip())
        cursor.endEditBlock()
        field.setTextCursor(cursor)

    def _close(self, field: TextField) -> None:
        self.picker = None
        field.setFocus(Qt.FocusReason.PopupFocusReason)
