"""A text whose sentences can each be asked for their proof: by click, by Tab and Enter, or by resting on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor, QFocusEvent
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from quotadesk.ui.guarded import GuardedLabel
from quotadesk.ui.tones import look

Piece = tuple[str, str]
"""Words, and the name of what proves them ("" for words that need none)."""


class ProofLabel(GuardedLabel):
    """`asked` carries the name of the sentence whose proof is wanted; `tell` gives its proof for a tooltip."""

    asked = Signal(str)

    def __init__(self, role: str, tell: Callable[[str], str]) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.let_select()
        self._tell = tell
        self._tone = {"verdict": "text"}.get(role, role)
        self.linkActivated.connect(self.asked)
        self.linkHovered.connect(self._hover)

    def say(self, pieces: Sequence[Piece]) -> None:
        """Show other words. Each is escaped: a log's text is never read as markup."""
        self.plain = "".join(text for text, _ in pieces)
        style = f"color:{getattr(look.tones, self._tone)};text-decoration:none"
        parts = []
        for text, name in pieces:
            body = escape(text).replace("\n", "<br>")
            parts.append(f'<a href="{escape(name)}" style="{style}">{body}</a>' if name else body)
        self.setText("".join(parts))
        self.setAccessibleName(self.plain)
        asks = any(name for _, name in pieces)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if asks else Qt.FocusPolicy.NoFocus)
        self.setVisible(bool(self.plain))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go to the first or last sentence at once; Qt would need another Tab for it."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.focusNextPrevChild(event.reason() == Qt.FocusReason.TabFocusReason)

    def _hover(self, name: str) -> None:
        if name:
            QToolTip.showText(QCursor.pos(), self._tell(name), self)
        else:
            QToolTip.hideText()
