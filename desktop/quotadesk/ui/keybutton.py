"""A button whose key stands beside its words, quieter than they are."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter, QWidget
from typing_extensions import override

from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import EnterButton
from quotadesk.ui.tones import look


class KeyButton(EnterButton):
    """Draws `text` and, smaller, `keys`. `role` is that of the style sheet."""

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self.setAutoDefault(False)
        if role:
            self.setProperty("role", role)

    def say(self, text: str, keys: str = "") -> None:
        """Show other words and keys."""
        self._keys = keys
        self.setText(text)
        self.updateGeometry()
        self.update()

    def _weight(self) -> int:
        return 600 if self.property("role") == "primary" else 400

    @override
    def sizeHint(self) -> QSize:
        words = QFontMetrics(scale.font("secondary", weight=self._weight())).horizontalAdvance(self.text())
        keys = QFontMetrics(scale.font("caption")).horizontalAdvance(self._keys)
        return QSize(words + keys + px(24) + (px(8) if self._keys else 0), px(28))

    @override
    def minimumSizeHint(self) -> QSize:
        words = QFontMetrics(scale.font("secondary", weight=self._weight())).horizontalAdvance(self.text())
        return QSize(words + px(20), px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = self._ink()
        painter.setFont(scale.font("secondary", weight=self._weight()))
        words = painter.fontMetrics().horizontalAdvance(self.text())
        whole = self.sizeHint().width() - px(24)
        keys = self._keys if whole + px(8) <= self.width() else ""
        whole = whole if keys or not self._keys else words
        x = (self.width() - whole) // 2
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(ink)
        painter.drawText(QRect(x, 0, words + 2, self.height()), middle, self.text())
        if keys:
            ink.setAlphaF(0.82)
            painter.setPen(ink)
            painter.setFont(scale.font("caption"))
            painter.drawText(QRect(x + words + px(8), 0, self.width(), self.height()), middle, keys)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return look.colour("secondary")
        return look.colour("on_accent" if self.property("role") == "primary" else "text")
