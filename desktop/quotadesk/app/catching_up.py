"""Read again only what of a window is missing or may still have changed: rows are written late, never changed later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from quotadesk.app.answers import Progress, Progressed, SyncReport
from quotadesk.app.intake import Intake
from quotadesk.app.ports import Cancelled, Fetch, Gateway, Store
from quotadesk.app.sync import sync
from quotadesk.domain.window import Coverage, Window

OVERLAP = timedelta(minutes=10)  # rows that were written late


def catch_up(
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
    """Read what is left of `fetch`, newest first; see `app/sync.sync` for what may go wrong."""
    held = store.coverage(connection, fetch.window, scope=fetch.scope)
    parts = left_to_read(held, now())
    report = SyncReport(window=fetch.window, complete=True)
    for number, part in enumerate(parts):
        told = _part_of(progressed, report.read, number, len(parts))
        done = sync(
            gateway,
            store,
            connection,
            replace(fetch, window=part),
            intake=intake,
            now=now,
            progressed=told,
            cancelled=cancelled,
        )
        report = _joined(report, done)
        if report.stopped is not None:
            break
    return report


def left_to_read(held: Coverage, now: datetime) -> tuple[Window, ...]:
    """Give what of a window is to be read, newest first.

    Its gaps, each from a little before: there the reading before ended, when rows were still on their way. And the last
    minutes before `now`, for the same reason.
    """
    whole = held.window
    wanted = [Window(max(whole.start, gap.window.start - OVERLAP), gap.window.end) for gap in held.gaps]
    if now - OVERLAP < whole.end:
        wanted.append(Window(max(whole.start, now - OVERLAP), whole.end))
    parts: list[Window] = []
    for window in sorted(wanted):
        if parts and window.start <= parts[-1].end:
            parts[-1] = Window(parts[-1].start, max(parts[-1].end, window.end))
        else:
            parts.append(window)
    return tuple(reversed(parts))


def _joined(before: SyncReport, done: SyncReport) -> SyncReport:
    return replace(
        done,
        window=before.window,
        read=before.read + done.read,
        new=before.new + done.new,
        changed=before.changed + done.changed,
        skipped=before.skipped + done.skipped,
        complete=before.complete and done.complete,
        gap=done.gap or before.gap,
        seconds=before.seconds + done.seconds,
    )


def _part_of(progressed: Progressed, rows: int, number: int, parts: int) -> Progressed:
    """Tell the progress of one part as that of the whole."""

    def told(progress: Progress) -> None:
        share = None if progress.share is None else (number + progress.share) / parts
        progressed(replace(progress, share=share, rows=rows + progress.rows))

    return told
