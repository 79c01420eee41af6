"""How a window comes to its gateway, and what its settings keep."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QScrollArea
from pytestqt.qtbot import QtBot

from quotadesk.app.ports import FILE
from quotadesk.domain.lookup import LookupKey, Term
from quotadesk.domain.window import Window
from quotadesk.ui import dress
from quotadesk.ui.pages import PAGES
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk


def test_a_first_start_offers_the_sample_which_is_marked_and_forgotten_by_one_click(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.connected = False
    window = opened()
    assert not window.status.forget_sample.isVisible()
    window.results.notice.second.click()
    settled(qtbot, window)
    assert window.results.model.rowCount() > 0
    assert window.bar.ticket.startswith("Hi,")
    assert "SAMPLE" in window.status._sample.text()
    window.status.forget_sample.click()
    settled(qtbot, window)
    assert window.results.notice.title == "Welcome to Quotadesk"
    assert not window.status.forget_sample.isVisible()


def test_a_start_asks_the_keyring_before_it_asks_the_agent(opened: Opened, desk: FakeDesk) -> None:
    desk.credential = "locked"
    desk.asked_keyring = 1  # it opens as soon as it is asked
    window = opened()
    assert window.results.model.rowCount() > 0


def test_a_locked_keyring_has_its_own_notice_and_opens_when_asked_again(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.credential = "locked"
    window = opened()
    assert window.results.notice.title == "The system's keyring is locked"
    assert window.status._credential.text() == "keyring locked"
    window.results.notice.first.click()
    settled(qtbot, window)
    assert window.results.model.rowCount() > 0


def test_a_locked_keyring_is_gone_round_for_one_session(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.credential = "locked"
    window = opened()
    window.results.notice.second.click()
    dialog = window.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue(" a-secret ")
    dialog.accept()
    settled(qtbot, window)
    assert desk.session_credential == "a-secret"
    assert window.results.model.rowCount() > 0
    assert window.status._credential.text() == "credential for this session only"


def test_what_is_held_can_be_looked_up_with_a_locked_keyring(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.credential = "locked"
    window = opened()
    window.results.notice.third.click()
    settled(qtbot, window)
    assert window.results.model.rowCount() > 0


def test_offline_the_status_bar_says_until_when_rows_are_held_and_how_old_they_are(
    opened: Opened, desk: FakeDesk
) -> None:
    desk.online = False
    window = opened()
    assert "held until 23 Nov " in window.status._held.text()
    assert "ago" in window.status._held.text()


@pytest.mark.parametrize(
    ("name", "value"), [("low_share", "30"), ("low_days", "3"), ("keep_days", "90"), ("zone", "Asia/Tokyo")]
)
def test_a_rule_of_the_desk_is_kept_and_shown_again(
    opened: Opened, desk: FakeDesk, name: str, value: str
) -> None:
    window = opened()
    window.show_page("settings")
    box = window.settings.boxes[name]
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    assert desk.preferences[name] == value
    again = opened()
    assert again.settings.boxes[name].currentData() == value


def test_a_value_that_was_kept_by_a_command_is_shown_too(opened: Opened, desk: FakeDesk) -> None:
    desk.preferences |= {"keep_days": "45", "zone": "Asia/Shanghai"}
    window = opened()
    window.show_page("settings")
    assert window.settings.boxes["keep_days"].currentData() == "45"
    assert window.settings.boxes["zone"].currentData() == "Asia/Shanghai"


def test_earlier_lookups_are_forgotten_from_the_settings(opened: Opened, desk: FakeDesk) -> None:
    window = opened(start="status:429")
    window.lookup.kept.write()
    assert "status:429" in desk.preferences["history"]
    window.settings._forget.click()
    assert "status:429" not in desk.preferences["history"]


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_scrolls_sideways_on_a_small_laptop(
    opened: Opened, qtbot: QtBot, page: str, percent: int
) -> None:
    window = opened(start="status:429")
    window.resize(1366, 728)
    dress.wear("light", percent)
    window.show_page(page)
    settled(qtbot, window)
    areas = [a for a in window.pages.currentWidget().findChildren(QScrollArea) if a.isVisible()]
    if percent > 100:
        areas = [a for a in areas if not window.case.isAncestorOf(a)]  # a pane that scrolls both ways then
    wide = [a.widget().objectName() or a.objectName() for a in areas if a.horizontalScrollBar().maximum() > 0]
    width = window.width()
    dress.wear("light", 100)
    assert wide == []
    assert width <= 1366


# ---------------------------------------------------------------- a keyring that asks


def test_a_start_says_that_the_keyring_is_waited_for_and_goes_on_when_it_has_answered(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.credential, desk.keyring = "none", threading.Event()
    window = opened(settle=False)
    qtbot.waitUntil(lambda: window.results.notice.title == "Waiting for the keyring …")
    assert window.status._credential.text() == "waiting for the keyring"
    assert window.bar.line.hasFocus()
    desk.keyring.set()
    settled(qtbot, window)
    assert window.results.model.rowCount() > 0


def test_who_cancels_the_wait_for_the_keyring_looks_up_what_is_held(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.credential, desk.keyring = "none", threading.Event()
    window = opened(settle=False)
    qtbot.waitUntil(lambda: window.results.notice.title == "Waiting for the keyring …")
    window.actions_.by_name["cancel"].trigger()
    settled(qtbot, window)
    assert desk.gave_up
    assert window.results.model.rowCount() > 0


def test_a_lookup_that_is_cleared_away_does_not_give_up_the_keyring_for_everything_else(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.credential, desk.keyring = "none", threading.Event()
    window = opened(settle=False)
    qtbot.waitUntil(lambda: window.results.notice.title == "Waiting for the keyring …")
    window.lookup.clear()
    assert not desk.gave_up
    desk.keyring.set()
    settled(qtbot, window)
    assert desk.credential == "kept"


def test_a_lookup_made_while_the_keyring_asks_says_so_and_is_not_replaced_by_the_first_one(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.credential, desk.keyring = "none", threading.Event()
    window = opened(settle=False)
    QTest.keyClicks(window.bar.line, "status:502")
    QTest.keyClick(window.bar.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.results.notice.title == "Waiting for the keyring …")
    desk.keyring.set()
    settled(qtbot, window)
    assert [chip.text for chip in window.bar.chips] == ["status:502"]
    assert window.results.model.line(0).status == 502


def test_a_connection_that_waits_for_the_keyring_says_so_on_its_page(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened()
    window.show_page("connections")
    desk.keyring = threading.Event()
    window.connections._use.click()
    qtbot.waitUntil(lambda: "The keyring may ask" in window.connections.form.result)
    window.actions_.by_name["cancel"].trigger()
    settled(qtbot, window)
    assert desk.gave_up


def test_a_case_that_waits_for_the_keyring_says_so_and_can_be_cancelled(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened()
    desk.keyring = threading.Event()
    window.lookup.step(1)
    qtbot.waitUntil(lambda: window.case.notice.title == "Waiting for the keyring …")
    window.case.notice.first.click()
    settled(qtbot, window)
    assert window.case.view is not None


def test_a_refused_link_says_why_and_keeps_its_text(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    link = "quotadesk://lookup?q=status:429&evil=1"
    window.bar.line.setText(link)
    window.bar.submit()
    settled(qtbot, window)
    assert window.results.notice.title == "The link was refused. This link asks for more than a lookup."
    assert window.bar.line.text() == link


def test_a_connection_of_files_is_called_so_and_not_offline(opened: Opened, desk: FakeDesk) -> None:
    window = opened()
    shown = window.abilities.desk()
    assert shown is not None
    window.status.show_desk(replace(shown, online=False, credential=FILE))
    assert window.status._gateway.text().endswith(" · file")
    assert "until" not in window.status._held.text()


def test_what_is_held_is_told_from_its_first_day_with_its_gaps(opened: Opened) -> None:
    window = opened()
    shown = window.abilities.desk()
    assert shown is not None
    last = shown.held[-1]
    before = Window(last.start - timedelta(days=9), last.start - timedelta(days=5))
    window.status.show_desk(replace(shown, held=(before, last)))
    first = f"{before.start.astimezone():%d %b}".lstrip("0")
    assert first in window.status._held.text()
    assert "with gaps" in window.status._held.text()


def test_an_id_without_a_time_claims_no_window(opened: Opened) -> None:
    window = opened(start="status:429")
    answer = window.results.answer
    assert answer is not None
    term = Term(key=LookupKey.ID, values=("20261123",))
    window.results._say_head(replace(answer, lookup=replace(answer.lookup, terms=(term,), window_text="")))
    assert window.results._coverage.text() == "✓ the time around it is read"
