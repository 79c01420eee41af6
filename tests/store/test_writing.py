"""What a sync brings is kept once, whole, and joined to the request it belongs to."""

from __future__ import annotations

import sqlite3
from dataclasses import fields, replace
from datetime import timedelta, timezone

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotadesk.app.ports import Written
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.records import ErrorFacts, Record, RecordKind, RequestType, TaskStatus
from quotadesk.domain.said import Said
from quotadesk.store import Store
from tests.store.made import GATEWAY, NOON, at, failure, lookup, refund, submission, success, task

_FULL = Record(
    source_id="row-1",
    kind=RecordKind.ERROR,
    time=at(0.123456),
    started=at(-1.5),
    ended=at(0.000001),
    request_id="request",
    call_id="call",
    upstream_request_id="upstream",
    task_id="task",
    owner="owner",
    owner_id="owner id",
    key_name="key",
    key_id="key id",
    key_hash="hash",
    key_masked="sk-…9a2f",
    group="group",
    project="project",
    environment="environment",
    tier="tier",
    model="model",
    model_served="served",
    path="/v1/chat",
    type=RequestType.CHAT,
    stream=True,
    stream_end="eof",
    stream_ok=False,
    status=200,
    failed=True,
    error=ErrorFacts(
        code="code",
        kind="kind",
        text="额度不足 text",
        normalized="normal",
        category="category",
        limit_type="requests",
        budget_scope="team",
        budget_limit=1.5,
        budget_spend=2.25,
        retry_after_s=0.5,
    ),
    latency_ms=1.25,
    first_token_ms=0.5,
    figure=1.8e-07,
    unit="usd",
    amount_nano=180,
    tokens_in=1,
    tokens_out=2,
    no_usage=True,
    cache_hit=True,
    billing="wallet",
    channel="channel",
    channels=("a", "b"),
    attempts=3,
    fallback=True,
    is_task=True,
    reason="reason",
    marks={"owner": Mark(source=Source.MAPPED, why=Said("because", "因为"))},
)


def _one(store: Store, key: str) -> Record:
    (record,) = store.records(GATEWAY, [key])[key][0]
    return record


def test_every_declared_field_of_a_row_comes_back_as_it_was_written(store: Store) -> None:
    nothing = Record(source_id="", kind=RecordKind.OTHER, time=NOON)
    unset = [f.name for f in fields(Record) if getattr(_FULL, f.name) == getattr(nothing, f.name)]
    assert unset == [], "the row of this test must use every field"

    store.write(GATEWAY, [_FULL])

    assert _one(store, "call") == _FULL


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    text=st.text(st.characters(codec="utf-8"), max_size=40),
    name=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12),
    offset=st.integers(-(10**14), 10**14),
    figure=st.floats(0, 1e12),
    status=st.none() | st.integers(0, 999),
)
def test_whatever_a_gateway_writes_into_a_row_comes_back_the_same(
    store: Store, text: str, name: str, offset: int, figure: float, status: int | None
) -> None:
    row = failure(
        "any",
        error=ErrorFacts(code=name, text=text),
        owner=name,
        model=name,
        time=NOON + timedelta(microseconds=offset),
        figure=figure,
        status=status,
        request_id="any",
    )

    store.write(GATEWAY, [row])

    assert _one(store, "any") == row


def test_a_second_reading_of_the_same_rows_writes_nothing(store: Store, path) -> None:
    rows = [success("1"), failure("2"), refund("3", "t1"), success("4", kind=RecordKind.TOPUP)]
    assert store.write(GATEWAY, rows, [task("t1")]) == Written(new=4)
    with sqlite3.connect(path) as other:
        before = other.execute("PRAGMA data_version").fetchone()
        wal = path.with_name(path.name + "-wal").stat().st_size

        assert store.write(GATEWAY, rows, [task("t1")]) == Written(unchanged=4)

        assert path.with_name(path.name + "-wal").stat().st_size == wal
        assert other.execute("PRAGMA data_version").fetchone() == before
    other.close()


def test_a_row_that_the_gateway_changed_is_changed_here_too(store: Store) -> None:
    store.write(GATEWAY, [success("1", figure=500.0, amount_nano=1_000_000), success("2")])

    written = store.write(GATEWAY, [success("1", figure=900.0, amount_nano=1_800_000), success("2")])

    assert written == Written(changed=1, unchanged=1)
    assert store.find(GATEWAY, lookup(id="req-1")).lines[0].amount_nano == 1_800_000


def test_one_page_that_holds_a_row_twice_doubles_nothing(store: Store) -> None:
    assert store.write(GATEWAY, [success("1"), success("1")]) == Written(new=1)
    assert store.find(GATEWAY, lookup()).total == 1


def test_attempts_that_arrive_later_join_the_line_of_their_request(store: Store) -> None:
    store.write(GATEWAY, [success("3", request_id="r", time=at(9), channels=("1", "2"))])
    assert store.find(GATEWAY, lookup()).lines[0].attempt_count == 2

    store.write(GATEWAY, [failure("2", 500, request_id="r", time=at(4)), failure("1", 429, request_id="r")])

    (line,) = store.find(GATEWAY, lookup()).lines
    assert (line.attempt_count, line.status, line.failed) == (3, 200, False)
    assert [r.source_id for r in store.records(GATEWAY, ["r"])["r"][0]] == ["1", "2", "3"]


def test_rows_that_are_no_customers_request_are_kept_but_make_no_line(store: Store) -> None:
    kinds = [RecordKind.TOPUP, RecordKind.MANAGE, RecordKind.SYSTEM, RecordKind.TEST, RecordKind.LOGIN]

    written = store.write(GATEWAY, [success(str(n), kind=kind) for n, kind in enumerate(kinds)])

    assert written.new == len(kinds)
    assert store.find(GATEWAY, lookup()).total == 0
    assert store.write(GATEWAY, [success("0", kind=RecordKind.TOPUP)]).unchanged == 1


def test_a_refund_joins_the_request_that_submitted_its_task(store: Store) -> None:
    store.write(GATEWAY, [submission("1"), refund("2", "t1")], [task("t1")])

    (line,) = store.find(GATEWAY, lookup()).lines
    records, joined = store.records(GATEWAY, ["req-1"])["req-1"]
    assert line.charge is Charge.REFUNDED
    assert [r.source_id for r in records] == ["1", "2"]
    assert joined == task("t1")


def test_a_refund_joins_its_request_in_whatever_order_the_pages_come(store: Store) -> None:
    for connection, pages in {
        "refund first": (([refund("2", "t1")], []), ([], [task("t1")]), ([submission("1")], [])),
        "task first": (([], [task("t1")]), ([submission("1")], []), ([refund("2", "t1")], [])),
        "task last": (([submission("1")], []), ([refund("2", "t1")], []), ([], [task("t1")])),
        "named by its row": (([refund("2", "t1")], []), ([submission("1", task_id="t1")], [task("t1")])),
    }.items():
        for records, tasks in pages:
            store.write(connection, records, tasks)

        lines = store.find(connection, lookup()).lines
        assert [(line.key, line.charge) for line in lines] == [("req-1", Charge.REFUNDED)], connection
        assert store.find(connection, lookup(id="t1")).lines == lines, connection


def test_a_refund_whose_submission_was_never_read_stands_alone(store: Store) -> None:
    store.write(GATEWAY, [refund("2", "t1")], [task("t1")])

    (line,) = store.find(GATEWAY, lookup(id="t1")).lines
    assert line.key == "task:t1"
    assert store.records(GATEWAY, ["task:t1"])["task:t1"][1] == task("t1")


def test_a_task_that_fails_later_changes_the_line_of_its_request(store: Store) -> None:
    store.write(GATEWAY, [submission("1")], [task("t1", TaskStatus.RUNNING, figure=500.0)])
    assert store.find(GATEWAY, lookup()).lines[0].charge is Charge.HELD

    store.write(GATEWAY, [], [task("t1", TaskStatus.FAILURE)])

    (line,) = store.find(GATEWAY, lookup()).lines
    assert (line.failed, line.charge) == (True, Charge.REFUNDED)


def test_a_row_that_moves_to_another_request_leaves_no_empty_line_behind(store: Store) -> None:
    store.write(GATEWAY, [success("1", request_id=""), failure("2", request_id="other")])
    store.write(GATEWAY, [success("1", request_id="known"), failure("2", request_id="known", time=at(-1))])

    assert [line.key for line in store.find(GATEWAY, lookup()).lines] == ["known"]
    assert store.find(GATEWAY, lookup(text="too many")).lines[0].key == "known"


def test_an_error_that_is_gone_from_a_row_is_gone_from_the_search(store: Store) -> None:
    store.write(GATEWAY, [failure("1", text="will be corrected")])
    store.write(GATEWAY, [success("1")])

    assert store.find(GATEWAY, lookup(text="corrected")).total == 0
    assert store.find(GATEWAY, lookup(failed="yes")).total == 0


def test_half_a_character_and_an_absurd_number_do_not_lose_the_page(store: Store) -> None:
    rows = [
        success("1"),
        failure("2", text="half \ud83d of an emoji"),
        success("3", amount_nano=10**30, owner="ok\udc00"),
    ]

    assert store.write(GATEWAY, rows).new == 3

    assert store.find(GATEWAY, lookup(text="half")).lines[0].key == "req-2"
    assert store.find(GATEWAY, lookup(id="req-3")).lines[0].owner == "ok\ufffd"


def test_connections_do_not_see_each_others_rows(store: Store) -> None:
    store.write("one", [success("1"), failure("2")])
    store.write("two", [success("1", owner="globex")])

    assert store.find("one", lookup()).total == 2
    assert [line.owner for line in store.find("two", lookup()).lines] == ["globex"]
    assert store.find("two", lookup(owner="acme")).total == 0
    assert store.find("two", lookup(text="too many")).total == 0
    assert store.find("nobody's", lookup()).total == 0


def test_times_are_kept_to_the_microsecond_whatever_their_zone(store: Store) -> None:
    shanghai = (NOON + timedelta(microseconds=1)).astimezone(timezone(timedelta(hours=8)))
    store.write(GATEWAY, [success("1", time=shanghai)])

    assert _one(store, "req-1").time == shanghai


def test_names_are_those_of_the_rows_that_are_held(store: Store) -> None:
    store.write(GATEWAY, [success("1"), failure("2", owner="a@example.com", model="o3", group="staging")])
    store.write("other", [success("1", owner="globex")])

    names = store.names(GATEWAY)

    assert set(names.owners) == {"acme", "a@example.com"}
    assert names.emails == ("a@example.com",)
    assert (names.models, names.groups) == (("gpt-4o", "o3"), ("production", "staging"))
    assert (names.key_names, names.channels) == (("acme-prod",), ("3",))


def test_a_line_has_a_failed_outcome_when_the_customer_got_an_error_status(store: Store) -> None:
    store.write(GATEWAY, [replace(failure("1", 403), failed=False)])

    assert store.find(GATEWAY, lookup(status="403")).total == 1
