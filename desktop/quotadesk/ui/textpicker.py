"""The list that opens at `::` in a text: templates, the most used first, each shown before Enter puts it in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.errors import DeskError
from quotadesk.domain.documents import Choice, Document
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import hairline, label, set_role
from quotadesk.ui.textnames import name_of
from quotadesk.ui.words import translate, words

NAME = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT, SHOWN = 400, 340, 600  # pixels of the drawing; characters of a preview


class TextPicker(QFrame):
    """A popup over a text. `wanted` asks for the text of a template, `picked` gives it; Escape closes."""

    wanted = Signal(str)  # name
    picked = Signal(object)  # Document
    closed = Signal()

    def __init__(self, choices: tuple[Choice, ...], parent: QWidget) -> None:
        super().__init__(parent.window(), Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._over = parent.window()
        self.setObjectName("palette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = choices
        self._texts: dict[str, Document] = {}
        self._eager = False  # Enter came before the text
        self.line = QLineEdit()
        self.line.setPlaceholderText(translate("Picker", "Type to find a template …"))
        self.line.setAccessibleName(translate("Picker", "Find a template"))
        self.line.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("palettelist")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(translate("Picker", "Templates"))
        self.preview = label("", "secondary", wrap=True)
        self.preview.setContentsMargins(px(16), px(6), px(16), px(6))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.preview.setFixedHeight(px(118))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, px(6))
        column.setSpacing(0)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        column.addWidget(self.preview)
        self.line.textChanged.connect(self._filter)
        self.list.currentItemChanged.connect(lambda _new, _old: self._turn())
        self.list.itemClicked.connect(lambda _: self._pick())

    def open(self, spot: QPoint) -> None:
        """Show all templates above or below a spot of the screen."""
        self._filter("")
        width, height = px(WIDTH), px(HEIGHT)
        self.resize(width, height)
        window = self._over
        corner = window.mapToGlobal(QPoint(0, 0))
        x = min(spot.x(), corner.x() + window.width() - width - px(12))
        y = spot.y() + px(22)
        if y + height > corner.y() + window.height():
            y = max(corner.y(), spot.y() - height - px(4))
        self.move(x, y)
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_text(self, name: str, document: Document) -> None:
        """Show the text of a template that was wanted; puts it in where Enter has waited for it."""
        self._texts[name] = document
        if name == self._current():
            set_role(self.preview, "secondary")
            self.preview.setText(document.plain[:SHOWN])
            if self._eager:
                self._pick()

    def show_trouble(self, name: str, error: Exception) -> None:
        """Show why a template gives no text."""
        if name == self._current():
            self._eager = False
            set_role(self.preview, "bad")
            hint = (error.message, error.hint) if isinstance(error, DeskError) else ()
            self.preview.setText(" ".join(words.of(said) for said in hint))

    def _current(self) -> str:
        item: QListWidgetItem | None = self.list.currentItem()
        return str(item.data(NAME)) if item is not None else ""

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        self.list.clear()
        for choice in self._choices:
            shown = name_of(choice)
            if all(word in f"{shown} {choice.name}".casefold() for word in wanted):
                item = QListWidgetItem(shown)
                item.setData(NAME, choice.name)
                if choice.copies:
                    item.setText(f"{shown}  ·  {_uses(choice)}")
                self.list.addItem(item)
        self.list.setCurrentRow(0)
        if not self.list.count():
            self.preview.setText(translate("Picker", "No template has these words."))

    def _turn(self) -> None:
        self._eager = False
        self.preview.clear()
        name = self._current()
        if name in self._texts:
            self.show_text(name, self._texts[name])
        elif name:
            self.wanted.emit(name)

    def _pick(self) -> None:
        document = self._texts.get(self._current())
        if document is None:
            self._eager = bool(self._current())
            return
        self.picked.emit(document)
        self.close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._pick()
                return True
        return super().eventFilter(watched, event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()


def _uses(choice: Choice) -> str:
    copied = translate("Picker", "%n time(s) copied", "", choice.copies)
    if not choice.rewritten:
        return copied
    return copied + ", " + translate("Picker", "%n rewritten", "", choice.rewritten)
