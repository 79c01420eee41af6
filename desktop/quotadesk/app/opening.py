"""Open a connection while others wait for it: the keyring asks its user for a password, who may not answer at all."""

from __future__ import annotations

import threading
from collections.abc import Callable

from quotadesk.app.opened import ASKING, Opened
from quotadesk.app.ports import Cancelled, Connection

POLL_S = 0.05  # how soon a cancelled wait ends


class Opening:
    """A connection that a thread of its own opens; `over` is called there, before any wait ends.

    The thread cannot be stopped while the keyring asks. Whoever does not want to wait goes on without it, and what it
    brings at last is still handed to `over`: nothing when opening failed.
    """

    def __init__(
        self, connection: Connection, open_: Callable[[], Opened], over: Callable[[Opening], None]
    ) -> None:
        self.connection = connection
        self.found: Opened | None = None
        self.given_up = False  # by the agent
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
        try:
            self._tell_over(self)
        finally:  # whoever waits must not wait for ever
            self._over.set()

    def wait(self, cancelled: Cancelled = lambda: False) -> Opened | None:
        """Give what was opened; None when this wait was cancelled or all were ended. Raises what opening raised."""
        while not self._over.is_set():
            if self._unwaited.is_set() or cancelled():
                return None
            self._over.wait(POLL_S)
        if self._trouble is not None:
            raise self._trouble
        return self.found

    def leave(self) -> None:
        """Let nobody wait any more, those who come later neither."""
        self._unwaited.set()

    def give_up(self) -> None:
        """Let nobody wait any more, because the agent does not want to."""
        self.given_up = True
        self.leave()

    def discard(self) -> Opened | None:
        """Take away what was opened, and what went wrong: nobody wants this connection any more."""
        left, self.found, self._trouble = self.found, None, None
        return left


class InUse:
    """The connection in use, and the one that is being opened to take its place.

    What was opened is put to use, unless another one was chosen or it was forgotten meanwhile. Once the wait for it
    was given up it does not take the place of another connection either: nobody expects that any more.
    """

    def __init__(self, open_: Callable[[Connection, str | None], Opened]) -> None:
        self._open = open_
        self._lock = threading.RLock()  # never held while the keyring is asked
        self._opening: Opening | None = None
        self._opened: Opened | None = None

    @property
    def opened(self) -> Opened | None:
        """Give the connection in use; None before the first one is open."""
        with self._lock:
            return self._opened

    def begin(self, connection: Connection, credential: str | None = None) -> Opening:
        """Open a connection beside whatever runs. Who waits for an earlier one goes on with this one."""
        opening = Opening(connection, lambda: self._open(connection, credential), self._take)
        with self._lock:
            before, self._opening = self._opening, opening
        if before is not None:
            before.leave()
        opening.start()
        return opening

    def _take(self, opening: Opening) -> None:
        """Put what was opened to use, or let go of it where nobody wants it any more."""
        with self._lock:
            wanted = self._opening is opening
            if wanted:
                self._opening = None
            if opening.given_up and self._opened is not None:
                wanted = wanted and self._opened.connection.name == opening.connection.name
            if not wanted:
                left = opening.discard()
            elif opening.found is not None:
                left, self._opened = self._opened, opening.found
            else:
                left = None
        if left is not None:
            left.retire()

    def wait(self, first: Callable[[], Connection], cancelled: Cancelled) -> Opened:
        """Give the connection in use, opened once: `first` where none was chosen.

        Where the wait for it is cancelled or given up, the task works on what is held.
        """
        while True:
            with self._lock:
                if self._opened is not None:
                    return self._opened
                opening = self._opening or self.begin(first())
            if (opened := opening.wait(cancelled)) is not None:
                return opened
            if opening.given_up or cancelled():
                return self.held(first)

    def held(self, first: Callable[[], Connection]) -> Opened:
        """Give the connection in use for work on what is held, which never waits for a keyring."""
        with self._lock:
            opened, opening = self._opened, self._opening
        if opened is not None:
            return opened
        if opening is not None:
            return Opened(opening.connection, None, ASKING)
        return Opened(first(), None, "none")

    def asks_for(self, name: str) -> bool:
        """Whether this connection is being opened, for which the keyring may ask its user."""
        with self._lock:
            return self._opening is not None and self._opening.connection.name == name

    def stop_waiting(self) -> None:
        """Let every task that waits for the keyring go on with what is held, until the keyring has answered."""
        with self._lock:
            if self._opening is not None:
                self._opening.give_up()

    def update(self, connection: Connection) -> None:
        """Go on with what was changed about the connection in use; another one's change is none of it."""
        with self._lock:
            if self._opened is not None and self._opened.connection.name == connection.name:
                self._opened.connection = connection

    def forget(self, name: str) -> None:
        """Let go of a connection, open or not yet."""
        left: Opened | None = None
        with self._lock:
            if self._opening is not None and self._opening.connection.name == name:
                self._opening.leave()
                self._opening = None
            if self._opened is not None and self._opened.connection.name == name:
                left, self._opened = self._opened, None
        if left is not None:
            left.retire()
