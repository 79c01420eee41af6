"""A sync keeps what it read, loses and doubles nothing, and stores no secret."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from quotadesk.app.errors import GatewayBusy, GatewayFaulty, StoreFull
from quotadesk.app.ports import Fetch
from quotadesk.app.sync import sync
from quotadesk.domain.lookup import Lookup
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.said import Said
from tests.app.desk import DAY, INTAKE, NOW, FakeGateway
from tests.domain.rows import consume, error

ROWS = [consume(str(n), seconds=n, request_id=f"R{n}") for n in range(5)]
TROUBLE = GatewayFaulty(Said("half an answer", "回答不完整"), Said("sync again", "请重新同步"))


def run(gateway, store, *, fetch=None, cancelled=lambda: False, progress=None):
    return sync(
        gateway,
        store,
        "acme",
        fetch or Fetch(window=DAY),
        intake=INTAKE,
        now=lambda: NOW,
        progressed=(progress if progress is not None else []).append,
        cancelled=cancelled,
    )


def found(store):
    return {line.key for line in store.find("acme", Lookup()).lines}


def test_a_sync_reads_everything_and_says_that_the_window_is_complete(store):
    progress = []
    report = run(FakeGateway(ROWS), store, progress=progress)
    assert (report.read, report.new, report.complete, report.stopped) == (5, 5, True, None)
    assert store.coverage("acme", DAY, scope="").complete
    assert progress[-1].share == 1.0
    assert found(store) == {"R0", "R1", "R2", "R3", "R4"}


def test_a_repeated_sync_changes_nothing(store):
    run(FakeGateway(ROWS), store)
    again = run(FakeGateway(ROWS), store)
    assert (again.new, again.changed) == (0, 0)
    assert len(found(store)) == 5


def test_a_failing_gateway_loses_nothing_and_the_next_sync_reads_the_rest(store):
    report = run(FakeGateway(ROWS, failing=(1, TROUBLE)), store)
    assert (report.read, report.complete) == (2, False)
    assert report.stopped == TROUBLE.message
    assert report.hint == TROUBLE.hint
    assert len(found(store)) == 2
    assert not store.coverage("acme", DAY, scope="").complete
    assert run(FakeGateway(ROWS), store).complete
    assert len(found(store)) == 5


def test_a_busy_gateway_tells_how_long_to_wait(store):
    busy = GatewayBusy(Said("slow down", "请放慢"), Said("wait 30 s", "请等待 30 秒"), wait_s=30)
    report = run(FakeGateway(ROWS, failing=(0, busy)), store)
    assert report.hint == Said("wait 30 s", "请等待 30 秒")


def test_cancel_keeps_what_was_read(store):
    progress = []
    report = run(FakeGateway(ROWS), store, progress=progress, cancelled=lambda: len(progress) >= 1)
    assert report.read == 2
    assert report.stopped is not None
    assert not report.complete
    assert len(found(store)) == 2


def test_unreadable_rows_are_counted_and_the_window_is_not_complete(store):
    report = run(FakeGateway(ROWS, skipped=1), store)
    assert (report.read, report.skipped, report.complete) == (5, 1, False)
    assert not store.coverage("acme", DAY, scope="").complete


def test_a_narrow_reading_does_not_count_as_a_full_one(store):
    run(FakeGateway(ROWS), store, fetch=Fetch(window=DAY, owner="acme"))
    assert store.coverage("acme", DAY, scope="owner=acme").complete
    assert not store.coverage("acme", DAY, scope="").complete


@pytest.mark.parametrize("field", ["text", "code", "kind"])
def test_a_provider_key_in_an_error_never_reaches_the_store(store, tmp_path, field):
    secret = "sk-proj-" + "a1B2c3D4e5F6" * 4
    facts = replace(ErrorFacts(), **{field: f"invalid key {secret}"})
    run(FakeGateway([error("1", error=facts)]), store)
    store.close()
    for path in tmp_path.rglob("*"):
        assert secret.encode() not in path.read_bytes()


def test_the_environment_is_mapped_before_a_row_is_kept(store):
    run(FakeGateway([consume("1", key_name="prod-bot")]), store)
    (line,) = store.find("acme", Lookup()).lines
    assert line.environment == "production"


def test_the_window_that_was_asked_for_is_the_one_that_was_read(store):
    window = replace(DAY, start=DAY.start - timedelta(days=1))
    gateway = FakeGateway(ROWS)
    assert run(gateway, store, fetch=Fetch(window=window)).window == window
    assert gateway.asked[0].window == window


def test_small_pages_are_kept_in_one_write_and_what_they_complete_counts_as_read_only_after_it(store):
    told = []

    class Told:
        def write(self, connection, records, tasks=()):
            told.append(len(records))
            return store.write(connection, records, tasks)

        def cover(self, connection, window, **more):
            told.append("read")
            store.cover(connection, window, **more)

    assert run(FakeGateway(ROWS), Told()).read == 5
    assert told == [5, "read"]


@pytest.mark.parametrize("error", [RuntimeError("a decoder's own fault"), SystemExit(3)])
def test_a_failure_that_nobody_expected_arrives_and_what_was_read_before_it_is_kept(store, error):
    with pytest.raises(type(error)):
        run(FakeGateway(ROWS, failing=(2, error)), store)
    assert len(found(store)) == 4
    assert not readers()


def test_a_store_that_fails_ends_the_reading_too(store):
    class Full:
        def write(self, *_):
            raise StoreFull(Said("full", "已满"), Said("make room", "请清理"))

    class Endless(FakeGateway):
        def fetch(self, fetch, *, cancelled=lambda: False):
            while not cancelled():
                yield from super().fetch(fetch)

    with pytest.raises(StoreFull):
        run(Endless([consume(str(n), seconds=n, request_id=f"R{n}") for n in range(3000)]), Full())
    assert not readers()


def readers():
    return [t for t in threading.enumerate() if t.name == "quotadesk-reader"]
