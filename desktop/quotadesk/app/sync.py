"""Read a window of a gateway's log into the store, so that what was read stays even when the rest fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from quotadesk.app.answers import Progress, Progressed, SyncReport
from quotadesk.app.errors import GatewayTrouble, StoreReadOnly
from quotadesk.app.intake import Intake
from quotadesk.app.ports import Batch, Cancelled, Fetch, Gateway, Store
from quotadesk.domain.said import Said

__all__ = ["Intake", "sync"]

_READING = Said("Reading the gateway's log", "正在读取网关日志")
_CANCELLED = Said("Cancelled; what was read is kept.", "已取消，已读取的内容保留。")
_AGAIN = Said("Start the sync again to read the rest.", "再次同步即可读取其余部分。")


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
    report = SyncReport(window=fetch.window)
    ended_by_itself = False
    try:
        for batch in gateway.fetch(fetch, cancelled=cancelled):
            report = _keep(store, connection, fetch, batch, report, intake, now)
            progressed(Progress(share=batch.done, said=_READING, rows=report.read))
            if cancelled():
                break
        else:
            ended_by_itself = True
    except (GatewayTrouble, StoreReadOnly) as trouble:
        report = replace(report, stopped=trouble.message, hint=trouble.hint)
    if cancelled() and report.stopped is None:
        report = replace(report, stopped=_CANCELLED, hint=_AGAIN)
    complete = ended_by_itself and report.stopped is None and report.skipped == 0
    return replace(report, complete=complete, seconds=time.monotonic() - began)


def _keep(
    store: Store,
    connection: str,
    fetch: Fetch,
    batch: Batch,
    report: SyncReport,
    intake: Intake,
    now: Callable[[], datetime],
) -> SyncReport:
    written = store.write(
        connection,
        [intake.record(r) for r in batch.records],
        [intake.task(t) for t in batch.tasks],
    )
    scope = fetch.scope
    harmless = intake.name(scope) == scope  # a typed key is not written down, not even as what was looked for
    if batch.read is not None and harmless:
        store.cover(connection, batch.read, scope=scope, read_at=now())
    return replace(
        report,
        read=report.read + len(batch.records),
        new=report.new + written.new,
        changed=report.changed + written.changed,
        skipped=report.skipped + batch.skipped,
    )
