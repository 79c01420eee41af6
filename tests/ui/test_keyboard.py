"""The window without a mouse: where the focus is, which keys there are, and how few of them a reply takes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from quotadesk.ui import dress
from quotadesk.ui.cheatsheet import CheatSheet
from quotadesk.ui.commandpalette import Entry, fitting
from quotadesk.ui.commands import COMMANDS
from quotadesk.ui.pages import PAGES
from quotadesk.ui.window import MainWindow
from tests.ui.conftest import Opened, press, settled
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
TICKET = "Hi,\nacme-retail here, since 15:00 all our calls answer 429.\nWere we charged?"
MOST_STOPS = 120


def test_from_paste_to_copied_reply_in_at_most_four_key_presses(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    QGuiApplication.clipboard().setText(TICKET)
    presses = ((KEY.Key_V, CTRL | SHIFT), (KEY.Key_Return, CTRL))
    for key, modifiers in presses:
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)
        settled(qtbot, window)
    reply = window.case.texts.document("reply")
    assert reply is not None
    assert QGuiApplication.clipboard().text() == reply.plain
    assert len(presses) <= 4


def _walk(window: MainWindow) -> Iterator[tuple[str, bool, bool]]:
    """Press Tab until the focus has been everywhere; gives each stop: what, whether in sight, whether marked."""
    first: QWidget | None = None
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or window, KEY.Key_Tab)
        QApplication.processEvents()
        here = QApplication.focusWidget()
        if here is None or here is first:
            return
        first = first or here
        spot = QRect(here.mapTo(window, QPoint(0, 0)), here.size()).adjusted(-3, -3, 3, 3)
        focused = window.grab(spot).toImage()
        here.clearFocus()
        QApplication.processEvents()
        plain = window.grab(spot).toImage()
        here.setFocus()
        QApplication.processEvents()
        name = f"{type(here).__name__} {here.objectName() or here.accessibleName()}"
        yield name, not here.visibleRegion().isEmpty(), focused != plain


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_the_focus_can_be_seen_wherever_tab_leads(
    opened: Opened, qtbot: QtBot, page: str, scheme: str
) -> None:
    window = opened(start="status:429 group:production")
    window.preferences.prefer("scheme", scheme)
    window.show_page(page)
    settled(qtbot, window)
    stops = list(_walk(window))
    dress.wear("light", 100)
    assert len(stops) >= 3
    assert [name for name, in_sight, _ in stops if not in_sight] == []
    assert [name for name, _, marked in stops if not marked] == []


def _tabbed(window: MainWindow) -> list[QWidget]:
    """Press Tab from the menu until it comes round; gives where the focus was."""
    window.rail.menu.setFocus()
    seen: list[QWidget] = []
    while (
        (here := QApplication.focusWidget()) is not None and here not in seen[:1] and len(seen) < MOST_STOPS
    ):
        seen.append(here)
        QTest.keyClick(here, KEY.Key_Tab)
        QApplication.processEvents()
    return seen


def test_tab_goes_through_the_lookup_page_in_the_order_in_which_it_is_read(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened(start="status:429 group:production")
    window.lookup.step(1)  # the pills and cells of the case are made anew
    settled(qtbot, window)
    parts = (window.rail, window.bar, window.results, window.case)
    seen = _tabbed(window)
    passed = [next(n for n, part in enumerate(parts) if part.isAncestorOf(stop)) for stop in seen]
    assert passed == sorted(passed)
    assert set(passed) == {0, 1, 2, 3}
    bar = [stop for stop in seen if window.bar.isAncestorOf(stop)]
    assert bar[:4] == [*window.bar.row.buttons, window.bar.line, window.bar.saved_button]
    assert seen.index(window.results.histogram) < seen.index(window.results.table)
    case = [stop for stop in seen if window.case.isAncestorOf(stop)]
    pills = [n for n, stop in enumerate(case) if stop.property("role") == "pill"]
    cells = [n for n, stop in enumerate(case) if window.case.evidence.isAncestorOf(stop)]
    copy = [n for n, stop in enumerate(case) if window.case.copybar.isAncestorOf(stop)]
    assert max(pills) < min(cells) < max(cells) < min(copy)


@pytest.mark.parametrize("page", PAGES)
def test_tab_comes_to_the_page_in_sight_on_the_rail_and_arrows_go_on_from_there(
    opened: Opened, qtbot: QtBot, page: str
) -> None:
    window = opened()
    window.show_page(page)
    settled(qtbot, window)
    window.rail.menu.setFocus()
    press(KEY.Key_Tab)
    assert QApplication.focusWidget() is window.rail.buttons[page]
    press(KEY.Key_Up if page == "settings" else KEY.Key_Down)
    settled(qtbot, window)
    beside = PAGES[PAGES.index(page) + (-1 if page == "settings" else 1)]
    assert window.pages.currentIndex() == PAGES.index(beside)


@pytest.mark.parametrize(("key", "kind"), [(KEY.Key_1, "reply"), (KEY.Key_2, "note"), (KEY.Key_3, "ledger")])
def test_the_key_of_a_text_shows_it_and_pressed_again_goes_into_it(
    opened: Opened, qtbot: QtBot, key: Qt.Key, kind: str
) -> None:
    window = opened(start="status:502")
    window.case.tabs.show_kind("note" if kind == "reply" else "reply")
    window.results.table.setFocus()
    press(key, ALT)
    assert window.case.tabs.kind == kind
    assert window.results.table.hasFocus()
    press(key, ALT)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.case.tabs.isAncestorOf(focus)
    if kind != "ledger":
        assert focus is window.case.tabs.views[kind].text
        press(KEY.Key_Escape)
        assert window.results.table.hasFocus()


def test_no_key_leads_from_the_bar_into_nothing_where_there_is_no_row(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.connected = False
    window = opened()
    QTest.keyClick(window.bar.line, KEY.Key_Down)
    assert window.focusWidget() is window.results.notice.first


@pytest.mark.parametrize(
    ("key", "part"), [(KEY.Key_Down, "rows"), (KEY.Key_Escape, "line"), (KEY.Key_End, "line")]
)
def test_a_term_is_left_by_the_keys_that_leave_the_line(opened: Opened, key: Qt.Key, part: str) -> None:
    window = opened(start="status:429 group:production")
    window.bar.row.focus(0)
    press(key)
    expected = window.results.table if part == "rows" else window.bar.line
    assert expected.hasFocus()


def test_enter_on_the_rail_goes_into_the_page(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.rail.buttons["lookup"].setFocus()
    press(KEY.Key_Return)
    assert window.bar.line.hasFocus()


def test_question_mark_opens_the_keys_outside_text_fields_only(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.focus_line()
    QTest.keyClicks(window.bar.line, "?")
    assert window.bar.line.text() == "?"
    window.bar.line.clear()
    window.results.table.setFocus()
    QTest.keyClick(window.results.table, "?")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(CheatSheet)))
    QTest.keyClick(window.findChild(CheatSheet), KEY.Key_Escape)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_all_keys_stand_on_one_page_of_a_small_laptop(opened: Opened, qtbot: QtBot, language: str) -> None:
    window = opened(language=language)
    window.resize(1366, 728)
    sheet = CheatSheet(window)
    sheet.show()
    qtbot.waitExposed(sheet)
    assert sheet.page.verticalScrollBar().maximum() == 0
    assert sheet.page.horizontalScrollBar().maximum() == 0
    shown = {made.text() for made in sheet.findChildren(QLabel)}
    assert {window.actions_.by_name[c.name].text() for c in COMMANDS if c.keys} <= shown
    sheet.close()


def test_the_keys_scroll_at_twice_the_text_size(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.resize(1366, 728)
    dress.wear("light", 200)
    sheet = CheatSheet(window)
    sheet.show()
    qtbot.waitExposed(sheet)
    assert sheet.height() <= window.height()
    assert sheet.page.verticalScrollBar().maximum() > 0
    sheet.close()
    dress.wear("light", 100)


def _entry(text: str, place: str = "") -> Entry:
    return Entry(text=text, keys="", place=place, call=lambda: None)


def test_the_palette_puts_what_begins_with_the_typed_words_first() -> None:
    entries = (_entry("Show the reply"), _entry("Copy", "reply"), _entry("Reply in Chinese"))
    assert [e.text for e, _ in fitting("reply", entries)] == ["Reply in Chinese", "Show the reply", "Copy"]


def test_letters_alone_find_a_command_when_no_word_does() -> None:
    found = fitting("cpyrpl", (_entry("Copy the customer reply"), _entry("Quit")))
    assert [e.text for e, _ in found] == ["Copy the customer reply"]
    assert [start for start, _ in found[0][1]] == [0, 2, 3, 15, 20, 21] or len(found[0][1]) == 6


def test_the_palette_says_when_nothing_fits(opened: Opened) -> None:
    window = opened()
    window.actions_.by_name["palette"].trigger()
    QTest.keyClicks(window._palette.line, "zzzqqq")
    assert window._palette.nothing.isVisible()
    assert not window._palette.list.isVisible()
    window._palette.hide()


def test_what_was_used_last_stands_first_also_tomorrow(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    window = opened()
    window.actions_.by_name["palette"].trigger()
    QTest.keyClicks(window._palette.line, "next failed")
    QTest.keyClick(window._palette.line, KEY.Key_Return)
    settled(qtbot, window)
    window.close()
    again = opened()
    again.actions_.by_name["palette"].trigger()
    assert again._palette.list.item(0).text() == "Next failed request"
    again._palette.hide()


def test_the_palette_leads_to_open_cases_and_not_to_closed_ones(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start="status:429")
    for ticket in ("T-1", "T-2"):
        desk.cases.add(ticket, window.case.view)
    desk.cases.abilities().close("T-2")
    window.actions_.by_name["palette"].trigger()
    QTest.keyClick(window._palette.line, KEY.Key_Down)
    settled(qtbot, window)
    assert window._palette.list.currentRow() == 1
    QTest.keyClicks(window._palette.line, "open case")
    assert window._palette.list.count() == 1
    QTest.keyClick(window._palette.line, KEY.Key_Return)
    settled(qtbot, window)
    assert window.pages.currentWidget() is window.cases
    assert window.cases.details.case.ticket == "T-1"


def test_the_palette_leads_to_lookups_and_requests_of_before(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.actions_.by_name["palette"].trigger()
    texts = [window._palette.list.item(i).text() for i in range(window._palette.list.count())]
    assert "status:429 group:production" in texts
    assert "Charged although failed" in texts
    assert any("429" in text and "claude" in text for text in texts)
    QTest.keyClicks(window._palette.line, "charged although")
    QTest.keyClick(window._palette.line, KEY.Key_Return)
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips][:2] == ["failed:yes", "charged:yes"]
