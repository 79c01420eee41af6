"""The Lookup page: the bar above, results left and the case right, and what an agent does with a lookup there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from quotadesk.app.answers import CaseView
from quotadesk.domain.window import Window
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.arrangement import PaneSplitter
from quotadesk.ui.background import Background
from quotadesk.ui.casepane import CasePane
from quotadesk.ui.clipboard import copy_value, pasted_text
from quotadesk.ui.lookupbar import LookupBar
from quotadesk.ui.lookups import Lookups
from quotadesk.ui.results import ResultsPane
from quotadesk.ui.welcome import say_no_credential, say_welcome
from quotadesk.ui.words import translate

OPENING = "since:24h"


class LookupPage(QWidget):
    """`wanted` asks for this page to be shown, `told` says something in the status bar."""

    wanted = Signal()
    told = Signal(str)
    connection_wanted = Signal()  # a new one
    connections_wanted = Signal()

    def __init__(self, abilities: Abilities, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._abilities = abilities
        self.bar = LookupBar(abilities.chips, lambda: dict(abilities.saved()))
        self.results = ResultsPane()
        self.case = CasePane(abilities, background)
        self.splitter = PaneSplitter(self.results, self.case)
        self.lookups = Lookups(abilities, background, self.results, self.case, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.splitter, 1)
        self.bar.submitted.connect(self.lookups.ask)
        self.bar.save_wanted.connect(self.save)
        self.bar.left_down.connect(self.results.table.setFocus)
        self.results.narrowed.connect(self._narrow)
        self.results.connections_wanted.connect(self.connections_wanted)
        self.case.told.connect(self.told)
        self.case.similar_wanted.connect(self._show_similar)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for part in (self.bar, self.results, self.case):
            part.retranslate()

    def calls(self) -> dict[str, Callable[[], object]]:
        """Give what the actions of this page do, by their names in COMMANDS."""
        return {
            "focus_lookup": self.wanted.emit,
            "paste_ticket": self.paste_ticket,
            "run_lookup": self.bar.submit,
            "clear_lookup": self.clear,
            "undo_lookup": self.bar.undo,
            "save_lookup": self.save,
            "copy_lookup": self.copy,
            "next_request": lambda: self.step(1),
            "previous_request": lambda: self.step(-1),
            "next_failed": lambda: self.step(1, failed=True),
            **self.case.calls(),
        }

    # ---------------------------------------------------------------- lookups

    def open_text(self, text: str) -> None:
        """Look up a text form, or a pasted ticket."""
        self.bar.open_text(text)

    def open_again(self) -> None:
        """Look up what stands in the bar, or the last day where nothing does."""
        if self.bar.chips:
            self.bar.submit()
        else:
            self.bar.open_text(OPENING)

    def paste_ticket(self) -> None:
        """Read the clipboard as a new ticket and look it up."""
        self.wanted.emit()
        if text := pasted_text().strip():
            self.bar.show_chips(())
            self.bar.take_paste(text)
            self.bar.submit()

    def clear(self) -> None:
        """Start a new lookup."""
        self.wanted.emit()
        self.bar.clear()

    def save(self) -> None:
        """Ask for a name and keep the lookup under it."""
        if self.lookups.lookup is None:
            return
        text = self._abilities.text_of(self.lookups.lookup)
        dialog = QInputDialog(self)
        dialog.setWindowTitle(translate("Window", "Save this lookup"))
        dialog.setLabelText(translate("Window", "Name for {lookup}").format(lookup=text))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(lambda name: self._keep(name.strip(), text))
        dialog.open()

    def _keep(self, name: str, text: str) -> None:
        if name:
            self._abilities.save_lookup(name, text)
            self.told.emit(translate("Window", "Saved: {name}").format(name=name))

    def copy(self) -> None:
        """Copy the lookup in its text form."""
        if self.lookups.lookup is not None:
            copy_value(self._abilities.text_of(self.lookups.lookup))
            self.told.emit(translate("Window", "Lookup copied as text"))

    def step(self, by: int, *, failed: bool = False) -> None:
        """Open the request `by` rows further; with `failed` the next one that failed."""
        model = self.results.model
        row = self.results.table.currentIndex().row() + by
        while failed and (line := model.line(row)) is not None and not line.failed:
            row += by
        self.results.select(row)

    def _narrow(self, window: Window) -> None:
        lookup = self.lookups.lookup
        if lookup is not None:
            text = f"from:{window.start.isoformat()} to:{window.end.isoformat()}"
            narrowed = replace(lookup, window=window, window_text=text)
            self.bar.open_text(self._abilities.text_of(narrowed))

    def _show_similar(self, view: CaseView | None) -> None:
        request = view.request if view is not None else None
        if request is None:
            return
        parts = [f"status:{request.status}"] if request.status is not None else []
        if request.error is not None and request.error.code:
            parts.append(f"text:{request.error.code}")
        self.bar.open_text(" ".join([*parts, "since:1h"]))

    # ---------------------------------------------------------------- states without rows

    def welcome(self) -> None:
        """Greet who has no gateway yet."""
        self._notice(lambda: say_welcome(self.results.notice, connect=self.connection_wanted.emit))
        self.case.show_nothing()

    def ask_credential(self) -> None:
        """Ask for the credential that this machine does not hold."""
        self._notice(
            lambda: say_no_credential(
                self.results.notice,
                enter=self.connections_wanted.emit,
                look=lambda: self.bar.open_text(OPENING),
            )
        )

    def _notice(self, say: Callable[[], None]) -> None:
        self.results.show_notice(say)
        self.results.notice.first.setFocus()
