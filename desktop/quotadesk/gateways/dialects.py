"""Tell how the products of the One API family differ: a table, read by short code.

Source: docs/decisions/0011-newapi-contract.md; each value was read from that product's own source text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from quotadesk.domain.profile import Product
from quotadesk.domain.records import RecordKind


class Route(StrEnum):
    """Every address that may be read. There is no other way to name one, and none of these has a side effect."""

    STATUS = "/api/status"
    LOG = "/api/log/"
    OWN_LOG = "/api/log/self"
    TASKS = "/api/task/"
    OWN_TASKS = "/api/task/self"
    USERS = "/api/user/"
    USER_SEARCH = "/api/user/search"
    ME = "/api/user/self"
    CHANNELS = "/api/channel/"
    GROUPS = "/api/group/"
    PRICING = "/api/pricing"


class Paging(StrEnum):
    """How a list is asked for and answered."""

    TOTAL = "total"  # p from 1, page_size; {items, total}
    BARE = "bare"  # p from 0, fixed size; a plain list, the last page is short
    HUB = "hub"  # page from 1, size; {data, total_count}


Kinds = Mapping[int, RecordKind]

_COMMON: dict[int, RecordKind] = {
    1: RecordKind.TOPUP,
    2: RecordKind.CONSUME,
    3: RecordKind.MANAGE,
    4: RecordKind.SYSTEM,
}


def _kinds(more: dict[int, RecordKind] | None = None) -> Kinds:
    return MappingProxyType(_COMMON | (more or {}))


_ERRORS = {5: RecordKind.ERROR, 6: RecordKind.REFUND, 7: RecordKind.LOGIN}

# Which parameter narrows the log list to a field of Fetch. What is not here is checked on this side only.
_NARROW = {"owner": "username", "key_name": "token_name", "model": "model_name"}
_NARROW_GROUP = _NARROW | {"group": "group"}
_NARROW_ALL = _NARROW_GROUP | {"request_id": "request_id"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One row of the table. `limit` is the gateway's own limit: requests from one address in so many seconds."""

    name: str
    product: Product
    kinds: Kinds
    narrow: Mapping[str, str]
    paging: Paging = Paging.TOTAL
    page_size: int = 100
    type_filter: str = "type"
    size_param: str = "page_size"  # "" = the size cannot be chosen
    latency: str = "use_time"
    latency_ms: float = 1000.0  # milliseconds in one unit of `latency`
    channel: str = "channel"
    details: str = "other"  # the packed object with the details
    request_id: str = "request_id"
    id_clock: str = "utc"
    tasks: bool = True
    error_stream: bool = True  # False: error rows say "no stream" whatever was asked
    error_log: bool | None = None  # False: the product has no error rows at all
    refuses_quietly: bool = False  # a wrong credential is answered with HTTP 200
    limit: tuple[int, float] = (180, 180.0)


DIALECTS: dict[str, Dialect] = {
    row.name: row
    for row in (
        Dialect(  # v1.0.0-rc.22 and later
            name="newapi",
            product=Product.NEWAPI,
            kinds=_kinds(_ERRORS),
            narrow=_NARROW_ALL,
            limit=(360, 180.0),
        ),
        Dialect(  # 2026-02 until rc.21: request ids, but a wrong credential is answered with 200
            name="newapi-2602",
            product=Product.NEWAPI,
            kinds=_kinds(_ERRORS),
            narrow=_NARROW_ALL,
            error_stream=False,
            refuses_quietly=True,
        ),
        Dialect(  # 2025-04 until 2026-02: error rows, no request ids
            name="newapi-old",
            product=Product.NEWAPI_OLD,
            kinds=_kinds(_ERRORS),
            narrow=_NARROW_GROUP,
            error_stream=False,
            id_clock="",  # changed from local to UTC somewhere in between
            refuses_quietly=True,
        ),
        Dialect(  # early releases: lists without a total, and no error rows yet
            name="newapi-bare",
            product=Product.NEWAPI_OLD,
            kinds=_kinds(_ERRORS),
            narrow=_NARROW_GROUP,
            paging=Paging.BARE,
            error_stream=False,
            id_clock="local",
            refuses_quietly=True,
        ),
        Dialect(
            name="oneapi",
            product=Product.ONEAPI,
            kinds=_kinds({5: RecordKind.TEST}),
            narrow=_NARROW,
            paging=Paging.BARE,
            page_size=10,
            size_param="",
            latency="elapsed_time",
            latency_ms=1.0,
            details="",
            id_clock="local",
            tasks=False,
            error_log=False,
            refuses_quietly=True,
            limit=(480, 180.0),
        ),
        Dialect(  # Laisky's One API: 6 = provisional charge and 7 = tool call stay unknown kinds
            name="laisky",
            product=Product.ONEAPI,
            kinds=_kinds({5: RecordKind.TEST}),
            narrow=_NARROW,
            paging=Paging.BARE,
            size_param="size",
            latency="elapsed_time",
            latency_ms=1.0,
            details="metadata",
            id_clock="local",
            tasks=False,
            error_log=False,
            refuses_quietly=True,
            limit=(480, 180.0),
        ),
        Dialect(
            name="onehub",
            product=Product.ONEHUB,
            kinds=_kinds(),
            narrow=_NARROW,
            paging=Paging.HUB,
            type_filter="log_type",
            size_param="size",
            latency="request_time",
            latency_ms=1.0,
            channel="channel_id",
            details="metadata",
            request_id="",
            id_clock="",
            tasks=False,
            error_log=False,
            refuses_quietly=True,
            limit=(300, 180.0),
        ),
        Dialect(  # Veloera: New API 0.6 with check-ins as type 5 and no error rows
            name="veloera",
            product=Product.NEWAPI_OLD,
            kinds=_kinds({5: RecordKind.SYSTEM}),
            narrow=_NARROW_GROUP,
            id_clock="local",
            error_log=False,
            refuses_quietly=True,
        ),
    )
}

# The dialect of a product when nothing more is known than the product.
OF_PRODUCT: dict[Product, str] = {
    Product.NEWAPI: "newapi",
    Product.NEWAPI_OLD: "newapi-old",
    Product.ONEAPI: "oneapi",
    Product.ONEHUB: "onehub",
}


def dialect_of(name: str | Product) -> Dialect:
    """Give a dialect by its own name or by product; New API's newest when the name is not known."""
    if name in DIALECTS:
        return DIALECTS[str(name)]
    return next((DIALECTS[row] for product, row in OF_PRODUCT.items() if product == name), DIALECTS["newapi"])
