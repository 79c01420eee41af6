"""The course of a case: marks on a line of time, in seconds, and the same in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from quotadesk.ui.words import translate, words

SHORTEST_S = 0.1  # a shorter pause is not told
SQUEEZE_S = 20.0  # what lasts longer is drawn broken, so that short attempts stay visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One mark: `start` and `end` in seconds after the course begins, its text, tone and what a tooltip tells.

    `short` stands where there is no room for `text`.
    """

    start: float
    end: float
    text: str
    tone: str  # good, warning, bad, plain
    kind: str  # attempt, client, task, refund, owed
    tells: str
    short: str = ""

    @property
    def broken(self) -> bool:
        """Whether it lasts too long to be drawn to scale."""
        return self.end - self.start > SQUEEZE_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """All marks of one case. `scaled` False: the gateway gives no times of attempts, so lengths mean nothing.

    `logged`: when the request began is not recorded; `begins` is when its row was written.
    """

    begins: datetime
    moments: tuple[Moment, ...]
    scaled: bool
    logged: bool = False

    @property
    def broken(self) -> bool:
        """Whether something in it is drawn shorter than it lasted."""
        pauses = (after.start - before.end > SQUEEZE_S for before, after in pairwise(self.moments))
        return self.scaled and (any(pauses) or any(m.broken for m in self.moments))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Tell all of it in words, the waits between the marks included."""
        told = [m.tells for m in self.moments[:1]]
        for before, after in pairwise(self.moments):
            pause = after.start - before.end
            if self.scaled and pause >= SHORTEST_S:
                told.append(translate("Timeline", "Wait of {time}").format(time=length(pause)))
            told.append(after.tells)
        return tuple(told)


def length(seconds: float) -> str:
    """Give a length of time as the timeline writes it: short."""
    if seconds >= 120:
        return f"{seconds / 60:.0f} min" if words.language == "en" else f"{seconds / 60:.0f} 分"
    value = f"{seconds:.1f}".removesuffix(".0") if seconds < 10 else f"{seconds:.0f}"
    return f"{value} s" if words.language == "en" else f"{value} 秒"
