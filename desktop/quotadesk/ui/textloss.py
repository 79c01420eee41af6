"""Ask before the window closes over texts that were edited and never copied: a draft is lost only knowingly."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from quotadesk.ui.texts import Texts
from quotadesk.ui.words import translate


class Loss(QObject):
    """Knows whether the agent has agreed to lose what was typed."""

    def __init__(self, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._agreed = False
        self.unsaved: Callable[[], int] = lambda: 0  # templates that were changed and not saved
        self.box: QMessageBox | None = None

    def may_close(self, over: QWidget, again: Callable[[], object]) -> bool:
        """Say whether nothing would be lost; otherwise ask, and call `again` once the agent agrees."""
        count, unsaved = self._texts.uncopied(), self.unsaved()
        if self._agreed or not (count or unsaved):
            return True
        said = []
        if count:
            said.append(translate("Loss", "%n edited text(s) not copied yet.", "", count))
        if unsaved:
            said.append(translate("Loss", "{count} template(s) not saved yet.").format(count=unsaved))
        box = self.box = QMessageBox(over)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(translate("Loss", "Edited texts"))
        box.setText("\n".join(said))
        box.setInformativeText(translate("Loss", "What you typed is kept in this window only."))
        stay = box.addButton(translate("Loss", "Go on working"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(translate("Loss", "Close and lose it"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(lambda: self._agree(again))
        box.open()
        return False

    def _agree(self, again: Callable[[], object]) -> None:
        self._agreed = True
        again()
