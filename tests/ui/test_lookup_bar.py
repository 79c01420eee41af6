"""What the lookup bar offers while somebody types, and how it remembers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotadesk.app.errors import CredentialRefused
from quotadesk.app.ports import Names
from quotadesk.domain.lookup import LookupKey
from quotadesk.domain.lookup_text import is_chinese
from quotadesk.domain.said import Said
from quotadesk.ui import lookupline
from quotadesk.ui.abilities import Chip
from quotadesk.ui.chips import WIDEST
from quotadesk.ui.history import MOST, Kept, Walk
from quotadesk.ui.metrics import px
from quotadesk.ui.rowpaint import parts_of
from quotadesk.ui.suggestions import KEYS, Stock
from quotadesk.ui.window import MainWindow
from tests.ui.conftest import Opened, press, settled
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
FULL_KEY = "sk-Qw7Lp2Zx9Vb4Nm6Kj8Hg3Fd5Sa1"


def _stock() -> Stock:
    stock = Stock()
    stock.know(
        Names(
            owners=dict.fromkeys(("acme-retail", "growth-team", "团队 一"), ()),
            models=("claude-sonnet-4-5", "gpt-5"),
            groups=("production", "staging"),
        )
    )
    return stock


def _shown(line: str) -> list[str]:
    return [offer.shown for offer in _stock().offers(line)]


def test_every_key_that_a_lookup_understands_is_offered() -> None:
    assert set(KEYS) == set(LookupKey)


def test_a_word_offers_keys_first_and_then_the_names_that_hold_it() -> None:
    assert _shown("gro")[:2] == ["group:", "growth-team"]


def test_after_a_key_only_its_values_are_offered() -> None:
    assert _shown("owner:") == ["acme-retail", "growth-team", "团队 一"]
    assert _shown("group:g") == ["staging"]
    assert _shown("charged:re") == ["refunded"]


def test_the_last_value_of_a_list_is_completed_and_none_is_offered_twice() -> None:
    taken = _stock().offers("owner:acme-retail status:402,4")
    assert "402" not in [offer.shown for offer in taken]
    assert "owner:acme-retail status:402,429 " in [offer.text for offer in taken]


def test_a_name_with_a_space_is_written_in_quotes() -> None:
    assert [offer.text for offer in _stock().offers("团队")] == ['owner:"团队 一" ']


@pytest.mark.parametrize(
    "line", ["owner:acme-retial", "owner:acmr-r", "acmr-ret", "owner:growth-team,acme-retial"]
)
def test_an_owner_with_a_wrong_letter_is_offered_where_nothing_else_fits(line: str) -> None:
    (offer,) = _stock().offers(line)
    assert offer.shown == "acme-retail"
    assert offer.text.endswith("acme-retail ")
    assert offer.text.startswith(line.rpartition(",")[0] if "," in line else "owner:")


def test_a_name_that_fits_is_offered_without_its_neighbours() -> None:
    assert _shown("owner:growth-t") == ["growth-team"]


def test_saved_and_earlier_lookups_are_offered_whole() -> None:
    offers = _stock().offers(
        "prod", saved={"Production today": "group:production"}, history=("model:prod-1",)
    )
    assert [(o.text, o.whole) for o in offers] == [
        ("group:production ", False),
        ("group:production", True),
        ("model:prod-1", True),
    ]


def test_the_matching_part_is_told_apart() -> None:
    assert parts_of("growth-team", [(7, 4)]) == [("growth-", False), ("team", True)]


def test_two_thousand_owners_are_offered_from_without_a_thousand_lines() -> None:
    stock = Stock()
    stock.know(Names(owners={f"owner-{n:04}": () for n in range(2000)}))
    assert [o.shown for o in stock.offers("owner:1999")] == ["owner-1999"]
    assert len(stock.offers("owner")) == 12


def test_arrows_choose_and_enter_takes_what_was_chosen(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "stat")
    press(KEY.Key_Down)
    assert window.bar.line.accessibleDescription().startswith("status:")
    press(KEY.Key_Return)
    assert window.bar.line.text() == "status:"
    QTest.keyClicks(window.bar.line, "42")
    press(KEY.Key_Tab)
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips][-1] == "status:429"


def test_enter_without_a_choice_asks_for_what_was_typed(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "status:42")
    assert window.bar.line.offers.isVisible()
    press(KEY.Key_Return)
    assert not window.bar.line.offers.isVisible()
    assert [c.text for c in window.bar.chips][-1] == "status:42"


def test_escape_closes_the_list_and_leaves_the_words(opened: Opened) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "gro")
    press(KEY.Key_Escape)
    assert not window.bar.line.offers.isVisible()
    assert window.bar.line.text() == "gro"
    assert window.bar.line.hasFocus()


def test_before_enter_the_bar_says_what_is_meant_and_how_many_there_are(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="group:production")
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "status:429")
    meaning = window.bar.line.offers.meaning
    qtbot.waitUntil(lambda: "held" in meaning.text())
    assert "group production · status 429" in meaning.text()
    many = int(meaning.text().split("→")[1].split()[0].replace(",", ""))
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert window.results.model.rowCount() == min(many, 60)


def test_a_preview_tells_what_cannot_be_read(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "status:?")
    qtbot.waitUntil(lambda: "cannot be read" in window.bar.line.offers.meaning.text())


def test_alt_left_and_right_walk_through_the_lookups(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    window.bar.open_text("status:402")
    window.bar.open_text("status:502")
    settled(qtbot, window)
    for name, text in (
        ("undo_lookup", "status:402"),
        ("undo_lookup", "status:429"),
        ("redo_lookup", "status:402"),
        ("redo_lookup", "status:502"),
        ("redo_lookup", "status:502"),
    ):
        window.actions_.by_name[name].trigger()
        settled(qtbot, window)
        assert [c.text for c in window.bar.chips] == [text]


def test_lookups_of_earlier_days_are_walked_back_to(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.preferences["history"] = json.dumps(["group:staging", "group:production"])
    window = opened(start="status:429")
    window.bar.undo()
    window.bar.undo()
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips] == ["group:production"]


def test_the_history_outlives_the_window_without_the_message_and_its_key(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened()
    window.bar.take_paste("Hi,\nacme-retail here: 429 with sk-abcdefghijkl1234567890.\nWere we charged?")
    window.bar.submit()
    settled(qtbot, window)
    window.close()
    kept = json.loads(desk.preferences["history"])
    assert kept[0] == "status:429 owner:acme-retail"
    assert "sk-abcdefgh" not in desk.preferences["history"]


def test_a_key_in_a_term_is_masked_before_the_history_is_written() -> None:
    written: dict[str, str] = {}
    kept = Kept(lambda _: "", written.__setitem__)
    kept.add("key:sk-abcdefghijklmnop1234567890")
    kept.write()
    assert "abcdefghijklmnop" not in written["history"]


def test_fifty_lookups_are_kept_and_a_repeated_one_once() -> None:
    kept = Kept(lambda _: "", lambda _name, _value: None)
    for number in (*range(60), 30):
        kept.add(f"status:{number}")
    assert len(kept.texts) == MOST
    assert kept.texts[0] == "status:30"
    assert kept.texts.count("status:30") == 1


@pytest.mark.parametrize("written", ["", "nonsense", '{"a": 1}', "[1, null]"])
def test_a_history_that_cannot_be_read_is_an_empty_one(written: str) -> None:
    assert Kept(lambda _: written, lambda _name, _value: None).texts == ()


def test_a_new_lookup_forgets_what_was_undone() -> None:
    walk = Walk()
    for ticket in ("a", "b", "c"):
        walk.go(((), ticket))
    assert walk.back(((), "c"), lambda _: ()) == ((), "b")
    walk.go(((), "d"))
    assert walk.forth(lambda _: ()) is None
    assert walk.back(((), "d"), lambda _: ()) == ((), "b")


def _paste(qtbot: QtBot, window: MainWindow, text: str) -> None:
    window.bar.take_paste(text)
    window.bar.submit()
    settled(qtbot, window)


@pytest.mark.parametrize("pasted", ["402, was I charged?", "was I charged?", "这次402扣费了吗"])
def test_a_short_question_is_a_ticket_and_is_explained_where_no_row_fits(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, pasted: str
) -> None:
    desk.lines = []
    window = opened()
    _paste(qtbot, window, pasted)
    assert window.bar.ticket == pasted
    assert [c.text for c in window.bar.chips] == (["status:402"] if "402" in pasted else [])
    assert window.case.view is not None
    assert window.case.view.pasted == pasted
    window.case.copy("reply")
    assert desk.said == ["replies/ask"]


def test_a_typed_question_is_kept_beside_the_terms_that_stand_there(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start="group:production")
    window.bar.line.setText("acme-retail 429, why?")
    window.bar.submit()
    settled(qtbot, window)
    assert window.bar.ticket == "acme-retail 429, why?"
    assert {c.key for c in window.bar.chips} == {"group", "status", "owner"}


@pytest.mark.parametrize("pasted", ["acme-retail, 429", "status:402", "20261123070001123456789abcdEFGH"])
def test_terms_alone_are_no_ticket_however_they_are_put(opened: Opened, pasted: str) -> None:
    window = opened()
    window.bar.take_paste(pasted)
    assert window.bar.ticket == ""


@pytest.mark.parametrize("way", ["take_paste", "open_text", "typed"])
def test_a_lookup_with_a_mistake_stays_in_the_line_and_says_what_is_wrong(
    opened: Opened, desk: FakeDesk, way: str
) -> None:
    desk.unclear = "ownr:acme-retail"
    window = opened(start="status:429")
    if way == "typed":
        window.bar.line.setText(desk.unclear)
        window.bar.submit()
    else:
        getattr(window.bar, way)(desk.unclear)
    assert window.bar.line.text() == "ownr:acme-retail"
    assert "cannot be read" in window.bar.line.offers.meaning.text()
    assert [c.text for c in window.bar.chips] == ["status:429"]


def test_a_key_in_a_lookup_with_a_mistake_is_masked_in_the_line(opened: Opened, desk: FakeDesk) -> None:
    desk.unclear = "ownr:x key:sk-abcdefghijklmnop1234567890"
    window = opened()
    window.bar.take_paste(desk.unclear)
    assert window.bar.line.text().startswith("ownr:x key:sk-")
    assert "abcdefghijklmnop" not in window.bar.line.text()


def test_terms_with_a_question_are_chips_and_a_ticket_and_never_a_low_balance_notice(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.lines = []
    window = opened()
    _paste(qtbot, window, "acme-retail 402 was I charged? Insufficient balance")
    assert {c.text for c in window.bar.chips} == {"owner:acme-retail", "status:402"}
    window.case.copy("reply")
    assert desk.said == ["replies/ask"]


def test_a_reply_opens_in_the_language_of_its_ticket_unless_it_was_switched_by_hand(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened()
    chinese, english = "云帆科技的接口一直报429，扣费了吗？", "acme-retail gets 429, were we charged?"
    _paste(qtbot, window, chinese)
    assert window.case.texts.languages["reply"] == "zh"
    assert "感谢" in _reply(window) or "未扣费" in _reply(window)
    _paste(qtbot, window, english)
    assert window.case.texts.languages["reply"] == "en"
    _paste(qtbot, window, chinese)
    window.case.texts.turn("reply", "en")
    settled(qtbot, window)
    _paste(qtbot, window, english)
    _paste(qtbot, window, chinese)
    assert window.case.texts.languages["reply"] == "en"


def _reply(window: MainWindow) -> str:
    document = window.case.texts.document("reply")
    return document.plain if document is not None else ""


def test_a_whole_key_in_a_ticket_is_told_with_what_to_advise(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    _paste(qtbot, window, "acme-retail: 429 with sk-abcdefghijkl1234567890abcd, why?")
    assert window.case.whole_key.isVisible()
    assert "revoke" in window.case.whole_key.text()
    _paste(qtbot, window, "acme-retail: 429, why?")
    assert not window.case.whole_key.isVisible()


def test_a_lookup_without_a_gateway_comes_back_to_the_welcome(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.connected = False
    desk.trouble = CredentialRefused(
        Said("No gateway is connected.", "尚未连接网关。"), Said("Add one.", "请添加。")
    )
    window = opened()
    _paste(qtbot, window, "402, was I charged?")
    assert window.results.notice.title == "Welcome to Quotadesk"
    assert "No gateway is connected." in window.status.told
    assert window.bar.ticket == "402, was I charged?"


@pytest.mark.parametrize(
    ("ticket", "chinese"),
    [
        ('调用 gpt-5 报错 {"error": {"message": "The balance of this account is empty"}}，扣费了吗', True),
        ("Hi, 云帆科技 here, all of our calls fail since noon", False),
        ("402", False),
    ],
)
def test_the_language_of_a_ticket_is_that_of_its_own_words(ticket: str, chinese: bool) -> None:
    assert is_chinese(ticket) is chinese


# ---------------------------------------------------------------- line and terms as one field


def _texts(window: MainWindow) -> list[str]:
    return [chip.text for chip in window.bar.chips]


def test_ctrl_a_and_delete_empty_line_and_terms_and_ctrl_z_brings_both_back(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "model:gpt")
    before = _texts(window)
    press(KEY.Key_A, CTRL)
    assert all(button.property("chosen") == "true" for button in window.bar.row.buttons)
    press(KEY.Key_Delete)
    assert (_texts(window), window.bar.line.text()) == ([], "")
    assert window.bar.line.hasFocus()
    press(KEY.Key_Z, CTRL)
    assert (_texts(window), window.bar.line.text()) == (before, "model:gpt")


def test_what_is_typed_after_ctrl_a_takes_the_place_of_all_terms(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    press(KEY.Key_A, CTRL)
    QTest.keyClicks(window.bar.line, "502")
    assert (_texts(window), window.bar.line.text()) == ([], "502")


def test_after_ctrl_a_a_walk_with_the_arrows_leaves_all_terms_alone(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    before = _texts(window)
    press(KEY.Key_A, CTRL)
    press(KEY.Key_End)
    press(KEY.Key_Delete)
    assert _texts(window) == before
    assert all(button.property("chosen") != "true" for button in window.bar.row.buttons)


def test_going_to_the_line_does_not_choose_the_terms(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    before = _texts(window)
    press(KEY.Key_F, CTRL)
    press(KEY.Key_Delete)
    assert _texts(window) == before


def test_ctrl_c_after_ctrl_a_copies_the_lookup_as_text_with_every_key_masked(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, f"key:{FULL_KEY}")
    press(KEY.Key_A, CTRL)
    press(KEY.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("status:429 group:production")
    assert FULL_KEY not in copied
    assert window.bar.chips


def test_backspace_in_the_empty_line_removes_the_last_term_and_keeps_the_cursor(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    press(KEY.Key_Backspace)
    settled(qtbot, window)
    assert _texts(window) == ["status:429"]
    assert window.bar.line.hasFocus()
    assert {window.results.model.line(row).status for row in range(3)} == {429}
    window.bar.undo()
    settled(qtbot, window)
    assert _texts(window) == ["status:429", "group:production"]


def test_backspace_held_down_empties_the_line_and_no_term(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    held = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Backspace, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(window.bar.line, held)
    assert len(window.bar.chips) == 2


def test_letters_typed_on_a_term_go_into_the_line(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    press(KEY.Key_Left)
    assert window.bar.row.buttons[-1].hasFocus()
    QTest.keyClicks(QApplication.focusWidget(), "o")
    assert window.bar.line.hasFocus()
    assert window.bar.line.text() == "o"


def test_editing_a_term_keeps_what_was_typed(opened: Opened) -> None:
    window = opened(start="status:429 group:production")
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "gpt")
    press(KEY.Key_Escape)
    press(KEY.Key_Home)
    press(KEY.Key_Left)
    press(KEY.Key_Return)
    assert window.bar.line.text() == "gpt group:production"


def test_a_middle_click_pastes_as_ctrl_v_does_and_shows_no_key(opened: Opened, monkeypatch) -> None:
    window = opened()
    monkeypatch.setattr(lookupline, "selected_text", lambda: f"our key {FULL_KEY} answers 429")
    QTest.mouseClick(window.bar.line, Qt.MouseButton.MiddleButton)
    assert FULL_KEY not in window.bar.line.text()
    assert window.bar.ticket
    assert not window.bar.line.acceptDrops()


@pytest.mark.parametrize(
    ("term", "chinese"),
    [("sort:owner-asc", "归属 ↑"), ("failed:yes", "是"), ("charged:refunded", "已退款")],
)
def test_a_term_says_the_words_of_a_lookup_in_the_windows_language(
    opened: Opened, term: str, chinese: str
) -> None:
    window = opened(language="zh", start=f"status:429 {term}")
    shown = window.bar.row.buttons[-1]
    assert shown.chip.text == term
    assert shown.text().endswith(f" {chinese}")
    assert chinese in shown.accessibleName()


def test_a_whole_key_is_never_told_by_its_digest(opened: Opened) -> None:
    window = opened()
    window.bar.show_chips((Chip(key="key", label=Said("key", "密钥"), value="8aeb" * 16, text="key:x"),))
    button = window.bar.row.buttons[0]
    assert button.text() == "key by its print"
    assert "8aeb" not in button.toolTip() + button.accessibleName()


def test_a_time_is_shortened_before_it_is_cut(opened: Opened) -> None:
    window = opened()
    year = datetime.now(UTC).year
    value = f"{year}-11-22T00:00:00+00:00 to:{year}-11-23T08:30:00+00:00"
    window.bar.show_chips((Chip(key="time", label=Said("time", "时间"), value=value, text="x"),))
    button = window.bar.row.buttons[0]
    assert button.text() == "time 11-22 00:00 – 11-23 08:30 UTC"
    assert str(year) in button.toolTip()
    assert button.sizeHint().width() < px(WIDEST)


def test_the_length_of_a_ticket_is_said_in_the_language_in_use(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.show_chips((), "Hello, all our calls fail.")
    assert "26 characters" in window.bar.row.buttons[0].text()
    window.preferences.switch_language()
    qtbot.waitUntil(lambda: "character" not in window.bar.row.buttons[0].text())
    assert "26" in window.bar.row.buttons[0].text()
