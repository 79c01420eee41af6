"""The Lookup page: the bar above, results left and the case right, and what an agent does with a lookup there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QInputDialog, QVBoxLayout, QWidget

from quotadesk.app.answers import CaseView
from quotadesk.app.errors import UnclearLookup
from quotadesk.app.found import ErrorGroup
from quotadesk.domain.lookup import NEWEST_FIRST, Lookup, Sort, SortKey
from quotadesk.domain.requests import Line
from quotadesk.domain.ticket.secrets import mask
from quotadesk.domain.window import Window
from quotadesk.ui import links
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.arrangement import PaneSplitter
from quotadesk.ui.background import Background
from quotadesk.ui.casepane import CasePane
from quotadesk.ui.clipboard import copy_value, pasted_text
from quotadesk.ui.columnlayout import Chosen
from quotadesk.ui.failureseeking import FailureSeeking
from quotadesk.ui.grouping import lookup_of
from quotadesk.ui.history import Kept
from quotadesk.ui.linkcopying import LinkCopying
from quotadesk.ui.lookupbar import LookupBar
from quotadesk.ui.lookups import Lookups
from quotadesk.ui.preview import Preview
from quotadesk.ui.results import ResultsPane
from quotadesk.ui.troubles import trouble_line, trouble_words
from quotadesk.ui.welcome import say_locked, say_no_credential, say_waiting, say_welcome
from quotadesk.ui.words import translate

OPENING = "since:24h"
MOST_RECENT = 10  # requests that the palette lists


class LookupPage(QWidget):
    """`wanted` asks for this page to be shown, `told` says something in the status bar."""

    wanted = Signal()
    told = Signal(str)
    connection_wanted = Signal()  # a new one
    connections_wanted = Signal()
    case_wanted = Signal(str)  # the page of a case, by its ticket
    sample_wanted = Signal()
    unlock_wanted = Signal()
    session_wanted = Signal()  # a credential for this session only

    def __init__(self, abilities: Abilities, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._abilities = abilities
        self.recent: tuple[Line, ...] = ()
        self.kept = Kept(abilities.preference, abilities.prefer)
        self.bar = LookupBar(
            abilities.chips, lambda: dict(abilities.saved()), self.kept, is_message=abilities.is_message
        )
        self.results = ResultsPane()
        self.case = CasePane(abilities, background)
        self.seeking = FailureSeeking(abilities.lines, background, self.results)
        self.splitter = PaneSplitter(self.results, self.case)
        self.lookups = Lookups(abilities, background, self.results, self.case, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.splitter, 1)
        self.bar.submitted.connect(self.lookups.ask)
        self.lookups.cancelled.connect(self.seeking.cancel)
        self.seeking.told.connect(self.told)
        self.seeking.progressed.connect(self.lookups.progressed)
        self.lookups.unconnected.connect(self._welcome_again)
        self.bar.save_wanted.connect(self.save)
        self.bar.link_given.connect(self.follow)
        self.preview = Preview(abilities, background, self.bar)
        self.links = LinkCopying(abilities, background, self.told, self)
        self.bar.left_down.connect(self.results.enter)
        self.case.written.left.connect(self._leave_text)
        self.results.narrowed.connect(self._narrow)
        self.results.opened.connect(self._recall)
        self.results.groups.opened.connect(self._open_group)
        table = self.results.table
        table.arrange(Chosen.read(abilities.preference("columns")), tell=False)
        table.arranged.connect(lambda text: abilities.prefer("columns", text))
        table.sort_wanted.connect(self._sort)
        table.back_wanted.connect(self._back)
        self._from_groups = False
        self.results.connections_wanted.connect(self.connections_wanted)
        self.case.told.connect(self.told)
        self.case.keeping.case_wanted.connect(self.case_wanted)
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
            "redo_lookup": self.bar.redo,
            "copy_link": self.copy_link,
            "copy_case_link": self.copy_case_link,
            "save_lookup": self.save,
            "drop_lookup": self.ask_drop,
            "copy_lookup": self.copy,
            "group_errors": self.results.turn_grouping,
            "choose_columns": self.results.choose_columns,
            "next_request": lambda: self.step(1),
            "previous_request": lambda: self.step(-1),
            "next_failed": self.seeking.next,
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
        """Start a new lookup: rows, counts, notes and the case of the one before go."""
        self.wanted.emit()
        self.lookups.cancel()
        self.results.show_notice(self._say_new)
        self.case.show_nothing()
        self.bar.clear()

    def _say_new(self) -> None:
        asked = translate("LookupBar", "Paste a ticket, or type owner, key, request id, status, time …")
        self.results.notice.say("lookup", asked, "")

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

    def ask_drop(self) -> None:
        """Ask which saved lookup goes."""
        names = sorted(self._abilities.saved())
        if not names:
            self.told.emit(translate("Window", "No lookup is saved."))
            return
        dialog = QInputDialog(self)
        dialog.setWindowTitle(translate("Window", "Delete a saved lookup"))
        dialog.setLabelText(translate("Window", "Saved lookup to delete"))
        dialog.setComboBoxItems(names)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.textValueSelected.connect(self._drop)
        dialog.open()

    def _drop(self, name: str) -> None:
        self._abilities.save_lookup(name, "")  # an empty text removes it
        self.told.emit(translate("Window", "Deleted: {name}").format(name=name))

    def copy(self) -> None:
        """Copy the lookup in its text form."""
        if self.lookups.lookup is not None:
            copy_value(self._abilities.text_of(self.lookups.lookup))
            self.told.emit(translate("Window", "Lookup copied as text"))

    def copy_link(self) -> None:
        """Copy a link that restores the lookup at another desk."""
        if self.lookups.lookup is not None:
            text = self._abilities.text_of(self.lookups.lookup)
            self.links.copy(text, links.link_to_lookup(text))

    def copy_case_link(self) -> None:
        """Copy a link that opens the request in sight; without a request, the link to the lookup."""
        request = self.case.view.request if self.case.view is not None else None
        link = links.link_to_case(request.request_id) if request is not None else ""
        if request is not None and link:
            self.links.copy(request.request_id, link)
        else:
            self.copy_link()

    def follow(self, link: str) -> None:
        """Open what a link asks for, or say what is wrong with it."""
        self.wanted.emit()
        try:
            text = links.lookup_of(link)
        except UnclearLookup as error:
            title, hint = trouble_words(error)
            self.lookups.cancel()
            self.bar.show_chips(())
            self.bar.line.setText(mask(link).text)  # to be mended there
            refused = translate("Window", "The link was refused. {why}")
            self.results.show_notice(
                lambda: self.results.notice.say(
                    "warning",
                    refused.format(why=title),
                    hint,
                    (translate("Window", "Go to the lookup bar"), self.bar.focus_line),
                    tone="warning",
                )
            )
            self.case.show_nothing()
            return
        self.bar.open_text(text)

    def step(self, by: int) -> None:
        """Open the request `by` rows further."""
        self.results.select(self.results.table.currentIndex().row() + by)

    def _recall(self, key: str) -> None:
        """Remember the request that was opened, for the palette; not longer than this window lives."""
        line = self.results.model.line(self.results.table.currentIndex().row())
        if line is not None and line.key == key:
            self.recent = (line, *(known for known in self.recent if known.key != key))[:MOST_RECENT]

    def _narrow(self, window: Window) -> None:
        lookup = self.lookups.lookup
        if lookup is not None:
            text = f"from:{window.start.isoformat()} to:{window.end.isoformat()}"
            self._open(replace(lookup, window=window, window_text=text))

    def _open(self, lookup: Lookup) -> None:
        self.bar.open_text(self._abilities.text_of(lookup))

    def _sort(self, name: str) -> None:
        """Sort by a column, turn its order round, or go back to the newest first."""
        lookup = self.lookups.lookup
        if lookup is None:
            return
        first = Sort.first(SortKey(name))
        turned = replace(first, descending=not first.descending)
        order = {first: turned, turned: NEWEST_FIRST}.get(lookup.sort, first)
        if order == lookup.sort:  # time: there is nothing else to go back to
            order = turned
        self._open(replace(lookup, sort=order))

    def _open_group(self, group: ErrorGroup) -> None:
        """Look up the failures of one error; Backspace comes back to the groups."""
        lookup = self.lookups.lookup
        if lookup is not None:
            self._from_groups = True
            self.results.group(grouped=False)
            self._open(lookup_of(group, lookup))
            self.results.table.setFocus()

    def _back(self) -> None:
        """Go back to the lookup before, and to its groups where a group was opened."""
        if self._from_groups:
            self._from_groups = False
            self.results.group(grouped=True)
        self.bar.undo()

    def _leave_text(self) -> None:
        """Go back to the rows that the text is about; a ticket without a row has none."""
        if not self.results.enter():
            self.bar.focus_line()

    def _show_similar(self, view: CaseView | None) -> None:
        if view is not None and view.similar.lookup:
            self.bar.open_text(view.similar.lookup)

    # ---------------------------------------------------------------- states without rows

    def welcome(self) -> None:
        """Greet who has no gateway yet."""
        sample = self.sample_wanted.emit if self._abilities.try_sample is not None else None
        self._notice(
            lambda: say_welcome(self.results.notice, connect=self.connection_wanted.emit, sample=sample)
        )
        self.case.show_nothing()

    def _welcome_again(self, error: Exception) -> None:
        """Say why nothing was looked up, and offer again what a first start offers."""
        self.told.emit(trouble_line(error))
        self.welcome()

    def ask_credential(self) -> None:
        """Ask for the credential that this machine does not hold."""
        self._notice(
            lambda: say_no_credential(
                self.results.notice,
                enter=self.connections_wanted.emit,
                look=lambda: self.bar.open_text(OPENING),
            )
        )

    def wait(self, stop: Callable[[], object]) -> None:
        """Say that the keyring is waited for; `stop` goes on without it."""
        self.results.show_notice(
            lambda: say_waiting(self.results.notice, stop=stop)
        )  # who types goes on typing

    def ask_unlock(self) -> None:
        """Say that the keyring is locked, and how to go on."""
        self._notice(
            lambda: say_locked(
                self.results.notice,
                again=self.unlock_wanted.emit,
                session=self.session_wanted.emit,
                look=lambda: self.bar.open_text(OPENING),
            )
        )

    def _notice(self, say: Callable[[], None]) -> None:
        self.results.show_notice(say)
        self.results.notice.first.setFocus()
