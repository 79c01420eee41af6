"""Send GET requests to one gateway, and only to addresses that a table names.

Polite (pace, one in flight), bounded (time, size, repetitions), and it never follows a way to another host. Every
failure of the wire leaves as an error of app.errors.
"""

from __future__ import annotations

import json
import re
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from quotadesk.app.errors import GatewayFaulty, GatewayTrouble
from quotadesk.domain.said import Said
from quotadesk.gateways.pace import Pace
from quotadesk.gateways.troubles import SELF, STATE, trouble

CONNECT_S, READ_S, WHOLE_S = 5.0, 10.0, 30.0
LARGEST = 10 * 1024 * 1024  # bytes of one answer, unpacked
LONGEST_WAIT_S = 30.0  # a longer Retry-After is told to the agent instead of waited for
BACK_OFF_S = (1.0, 3.0)  # before the second and third try after a 5xx or a broken answer
BUSY_S = (2.0, 8.0)  # before the second and third try after a 429 that names no time
MOST_REDIRECTS = 3
_STEP_S = 0.25
_QUOTA = re.compile(r"(?:^\s*|;\s*q=)(\d{1,9})\b")
_WINDOW = re.compile(r";\s*w=(\d{1,9})\b")

Cancelled = Callable[[], bool]


class NotJson(GatewayFaulty):
    """A whole answer that is no JSON: mostly a web page."""


class StoppedReading(Exception):
    """The agent cancelled while this client was waiting. Never leaves the gateways."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: `body` is decoded JSON; `date` and `policy` are said by some gateways only."""

    status: int
    body: Any
    date: datetime | None = None  # the gateway's own clock
    policy: tuple[int, float] | None = None  # how many requests it allows in how many seconds


@dataclass(frozen=True, slots=True)
class _Failure:
    """A try that may be repeated: after how many seconds, and what to raise when it is not."""

    error: GatewayTrouble
    wait_s: float


def never() -> bool:
    """Say that nobody cancelled."""
    return False


class Wire:
    """One gateway's connection. Safe to use from several threads; at most `in_flight` requests run at once."""

    def __init__(
        self,
        base_url: str,
        *,
        routes: type[StrEnum],
        headers: Mapping[str, str],
        limit: tuple[int, float],
        in_flight: int = 1,
        transport: httpx.BaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url
        parts = urlsplit(base_url)
        self.host = parts.netloc
        self._routes, self._clock, self._sleep = routes, clock, sleep
        self.pace = Pace(*limit, clock)
        self._slots = threading.BoundedSemaphore(max(1, in_flight))
        self._client = httpx.Client(
            headers={"Accept": "application/json", **headers},
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S),
            transport=transport,
            follow_redirects=False,
            trust_env=not is_loopback(parts.hostname or ""),
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def slower(self, limit: tuple[int, float]) -> None:
        """Keep to another limit from now on (known after the probe)."""
        self.pace = Pace(*limit, self._clock)

    def get(
        self,
        route: StrEnum,
        params: Mapping[str, str | int] | None = None,
        *,
        what: Said = STATE,
        cancelled: Cancelled = never,
    ) -> Answer:
        """Read one address of the table. Gives any answer below 500 that is JSON, except 429.

        Raises GatewayUnreachable, NotAGateway (sent to another host), GatewayBusy (429), GatewayFaulty (5xx, not
        JSON, too large), and StoppedReading when the agent cancels during a wait.
        """
        if not isinstance(route, self._routes):
            message = "only addresses of the gateway's own table can be read"
            raise TypeError(message)
        outcome = self._once(route, params, what, 0, cancelled)
        for attempt in range(1, len(BACK_OFF_S) + 1):
            if not isinstance(outcome, _Failure) or outcome.wait_s > LONGEST_WAIT_S:
                break
            self._rest(outcome.wait_s, cancelled)
            outcome = self._once(route, params, what, attempt, cancelled)
        if isinstance(outcome, _Failure):
            raise outcome.error
        return outcome

    def _once(
        self,
        route: StrEnum,
        params: Mapping[str, str | int] | None,
        what: Said,
        attempt: int,
        cancelled: Cancelled,
    ) -> Answer | _Failure:
        self._rest(self.pace.take(), cancelled)
        back_off = BACK_OFF_S[min(attempt, len(BACK_OFF_S) - 1)]
        with self._slots:
            self._rest(self.pace.resting(), cancelled)  # another request was told to wait meanwhile
            begun = self._clock()
            try:
                status, headers, content = self._send(route, params, what)
            except httpx.TimeoutException as error:
                name = _late(what, connected=not isinstance(error, httpx.ConnectTimeout))
                raise trouble(name, host=self.host, what=what) from self._without_request(error)
            except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError, httpx.DecodingError):
                return _Failure(trouble("unreadable", host=self.host, what=what), back_off)
            except httpx.TransportError as error:
                name = "tls" if _is_tls(error) else "no_connection"
                raise trouble(name, host=self.host) from self._without_request(error)
            self.pace.answered(self._clock() - begun)
        if status == httpx.codes.TOO_MANY_REQUESTS:
            return self._busy(headers, attempt)
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            return _Failure(trouble("server_error", host=self.host, what=what, status=status), back_off)
        return Answer(
            status=status,
            body=self._json(content, what),
            date=_date(headers),
            policy=policy_of(headers.get("ratelimit-policy", "")),
        )

    def _without_request(self, error: httpx.RequestError) -> httpx.RequestError:
        """Give a failure of the wire without the request that hangs on it: that one carries the credential."""
        error.request = httpx.Request("GET", self.base_url)
        return error

    def _send(
        self, route: StrEnum, params: Mapping[str, str | int] | None, what: Said
    ) -> tuple[int, httpx.Headers, bytes]:
        """Send one request and read its whole answer, following only the same address on the same host."""
        url = self.base_url + str(route)
        for _ in range(MOST_REDIRECTS):
            with self._client.stream("GET", url, params=params) as response:
                if not response.has_redirect_location:
                    return response.status_code, response.headers, self._content(response, what)
                url = self._same_place(url, response.headers["location"])
        raise trouble("elsewhere", host=self.host)

    def _content(self, response: httpx.Response, what: Said) -> bytes:
        deadline = self._clock() + WHOLE_S
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            size += len(part)
            if size > LARGEST:
                raise trouble("too_large", host=self.host, what=what, limit=LARGEST // 1024 // 1024)
            if self._clock() > deadline:
                raise trouble(_late(what), host=self.host, what=what)
            parts.append(part)
        return b"".join(parts)

    def _same_place(self, url: str, location: str) -> str:
        """Give where to go on: the same host and the same address but for a last slash, never back to plain http."""
        here, there = urlsplit(url), urlsplit(urljoin(url, location))
        same = (
            there.hostname == here.hostname
            and there.path.rstrip("/") == here.path.rstrip("/")
            and (there.scheme, there.port) in {(here.scheme, here.port), ("https", None), ("https", 443)}
        )
        if not same:
            raise trouble("elsewhere", host=self.host)
        return f"{there.scheme}://{there.netloc}{there.path}"

    def _busy(self, headers: httpx.Headers, attempt: int) -> _Failure:
        named = retry_after_s(headers.get("retry-after", ""))
        wait = BUSY_S[min(attempt, len(BUSY_S) - 1)] if named is None else named
        if wait <= LONGEST_WAIT_S:
            self.pace.rest(wait)
        told = round(wait) if named is not None else 180
        return _Failure(trouble("busy", host=self.host, wait=max(1, told)), wait)

    def _json(self, content: bytes, what: Said) -> Any:
        try:
            return json.loads(content, parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            said = trouble("unreadable", host=self.host, what=what)
        # Raised out here, because the answer, which may hold anything, would hang on the decoder's error.
        raise NotJson(said.message, said.hint)

    def _rest(self, seconds: float, cancelled: Cancelled) -> None:
        """Wait in small steps, so that Cancel is felt at once."""
        until = self._clock() + seconds
        while True:
            if cancelled():
                raise StoppedReading
            left = until - self._clock()
            if left <= 0:
                return
            self._sleep(min(left, _STEP_S))


def retry_after_s(header: str) -> float | None:
    """Give the seconds that a Retry-After header asks for (a number or a date); None when it says neither."""
    header = header.strip()
    if header.isascii() and header.isdigit():
        return float(header[:9])
    try:
        date = parsedate_to_datetime(header)
    except (TypeError, ValueError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def policy_of(header: str) -> tuple[int, float] | None:
    """Give requests and seconds of a RateLimit-Policy header (both drafts' forms), the strictest of several."""
    found: list[tuple[int, float]] = []
    for policy in header[:500].split(","):
        number = _QUOTA.search(policy)
        window = _WINDOW.search(policy)
        if number and window and int(number.group(1)) > 0 and int(window.group(1)) > 0:
            found.append((int(number.group(1)), float(window.group(1))))
    return min(found, key=lambda limit: limit[0] / limit[1], default=None)


def is_loopback(host: str) -> bool:
    """Whether a host name means this computer."""
    return host in ("localhost", "::1") or host.startswith("127.")


def _late(what: Said, *, connected: bool = True) -> str:
    """Name the trouble of an answer that did not come: a window of time is to blame only where one was asked for."""
    return "time_out" if connected and what not in (STATE, SELF) else "no_answer"


def _is_tls(error: BaseException | None) -> bool:
    """Whether a failure of the transport began in TLS; httpx keeps the beginning as its cause."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _date(headers: httpx.Headers) -> datetime | None:
    try:
        date = parsedate_to_datetime(headers.get("date", ""))
    except (TypeError, ValueError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _refuse_constant(name: str) -> float:
    message = f"{name} is no JSON"
    raise ValueError(message)
