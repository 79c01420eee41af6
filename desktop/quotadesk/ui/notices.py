"""The quiet page for a pane that has nothing to show: what is so, and the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.ui.icons import pixmap
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label, scrolling


class Notice(QWidget):
    """An icon, a sentence, the next step, and up to three buttons; it scrolls where large text has no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(24), px(24), px(24), px(24))
        column.setSpacing(px(8))
        column.addStretch(2)
        self._icon = QLabel()
        self._title = label("", "verdict", wrap=True)
        self._hint = label("", "secondary", wrap=True)
        self.buttons = (button("", "primary"), button(""), button("", "link"))
        self.first, self.second, self.third = self.buttons
        self._name, self._tone = "empty", "faint"
        self._calls: list[Callable[[], object]] = []
        for shown in (self._icon, self._title, self._hint):
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(shown)
        column.addSpacing(px(8))
        for number, made in enumerate(self.buttons):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
            made.clicked.connect(lambda _=False, n=number: self._call(n))
            made.installEventFilter(self)
        column.addStretch(3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self._scroll = scrolling(inner)
        whole.addWidget(self._scroll)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a button into sight that gets the focus."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(watched))
        return super().eventFilter(watched, event)

    def say(
        self,
        icon: str,
        title: str,
        hint: str,
        *actions: tuple[str, Callable[[], object]],
        tone: str = "faint",
    ) -> None:
        """Show another notice."""
        self._name, self._tone = icon, tone
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._calls = [call for _, call in actions]
        for number, made in enumerate(self.buttons):
            made.setVisible(number < len(actions))
            if number < len(actions):
                made.setText(actions[number][0])
        self.redraw()

    def redraw(self) -> None:
        """Draw the icon in the tones in use."""
        self._icon.setPixmap(pixmap(self._name, self._tone, 36, self.devicePixelRatioF()))

    @property
    def title(self) -> str:
        """The sentence that stands there."""
        return self._title.text()

    @property
    def hint(self) -> str:
        """The next step that stands there."""
        return self._hint.text()

    def _call(self, number: int) -> None:
        if number < len(self._calls):
            self._calls[number]()
