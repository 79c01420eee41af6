"""What holds for every test: no screen, no keyring and no home of the person who runs it."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.accessibility.*=false")

# A slow, shared machine must not turn a right answer into a failure.
settings.register_profile("desk", deadline=None)
settings.load_profile("desk")


@pytest.fixture(autouse=True)
def _nobodys_home(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Point settings, store and keyring away from those of the person at the keyboard."""
    if request.node.get_closest_marker("peer"):
        return
    home: Path = tmp_path_factory.getbasetemp() / "nobodys-home"
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
