"""Figures and retention from the command line, on the sample gateway's rows."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from quotadesk.store import Store
from tests.cli.test_commands import run
from tests.domain.rows import consume, error

TODAY = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def rows():
    made = []
    for day in range(1, 11):
        time = TODAY - timedelta(days=day, hours=-3)
        made.append(consume(f"c{day}", time=time, request_id=f"R{day}", owner="acme", model="gpt-4o"))
        made.append(error(f"e{day}", time=time, request_id=f"E{day}", owner="globex", model="sonnet"))
    return made


@pytest.fixture
def home(tmp_path):
    from quotadesk.app.ports import Connection
    from quotadesk.places import places
    from quotadesk.settings import Settings

    where = places(tmp_path)
    Settings(where.settings).save(Connection(name="acme", kind="newapi", url="http://127.0.0.1:9"))
    store = Store.open(where.store)
    store.write("acme", rows())
    store.close()
    return tmp_path


def test_figures_are_a_table_with_a_total_and_what_is_missing(home):
    answer = run("figures", "--by", "owner", home=home)
    assert answer.returncode == 0, answer.stderr
    lines = [line.split() for line in answer.stdout.splitlines()]
    assert [line[:3] for line in lines[1:]] == [
        ["acme", "7", "0"],
        ["globex", "7", "7"],
        ["total", "14", "7"],
    ]
    assert "$" in lines[1][5]
    assert "UTC: incomplete" in answer.stderr
    assert "UTC: not read yet" in answer.stderr


def test_figures_as_json_carry_money_and_coverage(home):
    answer = run("figures", "--by", "model", "--days", "3", "--json", home=home)
    told = json.loads(answer.stdout)
    assert {f["name"]: (f["requests"], f["failures"]) for f in told["figures"]} == {
        "gpt-4o": (3, 0),
        "sonnet": (3, 3),
    }
    assert told["total"]["requests"] == 6
    assert told["total"]["net_nano_usd"] == sum(f["net_nano_usd"] for f in told["figures"]) > 0
    assert told["coverage"]["complete"] is False
    assert datetime.fromisoformat(told["coverage"]["end"]) == TODAY


def test_keeping_some_days_deletes_the_older_ones_and_can_be_made_a_habit(home):
    answer = run("keep", "--days", "4", "--always", "--yes", home=home)
    assert answer.returncode == 0, answer.stderr
    assert "deleted 12 requests" in answer.stdout
    told = json.loads(run("figures", "--days", "10", "--json", home=home).stdout)
    assert told["total"]["requests"] == 8
    settings = json.loads((home / "settings.json").read_text("utf-8"))
    assert settings["preferences"]["keep_days"] == "4"
    assert run("keep", "--days", "0", home=home).returncode != 0


def test_a_script_that_does_not_say_yes_is_told_how_many_would_go_and_deletes_nothing(home):
    answer = run("keep", "--days", "4", home=home)
    assert answer.returncode == 1
    assert "12 requests" in answer.stderr
    assert "--yes" in answer.stderr
    told = json.loads(run("figures", "--days", "10", "--json", home=home).stdout)
    assert told["total"]["requests"] == 20


def test_a_hint_of_a_command_names_a_command_and_no_page_of_the_window(home):
    answer = run("sync", "--credential-stdin", home=home, given="secret")
    assert answer.returncode == 1
    assert "quotadesk connect" in answer.stderr
    assert "in Connections" not in answer.stderr
