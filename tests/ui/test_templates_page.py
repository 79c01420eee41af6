"""The page Templates: what is read there, what the lint says while one types, and what is kept on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from quotadesk.ui import templatespage
from quotadesk.ui.templatelist import KIND
from quotadesk.ui.templateside import TemplateSide
from quotadesk.ui.templatespage import TemplatesPage
from quotadesk.ui.window import MainWindow
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk

CTRL = Qt.KeyboardModifier.ControlModifier
BUDGET = "replies/budget"


@pytest.fixture
def own(tmp_path: Path, desk: FakeDesk) -> Path:
    """Give the folder where the agent's own templates lie."""
    desk.own_templates = tmp_path / "templates"
    return desk.own_templates


@pytest.fixture
def window(opened: Opened, qtbot: QtBot, own: Path) -> MainWindow:
    """Give a window on the page, which its key has opened."""
    made = opened(start="status:429 group:production")
    QTest.keyClick(made, Qt.Key.Key_4, CTRL)
    settled(qtbot, made)
    assert made.pages.currentWidget() is made.templates
    return made


def _choose(window: MainWindow, qtbot: QtBot, kind: str) -> TemplateSide:
    found = window.templates.list
    row = next(r for r in range(found.count()) if found.item(r).data(KIND) == kind)
    found.setCurrentRow(row)
    settled(qtbot, window)
    return window.templates.sides["en"]


def _mine(window: MainWindow, qtbot: QtBot, kind: str = BUDGET) -> TemplateSide:
    side = _choose(window, qtbot, kind)
    side.adopt.click()
    settled(qtbot, window)
    return side


def _type(side: TemplateSide, typed: str) -> None:
    side.source.setFocus()
    QTest.keyClick(side.source, Qt.Key.Key_End, CTRL)
    QTest.keyClicks(side.source, typed)


def _rows(page: TemplatesPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_templates_stand_by_reader_with_their_counts(window: MainWindow) -> None:
    rows = _rows(window.templates)
    assert rows[0] == "Customer replies"
    assert rows.index("Hand-off") < next(n for n, r in enumerate(rows) if r.startswith("Hand-off note"))
    assert "Budget reached\nEN · 中文 · 12 times copied · 3 rewritten" in rows


def test_a_shipped_template_is_read_with_the_case_in_sight_and_cannot_be_changed(
    window: MainWindow, qtbot: QtBot
) -> None:
    side = _choose(window, qtbot, BUDGET)
    assert "{{ charge_answer }}" in side.source.toPlainText()
    assert "prod-support-bot" in side.text.toPlainText()
    assert side.source.isReadOnly()
    assert side.adopt.isVisible()
    assert not side.save.isVisible()
    assert side.verdict.text().startswith("✓")


def test_without_a_case_it_reads_with_invented_facts(opened: Opened, qtbot: QtBot, own: Path) -> None:
    window = opened(start="owner:nobody")
    window.case.view = None
    window.actions_.by_name["page_templates"].trigger()
    settled(qtbot, window)
    side = _choose(window, qtbot, BUDGET)
    assert side.text.toPlainText().strip()
    assert side._text_head.text() == "As it reads with invented facts"


def test_a_template_made_mine_is_changed_saved_and_read_from_the_disk(
    window: MainWindow, qtbot: QtBot, own: Path
) -> None:
    side = _mine(window, qtbot)
    file = own / "en" / f"{BUDGET}.md.j2"
    assert file.read_text() == side.source.toPlainText()
    assert any(row.startswith("Budget reached\nyour own (EN) · 12 times") for row in _rows(window.templates))
    _type(side, "Ask for {{ model }}.")
    assert "Ask for" not in file.read_text()
    qtbot.waitUntil(lambda: "Ask for claude" in side.text.toPlainText())
    QTest.keyClick(side.source, Qt.Key.Key_S, CTRL)
    settled(qtbot, window)
    assert "Ask for {{ model }}." in file.read_text()
    assert window.templates.unsaved() == 0
    assert [p.name for p in file.parent.iterdir()] == [file.name]


def test_a_fault_is_told_with_file_line_and_reason_while_typing_and_is_not_saved(
    window: MainWindow, qtbot: QtBot, own: Path
) -> None:
    side = _mine(window, qtbot)
    file = own / "en" / f"{BUDGET}.md.j2"
    before, line = file.read_text(), side.source.blockCount()
    _type(side, "{{ owner }}")
    qtbot.waitUntil(lambda: "“owner”" in side.verdict.text())
    assert side.verdict.text() == f"budget.md.j2, line {line}: “owner” is not a fact of this text"
    side.save.click()
    settled(qtbot, window)
    assert file.read_text() == before
    assert side.source.toPlainText().endswith("{{ owner }}")
    assert side.verdict.text().startswith("Not saved: budget.md.j2, line")
    side.verdict.setFocus()
    QTest.keyClick(side.verdict, Qt.Key.Key_Return)
    assert side.source.hasFocus()
    assert side.source.textCursor().blockNumber() + 1 == line


def test_what_was_typed_stays_while_one_looks_at_another_template(window: MainWindow, qtbot: QtBot) -> None:
    side = _mine(window, qtbot)
    _type(side, "Half a thought")
    _choose(window, qtbot, "replies/ask")
    window.show_page("lookup")
    window.show_page("templates")
    settled(qtbot, window)
    _choose(window, qtbot, BUDGET)
    assert side.source.toPlainText().endswith("Half a thought")
    assert window.templates.unsaved() == 1


def test_the_shipped_one_comes_back_only_when_the_agent_says_so(
    window: MainWindow, qtbot: QtBot, own: Path
) -> None:
    side = _mine(window, qtbot)
    file = own / "en" / f"{BUDGET}.md.j2"
    side.drop.click()
    box = window.templates.findChild(QMessageBox)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert file.exists()
    box = window.templates.ask_drop(side.name)
    next(b for b in box.buttons() if b.text() == "Use the shipped one").click()
    settled(qtbot, window)
    assert not file.exists()
    assert side.adopt.isVisible()
    assert side.source.isReadOnly()


def test_a_new_snippet_is_written_for_its_reader(window: MainWindow, qtbot: QtBot, own: Path) -> None:
    dialog = window.templates.ask_new()
    assert not dialog.go.isEnabled()
    QTest.keyClicks(dialog.name, "Opening hours!")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    settled(qtbot, window)
    side = window.templates.sides["en"]
    qtbot.waitUntil(lambda: window.focusWidget() is side.source)
    QTest.keyClicks(side.source, "We answer until 18:00.")
    window.templates.save()
    settled(qtbot, window)
    file = own / "en/replies/snippets/opening_hours.md.j2"
    assert file.read_text() == "We answer until 18:00.\n"
    assert any(row.startswith("opening hours") for row in _rows(window.templates))


def test_both_languages_stand_side_by_side_and_that_is_remembered(
    window: MainWindow, qtbot: QtBot, desk: FakeDesk
) -> None:
    page = window.templates
    _choose(window, qtbot, BUDGET)
    assert not page.sides["zh"].isVisible()
    page.both.setChecked(True)
    settled(qtbot, window)
    assert page.sides["en"].isVisible()
    assert "扣费" in page.sides["zh"].text.toPlainText()
    assert desk.preferences["templates_both"] == "yes"
    assert page.minimumSizeHint().width() + 52 <= 1366


def test_the_other_language_is_a_key_press_away(window: MainWindow, qtbot: QtBot) -> None:
    _choose(window, qtbot, BUDGET)
    window.templates.turn.setFocus()
    QTest.keyClick(window.templates.turn, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert window.templates.sides["zh"].isVisible()
    assert not window.templates.sides["en"].isVisible()
    assert "扣费" in window.templates.sides["zh"].text.toPlainText()


def test_the_folder_is_shown_or_named(
    window: MainWindow, qtbot: QtBot, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(templatespage, "open_folder", lambda folder: bool(shown.append(folder)) or True)
    window.templates.open.click()
    settled(qtbot, window)
    assert shown == [own]
    assert own.is_dir()


def test_a_full_disk_keeps_what_was_typed_and_says_why(
    window: MainWindow, qtbot: QtBot, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = _mine(window, qtbot)
    _type(side, "More.")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("quotadesk.wording.own.os.fsync", full)
    side.save.click()
    settled(qtbot, window)
    assert "No space left" in side.verdict.text()
    assert window.templates.unsaved() == 1
    assert "More." not in (own / "en" / f"{BUDGET}.md.j2").read_text()


def test_owners_are_hidden_in_the_note_at_will_and_that_is_remembered(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    window = opened(start="status:429 group:production")
    tabs = window.case.tabs
    tabs.show_kind("note")
    assert "team-7f3a" in tabs.views["note"].text.toPlainText()
    tabs.hide_owners.setFocus()
    QTest.keyClick(tabs.hide_owners, Qt.Key.Key_Space)
    settled(qtbot, window)
    assert "team-7f3a" not in tabs.views["note"].text.toPlainText()
    assert desk.preferences["hide_owners"] == "yes"
    assert opened(start="status:429 group:production").case.texts.pseudonymous


def test_the_window_does_not_close_over_a_template_that_is_not_saved(
    window: MainWindow, qtbot: QtBot
) -> None:
    _type(_mine(window, qtbot), "Half a thought")
    assert not window.may_close()
    box = window.case.written.loss.box
    assert box is not None
    assert box.text() == "1 template(s) not saved yet."
