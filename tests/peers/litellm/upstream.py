"""A fake model provider with real HTTP answers.  Usage: upstream.py PORT_FILE LOG_FILE

It listens on a free loopback port and writes the number to PORT_FILE. The first folder of a request's path
chooses the behaviour. Each request is logged as one JSON line {at, path, text, status} as soon as it arrives,
so the true number of provider calls behind one customer call is known.
"""

from __future__ import annotations

import collections
import http.server
import json
import sys
import threading
import time
import uuid
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple

from typing_extensions import override

LEAK = (  # what a careless provider may put into an error message; all of it is invented
    "Invalid key sk-FAKE0123456789abcdefFAKE0123456789abcdef "
    "(Authorization: Bearer sk-FAKEbearer0123456789) for "
    "postgres://svc:FAKEpass@db.internal.invalid:5432/llm, "
    "contact zhang.san@example.invalid or +86 138 0000 0000, ip 10.20.30.40"
)
CONTEXT = "This model's maximum context length is 128000 tokens."
WRONG_KEY = "Incorrect API key provided: sk-upst*********fake."
SERVER_ERROR = "The server had an error while processing your request"
INVALID = "invalid_request_error"
USAGE = {"prompt_tokens": 120, "completion_tokens": 40, "total_tokens": 160}
WAITS = {"slow": 2.2, "wait": 2.5}
"""Seconds before the answer; `slow` is longer than the proxy's time limit for that model."""


class Refusal(NamedTuple):
    """An error answer in the words of an OpenAI-like provider."""

    status: int
    code: str
    kind: str
    message: str
    headers: Mapping[str, str] = MappingProxyType({})


REFUSALS = {  # folder: answer
    "e400": Refusal(400, "context_length_exceeded", INVALID, CONTEXT),
    "e401": Refusal(401, "invalid_api_key", INVALID, WRONG_KEY),
    "e402": Refusal(402, "insufficient_quota", "insufficient_quota", "Insufficient Balance"),
    "e429": Refusal(
        429, "rate_limit_exceeded", "requests", "Rate limit reached for requests", {"retry-after": "1"}
    ),
    "e500": Refusal(500, "server_error", "server_error", SERVER_ERROR),
    "leak": Refusal(400, "bad_key", INVALID, LEAK),
}
FLAKY = Refusal(500, "server_error", "server_error", "flaky upstream")


class Provider(http.server.BaseHTTPRequestHandler):
    """Answers one request; what all requests share are `log`, `lock` and `seen`."""

    protocol_version = "HTTP/1.1"
    log: Any
    lock = threading.Lock()
    seen: ClassVar[collections.Counter[tuple[str, str]]] = collections.Counter()

    @override
    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        """Log the request, then behave as its folder says."""
        body = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)) or b"{}")
        folder = self.path.split("/")[1]
        text = body.get("prompt") or body.get("input") or (body.get("messages") or [{}])[-1].get("content")
        refusal = self._refusal(folder, str(text))
        self._note(text, refusal.status if refusal else 200)
        if refusal:
            error = {"message": refusal.message, "type": refusal.kind, "param": None, "code": refusal.code}
            return self._send(refusal.status, {"error": error}, refusal.headers)
        time.sleep(WAITS.get(folder, 0.02))
        return self._answer(folder, body)

    def _refusal(self, folder: str, text: str) -> Refusal | None:
        with self.lock:
            self.seen[folder, text] += 1
            odd = self.seen[folder, text] % 2
        return (
            FLAKY if folder == "flaky" and odd else REFUSALS.get(folder)
        )  # flaky: each text fails once, then works

    def _note(self, text: object, status: int) -> None:
        fact = {"at": time.time(), "path": self.path, "text": text, "status": status}
        with self.lock:
            self.log.write(json.dumps(fact, ensure_ascii=False) + "\n")

    def _answer(self, folder: str, body: dict[str, Any]) -> None:
        if self.path.endswith("/embeddings"):
            vector = {"object": "embedding", "index": 0, "embedding": [0.1, 0.2]}
            usage = {"prompt_tokens": 9, "total_tokens": 9}
            return self._send(
                200, {"object": "list", "data": [vector], "model": body.get("model"), "usage": usage}
            )
        if self.path.endswith("/images/generations"):
            return self._send(200, {"created": int(time.time()), "data": [{"url": "http://127.0.0.1/x.png"}]})
        message = {"role": "assistant", "content": "upstream says ok"}
        answer = {
            "id": "chatcmpl-" + uuid.uuid4().hex[:24],
            "object": "chat.completion",
            "created": int(time.time()),
            "model": "in-house-llm-7b" if folder == "inhouse" else "gpt-4o-mini-2024-07-18",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": USAGE,
        }
        if body.get("stream"):
            return self._stream(answer, cut=folder == "cut")
        return self._send(200, answer, {"x-request-id": "req_" + uuid.uuid4().hex[:12]})

    def _send(self, status: int, content: dict[str, Any], headers: Mapping[str, str] | None = None) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        own = {"content-type": "application/json", "content-length": str(len(body))}
        for name, value in {**own, **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, answer: dict[str, Any], *, cut: bool) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for line in _lines(answer, cut=cut):
            data = f"{line}\n\n".encode()
            self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
            self.wfile.flush()
            time.sleep(0.02)
        if not cut:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = True  # a cut stream ends without its last chunk


def _lines(answer: dict[str, Any], *, cut: bool) -> list[str]:
    base = {name: answer[name] for name in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    texts = ("up", "stream", " says", " ok")
    parts: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]} for text in texts
    ]
    parts.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": USAGE})
    lines = ["data: " + json.dumps(base | part) for part in parts]
    return lines[:2] if cut else [*lines, "data: [DONE]"]


class Server(http.server.ThreadingHTTPServer):
    """A caller that went away is part of the scenario, not worth a traceback."""

    @override
    def handle_error(self, request: object, client_address: object) -> None:
        pass


def main(port_file: str, log_file: str) -> None:
    """Serve until stopped."""
    server = Server(("127.0.0.1", 0), Provider)
    with Path(log_file).open("a", buffering=1, encoding="utf-8") as Provider.log:
        Path(port_file + ".new").write_text(str(server.server_address[1]))
        Path(port_file + ".new").rename(port_file)
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
