"""The table of results: dense rows, hairlines, a status that colour and shape both tell."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from quotadesk.domain.charge import Charge
from quotadesk.domain.requests import Line
from quotadesk.ui.headings import headings
from quotadesk.ui.metrics import ROW, px, scale
from quotadesk.ui.resultsmodel import COLUMNS, ResultsModel
from quotadesk.ui.tones import look

STATUS_COLUMN = next(i for i, c in enumerate(COLUMNS) if c.name == "status")
CHARGED_COLUMN = next(i for i, c in enumerate(COLUMNS) if c.name == "charged")
ATTEMPTS_COLUMN = next(i for i, c in enumerate(COLUMNS) if c.name == "attempts")
GIVE_WAY = (
    "type",
    "group",
    "latency",
    "attempts",
    "cost",
)  # left out, in this order, where there is no room for them
LEAST_FLEXIBLE = 76
SAMPLE_ROWS = 60  # rows on which the widths are measured


def status_tone(status: int | None, *, failed: bool) -> str:
    """Give the tone of a status: good, warning (4xx, or a 200 that ended in an error), bad (5xx) or plain."""
    if status is None:
        return "warning" if failed else "plain"
    if status >= 500:
        return "bad"
    return "warning" if failed or status >= 400 else "good"


def draw_shape(painter: QPainter, tone: str, centre: QPointF, side: float) -> None:
    """Draw ● for good, ▲ for warning, ■ for bad, a dash for plain, in the painter's brush."""
    half = side / 2
    if tone == "good":
        painter.drawEllipse(centre, half, half)
    elif tone == "warning":
        points = [
            QPointF(centre.x(), centre.y() - half),
            QPointF(centre.x() + half * 1.1, centre.y() + half * 0.9),
            QPointF(centre.x() - half * 1.1, centre.y() + half * 0.9),
        ]
        painter.drawPolygon(QPolygonF(points))
    elif tone == "bad":
        painter.drawRect(QRectF(centre.x() - half * 0.9, centre.y() - half * 0.9, side * 0.9, side * 0.9))
    else:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - 1, side, 2))


class LineDelegate(QStyledItemDelegate):
    """Paints one cell. Reads the model's line directly: styles and roles cost more than the drawing."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        if not isinstance(model, ResultsModel):
            return
        line, column = model.line(index.row()), index.column()
        if line is None:
            return
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, look.colour("selection"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), _hairline())
        if selected and column == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), px(3), rect.height()), look.colour("accent"))
        if column == STATUS_COLUMN:
            self._paint_status(painter, rect, line)
        else:
            self._paint_text(painter, rect, index, line, selected=selected)
        painter.restore()

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        line: Line,
        *,
        selected: bool,
    ) -> None:
        column = COLUMNS[index.column()]
        left = px(16) if index.column() == 0 else px(6)
        inner = rect.adjusted(left, 0, -px(6), 0)
        painter.setFont(scale.font("secondary"))
        painter.setPen(_ink(index.column(), line, column.tone, selected=selected))
        text = str(index.data() or "–")
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)

    def _paint_status(self, painter: QPainter, rect: QRect, line: Line) -> None:
        tone = status_tone(line.status, failed=line.failed)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = scale.font("secondary", weight=600)
        painter.setFont(font)
        text = "–" if line.status is None else str(line.status)
        height = px(20)
        width = px(24) + painter.fontMetrics().horizontalAdvance("000")
        box = QRectF(rect.left() + px(6), rect.top() + (rect.height() - 1 - height) / 2, width, height)
        ink = look.colour("secondary" if tone == "plain" else tone)
        ground = look.colour("raised" if tone == "plain" else f"{tone}_soft")
        path = QPainterPath()
        path.addRoundedRect(box, px(5), px(5))
        painter.fillPath(path, ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        draw_shape(painter, tone, QPointF(box.left() + px(9), box.center().y()), px(7))
        painter.setPen(ink)
        painter.drawText(box.adjusted(px(17), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def _hairline() -> QColor:
    colour = look.colour("line")
    colour.setAlphaF(0.6)
    return colour


def _ink(column: int, line: Line, tone: str, *, selected: bool) -> QColor:
    if column == CHARGED_COLUMN and line.charge in {Charge.HELD, Charge.UNKNOWN}:
        return look.colour("warning")
    if column == CHARGED_COLUMN and line.failed and line.charge is Charge.YES:
        return look.colour("bad")
    if column == ATTEMPTS_COLUMN and (line.attempt_count or 0) < 2:
        return look.colour("secondary" if selected else "faint")
    return look.colour(tone)


class ResultsTable(QTableView):
    """The view. `opened` names the request whose row is current; widths never need a horizontal scroll bar."""

    opened = Signal(str)

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
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
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(px(24))
        self._measured: list[tuple[int, int]] = []
        self.selectionModel().currentRowChanged.connect(self._tell)
        model.modelReset.connect(self.measure)
        self.restyle()

    def restyle(self) -> None:
        """Take over text size, tones and words."""
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.horizontalHeader().setFixedHeight(px(28))
        self.setFont(scale.font("secondary"))
        self.measure()

    def select_row(self, row: int) -> None:
        """Make a row current and show it."""
        if 0 <= row < self._model.rowCount():
            index = self._model.index(row, 0)
            self.selectionModel().setCurrentIndex(
                index,
                self.selectionModel().SelectionFlag.ClearAndSelect | self.selectionModel().SelectionFlag.Rows,
            )
            self.scrollTo(index)

    def measure(self) -> None:
        """Measure what each column needs for its heading and the first rows."""
        body, head = QFontMetrics(scale.font("secondary")), QFontMetrics(scale.font("caption", weight=500))
        rows = range(min(SAMPLE_ROWS, self._model.rowCount()))
        names = headings()
        self._measured = []
        for number, column in enumerate(COLUMNS):
            title = head.horizontalAdvance(names[column.name]) + px(13)
            least = max(title, body.horizontalAdvance(column.measure) + px(13))
            texts = [str(self._model.data(self._model.index(row, number)) or "") for row in rows]
            want = max([least, *(body.horizontalAdvance(t) + px(13) for t in texts)])
            if number == STATUS_COLUMN:
                want = least = max(title, px(37) + body.horizontalAdvance("000"))
            if number == 0:
                want = least = max(least, want) + px(10)
            self._measured.append((least if column.share else want, want))
        self._share_width()

    def _share_width(self) -> None:
        """Give each column what it needs; the flexible ones share what is missing or left over."""
        if not self._measured:
            return
        room = self.viewport().width()
        hidden = self._left_out(room)
        wants = [0 if n in hidden else want for n, (_, want) in enumerate(self._measured)]
        shares = [0 if n in hidden else c.share for n, c in enumerate(COLUMNS)]
        free, whole, given = room - sum(wants), sum(shares), 0
        last = max(n for n in range(len(COLUMNS)) if n not in hidden)
        for number, share in enumerate(shares):
            self.setColumnHidden(number, number in hidden)
            if number in hidden:
                continue
            width = max(wants[number] + free * share // whole, px(48)) if share else wants[number]
            width = max(width, room - given) if number == last else width
            given += width
            self.horizontalHeader().resizeSection(number, width)

    def _left_out(self, room: int) -> set[int]:
        """Choose the columns for which there is no room; their values stand in the case."""
        needs = [
            min(want, px(LEAST_FLEXIBLE)) if c.share else want
            for c, (_, want) in zip(COLUMNS, self._measured, strict=True)
        ]
        hidden: set[int] = set()
        for name in GIVE_WAY:
            if sum(n for i, n in enumerate(needs) if i not in hidden) <= room:
                break
            hidden.add(next(i for i, c in enumerate(COLUMNS) if c.name == name))
        return hidden

    def _tell(self, current: QModelIndex) -> None:
        if (line := self._model.line(current.row())) is not None:
            self.opened.emit(line.key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        vim = {Qt.Key.Key_J: Qt.Key.Key_Down, Qt.Key.Key_K: Qt.Key.Key_Up}
        if not event.modifiers() and (step := vim.get(Qt.Key(event.key()))) is not None:
            event = QKeyEvent(event.type(), step, event.modifiers())
        super().keyPressEvent(event)
