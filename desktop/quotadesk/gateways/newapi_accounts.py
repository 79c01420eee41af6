"""Decode users, prices, groups and channels by allow-list: names and balances, and nothing of what stands beside them.

A raw user holds settings with webhook secrets and, on older releases, the user's own access key; a raw channel may
hold upstream keys. None of that is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quotadesk.app.ports import Names
from quotadesk.domain import values
from quotadesk.domain.account import Account, Balance, Scope

ENABLED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """What of a user may be known here; quota in the gateway's units."""

    id: str
    name: str
    display_name: str
    email: str
    role: int
    group: str
    disabled: bool
    quota: float | None
    used: float | None


def user(raw: Mapping[str, Any]) -> User | None:
    """Give a user; None without a name, or when it was deleted."""
    name = values.text(raw, "username")
    if not name or raw.get("DeletedAt"):
        return None
    return User(
        id=values.ident(raw, "id"),
        name=name,
        display_name=values.text(raw, "display_name"),
        email=values.text(raw, "email"),
        role=values.count(raw, "role") or 0,
        group=values.text(raw, "group"),
        disabled=values.count(raw, "status") not in (None, ENABLED),
        quota=values.number(raw, "quota"),
        used=values.number(raw, "used_quota"),
    )


def account(found: User, *, key_name: str, quota_per_unit: float, read_at: datetime) -> Account:
    """Give the account of a user: the wallet in USD. The state of a customer's key is not readable anywhere."""
    wallet = Balance(
        scope=Scope.WALLET,
        name=found.name,
        remaining=None if found.quota is None else found.quota / quota_per_unit,
        used=None if found.used is None else found.used / quota_per_unit,
    )
    return Account(
        owner=found.name,
        owner_id=found.id,
        group=found.group,
        key_name=key_name,
        owner_disabled=found.disabled,
        balances=(wallet,),
        read_at=read_at,
    )


def names(
    users: Iterable[User], *, models: Iterable[str], groups: Iterable[str], channels: Iterable[str]
) -> Names:
    """Put together what the lists name; a display name is an alias of its user's name."""
    owners: dict[str, tuple[str, ...]] = {}
    emails: dict[str, None] = {}
    for found in users:
        owners[found.name] = tuple(
            alias
            for alias in dict.fromkeys((found.display_name, found.email))
            if alias and alias != found.name
        )
        if found.email:
            emails[found.email] = None
    return Names(
        owners=owners,
        emails=tuple(emails),
        models=tuple(dict.fromkeys(models)),
        groups=tuple(dict.fromkeys(groups)),
        channels=tuple(dict.fromkeys(channels)),
    )


def priced_models(data: Any) -> tuple[str, ...]:
    """Give the model names of a price list."""
    rows = data if isinstance(data, list) else []
    return tuple(
        name for row in rows if isinstance(row, Mapping) and (name := values.text(row, "model_name"))
    )


def group_names(data: Any) -> tuple[str, ...]:
    """Give the names of a list of groups."""
    return (
        tuple(name[: values.LONGEST_NAME] for name in data if isinstance(name, str))
        if isinstance(data, list)
        else ()
    )
