"""Sort a result by a column: the newest of it, as many as are counted, never ten million.

Only time has indexes that a result can be read by in order. Every other order is made of the newest requests that fit,
up to a cap; where no more fit, that is the whole result.
"""

from __future__ import annotations

from dataclasses import dataclass

from quotadesk.domain.lookup import Sort, SortKey


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is compared; NULL = not known, which stands last. `join` brings the name behind a number."""

    value: str
    join: str = ""


def _name(table: str, column: str, text: str = "text") -> _Order:
    join = f" LEFT JOIN {table} n ON n.id = r.{column}"
    return _Order(value=f"nullif(n.{text}, '') COLLATE NOCASE", join=join)


_ORDERS: dict[SortKey, _Order] = {
    SortKey.TIME: _Order(value="r.time"),
    SortKey.STATUS: _Order(value="r.status"),
    SortKey.MODEL: _name("word", "model"),
    SortKey.GROUP: _name("word", "grp"),
    SortKey.OWNER: _name("owner", "owner", "name"),
    SortKey.KEY: _name("api_key", "api_key", "name"),
    SortKey.TYPE: _name("word", "type"),
    SortKey.LATENCY: _Order(value="r.latency_ms"),
    SortKey.ATTEMPTS: _Order(value="r.attempt_count"),
    SortKey.CHARGED: _Order(value="r.charge"),
    SortKey.COST: _Order(value="r.amount_nano"),
    SortKey.ERROR: _name("word", "error_code"),
    SortKey.ENV: _name("word", "environment"),
    SortKey.PROJECT: _name("word", "project"),
}


def sorted_numbers(newest: str, sort: Sort) -> str:
    """Give the statement that sorts the requests which `newest` selects as `time` and `id`."""
    order = _ORDERS[sort.by]
    way = "DESC" if sort.descending else "ASC"
    return (
        f"SELECT r.id FROM ({newest}) p CROSS JOIN request r ON r.id = p.id{order.join} "
        f"ORDER BY {order.value} {way} NULLS LAST, r.time DESC, r.id DESC"
    )
