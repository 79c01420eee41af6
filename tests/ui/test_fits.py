"""The window fits a laptop of 1366 pixels, whatever the texts in it and however large."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from quotadesk.ui import dress
from quotadesk.ui.parts import ShrinkingLabel
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk

LAPTOP = 1366
LONG = "The gateway of the whole company for every team, its guests and all of its many partners · " * 3


@pytest.mark.parametrize("size", [100, 200])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_text_widens_the_window(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, language: str, size: int
) -> None:
    window = opened(language=language)
    dress.wear("light", size)
    window.retranslate()
    window.resize(LAPTOP, 728)
    shown = window.abilities.desk()
    assert shown is not None
    window.status.show_desk(replace(shown, title=LONG))
    window.status.tell(LONG)
    for made in window.findChildren(ShrinkingLabel):
        made.setText(LONG)
    window.bar.open_text("owner:" + "a-very-long-name-of-an-owner-" * 6)
    settled(qtbot, window)
    assert window.minimumSizeHint().width() <= LAPTOP
    assert window.width() == LAPTOP
    bar = window.case.copybar
    assert bar.reply_button.mapTo(window, bar.reply_button.rect().bottomRight()).x() < LAPTOP
    assert bar.reply_button.mapTo(bar, bar.reply_button.rect().topLeft()).x() >= 0
    dress.wear("light", 100)


def test_the_lookup_line_is_as_high_as_its_text(opened: Opened) -> None:
    window = opened()
    dress.wear("light", 200)
    window.retranslate()
    assert window.bar.line.height() <= window.bar.line.parentWidget().maximumHeight()
    assert window.bar.line.parentWidget().maximumHeight() >= window.bar.line.minimumSizeHint().height()
    dress.wear("light", 100)


def test_a_new_lookup_starts_without_the_counts_of_the_one_before(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    window.lookup.clear()
    settled(qtbot, window)
    seen = [made.text() for made in window.results.findChildren(QLabel) if made.isVisible()]
    assert not any("request(s)" in text or "failed" in text for text in seen)
    assert window.results.answer is None
    assert window.case.view is None


def test_typing_on_at_the_question_copies_nothing(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    window = opened(start="status:429")
    view = window.case.tabs.views["reply"]
    view.asking.ask(("37",), ("37",))
    with qtbot.assertNotEmitted(view.asking.agreed):
        for key in (Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_Return):
            view.asking.ask(("37",), ("37",))
            assert view.asking.back.hasFocus()
            qtbot.keyClick(view.asking.back, key)
    assert desk.said == []
