"""The page Templates: every text that the desk can write, its source, and how it reads for the case in sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from quotadesk.domain.said import Language
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.folders import open_folder
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, label
from quotadesk.ui.templatelist import TemplateList
from quotadesk.ui.templatenew import NewSnippet
from quotadesk.ui.templateside import TemplateSide
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.words import translate, words

if TYPE_CHECKING:
    from pathlib import Path

    from quotadesk.app.answers import CaseView
    from quotadesk.app.templates import Sheet, Workbench
    from quotadesk.domain.fields import Audience

T = TypeVar("T")
BOTH = "templates_both"  # preference
PAUSE_MS = 250
LANGUAGES: tuple[Language, Language] = ("en", "zh")
START: dict[Language, str] = {"en": "Write the text here.\n", "zh": "在此编写文本。\n"}


class TemplatesPage(QFrame):
    """`told` tells the status bar. `view` gives the case in sight. What is not saved stays as long as the window."""

    told = Signal(str)

    def __init__(
        self,
        abilities: Abilities,
        background: Background,
        view: Callable[[], CaseView | None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._abilities, self._background, self._view = abilities, background, view
        self._sheets: dict[str, Sheet] = {}
        self._drafts: dict[str, str] = {}
        self.language: Language = words.language
        self._title = label("", "title")
        self._intro = label("", "secondary", wrap=True)
        self.list = TemplateList()
        self.new = button("", "", self.ask_new)
        self.open = button("", "", self._open_folder)
        self.turn = button("", "link", self._turn)
        self.both = QCheckBox()
        self.both.setChecked(abilities.preference(BOTH) == "yes")
        self.sides = {language: TemplateSide(language) for language in LANGUAGES}
        self._timers = {language: self._timer(language) for language in LANGUAGES}
        self._build()
        self._connect()
        self._lay()
        self.retranslate()

    def _timer(self, language: Language) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(PAUSE_MS)
        timer.timeout.connect(lambda: self._try(language))
        return timer

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(px(32), px(24), px(32), px(24))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.turn)
        head.addSpacing(px(16))
        head.addWidget(self.both)
        column.addLayout(head)
        column.addWidget(self._intro)
        column.addSpacing(px(8))
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        for made in (self.new, self.open):
            buttons.addWidget(made, 1)
        left.addLayout(buttons)
        self.list.setFixedWidth(min(px(300), 340))  # larger text takes no more of a laptop
        row = QHBoxLayout()
        row.setSpacing(px(20))
        row.addLayout(left)
        for side in self.sides.values():
            row.addWidget(side, 1)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.list.turned.connect(lambda _: self._show())
        self.both.toggled.connect(self._lay)
        for side in self.sides.values():
            side.edited.connect(self._edit)
            side.save_wanted.connect(self._save)
            side.adopt_wanted.connect(self._adopt)
            side.drop_wanted.connect(self.ask_drop)

    # ---------------------------------------------------------------- showing

    def refresh(self, choose: str = "") -> None:
        """Read the templates again; the one in sight stays. `choose`: another one, without its language."""
        self._work(lambda bench: bench.sheets(), lambda sheets: self._found(sheets, choose))

    def focus_list(self) -> None:
        """Go to the list."""
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def unsaved(self) -> int:
        """Count the templates that were changed and not saved."""
        return len(self._drafts)

    def _found(self, sheets: tuple[Sheet, ...], choose: str) -> None:
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self.list.show_sheets(sheets, self._drafts, choose=choose)
        self._show()

    def _show(self) -> None:
        self._lay()
        for language, side in self.sides.items():
            if not side.isHidden():
                self._show_side(language)

    def _show_side(self, language: Language) -> None:
        kind, side = self.list.kind, self.sides[language]
        name = f"{language}/{kind}" if kind else ""
        sheet, draft = self._sheets.get(name), self._drafts.get(name)
        if draft is not None or sheet is None:
            self._show_source(language, name, draft or "")
            return
        self._work(
            lambda bench: bench.source(name),
            lambda source: self._show_source(language, name, source),
            lane=f"template-source:{language}",
        )
        if side.name != name:
            side.show_tried(None)

    def _show_source(self, language: Language, name: str, source: str) -> None:
        if name != (f"{language}/{self.list.kind}" if self.list.kind else ""):
            return  # another one has been chosen meanwhile
        self.sides[language].show_template(name, source, self._sheets.get(name), unsaved=name in self._drafts)
        self._try(language)

    def _lay(self) -> None:
        both = self.both.isChecked()
        if (self._abilities.preference(BOTH) == "yes") is not both:
            self._abilities.prefer(BOTH, "yes" if both else "no")
        self.turn.setVisible(not both)
        for language, side in self.sides.items():
            was = side.isHidden()
            side.setHidden(not both and language != self.language)
            side.lay(below=both)
            if was and not side.isHidden() and self._sheets:
                self._show_side(language)

    def _turn(self) -> None:
        self.language = "zh" if self.language == "en" else "en"
        self._lay()
        self._say_turn()

    def _try(self, language: Language) -> None:
        side, view = self.sides[language], self._view()
        self._timers[language].stop()
        name, source = side.name, side.source.toPlainText()
        if not name or not source.strip():
            side.show_tried(None)
            return
        self._work(
            lambda bench: bench.attempt(name, source, view),
            lambda tried: side.show_tried(tried) if side.name == name else None,
            lane=f"template-try:{language}",
        )

    # ---------------------------------------------------------------- changing

    def _edit(self, name: str, source: str) -> None:
        if name:
            new = name not in self._drafts
            self._drafts[name] = source
            language: Language = "zh" if name.startswith("zh/") else "en"
            if new:
                self.sides[language].show_template(name, source, self._sheets.get(name), unsaved=True)
                self.list.show_sheets(self._sheets.values(), self._drafts)
            self._timers[language].start()

    def save(self) -> None:
        """Save what was changed in the templates in sight."""
        for side in self.sides.values():
            if side.name in self._drafts and not side.isHidden():
                self._save(side.name)

    def _save(self, name: str) -> None:
        source = self._drafts.get(name)
        if source is None:
            return

        def saved(_: object) -> None:
            if self._drafts.get(name) == source:  # the agent may have typed on
                del self._drafts[name]
            self.told.emit(translate("Templates", "Saved: {name}").format(name=name))
            self.refresh()

        self._work(lambda bench: bench.keep(name, source), saved, refused=name)

    def _adopt(self, name: str) -> None:
        def adopted(_: object) -> None:
            self.told.emit(translate("Templates", "Yours now: {name}").format(name=name))
            self.refresh()
            self._side_of(name).source.setFocus(Qt.FocusReason.OtherFocusReason)

        self._work(lambda bench: bench.adopt(name), adopted, refused=name)

    def ask_drop(self, name: str) -> QMessageBox:
        """Ask whether an agent's own template shall go."""
        sheet = self._sheets.get(name)
        shipped = sheet is not None and sheet.shipped
        box = QMessageBox(self)
        box.setWindowTitle(translate("Templates", "Your own template"))
        box.setText(
            translate("Templates", "Use the shipped template again?")
            if shipped
            else translate("Templates", "Remove this template?")
        )
        box.setInformativeText(
            translate("Templates", "What you wrote in {name} is gone for good.").format(name=name)
        )
        yes = box.addButton(
            translate("Templates", "Use the shipped one") if shipped else translate("Templates", "Remove"),
            QMessageBox.ButtonRole.DestructiveRole,
        )
        keep = box.addButton(translate("Templates", "Keep mine"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        yes.clicked.connect(lambda: self._drop(name))
        box.open()
        return box

    def _drop(self, name: str) -> None:
        def dropped(_: object) -> None:
            self._drafts.pop(name, None)
            self.refresh()

        self._work(lambda bench: bench.drop(name), dropped, refused=name)

    def ask_new(self) -> NewSnippet:
        """Ask for a new snippet's name and reader."""
        dialog = NewSnippet(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.named.connect(self._start)
        dialog.open()
        return dialog

    def _start(self, said: str, audience: Audience) -> None:
        from quotadesk.app.templates import snippet_name

        kind = snippet_name(said, audience)
        names = [f"{language}/{kind}" for language in LANGUAGES]
        if kind and not any(name in self._sheets or name in self._drafts for name in names):
            for language, name in zip(LANGUAGES, names, strict=True):
                if self.both.isChecked() or language == self.language:
                    self._drafts[name] = START[language]
        self.list.show_sheets(self._sheets.values(), self._drafts, choose=kind)
        self._show()
        side = self.sides[self.language]
        side.source.selectAll()
        QTimer.singleShot(0, side.source, side.source.setFocus)  # once the dialog is gone

    def _open_folder(self) -> None:
        def opened(folder: Path) -> None:
            if not open_folder(folder):
                self.told.emit(translate("Templates", "Your templates lie in {folder}").format(folder=folder))

        self._work(lambda bench: bench.folder(), opened)

    # ---------------------------------------------------------------- inside

    def _side_of(self, name: str) -> TemplateSide:
        return self.sides["zh" if name.startswith("zh/") else "en"]

    def _work(
        self,
        work: Callable[[Workbench], T],
        done: Callable[[T], object],
        *,
        lane: str = "",
        refused: str = "",
    ) -> None:
        bench = self._abilities.workbench
        if bench is None:
            return

        def failed(error: Exception) -> None:
            said = trouble_line(error)
            self.told.emit(said)
            if refused and self._side_of(refused).name == refused:
                self._side_of(refused).show_refused(said)

        self._background.run(
            lambda _: work(bench()), done=lambda made: (done(made), None)[1], failed=failed, lane=lane
        )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._title.setText(translate("Templates", "Templates"))
        self._intro.setText(
            translate(
                "Templates", "What the desk writes. A template of your own stands in for the shipped one."
            )
        )
        self.list.setAccessibleName(translate("Templates", "Templates"))
        self.new.setText(translate("Templates", "New snippet …"))
        self.open.setText(translate("Templates", "Open folder"))
        self.both.setText(translate("Templates", "Both languages side by side"))
        self._say_turn()
        for made in (self.new, self.open):
            made.setAccessibleName(made.text())
        for side in self.sides.values():
            side.retranslate()
        self.list.show_sheets(self._sheets.values(), self._drafts)

    def _say_turn(self) -> None:
        self.turn.setText("EN ⇄ 中文" if self.language == "en" else "中文 ⇄ EN")
        self.turn.setAccessibleName(translate("Templates", "Show the template in the other language"))
