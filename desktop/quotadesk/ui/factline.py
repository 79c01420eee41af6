"""One quiet line that can be opened: it ends in … where there is no room, and tells all when asked."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import DrawnButton
from quotadesk.ui.tones import look


class FactLine(DrawnButton):
    """Click, Space or Enter opens what it stands for. `tone` colours the words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "secondary"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str, *, tip: str, tone: str = "secondary") -> None:
        """Show other words; the tooltip tells them whole and what a click does."""
        self._tone = tone
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setToolTip(f"{text}\n{tip}" if tip else text)
        self.setVisible(bool(text))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(scale.font("caption"))
        return QSize(metrics.horizontalAdvance(self.text()) + px(16), px(18))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(scale.font("caption"))
        painter.setPen(look.colour("text" if self.underMouse() else self._tone))
        arrow = painter.fontMetrics().horizontalAdvance(" ›") + 1
        room = self.rect().adjusted(1, 0, -arrow, 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        end = min(room.right(), room.left() + painter.fontMetrics().horizontalAdvance(shown))
        painter.drawText(end + 1, 0, arrow + 1, self.height(), Qt.AlignmentFlag.AlignVCenter, " ›")
        if self.hasFocus():
            painter.setPen(look.colour("accent"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(4), px(4))
