"""How one gateway is asked: only known addresses, politely, within bounds, and what every failure says."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from enum import StrEnum

import httpx
import pytest

from quotadesk.app.errors import (
    GatewayBusy,
    GatewayFaulty,
    GatewayTrouble,
    GatewayUnreachable,
    NotAGateway,
)
from quotadesk.domain.said import Said
from quotadesk.gateways import dialects
from quotadesk.gateways.http import LARGEST, StoppedReading, Wire, policy_of, retry_after_s
from quotadesk.gateways.pace import Pace
from quotadesk.gateways.troubles import LOG, SELF, STATE, spoken, trouble
from tests.gateways.fakes import KEY, Clock


class Way(StrEnum):
    LIST = "/api/list"


def a_wire(
    answer: Callable[[httpx.Request], httpx.Response], clock: Clock | None = None, **more: object
) -> Wire:
    clock = clock or Clock()
    options = {"limit": (3600, 180.0)} | more
    return Wire(
        "https://gate.example", routes=Way, headers={"Authorization": f"Bearer {KEY}"},
        transport=httpx.MockTransport(answer), clock=clock, sleep=clock.sleep, **options,
    )  # fmt: skip


def always(status: int, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _request: httpx.Response(status, headers=headers, json={})


def raising(error: Exception) -> Callable[[httpx.Request], httpx.Response]:
    def answer(_request: httpx.Request) -> httpx.Response:
        raise error

    return answer


def failure(wire: Wire, what: Said = STATE) -> GatewayTrouble:
    with pytest.raises(GatewayTrouble) as caught:
        wire.get(Way.LIST, what=what)
    said = caught.value
    for words in (said.message, said.hint):
        assert words.en
        assert words.zh
        assert KEY not in words.en + words.zh
    return said


def test_only_addresses_of_the_table_can_be_asked():
    wire = a_wire(always(200))
    with pytest.raises(TypeError):
        wire.get("/api/user/token")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        wire.get(dialects.Route.LOG)


@pytest.mark.parametrize(
    "word",
    [
        "token",
        "test",
        "update_balance",
        "fetch_models",
        "notify",
        "return",
        "logout",
        "reset",
        "delete",
        "search/",
    ],
)
def test_no_address_of_the_table_has_a_side_effect(word: str):
    assert not [route for route in dialects.Route if word in route.value]


def test_a_closed_door_names_the_address_as_the_next_step():
    said = failure(a_wire(raising(httpx.ConnectError("refused"))))
    assert isinstance(said, GatewayUnreachable)
    assert "address" in said.hint.en


def test_a_certificate_that_fails_is_told_from_a_closed_door():
    error = httpx.ConnectError("certificate verify failed")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    said = failure(a_wire(raising(error)))
    assert isinstance(said, GatewayUnreachable)
    assert "SSL_CERT_FILE" in said.hint.en


def test_a_time_out_suggests_a_shorter_window():
    said = failure(a_wire(raising(httpx.ReadTimeout("slow"))), LOG)
    assert isinstance(said, GatewayUnreachable)
    assert "shorter" in said.hint.en


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (httpx.ReadTimeout("slow"), STATE),
        (httpx.ReadTimeout("slow"), SELF),
        (httpx.ConnectTimeout("no answer"), LOG),
    ],
)
def test_a_gateway_that_hangs_while_connecting_names_address_and_network(
    error: httpx.TransportError, what: Said
):
    said = failure(a_wire(raising(error)), what)
    assert isinstance(said, GatewayUnreachable)
    assert "address" in said.hint.en
    assert "window" not in said.hint.en


@pytest.mark.parametrize(
    ("seconds", "en", "zh"),
    [
        (45, "45 s", "45 秒"),
        (119.2, "120 s", "120 秒"),
        (180, "3 min", "3 分钟"),
        (86_400, "24 h", "24 小时"),
        (200_000, "3 days", "3 天"),
    ],
)
def test_a_time_to_wait_is_told_as_people_say_it(seconds: float, en: str, zh: str):
    assert spoken(seconds) == Said(en, zh)
    assert f"Wait {en} and" in trouble("busy", host="gate.example", wait=seconds).hint.en


def test_no_time_out_is_longer_than_ten_seconds():
    wire = a_wire(always(200))
    timeout = wire._client.timeout
    assert max(timeout.connect, timeout.read, timeout.write, timeout.pool) <= 10


def test_a_refusal_with_retry_after_is_waited_for():
    clock = Clock()
    answers = iter([httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(200, json={"ok": 1})])
    assert a_wire(lambda _: next(answers), clock).get(Way.LIST).body == {"ok": 1}
    assert clock.waited >= 7


def test_a_refusal_without_retry_after_is_waited_for_a_bounded_time():
    clock = Clock()
    said = failure(a_wire(always(429), clock))
    assert isinstance(said, GatewayBusy)
    assert said.wait_s == 180
    assert 0 < clock.waited < 30
    assert "Wait 3 min" in said.hint.en


def test_a_long_retry_after_is_told_instead_of_waited_for():
    clock = Clock()
    said = failure(a_wire(always(429, **{"Retry-After": "900"}), clock))
    assert isinstance(said, GatewayBusy)
    assert (said.wait_s, clock.waited) == (900, 0)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("", None), ("soon", None), ("-3", None), ("Mon, 14 Sep 2020 06:35:11 GMT", 0.0)],
)
def test_retry_after_is_a_number_or_a_date(header: str, seconds: float | None):
    assert retry_after_s(header) == seconds


def test_a_failing_server_is_asked_again_a_bounded_number_of_times():
    asked = []
    clock = Clock()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(500)

    said = failure(a_wire(answer, clock))
    assert isinstance(said, GatewayFaulty)
    assert len(asked) == 3
    assert clock.waited > 1
    assert "500" in said.message.en


def test_a_server_that_recovers_is_not_reported():
    answers = iter([httpx.Response(503), httpx.Response(200, json=[])])
    assert a_wire(lambda _: next(answers)).get(Way.LIST).status == 200


@pytest.mark.parametrize(
    "content", [b'{"success":true,"data":{"items":[{"id":1', b"<html>", b"", b'{"a":NaN}', b"[" * 100_000]
)
def test_half_an_answer_is_reported_as_such(content: bytes):
    said = failure(a_wire(lambda _: httpx.Response(200, content=content)))
    assert isinstance(said, GatewayFaulty)
    assert "ync again" in said.hint.en


def test_an_answer_that_ends_early_is_asked_for_again_and_then_reported():
    said = failure(a_wire(raising(httpx.RemoteProtocolError("peer closed connection"))))
    assert isinstance(said, GatewayFaulty)


class Endless(httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b" " * 65_536


def test_an_answer_that_never_ends_is_cut_at_the_cap():
    said = failure(a_wire(lambda _: httpx.Response(200, stream=Endless())))
    assert isinstance(said, GatewayFaulty)
    assert f"{LARGEST // 1024 // 1024} MB" in said.message.en
    assert "shorter" in said.hint.en


def test_an_answer_that_drips_is_stopped():
    clock = Clock()

    class Drip(httpx.SyncByteStream):
        def __iter__(self) -> Iterator[bytes]:
            while True:
                clock.at += 1
                yield b" "

    said = failure(a_wire(lambda _: httpx.Response(200, stream=Drip()), clock))
    assert isinstance(said, GatewayUnreachable)


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/api/list",
        "http://gate.example/api/list",
        "/api/user/token",
        "https://gate.example:8443/api/list",
    ],
)
def test_the_credential_is_never_carried_elsewhere(location: str):
    hosts = []

    def answer(request: httpx.Request) -> httpx.Response:
        hosts.append(str(request.url))
        return httpx.Response(302, headers={"Location": location})

    assert isinstance(failure(a_wire(answer)), NotAGateway)
    assert hosts == ["https://gate.example/api/list"]


def test_a_missing_last_slash_is_followed_on_the_same_host():
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/"):
            return httpx.Response(200, json={"page": request.url.params["p"]})
        return httpx.Response(301, headers={"Location": "/api/list/"})

    assert a_wire(answer).get(Way.LIST, {"p": 3}).body == {"page": "3"}


@pytest.mark.parametrize(
    ("header", "limit"),
    [
        ("100;w=60", (100, 60.0)), ('"default";q=50;w=10', (50, 10.0)), ("100;w=60, 1000;w=3600", (1000, 3600.0)),
        ("", None), ("many", None), ("0;w=60", None), ("5;w=0", None), ("100", None),
    ],
)  # fmt: skip
def test_a_limit_that_is_said_is_understood(header: str, limit: tuple[int, float] | None):
    assert policy_of(header) == limit


def test_cancel_is_felt_during_a_wait():
    clock = Clock()
    with pytest.raises(StoppedReading):
        a_wire(always(429, **{"Retry-After": "20"}), clock).get(Way.LIST, cancelled=lambda: clock.waited > 1)
    assert clock.waited < 3


@pytest.mark.parametrize("limit", [(360, 180.0), (180, 180.0), (480, 180.0)])
def test_any_three_minutes_see_fewer_requests_than_half_the_limit(limit: tuple[int, float]):
    clock = Clock()
    pace = Pace(*limit, clock)
    sent: list[float] = []
    while clock.at < 1_000 + 900:
        clock.sleep(pace.take())
        sent.append(clock.at)
        clock.at += 0.01
    for at in sent:
        assert sum(at <= other < at + limit[1] for other in sent) < limit[0] / 2
    assert len(sent) > limit[0] / 2 * 3.5  # … and the reader does not idle either


def test_a_slow_gateway_is_given_a_rest():
    clock = Clock()

    def answer(_request: httpx.Request) -> httpx.Response:
        clock.at += 4
        return httpx.Response(200, json={})

    wire = a_wire(answer, clock)
    wire.get(Way.LIST)
    wire.get(Way.LIST)
    assert clock.waited >= 4
