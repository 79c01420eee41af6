"""A command that answers lines answers every good one, and names each bad one by its number."""

import io
import json

import pytest

from quotadesk.cli.lines import answer_lines


def answered(text):
    out, problems = io.StringIO(), io.StringIO()
    status = answer_lines(
        text.splitlines(keepends=True),
        lambda row: {"id": row["id"], "n": 10 // row["n"]},
        out=out,
        problems=problems,
    )
    return status, [json.loads(line) for line in out.getvalue().splitlines()], problems.getvalue()


def test_every_line_is_answered_in_order():
    status, answers, problems = answered('{"id": "a", "n": 5}\n\n{"id": "b", "n": 2}\n')
    assert (status, problems) == (0, "")
    assert answers == [{"id": "a", "n": 2}, {"id": "b", "n": 5}]


@pytest.mark.parametrize(
    "bad", ["not json", "[1]", '{"n": 5}', '{"id": "x"}', '{"id": "x", "n": "many"}', '"' * 9]
)
def test_a_bad_line_is_named_and_the_others_are_answered(bad):
    status, answers, problems = answered(f'{{"id": "a", "n": 5}}\n{bad}\n{{"id": "c", "n": 10}}\n')
    assert status == 1
    assert [a["id"] for a in answers] == ["a", "c"]
    assert problems.startswith("line 2: ")
    assert problems.count("\n") == 1


def test_a_bad_line_is_never_repeated_on_standard_error():
    secret = "sk-proj-" + "a1B2c3D4e5F6" * 4
    _, _, problems = answered(f'{{"id": "a", "text": "{secret}\n{{"id": "{secret}"}}\n')
    assert secret not in problems
    assert "line 2: n is missing" in problems
