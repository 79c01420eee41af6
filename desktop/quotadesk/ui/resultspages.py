"""Which requests a result has, and the lines of those that were seen lately: all of it can be jumped to."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence

from quotadesk.domain.requests import Line

SIZE = 200  # lines of a page
MOST = 60  # pages at hand; those not seen for longest are let go
_Lines = tuple[Line | None, ...]


class Pages:
    """Numbers of all requests (8 bytes each), and the lines of some pages. The first lines stay at hand."""

    def __init__(self) -> None:
        self.numbers = array("q")
        self._head: tuple[Line, ...] = ()
        self._pages: OrderedDict[int, _Lines] = OrderedDict()

    def begin(self, lines: tuple[Line, ...], numbers: Sequence[int]) -> None:
        """Start over with the first lines; `numbers` may already name more that follow."""
        self._head, self.numbers = lines, array("q", numbers)
        self._pages.clear()

    def __len__(self) -> int:
        """Give how many requests the result has, as far as is known."""
        return max(len(self.numbers), len(self._head))

    def line(self, row: int) -> Line | None:
        """Give the line of a row; None while it is not at hand, or when it is gone from the store."""
        if 0 <= row < len(self._head):
            return self._head[row]
        page = self._pages.get(row // SIZE) if row >= 0 else None
        return page[row % SIZE] if page is not None and row % SIZE < len(page) else None

    def is_at_hand(self, row: int) -> bool:
        """Say whether the line of a row was read, be it gone."""
        page = self._pages.get(row // SIZE)
        return row < len(self._head) or (page is not None and row % SIZE < len(page))

    def missing(self, first: int, last: int) -> list[int]:
        """Give the pages that must be read to show the rows `first` to `last`."""
        last = min(last, len(self) - 1)
        pages = range(max(0, first) // SIZE, last // SIZE + 1)
        found = []
        for page in pages:
            if page in self._pages:
                self._pages.move_to_end(page)
            ends = min(last, (page + 1) * SIZE - 1)
            if not self.is_at_hand(ends):
                found.append(page)
        return found

    def numbers_of(self, page: int) -> Sequence[int]:
        """Give the numbers of the requests on a page."""
        return self.numbers[page * SIZE : (page + 1) * SIZE]

    def put(self, page: int, lines: _Lines) -> None:
        """Keep the lines of a page and let go of the one not seen for longest."""
        self._pages[page] = lines
        self._pages.move_to_end(page)
        while len(self._pages) > MOST:
            self._pages.popitem(last=False)

    def at_hand(self) -> list[tuple[int, Line]]:
        """Give every line at hand with its row, from the top."""
        found = dict(enumerate(self._head))
        for page, lines in self._pages.items():
            found.update((page * SIZE + n, line) for n, line in enumerate(lines) if line is not None)
        return sorted(found.items(), key=lambda pair: pair[0])
