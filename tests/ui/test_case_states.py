"""What the panes show of refusals at the door, of coverage, of evidence that is too long, and at which width."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QGridLayout
from pytestqt.qtbot import QtBot

from quotadesk.domain.fields import Source
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family
from quotadesk.domain.window import Coverage
from quotadesk.ui.evidencegrid import EvidenceCell
from quotadesk.ui.moments import absence_of, course_of
from tests.pictures.states import DOOR
from tests.ui import fake_facts as facts
from tests.ui.conftest import Opened
from tests.ui.fake_desk import FakeDesk

NOTE = Said(
    "Refusals before a channel is called (balance, key, limits) leave no row on this gateway: "
    "paste the customer's error text, and the verdict can rest on it for as long as nothing else is known.",
    "在调用渠道之前的拒绝（余额、密钥、限额）在该网关不留记录：请粘贴客户的报错文本。",
)


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "refused at the door: no attempt was made"), ("zh", "入口处已拒绝：未发起任何尝试")],
)
def test_a_refusal_at_the_door_has_no_attempt_on_the_timeline(
    opened: Opened, desk: FakeDesk, language: str, words: str
) -> None:
    desk.lines = []
    window = opened(start=DOOR, language=language)
    timeline = window.case.timeline
    assert timeline.isVisible()
    assert timeline.absence.text() == words
    assert not timeline.drawing.isVisible()


def test_the_ledger_of_a_refusal_at_the_door_says_that_the_log_holds_no_row(
    opened: Opened, desk: FakeDesk
) -> None:
    desk.lines = []
    window = opened(start=DOOR)
    window.case.tabs.show_kind("ledger")
    assert "The log holds no row" in window.case.tabs.ledger.empty.text()


def test_a_request_without_rows_is_not_taken_for_a_door_refusal() -> None:
    view = facts.door_case("")
    unsure = replace(view, verdict=replace(view.verdict, attempts=None, family=Family.UPSTREAM_FAULT))
    assert "not known" in absence_of(unsure)
    assert course_of(unsure) is None


def test_attempts_that_are_recorded_are_drawn(opened: Opened) -> None:
    window = opened(start="status:429")
    assert window.case.timeline.drawing.isVisible()
    assert not window.case.timeline.absence.isVisible()


def test_a_note_on_coverage_is_short_and_quiet_and_whole_in_its_tooltip(
    opened: Opened, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        desk, "_coverage", lambda window: Coverage(window=window, read_at=facts.NOW, notes=(NOTE,))
    )
    window = opened(start="status:429")
    results = window.results
    assert results._coverage.text() == "✓ complete for this window"
    assert results._caveat.text() == "Refusals before a channel is called leave no row on this gateway"
    assert results._caveat.property("role") == "secondary"
    assert NOTE.en in results._caveat.toolTip()


@pytest.mark.parametrize(("width", "least"), [(1440, 500), (1366, 420), (1920, 660)])
def test_the_case_keeps_its_share_of_the_width_whatever_the_results_say(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch, width: int, least: int
) -> None:
    monkeypatch.setattr(
        desk, "_coverage", lambda window: Coverage(window=window, read_at=facts.NOW, notes=(NOTE,))
    )
    desk.lines = desk.lines[1:2]
    window = opened(start="status:429")
    window.resize(width, 900)
    qtbot.waitUntil(lambda: window.case.width() >= least)


def test_evidence_stands_in_pairs_without_holes(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    view = window.case.view
    assert view is not None
    long = Said("a_very_long_error_code_that_needs_a_whole_line_of_the_card_for_itself", "")
    items = tuple(
        replace(i, value=Said(long.en, long.en)) if i.name in {"owner", "error_code", "tier"} else i
        for i in view.evidence
        if i.source is not Source.MISSING
    )
    window.case.evidence.show_case(replace(view, evidence=items))
    grid = window.case.evidence.findChild(QGridLayout)
    spots = [grid.getItemPosition(grid.indexOf(c)) for c in _cells(window.case.evidence)]
    rows: dict[int, int] = {}
    for row, _, _, span in spots:
        rows[row] = rows.get(row, 0) + span
    assert sorted(rows) == list(range(len(rows)))
    assert [n for row, n in rows.items() if n < 2 and row != max(rows)] == []


def _cells(grid: object) -> list[EvidenceCell]:
    return [c for c in grid.findChildren(EvidenceCell) if c.isVisibleTo(grid)]  # type: ignore[attr-defined]


def test_the_reasons_of_a_verdict_read_as_one_sentence(opened: Opened, desk: FakeDesk) -> None:
    desk.lines = []
    window = opened(start=DOOR)
    why = window.case.verdict.why.plain
    assert why.startswith("Why: the gateway refuses with insufficient_user_quota")
    assert "; the wallet holds less" in why
    assert ".;" not in why
    assert ".." not in why


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("start", ["status:429 group:production", "status:500", "failed:yes charged:yes"])
def test_a_small_laptop_shows_five_lines_of_the_reply(
    opened: Opened, qtbot: QtBot, language: str, start: str
) -> None:
    window = opened(language=language, start=start)
    window.resize(1366, 728)
    qtbot.waitUntil(lambda: window.height() == 728)
    field = window.case.tabs.views["reply"].text
    line = field.fontMetrics().lineSpacing()
    lines = 5 * 1.25 * line + 2 * 0.55 * line  # and two gaps between paragraphs
    qtbot.waitUntil(lambda: field.visibleRegion().boundingRect().height() >= lines)
    assert window.case.verdict.visibleRegion().boundingRect().height() == window.case.verdict.height()


@pytest.mark.parametrize("start", ["status:500", DOOR])
def test_the_heads_of_all_cards_stand_at_the_left(opened: Opened, qtbot: QtBot, start: str) -> None:
    window = opened(start=start)
    timeline = window.case.timeline
    timeline._against.hide()
    layout = timeline.layout()
    assert layout is not None
    layout.activate()
    qtbot.waitUntil(lambda: timeline._title.x() == layout.contentsMargins().left() + timeline.frameWidth())
