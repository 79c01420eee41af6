"""The sample gateway in a process of its own, so that its work is not taken for the client's."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from quotadesk.app.ports import Connection, Gateway
from quotadesk.domain.window import Window
from quotadesk.gateways.catalog import open_gateway

_NO_LIMIT = (1_000_000, 1.0)  # what is measured is the client, not its politeness
_SERVE = """
import json, sys
from quotadesk.gateways.sample import SampleGateway
with SampleGateway(limit=(1_000_000, 1.0)) as sample:
    window = [sample.window.start.isoformat(), sample.window.end.isoformat()]
    print(json.dumps([sample.url, sample.user_id, sample.credential, window, len(sample.rows)]), flush=True)
    sys.stdin.read()
"""


class Served:
    """Where the sample gateway listens, and how to open it."""

    def __init__(self, url: str, user_id: str, credential: str, window: list[str], rows: int) -> None:
        self.window = Window(*(datetime.fromisoformat(t) for t in window))
        self.rows = rows
        self._connection = Connection(name="sample", kind="newapi", url=url, user_id=user_id)
        self._credential = credential

    def open(self) -> Gateway:
        """Open the gateway as the program does, without its politeness."""
        return open_gateway(self._connection, self._credential, limit=_NO_LIMIT)


@contextmanager
def served() -> Iterator[Served]:
    """Serve the sample gateway as long as the block runs."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        if server.stdout is None or server.stdin is None:
            raise RuntimeError
        try:
            yield Served(*json.loads(server.stdout.readline()))
        finally:
            server.stdin.close()
