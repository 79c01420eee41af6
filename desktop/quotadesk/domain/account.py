"""What an owner's wallet, key, team and limits hold, and whether that is enough, low or exhausted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """Which pot of money or limit is meant."""

    WALLET = "wallet"
    KEY = "key"
    USER = "user"
    TEAM = "team"
    SUBSCRIPTION = "subscription"


class KeyState(StrEnum):
    """State of a key as the gateway's account read says it."""

    ACTIVE = "active"
    DISABLED = "disabled"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"
    BLOCKED = "blocked"
    UNKNOWN = "unknown"


class QuotaState(StrEnum):
    """What an agent may say of a balance; the number itself is for the screen only."""

    ENOUGH = "enough"
    LOW = "low"
    EXHAUSTED = "exhausted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One pot: USD. `remaining` None with `limit` None means unlimited; `spent_7d` feeds the days-left rule."""

    scope: Scope
    name: str = ""
    limit: float | None = None
    used: float | None = None
    remaining: float | None = None
    spent_7d: float | None = None
    unlimited: bool = False
    resets_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimit:
    """A limit of speed: `limit` of `what` (requests, tokens, parallel) per `per_s` seconds; `used` when known."""

    scope: Scope
    what: str
    limit: float
    per_s: float = 60.0
    used: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What was read of one owner (and, where given, one key) at `read_at`."""

    owner: str
    read_at: datetime
    owner_id: str = ""
    group: str = ""
    key_name: str = ""
    key_hash: str = ""
    key_masked: str = ""
    key_state: KeyState = KeyState.UNKNOWN
    owner_disabled: bool = False
    balances: tuple[Balance, ...] = ()
    rate_limits: tuple[RateLimit, ...] = ()

    def balance(self, scope: Scope) -> Balance | None:
        """Give the pot of `scope`, or None when it was not read."""
        return next((b for b in self.balances if b.scope is scope), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LowRule:
    """When a balance counts as low: under `share` of its limit, or under `days` of the last week's spend."""

    share: float = 0.20
    days: float = 7.0


def quota_state(balance: Balance, rule: LowRule | None = None) -> QuotaState:
    """Judge one pot. Unlimited is enough; without a limit the last week's spend decides; else unknown."""
    rule = rule or LowRule()
    if balance.unlimited:
        return QuotaState.ENOUGH
    left = balance.remaining
    if left is None and balance.limit is not None and balance.used is not None:
        left = balance.limit - balance.used
    if left is None:
        return QuotaState.UNKNOWN
    if left <= 0:
        return QuotaState.EXHAUSTED
    if balance.limit is not None and balance.limit > 0:
        return QuotaState.LOW if left < rule.share * balance.limit else QuotaState.ENOUGH
    if balance.spent_7d is None:
        return QuotaState.UNKNOWN
    return QuotaState.LOW if left < rule.days * balance.spent_7d / 7 else QuotaState.ENOUGH


_WORST = (QuotaState.EXHAUSTED, QuotaState.LOW, QuotaState.ENOUGH)


def worst_state(account: Account, rule: LowRule | None = None) -> tuple[QuotaState, Balance | None]:
    """Give the worst state among all pots of an account, and the pot that has it."""
    judged = [(quota_state(b, rule), b) for b in account.balances]
    for state in _WORST:
        for found, pot in judged:
            if found is state:
                return state, pot
    return QuotaState.UNKNOWN, None
