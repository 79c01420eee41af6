"""Read keys, users and teams of a LiteLLM proxy: limits, spend, states and names. By allow-list of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from quotadesk.domain.account import Account, Balance, KeyState, RateLimit, Scope
from quotadesk.domain.values import mapping, number, text
from quotadesk.gateways.litellm_rows import hash_of, iso_time

_STATES = {"expired": KeyState.EXPIRED, "revoked": KeyState.DISABLED, "active": KeyState.ACTIVE}
_MASKED = re.compile(r"[A-Za-z0-9_-]{0,8}(?:\.{3,}|…|\*{3,})[A-Za-z0-9_-]{0,4}")
TAIL = 4
LEAST_KEY = 16  # of anything shorter, four characters would be too much of it


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFacts:
    """A key as `/key/list` and `/key/info` show it; money in USD."""

    hash: str
    masked: str = ""
    alias: str = ""
    user_id: str = ""
    team_id: str = ""
    state: KeyState = KeyState.UNKNOWN
    environment: str = ""
    project: str = ""
    balance: Balance | None = None
    limits: tuple[RateLimit, ...] = ()
    routes: tuple[str, ...] | None = None  # None = not said; empty = unrestricted


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFacts:
    """A team; `environment` and `project` come from its metadata."""

    team_id: str
    alias: str = ""
    environment: str = ""
    project: str = ""
    balance: Balance | None = None
    limits: tuple[RateLimit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFacts:
    """A user as `/user/list` shows it."""

    user_id: str
    alias: str = ""
    email: str = ""
    balance: Balance | None = None
    limits: tuple[RateLimit, ...] = ()


def key_facts(raw: Mapping[str, Any], key_hash: str = "") -> KeyFacts | None:
    """Decode one key; None when it has no hash."""
    digest = key_hash or hash_of(raw, "token")
    if not digest:
        return None
    meta = mapping(raw, "metadata")
    routes = raw.get("allowed_routes")
    return KeyFacts(
        hash=digest,
        masked=_masked(text(raw, "key_name")),
        alias=text(raw, "key_alias"),
        user_id=text(raw, "user_id"),
        team_id=text(raw, "team_id"),
        state=_state(raw),
        environment=text(meta, "environment") or text(meta, "env"),
        project=text(meta, "project"),
        balance=_pot(raw, Scope.KEY, text(raw, "key_alias")),
        limits=_limits(raw, Scope.KEY),
        routes=tuple(r for r in routes if isinstance(r, str)) if isinstance(routes, list) else None,
    )


def _masked(shown: str) -> str:
    """Give the masked form of a key; of one that came in full, or with more than its ends, only the end."""
    if not shown or _MASKED.fullmatch(shown):
        return shown
    return f"sk-...{shown[-TAIL:]}" if len(shown) >= LEAST_KEY else ""


def team_facts(raw: Mapping[str, Any]) -> TeamFacts | None:
    """Decode one team; None when it has no id."""
    team_id = text(raw, "team_id")
    if not team_id:
        return None
    meta = mapping(raw, "metadata")
    alias = text(raw, "team_alias")
    return TeamFacts(
        team_id=team_id,
        alias=alias,
        environment=text(meta, "environment") or text(meta, "env"),
        project=text(meta, "project"),
        balance=_pot(raw, Scope.TEAM, alias),
        limits=_limits(raw, Scope.TEAM),
    )


def user_facts(raw: Mapping[str, Any]) -> UserFacts | None:
    """Decode one user; None when it has no id."""
    user_id = text(raw, "user_id")
    if not user_id:
        return None
    return UserFacts(
        user_id=user_id,
        alias=text(raw, "user_alias"),
        email=text(raw, "user_email"),
        balance=_pot(raw, Scope.USER, user_id),
        limits=_limits(raw, Scope.USER),
    )


def _state(raw: Mapping[str, Any]) -> KeyState:
    if raw.get("blocked") is True:
        return KeyState.BLOCKED
    expires = iso_time(raw, "expires")
    if expires is not None and expires <= datetime.now(UTC):
        return KeyState.EXPIRED
    spend, limit = number(raw, "spend"), number(raw, "max_budget")
    if limit is not None and spend is not None and spend >= limit:
        return KeyState.EXHAUSTED
    return _STATES.get(text(raw, "status"), KeyState.ACTIVE)


def _pot(raw: Mapping[str, Any], scope: Scope, name: str) -> Balance | None:
    """Each of key, user and team has its own budget and can refuse a call; no budget means unlimited."""
    spend = number(raw, "spend")
    if spend is None:
        return None
    limit = number(raw, "max_budget")
    return Balance(
        scope=scope,
        name=name,
        limit=limit,
        used=spend,
        remaining=None if limit is None else limit - spend,
        unlimited=limit is None,
        resets_at=iso_time(raw, "budget_reset_at"),
    )


def _limits(raw: Mapping[str, Any], scope: Scope) -> tuple[RateLimit, ...]:
    kinds = (
        ("rpm_limit", "requests", 60.0),
        ("tpm_limit", "tokens", 60.0),
        ("max_parallel_requests", "parallel", 0.0),
    )
    return tuple(
        RateLimit(scope=scope, what=what, limit=value, per_s=per_s)
        for name, what, per_s in kinds
        if (value := number(raw, name)) is not None
    )


def account_of(
    owner: str,
    user: UserFacts | None,
    keys: tuple[KeyFacts, ...],
    teams: tuple[TeamFacts, ...],
    *,
    named: KeyFacts | None,
    read_at: datetime,
) -> Account:
    """Join what was read of an owner: the named key (or all keys with a budget), their teams, and the user."""
    counted = (named,) if named else keys
    pots = [user.balance] if user else []
    pots += [k.balance for k in counted if named or (k.balance and not k.balance.unlimited)]
    pots += [t.balance for t in teams]
    limits = [
        *(named.limits if named else ()),
        *(x for t in teams for x in t.limits),
        *(user.limits if user else ()),
    ]
    return Account(
        owner=owner,
        owner_id=owner,
        read_at=read_at,
        group=teams[0].alias if len(teams) == 1 else "",
        key_name=named.alias if named else "",
        key_hash=named.hash if named else "",
        key_masked=named.masked if named else "",
        key_state=named.state if named else KeyState.UNKNOWN,
        balances=tuple(p for p in pots if p is not None),
        rate_limits=tuple(limits),
    )
