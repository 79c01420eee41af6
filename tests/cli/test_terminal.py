"""What somebody else wrote neither steers the terminal nor breaks a line, and JSON loses nothing by it."""

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stdout

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotadesk.cli.terminal import harmless, on_one_line, readable, say, say_json

HOSTILE = "\x1b]0;pwned\x07\x1b[2J\x9b31m\u202ecod.exe\r\n\tend"


def test_a_sign_stands_for_every_character_that_steers_a_terminal():
    assert harmless(HOSTILE) == "␛]0;pwned␇␛[2J�31m�cod.exe␍\n\tend"
    assert on_one_line(harmless(HOSTILE)).endswith("␍ end")
    assert harmless("请求 429：额度不足 – ok") == "请求 429：额度不足 – ok"


@pytest.mark.parametrize("mark", ["\u061c", "\u200e", "\u200f", "\u202e", "\u2066"])
def test_a_mark_that_turns_the_direction_of_writing_is_shown(mark, capsys):
    assert harmless(f"a{mark}b") == "a�b"
    say_json(mark)
    assert capsys.readouterr().out == f'"\\u{ord(mark):04x}"\n'


@given(st.text())
def test_whatever_is_printed_holds_no_control_character_but_tab_and_line_feed(text):
    assert all(c.isprintable() or c in "\t\n" or ord(c) > 0x9F for c in harmless(text))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_the_same_and_steers_nothing(text):
    with redirect_stdout(io.StringIO()) as out:
        say_json({"text": text})
    (said,) = out.getvalue().splitlines()
    assert json.loads(said) == {"text": text}
    assert harmless(said) == said


def test_a_text_goes_to_its_stream_with_the_end_that_it_was_given(capsys):
    say("one")
    say("two", err=True, end="\r")
    assert capsys.readouterr() == ("one\n", "two\r")


def test_an_argument_whose_bytes_are_no_text_stays_an_argument(tmp_path):
    assert readable(("owner:\udcff\udcfe", tmp_path, None)) == ("owner:�", tmp_path, None)


def test_what_a_pipe_gets_is_utf8_whatever_the_locale_says():
    """As where a console's own code page has no sign for half of what a customer writes."""
    code = "from quotadesk.cli.terminal import prepare, say; prepare(); say('额度 – ☂')"
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment)
    assert done.stdout.decode().strip() == "额度 – ☂"
