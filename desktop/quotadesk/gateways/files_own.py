"""Read this program's own exports back: CSV under either language's headings, or JSON lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quotadesk.app.exporting_columns import COLUMNS, NOT_BILLED
from quotadesk.app.exporting_forms import original
from quotadesk.domain.charge import Charge
from quotadesk.domain.records import Record, RecordKind, changed, nano
from quotadesk.domain.said import Said
from quotadesk.gateways.files_cells import FIELDS, NO_FIGURE, Cells
from quotadesk.gateways.files_kinds import RefusedRow, number_in

KIND = "quotadesk"
TITLE = "Quotadesk"
_TELL = frozenset({"time", "charged", "amount_usd", "refunded_usd"})
_NAMES = {heading: c.name for c in COLUMNS for heading in (c.name, c.heading("en"), c.heading("zh"))}
_FREE = frozenset(c.name for c in COLUMNS if c.free)
_NOT_SETTLED = Said("whether it was charged was not settled when it was exported", "导出时尚未确定是否扣费")
_DISAGREE = Said("what it says of the charge does not agree with its amount", "扣费结论与金额不一致")


def is_own(names: Collection[str]) -> bool:
    """Whether these are the columns of an export of this program."""
    return {_NAMES.get(name, "") for name in names} >= _TELL


@dataclass(frozen=True, slots=True)
class OwnRows:
    """How the rows of such a file become records."""

    cells: Cells = field(default_factory=Cells)

    def records(self, cells: Mapping[str, Any]) -> Iterator[Record]:
        """Give the call of a row, and its refund where it had one. Raises RefusedRow."""
        said = {_NAMES[name]: _plain(_NAMES[name], value) for name, value in cells.items() if name in _NAMES}
        charged = said.get("charged")
        if charged == NOT_BILLED:
            if not (_is_empty(said.get("amount_usd")) and _is_empty(said.get("refunded_usd"))):
                raise RefusedRow(_DISAGREE)
            yield _unbilled(self.cells.record(_named(said) | {"figure": 0}))
            return
        if charged not in {Charge.YES, Charge.NO, Charge.REFUNDED}:
            raise RefusedRow(_NOT_SETTLED)
        amount, back = _money(said.get("amount_usd")), _money(said.get("refunded_usd"))
        gross = amount if charged == Charge.REFUNDED else amount + back
        if (charged == Charge.NO) != (gross == 0) or min(amount, back) < 0:
            raise RefusedRow(_DISAGREE)
        call = self.cells.record(_named(said) | {"figure": gross})
        if call.failed and charged == Charge.NO:
            yield _unbilled(call)
            return
        if not call.request_id:  # its refund has to find it again
            call = changed(call, {"call_id": call.source_id})
        yield call
        if back:
            yield changed(call, _refund(call, back))


def _named(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if name in FIELDS}


def _unbilled(call: Record) -> Record:
    """Give a call whose row proves nothing about money: only a log that was read completely can.

    So it is with every failure that says "no": no column tells a row that billed 0 from the want of any row.
    """
    return changed(call, {"kind": RecordKind.ERROR})


def _is_empty(value: Any) -> bool:
    return value is None or not str(value).strip()


def _refund(call: Record, back: float) -> dict[str, Any]:
    """Give what a refund says otherwise than its call. It names the call itself, not the task, which nobody read."""
    return {
        "source_id": f"{call.source_id}:refund",
        "kind": RecordKind.REFUND,
        "figure": back,
        "amount_nano": nano(back),
        "task_id": "",
        "failed": False,
        "error": None,
        "status": None,
    }


def _plain(name: str, value: Any) -> Any:
    return original(value) if name in _FREE and isinstance(value, str) else value


def _money(value: Any) -> float:
    found = number_in(str(value)) if value is not None and not isinstance(value, bool) else None
    if found is None:
        raise RefusedRow(NO_FIGURE)
    return float(found)
