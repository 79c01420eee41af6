"""One receipt of the ledger: when, what, how much with all its digits, the net after it, and its ids to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from quotadesk.app.answers import LedgerRow
from quotadesk.ui import formats
from quotadesk.ui.idbutton import IdButton
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import ElidedLabel, label
from quotadesk.ui.words import translate, words

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Receipt(QFrame):
    """Two lines: time, kind and money; below, smaller, the gateway's own figure, its note and the ids."""

    copied = Signal(str, str)  # what the id is called, the id

    def __init__(self, row: LedgerRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, px(3), 0, px(3))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        time = label(formats.clock(row.time), "secondary")
        time.setToolTip(formats.full(row.time))
        self._grid.addWidget(time, 0, 0)
        self._grid.addWidget(label(words.of(row.kind)), 0, 1)
        self._grid.addWidget(_amount(row), 0, 2)
        net = label(translate("Ledger", "net {amount}").format(amount=formats.money(row.net_nano)), "caption")
        net.setAlignment(_RIGHT)
        self._grid.addWidget(net, 1, 2)
        self._grid.addLayout(self._below(), 1, 0, 1, 2)
        self.setAccessibleName(" · ".join([*self.texts(), f"{translate('Ledger', 'row')} {row.source_id}"]))

    def texts(self) -> tuple[str, ...]:
        """Give what stands there, in words."""
        row = self.row
        net = translate("Ledger", "net {amount}").format(amount=formats.money(row.net_nano))
        given = (formats.full(row.time), words.of(row.kind), money(row.amount_nano), net, row.figure)
        return tuple(text for text in (*given, words.of(row.note)) if text)

    def _below(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(px(6))
        told = " · ".join(t for t in (self.row.figure, words.of(self.row.note)) if t)
        figure = ElidedLabel("caption")
        figure.say(told)
        figure.setMinimumWidth(px(40))
        line.addWidget(figure, 1)
        ids = [
            (translate("Ledger", "row"), self.row.source_id),
            (translate("Ledger", "task"), self.row.task_id),
        ]
        for name, value in ids:
            if value:
                line.addWidget(label(name, "caption"))
                made = IdButton(name, value)
                made.copied.connect(self.copied)
                line.addWidget(made)
        return line


def money(amount_nano: int) -> str:
    """Give what a row moved, with its sign where something was given back."""
    return formats.money(amount_nano)


def _amount(row: LedgerRow) -> QLabel:
    role = "good" if row.amount_nano < 0 else "strong" if row.amount_nano else "secondary"
    made = label(money(row.amount_nano), role)
    made.setAlignment(_RIGHT)
    return made
