"""Log rows to and from the table `record`, and what failed rows say to and from `failure`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from quotadesk.domain.fields import Mark
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType
from quotadesk.store.dictionary import Dictionary, Kind
from quotadesk.store.schema import FAILURE, RECORD
from quotadesk.store.times import micros, moment, moment_after

Row = tuple[Any, ...]

RECORD_COLUMNS = tuple(RECORD)
FAILURE_COLUMNS = tuple(FAILURE)
# A row without its place (id, connection, request): what the gateway said, all that a second reading can change.
SAID = RECORD_COLUMNS[RECORD_COLUMNS.index("kind") :]
TIME = SAID.index("time")
FAILURE_SAID = FAILURE_COLUMNS[FAILURE_COLUMNS.index("code") :]

_MOST_DIGITS = 18  # what is sure to fit into 64 bits


def source_key(source_id: str) -> int | str:
    """Give a gateway's row id as it is kept: numbers as numbers, which are small and in the gateway's order."""
    if source_id.isdecimal() and len(source_id) <= _MOST_DIGITS and source_id.isascii():
        number = int(source_id)
        if source_id[0] != "0" or source_id == "0":
            return number
    return source_id


def said_with(names: Dictionary) -> Callable[[Record, str], Row]:
    """Give what turns a record, whose request is called by the second argument ("" = none), into its `SAID`."""
    (kinds, groups, projects, environments, models, tiers, paths, types, ends, units, billings, channels) = (
        names.word_ids[kind] for kind in _WORDS
    )
    owners, keys, lists, marks_id = names.owner_ids, names.key_ids, names.channels_ids, names.marks_id

    def said(r: Record, own_key: str) -> Row:
        time = micros(r.time)
        return (
            kinds[r.kind],
            time,
            None if r.started is None else micros(r.started) - time,
            None if r.ended is None else micros(r.ended) - time,
            None if own_key and r.request_id == own_key else r.request_id,
            r.call_id,
            r.upstream_request_id,
            r.task_id,
            owners[r.owner, r.owner_id],
            keys[r.key_name, r.key_id, r.key_hash, r.key_masked],
            groups[r.group],
            projects[r.project],
            environments[r.environment],
            models[r.model],
            models[r.model_served],
            tiers[r.tier],
            paths[r.path],
            types[r.type or ""],
            r.stream,
            ends[r.stream_end],
            r.stream_ok,
            r.status,
            r.failed,
            r.latency_ms,
            r.first_token_ms,
            r.figure,
            units[r.unit],
            r.amount_nano,
            r.tokens_in,
            r.tokens_out,
            r.no_usage,
            r.cache_hit,
            billings[r.billing],
            channels[r.channel],
            lists[r.channels],
            r.attempts,
            r.fallback,
            r.is_task,
            r.reason,
            marks_id(r.marks),
        )

    return said


_WORDS = (
    Kind.RECORD_KIND,
    Kind.GROUP,
    Kind.PROJECT,
    Kind.ENVIRONMENT,
    Kind.MODEL,
    Kind.TIER,
    Kind.PATH,
    Kind.TYPE,
    Kind.STREAM_END,
    Kind.UNIT,
    Kind.BILLING,
    Kind.CHANNEL,
)


def failure_said_by(error: ErrorFacts, names: Dictionary) -> Row:
    """Give the values of `FAILURE_SAID`."""
    words = names.word_ids
    return (
        words[Kind.ERROR_CODE][error.code],
        words[Kind.ERROR_KIND][error.kind],
        error.text,
        error.normalized,
        words[Kind.ERROR_CATEGORY][error.category],
        words[Kind.LIMIT_TYPE][error.limit_type],
        words[Kind.BUDGET_SCOPE][error.budget_scope],
        error.budget_limit,
        error.budget_spend,
        error.retry_after_s,
    )


_READ = "SELECT {key}, r.source_id, " + ", ".join(
    [*(f"r.{c}" for c in SAID), "f.id", *(f"f.{c}" for c in FAILURE_SAID)]
)
_WITH_FAILURE = " LEFT JOIN failure f ON f.id = r.id"

READ_RECORDS = (
    _READ.format(key="q.key")
    + " FROM json_each(?) j CROSS JOIN request q ON q.connection = ? AND q.key = j.value"
    + " CROSS JOIN record r ON r.request = q.id AND r.request > 0"
    + _WITH_FAILURE
)
"""Give the records of requests, for `record_from`: bind a JSON list of keys and the connection."""

READ_RECORDS_OF = (
    _READ.format(key="?") + " FROM record r" + _WITH_FAILURE + " WHERE r.request = ? AND r.request > 0"
)
"""Give the records of one request: bind its key and its number."""

READ_SUBMISSIONS = (
    _READ.format(key="q.key")
    + " FROM record r INDEXED BY record_submission CROSS JOIN request q ON q.id = r.request"
    + _WITH_FAILURE
    + " WHERE r.connection = ? AND r.is_task = 1 AND r.time BETWEEN ? AND ? ORDER BY r.time LIMIT ?"
)
"""Give the submissions of tasks in a span of time: bind connection, start, end and how many at most."""


def record_from(row: Sequence[Any], names: Dictionary) -> Record:
    """Make a record of a row that one of the statements above gave."""
    key, source_id = row[0], row[1]
    said = dict(zip(SAID, row[2:], strict=False))
    words = names.words
    owner, owner_id = names.owners[said["owner"]]
    key_name, key_id, key_hash, key_masked = names.keys[said["key"]]
    time = said["time"]
    kind = words[said["type"]]
    return Record(
        source_id=str(source_id),
        kind=RecordKind(words[said["kind"]]),
        time=moment(time),
        started=moment_after(said["started"], time),
        ended=moment_after(said["ended"], time),
        request_id=key if said["request_id"] is None else said["request_id"],
        call_id=said["call_id"],
        upstream_request_id=said["upstream_request_id"],
        task_id=said["task_id"],
        owner=owner,
        owner_id=owner_id,
        key_name=key_name,
        key_id=key_id,
        key_hash=key_hash,
        key_masked=key_masked,
        group=words[said["grp"]],
        project=words[said["project"]],
        environment=words[said["environment"]],
        tier=words[said["tier"]],
        model=words[said["model"]],
        model_served=words[said["model_served"]],
        path=words[said["path"]],
        type=RequestType(kind) if kind else None,
        stream=_truth(said["stream"]),
        stream_end=words[said["stream_end"]],
        stream_ok=_truth(said["stream_ok"]),
        status=said["status"],
        failed=bool(said["failed"]),
        error=_error_from(row[2 + len(SAID) :], names),
        latency_ms=said["latency_ms"],
        first_token_ms=said["first_token_ms"],
        figure=said["figure"],
        unit=words[said["unit"]],
        amount_nano=said["amount_nano"],
        tokens_in=said["tokens_in"],
        tokens_out=said["tokens_out"],
        no_usage=bool(said["no_usage"]),
        cache_hit=bool(said["cache_hit"]),
        billing=words[said["billing"]],
        channel=words[said["channel"]],
        channels=_channels(words[said["channels"]]),
        attempts=said["attempts"],
        fallback=bool(said["fallback"]),
        is_task=bool(said["is_task"]),
        reason=said["reason"],
        marks=_marks(words[said["marks"]]),
    )


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _error_from(row: Sequence[Any], names: Dictionary) -> ErrorFacts | None:
    if row[0] is None:
        return None
    code, kind, text, normalized, category, limit_type, scope, limit, spend, wait = row[1:]
    return ErrorFacts(
        code=names.words[code],
        kind=names.words[kind],
        text=text,
        normalized=normalized,
        category=names.words[category],
        limit_type=names.words[limit_type],
        budget_scope=names.words[scope],
        budget_limit=limit,
        budget_spend=spend,
        retry_after_s=wait,
    )


@lru_cache(maxsize=4096)
def _channels(text: str) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...]) if text else ()


@lru_cache(maxsize=1024)
def _known_marks(text: str) -> tuple[tuple[str, Mark], ...]:
    return tuple(msgspec.json.decode(text, type=dict[str, Mark]).items())


def _marks(text: str) -> dict[str, Mark]:
    return dict(_known_marks(text)) if text else {}
