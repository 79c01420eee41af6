"""The ledger of a case: the billing rows that the verdict rests on."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quotadesk.app.answers import CaseView, LedgerRow
from quotadesk.ui import formats
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import label
from quotadesk.ui.words import translate, words


class _SmallTable(QTableWidget):
    """A table that is content with little room."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(200), px(72))


class LedgerView(QWidget):
    """A small table; a case has a handful of receipts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        self._empty = label("", "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._table = _SmallTable(0, 5)
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        self._rows: tuple[LedgerRow, ...] = ()
        self._logged = True
        self.retranslate()

    def show_case(self, view: CaseView) -> None:
        """Show the receipts of another case."""
        self._rows = view.ledger
        self._logged = view.request is not None and bool(view.request.records or view.request.attempts)
        self.retranslate()

    @property
    def empty(self) -> str:
        """What stands there instead of rows; "" when there are some."""
        return "" if self._rows else self._empty.text()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._empty.setText(
            translate(
                "Ledger",
                "The gateway's ledger has no row for this request. The verdict says what that proves.",
            )
            if self._logged
            else translate(
                "Ledger", "The log holds no row for this request. The verdict says what that proves."
            )
        )
        self._empty.setVisible(not self._rows)
        self._table.setVisible(bool(self._rows))
        self._table.setAccessibleName(translate("Ledger", "Receipts, oldest first"))
        self._table.setHorizontalHeaderLabels(
            [
                translate("Ledger", "Time"),
                translate("Ledger", "What"),
                translate("Ledger", "Amount"),
                translate("Ledger", "Gateway's figure"),
                translate("Ledger", "Note"),
            ]
        )
        self._table.setFont(scale.font("secondary"))
        self._table.verticalHeader().setDefaultSectionSize(px(26))
        self._table.setRowCount(len(self._rows))
        for number, row in enumerate(self._rows):
            self._fill(number, row)

    def _fill(self, number: int, row: LedgerRow) -> None:
        texts = (
            formats.clock(row.time),
            words.of(row.kind),
            formats.money(row.amount_nano),
            row.figure,
            words.of(row.note),
        )
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(f"{text}\n{formats.full(row.time)} · {row.source_id}")
            self._table.setItem(number, column, item)
