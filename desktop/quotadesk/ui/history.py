"""The lookups of this desk, newest first: kept on this computer, and walked back and forth.

Only terms are kept, never a pasted message; and a key that somebody typed into a term is masked before it is written.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from quotadesk.ui.abilities import Chip

MOST = 50
PREFERENCE = "history"

State = tuple[tuple[Chip, ...], str]
"""What stands in the bar: its terms, and the pasted message ("" = none)."""


class Kept:
    """The text forms of the last lookups, newest first."""

    def __init__(self, preference: Callable[[str], str], prefer: Callable[[str, str], None]) -> None:
        self._prefer = prefer
        self.texts = _read(preference(PREFERENCE))
        self._written = self.texts

    def add(self, text: str) -> None:
        """Remember a lookup; one that was there already comes to the front."""
        from quotadesk.domain.ticket.secrets import mask

        text = mask(text).text
        if text:
            self.texts = (text, *(t for t in self.texts if t != text))[:MOST]

    def write(self) -> None:
        """Write down what is new."""
        if self.texts != self._written:
            self._written = self.texts
            self._prefer(PREFERENCE, json.dumps(self.texts, ensure_ascii=False))

    def forget(self) -> None:
        """Forget all of them."""
        self.texts = ()
        self.write()


class Walk:
    """The way through the lookups of this session, and behind its beginning those of earlier ones."""

    def __init__(self, earlier: tuple[str, ...] = ()) -> None:
        self._steps: list[State | str] = list(reversed(earlier))
        self._at = len(self._steps)  # behind the last step: nothing has been looked up yet

    def go(self, state: State) -> None:
        """Take a lookup as the newest step; what was undone before it is gone."""
        if self._at < len(self._steps) and self._steps[self._at] == state:
            return
        self._steps = [*self._steps[: self._at + 1], state][-MOST:]
        self._at = len(self._steps) - 1

    def back(self, now: State, read: Callable[[str], tuple[Chip, ...]]) -> State | None:
        """Give the lookup before; while the bar differs from the last one looked up, that one. None at the end."""
        here = self._state(self._at, read)
        if here is not None and here != now:
            return here
        return self._move(-1, read)

    def forth(self, read: Callable[[str], tuple[Chip, ...]]) -> State | None:
        """Give the lookup that was left by going back, None where there is none."""
        return self._move(1, read)

    def _move(self, by: int, read: Callable[[str], tuple[Chip, ...]]) -> State | None:
        found = self._state(self._at + by, read)
        if found is not None:
            self._at += by
        return found

    def _state(self, at: int, read: Callable[[str], tuple[Chip, ...]]) -> State | None:
        if not 0 <= at < len(self._steps):
            return None
        step = self._steps[at]
        if isinstance(step, str):
            self._steps[at] = step = (read(step), "")
        return step


def _read(text: str) -> tuple[str, ...]:
    try:
        found = json.loads(text) if text else []
    except ValueError:
        return ()
    return tuple(t for t in found if isinstance(t, str))[:MOST] if isinstance(found, list) else ()
