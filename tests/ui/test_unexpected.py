"""What nobody expected is told once, calmly; its report holds no message and leaves through the gate only."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from quotadesk.app import outgoing
from quotadesk.app.errors import UnfitText
from quotadesk.app.ports import Outlet
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Known
from quotadesk.domain.said import Said
from quotadesk.ui.reports import report_of
from quotadesk.ui.unexpected import Unexpected
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk

SECRET = "sk-live-0123456789abcdefghijklmnop"


def _error() -> Exception:
    try:
        _fail()
    except ValueError as error:
        return error
    pytest.fail("it should have failed")


def _fail() -> None:
    try:
        {}[SECRET]
    except KeyError as first:
        message = f"prompt: tell me a secret {SECRET}"
        raise ValueError(message) from first


@pytest.fixture
def hooks() -> Iterator[None]:
    """Give back whatever hooks stood before."""
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def test_a_report_names_places_and_kinds_but_never_a_message() -> None:
    report = report_of(_error(), "case")
    assert report.audience is Audience.INTERNAL
    assert report.kind == "report"
    assert "Error: ValueError" in report.plain
    assert "Because of: KeyError" in report.plain
    assert "test_unexpected.py line" in report.plain
    for form in (report.plain, report.markdown, report.html):
        assert SECRET not in form
        assert "tell me" not in form
        assert "/work" not in form
        assert "/home" not in form


def test_a_report_passes_the_real_gate_as_it_is() -> None:
    put: list[str] = []

    class Paper:
        def put(self, *, plain: str, markdown: str, html: str) -> None:
            put.append(plain)

    outlet: Outlet = Paper()
    report = report_of(_error(), "case")
    sent = outgoing.send(
        report, outlet, "clipboard", known=Known(), secret=b"x" * 32, clock=time.perf_counter
    )
    assert sent.masked == 0
    assert "Error: ValueError" in put[0]
    assert "in _fail" in put[0]


def test_a_worker_that_fails_unexpectedly_is_told_in_a_dialog(
    opened: Opened, qtbot: QtBot, desk: FakeDesk
) -> None:
    desk.defect = ValueError(SECRET)
    window = opened(start="status:429")
    dialog = window.unexpected.dialog
    assert dialog is not None
    assert SECRET not in dialog.text.toPlainText()
    assert "Place: case" in dialog.text.toPlainText()
    assert dialog.leave.hasFocus()
    dialog.leave.click()
    qtbot.waitUntil(lambda: window.unexpected.dialog is None)
    assert window.case.notice.title == "Something went wrong inside Quotadesk."


def test_a_failure_with_words_of_its_own_opens_no_dialog(opened: Opened, desk: FakeDesk) -> None:
    desk.trouble = UnfitText(Said("Known.", "已知。"), Said("Do this.", "请这样做。"))
    window = opened(start="status:429")
    assert window.unexpected.dialog is None


def test_the_report_goes_through_the_gate_to_the_clipboard(opened: Opened, desk: FakeDesk) -> None:
    window = opened(start="status:429")
    window.unexpected.show(_error(), "window")
    dialog = window.unexpected.dialog
    assert dialog is not None
    dialog.copy.click()
    assert desk.said == ["report"]
    assert "Error: ValueError" in QGuiApplication.clipboard().text()
    assert dialog.said.text() == "✓ Report copied"
    dialog.accept()


def test_a_refused_report_stays_here_and_says_so(opened: Opened, desk: FakeDesk) -> None:
    window = opened(start="status:429")
    QGuiApplication.clipboard().setText("untouched")
    desk.refusal = UnfitText(Said("It may not leave.", "不能发出。"), Said("Ask.", "请询问。"))
    window.unexpected.show(_error(), "window")
    dialog = window.unexpected.dialog
    assert dialog is not None
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == "untouched"
    assert dialog.said.text().startswith("Not copied: it may not leave.")
    dialog.accept()


def test_a_gate_that_breaks_lets_nothing_out(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(start="status:429")
    QGuiApplication.clipboard().setText("untouched")

    def broken(document: Document, outlet: Outlet, to: str) -> object:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(window.unexpected, "_send", broken)
    window.unexpected.show(_error(), "window")
    dialog = window.unexpected.dialog
    assert dialog is not None
    dialog.copy.click()
    assert dialog.said.text() == "Not copied: the report could not be checked."
    assert QGuiApplication.clipboard().text() == "untouched"
    dialog.accept()


def test_the_same_error_is_told_once(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    error = _error()
    window.unexpected.show(error, "window")
    assert window.unexpected.dialog is not None
    window.unexpected.dialog.accept()
    qtbot.waitUntil(lambda: window.unexpected.dialog is None)
    window.unexpected.show(error, "window")
    assert window.unexpected.dialog is None


def test_errors_of_slots_and_threads_reach_the_agent(opened: Opened, qtbot: QtBot, hooks: None) -> None:
    window = opened(start="status:429")
    before = sys.excepthook
    watch: Unexpected = window.unexpected
    watch.watch()
    error = _error()
    sys.excepthook(type(error), error, error.__traceback__)
    assert watch.dialog is not None
    watch.dialog.accept()
    qtbot.waitUntil(lambda: watch.dialog is None)

    def fail() -> None:
        raise LookupError(SECRET)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: watch.dialog is not None)
    assert "LookupError" in watch.dialog.text.toPlainText()
    watch.dialog.accept()
    watch.rest()
    assert sys.excepthook is before
    settled(qtbot, window)
