"""The page Cases: what was seen and said about a ticket, found again by any word of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from quotadesk.domain.tickets_kept import CaseLine, KeptCase
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.casedetails import CaseDetails
from quotadesk.ui.caseslist import CasesList
from quotadesk.ui.metrics import px
from quotadesk.ui.notices import Notice
from quotadesk.ui.parts import label
from quotadesk.ui.troubles import telling, trouble_icon, trouble_words
from quotadesk.ui.words import translate, words

if TYPE_CHECKING:
    from quotadesk.app.case_files import Exported

FIND, OPEN, CHANGE = "cases-find", "cases-open", "cases-change"
PAUSE_MS = 120  # after a key, before the search


class CasesPage(QFrame):
    """`lookup_wanted` asks for a lookup in text form, `left` for the Lookup page, `told` tells the status bar.

    `chosen` says whether a case is in sight that the actions of this page could work on.
    """

    lookup_wanted = Signal(str)
    left = Signal()
    told = Signal(str)
    chosen = Signal(bool)

    def __init__(self, abilities: Abilities, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._cases, self._background = abilities.cases, background
        self._wanted = ""  # ticket to choose when the list has come
        self._title = label("", "title")
        self._intro = label("", "secondary", wrap=True)
        self.line = QLineEdit()
        self.line.setClearButtonEnabled(True)
        self.list = CasesList()
        self.details = CaseDetails()
        self.notice, self.nothing = Notice(), Notice()
        self._say: Callable[[], None] = self._say_empty
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        go_down = partial(self.list.setFocus, Qt.FocusReason.TabFocusReason)
        self._keys: dict[tuple[QObject, Qt.Key], Callable[[], object]] = {
            (self.line, Qt.Key.Key_Down): go_down,
            (self.line, Qt.Key.Key_Return): go_down,
            (self.line, Qt.Key.Key_Enter): go_down,
            (self.line, Qt.Key.Key_Escape): self.line.clear,
            (self.list, Qt.Key.Key_Delete): self._ask_delete,
        }
        self._build()
        self._connect()
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(32), px(24), px(32), px(24))
        column.setSpacing(px(8))
        column.addWidget(self._title)
        column.addWidget(self._intro)
        column.addSpacing(px(8))
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.line)
        left.addWidget(self.list, 1)
        narrow = QWidget()
        narrow.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        narrow.setFixedWidth(min(px(340), 400))  # larger text takes no more of a laptop
        self.right = QStackedWidget()
        self.right.addWidget(self.details)
        self.right.addWidget(self.nothing)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(20))
        row.addWidget(narrow)
        row.addWidget(self.right, 1)
        both = QWidget()
        both.setLayout(row)
        self.whole = QStackedWidget()
        self.whole.addWidget(both)
        self.whole.addWidget(self.notice)
        column.addWidget(self.whole, 1)

    def _connect(self) -> None:
        for watched in (self.line, self.list):
            watched.installEventFilter(self)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self._pause.timeout.connect(self._find)
        self.list.currentRowChanged.connect(lambda _: self._open())
        self.list.itemActivated.connect(lambda _: self.details.focus_first())
        self.details.lookup_wanted.connect(self.lookup_wanted)
        self.details.noted.connect(lambda note: self._change(lambda t: self._cases.write_note(t, note)))
        self.details.turn_wanted.connect(self._turn)
        self.details.delete_wanted.connect(self._ask_delete)
        self.details.export_wanted.connect(self._ask_folder)

    # ---------------------------------------------------------------- finding

    def refresh(self, ticket: str = "") -> None:
        """Read the cases again, and choose that of a ticket where one is named."""
        if ticket:
            self.line.clear()
        self._wanted = ticket or self.list.ticket
        self._find()

    def focus_line(self) -> None:
        """Go to the search line."""
        target = self.line if self.whole.currentIndex() == 0 else self.notice.first
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self) -> None:
        self._pause.stop()
        text = self.line.text().strip()
        self._wanted = self._wanted or self.list.ticket
        self._background.run(
            lambda _: self._cases.find(text), done=self._found, failed=self._show_trouble, lane=FIND
        )

    def _found(self, lines: tuple[CaseLine, ...]) -> None:
        typed = bool(self.line.text().strip())
        had_focus = self.notice.first.hasFocus()
        self._say = self._say_empty
        self.whole.setCurrentIndex(0 if lines or typed else 1)
        wanted, self._wanted = self._wanted, ""
        self.list.blockSignals(True)
        self.list.show_lines(lines, choose=wanted)
        self.list.blockSignals(False)
        self.right.setCurrentIndex(0 if lines else 1)
        self._words()
        if self.isVisible() and (had_focus or self.whole.currentIndex() == 1):
            self.focus_line()
        self._open()

    def _open(self) -> None:
        if ticket := self.list.ticket:
            self._background.run(
                lambda _: self._cases.case(ticket),
                done=self._show_case,
                failed=telling(self.told),
                lane=OPEN,
            )
        else:
            self.details.case = None
            self.chosen.emit(False)

    def _show_case(self, case: KeptCase) -> None:
        if case.ticket == self.list.ticket:  # else another one was chosen meanwhile, or none is left
            self.details.show_case(case)
            self.chosen.emit(True)

    # ---------------------------------------------------------------- changing

    def _change(self, work: Callable[[str], KeptCase]) -> None:
        if (case := self.details.case) is not None:
            self._background.run(
                lambda _: work(case.ticket), done=self._changed, failed=telling(self.told), lane=CHANGE
            )

    def _changed(self, case: KeptCase) -> None:
        self._wanted = case.ticket
        self._find()

    def _turn(self) -> None:
        case = self.details.case
        closed = case is not None and case.closed_at is not None
        self._change(self._cases.reopen if closed else self._cases.close)

    def _ask_delete(self) -> QMessageBox | None:
        if (case := self.details.case) is None:
            return None
        box = QMessageBox(self)
        box.setWindowTitle(translate("CasePage", "Delete a case"))
        box.setText(translate("CasePage", "Delete case {ticket}?").format(ticket=case.ticket))
        box.setInformativeText(
            translate(
                "CasePage", "Its note, evidence and texts are gone for good; the log stays in the store."
            )
        )
        yes = box.addButton(translate("CasePage", "Delete"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(translate("CasePage", "Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes.clicked.connect(lambda: self._delete(case.ticket))
        box.open()
        return box

    def _delete(self, ticket: str) -> None:
        self._background.run(
            lambda _: self._cases.delete(ticket),
            done=lambda _: self._deleted(ticket),
            failed=telling(self.told),
            lane=CHANGE,
        )

    def _deleted(self, ticket: str) -> None:
        self.details.case = None
        self._find()
        self.told.emit(translate("CasePage", "Deleted: {ticket}").format(ticket=ticket))

    def calls(self) -> dict[str, Callable[[], object]]:
        """Give what the actions of this page do, by their names in COMMANDS."""
        return {"export_case": self._ask_folder, "turn_case": self._turn, "delete_case": self._ask_delete}

    # ---------------------------------------------------------------- leaving

    def _ask_folder(self) -> QFileDialog | None:
        if self.details.case is None or self._cases.export is None:
            return None
        dialog = QFileDialog(self, translate("CasePage", "Where to put the folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda folder: self.export_to(Path(folder)))
        dialog.open()
        return dialog

    def export_to(self, parent: Path) -> None:
        """Write the case in sight into a new folder inside `parent`."""
        case, export, language = self.details.case, self._cases.export, words.language
        if case is not None and export is not None:
            self._background.run(
                lambda _: export(case.ticket, parent, language),
                done=self._exported,
                failed=telling(self.told),
                lane=CHANGE,
            )

    def _exported(self, made: tuple[Path, Exported]) -> None:
        folder, done = made
        said = translate("CasePage", "%n file(s) written", "", len(done.files))
        if done.masked:
            said += " · " + translate("CopyBar", "%n value(s) masked", "", done.masked)
        if done.withheld:
            said += " · " + translate("CasePage", "withheld by the gate: {files}").format(
                files=", ".join(done.withheld)
            )
        self.told.emit(f"{said} · {folder}")

    # ---------------------------------------------------------------- words and keys

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            call = self._keys.get((watched, Qt.Key(event.key())))
            if call is not None:
                call()
                return True
        return super().eventFilter(watched, event)

    def _show_trouble(self, error: Exception) -> None:
        title, hint = trouble_words(error)
        again = (translate("Case", "Try again"), self._find)
        self._say = lambda: self.notice.say(trouble_icon(error), title, hint, again, tone="warning")
        self.whole.setCurrentIndex(1)
        self._words()

    def _say_empty(self) -> None:
        self.notice.say(
            "case",
            translate("CasePage", "No case yet"),
            translate(
                "CasePage",
                "Open a request on the Lookup page and press Ctrl+D: it is kept under its ticket number, with its "
                "evidence as it is then. Texts that you copy for it are noted with their time.",
            ),
            (translate("CasePage", "Go to Lookup"), self.left.emit),
        )

    def _words(self) -> None:
        self._say()
        self.nothing.say(
            "empty",
            translate("CasePage", "No case has these words"),
            translate("CasePage", "Search for a ticket number, an owner, a request id or words of a text."),
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("CasePage", "Cases"))
        self._intro.setText(
            translate(
                "CasePage", "What was seen and said about a ticket, as it was then. It stays on this machine."
            )
        )
        self.line.setPlaceholderText(translate("CasePage", "Ticket, owner, request id or words"))
        self.line.setAccessibleName(translate("CasePage", "Search in cases"))
        self.list.setAccessibleName(translate("CasePage", "Cases"))
        self.details.retranslate()
        self.list.viewport().update()
        self._words()
