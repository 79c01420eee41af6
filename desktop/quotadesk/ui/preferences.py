"""The agent's own choices: kept, and where they are looks or language, put on at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from quotadesk.ui import dress
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.settingspage import SIZES, SettingsPage
from quotadesk.ui.tones import look
from quotadesk.ui.words import words

REST_MS = 120  # without another step, before the text takes its new size


class Preferences(QObject):
    """Changes how the window looks and speaks, and remembers it."""

    def __init__(self, abilities: Abilities, scheme: str, page: SettingsPage, parent: QObject) -> None:
        super().__init__(parent)
        self._abilities, self._scheme, self._page = abilities, scheme, page
        page.chosen.connect(self.prefer)
        self._resting = QTimer(self)  # styling a window takes up to a second: once for a key that is held
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST_MS)
        self._resting.timeout.connect(self._wear)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_scheme)
        if (screen := QGuiApplication.primaryScreen()) is not None:  # X11 scales text by it
            screen.logicalDotsPerInchChanged.connect(self.follow_system)

    @property
    def size(self) -> int:
        """The text size in percent."""
        size = self._abilities.preference("size")
        return int(size) if size.isdigit() else 100

    def _wear(self) -> None:
        dress.wear(self._scheme, self.size)

    def prefer(self, name: str, value: str) -> None:
        """Keep a choice, by the name of its setting, and put it on where it can be seen."""
        self._abilities.prefer(name, value)
        if name == "language":
            dress.speak(value)
        elif name == "scheme":
            self._scheme = value
        if name in {"scheme", "size"}:
            dress.wear(self._scheme, self.size)

    def show(self) -> None:
        """Show on the settings page what is in use."""
        kept = {name: self._abilities.preference(name) for name in self._page.boxes}
        self._page.show_values(kept | {"scheme": self._scheme, "size": str(self.size)})

    def switch_language(self) -> None:
        """Turn from Chinese to English or back."""
        self.prefer("language", "en" if words.language == "zh" else "zh")

    def switch_scheme(self) -> None:
        """Turn from light to dark or back."""
        self.prefer("scheme", "light" if look.dark else "dark")

    def larger(self) -> None:
        """Take the next larger text."""
        self._step(1)

    def smaller(self) -> None:
        """Take the next smaller text."""
        self._step(-1)

    def _step(self, by: int) -> None:
        sizes = sorted({*SIZES, self.size})
        place = min(len(sizes) - 1, max(0, sizes.index(self.size) + by))
        if sizes[place] != self.size:
            self._abilities.prefer("size", str(sizes[place]))
            self._resting.start()

    def follow_system(self) -> None:
        """Put on the system's text size and scheme, where it has changed one of them."""
        if dress.follow_system():
            dress.wear(self._scheme, self.size)

    def _follow_scheme(self, scheme: Qt.ColorScheme) -> None:
        look.system_dark = scheme == Qt.ColorScheme.Dark
        if self._scheme == "system":
            dress.wear(self._scheme, self.size)
