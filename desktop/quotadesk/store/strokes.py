"""Count what a lookup finds in equal parts of time: the bars of a histogram, failures and their 402 and 429 apart."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from quotadesk.app.ports import Bucket
from quotadesk.store.conditions import Conditions, Statuses
from quotadesk.store.plans import Plan, plan
from quotadesk.store.times import moment

_QUOTA, _LIMITED = 402, 429
_FEW_READS = 4  # more are counted in one go

Bars = dict[int, int]


def strokes(db: sqlite3.Connection, wanted: Conditions, width: int, bars: int) -> tuple[Bucket, ...]:
    """Give `bars` parts of `width` microseconds from the start of what is wanted."""
    start = wanted.start or 0
    totals = _bars(db, wanted, width, bars)
    failures = _failures(db, wanted, totals, width, bars)
    failed, quota, limited = failures
    return tuple(
        Bucket(
            start=moment(start + n * width),
            total=totals.get(n, 0),
            failed=failed.get(n, 0),
            quota=quota.get(n, 0),
            limited=limited.get(n, 0),
        )
        for n in range(bars)
    )


def _failures(
    db: sqlite3.Connection, wanted: Conditions, totals: Bars, width: int, bars: int
) -> tuple[Bars, Bars, Bars]:
    """Give the bars of all failures, of 402 and of 429."""
    if wanted.failed is False or not totals:
        return {}, {}, {}
    failing = replace(wanted, failed=True)
    failed = totals if wanted.failing else _bars(db, failing, width, bars)
    marked = [
        _bars(db, _with_status(failing, status), width, bars) if failed else {}
        for status in (_QUOTA, _LIMITED)
    ]
    return failed, marked[0], marked[1]


def _with_status(wanted: Conditions, status: int) -> Conditions:
    return replace(wanted, statuses=[Statuses(spans=((status, status),)), *wanted.statuses])


def _bars(db: sqlite3.Connection, wanted: Conditions, width: int, bars: int) -> Bars:
    chosen = plan(db, wanted)
    if chosen is None:
        return {}
    plain = not (wanted.texts or wanted.attempts or wanted.requests)
    if plain and len(chosen.reads) <= _FEW_READS:
        return _one_by_one(db, wanted, width, bars)
    return _in_one_go(db, wanted, chosen, width)


def _one_by_one(db: sqlite3.Connection, wanted: Conditions, width: int, bars: int) -> Bars:
    """Count each bar in its own part of the index: grouping would sort every row first."""
    found: Bars = {}
    start, end = wanted.start or 0, wanted.end or 0
    for bar in range(bars):
        begin = start + bar * width
        part = plan(db, replace(wanted, start=begin, end=min(begin + width, end)))
        for read in part.reads if part else ():
            sql = f"SELECT count(*) FROM {read.source} WHERE {read.where}"
            found[bar] = found.get(bar, 0) + db.execute(sql, read.given).fetchone()[0]
    return {bar: number for bar, number in found.items() if number}


def _in_one_go(db: sqlite3.Connection, wanted: Conditions, chosen: Plan, width: int) -> Bars:
    if chosen.disjoint:
        reads = [(r.source, r.where, r.time, r.given) for r in chosen.reads]
    else:
        parts = " UNION ".join(
            f"SELECT {r.time} AS time, {r.id} FROM {r.source} WHERE {r.where}" for r in chosen.reads
        )
        reads = [(f"({parts})", "1", "time", tuple(v for r in chosen.reads for v in r.given))]
    found: Bars = {}
    for source, where, time, given in reads:
        sql = f"SELECT ({time} - ?) / ?, count(*) FROM {source} WHERE {where} GROUP BY 1"
        for bar, number in db.execute(sql, (wanted.start, width, *given)):
            found[bar] = found.get(bar, 0) + number
    return found
