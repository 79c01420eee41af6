"""An agent edits a text in the window: the gate judges it meanwhile, asks once, and nothing typed is lost."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotadesk.app.errors import UnfitText
from quotadesk.domain.documents import Document
from quotadesk.ui.commands import COMMANDS
from quotadesk.ui.textpicker import TextPicker
from quotadesk.ui.textview import TextView
from quotadesk.ui.window import MainWindow
from tests.ui.conftest import Opened, press, settled
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SECRET = "sk-" + "Zk3vQ9aLm2" * 5
OPEN = "status:429 group:production"
Line = QTextCharFormat.UnderlineStyle


def _edit(window: MainWindow, typed: str, kind: str = "reply") -> TextView:
    """Type at the end of a text."""
    window.case.tabs.show_kind(kind)
    view = window.case.tabs.views[kind]
    view.text.setFocus()
    press(KEY.Key_End, CTRL)
    if typed.isascii() and typed.isprintable():
        QTest.keyClicks(view.text, typed)
    else:
        view.text.insertPlainText(typed)
    return view


def _underlined(view: TextView) -> dict[str, Line]:
    return {
        s.cursor.selectedText(): s.format.underlineStyle()
        for s in view.text.extraSelections()
        if s.format.underlineStyle() is not Line.NoUnderline
    }


def _clip() -> str:
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize("kind", ["reply", "note"])
def test_what_the_agent_types_is_what_is_copied(opened: Opened, qtbot: QtBot, kind: str) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " Best regards, Lin")
    window.case.copy("reply")
    assert _clip().rstrip().endswith("Best regards, Lin")
    assert view.note == ""
    window.case.tabs.show_kind(kind)


def test_an_edited_text_keeps_its_audience_and_its_facts(opened: Opened) -> None:
    window = opened(start=OPEN)
    before = window.case.texts.document("reply")
    _edit(window, " Thank you.")
    after = window.case.texts.document("reply")
    assert before is not None
    assert after is not None
    assert (after.audience, after.facts, after.kind) == (before.audience, before.facts, before.kind)
    assert after.plain.strip() == before.plain.strip() + " Thank you."


def test_edits_survive_another_language_another_tab_and_another_case(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " Best regards")
    typed = view.text.toPlainText()
    window.case.written.turn_text()
    settled(qtbot, window)
    assert view.text.toPlainText().startswith("本次请求未扣费")
    assert "Best" not in view.text.toPlainText()
    window.case.tabs.show_kind("note")
    window.lookup.step(1)
    settled(qtbot, window)
    window.lookup.step(-1)
    settled(qtbot, window)
    window.case.tabs.show_kind("reply")
    window.case.written.turn_text()
    settled(qtbot, window)
    assert view.text.toPlainText() == typed


def test_restore_brings_the_templates_text_back_and_undo_takes_that_back(opened: Opened) -> None:
    window = opened(start=OPEN)
    restore = window.case.tabs.restore
    assert not restore.isVisible()
    before = window.case.tabs.views["reply"].text.toPlainText()
    view = _edit(window, " Best regards")
    typed = view.text.toPlainText()
    assert restore.isVisible()
    window.actions_.by_name["restore_text"].trigger()
    assert view.text.toPlainText() == before
    assert not restore.isVisible()
    assert window.case.texts.draft("reply") is None
    view.text.undo()
    assert view.text.toPlainText() == typed
    assert restore.isVisible()


def test_undo_and_redo_walk_through_the_edits(opened: Opened) -> None:
    window = opened(start=OPEN)
    field = window.case.tabs.views["reply"].text
    before = field.toPlainText()
    _edit(window, " one")
    press(KEY.Key_Return)
    press(KEY.Key_Return)
    QTest.keyClicks(field, "two")
    after = field.toPlainText()
    for _ in range(20):
        press(KEY.Key_Z, CTRL)
    assert field.toPlainText() == before
    for _ in range(20):
        press(KEY.Key_Z, CTRL | SHIFT)
    assert field.toPlainText() == after


def test_a_new_language_of_the_window_leaves_text_cursor_and_undo_alone(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " Best regards")
    typed, at = view.text.toPlainText(), view.text.textCursor().position()
    window.actions_.by_name["switch_language"].trigger()
    qtbot.waitUntil(lambda: window.rail.buttons["lookup"].accessibleName() == "查询")
    assert view.text.toPlainText() == typed
    assert view.text.textCursor().position() == at
    assert view.text.document().isUndoAvailable()


def test_a_full_key_that_was_pasted_is_underlined_while_typing_and_refused(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened(start=OPEN)
    QGuiApplication.clipboard().setText(f" Your key is {SECRET}, right?")
    view = _edit(window, "")
    press(KEY.Key_V, CTRL)
    qtbot.waitUntil(lambda: bool(_underlined(view)))
    assert _underlined(view) == {SECRET: Line.WaveUnderline}
    assert "a secret" in view.told.text()
    mark = view.text.mark_at(view.text.toPlainText().index(SECRET) + 3)
    assert mark is not None
    assert "a secret" in mark.told
    QGuiApplication.clipboard().setText("untouched")
    window.case.copy("reply")
    assert _clip() == "untouched"
    assert not view.asking.isVisible()
    assert "a secret" in view.note
    assert SECRET not in view.note
    assert view.text.textCursor().position() == view.text.toPlainText().index(SECRET)


@pytest.mark.parametrize("typed", ["azure-east-1", "lin.na", "li.wei@corp.example"])
def test_a_known_value_cannot_be_confirmed_away(opened: Opened, desk: FakeDesk, typed: str) -> None:
    window = opened(start=OPEN)
    _edit(window, f" See {typed} 4711")
    window.case.texts.confirm("reply", frozenset({typed, "4711"}))
    window.case.copy("reply")
    view = window.case.tabs.views["reply"]
    assert not view.asking.isVisible()
    assert view.note
    assert desk.said == []


def test_a_figure_that_nobody_declared_is_marked_and_asked_once(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " We refund 1.50 USD.")
    qtbot.waitUntil(lambda: bool(_underlined(view)))
    assert _underlined(view) == {"1.50": Line.DashUnderline}
    press(KEY.Key_Return, CTRL)
    assert desk.said == []
    assert view.asking.isVisible()
    assert view.asking.question.text() == (
        "You typed 1.50 USD; it is not in the evidence. Copy it all the same?"
    )
    assert view.asking.back.hasFocus()
    press(KEY.Key_Return, CTRL)
    assert len(desk.said) == 1
    assert "We refund 1.50 USD." in _clip()
    assert _underlined(view) == {}
    window.case.copy("reply")
    assert len(desk.said) == 2
    assert not view.asking.isVisible()


def test_escape_leads_back_to_the_figure(opened: Opened, desk: FakeDesk) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " We refund 1.50 USD.")
    press(KEY.Key_Return, CTRL)
    press(KEY.Key_Escape)
    assert not view.asking.isVisible()
    assert view.text.hasFocus()
    assert view.text.textCursor().position() == view.text.toPlainText().index("1.50")
    assert desk.said == []


def test_another_figure_is_asked_again(opened: Opened, desk: FakeDesk) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " We refund 1.50 USD")
    press(KEY.Key_Return, CTRL)
    press(KEY.Key_Return, CTRL)
    _edit(window, " and 2.75 more")
    window.case.copy("reply")
    assert "2.75" in view.asking.question.text()
    assert "1.50" not in view.asking.question.text()
    assert len(desk.said) == 1


def test_typing_on_withdraws_the_question(opened: Opened) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " We refund 1.50 USD.")
    window.case.copy("reply")
    _edit(window, " Sorry.")
    assert not view.asking.isVisible()


def test_an_empty_variable_refuses_and_is_filled_by_a_form(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    from quotadesk.ui.blanks import BlanksDialog

    window = opened(start=OPEN)
    view = _edit(window, " See ‹region› please.")
    window.case.copy("reply")
    assert desk.said == []
    assert "Missing: region" in view.note or "empty" in view.note
    press(KEY.Key_G, CTRL)
    dialog = window.findChild(BlanksDialog)
    assert dialog is not None
    dialog.lines["region"].setText("the east")
    QTest.keyClick(dialog, KEY.Key_Return)
    qtbot.waitUntil(lambda: "See the east please." in view.text.toPlainText())
    window.case.copy("reply")
    assert len(desk.said) == 1


def test_marks_stand_right_below_empty_lines_that_were_typed_above(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start=OPEN)
    view = window.case.tabs.views["reply"]
    view.text.setFocus()
    press(KEY.Key_Home, CTRL)
    for _ in range(2):
        press(KEY.Key_Return)
    press(KEY.Key_Home, CTRL)
    press(KEY.Key_Down)
    press(KEY.Key_Down)
    QTest.keyClicks(view.text, "  4711 times. ")
    qtbot.waitUntil(lambda: bool(_underlined(view)))
    assert _underlined(view) == {"4711": Line.DashUnderline}


def test_the_line_below_walks_from_place_to_place_by_enter(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " 4711 and 4712.")
    qtbot.waitUntil(lambda: len(_underlined(view)) == 2)
    assert view.told.text().startswith("2 places")
    text = view.text.toPlainText()
    for figure in ("4711", "4712", "4711"):
        view.told.setFocus()
        QTest.keyClick(view.told, KEY.Key_Return)
        assert view.text.hasFocus()
        assert view.text.textCursor().position() == text.index(figure)
        assert figure in view.told.text()


def test_drafts_that_were_not_copied_are_counted(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start=OPEN)
    _edit(window, " Best regards")
    assert window.case.texts.uncopied() == 1
    window.case.copy("reply")
    assert window.case.texts.uncopied() == 0
    _edit(window, ", Lin")
    assert window.case.texts.uncopied() == 1


@pytest.mark.parametrize(("key", "form"), [("F", "rich"), ("P", "plain"), ("M", "markdown"), ("H", "chat")])
def test_a_text_is_copied_in_four_forms_and_the_last_one_is_remembered(
    opened: Opened, desk: FakeDesk, key: str, form: str
) -> None:
    window = opened(start=OPEN)
    window.results.table.setFocus()
    press(Qt.Key[f"Key_{key}"], CTRL | SHIFT)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml() is (form == "rich")
    assert data.hasFormat("text/markdown") is (form in {"rich", "markdown"})
    assert desk.preferences["copy_form"] == form
    again = opened(start=OPEN)
    assert again.case.copybar.form_button.form.name == form
    again.case.copy("reply")
    assert QGuiApplication.clipboard().mimeData().hasHtml() is (form == "rich")


def test_a_chat_gets_short_lines(opened: Opened) -> None:
    window = opened(start=OPEN)
    window.case.written.copy_as("chat")
    assert "on your behalf.\n" in _clip()
    assert max(len(line) for line in _clip().splitlines()) < 180


def test_the_button_of_forms_lists_them_with_their_keys(opened: Opened) -> None:
    window = opened(start=OPEN)
    menu = window.case.copybar.form_button.open()
    texts = [action.text() for action in menu.actions()]
    assert len(texts) == 4
    assert texts[3].startswith("Chat")
    assert texts[3].endswith("Ctrl+Shift+H")
    menu.actions()[1].trigger()
    menu.close()
    assert window.case.copybar.form_button.text() == "Plain ▾"


def _pick(opened: Opened, qtbot: QtBot) -> tuple[MainWindow, TextPicker]:
    window = opened(start=OPEN)
    _edit(window, " ::")
    qtbot.waitUntil(lambda: window.case.written.picking.picker is not None)
    settled(qtbot, window)
    picker = window.case.written.picking.picker
    assert picker is not None
    return window, picker


def test_two_colons_open_the_templates_and_enter_puts_one_in_with_its_facts(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window, picker = _pick(opened, qtbot)
    QTest.keyClicks(picker.line, "refund")
    assert picker.list.count() == 1
    settled(qtbot, window)
    assert picker.preview.text().startswith("We have refunded")
    QTest.keyClick(picker.line, KEY.Key_Return)
    field = window.case.tabs.views["reply"].text
    assert field.toPlainText().endswith(" We have refunded $0.0284 on 2026-11-23.")
    assert "::" not in field.toPlainText()
    qtbot.waitUntil(field.hasFocus)
    window.case.copy("reply")
    assert "$0.0284" in _clip()
    settled(qtbot, window)
    assert (desk.uses[0][1], desk.uses[1]) == (True, ("replies/refund", False))


def test_escape_leaves_the_colons_where_they_are(opened: Opened, qtbot: QtBot) -> None:
    window, picker = _pick(opened, qtbot)
    QTest.keyClick(picker, KEY.Key_Escape)
    qtbot.waitUntil(window.case.tabs.views["reply"].text.hasFocus)
    assert window.case.tabs.views["reply"].text.toPlainText().endswith(" ::")


def test_a_template_with_an_empty_fact_is_put_in_and_the_reply_refuses_until_it_is_filled(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window, picker = _pick(opened, qtbot)
    QTest.keyClicks(picker.line, "ask")
    QTest.keyClick(picker.line, KEY.Key_Return)
    view = window.case.tabs.views["reply"]
    qtbot.waitUntil(lambda: "‹model›" in view.text.toPlainText())
    assert view.note == "Still missing: Model"
    window.case.copy("reply")
    assert desk.said == []


def test_a_faulty_template_says_why_and_is_not_put_in(opened: Opened, qtbot: QtBot) -> None:
    window, picker = _pick(opened, qtbot)
    QTest.keyClicks(picker.line, "hours")
    settled(qtbot, window)
    assert "line 3" in picker.preview.text()
    QTest.keyClick(picker.line, KEY.Key_Return)
    assert picker.isVisible()
    picker.close()


def test_the_most_used_template_comes_first(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.uses += [("replies/ask", False), ("replies/ask", True)]
    _, picker = _pick(opened, qtbot)
    assert picker.list.item(0).text().startswith("Ask for what is missing")
    assert "2 times copied" in picker.list.item(0).text()
    picker.close()


def test_a_copy_is_counted_once_and_whether_it_was_rewritten(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start=OPEN)
    window.case.copy("reply")
    settled(qtbot, window)
    _edit(window, " Best regards")
    for _ in range(2):
        window.case.copy("reply")
        settled(qtbot, window)
    assert desk.uses == [("replies/upstream_fault", False), ("replies/upstream_fault", True)]


def test_the_frame_does_not_close_over_an_edited_text_without_asking(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start=OPEN)
    assert window.may_close()
    _edit(window, " Best regards")
    assert not window.may_close()
    box = window.case.written.loss.box
    assert box is not None
    assert box.text() == "1 edited text not copied yet."
    QTest.keyClick(box, KEY.Key_Escape)
    assert window.case.texts.uncopied() == 1
    assert not window.may_close()
    box = window.case.written.loss.box
    assert box is not None
    next(b for b in box.buttons() if b.text() == "Close and lose it").click()
    assert window.may_close()


def test_a_template_can_be_put_in_from_the_menu_too(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start=OPEN)
    view = _edit(window, " And: ")
    window.actions_.by_name["pick_template"].trigger()
    qtbot.waitUntil(lambda: window.case.written.picking.picker is not None)
    settled(qtbot, window)
    picker = window.case.written.picking.picker
    assert picker is not None
    QTest.keyClick(picker.line, KEY.Key_Return)
    qtbot.waitUntil(lambda: view.text.toPlainText().endswith(" And: We have refunded $0.0284 on 2026-11-23."))


def test_typed_markup_stays_what_it_is(opened: Opened) -> None:
    window = opened(start=OPEN)
    _edit(window, "\n\n**not bold** <b>x</b> [a](b) # no heading `code`")
    window.case.copy("reply")
    assert _clip().rstrip().endswith("**not bold** <b>x</b> [a](b) # no heading `code`")
    assert "<b>x</b>" not in QGuiApplication.clipboard().mimeData().html()


def test_a_late_judgement_never_marks_another_case(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, judge = threading.Event(), desk.judge

    def slow(document: Document, confirmed: frozenset[str]) -> tuple[UnfitText, ...]:
        gate.wait(10)
        return judge(document, confirmed)

    monkeypatch.setattr(desk, "judge", slow)
    window = opened(start=OPEN)
    view = _edit(window, " We refund 1.50 USD.")
    qtbot.waitUntil(lambda: window.background.busy("judge:reply"))
    window.lookup.step(1)
    qtbot.waitUntil(lambda: "1.50" not in view.text.toPlainText())
    gate.set()
    settled(qtbot, window)
    assert _underlined(view) == {}
    assert not view.told.isVisible()


def test_one_undo_takes_back_a_template(opened: Opened, qtbot: QtBot) -> None:
    window, picker = _pick(opened, qtbot)
    QTest.keyClick(picker.line, KEY.Key_Return)
    field = window.case.tabs.views["reply"].text
    qtbot.waitUntil(lambda: "refunded" in field.toPlainText())
    field.undo()
    assert field.toPlainText().endswith(" ::")


def test_the_keys_of_the_window_work_while_a_text_is_edited(opened: Opened) -> None:
    window = opened(start=OPEN)
    field = window.case.tabs.views["reply"].text
    field.setFocus()
    eaten = []
    for command in COMMANDS:
        for keys in command.keys:
            combination = QKeySequence(keys)[0]
            if not combination.keyboardModifiers() & (CTRL | Qt.KeyboardModifier.AltModifier):
                continue
            event = QKeyEvent(
                QEvent.Type.ShortcutOverride, combination.key(), combination.keyboardModifiers()
            )
            event.ignore()
            QApplication.sendEvent(field, event)
            if event.isAccepted():
                eaten.append(keys)
    assert eaten == []
    before = field.toPlainText()
    QTest.keyClicks(field, "/?")
    assert field.toPlainText() != before
