"""Read a window of a gateway's log into the store, so that what was read stays even when the rest fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from quotadesk.app.answers import Progress, Progressed, SyncReport
from quotadesk.app.errors import GatewayTrouble
from quotadesk.app.ports import Batch, Cancelled, Fetch, Gateway, Store
from quotadesk.domain.mapping import MappingRules, apply
from quotadesk.domain.records import Record, Task
from quotadesk.domain.said import Said

Redact = Callable[[str], str]

_READING = Said("Reading the gateway's log", "正在读取网关日志")
_CANCELLED = Said("Cancelled; what was read is kept.", "已取消，已读取的内容保留。")
_AGAIN = Said("Start the sync again to read the rest.", "再次同步即可读取其余部分。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What happens to a row between the gateway and the store: mapping, then redaction of free text."""

    rules: MappingRules
    redact: Redact

    def record(self, record: Record) -> Record:
        """Give the record as it may be stored."""
        mapped = apply(record, self.rules)
        changes: dict[str, object] = {}
        if mapped.error is not None:
            error = replace(
                mapped.error,
                text=self.redact(mapped.error.text),
                code=self._word(mapped.error.code),
                kind=self._word(mapped.error.kind),
            )
            if error != mapped.error:
                changes["error"] = error
        if mapped.reason:
            changes["reason"] = self.redact(mapped.reason)
        for name in _NAMES:
            value = getattr(mapped, name)
            if value and (clean := self._word(value)) != value:
                changes[name] = clean
        return replace(mapped, **changes) if changes else mapped  # type: ignore[arg-type]

    def task(self, task: Task) -> Task:
        """Give the task as it may be stored."""
        return replace(task, fail_reason=self.redact(task.fail_reason)) if task.fail_reason else task

    def _word(self, value: str) -> str:
        """Redact a name only when it is long enough to hide a secret: names are evidence and must stay readable."""
        return self.redact(value) if len(value) >= _SHORTEST_SECRET else value


_NAMES = ("key_name", "model", "model_served", "group")
_SHORTEST_SECRET = 20


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

    May raise a StoreTrouble. `SyncReport.complete` is true when every part of the window was read.
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
    except GatewayTrouble as trouble:
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
    if batch.read is not None:
        store.cover(connection, batch.read, scope=fetch.scope, read_at=now())
    return replace(
        report,
        read=report.read + len(batch.records),
        new=report.new + written.new,
        changed=report.changed + written.changed,
        skipped=report.skipped + batch.skipped,
    )
