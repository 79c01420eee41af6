"""The verdict: one sentence, who acts, whether money moved, whether to retry, and why."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.answers import CaseView
from quotadesk.domain.charge import Charge
from quotadesk.domain.verdict import Claim, Confidence, Family, Verdict
from quotadesk.ui import formats
from quotadesk.ui.caselink import CaseLink
from quotadesk.ui.factline import FactLine
from quotadesk.ui.gatewayfacts import line_of, open_facts
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import Flow, button, clear
from quotadesk.ui.popover import Popover
from quotadesk.ui.prooflabel import Piece, ProofLabel
from quotadesk.ui.proofpopover import open_proof
from quotadesk.ui.proofs import Ground, follows, grounds_of
from quotadesk.ui.sentences import clause, clauses, full_stop, joiner
from quotadesk.ui.similarkeys import similar_tip, similar_words
from quotadesk.ui.terms import ACTS, CHARGE, CLAIM, CONFIDENCE, FAMILY_TONE, charge_tone, retry_text
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate, words
from quotadesk.ui.wrapping import WrappingLink

SHORT = 3  # proofs shown before the agent asks for all


class VerdictCard(QFrame):
    """Shows a verdict. `similar_wanted` asks for the other keys that saw the same; `field_wanted`, `rows_wanted`
    and `answers_wanted` lead from a proof to the evidence, the ledger and the questions about the gateway.
    """

    similar_wanted = Signal()
    field_wanted = Signal(str)
    rows_wanted = Signal()
    answers_wanted = Signal()
    copied = Signal(str, str)  # what an id of a proof is called, the id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._view: CaseView | None = None
        self._dense = False
        self._grounds: tuple[Ground, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(10), px(14), px(8))
        column.setSpacing(px(6))
        self.sentence = ProofLabel("verdict", self._tell)
        self._pills = QWidget()
        self._flow = Flow(self._pills)
        self.why = ProofLabel("secondary", self._tell)
        self.proof = button("", "link", self.show_proof)
        self._similar = WrappingLink(self.similar_wanted.emit)
        self.gateway = FactLine()
        self.gateway.clicked.connect(self.show_gateway)
        self._links = QWidget()
        links = Flow(self._links, gap=14, between=2)
        self.case_link = CaseLink(self)
        for link in (self.proof, self._similar):
            links.addWidget(link)
        for made in (self.sentence, self._pills, self.why, self._links):
            column.addWidget(made)
        foot = QHBoxLayout()
        foot.setSpacing(px(14))
        foot.addWidget(self.gateway, 1)
        for link in (self.case_link.add, self.case_link.holding):
            foot.addWidget(link)
        column.addLayout(foot)
        for asking in (self.sentence, self.why):
            asking.asked.connect(self._show_asked)
        self._column = column

    def set_dense(self, *, dense: bool) -> None:
        """Take less height where the window is low; what is left out stands under "All proof"."""
        self._dense = dense
        self._column.setSpacing(px(4 if dense else 6))
        self._column.setContentsMargins(px(18), px(6 if dense else 10), px(14), px(4 if dense else 8))
        self.retranslate()

    def show_case(self, view: CaseView) -> None:
        """Show another verdict."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Say the verdict in the language in use."""
        if self._view is None:
            return
        self.case_link.retranslate()
        verdict = self._view.verdict
        self._grounds = grounds_of(self._view)
        self.sentence.say([(words.of(verdict.sentence), "all" if self._grounds else "")])
        clear(self._flow)
        for text, tone, claim in self._pill_words(verdict):
            self._flow.addWidget(self._pill(text, tone, claim))
        self.why.say(self._why(verdict))
        told = similar_words(self._view.similar)
        self._similar.setText(told)
        self._similar.setToolTip(similar_tip(self._view.similar) if told else "")
        self._similar.setVisible(bool(told))
        self.proof.setText(translate("Verdict", "All proof (%n)", "", len(self._grounds)))
        self.proof.setVisible(bool(self._grounds))
        self._links.setVisible(bool(told or self._grounds))
        tip = translate("Verdict", "What is known of this gateway decides how its log may be read.")
        self.gateway.say(line_of(self._view.profile), tip=tip)
        self.updateGeometry()
        self.update()

    # ---------------------------------------------------------------- words

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

    def _pill(self, text: str, tone: str, claim: Claim) -> QPushButton:
        pill = button(text, "pill", lambda: self.show_proof(claim))
        pill.setProperty("tone", tone)
        heading = words.of(CLAIM[claim])
        told = [g.told for g in self.grounds(claim)]
        pill.setToolTip("\n\n".join([f"{heading}: {text}", *told]))
        pill.setAccessibleName(f"{heading}: {text}")
        pill.setAccessibleDescription("; ".join(g.text for g in self.grounds(claim)))
        return pill

    def _why(self, verdict: Verdict) -> list[Piece]:
        gap = "" if words.language == "zh" else " "
        said: dict[str, str] = {}
        for number, ground in enumerate(self._grounds):
            said.setdefault(clause(ground.text), str(number))
        pieces: list[Piece] = []
        for text, name in list(said.items())[: 1 if self._dense else SHORT]:
            pieces += [(joiner() if pieces else translate("Verdict", "Why:") + gap, ""), (text, name)]
        if pieces:
            pieces.append((full_stop(), ""))
        settles = [*verdict.settles, *([verdict.charge.settles] if verdict.charge.settles else [])]
        if settles:
            start = "\n" if pieces else ""
            told = clauses(words.of(s) for s in settles)
            pieces.append((start + translate("Verdict", "What would settle it:") + gap + told, ""))
        return pieces

    # ---------------------------------------------------------------- proof

    def grounds(self, claim: Claim | None = None) -> tuple[Ground, ...]:
        """Give what the verdict, or one claim of it, rests on."""
        if self._view is None or claim is None:
            return self._grounds
        return tuple(g for g in self._grounds if g.claim is claim) or (follows(self._view, claim),)

    def show_proof(self, claim: Claim | None = None) -> Popover | None:
        """Open the proof of a claim, or all of it."""
        if self._view is None:
            return None
        return self._open(self.grounds(claim))

    def show_gateway(self) -> Popover | None:
        """Open what is known of the gateway."""
        if self._view is None:
            return None
        return open_facts(self._view.profile, self.gateway, self.answers_wanted.emit)

    def _show_asked(self, name: str) -> None:
        self._open((self._grounds[int(name)],) if name.isdigit() else self._grounds)

    def _open(self, grounds: tuple[Ground, ...]) -> Popover:
        return open_proof(
            grounds,
            self.proof,
            show_field=self.field_wanted.emit,
            show_rows=self.rows_wanted.emit,
            copy=self.copied.emit,
        )

    def _tell(self, name: str) -> str:
        if name.isdigit() and int(name) < len(self._grounds):
            return self._grounds[int(name)].told
        return "\n\n".join(g.told for g in self._grounds)

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
