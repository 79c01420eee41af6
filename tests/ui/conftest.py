"""A window over an invented desk; any warning of Qt fails the test (pyproject: qt_log_level_fail)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotadesk.ui import dress
from quotadesk.ui.application import application
from quotadesk.ui.window import MainWindow
from tests.ui.fake_desk import FakeDesk

Opened = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """Give the program's own QApplication instead of a bare one.

    The clipboard is emptied at the end: the offscreen platform deletes what it holds only after Python
    has gone, which crashes (measured with Qt 6.11; the X11 platform does it in time).
    """
    app = application()
    yield app
    app.clipboard().clear()


@pytest.fixture
def desk() -> FakeDesk:
    """Give an invented desk."""
    return FakeDesk()


@pytest.fixture
def opened(qtbot: QtBot, desk: FakeDesk) -> Opened:
    """Give a function that opens the window over the desk and waits until it has settled."""

    def open_window(
        *, language: str = "en", start: str | None = None, settle: bool = True, size: int = 100
    ) -> MainWindow:
        dress.speak(language)
        dress.wear("light", size)
        desk.preferences.setdefault("language", language)
        window = MainWindow(desk.abilities(), start=start, scheme="light", sync_at_start=False)
        window.case.texts.languages.update(reply=language, note=language)
        qtbot.addWidget(window)
        window.resize(1440, 900)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        window.begin()
        if settle:
            settled(qtbot, window)
        return window

    return open_window


def settled(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is on its way to the window."""
    qtbot.waitUntil(window.settled, timeout=10_000)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None  # QTest would end the whole run
    QTest.keyClick(focus, key, modifiers)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore what the offscreen platform says about itself; every other warning of Qt fails the test."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
