"""One term of a lookup as a chip: a button that can be edited, removed, and read in another way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)
from typing_extensions import override

from quotadesk.ui.abilities import Chip
from quotadesk.ui.chipwords import TIME, value_words
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import is_typed
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate, words

WIDEST = 300
_LEAVING = {Qt.Key.Key_Down: "rows", Qt.Key.Key_Escape: "line", Qt.Key.Key_Up: "line", Qt.Key.Key_End: "line"}


class ChipButton(QPushButton):
    """Shows one term: its key in the accent, its value, and a cross to remove it."""

    removed = Signal()
    edit_wanted = Signal()
    read_as = Signal(str)  # another reading, in text form
    stepped = Signal(int)  # -1 to the chip before, 1 to the next
    left = Signal(str)  # to the line or to the rows
    typed = Signal(object)  # the key press of a character, which belongs into the line

    def __init__(self, chip: Chip, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = chip
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # a button's own policy takes its hint for its least width, and pushes the window off the screen
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the chip's words in the language in use."""
        name, value = words.of(self.chip.label), value_words(self.chip)
        self.setText(f"{name} {value}")
        self.setAccessibleName(translate("Chip", "Term {name}: {value}").format(name=name, value=value))
        hint = translate("Chip", "Enter edits, Delete removes.")
        if self.chip.alternatives:
            hint += " " + translate("Chip", "Down shows other readings.")
        whole = self.chip.value if self.chip.key == TIME else value  # a time stands shortened
        self.setToolTip(f"{name}: {whole}\n{hint}")
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        name, value = self._widths()
        width = px(8) + name + px(5) + value + px(4) + px(14) + px(4)
        if self.chip.alternatives:
            width += px(12)
        return QSize(min(width, px(WIDEST)), px(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(24))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scale.font("secondary"))
        metrics = painter.fontMetrics()
        name, _ = self._widths()
        x, middle = px(8), Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.colour("accent"))
        painter.drawText(QRect(x, 0, name + 2, self.height()), middle, words.of(self.chip.label))
        x += name + px(5)
        room = self._cross().left() - px(4) - x - (px(12) if self.chip.alternatives else 0)
        painter.setPen(look.colour("text"))
        shown = metrics.elidedText(value_words(self.chip), Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(QRect(x, 0, room + 2, self.height()), middle, shown)
        if self.chip.alternatives:
            painter.setPen(look.colour("secondary"))
            painter.drawText(QRect(x + room, 0, px(12), self.height()), Qt.AlignmentFlag.AlignCenter, "▾")
        self._draw_cross(painter)

    def _draw_cross(self, painter: QPainter) -> None:
        cross = self._cross()
        pen = painter.pen()
        pen.setColor(look.colour("secondary"))
        pen.setWidthF(1.2 * scale.factor)
        painter.setPen(pen)
        inset = px(4)
        box = cross.adjusted(inset, inset, -inset, -inset)
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())

    def _widths(self) -> tuple[int, int]:
        metrics = QFontMetrics(scale.font("secondary"))
        return (
            metrics.horizontalAdvance(words.of(self.chip.label)),
            metrics.horizontalAdvance(value_words(self.chip)) + px(2),
        )

    def _cross(self) -> QRect:
        side = px(14)
        return QRect(self.width() - side - px(4), (self.height() - side) // 2, side, side)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self._cross().adjusted(-4, -4, 4, 4).contains(
            event.position().toPoint()
        ):
            self.removed.emit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.edit_wanted.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.edit_wanted.emit()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.stepped.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif key == Qt.Key.Key_Down and self.chip.alternatives:
            self._show_readings()
        elif key in _LEAVING and not event.modifiers():
            self.left.emit(_LEAVING[key])
        elif is_typed(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._show_readings()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}
        ):
            event.accept()
            return True
        return super().event(event)

    def _show_readings(self) -> None:
        menu = QMenu(self)
        for text in self.chip.alternatives:
            menu.addAction(translate("Chip", "Read as {text}").format(text=text)).triggered.connect(
                lambda _=False, t=text: self.read_as.emit(t)
            )
        menu.addAction(translate("Chip", "Edit")).triggered.connect(self.edit_wanted)
        menu.addAction(translate("Chip", "Remove")).triggered.connect(self.removed)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
