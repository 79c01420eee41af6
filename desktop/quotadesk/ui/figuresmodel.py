"""The figures of whole days as a table: one line a model, group or owner, and first what all come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from quotadesk.app.ports import By, Figure
from quotadesk.ui import formats
from quotadesk.ui.words import translate

if TYPE_CHECKING:
    from quotadesk.app.figures import Figures

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CELLS: tuple[Callable[[Figure], str], ...] = (
    lambda f: formats.count(f.requests),
    lambda f: formats.count(f.failures),
    lambda f: formats.count(f.tokens_in),
    lambda f: formats.count(f.tokens_out),
    lambda f: formats.money(f.net_nano),
    lambda f: formats.count(f.unproven),
)


class FiguresModel(QAbstractTableModel):
    """The first row is the total."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by = By.MODEL
        self.rows: tuple[Figure, ...] = ()

    def show(self, figures: Figures | None) -> None:
        """Replace everything; None = nothing is known yet."""
        self.beginResetModel()
        self._by = figures.by if figures is not None else self._by
        self.rows = (figures.total, *figures.rows) if figures is not None else ()
        self.endResetModel()

    def name(self, row: int) -> str:
        """Give whose figures a row holds; "" for the total and for rows that name none."""
        return self.rows[row].name if 0 < row < len(self.rows) else ""

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_CELLS) + 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if column:
            text = _CELLS[column - 1](self.rows[row])
        else:
            text = self.name(row) or (
                translate("Figures", "not named") if row else translate("Figures", "All")
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{headings(self._by)[column]}: {text}"
        return text

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return headings(self._by)[section] if role == Qt.ItemDataRole.DisplayRole else None


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)


def by_name(by: By) -> str:
    """Give what figures are told by, in the language in use."""
    return {
        By.MODEL: translate("Figures", "Model"),
        By.GROUP: translate("Figures", "Group"),
        By.OWNER: translate("Figures", "Owner"),
    }[by]


def headings(by: By) -> tuple[str, ...]:
    """Give the headings in the language in use."""
    return (
        by_name(by),
        translate("Figures", "Requests"),
        translate("Figures", "Failed"),
        translate("Figures", "Tokens in"),
        translate("Figures", "Tokens out"),
        translate("Figures", "Net charge"),
        translate("Figures", "Charge unknown"),
    )
