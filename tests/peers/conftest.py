"""Fixtures of real servers, keyrings and displays. Every test in this folder is a `peer` test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.peers.display import Display, display
from tests.peers.keyring_bus import KeyringBus
from tests.peers.litellm import server, traffic
from tests.peers.litellm.customers import Fact
from tests.peers.litellm.places import Instance
from tests.peers.windows import Session, session

HERE = Path(__file__).parent
FIRST_START_SECONDS = 900
"""The first start of a server installs it; a slow line must not look like a hanging test."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not peer"` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.peer)
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(FIRST_START_SECONDS))


@dataclass(frozen=True, slots=True, kw_only=True)
class LiteLLM:
    """A running, seeded proxy. `ready` holds everything that was made: see litellm/seed.py."""

    instance: Instance
    ready: dict[str, Any]

    @property
    def base_url(self) -> str:
        """The root of the proxy."""
        return str(self.ready["base_url"])

    @property
    def viewer_key(self) -> str:
        """The key with the least rights that a support client needs."""
        return str(self.ready["viewer_key"])

    @property
    def viewer_unrestricted_key(self) -> str:
        """A key that can do too much: it reads prompts and calls models."""
        return str(self.ready["viewer_unrestricted_key"])


@pytest.fixture(scope="session")
def litellm() -> Iterator[LiteLLM]:
    """Start one real proxy for all tests and stop it at the end."""
    instance = Instance.named(f"tests-{os.getpid()}")
    try:
        yield LiteLLM(instance=instance, ready=server.up(instance))
    finally:
        server.remove(instance)


@pytest.fixture(scope="session")
def litellm_traffic(litellm: LiteLLM) -> list[Fact]:
    """Play the traffic scenario once and give its facts, when the log is complete: see litellm/README.md."""
    return traffic.run(litellm.instance)


@pytest.fixture
def keyring_bus(tmp_path: Path) -> Iterator[KeyringBus]:
    """Give a private bus with an unlocked gnome-keyring."""
    bus = KeyringBus(tmp_path / "keyring")
    yield bus
    bus.stop()


@pytest.fixture
def locked_keyring_bus(tmp_path: Path) -> Iterator[KeyringBus]:
    """Give a private bus with a gnome-keyring that nobody can unlock."""
    bus = KeyringBus(tmp_path / "keyring", locked=True)
    yield bus
    bus.stop()


@pytest.fixture
def x_display(tmp_path: Path) -> Iterator[Display]:
    """Give a private X display of 1366×768 with a window manager."""
    with display(tmp_path / "x") as shown:
        yield shown


@pytest.fixture
def accessible_display(tmp_path: Path) -> Iterator[Display]:
    """Give a private X display with a session bus and AT-SPI."""
    with display(tmp_path / "x", accessible=True) as shown:
        yield shown


@pytest.fixture(scope="session")
def desk_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Give one desktop session for all tests of the real window: see windows.py."""
    with session(tmp_path_factory.mktemp("session")) as made:
        yield made
