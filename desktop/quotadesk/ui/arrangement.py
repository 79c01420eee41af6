"""Where the window stands and how its two panes share the width; remembered from one day to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from quotadesk.ui.abilities import Abilities
from quotadesk.ui.frame import RAIL, TITLE_BAR
from quotadesk.ui.metrics import px

CASE_SHARE, WIDEST_CASE = 0.36, 720  # of the window, as far as lines of text stay readable
MOST_CASE = 0.52
LEAST_RESULTS, LEAST_CASE = 520, 380
STATUS = 28
LAPTOP, LAPTOP_CASE = 1366, 420  # from this width on the case has at least this much


class PaneSplitter(QSplitter):
    """Results left, case right. The case gets a good third until the agent moves the border."""

    def __init__(self, results: QWidget, case: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.moved = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        results.setMinimumWidth(
            LEAST_RESULTS
        )  # not larger with the text: two panes fit a laptop at 200 %, too
        case.setMinimumWidth(LEAST_CASE)
        self.addWidget(results)
        self.addWidget(case)
        results.lower()  # a splitter turns its panes round for who hears the window: results come first
        self.setStretchFactor(0, 1)
        self.splitterMoved.connect(self._keep)

    def share(self, width: int) -> None:
        """Share a window's width, unless the agent has chosen otherwise."""
        if not self.moved:
            most = round(
                (width - px(52)) * MOST_CASE
            )  # large text needs more, and leaves the rows their place
            least = min(px(LAPTOP_CASE if width >= LAPTOP else LEAST_CASE), most)
            pane = min(max(round(width * CASE_SHARE), least), px(WIDEST_CASE))
            self.setSizes([width - px(52) - pane, pane])

    def _keep(self) -> None:
        self.moved = True


class Pages(QStackedWidget):
    """The pages. Each scrolls or shrinks by itself: none makes the window larger than the screen, in sight or not."""

    @override
    def hasHeightForWidth(self) -> bool:
        return False

    @override
    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        if page is None:
            return QSize()
        room = self.screen().availableSize() - QSize(px(RAIL), px(STATUS) + TITLE_BAR)
        return page.minimumSizeHint().boundedTo(room)


def restore(splitter: PaneSplitter, abilities: Abilities) -> None:
    """Share the width as the agent left it."""
    if layout := abilities.preference("layout"):
        splitter.moved = splitter.restoreState(QByteArray.fromBase64(layout.encode()))


def keep(window: QWidget, splitter: PaneSplitter, abilities: Abilities) -> None:
    """Remember where the window stands."""
    abilities.prefer("geometry", bytes(window.saveGeometry().toBase64().data()).decode())
    if splitter.moved:
        abilities.prefer("layout", bytes(splitter.saveState().toBase64().data()).decode())
