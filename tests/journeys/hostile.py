"""Two gateways that put secrets into every field that they can send, on a port of this computer."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

from tests.journeys.invented import EVERYTHING, FORMS, KEYS, WHOLE

ACCESS_KEY = "desk" + KEYS[0].value[-36:]
PAGE = 100
_IN_NAMES = ("as it is", "percent signs everywhere", "nothing between", "full width", "broken lines")


def told() -> Iterator[str]:
    """Give every invented value in its surroundings, in every form: what a text field may say."""
    for one in EVERYTHING:
        for form in (*FORMS, *WHOLE):
            yield f"status_code=401, {one.told(form)} (request id: 20260914062011123456789)"


def names() -> Iterable[str]:
    """Give every value that shows without surroundings, as a name or an id may hold it, each once."""
    return dict.fromkeys(_names())


def _names() -> Iterator[str]:
    for one in EVERYTHING:
        for form in _IN_NAMES if one.stands_alone else ():
            yield FORMS[form](one.value)
        if one.stands_alone:
            yield f"prod {one.value}"


@cache
def undeclared() -> Mapping[str, Any]:
    """Give fields that nobody declared, full of everything."""
    everything = [one.value for one in EVERYTHING]
    return {
        "ip": everything[0],
        "messages": [{"role": "user", "content": " ".join(everything)}],
        "response": {"choices": everything},
        "channel_name": everything[0],
        "base_url": everything[-1],
        "api_base": everything[-1],
        "traceback": "\n".join(everything),
        "headers": {"cookie": everything[0]},
        "setting": json.dumps({"webhook_secret": everything[0]}),
        "access_token": everything[0],
        "balance": everything[0],
        "new_field_of_tomorrow": {"deep": [{"deeper": everything[0]}]},
    }


def stuffed(texts: Sequence[str], value: str, **kept: Any) -> dict[str, Any]:
    """Give an object of undeclared fields, text fields that hold `value`, and fields that keep their own."""
    return {**undeclared(), **dict.fromkeys(texts, value), **kept}


# ---------------------------------------------------------------- New API

_KINDS = (5, 2, 6, 5, 4, 5, 2, 1, 3, 7, 99)
_OTHER_TEXTS = (
    "error_code", "error_type", "reason", "request_path", "billing_source", "reject_reason", "violation_fee_code",
    "upstream_error_code", "upstream_error_type",
)  # fmt: skip
_NAMES = (
    "username",
    "token_name",
    "group",
    "model_name",
    "upstream_request_id",
    "request_id",
    "channel",
    "token_id",
)
_ORDINARY = {
    "username": "lin_w",
    "token_name": "prod-bot",
    "group": "vip",
    "model_name": "gpt-4o",
    "channel": 12,
}


def newapi_rows(now: datetime) -> list[dict[str, Any]]:
    """Give log rows of every type: the values in the texts of one part, in the names of the other."""
    values = [*((text, False) for text in told()), *((name, True) for name in names())]
    return [_newapi_row(n, value, now, named=named) for n, (value, named) in enumerate(values, start=1)]


def _newapi_row(number: int, value: str, now: datetime, *, named: bool) -> dict[str, Any]:
    other = stuffed(
        _OTHER_TEXTS,
        value,
        status_code=401,
        task_id=value if named else f"task_{number:08}",
        upstream_model_name=value if named else "gpt-4o-2024-08-06",
        channel_id=value if named else 12,
        stream_status={"status": "error", "end_reason": value, "end_error": value} if number % 3 else {},
        admin_info={**undeclared(), "use_channel": [value, "12"] if named else ["12"]},
        violation_fee=number % 7 == 0,
        is_task=number % 11 == 0,
    )
    who = (
        dict.fromkeys(_NAMES, value)
        if named
        else _ORDINARY | {"request_id": f"20260914062011{number:09}aBcD2345"}
    )
    told_back = f"异步任务执行失败 task_{number:08}，补偿 ＄0.3 额度，{value}"
    kind = _KINDS[number % len(_KINDS)]
    return stuffed(
        (),
        value,
        **who,
        id=number,
        user_id=7,
        created_at=int((now - timedelta(seconds=60 + number)).timestamp()),
        type=kind,
        content=told_back if kind == 4 else value,
        quota=5,
        prompt_tokens=1,
        completion_tokens=1,
        use_time=1,
        is_stream=True,
        other=json.dumps(other),
    )


def newapi_tasks(now: datetime) -> list[dict[str, Any]]:
    values = [*((text, False) for text in told()), *((name, True) for name in names())]
    who = ("username", "group", "task_id", "channel_id", "user_id")
    return [
        stuffed(
            ("platform", "progress", "fail_reason", "action"),
            value,
            **(
                dict.fromkeys(who, value)
                if named
                else {"username": "lin_w", "group": "vip", "task_id": f"task_{number:08}"}
            ),
            id=number,
            submit_time=int((now - timedelta(seconds=60 + number)).timestamp()),
            finish_time=int(now.timestamp()) - 30,
            status="FAILURE",
            quota=5,
            properties=json.dumps(
                stuffed((), value, origin_model_name=value if named else "sora-2", input=value)
            ),
            data={"result": value},
        )
        for number, (value, named) in enumerate(values, start=1)
    ]


def newapi_users() -> list[dict[str, Any]]:
    hostile = [
        stuffed(
            ("username", "display_name", "group"), value, id=n, role=1, status=1, quota=500_000, used_quota=5
        )
        for n, value in enumerate(names(), start=100)
    ]
    lin = stuffed(
        (), "", id=7, username="lin_w", display_name="林雯", email="lin.wen@example.com", group="vip", role=100,
        status=1, quota=500_000, used_quota=5,
    )  # fmt: skip
    return [lin, *hostile]


# ---------------------------------------------------------------- LiteLLM

_WRONG = (
    "error_code", "error_class", "error_message", "normalized_error", "error_rate_limit_category", "llm_provider",
    "error_rate_limit_type", "error_budget_entity_type", "error_budget_entity_id", "traceback",
)  # fmt: skip
_LITELLM_NAMES = (
    "request_id",
    "litellm_call_id",
    "user",
    "api_key",
    "team_id",
    "model_group",
    "model_id",
    "model",
)
_META_NAMES = (
    "user_api_key_user_id", "user_api_key_alias", "user_api_key_team_alias", "user_api_key_project_alias",
    "original_model_group", "litellm_call_id", "user_api_key",
)  # fmt: skip


def litellm_rows(now: datetime) -> list[dict[str, Any]]:
    values = [*((text, False) for text in told()), *((name, True) for name in names())]
    return [_litellm_row(n, value, now, named=named) for n, (value, named) in enumerate(values, start=1)]


def _litellm_row(number: int, value: str, now: datetime, *, named: bool) -> dict[str, Any]:
    started = now - timedelta(seconds=60 + number)
    plain = {
        "request_id": f"chatcmpl-{number:024}", "user": "alice", "api_key": f"{number:064}", "team_id": "",
        "model_group": "cheap-chat", "model_id": "dep-1", "litellm_call_id": f"call-{number:08}",
    }  # fmt: skip
    wrong = stuffed(_WRONG, value, error_provider_request_id=value if named else f"req_{number:08}")
    return stuffed(
        (),
        value,
        **(dict.fromkeys(_LITELLM_NAMES, value) if named else plain),
        call_type="acompletion",
        status="failure" if number % 2 else "success",
        startTime=started.isoformat(),
        endTime=(started + timedelta(seconds=1)).isoformat(),
        spend=0.001,
        completion_tokens=number % 2,
        prompt_tokens=3,
        proxy_server_request={"body": value},
        request_tags=[f"env:{value}" if named else "env:production", value],
        metadata=stuffed(
            (), value, **dict.fromkeys(_META_NAMES if named else (), value), error_information=wrong
        ),
    )


def litellm_keys() -> list[dict[str, Any]]:
    return [
        stuffed(
            ("token", "key_name", "key_alias", "user_id", "team_id"),
            value,
            spend=1.0,
            max_budget=2.0,
            metadata=stuffed(("environment", "env", "project"), value),
        )
        for value in names()
    ]


def litellm_users() -> list[dict[str, Any]]:
    hostile = [stuffed(("user_id", "user_alias"), value, spend=1.0, max_budget=2.0) for value in names()]
    return [stuffed((), "", user_id="alice", user_alias="Alice", spend=1.0, max_budget=20.0), *hostile]


def litellm_teams() -> list[dict[str, Any]]:
    return [stuffed(("team_id", "team_alias"), value, spend=1.0, max_budget=2.0) for value in names()]


# ---------------------------------------------------------------- the server

Body = Any
Reply = tuple[int, Body]


class Hostile:
    """Answers every address from a table, page by page. `with Hostile(newapi(now)) as gate: gate.url …`."""

    def __init__(self, table: Mapping[str, Callable[[Mapping[str, str]], Reply]]) -> None:
        self.table = dict(table)
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._http.daemon_threads = True
        self._http.hostile = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    wbufsize = 65_536

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        table = self.server.hostile.table  # type: ignore[attr-defined]
        answer = table.get(parts.path)
        status, body = answer(dict(parse_qsl(parts.query))) if answer else (404, refusal())
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Set-Cookie", f"session={KEYS[0].value}")
        self.send_header("X-Upstream", EVERYTHING[-1].value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def refusal() -> dict[str, Any]:
    """Give an error body that tells everything."""
    everything = " ".join(one.value for one in EVERYTHING)
    return {"success": False, "message": everything, "error": {"message": everything}, "detail": everything}


def _fine(data: Any) -> Reply:
    return 200, {**undeclared(), "success": True, "message": KEYS[0].value, "data": data}


def _page(rows: Sequence[Any], query: Mapping[str, str], page: str, size: str) -> Sequence[Any]:
    width = min(int(query.get(size, "10")), PAGE)
    at = (max(1, int(query.get(page, "1"))) - 1) * width
    return rows[at : at + width]


def newapi(now: datetime) -> Mapping[str, Callable[[Mapping[str, str]], Reply]]:
    """Give what a hostile New API answers."""

    def listed(rows: Sequence[Any], time: str = "") -> Callable[[Mapping[str, str]], Reply]:
        def answer(query: Mapping[str, str]) -> Reply:
            first, last = int(query.get("start_timestamp", 0)), int(query.get("end_timestamp", 2**40))
            found = [r for r in rows if not time or first <= r[time] <= last]
            items = _page(found, query, "p", "page_size")
            return _fine({**undeclared(), "items": items, "total": len(found), "page": 1})

        return answer

    users = newapi_users()
    status = stuffed(
        ("system_name",),
        KEYS[1].value,
        version=f"v1.0.0-rc.24-{KEYS[2].value}",
        quota_per_unit=500_000,
        quota_display_type=KEYS[0].value,
    )
    channels = [stuffed(("name", "key", "base_url"), value, id=n) for n, value in enumerate(names(), start=1)]
    prices = [stuffed(("model_name",), value) for value in names()]
    return {
        "/api/status": lambda _: _fine(status),
        "/api/user/self": lambda _: _fine(users[0]),
        "/api/log/": listed(newapi_rows(now), "created_at"),
        "/api/task/": listed(newapi_tasks(now), "submit_time"),
        "/api/user/": listed(users),
        "/api/user/search": lambda q: _fine(
            {"items": (found := [u for u in users if q.get("keyword") == u["username"]]), "total": len(found)}
        ),
        "/api/channel/": listed(channels),
        "/api/group/": lambda _: _fine(list(names())),
        "/api/pricing": lambda _: _fine(prices),
    }


def litellm(now: datetime) -> Mapping[str, Callable[[Mapping[str, str]], Reply]]:
    """Give what a hostile LiteLLM proxy answers."""

    def listed(name: str, rows: Sequence[Any], size: str) -> Callable[[Mapping[str, str]], Reply]:
        def answer(query: Mapping[str, str]) -> Reply:
            return 200, {**undeclared(), name: _page(rows, query, "page", size), "total": len(rows)}

        return answer

    rows = litellm_rows(now)

    def logs(query: Mapping[str, str]) -> Reply:
        first, last = query["start_date"].replace(" ", "T"), query["end_date"].replace(" ", "T") + "~"
        wanted = query.get("request_id")
        found = [r for r in rows if first <= r["startTime"] <= last and wanted in (None, r["request_id"])]
        return 200, {"data": _page(found, query, "page", "page_size"), "total": len(found)}

    models = [stuffed(("model_name",), value, litellm_params={"api_key": value}) for value in names()]
    return {
        "/health/readiness": lambda _: (200, stuffed(("litellm_version",), KEYS[0].value, status="healthy")),
        "/key/info": lambda _: (200, {"info": stuffed(("key_name",), KEYS[0].value, allowed_routes=[])}),
        "/spend/logs/v2": logs,
        "/key/list": listed("keys", litellm_keys(), "size"),
        "/user/list": listed("users", litellm_users(), "page_size"),
        "/team/list": lambda _: (200, litellm_teams()),
        "/v1/model/info": lambda _: (200, {"data": models}),
    }
