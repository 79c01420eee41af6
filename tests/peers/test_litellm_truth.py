"""What the desk shows of a real LiteLLM, call by call, beside what really happened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quotadesk.app.answers import SyncReport
from quotadesk.app.errors import CredentialRefused
from quotadesk.app.ports import Connection, Fetch, Gateway
from quotadesk.app.sync import Intake, sync
from quotadesk.domain.account import KeyState, QuotaState, Scope, worst_state
from quotadesk.domain.assembly import assemble
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import Source
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.profile import Product
from quotadesk.domain.redaction.engine import redact
from quotadesk.domain.requests import Request
from quotadesk.domain.window import Window
from quotadesk.gateways.catalog import open_gateway
from quotadesk.store import Store
from tests.peers.conftest import LiteLLM
from tests.peers.litellm.customers import Fact, moment
from tests.peers.litellm.seed import VIEWER_ROUTES
from tests.peers.litellm.truth import truth_of
from tests.peers.reading import Shown, compare, table

NAME = "peer"
TABLE = Path(__file__).parents[2] / "docs" / "gateways-litellm.md"
UPDATE = "QUOTADESK_UPDATE_DOCS"
ACCESS = re.compile(r'"([A-Z]+) ([^ ?"]+)[^"]*" (\d+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A store that was filled from the real proxy, and how."""

    store: Store
    report: SyncReport
    again: SyncReport
    window: Window
    asked: frozenset[tuple[str, str]]  # method and path of every request that reading sent
    folder: Path


@contextmanager
def connected(litellm: LiteLLM, key: str = "") -> Iterator[Gateway]:
    """Open the proxy through the adapter that an agent's connection uses, with the viewer key or another."""
    connection = Connection(name=NAME, kind="litellm", url=litellm.base_url)
    with closing(open_gateway(connection, key or litellm.viewer_key)) as gateway:
        yield gateway


def read_into(store: Store, gateway: Gateway, window: Window) -> SyncReport:
    """Sync a window as the program does."""
    return sync(
        gateway,
        store,
        NAME,
        Fetch(window=window),
        intake=Intake(rules=MappingRules(), redact=redact),
        now=lambda: datetime.now(UTC),
        progressed=lambda _: None,
        cancelled=lambda: False,
    )


@pytest.fixture(scope="module")
def desk(
    litellm: LiteLLM, litellm_traffic: list[Fact], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """Read the whole scenario into a real store, twice."""
    sent = [moment(fact["sent_at"]) for fact in litellm_traffic]
    start = datetime.fromtimestamp(min(sent), UTC) - timedelta(minutes=1)
    window = Window(start, datetime.fromtimestamp(max(sent), UTC) + timedelta(seconds=20))
    folder = tmp_path_factory.mktemp("store")
    log = litellm.instance.logs / "proxy.log"
    before = len(log.read_bytes())
    store = Store.open(folder / "store.db")
    with connected(litellm) as gateway:
        gateway.probe()
        reports = [read_into(store, gateway, window) for _ in range(2)]
    lines = ACCESS.findall(log.read_bytes()[before:].decode())
    yield Desk(
        store=store,
        report=reports[0],
        again=reports[1],
        window=window,
        asked=frozenset((method, path) for method, path, _ in lines),
        folder=folder,
    )
    store.close()


@pytest.fixture(scope="module")
def requests(desk: Desk) -> list[Request]:
    """Give every request of the scenario as the case pane gets it."""
    page = desk.store.find(NAME, Lookup(window=desk.window), limit=500)
    held = desk.store.records(NAME, [line.key for line in page.lines])
    return [assemble(key, records, task) for key, (records, task) in held.items()]


@pytest.fixture(scope="module")
def shown(requests: list[Request], litellm_traffic: list[Fact]) -> list[Shown]:
    """Compare every field of every call."""
    by_row = {record.source_id: request for request in requests for record in request.records}
    compared: list[Shown] = []
    for fact in litellm_traffic:
        truth = truth_of(fact)
        mine = {by_row[row].key: by_row[row] for row in truth.rows if row in by_row}
        assert len(mine) == 1, f"{truth.case} is {len(mine)} requests"
        compared.extend(compare(truth, *mine.values()))
    return compared


def request_of(case: str, facts: list[Fact], requests: list[Request]) -> Request:
    """Give the request of one call of the scenario."""
    rows = next(set(fact["log_request_ids"]) for fact in facts if fact["case"] == case)
    return next(one for one in requests if rows & {record.source_id for record in one.records})


# ---------------------------------------------------------------- reading


def test_the_viewer_key_connects_without_a_warning(litellm: LiteLLM) -> None:
    with connected(litellm) as gateway:
        probe = gateway.probe()
    assert probe.profile.product is Product.LITELLM
    assert probe.may_read_all
    assert probe.warnings == ()


def test_a_viewer_key_that_can_do_too_much_is_warned_of(litellm: LiteLLM) -> None:
    with connected(litellm, litellm.viewer_unrestricted_key) as gateway:
        warnings = gateway.probe().warnings
    assert warnings
    assert all(warning.en and warning.zh for warning in warnings)


def test_a_wrong_key_is_refused_with_the_next_step(litellm: LiteLLM) -> None:
    with connected(litellm, "sk-wrong-000000000000") as gateway, pytest.raises(CredentialRefused) as refused:
        gateway.probe()
    assert refused.value.hint.en
    assert "sk-wrong" not in str(refused.value)


def test_a_customers_key_cannot_pass_for_a_viewer_key(litellm: LiteLLM) -> None:
    with connected(litellm, litellm.ready["keys"]["alice-personal"]["key"]) as gateway:
        probe = gateway.probe()
    assert not probe.may_read_all
    assert probe.warnings


def test_the_whole_window_is_read(desk: Desk) -> None:
    assert desk.report.stopped is None
    assert desk.report.complete
    assert desk.report.skipped == 0


def test_reading_again_adds_and_changes_nothing(desk: Desk) -> None:
    assert (desk.again.new, desk.again.changed) == (0, 0)
    assert desk.again.complete


def test_reading_sends_nothing_but_reads_of_the_viewers_routes(desk: Desk) -> None:
    assert {method for method, _ in desk.asked} == {"GET"}
    allowed = {*VIEWER_ROUTES, "/health/readiness", "/health/liveliness"}
    assert {path for _, path in desk.asked} <= allowed


def test_every_call_is_found_and_nothing_else(requests: list[Request], litellm_traffic: list[Fact]) -> None:
    found = {record.source_id for request in requests for record in request.records}
    assert found == {row for fact in litellm_traffic for row in fact["log_request_ids"]}
    assert len(requests) == len(litellm_traffic)


# ---------------------------------------------------------------- truth


def test_no_wrong_value_is_shown_as_recorded_and_what_is_missing_has_a_reason(shown: list[Shown]) -> None:
    dishonest = [one for one in shown if not one.honest]
    assert not dishonest, "\n".join(
        f"{one.case}: {one.field} shows {one.value!r} ({one.source}, {one.why!r}); it was {one.expected!r}"
        for one in dishonest
    )


def test_a_conclusion_is_wrong_only_where_the_log_cannot_tell(shown: list[Shown]) -> None:
    wrong = {(one.cause, one.field) for one in shown if not one.true and one.source is Source.INFERRED}
    assert wrong == {("caller_gave_up", "status"), ("ok_after_retry", "time"), ("ok_after_fallback", "time")}


def test_nothing_is_missing_that_the_log_could_tell(shown: list[Shown]) -> None:
    missing = {(one.cause, one.field) for one in shown if not one.true and one.source is Source.MISSING}
    assert missing == {
        ("model_unknown", "model"),
        ("ok_after_retry", "latency_ms"),
        ("ok_after_retry", "hops"),
        ("ok_after_fallback", "latency_ms"),
        ("ok_after_fallback", "attempts"),
        ("ok_after_fallback", "hops"),
        ("provider_error", "hops"),
        ("provider_rate_limit", "hops"),
    }


def test_an_attempt_with_a_status_ended_as_the_provider_says(
    requests: list[Request], litellm_traffic: list[Fact]
) -> None:
    for fact in litellm_traffic:
        hops = truth_of(fact).hops
        attempts = request_of(fact["case"], litellm_traffic, requests).attempts
        assert [attempt.status in (None, hops[-1]) for attempt in attempts[-1:]] == [True] * bool(attempts)
        for attempt in attempts[:-1]:
            assert attempt.status in (None, hops[attempt.number - 1]), fact["case"]


def test_a_key_is_shown_by_its_last_four_characters(
    litellm: LiteLLM, requests: list[Request], litellm_traffic: list[Fact]
) -> None:
    for fact in litellm_traffic:
        request = request_of(fact["case"], litellm_traffic, requests)
        if fact["key_alias"]:
            raw = litellm.ready["keys"][fact["key_alias"]]["key"]
            assert request.key_masked.endswith(raw[-4:])
            assert len(request.key_masked) < len(raw)
        else:
            assert request.key_masked == ""


def test_every_attempt_of_a_timed_out_call_belongs_to_one_request_and_is_added_up(
    requests: list[Request], litellm_traffic: list[Fact]
) -> None:
    fact = next(fact for fact in litellm_traffic if fact["case"] == "provider_timeout")
    request = request_of("provider_timeout", litellm_traffic, requests)
    assert len(request.records) == len(fact["log_request_ids"]) == 3
    assert request.attempt_count == 3
    assert request.charge.charge is Charge.YES


def test_a_cut_stream_shows_both_that_it_was_answered_and_that_it_failed(
    desk: Desk, requests: list[Request], litellm_traffic: list[Fact]
) -> None:
    request = request_of("stream_cut", litellm_traffic, requests)
    assert (request.status, request.failed, request.stream_ok) == (200, True, False)
    assert request.charge.charge is Charge.YES
    terms = (Term(key=LookupKey.STATUS, values=("200",)), Term(key=LookupKey.FAILED, values=("yes",)))
    found = desk.store.find(NAME, Lookup(terms=terms, window=desk.window)).lines
    assert [line.key for line in found] == [request.key]
    assert found[0].stream_cut


# ---------------------------------------------------------------- accounts


@pytest.mark.parametrize(
    ("key_name", "owner", "state", "scope"),
    [
        ("low-balance", "alice", QuotaState.LOW, Scope.KEY),
        ("tiny-budget", "alice", QuotaState.EXHAUSTED, Scope.KEY),
        ("bob-key", "bob", QuotaState.EXHAUSTED, Scope.USER),
        ("marketing-batch", "alice", QuotaState.EXHAUSTED, Scope.TEAM),
        ("客服-生产", "chenjing", QuotaState.ENOUGH, Scope.USER),
    ],
)
@pytest.mark.usefixtures("litellm_traffic")
def test_a_keys_account_says_whether_its_money_suffices(
    litellm: LiteLLM, key_name: str, owner: str, state: QuotaState, scope: Scope
) -> None:
    with connected(litellm) as gateway:
        account = gateway.account("", key_name=key_name)
    assert account is not None
    assert account.owner == owner
    worst, pot = worst_state(account)
    assert worst is state
    assert pot is not None
    assert state is QuotaState.ENOUGH or pot.scope is scope


@pytest.mark.parametrize(
    ("key_name", "state"), [("blocked", KeyState.BLOCKED), ("expired", KeyState.EXPIRED)]
)
def test_a_key_that_is_refused_says_why(litellm: LiteLLM, key_name: str, state: KeyState) -> None:
    with connected(litellm) as gateway:
        account = gateway.account("alice", key_name=key_name)
    assert account is not None
    assert account.key_state is state


def test_an_owner_that_the_gateway_does_not_know_has_no_account(litellm: LiteLLM) -> None:
    with connected(litellm) as gateway:
        assert gateway.account("nobody-of-that-name") is None


def test_the_gateways_names_are_known_for_completion(litellm: LiteLLM) -> None:
    with connected(litellm) as gateway:
        names = gateway.names()
    assert {"alice", "bob", "chenjing"} <= set(names.owners)
    assert {"low-balance", "客服-生产"} <= set(names.key_names)
    assert {"support-bot", "marketing"} <= set(names.groups)
    assert "cheap-chat" in names.models


# ---------------------------------------------------------------- nothing leaks


def test_no_prompt_key_or_leaked_secret_is_in_any_file_that_reading_wrote(
    desk: Desk, litellm: LiteLLM, litellm_traffic: list[Fact]
) -> None:
    secrets = [key["key"] for key in litellm.ready["keys"].values()]
    secrets += [fact["text"] for fact in litellm_traffic]
    secrets += [
        "upstream says ok",
        "sk-FAKE",
        "FAKEpass",
        "zhang.san@example.invalid",
        "138 0000 0000",
        "10.20.30.40",
    ]
    written = {path.name: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    assert written
    found = [
        (name, secret)
        for name, content in written.items()
        for secret in secrets
        if secret.encode() in content
    ]
    assert found == []


# ---------------------------------------------------------------- documentation


def test_the_table_of_what_litellm_cannot_give_is_that_of_this_run(shown: list[Shown]) -> None:
    begin, end = "<!-- table -->\n", "<!-- end of table -->\n"
    text = TABLE.read_text(encoding="utf-8")
    head, rest = text.split(begin)
    held, tail = rest.split(end)
    fresh = "\n" + table(shown) + "\n"
    if os.environ.get(UPDATE):
        TABLE.write_text(head + begin + fresh + end + tail, encoding="utf-8")
        held = fresh
    assert held == fresh, f"run this test with {UPDATE}=1 and read the difference"
