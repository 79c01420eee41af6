"""Run the benchmarks: `python -m benchmarks [--json] [--size 100k|1m|10m] [NAME …]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator

from benchmarks.filled import SIZES
from benchmarks.results import HEAD, Result, machine
from benchmarks.traffic import SEED


def _first_paint(_size: str) -> Iterator[Result]:
    from benchmarks.first_paint import first_paint

    return first_paint()


def _sync(_size: str) -> Iterator[Result]:
    from benchmarks.syncing import syncing

    return syncing()


def _gaps(_size: str) -> Iterator[Result]:
    from benchmarks.gaps import gaps

    return gaps()


def _lookups(size: str) -> Iterator[Result]:
    from benchmarks.lookups import lookups

    return lookups(size)


def _writing(_size: str) -> Iterator[Result]:
    from benchmarks.writing import writing

    return writing()


def _redaction(_size: str) -> Iterator[Result]:
    from benchmarks.redaction import redaction

    return redaction()


def _figures(size: str) -> Iterator[Result]:
    from benchmarks.figures import figures

    return figures(size)


def _retention(size: str) -> Iterator[Result]:
    from benchmarks.retention import retention

    return retention(size)


def _growth(size: str) -> Iterator[Result]:
    from benchmarks.growth import growth

    return growth(size)


def _size(size: str) -> Iterator[Result]:
    from benchmarks.size import size as sizes

    return sizes(size)


def _peers(size: str) -> Iterator[Result]:
    from benchmarks.peers import peers

    return peers(size)


def _scrolling(size: str) -> Iterator[Result]:
    from benchmarks.scrolling import scrolling

    return scrolling(size)


def _painting(size: str) -> Iterator[Result]:
    from benchmarks.painting import painting

    return painting(size)


def _memory(size: str) -> Iterator[Result]:
    from benchmarks.memory import memory

    return memory(size)


BENCHMARKS: dict[str, Callable[[str], Iterator[Result]]] = {
    "first-paint": _first_paint,
    "sync": _sync,
    "gaps": _gaps,
    "writing": _writing,
    "size": _size,
    "lookups": _lookups,
    "peers": _peers,
    "painting": _painting,
    "scrolling": _scrolling,
    "memory": _memory,
    "redaction": _redaction,
    "figures": _figures,
    "retention": _retention,
    "growth": _growth,
}


def main() -> int:
    """Run what was asked for; gives 1 when a target was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--size", choices=SIZES, default="100k", help="customer requests held by the store")
    parser.add_argument(
        "names", nargs="*", choices=[[], *BENCHMARKS], metavar="NAME", help=", ".join(BENCHMARKS)
    )
    asked = parser.parse_args()
    if not asked.json:
        print(f"{asked.size} requests, seed {SEED}; {machine()}\n\n{HEAD}")
    missed = False
    for name in asked.names or BENCHMARKS:
        for result in BENCHMARKS[name](asked.size):
            print(result.as_json() if asked.json else result.as_row(), flush=True)
            missed = missed or result.ok is False
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
