"""What the palette lists: commands, those used last first, then recent requests, lookups and open cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from quotadesk.domain.requests import Line
from quotadesk.domain.tickets_kept import CaseLine
from quotadesk.ui import formats
from quotadesk.ui.actions import Actions
from quotadesk.ui.background import Background
from quotadesk.ui.caseabilities import CaseAbilities
from quotadesk.ui.commandpalette import CommandPalette, Entry
from quotadesk.ui.commands import COMMANDS, menu_name, shown_keys
from quotadesk.ui.lookuppage import LookupPage
from quotadesk.ui.words import translate

PREFERENCE = "commands_used"
MOST_USED, MOST_EARLIER = 8, 20


class Used:
    """The names of the commands that were run from the palette, the last one first."""

    def __init__(self, preference: Callable[[str], str], prefer: Callable[[str, str], None]) -> None:
        self._prefer = prefer
        self._written = preference(PREFERENCE)
        self.names = tuple(name for name in self._written.split(",") if name)

    def add(self, name: str) -> None:
        """Put a command to the front."""
        self.names = (name, *(n for n in self.names if n != name))[:MOST_USED]

    def write(self) -> None:
        """Write down what is new."""
        if (text := ",".join(self.names)) != self._written:
            self._written = text
            self._prefer(PREFERENCE, text)


def entries(actions: Actions, used: Used, page: LookupPage, saved: dict[str, str]) -> tuple[Entry, ...]:
    """Give every line of the palette in the order in which it is shown before anything is typed."""
    return (*_commands(actions, used), *_requests(page), *_lookups(page, saved))


def add_cases(
    palette: CommandPalette, cases: CaseAbilities, background: Background, show: Callable[[str], object]
) -> None:
    """List the open cases as soon as they are found; `show` opens the page of one, by its ticket."""
    background.run(
        lambda _: cases.find(""),
        done=lambda lines: palette.add(tuple(_cases(lines, show))),
        failed=lambda _: None,  # the page Cases says what is wrong with them
        lane="palette",
    )


def _cases(lines: Iterable[CaseLine], show: Callable[[str], object]) -> Iterator[Entry]:
    place = translate("Palette", "open case")
    for line in lines:
        if not line.closed:
            text = "  ".join((line.ticket, *line.owners))
            yield Entry(text=text, keys="", place=place, call=lambda ticket=line.ticket: show(ticket))  # type: ignore[misc]


def _commands(actions: Actions, used: Used) -> tuple[Entry, ...]:
    found = {
        c.name: Entry(
            text=action.text(), keys=shown_keys(c), place=menu_name(c.menu), call=action.trigger, name=c.name
        )
        for c in COMMANDS
        if (action := actions.by_name[c.name]).isEnabled() and c.name != "palette"
    }
    first = [found.pop(name) for name in used.names if name in found]
    return (*first, *found.values())


def _requests(page: LookupPage) -> list[Entry]:
    return [
        Entry(
            text=_request_words(line),
            keys="",
            place=translate("Palette", "opened before"),
            call=lambda key=line.key: page.lookups.open_case(key),  # type: ignore[misc]
        )
        for line in page.recent
    ]


def _request_words(line: Line) -> str:
    status = str(line.status) if line.status is not None else ""
    parts = (formats.day_clock(line.time), status, line.model, line.owner, line.error_code)
    return "  ".join(part for part in parts if part)


def _lookups(page: LookupPage, saved: dict[str, str]) -> list[Entry]:
    def asking(text: str, shown: str, place: str) -> Entry:
        return Entry(text=shown, keys="", place=place, call=lambda: page.open_text(text))

    earlier = [t for t in page.kept.texts if t not in saved.values()][:MOST_EARLIER]
    kept = translate("Suggest", "saved: {lookup}")
    return [
        *(asking(text, name, kept.format(lookup=text)) for name, text in saved.items()),
        *(asking(text, text, translate("Suggest", "looked up before")) for text in earlier),
    ]
