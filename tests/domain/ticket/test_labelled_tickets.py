"""The labelled customer messages: the given set wholly right, the desk's own set nearly so."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from quotadesk.domain.ticket import Directory, as_answer, read

LABELLED = Path(__file__).parents[2] / "labelled" / "tickets"


def directory():
    known = json.loads((LABELLED / "directory.json").read_text(encoding="utf-8"))
    return Directory(
        owners={name: tuple(of) for name, of in known["owners"].items()}, models=tuple(known["models"])
    )


def answers(name):
    known = directory()
    for line in (LABELLED / name).read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        now = datetime.fromisoformat(asked["now"])
        reading = read(
            asked["text"], now=now, tz=asked["tz"], directory=known, attachments=asked["attachments"]
        )
        yield asked, as_answer(reading) | {"id": asked["id"]}


def scored(name, tmp_path):
    given = tmp_path / "answers.jsonl"
    given.write_text("".join(json.dumps(answer) + "\n" for _, answer in answers(name)), encoding="utf-8")
    command = [sys.executable, str(LABELLED / "score.py"), str(LABELLED / name), str(given)]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


def test_every_given_message_is_read_wholly_right(tmp_path):
    said = scored("dev.jsonl", tmp_path)
    assert "all fields right 20/20" in said, said
    assert "full secrets MISSED 0" in said


def test_nearly_every_message_of_the_desks_own_set_is_read_right(tmp_path):
    said = scored("own.jsonl", tmp_path)
    right, of = said.split("all fields right ")[1].split(";")[0].split("/")
    assert int(of) >= 80
    assert int(right) / int(of) >= 0.97, said
    assert "full secrets MISSED 0" in said


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("blind.jsonl", 120),
        ("blind2.jsonl", 140),
        ("blind3.jsonl", 60),
        ("blind4.jsonl", 130),
    ],
)
def test_messages_written_by_somebody_else_without_sight_of_the_program_are_read_right(name, least, tmp_path):
    said = scored(name, tmp_path)
    right, of = said.split("all fields right ")[1].split(";")[0].split("/")
    assert int(of) >= least
    assert int(right) / int(of) >= 0.97, said
    assert "full secrets MISSED 0" in said


@pytest.mark.parametrize(
    "name",
    ["dev.jsonl", "own.jsonl", "blind.jsonl", "blind2.jsonl", "blind3.jsonl", "blind4.jsonl"],
)
def test_no_answer_shows_a_full_key_of_the_message(name):
    for asked, answer in answers(name):
        if asked["expect"]["contains_full_secret"]:
            assert answer["contains_full_secret"], asked["id"]
            assert not any(len(key["tail"]) > 12 for key in answer["keys"]), asked["id"]
