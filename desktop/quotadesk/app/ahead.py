"""Read the gateway in a thread of its own, a little ahead of the thread that keeps what was read."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator
from types import TracebackType
from typing import Self

from quotadesk.app.ports import Batch, Cancelled, Fetch, Gateway

AHEAD = 2  # batches that wait to be kept; a gateway is not read faster than the store writes
LOOK_S = 0.1  # how soon a reader that waits for room sees that nobody wants more
LONGEST_READ_S = 45.0  # connecting and one whole answer, as gateways/http bounds them, and some more


class Reader:
    """Reads the batches of one fetch, in order. Use it in a `with` block: its thread ends with the block.

    `take` raises what the gateway raised, after every batch before it was given.
    """

    def __init__(self, gateway: Gateway, fetch: Fetch, cancelled: Cancelled) -> None:
        self._gateway, self._fetch, self._cancelled = gateway, fetch, cancelled
        self._given: queue.Queue[Batch | None] = queue.Queue(AHEAD)
        self._unwanted = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._read, name="quotadesk-reader", daemon=True)
        self.ended = False  # every batch was given

    def take(self, wait_s: float) -> Batch | None:
        """Give the next batch; None when none came in `wait_s` seconds, or when it `ended`."""
        try:
            batch = self._given.get(timeout=wait_s)
        except queue.Empty:
            return None
        if batch is None:
            if self._failure is not None:
                raise self._failure
            self.ended = True
        return batch

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unwanted.set()
        self._thread.join(LONGEST_READ_S)
        self._failure = None  # its frames hold the batch that was read last

    def _stopped(self) -> bool:
        return self._unwanted.is_set() or self._cancelled()

    def _read(self) -> None:
        try:
            batches = self._gateway.fetch(self._fetch, cancelled=self._stopped)
            for batch in batches:
                if not self._put(batch):
                    break
            if isinstance(batches, Generator):
                batches.close()  # its own threads end here, not when it is collected
        except BaseException as failure:  # noqa: BLE001 - raised again in the thread that takes
            self._failure = failure
        self._put(None)

    def _put(self, batch: Batch | None) -> bool:
        """Hand a batch over; False when nobody wants it any more."""
        while not self._unwanted.is_set():
            try:
                self._given.put(batch, timeout=LOOK_S)
            except queue.Full:
                continue
            return True
        return False
