"""The commands on a real LiteLLM: what they print about each call is true, or says why it is not known."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.peers.conftest import LiteLLM
from tests.peers.litellm.customers import Fact, moment
from tests.peers.litellm.truth import Range, truth_of

ROOT = Path(__file__).parents[2]
CHARGED = {"yes": True, "no": False}
FIELDS = (
    "owner",
    "key_name",
    "group",
    "model",
    "type",
    "status",
    "latency_ms",
    "attempts",
    "charged",
    "amount_usd",
)
FAMILIES = {
    "ok": "success",
    "ok_from_cache": "success",
    "ok_after_retry": "success",
    "ok_after_fallback": "success",
    "caller_gave_up": "success",
    "key_rpm_limit": "rate_limit_customer",
    "key_tpm_limit": "rate_limit_customer",
    "key_parallel_limit": "rate_limit_customer",
    "key_budget": "budget",
    "team_budget": "budget",
    "user_budget": "budget",
    "budget_reserved_by_running_call": "budget",
    "provider_rate_limit": "rate_limit_upstream",
    "provider_out_of_balance": "upstream_account",
    "provider_key_bad": "upstream_account",
    "provider_error": "upstream_fault",
    "provider_timeout": "upstream_fault",
    "provider_stream_cut": "stream_cut",
    "provider_context_too_long": "bad_request",
    "bad_request": "bad_request",
    "model_unknown": "model_unavailable",
    "model_not_allowed": "permission",
    "key_unknown": "key_invalid",
    "key_missing": "key_invalid",
    "key_blocked": "key_invalid",
    "key_expired": "key_invalid",
}
OPERATORS = (
    "provider_out_of_balance",
    "provider_key_bad",
    "provider_rate_limit",
    "provider_error",
    "provider_timeout",
)
LEAKED = (
    "sk-FAKE",
    "FAKEbearer",
    "FAKEpass",
    "db.internal.invalid",
    "zhang.san",
    "138 0000 0000",
    "10.20.30.40",
)


@dataclass(frozen=True, slots=True)
class Commands:
    """The program with a workspace of its own and the viewer key on standard input."""

    home: Path
    key: str

    def run(self, *arguments: str, key: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run one command."""
        clean = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
        return subprocess.run(
            [sys.executable, "-m", "quotadesk", *arguments, "--home", str(self.home), "--credential-stdin"],
            env={**clean, "PYTHONPATH": str(ROOT / "desktop"), "LANG": "C.UTF-8"},
            input=(key or self.key) + "\n",
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def ok(self, *arguments: str) -> str:
        """Run one command that must succeed and give what it printed."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def commands(
    litellm: LiteLLM, litellm_traffic: list[Fact], tmp_path_factory: pytest.TempPathFactory
) -> Commands:
    """Connect and sync as a support agent without a screen does."""
    assert litellm_traffic
    made = Commands(tmp_path_factory.mktemp("home"), litellm.viewer_key)
    connected = made.run("connect", "peer", "--kind", "litellm", "--url", litellm.base_url)
    assert connected.returncode == 0, connected.stderr
    assert "allowed_routes" not in connected.stderr
    made.ok("sync", "--since", "1h")
    return made


@pytest.fixture(scope="module")
def printed(commands: Commands, litellm_traffic: list[Fact]) -> list[tuple[Fact, dict[str, Any]]]:
    """Give each call of the scenario with the line that `lookup` prints for it."""
    lines = [
        json.loads(line)
        for line in commands.ok("lookup", "since:1h", "--jsonl", "--limit", "1000").splitlines()
    ]
    assert len(lines) == len(litellm_traffic)
    by_id = {line[name]: line for line in lines for name in ("request_id", "call_id") if line[name]}
    pairs = []
    for fact in litellm_traffic:
        names = [fact["call_id"], *fact["log_request_ids"]]
        pairs.append((fact, next(by_id[name] for name in names if name in by_id)))
    return pairs


def shown(line: dict[str, Any], field: str) -> Any:
    """Give what a line says of a field, in the words of the truth."""
    value = line[field]
    if field == "charged":
        return CHARGED.get(value)
    return "" if value is None and field in ("owner", "key_name", "group", "model") else value


def agrees(value: Any, expected: Any) -> bool:
    """Compare a printed value with the truth."""
    if isinstance(expected, Range):
        return value is not None and value in expected
    return bool(value == (pytest.approx(expected, abs=0.5e-9) if isinstance(expected, float) else expected))


def test_every_printed_value_is_true_or_says_why_it_is_not_recorded(
    printed: list[tuple[Fact, dict[str, Any]]],
) -> None:
    faults = []
    for fact, line in printed:
        truth = truth_of(fact)
        for field in FIELDS:
            value, expected, source = shown(line, field), getattr(truth, field), line["sources"][field]
            honest = (
                agrees(value, expected)
                if source in ("recorded", "mapped")
                else bool(line["reasons"].get(field))
            )
            nothing = source == "missing" and value == expected == ""
            if not honest and not nothing:
                faults.append(f"{truth.case}: {field} is {value!r} ({source}); it was {expected!r}")
    assert faults == []


def test_the_time_of_a_call_that_was_retried_is_not_called_recorded(
    printed: list[tuple[Fact, dict[str, Any]]],
) -> None:
    for fact, line in printed:
        if line["sources"]["time"] == "recorded":
            assert moment(line["time"]) in truth_of(fact).time, fact["case"]
        else:
            assert fact["cause"] in ("ok_after_retry", "ok_after_fallback"), fact["case"]


def test_each_cause_is_recognised(printed: list[tuple[Fact, dict[str, Any]]]) -> None:
    wrong = {
        f"{fact['cause']}: {line['family']}"
        for fact, line in printed
        if fact["cause"] in FAMILIES and line["family"] != FAMILIES[fact["cause"]]
    }
    assert wrong == set()


def test_no_customer_is_sent_to_act_on_what_is_the_operators(
    printed: list[tuple[Fact, dict[str, Any]]],
) -> None:
    sent = {
        fact["cause"] for fact, line in printed if fact["cause"] in OPERATORS and line["acts"] == "customer"
    }
    assert sent == set()


def test_a_viewer_key_that_can_do_too_much_is_warned_of_on_connecting(
    litellm: LiteLLM, tmp_path: Path
) -> None:
    agent = Commands(tmp_path, litellm.viewer_unrestricted_key)
    done = agent.run("connect", "peer", "--kind", "litellm", "--url", litellm.base_url)
    assert done.returncode == 0, done.stderr
    assert "allowed_routes" in done.stderr


def test_a_wrong_key_ends_with_the_next_step(litellm: LiteLLM, tmp_path: Path) -> None:
    agent = Commands(tmp_path, "sk-wrong-000000000000")
    done = agent.run("connect", "peer", "--kind", "litellm", "--url", litellm.base_url)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) >= 2
    assert "sk-wrong" not in done.stdout + done.stderr


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", ["note", "reply"])
def test_no_text_repeats_what_a_careless_provider_told(
    commands: Commands, litellm_traffic: list[Fact], text: str, language: str
) -> None:
    fact = next(fact for fact in litellm_traffic if fact["case"] == "provider_leaks_secrets")
    said = commands.ok(text, fact["call_id"], "--lang", language)
    assert said.strip()
    assert [secret for secret in LEAKED if secret in said] == []


def test_low_balance_is_told_without_any_failed_request(commands: Commands) -> None:
    lines = [
        json.loads(line)
        for line in commands.ok("lookup", "key:low-balance", "since:1h", "--jsonl").splitlines()
    ]
    assert len(lines) == 5
    assert {line["quota_state"] for line in lines} == {"low"}
