"""The page Settings: how the window looks and speaks, and the rules of this desk. Each takes effect at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from quotadesk.ui.metrics import px
from quotadesk.ui.parts import button, card, hairline, label, scrolling
from quotadesk.ui.words import QT_TRANSLATE_NOOP, translate

SIZES = (90, 100, 110, 125, 150, 175, 200)
WIDEST = 720
Choices = tuple[tuple[str, str], ...]  # the value as it is kept, and its words


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row: the preference's name, its words, and one line that explains it."""

    name: str
    text: str
    why: str


LOOKS = (
    Setting(
        name="language",
        text=QT_TRANSLATE_NOOP("Settings", "Language"),
        why=QT_TRANSLATE_NOOP(
            "Settings", "Of this window. The texts for customers have a language of their own: Ctrl+L."
        ),
    ),
    Setting(
        name="scheme",
        text=QT_TRANSLATE_NOOP("Settings", "Colours"),
        why=QT_TRANSLATE_NOOP("Settings", "Light, dark, or as the system is, also when that changes."),
    ),
    Setting(
        name="size",
        text=QT_TRANSLATE_NOOP("Settings", "Text size"),
        why=QT_TRANSLATE_NOOP("Settings", "On top of the system's own text size. Ctrl++ and Ctrl+- step."),
    ),
    Setting(
        name="zone",
        text=QT_TRANSLATE_NOOP("Settings", "Time zone"),
        why=QT_TRANSLATE_NOOP(
            "Settings", "In which times are shown, and read where a customer names no zone."
        ),
    ),
)
RULES = (
    Setting(
        name="low_share",
        text=QT_TRANSLATE_NOOP("Settings", "Low balance: share of the limit"),
        why=QT_TRANSLATE_NOOP("Settings", "A balance with a limit counts as low below this share of it."),
    ),
    Setting(
        name="low_days",
        text=QT_TRANSLATE_NOOP("Settings", "Low balance: days left"),
        why=QT_TRANSLATE_NOOP(
            "Settings",
            "A balance without a limit counts as low when last week's spend would use it up sooner.",
        ),
    ),
    Setting(
        name="keep_days",
        text=QT_TRANSLATE_NOOP("Settings", "Keep what was read"),
        why=QT_TRANSLATE_NOOP(
            "Settings",
            "Older rows are deleted from this computer after each sync; the gateway keeps its own.",
        ),
    ),
    Setting(
        name="keep_cases_days",
        text=QT_TRANSLATE_NOOP("Settings", "Keep cases"),
        why=QT_TRANSLATE_NOOP("Settings", "A case that nobody changed for so long is deleted after a sync."),
    ),
)


class SettingsPage(QFrame):
    """`chosen` gives a preference's name and its new value; `forget_wanted` asks for the earlier lookups to go."""

    chosen = Signal(str, str)
    forget_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.boxes: dict[str, QComboBox] = {}
        self._said: list[tuple[QLabel, Callable[[], str]]] = []
        self._zones: tuple[str, ...] = ()
        self._cards: list[QFrame] = []
        self._forget = button("", "", self.forget_wanted.emit)
        inner = QWidget()
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(32), px(24), px(32), px(24))
        column.setSpacing(px(12))
        column.addWidget(self._say(label("", "title"), QT_TRANSLATE_NOOP("Settings", "Settings")))
        for head, settings in (
            (QT_TRANSLATE_NOOP("Settings", "Looks and language"), LOOKS),
            (QT_TRANSLATE_NOOP("Settings", "Rules of this desk"), RULES),
        ):
            column.addWidget(self._say(label("", "head"), head))
            column.addWidget(self._card(settings))
        column.addWidget(self._privacy())
        column.addStretch(1)
        page = scrolling(inner)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # large text
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self.language, self.scheme, self.text_size = (self.boxes[n] for n in ("language", "scheme", "size"))
        self.retranslate()

    def _say(self, made: QLabel, text: str) -> QLabel:
        self._said.append((made, lambda: translate("Settings", text)))
        return made

    def _card(self, settings: tuple[Setting, ...]) -> QFrame:
        frame, column = card()
        self._cards.append(frame)
        for number, setting in enumerate(settings):
            if number:
                column.addWidget(hairline())
            box = QComboBox()
            box.activated.connect(lambda _, n=setting.name, b=box: self.chosen.emit(n, str(b.currentData())))
            self.boxes[setting.name] = box
            column.addLayout(self._row(setting, box))
        return frame

    def _row(self, setting: Setting, box: QWidget) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(px(2))
        name = self._say(label("", "strong", wrap=True), setting.text)
        name.setBuddy(box)
        words.addWidget(name)
        words.addWidget(self._say(label("", "caption", wrap=True), setting.why))
        row = QHBoxLayout()
        row.setContentsMargins(0, px(4), 0, px(4))
        row.setSpacing(px(24))
        row.addLayout(words, 3)
        row.addWidget(box, 2, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _privacy(self) -> QFrame:
        frame, column = card()
        self._cards.append(frame)
        forget = Setting(
            name="history",
            text=QT_TRANSLATE_NOOP("Settings", "Earlier lookups"),
            why=QT_TRANSLATE_NOOP(
                "Settings",
                "The last 50 lookups are kept on this computer, without messages and with keys masked.",
            ),
        )
        column.addLayout(self._row(forget, self._forget))
        return frame

    # ---------------------------------------------------------------- values

    def show_values(self, values: dict[str, str]) -> None:
        """Show what is in use, by the preferences' names; a value that is not on offer is added."""
        for name, box in self.boxes.items():
            value = values.get(name, "")
            if (at := box.findData(value)) < 0:
                box.addItem(value, value)
                at = box.count() - 1
            box.setCurrentIndex(at)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        for made, text in self._said:
            made.setText(text())
        for setting in (*LOOKS, *RULES):
            box = self.boxes[setting.name]
            box.setAccessibleName(translate("Settings", setting.text))
            box.setAccessibleDescription(translate("Settings", setting.why))
            self._fill(box, self._choices(setting.name))
            box.setMinimumWidth(px(180))
            box.setMaximumWidth(px(280))
        self._forget.setText(translate("Settings", "Forget them"))
        for frame in self._cards:
            frame.setMaximumWidth(px(WIDEST))

    def _choices(self, name: str) -> Choices:
        system = translate("Settings", "As the system")
        days = translate("Settings", "{number} days")
        return {
            "language": (("", system), ("en", "English"), ("zh", "简体中文")),
            "scheme": (
                ("system", system),
                ("light", translate("Settings", "Light")),
                ("dark", translate("Settings", "Dark")),
            ),
            "size": tuple((str(s), f"{s} %") for s in SIZES),
            "zone": (("", translate("Settings", "As this computer")), *((z, z) for z in self._zones)),
            "low_share": tuple(("" if n == 20 else str(n), f"{n} %") for n in (5, 10, 20, 30, 50)),
            "low_days": tuple(("" if n == 7 else str(n), days.format(number=n)) for n in (2, 3, 7, 14, 30)),
            **dict.fromkeys(
                ("keep_days", "keep_cases_days"),
                (
                    ("", translate("Settings", "All of it")),
                    *((str(n), days.format(number=n)) for n in (7, 30, 60, 90, 180, 365)),
                ),
            ),
        }[name]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._zones:  # reads a folder of some hundred files: not before somebody looks
            self._zones = tuple(sorted(z for z in available_timezones() if "/" in z or z == "UTC"))
            box = self.boxes["zone"]
            known = box.currentData()
            self._fill(box, self._choices("zone"))
            box.setCurrentIndex(max(0, box.findData(known)))

    @staticmethod
    def _fill(box: QComboBox, rows: Choices) -> None:
        chosen = box.currentData()
        box.clear()
        for key, text in rows:
            box.addItem(text, key)
        if chosen is not None and box.findData(chosen) < 0:
            box.addItem(str(chosen), chosen)
        box.setCurrentIndex(max(0, box.findData(chosen)))
