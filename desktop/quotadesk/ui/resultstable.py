"""The table of results: millions of rows, sorted by a click or a key, columns that the agent arranges."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget
from typing_extensions import override

from quotadesk.ui.columnlayout import Chosen, shared
from quotadesk.ui.guardedrows import GuardedTable
from quotadesk.ui.headings import every_heading
from quotadesk.ui.linepainter import LinePainter, Spot
from quotadesk.ui.metrics import ROW, px, scale
from quotadesk.ui.resultscolumns import COLUMNS, PLACE
from quotadesk.ui.resultsmodel import ResultsModel

SAMPLE_ROWS = 30  # rows on which the widths are measured
WIDEST = 260  # of a flexible column, as long as others want room
AHEAD = 60  # rows that are read before they come into sight
_BY_KEY = {Qt.Key(ord(column.key)): column.name for column in COLUMNS}
_VIM = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}


class ResultsTable(GuardedTable):
    """The view. `opened` names the request whose row is current; widths never need a horizontal scroll bar."""

    opened = Signal(str)
    sort_wanted = Signal(str)  # the column's name
    columns_wanted = Signal(QPoint)  # where the chooser shall open
    arranged = Signal(str)  # columns, order and widths as a preference
    grouping_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._chosen = Chosen()
        self._wants: dict[str, int] = {}
        self._painter = LinePainter()
        self._fitting = False  # sections move and change by themselves
        self._dragged = False
        self._owed = False  # the current row is to be opened as soon as its line comes
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_up_head()
        self.selectionModel().currentRowChanged.connect(self._tell)
        model.modelReset.connect(self._start_over)
        model.came.connect(self._show_what_came)
        self.restyle()

    def _set_up_head(self) -> None:
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(px(24))
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.sectionClicked.connect(lambda column: self.sort_wanted.emit(COLUMNS[column].name))
        head.sectionResized.connect(self._note_width)
        head.sectionMoved.connect(self._note_order)
        head.customContextMenuRequested.connect(lambda spot: self.columns_wanted.emit(head.mapToGlobal(spot)))

    def restyle(self) -> None:
        """Take over text size, tones and words."""
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(28))
        self.setFont(scale.font("secondary"))
        self._painter.restyle()
        self.measure()

    # ---------------------------------------------------------------- columns

    @property
    def chosen(self) -> Chosen:
        """The columns as the agent arranged them."""
        return self._chosen

    def arrange(self, chosen: Chosen, *, tell: bool = True) -> None:
        """Show other columns, in another order, or as wide as was chosen."""
        self._chosen = chosen
        self.measure()
        head = self.horizontalHeader()
        self._fitting = True
        for place, name in enumerate(chosen.ordered()):
            head.moveSection(head.visualIndex(PLACE[name]), place)
        self._fitting = False
        self._share_width()
        if tell:
            self.arranged.emit(chosen.write())

    def measure(self) -> None:
        """Measure what each column needs for its heading and the first rows."""
        body, head = QFontMetrics(scale.font("secondary")), QFontMetrics(scale.font("caption", weight=500))
        lines = [
            line
            for row in range(min(SAMPLE_ROWS, self._model.rowCount()))
            if (line := self._model.line(row)) is not None
        ]
        names, wide = every_heading(), self._painter.width
        for number, column in enumerate(COLUMNS):
            if column.name not in self._chosen.shown:
                continue
            title = head.horizontalAdvance(f"{names[column.name]} ↓") + px(13)
            least = max(title, body.horizontalAdvance(column.measure) + px(13))
            if column.name == "status":
                least = max(title, px(37) + body.horizontalAdvance("000"))
            else:
                texts = {self._model.text(line, number) for line in lines}
                widest = max(map(wide, texts), default=0) + px(13)
                least = max(least, min(widest, px(WIDEST)) if column.share else widest)
            self._wants[column.name] = least + (px(10) if column.name == "time" else 0)
        self._share_width()

    def _share_width(self) -> None:
        """Give each column what it needs; the flexible ones share what is missing or left over."""
        room = self.viewport().width()
        if not self._wants or room <= 0:
            return
        widths = shared(room, self._chosen, self._wants)
        self._fitting = True
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, column.name not in widths)
            if column.name in widths:
                self.horizontalHeader().resizeSection(number, widths[column.name])
        self._fitting = False
        self.viewport().update()

    def _note_width(self, column: int, _old: int, new: int) -> None:
        if not self._fitting:
            widths = {**self._chosen.widths, COLUMNS[column].name: round(new / scale.factor)}
            self._chosen = Chosen(shown=self._chosen.shown, widths=widths)
            self._end_drag()

    def _note_order(self, _column: int, _old: int, _new: int) -> None:
        if not self._fitting:
            head = self.horizontalHeader()
            names = [COLUMNS[head.logicalIndex(place)].name for place in range(len(COLUMNS))]
            shown = tuple(name for name in names if name in self._chosen.shown)
            self._chosen = Chosen(shown=shown, widths=self._chosen.widths)
            self._end_drag()

    def _end_drag(self) -> None:
        """Fit everything again once the mouse has let go."""
        if not self._dragged:
            self._dragged = True
            QTimer.singleShot(0, self, self._try_to_fit)

    def _try_to_fit(self) -> None:
        from PySide6.QtWidgets import QApplication

        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            QTimer.singleShot(50, self, self._try_to_fit)
            return
        self._dragged = False
        self.arrange(self._chosen)

    # ---------------------------------------------------------------- rows

    def select_row(self, row: int) -> None:
        """Make a row current and show it."""
        if 0 <= row < self._model.rowCount():
            index = self._model.index(row, self._a_column())
            self.selectionModel().setCurrentIndex(
                index,
                self.selectionModel().SelectionFlag.ClearAndSelect | self.selectionModel().SelectionFlag.Rows,
            )
            self.scrollTo(index)

    def _a_column(self) -> int:
        return next((n for n in range(len(COLUMNS)) if not self.isColumnHidden(n)), 0)

    def _tell(self, current: QModelIndex) -> None:
        line = self._model.line(current.row())
        self._owed = line is None and current.isValid()
        if line is not None:
            self.opened.emit(line.key)

    def _start_over(self) -> None:
        self._owed = False
        self.measure()

    def _show_what_came(self) -> None:
        if self._owed and self._model.is_at_hand(self.currentIndex().row()):
            self._tell(self.currentIndex())
        self.viewport().update()

    def rows_in_sight(self) -> tuple[int, int]:
        """Give the first and last row in the viewport; (0, -1) when there is none."""
        count = self._model.rowCount()
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return (max(0, first), last if last >= 0 else count - 1) if count else (0, -1)

    # ---------------------------------------------------------------- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all cells at once: a delegate's call for each costs more than its drawing."""
        count = self._model.rowCount()
        if not count:
            return
        area = event.rect()
        first, last = max(0, self.rowAt(area.top())), self.rowAt(area.bottom())
        painter = QPainter(self.viewport())
        spots = self._spots()
        height, width = self.verticalHeader().defaultSectionSize(), self.viewport().width()
        current, focused = self.currentIndex().row(), self.hasFocus()
        top = self.rowViewportPosition(first)
        model, paint = self._model, self._painter
        for row in range(first, (last if last >= 0 else count - 1) + 1):
            selected = row == current
            paint.paint_ground(painter, width, top, height, selected=selected, focused=focused)
            line = model.line(row)
            if line is not None:
                texts = [model.text(line, spot.column) for spot in spots]
                paint.paint(painter, line, texts, spots, top, height)
            elif not model.is_at_hand(row):
                paint.paint_waiting(painter, row, spots, top, height)
            top += height
        painter.end()
        if model.lacks(first - AHEAD, (last if last >= 0 else count - 1) + AHEAD):
            QTimer.singleShot(
                0, self, self._read_ahead
            )  # not while painting: others show that something is read

    def _spots(self) -> list[Spot]:
        head = self.horizontalHeader()
        ordered = (head.logicalIndex(place) for place in range(len(COLUMNS)))
        return [
            Spot(n, self.columnViewportPosition(n), self.columnWidth(n))
            for n in ordered
            if not self.isColumnHidden(n)
        ]

    def _read_ahead(self) -> None:
        first, last = self.rows_in_sight()
        if last >= first:
            self._model.want(first - AHEAD, last + AHEAD)

    # ---------------------------------------------------------------- events

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.ignore()  # a row opens by a click; nothing more happens by a second one

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if modifiers == Qt.KeyboardModifier.ShiftModifier and key in _BY_KEY:
            self.sort_wanted.emit(_BY_KEY[key])
        elif not modifiers and key == Qt.Key.Key_G:
            self.grouping_wanted.emit()
        elif not modifiers and key == Qt.Key.Key_Backspace:
            self.back_wanted.emit()
        elif not modifiers and key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.select_row(0 if key == Qt.Key.Key_Home else self._model.rowCount() - 1)
        elif not modifiers and key in _VIM:
            super().keyPressEvent(QKeyEvent(event.type(), _VIM[key], modifiers))
        else:
            super().keyPressEvent(event)
