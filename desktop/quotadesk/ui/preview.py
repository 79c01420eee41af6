"""Before Enter: what the typed lookup means and how many requests fit, worked out behind the window."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from quotadesk.app.errors import DeskError
from quotadesk.app.found import Counted
from quotadesk.ui import formats
from quotadesk.ui.abilities import Abilities, Chip
from quotadesk.ui.background import Background
from quotadesk.ui.chipwords import value_words
from quotadesk.ui.lookupbar import LookupBar, merged
from quotadesk.ui.troubles import trouble_line
from quotadesk.ui.words import translate, words

PAUSE_MS = 180  # between two key presses of somebody who types
LANE = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glance:
    chips: tuple[Chip, ...]
    counted: Counted


class Preview(QObject):
    """Counts what stands in the bar together with what is being typed."""

    def __init__(self, abilities: Abilities, background: Background, bar: LookupBar) -> None:
        super().__init__(bar)
        self._abilities, self._background, self._bar = abilities, background, bar
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._look)
        bar.line.textChanged.connect(self._wait)

    def _wait(self, typed: str) -> None:
        self._background.abandon(LANE)
        self._timer.stop()
        self._bar.line.offers.show_meaning("")
        if typed.strip() and self._bar.line.hasFocus():
            self._timer.start()

    def _look(self) -> None:
        chips, typed, abilities = self._bar.chips, self._bar.line.text(), self._abilities

        def glance() -> _Glance:
            asked = merged(chips, (abilities.glance or abilities.chips)(typed))
            return _Glance(chips=asked, counted=abilities.count(abilities.parse(asked)))

        self._background.run(lambda _: glance(), done=self._say, failed=self._say_trouble, lane=LANE)

    def _say(self, glance: _Glance) -> None:
        terms = " · ".join(f"{words.of(c.label)} {value_words(c)}" for c in glance.chips)
        if not terms:
            self._bar.line.offers.show_meaning(translate("LookupBar", "No term is understood yet."))
            return
        how_many = formats.count(glance.counted.total) + ("+" if glance.counted.capped else "")
        found = translate("LookupBar", "{count} held").format(count=how_many)
        self._bar.line.offers.show_meaning(f"{terms}  →  {found}", "strong")

    def _say_trouble(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self._bar.line.offers.show_meaning(trouble_line(error), "warning")
