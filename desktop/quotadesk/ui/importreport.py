"""Tell what an import did: rows, their time, every refused line that is named, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from quotadesk.ui import formats
from quotadesk.ui.words import translate, words

if TYPE_CHECKING:
    from quotadesk.app.importing import ImportReport


def report_box(report: ImportReport, parent: QWidget) -> QMessageBox:
    """Give a dialog with the whole report."""
    box = QMessageBox(parent)
    box.setWindowTitle(translate("Files", "Import a file"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setIcon(
        QMessageBox.Icon.Warning if report.refused or report.stopped else QMessageBox.Icon.Information
    )
    box.setText(f"{report.title} → {report.connection}")
    box.setInformativeText("\n".join(report_lines(report)))
    return box


def report_lines(report: ImportReport) -> list[str]:
    """Give the report line by line in the language in use."""
    counts = (
        translate("Files", "%Ln row(s) read", "", report.read),
        translate("Files", "%Ln new", "", report.new),
        translate("Files", "%Ln changed", "", report.changed),
        translate("Files", "%Ln refused", "", report.refused),
    )
    lines = [" · ".join(counts)]
    if report.first and report.last:
        lines.append(f"{formats.full(report.first)} – {formats.full(report.last)}")
    lines += [words.of(said) for said in (report.stopped, report.hint) if said is not None]
    lines += [
        translate("Files", "Line {number}: {why}").format(number=refused.line, why=words.of(refused.why))
        for refused in report.lines
    ]
    if (more := report.refused - len(report.lines)) > 0:
        lines.append(translate("Files", "… and %Ln more refused", "", more))
    lines.append(words.of(report.coverage))
    return lines
