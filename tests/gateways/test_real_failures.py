"""The commonest failures of a real wire: nobody listens, http behind https, half an answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from quotadesk.app.errors import GatewayFaulty, GatewayUnreachable
from quotadesk.app.ports import Connection
from quotadesk.gateways.newapi import NewApi
from quotadesk.gateways.sample import SampleGateway
from tests.gateways.fakes import Clock


def probing(url: str) -> None:
    clock = Clock()
    gateway = NewApi(Connection(name="a", kind="newapi", url=url), "sk-a", clock=clock, sleep=clock.sleep)
    try:
        gateway.probe()
    finally:
        gateway.close()


@pytest.fixture
def half() -> Iterator[str]:
    """Promise a thousand bytes, give ten, hang up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                peer.recv(65_536)
                peer.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"success"')

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_nobody_listens_there():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(GatewayUnreachable) as caught:
        probing(f"http://127.0.0.1:{port}")
    assert "address and port" in caught.value.hint.en


def test_https_to_a_port_that_speaks_http_is_a_matter_of_the_address(newapi: SampleGateway):
    with pytest.raises(GatewayUnreachable) as caught:
        probing(f"https://{urlsplit(newapi.url).netloc}")
    assert "http:// or https://" in caught.value.hint.en


def test_half_an_answer_is_never_taken_for_a_whole_one(half: str):
    with pytest.raises(GatewayFaulty) as caught:
        probing(half)
    assert "half an answer" in caught.value.message.en
