"""An id that can be copied: in monospace, shortened in its middle where there is no room, whole in its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import DrawnButton
from quotadesk.ui.tones import look
from quotadesk.ui.words import translate


class IdButton(DrawnButton):
    """Click, Space or Enter asks to copy; `copied` carries what it is called and the whole id."""

    copied = Signal(str, str)

    def __init__(self, name: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.value = name, value
        self.setText(value)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        hint = translate("Evidence", "Click or Enter copies the value.")
        self.setToolTip(f"{name} {value}\n{hint}")
        self.setAccessibleName(f"{name} {value}")
        self.setAccessibleDescription(hint)
        self.clicked.connect(lambda: self.copied.emit(name, value))

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(scale.font("caption", mono=True))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics().horizontalAdvance(self.value) + px(4), px(18))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), px(56)), px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = scale.font("caption", mono=True)
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(look.colour("accent"))
        room = self.rect().adjusted(px(2), 0, -px(2), 0)
        shown = painter.fontMetrics().elidedText(self.value, Qt.TextElideMode.ElideMiddle, room.width() + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(3), px(3))
