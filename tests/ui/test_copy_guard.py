"""A selected part of a text leaves by Ctrl+C, menu, middle button or not at all: as the whole text would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from quotadesk import ui
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.ui.commands import COMMANDS
from quotadesk.ui.copyguard import guard
from quotadesk.ui.guarded import GuardedLabel, GuardedPlain, GuardedText
from quotadesk.ui.prooflabel import ProofLabel
from quotadesk.ui.sourceedit import SourceEdit
from quotadesk.ui.textfield import _OWN_KEYS, TextField
from quotadesk.ui.unexpected import UnexpectedDialog
from quotadesk.ui.window import MainWindow
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk

SECRET = "sk-" + "Zk3vQ9aLm2" * 5
OPEN = "status:429 group:production"
WORDS = f"The key is {SECRET} and the route azure-east-1."
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def gate(desk: FakeDesk, qapp: object) -> None:
    """Let the guard ask a gate; the clipboard holds something else."""
    guard.bind(desk.judge)
    QGuiApplication.clipboard().setText("untouched")


@pytest.fixture
def window(opened: Opened) -> MainWindow:
    """Give a window whose gate the guard asks; the clipboard holds something else."""
    made = opened(start=OPEN)
    QGuiApplication.clipboard().setText("untouched")
    return made


def _clip() -> str:
    return QGuiApplication.clipboard().text()


def _field() -> TextField:
    made = TextField()
    made.show_text(WORDS)
    return made


def _locked() -> TextField:
    made = TextField()
    made.lock(WORDS)
    return made


def _plain() -> GuardedPlain:
    return GuardedPlain(WORDS)


def _source() -> SourceEdit:
    made = SourceEdit()
    made.show_source(WORDS, editable=True)
    return made


def _report() -> GuardedPlain:
    document = Document(
        kind="report", language="en", audience=Audience.INTERNAL, markdown=WORDS, plain=WORDS, html=""
    )
    dialog = UnexpectedDialog(document, lambda *_: pytest.fail("nothing may be sent"))
    dialog.text.setProperty("kept", dialog)
    return dialog.text


FIELDS: dict[str, Callable[[], GuardedText | GuardedPlain]] = {
    "a text": _field,
    "a text that is locked": _locked,
    "a plain text": _plain,
    "a template's source": _source,
    "the report of an error": _report,
}


def _select(field: QTextEdit | QPlainTextEdit, part: str) -> None:
    start = field.toPlainText().index(part)
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + len(part), QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.parametrize("part", [SECRET, SECRET[5:15], "azure-east-1", WORDS])
@pytest.mark.usefixtures("gate")
def test_no_key_and_no_known_value_leaves_by_a_selection(qtbot: QtBot, kind: str, part: str) -> None:
    field = FIELDS[kind]()
    qtbot.addWidget(field.window())
    _select(field, part)
    said: list[str] = []
    guard.told.connect(said.append)
    for leave in (
        lambda: QTest.keyClick(field, Qt.Key.Key_C, CTRL),
        lambda: QTest.keyClick(field, Qt.Key.Key_X, CTRL),
        lambda: QTest.keyClick(field, Qt.Key.Key_Insert, CTRL),
        field.copy,
        field.cut,
        *(a.trigger for a in field.menu().actions() if a.text().partition("\t")[0] in {"Copy", "Cut"}),
    ):
        leave()
        assert _clip() == "untouched"
    guard.told.disconnect(said.append)
    assert said
    assert said[0].startswith("Not copied: line 1, column ")
    assert SECRET not in "".join(said)
    assert field.toPlainText() == WORDS
    assert not field.createMimeDataFromSelection().hasText()


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.usefixtures("gate")
def test_what_names_nobody_is_copied_as_ever(qtbot: QtBot, kind: str) -> None:
    field = FIELDS[kind]()
    qtbot.addWidget(field.window())
    _select(field, "The key is")
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)
    assert _clip() == "The key is"
    assert field.createMimeDataFromSelection().text() == "The key is"
    assert not field.createMimeDataFromSelection().hasHtml()


def test_a_reason_is_told_in_the_status_line(window: MainWindow, qtbot: QtBot) -> None:
    field = _field()
    qtbot.addWidget(field)
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)
    assert any("Not copied" in label for label in _texts(window.status))


def _texts(widget: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel)] + [
        str(getattr(widget, "currentMessage", str)())
    ]


@pytest.mark.usefixtures("gate")
def test_cutting_what_may_leave_takes_it_away(qtbot: QtBot) -> None:
    field = _field()
    qtbot.addWidget(field)
    _select(field, "The key is ")
    QTest.keyClick(field, Qt.Key.Key_X, CTRL)
    assert _clip() == "The key is "
    assert not field.toPlainText().startswith("The")


@pytest.mark.usefixtures("gate")
def test_offsets_stand_behind_signs_of_two_units(qtbot: QtBot) -> None:
    field = TextField()
    qtbot.addWidget(field)
    field.show_text(f"😀😀😀 fine {SECRET}")
    cursor = field.textCursor()
    cursor.setPosition(12)
    cursor.setPosition(12 + 20, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)
    QTest.keyClick(field, Qt.Key.Key_C, CTRL)
    assert _clip() == "untouched"


@pytest.mark.parametrize("kind", FIELDS)
@pytest.mark.usefixtures("gate")
def test_a_selection_is_never_dragged(qtbot: QtBot, kind: str) -> None:
    field = FIELDS[kind]()
    qtbot.addWidget(field.window())
    field.window().resize(600, 300)
    field.window().show()
    field.selectAll()
    QTest.mousePress(field.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    assert not field.textCursor().hasSelection()


def _label(part: str) -> ProofLabel:
    made = ProofLabel("secondary", lambda _: "")
    made.say([("It says: ", ""), (WORDS, "proof")])
    made.setSelection(made.plain.index(part), len(part))
    return made


@pytest.mark.parametrize("part", [SECRET, SECRET[5:15], "azure-east-1"])
@pytest.mark.usefixtures("gate")
def test_a_label_gives_no_key_away(qtbot: QtBot, part: str) -> None:
    label = _label(part)
    qtbot.addWidget(label)
    label.show()
    assert label.selectedText() == part
    QTest.keyClick(label, Qt.Key.Key_C, CTRL)
    label.menu().actions()[0].trigger()
    assert _clip() == "untouched"
    QTest.mousePress(label, Qt.MouseButton.LeftButton, pos=QPoint(30, 5))
    assert label.selectedText() == ""


@pytest.mark.usefixtures("gate")
def test_a_label_gives_its_words(qtbot: QtBot) -> None:
    label = _label("key is")
    qtbot.addWidget(label)
    QTest.keyClick(label, Qt.Key.Key_C, CTRL)
    assert _clip() == "key is"
    plain = GuardedLabel("TICKET-4711")
    qtbot.addWidget(plain)
    plain.copy()
    assert _clip() == "TICKET-4711"


def test_a_value_of_the_evidence_goes_the_same_way(window: MainWindow) -> None:
    window.case._copy_value("Channel", "azure-east-1")
    assert _clip() == "untouched"
    window.case._copy_value("Request id", "202611230701442083117Qx7Lm2Zd")
    assert _clip() == "202611230701442083117Qx7Lm2Zd"


def test_a_part_of_the_reply_is_judged_for_its_customer(window: MainWindow, qtbot: QtBot) -> None:
    field = window.case.tabs.views["reply"].text
    cursor = field.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    field.setTextCursor(cursor)
    QTest.keyClicks(field, " Ask lin.na about 4711")
    settled(qtbot, window)
    for part, leaves in (("lin.na", False), ("4711", False), ("Ask", True)):
        QGuiApplication.clipboard().setText("untouched")
        _select(field, part)
        QTest.keyClick(field, Qt.Key.Key_C, CTRL)
        assert _clip() == (part if leaves else "untouched")


@pytest.mark.usefixtures("gate")
def test_no_key_of_the_window_takes_an_editing_key_away_from_a_text() -> None:
    editing = {keys for key in _OWN_KEYS for keys in QKeySequence.keyBindings(key)}
    taken = {k for command in COMMANDS for k in command.keys if QKeySequence(k) in editing}
    assert taken == set()
    assert QKeySequence("Ctrl+Z") in editing


def test_every_key_of_the_window_stands_for_one_command() -> None:
    keys = [k for command in COMMANDS for k in command.keys]
    assert sorted(keys) == sorted(set(keys))


# ---------------------------------------------------------------- one-line fields (docs/decisions/0032)

LINES = {
    *("blanks", "caseasking", "casedetails", "casespage", "commandpalette", "connectform"),
    *("frame", "importdialog", "lookupline", "templatenew", "textpicker"),
    *("beginning", "lookuppage"),  # a credential that is echoed as dots; the name of a saved lookup
}


def test_every_one_line_field_is_one_that_was_thought_about() -> None:
    folder = Path(ui.__file__).parent
    made = ("QLineEdit(", "(QLineEdit)", "QInputDialog(")
    found = {path.stem for path in folder.glob("*.py") if any(m in path.read_text("utf-8") for m in made)}
    assert found == LINES


def test_a_credential_cannot_be_copied_back_out_of_its_line(window: MainWindow) -> None:
    window.show_page("connections")
    line = window.connections.form.credential
    line.setText(SECRET)
    line.selectAll()
    line.copy()
    QTest.keyClick(line, Qt.Key.Key_C, CTRL)
    assert _clip() == "untouched"
