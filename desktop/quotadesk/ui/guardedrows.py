"""Views of rows: Qt's own copying of the current cell is closed; what Ctrl+C takes goes by ui/copyguard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QTableView
from typing_extensions import override

from quotadesk.ui.copyguard import guard

if TYPE_CHECKING:
    _View = QAbstractItemView
else:
    _View = object  # the two kinds get it from their own class


class _Guarded(_View):
    """What both kinds of view share."""

    def row_text(self) -> str:
        """Give the current row as its cells in sight say it, with tabs between them."""
        index = self.currentIndex()
        if not index.isValid():
            return ""
        cells = (index.siblingAtColumn(n) for n in range(index.model().columnCount(index.parent())))
        return "\t".join(str(cell.data() or "") for cell in cells if not self.visualRect(cell).isEmpty())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            guard.copy_shown(self.row_text())
        else:
            super().keyPressEvent(event)


class GuardedTable(_Guarded, QTableView):
    """A table of rows."""


class GuardedList(_Guarded, QListWidget):  # type: ignore[misc]  # the same names, from another class
    """A list of rows."""
