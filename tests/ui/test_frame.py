"""The frame that stands on the screen while everything else is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from quotadesk.places import wanted_window
from quotadesk.ui import dress
from quotadesk.ui.frame import Frame, open_frame, remembered, waiting_frame
from quotadesk.ui.window import MainWindow
from tests.ui.fake_desk import FakeDesk


@pytest.fixture(autouse=True)
def undressed() -> object:
    """Give the other tests their English, light window back."""
    yield
    dress.speak("en")
    dress.wear("light", 100)


def _written(home: Path, preferences: object) -> Path:
    path = home / "settings.json"
    path.write_text(json.dumps({"connections": [], "preferences": preferences, "lookups": {}}), "utf-8")
    return path


@pytest.mark.parametrize("arguments", [[], ["--home", "/desk"], ["--open", "status:429", "--home", "/desk"]])
def test_arguments_without_a_command_want_a_window(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    where = wanted_window(arguments)
    assert where is not None
    if "--home" in arguments:
        assert where.settings == Path("/desk/settings.json")


@pytest.mark.parametrize("arguments", [["--help"], ["lookup", "status:429"], ["--home"], ["--version"]])
def test_a_command_opens_no_frame(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert wanted_window(arguments) is None


def test_without_a_screen_the_command_line_says_what_to_do(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    program = [sys.executable, "-m", "quotadesk", "--home", str(tmp_path)]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=60, check=False)
    if sys.platform.startswith("linux"):
        assert done.returncode == 1
        assert "no screen" in done.stderr


def test_the_frame_wears_what_the_last_window_wore(qtbot: QtBot, tmp_path: Path) -> None:
    frame = open_frame(_written(tmp_path, {"language": "zh", "scheme": "dark", "size": "120"}))
    qtbot.addWidget(frame)
    said = [made.text() for made in frame.findChildren(QLabel)]
    assert "状态" in said
    assert frame.palette().window().color().lightness() < 60
    assert frame.line.placeholderText() != ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"preferences": 3}', '{"preferences": {"size": 3}}'])
def test_a_settings_file_that_cannot_be_read_does_not_keep_the_frame_away(
    text: str, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, "utf-8")
    assert remembered(path) == {}
    frame = open_frame(path)
    qtbot.addWidget(frame)
    assert frame.isVisible()


def test_what_is_typed_while_the_rest_is_loaded_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    frame = open_frame(tmp_path / "settings.json")
    qtbot.addWidget(frame)
    assert waiting_frame() is frame
    qtbot.keyClicks(frame.line, "status:429")
    window = MainWindow(FakeDesk().abilities(), sync_at_start=False)
    frame.move_in(window)
    assert window.bar.line.text() == "status:429"
    assert waiting_frame() is None


def test_a_ticket_that_is_pasted_while_the_rest_is_loaded_never_shows_its_key(
    qtbot: QtBot, tmp_path: Path
) -> None:
    key = "sk-" + "Zk3vQ9aLm2" * 5
    frame = open_frame(tmp_path / "settings.json")
    qtbot.addWidget(frame)
    frame.line.setText(f"our key {key} answers 429, were we charged?")
    window = MainWindow(FakeDesk().abilities(), sync_at_start=False)
    frame.move_in(window)
    assert key not in window.bar.line.text()
    assert window.bar.ticket


def test_closing_the_frame_ends_the_work_inside(qtbot: QtBot) -> None:
    frame, desk = Frame(), FakeDesk()
    qtbot.addWidget(frame)
    window = MainWindow(desk.abilities(), sync_at_start=False)
    frame.move_in(window)
    frame.show()
    frame.close()
    assert desk.preferences["geometry"] != ""
    assert not window.isVisible()
