"""Paint the rows of the results: dense, hairlines, a status that colour and shape both tell.

A frame has hundreds of cells, so fonts, tones and laid out texts are kept from one frame to the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QPolygonF, QStaticText

from quotadesk.domain.charge import Charge
from quotadesk.domain.requests import Line
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.resultscolumns import COLUMNS, PLACE
from quotadesk.ui.tones import look

STATUS, CHARGED, ATTEMPTS = PLACE["status"], PLACE["charged"], PLACE["attempts"]
FIRST_MARGIN, MARGIN = 16, 6
PILL = 20  # height of a status
_MOST_TEXTS = 2_000
_SKELETON_SHARE = (0.8, 0.5, 0.7, 0.6)  # of the column, so that the bars do not look like a wall


class Spot(NamedTuple):
    """Where a column is painted: its place in COLUMNS, its left edge and its width."""

    column: int
    left: int
    width: int


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


def draw_status(painter: QPainter, text: str, tone: str, box: QRectF) -> None:
    """Draw the pill of a status; the painter's font is that of its text."""
    ink = look.colour("secondary" if tone == "plain" else tone)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("raised" if tone == "plain" else f"{tone}_soft"))
    painter.drawRoundedRect(box, px(5), px(5))
    painter.setBrush(ink)
    draw_shape(painter, tone, QPointF(box.left() + px(9), box.center().y()), px(7))
    painter.setPen(ink)
    painter.drawText(box.adjusted(px(17), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


class LinePainter:
    """Paints lines. Restyle it when text size or tones change."""

    def __init__(self) -> None:
        self.restyle()

    def restyle(self) -> None:
        """Take over text size and tones."""
        self._font: QFont = scale.font("secondary")
        self._bold: QFont = scale.font("secondary", weight=600)
        self._metrics = QFontMetrics(self._font)
        self._status_width = px(24) + QFontMetrics(self._bold).horizontalAdvance("000")
        self._pills: dict[tuple[str, str, float], QPixmap] = {}
        self._first, self._gap = px(FIRST_MARGIN), px(MARGIN)
        self._ink = {name: look.colour(name) for name in ("text", "secondary", "faint", "warning", "bad")}
        self._selection, self._accent = look.colour("selection"), look.colour("accent")
        self._hairline = look.colour("line")
        self._hairline.setAlphaF(0.6)
        self._widths: dict[str, int] = {}
        self._texts: dict[tuple[str, int], tuple[QStaticText, int]] = {}

    def paint(
        self,
        painter: QPainter,
        line: Line,
        texts: Sequence[str],
        spots: Sequence[Spot],
        top: int,
        height: int,
    ) -> None:
        """Paint the cells of a line; `texts` are what the spots show."""
        painter.setFont(self._font)
        base = top + (height - 1 - self._metrics.height()) // 2
        margin, gap, laid_out = self._first, self._gap, self._texts
        tone = ""
        for (number, left, width), text in zip(spots, texts, strict=True):
            if number == STATUS:
                pill = self._pill(painter, line, text)
                painter.drawPixmap(left + margin, top + (height - 1 - px(PILL)) // 2, pill)
            else:
                room = width - margin - gap
                laid, wide = laid_out.get((text, room)) or self._lay(text, room)
                column = COLUMNS[number]
                if (wanted := _tone(number, line, column.tone)) != tone:
                    tone = wanted
                    painter.setPen(self._ink[tone])
                painter.drawStaticText(left + (width - gap - wide if column.right else margin), base, laid)
            margin = gap

    def width(self, text: str) -> int:
        """Give how wide a text is."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) >= _MOST_TEXTS:
                self._widths.clear()
            known = self._widths[text] = self._metrics.horizontalAdvance(text)
        return known

    def _lay(self, text: str, room: int) -> tuple[QStaticText, int]:
        if len(self._texts) >= _MOST_TEXTS:
            self._texts.clear()
        shown = self._metrics.elidedText(text or "–", Qt.TextElideMode.ElideRight, room)
        laid = QStaticText(shown)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        self._texts[text, room] = found = (laid, self.width(shown))
        return found

    def _pill(self, painter: QPainter, line: Line, text: str) -> QPixmap:
        """Give the picture of a status: there are a few dozen, and each is drawn once."""
        tone, ratio = status_tone(line.status, failed=line.failed), painter.device().devicePixelRatio()
        pill = self._pills.get((text, tone, ratio))
        if pill is None:
            size = QSizeF(self._status_width, px(PILL))
            pill = QPixmap((size * ratio).toSize())
            pill.setDevicePixelRatio(ratio)
            pill.fill(Qt.GlobalColor.transparent)
            inner = QPainter(pill)
            inner.setFont(self._bold)
            draw_status(inner, text, tone, QRectF(QPointF(0, 0), size))
            inner.end()
            self._pills[text, tone, ratio] = pill
        return pill

    def paint_ground(
        self,
        painter: QPainter,
        width: int,
        top: int,
        height: int,
        *,
        selected: bool,
        focused: bool,
    ) -> None:
        """Paint what lies under a row: the selection with its bar, and the hairline below."""
        if selected:
            painter.fillRect(0, top, width, height, self._selection)
        painter.fillRect(0, top + height - 1, width, 1, self._hairline)
        if selected:
            painter.fillRect(0, top, px(3), height, self._accent)
            if focused:
                painter.fillRect(0, top, width, 1, self._accent)
                painter.fillRect(0, top + height - 1, width, 1, self._accent)

    def paint_waiting(
        self, painter: QPainter, row: int, spots: Sequence[Spot], top: int, height: int
    ) -> None:
        """Paint quiet bars where a line will stand."""
        bar, margin = px(8), px(FIRST_MARGIN)
        colour = QColor(self._hairline)
        for number, spot in enumerate(spots):
            share = _SKELETON_SHARE[(row + number) % len(_SKELETON_SHARE)]
            length = round((spot.width - margin - px(MARGIN)) * share)
            painter.fillRect(spot.left + margin, top + (height - bar) // 2, max(0, length), bar, colour)
            margin = px(MARGIN)


def _tone(column: int, line: Line, tone: str) -> str:
    if column == CHARGED:
        if line.charge in {Charge.HELD, Charge.UNKNOWN}:
            return "warning"
        if line.failed and line.charge is Charge.YES:
            return "bad"
    elif column == ATTEMPTS and (line.attempt_count or 0) < 2:
        return "secondary"
    return tone
