"""Run work off the GUI thread and bring its result back: the one way to do so.

Callbacks are arguments, so that no result can arrive before somebody listens. A `lane` holds one task at a time: a new
one makes the older late, its `cancelled()` turns true between pages, and what it still brings is dropped.
"""

from __future__ import annotations

import itertools
import logging
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from quotadesk.app.answers import Progress, Progressed
from quotadesk.app.errors import DeskError

T = TypeVar("T")
log = logging.getLogger(__name__)
TELL_EVERY_S = 0.05  # progress is told at most twenty times a second
# How long Python lets a worker go on while the window waits for its turn. A turn of the window takes the interpreter
# several times, so the usual 5 ms are felt; measured, a sync takes as long with 1 ms.
_TURN_S = 0.001


class Control:
    """What running work sees of the desk: whether to stop, and where to tell how far it is."""

    def __init__(self, tell: Progressed) -> None:
        self._stop = threading.Event()
        self._tell = tell
        self._told = 0.0

    def cancelled(self) -> bool:
        """Say whether the work should stop at the next page."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def progressed(self, progress: Progress) -> None:
        """Tell how far the work is; too frequent words are left out."""
        now = time.monotonic()
        if now - self._told >= TELL_EVERY_S or progress.share == 1.0:
            self._told = now
            self._tell(progress)


Work = Callable[[Control], T]


class _Job(Generic[T]):
    """One piece of work with its way home."""

    def __init__(
        self, work: Work[T], control: Control, home: Callable[[T | None, Exception | None], None]
    ) -> None:
        self._work = work
        self._control = control
        self._home = home

    def run(self) -> None:
        """Do the work; whatever happens, something comes home."""
        try:
            result = self._work(self._control)
        except Exception as error:  # a failure in a worker must reach the agent, whatever it is
            log.info("work failed", exc_info=True)
            self._home(None, error)
        else:
            self._home(result, None)


class Background(QObject):
    """The workers of one window. Lives on the GUI thread.

    They are Python's threads: in those of QThreadPool what a `threading.local` holds is gone after each task, and so
    each task would open the store anew.
    """

    busy_changed = Signal(str, bool)  # lane, whether something runs in it
    surprised = Signal(object, str)  # a failure that has no words of its own, and its lane
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None, *, threads: int = 4) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN_S)
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="desk")
        self._numbers = itertools.count(1)
        self._current: dict[str, tuple[int, Control]] = {}
        self._jobs: dict[int, Future[None]] = {}
        self._open = True
        self._arrived.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Work[T],
        *,
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        progressed: Progressed | None = None,
        lane: str = "",
    ) -> int:
        """Start `work` and call back on the GUI thread. Gives the task's number.

        Without a lane the task is independent; with one it replaces the lane's earlier task. A closed window starts
        nothing any more: a timer may still fire after it.
        """
        number = next(self._numbers)
        if not self._open:
            return number
        lane = lane or f"#{number}"
        control = Control(lambda p: self._send(lambda: self._progress(lane, number, progressed, p)))
        if before := self._current.get(lane):
            before[1].cancel()
        self._current[lane] = (number, control)

        def home(result: T | None, error: Exception | None) -> None:
            self._send(lambda: self._finish(lane, number, result, error, done, failed))

        job: _Job[T] = _Job(work, control, home)
        self.busy_changed.emit(lane, True)
        self._jobs[number] = self._pool.submit(job.run)
        return number

    def cancel(self, lane: str) -> None:
        """Ask the lane's task to stop; what it has read until then still arrives."""
        if current := self._current.get(lane):
            current[1].cancel()

    def abandon(self, lane: str) -> None:
        """Stop the lane's task and drop whatever it still brings."""
        if current := self._current.pop(lane, None):
            current[1].cancel()
            self.busy_changed.emit(lane, False)

    def busy(self, lane: str) -> bool:
        """Say whether something runs in `lane`."""
        return lane in self._current

    def idle(self) -> bool:
        """Say whether nothing runs and nothing waits for delivery."""
        return not self._jobs

    def close(self, *, wait_ms: int = 11_000) -> bool:
        """Stop everything and drop all results; waits for reads that cannot be interrupted (time-outs are 10 s)."""
        self._open = False
        for _, control in self._current.values():
            control.cancel()
        self._pool.shutdown(wait=False, cancel_futures=True)
        left = wait(self._jobs.values(), timeout=wait_ms / 1000).not_done
        self._current.clear()
        return not left

    def _send(self, call: Callable[[], None]) -> None:
        """Hand a call over to the GUI thread; runs on the worker's thread."""
        if self._open:
            self._arrived.emit(call)

    def _receive(self, call: Callable[[], None]) -> None:
        if self._open:
            call()

    def _progress(self, lane: str, number: int, progressed: Progressed | None, progress: Progress) -> None:
        if progressed is not None and self._is_current(lane, number):
            progressed(progress)

    def _finish(
        self,
        lane: str,
        number: int,
        result: Any,
        error: Exception | None,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._jobs.pop(number, None)
        if not self._is_current(lane, number):
            return
        del self._current[lane]
        self.busy_changed.emit(lane, False)
        if error is None:
            done(result)
            return
        failed(error)
        if not isinstance(error, DeskError):
            self.surprised.emit(error, lane)

    def _is_current(self, lane: str, number: int) -> bool:
        current = self._current.get(lane)
        return current is not None and current[0] == number
