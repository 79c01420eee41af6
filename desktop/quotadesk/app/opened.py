"""One connection as it is open: its gateway and what was learnt since, let go of when its last task has ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from quotadesk.app.ports import Connection, Gateway, Names

LOCKED = "locked"  # `Opened.credential` when the keyring did not open …
ASKING = "asking"  # … and while it asks its user for a password


class Opened:
    """A connection with its gateway. A task works inside `at_work`; `retire` closes when nobody works any more.

    `credential`: kept, session, none, locked, asking, or file where there is no gateway. The rest is what tasks
    learnt: `names`, `synced_at`, `online`.
    """

    def __init__(
        self, connection: Connection, gateway: Gateway | None, credential: str, *, online: bool = True
    ) -> None:
        self.connection = connection
        self.gateway = gateway
        self.credential = credential
        self.names = Names()
        self.synced_at: datetime | None = None
        self.online = online
        self._tasks = 0
        self._retired = False
        self._lock = threading.Lock()

    def begin(self) -> bool:
        """Keep the gateway open for one more task, until its `end`; False when it was retired already."""
        with self._lock:
            self._tasks += not self._retired
            return not self._retired

    def end(self) -> None:
        """Say that a task has ended."""
        with self._lock:
            self._tasks -= 1
            last = self._retired and self._tasks == 0
        if last:
            self._close()

    def retire(self) -> None:
        """Close the gateway now, or when the last running task ends."""
        with self._lock:
            self._retired = True
            idle = self._tasks == 0
        if idle:
            self._close()

    def _close(self) -> None:
        if self.gateway is not None:
            self.gateway.close()


@contextmanager
def at_work(current: Callable[[], Opened]) -> Iterator[Opened]:
    """Keep a gateway open while a task runs, also when another connection is chosen meanwhile.

    `current` is asked again where what it gave was retired before the task could begin.
    """
    opened = current()
    while not opened.begin():
        opened = current()
    try:
        yield opened
    finally:
        opened.end()


def merged(first: Names, second: Names) -> Names:
    """Join what two sources name, the first one first."""
    return replace(
        first,
        owners={**second.owners, **first.owners},
        emails=_union(first.emails, second.emails),
        models=_union(first.models, second.models),
        groups=_union(first.groups, second.groups),
        key_names=_union(first.key_names, second.key_names),
        key_tails=_union(first.key_tails, second.key_tails),
        projects=_union(first.projects, second.projects),
        channels=_union(first.channels, second.channels),
    )


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
