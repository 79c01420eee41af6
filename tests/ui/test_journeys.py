"""What an agent does at the window, with the keyboard alone."""

from __future__ import annotations

import threading

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from quotadesk.app.errors import CredentialRefused
from quotadesk.app.matching import NONE_AGREES
from quotadesk.domain.said import Said
from quotadesk.ui.blanks import BlanksDialog
from quotadesk.ui.commands import COMMANDS
from tests.ui import fake_facts as facts
from tests.ui.conftest import Opened, press, settled
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TICKET = "Hi,\nacme-retail here, since 15:00 all our calls answer 429 with key sk-abcdefghijkl1234567890.\nWere we charged?"


def _clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def _clipboard(form: str) -> str:
    return bytes(QGuiApplication.clipboard().mimeData().data(form).data()).decode()


def test_from_a_pasted_ticket_to_a_copied_reply_in_three_key_presses(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    _clip(TICKET)
    window.bar.focus_line()
    press(KEY.Key_V, CTRL)
    press(KEY.Key_Return)
    settled(qtbot, window)
    press(KEY.Key_Return, CTRL)
    reply = window.case.texts.document("reply")
    assert reply is not None
    assert QGuiApplication.clipboard().text() == reply.plain
    assert _clipboard("text/markdown") == reply.markdown
    assert "<p>" in _clipboard("text/html")
    assert "Reply copied" in window.status.told


def test_a_copy_that_comes_before_its_text_waits_for_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429", settle=False)
    qtbot.waitUntil(lambda: window.case.view is not None)
    _clip("before")
    window.case.copy("reply")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "before")
    settled(qtbot, window)


def test_a_quick_hand_never_copies_the_reply_to_the_request_before(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    _clip("before")
    window.bar.open_text("status:502")
    window.case.copy("reply")
    assert QGuiApplication.clipboard().text() == "before"
    settled(qtbot, window)
    reply = window.case.texts.document("reply")
    assert reply is not None
    assert window.case.view is not None
    assert window.case.view.request is not None
    assert window.case.view.request.status == 502
    assert QGuiApplication.clipboard().text() == reply.plain


def test_a_pasted_key_is_never_shown(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    _clip(TICKET)
    window.bar.focus_line()
    press(KEY.Key_V, CTRL)
    shown = window.bar.line.text() + " ".join(c.text() + c.toolTip() for c in window.bar.row.buttons)
    assert "sk-abcdefghijkl" not in shown
    assert [c.value for c in window.bar.chips] == ["429", "acme-retail"]


def test_an_error_without_a_row_gets_a_verdict_from_its_text(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.lines = []
    window = opened()
    _clip('{"error":\n{"code":"insufficient_user_quota"}} 403')
    window.bar.focus_line()
    press(KEY.Key_V, CTRL)
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert window.case.view is not None
    assert window.case.view.request is None
    assert "wallet" in window.case.verdict.sentence.text()
    assert "pasted text" in window.results.notice.hint


def test_a_message_that_no_held_request_agrees_with_is_judged_by_its_words(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.agrees = False
    window = opened()
    _clip(TICKET)
    window.bar.focus_line()
    press(KEY.Key_V, CTRL)
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert window.case.view is not None
    assert window.case.view.request is None
    assert window.results.model.rowCount()
    assert NONE_AGREES in window.results.answer.notes
    window.results.select(1)
    settled(qtbot, window)
    assert window.case.view.request is not None, "the agent chooses a row himself"


def test_what_could_not_be_read_is_never_said_to_hold_no_request(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.lines, desk.complete = [], False
    window = opened()
    _clip('{"error":\n{"code":"insufficient_user_quota"}} 403')
    window.bar.focus_line()
    press(KEY.Key_V, CTRL)
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert window.results.notice.hint.startswith("What could be read")


def test_an_owner_without_requests_shows_balance_and_its_notice(opened: Opened, desk: FakeDesk) -> None:
    desk.lines = []
    window = opened(start="owner:acme-retail")
    assert window.case.account.isVisible()
    window.case.copy("reply")
    assert desk.said == ["replies/low_balance"]


def test_chinese_is_typed_into_the_lookup_bar(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.clear()
    event = QInputMethodEvent()
    event.setCommitString("云帆科技")
    QApplication.sendEvent(window.bar.line, event)
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert [c.value for c in window.bar.chips] == ["云帆科技"]
    assert {window.results.model.line(r).owner for r in range(window.results.model.rowCount())} == {
        "云帆科技"
    }


def test_chips_are_walked_removed_and_edited_with_keys(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    press(KEY.Key_Left)
    assert window.bar.row.buttons[1].hasFocus()
    press(KEY.Key_Left)
    assert window.bar.row.buttons[0].hasFocus()
    press(KEY.Key_Delete)
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips] == ["group:production"]
    press(KEY.Key_Return)
    assert window.bar.line.text() == "group:production"
    assert window.bar.chips == ()
    window.bar.undo()
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips] == ["group:production"]


def test_a_new_time_replaces_the_old_one_and_other_terms_stay(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 since:24h")
    QTest.keyClicks(window.bar.line, "since:7d")
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips] == ["status:429", "since:7d"]


def test_walking_down_the_table_opens_each_case(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.results.table.setFocus()
    press(KEY.Key_Down)
    settled(qtbot, window)
    assert window.case.view is not None
    assert window.case.view.request is not None
    assert window.case.view.request.key == "r1"
    press(KEY.Key_K)
    settled(qtbot, window)
    assert window.case.view.request.key == "r0"


def test_a_note_with_gaps_is_copied_at_once_and_tells_how_many_are_left(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start="status:429")
    window.results.table.setFocus()
    press(KEY.Key_C, CTRL | SHIFT)
    assert desk.said == ["handoff/note"]
    assert "‹by when?›" in QGuiApplication.clipboard().text()
    assert "1 gap left" in window.status.told


def test_the_gaps_of_a_note_are_filled_by_the_agent(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    window = opened(start="status:429")
    window.results.table.setFocus()
    press(KEY.Key_G, CTRL)
    dialog = window.findChild(BlanksDialog)
    assert dialog is not None
    dialog.lines["by"].setText("18:00")
    QTest.keyClick(dialog, KEY.Key_Return)
    qtbot.waitUntil(lambda: "18:00" in window.case.tabs.views["note"].text.toPlainText())
    assert desk.said == []
    window.case.copy("note")
    assert "18:00" in QGuiApplication.clipboard().text()
    assert "gap" not in window.status.told


def test_the_reply_turns_into_the_other_language_by_itself(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    window.actions_.by_name["turn_text"].trigger()
    settled(qtbot, window)
    assert window.case.tabs.views["reply"].text.toPlainText().startswith("本次请求未扣费")
    assert window.results.model.headerData(0, Qt.Orientation.Horizontal) == "Time ↓"


def test_an_evidence_value_is_copied_with_enter(opened: Opened, qtbot: QtBot) -> None:
    from quotadesk.ui.evidencegrid import EvidenceCell

    window = opened(start="status:429 group:production")
    cell = next(c for c in window.case.evidence.findChildren(EvidenceCell) if c.item.name == "request_id")
    cell.setFocus()
    QTest.keyClick(cell, KEY.Key_Return)
    assert QGuiApplication.clipboard().text().startswith("2026")


def test_every_command_is_in_a_menu_and_in_the_palette(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    in_menus = {a for menu in window.actions_._menus.values() for a in menu.actions()}
    assert {window.actions_.by_name[c.name] for c in COMMANDS} <= in_menus
    for action in window.actions_.by_name.values():
        action.setEnabled(True)  # those that need a chosen case are left out without one
    window.actions_.by_name["palette"].trigger()
    texts = {window._palette.list.item(i).text() for i in range(window._palette.list.count())}
    assert {window.actions_.by_name[c.name].text() for c in COMMANDS if c.name != "palette"} <= texts
    QTest.keyClicks(window._palette.line, "dark")
    assert window._palette.list.count() == 1
    window._palette.hide()


def test_no_two_commands_share_a_key() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert len(keys) == len(set(keys))


def test_a_refused_credential_tells_the_agent_what_to_do(opened: Opened, desk: FakeDesk) -> None:
    desk.trouble = CredentialRefused(
        Said("Refused.", "被拒绝。"), Said("Enter the key again.", "请重新输入密钥。")
    )
    window = opened()
    assert window.results.notice.title == "Refused."
    assert window.results.notice.hint == "Enter the key again."
    assert window.results.notice.first.text() == "Open Connections"
    window.results.notice.first.click()
    assert window.pages.currentWidget() is window.connections


def test_a_failure_without_words_never_shows_its_text(opened: Opened, desk: FakeDesk) -> None:
    window = opened()
    window.results.show_trouble(ValueError("Bearer sk-secret"), lambda: None)
    assert "sk-secret" not in window.results.notice.title + window.results.notice.hint


def test_a_slow_lookup_shows_progress_and_can_be_cancelled(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    gate = threading.Event()
    desk.slow = gate
    window = opened(settle=False)
    qtbot.waitUntil(window.status._bar.isVisible)
    window.actions_.by_name["cancel"].trigger()
    gate.set()
    settled(qtbot, window)
    assert not window.status._bar.isVisible()
    assert window.results.model.rowCount() == 214


def test_a_late_answer_never_replaces_a_newer_one(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    gate = threading.Event()
    desk.slow = gate
    window = opened(start="status:429", settle=False)
    qtbot.waitUntil(lambda: window.background.busy("lookup"))
    desk.slow = None
    window.bar.show_chips(())
    window.bar.open_text("status:502")
    qtbot.waitUntil(lambda: window.results.model.rowCount() > 0)
    gate.set()
    settled(qtbot, window)
    assert window.results.model.line(0).status == 502


def test_a_first_start_offers_a_connection(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.connected = False
    window = opened()
    assert window.results.notice.title == "Welcome to Quotadesk"
    window.results.notice.first.click()
    form = window.connections.form
    form.url.setText("gateway.acme.example")
    form.user_id.setText("1")
    form.credential.setText("secret")
    QTest.keyClick(form.credential, KEY.Key_Return)
    settled(qtbot, window)
    assert form.credential.text() == ""
    assert "Connected" in form.result
    assert "read-only" in form.result
    assert window.results.model.rowCount() == 214


def test_a_dead_address_is_explained_in_the_form(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.show_page("connections")
    form = window.connections.form
    form.url.setText("https://down.example")
    form.user_id.setText("1")
    form.credential.setText("secret")
    form.submit()
    settled(qtbot, window)
    assert "Check the URL" in form.result
    assert "secret" not in form.result
    assert form.credential.text() == "secret", "a wrong address costs no second paste"
    assert form.go.isEnabled()
    window.show_page("lookup")
    assert form.credential.text() == ""


def test_a_credential_that_lives_for_the_session_is_named_in_the_status_bar(
    opened: Opened, desk: FakeDesk
) -> None:
    desk.credential = "session"
    window = opened()
    assert window.status._credential.text() == "credential for this session only"


def test_dragging_over_the_histogram_narrows_the_time(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    asked: list[object] = []
    window.results.histogram.narrowed.connect(asked.append)
    histogram = window.results.histogram
    QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=QPoint(100, 10))
    QTest.mouseMove(histogram, QPoint(300, 10))
    QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=QPoint(300, 10))
    histogram.setFocus()
    press(KEY.Key_Right)
    press(KEY.Key_Right, SHIFT)
    press(KEY.Key_Return)
    assert asked
    assert facts.DAY.start <= asked[-1].start < asked[-1].end


def test_the_keys_stand_on_one_page(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.actions_.by_name["cheat_sheet"].trigger()
    dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
    QTest.keyClick(dialog, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in window.findChildren(QDialog)))


def test_everything_that_takes_focus_has_a_name(opened: Opened, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QAbstractButton, QWidget

    window = opened(start="status:429")
    nameless = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            if not (widget.accessibleName() or text):
                nameless.append(type(widget).__name__)
    assert nameless == []


def test_a_long_lookup_in_text_form_is_not_taken_for_a_ticket(opened: Opened) -> None:
    text = "owner:acme-retail group:production model:claude-sonnet-4-5 status:429 failed:yes since:24h charged:no"
    window = opened(start=text)
    assert window.bar.ticket == ""
    assert len(window.bar.chips) == 7


def test_names_of_the_gateway_are_offered_while_typing(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "growth")
    assert window.bar.line.offers.list.count() == 1
    press(KEY.Key_Tab)
    assert window.bar.line.text() == "owner:growth-team "


def test_down_leads_from_the_bar_into_the_table(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.focus_line()
    press(KEY.Key_Down)
    assert window.results.table.hasFocus()


def test_the_menu_of_all_actions_opens_again_and_again(opened: Opened, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QMenu

    window = opened()
    for _ in range(3):
        window.actions_.by_name["menu"].trigger()
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        assert len(popup.actions()) == 5
        popup.close()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    window.retranslate()
