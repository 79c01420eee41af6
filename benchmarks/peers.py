"""The same lookups against Datasette over the same file and PostgreSQL with the same rows and indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from benchmarks.filled import filled, opened
from benchmarks.lookups import answers_of, mine_of, questions
from benchmarks.peer_servers import datasette, postgresql
from benchmarks.results import Result, paired


def peers(size: str) -> Iterator[Result]:
    """Give one result for each question and peer; the answers are compared first."""
    path = filled(size)
    for start in (datasette, postgresql):
        store, raw = opened(path), sqlite3.connect(path)
        with start(path) as (peer, ask):
            for question in questions(raw):
                mine, theirs = mine_of(store, question), answers_of(ask, question)
                if mine() != theirs():
                    message = f"{peer}, {question.name}: the answers differ: {mine()[1:]} {theirs()[1:]}"
                    raise AssertionError(message)
                value, other = paired(mine, theirs)
                yield Result(
                    name=f"first page, {question.name}, {size}, against {peer} (ms)",
                    value=value * 1000,
                    peer=other * 1000,
                    target=1.0,
                )
        raw.close()
        store.close()
