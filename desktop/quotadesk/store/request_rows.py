"""Requests to the table `request`, and its rows to the lines of a result."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from quotadesk.domain.charge import Charge
from quotadesk.domain.records import RequestType
from quotadesk.domain.requests import Line, Request
from quotadesk.store.dictionary import Dictionary, Kind
from quotadesk.store.record_rows import Row
from quotadesk.store.schema import REQUEST
from quotadesk.store.times import micros

REQUEST_COLUMNS = tuple(REQUEST)

# The numbers stand in the file; from 2 on are the rare answers, which a partial index holds.
CHARGE_CODES = {Charge.YES: 0, Charge.NO: 1, Charge.REFUNDED: 2, Charge.HELD: 3, Charge.UNKNOWN: 4}
_TYPES = {kind.value: kind for kind in RequestType}
_CHARGES = {code: charge for charge, code in CHARGE_CODES.items()}


def request_row(number: int, connection: int, request: Request, line: Line, names: Dictionary) -> Row:
    """Give the values of `REQUEST_COLUMNS`. An answer of 400 or above counts as failed."""
    words = names.word_ids
    return (
        number,
        connection,
        line.key,
        micros(line.time),
        line.status,
        line.failed or (line.status or 0) >= 400,
        names.owner_ids[request.owner, request.owner_id],
        names.key_ids[request.key_name, request.key_id, request.key_hash, request.key_masked],
        words[Kind.GROUP][line.group],
        words[Kind.MODEL][line.model],
        words[Kind.TYPE][line.type or ""],
        words[Kind.TIER][request.tier],
        words[Kind.PROJECT][line.project],
        words[Kind.ENVIRONMENT][line.environment],
        words[Kind.ERROR_CODE][line.error_code],
        line.latency_ms,
        line.attempt_count,
        CHARGE_CODES[line.charge],
        line.amount_nano,
        request.charge.net_nano,
        _sum([r.tokens_in for r in request.records]),
        _sum([r.tokens_out for r in request.records]),
        line.stream_cut,
    )


def _sum(numbers: Sequence[int | None]) -> int | None:
    known = [n for n in numbers if n is not None]
    return sum(known) if known else None


def other_ids(request: Request) -> set[str]:
    """Give the ids, besides its key, under which somebody may ask for a request."""
    ids = {request.task_id, request.call_id, request.request_id}
    for r in request.records:
        ids.update((r.request_id, r.call_id, r.upstream_request_id, r.task_id))
    return ids - {"", request.key}


def tried_statuses(request: Request) -> set[int]:
    """Give the statuses of attempts that the line itself does not tell, and every failing one."""
    found = {a.status for a in request.attempts} | {request.status}
    return {s for s in found if s is not None and (s >= 400 or s != request.status)}


_LINE_COLUMNS = (
    "key",
    "time",
    "status",
    "failed",
    "model",
    "grp",
    "owner",
    "api_key",
    "type",
    "latency_ms",
    "attempt_count",
    "charge",
    "amount_nano",
    "error_code",
    "environment",
    "project",
    "stream_cut",
)
LINE_SELECT = ", ".join(f"r.{c}" for c in (*_LINE_COLUMNS, "id"))


def lines_from(rows: Iterable[Sequence[Any]], names: Dictionary) -> tuple[Line, ...]:
    """Make lines of rows of `LINE_SELECT`, whose last column is the request's number.

    A page of 200 is answered within a millisecond, so there is no call within a line but for its time.
    """
    words, owners, keys, types, charges = names.words, names.owners, names.keys, _TYPES, _CHARGES
    make, time_of = Line._make, datetime.fromtimestamp  # as `moment` does
    return tuple(
        [
            make(
                (
                    key,
                    time_of(time / 1_000_000, UTC),
                    status,
                    failed == 1,
                    words[model],
                    words[group],
                    owners[owner][0],
                    keys[api_key][0],
                    types.get(words[kind]),
                    latency,
                    attempts,
                    charges[charge],
                    amount,
                    words[code],
                    words[environment],
                    words[project],
                    cut == 1,
                )
            )
            for (
                key,
                time,
                status,
                failed,
                model,
                group,
                owner,
                api_key,
                kind,
                latency,
                attempts,
                charge,
                amount,
                code,
                environment,
                project,
                cut,
                _number,
            ) in rows
        ]
    )
