"""Play the scenario and join each call with what the provider saw and with its rows in the gateway's log."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from contextlib import suppress
from functools import partial
from typing import Any

import httpx

from tests.peers.litellm import scenario
from tests.peers.litellm.customers import Customers, Fact, moment, utc
from tests.peers.litellm.places import Instance
from tests.peers.processes import PeerError, wait_until

LOG_SECONDS = 40
BATCH_SECONDS = 3.5  # proxy_batch_write_at in config.yaml, and a little
CLOCK_SLACK = 0.002  # one machine, one clock; facts are written in milliseconds
NEAR_SECONDS = 2
WINDOW_FORMAT = "%Y-%m-%d %H:%M:%S"
ATTEMPT = re.compile(r"-attempt-\d+$")


def run(instance: Instance) -> list[Fact]:
    """Send the scenario, wait until the log is complete, and give the facts (also in the instance's file)."""
    if not instance.ready.exists():
        raise PeerError("not running; start it with: python -m tests.peers.litellm up")
    ready = json.loads(instance.ready.read_text(encoding="utf-8"))
    earlier = instance.facts.read_text(encoding="utf-8").count("\n") if instance.facts.exists() else 0
    began = time.time()
    customers = Customers(ready, instance.provider_log, run=time.strftime("%H%M%S"))
    try:
        accounted = partial(_accounted, ready, began)
        scenario.play(customers, accounted, budgets=not earlier)
    finally:
        customers.close()
    rows = _complete_log(ready, began, customers.facts)
    facts = sorted(customers.facts, key=lambda fact: fact["sent_at"])
    _add_provider_calls(facts, instance)
    _add_rows(facts, rows)
    facts = [{"n": earlier + place, **fact} for place, fact in enumerate(facts, 1)]
    with instance.facts.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(fact, ensure_ascii=False) + "\n" for fact in facts)
    return facts


def surprises(facts: list[Fact]) -> list[str]:
    """Name the calls that did not end as the scenario says."""
    return [
        "{case}: expected {expected_status}, saw {status} {transport_error}".format(**fact)
        for fact in facts
        if fact["status"] != fact["expected_status"]
    ]


def call_id_of(row: dict[str, Any]) -> str:
    """Give the call id that the customer has: rows of a timed-out call's attempts carry a suffix."""
    return ATTEMPT.sub("", row["litellm_call_id"] or "")


def read_log(ready: dict[str, Any], since: float) -> list[dict[str, Any]]:
    """Read all rows of customers' calls since that moment, with the viewer key, as a support client does."""
    window: dict[str, Any] = {
        "start_date": _log_time(since - 2),
        "end_date": _log_time(time.time() + 60),
        "exclude_internal_health_checks": True,
        "page_size": 100,
    }
    rows: dict[str, dict[str, Any]] = {}
    with httpx.Client(base_url=ready["base_url"], timeout=60, trust_env=False) as client:
        client.headers["Authorization"] = f"Bearer {ready['viewer_key']}"
        page = 0
        while True:
            page += 1
            answer = client.get("/spend/logs/v2", params={**window, "page": page})
            answer.raise_for_status()
            data = answer.json()["data"]
            rows.update({row["request_id"]: row for row in data if not row["call_type"].startswith("/")})
            if len(data) < window["page_size"]:
                return list(rows.values())


def _log_time(seconds: float) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime(WINDOW_FORMAT)


def _accounted(ready: dict[str, Any], since: float, fact: Fact) -> None:
    """Wait until a finished call has its row."""
    wait_until(
        lambda: any(call_id_of(row) == fact["call_id"] for row in read_log(ready, since)),
        LOG_SECONDS,
        f"{fact['case']} has no row after {LOG_SECONDS} seconds",
        every=0.3,
    )


def _complete_log(ready: dict[str, Any], since: float, facts: list[Fact]) -> list[dict[str, Any]]:
    """Read the log until every call has a row and nothing more came for longer than one batch takes."""
    rows: list[dict[str, Any]] = []
    grown = time.monotonic()

    def complete() -> bool:
        nonlocal grown
        now = read_log(ready, since)
        if len(now) != len(rows):
            grown = time.monotonic()
        rows[:] = now
        found = [dict(fact) for fact in facts]
        _add_rows(found, rows)
        return all(fact["log_request_ids"] for fact in found) and time.monotonic() - grown > BATCH_SECONDS

    with suppress(PeerError):
        wait_until(complete, LOG_SECONDS, "", every=1)
    return rows


def _add_provider_calls(facts: list[Fact], instance: Instance) -> None:
    lines = instance.provider_log.read_text(encoding="utf-8").splitlines()
    reached = [json.loads(line) for line in lines]
    for fact in facts:
        begin = moment(fact["sent_at"]) - CLOCK_SLACK
        end = begin + fact["seconds"] + 2 * CLOCK_SLACK
        fact["provider_calls"] = [
            {"at": utc(call["at"]), "path": call["path"], "status": call["status"]}
            for call in reached
            if call["text"] == fact["text"] and begin <= call["at"] <= end
        ]


def _add_rows(facts: list[Fact], rows: list[dict[str, Any]]) -> None:
    """Join by call id; a caller without an id gets the row of the same key that is nearest in time."""
    used: set[str] = set()
    for fact in sorted(facts, key=lambda fact: fact["call_id"] is None):
        if fact["call_id"]:
            mine = [row for row in rows if call_id_of(row) == fact["call_id"]]
        else:
            mine = _nearest(fact, [row for row in rows if row["request_id"] not in used])
        used.update(row["request_id"] for row in mine)
        fact["log_request_ids"] = sorted(row["request_id"] for row in mine)
        fact["log_spend"] = sum(row["spend"] or 0 for row in mine)


def _nearest(fact: Fact, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    def distance(row: dict[str, Any]) -> float:
        return abs(moment(row["startTime"]) - moment(fact["sent_at"]))

    near = [row for row in rows if row["api_key"] == fact["key_hash"] and distance(row) < NEAR_SECONDS]
    return sorted(near, key=distance)[:1]
