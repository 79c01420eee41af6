"""Work off the GUI thread: results always arrive, late ones never do."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QThread
from pytestqt.qtbot import QtBot

from quotadesk.app.answers import Progress
from quotadesk.domain.said import Said
from quotadesk.ui.background import Background, Control


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    assert made.close()


def _unexpected(error: Exception) -> None:
    raise AssertionError(error)


def test_every_instant_job_brings_its_result_home(qtbot: QtBot, background: Background) -> None:
    got: list[int] = []
    for number in range(500):
        background.run(lambda _, n=number: n, done=got.append, failed=_unexpected)
    qtbot.waitUntil(lambda: len(got) == 500, timeout=10_000)
    assert sorted(got) == list(range(500))


def test_results_arrive_on_the_gui_thread_and_work_runs_elsewhere(
    qtbot: QtBot, background: Background
) -> None:
    here = QThread.currentThread()
    threads: list[object] = []
    background.run(
        lambda _: threads.append(threading.get_ident()),
        done=lambda _: threads.append(QThread.currentThread()),
        failed=_unexpected,
    )
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threading.get_ident()
    assert threads[1] is here


def test_a_newer_task_of_the_same_lane_silences_the_older(qtbot: QtBot, background: Background) -> None:
    gate, got = threading.Event(), []
    stopped: list[bool] = []

    def slow(control: Control) -> str:
        gate.wait(5)
        stopped.append(control.cancelled())
        return "old"

    background.run(slow, done=got.append, failed=_unexpected, lane="lookup")
    background.run(lambda _: "new", done=got.append, failed=_unexpected, lane="lookup")
    qtbot.waitUntil(lambda: got == ["new"])
    gate.set()
    qtbot.waitUntil(background.idle)
    assert got == ["new"]
    assert stopped == [True]


def test_cancelled_work_still_brings_what_it_has_read(qtbot: QtBot, background: Background) -> None:
    begun, got = threading.Event(), []

    def pages(control: Control) -> int:
        read = 1
        begun.set()
        while not control.cancelled():
            read += 1
        return read

    background.run(pages, done=got.append, failed=_unexpected, lane="lookup")
    assert begun.wait(5)
    background.cancel("lookup")
    qtbot.waitUntil(lambda: bool(got))
    assert got[0] >= 1


def test_abandoned_work_is_never_heard_of_again(qtbot: QtBot, background: Background) -> None:
    gate, got = threading.Event(), []
    background.run(lambda _: gate.wait(5), done=got.append, failed=_unexpected, lane="case")
    background.abandon("case")
    gate.set()
    qtbot.waitUntil(background.idle)
    assert got == []
    assert not background.busy("case")


def test_a_failure_reaches_the_agent_not_the_console(qtbot: QtBot, background: Background) -> None:
    got: list[Exception] = []

    def fail(_: Control) -> None:
        raise ValueError("half an answer")

    background.run(fail, done=lambda _: None, failed=got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], ValueError)


def test_progress_is_told_rarely_but_its_end_always(qtbot: QtBot, background: Background) -> None:
    told: list[Progress] = []
    done: list[None] = []

    def chatty(control: Control) -> None:
        for step in range(1001):
            control.progressed(Progress(share=step / 1000, said=Said("", "")))

    background.run(chatty, done=done.append, failed=_unexpected, progressed=told.append)
    qtbot.waitUntil(lambda: bool(done))
    assert told[-1].share == 1.0
    assert len(told) < 200


def test_a_closed_desk_drops_results_and_waits_for_running_work(qtbot: QtBot) -> None:
    background, gate, got = Background(), threading.Event(), []
    background.run(lambda _: gate.wait(5), done=got.append, failed=_unexpected)
    gate.set()
    assert background.close()
    QCoreApplication.processEvents()
    assert got == []


def test_twenty_thousand_void_calls_and_ten_thousand_emits_do_not_end_the_program(
    background: Background,
) -> None:
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    for number in range(20_000):
        label.setText(str(number & 7))
    for _ in range(10_000):
        background.busy_changed.emit("x", False)
    assert label.text() == "7"


def test_what_a_worker_keeps_for_its_thread_is_there_for_its_next_task(qtbot: QtBot) -> None:
    background, kept, made = Background(threads=1), threading.local(), []

    def work(_control: Control) -> None:
        if not hasattr(kept, "store"):
            kept.store = object()
            made.append(kept.store)

    for _ in range(3):
        background.run(work, done=lambda _: None, failed=lambda _: None)
        qtbot.waitUntil(background.idle)
    assert len(made) == 1
    background.close()


def test_a_timer_that_fires_after_the_window_was_closed_starts_nothing(qtbot: QtBot) -> None:
    background = Background()
    assert background.close()
    told: list[object] = []
    background.run(lambda _: 1, done=told.append, failed=told.append)
    QCoreApplication.processEvents()
    assert told == []
    assert background.idle()
