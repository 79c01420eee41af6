"""The one way for a selected part of a text to the clipboard: judged as the whole text would be when it is sent.

Qt's own ways around it, in text fields and in labels that can be selected, are closed in ui/guarded.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from quotadesk.app.errors import UnfitText
from quotadesk.app.forms import html_of, markdown_of, plain_of
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.ui.clipboard import copy_value
from quotadesk.ui.spots import spots_of
from quotadesk.ui.words import translate, words

_NOTHING = " "  # a template that says nothing of its own: whatever would be masked counts as typed
Judge = Callable[[Document, frozenset[str]], tuple[UnfitText, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A selected part: the text in sight, the offsets in it, and whose text it is; None: only colleagues see it."""

    text: str
    start: int
    end: int
    document: Document | None = None
    confirmed: frozenset[str] = frozenset()

    @property
    def chosen(self) -> str:
        """The part itself."""
        return self.text[self.start : self.end]


class CopyGuard(QObject):
    """`told` says why nothing was copied. Before it is bound to a gate, nothing may be copied."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._judge: Judge | None = None

    def bind(self, judge: Judge) -> None:
        """Judge by the gate of a window from now on."""
        self._judge = judge

    def against(self, part: Part) -> str:
        """Give what speaks against copying a part, "" when nothing does. Nothing is copied."""
        if self._judge is None:
            return translate("Guard", "there is no gate to ask")
        document = _probe(part)
        for fault in self._judge(document, part.confirmed):
            spots = spots_of(fault, part.text)
            inside = [s.told for s in spots if s.start < part.end and s.end > part.start]
            if inside:
                return inside[0]
            if not spots:
                return "; ".join(words.of(r) for r in fault.reasons) or words.of(fault.message)
        return ""

    def copy(self, part: Part) -> bool:
        """Copy a part, or say why not; then the clipboard holds what it held. Gives whether it was copied."""
        if not part.chosen:
            return False
        if why := self.against(part):
            self.told.emit(translate("Refused", "Not copied: {why}").format(why=why))
            return False
        copy_value(part.chosen)
        return True

    def copy_shown(self, text: str) -> bool:
        """Copy a whole value that only colleagues see, such as one of the evidence."""
        return self.copy(Part(text=text, start=0, end=len(text)))

    def allowed(self, part: Part) -> str:
        """Give a part that may leave without a word about it, else ""."""
        return part.chosen if part.chosen and not self.against(part) else ""


def _probe(part: Part) -> Document:
    if part.document is not None:
        return replace(part.document, template=part.document.template or _NOTHING)
    markdown = markdown_of(part.text, "")
    return Document(
        kind="shown",
        language=words.language,
        audience=Audience.INTERNAL,
        markdown=markdown,
        plain=plain_of(markdown),
        html=html_of(markdown),
        template=_NOTHING,
    )


guard = CopyGuard()
