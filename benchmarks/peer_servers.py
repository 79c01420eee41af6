"""Datasette and PostgreSQL as they are asked in a benchmark: installed, started on 127.0.0.1, and stopped again.

Neither is in requirements.lock: Datasette gets a virtual environment, PostgreSQL's driver a folder, both below
`build/peers`, with pip's plain command. The server itself is the system's (Debian: `apt-get install postgresql`).
"""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from quotadesk.store import schema
from tests.peers.litellm.database import USER, Cluster, free_port, stop

Row = tuple[Any, ...]
Ask = Callable[[str, Row], list[Row]]

_FOLDER = Path(__file__).parents[1] / "build" / "peers"
_STARTING_S = 30.0


# ---------------------------------------------------------------- Datasette


@contextmanager
def datasette(path: Path) -> Iterator[tuple[str, Ask]]:
    """Give Datasette's name and how to ask it over HTTP; it reads the very file."""
    program = _FOLDER / "datasette" / "bin" / "datasette"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", program.parents[1]], check=True)
        subprocess.run([program.with_name("pip"), "install", "-q", "datasette"], check=True)
    version = subprocess.run([program, "--version"], capture_output=True, check=True, text=True).stdout
    port = free_port()
    settings = {"sql_time_limit_ms": "60000", "cache_size_kb": "16384"}  # as much cache as the desk has
    options = [part for name, value in settings.items() for part in ("--setting", name, value)]
    command = [program, "serve", path, "-h", "127.0.0.1", "-p", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            with closing(_answering(port)) as line:
                yield (
                    f"Datasette {version.split()[-1]}",
                    lambda sql, given: _over_http(line, path, sql, given),
                )
        finally:
            server.terminate()


def _answering(port: int) -> HTTPConnection:
    """Give a connection to the server as soon as it answers."""
    end = time.monotonic() + _STARTING_S
    while True:
        line = HTTPConnection("127.0.0.1", port)
        try:
            line.request("GET", "/-/versions.json")
            line.getresponse().read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return line


def _over_http(line: HTTPConnection, path: Path, sql: str, given: Row) -> list[Row]:
    """Ask one statement; numbers stand in it, texts are parameters."""
    texts = {f"p{place}": value for place, value in enumerate(given) if isinstance(value, str)}
    said = iter([f":p{place}" if isinstance(value, str) else str(value) for place, value in enumerate(given)])
    statement = re.sub(r"\?", lambda _: next(said), sql)
    asked = urlencode({"sql": statement, "_shape": "arrays", **texts})
    line.request("GET", f"/{path.stem}.json?{asked}")
    answer = line.getresponse()
    body = answer.read()
    if answer.status != 200:
        message = f"Datasette: {answer.status} {body[:300]!r}"
        raise RuntimeError(message)
    return [tuple(row) for row in json.loads(body)["rows"]]


# ---------------------------------------------------------------- PostgreSQL

_SETTINGS = (
    "shared_buffers = 512MB\njit = off\nrandom_page_cost = 1.1\n"  # what a practised hand sets for an SSD
)
_TYPES = {int: "bigint", float: "double precision", str: "text"}
_TABLES = {  # the tables that the questions read; `tried` is WITHOUT ROWID: its key is an index
    "request": schema.REQUEST,
    "failure": schema.FAILURE,
    "owner": schema.OWNER,
    "tried": {"connection": int, "status": int, "time": int, "request": int},
}
_KEYS = {"tried": "connection, status, time, request"}
_TRIGRAMS = "CREATE INDEX failure_text ON failure USING gin (text gin_trgm_ops)"
_DIALECT = (  # what the questions' SQL is called there
    (r" INDEXED BY \w+", ""),
    (r"failure_text x CROSS JOIN failure f ON f\.id = x\.rowid", "failure f"),
    (r"\bx\.text\b", "f.text"),
    (r"\bCROSS JOIN\b", "JOIN"),
    (r"\bLIKE\b", "ILIKE"),
    (r"\?", "%s"),
)


@contextmanager
def postgresql(path: Path) -> Iterator[tuple[str, Ask]]:
    """Give PostgreSQL's name and how to ask it; it holds the same rows with the same indexes."""
    psycopg = _driver()
    cluster = Cluster()
    try:
        how = ("-A", "trust", "--locale=C.UTF-8", "-E", "UTF8")  # trigrams of Chinese need the UTF-8 locale
        cluster.call("initdb", "-D", cluster.data, "-U", USER, *how)
        with (cluster.data / "postgresql.conf").open("a", encoding="ascii") as settings:
            settings.write(_SETTINGS)
        server = cluster.start()
        try:
            url = f"postgresql://{USER}@127.0.0.1:{cluster.port}/postgres"
            with psycopg.connect(url, autocommit=True) as db:
                _copy(path, db)
                version = db.execute("SHOW server_version").fetchone()[0].split()[0]
                yield f"PostgreSQL {version}", lambda sql, given: _prepared(db, sql, given)
        finally:
            stop(server)
    finally:
        cluster.remove()


def _driver() -> Any:
    folder = _FOLDER / "psycopg"
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "install", "-q", "--target", folder, "psycopg[binary]"]
        subprocess.run(pip, check=True)
    sys.path.append(str(folder))
    import psycopg

    return psycopg


def _copy(path: Path, db: Any) -> None:
    """Copy the tables that are asked, then make their indexes as SQLite has them."""
    held = sqlite3.connect(path)
    db.execute("CREATE EXTENSION pg_trgm")
    for table, columns in _TABLES.items():
        made = ", ".join(f"{name} {_TYPES[kind]}" for name, kind in columns.items())
        db.execute(f"CREATE TABLE {table} ({made}, PRIMARY KEY ({_KEYS.get(table, 'id')}))")
        names = ", ".join(columns)
        with db.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in held.execute(f"SELECT {names} FROM {table}"):
                copy.write_row(row)
        indexes = (
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOT LIKE '%NOCASE%'"
        )
        for (sql,) in held.execute(indexes, (table,)).fetchall():
            db.execute(sql)
    held.close()
    db.execute(_TRIGRAMS)
    db.execute("VACUUM ANALYZE")


def _prepared(db: Any, sql: str, given: Row) -> list[Row]:
    for pattern, said in _DIALECT:
        sql = re.sub(pattern, said, sql)
    rows: list[Row] = db.execute(sql, given, prepare=True).fetchall()
    return rows
