"""The sample gateway in a process of its own, so that its work is not taken for the client's.

Where asked, no answer comes sooner than a gateway behind a network would give it: what the sample needs itself counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from quotadesk.app.ports import MOST_AT_ONCE, Connection, Gateway
from quotadesk.domain.window import Window
from quotadesk.gateways.catalog import open_gateway

_NO_LIMIT = (1_000_000, 1.0)  # what is measured is the client, not its politeness
_SERVE = """
import json, sys, time
from quotadesk.gateways.sample import SampleGateway, server
answered, late_s = server.Server.reply, float(sys.argv[1])
def reply(self, target, headers):
    began = time.perf_counter()
    answer = answered(self, target, headers)
    time.sleep(max(0.0, late_s - (time.perf_counter() - began)))
    return answer
server.Server.reply = reply
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
        self._connection = Connection(
            name="sample", kind="newapi", url=url, user_id=user_id, most_in_flight=MOST_AT_ONCE
        )
        self._credential = credential

    def open(self, in_flight: int = 1) -> Gateway:
        """Open the gateway as the program does, without its politeness."""
        return open_gateway(replace(self._connection, in_flight=in_flight), self._credential, limit=_NO_LIMIT)


@contextmanager
def served(late_s: float = 0.0) -> Iterator[Served]:
    """Serve the sample gateway as long as the block runs; each answer takes at least `late_s`."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(late_s)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        if server.stdout is None or server.stdin is None:
            raise RuntimeError
        try:
            yield Served(*json.loads(server.stdout.readline()))
        finally:
            server.stdin.close()
