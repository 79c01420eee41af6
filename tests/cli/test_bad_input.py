"""Bad input from every side: the command says what to do next, keeps what was there, and never ends in a traceback."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from quotadesk.app.ports import SAMPLE, Connection
from quotadesk.places import places
from quotadesk.settings import Settings
from quotadesk.store import Store
from tests.cli.test_commands import run
from tests.domain.rows import consume, error

STEERS = "\x1b]0;pwned\x07\x1b[2J\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    where = places(folder)
    Settings(where.settings).save(Connection(name="acme", kind="newapi", url="http://127.0.0.1:9"))
    store = Store.open(where.store)
    named = {"owner": f"{STEERS}acme", "model": f"{STEERS}gpt-4o", "key_name": f"{STEERS}bot"}
    store.write(
        "acme", [replace(consume("1", request_id="R1"), **named), error("2", request_id="R2", owner="globex")]
    )
    store.close()
    return folder


@pytest.mark.parametrize(
    "words",
    [["lookup", "id:R1"], ["figures", "--days", "3660", "--by", "owner"], ["lookup", "id:R1", "--json"]],
)
def test_a_hostile_name_steers_no_terminal_and_begins_no_line(home, words):
    answer = run(*words, home=home)
    assert answer.returncode == 0, answer.stderr
    assert "pwned" in answer.stdout
    assert "\x1b" not in answer.stdout + answer.stderr
    assert not [line for line in answer.stdout.splitlines() if line.startswith(("acme", "gpt-4o", "bot"))]


@pytest.mark.parametrize(
    "words",
    [
        [b"lookup", b"owner:\xff\xfe since:1h"],
        [b"explain", b"\xff 429"],
        [b"reply", b"\xff"],
        [b"case", b"show", b"\xff"],
        [b"connections", b"use", b"\xff"],
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="arguments are text there")
def test_an_argument_that_is_no_text_ends_in_words(home, words):
    command = [os.fsencode(sys.executable), b"-m", b"quotadesk", *words, b"--home", os.fsencode(home)]
    answer = subprocess.run(command, capture_output=True, check=False, timeout=100, stdin=subprocess.DEVNULL)
    assert b"Traceback" not in answer.stderr
    assert answer.returncode == 0 or len(answer.stderr.splitlines()) >= 2


@pytest.mark.parametrize("words", [["explain"], ["redact"]])
def test_standard_input_that_is_no_text_is_read_as_far_as_it_goes(home, words):
    command = [
        sys.executable,
        "-m",
        "quotadesk",
        *words,
        *(["--home", str(home)] if words == ["explain"] else []),
    ]
    answer = subprocess.run(
        command, input=b"\xff\xfe status 429", capture_output=True, check=False, timeout=100
    )
    assert answer.returncode == 0, answer.stderr
    assert b"charge" in answer.stdout or b"429" in answer.stdout


def test_files_that_are_no_text_or_no_json_are_refused_before_anything_is_done(home, tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"\xff{")
    edited = run("reply", "R1", "--edited", str(file), home=home)
    assert (edited.returncode, "UTF-8" in edited.stderr) == (2, True)
    listed = run("read", "--jsonl", "--directory", str(file))
    assert (listed.returncode, "no JSON" in listed.stderr) == (2, True)


@pytest.mark.parametrize("zone", ["XYZ-5:30", "/etc/../bogus", ":", "Moon/Sea"])
def test_a_time_zone_of_the_computer_that_nobody_knows_stops_no_command(home, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    answer = run("lookup", "id:R2", home=home)
    assert answer.returncode == 0, answer.stderr
    assert "R2" in answer.stdout


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\x1b[2J", SAMPLE])
def test_a_connection_without_a_name_that_can_be_shown_is_not_kept(tmp_path, name):
    answer = run("connect", name, "--kind", "newapi", "--url", "http://127.0.0.1:9", "--credential-stdin",
                 home=tmp_path, given="key")  # fmt: skip
    assert answer.returncode != 0
    assert "name" in answer.stderr
    assert not (tmp_path / "settings.json").exists()
