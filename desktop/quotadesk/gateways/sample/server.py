"""Carry the sample's answers over HTTP on the loopback address, with the gateway's rate limit."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from typing_extensions import override

from quotadesk.gateways.sample.answers import Answers, Reply


class Server:
    """A server in a thread of its own. Serves nobody before `start`."""

    def __init__(self, answers: Answers, *, limit: tuple[int, float], says_when: bool) -> None:
        """`limit`: requests per seconds; `says_when`: whether a 429 carries Retry-After."""
        self.calls: list[str] = []
        self._answers, self._limit, self._says_when = answers, limit, says_when
        self._recent: deque[float] = deque()
        self._lock = threading.Lock()
        self._http: _Http | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Give the base address. Raises RuntimeError before `start`."""
        if self._http is None:
            message = "the sample gateway is not running; use it in a with statement"
            raise RuntimeError(message)
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.sample = self
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and wait for the thread."""
        if self._http is not None and self._thread is not None:
            self._http.shutdown()
            self._thread.join()
            self._http.server_close()

    def reply(self, target: str, headers: dict[str, str]) -> Reply:
        """Answer one GET, unless the caller asked too often."""
        parts = urlsplit(target)
        self.calls.append(parts.path)
        if wait := self._too_often():
            return Reply(429, None, {"Retry-After": str(wait)} if self._says_when else {})
        return self._answers.reply(parts.path, dict(parse_qsl(parts.query)), headers)

    @property
    def policy(self) -> str:
        """Say the limit, as a proxy in front of a gateway may do."""
        return f"{self._limit[0]};w={self._limit[1]:.0f}"

    def _too_often(self) -> int:
        """Give the seconds until the limit allows another request; 0 = now."""
        requests, seconds = self._limit
        with self._lock:
            now = time.monotonic()
            while self._recent and self._recent[0] <= now - seconds:
                self._recent.popleft()
            if len(self._recent) >= requests:
                return max(1, round(self._recent[0] + seconds - now))
            self._recent.append(now)
            return 0


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    sample: Server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Http
    timeout = 20
    wbufsize = 65_536  # head and body in one packet: two would wait for each other
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.server.sample.reply(self.path, headers)
        kind, body = _packed(reply.body)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("RateLimit-Policy", self.server.sample.policy)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses of reads are nobody's business."""


def _packed(body: Any) -> tuple[str, bytes]:
    if body is None:
        return "", b""
    if isinstance(body, str):
        return "text/html; charset=utf-8", body.encode()
    return "application/json; charset=utf-8", json.dumps(body, ensure_ascii=False).encode()
