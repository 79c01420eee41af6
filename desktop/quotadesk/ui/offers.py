"""The list under the lookup bar: what can complete the typed term, and below it what Enter would ask for.

The focus stays in the line; the line hands over the keys that walk the list.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from quotadesk.ui.metrics import px
from quotadesk.ui.parts import label, set_role
from quotadesk.ui.rowpaint import CALL, PLACE, SPOTS, RowDelegate
from quotadesk.ui.suggestions import Offer
from quotadesk.ui.words import translate

WIDEST = 640
ROWS = 8  # in sight; the rest scrolls


class OfferList(QFrame):
    """Lies over the window below `box`. `taken` hands on the offer that was chosen."""

    taken = Signal(object)

    def __init__(self, box: QWidget, line: QWidget) -> None:
        super().__init__(box)
        self._box, self._line = box, line
        self.setObjectName("offers")
        self.list = QListWidget()
        self.list.setObjectName("palettelist")
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.meaning = label("", "secondary", wrap=True)
        self.keys = label("", "caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, px(4), 1, px(4))
        column.setSpacing(px(2))
        column.addWidget(self.list)
        for made in (self.meaning, self.keys):
            column.addWidget(made)
        self.hide()

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show other offers; none is chosen until a key chooses it."""
        self.list.clear()
        for offer in offers:
            item = QListWidgetItem(offer.shown)
            item.setData(SPOTS, [offer.spot])
            item.setData(PLACE, offer.hint)
            item.setData(CALL, offer)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{offer.shown}, {offer.hint}")
            self.list.addItem(item)
        self.list.setCurrentRow(-1)
        self._place()

    def show_meaning(self, text: str, tone: str = "secondary") -> None:
        """Say what Enter would ask for, and how many requests that are; "" says nothing."""
        set_role(self.meaning, tone)
        self.meaning.setText(text)
        self._place()

    def retranslate(self) -> None:
        """Say what stays in the language in use."""
        self.list.setAccessibleName(translate("LookupBar", "Suggestions"))
        self.keys.setText(translate("LookupBar", "↑ ↓ choose · Tab completes · Enter looks up · Esc closes"))

    @property
    def open(self) -> bool:
        """Whether there is something to choose from in sight."""
        return self.isVisible() and self.list.count() > 0

    @property
    def chosen(self) -> Offer | None:
        """The offer that the keys have walked to."""
        row = self.list.currentRow()
        return self.list.item(row).data(CALL) if row >= 0 and self.open else None

    def walk(self, step: int) -> None:
        """Choose the next offer or the one before; over the ends none is chosen, which keeps what was typed."""
        count = self.list.count() + 1
        self.list.setCurrentRow((self.list.currentRow() + 1 + step) % count - 1)
        row = self.list.currentRow()
        if row < 0:
            self.list.clearSelection()
        spoken = self.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) if row >= 0 else ""
        self._line.setAccessibleDescription(str(spoken))

    def take(self) -> bool:
        """Take the chosen offer, else the first one; False where there is none."""
        if not self.open:
            return False
        self._take(self.list.item(max(0, self.list.currentRow())))
        return True

    def _take(self, item: QListWidgetItem) -> None:
        offer = item.data(CALL)
        self._line.setAccessibleDescription("")
        self.hide()
        self.taken.emit(offer)

    def _place(self) -> None:
        """Lie below the box, as high as the content needs, or vanish when there is none."""
        count = self.list.count()
        self.list.setVisible(count > 0)
        self.keys.setVisible(count > 0)
        self.meaning.setVisible(bool(self.meaning.text()))
        window = self._box.window()
        if not (count or self.meaning.text()) or not self._line.hasFocus():
            self.hide()
            return
        for made in (self.meaning, self.keys):
            made.setContentsMargins(px(15), px(4), px(15), px(2))
        self.list.setFixedHeight(min(count, ROWS) * px(32) + px(8))
        if self.parentWidget() is not window:
            self.setParent(window)
        width = min(px(WIDEST), self._box.width())
        self.setFixedWidth(width)
        column = self.layout()
        self.setFixedHeight(column.totalHeightForWidth(width) if column is not None else 0)
        self.move(self._box.mapTo(window, QPoint(0, self._box.height() + px(4))))
        self.show()
        self.raise_()
