"""A store that holds the made-up traffic of a chosen size, built once and kept in build/benchmarks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from zlib import crc32

from benchmarks.traffic import DAYS, END, SEED, Traffic
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record
from quotadesk.domain.window import Window
from quotadesk.store import Store, schema

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
CONNECTION = "benchmark"
PROFILE = Profile(product=Product.NEWAPI, error_log=True, consume_log=True)
_FOLDER = Path(__file__).parents[1] / "build" / "benchmarks"
_AT_ONCE = 10_000


def opened(path: Path) -> Store:
    """Open a store as the program does."""
    return Store.open(path, profiles=lambda _connection: PROFILE)


def filled(size: str) -> Path:
    """Give the file of a size, building it first where it is missing: minutes for 1m, half an hour for 10m."""
    tables = crc32(Path(schema.__file__).read_bytes())  # other tables or other traffic: another file
    traffic = crc32(Path(__file__).with_name("traffic.py").read_bytes())
    path = _FOLDER / f"store-{size}-{tables:08x}-{traffic:08x}.sqlite3"
    if path.exists():
        return path
    unfinished = path.with_suffix(".unfinished")
    for ending in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
    store = opened(unfinished)
    began, kept = time.monotonic(), 0
    for rows in batches(Traffic(SIZES[size]).rows(), _AT_ONCE):
        kept += store.write(CONNECTION, rows).new
        _say(
            f"\rbuilding the store of {size}: {kept:,} rows, {kept / (time.monotonic() - began):,.0f} a second"
        )
    store.cover(CONNECTION, Window(END - timedelta(days=DAYS), END), scope="", read_at=END)
    store.close()
    _say(f" ({DAYS} days, seed {SEED})\n")
    unfinished.rename(path)
    return path


def batches(rows: Iterable[Record], size: int) -> Iterator[list[Record]]:
    """Cut rows into lists of `size`."""
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
