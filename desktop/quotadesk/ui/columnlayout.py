"""Which columns stand there, in which order and how wide: what the agent chose, and how it fits into a width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from quotadesk.ui.headings import NAMES
from quotadesk.ui.metrics import px
from quotadesk.ui.resultscolumns import COLUMNS, PLACE

# Left out, in this order, where there is no room for them; their values stand in the case.
GIVE_WAY = (
    "type",
    "attempts",
    "project",
    "env",
    "latency",
    "group",
    "error",
    "cost",
    "charged",
    "key",
    "owner",
)
READABLE = 150  # a flexible column that wants more gets this much before another one has to go
LEAST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The agent's choice: names in their order, and widths (in pixels of the drawing) of those that were dragged."""

    shown: tuple[str, ...] = NAMES
    widths: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Chosen:
        """Read "time status model:180"; what is not known is left out, and nothing means the usual columns."""
        shown, widths = [], {}
        for part in text.split():
            name, _, width = part.partition(":")
            if name in PLACE and name not in shown:
                shown.append(name)
                if width.isdecimal() and int(width) >= LEAST:
                    widths[name] = int(width)
        return cls(shown=tuple(shown), widths=widths) if shown else cls()

    def write(self) -> str:
        """Write it so that `read` gives it back; "" for the usual columns."""
        if self == Chosen():
            return ""
        return " ".join(f"{n}:{self.widths[n]}" if n in self.widths else n for n in self.shown)

    def ordered(self) -> tuple[str, ...]:
        """Give all columns: those shown in their order, then the others."""
        return (*self.shown, *(c.name for c in COLUMNS if c.name not in self.shown))


def shared(room: int, chosen: Chosen, wants: Mapping[str, int]) -> dict[str, int]:
    """Give the widths of the columns that fit into `room`, in pixels; together they fill it and never exceed it.

    `wants`: what each column needs. The flexible ones share what is missing or left over.
    """
    fixed = {n: px(w) for n, w in chosen.widths.items() if n in chosen.shown}
    names = _fitting(room, chosen.shown, wants, fixed)
    widths = {name: fixed.get(name, wants[name]) for name in names}
    flexible = [n for n in names if n not in fixed and COLUMNS[PLACE[n]].share]
    whole = sum(COLUMNS[PLACE[n]].share for n in flexible)
    free = room - sum(widths.values())
    missing = sum(widths[n] for n in flexible) if free < 0 else 0
    for name in flexible:
        part = widths[name] / missing if missing else COLUMNS[PLACE[name]].share / whole
        widths[name] = max(px(LEAST), widths[name] + int(free * part))
    rest = room - sum(widths.values())
    last = flexible[-1] if flexible else names[-1]
    widths[last] = max(px(LEAST), widths[last] + rest)
    return widths


def _fitting(
    room: int, shown: Sequence[str], wants: Mapping[str, int], fixed: Mapping[str, int]
) -> list[str]:
    least = {
        name: fixed.get(name, min(wants[name], px(READABLE)) if COLUMNS[PLACE[name]].share else wants[name])
        for name in shown
    }
    names = list(shown)
    for name in GIVE_WAY:
        if sum(least[n] for n in names) <= room:
            break
        if name in names and len(names) > 1:
            names.remove(name)
    return names
