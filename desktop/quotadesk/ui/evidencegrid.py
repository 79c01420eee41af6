"""The evidence: every field with its value and how it is known; a click copies the value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quotadesk.app.answers import CaseView, EvidenceItem
from quotadesk.domain.fields import FIELDS, Source
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import DrawnButton, Flow, clear, label
from quotadesk.ui.terms import SOURCE
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate, words

SOURCE_TONE = {
    Source.RECORDED: "good",
    Source.MAPPED: "accent",
    Source.INFERRED: "warning",
    Source.MISSING: "warning",
}
WIDE = frozenset({"request_id", "error_text", "upstream_request_id", "task_id", "alert", "receipts"})
LINE, DENSE_LINE = 22, 18
MOST_LINES = 6  # of a value; the tooltip tells all of it
_BREAKS = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_BROKEN = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | _BREAKS


def draw_source(painter: QPainter, source: Source, centre: QPointF, side: float) -> None:
    """Draw how a value is known: filled green, filled blue, hollow, or a square for missing."""
    colour = look.colour(SOURCE_TONE[source])
    half = side / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if source is Source.INFERRED:
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(max(1.2, side / 5))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, half - 0.6, half - 0.6)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if source is Source.MISSING:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - half, side, side))
    else:
        painter.drawEllipse(centre, half, half)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """Where the value of a cell stands; `broken` into lines, `below` the name. Heights in pixels."""

    font: QFont
    value: QRect
    height: int
    broken: bool = False
    below: bool = False


class EvidenceCell(DrawnButton):
    """One field: name left, value right, mark at the edge. Enter or a click copies the value."""

    def __init__(self, item: EvidenceItem, *, dense: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self._line = DENSE_LINE if dense else LINE
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if words.of(item.value) else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        name, value = self.name, self.value
        source = words.of(SOURCE[item.source])
        self.setAccessibleName(f"{name}: {value} ({source})")
        self.setText(value)
        field = FIELDS.get(item.name)
        parts = [f"{name}: {value}", source + (f": {words.of(item.why)}" if item.why else "")]
        if field is not None:
            parts.append(words.of(field.reason))
        if words.of(item.value):
            parts.append(translate("Evidence", "Click or Enter copies the value."))
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("\n".join(parts))

    @property
    def name(self) -> str:
        """The field's name in the language in use."""
        field = FIELDS.get(self.item.name)
        return words.of(field.label) if field else self.item.name

    @property
    def value(self) -> str:
        """The value as it is shown."""
        if shown := words.of(self.item.value):
            return shown.replace("\n", " ")
        if self.item.ask is not None:
            return translate("Evidence", "missing: ask")
        return translate("Evidence", "missing")

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(160), px(self._line))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(80), px(self._line))

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._laid(width).height

    def _laid(self, width: int) -> _Laid:
        """Lay the cell out in a width: on one line, the value broken into lines, or all of it below the name."""
        font = scale.font("secondary", mono=self._is_mono)
        metrics, line = QFontMetrics(font), px(self._line)
        beside = width - px(14) - self._name_width()
        if metrics.horizontalAdvance(self.value) <= beside:
            return _Laid(font=font, value=QRect(width - px(14) - beside, 0, beside, line), height=line)
        whole = width - px(14)
        below = beside < whole // 2 or metrics.horizontalAdvance(self.value) <= whole
        left, top = (0, line) if below else (width - px(14) - beside, 0)
        room = QRect(left, top, width - px(14) - left, 10_000)
        lines = metrics.boundingRect(room, _BROKEN, self.value).height() / metrics.lineSpacing()
        high = max(line, min(round(lines), MOST_LINES) * metrics.lineSpacing() + line - metrics.lineSpacing())
        room.setHeight(high)
        return _Laid(font=font, value=room, height=top + high, broken=True, below=below)

    @property
    def _is_mono(self) -> bool:
        return self.item.mono and self.item.source is not Source.MISSING

    def _name_width(self) -> int:
        return QFontMetrics(scale.font("secondary")).horizontalAdvance(self.name) + px(10)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() and self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            painter.fillRect(self.rect(), look.colour("raised"))
        dot, line = px(6), px(self._line)
        laid = self._laid(self.width())
        middle, left = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft
        painter.setFont(scale.font("secondary"))
        painter.setPen(look.colour("secondary"))
        painter.drawText(QRect(0, 0, self.width(), line), middle | left, self.name)
        painter.setFont(laid.font)
        painter.setPen(look.colour("warning" if self.item.source is Source.MISSING else "text"))
        side = left if laid.below else Qt.AlignmentFlag.AlignRight
        painter.drawText(laid.value, middle | side | (_BREAKS if laid.broken else 0), self.value)
        draw_source(painter, self.item.source, QPointF(self.width() - dot / 2 - 1, line / 2), dot)
        if self.hasFocus():
            painter.setPen(look.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def wanted(self) -> int:
        """Give the width that shows everything."""
        metrics = QFontMetrics(scale.font("secondary", mono=self.item.mono))
        return metrics.horizontalAdvance(self.name + self.value) + px(30)


class Legend(QWidget):
    """The four marks and what they mean."""

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(scale.font("caption"))
        words_wide = sum(metrics.horizontalAdvance(words.of(SOURCE[s])) for s in Source)
        return QSize(words_wide + px(20) * len(Source) - px(9), px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(scale.font("caption"))
        x = float(self.width())
        for source in reversed(list(Source)):
            text = words.of(SOURCE[source])
            width = painter.fontMetrics().horizontalAdvance(text)
            x -= width
            painter.setPen(look.colour("secondary"))
            painter.drawText(
                QRect(round(x), 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text
            )
            draw_source(painter, source, QPointF(x - px(7), self.height() / 2), px(6))
            x -= px(20)


class EvidenceGrid(QFrame):
    """The card of all fields, in two columns where they fit. `copied` names the field whose value was copied."""

    copied = Signal(str, str)  # field's name as shown, value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._items: tuple[EvidenceItem, ...] = ()
        self._cells: list[EvidenceCell] = []
        self._dense = False
        self._half = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(10), px(14), px(10))
        column.setSpacing(px(4))
        self._column = column
        head = Flow(gap=12, between=2, far=1)
        self._title = label("", "head")
        self._legend = Legend()
        for part in (self._title, self._legend):
            head.addWidget(part)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(24))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        column.addLayout(self._grid)
        self._absent = label("", "caption", wrap=True)
        column.addWidget(self._absent)
        self._ask = label("", "warning", wrap=True)
        column.addWidget(self._ask)

    def set_dense(self, *, dense: bool) -> None:
        """Take less height where the window is low."""
        self._dense = dense
        edge = px(6 if dense else 10)
        self._column.setContentsMargins(px(14), edge, px(14), edge)
        self._column.setSpacing(px(2 if dense else 4))
        self.retranslate()

    def show_case(self, view: CaseView) -> None:
        """Show another case's evidence."""
        self._items = view.evidence
        self.retranslate()

    def retranslate(self) -> None:
        """Say every field in the language in use."""
        self._title.setText(translate("Evidence", "Evidence"))
        self._legend.updateGeometry()
        self._legend.update()
        focused = next((c.item.name for c in self._cells if c.hasFocus()), "")
        clear(self._grid)
        shown = [i for i in self._items if i.source is not Source.MISSING or i.ask is not None]
        absent = [i for i in self._items if i.source is Source.MISSING and i.ask is None]
        self._place(shown)
        self.point_at(focused)  # fields made anew keep the focus where it was
        self._say_absent(absent)
        asks = dict.fromkeys(words.of(i.ask) for i in shown if i.source is Source.MISSING and i.ask)
        joiner = "；" if words.language == "zh" else "; "
        self._ask.setText(
            translate("Evidence", "Ask for exactly this: {what}").format(what=joiner.join(asks))
        )
        self._ask.setVisible(len(asks) > 1)  # a single one stands in its own cell

    def _place(self, shown: list[EvidenceItem]) -> None:
        """Place the fields in pairs. What needs a whole line stands after them, so that no line has a hole."""
        self._half = half = self._half_width()
        self._cells = cells = [EvidenceCell(item, dense=self._dense) for item in shown]
        for cell in cells:
            cell.clicked.connect(lambda _=False, c=cell: self._copy(c))
        first = [c for c in cells if c.item.name == "request_id"]
        whole = [c for c in cells if c.item.name in WIDE or c.wanted() > half]
        pairs = [c for c in cells if c not in whole]
        whole = [c for c in whole if c not in first]
        if len(pairs) % 2 and whole:
            whole.insert(0, pairs.pop())  # a lone half before whole lines would leave a hole
        for row, cell in enumerate(first):
            self._grid.addWidget(cell, row, 0, 1, 2)
        row = len(first)
        for number, cell in enumerate(pairs):
            self._grid.addWidget(cell, row + number // 2, number % 2)
        row += (len(pairs) + 1) // 2
        for number, cell in enumerate(whole):
            self._grid.addWidget(cell, row + number, 0, 1, 2)

    def point_at(self, name: str) -> None:
        """Put the focus on a field, where it stands in the grid."""
        for cell in self._cells:
            if cell.item.name == name:
                self._grid.activate()
                cell.show()  # a layout shows what is new to it a moment later; what is not seen takes no focus
                cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def _half_width(self) -> int:
        return (self.width() - px(52)) // 2 if self.isVisible() else px(190)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_again()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_again()

    def _place_again(self) -> None:
        """Decide anew which values need a line of their own, once the width is known."""
        if self._items and abs(self._half_width() - self._half) > px(8):
            QTimer.singleShot(0, self, self.retranslate)

    def _say_absent(self, absent: list[EvidenceItem]) -> None:
        joiner = "、" if words.language == "zh" else ", "
        names = joiner.join(words.of(FIELDS[i.name].label) for i in absent if i.name in FIELDS)
        self._absent.setText(translate("Evidence", "Not given by this gateway: {names}").format(names=names))
        self._absent.setToolTip(
            "\n".join(
                f"{words.of(FIELDS[i.name].label)}: {words.of(i.why)}"
                for i in absent
                if i.why and i.name in FIELDS
            )
        )
        self._absent.setVisible(bool(absent) and not self._dense)
        self._legend.setToolTip(self._absent.text() if absent else "")

    def _copy(self, cell: EvidenceCell) -> None:
        if value := words.of(cell.item.value):
            self.copied.emit(cell.name, value)
