"""What an agent asks for first, on a real LiteLLM, beginning with an empty store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotadesk.app.answers import Answer
from quotadesk.app.lookup import look_up
from quotadesk.app.ports import Connection
from quotadesk.app.sync import Intake
from quotadesk.app.workplace import Workplace
from quotadesk.domain.account import QuotaState, Scope
from quotadesk.domain.lookup_text import parse
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.redaction.engine import redact
from quotadesk.gateways.catalog import open_gateway
from quotadesk.store import Store
from tests.peers.conftest import LiteLLM
from tests.peers.litellm.customers import Fact


@pytest.fixture
def place(litellm: LiteLLM, litellm_traffic: list[Fact], tmp_path: Path) -> Iterator[Workplace]:
    """An agent's desk whose store is still empty."""
    assert litellm_traffic
    connection = Connection(name="peer", kind="litellm", url=litellm.base_url)
    with (
        closing(open_gateway(connection, litellm.viewer_key)) as gateway,
        closing(Store.open(tmp_path / "store.db")) as store,
    ):
        yield Workplace(
            connection="peer",
            store=store,
            gateway=gateway,
            profile=gateway.probe().profile,
            intake=Intake(rules=MappingRules(), redact=redact),
            now=lambda: datetime.now(UTC),
        )


def ask(place: Workplace, text: str) -> Answer:
    """Look up what an agent types."""
    lookup = parse(text, now=place.now()).lookup
    return look_up(place, lookup, progressed=lambda _: None, cancelled=lambda: False)


def rows_of(place: Workplace, answer: Answer) -> set[str]:
    """Give the gateway's rows behind an answer."""
    held = place.store.records(place.connection, [line.key for line in answer.page.lines])
    return {record.source_id for records, _ in held.values() for record in records}


def wanted(facts: list[Fact], **like: object) -> set[str]:
    """Give the rows of the calls that are like that."""
    chosen = [fact for fact in facts if all(fact[name] == value for name, value in like.items())]
    assert chosen
    return {row for fact in chosen for row in fact["log_request_ids"]}


@pytest.mark.parametrize("owner", ["alice", "bob", "chenjing"])
def test_an_owners_requests_are_fetched_for_that_lookup(
    place: Workplace, litellm_traffic: list[Fact], owner: str
) -> None:
    answer = ask(place, f"owner:{owner} since:1h")
    assert rows_of(place, answer) == wanted(litellm_traffic, user_id=owner)
    assert answer.coverage is not None


@pytest.mark.parametrize("alias", ["rpm3", "客服-生产", "blocked"])
def test_a_keys_requests_are_found_by_its_name(
    place: Workplace, litellm_traffic: list[Fact], alias: str
) -> None:
    answer = ask(place, f'key:"{alias}" since:1h')
    assert rows_of(place, answer) == wanted(litellm_traffic, key_alias=alias)


@pytest.mark.parametrize("status", [400, 401, 402, 403, 408, 422, 429, 500])
def test_requests_are_found_by_the_status_that_the_customer_got(
    place: Workplace, litellm_traffic: list[Fact], status: int
) -> None:
    assert rows_of(place, ask(place, f"status:{status} since:1h")) == wanted(litellm_traffic, status=status)


def test_a_team_is_looked_up_by_its_name(place: Workplace, litellm_traffic: list[Fact]) -> None:
    assert rows_of(place, ask(place, "group:marketing since:1h")) == wanted(litellm_traffic, team="marketing")


def test_a_model_is_looked_up_as_the_customer_asked_for_it(
    place: Workplace, litellm_traffic: list[Fact]
) -> None:
    answer = ask(place, "model:fb-main since:1h")
    assert rows_of(place, answer) == wanted(litellm_traffic, case="fallback")


@pytest.mark.parametrize(
    "case", ["provider_402", "provider_timeout", "rpm_3", "chat_provider", "image", "cache_hit"]
)
def test_a_request_is_found_by_the_call_id_of_the_answers_header(
    place: Workplace, litellm_traffic: list[Fact], case: str
) -> None:
    fact = next(fact for fact in litellm_traffic if fact["case"] == case)
    answer = ask(place, f"id:{fact['call_id']}")
    assert rows_of(place, answer) == set(fact["log_request_ids"])
    assert len(answer.page.lines) == 1


@pytest.mark.parametrize("case", ["chat_provider", "stream", "responses", "retry_0"])
def test_a_request_is_found_by_the_id_of_the_customers_answer(
    place: Workplace, litellm_traffic: list[Fact], case: str
) -> None:
    fact = next(fact for fact in litellm_traffic if fact["case"] == case)
    answer = ask(place, f"id:{fact['response_id']}")
    assert rows_of(place, answer) == set(fact["log_request_ids"])


def test_a_key_with_little_left_is_shown_as_low_although_no_request_failed(place: Workplace) -> None:
    (view,) = ask(place, "key:low-balance").accounts
    assert view.state is QuotaState.LOW
    assert view.pot is not None
    assert view.pot.scope is Scope.KEY
    assert view.pot.limit == pytest.approx(0.00025)
    assert view.pot.used == pytest.approx(0.00021)


def test_an_owners_lookup_shows_the_account_too(place: Workplace) -> None:
    (view,) = ask(place, "owner:bob since:1h").accounts
    assert (view.account.owner, view.state) == ("bob", QuotaState.EXHAUSTED)


def test_what_was_fetched_once_is_there_without_the_gateway(
    place: Workplace, litellm_traffic: list[Fact]
) -> None:
    online = ask(place, "owner:alice since:1h")
    offline = ask(replace(place, gateway=None), "owner:alice since:1h")
    assert offline.page.lines == online.page.lines
    assert rows_of(place, offline) == wanted(litellm_traffic, user_id="alice")
