"""Cases at the window: kept with Ctrl+D, noted by copying, found by any word, and all of it with the keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from quotadesk.app.errors import StoreBusy
from quotadesk.domain.said import Said
from quotadesk.ui.caseasking import CaseAsking
from quotadesk.ui.popover import Popover
from quotadesk.ui.window import MainWindow
from tests.ui.conftest import Opened, press, settled
from tests.ui.fake_cases import a_day_of_cases
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def _asking(window: MainWindow, qtbot: QtBot) -> CaseAsking:
    press(KEY.Key_D, CTRL)
    qtbot.waitUntil(lambda: bool(window.findChildren(CaseAsking)))
    return window.findChildren(CaseAsking)[0]


def _popover() -> Popover | None:
    made = QApplication.activePopupWidget()
    return made if isinstance(made, Popover) else None


def _on_cases(window: MainWindow, qtbot: QtBot) -> None:
    press(KEY.Key_2, CTRL)
    settled(qtbot, window)
    assert window.pages.currentWidget() is window.cases
    _shown(window, qtbot)


def _shown(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the entries of the case stand on the screen: a layout shows new ones a moment later."""
    qtbot.waitUntil(lambda: all(entry.isVisible() for entry in window.cases.details.entries))


def test_a_request_is_kept_with_two_keys_when_the_ticket_named_its_number(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases.suggested = "ZD-48213"
    window = opened(start="status:429 group:production")
    assert window.case.verdict.case_link.add.isVisible()
    asking = _asking(window, qtbot)
    assert asking.line.text() == "ZD-48213"
    QTest.keyClick(asking.line, KEY.Key_Return)
    settled(qtbot, window)
    view = window.case.view
    assert view is not None
    (kept,) = desk.cases.kept["ZD-48213"].requests
    assert kept.verdict.sentence == view.verdict.sentence
    assert "ZD-48213" in window.status.told
    assert "ZD-48213" in window.case.verdict.case_link.holding.text()
    assert not window.case.verdict.case_link.add.isVisible()


def test_without_a_number_nothing_can_be_added(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    window = opened(start="status:429 group:production")
    asking = _asking(window, qtbot)
    assert not asking.go.isEnabled()
    asking.line.setText("  ")
    assert not asking.go.isEnabled()
    asking.close()
    assert desk.cases.kept == {}


def test_without_a_request_in_sight_the_status_bar_says_what_to_do(opened: Opened, desk: FakeDesk) -> None:
    desk.lines = []
    window = opened(start="status:429")
    assert window.case.keeping.ask() is None
    assert "Choose a request" in window.status.told


def test_copying_a_text_of_a_kept_request_notes_it_and_closing_the_case_ends_that(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start="status:429 group:production")
    assert window.case.view is not None
    window.case.copy("reply")
    settled(qtbot, window)
    assert desk.cases.kept == {}
    window.case.keeping.keep("ZD-1", window.case.view)
    settled(qtbot, window)
    window.case.copy("note")
    settled(qtbot, window)
    note = window.case.texts.document("note")
    assert note is not None
    (text,) = desk.cases.kept["ZD-1"].texts
    assert (text.kind, text.audience, text.wording) == ("handoff/note", "internal", note.plain)
    assert "ZD-1" in window.status.told
    desk.cases.abilities().close("ZD-1")
    window.case.copy("reply")
    settled(qtbot, window)
    assert len(desk.cases.kept["ZD-1"].texts) == 1


def test_the_link_under_the_verdict_leads_to_the_case_and_its_request_back(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    window = opened(start="status:429 group:production")
    window.case.keeping.keep("ZD-48177", window.case.view)
    settled(qtbot, window)
    assert window.case.view is not None
    assert window.case.view.request is not None
    request_id = window.case.view.request.request_id
    window.case.verdict.case_link.case_wanted.emit("ZD-48177")
    settled(qtbot, window)
    assert window.pages.currentWidget() is window.cases
    assert window.cases.details.case is not None
    assert window.cases.details.case.ticket == "ZD-48177"
    _shown(window, qtbot)
    window.cases.details.focus_first()
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert window.pages.currentWidget() is window.lookup
    assert [c.text for c in window.bar.chips] == [f"id:{request_id}"]


def test_the_empty_page_explains_itself_and_leads_to_lookup(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    _on_cases(window, qtbot)
    assert "Ctrl+D" in window.cases.notice.hint
    assert window.cases.notice.first.hasFocus()
    press(KEY.Key_Return)
    assert window.pages.currentWidget() is window.lookup


def test_a_case_is_found_and_read_with_the_keyboard_alone(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    window = opened(start="status:429")
    _on_cases(window, qtbot)
    assert window.cases.line.hasFocus()
    assert window.cases.list.count() == 5
    qtbot.keyClicks(window.cases.line, "zd 48177")
    qtbot.waitUntil(lambda: window.cases.list.count() == 1 and not window.cases._pause.isActive())
    settled(qtbot, window)
    _shown(window, qtbot)
    press(KEY.Key_Return)
    assert window.cases.list.hasFocus()
    press(KEY.Key_Return)
    first, *_, last = window.cases.details.entries
    assert first.hasFocus()
    for _ in window.cases.details.entries[1:]:
        press(KEY.Key_Down)
    assert last.hasFocus()
    press(KEY.Key_Return)
    popover = _popover()
    assert popover is not None
    kept = desk.cases.kept["ZD-48177"].texts[0].wording
    assert any(label.text() == kept.strip() for label in popover.findChildren(QLabel))
    popover.close()
    assert last.hasFocus()


def test_a_search_that_finds_nothing_says_so_and_escape_ends_it(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    window = opened()
    _on_cases(window, qtbot)
    qtbot.keyClicks(window.cases.line, "nowhere")
    qtbot.waitUntil(lambda: window.cases.list.count() == 0)
    assert window.cases.right.currentWidget() is window.cases.nothing
    press(KEY.Key_Escape)
    qtbot.waitUntil(lambda: window.cases.list.count() == 5)


def test_the_evidence_is_shown_as_it_was_then(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.cases = a_day_of_cases()
    window = opened()
    _on_cases(window, qtbot)
    entry = window.cases.details.entries[0]
    links = [b for b in entry.findChildren(type(window.cases.details.delete)) if "Evidence" in b.text()]
    links[0].click()
    popover = _popover()
    assert popover is not None
    told = [e.accessibleName() for e in popover.entries]
    assert any("acme-retail" in t or "growth-team" in t for t in told)
    assert any("recorded" in t for t in told)
    popover.close()


def test_a_note_is_saved_when_it_is_left_and_not_when_nothing_changed(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    window = opened()
    _on_cases(window, qtbot)
    note, before = window.cases.details.note, desk.cases.kept["ZD-48213"].changed_at
    note.setFocus()
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert desk.cases.kept["ZD-48213"].changed_at == before
    note.setText("answered")
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert desk.cases.kept["ZD-48213"].note == "answered"
    note.setFocus()
    qtbot.keyClicks(note, " and told")
    window.cases.details.entries[1].setFocus()
    settled(qtbot, window)
    assert desk.cases.kept["ZD-48213"].note == "answered and told"
    assert window.cases.details.entries[1].hasFocus()


def test_closing_reopening_exporting_and_deleting_have_keys_and_deleting_asks_once(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, tmp_path: Path
) -> None:
    desk.cases = a_day_of_cases()
    window = opened()
    _on_cases(window, qtbot)
    for closed in (True, False):
        press(KEY.Key_W, CTRL | SHIFT)
        settled(qtbot, window)
        assert (desk.cases.kept["ZD-48213"].closed_at is not None) is closed
    window.cases.export_to(tmp_path)
    settled(qtbot, window)
    assert desk.cases.exported == [("ZD-48213", tmp_path, "en")]
    assert str(tmp_path) in window.status.told
    window.cases.list.setFocus()
    press(KEY.Key_Delete)
    qtbot.waitUntil(lambda: bool(window.cases.findChildren(QMessageBox)))
    box = window.cases.findChildren(QMessageBox)[0]
    assert "ZD-48213" in desk.cases.kept
    next(b for b in box.buttons() if "Delete" in b.text()).click()
    settled(qtbot, window)
    assert "ZD-48213" not in desk.cases.kept
    assert window.cases.list.count() == 4


def test_a_case_is_exported_by_its_key_out_of_the_note_and_never_without_a_case(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    window = opened()
    _on_cases(window, qtbot)
    action = window.actions_.by_name["export_case"]
    assert action.isEnabled()
    window.cases.details.note.setFocus()
    press(KEY.Key_S, CTRL | SHIFT)
    qtbot.waitUntil(lambda: bool(window.cases.findChildren(QFileDialog)))
    window.cases.findChildren(QFileDialog)[0].reject()
    window.cases.line.setText("nowhere")
    qtbot.waitUntil(lambda: window.cases.list.count() == 0)
    settled(qtbot, window)
    assert not action.isEnabled()
    assert window.cases._ask_folder() is None


def test_a_store_that_is_busy_is_told_with_the_way_to_try_again(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    desk.cases.trouble = StoreBusy(
        Said("Another program holds the store.", "另一程序占用本地库。"), Said("Wait.", "请稍候。")
    )
    window = opened()
    _on_cases(window, qtbot)
    assert "Another program" in window.cases.notice.title
    desk.cases.trouble = None
    window.cases.notice.first.click()
    settled(qtbot, window)
    assert window.cases.list.count() == 5


def test_the_page_speaks_chinese_with_full_width_punctuation(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    window = opened(language="zh")
    _on_cases(window, qtbot)

    def said() -> str:
        return "\n".join(made.text() for made in window.cases.findChildren(QLabel) if made.isVisible())

    qtbot.waitUntil(lambda: "扣费：" in said())
    assert "案例" in said()
    assert "处理中" in window.cases.details._state.text()


def test_everything_on_the_page_has_a_name_for_a_screen_reader(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.cases = a_day_of_cases()
    window = opened()
    _on_cases(window, qtbot)
    page = window.cases
    for part in (page.line, page.list, page.details.note, *page.details.entries):
        assert part.accessibleName()
    item = page.list.item(0)
    assert "open" in str(item.data(Qt.ItemDataRole.AccessibleTextRole))
