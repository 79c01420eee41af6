"""Ask what an import needs: whose rows they are, what the columns mean, which time the file holds wholly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from quotadesk.app.errors import UnclearLookup
from quotadesk.domain.window import Window
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.words import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWish:
    """What the agent answered. `complete`: the file holds every row of that time."""

    into: str
    mapping: Path | None = None
    complete: Window | None = None


class ImportDialog(QDialog):
    """`wanted` carries an ImportWish. `read_window` gives the window of two times as typed, or raises UnclearLookup."""

    wanted = Signal(object)

    def __init__(
        self,
        path: Path,
        names: list[str],
        proposed: str,
        read_window: Callable[[str, str], Window | None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("Files", "Import {file}").format(file=path.name))
        self._read_window = read_window
        self.into, self.mapping = QComboBox(), QLineEdit()
        line = QLineEdit()
        self.into.setEditable(True)
        self.into.setLineEdit(line)
        self.into.setCompleter(None)  # type: ignore[arg-type]  # it would take the first Enter for itself
        self.into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.into.addItems(names)
        self.into.setEditText(proposed)
        line.selectAll()
        self.complete = QCheckBox(translate("Files", "This file holds every row of a time"))
        self.start, self.end = QLineEdit(), QLineEdit()
        self._trouble = label("", "failure", wrap=True)
        self._trouble.setObjectName("importtrouble")
        self._trouble.hide()
        self._build()
        self.complete.toggled.connect(self._ask_time)
        self._ask_time(False)

    def _build(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(px(16))
        form.setVerticalSpacing(px(8))
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        choose = button(translate("Files", "Choose …"), "", self._choose_mapping)
        row = QHBoxLayout()
        row.addWidget(self.mapping, 1)
        row.addWidget(choose)
        self.mapping.setPlaceholderText(translate("Files", "none: a known product's own columns"))
        self.start.setPlaceholderText("2026-11-01 00:00")
        self.end.setPlaceholderText("2026-12-01 00:00")
        for text, field, made in (
            (translate("Files", "Connection"), self.into, self.into),
            (translate("Files", "Mapping file"), self.mapping, row),
            ("", self.complete, self.complete),
            (translate("Files", "From"), self.start, self.start),
            (translate("Files", "To"), self.end, self.end),
        ):
            caption = label(text, "secondary")
            caption.setBuddy(field)
            if text:
                field.setAccessibleName(text)
            form.addRow(caption, made)
        hint = translate(
            "Files", "Connection that the rows belong to; a new name makes one without a gateway"
        )
        self.into.setAccessibleDescription(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(12))
        column.addWidget(label(hint, "secondary", wrap=True))
        column.addLayout(form)
        column.addWidget(
            label(
                translate(
                    "Files",
                    "Such a time counts as read: a request that is not in the file then did not reach the gateway's log.",
                ),
                "caption",
                wrap=True,
            )
        )
        column.addWidget(self._trouble)
        column.addLayout(self._buttons())
        self.setMinimumWidth(px(480))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        go = button(translate("Files", "Import"), "primary", self.submit)
        go.setDefault(True)
        row.addStretch(1)
        row.addWidget(button(translate("Files", "Cancel"), "", self.reject))
        row.addWidget(go)
        return row

    def _ask_time(self, asked: bool) -> None:
        for line in (self.start, self.end):
            line.setEnabled(asked)
        if asked:
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_mapping(self) -> None:
        dialog = QFileDialog(self, translate("Files", "Mapping file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(
            [translate("Files", "Mapping files (*.toml)"), translate("Files", "All files (*)")]
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.mapping.setText)
        dialog.open()

    def submit(self) -> None:
        """Hand on what was answered; what cannot be read is said, and the dialog stays."""
        into = self.into.currentText().strip()
        try:
            window = self._window()
        except UnclearLookup as error:
            self._say(trouble_line(error))
            return
        if not into or (self.complete.isChecked() and window is None):
            self._say(
                translate("Files", "Name the connection.")
                if not into
                else translate("Files", "Say from when to when, such as 2026-11-01 to 2026-12-01.")
            )
            return
        mapping = self.mapping.text().strip()
        self.accept()
        self.wanted.emit(ImportWish(into=into, mapping=Path(mapping) if mapping else None, complete=window))

    def _window(self) -> Window | None:
        start, end = self.start.text().strip(), self.end.text().strip()
        return self._read_window(start, end) if self.complete.isChecked() and start and end else None

    def _say(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble.show()
