"""Cases without the window: kept on the sample gateway over real HTTP, listed, exported and wiped."""

import errno
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from quotadesk.app.errors import FaultyFile
from quotadesk.bootstrap import export_case
from quotadesk.gateways.sample import SampleGateway
from tests.cli.test_commands import LIMIT, run


@pytest.fixture(scope="module")
def sample():
    with SampleGateway(limit=LIMIT, days=2) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def home(sample, tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    answer = run("connect", "acme", "--kind", "newapi", "--url", sample.url, "--user-id", sample.user_id,
                 "--credential-stdin", home=folder, given=sample.credential)  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return folder


@pytest.fixture(scope="module")
def request_id(sample, home):
    since = (sample.now - timedelta(hours=3)).isoformat()
    answer = run("lookup", f"status:429 from:{since}", "--jsonl", "--limit", "1", "--credential-stdin",
                 home=home, given=sample.credential)  # fmt: skip
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout.splitlines()[0])["request_id"]


@pytest.fixture(scope="module")
def kept(sample, home, request_id):
    """Keep one request with a note and a printed reply under ZD-7001."""
    for words in (
        ("case", "add", "ZD-7001", request_id, "--note", "key sk-" + "q7" * 24 + " was pasted"),
        ("reply", request_id, "--lang", "zh"),
    ):
        answer = run(*words, "--credential-stdin", home=home, given=sample.credential)
        assert answer.returncode == 0, answer.stderr
    return "ZD-7001"


def test_a_request_is_kept_and_its_printed_reply_is_noted_by_itself(home, kept, request_id):
    answer = run("case", "list", request_id, home=home)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("ZD-7001  open")
    assert "1 request  1 text" in answer.stdout


def test_a_case_is_printed_with_evidence_and_without_what_was_pasted(home, kept, request_id):
    shown = run("case", "show", kept, home=home).stdout
    assert request_id in shown
    assert "## Evidence" in shown
    assert "q7q7q7" not in shown
    whole = json.loads(run("case", "show", kept, "--json", home=home).stdout)
    assert whole["requests"][0]["request_id"] == request_id
    assert whole["requests"][0]["proofs"]
    assert whole["texts"][0]["language"] == "zh"


def test_an_export_is_a_new_folder_each_time(home, kept, tmp_path):
    for name in ("case-ZD-7001", "case-ZD-7001-2"):
        answer = run("case", "export", kept, "--out", str(tmp_path), "--lang", "zh", home=home)
        assert answer.returncode == 0, answer.stderr
        files = {path.name for path in (tmp_path / name).iterdir()}
        assert files == {"case.md", "request-1.md", "text-1.md", "evidence.json"}
    assert "证据" in (tmp_path / "case-ZD-7001" / "request-1.md").read_text("utf-8")
    json.loads((tmp_path / "case-ZD-7001" / "evidence.json").read_text("utf-8"))


def test_a_case_that_is_not_there_is_told_with_the_next_step(home):
    answer = run("case", "show", "ZD-9", home=home)
    assert answer.returncode == 1
    assert "ZD-9" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_wiping_by_age_leaves_what_changed_lately_and_remembers_the_age(home, kept):
    answer = run("case", "wipe", "--days", "30", "--always", home=home)
    assert answer.returncode == 0, answer.stderr
    assert "deleted 0 cases" in answer.stdout
    settings = json.loads((home / "settings.json").read_text("utf-8"))
    assert settings["preferences"]["keep_cases_days"] == "30"
    assert run("case", "list", home=home).stdout.startswith("ZD-7001")


def test_a_full_disk_leaves_no_folder_and_is_named(tmp_path):
    class Desk:
        cases = SimpleNamespace(case=lambda ticket: SimpleNamespace(ticket=ticket))

    def export(_, outlet, **__):
        outlet("case.md").put(plain="", markdown="half", html="")
        raise OSError(errno.ENOSPC, "No space left on device")

    Desk.cases.export = export
    with pytest.raises(FaultyFile) as caught:
        export_case(Desk, "T-1", tmp_path / "full", "en")
    assert "disk is full" in caught.value.message.en
    assert not list(tmp_path.iterdir())
