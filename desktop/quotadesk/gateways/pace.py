"""Keep the reading of a gateway below half of what the gateway itself allows."""

from __future__ import annotations

import threading
from collections.abc import Callable

SHARE = 0.5  # of the gateway's limit: the operator's own dashboard sits behind the same address
BURST = 1 / 3  # of that share at once; the rest comes back evenly
SLOW_S = 1.0  # an answer that took longer rests the reader as long as it took …
LONGEST_REST_S = 5.0  # … but no longer than this


class Pace:
    """A bucket of permitted requests: any span of `seconds` sees fewer than half of `requests`."""

    def __init__(self, requests: int, seconds: float, clock: Callable[[], float]) -> None:
        share = max(2.0, requests * SHARE - 1)
        self._size = max(1.0, share * BURST)
        self._per_s = (share - self._size) / seconds
        self._clock = clock
        self._left = self._size
        self._at = clock()
        self._rest_until = self._at
        self._lock = threading.Lock()

    def take(self) -> float:
        """Take one request from the bucket and give how many seconds to wait before sending it."""
        with self._lock:
            now = self._clock()
            self._left = min(self._size, self._left + (now - self._at) * self._per_s)
            self._at = now
            self._left -= 1
            owed = -self._left / self._per_s if self._left < 0 else 0.0
            return max(owed, self._rest_until - now)

    def rest(self, seconds: float) -> None:
        """Let nobody ask for so long: the gateway said that it is busy."""
        with self._lock:
            self._rest_until = max(self._rest_until, self._clock() + seconds)

    def resting(self) -> float:
        """Give how many seconds of a rest are left; 0 or less = none."""
        with self._lock:
            return self._rest_until - self._clock()

    def answered(self, took_s: float) -> None:
        """Rest after a slow answer: such a gateway is busy with its database."""
        if took_s > SLOW_S:
            self.rest(min(took_s, LONGEST_REST_S))
