"""The figures of seven whole days, against DuckDB that adds up the same rows."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.filled import CONNECTION, filled, opened
from benchmarks.results import Result, paired
from benchmarks.traffic import END
from quotadesk.app.ports import By
from quotadesk.domain.window import Window
from quotadesk.store import Store

Row = tuple[Any, ...]

_WEEK = Window(END - timedelta(days=8), END - timedelta(days=1))
_FROM, _TO = (round(t.timestamp() * 1_000_000) for t in (_WEEK.start, _WEEK.end))
_COLUMNS = "time, model, grp, owner, failed, tokens_in, tokens_out, net_nano, charge"
_SUMS = (
    "count(*) AS requests, sum(failed), coalesce(sum(tokens_in), 0), coalesce(sum(tokens_out), 0), "
    "coalesce(sum(net_nano), 0), sum(CASE WHEN charge = 4 THEN 1 ELSE 0 END)"
)
_BY = {
    By.MODEL: ("model", "word", "text"),
    By.GROUP: ("grp", "word", "text"),
    By.OWNER: ("owner", "owner", "name"),
}


def figures(size: str) -> Iterator[Result]:
    """Give one result for models, groups and owners; the answers are compared first."""
    path = filled(size)
    store = opened(path)
    with TemporaryDirectory(prefix="quotadesk-benchmark-") as folder:
        peer, ask = _peer(path, Path(folder))
        for by in By:
            mine, theirs = _mine(store, by), ask(_question(by))
            if sorted(mine()) != sorted(theirs()):
                message = f"figures by {by}: the answers differ: {mine()[:2]} {theirs()[:2]}"
                raise AssertionError(message)
            value, other = paired(mine, theirs)
            yield Result(
                name=f"figures of a week by {by}, {size}, against {peer} (ms)",
                value=value * 1000,
                peer=other * 1000,
                target=2.0,
            )
    store.close()


def _mine(store: Store, by: By) -> Callable[[], list[Row]]:
    def ask() -> list[Row]:
        return [
            (f.name, f.requests, f.failures, f.tokens_in, f.tokens_out, f.net_nano, f.unproven)
            for f in store.figures(CONNECTION, _WEEK, by=by)
        ]

    return ask


def _question(by: By) -> str:
    column, table, name = _BY[by]
    return (
        f"SELECT n.{name}, f.* EXCLUDE (value) FROM (SELECT {column} AS value, {_SUMS} FROM request "
        f"WHERE time >= {_FROM} AND time < {_TO} GROUP BY 1) f JOIN {table} n ON n.id = f.value ORDER BY requests DESC, 1"
    )


def _peer(path: Path, folder: Path) -> tuple[str, Callable[[str], Callable[[], list[Row]]]]:
    """Give DuckDB's name and how to ask it, with the rows in a table of its own in memory."""
    import duckdb

    db = duckdb.connect()
    held = sqlite3.connect(path)
    for table, columns in (("request", _COLUMNS), ("word", "id, text"), ("owner", "id, name")):
        file = folder / f"{table}.csv"
        with file.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(held.execute(f"SELECT {columns} FROM {table}"))
        names = ", ".join(f"'{column.strip()}'" for column in columns.split(","))
        db.execute(f"CREATE TABLE {table} AS SELECT * FROM read_csv('{file}', header=false, names=[{names}])")
        file.unlink()
    held.close()
    return f"DuckDB {duckdb.__version__}", lambda sql: lambda: db.execute(sql).fetchall()
