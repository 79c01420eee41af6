"""The columns of the results: what each shows, how wide it wants to be, and the key that sorts by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quotadesk.domain.facts_public import TYPES
from quotadesk.domain.facts_terms import charge_word
from quotadesk.domain.requests import Line
from quotadesk.ui import formats
from quotadesk.ui.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its text, how it sits, what its width is measured on, and whether it shares free width.

    `name` is also what a lookup is sorted by (domain.lookup.SortKey); Shift and `key` sort by it.
    """

    name: str
    show: Callable[[Line], str]
    measure: str
    key: str
    right: bool = False
    share: int = 0  # part of the free width
    tone: str = "text"


def _status(line: Line) -> str:
    return "–" if line.status is None else str(line.status)


def _cost(line: Line) -> str:
    return formats.money(line.amount_nano) if line.amount_nano else "–"


def _type(line: Line) -> str:
    return "–" if line.type is None else words.of(TYPES[line.type])


def _attempts(line: Line) -> str:
    return "–" if line.attempt_count is None else str(line.attempt_count)


COLUMNS: tuple[Column, ...] = (
    Column(name="time", show=lambda line: formats.clock(line.time), measure="00:00:00", key="T"),
    Column(name="status", show=_status, measure="● 000 ", key="S"),
    Column(name="model", show=lambda line: line.model, measure="claude-sonnet-4", key="M", share=3),
    Column(name="group", show=lambda line: line.group, measure="production", key="G", share=2),
    Column(name="owner", show=lambda line: line.owner, measure="acme-retail", key="O", share=2),
    Column(
        name="key",
        show=lambda line: line.key_name,
        measure="marketing-img",
        key="K",
        share=3,
        tone="secondary",
    ),
    Column(name="type", show=_type, measure="image", key="Y"),
    Column(
        name="latency",
        show=lambda line: formats.seconds(line.latency_ms),
        measure="00.0 s",
        key="L",
        right=True,
    ),
    Column(name="attempts", show=_attempts, measure="00", key="A", right=True),
    Column(
        name="charged",
        show=lambda line: words.of(charge_word(line.charge, failed=line.failed)),
        measure="none recorded",
        key="H",
    ),
    Column(name="cost", show=_cost, measure="$0.0000", key="C", right=True),
    Column(name="error", show=lambda line: line.error_code, measure="rate_limit_exceeded", key="E", share=3),
    Column(name="env", show=lambda line: line.environment, measure="production", key="V", share=2),
    Column(name="project", show=lambda line: line.project, measure="storefront", key="P", share=2),
)
PLACE = {column.name: number for number, column in enumerate(COLUMNS)}
