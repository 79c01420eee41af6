"""Open a connection while others wait for it: the keyring asks its user for a password, who may not answer at all."""

from __future__ import annotations

import threading
from collections.abc import Callable

from quotadesk.app.opened import Opened
from quotadesk.app.ports import Cancelled

POLL_S = 0.05  # how soon a cancelled wait ends


class Opening:
    """A connection that a thread of its own opens; `over` is called there, before any wait ends.

    The thread cannot be stopped while the keyring asks. Whoever does not want to wait goes on without it, and what it
    brings at last is still handed to `over`: nothing when opening failed.
    """

    def __init__(self, name: str, open_: Callable[[], Opened], over: Callable[[Opening], None]) -> None:
        self.name = name  # of the connection
        self.found: Opened | None = None
        self._open, self._tell_over = open_, over
        self._trouble: Exception | None = None
        self._over, self._unwaited = threading.Event(), threading.Event()

    def start(self) -> None:
        """Begin; the program does not wait for this thread when it ends."""
        threading.Thread(target=self._run, name="opening", daemon=True).start()

    def _run(self) -> None:
        try:
            self.found = self._open()
        except Exception as trouble:  # noqa: BLE001 - raised again in every task that waits
            self._trouble = trouble
        self._tell_over(self)
        self._over.set()

    def wait(self, cancelled: Cancelled = lambda: False) -> Opened | None:
        """Give what was opened; None when this wait was cancelled or all were given up. Raises what opening raised."""
        while not self._over.is_set():
            if self._unwaited.is_set() or cancelled():
                return None
            self._over.wait(POLL_S)
        if self._trouble is not None:
            raise self._trouble
        return self.found

    def give_up(self) -> None:
        """Let nobody wait any more, those who come later neither."""
        self._unwaited.set()
