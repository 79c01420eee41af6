"""What leaves this machine is told before it leaves; what the gate refuses is marked and stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from quotadesk.app.errors import TextPlace, UnfitText
from quotadesk.domain.fields import FIELDS, Audience
from quotadesk.domain.said import Said
from quotadesk.ui.blanks import BlanksDialog
from quotadesk.ui.popover import Popover
from quotadesk.ui.spots import spots_of
from tests.ui.conftest import Opened
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
PLACE = TextPlace(line=3, column=70, length=8, why=Said("the tail of a key", "密钥尾号"))
REFUSAL = UnfitText(
    Said("This text may not leave.", "此文本不能发出。"),
    Said("Remove the marked place.", "请删去标出的内容。"),
    places=(PLACE,),
)


def _said(popover: Popover | None) -> str:
    assert popover is not None
    return "\n".join(made.text() for made in popover.findChildren(QLabel))


def test_a_note_says_for_whom_it_leaves_where_to_and_with_how_many_gaps(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.case.tabs.show_kind("note")
    line = window.case.tabs.views["note"].leaves
    assert line.isVisible()
    assert line.text() == "What leaves: for colleagues · to the clipboard · 1 gap left"
    assert window.case.copybar._masked_button.text() == "2 values masked"


def test_a_reply_says_that_it_is_for_the_customer(opened: Opened) -> None:
    window = opened(start="status:429 group:production", language="zh")
    assert window.case.tabs.views["reply"].leaves.text() == "将发出：供客户阅读 · 至剪贴板"


def test_enter_opens_masked_values_gaps_and_what_never_leaves(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.case.tabs.show_kind("note")
    line = window.case.tabs.views["note"].leaves
    line.setFocus()
    QTest.keyClick(line, KEY.Key_Return)
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    said = _said(popover)
    for words in (
        "team-7f3a",
        "an owner's e-mail address",
        "By when is it needed?",
        "prompts and answers",
        "Channel",
    ):
        assert words in said
    QTest.keyClick(popover, KEY.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert line.hasFocus()


def test_a_reply_keeps_back_more_than_a_note(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    reply = window.case.tabs.views["reply"].leaving
    note = window.case.tabs.views["note"].leaving
    assert reply is not None
    assert note is not None
    internal = [f.label.en for f in FIELDS.values() if f.audience is Audience.INTERNAL]
    assert all(name in reply.kept_back.split(", ") for name in internal)
    assert not any(name in note.kept_back.split(", ") for name in internal)
    assert "Balance" in note.kept_back


def test_the_gaps_can_be_filled_from_there(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.case.tabs.show_kind("note")
    popover = window.case.show_leaving()
    assert popover is not None
    next(b for b in popover.findChildren(QPushButton) if b.text() == "Fill the gaps …").click()
    dialog = window.findChild(BlanksDialog)
    assert dialog is not None
    dialog.reject()


def test_what_is_open_is_counted_for_replies_too(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    document = window.case.texts.document("reply")
    assert document is not None
    window.case.tabs.show_document("reply", replace(document, missing=(Said("the amount", "金额"),)))
    assert "1 gap left" in window.case.tabs.views["reply"].leaves.text()


def test_a_refused_text_is_marked_where_it_is_and_nothing_is_copied(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start="status:429 group:production")
    QGuiApplication.clipboard().setText("untouched")
    desk.refusal = REFUSAL
    window.results.table.setFocus()
    QTest.keyClick(window.results.table, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    view = window.case.tabs.views["reply"]
    assert QGuiApplication.clipboard().text() == "untouched"
    assert window.results.table.hasFocus()
    assert view.note == (
        "Not copied: this text may not leave.\nline 3, column 70: the tail of a key\nRemove the marked place."
    )
    selections = view.text.extraSelections()
    assert selections[-1].cursor.selectedText() == "sk-…9a2f"
    there = view.text.textCursor()
    assert there.position() == selections[-1].cursor.selectionStart()
    qtbot.waitUntil(lambda: view.text.viewport().rect().contains(view.text.cursorRect(there).center()))


def test_a_refusal_is_gone_once_the_text_may_leave(opened: Opened, desk: FakeDesk) -> None:
    window = opened(start="status:429 group:production")
    desk.refusal = REFUSAL
    window.case.copy("note")
    assert window.case.tabs.kind == "note"
    assert window.case.tabs.views["note"].note
    desk.refusal = None
    window.case.copy("note")
    assert window.case.tabs.views["note"].note == ""


def test_a_refusal_is_said_in_the_language_that_is_switched_to(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start="status:429 group:production")
    desk.refusal = REFUSAL
    window.case.copy("reply")
    window.actions_.by_name["switch_language"].trigger()
    qtbot.waitUntil(lambda: window.rail.buttons["lookup"].accessibleName() == "查询")
    assert window.case.tabs.views["reply"].note.startswith(
        "未复制：此文本不能发出。\n第 3 行第 70 列：密钥尾号"
    )


def test_a_refusal_without_places_says_its_reasons(opened: Opened, desk: FakeDesk) -> None:
    window = opened(start="status:429 group:production")
    desk.refusal = UnfitText(
        Said("Not now.", "暂不可发。"), Said("Wait.", "请稍候。"), reasons=(Said("an e-mail", "邮箱"),)
    )
    window.case.copy("reply")
    assert "an e-mail" in window.case.tabs.views["reply"].note


@pytest.mark.parametrize(("line", "column", "length"), [(9, 1, 3), (0, 1, 3), (1, 99, 3), (2, 3, 99)])
def test_a_place_beyond_the_text_never_marks_beyond_it(line: int, column: int, length: int) -> None:
    plain = "abc\ndefg"
    place = TextPlace(line=line, column=column, length=length, why=Said("x", "x"))
    spots = spots_of(UnfitText(Said("m", "m"), Said("h", "h"), places=(place,)), plain)
    assert all(0 <= s.start <= s.end <= len(plain) for s in spots)


def test_the_bar_below_opens_the_same(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.case.copybar._masked_button.click()
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, Popover)
    assert "a full key" in _said(popover)
    popover.close()
