"""Commands do the whole minute without a screen, on the sample gateway over real HTTP."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from quotadesk.gateways.sample import SampleGateway

LIMIT = (36_000, 180.0)


@pytest.fixture(scope="module")
def sample():
    with SampleGateway(limit=LIMIT, days=3) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def home(sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    answer = run("connect", "acme", "--kind", "newapi", "--url", sample.url, "--user-id", sample.user_id,
                 "--credential-stdin", home=folder, given=sample.credential)  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    assert "connected: acme" in answer.stdout
    assert "this session only" in answer.stderr
    return folder


def run(*words, home=None, given=""):
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring", "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", "quotadesk", *words, *(["--home", str(home)] if home else [])]
    return subprocess.run(
        command,
        check=False,
        input=given + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        env=environment,
    )


def lookup(sample, home, *words):
    answer = run("lookup", *words, "--credential-stdin", home=home, given=sample.credential)
    assert answer.returncode == 0, answer.stderr
    return answer


def ticket(sample, name):
    return next(t for t in sample.tickets() if t.name == name)


def storm_rows(sample, home):
    since = (sample.now - timedelta(hours=3)).isoformat()
    answer = lookup(sample, home, f"status:429 from:{since} group:support-bot", "--jsonl", "--limit", "5")
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_a_wrong_credential_is_refused_with_the_next_step_and_nothing_is_kept(sample, tmp_path):
    answer = run("connect", "x", "--kind", "newapi", "--url", sample.url, "--user-id", "1", "--credential-stdin",
                 home=tmp_path, given="wrong")  # fmt: skip
    assert answer.returncode == 1
    assert "access key" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tmp_path / "settings.json").exists()


def test_without_a_connection_a_command_says_how_to_make_one(tmp_path):
    answer = run("lookup", "owner:acme", home=tmp_path)
    assert answer.returncode == 1
    assert "quotadesk connect" in answer.stderr


def test_no_credential_is_ever_written_to_the_home_folder(sample, home):
    lookup(sample, home, "since:1h", "--jsonl", "--limit", "1")
    for path in home.rglob("*"):
        if path.is_file():
            assert sample.credential.encode() not in path.read_bytes()


def test_a_lookup_gives_one_request_a_line_with_the_source_of_each_field(sample, home):
    rows = storm_rows(sample, home)
    assert rows
    row = rows[0]
    wanted = {
        "time", "request_id", "owner", "key_name", "key_masked", "group", "project", "environment", "model", "tier",
        "type", "status", "error_code", "latency_ms", "attempts", "attempt_list", "client_retries", "charged",
        "amount_usd", "refunded_usd", "quota_state", "rate_limit", "family", "acts", "retry", "retry_after_s",
        "sources",
    }  # fmt: skip
    assert wanted <= set(row)
    assert set(row["sources"].values()) <= {"recorded", "mapped", "inferred", "missing"}
    assert row["sources"]["time"] == "recorded"
    assert row["sources"]["environment"] == "mapped"
    assert (row["status"], row["charged"], row["family"]) == (429, "no", "rate_limit_upstream")
    assert row["attempts"] == len(row["attempt_list"])


def test_a_lookup_as_json_says_how_complete_it_is(sample, home):
    answer = json.loads(lookup(sample, home, "owner:mira_health since:2h", "--json").stdout)
    assert answer["coverage"]["complete"] is True
    assert any("no row" in note or "no row" in note.lower() for note in answer["coverage"]["notes"])
    assert all(r["owner"] == "mira_health" for r in answer["requests"])


def test_a_lookup_that_cannot_be_read_says_where(sample, home):
    answer = run("lookup", "owner:acme status:many", "--credential-stdin", home=home, given=sample.credential)
    assert answer.returncode == 1
    assert "429" in answer.stderr


@pytest.mark.parametrize(("language", "word"), [("en", "charged"), ("zh", "扣费")])
def test_a_reply_and_a_note_are_printed_in_both_languages(sample, home, language, word):
    request_id = storm_rows(sample, home)[0]["request_id"]
    for command in ("reply", "note"):
        answer = run(
            command, request_id, "--lang", language, "--credential-stdin", home=home, given=sample.credential
        )
        assert answer.returncode == 0, answer.stderr
        assert word in answer.stdout
        assert request_id in answer.stdout


def test_an_edited_reply_passes_the_same_gate_and_its_own_figures_are_confirmed(sample, home, tmp_path):
    row = storm_rows(sample, home)[0]["request_id"]
    words = ("reply", row, "--credential-stdin")
    plain = run(*words, home=home, given=sample.credential).stdout
    file = tmp_path / "reply.md"
    file.write_text(f"{plain}\nWe refund 1.50 USD.\n", "utf-8")
    asked = run(*words, "--edited", str(file), home=home, given=sample.credential)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "--confirm 1.50" in asked.stderr
    passed = run(*words, "--edited", str(file), "--confirm", "1.50", home=home, given=sample.credential)
    assert passed.returncode == 0, passed.stderr
    assert passed.stdout.rstrip().endswith("We refund 1.50 USD.")
    key = "sk-" + "Zk3vQ9aLm2" * 5
    file.write_text(f"{plain}\nKey {key}\n", "utf-8")
    refused = run(*words, "--edited", str(file), "--confirm", key, home=home, given=sample.credential)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "a secret" in refused.stderr
    assert key not in refused.stderr


def test_an_option_fills_a_gap_of_the_note(sample, home):
    request_id = storm_rows(sample, home)[0]["request_id"]
    answer = run(
        "note", request_id, "--set", "severity=S2", "--credential-stdin", home=home, given=sample.credential
    )
    assert "S2" in answer.stdout
    assert "‹" in answer.stdout


def test_an_unknown_request_says_what_to_do(sample, home):
    answer = run("reply", "no-such-request", "--credential-stdin", home=home, given=sample.credential)
    assert answer.returncode == 1
    assert "explain" in answer.stderr


def test_a_pasted_refusal_is_explained_without_a_row(sample, home):
    text = ticket(sample, "402").text
    answer = run("explain", text, "--credential-stdin", home=home, given=sample.credential)
    assert answer.returncode == 0, answer.stderr
    assert "wallet_empty" in answer.stdout
    assert "charged: no" in answer.stdout


def test_a_refusal_without_a_row_is_not_answered_with_another_call_of_its_key(sample, home):
    text = "您已达到请求数限制：1分钟内最多请求60次 prod-app 10分钟前"
    answer = run("explain", text, "--credential-stdin", home=home, given=sample.credential)
    assert answer.returncode == 0, answer.stderr
    assert "rate_limit_customer · acts: customer · charged: no" in answer.stdout
    assert "$" not in answer.stdout


def test_redact_needs_no_home_and_keeps_the_order():
    lines = [
        json.dumps({"id": n, "text": f"key sk-proj-{'aB3dE5fG' * 5} status 429 {n}"}) for n in ("a", "b")
    ]
    answer = run("redact", "--jsonl", given="\n".join(lines))
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    assert [r["id"] for r in rows] == ["a", "b"]
    assert all("sk-proj" not in r["text"] and "429" in r["text"] for r in rows)


def test_the_demonstration_leaves_picture_replies_and_notes(tmp_path):
    environment = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    answer = subprocess.run(
        [sys.executable, "-m", "quotadesk", "demo", "--out", str(tmp_path)],
        capture_output=True, text=True, encoding="utf-8", timeout=110, env=environment, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    texts = {f"reply-{n}.{lang}.md" for n in ("429", "402", "low-balance") for lang in ("zh", "en")}
    assert {p.name for p in tmp_path.iterdir()} == {"window.png", "handoff.zh.md", "handoff.en.md"} | texts
    assert (tmp_path / "window.png").read_bytes().startswith(b"\x89PNG")


def test_the_selftest_finds_every_part():
    answer = run("selftest")
    assert answer.returncode == 0, answer.stdout
    assert answer.stdout.count("ok ") >= 9


def test_a_lookup_is_printed_in_the_order_that_it_names(sample, home):
    since = (sample.now - timedelta(hours=3)).isoformat()
    answer = lookup(sample, home, f"from:{since} sort:cost-desc", "--jsonl", "--limit", "20")
    charges = [json.loads(line)["amount_usd"] or 0 for line in answer.stdout.splitlines()]
    assert len(charges) > 5
    assert charges == sorted(charges, reverse=True)
