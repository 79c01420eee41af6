"""One line of a benchmark's report, and the way in which two things are timed fairly: in pairs, interleaved."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was measured, what its peer took in the same run, and whether the ratio reaches its target.

    `value` and `peer` have the unit that the name ends with; `target` is what `ratio` (value / peer) must not exceed,
    or must reach where `at_least` says so. `ok` None = no target.
    """

    name: str
    value: float
    peer: float
    target: float | None = None
    at_least: bool = False
    over_by: float | None = None  # beside the ratio: how much the value may exceed its peer

    @property
    def ratio(self) -> float:
        """Give value / peer."""
        return self.value / self.peer if self.peer else float("inf")

    @property
    def ok(self) -> bool | None:
        """Say whether the target is reached."""
        if self.target is None:
            return None
        if self.at_least:
            return self.ratio >= self.target
        return self.ratio <= self.target and (self.over_by is None or self.value - self.peer <= self.over_by)

    def as_json(self) -> str:
        """Give the line as one JSON object."""
        told = {"name": self.name, "value": _rounded(self.value), "peer": _rounded(self.peer)}
        told |= {"ratio": _rounded(self.ratio), "target": self.target, "ok": self.ok}
        return json.dumps(told, ensure_ascii=False)

    def as_row(self) -> str:
        """Give the line as a row of a table in Markdown."""
        sign = "≥" if self.at_least else "≤"
        target = "" if self.target is None else f"{sign} {self.target:g}"
        verdict = {True: "yes", False: "NO", None: ""}[self.ok]
        return f"| {self.name} | {_rounded(self.value):g} | {_rounded(self.peer):g} | {self.ratio:.2f} | {target} | {verdict} |"


HEAD = "| benchmark | value | peer | ratio | target | reached |\n|---|---:|---:|---:|---:|---|"


def machine() -> str:
    """Say what was measured on, and how busy it was: processor, memory, system, Python, SQLite, load of a minute."""
    processor, memory = platform.processor() or platform.machine(), ""
    told = Path("/proc/cpuinfo")
    if told.exists():
        lines = told.read_text(encoding="utf-8").splitlines()
        processor = next(
            (line.partition(": ")[2] for line in lines if line.startswith("model name")), processor
        )
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        memory = f", {size / 2**30:.0f} GiB, load {os.getloadavg()[0]:.1f}"
    return (
        f"{os.cpu_count()} × {processor}{memory}, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    )


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def paired(
    mine: Callable[[], object], peer: Callable[[], object], *, rounds: int = 15, seconds: float = 1.5
) -> tuple[float, float]:
    """Time two calls by turns; give the median of each in seconds. A shared machine drifts: pairs drift together.

    There are at least `rounds` pairs, and of short calls, which drift most, as many as `seconds` hold.
    """
    for call in (mine, peer):
        call()
    times: tuple[list[float], list[float]] = ([], [])
    end = time.perf_counter() + seconds
    while len(times[0]) < rounds or time.perf_counter() < end:
        for which in (0, 1) if len(times[0]) % 2 else (1, 0):
            began = time.perf_counter()
            (mine, peer)[which]()
            times[which].append(time.perf_counter() - began)
    return median(times[0]), median(times[1])
