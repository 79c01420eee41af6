"""Make the line of a request straight from its only row: nearly all are such, and assembling costs more than writing.

Ordinary is a request of one row that tells an outcome, names no task and leaves no question about money. What
`domain.assembly` makes of such a row is told here by its columns; a test holds the two equal.
"""

from __future__ import annotations

from quotadesk.domain.assembly import OUTCOMES
from quotadesk.domain.charge import Charge
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record, RecordKind
from quotadesk.store.record_rows import SAID, Row
from quotadesk.store.request_rows import CHARGE_CODES

_SURELY_MONEY = 1e-9  # far above what the domain takes for the dust of floating sums
_YES, _NO, _UNKNOWN = (CHARGE_CODES[charge] for charge in (Charge.YES, Charge.NO, Charge.UNKNOWN))
_Money = tuple[int, int | None]  # code of the charge, nano-USD
(_TIME, _OWNER, _KEY, _GROUP, _PROJECT, _ENVIRONMENT, _MODEL, _TIER, _TYPE) = map(
    SAID.index, ("time", "owner", "key", "grp", "project", "environment", "model", "tier", "type")
)


def is_ordinary(record: Record) -> bool:
    """Whether a record that is alone in its request, which has no task, needs no assembling."""
    return (
        record.kind in OUTCOMES
        and not (record.is_task or record.task_id)
        and (record.figure == 0 or record.figure > _SURELY_MONEY)
        and "-attempt-" not in record.call_id
    )


def ordinary_row(
    number: int, connection: int, key: str, record: Record, said: Row, code: int, profile: Profile | None
) -> Row:
    """Give the values of `REQUEST_COLUMNS` for an ordinary request.

    `said` is the `SAID` of its row, `code` the number of its error code (0 = none).
    """
    status, failed = record.status, record.failed
    count = _attempt_count(record)
    charge, amount = _money(record, profile)
    return (
        number,
        connection,
        key,
        said[_TIME],
        status,
        failed or (status or 0) >= 400,
        said[_OWNER],
        said[_KEY],
        said[_GROUP],
        said[_MODEL],
        said[_TYPE],
        said[_TIER],
        said[_PROJECT],
        said[_ENVIRONMENT],
        code,
        None if _tells_only_the_last_attempt(record, count) else record.latency_ms,
        count,
        charge,
        amount,
        amount,
        record.tokens_in,
        record.tokens_out,
        failed and status is not None and status < 300,
    )


def _attempt_count(record: Record) -> int | None:
    if record.fallback and not record.failed:
        return None
    if record.attempts is None:
        return len(record.channels) or None
    return record.attempts and max(record.attempts, len(record.channels), 1)


def _tells_only_the_last_attempt(record: Record, count: int | None) -> bool:
    answered = record.kind is RecordKind.CONSUME and not record.failed
    return answered and record.unit == "usd" and (count is None or count > 1)


def _money(record: Record, profile: Profile | None) -> _Money:
    if record.kind is RecordKind.ERROR:  # no row of the ledger: what was held went back, if a ledger is kept
        kept = profile is None or profile.consume_log is not False
        return (_NO, 0) if kept else (_UNKNOWN, None)
    return (_YES, record.amount_nano) if record.figure > 0 else (_NO, 0)


def ordinary_ids(key: str, record: Record) -> set[str]:
    """Give the ids, besides its key, under which somebody may ask for an ordinary request."""
    return {record.request_id, record.call_id, record.upstream_request_id} - {"", key}
