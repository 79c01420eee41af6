"""The small parts that the panes are made of: labels, buttons, cards, lines and flowing rows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quotadesk.ui.metrics import px

LEAST_LABEL = 16  # a … still stands there


def label(text: str = "", role: str = "", *, wrap: bool = False, shrinks: bool = False) -> QLabel:
    """Give a label of plain text in a role of the style sheet; one that `shrinks` never widens the window."""
    made = ShrinkingLabel(text) if shrinks else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def is_enter(event: QKeyEvent) -> bool:
    """Say whether a key press is Enter alone."""
    plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
    return plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


def is_typed(event: QKeyEvent) -> bool:
    """Say whether a key press writes a character other than a space, which presses buttons."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and event.text().isprintable() and bool(event.text().strip())


class DrawnButton(QAbstractButton):
    """A button that paints itself; Enter presses it as Space does."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


class EnterButton(QPushButton):
    """A push button that Enter presses as Space does; Qt alone does so for default buttons only."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str = "", role: str = "", clicked: Callable[[], object] | None = None) -> QPushButton:
    """Give a push button that takes focus by Tab and click."""
    made = EnterButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if clicked is not None:
        made.clicked.connect(lambda _=False, call=clicked: call())
    return made


def card() -> tuple[QFrame, QVBoxLayout]:
    """Give a card and its column."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(px(14), px(10), px(14), px(10))
    column.setSpacing(px(6))
    return frame, column


def scrolling(inner: QWidget) -> QScrollArea:
    """Give a page that scrolls downwards only and lets the ground below show; Tab passes it by."""
    made = QScrollArea()
    _scroll_down(made, inner)
    return made


def _scroll_down(made: QScrollArea, inner: QWidget) -> None:
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inner)
    made.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)


class Upper(QScrollArea):
    """The upper part of a pane: as high as what it holds; where that is too high for the pane, it scrolls."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        _scroll_down(self, inner)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @override
    def sizeHint(self) -> QSize:
        inner, bar = self._inner, self.verticalScrollBar().sizeHint().width()
        if not inner.hasHeightForWidth():
            return inner.sizeHint()
        # also beside its bar, or the bar that makes the lines break would be needed because they do
        return QSize(self.width(), max(inner.heightForWidth(self.width() - w) for w in (0, bar)))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self.updateGeometry()
        return done


def hairline() -> QFrame:
    """Give a line between two parts of a card."""
    line = QFrame()
    line.setProperty("role", "hairline")
    return line


def set_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Change a widget's role and let the style sheet see it."""
    if widget.property(name) == role:
        return
    widget.setProperty(name, role)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def clear(layout: QLayout) -> None:
    """Remove and delete every widget of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


class Flow(QLayout):
    """Lay widgets out in lines that break like text; none is wider than a line.

    `far`: so many of the last ones stand at the right edge of the last line.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 6, between: int | None = None, far: int = 0
    ) -> None:
        super().__init__(parent)
        self._far = far
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._between = gap if between is None else between  # the lines
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        gap = px(self._gap)
        x, y, line = rect.x(), rect.y(), 0
        placed: list[tuple[QLayoutItem, QRect]] = []
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            size = _fitted(item, rect.width())
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + px(self._between), 0
            placed.append((item, QRect(QPoint(x, y), size)))
            x += size.width() + gap
            line = max(line, size.height())
        if move:
            self._move(placed, y, line, rect.right() + 1 + gap - x)
        return y + line - rect.y()

    def _move(self, placed: list[tuple[QLayoutItem, QRect]], y: int, line: int, free: int) -> None:
        """Move all to their places; those of the last line stand in its middle, and the far ones at its end."""
        shown = sum(not item.isEmpty() for item in self._items[len(self._items) - self._far :])
        first_far = len(placed) - shown  # a hidden one leaves its place to nobody
        for number, (item, at) in enumerate(placed):
            last = bool(self._far) and at.y() == y
            down = (line - at.height()) // 2 if last else 0
            item.setGeometry(at.translated(free if last and number >= first_far else 0, down))


def _fitted(item: QLayoutItem, width: int) -> QSize:
    """Give the size that something takes in lines of a width: higher where its words have to break."""
    hint = item.sizeHint()
    if width <= 0 or hint.width() <= width:
        return hint
    return QSize(width, item.heightForWidth(width) if item.hasHeightForWidth() else hint.height())


class ElidedLabel(QLabel):
    """A line of secondary text that ends in … where there is no room, and tells all in its tooltip."""

    def __init__(self, role: str = "secondary") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, text: str, *, tip: str = "") -> None:
        """Show another text; the tooltip tells it whole, or `tip` where that says more."""
        self.setText(text)
        self.setToolTip(tip or text)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class ShrinkingLabel(QLabel):
    """A label that asks for its whole text and makes do with less: then it ends in …, its tooltip tells all."""

    @override
    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), LEAST_LABEL), whole.height())

    @property
    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.toolTip() and self._shown != self.text():
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.width() >= self.sizeHint().width():
            super().paintEvent(event)
            return
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), Qt.AlignmentFlag.AlignVCenter, self._shown)
