"""Ask once, beside the text, whether figures that nobody declared shall leave all the same."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.ui.keybutton import KeyButton
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import Flow, label
from quotadesk.ui.words import translate, words

MOST_SHOWN = 4


class Asking(QFrame):
    """Ctrl+Enter again = `agreed`; Enter, Escape = `declined`. Hidden until it asks, the focus on going back."""

    agreed = Signal(object)  # frozenset[str], the figures
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "asking")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(10), px(8), px(10), px(8))
        column.setSpacing(px(6))
        self.question = label("", "", wrap=True)
        row = Flow(gap=8, far=2)
        self.go = KeyButton()
        self.back = KeyButton()
        self.go.clicked.connect(self._agree)
        self.back.clicked.connect(self._decline)
        row.addWidget(self.back)
        row.addWidget(self.go)
        column.addWidget(self.question)
        column.addLayout(row)
        self._figures: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self.hide()

    def ask(self, figures: tuple[str, ...], shown: tuple[str, ...]) -> None:
        """Ask about figures, `shown` as they were typed, with the focus on going back: typing on never copies."""
        self._figures, self._shown = figures, shown
        self.retranslate()
        self.show()
        self.back.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Ask no longer."""
        self._figures = ()
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        joiner = "、" if words.language == "zh" else ", "
        named = joiner.join(self._shown[:MOST_SHOWN])
        if len(self._shown) > MOST_SHOWN:
            named += " …"
        asked = translate(
            "Asking", "You typed {figures}; it is not in the evidence. Copy it all the same?"
        ).format(figures=named)
        self.question.setText(asked)
        self.setAccessibleName(asked)
        self.go.say(translate("Asking", "Copy all the same"), "Ctrl+⏎")
        self.back.say(translate("Asking", "Back to the text"), "Esc")
        self.go.setAccessibleName(self.go.text())
        self.go.setAccessibleDescription(asked)
        self.back.setAccessibleName(self.back.text())

    def _agree(self) -> None:
        figures = frozenset(self._figures)
        self.leave()
        self.agreed.emit(figures)

    def _decline(self) -> None:
        self.leave()
        self.declined.emit()

    @override
    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and _is_copying(event)
        ):
            event.accept()  # ours while we ask, not the window's
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._decline()
        elif _is_copying(event):
            if not event.isAutoRepeat():  # the key that asked may still be held
                self._agree()
        else:
            super().keyPressEvent(event)


def _is_copying(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return enter and held == Qt.KeyboardModifier.ControlModifier
