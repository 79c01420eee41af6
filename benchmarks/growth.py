"""How much longer the same questions take over ten times the rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.filled import SIZES, filled, opened
from benchmarks.lookups import mine_of, questions
from benchmarks.results import Result, paired
from quotadesk.store import Store

# What ten times the rows may cost, where something was promised.
TARGETS = {"request id": 1.3, "owner": 2.0, "error text, one id": 8.0, "retry chain of a day": 15.0}

Asked = dict[str, Callable[[], object]]


def growth(size: str) -> Iterator[Result]:
    """Give each question at a size against the next smaller one; nothing for the smallest."""
    sizes = list(SIZES)
    place = sizes.index(size)
    if not place:
        return
    smaller = sizes[place - 1]
    (big, many), (small, few) = _opened(filled(size)), _opened(filled(smaller))
    for name, ask in many.items():
        value, peer = paired(ask, few[name])
        yield Result(
            name=f"{name}, {size} against {smaller} (ms)",
            value=value * 1000,
            peer=peer * 1000,
            target=TARGETS.get(name),
        )
    for store in (big, small):
        store.close()
    yield Result(
        name=f"bytes of file for a request, {size} against {smaller}",
        value=filled(size).stat().st_size / SIZES[size],
        peer=filled(smaller).stat().st_size / SIZES[smaller],
    )


def _opened(path: Path) -> tuple[Store, Asked]:
    raw = sqlite3.connect(path)
    store = opened(path)
    asked: Asked = {question.name: mine_of(store, question) for question in questions(raw)}
    raw.close()
    return store, asked
