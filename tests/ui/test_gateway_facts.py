"""What is known of the gateway stands beside each verdict; what no probe shows can be answered once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from quotadesk.domain.profile import Product, Profile
from quotadesk.ui.gatewayfacts import line_of, open_questions
from quotadesk.ui.popover import Popover
from tests.ui import fake_facts as facts
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key


def test_the_line_beside_the_verdict_tells_the_profile_and_marks_what_was_answered(opened: Opened) -> None:
    window = opened(start="status:429")
    line = window.case.verdict.gateway
    assert line.isVisible()
    assert line.text() == (
        "New API v1.0.2 · error log on · charges logged (answered) · 500k quota = $1 · ids in UTC"
    )


def test_a_gateway_that_counts_in_dollars_names_no_quota() -> None:
    profile = Profile(product=Product.LITELLM, version="1.106", error_log=True, consume_log=True, retries="2")
    assert line_of(profile) == "LiteLLM 1.106 · error log on · charges logged · retries: 2"


def test_what_is_not_known_is_said_to_be_unknown() -> None:
    assert "error log unknown" in line_of(Profile(product=Product.NEWAPI))
    assert "charge log unknown" in line_of(Profile())
    assert "gateway not identified" in line_of(Profile())


def test_only_what_no_probe_found_is_asked() -> None:
    profile = replace(facts.PROFILE, asked=frozenset())
    assert [q.name for q in open_questions(profile)] == ["bills_on_disconnect"]
    corrected = replace(profile, bills_on_disconnect=True, asked=frozenset({"bills_on_disconnect"}))
    assert [q.name for q in open_questions(corrected)] == ["bills_on_disconnect"]
    assert open_questions(replace(corrected, asked=frozenset())) == ()


def test_enter_on_the_line_tells_every_fact_and_leads_to_the_questions(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    line = window.case.verdict.gateway
    line.setFocus()
    QTest.keyClick(line, KEY.Key_Return)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    qtbot.waitExposed(popover)
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() == popover.windowHandle())
    said = "\n".join(made.text() for made in popover.findChildren(QLabel))
    assert "answered by an agent" in said
    assert "found by the probe" in said
    assert "who pays on disconnect: unknown" in said
    next(b for b in popover.findChildren(QPushButton) if b.text() == "Answer on Connections").click()
    assert window.pages.currentWidget() is window.connections
    qtbot.waitUntil(window.connections.profile.choices["consume_log"].hasFocus)


def test_an_answer_is_kept_once_and_marked_from_then_on(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.profile = Profile(product=Product.NEWAPI, version="v1.0.2", consume_log=True)
    window = opened(start="status:429")
    assert "error log unknown" in window.case.verdict.gateway.text()
    window.show_page("connections")
    form = window.connections.profile
    assert form.isVisible()
    assert set(form.choices) == {"error_log", "bills_on_disconnect"}
    assert not form.go.isEnabled()
    form.choices["error_log"].setCurrentIndex(2)
    form.go.setFocus()
    QTest.keyClick(form.go, KEY.Key_Return)
    settled(qtbot, window)
    assert desk.answers == {"error_log": False, "bills_on_disconnect": None}
    assert not form.go.isEnabled()
    assert "error log off (answered)" in window.case.verdict.gateway.text()
    assert form.choices["error_log"].currentIndex() == 2


def test_answers_not_kept_yet_survive_a_switch_of_the_language(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened()
    window.show_page("connections")
    window.connections.profile.choices["bills_on_disconnect"].setCurrentIndex(1)
    window.actions_.by_name["switch_language"].trigger()
    qtbot.waitUntil(lambda: window.rail.buttons["lookup"].accessibleName() == "查询")
    box = window.connections.profile.choices["bills_on_disconnect"]
    assert box.currentIndex() == 1
    assert box.accessibleName() == "客户中途断开时由谁承担费用？"


def test_a_gateway_without_open_questions_is_asked_nothing(opened: Opened, desk: FakeDesk) -> None:
    desk.profile = Profile(
        product=Product.LITELLM, error_log=True, consume_log=True, bills_on_disconnect=True
    )
    window = opened()
    window.show_page("connections")
    assert not window.connections.profile.isVisible()


def test_how_many_requests_at_once_is_chosen_and_explained_for_each_kind(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened()
    window.show_page("connections")
    form = window.connections.form
    assert form.at_once.currentText() == "1"
    assert form.at_once.itemText(2) == "3 · if its operator allows as many"
    assert "three minutes" in form.at_once.accessibleDescription()
    form.kind.setCurrentIndex(form.kind.findData("litellm"))
    assert "LiteLLM names no limit" in form.at_once.accessibleDescription()
    form.at_once.setFocus()
    QTest.keyClick(form.at_once, Qt.Key.Key_Down)
    settled(qtbot, window)
    assert desk.paced == [("acme-gateway", 2)]
    assert window.status.told == "Requests at once to acme-gateway: 2"


def test_more_than_two_requests_at_once_stand_for_the_operators_word(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.connected = False
    window = opened()
    window.results.notice.first.click()
    form = window.connections.form
    for line, text in ((form.url, "gw.example"), (form.user_id, "1"), (form.credential, "secret")):
        line.setText(text)
    form.at_once.setCurrentIndex(3)
    form.submit()
    settled(qtbot, window)
    assert desk.asked_at_once == (4, 4)


def test_without_an_error_log_the_results_say_what_is_invisible(opened: Opened, desk: FakeDesk) -> None:
    desk.profile = Profile(product=Product.ONEAPI, error_log=False)
    window = opened(start="status:429")
    assert window.results.blind.text() == (
        "The gateway's error log is off: refusals and failures are invisible here."
    )
    assert window.results.blind.isVisible()


def test_with_an_error_log_the_results_say_nothing_of_it(opened: Opened) -> None:
    assert not opened(start="status:429").results.blind.isVisible()
