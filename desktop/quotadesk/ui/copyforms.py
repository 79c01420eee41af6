"""The forms that a text is copied in, and the small button that chooses one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from quotadesk.ui.keybutton import KeyButton
from quotadesk.ui.words import QT_TRANSLATE_NOOP, translate

RICH, PLAIN, MARKDOWN, CHAT = "rich", "plain", "markdown", "chat"
PREFERENCE = "copy_form"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form: its short name on the button, what it is good for, and the keys that copy in it."""

    name: str
    short: str
    told: str
    keys: str


FORMS = (
    Form(
        name=RICH,
        short=QT_TRANSLATE_NOOP("Forms", "Rich"),
        told=QT_TRANSLATE_NOOP("Forms", "Rich: for mail and ticket editors"),
        keys="Ctrl+Shift+F",
    ),
    Form(
        name=PLAIN,
        short=QT_TRANSLATE_NOOP("Forms", "Plain"),
        told=QT_TRANSLATE_NOOP("Forms", "Plain text: without any marks"),
        keys="Ctrl+Shift+P",
    ),
    Form(
        name=MARKDOWN,
        short=QT_TRANSLATE_NOOP("Forms", "Markdown"),
        told=QT_TRANSLATE_NOOP("Forms", "Markdown: with its marks"),
        keys="Ctrl+Shift+M",
    ),
    Form(
        name=CHAT,
        short=QT_TRANSLATE_NOOP("Forms", "Chat"),
        told=QT_TRANSLATE_NOOP("Forms", "Chat: short lines, no headings or tables"),
        keys="Ctrl+Shift+H",
    ),
)


def form_named(name: str) -> Form:
    """Give a form by its name, the first one for a name that nobody knows."""
    return next((form for form in FORMS if form.name == name), FORMS[0])


class FormButton(KeyButton):
    """Says in which form texts are copied; a press opens the others. `chosen` names the one to copy in now."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.form = FORMS[0]
        self.clicked.connect(self.open)
        self.retranslate()

    def show_form(self, name: str) -> None:
        """Show the form in use."""
        self.form = form_named(name)
        self.retranslate()

    def open(self) -> QMenu:
        """Open the list of forms, each with its keys."""
        menu = QMenu(self)
        for form in FORMS:
            keys = QKeySequence(form.keys).toString(QKeySequence.SequenceFormat.NativeText)
            action = menu.addAction(f"{translate('Forms', form.told)}\t{keys}")
            action.setCheckable(True)
            action.setChecked(form is self.form)
            action.triggered.connect(lambda _=False, name=form.name: self.chosen.emit(name))
            if form is self.form:
                menu.setActiveAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        size = menu.sizeHint()
        menu.popup(self.mapToGlobal(QPoint(self.width() - size.width(), -size.height())))
        return menu

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.say(translate("Forms", self.form.short) + " ▾")
        name = translate("Forms", "Copied as: {form}").format(form=translate("Forms", self.form.told))
        self.setToolTip(name)
        self.setAccessibleName(name)
