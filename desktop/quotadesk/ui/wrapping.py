"""Words that break into lines where there is no room for them: for large text in narrow panes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter
from typing_extensions import override

from quotadesk.ui.metrics import px
from quotadesk.ui.parts import EnterButton

_WRAPPED = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
_LEAST = 80  # drawn width below which even a single word may be cut


class WrappingLabel(QLabel):
    """A label that asks for one line, unlike Qt's own, and takes more lines where it gets less."""

    def __init__(self, role: str = "secondary") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def say(self, text: str, *, tip: str = "") -> None:
        """Show another text; `tip` tells more."""
        self.setText(text)
        self.setToolTip(tip)

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        lines = self.text().split("\n")
        width = max(map(self.fontMetrics().horizontalAdvance, lines)) + 2
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(min(least.width(), px(_LEAST)), self.fontMetrics().height())


class WrappingLink(EnterButton):
    """A link whose words break into lines."""

    def __init__(self, clicked: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.clicked.connect(lambda _=False: clicked())

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 6, metrics.height() + px(4))

    @override
    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        widest = max(map(self.fontMetrics().horizontalAdvance, self.text().split()), default=0)
        return QSize(min(widest, px(_LEAST)), self.sizeHint().height())

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - 4, 10_000)
        return self.fontMetrics().boundingRect(room, _WRAPPED, self.text()).height() + px(4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        font = self.font()
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect().adjusted(2, 0, -2, 0), _WRAPPED, self.text())
