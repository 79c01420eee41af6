"""Draw the histogram: totals behind, failures before them, 402 and 429 told apart by tone and by pattern."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta, tzinfo

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter

from quotadesk.app.ports import Bucket
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.timeaxis import ticks
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate

AXIS = 16  # height of the times below the bars
_LEAST_BETWEEN = 84  # of two times


def paint_loading(painter: QPainter, area: QRectF) -> None:
    """Draw quiet bars while the answer is read."""
    step = px(12)
    colour, wide = look.colour("line"), step - px(3)
    for number in range(int(area.width()) // step):
        height = px(8) + (number * 7 % 5) * px(4)
        painter.fillRect(number * step, int(area.bottom()) - height, wide, height, colour)


def paint_bars(painter: QPainter, buckets: Sequence[Bucket], area: QRectF) -> None:
    """Draw every bar into an area; the tallest fills it."""
    tallest = max(1, *(b.total for b in buckets))
    step = area.width() / len(buckets)
    width, radius = max(1.0, step - max(1.0, step * 0.18)), min(2.0, step / 4)
    painter.setPen(Qt.PenStyle.NoPen)
    for number, bucket in enumerate(buckets):
        if bucket.total:
            height = max(2.0, area.height() * bucket.total / tallest)
            painter.setBrush(look.colour("histogram"))
            left = area.left() + number * step
            painter.drawRoundedRect(QRectF(left, area.bottom() - height, width, height), radius, radius)
            _paint_failures(painter, bucket, QRectF(left, area.top(), width, area.height()), tallest)


def _paint_failures(painter: QPainter, bucket: Bucket, area: QRectF, tallest: int) -> None:
    """Stack other failures, 429 and 402; each that occurs has at least two pixels."""
    bottom = area.bottom()
    others = bucket.failed - bucket.quota - bucket.limited
    for number, brush in zip((others, bucket.limited, bucket.quota), brushes(), strict=True):
        if number > 0:
            height = max(2.0, area.height() * number / tallest)
            box = QRectF(area.left(), bottom - height, area.width(), height)
            painter.fillRect(box, look.colour("surface"))
            painter.fillRect(box, brush)
            bottom -= height


def brushes() -> tuple[QBrush, QBrush, QBrush]:
    """Give how other failures, 429 and 402 are filled."""
    hatched = QBrush(look.colour("warning"), Qt.BrushStyle.Dense4Pattern)
    return QBrush(look.colour("bad")), hatched, QBrush(look.colour("warning"))


def paint_axis(painter: QPainter, buckets: Sequence[Bucket], area: QRectF, tz: tzinfo | None) -> None:
    """Write times under the bars, and at the right what the fillings mean."""
    font = scale.font("caption")
    painter.setFont(font)
    metrics = QFontMetrics(font)
    right = _paint_legend(painter, buckets, area, metrics)
    start = buckets[0].start
    length = (buckets[1].start - start) * len(buckets) if len(buckets) > 1 else timedelta(minutes=1)
    painter.setPen(look.colour("secondary"))
    free = 0.0
    for at, text in ticks(start, start + length, max(1, int(area.width() / px(_LEAST_BETWEEN))), tz):
        x = area.left() + area.width() * ((at - start) / length)
        left, wide = x + px(3), metrics.horizontalAdvance(text)
        if left >= free and left + wide <= right:
            painter.fillRect(QRectF(x, area.top(), 1, area.height() * 0.6), look.colour("line"))
            painter.drawText(QRectF(left, area.top(), wide + 2, area.height()), _MIDDLE, text)
            free = left + wide + px(8)


_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def _paint_legend(painter: QPainter, buckets: Sequence[Bucket], area: QRectF, metrics: QFontMetrics) -> float:
    """Write the legend of what occurs; gives where it begins."""
    occurring = (
        any(b.failed > b.quota + b.limited for b in buckets),
        any(b.limited for b in buckets),
        any(b.quota for b in buckets),
    )
    names = (translate("Histogram", "failed"), "429", "402")
    right = area.right() - px(4)
    if not any(occurring[1:]):
        return right
    side = px(7)
    for name, brush, there in reversed(list(zip(names, brushes(), occurring, strict=True))):
        if there:
            wide = metrics.horizontalAdvance(name)
            painter.setPen(look.colour("secondary"))
            painter.drawText(QRectF(right - wide, area.top(), wide + 2, area.height()), _MIDDLE, name)
            box = QRectF(right - wide - side - px(4), area.center().y() - side / 2, side, side)
            painter.fillRect(box, brush)
            right = box.left() - px(10)
    return right
