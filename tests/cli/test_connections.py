"""Connections from the command line: listed, chosen and forgotten, and never a credential in what is printed."""

import json
import shlex

import pytest

from quotadesk.app.ports import Connection
from quotadesk.places import places
from quotadesk.settings import Settings
from quotadesk.store import Store
from tests.cli.test_commands import run
from tests.domain.rows import consume, error


@pytest.fixture
def home(tmp_path):
    where = places(tmp_path)
    settings = Settings(where.settings)
    settings.save(Connection(name="acme", kind="newapi", url="http://127.0.0.1:9"))
    settings.save(Connection(name="march", kind="file", url=""))
    store = Store.open(where.store)
    store.write("acme", [consume("1", request_id="R1"), error("2", request_id="R2")])
    store.close()
    return tmp_path


def test_every_connection_is_listed_with_what_is_held_and_the_one_in_use_is_marked(home):
    listed = run("connections", home=home).stdout.splitlines()
    assert listed == [
        "* march  rows of files  0 requests held",
        "  acme  newapi  http://127.0.0.1:9  2 requests held",
    ]
    told = json.loads(run("connections", "--json", home=home).stdout)
    assert [(c["name"], c["used"], c["held"]) for c in told] == [("march", True, 0), ("acme", False, 2)]


def test_the_connection_that_is_chosen_is_the_one_that_commands_use(home):
    assert run("connections", "use", "acme", home=home).returncode == 0
    assert run("connections", home=home).stdout.startswith("* acme")
    looked_up = run("lookup", "id:R1", "--jsonl", home=home)
    assert json.loads(looked_up.stdout)["request_id"] == "R1"


def test_forgetting_says_what_stays_and_a_second_time_deletes_it(home):
    answer = run("connections", "forget", "acme", home=home)
    assert answer.returncode == 0, answer.stderr
    assert "forgot acme and its credential" in answer.stdout
    assert "2 requests read from it stay" in answer.stdout
    assert "Kept cases stay" in answer.stdout
    assert [c.name for c in Settings(places(home).settings).all()] == ["march"]
    asked = run("connections", "forget", "acme", "--rows", home=home)
    assert (asked.returncode, "--yes" in asked.stderr) == (1, True)
    gone = run("connections", "forget", "acme", "--rows", "--yes", home=home)
    assert "deleted 2 requests" in gone.stdout


def test_forgetting_files_speaks_of_no_credential(home):
    assert run("connections", "forget", "march", home=home).stdout.splitlines()[0] == "forgot march"
    run("connections", "forget", "acme", home=home)
    gone = run("connections", "forget", "acme", "--rows", "--yes", home=home)
    assert gone.stdout.splitlines()[0] == "forgot acme, and deleted 2 requests"


def test_the_command_that_deletes_what_stays_can_be_copied_whatever_the_name(home):
    name = "bob's files; ls"
    Settings(places(home).settings).save(Connection(name=name, kind="file", url=""))
    store = Store.open(places(home).store)
    store.write(name, [consume("1", request_id="R1")])
    store.close()
    said = run("connections", "forget", name, home=home).stdout.splitlines()[1]
    words = shlex.split(said.partition("stay: ")[2].removesuffix(" deletes them"))
    assert words == ["quotadesk", "connections", "forget", name, "--rows"]


@pytest.mark.parametrize(
    "words", [["use", "bolt"], ["forget", "bolt"], ["forget", "bolt", "--rows", "--yes"]]
)
def test_a_connection_that_is_not_there_is_named_with_the_next_step(home, words):
    answer = run("connections", *words, home=home)
    assert answer.returncode == 1
    assert "“bolt”" in answer.stderr
    assert "march" in answer.stderr or "quotadesk connections" in answer.stderr


def test_without_a_credential_an_error_is_judged_by_what_is_held_and_that_is_said(home):
    answer = run("explain", "--connection", "acme", "429 Too Many Requests", home=home)
    assert answer.returncode == 0, answer.stderr
    assert "Only what is held was looked up. To read the gateway, add --credential-stdin." in answer.stderr


def test_without_any_connection_a_pasted_error_is_judged_and_nothing_is_said_to_be_looked_up(tmp_path):
    pasted = '{"error":{"message":"用户额度不足, 剩余额度: ＄0.000000 (request id: 2026031208153012345678AbCdEfGh)","type":"new_api_error","code":"insufficient_user_quota"}}'
    answer = run("explain", pasted, home=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert "wallet_empty" in answer.stdout
    assert "Nothing was looked up" in answer.stderr
    assert "quotadesk connect" in answer.stderr
    assert not (tmp_path / "store.sqlite").exists()
