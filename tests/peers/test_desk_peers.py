"""The keyring and the displays themselves: what other tests rely on is really so."""

from __future__ import annotations

from tests.peers.display import Display
from tests.peers.keyring_bus import KeyringBus
from tests.peers.processes import marked

KEEP = "import keyring; keyring.set_password('peer-test', 'me', 'kept')"
READ = (
    "import keyring; print(type(keyring.get_keyring()).__module__, keyring.get_password('peer-test', 'me'))"
)
WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
app = QApplication([])
button = QPushButton("Copy the reply")
button.setWindowTitle("A window of the desk")
button.clicked.connect(app.quit)
button.show()
QTimer.singleShot(60000, app.quit)
app.exec()
"""
SEEN = """
import sys, time
import pyatspi
end = time.monotonic() + 30
while time.monotonic() < end:
    for program in pyatspi.Registry.getDesktop(0):
        button = program and pyatspi.findDescendant(program, lambda thing: thing.name == "Copy the reply")
        if button:
            print(button.getRoleName())
            button.queryAction().doAction(0)
            sys.exit(0)
    time.sleep(0.1)
sys.exit("no such button")
"""


def test_a_secret_outlives_the_program_in_an_unlocked_keyring(keyring_bus: KeyringBus) -> None:
    kept = keyring_bus.run(KEEP)
    assert kept.returncode == 0, kept.stderr
    assert keyring_bus.run(READ).stdout.split() == ["keyring.backends.SecretService", "kept"]


def test_a_locked_keyring_refuses_without_waiting_for_anybody(locked_keyring_bus: KeyringBus) -> None:
    refused = locked_keyring_bus.run(KEEP, seconds=30)
    assert refused.returncode == 1
    assert "KeyringLocked" in refused.stderr


def test_a_bus_leaves_no_process_behind(keyring_bus: KeyringBus) -> None:
    keyring_bus.run(READ)
    assert list(marked(keyring_bus.mark)) == []


def test_a_window_manager_runs_on_the_display(x_display: Display) -> None:
    size = x_display.run("xdotool", "getdisplaygeometry")
    assert size.stdout.split() == ["1366", "768"], size.stderr


def test_a_screen_reader_sees_and_presses_a_button(accessible_display: Display) -> None:
    with accessible_display.start("window", WINDOW) as window:
        seen = accessible_display.run("/usr/bin/python3", "-c", SEEN)
        assert "button" in seen.stdout, seen.stderr
        assert window.wait(30) == 0
