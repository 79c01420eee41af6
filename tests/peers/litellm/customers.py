"""Customers of the proxy: send one call, and write down what was sent and what came back."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.peers.processes import wait_until

Fact = dict[str, Any]
CHAT, RESPONSES, EMBEDDINGS, IMAGES = (
    "/chat/completions",
    "/v1/responses",
    "/embeddings",
    "/images/generations",
)
PROMPT_FIELDS = {CHAT: "messages", RESPONSES: "input", EMBEDDINGS: "input", IMAGES: "prompt"}


def utc(seconds: float) -> str:
    """Write a moment as ISO 8601 with milliseconds and Z."""
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str) -> float:
    """Read an ISO 8601 moment as seconds since 1970."""
    return dt.datetime.fromisoformat(text).timestamp()


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the scenario: `cause` is the real reason of its outcome, `status` what the customer sees.

    key: alias of the calling key; raw_key instead: a credential that the proxy does not know ("" = none).
    give_up: seconds after which the caller goes away. more: further fields of the body.
    """

    case: str
    model: str
    key: str | None = "prod-support-bot"
    cause: str = "ok"
    status: int | None = 200
    text: str | None = None
    path: str = CHAT
    give_up: float | None = None
    raw_key: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


class Customers:
    """All customers of one run; `facts` fills in the order in which the calls end."""

    def __init__(self, ready: dict[str, Any], provider_log: Path, run: str) -> None:
        """`run` is added to each text, so that no call is answered from the cache of an earlier run."""
        self.facts: list[Fact] = []
        self._keys = ready["keys"]
        self._client = httpx.Client(base_url=ready["base_url"], timeout=60, trust_env=False)
        self._provider_log = provider_log
        self._run = run
        self._lock = threading.Lock()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def text_of(self, call: Call) -> str:
        """Give the prompt of a call, by which the provider's log is joined to it."""
        return f"{call.text or call.case} {self._run}"

    def send_all(self, calls: Sequence[Call]) -> None:
        """Send one call after the other."""
        for call in calls:
            self.send(call)

    def send(self, call: Call) -> Fact:
        """Send one call, wait for its end, and give the fact."""
        raw = self._keys[call.key]["key"] if call.key else call.raw_key or ""
        owner = self._keys.get(call.key, {})
        text = self.text_of(call)
        prompt: Any = [{"role": "user", "content": text}] if call.path == CHAT else text
        body = {"model": call.model, PROMPT_FIELDS[call.path]: prompt, **call.more}
        began = time.time()
        seen = self._exchange(call, body, raw)
        fact = {
            "case": call.case,
            "cause": call.cause,
            "expected_status": call.status,
            "sent_at": utc(began),
            "seconds": round(time.time() - began, 3),
            "key_alias": call.key,
            "key_hash": hashlib.sha256(raw.encode()).hexdigest() if raw else "",
            "user_id": owner.get("user_id"),
            "team_id": owner.get("team_id"),
            "team": owner.get("team"),
            "request": {"method": "POST", "path": call.path, "body": body},
            "text": text,
            **seen,
        }
        with self._lock:
            self.facts.append(fact)
        return fact

    def wait_for_provider(self, call: Call) -> None:
        """Wait until this call has reached the provider."""
        wanted = json.dumps(self.text_of(call), ensure_ascii=False)
        wait_until(
            lambda: wanted in self._provider_log.read_text(encoding="utf-8"),
            20,
            f"{call.case} never reached the provider",
        )

    def _exchange(self, call: Call, body: dict[str, Any], raw: str) -> Fact:
        headers = {"Authorization": f"Bearer {raw}"} if raw else {}
        seen: Fact = {"status": None, "headers": {}, "body": None, "transport_error": None}
        chunks: list[str] = []
        try:
            with self._client.stream(
                "POST", call.path, json=body, headers=headers, timeout=call.give_up or 60
            ) as answer:
                seen["status"], seen["headers"] = answer.status_code, dict(answer.headers)
                chunks.extend(answer.iter_text())
        except httpx.TransportError as error:
            seen["transport_error"] = repr(error)
        if seen["status"] is not None:
            seen["body"] = _parsed("".join(chunks))
        seen["call_id"] = seen["headers"].get("x-litellm-call-id")
        seen["response_id"] = _response_id(seen["body"])
        return seen


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text  # a stream stays text


def _response_id(body: object) -> str | None:
    if isinstance(body, str) and body.startswith("data: {"):
        body = json.loads(body.split("\n")[0].removeprefix("data: "))
    return body.get("id") if isinstance(body, dict) else None
