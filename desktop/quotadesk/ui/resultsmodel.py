"""The rows of a result for the table: all of them can be reached, lines are read where the view stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from quotadesk.app.ports import Page
from quotadesk.domain.charge import Charge
from quotadesk.domain.facts_terms import NONE_RECORDED_WHY
from quotadesk.domain.lookup import NEWEST_FIRST, Cursor, Sort
from quotadesk.domain.requests import Line
from quotadesk.ui import formats
from quotadesk.ui.headings import every_heading
from quotadesk.ui.resultscolumns import COLUMNS
from quotadesk.ui.resultspages import Pages
from quotadesk.ui.terms import CHARGE
from quotadesk.ui.words import translate, words

Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole
TOOLTIP = Qt.ItemDataRole.ToolTipRole
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
ALIGN = Qt.ItemDataRole.TextAlignmentRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROOT = QModelIndex()
_NOT_HERE = "…"


class ResultsModel(QAbstractTableModel):
    """Rows of one answer. Asks for the numbers that follow, and for the lines of pages that come into sight."""

    more_wanted = Signal(object)  # the cursor after which more requests follow
    pages_wanted = Signal(object)  # page → the numbers of its requests
    came = Signal()  # lines of pages have come

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = Pages()
        self._next: Cursor | None = None
        self._asked = False
        self._waiting = False
        self._headings = every_heading()
        self._tz: tzinfo | None = None
        self._days = False
        self.order: Sort = NEWEST_FIRST

    def show(self, page: Page, tz: tzinfo, *, days: bool, sort: Sort = NEWEST_FIRST) -> None:
        """Replace everything by the first page; `days` shows the date beside the time."""
        self.beginResetModel()
        self._pages.begin(page.lines, page.numbers)
        whole = len(self._pages) > len(page.lines)  # a sorted result names all at once
        self._next, self._asked, self._waiting = None if whole else page.next, False, False
        self._tz, self._days, self.order = tz, days, sort
        self.endResetModel()

    def extend(self, numbers: Sequence[int], following: Cursor | None) -> None:
        """Add requests that follow, by their numbers."""
        self._next, self._asked = following, False
        if numbers:
            first = len(self._pages)
            self.beginInsertRows(_ROOT, first, first + len(numbers) - 1)
            self._pages.numbers.extend(numbers)
            self.endInsertRows()

    def lacks(self, first: int, last: int) -> bool:
        """Say whether some of these rows are neither at hand nor on their way."""
        return not self._waiting and bool(self._pages.missing(first, last))

    def want(self, first: int, last: int) -> None:
        """Ask for the pages of these rows that are not at hand, unless others are on their way."""
        if not self._waiting and (pages := self._pages.missing(first, last)):
            self._waiting = True
            self.pages_wanted.emit({page: self._pages.numbers_of(page) for page in pages})

    def put(self, pages: Mapping[int, tuple[Line | None, ...]]) -> None:
        """Take the lines of pages; {} = they could not be read."""
        self._waiting = False
        for page, lines in pages.items():
            self._pages.put(page, lines)
        if pages:
            self.came.emit()

    @property
    def whole(self) -> bool:
        """Whether every request of the result is among the rows."""
        return self._next is None

    def retranslate(self) -> None:
        """Say headings and cells in the language in use."""
        self._headings = every_heading()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if len(self._pages):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._pages) - 1, len(COLUMNS) - 1))

    def line(self, row: int) -> Line | None:
        """Give the line of a row; None while it is not at hand."""
        return self._pages.line(row)

    def is_at_hand(self, row: int) -> bool:
        """Say whether the line of a row was read; it may be gone from the store."""
        return self._pages.is_at_hand(row)

    def numbers_from(self, row: int) -> Sequence[int]:
        """Give the numbers of the requests of a row and of all below it, as far as they are known."""
        return self._pages.numbers[row:]

    def row_of(self, key: str) -> int:
        """Give the row of a request at hand, -1 when it is not."""
        return next((row for row, line in self._pages.at_hand() if line.key == key), -1)

    def text(self, line: Line, column: int) -> str:
        """Give what a column shows of a line."""
        if column == 0:
            return (formats.day_clock if self._days else formats.clock)(line.time, self._tz)
        return COLUMNS[column].show(line)

    # ---------------------------------------------------------------- Qt

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._pages)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role:  # everything but the display role; first, because this is asked thousands of times a frame
            return self._aside(index, role)
        line = self._pages.line(index.row())
        return _NOT_HERE if line is None else self.text(line, index.column())

    def _aside(self, index: Index, role: int) -> object:
        if role == ALIGN:
            return _RIGHT if COLUMNS[index.column()].right else _LEFT
        line = self._pages.line(index.row())
        if role == TOOLTIP and line is not None:
            return self._tooltip(line, COLUMNS[index.column()].name)
        if role == ACCESSIBLE:
            name = COLUMNS[index.column()].name
            return f"{self._headings[name]}: {self.data(index)}"
        return None

    def _tooltip(self, line: Line, column: str) -> str | None:
        if column == "time":
            time = formats.full(line.time, self._tz)
            return translate("Results", "in the gateway's log at {time}").format(time=time)
        if column == "status":
            return " · ".join(part for part in (status_words(line), line.error_code) if part)
        if column in {"charged", "cost"} and line.charge is not Charge.NO:
            return f"{words.of(CHARGE[line.charge][0])} · {formats.money(line.amount_nano)}"
        if column == "charged" and line.failed:
            return words.of(NONE_RECORDED_WHY)
        full = {
            "model": line.model,
            "group": line.group,
            "owner": line.owner,
            "key": line.key_name,
            "error": line.error_code,
            "env": line.environment,
            "project": line.project,
        }
        return full.get(column) or None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        sorted_by = column.name == self.order.by.value
        if role == DISPLAY:
            arrow = ("↓" if self.order.descending else "↑") if sorted_by else ""
            return f"{self._headings[column.name]} {arrow}".rstrip()
        if role == ALIGN:
            return _RIGHT if column.right else _LEFT
        if role == TOOLTIP:
            return translate("Results", "Sort by this column (Shift+{key})").format(key=column.key)
        if role == ACCESSIBLE and sorted_by:
            way = (
                translate("Results", "largest or newest first")
                if self.order.descending
                else translate("Results", "smallest or oldest first")
            )
            return f"{self._headings[column.name]}, {way}"
        return None

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._next is not None and not self._asked

    @override
    def fetchMore(self, parent: Index) -> None:
        if self._next is not None and not self._asked:
            self._asked = True
            self.more_wanted.emit(self._next)


def status_words(line: Line) -> str:
    """Say what the mark of a status means."""
    if line.stream_cut:
        return translate("Results", "answered {status}, ended with an error").format(status=line.status)
    if line.failed:
        return translate("Results", "failed")
    return translate("Results", "succeeded")
