"""The quiet page for a pane that has nothing to show: what is so, and the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from quotadesk.ui.icons import pixmap
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label


class Notice(QWidget):
    """An icon, a sentence, the next step, and up to three buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(32), px(24), px(32), px(24))
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
        column.addStretch(3)

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
