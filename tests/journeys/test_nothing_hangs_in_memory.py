"""What is held in memory is declared; an error carries the next step, and nothing of what the gateway sent."""

import dataclasses
import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import Enum

import httpx
import pytest

from quotadesk.app.errors import DeskError
from quotadesk.app.ports import Connection, Fetch
from quotadesk.domain.account import Account
from quotadesk.domain.records import ErrorFacts, Record, Task
from quotadesk.domain.redaction import redact
from quotadesk.domain.window import Window
from quotadesk.gateways.catalog import open_gateway
from quotadesk.gateways.litellm import LiteLLM
from quotadesk.gateways.newapi import NewApi
from quotadesk.logbook import RedactingFormatter
from tests.journeys import hostile
from tests.journeys.invented import EVERYTHING, Traces

NOW = datetime.now(UTC)
TRACES = Traces.of(EVERYTHING)
KINDS = {"newapi": (NewApi, hostile.newapi), "litellm": (LiteLLM, hostile.litellm)}
FAILURES = {
    "a page that is no JSON": lambda _: httpx.Response(200, text=f"<html>{hostile.refusal()}"),
    "broken JSON": lambda _: httpx.Response(200, text='{"data": "' + str(hostile.refusal())),
    "a refusal": lambda _: httpx.Response(401, json=hostile.refusal()),
    "a missing route": lambda _: httpx.Response(404, json=hostile.refusal()),
    "a failing server": lambda _: httpx.Response(500, json=hostile.refusal()),
    "too many requests": lambda _: httpx.Response(
        429, json=hostile.refusal(), headers={"retry-after": "600"}
    ),
    "another shape": lambda _: httpx.Response(200, json={"success": True, "data": hostile.refusal()}),
    "a way to elsewhere": lambda _: httpx.Response(302, headers={"location": EVERYTHING[-1].value}),
}


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch):
    monkeypatch.setattr("quotadesk.gateways.http.BACK_OFF_S", (0.0, 0.0))
    monkeypatch.setattr("quotadesk.gateways.http.BUSY_S", (0.0, 0.0))
    monkeypatch.setattr("quotadesk.gateways.litellm.LIMIT", (1_000_000, 1.0))


def opened(kind, answer):
    gateway, _ = KINDS[kind]
    connection = Connection(name="acme", kind=kind, url="https://gate.example", user_id="7")
    return gateway(connection, hostile.ACCESS_KEY, transport=httpx.MockTransport(answer))


def raised(work):
    with pytest.raises(DeskError) as caught:
        work()
    return caught.value


def chain(error):
    """Give an error and everything that it drags along."""
    if error is not None:
        yield error
        yield from chain(error.__cause__)
        if error.__context__ is not error.__cause__:
            yield from chain(error.__context__)


def everything_on(error):
    """Write out all that is reachable from an error without its frames, headers of requests included."""
    parts = []
    for one in chain(error):
        parts += [str(one), repr(one), repr(one.args), repr(getattr(one, "__notes__", ()))]
        for value in vars(one).values():
            parts.append(repr(value))
            if isinstance(value, httpx.Request | httpx.Response):
                parts += [repr(value.headers.raw), str(value.url)]
    return "\n".join(parts).encode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_read_says_nothing_of_what_the_gateway_sent(kind, failure):
    gateway = opened(kind, FAILURES[failure])
    window = Window(NOW - timedelta(hours=1), NOW)
    for work in (gateway.probe, lambda: list(gateway.fetch(Fetch(window=window)))):
        error = raised(work)
        assert error.hint.en
        assert error.hint.zh
        said = everything_on(error)
        assert TRACES.found_in(said) == []
        assert hostile.ACCESS_KEY.encode() not in said


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", [httpx.ConnectError, httpx.ReadTimeout, httpx.ReadError])
def test_a_broken_line_does_not_carry_the_credential(kind, fault):
    def answer(request):
        raise fault("no route to host", request=request)

    said = everything_on(raised(opened(kind, answer).probe))
    assert hostile.ACCESS_KEY.encode() not in said


def leaves(value):
    """Give every single value inside of a fact."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from (*leaves(key), *leaves(item))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from leaves(item)
    else:
        yield value


PLAIN = (str, int, float, bool, datetime, type(None), Enum)
UNDECLARED = ("deeper", "webhook_secret", "new_field_of_tomorrow")


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_gateway_gives_holds_declared_fields_of_plain_types_only(kind):
    with hostile.Hostile(KINDS[kind][1](NOW)) as gate:
        connection = Connection(name="acme", kind=kind, url=gate.url, user_id="7")
        gateway = open_gateway(connection, hostile.ACCESS_KEY, limit=(1_000_000, 1.0))
        batches = list(gateway.fetch(Fetch(window=Window(NOW - timedelta(hours=1), NOW))))
        account = gateway.account("lin_w" if kind == "newapi" else "alice")
        names = gateway.names()
        gateway.close()
    records = [r for b in batches for r in b.records]
    tasks = [t for b in batches for t in b.tasks]
    assert records
    assert {type(r) for r in records} == {Record}
    assert {type(t) for t in tasks} <= {Task}
    assert isinstance(account, Account)
    for fact in (*records, *tasks, account, names):
        for leaf in leaves(fact):
            assert isinstance(leaf, PLAIN), leaf
            assert not any(word in str(leaf) for word in UNDECLARED)
    assert {type(r.error) for r in records} <= {ErrorFacts, type(None)}


def logged(message, *args, exc_info=None):
    record = logging.LogRecord("quotadesk.ui", logging.INFO, __file__, 1, message, args, exc_info)
    return RedactingFormatter(redact).format(record)


def test_a_log_line_is_redacted_in_its_message_its_arguments_and_its_traceback():
    for told in hostile.told():
        try:
            raise ValueError(told) from KeyError(told)  # noqa: TRY301 - a chain of two is what a worker logs
        except ValueError as error:
            line = logged(
                "reading %s failed: " + told.replace("%", "%%"),
                told,
                exc_info=(ValueError, error, error.__traceback__),
            )
        assert TRACES.found_in(line.encode()) == [], told
        assert "Traceback" in line


def test_a_line_that_cannot_be_redacted_is_not_written():
    def broken(line):
        raise RuntimeError(line)

    record = logging.LogRecord("quotadesk", logging.INFO, __file__, 1, EVERYTHING[0].value, (), None)
    line = RedactingFormatter(broken).format(record)
    assert TRACES.found_in(line.encode()) == []
    assert "withheld" in line
