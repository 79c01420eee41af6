"""The ledger of a case: one receipt a row in order, their sum, and what is still owed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from quotadesk.app.answers import CaseView
from quotadesk.app.ledger import total
from quotadesk.domain.charge import Owed, Owing
from quotadesk.domain.said import Said
from quotadesk.ui import formats
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import clear, hairline, label, scrolling
from quotadesk.ui.receipt import Receipt
from quotadesk.ui.terms import CHARGE
from quotadesk.ui.words import translate, words

_OWING: dict[Owing, Said] = {
    Owing.NOT_REFUNDED: Said("the task failed, no refund followed", "任务失败，未见退款"),
    Owing.OVERDUE: Said("the task runs past its time-out", "任务已超时"),
    Owing.NOT_READ: Said(
        "the task failed; whether a refund followed was not read", "任务失败，是否退款尚未读到"
    ),
}


class LedgerView(QWidget):
    """Receipts, oldest first. `copied` carries what an id is called and the id."""

    copied = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(2))
        self.empty = label("", "secondary", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.owed = label("", "warning", wrap=True)
        self.receipts: list[Receipt] = []  # oldest first
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, px(10), 0)
        self._column.setSpacing(0)
        self._scroll = scrolling(self._list)
        self._sum = QWidget()
        foot = QHBoxLayout(self._sum)
        foot.setContentsMargins(0, 0, px(10), 0)
        self.said = label("", "secondary")
        self.sum = label("", "strong")
        foot.addWidget(self.said)
        foot.addStretch(1)
        foot.addWidget(self.sum)
        self._line = hairline()
        column.addWidget(self.owed)
        column.addWidget(self.empty)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._line)
        column.addWidget(self._sum)
        self._view: CaseView | None = None
        self.retranslate()

    def show_case(self, view: CaseView) -> None:
        """Show the receipts of another case."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        view = self._view
        rows = view.ledger if view is not None else ()
        clear(self._column)
        self.receipts = [Receipt(row) for row in rows]
        for receipt in self.receipts:
            receipt.copied.connect(self.copied)
            self._column.addWidget(receipt)
        self._column.addStretch(1)
        self._list.setAccessibleName(translate("Ledger", "Receipts, oldest first"))
        self.empty.setText(self._why_empty())
        self.empty.setVisible(not rows)
        for part in (self._scroll, self._line, self._sum):
            part.setVisible(bool(rows))
        self._say_owed(view.verdict.charge.owed if view is not None else None)
        if view is not None:
            count = translate("Ledger", "%n row(s)", "", len(rows))
            self.said.setText(f"{count} · {words.of(CHARGE[view.verdict.charge.charge][0])}")
            self.sum.setText(translate("Ledger", "net {amount}").format(amount=formats.money(total(rows))))

    def _why_empty(self) -> str:
        request = self._view.request if self._view is not None else None
        if request is None or not (request.records or request.attempts):
            return translate(
                "Ledger", "The log holds no row for this request. The verdict says what that proves."
            )
        return translate(
            "Ledger", "The gateway's ledger has no row for this request. The verdict says what that proves."
        )

    def _say_owed(self, owed: Owed | None) -> None:
        self.owed.setVisible(owed is not None)
        if owed is None:
            return
        figure = f"{owed.figure:g} {owed.unit}" if owed.unit == "quota" else f"{owed.figure!r} USD"
        text = translate("Ledger", "Refund owed: {amount} ({figure}) since {time}; {why}.")
        self.owed.setText(
            text.format(
                amount=formats.money(owed.nano),
                figure=figure,
                time=formats.full(owed.since),
                why=words.of(_OWING[owed.owing]),
            )
        )
