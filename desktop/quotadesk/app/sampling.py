"""The sample gateway inside this program: started to look around, forgotten with everything that was read from it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from urllib.parse import urlsplit

from quotadesk.app.journey import STORM, Sample
from quotadesk.app.office import Office
from quotadesk.app.ports import SAMPLE

_ANSWERS_S = 0.2  # on this computer


class Sampling:
    """Starts and forgets the sample of one workspace. Its methods may be called from any thread, and take seconds."""

    def __init__(self, office: Office, start: Callable[[], AbstractContextManager[Sample]]) -> None:
        self._office, self._start = office, start
        self._running = ExitStack()
        self._sample: Sample | None = None
        self._lock = threading.Lock()

    def begin(self) -> str:
        """Start it, make it the current connection, and give a customer's message about it."""
        with self._lock:
            if self._sample is None:
                self._sample = self._running.enter_context(self._start())
            sample = self._sample
        self._office.connect(
            name=SAMPLE,
            kind="newapi",
            url=sample.url,
            credential=sample.credential,
            user_id=sample.user_id,
            kept=False,
        )
        self._office.learn_names()
        return sample.ticket(STORM).text

    def end(self) -> None:
        """Stop it, and forget its connection and its rows. Without a sample it does nothing."""
        with self._lock:
            sample, self._sample = self._sample, None
        if sample is not None:
            self._office.forget(SAMPLE, rows=True)
            self._running.close()

    def clean(self) -> None:
        """Forget a sample whose program was killed; that of another open window answers, and stays."""
        for saved in self._office.connections():
            if saved.name == SAMPLE and not _answers(saved.url):
                self._office.forget(SAMPLE, rows=True)


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "", parts.port or 0), _ANSWERS_S).close()
    except OSError:
        return False
    return True
