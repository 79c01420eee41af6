"""What sending again costs: the time and the money that brought the customer nothing."""

from dataclasses import replace
from datetime import timedelta

from quotadesk.domain.assembly import assemble, line_of
from quotadesk.domain.charge import Charge
from quotadesk.domain.lost import begun, lost_over, lost_to
from quotadesk.domain.records import ErrorFacts, RecordKind
from quotadesk.domain.requests import Request
from tests.domain.diagnosis.desk import CALLED, ID, error_row, row, verdict


def call(key: str, after: float, *, spent: float = 1.0, usd: float = 0.0, failed: bool = False) -> Request:
    kind = RecordKind.FAILURE if failed else RecordKind.CONSUME
    began = CALLED + timedelta(seconds=after)
    record = row(
        kind,
        after=after,
        usd=usd,
        request_id=key,
        started=began,
        ended=began + timedelta(seconds=spent),
        latency_ms=spent * 1000,
        attempts=1,
        unit="usd",
        status=500 if failed else 200,
        error=ErrorFacts(code="500") if failed else None,
    )
    return assemble(key, (record,), None)


def test_a_call_that_was_sent_and_tried_once_lost_nothing():
    assert lost_to(call("a", 0)) is None


def test_time_is_lost_until_the_call_that_served_began_and_money_of_the_failures_before_it():
    calls = [call("a", 0, usd=0.02, failed=True), call("b", 2, failed=True), call("c", 5.5, usd=0.3)]
    lost = lost_over(calls)
    assert (lost.client_retries, lost.gateway_retries) == (2, 0)
    assert (lost.seconds, lost.net_nano, lost.unproven) == (5.5, 20_000_000, 0)


def test_when_every_call_failed_only_what_was_sent_again_is_lost_to_it():
    lost = lost_over([call("a", 0, usd=0.5, failed=True), call("b", 2, spent=4, usd=0.02, failed=True)])
    assert (lost.seconds, lost.net_nano) == (4.0, 20_000_000)


def test_of_a_call_that_failed_after_several_attempts_the_first_is_not_lost_to_sending_again():
    rows = [error_row(500, "down", after=3), error_row(502, "down", after=8)]
    timed = assemble(ID, [replace(rows[0], latency_ms=3_000.0), replace(rows[1], latency_ms=8_000.0)], None)
    lost = lost_to(timed)
    assert (lost.client_retries, lost.gateway_retries, lost.seconds) == (0, 1, 5.0)
    untimed = replace(timed, attempts=())
    assert lost_to(untimed).seconds is None


def test_a_request_began_its_latency_before_the_row_that_was_written_at_its_end():
    written = assemble(ID, [replace(row(after=11, usd=0.1), latency_ms=11_000.0)], None)
    assert begun(written) == CALLED
    assert begun(call("a", 0, spent=2)) == CALLED


def test_an_unproven_charge_is_counted_and_never_added_as_nothing():
    calls = [call("a", 0, failed=True), call("b", 2)]
    unknown = replace(calls[0].charge, charge=Charge.UNKNOWN, net_nano=None)
    lost = lost_over([replace(calls[0], charge=unknown), calls[1]])
    assert (lost.net_nano, lost.unproven) == (0, 1)
    assert "not proven" in lost.said.en


def test_a_stored_request_finds_its_repeats_among_its_neighbours():
    calls = [call("a", 0, usd=0.02, failed=True), call("b", 2), call("far", 50)]
    neighbours = [line_of(c) for c in calls]
    assert lost_to(calls[0], neighbours) == lost_to(calls[1], neighbours)
    assert lost_to(calls[1], neighbours).seconds == 2.0
    assert lost_to(calls[2], neighbours) is None


def test_failed_attempts_of_the_gateway_cost_the_time_until_the_last_attempt_began():
    rows = [error_row(500, "down", after=3), error_row(502, "down", after=8), row(after=10, usd=0.1)]
    lost = lost_to(assemble(ID, [*rows[:2], replace(rows[2], latency_ms=10_000.0)], None))
    assert (lost.client_retries, lost.gateway_retries, lost.seconds, lost.net_nano) == (0, 2, 8.0, 0)


def test_the_verdict_on_a_burst_tells_what_was_lost():
    rows = [
        error_row(500, "down", after=1, request_id="first-call"),
        row(after=4, usd=0.1, request_id="second-call"),
    ]
    said = verdict("it failed once", records=tuple(rows), window_fully_read=True)
    assert (said.client_retries, said.lost.client_retries, said.lost.net_nano) == (1, 1, 0)
    assert any(p.text == said.lost.said for p in said.proofs)
