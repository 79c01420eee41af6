"""Read an exported file as a gateway's log is read: known products by their decoders, any other by a mapping file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from quotadesk.app.errors import FaultyFile
from quotadesk.app.importing import Part, Refused
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import Record
from quotadesk.domain.said import Said
from quotadesk.gateways import files_kinds, files_own
from quotadesk.gateways.catalog import decoder
from quotadesk.gateways.dialects import DIALECTS
from quotadesk.gateways.files_kinds import Kind, RefusedRow
from quotadesk.gateways.files_mapping import NEEDED, Mapped, read_mapping
from quotadesk.gateways.files_rows import Form, Row, form_of, rows_of
from quotadesk.gateways.files_text import open_text

KINDS = (*files_kinds.kinds(), files_own.KIND)
"""What `--kind` may name."""

_AT_ONCE = 1_000  # rows of one part, which one transaction keeps
_LOOKED_AT = 200  # rows that are looked at to tell what a file is
_UNREADABLE = Said(
    "the row has no time, type or charge that can be read", "该行没有可识别的时间、类型或扣费数额"
)

Records = Callable[[Mapping[str, Any]], Iterable[Record]]
"""Give the records of one row's cells. Raises RefusedRow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """An exported file whose rows can be decoded."""

    path: Path
    form: Form
    title: str
    profile: Profile
    records: Records

    def parts(self) -> Iterator[Part]:
        """Give its rows, a thousand at once. Raises FaultyFile where it cannot be read any further."""
        with open_text(self.path) as text:
            rows = rows_of(text.lines, self.form)
            while some := list(islice(rows, _AT_ONCE)):
                yield self._part(some, text.share())

    def _part(self, rows: Iterable[Row], share: float) -> Part:
        records: list[Record] = []
        refused: list[Refused] = []
        for row in rows:
            why = row.why
            if row.cells is not None:
                try:
                    records += self.records(row.cells)
                except RefusedRow as refusal:
                    why = refusal.why
            if why is not None:
                refused.append(Refused(line=row.number, why=why))
        return Part(records=tuple(records), refused=tuple(refused), share=share)


def open_export(path: Path, profile: Profile, *, kind: str = "", mapping: Path | None = None) -> ExportedFile:
    """Open an exported file for a connection of `profile`. Raises FaultyFile when nobody knows what it is.

    `kind` names the product where its columns do not; `mapping` is a file that says what the columns are.
    """
    form = form_of(path)
    names, samples = _beginning(path, form)
    if mapping is not None:
        mapped = read_mapping(mapping, quota_per_unit=profile.quota_per_unit)
        _require(path, mapped, names)
        return ExportedFile(
            path=path,
            form=form,
            title=mapped.title,
            profile=Profile(dialect=f"mapping {mapped.title}"),
            records=mapped.records,
        )
    if kind == files_own.KIND or (not kind and files_own.is_own(names)):
        own = files_own.OwnRows()
        return ExportedFile(
            path=path,
            form=form,
            title=files_own.TITLE,
            profile=Profile(dialect=files_own.KIND),
            records=own.records,
        )
    told = files_kinds.named(kind) if kind else files_kinds.told_by(names)
    if told is None:
        raise _unknown(path)
    row_ids = profile.reads_all and not _display_numbers(samples)
    return ExportedFile(
        path=path,
        form=form,
        title=told.title,
        profile=_profile(told, profile),
        records=partial(_decoded, told, _decoder(told, profile, row_ids=row_ids)),
    )


def _decoded(
    told: Kind, decode: Callable[[Mapping[str, Any]], Record | None], cells: Mapping[str, Any]
) -> tuple[Record]:
    record = decode(told.raw(cells))
    if record is None:
        raise RefusedRow(_UNREADABLE)
    return (record,)


def _decoder(told: Kind, profile: Profile, *, row_ids: bool) -> Callable[[Mapping[str, Any]], Record | None]:
    """Give the decoder of a product; of the very dialect where the connection's gateway is known."""
    name = told.decoder
    mine, theirs = DIALECTS.get(profile.dialect), DIALECTS.get(name)
    if mine and theirs and _same_family(mine.product, theirs.product):
        name = mine.name
    return decoder(name, quota_per_unit=profile.quota_per_unit, row_ids=row_ids)


def _same_family(one: Product, other: Product) -> bool:
    newapi = {Product.NEWAPI, Product.NEWAPI_OLD}
    return one is other or {one, other} <= newapi


def _profile(told: Kind, profile: Profile) -> Profile:
    """Say what the file tells of its gateway; what was known of the connection's money stays."""
    dialect = DIALECTS.get(told.decoder)
    return Profile(
        product=dialect.product if dialect else Product(told.decoder),
        dialect=dialect.name if dialect else "",
        error_log=dialect.error_log if dialect else None,
        quota_per_unit=profile.quota_per_unit,
        id_clock=dialect.id_clock if dialect else "",
        key_tails=False,
    )


def _beginning(path: Path, form: Form) -> tuple[frozenset[str], list[Mapping[str, Any]]]:
    """Give the column names of a file, and its first rows."""
    with open_text(path) as text:
        samples = [r.cells for r in islice(rows_of(text.lines, form), _LOOKED_AT) if r.cells is not None]
    names = frozenset(name for row in samples for name in row)
    if not names:
        raise FaultyFile(
            Said(f"No row could be read in {path.name}.", f"{path.name} 中没有可读取的行。"),
            Said(
                "It has to be CSV with column names, JSON lines or a JSON list, also packed by gzip.",
                "文件须为带列名的 CSV、JSON Lines 或 JSON 列表，可用 gzip 压缩。",
            ),
        )
    return names, samples


def _require(path: Path, mapped: Mapped, names: frozenset[str]) -> None:
    for column, field in mapped.columns.items():
        if field in NEEDED and column not in names:
            raise FaultyFile(
                Said(
                    f"{path.name} has no column “{column}”, which the mapping takes for “{field}”.",
                    f"{path.name} 没有映射中作为“{field}”的列“{column}”。",
                ),
                Said(
                    "Mend the mapping, or choose the file that it is for.", "请修改映射，或选择对应的文件。"
                ),
            )


def _display_numbers(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the ids of New API rows only number what was shown, as in the list of one's own rows.

    There the newest row is 1; row ids grow with time. Such ids name no row, and would mix up two files.
    """
    with_both = [(i, t) for r in rows if (i := _whole(r.get("id"))) and (t := _whole(r.get("created_at")))]
    against = along = 0
    for (id_a, time_a), (id_b, time_b) in pairwise(with_both):
        sign = (id_a - id_b) * (time_a - time_b)
        against, along = against + (sign < 0), along + (sign > 0)
    return against > along


def _whole(value: Any) -> int:
    found = files_kinds.number_in(str(value)) if isinstance(value, str | int) else None
    return int(found) if found is not None else 0


def _unknown(path: Path) -> FaultyFile:
    known = ", ".join(KINDS)
    return FaultyFile(
        Said(
            f"The columns of {path.name} are those of no known product.",
            f"{path.name} 的列不属于任何已知产品。",
        ),
        Said(
            f"Name it with --kind ({known}), or describe its columns in a file for --mapping.",
            f"请用 --kind 指定（{known}），或用 --mapping 提供列的说明文件。",
        ),
    )
