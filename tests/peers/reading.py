"""What the desk shows of each call, field by field, beside what really happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import Source
from quotadesk.domain.records import usd
from quotadesk.domain.requests import Request
from tests.peers.litellm.truth import Range, Truth

Value = str | int | float | bool | tuple[int | None, ...] | None
CHARGED = {Charge.YES: True, Charge.NO: False}
READ: dict[str, Callable[[Request], Value]] = {
    "owner": lambda r: r.owner,
    "key_name": lambda r: r.key_name,
    "group": lambda r: r.group,
    "model": lambda r: r.model,
    "type": lambda r: r.type.value if r.type else None,
    "status": lambda r: r.status,
    "failed": lambda r: r.failed,
    "time": lambda r: r.time.timestamp(),
    "latency_ms": lambda r: r.latency_ms,
    "attempts": lambda r: r.attempt_count,
    "hops": lambda r: tuple(attempt.status for attempt in r.attempts),
    "charged": lambda r: CHARGED.get(r.charge.charge),
    "amount_usd": lambda r: None if r.charge.amount_nano is None else usd(r.charge.amount_nano),
}
MARKED_AS = {"failed": "status", "hops": "attempts"}  # what has no mark of its own
HALF_A_NANO = 0.5e-9 + 1e-15


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One field of one call: what is shown, how it is known, why not better, and whether it is true."""

    case: str
    cause: str
    field: str
    value: Value
    source: Source
    why: str
    true: bool
    expected: object

    @property
    def honest(self) -> bool:
        """A recorded value must be true; every other one must say why it is not recorded."""
        return self.true if self.source is Source.RECORDED else bool(self.why)


def compare(truth: Truth, request: Request) -> list[Shown]:
    """Compare each field of one request with the truth."""
    return [_shown(truth, request, field) for field in READ]


def _shown(truth: Truth, request: Request, field: str) -> Shown:
    value, expected = READ[field](request), getattr(truth, field)
    mark = request.marks.get(MARKED_AS.get(field, field))
    why = mark.why.en if mark else ""
    if field in ("charged", "amount_usd"):
        why = (request.charge.settles or request.charge.why).en
    true = _agree(value, expected)
    if (value in (None, "") and not (true and mark is None)) or (field == "hops" and not true):
        source = Source.MISSING
    elif mark and mark.source is not Source.MISSING:
        source = mark.source
    else:
        source = Source.RECORDED
    return Shown(
        case=truth.case,
        cause=truth.cause,
        field=field,
        value=value,
        source=source,
        why=why,
        true=true,
        expected=expected,
    )


def _agree(value: Value, expected: object) -> bool:
    if isinstance(expected, Range):
        return isinstance(value, int | float) and value in expected
    if isinstance(expected, float):
        return isinstance(value, int | float) and abs(value - expected) <= HALF_A_NANO
    return value == expected


# ---------------------------------------------------------------- the table of docs/gateways-litellm.md

COLUMNS = {
    "owner": "owner",
    "key_name": "key",
    "group": "team",
    "model": "model",
    "type": "type",
    "status": "status",
    "time": "time",
    "latency_ms": "latency",
    "attempts": "attempts",
    "hops": "each attempt",
    "charged": "charged",
    "amount_usd": "amount",
}
SIGNS = {Source.RECORDED: "●", Source.MAPPED: "◐", Source.INFERRED: "◐", Source.MISSING: "○"}


def table(shown: Iterable[Shown]) -> str:
    """Give the Markdown table of causes and fields, and under it the reason of each number."""
    cells: dict[tuple[str, str], list[Shown]] = {}
    for one in shown:
        cells.setdefault((one.cause, one.field), []).append(one)
    reasons: list[str] = []
    lines = ["| cause | " + " | ".join(COLUMNS.values()) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    for cause in sorted({cause for cause, _ in cells}):
        row = [_cell(cells[cause, field], reasons) for field in COLUMNS]
        lines.append(f"| {cause} | " + " | ".join(row) + " |")
    numbered = [f"{number}. {reason}" for number, reason in enumerate(reasons, 1)]
    return "\n".join([*lines, "", *numbered]) + "\n"


def _cell(same: Sequence[Shown], reasons: list[str]) -> str:
    """Show the least certain of the calls with this cause; ✗ = concluded, and not what the caller saw."""
    worst = min(same, key=lambda one: (one.true or one.source is Source.MISSING, _CERTAINTY[one.source]))
    sign = SIGNS[worst.source] if worst.true or worst.source is Source.MISSING else "✗"
    if worst.source is Source.RECORDED or not worst.why:
        return sign
    if worst.why not in reasons:
        reasons.append(worst.why)
    return f"{sign} {reasons.index(worst.why) + 1}"


_CERTAINTY: Mapping[Source, int] = {
    Source.MISSING: 0,
    Source.INFERRED: 1,
    Source.MAPPED: 2,
    Source.RECORDED: 3,
}
