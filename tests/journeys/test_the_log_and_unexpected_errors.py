"""What the program says of itself passes the gate too: its log, uncaught errors, workers, and the copied report."""

import io
import logging
import subprocess
import sys
import threading

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget

from quotadesk import logbook
from quotadesk.app import alike, outgoing
from quotadesk.app.log_gate import LogGate
from quotadesk.bootstrap import desk as bootstrap
from quotadesk.domain.redaction import Known
from quotadesk.ui.background import Background
from quotadesk.ui.reports import report_of
from quotadesk.ui.unexpected import Unexpected
from tests.journeys.invented import EVERYTHING, Traces

TRACES = Traces.of(EVERYTHING)
KNOWN = Known.of(
    credentials=["a-desk-password-of-nobody"], channels=["blaue-leitung-3"], emails=["leni@kastanie-post.net"],
    persons=["Leni Kraus"], hosts=["pforte.werkstatt-7.net"], balances=["3.219870"],
)  # fmt: skip
NAMES = ("a-desk-password-of-nobody", "blaue-leitung-3", "leni@kastanie-post.net", "Leni Kraus", "pforte.werkstatt-7.net",
         "3.219870")  # fmt: skip
HOSTILE = [*(one.told() for one in EVERYTHING), " ; ".join(f"said {name}" for name in NAMES)]


@pytest.fixture
def gate():
    gate = LogGate()
    gate.known = lambda: KNOWN
    return gate


@pytest.fixture
def log(tmp_path, gate):
    """Give the log file and what reads it; everything is given back afterwards."""
    hooks = sys.excepthook, threading.excepthook
    end = logbook.start_log(tmp_path / "quotadesk.log", gate.line)
    yield (tmp_path / "quotadesk.log").read_bytes
    end()
    sys.excepthook, threading.excepthook = hooks


def failure(message):
    """Give an error as it arrives at the top: with the hostile words in its message, its cause and its notes."""
    try:
        try:
            {}[message]
        except KeyError as first:
            error = ValueError(f"渠道 {message}")
            error.add_note(message)
            raise error from first
    except ValueError as caught:
        return caught


def is_clean(data: bytes) -> None:
    assert TRACES.found_in(data) == []
    assert [name for name in NAMES if name.casefold() in data.decode("utf-8").casefold()] == []


def test_an_error_that_nobody_caught_is_logged_without_its_secrets(log):
    logbook.watch_unexpected()
    for message in HOSTILE:
        error = failure(message)
        sys.excepthook(type(error), error, error.__traceback__)
    is_clean(log())
    assert log().count(b"unexpected error") == len(HOSTILE)
    assert b"ValueError" in log()


def test_an_error_that_ends_a_thread_is_logged_without_its_secrets(log):
    logbook.watch_unexpected()

    def work():
        raise failure(" ".join(HOSTILE[-6:]))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert b"unexpected error in a thread" in log()
    is_clean(log())


def test_an_error_of_the_windows_workers_is_logged_without_its_secrets(log, qtbot):
    failed = []

    def work():
        raise failure(" ".join(HOSTILE[-6:]))

    background = Background()
    background.run(work, done=lambda _: None, failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    assert b"Traceback" in log()
    is_clean(log())


def test_a_line_that_the_gate_refuses_is_withheld_but_its_place_is_told(tmp_path):
    def refuse(_):
        raise ValueError("never")

    end = logbook.start_log(tmp_path / "log", refuse)
    error = failure(HOSTILE[0])
    logging.getLogger("quotadesk.ui").error("failed: %s", HOSTILE[0], exc_info=error)
    end()
    line = (tmp_path / "log").read_text("utf-8")
    assert "ValueError, test_the_log_and_unexpected_errors:" in line
    is_clean(line.encode())


def test_the_copied_report_of_a_hostile_error_holds_nothing_and_passes_the_gate():
    class Paper:
        said = ""

        def put(self, *, plain, markdown, html):
            self.said += plain + markdown + html

    paper = Paper()
    for message in HOSTILE:
        report = report_of(failure(message), "case")
        outgoing.send(report, paper, "clipboard", known=KNOWN, secret=b"x" * 32, clock=lambda: 0.0)
    assert "ValueError" in paper.said
    is_clean(paper.said.encode())


def test_standard_error_says_an_unexpected_error_in_the_words_of_the_gate(gate, monkeypatch):
    said = io.StringIO()
    monkeypatch.setattr(sys, "stderr", said)
    end = logbook.speak(gate.line)
    try:
        logging.getLogger("quotadesk.cli").error("failed", exc_info=failure(" ".join(HOSTILE[-6:])))
    finally:
        end()
    assert "Traceback" in said.getvalue()
    is_clean(said.getvalue().encode())


def test_a_command_that_breaks_shows_no_message_that_was_not_checked():
    """A real process: its own hooks, its own standard error."""
    code = "import sys\nfrom quotadesk.bootstrap import watch\nwatch()\nraise ValueError(sys.stdin.read())"
    answer = subprocess.run(
        [sys.executable, "-c", code], input=HOSTILE[1], capture_output=True, text=True, encoding="utf-8",
        timeout=100, check=False,
    )  # fmt: skip
    assert answer.returncode == 1
    assert "ValueError" in answer.stderr
    assert "report what stands above" in answer.stderr
    is_clean(answer.stderr.encode())


def test_ctrl_c_stays_what_it_is(log, capsys):
    logbook.watch_unexpected()
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert log() == b""


def test_every_way_of_starting_writes_its_log_through_the_gate(tmp_path, monkeypatch):
    monkeypatch.setattr(bootstrap, "LOG_GATE", LogGate())
    from quotadesk.places import places
    from quotadesk.vault import SessionVault

    office, end = bootstrap.logged(places(tmp_path), vault=SessionVault())
    assert bootstrap.LOG_GATE.known == office.known_before
    logging.getLogger("quotadesk.x").error("failed: %s", HOSTILE[0])
    end()
    is_clean((tmp_path / "quotadesk.log").read_bytes())


# ---------------------------------------------------------------- what is remembered of raw texts


def test_no_raw_text_is_remembered_by_what_redacts_rows():
    redact = bootstrap.redactor(lambda: b"x" * 32)
    secret = EVERYTHING[0].told()
    first = redact(secret)
    assert redact(secret) is first
    remembered = redact.remembered
    assert first in remembered.values()
    assert [key for key in remembered if isinstance(key, str)] == []
    assert TRACES.found_in(repr(remembered).encode()) == []


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr(alike, "REMEMBERED_TEXTS", 3)
    redact = bootstrap.redactor(lambda: b"x" * 32)
    for number in range(10):
        assert redact(f"row {number} failed") == f"row {number} failed"
    assert len(redact.remembered) <= 3


def test_what_qt_says_goes_to_the_log_and_nowhere_else_while_a_window_watches(log, qtbot, capfd):
    window = QWidget()
    qtbot.addWidget(window)
    watch = Unexpected(window, lambda *_: None)
    watch.watch()
    try:
        for message in HOSTILE:
            qWarning(f"cannot show {message}")
        qWarning(
            "This plugin does not support propagateSizeHints()"
        )  # of the offscreen platform, for each window
    finally:
        watch.rest()
    assert b"propagateSizeHints" not in log()
    assert log().count(b"Qt: cannot show") == len(HOSTILE)
    is_clean(log())
    is_clean("".join(capfd.readouterr()).encode())
