"""Several requests at once: as many as are allowed, and what was read stays in order."""

from __future__ import annotations

import threading
from collections.abc import Callable

import httpx

from tests.gateways.fakes import Gate, a_fetch, paged
from tests.gateways.reading import Reading, rows


def test_at_most_two_requests_are_ever_in_flight():
    for asked, slots in ((1, 1), (2, 2), (9, 2)):
        gateway = Gate().open(in_flight=asked)
        assert gateway._session.wire._slots._value == slots
        gateway.close()


def test_the_operator_may_allow_more_requests_at_once_but_never_more_than_eight():
    for asked, allowed, slots in ((8, 8, 8), (8, 4, 4), (1, 8, 1), (99, 99, 8), (0, 0, 1)):
        gateway = Gate().open(in_flight=asked, most_in_flight=allowed)
        assert gateway._session.wire._slots._value == slots
        gateway.close()


def _pages_apart(
    apart: Callable[[int], None], *, count: int = 400
) -> Callable[[httpx.Request], httpx.Response]:
    """Answer as the log list does; `apart` is called with the number of each page before it is given."""
    log = paged(rows(count))

    def answer(request: httpx.Request) -> httpx.Response:
        if "start_timestamp" in request.url.params:
            apart(int(request.url.params["p"]))
        return log(request)

    return answer


def test_pages_of_a_slice_are_asked_for_at_once_where_that_is_allowed():
    together = threading.Barrier(3, timeout=20)  # breaks, and the reading with it, when they come one by one
    gate = Gate({"/api/log/": _pages_apart(lambda page: page > 1 and together.wait())})
    reading = Reading(gate.open(in_flight=3, most_in_flight=8), a_fetch())
    assert len(set(reading.ids)) == len(reading.ids) == 400
    assert len(reading.read) == 1


def test_pages_before_one_that_fails_are_given_although_all_were_asked_for_at_once():
    def apart(page: int) -> None:
        if page == 3:
            raise httpx.ConnectError("gone")

    gateway = Gate({"/api/log/": _pages_apart(apart)}).open(in_flight=4, most_in_flight=8)
    reading = Reading(gateway, a_fetch())
    assert reading.trouble is not None
    assert (len(reading.ids), reading.read) == (200, [])
    assert not [t for t in threading.enumerate() if t.name.startswith("quotadesk-page")]


def test_when_one_request_is_told_to_wait_the_others_wait_too():
    gateway = Gate().open(in_flight=2)
    wire = gateway._session.wire
    wire._busy(httpx.Headers({"Retry-After": "7"}), 0)
    assert wire.pace.take() >= 7
    assert wire.pace.resting() == 7
    gateway.close()
