"""One language of a template: its source, what the lint says about it, and its text for a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from quotadesk.domain.said import Language
from quotadesk.ui.factline import FactLine
from quotadesk.ui.guarded import READ_ONLY, GuardedPlain
from quotadesk.ui.metrics import px, scale
from quotadesk.ui.parts import ElidedLabel, button, card, label, set_role
from quotadesk.ui.sourceedit import SourceEdit
from quotadesk.ui.words import translate, words

if TYPE_CHECKING:
    from quotadesk.app.templates import Fault, Sheet, Tried

SHIPPED, OWN, UNSAVED, NONE = "shipped", "own", "unsaved", "none"


class TemplateSide(QFrame):
    """What the agent wants is told by signals that name the template ("en/replies/ask")."""

    edited = Signal(str, str)  # name, source
    save_wanted = Signal(str)
    adopt_wanted = Signal(str)
    drop_wanted = Signal(str)

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.language = language
        self.name = ""
        self._state, self._shipped = NONE, False
        self._faults: tuple[Fault, ...] = ()
        self._tried: Tried | None = None
        self._head = label("", "strong")
        self._mark = ElidedLabel()
        self.adopt = button("", "", lambda: self.adopt_wanted.emit(self.name))
        self.save = button("", "primary", lambda: self.save_wanted.emit(self.name))
        self.drop = button("", "", lambda: self.drop_wanted.emit(self.name))
        self.source = SourceEdit()
        self.verdict = FactLine()
        self.text = GuardedPlain()
        self._text_head = label("", "head")
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self.source.edited.connect(lambda typed: self.edited.emit(self.name, typed))
        self.verdict.clicked.connect(self._go_to_fault)
        self.retranslate()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._head)
        row.addWidget(self._mark, 1)
        for made in (self.drop, self.adopt, self.save):
            row.addWidget(made)
        column.addLayout(row)
        written, inner = card()
        inner.addWidget(self.source, 1)
        inner.addWidget(self.verdict)
        read, inside = card()
        inside.addWidget(self._text_head)
        inside.addWidget(self.text, 1)
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(READ_ONLY)
        self.text.setTabChangesFocus(True)
        for part in (written, read):
            self.splitter.addWidget(part)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(px(12))
        self.splitter.setStyleSheet("QSplitter::handle { background: transparent; }")
        self.splitter.setSizes([px(500), px(500)])
        column.addWidget(self.splitter, 1)

    def lay(self, *, below: bool) -> None:
        """Put the text below its source, else beside it."""
        self.splitter.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)

    def show_template(self, name: str, source: str, sheet: Sheet | None, *, unsaved: bool) -> None:
        """Show a template; `sheet` None: nobody has written it in this language yet."""
        self.name = name
        self._shipped = sheet is not None and sheet.shipped
        own = sheet is not None and sheet.own
        self._state = UNSAVED if unsaved else OWN if own else SHIPPED if self._shipped else NONE
        editable = bool(name) and (own or unsaved or not self._shipped)
        self.source.show_source(source, editable=editable)
        self.adopt.setVisible(bool(name) and self._shipped and not own and not unsaved)
        self.save.setVisible(editable)
        self.save.setEnabled(unsaved)
        self.drop.setVisible(own or unsaved)
        self.retranslate()

    def show_tried(self, tried: Tried | None) -> None:
        """Show what the lint says, and the text; the text before stays in sight while a fault stands."""
        self._tried = tried
        self._faults = tried.faults if tried is not None else ()
        if tried is None:
            self.text.setPlainText("")
        elif not self._faults and tried.trouble is None:
            self.text.setPlainText(tried.plain)
        self.source.mark(f.line for f in self._faults)
        self.retranslate()

    def show_refused(self, said: str) -> None:
        """Say why a template was not saved; what was written stays."""
        self.verdict.say(said, tip="", tone="bad")

    def _go_to_fault(self) -> None:
        self.source.go_to(self._faults[0].line if self._faults else 1)

    def retranslate(self) -> None:
        """Say everything in the language and tones in use."""
        language = "English" if self.language == "en" else "中文"
        self._head.setText(language)
        marks = {
            SHIPPED: translate("Templates", "shipped with the program"),
            OWN: translate("Templates", "your own"),
            UNSAVED: translate("Templates", "not saved yet"),
            NONE: translate("Templates", "not written in this language yet"),
        }
        self._mark.say(f"· {marks[self._state]}")
        set_role(self._mark, "warning" if self._state == UNSAVED else "secondary")
        self.adopt.setText(translate("Templates", "Make it mine"))
        self.save.setText(translate("Templates", "Save"))
        self.save.setToolTip(translate("Templates", "Save (Ctrl+S)"))
        again, away = (
            translate("Templates", "Use the shipped one again …"),
            translate("Templates", "Remove …"),
        )
        self.drop.setText(again if self._shipped else away)
        for made in (self.adopt, self.save, self.drop):
            made.setAccessibleName(f"{made.text()} ({language})")
        self.source.setAccessibleName(translate("Templates", "Source ({language})").format(language=language))
        self.text.setAccessibleName(translate("Templates", "Text ({language})").format(language=language))
        self.text.setFont(scale.font("secondary"))
        self.source.redraw()
        sample = self._tried is None or self._tried.sample
        self._text_head.setText(
            translate("Templates", "As it reads with invented facts")
            if sample
            else translate("Templates", "As it reads for the case in sight")
        )
        self._say_verdict()

    def _say_verdict(self) -> None:
        tried = self._tried
        if tried is None or not self.name:
            self.verdict.say("", tip="")
        elif self._faults:
            first = self._faults[0]
            where = translate("Templates", "{file}, line {line}: {why}").format(
                file=self.name.rpartition("/")[2] + ".md.j2", line=first.line, why=words.of(first.reason)
            )
            said = f"{where} · +{len(self._faults) - 1}" if len(self._faults) > 1 else where
            tip = "\n".join(f"{f.line}: {words.of(f.reason)}" for f in self._faults)
            self.verdict.say(said, tip=tip, tone="bad")
        elif tried.trouble is not None:
            self.verdict.say(words.of(tried.trouble), tip="", tone="warning")
        else:
            self.verdict.say(translate("Templates", "✓ The lint has nothing against it"), tip="", tone="good")
