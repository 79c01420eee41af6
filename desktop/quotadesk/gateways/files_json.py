"""Read the rows of a JSON page, row by row: a bare array, or an object that holds one ({"data": {"items": […]}})."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from quotadesk.gateways.files_text import LONGEST_LINE, Lines

LISTS = frozenset({"data", "items", "rows", "logs"})  # names under which gateways put the rows of a page
_PIECE = 1 << 16
_NEAR_END = 16  # an error so near the end of what was read may be no more than a value cut in two
_DECODER = json.JSONDecoder()
_BLANKS = " \t\r\n\ufeff"


class BrokenJson(ValueError):
    """The text is no JSON, or one value of it is longer than any row."""


class JsonPage:
    """A text that may be a page of rows. `number` is that of the last row given (1-based)."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._held, self._at, self._ended = "", 0, False
        self.number = 0

    def at_rows(self) -> bool:
        """Go to the first row; False when the text holds no list of rows at the place of one. Raises BrokenJson."""
        mark = self._next()
        if mark == "[":
            self._at += 1
            return True
        return mark == "{" and self._inside()

    def _inside(self) -> bool:
        """Go through the names of an object to the one that holds the rows."""
        self._at += 1
        while self._next() not in {"}", ""}:
            name = self._value()
            self._expect(":")
            found = self._next()
            if name in LISTS and found == "[":
                self._at += 1
                return True
            if name in LISTS and found == "{" and self._inside():
                return True
            if not (name in LISTS and found == "{"):
                self._value()
            if self._next() == ",":
                self._at += 1
        self._at += 1
        return False

    def rows(self) -> Iterator[Any]:
        """Give every value of the list. Raises BrokenJson where it breaks off or cannot be read."""
        while (mark := self._next()) != "]":
            if not mark:
                message = "the list ends early"
                raise BrokenJson(message)
            self.number += 1
            yield self._value()
            if self._next() == ",":
                self._at += 1
            elif self._next() != "]":
                message = "no comma between two rows"
                raise BrokenJson(message)

    def _expect(self, mark: str) -> None:
        if self._next() != mark:
            message = f"{mark!r} is missing"
            raise BrokenJson(message)
        self._at += 1

    def _next(self) -> str:
        """Go over blanks; give the next character, "" at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in _BLANKS:
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more(_PIECE):
                return ""

    def _value(self) -> Any:
        """Read one whole value, as much of the text as it takes."""
        self._next()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if not self._may_go_on(error) or not self._more(max(_PIECE, len(self._held))):
                    message = "no JSON" if not self._ended else "the text ends early"
                    raise BrokenJson(message) from None
            except RecursionError:
                message = "nested too deep"
                raise BrokenJson(message) from None
            else:
                if end == len(self._held) and self._more(_PIECE):
                    continue  # a number may go on
                self._at = end
                return value

    def _may_go_on(self, error: json.JSONDecodeError) -> bool:
        cut = error.msg.startswith("Unterminated string") or error.pos >= len(self._held) - _NEAR_END
        return cut and len(self._held) - self._at < LONGEST_LINE

    def _more(self, size: int) -> bool:
        """Hold more of the text, and let go of what is done."""
        piece = "" if self._ended else self._lines.piece(size)
        self._ended = not piece
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)
