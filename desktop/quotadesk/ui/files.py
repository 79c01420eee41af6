"""Files at the window: import what a gateway exported, export what the lookup in sight finds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from quotadesk.app.ports import FILE
from quotadesk.domain.lookup import Lookup
from quotadesk.domain.said import Said
from quotadesk.domain.window import Window
from quotadesk.ui.abilities import Abilities, Chip
from quotadesk.ui.background import Background
from quotadesk.ui.coverage import coverage_words
from quotadesk.ui.importdialog import ImportDialog, ImportWish
from quotadesk.ui.importreport import report_box
from quotadesk.ui.troubles import telling
from quotadesk.ui.words import QT_TRANSLATE_NOOP, translate, words

if TYPE_CHECKING:
    from quotadesk.app.exporting import ExportReport
    from quotadesk.app.importing import ImportReport

D = TypeVar("D", bound=QDialog)
LANE = "files"
# What a file can be: its words, the end of a name that has none, and whether a customer may read it.
FORMS = (
    (QT_TRANSLATE_NOOP("Files", "Table for colleagues (*.csv)"), "csv", False),
    (QT_TRANSLATE_NOOP("Files", "JSON lines for colleagues (*.jsonl)"), "jsonl", False),
    (QT_TRANSLATE_NOOP("Files", "Table for the customer (*.csv)"), "csv", True),
    (QT_TRANSLATE_NOOP("Files", "JSON lines for the customer (*.jsonl)"), "jsonl", True),
)


class Files(QWidget):
    """At most one file at a time. `imported` gives the report of an import that brought rows."""

    progressed = Signal(object)  # Progress or None
    told = Signal(str)
    imported = Signal(object)

    def __init__(
        self,
        abilities: Abilities,
        background: Background,
        in_sight: Callable[[], Lookup | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.hide()
        self._abilities, self._background, self._in_sight = abilities, background, in_sight

    def calls(self) -> dict[str, Callable[[], object]]:
        """Give what the actions do, by their names in COMMANDS."""
        return {"import_file": self.ask_file, "export_found": self.ask_place}

    def cancel(self) -> None:
        """Stop: an import keeps what it has read, an export leaves no file."""
        self._background.cancel(LANE)

    # ---------------------------------------------------------------- in

    def ask_file(self) -> QFileDialog | None:
        """Ask which file to import."""
        if self._abilities.files.import_file is None or self._busy():
            return None
        dialog = QFileDialog(self.window(), translate("Files", "Import a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [
                translate("Files", "Exported logs (*.csv *.jsonl *.json *.gz)"),
                translate("Files", "All files (*)"),
            ]
        )
        dialog.fileSelected.connect(lambda name: self.ask_connection(Path(name)))
        return _opened(dialog)

    def ask_connection(self, path: Path) -> ImportDialog:
        """Ask which connection the rows belong to; a name that is not known makes one without a gateway."""
        names = [c.name for c in self._abilities.connections()]
        dialog = ImportDialog(path, names, self._proposed(path), self._window_of, self.window())
        dialog.wanted.connect(lambda wish: self.import_from(path, wish))
        return _opened(dialog)

    def _window_of(self, start: str, end: str) -> Window | None:
        text = f'from:"{start}" to:"{end}"'
        return self._abilities.parse((Chip(key="from", label=Said("", ""), value="", text=text),)).window

    def _proposed(self, path: Path) -> str:
        """Give the connection in use where its rows come from files, else a name after the file."""
        desk = self._abilities.desk()
        held = {c.name for c in self._abilities.connections() if c.kind == FILE}
        return (
            desk.connection if desk is not None and desk.connection in held else path.name.partition(".")[0]
        )

    def import_from(self, path: Path, wish: ImportWish) -> None:
        """Import a file as the agent wishes."""
        bring = self._abilities.files.import_file
        if bring is None or self._busy():
            return
        new = all(c.name != wish.into for c in self._abilities.connections())
        self._background.run(
            lambda c: bring(
                path,
                into=wish.into,
                new=new,
                mapping=wish.mapping,
                complete=wish.complete,
                progressed=c.progressed,
                cancelled=c.cancelled,
            ),
            done=self._imported,
            failed=telling(self.told, self.progressed),
            progressed=self.progressed.emit,
            lane=LANE,
        )

    def _imported(self, report: ImportReport) -> None:
        self.progressed.emit(None)
        self.imported.emit(report)
        _opened(report_box(report, self.window()))

    # ---------------------------------------------------------------- out

    def ask_place(self) -> QFileDialog | None:
        """Ask where to write what the lookup in sight finds, how, and for whom."""
        if self._abilities.files.export is None or self._busy():
            return None
        lookup = self._in_sight()
        if lookup is None:
            self.told.emit(translate("Files", "Nothing is looked up yet that could be exported."))
            return None
        dialog = QFileDialog(self.window(), translate("Files", "Export what was found"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        forms = {translate("Files", text): (end, public) for text, end, public in FORMS}
        dialog.setNameFilters(list(forms))
        dialog.selectFile("requests")

        def show_form(form: str) -> None:
            dialog.setDefaultSuffix(forms[form][0])

        def go(name: str) -> None:
            self.export_to(Path(name), lookup, public=forms[dialog.selectedNameFilter()][1])

        show_form(next(iter(forms)))
        dialog.filterSelected.connect(show_form)
        dialog.fileSelected.connect(go)
        return _opened(dialog)

    def export_to(self, path: Path, lookup: Lookup, *, public: bool) -> None:
        """Write what a lookup finds to `path`, whose end says how; `public`: for a customer."""
        export, language = self._abilities.files.export, words.language
        if export is None or self._busy():
            return
        self._background.run(
            lambda c: export(
                path, lookup, language, public=public, progressed=c.progressed, cancelled=c.cancelled
            ),
            done=lambda report: self._exported(path, report),
            failed=telling(self.told, self.progressed),
            progressed=self.progressed.emit,
            lane=LANE,
        )

    def _exported(self, path: Path, report: ExportReport) -> None:
        self.progressed.emit(None)
        said = [translate("Files", "%Ln request(s) written", "", report.rows)]
        if report.masked:
            said.append(translate("CopyBar", "%n value(s) masked", "", report.masked))
        if report.withheld:
            said.append(translate("Files", "%n text(s) withheld by the gate", "", report.withheld))
        said.append(coverage_words(report.answer.coverage)[0])
        self.told.emit(" · ".join([*said, path.name]))

    # ---------------------------------------------------------------- both

    def _busy(self) -> bool:
        busy = self._background.busy(LANE)
        if busy:
            self.told.emit(translate("Files", "Another file is still being read or written."))
        return busy


def _opened(dialog: D) -> D:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
