"""The minute at a real X server: another program types, another one reads the clipboard."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "openbox", "xdotool", "xclip")
TICKET = "Hi,\nacme-retail here, all our calls answer 429.\nWere we charged?"
WAIT_S = 20.0

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="needs Xvfb, openbox, xdotool, xclip"),
]


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_S
    while not holds():
        assert time.monotonic() < end, "the window did not get there"
        time.sleep(0.05)


class Screen:
    """One X server with a window manager and the window on it."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment

    def tool(self, *command: str, given: str | None = None) -> str:
        """Run one of the X tools and give what it prints."""
        done = subprocess.run(
            command,
            env=self._environment,
            input=given,
            capture_output=given is None,
            text=True,
            check=False,
            timeout=WAIT_S,
        )
        return (done.stdout or "").strip()

    def clipboard(self, form: str = "UTF8_STRING") -> str:
        """Read the clipboard as another program does."""
        return self.tool("xclip", "-selection", "clipboard", "-o", "-t", form)

    def press(self, *keys: str) -> None:
        """Press keys in the active window."""
        self.tool("xdotool", "key", "--clearmodifiers", *keys)


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    with ExitStack() as stack:

        def start(*command: str, environment: dict[str, str], **more: object) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(command, env=environment, **more)  # type: ignore[call-overload]
            stack.callback(process.wait, 10)
            stack.callback(process.terminate)
            return process

        reading, writing = os.pipe()
        plain = {**os.environ, "HOME": str(tmp_path)}
        start(
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1440x900x24",
            environment=plain,
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as answer:
            display = f":{answer.readline().strip()}"
        environment = {
            **plain,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": f"{ROOT / 'desktop'}:{ROOT}",
        }
        start("openbox", environment=environment, stderr=subprocess.DEVNULL)
        start(sys.executable, "-m", "tests.ui.real_window", environment=environment, cwd=ROOT)
        made = Screen(environment)
        _until(lambda: bool(made.tool("xdotool", "search", "--onlyvisible", "--name", "^Quotadesk$")))
        _until(lambda: "Quotadesk" in made.tool("xdotool", "getactivewindow", "getwindowname"))
        yield made


def test_a_ticket_pasted_with_real_keys_becomes_a_reply_that_another_program_reads(screen: Screen) -> None:
    screen.tool("xclip", "-selection", "clipboard", "-i", given=TICKET)
    _until(lambda: screen.clipboard() == TICKET)
    screen.press("ctrl+v")
    screen.press("Return")
    screen.press("ctrl+Return")
    _until(lambda: "Request id: 2026" in screen.clipboard())
    assert screen.clipboard("text/markdown") == screen.clipboard()
    assert "<p>" in screen.clipboard("text/html")
