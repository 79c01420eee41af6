"""Read a window of a gateway's log into the store, so that what was read stays even when the rest fails.

One thread reads a page ahead while this one keeps the page before: the store's connection belongs to this one.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from quotadesk.app.ahead import Reader
from quotadesk.app.answers import Progress, Progressed, SyncReport
from quotadesk.app.errors import GatewayTrouble, StoreReadOnly
from quotadesk.app.intake import Intake
from quotadesk.app.ports import Batch, Cancelled, Fetch, Gateway, Store
from quotadesk.domain.said import Said
from quotadesk.domain.window import UNSETTLED, GapReason, Window

__all__ = ["Intake", "sync"]

ROWS_AT_ONCE = 2_000  # small pages wait for each other, up to one transaction of the store …
LONGEST_S = 1.0  # … but never longer than this

_READING = Said("Reading the gateway's log", "正在读取网关日志")
CANCELLED = Said("Cancelled; what was read is kept.", "已取消，已读取的内容保留。")
AGAIN = Said("Start the sync again to read the rest.", "再次同步即可读取其余部分。")


def sync(
    gateway: Gateway,
    store: Store,
    connection: str,
    fetch: Fetch,
    *,
    intake: Intake,
    now: Callable[[], datetime],
    progressed: Progressed,
    cancelled: Cancelled,
) -> SyncReport:
    """Read `fetch` page by page into the store. A gateway's failure ends the sync but loses nothing.

    A store that can only be read ends it the same way. May raise another StoreTrouble.
    `SyncReport.complete` is true when every part of the window was read.
    """
    began = time.monotonic()
    keeping = _Keeping(store, connection, fetch, intake, now)
    ended_by_itself = False
    trouble: GatewayTrouble | StoreReadOnly | None = None
    try:
        with Reader(gateway, fetch, cancelled) as reader:
            ended_by_itself = _keep_all(reader, keeping, progressed, cancelled)
        if ended_by_itself and keeping.report.skipped and not cancelled():
            keeping.refuse()
    except (GatewayTrouble, StoreReadOnly) as caught:
        trouble = caught
    report = keeping.report
    if trouble is not None:
        gap = GapReason.STORE_READ_ONLY if isinstance(trouble, StoreReadOnly) else GapReason.GATEWAY_FAILED
        report = replace(report, stopped=trouble.message, hint=trouble.hint, gap=gap)
    elif cancelled():
        report = replace(report, stopped=CANCELLED, hint=AGAIN, gap=GapReason.CANCELLED)
    complete = ended_by_itself and report.stopped is None and report.skipped == 0
    return replace(report, complete=complete, seconds=time.monotonic() - began)


def _keep_all(reader: Reader, keeping: _Keeping, progressed: Progressed, cancelled: Cancelled) -> bool:
    """Keep what the reader gives, whatever ends it. Gives whether it came to its end."""
    try:
        while True:
            batch = reader.take(LONGEST_S)
            if batch is not None:
                keeping.add(batch)
                progressed(Progress(share=batch.done, said=_READING, rows=keeping.rows))
            if reader.ended or cancelled():
                return reader.ended
            keeping.keep_if_due()
    finally:
        keeping.keep()


class _Keeping:
    """Puts batches into the store, several small ones in one transaction. `report` counts what is kept."""

    def __init__(
        self, store: Store, connection: str, fetch: Fetch, intake: Intake, now: Callable[[], datetime]
    ) -> None:
        self._store, self._connection, self._fetch = store, connection, fetch
        self._intake, self._now = intake, now
        self._waiting: list[Batch] = []
        self._rows_waiting = 0
        self._since = 0.0
        self.report = SyncReport(window=fetch.window)

    @property
    def rows(self) -> int:
        """Give how many rows were read, those among them that wait."""
        return self.report.read + self._rows_waiting

    def add(self, batch: Batch) -> None:
        """Take a batch; it waits for others."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(batch)
        self._rows_waiting += len(batch.records)

    def keep_if_due(self) -> None:
        """Write what waits when it is enough, or has waited long enough."""
        if self._rows_waiting >= ROWS_AT_ONCE or time.monotonic() - self._since >= LONGEST_S:
            self.keep()

    def keep(self) -> None:
        """Write what waits; then, and not before, what it completes counts as read."""
        batches, self._waiting, self._rows_waiting = self._waiting, [], 0
        if not batches:
            return
        records = [self._intake.record(r) for batch in batches for r in batch.records]
        tasks = [self._intake.task(t) for batch in batches for t in batch.tasks]
        written = self._store.write(self._connection, records, tasks)
        for batch in batches:
            if batch.read is not None and self._may_be_kept():
                self._cover(batch.read)
        before = self.report
        self.report = replace(
            before,
            read=before.read + len(records),
            new=before.new + written.new,
            changed=before.changed + written.changed,
            skipped=before.skipped + sum(batch.skipped for batch in batches),
        )

    def refuse(self) -> None:
        """Remember what a whole reading left open because of unreadable rows, so that it is not read anew each time."""
        self.report = replace(self.report, gap=GapReason.UNREADABLE_ROWS)
        if not self._may_be_kept():
            return
        held = self._store.coverage(self._connection, self._fetch.window, scope=self._fetch.scope)
        for gap in held.gaps:
            end = min(gap.window.end, self._now() - UNSETTLED)
            if gap.window.start < end:
                self._cover(Window(gap.window.start, end), refused=True)

    def _cover(self, window: Window, *, refused: bool = False) -> None:
        self._store.cover(
            self._connection, window, scope=self._fetch.scope, read_at=self._now(), refused=refused
        )

    def _may_be_kept(self) -> bool:
        """A typed key is not written down, not even as what was looked for."""
        return self._intake.name(self._fetch.scope) == self._fetch.scope
