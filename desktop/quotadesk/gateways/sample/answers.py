"""Answer what New API and One API answer on their management addresses: same envelopes, refusals and caps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from quotadesk.gateways.sample.company import (
    CHANNEL_NAMES,
    GROUP_RATIO,
    MODELS,
    QUOTA_PER_UNIT,
    SYSTEM_NAME,
    Owner,
)
from quotadesk.gateways.sample.ledger import Row, TaskRow, shown, written, written_task

ADMIN_ROLE = 10
VERSIONS = {"newapi": "v1.0.0-rc.24", "newapi-old": "v0.9.6", "oneapi": "v0.6.11-alpha"}
PAGE_CAP = 100
BARE_PAGE = 10
Query = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who holds a credential."""

    id: int
    name: str
    role: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: `body` None = an empty body, a str = HTML, anything else JSON."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)


def fine(data: Any) -> Reply:
    """Give an answer that succeeded."""
    return Reply(200, {"success": True, "message": "", "data": data})


def failed(status: int, message: str, **more: str) -> Reply:
    """Give an answer that failed, in the envelope."""
    return Reply(status, {"success": False, "message": message, **more})


class Answers:
    """One sample gateway's memory and manners. Knows nothing of sockets."""

    def __init__(
        self,
        *,
        dialect: str,
        rows: Sequence[Row],
        tasks: Sequence[TaskRow],
        owners: Sequence[tuple[Owner, int, int]],
        callers: Mapping[str, Caller],
        started: int,
    ) -> None:
        """`owners` come with their balance and what they used, in quota units; `callers` by credential."""
        self._dialect = dialect
        self._rows = [row for row in rows if shown(row, dialect=dialect)]
        self._times = [row.at for row in self._rows]
        self._tasks = sorted(tasks, key=lambda task: task.submitted)
        self._owners, self._callers, self._started = owners, callers, started
        everyone: dict[str, Callable[[Caller, Query], Reply]] = {
            "/api/log/self": self._own_log,
            "/api/user/self": self._me,
            "/api/pricing": self._pricing,
            "/api/task/self": self._own_tasks,
        }
        admins: dict[str, Callable[[Caller, Query], Reply]] = {
            "/api/log/": self._log,
            "/api/user/": self._users,
            "/api/user/search": self._search,
            "/api/channel/": self._channels,
            "/api/group/": self._groups,
            "/api/task/": self._all_tasks,
        }
        if dialect == "oneapi":
            for path in ("/api/pricing", "/api/task/self", "/api/task/"):
                everyone.pop(path, None)
                admins.pop(path, None)
        self._everyone, self._admins = everyone, admins

    def reply(self, path: str, query: Query, headers: Mapping[str, str]) -> Reply:
        """Answer one GET. `headers` by lower-case name."""
        if path == "/api/status":
            return self._status()
        handler = self._everyone.get(path) or self._admins.get(path)
        if handler is None:
            if path.startswith("/api/"):
                return Reply(
                    404, {"error": {"message": f"Invalid URL (GET {path})", "type": "invalid_request_error"}}
                )
            return Reply(200, "<!doctype html><title>console</title><div id=root></div>")
        caller = self._caller(headers)
        if isinstance(caller, Reply):
            return caller
        if path in self._admins and caller.role < ADMIN_ROLE:
            if self._dialect == "newapi":
                return failed(403, "Insufficient privileges", code="AUTH_INSUFFICIENT_PRIVILEGE")
            return failed(200, "无权进行此操作，权限不足")
        return handler(caller, query)

    def _caller(self, headers: Mapping[str, str]) -> Caller | Reply:
        key = headers.get("authorization", "").removeprefix("Bearer ").strip()
        if not key:
            return failed(401, "Unauthorized", code="AUTH_UNAUTHORIZED")
        caller = self._callers.get(key)
        if caller is None:
            if self._dialect == "newapi":
                return failed(401, "Unauthorized", code="AUTH_UNAUTHORIZED")
            return failed(200, "无权进行此操作，access token 无效")
        if self._dialect == "newapi-old" and headers.get("new-api-user") != str(caller.id):
            return failed(401, "无权进行此操作，未提供 New-Api-User")
        return caller

    def _status(self) -> Reply:
        common = {
            "version": VERSIONS[self._dialect],
            "start_time": self._started,
            "system_name": SYSTEM_NAME,
            "quota_per_unit": QUOTA_PER_UNIT,
            "display_in_currency": True,
        }
        if self._dialect == "oneapi":
            return fine(common)
        return fine(
            common
            | {"quota_display_type": "USD", "setup": True, "enable_task": True, "usd_exchange_rate": 7.1}
        )

    def _listed(self, members: Sequence[Any], query: Query) -> Reply:
        """Give one page of a list, in the dialect's shape and with its caps."""
        asked = _number(query, "p")
        if self._dialect == "oneapi":
            at = max(0, asked) * BARE_PAGE
            return fine(list(members[at : at + BARE_PAGE]))
        size = next((n for name in ("page_size", "ps", "size") if (n := _number(query, name)) > 0), 10)
        page, size = max(1, asked), min(size, PAGE_CAP)
        at = (page - 1) * size
        return fine(
            {"page": page, "page_size": size, "total": len(members), "items": list(members[at : at + size])}
        )

    def _rows_of(self, query: Query) -> list[Row]:
        """Give the rows that the parameters ask for, newest first."""
        start, end = _number(query, "start_timestamp"), _number(query, "end_timestamp")
        low = bisect_left(self._times, start) if start else 0
        high = bisect_right(self._times, end) if end else len(self._rows)
        tests: list[Callable[[Row], bool]] = []
        if kind := _number(query, "type"):
            tests.append(lambda row: row.type == kind)
        if name := query.get("username"):
            tests.append(lambda row: row.owner.name == name)
        if key := query.get("token_name"):
            tests.append(lambda row: row.key is not None and row.key.name == key)
        if model := query.get("model_name"):
            tests.append(lambda row: row.model == model)
        if self._dialect != "oneapi" and (group := query.get("group")):
            tests.append(lambda row: (row.group or row.owner.group) == group)
        if self._dialect == "newapi" and (rid := query.get("request_id")):
            tests.append(lambda row: row.request_id == rid)
        return [row for row in reversed(self._rows[low:high]) if all(test(row) for test in tests)]

    def _log(self, _caller: Caller, query: Query) -> Reply:
        return self._written(self._listed(self._rows_of(query), query), admin=True)

    def _own_log(self, caller: Caller, query: Query) -> Reply:
        return self._written(
            self._listed(self._rows_of({**query, "username": caller.name}), query), admin=False
        )

    def _written(self, reply: Reply, *, admin: bool) -> Reply:
        """Write out only the rows of this page. In the owner's view ids are running numbers."""
        data = reply.body["data"]
        rows = data if isinstance(data, list) else data["items"]
        made = [written(row, dialect=self._dialect, admin=admin) for row in rows]
        if not admin:
            made = [raw | {"id": number} for number, raw in enumerate(made, start=1)]
        return fine(made if isinstance(data, list) else data | {"items": made})

    def _tasks_of(self, query: Query, name: str = "") -> Reply:
        start, end = _number(query, "start_timestamp"), _number(query, "end_timestamp") or 2**40
        found = [
            t for t in reversed(self._tasks) if start <= t.submitted <= end and name in ("", t.owner.name)
        ]
        return self._listed([written_task(task) for task in found], query)

    def _all_tasks(self, _caller: Caller, query: Query) -> Reply:
        return self._tasks_of(query)

    def _own_tasks(self, caller: Caller, query: Query) -> Reply:
        return self._tasks_of(query, caller.name)

    def _user(self, owner: Owner, quota: int, used: int) -> dict[str, Any]:
        """Give a user with the secrets that stand beside him in the real one; none of these opens anything."""
        raw = {
            "id": owner.id, "username": owner.name, "display_name": owner.display_name, "role": 1, "status": 1,
            "email": f"{owner.name}@example.com", "quota": quota, "used_quota": used, "group": owner.group,
            "setting": '{"webhook_secret":"SAMPLE-WEBHOOK-SECRET"}', "DeletedAt": None,
        }  # fmt: skip
        return raw if self._dialect == "newapi" else raw | {"access_token": "SAMPLE-OTHER-USERS-TOKEN"}

    def _users(self, _caller: Caller, query: Query) -> Reply:
        return self._listed([self._user(*owner) for owner in self._owners], query)

    def _search(self, _caller: Caller, query: Query) -> Reply:
        word = query.get("keyword", "")
        found = [
            self._user(*known)
            for known in self._owners
            if word in known[0].name or word in known[0].display_name or word == str(known[0].id)
        ]
        return fine(found) if self._dialect == "oneapi" else self._listed(found, query)

    def _me(self, caller: Caller, _query: Query) -> Reply:
        known = next((self._user(*owner) for owner in self._owners if owner[0].id == caller.id), None)
        if known is None:
            known = {
                "id": caller.id,
                "username": caller.name,
                "quota": 0,
                "used_quota": 0,
                "group": "default",
                "status": 1,
            }
        return fine(known | {"role": caller.role})

    def _channels(self, _caller: Caller, query: Query) -> Reply:
        raw = [
            {"id": number, "name": name, "type": 1, "status": 1, "base_url": "https://upstream.invalid"}
            for number, name in CHANNEL_NAMES.items()
        ]
        return self._listed(raw, query)

    def _groups(self, _caller: Caller, _query: Query) -> Reply:
        return fine(list(GROUP_RATIO))

    def _pricing(self, _caller: Caller, _query: Query) -> Reply:
        rows = [
            {"model_name": model.name, "quota_type": int(model.price >= 0), "model_ratio": model.ratio,
             "model_price": max(model.price, 0), "enable_groups": list(GROUP_RATIO)}
            for model in MODELS
        ]  # fmt: skip
        return fine(rows)


def _number(query: Query, name: str) -> int:
    """Give a parameter as the gateway reads it: 0 for nothing and for nonsense."""
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() else 0
