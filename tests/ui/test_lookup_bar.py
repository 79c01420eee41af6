"""What the lookup bar offers while somebody types, and how it remembers."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quotadesk.app.ports import Names
from quotadesk.domain.lookup import LookupKey
from quotadesk.ui.history import MOST, Kept, Walk
from quotadesk.ui.rowpaint import parts_of
from quotadesk.ui.suggestions import KEYS, Stock
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


def _press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


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
    _press(KEY.Key_Down)
    assert window.bar.line.accessibleDescription().startswith("status:")
    _press(KEY.Key_Return)
    assert window.bar.line.text() == "status:"
    QTest.keyClicks(window.bar.line, "42")
    _press(KEY.Key_Tab)
    _press(KEY.Key_Return)
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips][-1] == "status:429"


def test_enter_without_a_choice_asks_for_what_was_typed(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "status:42")
    assert window.bar.line.offers.isVisible()
    _press(KEY.Key_Return)
    assert not window.bar.line.offers.isVisible()
    assert [c.text for c in window.bar.chips][-1] == "status:42"


def test_escape_closes_the_list_and_leaves_the_words(opened: Opened) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "gro")
    _press(KEY.Key_Escape)
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
    _press(KEY.Key_Return)
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
