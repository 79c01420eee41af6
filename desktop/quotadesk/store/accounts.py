"""Keep what was last read of wallets, keys and limits, and add up what an owner spent."""

from __future__ import annotations

import sqlite3

import msgspec

from quotadesk.domain.account import Account
from quotadesk.domain.window import Window
from quotadesk.store.times import micros

_PUT = (
    "INSERT INTO account (connection, owner, key_name, read_at, facts) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT(connection, owner, key_name) DO UPDATE "
    "SET read_at = excluded.read_at, facts = excluded.facts WHERE excluded.read_at >= read_at"
)


def save(db: sqlite3.Connection, connection: int, account: Account) -> None:
    """Keep an account as it was read; an older reading does not replace a newer one."""
    facts = msgspec.json.encode(account).decode()
    db.execute(_PUT, (connection, account.owner, account.key_name, micros(account.read_at), facts))


def read(db: sqlite3.Connection, connection: int, owner: str, *, key_name: str) -> Account | None:
    """Give what was last read of an owner, and of this key where one is named; None = never read."""
    sql = "SELECT facts FROM account WHERE connection = ? AND owner = ?"
    given: list[object] = [connection, owner]
    if key_name:
        sql += " AND key_name = ?"
        given.append(key_name)
    found = db.execute(sql + " ORDER BY key_name <> '', read_at DESC LIMIT 1", given).fetchone()
    return msgspec.json.decode(found[0], type=Account) if found else None


def every(db: sqlite3.Connection, connection: int) -> tuple[Account, ...]:
    """Give every account of a connection as it was last read."""
    rows = db.execute("SELECT facts FROM account WHERE connection = ? ORDER BY rowid", (connection,))
    return tuple(msgspec.json.decode(facts, type=Account) for (facts,) in rows)


def spent(db: sqlite3.Connection, connection: int, owner: str, window: Window, *, key_name: str) -> int:
    """Give the net charge of an owner (and of one key, where named) in a window, in nano-USD.

    Without an owner the key alone counts; without either nothing does.
    """
    if not owner and not key_name:
        return 0
    driver = ("owner", "request_owner") if owner else ("api_key", "request_api_key")
    sql = (
        f"SELECT coalesce(sum(r.net_nano), 0) FROM {driver[0]} o CROSS JOIN request r INDEXED BY {driver[1]} "
        f"ON r.{driver[0]} = o.id WHERE o.connection = ? AND o.name = ? AND r.time >= ? AND r.time < ?"
    )
    given: list[object] = [connection, owner or key_name, micros(window.start), micros(window.end)]
    if owner and key_name:
        sql += " AND r.api_key IN (SELECT id FROM api_key WHERE connection = ? AND name = ?)"
        given += [connection, key_name]
    return int(db.execute(sql, given).fetchone()[0])
