"""The commands for files do an offline day's work: import, look up, export, without any gateway."""

import json

import pytest

from tests.cli.test_commands import run
from tests.gateways.exported import as_csv, newapi


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    rows = [newapi(n, failed=n % 4 == 0) for n in range(1, 41)]
    rows[6]["quota"] = "hunter2"
    (folder / "log.csv").write_bytes(as_csv(rows))
    refused = folder / "refused.txt"
    answer = run("import", str(folder / "log.csv"), "--new", "files", "--refused", str(refused), home=folder)
    assert answer.returncode == 0, answer.stderr
    assert "New API → files: rows 40, new 39, changed 0, refused 1" in answer.stdout
    assert "line 8: column quota is no number" in answer.stderr
    assert "--complete" in answer.stderr
    assert refused.read_text() == "8\tcolumn quota is no number\n"
    return folder


def test_an_import_goes_where_it_is_told_and_nowhere_else(home):
    answer = run("import", str(home / "log.csv"), home=home)
    assert answer.returncode == 1
    assert "--new" in answer.stderr


def test_a_desk_of_files_is_looked_up_and_explained_without_a_gateway(home):
    answer = run("lookup", "owner:acme failed:yes", "--jsonl", home=home)
    assert answer.returncode == 0, answer.stderr
    rows = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(rows) == 10
    assert rows[0]["family"] == "rate_limit_upstream"
    told = run("lookup", "owner:acme failed:yes", home=home).stderr
    assert "Offline" not in told
    assert "Imported from a file" in told
    assert "2025-11-23 12:14 UTC" in told


@pytest.mark.parametrize("command", ["reply", "note"])
def test_texts_are_written_offline(home, command):
    answer = run(command, newapi(4)["request_id"], "--lang", "en", home=home)
    assert answer.returncode == 0, answer.stderr
    assert newapi(4)["request_id"] in answer.stdout


def test_a_lookup_is_exported_and_read_back_elsewhere(home, tmp_path):
    out = tmp_path / "out.csv"
    answer = run("export", "owner:acme", "--out", str(out), "--language", "zh", home=home)
    assert answer.returncode == 0, answer.stderr
    assert "wrote 39 requests" in answer.stdout
    assert out.read_text("utf-8").startswith("\ufeff时间")
    assert "read 39" not in answer.stderr
    again = run("import", str(out), "--new", "copy", home=home)
    assert "Quotadesk → copy: rows 39, new 39" in again.stdout, again.stderr


def test_a_time_is_complete_when_the_agent_says_so(home):
    words = (
        "--connection",
        "files",
        "--complete",
        "--from",
        "2025-11-23T12:13Z",
        "--to",
        "2025-11-23T12:15Z",
    )
    answer = run("import", str(home / "log.csv"), *words, home=home)
    assert "does not count" in answer.stderr or "not every row" in answer.stderr
    refused = run("import", str(home / "log.csv"), "--connection", "files", "--complete", home=home)
    assert refused.returncode == 1
    assert "--from" in refused.stderr


def test_a_file_of_nothing_known_is_refused_with_the_next_step(home, tmp_path):
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    answer = run("import", str(tmp_path / "x.csv"), "--new", "x", home=home)
    assert answer.returncode == 1
    assert "--mapping" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_an_export_neither_guesses_a_format_nor_replaces_a_file_unasked(home, tmp_path):
    answer = run("export", "owner:acme", "--out", str(tmp_path / "x.pdf"), home=home)
    assert answer.returncode == 1
    assert "--format" in answer.stderr
    out = tmp_path / "x.jsonl"
    out.write_text("mine")
    answer = run("export", "owner:acme", "--out", str(out), home=home)
    assert answer.returncode == 1
    assert "--overwrite" in answer.stderr
    assert out.read_text() == "mine"
    answer = run("export", "owner:acme", "--out", str(out), "--overwrite", home=home)
    assert answer.returncode == 0, answer.stderr
    assert out.read_text("utf-8").count("\n") == 39


def test_a_gap_without_a_text_or_of_no_note_is_refused_by_its_name(home):
    for option, name in (("severity", "severity"), ("bogus=1", "bogus")):
        answer = run("note", newapi(4)["request_id"], "--set", option, home=home)
        assert answer.returncode == 1
        assert f"“{name}”" in answer.stderr
        assert "NAME=TEXT" in answer.stderr


def test_an_import_leaves_the_connection_in_use_unless_asked(home):
    assert run("connections", "use", "files", home=home).returncode == 0
    told = run("import", str(home / "log.csv"), "--new", "aside", home=home).stdout
    assert "commands use files as before" in told
    assert run("connections", home=home).stdout.startswith("* files")
    told = run("import", str(home / "log.csv"), "--connection", "aside", "--use", home=home).stdout
    assert "commands use aside\n" in told
    assert run("connections", home=home).stdout.startswith("* aside")
    assert run("connections", "use", "files", home=home).returncode == 0


def test_the_list_says_none_recorded_where_a_failed_row_proves_no_more(home):
    rows = run("lookup", "owner:acme failed:yes", home=home).stdout.splitlines()
    assert rows
    assert not any("  no  " in row for row in rows)
