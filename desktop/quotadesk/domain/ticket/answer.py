"""One reading as the line that the read command prints."""

from datetime import datetime
from typing import Any

from quotadesk.domain.ticket.facts import Reading


def as_answer(reading: Reading) -> dict[str, Any]:
    """Give the labelled fields of a reading as JSON values; times are UTC, `2026-11-22T07:00:00Z`.

    A task id answers the same question as a request id ("which one?") and stands in `request_ids`.
    """
    time = reading.time
    return {
        "request_ids": [*reading.request_ids, *reading.task_ids],
        "keys": [{"prefix": key.prefix, "tail": key.tail} for key in reading.keys if key.tail],
        "emails": list(reading.emails),
        "models": list(reading.models),
        "statuses": list(reading.statuses),
        "owners": list(reading.owners),
        "time": {"start": _stamp(time.start), "end": _stamp(time.end)} if time else None,
        "time_alternatives": [
            {"start": _stamp(span.start), "end": _stamp(span.end), "why": str(span.why)}
            for span in reading.time_alternatives
        ],
        "asks_if_charged": reading.asks_if_charged,
        "contains_full_secret": reading.contains_full_secret,
        "lookup": str(reading.lookup),
    }


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
