"""Read the log rows and tasks of a window, completely and without doubles."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from quotadesk.app.errors import GatewayTrouble
from quotadesk.app.ports import Batch, Cancelled, Fetch
from quotadesk.domain.records import Record, Task
from quotadesk.domain.values import ident
from quotadesk.domain.window import Window
from quotadesk.gateways import troubles
from quotadesk.gateways.dialects import Paging, Route
from quotadesk.gateways.newapi_ahead import Ahead
from quotadesk.gateways.newapi_answers import Page
from quotadesk.gateways.newapi_rows import decode, name_of
from quotadesk.gateways.newapi_session import Found, Session
from quotadesk.gateways.newapi_slices import (
    Asked,
    Chunk,
    EndlessList,
    Readable,
    Slice,
    SliceReader,
    whole_seconds,
)
from quotadesk.gateways.newapi_tasks import decode_task
from quotadesk.gateways.troubles import trouble

SETTLING = timedelta(seconds=2)  # rows of the last seconds may still be on their way into the log
LONGEST_TASK = timedelta(hours=24)  # a task submitted that long ago may have ended inside the window
BARE_SLICE_S = 6 * 3600
TASK_SHARE = 0.03  # of the progress; the log is the rest


def frozen(window: Window, now: datetime) -> Window | None:
    """Give the part of a window that no longer changes; None when nothing of it has settled."""
    end = min(window.end, (now - SETTLING).replace(microsecond=0))
    return Window(window.start, end) if end > window.start else None


def read_window(session: Session, found: Found, fetch: Fetch, cancelled: Cancelled) -> Iterator[Batch]:
    """Give the tasks of a window, then its rows, newest slice first. Raises a GatewayTrouble.

    A slice of the log is only read when the tasks that belong to it are: so these come first, and when their list
    fails, the rows still come, but nothing counts as read.
    """
    window = frozen(fetch.window, session.now() + found.ahead)
    whole = whole_seconds(window) if window else None
    if whole is None or fetch.key_hash:  # the family shows no hashes: nothing can be said about one
        return
    if not found.all_rows and fetch.owner not in ("", found.me.name):
        raise trouble("not_permitted", host=session.host, what=troubles.LOG)
    failed: GatewayTrouble | None = None
    unreadable = 0
    try:
        if found.tasks:
            try:
                for batch in _tasks(session, found, fetch, whole, cancelled):
                    unreadable += batch.skipped
                    yield batch
            except GatewayTrouble as caught:
                failed = caught
            except EndlessList:
                failed = trouble("repeats", host=session.host, what=troubles.TASKS)
        for batch in _log(session, found, fetch, whole, cancelled):
            yield dataclasses.replace(batch, read=None) if failed or unreadable else batch
    except EndlessList:
        raise trouble("repeats", host=session.host, what=troubles.LOG) from None
    if failed is not None:
        raise failed


def _log(session: Session, found: Found, fetch: Fetch, whole: Slice, cancelled: Cancelled) -> Iterator[Batch]:
    dialect = found.dialect
    route = Route.LOG if found.all_rows else Route.OWN_LOG
    narrowed = _narrowed(found, fetch)

    def ask(asked: Asked, unwanted: Cancelled) -> Page:
        part, number = asked
        span: dict[str, str | int] = {"start_timestamp": part.first, "end_timestamp": part.last}
        return session.page(
            route, dialect, number, what=troubles.LOG, params=narrowed | span, cancelled=unwanted
        )

    name = partial(name_of, dialect=dialect, row_ids=found.all_rows)
    longest = BARE_SLICE_S if dialect.paging is Paging.BARE else 0
    readable = Readable()
    with Ahead(ask, session.at_once, cancelled) as pages:
        for chunk in SliceReader(pages, name, longest_s=longest).read(whole):
            yield _batch(chunk, found, fetch, readable)


def _batch(chunk: Chunk, found: Found, fetch: Fetch, readable: Readable) -> Batch:
    records: list[Record] = []
    skipped = chunk.faulty
    for name, raw in chunk.rows:
        record = decode(
            raw, found.dialect, quota_per_unit=found.status.quota_per_unit, row_ids=found.all_rows
        )
        if record is None:
            skipped += 1
        elif _wanted(record, fetch):
            records.append(
                record if record.source_id == name else dataclasses.replace(record, source_id=name)
            )
    return Batch(
        records=tuple(records),
        skipped=skipped,
        done=(TASK_SHARE if found.tasks else 0.0) + chunk.done * (1 - TASK_SHARE if found.tasks else 1.0),
        read=readable.read(chunk, skipped),
    )


def _narrowed(found: Found, fetch: Fetch) -> dict[str, str | int]:
    """Give the parameters by which the gateway itself narrows. A percent sign would mean a pattern there."""
    own_only = {"username"} if not found.all_rows else set()
    asked = {parameter: getattr(fetch, field) for field, parameter in found.dialect.narrow.items()}
    return {name: v for name, v in asked.items() if v and "%" not in v and name not in own_only}


def _wanted(record: Record, fetch: Fetch) -> bool:
    """Whether a row is one that was asked for: older releases take an underscore for any letter."""
    pairs = (
        (fetch.owner, record.owner),
        (fetch.key_name, record.key_name),
        (fetch.model, record.model),
        (fetch.request_id, record.request_id),
        (fetch.group, record.group or fetch.group),  # One API's rows have no group
    )
    return all(not wanted or wanted == given for wanted, given in pairs)


def _tasks(
    session: Session, found: Found, fetch: Fetch, whole: Slice, cancelled: Cancelled
) -> Iterator[Batch]:
    """Give the tasks that may belong to the window."""
    route = Route.TASKS if found.all_rows else Route.OWN_TASKS

    def ask(asked: Asked, unwanted: Cancelled) -> Page:
        part, number = asked
        span: dict[str, str | int] = {"start_timestamp": part.first, "end_timestamp": part.last}
        return session.page(
            route, found.dialect, number, what=troubles.TASKS, params=span, cancelled=unwanted
        )

    early = Slice(whole.first - int(LONGEST_TASK.total_seconds()), whole.last)
    with Ahead(ask, session.at_once, cancelled) as pages:
        for chunk in SliceReader(pages, lambda raw: ident(raw, "id") or ident(raw, "task_id")).read(early):
            tasks = [decode_task(raw, quota_per_unit=found.status.quota_per_unit) for _, raw in chunk.rows]
            yield Batch(
                tasks=tuple(task for task in tasks if task and _wanted_task(task, fetch)),
                skipped=chunk.faulty + sum(task is None for task in tasks),
                done=chunk.done * TASK_SHARE,
            )


def _wanted_task(task: Task, fetch: Fetch) -> bool:
    pairs = ((fetch.owner, task.owner), (fetch.model, task.model), (fetch.group, task.group))
    return all(not wanted or wanted == (given or wanted) for wanted, given in pairs)
