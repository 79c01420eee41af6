"""Read a window of a log completely although it is only given in pages that may shift.

The window's end is frozen before the first page. It is cut into slices of a size that the gateway's database
answers quickly; a slice is reported as read only when every one of its rows was seen and could be read.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from quotadesk.domain.window import Window
from quotadesk.gateways.newapi_ahead import Ahead
from quotadesk.gateways.newapi_answers import Page

MOST_ROWS = 2_000  # of one slice: counting and skipping rows is what makes the gateway's database slow
AIMED_ROWS = 1_500
MOST_PARTS = 64
MOST_PAGES = 5_000  # of a slice whose list does not say its total
MOST_COUNTED_PAGES = 100  # of a slice whose list does, whatever total it names
UNREADABLE = "?"
SLACK_PAGES = 5  # a list may grow a little while it is read, but not without end


class EndlessList(Exception):
    """The gateway repeats a page, or its list never ends. Never leaves the gateways."""


@dataclass(frozen=True, slots=True)
class Slice:
    """Unix seconds, both included, as the family's parameters count them."""

    first: int
    last: int

    @property
    def window(self) -> Window:
        """Give the slice as a half-open window."""
        return Window(datetime.fromtimestamp(self.first, UTC), datetime.fromtimestamp(self.last + 1, UTC))

    @property
    def seconds(self) -> int:
        """Give how many seconds it holds."""
        return self.last - self.first + 1

    def parts(self, number: int) -> list[Slice]:
        """Cut it into about `number` slices, oldest first; never shorter than a second."""
        step = max(1, math.ceil(self.seconds / max(1, number)))
        return [Slice(at, min(at + step - 1, self.last)) for at in range(self.first, self.last + 1, step)]


Named = tuple[str, Mapping[str, Any]]
"""A raw row with the text that names it beyond doubt."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """New rows of one page; `done` is the share of the window so far.

    `ends`: the slice has no more rows; `read` is that slice when all of it was seen and every member was a row.
    """

    rows: tuple[Named, ...]
    faulty: int
    done: float
    read: Slice | None = None
    ends: bool = False


class Readable:
    """Takes back that a slice was read when a decoder could not read one of its rows."""

    def __init__(self) -> None:
        self._sound = True

    def read(self, chunk: Chunk, skipped: int) -> Window | None:
        """Give what `chunk` completes; `skipped` counts its unreadable rows. Ask once for each chunk, in order."""
        self._sound = self._sound and not skipped
        if not chunk.ends:
            return None
        sound, self._sound = self._sound, True
        return chunk.read.window if chunk.read and sound else None


Asked = tuple[Slice, int]
"""A page (numbered from 0) of the rows of a slice."""

Pages = Ahead[Asked, Page]

Name = Callable[[Mapping[str, Any]], str]
"""Name a raw row: by its id, or by all its values joined with "|" where ids name no row, or "" when unreadable."""


def whole_seconds(window: Window) -> Slice | None:
    """Give a window as the seconds that it touches; None when it holds none."""
    first = math.floor(window.start.timestamp())
    last = math.ceil(window.end.timestamp()) - 1
    return Slice(first, last) if last >= first else None


class SliceReader:
    """Reads slices newest first, sees to it that nothing is doubled, and knows when a slice is complete."""

    def __init__(self, ask: Pages, name: Name, *, longest_s: int = 0) -> None:
        """`longest_s`: cut slices to so many seconds from the start, for lists that do not say their total."""
        self._ahead, self._name, self._longest_s = ask, name, longest_s
        self._waiting: list[Slice] = []  # the next one last
        self._seen: set[str] = set()
        self._faulty = 0  # members of the slice that are no rows
        self._largest = (
            0  # the fullest page so far: a list without a total ends with a page shorter than that
        )

    def read(self, whole: Slice) -> Iterator[Chunk]:
        """Give the rows of `whole`. Raises EndlessList, after what came before it was given."""
        waiting = whole.parts(math.ceil(whole.seconds / self._longest_s)) if self._longest_s else [whole]
        self._waiting, finished = waiting, 0
        while waiting:
            part = waiting.pop()
            first = self._ask(part, 0)
            total = first.total or 0
            if total > MOST_ROWS and part.seconds > 1:
                waiting += part.parts(min(MOST_PARTS, max(2, math.ceil(total / AIMED_ROWS))))
                continue
            for chunk in self._slice(part, first):
                share = (finished + chunk.done * part.seconds) / whole.seconds
                yield replace(chunk, done=min(share, 1.0))
            finished += part.seconds
            self._seen.clear()  # slices do not overlap

    def _ask(self, part: Slice, number: int, last: int = 0) -> Page:
        """Give a page of a slice that ends with page `last`, and see to it that what follows is under way."""
        self._ahead.soon(self._coming(part, number, last))
        return self._ahead.take((part, number))

    def _coming(self, part: Slice, number: int, last: int) -> Iterator[Asked]:
        """Give the pages that will be wanted, as far as totals tell."""
        yield from ((part, n) for n in range(number, last + 1) or (number,))
        for later in reversed(self._waiting):
            yield later, 0
            first = self._ahead.known((later, 0))
            if first is not None and (first.total or 0) <= MOST_ROWS:
                yield from ((later, n) for n in range(1, self._last(first.total) + 1))

    def _last(self, total: int | None) -> int:
        """Give the number of the last page of a list, as far as its total tells."""
        return math.ceil(total / self._largest) - 1 if total and self._largest else 0

    def _slice(self, part: Slice, first: Page) -> Iterator[Chunk]:
        """Read one slice, and once more when rows moved away under the reading."""
        self._faulty = 0
        complete = yield from self._pages(part, first)
        self._ahead.drop(lambda asked: asked[0] == part)
        if not complete:
            complete = yield from self._pages(part, self._ask(part, 0), again=True)
            self._ahead.drop(lambda asked: asked[0] == part)
        yield Chunk((), 0, 1.0, part if complete and not self._faulty else None, ends=True)

    def _pages(self, part: Slice, page: Page, *, again: bool = False) -> Generator[Chunk, None, bool]:
        """Give the new rows page by page; the result is whether the slice was seen completely."""
        got, number, met, promised = 0, 0, Counter[str](), page.total
        while True:
            self._largest = max(self._largest, len(page.rows) + page.faulty)
            got += len(page.rows) + page.faulty
            self._faulty += page.faulty
            before = len(met)
            fresh = self._fresh(page, met)
            if number and page.rows and len(met) == before:
                raise EndlessList
            yield Chunk(fresh, 0 if again else page.faulty, min(1.0, got / page.total) if page.total else 0.5)
            if self._ended(page, got):
                # A total that changed on the way means that rows moved between the pages.
                return page.total is None or (page.total == promised and got - _doubled(met) >= page.total)
            number += 1
            if number > self._most_pages(promised):
                raise EndlessList
            page = self._ask(part, number, self._last(promised))

    def _most_pages(self, total: int | None) -> float:
        """Bound the pages of a slice: a total may be absurd, and then every page may still bring new rows."""
        if total is None:
            return MOST_PAGES
        size = max(1, self._largest)
        return min(total / size + SLACK_PAGES, max(MOST_COUNTED_PAGES, 2 * MOST_ROWS / size))

    def _ended(self, page: Page, got: int) -> bool:
        size = len(page.rows) + page.faulty
        if not size or page.total is not None:
            return not size or got >= (page.total or 0)
        return size < self._largest

    def _fresh(self, page: Page, met: Counter[str]) -> tuple[Named, ...]:
        """Give the rows that were not given before; `met` counts the names of this pass."""
        fresh: list[Named] = []
        for row in page.rows:
            name = self._name(row) or f"{UNREADABLE}{len(met)}"
            met[name] += 1
            if "|" in name and met[name] > 1:  # equal in every value, and still another row
                name = f"{name}|{met[name]}"
                met[name] += 1
            if name not in self._seen:
                self._seen.add(name)
                fresh.append((name, row))
        return tuple(fresh)


def _doubled(met: Counter[str]) -> int:
    """Count the rows that were met again under the same id."""
    return sum(times - 1 for name, times in met.items() if "|" not in name)
