"""Commands that answer one JSON line for each JSON line: explain, read, redact."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TextIO

Answer = Callable[[Mapping[str, Any]], dict[str, Any]]
LONGEST_PROBLEM = 200


def answer_lines(lines: Iterable[str], answer: Answer, *, out: TextIO, problems: TextIO) -> int:
    """Answer every line that can be read; name each bad one by its number. Gives the exit status (1 = some bad)."""
    status = 0
    for number, line, case in _cases(lines):
        try:
            if case is None:
                message = f"not a JSON object: {line[:60]!r}"
                raise ValueError(message)  # noqa: TRY301 - one place reports every bad line
            out.write(json.dumps(answer(case), ensure_ascii=False) + "\n")
        except Exception as problem:  # noqa: BLE001 - one bad line must not keep the others from their answers
            text = str(problem) or type(problem).__name__
            problems.write(f"line {number}: {text[:LONGEST_PROBLEM]}\n")
            status = 1
    out.flush()
    return status


def _cases(lines: Iterable[str]) -> Iterator[tuple[int, str, Mapping[str, Any] | None]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except (ValueError, RecursionError):
            case = None
        yield number, line, case if isinstance(case, dict) else None


def standard_input() -> Iterator[str]:
    """Give the lines of standard input as UTF-8; bytes that are none become replacement characters."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace")
