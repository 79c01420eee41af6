"""What the file holds: tables, indexes and the numbered steps that bring an older file up to date.

Names that repeat (owners, keys, models, channels …) are kept once and rows hold their numbers: that halves the
file and makes a search for a part of a name a search in a small table. `request` has one line per customer
request, `record` the rows of the gateway's log behind it, `failure` what failed rows say. `failure.time` and
`tried.time` repeat the time of the request, because row numbers follow the order of reading, not of time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quotadesk.store import cases, uses

if TYPE_CHECKING:
    from sqlite_utils import Database

Columns = dict[str, type]

CONNECTION: Columns = {"id": int, "name": str}
WORD: Columns = {"id": int, "connection": int, "kind": int, "text": str}
OWNER: Columns = {"id": int, "connection": int, "name": str, "outer_id": str}
API_KEY: Columns = {"id": int, "connection": int, "name": str, "outer_id": str, "hash": str, "masked": str}

RECORD: Columns = {
    "id": int,
    "connection": int,
    "source_id": bytes,  # no affinity: a number where the gateway numbers its rows, else text
    "request": int,  # 0 = no customer's request
    "kind": int,
    "time": int,
    "started": int,  # microseconds after `time`, mostly negative
    "ended": int,
    "request_id": str,  # NULL = the key of its request
    "call_id": str,
    "upstream_request_id": str,
    "task_id": str,
    "owner": int,
    "key": int,
    "grp": int,
    "project": int,
    "environment": int,
    "model": int,
    "model_served": int,
    "tier": int,
    "path": int,
    "type": int,
    "stream": int,
    "stream_end": int,
    "stream_ok": int,
    "status": int,
    "failed": int,
    "latency_ms": float,
    "first_token_ms": float,
    "figure": float,
    "unit": int,
    "amount_nano": int,
    "tokens_in": int,
    "tokens_out": int,
    "no_usage": int,
    "cache_hit": int,
    "billing": int,
    "channel": int,
    "channels": int,
    "attempts": int,
    "fallback": int,
    "is_task": int,
    "reason": str,
    "marks": int,
}

FAILURE: Columns = {
    "id": int,  # that of its record
    "connection": int,
    "request": int,
    "time": int,  # that of its request
    "code": int,
    "kind": int,
    "text": str,
    "normalized": str,
    "category": int,
    "limit_type": int,
    "budget_scope": int,
    "budget_limit": float,
    "budget_spend": float,
    "retry_after_s": float,
}

REQUEST: Columns = {
    "id": int,
    "connection": int,
    "key": str,
    "time": int,
    "status": int,
    "failed": int,
    "owner": int,
    "api_key": int,
    "grp": int,
    "model": int,
    "type": int,
    "tier": int,
    "project": int,
    "environment": int,
    "error_code": int,
    "latency_ms": float,
    "attempt_count": int,
    "charge": int,
    "amount_nano": int,
    "net_nano": int,
    "tokens_in": int,
    "tokens_out": int,
    "stream_cut": int,
}

TASK: Columns = {
    "connection": int,
    "task_id": str,
    "link": str,  # key of the request that submitted it; "" = not known yet
    "submitted": int,
    "seen": int,  # 0 = only its link is known, from a log row
    "facts": str,  # the task itself as JSON
}

COVERED: Columns = {"connection": int, "scope": str, "start": int, "end": int, "read_at": int}
ACCOUNT: Columns = {"connection": int, "owner": str, "key_name": str, "read_at": int, "facts": str}

_TABLES: dict[str, tuple[Columns, str | tuple[str, ...]]] = {
    "connection": (CONNECTION, "id"),
    "word": (WORD, "id"),
    "owner": (OWNER, "id"),
    "api_key": (API_KEY, "id"),
    "record": (RECORD, "id"),
    "failure": (FAILURE, "id"),
    "request": (REQUEST, "id"),
    "task": (TASK, ("connection", "task_id")),
    "covered": (COVERED, ("connection", "scope", "start")),
    "account": (ACCOUNT, ("connection", "owner", "key_name")),
}

_INDEXES = """
CREATE UNIQUE INDEX connection_name ON connection(name);
CREATE UNIQUE INDEX word_text ON word(connection, kind, text);
CREATE UNIQUE INDEX owner_name ON owner(connection, name, outer_id);
CREATE UNIQUE INDEX api_key_name ON api_key(connection, name, outer_id, hash, masked);
CREATE INDEX word_folded ON word(connection, kind, text COLLATE NOCASE);
CREATE INDEX owner_folded ON owner(connection, name COLLATE NOCASE);
CREATE INDEX owner_outer ON owner(connection, outer_id COLLATE NOCASE);
CREATE INDEX api_key_folded ON api_key(connection, name COLLATE NOCASE);
CREATE INDEX api_key_masked ON api_key(connection, masked COLLATE NOCASE);
CREATE INDEX api_key_hash ON api_key(connection, hash COLLATE NOCASE);

CREATE UNIQUE INDEX record_source ON record(connection, source_id);
CREATE INDEX record_request ON record(request) WHERE request > 0;
CREATE INDEX record_other ON record(connection, time) WHERE request = 0;
CREATE INDEX record_submission ON record(connection, time) WHERE is_task = 1;

CREATE UNIQUE INDEX request_name ON request(connection, key);
CREATE INDEX request_time ON request(connection, time);
CREATE INDEX request_owner ON request(owner, time);
CREATE INDEX request_api_key ON request(api_key, time);
CREATE INDEX request_group ON request(grp, time);
CREATE INDEX request_model ON request(model, time);
CREATE INDEX request_failed_time ON request(connection, time) WHERE failed = 1;
CREATE INDEX request_failed_status ON request(connection, status, time) WHERE failed = 1;
CREATE INDEX request_failed_group ON request(grp, status, time) WHERE failed = 1;
CREATE INDEX request_failed_owner ON request(owner, time) WHERE failed = 1;
CREATE INDEX request_failed_api_key ON request(api_key, time) WHERE failed = 1;
CREATE INDEX request_open_charge ON request(connection, time, charge) WHERE charge >= 2;

CREATE INDEX failure_time ON failure(connection, time, request);
CREATE INDEX failure_request ON failure(request);

CREATE INDEX task_link ON task(connection, link);
CREATE INDEX task_unlinked ON task(connection, submitted) WHERE link = '';

CREATE TABLE other_id (connection INTEGER, text TEXT, request INTEGER,
  PRIMARY KEY (connection, text, request)) WITHOUT ROWID;
CREATE INDEX other_id_request ON other_id(request);
CREATE TABLE tried (connection INTEGER, status INTEGER, time INTEGER, request INTEGER,
  PRIMARY KEY (connection, status, time, request)) WITHOUT ROWID;
CREATE INDEX tried_request ON tried(request);

CREATE VIRTUAL TABLE failure_text USING fts5(text, content='failure', content_rowid='id', tokenize='trigram',
  detail=none);
"""

DAY = 86_400_000_000  # microseconds of a whole day, UTC


def _stale(row: str) -> str:
    """Mark the day of `new` or `old`; the mark is another one each time, so that nobody takes it for an earlier one."""
    return (
        f"INSERT INTO stale_day VALUES ({row}.connection, {row}.time / {DAY}, random()) "
        "ON CONFLICT (connection, day) DO UPDATE SET mark = excluded.mark;"
    )


# External content: the index of error texts follows its table by these three.
_TRIGGERS = (
    """CREATE TRIGGER failure_added AFTER INSERT ON failure WHEN new.text <> '' BEGIN
  INSERT INTO failure_text(rowid, text) VALUES (new.id, new.text); END""",
    """CREATE TRIGGER failure_removed AFTER DELETE ON failure WHEN old.text <> '' BEGIN
  INSERT INTO failure_text(failure_text, rowid, text) VALUES ('delete', old.id, old.text); END""",
    """CREATE TRIGGER failure_reworded AFTER UPDATE OF text ON failure WHEN old.text IS NOT new.text BEGIN
  INSERT INTO failure_text(failure_text, rowid, text) SELECT 'delete', old.id, old.text WHERE old.text <> '';
  INSERT INTO failure_text(rowid, text) SELECT new.id, new.text WHERE new.text <> ''; END""",
)


def _first(db: Database) -> None:
    for name, (columns, key) in _TABLES.items():
        db.table(name).create(columns, pk=key)
    for statement in filter(str.strip, _INDEXES.split(";")):
        db.execute(statement)
    for statement in _TRIGGERS:
        db.execute(statement)


# Figures of whole days, and which days they no longer fit: every change of a request marks its day, whoever makes it.
_ROLL_UPS = (
    """CREATE TABLE rollup (connection INTEGER, dimension INTEGER, day INTEGER, value INTEGER, requests INTEGER,
  failures INTEGER, tokens_in INTEGER, tokens_out INTEGER, net_nano INTEGER, unproven INTEGER,
  PRIMARY KEY (connection, dimension, day, value)) WITHOUT ROWID""",
    """CREATE TABLE stale_day (connection INTEGER, day INTEGER, mark INTEGER,
  PRIMARY KEY (connection, day)) WITHOUT ROWID""",
    *(
        f"CREATE TRIGGER request_{name} AFTER {event} ON request BEGIN {' '.join(_stale(row) for row in rows)} END"
        for name, event, rows in (
            ("added", "INSERT", ("new",)),
            ("changed", "UPDATE", ("old", "new")),
            ("removed", "DELETE", ("old",)),
        )
    ),
    f"""INSERT INTO stale_day SELECT connection, time / {DAY}, random()
  FROM request INDEXED BY request_time GROUP BY 1, 2""",
)


def _rolled_up(db: Database) -> None:
    for statement in _ROLL_UPS:
        db.execute(statement)


def _texts_counted(db: Database) -> None:
    db.execute(uses.TABLE)


def _cases_kept(db: Database) -> None:
    for statement in cases.TABLES:
        db.execute(statement)


# A trigger costs as much for a new line as its indexes: store/lines.py marks the few days of all lines of a write.
def _marked_in_writing(db: Database) -> None:
    db.execute("DROP TRIGGER request_added")


def _unbilled_counted(db: Database) -> None:
    db.execute("ALTER TABLE rollup ADD COLUMN unbilled INTEGER")
    db.execute("INSERT OR IGNORE INTO stale_day SELECT connection, day, random() FROM rollup GROUP BY 1, 2")


STEPS: tuple[Callable[[Database], None], ...] = (
    _first,
    _rolled_up,
    _texts_counted,
    _cases_kept,
    _marked_in_writing,
    _unbilled_counted,
)
"""Step n brings a file of version n (PRAGMA user_version) to n + 1. Never edit one that was released."""
