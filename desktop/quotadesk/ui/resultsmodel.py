"""The rows of a result for the table: pages as they arrive, one line a request, newest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from quotadesk.domain.charge import Charge
from quotadesk.domain.lookup import Cursor
from quotadesk.domain.requests import Line
from quotadesk.ui import formats
from quotadesk.ui.headings import headings
from quotadesk.ui.terms import CHARGE, CHARGE_SHORT, TYPE
from quotadesk.ui.words import translate, words

Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole
TOOLTIP = Qt.ItemDataRole.ToolTipRole
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
ALIGN = Qt.ItemDataRole.TextAlignmentRole
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its text, how it sits, what its width is measured on, and whether it shares free width."""

    name: str
    show: Callable[[Line], str]
    measure: str
    right: bool = False
    share: int = 0  # part of the free width
    tone: str = "text"


def _status(line: Line) -> str:
    return "–" if line.status is None else str(line.status)


def _cost(line: Line) -> str:
    return formats.money(line.amount_nano) if line.amount_nano else "–"


def _type(line: Line) -> str:
    return "–" if line.type is None else words.of(TYPE[line.type])


COLUMNS: tuple[Column, ...] = (
    Column(name="time", show=lambda line: formats.clock(line.time), measure="00:00:00"),
    Column(name="status", show=_status, measure="● 000 "),
    Column(name="model", show=lambda line: line.model, measure="claude-sonnet-4", share=3),
    Column(name="group", show=lambda line: line.group, measure="production", share=2),
    Column(name="owner", show=lambda line: line.owner, measure="acme-retail", share=2),
    Column(name="key", show=lambda line: line.key_name, measure="marketing-img", share=3, tone="secondary"),
    Column(name="type", show=_type, measure="image"),
    Column(name="latency", show=lambda line: formats.seconds(line.latency_ms), measure="00.0 s", right=True),
    Column(
        name="attempts",
        show=lambda line: "–" if line.attempt_count is None else str(line.attempt_count),
        measure="00",
        right=True,
    ),
    Column(name="charged", show=lambda line: words.of(CHARGE_SHORT[line.charge]), measure="refunded"),
    Column(name="cost", show=_cost, measure="$0.0000", right=True),
)


class ResultsModel(QAbstractTableModel):
    """Lines of one answer. Asks for the next page when the view nears the end."""

    more_wanted = Signal(object)  # the cursor below which the next page starts

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []
        self._next: Cursor | None = None
        self._asked = False
        self._headings = headings()
        self._time: Callable[[Line], str] = COLUMNS[0].show
        self._tz: tzinfo | None = None

    def show(self, lines: tuple[Line, ...], following: Cursor | None, tz: tzinfo, *, days: bool) -> None:
        """Replace everything by the first page; `days` shows the date beside the time."""
        self.beginResetModel()
        self._lines, self._next, self._asked, self._tz = list(lines), following, False, tz
        write = formats.day_clock if days else formats.clock
        self._time = lambda line: write(line.time, tz)
        self.endResetModel()

    def append(self, lines: tuple[Line, ...], following: Cursor | None) -> None:
        """Add the next page."""
        self._next, self._asked = following, False
        if lines:
            first = len(self._lines)
            self.beginInsertRows(_ROOT, first, first + len(lines) - 1)
            self._lines.extend(lines)
            self.endInsertRows()

    def retranslate(self) -> None:
        """Say headings and cells in the language in use."""
        self._headings = headings()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(COLUMNS) - 1))

    def line(self, row: int) -> Line | None:
        """Give the line of a row."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, key: str) -> int:
        """Give the row of a request, -1 when it is not loaded."""
        return next((row for row, line in enumerate(self._lines) if line.key == key), -1)

    def first_failed(self) -> int:
        """Give the row of the newest failure, -1 when all went well."""
        return next((row for row, line in enumerate(self._lines) if line.failed), -1)

    # ---------------------------------------------------------------- Qt

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def data(self, index: Index, role: int = DISPLAY) -> object:
        if role:  # everything but the display role; first, because this is asked thousands of times a frame
            return self._aside(index, role)
        column = index.column()
        line = self._lines[index.row()]
        return self._time(line) if column == 0 else COLUMNS[column].show(line)

    def _aside(self, index: Index, role: int) -> object:
        if role == ALIGN:
            return _RIGHT if COLUMNS[index.column()].right else _LEFT
        if role == TOOLTIP:
            return self._tooltip(self._lines[index.row()], COLUMNS[index.column()].name)
        if role == ACCESSIBLE:
            name = COLUMNS[index.column()].name
            return f"{self._headings[name]}: {self.data(index)}"
        return None

    def _tooltip(self, line: Line, column: str) -> str | None:
        if column == "time":
            return formats.full(line.time, self._tz)
        if column == "status":
            return " · ".join(part for part in (status_words(line), line.error_code) if part)
        if column in {"charged", "cost"} and line.charge is not Charge.NO:
            return f"{words.of(CHARGE[line.charge][0])} · {formats.money(line.amount_nano)}"
        full = {"model": line.model, "group": line.group, "owner": line.owner, "key": line.key_name}.get(
            column
        )
        return full or None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> object:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(COLUMNS):
            if role == DISPLAY:
                return self._headings[COLUMNS[section].name]
            if role == ALIGN:
                return _RIGHT if COLUMNS[section].right else _LEFT
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
