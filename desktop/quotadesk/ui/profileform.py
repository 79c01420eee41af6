"""Ask once for what no probe can find out about a gateway; every answer can be taken back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from quotadesk.domain.profile import Profile
from quotadesk.ui.gatewayfacts import Question, open_questions
from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, clear, label
from quotadesk.ui.words import translate, words

ANSWERS: tuple[bool | None, ...] = (None, True, False)


class ProfileForm(QFrame):
    """One line a question. `answered` carries field → True, False or None (not known)."""

    answered = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._profile: Profile | None = None
        self.choices: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        self._title = label("", "verdict")
        self._intro = label("", "secondary", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._intro)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(2))
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        row = QHBoxLayout()
        self._said = label("", "good")
        self.go = button("", "primary", self._hand_on)
        row.addWidget(self._said, 1)
        row.addWidget(self.go)
        column.addLayout(row)
        self.show_profile(None)

    def show_profile(self, profile: Profile | None) -> None:
        """Ask about another gateway; hidden when its probe found everything."""
        self._profile = profile
        self._said.setText("")
        self.setVisible(profile is not None and bool(open_questions(profile)))
        self.retranslate()

    def show_kept(self) -> None:
        """Say that the answers are kept."""
        self._said.setText("✓ " + translate("Profile", "Kept; verdicts use it from now on"))
        self.go.setEnabled(False)

    def retranslate(self) -> None:
        """Say everything in the language in use; answers that were chosen and not kept yet stay."""
        chosen = {name: box.currentIndex() for name, box in self.choices.items()}
        self._title.setText(translate("Profile", "What we could not find out"))
        self._intro.setText(
            translate("Profile", "No probe shows this without writing. Whoever runs the gateway knows it.")
        )
        self.go.setText(translate("Profile", "Keep these answers"))
        clear(self._grid)
        self.choices = {}
        for number, question in enumerate(open_questions(self._profile) if self._profile else ()):
            self._add(number, question)
        for name, index in chosen.items():
            if name in self.choices and index > 0:
                self.choices[name].setCurrentIndex(index)
        self._allow()

    def _add(self, number: int, question: Question) -> None:
        box = QComboBox()
        box.setFixedWidth(min(px(230), 430))  # large text takes no more of a laptop
        for text in (translate("Profile", "not known"), words.of(question.yes), words.of(question.no)):
            box.addItem(text)
        known = getattr(self._profile, question.name)
        box.setCurrentIndex(ANSWERS.index(known))
        asks, why = words.of(question.asks), words.of(question.why)
        box.setAccessibleName(asks)
        box.setAccessibleDescription(why)
        box.currentIndexChanged.connect(lambda _: self._allow())
        caption = label(asks, wrap=True)
        caption.setBuddy(box)
        row = 3 * number
        self._grid.addWidget(caption, row, 0)
        self._grid.addWidget(box, row, 1, 2, 1)
        self._grid.addWidget(label(why, "caption", wrap=True), row + 1, 0)
        self._grid.setRowMinimumHeight(row + 2, px(8))
        self.choices[question.name] = box

    def _answers(self) -> dict[str, bool | None]:
        return {name: ANSWERS[box.currentIndex()] for name, box in self.choices.items()}

    def _allow(self) -> None:
        now = {name: getattr(self._profile, name) for name in self.choices}
        changed = self._answers() != now
        self.go.setEnabled(changed)
        if changed:
            self._said.setText("")

    def _hand_on(self) -> None:
        self.answered.emit(self._answers())
