"""A clock that needs no waiting, and a gateway of canned answers behind httpx.MockTransport."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx

from quotadesk.app.ports import Connection, Fetch
from quotadesk.domain.window import Window
from quotadesk.gateways.newapi import NewApi

NOW = datetime(2026, 9, 14, 6, 35, 11, tzinfo=UTC)
KEY = "sk-access-key-of-a-test"
STATUS = {
    "version": "v1.0.0-rc.24",
    "quota_per_unit": 500_000,
    "quota_display_type": "USD",
    "system_name": "Test gate",
}


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.at = 1_000.0
        self.waits: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.at += seconds
        self.waits.append(seconds)

    @property
    def waited(self) -> float:
        return sum(self.waits)


def fine(data: Any) -> httpx.Response:
    return httpx.Response(200, json={"success": True, "message": "", "data": data})


def listed(items: list[Any], total: int | None = None) -> httpx.Response:
    return fine(
        {"page": 1, "page_size": 100, "total": len(items) if total is None else total, "items": items}
    )


def a_row(number: int, **more: Any) -> dict[str, Any]:
    """Give a raw consume row; `number` is its id and its distance from NOW in seconds."""
    return {
        "id": number, "user_id": 7, "created_at": int(NOW.timestamp()) - number, "type": 2, "content": "",
        "username": "lin_w", "token_name": "prod-bot", "model_name": "gpt-4o", "quota": 500, "prompt_tokens": 10,
        "completion_tokens": 5, "use_time": 2, "is_stream": False, "channel": 12, "token_id": 3, "group": "default",
        "other": json.dumps({"request_path": "/v1/chat/completions", "admin_info": {"use_channel": ["12"]}}),
        "request_id": f"20260914062011{number:09d}5c0e71abABCDEFGH",
    } | more  # fmt: skip


Answer = httpx.Response | Callable[[httpx.Request], httpx.Response]


class Gate:
    """Answers by path. What is not told answers like a healthy, empty gateway of the newest release."""

    def __init__(self, answers: Mapping[str, Answer] | None = None) -> None:
        self.asked: list[httpx.Request] = []
        self.clock = Clock()
        self.answers: dict[str, Answer] = {
            "/api/status": fine(STATUS),
            "/api/user/self": fine(
                {"id": 1, "username": "desk", "role": 10, "status": 1, "quota": 0, "used_quota": 0}
            ),
            "/api/log/": listed([]),
            "/api/task/": listed([]),
        } | dict(answers or {})

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.get(
            request.url.path, httpx.Response(404, json={"error": {"message": "Invalid URL"}})
        )
        if callable(answer):
            return answer(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    def open(
        self, *, credential: str = KEY, user_id: str = "1", url: str = "https://gate.example",
        now: Callable[[], datetime] = lambda: NOW, **more: Any,
    ) -> NewApi:  # fmt: skip
        connection = Connection(name="test", kind="newapi", url=url, user_id=user_id, **more)
        return NewApi(
            connection, credential, transport=httpx.MockTransport(self), clock=self.clock, sleep=self.clock.sleep,
            now=now,
        )  # fmt: skip

    def paths(self) -> list[str]:
        return [request.url.path for request in self.asked]


def paged(rows: list[dict[str, Any]], *, cap: int = 100) -> Callable[[httpx.Request], httpx.Response]:
    """Answer like the real log list: window, page and cap."""

    def answer(request: httpx.Request) -> httpx.Response:
        q = {name: int(value) for name, value in request.url.params.items() if value.isdigit()}
        first, last = q.get("start_timestamp", 0), q.get("end_timestamp", 2**40)
        found = [r for r in rows if first <= r["created_at"] <= last and q.get("type", 0) in (0, r["type"])]
        found.sort(key=lambda r: (-r["created_at"], -r["id"]))
        size = min(q.get("page_size", 10), cap)
        at = (max(1, q.get("p", 1)) - 1) * size
        return listed(found[at : at + size], len(found))

    return answer


def a_fetch(seconds: int = 3600, **more: str) -> Fetch:
    start = datetime.fromtimestamp(NOW.timestamp() - seconds, UTC)
    return Fetch(window=Window(start, NOW), **more)
