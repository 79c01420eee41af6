"""Read a fetch to its end for tests: all batches, and the failure that ended it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx

from quotadesk.app.errors import GatewayTrouble
from quotadesk.app.ports import Batch, Fetch
from quotadesk.domain.window import Window
from quotadesk.gateways.newapi import NewApi
from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import NOW, Gate, a_row

DAY = timedelta(days=1)


def joined(reads: Sequence[Window]) -> list[Window]:
    """Join the parts that were read into as few windows as possible."""
    whole: list[Window] = []
    for part in sorted(reads):
        if whole and whole[-1].end == part.start:
            whole[-1] = Window(whole[-1].start, part.end)
        else:
            whole.append(part)
    return whole


class Reading:
    """All batches of one fetch, and the failure that ended it."""

    def __init__(self, gateway: NewApi, fetch: Fetch, **more: Any) -> None:
        self.batches: list[Batch] = []
        self.trouble: GatewayTrouble | None = None
        try:
            for batch in gateway.fetch(fetch, **more):
                self.batches.append(batch)
        except GatewayTrouble as error:
            self.trouble = error
        finally:
            gateway.close()

    @property
    def ids(self) -> list[str]:
        return [record.source_id for batch in self.batches for record in batch.records]

    @property
    def read(self) -> list[Window]:
        return joined([batch.read for batch in self.batches if batch.read])

    @property
    def skipped(self) -> int:
        return sum(batch.skipped for batch in self.batches)


def over_the_wire(sample: SampleGateway, fetch: Fetch, **more: Any) -> Reading:
    return Reading(
        NewApi(sample.connection(), sample.credential, now=lambda: NOW, limit=sample.limit), fetch, **more
    )


def rows(number: int, *, step: int = 1) -> list[dict[str, Any]]:
    return [a_row(at * step + 3) for at in range(number)]


def log_asked(gate: Gate) -> list[httpx.Request]:
    return [r for r in gate.asked if r.url.path == "/api/log/" and "start_timestamp" in r.url.params]
