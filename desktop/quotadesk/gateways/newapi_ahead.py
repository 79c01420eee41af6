"""Ask for the next pages of a list while the one before is being read, and give each when its turn has come.

Which pages are wanted, and whether they fit together, is decided by whoever takes them, as if they came one by one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self, TypeVar

from quotadesk.app.ports import Cancelled

Wanted = TypeVar("Wanted")
Given = TypeVar("Given")


class Ahead(Generic[Wanted, Given]):
    """At most `at_once` requests in the air, and as many answers waiting. With one, nothing is asked for ahead.

    Use it in a `with` block: it ends when nothing is in the air any more.
    """

    def __init__(self, ask: Callable[[Wanted, Cancelled], Given], at_once: int, cancelled: Cancelled) -> None:
        self._ask, self._cancelled = ask, cancelled
        self._closed = threading.Event()
        self._pool = ThreadPoolExecutor(at_once, "quotadesk-page") if at_once > 1 else None
        self._most = 2 * at_once
        self._asked: dict[Wanted, Future[Given]] = {}

    def take(self, wanted: Wanted) -> Given:
        """Give the answer, or raise what asking raised."""
        asked = self._asked.pop(wanted, None)
        return asked.result() if asked is not None else self._ask(wanted, self._cancelled)

    def soon(self, coming: Iterable[Wanted]) -> None:
        """Ask for what will be taken next, in this order, as far as there is room."""
        if self._pool is None:
            return
        for wanted in coming:
            if len(self._asked) >= self._most:
                return
            if wanted not in self._asked:
                self._asked[wanted] = self._pool.submit(self._ask, wanted, self._unwanted)

    def known(self, wanted: Wanted) -> Given | None:
        """Give an answer that is there already and still to be taken."""
        asked = self._asked.get(wanted)
        sound = asked is not None and asked.done() and not asked.cancelled() and asked.exception() is None
        return asked.result() if asked is not None and sound else None

    def drop(self, unwanted: Callable[[Wanted], bool]) -> None:
        """Forget what was asked for in vain."""
        for wanted in [w for w in self._asked if unwanted(w)]:
            self._asked.pop(wanted).cancel()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._asked.clear()

    def _unwanted(self) -> bool:
        return self._closed.is_set() or self._cancelled()
