"""The entries of a case: a request as it was judged then, and a text as it left; each opens with Enter or a click."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from typing_extensions import override

from quotadesk.domain.documents import Choice
from quotadesk.domain.fields import Source
from quotadesk.domain.said import Said
from quotadesk.domain.tickets_kept import KeptRequest, KeptText
from quotadesk.domain.verdict import Claim
from quotadesk.ui import formats
from quotadesk.ui.linepainter import draw_shape, status_tone
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import is_enter
from quotadesk.ui.popover import Entry, Popover
from quotadesk.ui.terms import CLAIM, SOURCE
from quotadesk.ui.textnames import name_of
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate, words

PREVIEW = 150  # characters of a text
_READERS = {"public": Said("customer", "客户"), "internal": Said("colleagues", "同事")}
_LANGUAGES = {"en": "English", "zh": "中文"}


class CaseEntry(Entry):
    """An entry that can be opened as a whole."""

    opened = Signal()

    def __init__(self, text: str, *details: str, tone: str = "") -> None:
        super().__init__(text, *details, strong=True)
        self._tone = tone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if (layout := self.layout()) is not None:
            layout.setContentsMargins(px(26), px(5), px(8), px(5))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._tone:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("secondary" if self._tone == "plain" else self._tone))
            draw_shape(painter, self._tone, QPointF(px(14), px(14)), px(9))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()


def stamp(time: datetime) -> str:
    """Give day and time; the year only where it is another one."""
    same = time.astimezone(formats.shown.zone).year == datetime.now(formats.shown.zone or UTC).year
    return f"{formats.day(time)} {formats.clock(time)}" if same else formats.full(time)


def request_entry(kept: KeptRequest, open_lookup: Callable[[str], object]) -> CaseEntry:
    """Give the entry of a request; opening it looks the request up as it is now."""
    charge = words.of(kept.verdict.charge_words)
    if kept.verdict.amount_nano:
        charge += f" {formats.money(kept.verdict.amount_nano)}"
    facts = [
        stamp(kept.time) if kept.time else "",
        str(kept.status) if kept.status is not None else "",
        kept.model,
        kept.owner,
        translate("CasePage", "charged: {charge}").format(charge=charge),
    ]
    at = translate("CasePage", "as it was on {time}").format(time=stamp(kept.kept_at))
    known = kept.request_id or kept.key
    tone = status_tone(kept.status, failed=kept.failed)
    entry = CaseEntry(
        words.of(kept.verdict.sentence), " · ".join(f for f in facts if f), f"{known} · {at}", tone=tone
    )
    lookup = f'id:"{kept.request_id}"' if kept.request_id else ""
    entry.offer(translate("CasePage", "Evidence then"), lambda: open_evidence(kept, entry))
    if lookup:
        entry.offer(translate("CasePage", "Open in Lookup"), lambda: open_lookup(lookup))
        entry.opened.connect(lambda: open_lookup(lookup))
    else:
        entry.opened.connect(lambda: open_evidence(kept, entry))
    return entry


def text_entry(kept: KeptText) -> CaseEntry:
    """Give the entry of a text; opening it shows all of it."""
    reader = _READERS.get(kept.audience)
    facts = (
        words.of(reader) if reader else kept.audience,
        _LANGUAGES.get(kept.language, kept.language),
        stamp(kept.copied_at),
    )
    title = name_of(Choice(name=kept.kind))
    body = " ".join(kept.wording.split())
    preview = body if len(body) <= PREVIEW else body[:PREVIEW].rstrip() + "…"
    entry = CaseEntry(title, " · ".join(facts), preview)
    entry.opened.connect(lambda: open_text(kept, title, entry))
    if preview != body:
        entry.offer(translate("CasePage", "Whole text"), lambda: open_text(kept, title, entry))
    return entry


def open_text(kept: KeptText, title: str, anchor: Entry) -> Popover:
    """Open a text as it left."""
    popover = Popover(f"{title} · {formats.full(kept.copied_at)}", anchor)
    popover.add(Entry(kept.wording.strip()))
    popover.open()
    return popover


def open_evidence(kept: KeptRequest, anchor: Entry) -> Popover:
    """Open what was known of a request when it was kept: evidence with its provenance, and the proof."""
    at = translate("CasePage", "As it was on {time}").format(time=formats.full(kept.kept_at))
    popover = Popover(at, anchor)
    popover.head(translate("CasePage", "Evidence"))
    for row in kept.evidence:
        known = words.of(SOURCE[Source(row.source)]) if row.source in set(Source) else row.source
        value = words.of(row.value) or "–"
        why = words.of(row.why)
        popover.add(
            Entry(
                f"{words.of(row.label)}{'：' if words.language == 'zh' else ': '}{value}",
                " · ".join(p for p in (known, why) if p),
            )
        )
    if kept.proofs:
        popover.head(translate("CasePage", "Proof"))
    for proof in kept.proofs:
        claim = words.of(CLAIM[Claim(proof.claim)]) if proof.claim in set(Claim) else proof.claim
        basis = (claim, proof.rule, formats.full(proof.at) if proof.at else "")
        popover.add(Entry(words.of(proof.said), " · ".join(p for p in basis if p)))
    if kept.pasted:
        popover.head(translate("CasePage", "As the customer wrote it"))
        popover.add(Entry(kept.pasted))
    popover.open()
    return popover
