"""Know who is who on a LiteLLM proxy: its lists of keys, teams, users and models, read anew when they are old."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import httpx

from quotadesk.app.errors import GatewayTrouble
from quotadesk.app.ports import Cancelled, Names
from quotadesk.domain.account import Account
from quotadesk.domain.records import Record
from quotadesk.domain.values import text
from quotadesk.gateways.http import Wire, never
from quotadesk.gateways.litellm_accounts import (
    KeyFacts,
    TeamFacts,
    UserFacts,
    account_of,
    key_facts,
    team_facts,
    user_facts,
)
from quotadesk.gateways.litellm_routes import Route
from quotadesk.gateways.troubles import PRICES, USERS

LIST_PAGE = 100
MOST_LIST_PAGES = 50
LISTS_FRESH_S = 300.0
ACCOUNTS_FRESH_S = 120.0


@dataclass(slots=True)
class _Held:
    """Keys by hash, teams by id, users by id, as last read."""

    keys: dict[str, KeyFacts] = field(default_factory=dict)
    teams: dict[str, TeamFacts] = field(default_factory=dict)
    users: dict[str, UserFacts] = field(default_factory=dict)
    models: tuple[str, ...] = ()
    read_at: float = float("-inf")  # on the monotonic clock
    read_when: datetime = field(default_factory=lambda: datetime.now(UTC))


class Lists:
    """The lists of one proxy. What the key may not read stays empty. Safe to use from several threads."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._held = _Held()
        self._lock = threading.Lock()

    def refresh(self, cancelled: Cancelled = never, *, fresh_s: float = LISTS_FRESH_S) -> None:
        """Read keys, teams and users when the last reading is older than `fresh_s`; a refusal leaves them empty."""
        with self._lock:
            if time.monotonic() - self._held.read_at < fresh_s:
                return
            lists = _Held(read_at=time.monotonic())
            keys = (key_facts(r) for r in self._all(Route.KEYS, "keys", "size", cancelled))
            users = (user_facts(r) for r in self._all(Route.USERS, "users", "page_size", cancelled))
            teams = (team_facts(r) for r in self._rows(Route.TEAMS, {}, "", cancelled))
            lists.keys = {k.hash: k for k in keys if k}
            lists.users = {u.user_id: u for u in users if u}
            lists.teams = {t.team_id: t for t in teams if t}
            models = (text(r, "model_name") for r in self._rows(Route.MODELS, {}, "data", cancelled))
            lists.models = tuple(dict.fromkeys(m for m in models if m))
            self._held = lists

    def _all(self, route: Route, name: str, size: str, cancelled: Cancelled) -> Iterator[Mapping[str, Any]]:
        extra = {"return_full_object": "true", "include_team_keys": "true"} if route is Route.KEYS else {}
        for page in range(1, MOST_LIST_PAGES + 1):
            rows = self._rows(route, {"page": page, size: LIST_PAGE, **extra}, name, cancelled)
            yield from rows
            if len(rows) < LIST_PAGE:
                return

    def _rows(
        self, route: Route, params: Mapping[str, str | int], name: str, cancelled: Cancelled
    ) -> list[Mapping[str, Any]]:
        try:
            answer = self._wire.get(
                route, params, what=PRICES if route is Route.MODELS else USERS, cancelled=cancelled
            )
        except GatewayTrouble:
            return []
        body = answer.body if answer.status == httpx.codes.OK else None
        rows = body.get(name) if name and isinstance(body, Mapping) else body
        return [r for r in rows if isinstance(r, Mapping)] if isinstance(rows, list) else []

    def hash_of(self, alias: str) -> str:
        """Give the hash of the only key with that alias; "" when there is none, or more than one."""
        hashes = [k.hash for k in self._held.keys.values() if alias and k.alias == alias]
        return hashes[0] if len(hashes) == 1 else ""

    def team_of(self, group: str) -> str:
        """Give the id of the team that is called so; what no team is called is taken for an id."""
        return next((t.team_id for t in self._held.teams.values() if t.alias == group), group)

    def enriched(self, record: Record) -> Record:
        """Add what the key list knows of a row's key."""
        key = self._held.keys.get(record.key_hash)
        team = self._held.teams.get(key.team_id) if key else None
        if key is None:
            return record
        return replace(
            record,
            key_masked=record.key_masked or key.masked,
            key_name=record.key_name or key.alias,
            environment=record.environment or key.environment or (team.environment if team else ""),
            project=record.project or key.project or (team.project if team else ""),
        )

    def account(self, owner: str, *, key_name: str = "", key_hash: str = "") -> Account | None:
        """Read key, team and user budgets of an owner or a key; None = none of the lists knows it."""
        held = self._held.users or self._held.keys  # lists that were refused are asked for again
        self.refresh(fresh_s=ACCOUNTS_FRESH_S if held else 0.0)
        lists = self._held
        named = lists.keys.get(key_hash) or next(
            (k for k in lists.keys.values() if key_name and k.alias == key_name and owner in {"", k.user_id}),
            None,
        )
        user = self._user(owner or (named.user_id if named else ""))
        if named is None and user is None:
            return None
        name = user.user_id if user else named.user_id if named else owner
        keys = tuple(k for k in lists.keys.values() if k.user_id == name)
        team_ids = dict.fromkeys(k.team_id for k in ((named,) if named else keys) if k.team_id)
        teams = tuple(lists.teams[t] for t in team_ids if t in lists.teams)
        return account_of(name, user, keys, teams, named=named, read_at=lists.read_when)

    def _user(self, name: str) -> UserFacts | None:
        wanted = name.casefold()
        return next(
            (
                u
                for u in self._held.users.values()
                if wanted and wanted in {u.user_id.casefold(), u.alias.casefold(), u.email.casefold()}
            ),
            None,
        )

    def names(self) -> Names:
        """Give users with their aliases, e-mails, teams, key aliases and models."""
        self.refresh()
        lists = self._held
        return Names(
            owners={u.user_id: tuple(a for a in (u.alias, u.email) if a) for u in lists.users.values()},
            emails=tuple(u.email for u in lists.users.values() if u.email),
            models=lists.models,
            groups=tuple(t.alias for t in lists.teams.values() if t.alias),
            key_names=tuple(dict.fromkeys(k.alias for k in lists.keys.values() if k.alias)),
        )
