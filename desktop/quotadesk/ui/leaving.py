"""Say what would leave this machine with a text: for whom, where to, what was masked, what is open, what never does."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from quotadesk.domain.documents import Document, MaskedPart
from quotadesk.domain.fields import FIELDS, Audience
from quotadesk.domain.said import Said
from quotadesk.ui.popover import Entry, Popover
from quotadesk.ui.words import translate, words

READERS = {
    Audience.PUBLIC: (
        Said("for the customer", "供客户阅读"),
        Said("Only public fields: a customer may read every one.", "仅含公开字段，均可供客户阅读。"),
    ),
    Audience.INTERNAL: (
        Said("for colleagues", "供同事阅读"),
        Said("Public and internal fields; not for customers.", "含公开与内部字段，不可发给客户。"),
    ),
}
NEVER = Said(
    "prompts and answers, IP addresses, full keys, request headers, upstream hosts, tracebacks",
    "提示词与回答、IP 地址、完整密钥、请求头、上游地址、调用栈",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What a document would take along. `masked` in it, and on the way to it."""

    document: Document
    masked: tuple[MaskedPart, ...]

    @property
    def gaps(self) -> tuple[Said, ...]:
        """Give what is still open: blanks of a note, facts that a reply misses."""
        return (*(blank.label for blank in self.document.blanks), *self.document.missing)

    @property
    def kept_back(self) -> str:
        """Name the fields that are on the screen and may not stand in this text."""
        ranks = list(Audience)
        allowed = ranks.index(self.document.audience)
        joiner = "、" if words.language == "zh" else ", "
        held = (f for f in FIELDS.values() if ranks.index(f.audience) > allowed)
        return joiner.join(words.of(f.label) for f in held)

    def summary(self) -> str:
        """Give the line that is always in sight; how much was masked stands in the bar below it."""
        reader = words.of(READERS.get(self.document.audience, READERS[Audience.INTERNAL])[0])
        parts = [reader, translate("Leaving", "to the clipboard")]
        if self.gaps:
            parts.append(translate("Leaving", "%n gap(s) left", "", len(self.gaps)))
        return translate("Leaving", "What leaves: {what}").format(what=" · ".join(parts))


def open_leaving(leaving: Leaving, anchor: QWidget, fill: object = None) -> Popover:
    """Open a popover with all of it; `fill` is called to fill the gaps of a note."""
    popover = Popover(translate("Leaving", "What leaves this machine"), anchor)
    reader, rule = READERS.get(leaving.document.audience, READERS[Audience.INTERNAL])
    popover.head(translate("Leaving", "For whom, and where to"))
    to = translate("Leaving", "{reader}, to the clipboard, when you copy it").format(reader=words.of(reader))
    popover.add(Entry(to, words.of(rule)))
    popover.head(translate("CopyBar", "%n value(s) masked", "", len(leaving.masked)))
    for part in leaving.masked:
        popover.add(
            Entry(part.placeholder or words.of(part.why), words.of(part.why) if part.placeholder else "")
        )
    if not leaving.masked:
        popover.add(Entry(translate("Leaving", "Nothing in it had to be masked.")))
    if leaving.gaps:
        popover.head(translate("Leaving", "%n gap(s) left", "", len(leaving.gaps)))
        for gap in leaving.gaps:
            popover.add(Entry(words.of(gap)))
        if leaving.document.blanks and callable(fill):
            popover.add_button(translate("Leaving", "Fill the gaps …"), fill)
    popover.head(translate("Leaving", "What does not leave"))
    popover.add(Entry(words.of(NEVER), translate("Leaving", "Dropped before anything is stored.")))
    if leaving.kept_back:
        popover.add(Entry(leaving.kept_back, translate("Leaving", "On this screen, never in this text.")))
    popover.open(above=True)
    return popover
