"""Ask the account: does the state of wallet and key agree with what an error says?"""

from __future__ import annotations

import re
from enum import StrEnum

from quotadesk.domain.account import Account, Balance, KeyState, Scope
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product

AMPLE_USD = 1.0  # a wallet with this much would not have refused an ordinary request
_NEED = re.compile(r"(?:需要预扣费额度|need(?:ed)? quota|need)\s*[:=]\s*(\$?)\s*(\d+(?:\.\d+)?)")
_LEFT = re.compile(r"(?:剩余额度|remain(?:ing)? quota|user quota)\s*[:=]\s*(\$?)\s*(-?\d+(?:\.\d+)?)")
_CLOSE = 0.02  # share by which two readings of one balance may differ
_SHOWN = 0.000_001  # USD: the last digit that New API shows of a balance


class Agrees(StrEnum):
    """Whether the account bears out what the error says."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def wallet_agrees(evidence: Evidence, text: str) -> Agrees:
    """Tell whether the wallet can have refused: it is empty, or below what the text says was needed."""
    return _pot_agrees(_pot(evidence.account, Scope.WALLET), text, evidence.profile.quota_per_unit)


def key_agrees(evidence: Evidence, text: str) -> Agrees:
    """Tell whether the key's own quota can have refused."""
    if key_exhausted(evidence.account):
        return Agrees.YES
    return _pot_agrees(_pot(evidence.account, Scope.KEY), text, evidence.profile.quota_per_unit)


def key_exhausted(account: Account | None) -> bool:
    """Whether the key is used up: its state says so, or it has a limit and nothing is left of it."""
    if account is None:
        return False
    pot = _pot(account, Scope.KEY)
    empty = pot is not None and not pot.unlimited and pot.remaining is not None and pot.remaining <= 0
    return account.key_state is KeyState.EXHAUSTED or empty


def refusal_would_be_logged(evidence: Evidence) -> bool:
    """Whether an upstream's refusal would have left a row, so that its absence proves the gateway's own door."""
    profile = evidence.profile
    logs = profile.product in {Product.NEWAPI, Product.NEWAPI_OLD} and profile.error_log is True
    return logs and evidence.records is not None and evidence.window_fully_read is True


def states_own_balance(evidence: Evidence, text: str) -> bool:
    """Whether the balance that a refusal names is this account's own, to the digit: no upstream knows that figure.

    Zero proves nothing, it is everybody's.
    """
    said = _money(_LEFT, text, evidence.profile.quota_per_unit)
    pots = (_pot(evidence.account, scope) for scope in (Scope.WALLET, Scope.KEY))
    lefts = [pot.remaining for pot in pots if pot is not None and pot.remaining is not None]
    return said is not None and said != 0 and any(abs(said - left) < _SHOWN for left in lefts)


def _pot(account: Account | None, scope: Scope) -> Balance | None:
    return account.balance(scope) if account else None


def _pot_agrees(pot: Balance | None, text: str, per_unit: float) -> Agrees:
    if pot is None:
        return Agrees.UNKNOWN
    if pot.unlimited:
        return Agrees.NO
    left = pot.remaining
    if left is None:
        return Agrees.UNKNOWN
    if left <= 0:
        return Agrees.YES
    said_left, need = _money(_LEFT, text, per_unit), _money(_NEED, text, per_unit)
    if said_left is not None and abs(said_left - left) <= _CLOSE * max(abs(left), 0.001):
        return Agrees.YES
    if need is not None:
        return Agrees.YES if left < need else Agrees.NO
    return Agrees.NO if left >= AMPLE_USD else Agrees.YES


def _money(pattern: re.Pattern[str], text: str, per_unit: float) -> float | None:
    """Read an amount in USD; a number without the sign is in quota units."""
    match = pattern.search(text)
    if not match:
        return None
    number = float(match.group(2))
    return number if match.group(1) or per_unit <= 0 else number / per_unit
