"""Rows of one request become one request."""

from quotadesk.domain.assembly import assemble, line_of, link_tasks, request_key
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import Source
from quotadesk.domain.records import RecordKind, TaskStatus
from tests.domain.rows import at, consume, error, task


def test_two_failed_attempts_and_a_success_are_one_request_charged_once():
    rows = [
        error("7", seconds=1, channel="7"),
        error("8", seconds=3, channel="9"),
        consume("9", seconds=9, channels=("7", "9", "15"), channel="15"),
    ]
    request = assemble("R1", rows, None)
    assert (request.status, request.failed) == (200, False)
    assert [(a.number, a.status, a.failed) for a in request.attempts] == [
        (1, 529, True),
        (2, 529, True),
        (3, 200, False),
    ]
    assert request.attempt_count == 3
    assert request.charge.charge is Charge.YES
    assert request.charge.net_nano == 8_400_000


def test_rows_written_in_the_same_second_keep_the_order_of_their_ids():
    rows = [consume("100"), error("99"), error("98")]
    request = assemble("R1", rows, None)
    assert [r.source_id for r in request.records] == ["98", "99", "100"]
    assert request.status == 200


def test_attempts_that_only_the_channel_list_proves_have_no_reason():
    request = assemble("R1", [consume(channels=("7", "15"))], None)
    assert request.attempt_count == 2
    first, second = request.attempts
    assert (first.status, first.error, first.channel) == (None, None, "7")
    assert second.status == 200
    assert request.marks["attempts"].source is Source.MISSING


def test_the_last_error_is_what_the_customer_got_when_nothing_succeeded():
    request = assemble(
        "R1", [error("1", seconds=1), error("2", seconds=4, status=500, code="server_error")], None
    )
    assert (request.status, request.failed) == (500, True)
    assert request.error is not None
    assert request.error.code == "server_error"


def test_a_cut_stream_is_answered_with_200_and_failed():
    request = assemble("R1", [consume(failed=True, stream_ok=False, stream_end="client_gone")], None)
    line = line_of(request)
    assert (line.status, line.failed, line.stream_cut) == (200, True, True)
    assert line.charge is Charge.YES


def test_attempts_of_a_timed_out_call_share_one_request():
    parts = [
        error(
            "c-attempt-0",
            status=408,
            call_id="c-attempt-0",
            request_id="c",
            kind=RecordKind.FAILURE,
            attempts=1,
        ),
        error(
            "c-attempt-1",
            status=408,
            call_id="c-attempt-1",
            request_id="c",
            kind=RecordKind.FAILURE,
            attempts=1,
        ),
        error(
            "c", status=408, call_id="c", request_id="c", kind=RecordKind.FAILURE, attempts=3, latency_ms=7583
        ),
    ]
    assert {request_key(p) for p in parts} == {"c"}
    request = assemble("c", parts, None)
    assert request.attempt_count == 3
    assert len(request.attempts) == 3
    assert request.latency_ms == 7583


def test_a_refusal_at_the_door_made_no_attempt():
    request = assemble("R1", [error(kind=RecordKind.FAILURE, attempts=0, status=429, unit="usd")], None)
    assert request.attempt_count == 0
    assert request.attempts == ()


def test_a_last_attempt_s_duration_is_not_told_as_the_whole_call_s():
    row = consume(unit="usd", attempts=2, latency_ms=27.0)
    request = assemble("R1", [row], None)
    assert request.latency_ms is None
    assert request.marks["latency_ms"].source is Source.MISSING


def test_a_refund_is_known_by_its_task_and_not_by_its_own_request_id():
    refund = consume("11", kind=RecordKind.REFUND, request_id="other", task_id="task_1")
    assert request_key(refund) == "task:task_1"


def test_a_refund_does_not_change_the_request_id_that_the_customer_knows():
    submission = consume("10", is_task=True, model="sora-2", request_id="R1")
    refund = consume(
        "11", seconds=300, kind=RecordKind.REFUND, request_id="fresh", task_id="task_1", model="sora-2"
    )
    request = assemble("R1", [submission, refund], task(TaskStatus.FAILURE))
    assert request.request_id == "R1"
    assert request.failed
    assert request.charge.charge is Charge.REFUNDED


def test_a_task_is_joined_to_the_submission_of_the_same_owner_model_and_second():
    mine = consume("1", is_task=True, model="sora-2", request_id="mine")
    later = consume("2", is_task=True, model="sora-2", request_id="later", seconds=60)
    other = consume("3", is_task=True, model="sora-2", request_id="other", owner="bolt")
    assert link_tasks([mine, later, other], [task(seconds=1)]) == {"task_1": "mine"}


def test_two_tasks_of_the_same_second_take_one_submission_each():
    rows = [consume(str(i), is_task=True, model="sora-2", request_id=f"r{i}") for i in (1, 2)]
    links = link_tasks(rows, [task(), task(task_id="task_2")])
    assert sorted(links.values()) == ["r1", "r2"]


def test_a_request_without_any_id_is_known_by_its_row():
    assert request_key(consume("77", request_id="")) == "row:77"
    assert assemble("row:77", [consume("77", request_id="")], None).time == at(0)


def test_one_row_without_counter_or_channel_list_does_not_prove_one_attempt():
    assert assemble("R1", [consume()], None).attempt_count is None
    assert assemble("R1", [consume(is_task=True)], None).attempt_count == 1
    assert assemble("R1", [error(seconds=0), consume(seconds=1)], None).attempt_count == 2


def test_an_answer_that_was_billed_in_two_rows_was_one_attempt():
    rows = [consume("1", seconds=1, channels=("7",)), consume("2", seconds=2, channels=("7",))]
    request = assemble("R1", rows, None)
    assert request.attempt_count == 1
    assert len(request.attempts) == 1
    assert request.charge.net_nano == 16_800_000


def test_an_attempt_begins_where_the_one_before_it_ended():
    rows = [error("1", seconds=2, started=at(0), ended=at(2)), error("2", seconds=5, ended=at(5))]
    first, second = assemble("R1", rows, None).attempts
    assert (first.started, first.ended) == (at(0), at(2))
    assert (second.started, second.ended) == (at(2), at(5))
