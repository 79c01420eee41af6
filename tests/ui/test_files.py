"""Files and figures at the window, over a real desk: in by a dialog, out through the gate, added up by the week."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from quotadesk.bootstrap.desk import office_of
from quotadesk.bootstrap.window import abilities_of
from quotadesk.places import places
from quotadesk.settings import Settings
from quotadesk.ui import dress
from quotadesk.ui.clipboard import copy_value, pasted_text
from quotadesk.ui.figuresdialog import FiguresDialog
from quotadesk.ui.guardedrows import GuardedList
from quotadesk.ui.importdialog import ImportDialog, ImportWish
from quotadesk.ui.window import MainWindow
from quotadesk.vault import SessionVault
from tests.gateways.exported import as_csv, newapi
from tests.ui.conftest import Opened, settled

YESTERDAY = int(datetime.now(UTC).replace(hour=0, minute=0).timestamp()) - 12 * 3600
SECRET = "sk-" + "Zk3vQ9aLm2" * 5
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Give a window over a real desk that has no connection yet."""
    dress.speak("en")
    dress.wear("light", 100)
    where = places(tmp_path / "home")
    office = office_of(where, vault=SessionVault())
    made = MainWindow(
        abilities_of(office, Settings(where.settings), own=where.templates),
        scheme="light",
        sync_at_start=False,
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.begin()
    settled(qtbot, made)
    yield made
    made.close()


def a_log(folder: Path, *, rows: int = 9, torn: bool = False) -> Path:
    """Write an exported log of yesterday; every third row failed. `torn`: and a row of which nobody knows when."""
    made = [
        newapi(n, failed=n % 3 == 0, created_at=YESTERDAY + n, model_name="gpt-4o" if n % 2 else "qwen-max")
        for n in range(1, rows + 1)
    ]
    path = folder / "acme-log.csv"
    path.write_bytes(as_csv([*made, newapi(rows + 1, created_at="soon")] if torn else made))
    return path


def a_dialog(qtbot: QtBot, window: MainWindow, kind: type, action: str = "") -> object:
    """Do an action and give the dialog that it opens."""
    if action:
        window.actions_.by_name[action].trigger()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(kind)))
    return next(d for d in window.findChildren(kind) if d.isVisible())


def bring(
    qtbot: QtBot, window: MainWindow, path: Path, answer: Callable[[ImportDialog], object] | None = None
) -> QMessageBox:
    """Import a file by its dialogs, under the name that is proposed; gives the report."""
    chooser = a_dialog(qtbot, window, QFileDialog, "import_file")
    assert isinstance(chooser, QFileDialog)
    chooser.fileSelected.emit(str(path))
    chooser.reject()
    asking = a_dialog(qtbot, window, ImportDialog)
    assert isinstance(asking, ImportDialog)
    if answer is not None:
        answer(asking)
    QTest.keyClick(asking.into, Qt.Key.Key_Return)
    settled(qtbot, window)
    report = a_dialog(qtbot, window, QMessageBox)
    assert isinstance(report, QMessageBox)
    return report


def test_a_file_makes_a_connection_of_its_name_and_its_rows_are_looked_up(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    report = bring(qtbot, window, a_log(tmp_path))
    assert "9 rows read · 9 new · 0 changed · 0 refused" in report.informativeText()
    assert report.text().endswith("→ acme-log")
    settled(qtbot, window)
    assert window.results.model.rowCount() == 9
    assert [c.name for c in window.abilities.connections()] == ["acme-log"]


def test_a_refused_line_is_told_by_its_number_and_reason(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    report = bring(qtbot, window, a_log(tmp_path, torn=True))
    assert "1 refused" in report.informativeText()
    assert "Line 11: " in report.informativeText()
    assert "soon" not in report.informativeText()


def test_a_second_file_goes_into_the_same_connection_of_files(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bring(qtbot, window, a_log(tmp_path)).accept()
    report = bring(qtbot, window, a_log(tmp_path, rows=12))
    assert "12 rows read · 3 new" in report.informativeText()
    assert len(window.abilities.connections()) == 1


def test_a_file_that_holds_every_row_of_a_time_makes_it_count_as_read(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    day = datetime.fromtimestamp(YESTERDAY, UTC).date()

    def answer(asking: ImportDialog) -> None:
        assert not asking.start.isEnabled()
        asking.complete.click()
        assert asking.focusWidget() is asking.start
        QTest.keyClicks(asking.start, f"{day} 00:00")
        QTest.keyClick(asking.start, Qt.Key.Key_Return)
        assert asking.isVisible(), "without an end nothing is imported"
        QTest.keyClicks(asking.end, f"{day} 23:59")

    report = bring(qtbot, window, a_log(tmp_path), answer)
    assert "counts as fully read" in report.informativeText()


def test_a_time_that_cannot_be_read_is_said_in_the_dialog_and_nothing_is_imported(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    asking = window.files.ask_connection(a_log(tmp_path))
    asking.complete.setChecked(True)
    asking.start.setText("soon")
    asking.end.setText("later")
    asking.submit()
    assert asking.isVisible()
    assert asking.findChild(QLabel, "importtrouble").text()
    assert window.abilities.connections() == ()


def test_a_file_of_nobodys_product_is_imported_by_its_mapping(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path, mapping = tmp_path / "billing.csv", tmp_path / "billing.toml"
    moment = datetime.fromtimestamp(YESTERDAY, UTC)
    path.write_text(f"Request,Created,Cost\nR1,{moment:%Y-%m-%d %H:%M:%S},0.25\n", "utf-8")
    mapping.write_text(
        'title = "Billing"\n[columns]\n"Request" = "request_id"\n"Created" = "time"\n"Cost" = "figure"\n'
        '[time]\nformat = "%Y-%m-%d %H:%M:%S"\n',
        "utf-8",
    )
    report = bring(qtbot, window, path, lambda asking: asking.mapping.setText(str(mapping)))
    assert "1 row read · 1 new" in report.informativeText()


def test_a_file_that_nobody_knows_makes_no_connection_and_says_so(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "recipe.csv"
    path.write_text("flour,water\n500,300\n", "utf-8")
    window.files.import_from(path, ImportWish(into="kitchen"))
    settled(qtbot, window)
    assert window.abilities.connections() == ()
    assert window.status.told
    assert not any(box.isVisible() for box in window.findChildren(QMessageBox))


@pytest.mark.parametrize(("name", "public"), [("out.csv", False), ("out.jsonl", True)])
def test_what_was_found_leaves_whole_as_its_name_and_reader_say(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, name: str, public: bool
) -> None:
    bring(qtbot, window, a_log(tmp_path)).accept()
    settled(qtbot, window)
    chooser = a_dialog(qtbot, window, QFileDialog, "export_found")
    assert isinstance(chooser, QFileDialog)
    chooser.selectNameFilter(chooser.nameFilters()[3 if public else 0])
    chooser.fileSelected.emit(str(tmp_path / name))
    chooser.reject()
    settled(qtbot, window)
    assert window.status.told.startswith("9 requests written")
    lines = (tmp_path / name).read_text("utf-8-sig").splitlines()
    if public:
        assert len(lines) == 9
        assert "acme" not in "".join(lines), "an owner is not for customers"
        assert {json.loads(line)["model"] for line in lines} == {"gpt-4o", "qwen-max"}
    else:
        assert len(lines) == 10
        assert "acme" in lines[1]


def test_without_a_lookup_nothing_is_exported_and_that_is_told(window: MainWindow) -> None:
    window.actions_.by_name["export_found"].trigger()
    assert window.findChildren(QFileDialog) == []
    assert "Nothing is looked up yet" in window.status.told


def test_the_figures_of_the_week_add_up_and_lead_to_the_requests(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bring(qtbot, window, a_log(tmp_path)).accept()
    settled(qtbot, window)
    dialog = a_dialog(qtbot, window, FiguresDialog, "figures")
    assert isinstance(dialog, FiguresDialog)
    settled(qtbot, window)
    shown = [[dialog.model.index(r, c).data() for c in range(3)] for r in range(dialog.model.rowCount())]
    assert shown == [["All", "9", "3"], ["gpt-4o", "5", "2"], ["qwen-max", "4", "1"]]
    assert "not read yet" in dialog.state.text(), "a file does not say what it leaves out"
    assert dialog.missing.isHidden(), "and nothing more can be read of it"
    dialog.tabs.setCurrentIndex(2)
    settled(qtbot, window)
    assert dialog.model.name(1) == "acme"
    dialog.tabs.setCurrentIndex(0)
    settled(qtbot, window)
    dialog.table.selectRow(2)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert window.results.model.rowCount() == 4


def test_figures_of_a_week_that_was_not_read_offer_to_read_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bring(qtbot, window, a_log(tmp_path)).accept()
    settled(qtbot, window)
    dialog = a_dialog(qtbot, window, FiguresDialog, "figures")
    assert isinstance(dialog, FiguresDialog)
    settled(qtbot, window)
    dialog._reads = True  # as at a gateway
    dialog._show(dialog._found)
    with qtbot.waitSignal(dialog.lookup_wanted) as wanted:
        dialog.missing.click()
    assert dialog._found is not None
    assert wanted.args[0].window == dialog._found.window
    assert wanted.args[0].terms == ()


def test_copying_a_row_takes_its_words_and_no_key(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    settled(qtbot, window)
    table = window.results.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    assert "429" in pasted_text().split("\t")


def test_a_row_that_holds_a_key_is_not_copied(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    settled(qtbot, window)
    copy_value("before")
    rows = GuardedList()
    qtbot.addWidget(rows)
    rows.addItems([f"the key {SECRET}", "team-7f3a"])
    rows.show()
    rows.setCurrentRow(0)
    QTest.keyClick(rows, Qt.Key.Key_C, CTRL)
    assert pasted_text() == "before"
    assert "Not copied" in window.status.told
    rows.setCurrentRow(1)
    QTest.keyClick(rows, Qt.Key.Key_C, CTRL)
    assert pasted_text() == "team-7f3a"


def forget(qtbot: QtBot, window: MainWindow, *, rows: bool) -> None:
    """Forget the only connection on the page of connections."""
    window.show_page("connections")
    window.connections.list.setCurrentRow(0)
    assert window.connections.form.name.text() == "", "the form is for gateways, not for files"
    window.connections._ask_forget()
    box = a_dialog(qtbot, window, QMessageBox)
    assert isinstance(box, QMessageBox)
    box.checkBox().setChecked(rows)
    next(b for b in box.buttons() if b.text() == "Forget").click()
    settled(qtbot, window)
    assert window.abilities.connections() == ()


@pytest.mark.parametrize("rows", [True, False])
def test_a_connection_is_forgotten_with_its_rows_only_where_that_was_ticked(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, rows: bool
) -> None:
    bring(qtbot, window, a_log(tmp_path)).accept()
    settled(qtbot, window)
    forget(qtbot, window, rows=rows)
    report = bring(qtbot, window, a_log(tmp_path))
    assert f"9 rows read · {9 if rows else 0} new" in report.informativeText()


def test_a_connection_of_files_is_only_read_where_somebody_asks_for_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    bring(qtbot, window, a_log(tmp_path)).accept()
    settled(qtbot, window)
    window.status.tell("")
    window.connections.changed.emit()
    settled(qtbot, window)
    assert "no gateway" not in window.status.told
    window.actions_.by_name["sync"].trigger()
    settled(qtbot, window)
    assert "no gateway" in window.status.told
