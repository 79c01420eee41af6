"""The window follows the system's text size and scheme while it stands there, not only at its start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from pytestqt.qtbot import QtBot

from quotadesk.ui import dress
from quotadesk.ui.frame import Frame
from quotadesk.ui.metrics import ROW, scale
from quotadesk.ui.tones import DARK, LIGHT, look
from quotadesk.ui.window import MainWindow
from tests.ui.fake_desk import FakeDesk


@pytest.fixture(autouse=True)
def the_same_system() -> Iterator[None]:
    """Give the other tests the system back that they began with."""
    system, dark = scale.system, look.system_dark
    yield
    scale.system, look.system_dark = system, dark
    dress.wear("light", 100)


@pytest.fixture
def frame(qtbot: QtBot) -> Frame:
    dress.speak("en")
    dress.wear("light", 100)
    window = MainWindow(FakeDesk().abilities(), scheme="system", sync_at_start=False)
    made = Frame()
    qtbot.addWidget(made)
    made.move_in(window)
    made.show()
    window.begin()
    qtbot.waitUntil(window.settled, timeout=10_000)
    return made


def _system_of(pixels: int, monkeypatch: pytest.MonkeyPatch) -> None:
    font = QFont()
    font.setPixelSize(pixels)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _kind: font)


def _tell(frame: Frame) -> None:
    """Tell a window of another theme as Qt does."""
    QCoreApplication.sendEvent(frame, QEvent(QEvent.Type.ThemeChange))


def test_a_larger_font_of_the_system_makes_text_and_rows_larger_at_once(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert frame.inside is not None
    table, bar = frame.inside.results.table, frame.inside.bar
    frame.resize(1366, 728)
    narrow = frame.inside.case.width()
    _system_of(26, monkeypatch)
    _tell(frame)
    assert scale.factor == pytest.approx(2.0)
    assert table.verticalHeader().defaultSectionSize() == 2 * ROW
    assert table.font().pixelSize() == 24
    assert bar.font().pixelSize() == 26
    assert frame.inside.case.width() > narrow
    _system_of(13, monkeypatch)
    _tell(frame)
    assert table.verticalHeader().defaultSectionSize() == ROW


def test_what_the_agent_wished_multiplies_what_the_system_says(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert frame.inside is not None
    frame.inside.preferences.prefer("size", "150")
    _system_of(26, monkeypatch)
    _tell(frame)
    assert scale.factor == pytest.approx(3.0)


def test_another_density_of_the_screen_is_read_as_another_text_size(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    _system_of(20, monkeypatch)
    QGuiApplication.primaryScreen().logicalDotsPerInchChanged.emit(144.0)
    assert scale.factor == pytest.approx(20 / 13)
    assert frame.font().pixelSize() == 20


def test_the_scheme_of_the_system_is_worn_as_soon_as_it_changes(frame: Frame) -> None:
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert frame.grab().toImage().pixelColor(5, 400).name().upper() == DARK.surface
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert frame.grab().toImage().pixelColor(5, 400).name().upper() == LIGHT.surface


def test_a_scheme_that_the_agent_chose_stays_whatever_the_system_does(frame: Frame) -> None:
    assert frame.inside is not None
    frame.inside.preferences.prefer("scheme", "light")
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert look.tones is LIGHT
