"""The list of templates by reader: each once, with its languages, how often it was copied, and which are one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from quotadesk.domain.documents import Choice
from quotadesk.domain.fields import Audience
from quotadesk.ui.guardedrows import GuardedList
from quotadesk.ui.metrics import scale
from quotadesk.ui.textnames import name_of
from quotadesk.ui.words import translate

if TYPE_CHECKING:
    from quotadesk.app.templates import Sheet

KIND = Qt.ItemDataRole.UserRole
_SHORT = {"en": "EN", "zh": "中文"}


class TemplateList(GuardedList):
    """`turned` names the template that is chosen ("replies/ask")."""

    turned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(lambda _new, _old: self.turned.emit(self.kind))

    @property
    def kind(self) -> str:
        """The template in sight; "" for none."""
        item: QListWidgetItem | None = self.currentItem()
        return str(item.data(KIND) or "") if item is not None else ""

    def show_sheets(self, sheets: Iterable[Sheet], unsaved: Iterable[str], *, choose: str = "") -> None:
        """Show templates; `unsaved` are names with their language. The one in sight stays, unless it is gone."""
        wanted = choose or self.kind
        held: dict[str, list[Sheet]] = {}
        for sheet in sheets:
            held.setdefault(sheet.kind, []).append(sheet)
        drafts = set(unsaved)
        for name in sorted(drafts):
            held.setdefault(name.partition("/")[2], [])
        self.blockSignals(True)
        self.clear()
        for audience, text in (
            (Audience.PUBLIC, translate("Templates", "Customer replies")),
            (Audience.INTERNAL, translate("Templates", "Hand-off")),
        ):
            self._add_head(text)
            public = audience is Audience.PUBLIC
            fit = (k for k in held if k.startswith("replies/") is public)
            for kind in sorted(fit, key=lambda k: (not self._is_own(held[k]), _shown(k))):
                self._add(kind, held[kind], drafts)
        rows = [row for row in range(self.count()) if self.item(row).data(KIND)]
        row = next((r for r in rows if self.item(r).data(KIND) == wanted), rows[0] if rows else -1)
        self.setCurrentRow(row)
        self.blockSignals(False)

    @staticmethod
    def _is_own(sheets: list[Sheet]) -> bool:
        return any(sheet.own for sheet in sheets)

    def _add_head(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(scale.font("caption", weight=600))
        self.addItem(item)

    def _add(self, kind: str, sheets: list[Sheet], drafts: set[str]) -> None:
        unsaved = any(name.partition("/")[2] == kind for name in drafts)
        written = [_SHORT.get(s.name.partition("/")[0], "") for s in sheets]
        own = [_SHORT.get(s.name.partition("/")[0], "") for s in sheets if s.own]
        parts = [" · ".join(written)] if written and len(own) < len(written) else []
        if own:
            parts = [translate("Templates", "your own") + f" ({', '.join(own)})"]
        if unsaved:
            parts.append(translate("Templates", "not saved yet"))
        if copies := max((s.copies for s in sheets), default=0):
            parts.append(translate("Picker", "%n time(s) copied", "", copies))
        if rewritten := max((s.rewritten for s in sheets), default=0):
            parts.append(translate("Picker", "%n rewritten", "", rewritten))
        item = QListWidgetItem(f"{_shown(kind)}\n{' · '.join(parts)}")
        item.setData(KIND, kind)
        item.setToolTip(item.text())
        self.addItem(item)


def _shown(kind: str) -> str:
    return name_of(Choice(name=kind))
