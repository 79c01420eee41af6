"""Open an answer of the One API family: its envelope, its lists, and the failures that hide behind HTTP 200."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quotadesk.domain import values
from quotadesk.domain.said import Said
from quotadesk.gateways.http import Answer
from quotadesk.gateways.troubles import trouble


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. `total` None = the product does not say; `faulty` counts members that are no objects."""

    rows: tuple[Mapping[str, Any], ...]
    total: int | None = None
    faulty: int = 0


# Statuses that mean the same in every release; 200 with success:false is judged by what was asked.
_BY_STATUS = {401: "credential_refused", 403: "not_permitted", 404: "declined"}


def opened(answer: Answer, *, host: str, what: Said, declined: str = "declined") -> Any:
    """Give `data` of an answer. `declined` names what success:false means for this read.

    Raises CredentialRefused (401), NotPermitted (403) and GatewayFaulty. The message's wording is never looked at:
    its language follows the caller's settings.
    """
    if name := _BY_STATUS.get(answer.status):
        raise trouble(name, host=host, what=what)
    body = answer.body
    if not isinstance(body, Mapping) or not isinstance(body.get("success"), bool):
        raise trouble("unreadable", host=host, what=what)
    if answer.status != 200 or body["success"] is not True:
        raise trouble(declined, host=host, what=what)
    return body.get("data")


def page_of(answer: Answer, *, host: str, what: Said, declined: str = "declined") -> Page:
    """Give one page of a list in any of the family's shapes: {items, total}, {data, total_count} or a bare list."""
    data = opened(answer, host=host, what=what, declined=declined)
    total: int | None = None
    members: Any = data
    if isinstance(data, Mapping):
        members = data.get("items", data.get("data"))
        total = _first_count(data, ("total", "total_count"))
        if members is None and total == 0:
            members = []
    elif isinstance(data, list):
        total = values.count(answer.body, "total")  # Laisky's One API says it beside the list
    elif data is None:
        members = []  # Go writes an empty list as null
    if not isinstance(members, list):
        raise trouble("unreadable", host=host, what=what)
    rows = tuple(member for member in members if isinstance(member, Mapping))
    return Page(rows, total, len(members) - len(rows))


def _first_count(data: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    return next((found for name in names if (found := values.count(data, name)) is not None), None)
