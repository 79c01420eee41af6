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
        """Give what the current row says, "" where there is none."""
        return str(self.currentIndex().data() or "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            guard.copy_shown(self.row_text())
        else:
            super().keyPressEvent(event)


class GuardedTable(_Guarded, QTableView):
    """A table of rows."""

    @override
    def row_text(self) -> str:
        """Give the cells in sight of the current row, with tabs between them."""
        head = self.horizontalHeader()
        shown = (
            n for place in range(head.count()) if not head.isSectionHidden(n := head.logicalIndex(place))
        )
        return "\t".join(str(self.currentIndex().siblingAtColumn(n).data() or "") for n in shown)


class GuardedList(_Guarded, QListWidget):
    """A list of rows."""
