"""A private X display with a window manager and, where asked, a session bus with accessibility."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.peers.keyring_bus import OWNED, PASSWORD
from tests.peers.processes import MARK, Family, PeerError, Process, wait_until

ROOT = Path(__file__).parents[2]
PACKAGES = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool"}
BUS_PACKAGES = {"dbus-daemon": "dbus"}
KEYRING_PACKAGES = {"gnome-keyring-daemon": "gnome-keyring"}
LAUNCHERS = (Path("/usr/libexec/at-spi-bus-launcher"), Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"))
SCREEN = "1366x768x24"
START_SECONDS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Display:
    """A running display. `env` is the whole environment for a program that shows a window on it."""

    number: int
    env: dict[str, str]
    logs: Path

    def run(self, *command: str | Path, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Run a program on this display, such as xdotool or xclip, and give what it printed."""
        return subprocess.run(
            command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    @contextlib.contextmanager
    def start(self, name: str, code: str) -> Iterator[subprocess.Popen[bytes]]:
        """Run Python code with the project importable, such as a window, until the end of the block."""
        with (self.logs / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(
                [sys.executable, "-c", code],
                env={**self.env, "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}"},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            yield child
        finally:
            child.kill()
            child.wait()


@contextlib.contextmanager
def display(
    folder: Path, *, screen: str = SCREEN, accessible: bool = False, keyring: bool = False
) -> Iterator[Display]:
    """Start Xvfb on a free number with openbox; accessible: a session bus with AT-SPI too; keyring: an open one too.

    Raises PeerError that names a missing Debian package or the log to read.
    """
    _need({**PACKAGES, **(BUS_PACKAGES if accessible else {}), **(KEYRING_PACKAGES if keyring else {})})
    home, run, logs = folder / "home", folder / "run", folder / "logs"
    for place in (home, run, logs):
        place.mkdir(mode=0o700, parents=True)
    family = Family(logs)
    env = {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(run),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "QT_QPA_PLATFORM": "xcb",
        "NO_AT_BRIDGE": "1",
    }
    try:
        number = _start_server(family, env, screen)
        env["DISPLAY"] = f":{number}"
        if accessible:
            _start_accessibility(family, env)
        if keyring:
            _start_keyring(family, env)
        _start_window_manager(family, env)
        yield Display(number=number, env={**env, MARK: family.mark}, logs=logs)
    finally:
        family.stop()


def _need(packages: dict[str, str]) -> None:
    missing = [package for program, package in packages.items() if not shutil.which(program)]
    if missing:
        raise PeerError(f"install these as root first: apt-get install {' '.join(missing)}")


def _start_server(family: Family, env: dict[str, str], screen: str) -> int:
    """Let the server choose a free number itself and tell it through a pipe, when it is ready."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    try:
        process = family.start("Xvfb", command, env, pass_fds=[writing])
    finally:
        os.close(writing)
    return int(_line(reading, process, "Xvfb", family.logs))


def _start_window_manager(family: Family, env: dict[str, str]) -> None:
    manager = family.start("openbox", ["openbox", "--sm-disable"], env)

    def answers() -> bool:
        if not manager.alive():
            raise PeerError(f"openbox ended at its start, see {family.logs}/openbox.log")
        asked = subprocess.run(["xdotool", "get_num_desktops"], env=env, capture_output=True, check=False)
        return asked.returncode == 0 and asked.stdout.strip().isdigit()

    wait_until(answers, START_SECONDS, f"openbox did not answer, see {family.logs}/openbox.log")


def _start_accessibility(family: Family, env: dict[str, str]) -> None:
    """Start a session bus and the accessibility bus, and tell Qt that somebody listens."""
    launcher = next((path for path in LAUNCHERS if path.exists()), None)
    if launcher is None:
        raise PeerError("install this as root first: apt-get install at-spi2-core")
    del env["NO_AT_BRIDGE"]
    reading, writing = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", f"--print-address={writing}"]
    try:
        bus = family.start("dbus", command, {**env, MARK: family.mark}, pass_fds=[writing])
    finally:
        os.close(writing)
    env["DBUS_SESSION_BUS_ADDRESS"] = _line(reading, bus, "dbus", family.logs)
    env["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    family.start("at-spi", [launcher, "--launch-immediately"], env)
    ask = [
        "dbus-send",
        "--session",
        "--print-reply",
        "--dest=org.a11y.Bus",
        "/org/a11y/bus",
        "org.a11y.Bus.GetAddress",
    ]
    wait_until(
        lambda: subprocess.run(ask, env=env, capture_output=True, check=False).returncode == 0,
        START_SECONDS,
        f"the accessibility bus did not answer, see {family.logs}/at-spi.log",
    )


def _start_keyring(family: Family, env: dict[str, str]) -> None:
    """Start an open gnome-keyring on the session bus; it lies in the temporary home."""
    command = f'printf %s "{PASSWORD}" | gnome-keyring-daemon --foreground --unlock --components=secrets'
    family.start("keyring", ["sh", "-c", command], {**env, MARK: family.mark})
    ask = ["dbus-send", "--session", "--print-reply", *OWNED.split()]

    def serves() -> bool:
        asked = subprocess.run(ask, env=env, capture_output=True, text=True, check=False)
        return "boolean true" in asked.stdout

    wait_until(serves, START_SECONDS, f"gnome-keyring does not serve, see {family.logs}/keyring.log")


def _line(reading: int, process: Process, name: str, logs: Path) -> str:
    """Read the one line that a program writes when it is ready; it never comes when the program ends."""
    with os.fdopen(reading) as pipe:
        line = pipe.readline().strip()
    if not line:
        process.stop()
        raise PeerError(f"{name} did not start, see {logs}/{name}.log")
    return line
