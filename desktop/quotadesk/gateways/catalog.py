"""Know every product: which decoder reads its rows and which adapter opens its gateway."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from quotadesk.app.errors import NotAGateway
from quotadesk.app.ports import Connection, Gateway
from quotadesk.domain.profile import Product
from quotadesk.domain.records import Record, Task
from quotadesk.domain.said import Said

Decode = Callable[[Mapping[str, Any]], Record | None]
DecodeTask = Callable[[Mapping[str, Any]], Task | None]
QUOTA_PER_UNIT = 500_000.0


def decoder(
    product: Product | str, *, quota_per_unit: float = QUOTA_PER_UNIT, row_ids: bool = True
) -> Decode:
    """Give the function that turns a raw log row of `product` into a Record, or into None when it is unreadable.

    A product whose rows nobody knows is read as New API, whose dialects have the most fields in common.
    `row_ids` False: the rows of that family carry running numbers instead of ids.
    """
    if product == Product.LITELLM:
        from quotadesk.gateways import litellm_rows

        return litellm_rows.decode
    from quotadesk.gateways.dialects import dialect_of
    from quotadesk.gateways.newapi_rows import decode

    return partial(decode, dialect=dialect_of(product), quota_per_unit=quota_per_unit, row_ids=row_ids)


def task_decoder(*, quota_per_unit: float = QUOTA_PER_UNIT) -> DecodeTask:
    """Give the function that turns a raw row of a task list into a Task, or into None when it is unreadable."""
    from quotadesk.gateways.newapi_tasks import decode_task

    return partial(decode_task, quota_per_unit=quota_per_unit)


def open_gateway(
    connection: Connection, credential: str, *, limit: tuple[int, float] | None = None
) -> Gateway:
    """Open the gateway of a connection; nothing is sent yet. Raises NotAGateway for an unknown kind.

    `limit`: the requests per seconds that this New API gateway allows, where its operator raised them.
    """
    if connection.kind == "litellm":
        from quotadesk.gateways.litellm import LiteLLM

        return LiteLLM(connection, credential)
    if connection.kind in ("newapi", "oneapi"):
        from quotadesk.gateways.newapi import NewApi

        return NewApi(connection, credential, limit=limit)
    raise NotAGateway(
        Said(f"“{connection.kind}” is no kind of gateway.", f"没有名为“{connection.kind}”的网关类型。"),
        Said("Choose newapi, oneapi or litellm.", "请选择 newapi、oneapi 或 litellm。"),
    )
