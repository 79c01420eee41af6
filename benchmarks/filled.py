"""A store that holds the made-up traffic of a chosen size, built once and kept in build/benchmarks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from zlib import crc32

from benchmarks.bulk import fill
from benchmarks.traffic import DAYS, END, SEED, Traffic
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record
from quotadesk.domain.window import Window
from quotadesk.store import Store, schema

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
CONNECTION = "benchmark"
WINDOW = Window(END - timedelta(days=DAYS), END)
PROFILE = Profile(product=Product.NEWAPI, error_log=True, consume_log=True)
_FOLDER = Path(__file__).parents[1] / "build" / "benchmarks"


def opened(path: Path) -> Store:
    """Open a store as the program does."""
    return Store.open(path, profiles=lambda _connection: PROFILE)


def filled(size: str) -> Path:
    """Give the file of a size, building it first where it is missing: a minute for 1m, ten for 10m."""
    tables = crc32(Path(schema.__file__).read_bytes())  # other tables or other traffic: another file
    traffic = crc32(Path(__file__).with_name("traffic.py").read_bytes())
    path = _FOLDER / f"store-{size}-{tables:08x}-{traffic:08x}.sqlite3"
    if path.exists():
        return path
    unfinished = path.with_suffix(".unfinished")
    for ending in ("", "-wal", "-shm"):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)
    began = time.monotonic()
    for kept in fill(unfinished, CONNECTION, Traffic(SIZES[size]).rows(), PROFILE):
        speed = kept / (time.monotonic() - began)
        _say(f"\rbuilding the store of {size}: {kept:,} rows, {speed:,.0f} a second")
    store = opened(unfinished)
    store.cover(CONNECTION, WINDOW, scope="", read_at=END)
    store.roll_up(CONNECTION, WINDOW)
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
