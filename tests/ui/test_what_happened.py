"""The card of what happened: marks to scale, the client's own calls, task and money, the minute, what was lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quotadesk.app.answers import CaseView
from quotadesk.domain.charge import Owed, Owing
from quotadesk.domain.lost import Lost
from quotadesk.domain.records import Record, RecordKind, Task, TaskStatus
from quotadesk.domain.requests import Attempt
from quotadesk.ui import dress
from quotadesk.ui.minutestrip import brief, told
from quotadesk.ui.moments import course_of
from quotadesk.ui.timeline import Timeline
from quotadesk.ui.timeplaces import Pen, placed
from tests.ui import fake_facts as facts

KEY = Qt.Key
PEN = Pen(width=440, gap=8, round=16, advance=lambda text: 6.0 * len(text))


@pytest.fixture(autouse=True)
def english(qapp: object) -> None:
    """Speak English whatever was spoken before."""
    dress.speak("en")
    dress.wear("light", 100)


def _case(status: int = 429) -> CaseView:
    line = next(line for line in facts.lines() if line.status == status and line.group == "production")
    return facts.case(line)


def _shown(qtbot: QtBot, view: CaseView) -> Timeline:
    card = Timeline()
    qtbot.addWidget(card)
    card.resize(460, 160)
    card.show_case(view)
    card.show()
    return card


def _spread(view: CaseView, *seconds: tuple[float, float]) -> CaseView:
    """Give the case with attempts at these seconds after its begin, and nothing else around."""
    request = view.request
    assert request is not None
    attempts = tuple(
        Attempt(
            number=n,
            started=request.time + timedelta(seconds=start),
            ended=request.time + timedelta(seconds=end),
            status=429,
            failed=True,
        )
        for n, (start, end) in enumerate(seconds, 1)
    )
    return replace(view, request=replace(request, attempts=attempts), neighbours=())


def test_attempts_stand_in_order_and_as_long_as_they_lasted() -> None:
    course = course_of(_spread(_case(), (0, 1), (2, 8)))
    assert course is not None
    first, second = placed(course, PEN)
    assert first.right < second.left
    assert second.right <= PEN.width
    assert second.right - second.left > 2 * (first.right - first.left)


def test_a_row_that_was_written_at_the_end_gives_the_begin_by_its_latency() -> None:
    view = _case()
    assert view.request is not None
    row = Record(source_id="1", kind=RecordKind.CONSUME, time=view.request.time, latency_ms=11_000.0)
    written = replace(view.request, records=(row,), attempts=(), ended=row.time, latency_ms=11_000.0)
    course = course_of(replace(view, request=written, neighbours=()))
    assert course is not None
    assert course.begins == row.time - timedelta(seconds=11)
    assert not course.logged
    silent = replace(written, records=(replace(row, latency_ms=None),), latency_ms=None)
    course = course_of(replace(view, request=silent, neighbours=()))
    assert course is not None
    assert course.logged


def test_a_long_wait_is_drawn_shortened_and_that_is_said(qtbot: QtBot) -> None:
    view = _spread(_case(), (0, 1), (600, 601))
    course = course_of(view)
    assert course is not None
    assert course.broken
    first, second = placed(course, PEN)
    assert second.left - first.right < PEN.width
    assert "drawn shortened" in _shown(qtbot, view).lost.text()
    assert "Wait of 10 min" in course.sentences


def test_nothing_is_said_to_be_shortened_when_all_is_to_scale() -> None:
    course = course_of(_spread(_case(), (0, 1), (3, 4)))
    assert course is not None
    assert not course.broken


def test_more_marks_than_have_room_give_way_to_short_texts_inside_the_line() -> None:
    course = course_of(_case())
    assert course is not None
    narrow = replace(PEN, width=190.0)
    marks = placed(course, narrow)
    assert "↻" in [m.text for m in marks]
    assert all(m.right <= narrow.width for m in marks)
    tiny = placed(course, replace(PEN, width=80.0))
    assert all(m.right <= 80.0 for m in tiny)


def test_the_clients_own_calls_before_and_after_a_request_are_told_as_inferred() -> None:
    view = _case()
    assert view.request is not None
    course = course_of(view)
    assert course is not None
    assert [m.kind for m in course.moments] == ["attempt"] * 3 + ["client"] * 2
    assert "Client retry (inferred)" in course.moments[-1].tells
    last = view.neighbours[-1]
    request = replace(view.request, key=last.key, time=last.time, ended=None, attempts=(Attempt(number=1),))
    request = replace(request, latency_ms=last.latency_ms or None)
    course = course_of(replace(view, request=request))
    assert course is not None
    assert [m.kind for m in course.moments] == ["client", "client", "attempt"]
    assert "Earlier call of the client (inferred)" in course.moments[0].tells


def test_a_call_that_does_not_belong_to_the_chain_is_not_drawn() -> None:
    view = _case()
    stranger = view.neighbours[-1]._replace(key="other", model="another", time=facts.NOW)
    course = course_of(replace(view, neighbours=(*view.neighbours[:1], stranger)))
    assert course is not None
    assert all(m.kind == "attempt" for m in course.moments)


def test_a_task_stands_with_its_state_its_times_and_its_refund() -> None:
    view = facts.case(next(line for line in facts.lines() if line.charge.value == "refunded"))
    course = course_of(view)
    assert course is not None
    assert [m.kind for m in course.moments] == ["attempt", "task", "refund"]
    assert "Task task_Zk3vQ9aLm2 · failed" in course.moments[1].tells
    assert "upstream: time-out" in course.moments[1].tells
    assert course.moments[2].tells.startswith("Refund of $0.18")


def test_money_that_should_have_come_back_is_a_mark_with_its_amount() -> None:
    view = _case()
    assert view.request is not None
    task = Task(task_id="task_1", status=TaskStatus.FAILURE, submitted=view.request.time)
    owed = Owed(nano=1_120_000_000, figure=560_000, unit="quota", owing=Owing.NOT_REFUNDED, since=facts.NOW)
    charge = replace(view.verdict.charge, owed=owed)
    view = replace(
        view,
        request=replace(view.request, task=task),
        verdict=replace(view.verdict, charge=charge),
    )
    course = course_of(view)
    assert course is not None
    assert course.moments[-1].kind == "owed"
    assert "$1.12 should have come back" in course.moments[-1].tells


def test_each_attempt_tells_status_reason_times_and_channel() -> None:
    course = course_of(_case())
    assert course is not None
    tells = course.moments[0].tells
    for part in ("Attempt 1", "429", "rate_limit_exceeded", " – ", "channel channel-4 (screen only)"):
        assert part in tells


def test_the_whole_course_is_told_to_a_screen_reader_waits_included(qtbot: QtBot) -> None:
    card = _shown(qtbot, _case())
    told = card.drawing.accessibleDescription()
    assert told.index("Attempt 1") < told.index("Wait of") < told.index("Attempt 2")
    assert "Client retry" in told


def test_the_arrow_keys_walk_the_marks_and_say_each(qtbot: QtBot) -> None:
    card = _shown(qtbot, _case())
    drawing = card.drawing
    card.activateWindow()
    drawing.setFocus()
    qtbot.waitUntil(drawing.hasFocus)
    said = []
    for key in (KEY.Key_Right, KEY.Key_End, KEY.Key_Left, KEY.Key_Home):
        QTest.keyClick(drawing, key)
        said.append(drawing.accessibleName().split(" · ")[0])
    assert said == ["Attempt 2", "Client retry (inferred)", "Client retry (inferred)", "Attempt 1"]


def test_a_click_on_a_mark_says_it(qtbot: QtBot) -> None:
    card = _shown(qtbot, _case())
    drawing = card.drawing
    third = drawing.placed()[2]
    spot = drawing.rect().topLeft()
    spot.setX(round((third.left + third.right) / 2))
    spot.setY(10)
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=spot)
    assert drawing.accessibleName().startswith("Attempt 3")


def test_the_limit_is_a_line_against_the_minutes_requests_and_told_in_words(qtbot: QtBot) -> None:
    card = _shown(qtbot, _case())
    assert card.minute.isVisible()
    assert card.limit.text() == "22 of 60 requests per minute"
    assert "most: 24" in card.minute.accessibleDescription()
    assert "as it is now" in card.minute.toolTip()
    limit_then = replace(facts.MINUTE, then=True, complete=False, of_owner=True)
    assert "as the refusal says" in told(limit_then)
    assert "there may be more" in told(limit_then)
    assert "this owner" in told(limit_then)


def test_the_line_of_the_limit_crosses_the_strip_at_its_height(qtbot: QtBot) -> None:
    card = _shown(qtbot, _case())
    strip = card.minute
    picture = strip.grab().toImage()
    above = [picture.pixelColor(2, y).lightness() for y in range(5)]
    assert min(above) < 90  # the dashes of the line, over bars that reach a third of it
    strip.show_minute(replace(facts.MINUTE, limit=None))
    bare = strip.grab().toImage()
    assert min(bare.pixelColor(2, y).lightness() for y in range(5)) > 90


def test_a_minute_without_a_known_limit_says_so() -> None:
    assert brief(replace(facts.MINUTE, limit=None)) == "22 requests per minute · limit not known"
    assert "The line is" not in told(replace(facts.MINUTE, limit=None))


def test_a_case_without_a_count_names_the_limit_as_it_is_now(qtbot: QtBot) -> None:
    card = _shown(qtbot, replace(_case(), minute=None))
    assert not card.minute.isVisible()
    assert card.limit.text() == "limit now: 60 requests per minute · used 22"


def test_what_was_lost_to_sending_again_stands_in_one_line(qtbot: QtBot) -> None:
    view = _case()
    card = _shown(qtbot, view)
    assert card.lost.text() == "Lost to sending again: 18.2 s · $0.00 · client again ×2 · gateway again ×2"
    assert "The client sent it again 2 times" in card.lost.toolTip()
    unproven = Lost(client_retries=1, seconds=None, net_nano=8_400_000, unproven=1)
    card.show_case(replace(view, verdict=replace(view.verdict, lost=unproven)))
    assert "$0.0084 · 1 charge not proven" in card.lost.text()
    card.show_case(replace(view, verdict=replace(view.verdict, lost=None)))
    assert not card.lost.isVisible()


def test_the_card_speaks_chinese(qtbot: QtBot) -> None:
    card = _shown(qtbot, _case())
    dress.speak("zh")
    card.retranslate()
    assert card.limit.text() == "每分钟 22/60 次请求"
    assert card.lost.text().startswith("重发损失：18.2 秒")
