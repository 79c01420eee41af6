"""Copy a link: what it says goes through the gate first, so that no link carries what no text may."""

from __future__ import annotations

from PySide6.QtCore import QObject, SignalInstance

from quotadesk.app.errors import UnfitText
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.background import Background
from quotadesk.ui.clipboard import copy_value
from quotadesk.ui.troubles import telling
from quotadesk.ui.words import translate, words

LANE = "link"


class LinkCopying(QObject):
    """`told` hears that a link was copied, or why it was not."""

    def __init__(
        self, abilities: Abilities, background: Background, told: SignalInstance, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._abilities, self._background, self._told = abilities, background, told

    def copy(self, says: str, link: str) -> None:
        """Copy `link` unless the gate objects to what it `says`; a link is for colleagues, who may read owners."""
        document = Document(
            kind="link",
            language=words.language,
            audience=Audience.INTERNAL,
            markdown=_unmarked(says),
            plain=says,
            html="",
            template=" ",  # every value counts as typed: what would be masked is refused, not changed
        )
        self._background.run(
            lambda _: self._abilities.judge(document, frozenset()),
            done=lambda faults: self._judged(faults, link),
            failed=telling(self._told),
            lane=LANE,
        )

    def _judged(self, faults: tuple[UnfitText, ...], link: str) -> None:
        if faults:
            why = " ".join(words.of(reason) for reason in faults[0].reasons[:1])
            said = translate("Window", "No link was copied: it would carry what may not leave. {why}")
            self._told.emit(said.format(why=why).strip())
            return
        copy_value(link)
        self._told.emit(translate("Window", "Link copied"))


def _unmarked(text: str) -> str:
    """Keep a text as it is where Markdown is expected."""
    return "".join(f"\\{c}" if c in r"\*_`#[]" else c for c in text)
