"""Show what a lookup finds, from what is held: which requests, their lines anywhere, counts, bars, groups of errors.

Nothing here reads the gateway: `app/lookup` has done so before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from quotadesk.app.found import Counted, Groups, Numbers
from quotadesk.app.ports import Bucket, Cancelled, Store
from quotadesk.domain.lookup import Cursor, Lookup
from quotadesk.domain.requests import Line

MOST_NUMBERS = 500_000  # at once; 4 MB

Held = Callable[[], tuple[Store, str]]
"""Gives the store for this thread, and the name of the connection in use."""


class Listing:
    """The held requests of the connection in use. May be asked from any worker thread."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def following(self, lookup: Lookup, after: Cursor, cancelled: Cancelled) -> Numbers:
        """Give which requests follow after a line of the result, up to half a million."""
        store, connection = self._held()
        return store.numbers(connection, lookup, after=after, most=MOST_NUMBERS, cancelled=cancelled)

    def lines(self, numbers: Sequence[int]) -> tuple[Line | None, ...]:
        """Give the lines of numbered requests in their order; None for one that is gone."""
        store, connection = self._held()
        return store.lines(connection, numbers)

    def count(self, lookup: Lookup) -> Counted:
        """Count what fits, stopping early: for a preview while a lookup is typed."""
        store, connection = self._held()
        return store.count(connection, lookup) if lookup.terms or lookup.window else Counted(total=0)

    def histogram(self, lookup: Lookup, cancelled: Cancelled) -> tuple[Bucket, ...]:
        """Give total and failures over the lookup's window."""
        store, connection = self._held()
        return store.histogram(connection, lookup, cancelled=cancelled)

    def groups(self, lookup: Lookup, cancelled: Cancelled) -> Groups:
        """Give the failures of a lookup by error."""
        store, connection = self._held()
        return store.groups(connection, lookup, cancelled=cancelled)
