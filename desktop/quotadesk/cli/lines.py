"""Commands that answer one JSON line for each JSON line: explain, read, redact."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TextIO

from quotadesk.domain.redaction import redact

Answer = Callable[[Mapping[str, Any]], dict[str, Any]]
LONGEST_PROBLEM = 200
_NO_OBJECT = "not a JSON object"


def answer_lines(lines: Iterable[str], answer: Answer, *, out: TextIO, problems: TextIO) -> int:
    """Answer every line that can be read; name each bad one by its number. Gives the exit status (1 = some bad)."""
    status = 0
    for number, case in _cases(lines):
        try:
            if case is None:
                raise ValueError(_NO_OBJECT)  # noqa: TRY301 - one place reports every bad line
            out.write(json.dumps(answer(case), ensure_ascii=False) + "\n")
        except Exception as problem:  # noqa: BLE001 - one bad line must not keep the others from their answers
            problems.write(f"line {number}: {_in_words(problem)}\n")
            status = 1
    out.flush()
    return status


def _in_words(problem: Exception) -> str:
    """Say what is wrong with a line without repeating any of it: it may hold a key."""
    if isinstance(problem, KeyError):
        return f"{problem.args[0]} is missing" if problem.args else "a field is missing"
    return redact(str(problem) or type(problem).__name__, {})[:LONGEST_PROBLEM]


def _cases(lines: Iterable[str]) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = json.loads(line)
        except (ValueError, RecursionError):
            case = None
        yield number, case if isinstance(case, dict) else None
