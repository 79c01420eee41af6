"""The real program in a real session: its gateway, its home, the hand that types and the eye that reads."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotadesk.gateways.sample import SampleGateway
from tests.peers.display import Display, display
from tests.peers.processes import wait_until

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"  # the one that has the AT-SPI bindings
CONNECTION = "acme-gateway"
WAIT_S = 20.0
LOOK_EVERY_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What a screen reader is told of one part of the window. `box`: left, top, width, height on the screen."""

    role: str
    name: str
    description: str
    text: str | None
    value: float | None
    states: frozenset[str]
    box: tuple[int, int, int, int]
    depth: int

    @property
    def said(self) -> str:
        """Everything that is said of it."""
        return " ".join(part for part in (self.name, self.text, self.description) if part)

    @property
    def middle(self) -> tuple[int, int]:
        """The point that a mouse would click."""
        left, top, width, height = self.box
        return left + width // 2, top + height // 2


class Eye:
    """The screen reader: one process for a whole session, because its start takes as long as a look."""

    def __init__(self, display: Display) -> None:
        with (display.logs / "eye.log").open("wb") as log:
            self._process = subprocess.Popen(
                [SYSTEM_PYTHON, ROOT / "tests" / "peers" / "eye.py"],
                env=display.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def look(self, pid: int, limit: int = 60) -> list[Node]:
        """Give everything that shows in the windows of a process, in the order of the tree."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{pid} {limit}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the eye ended, see eye.log"
        return [_node(told) for told in json.loads(answer)]

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


def _node(told: dict[str, Any]) -> Node:
    return Node(**{**told, "states": frozenset(told["states"]), "box": tuple(told["box"])})


@dataclass(slots=True, kw_only=True)
class Window:
    """One running program. `presses` counts the keys that were sent to it."""

    display: Display
    eye: Eye
    process: subprocess.Popen[bytes]
    presses: int = field(default=0)

    # ---------------------------------------------------------------- the eye

    def seen(self, limit: int = 60) -> list[Node]:
        """Give what shows."""
        return self.eye.look(self.process.pid, limit)

    def find(self, fits: Callable[[Node], bool], what: str = "it") -> Node:
        """Wait until something shows that fits."""
        end = time.monotonic() + WAIT_S
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the program ended ({self.process.returncode})"
            if (found := next(filter(fits, nodes := self.seen()), None)) is not None:
                return found
            time.sleep(LOOK_EVERY_S)
        shown = "\n".join(f"{'  ' * n.depth}{n.role}: {n.said[:100]!r}" for n in nodes)
        raise AssertionError(f"{what} was never seen; there was:\n{shown}")

    def gone(self, fits: Callable[[Node], bool], what: str) -> None:
        """Wait until nothing shows that fits."""
        wait_until(
            lambda: not any(map(fits, self.seen())), WAIT_S, f"still there: {what}", every=LOOK_EVERY_S
        )

    def says(self, part: str) -> Node:
        """Wait until something says this."""
        return self.find(lambda node: part in node.said, repr(part))

    # ---------------------------------------------------------------- the hand

    def press(self, *keys: str) -> None:
        """Press keys, such as `ctrl+v`, one after the other."""
        self.presses += len(keys)
        self._hand("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._hand("type", "--clearmodifiers", "--delay", "4", "--", text)

    def click(self, node: Node, *, button: int = 1, times: int = 1) -> None:
        """Click into the middle of what was seen; button 4 and 5 turn the wheel."""
        left, top = node.middle
        self._hand("mousemove", str(left), str(top))
        self._hand("click", "--repeat", str(times), str(button))

    def _hand(self, *command: str) -> None:
        done = self.display.run("xdotool", *command)
        assert done.returncode == 0, done.stderr

    # ---------------------------------------------------------------- the window

    def xid(self) -> str:
        """Give the number of its top-level window."""
        found = self.display.run(
            "xdotool",
            "search",
            "--all",
            "--onlyvisible",
            "--pid",
            str(self.process.pid),
            "--name",
            "^Quotadesk$",
        )
        return found.stdout.split()[0] if found.stdout.split() else ""

    def place(self) -> tuple[int, int, int, int]:
        """Give left, top, width and height of its top-level window."""
        told = self.display.run("xdotool", "getwindowgeometry", "--shell", self.xid()).stdout
        held = dict(line.split("=") for line in told.split())
        return int(held["X"]), int(held["Y"]), int(held["WIDTH"]), int(held["HEIGHT"])

    def raise_(self) -> None:
        """Bring it to the front, as the window manager does."""
        wait_until(self.xid, WAIT_S, "there is no window to raise")
        self._hand("windowactivate", "--sync", self.xid())

    def close(self) -> int:
        """Quit as an agent does; gives the exit status."""
        self.press("ctrl+q")
        return self.process.wait(WAIT_S)


# ---------------------------------------------------------------- the clipboard


def clip(display: Display, text: str) -> None:
    """Let another program put a text on the clipboard."""
    subprocess.run(
        ["xclip", "-selection", "clipboard", "-i"],
        env=display.env,
        input=text,
        text=True,
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=WAIT_S,
    )
    wait_until(lambda: clipboard(display) == text, WAIT_S, "the clipboard did not take the text")


def clipboard(display: Display, target: str = "UTF8_STRING") -> str:
    """Read the clipboard as another program does; "" where it has nothing of that kind."""
    done = display.run("xclip", "-selection", "clipboard", "-o", "-t", target)
    return done.stdout if done.returncode == 0 else ""


# ---------------------------------------------------------------- the session


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A desktop session with a keyring, a screen reader, the sample gateway and a home that has read it."""

    display: Display
    eye: Eye
    gateway: SampleGateway
    home: Path

    def ticket(self, name: str) -> str:
        """Give what a customer of the sample wrote."""
        return next(ticket.text for ticket in self.gateway.tickets() if ticket.name == name)

    def own_home(self, to: Path) -> Path:
        """Give a home with the same rows, for what changes it."""
        return Path(shutil.copytree(self.home, to, ignore=shutil.ignore_patterns("*.sock")))

    def command(self, home: Path, *arguments: str, given: str = "") -> str:
        """Run one command of the program; gives what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "quotadesk", *arguments, "--home", home],
            env=self._environment(),
            input=given,
            capture_output=True,
            text=True,
            timeout=WAIT_S,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def connect(self, home: Path) -> None:
        """Connect the sample gateway under a home; the credential lies in the keyring."""
        where = ("--url", self.gateway.url, "--user-id", self.gateway.user_id)
        told = ("connect", CONNECTION, "--kind", "newapi", *where, "--credential-stdin")
        self.command(home, *told, given=self.gateway.credential)

    @contextlib.contextmanager
    def window(self, home: Path, *arguments: str) -> Iterator[Window]:
        """Run the program over a home until the end of the block; killed there unless it has ended by itself."""
        with self._running("quotadesk", "--home", str(home), *arguments) as made:
            yield made

    @contextlib.contextmanager
    def invented(self, *arguments: str) -> Iterator[Window]:
        """Run the window over the invented desk, whose facts do not change from day to day."""
        with self._running("tests.ui.real_window", *arguments) as made:
            yield made

    def start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a program of the project; its output goes to quotadesk.log."""
        with (self.display.logs / "quotadesk.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                env=self._environment(),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @contextlib.contextmanager
    def _running(self, module: str, *arguments: str) -> Iterator[Window]:
        made = Window(display=self.display, eye=self.eye, process=self.start(module, *arguments))
        try:
            wait_until(made.xid, WAIT_S, f"no window, see {self.display.logs}/quotadesk.log")
            made.find(lambda node: node.role == "status bar", "the status line")
            yield made
        finally:
            made.process.kill()
            made.process.wait()

    def _environment(self) -> dict[str, str]:
        return {**self.display.env, "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}"}


@contextlib.contextmanager
def session(folder: Path) -> Iterator[Session]:
    """Start a session, connect the sample gateway, and read three days of its log by the program's own commands."""
    with (
        display(folder / "x", accessible=True, keyring=True) as shown,
        SampleGateway(days=3, limit=(36_000, 180.0)) as gateway,
    ):
        eye = Eye(shown)
        made = Session(display=shown, eye=eye, gateway=gateway, home=folder / "home")
        try:
            made.connect(made.home)
            made.command(made.home, "sync")
            yield made
        finally:
            eye.close()
