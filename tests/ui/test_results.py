"""The results: sorted, jumped through, arranged, grouped and narrowed, all from the keyboard."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quotadesk.app.found import ErrorGroup
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.requests import Line
from quotadesk.domain.window import Window
from quotadesk.ui import formats, resultspages
from quotadesk.ui.columnchooser import ColumnChooser
from quotadesk.ui.columnlayout import Chosen, shared
from quotadesk.ui.coverage import coverage_words
from quotadesk.ui.errorgroups import ERROR
from quotadesk.ui.grouping import lookup_of
from quotadesk.ui.headings import NAMES
from quotadesk.ui.resultscolumns import COLUMNS
from quotadesk.ui.resultspages import Pages
from quotadesk.ui.timeaxis import ticks
from quotadesk.ui.window import MainWindow
from tests.ui import fake_facts as facts
from tests.ui.conftest import Opened, press, settled
from tests.ui.fake_desk import FakeDesk

KEY = Qt.Key
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
HORIZONTAL = Qt.Orientation.Horizontal


def _column(name: str) -> int:
    return next(n for n, column in enumerate(COLUMNS) if column.name == name)


def _shown(window: MainWindow) -> list[str]:
    head = window.results.table.horizontalHeader()
    ordered = (head.logicalIndex(place) for place in range(len(COLUMNS)))
    return [COLUMNS[n].name for n in ordered if not window.results.table.isColumnHidden(n)]


def _rows_behind_a_gate(desk: FakeDesk) -> threading.Event:
    """Let rows be read only while the event is set, which it is at first."""
    gate, reading = threading.Event(), desk.lines_of
    gate.set()

    def slowly(numbers: Sequence[int]) -> tuple[Line | None, ...]:
        gate.wait(10)
        return reading(numbers)

    desk.lines_of = slowly  # type: ignore[method-assign]
    return gate


# ---------------------------------------------------------------- sorting


def test_shift_and_a_letter_sort_turn_round_and_go_back(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    model, table = window.results.model, window.results.table
    table.setFocus()
    seen = []
    for _ in range(3):
        press(KEY.Key_C, SHIFT)
        settled(qtbot, window)
        table.setFocus()
        first = model.line(0)
        assert first is not None
        head = str(model.headerData(_column("cost"), HORIZONTAL))
        seen.append((first.amount_nano, head, [c.text for c in window.bar.chips]))
    amounts = [line.amount_nano for line in facts.lines() if line.amount_nano is not None]
    assert [s[0] for s in seen[:2]] == [max(amounts), min(amounts)]
    assert [s[1] for s in seen] == ["Cost ↓", "Cost ↑", "Cost"]
    assert ["sort:cost-desc" in s[2] for s in seen] == [True, False, False]
    assert model.headerData(0, HORIZONTAL) == "Time ↓"


def test_a_click_on_a_heading_sorts_and_undo_brings_the_order_before_back(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened()
    head = window.results.table.horizontalHeader()
    owner = _column("owner")
    spot = QPoint(head.sectionViewportPosition(owner) + 12, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    settled(qtbot, window)
    assert window.results.model.headerData(owner, HORIZONTAL) == "Owner ↑"
    window.bar.undo()
    settled(qtbot, window)
    assert window.results.model.headerData(owner, HORIZONTAL) == "Owner"


def test_the_heading_tells_a_screen_reader_how_it_is_sorted(opened: Opened) -> None:
    window = opened()
    told = window.results.model.headerData(0, HORIZONTAL, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Time, largest or newest first"


def test_every_column_has_a_key_of_its_own_and_a_name_to_sort_by() -> None:
    assert len({column.key for column in COLUMNS}) == len(COLUMNS)


# ---------------------------------------------------------------- jumping


def test_end_and_home_reach_the_whole_result_at_once(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.lines = facts.lines(3_000)
    window = opened()
    model, table = window.results.model, window.results.table
    assert model.rowCount() == 3_000
    assert "3,000" in window.results._total.text()
    table.setFocus()
    press(KEY.Key_End)
    assert table.currentIndex().row() == 2_999
    settled(qtbot, window)
    qtbot.waitUntil(lambda: model.line(2_999) is not None)
    assert model.line(2_999).key == "r2999"
    assert model.line(1_500) is None
    qtbot.waitUntil(lambda: window.case.view is not None and window.case.view.request.key == "r2999")
    press(KEY.Key_Home)
    assert table.currentIndex().row() == 0


def test_rows_on_their_way_stand_as_quiet_bars_and_come_by_themselves(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.lines = facts.lines(3_000)
    gate = _rows_behind_a_gate(desk)
    window = opened()
    model, table = window.results.model, window.results.table
    gate.clear()
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2)
    qtbot.waitUntil(lambda: window.background.busy("rows"))
    first, last = table.rows_in_sight()
    assert 1_400 < first < last < 1_600
    assert model.line(first) is None
    assert model.data(model.index(first, 0)) == "…"
    assert not table.grab().isNull()
    gate.set()
    qtbot.waitUntil(lambda: all(model.line(row) is not None for row in range(first, last + 1)))


def test_the_next_failed_request_is_found_far_below_the_rows_that_were_read(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.lines = [
        line._replace(failed=number in {0, 2_417}) for number, line in enumerate(facts.lines(3_000))
    ]
    window = opened()
    window.lookup.results.select(0)
    window.lookup.seeking.next()
    settled(qtbot, window)
    assert window.results.table.currentIndex().row() == 2_417
    qtbot.waitUntil(lambda: window.case.view is not None and window.case.view.request.key == "r2417")
    window.lookup.seeking.next()
    settled(qtbot, window)
    assert window.results.table.currentIndex().row() == 2_417
    assert window.status.told == "No request below this one failed."


def test_looking_for_the_next_failed_request_can_be_cancelled(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.lines = [line._replace(failed=number == 2_999) for number, line in enumerate(facts.lines(3_000))]
    gate = _rows_behind_a_gate(desk)
    window = opened()
    window.results.select(0)
    gate.clear()
    window.lookup.seeking.next()
    qtbot.waitUntil(lambda: window.background.busy("seeking"))
    window.actions_.by_name["cancel"].trigger()
    gate.set()
    settled(qtbot, window)
    assert window.results.table.currentIndex().row() == 0


def test_a_new_lookup_drops_pages_of_the_old_one(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    desk.lines = facts.lines(3_000)
    gate = _rows_behind_a_gate(desk)
    window = opened()
    gate.clear()
    table = window.results.table
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: window.background.busy("rows"))
    window.bar.open_text("status:502")
    qtbot.waitUntil(lambda: window.results.model.line(0).status == 502)
    gate.set()
    settled(qtbot, window)
    model = window.results.model
    assert {model.line(row).status for row in range(min(60, model.rowCount()))} == {502}


def test_only_some_pages_are_kept_and_the_first_lines_always(monkeypatch) -> None:
    monkeypatch.setattr(resultspages, "MOST", 2)
    pages = Pages()
    lines = tuple(facts.lines(200))
    pages.begin(lines, range(1_000))
    assert pages.missing(0, 199) == []
    assert pages.missing(150, 450) == [1, 2]
    for page in (1, 2, 3):
        pages.put(page, lines)
    assert pages.line(0) is lines[0]
    assert pages.line(250) is None
    assert pages.line(450) is lines[50]
    assert pages.missing(0, 999) == [1, 4]
    assert len(pages) == 1_000


# ---------------------------------------------------------------- columns


def test_columns_are_ticked_off_moved_and_remembered(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    window = opened()
    window.results.table.setFocus()
    window.actions_.by_name["choose_columns"].trigger()
    chooser = window.findChild(ColumnChooser)
    assert chooser is not None
    names = chooser.names
    names.setCurrentRow(2)
    QTest.keyClick(names, KEY.Key_Space)  # model
    names.setCurrentRow(4)
    QTest.keyClick(names, KEY.Key_Up, ALT)  # owner before group
    QTest.keyClick(names, KEY.Key_Escape)
    expected = [name for name in NAMES if name != "model"]
    expected[2:4] = ["owner", "group"]
    kept = Chosen.read(desk.preferences["columns"])
    assert kept.shown == tuple(expected)
    assert [n for n in expected if n in _shown(window)] == _shown(window)
    assert "model" not in _shown(window)
    again = opened()
    assert again.results.table.chosen == kept


def test_the_usual_columns_come_back(opened: Opened, desk: FakeDesk) -> None:
    desk.preferences["columns"] = "time owner:300 error"
    window = opened()
    assert _shown(window) == ["time", "owner", "error"]
    window.results.choose_columns()
    chooser = window.findChild(ColumnChooser)
    assert chooser is not None
    chooser.reset.click()
    chooser.close()
    assert window.results.table.chosen == Chosen()
    assert desk.preferences["columns"] == ""


def test_the_last_column_cannot_be_ticked_off(opened: Opened, desk: FakeDesk) -> None:
    desk.preferences["columns"] = "owner"
    window = opened()
    window.results.choose_columns()
    chooser = window.findChild(ColumnChooser)
    assert chooser is not None
    chooser.names.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert chooser.names.item(0).checkState() == Qt.CheckState.Checked
    chooser.close()
    assert _shown(window) == ["owner"]


@pytest.mark.parametrize("text", ["", "  ", "nothing here", "time:x", "owner:5 owner owner"])
def test_a_broken_preference_still_gives_columns(text: str) -> None:
    chosen = Chosen.read(text)
    assert chosen.shown
    assert Chosen.read(chosen.write()) == chosen


@pytest.mark.parametrize("room", [200, 420, 640, 812, 1200, 2400])
@pytest.mark.parametrize("text", ["", "time owner:900 cost:40", " ".join(c.name for c in COLUMNS)])
def test_columns_fill_any_width_and_never_need_more(room: int, text: str) -> None:
    wants = {column.name: 60 + 20 * column.share for column in COLUMNS}
    widths = shared(room, Chosen.read(text), wants)
    total = sum(widths.values())
    assert total == room or (total > room and len(widths) <= 3)


def test_a_dragged_width_stays_and_the_others_make_room(opened: Opened, qtbot: QtBot, desk: FakeDesk) -> None:
    window = opened()
    table = window.results.table
    head = table.horizontalHeader()
    head.resizeSection(_column("owner"), 180)
    qtbot.waitUntil(lambda: "owner:180" in desk.preferences.get("columns", ""))
    assert head.sectionSize(_column("owner")) == 180
    assert head.length() == table.viewport().width()


# ---------------------------------------------------------------- groups


def test_g_groups_by_error_enter_opens_the_group_and_backspace_comes_back(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened()
    results = window.results
    results.table.setFocus()
    press(KEY.Key_G)
    settled(qtbot, window)
    groups = results.groups
    assert groups.hasFocus()
    top = groups.groups.groups[0]
    assert top.count == max(g.count for g in groups.groups.groups)
    assert groups.model().data(groups.model().index(0, ERROR)) == top.code
    press(KEY.Key_Return)
    settled(qtbot, window)
    assert results.table.hasFocus()
    assert results.model.rowCount() == top.count
    assert {results.model.line(row).error_code for row in range(min(60, top.count))} == {top.code}
    assert f"error:{top.code}" in [c.text for c in window.bar.chips]
    press(KEY.Key_Backspace)
    settled(qtbot, window)
    assert results.grouped
    assert groups.isVisible()
    assert groups.groups.groups[0] == top


def test_a_result_without_failures_has_nothing_to_group(opened: Opened, desk: FakeDesk) -> None:
    desk.lines = [line for line in facts.lines() if not line.failed]
    window = opened()
    assert not window.results.group_button.isEnabled()
    window.results.group(grouped=True)
    assert window.results.table.isVisible()


def _group(**told: object) -> ErrorGroup:
    facts_: dict[str, object] = {
        "status": 429,
        "code": "",
        "text": "",
        "count": 1,
        "keys": 1,
        "owners": 1,
        "last": facts.NOW,
    }
    return ErrorGroup(**(facts_ | told))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("group", "terms"),
    [
        (_group(code="slow"), {"status": "429", "error": "slow"}),
        (
            _group(text="wait … for the upstream … ms"),
            {"status": "429", "failed": "yes", "text": "for the upstream"},
        ),
        (_group(status=None), {"failed": "yes"}),
    ],
)
def test_a_group_becomes_the_lookup_that_finds_it(group: ErrorGroup, terms: dict[str, str]) -> None:
    before = Lookup(
        terms=(
            Term(key=LookupKey.OWNER, values=("acme",)),
            Term(key=LookupKey.STATUS, values=("4xx",)),
        )
    )
    found = lookup_of(group, before)
    said = {term.key.value: term.values[0] for term in found.terms}
    kept = {"owner": "acme"} | ({} if group.status else {"status": "4xx"})
    assert said == kept | terms


# ---------------------------------------------------------------- histogram


def test_bars_are_marked_extended_and_narrowed_with_keys(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    histogram = window.results.histogram
    histogram.setFocus()
    press(KEY.Key_End)
    press(KEY.Key_Left, SHIFT)
    press(KEY.Key_Left, SHIFT)
    bars = histogram._buckets[-3:]
    failed = sum(b.failed for b in bars)
    assert f"{failed} failed" in histogram.accessibleDescription()
    with qtbot.waitSignal(histogram.narrowed) as told:
        press(KEY.Key_Return)
    step = bars[1].start - bars[0].start
    assert told.args == [Window(bars[0].start, bars[-1].start + step)]
    settled(qtbot, window)


def test_escape_unmarks_first_and_then_leaves_for_the_rows(opened: Opened) -> None:
    window = opened()
    histogram = window.results.histogram
    histogram.setFocus()
    press(KEY.Key_Right)
    assert histogram.said
    press(KEY.Key_Escape)
    assert histogram.said == ""
    press(KEY.Key_Escape)
    assert window.results.table.hasFocus()


def test_marked_bars_tell_how_many_were_402_and_429(opened: Opened) -> None:
    window = opened()
    histogram = window.results.histogram
    histogram.setFocus()
    press(KEY.Key_Home)
    press(KEY.Key_End, SHIFT)
    limited = sum(line.status == 429 for line in facts.lines())
    assert f"429 × {limited}" in histogram.said
    assert "402 × " in histogram.said


@pytest.mark.parametrize("hours", [0.5, 6, 24, 24 * 7, 24 * 90])
def test_the_axis_tells_round_times_inside_the_window_and_not_too_many(hours: float) -> None:
    start = facts.NOW
    end = start + timedelta(hours=hours)
    told = list(ticks(start, end, 9, None))
    assert 2 <= len(told) <= 10
    assert all(start < at < end for at, _ in told)
    assert all(at.second == 0 for at, _ in told)


# ---------------------------------------------------------------- times


def _times(window: MainWindow) -> set[str]:
    model = window.results.model
    return {str(model.data(model.index(row, 0))) for row in range(model.rowCount())}


def _moved(desk: FakeDesk, to: datetime) -> None:
    """Let all requests be of one moment."""
    desk.lines = [line._replace(time=to) for line in desk.lines[:20]]


def test_rows_of_a_day_before_bear_their_date_and_those_of_today_none(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    today = datetime.now(UTC)
    _moved(desk, today - timedelta(days=3))
    window = opened()
    zone = formats.zone("Asia/Shanghai")
    assert _times(window) == {formats.day_clock(today - timedelta(days=3), zone)}
    _moved(desk, today)
    window.lookup.lookups.again()
    settled(qtbot, window)
    assert _times(window) == {formats.clock(today, zone)}


def test_a_time_says_that_it_is_that_of_the_gateways_log(opened: Opened) -> None:
    model = opened().results.model
    told = str(model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole))
    assert told.startswith("in the gateway's log at 2026-")


def test_a_lookup_without_a_time_claims_nothing_unknown_about_the_log() -> None:
    assert coverage_words(None)[0] == "searched what is held"
