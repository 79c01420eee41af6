"""The verdict: one sentence, who acts, whether money moved, whether to retry, and why."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import CaseView
from quotadesk.domain.charge import Charge
from quotadesk.domain.verdict import Claim, Confidence, Family, Verdict
from quotadesk.ui import formats
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import Flow, button, clear, label
from quotadesk.ui.terms import ACTS, CHARGE, CLAIM, CONFIDENCE, FAMILY_TONE, charge_tone, retry_text
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate, words

SHORT = 3  # proofs shown before the agent asks for all


class VerdictCard(QFrame):
    """Shows a verdict. `similar_wanted` asks for the other keys that saw the same."""

    similar_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._view: CaseView | None = None
        self._all = False
        self._dense = False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(10), px(14), px(10))
        column.setSpacing(px(8))
        self.sentence = label("", "verdict", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pills = QWidget()
        self._flow = Flow(self._pills)
        self.why = label("", "secondary", wrap=True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = button("", "link", self._toggle)
        self._similar = button("", "link", self.similar_wanted.emit)
        for made in (self.sentence, self._pills, self.why):
            column.addWidget(made)
        self._links = QWidget()
        self._link_flow = Flow(self._links, gap=14)
        self._link_flow.addWidget(self._similar)
        self._link_flow.addWidget(self._more)
        column.addWidget(self._links)
        self._column = column

    def set_dense(self, *, dense: bool) -> None:
        """Take less height where the window is low; what is left out stands in the pills' tooltips."""
        self._dense = dense
        self._column.setSpacing(px(5 if dense else 8))
        self._column.setContentsMargins(px(18), px(7 if dense else 10), px(14), px(7 if dense else 10))
        self.retranslate()

    def show_case(self, view: CaseView) -> None:
        """Show another verdict."""
        self._view, self._all = view, False
        self.retranslate()

    def retranslate(self) -> None:
        """Say the verdict in the language in use."""
        if self._view is None:
            return
        verdict = self._view.verdict
        self.sentence.setText(words.of(verdict.sentence))
        clear(self._flow)
        for text, tone, claim in self._pill_words(verdict):
            self._flow.addWidget(self._pill(text, tone, claim, verdict))
        self.why.setText(self._why(verdict))
        self.why.setToolTip(self._why(verdict) if self._dense else "")
        self.why.setVisible(bool(self.why.text()))
        self._say_links(verdict)
        self.updateGeometry()
        self.update()

    def _pill_words(self, verdict: Verdict) -> list[tuple[str, str, Claim]]:
        acts, acts_tone = ACTS[verdict.acts]
        failed = verdict.family is not Family.SUCCESS
        charge = words.of(CHARGE[verdict.charge.charge][0])
        if verdict.charge.charge not in {Charge.NO, Charge.UNKNOWN} and verdict.charge.amount_nano:
            charge += f" {formats.money(verdict.charge.amount_nano)}"
        pills = [
            (words.of(acts), acts_tone, Claim.ACTS),
            (charge, charge_tone(verdict.charge.charge, failed=failed), Claim.CHARGE),
        ]
        if failed:
            pills.append((words.of(retry_text(verdict.retry, verdict.retry_after_s)), "plain", Claim.RETRY))
        tone = "warning" if verdict.confidence is Confidence.UNKNOWN else "plain"
        pills.append((words.of(CONFIDENCE[verdict.confidence]), tone, Claim.FAMILY))
        return pills

    def _pill(self, text: str, tone: str, claim: Claim, verdict: Verdict) -> QPushButton:
        pill = button(text, "pill", self._toggle)
        pill.setProperty("tone", tone)
        proofs = [f"• {words.of(p.text)}" for p in verdict.proofs if p.claim is claim]
        if claim is Claim.CHARGE and verdict.charge.why.en:
            proofs.append(f"• {words.of(verdict.charge.why)}")
        heading = words.of(CLAIM[claim])
        pill.setToolTip("\n".join([f"{heading}: {text}", *dict.fromkeys(proofs)]))
        pill.setAccessibleName(f"{heading}: {text}")
        return pill

    def _why(self, verdict: Verdict) -> str:
        gap = "" if words.language == "zh" else " "
        said = list(dict.fromkeys(words.of(p.text) for p in verdict.proofs))
        lines = []
        if self._all:
            for claim in Claim:
                parts = [words.of(p.text) for p in verdict.proofs if p.claim is claim]
                lines += [f"{words.of(CLAIM[claim])} · {text}" for text in dict.fromkeys(parts)]
        elif said:
            body = _joined(said[: 1 if self._dense else SHORT])
            lines.append(translate("Verdict", "Why:") + gap + body)
        settles = list(verdict.settles)
        if verdict.charge.settles is not None:
            settles.append(verdict.charge.settles)
        if settles:
            joined = ("；" if words.language == "zh" else "; ").join(
                dict.fromkeys(words.of(s) for s in settles)
            )
            lines.append(translate("Verdict", "What would settle it:") + gap + joined)
        return "\n".join(lines)

    def _say_links(self, verdict: Verdict) -> None:
        similar = self._view.similar_keys if self._view is not None else 0
        self._similar.setText(
            translate("Verdict", "%n other key(s) saw this in the last hour", "", similar) + " →"
        )
        self._similar.setVisible(similar > 0)
        more = len({p.text.en for p in verdict.proofs}) > (1 if self._dense else SHORT) or self._all
        self._more.setText(
            translate("Verdict", "Show less")
            if self._all
            else translate("Verdict", "All proof (%n)", "", len(verdict.proofs))
        )
        self._more.setVisible(more)
        self._links.setVisible(more or similar > 0)

    def _toggle(self) -> None:
        self._all = not self._all
        self.retranslate()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._view is None:
            return
        tone = FAMILY_TONE.get(self._view.verdict.family, "bad")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), px(10), px(10))
        edge = QPainterPath()
        edge.addRect(QRectF(0, 0, px(4), self.height()))
        painter.fillPath(whole.intersected(edge), look.colour(tone))


def _joined(sentences: list[str]) -> str:
    """Put proofs into one line: as clauses, or in English as sentences where one begins like a sentence."""
    bare = [text.rstrip("。.") for text in sentences]
    if words.language == "zh":
        return "；".join(bare) + "。"
    return (". " if any(text[:1].isupper() for text in bare[1:]) else "; ").join(bare) + "."
