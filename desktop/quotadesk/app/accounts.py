"""Tell what is known of an owner's money: read now where that is possible, else as held, with its age."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, timedelta

from quotadesk.app.answers import AccountView, Progressed
from quotadesk.app.errors import GatewayTrouble, StoreReadOnly
from quotadesk.app.ports import Cancelled, Fetch
from quotadesk.app.sync import sync
from quotadesk.app.workplace import Workplace
from quotadesk.domain.account import Account, QuotaState, Scope, worst_state
from quotadesk.domain.lookup import Lookup, LookupKey
from quotadesk.domain.window import GapReason, Window

ACCOUNT_FRESH_FOR = timedelta(minutes=2)
MOST_ACCOUNTS = 3


def accounts_of(
    place: Workplace, lookup: Lookup, progressed: Progressed, cancelled: Cancelled
) -> tuple[AccountView, ...]:
    """Give the accounts of the owners that a lookup names exactly, read now where the gateway can be reached.

    A wallet without a limit is judged by the last week's spend, so that owner's week is read when it is not held.
    """
    owners = [v for v in lookup.values(LookupKey.OWNER) if "*" not in v]
    keys = [v for v in lookup.values(LookupKey.KEY) if "*" not in v]
    wanted = [(o, keys[0] if keys else "") for o in owners] or [("", k) for k in keys]
    views = []
    for owner, key in wanted[:MOST_ACCOUNTS]:
        view = account_view(place, owner, key_name=key)
        if view is not None and _needs_the_week(view):
            _read_week(place, view.account.owner, progressed, cancelled)
            view = _judged(place, _with_spending(place, view.account))
        views.append(view)
    return tuple(v for v in views if v is not None)


def _needs_the_week(view: AccountView) -> bool:
    return view.state is QuotaState.UNKNOWN and view.account.balance(Scope.WALLET) is not None


def _read_week(place: Workplace, owner: str, progressed: Progressed, cancelled: Cancelled) -> None:
    """Read what is missing of an owner's last week. What cannot be read leaves the state unknown."""
    if place.gateway is None:
        return
    for gap in place.store.coverage(place.connection, _week(place), scope=f"owner={owner}").gaps:
        if gap.reason is GapReason.UNREADABLE_ROWS:
            continue
        sync(
            place.gateway,
            place.store,
            place.connection,
            Fetch(window=gap.window, owner=owner, own_only=not place.profile.reads_all),
            intake=place.intake,
            now=place.now,
            progressed=progressed,
            cancelled=cancelled,
        )


def _week(place: Workplace) -> Window:
    now = place.now().astimezone(UTC)
    return Window(now - timedelta(days=7), now)


def account_view(
    place: Workplace, owner: str, *, key_name: str = "", key_hash: str = ""
) -> AccountView | None:
    """Give what is known of an account: read now when older than two minutes, else as held, with its age."""
    held = place.store.account(place.connection, owner, key_name=key_name)
    if place.gateway is not None and (held is None or place.now() - held.read_at > ACCOUNT_FRESH_FOR):
        try:
            fresh = place.gateway.account(owner, key_name=key_name, key_hash=key_hash)
        except GatewayTrouble:
            fresh = None
        if fresh is not None:
            held = _with_spending(place, place.intake.account(fresh))
            with suppress(StoreReadOnly):  # what was read is shown all the same
                place.store.save_account(place.connection, held)
    return _judged(place, _with_spending(place, held)) if held is not None else None


def _judged(place: Workplace, account: Account) -> AccountView:
    state, pot = worst_state(account, place.low)
    return AccountView(account=account, state=state, pot=pot, read_at=account.read_at)


def _with_spending(place: Workplace, account: Account) -> Account:
    """Add the last week's net spend to a wallet without a limit, when that week is fully held."""
    week = _week(place)
    wallet = account.balance(Scope.WALLET)
    if wallet is None or wallet.limit is not None or wallet.spent_7d is not None:
        return account
    full = place.store.coverage(place.connection, week, scope=f"owner={account.owner}")
    if any(
        g.reason is GapReason.UNREADABLE_ROWS or g.window.end - g.window.start > timedelta(hours=1)
        for g in full.gaps
    ):
        return account
    spent = place.store.spent(place.connection, account.owner, week) / 1_000_000_000
    pots = tuple(replace(b, spent_7d=spent) if b is wallet else b for b in account.balances)
    return replace(account, balances=pots)
