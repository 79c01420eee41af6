"""What the last seven whole days come to, by model, group or owner; Enter looks up the requests of a line."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QTabBar, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.app.ports import FILE, By
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.window import GapReason, Window
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.coverage import coverage_words
from quotadesk.ui.figuresmodel import FiguresModel, by_name
from quotadesk.ui.guardedrows import GuardedTable
from quotadesk.ui.metrics import ROW, px
from quotadesk.ui.parts import button, is_enter, label, set_role
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.words import translate

if TYPE_CHECKING:
    from quotadesk.app.figures import Figures

LANE = "figures"
_TO_BE_READ = frozenset({GapReason.NOT_FETCHED, GapReason.CANCELLED, GapReason.GATEWAY_FAILED})
DAY = timedelta(days=1)
WIDTH, HEIGHT = 820, 480


class FiguresDialog(QDialog):
    """`lookup_wanted` gives the lookup of the line that was entered, the dialog then closes."""

    lookup_wanted = Signal(object)

    def __init__(self, abilities: Abilities, background: Background, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Figures", "Figures of the week"))
        self._ask, self._background = abilities.files.figures, background
        self._found: Figures | None = None
        desk = abilities.desk()
        self._reads = desk is not None and desk.credential != FILE  # a file has no more than it brought
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for by in By:
            self.tabs.addTab(by_name(by))
        self.tabs.setAccessibleName(translate("Figures", "Figures by"))
        self.state = label("", "secondary", wrap=True)
        self.model = FiguresModel(self)
        self.table = _Table(self.model)
        self.missing = button("", "link", self._read_missing)
        self.missing.setText(translate("Figures", "Read the missing days"))
        self.missing.setToolTip(translate("Figures", "Looks up the whole week, which reads what is missing."))
        self.missing.hide()
        hint = label(translate("Figures", "Enter looks up the requests of a line."), "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(12), px(20), px(12))
        column.setSpacing(px(8))
        for part in (label(self.windowTitle(), "title"), self.tabs, self.state, self.missing):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(hint)
        room = parent.window().size()
        self.resize(min(px(WIDTH), room.width() - px(16)), min(px(HEIGHT), room.height() - px(16)))
        self.tabs.currentChanged.connect(lambda _: self.read())
        self.table.doubleClicked.connect(lambda index: self._enter(index.row()))
        self.table.entered_row.connect(self._enter)
        self.finished.connect(lambda _: background.abandon(LANE))

    def read(self) -> None:
        """Ask for the figures by what the tab says."""
        by, ask = tuple(By)[self.tabs.currentIndex()], self._ask
        if ask is None:
            return
        self._show(None)
        self._say(translate("Figures", "Adding up …"), "secondary")
        self._background.run(
            lambda control: ask(by, control.cancelled), done=self._show, failed=self._failed, lane=LANE
        )

    def _show(self, found: Figures | None) -> None:
        self._found = found
        self.model.show(found)
        gaps = found.coverage.gaps if found is not None else ()
        self.missing.setVisible(self._reads and any(gap.reason in _TO_BE_READ for gap in gaps))
        if found is None:
            return
        short, tone, long = coverage_words(found.coverage)
        days = translate("Figures", "{first} to {last}, whole days in UTC").format(
            first=f"{found.window.start:%Y-%m-%d}", last=f"{found.window.end - DAY:%Y-%m-%d}"
        )
        self._say(f"{days} · {short}", tone)
        self.state.setToolTip(long)
        self.table.selectRow(0)

    def _failed(self, error: Exception) -> None:
        self._say(trouble_line(error), "warning")

    def _say(self, text: str, tone: str) -> None:
        self.state.setText(text)
        set_role(self.state, tone)

    def _enter(self, row: int) -> None:
        name, found = self.model.name(row), self._found
        if found is None or not name:
            return
        self._look_up(found.window, Term(key=LookupKey(found.by.value), values=(name,)))

    def _read_missing(self) -> None:
        if self._found is not None:
            self._look_up(self._found.window)

    def _look_up(self, window: Window, *terms: Term) -> None:
        text = f"from:{window.start.isoformat()} to:{window.end.isoformat()}"
        self.lookup_wanted.emit(Lookup(terms=terms, window=window, window_text=text))
        self.accept()


class _Table(GuardedTable):
    """Rows of figures; the name takes the free width."""

    entered_row = Signal(int)

    def __init__(self, model: FiguresModel) -> None:
        super().__init__()
        self.setObjectName("figures")
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(translate("Figures", "Figures of the week"))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_enter(event):
            self.entered_row.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
