"""Ctrl+K: every command by its words, with its keys beside it; lookups, recent requests and open cases too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.ui.metrics import px
from quotadesk.ui.parts import is_enter, label
from quotadesk.ui.rowpaint import CALL, KEYS, PLACE, SPOTS, RowDelegate
from quotadesk.ui.words import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the palette. `name` is what is remembered of its use, "" for what is not."""

    text: str
    keys: str
    place: str  # the menu it stands in, or what it is
    call: Callable[[], object]
    name: str = ""


Spots = list[tuple[int, int]]


def fitting(typed: str, entries: tuple[Entry, ...]) -> list[tuple[Entry, Spots]]:
    """Give the entries that fit, the best first: those that hold every typed word, else those that hold its letters."""
    wanted = typed.casefold().split()
    whole = [(e, _spots(e.text, wanted)) for e in entries if _holds(e, wanted)]
    if whole:
        return sorted(whole, key=lambda pair: _rank(pair[0], typed)) if wanted else whole
    letters = "".join(wanted)
    loose = [(e, spots) for e in entries if (spots := _letters(e.text.casefold(), letters)) is not None]
    return sorted(loose, key=lambda pair: pair[1][-1][0] - pair[1][0][0])  # the closest together first


def _holds(entry: Entry, wanted: list[str]) -> bool:
    hay = f"{entry.text} {entry.place} {entry.keys}".casefold()
    return all(word in hay for word in wanted)


def _rank(entry: Entry, typed: str) -> int:
    """Rank a fitting entry: begins with what was typed, has it in its words, or elsewhere."""
    text, typed = entry.text.casefold(), typed.strip().casefold()
    return 0 if text.startswith(typed) else 1 if typed in text else 2


def _spots(text: str, wanted: list[str]) -> Spots:
    hay, found, at = text.casefold(), [], 0
    for start, length in sorted((hay.find(word), len(word)) for word in wanted if word in hay):
        if start >= at:
            found.append((start, length))
            at = start + length
    return found


def _letters(text: str, letters: str) -> Spots | None:
    """Give where the letters stand in their order, one by one; None when one is missing."""
    found: Spots = []
    at = 0
    for letter in letters:
        at = text.find(letter, at)
        if at < 0:
            return None
        found.append((at, 1))
        at += 1
    return found


class CommandPalette(QFrame):
    """A popup in the middle of the window's top. `used` tells the name of a command that was run."""

    used = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._over = parent
        self.setObjectName("palette")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, px(6))
        column.setSpacing(0)
        self.line = QLineEdit()
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setObjectName("palettelist")
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._run)
        self.nothing = label("", "secondary", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self._entries: tuple[Entry, ...] = ()

    def open(self, entries: tuple[Entry, ...]) -> None:
        """Show all entries and wait for words."""
        self._entries = entries
        self.line.setPlaceholderText(translate("Palette", "Type a command, a lookup or a request …"))
        self.line.setAccessibleName(translate("Palette", "Command"))
        self.list.setAccessibleName(translate("Palette", "Commands"))
        self.nothing.setText(translate("Palette", "Nothing fits. Use fewer letters; Esc closes."))
        self.line.clear()
        self._filter("")
        parent = self._over
        width = min(px(600), parent.width() - px(40))
        self.resize(width, min(px(440), parent.height() - px(80)))
        self.move(parent.mapToGlobal(QPoint((parent.width() - width) // 2, px(56))))
        self.show()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def add(self, entries: tuple[Entry, ...]) -> None:
        """List more, which took a moment to find; what was chosen meanwhile stays chosen."""
        if not self.isVisible():
            return
        row = self.list.currentRow()
        entry = self.list.item(row).data(CALL) if row >= 0 else None
        self._entries += entries
        self._filter(self.line.text())
        rows = range(self.list.count())
        self.list.setCurrentRow(next((n for n in rows if self.list.item(n).data(CALL) is entry), 0))
        self._speak()

    def _filter(self, typed: str) -> None:
        self.list.clear()
        for entry, spots in fitting(typed, self._entries):
            item = QListWidgetItem(entry.text)
            for role, value in ((KEYS, entry.keys), (PLACE, entry.place), (CALL, entry), (SPOTS, spots)):
                item.setData(role, value)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)
        self.nothing.setVisible(self.list.count() == 0)
        self._speak()

    def _speak(self) -> None:
        """Tell a screen reader which entry is chosen; the focus stays in the line."""
        row = self.list.currentRow()
        item = self.list.item(row) if row >= 0 else None
        parts = (item.text(), item.data(PLACE), item.data(KEYS)) if item is not None else ("",)
        self.line.setAccessibleDescription(", ".join(p for p in parts if p))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = (self.list.currentRow() + step) % max(1, self.list.count())
                self.list.setCurrentRow(row)
                self._speak()
                return True
            if is_enter(event):
                self._run(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        entry: Entry = item.data(CALL)
        self.hide()
        if entry.name:
            self.used.emit(entry.name)
        entry.call()
