"""Print what somebody else may have written: it neither steers the terminal nor breaks a line or its encoding."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

import click

# Control characters but tab and line feed, separators and marks that change lines or their direction, half characters.
_STEERING = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURES = 0x2400  # ␀ and those after it show the control characters
_BREAKS = re.compile(r"[\t\n]+")


def say(text: str = "", *, err: bool = False, end: str = "\n") -> None:
    """Print a text, on standard error with `err`."""
    click.echo(harmless(text) + end, err=err, nl=False)


def say_json(value: Any) -> None:
    """Print one line of JSON; what would steer a terminal is escaped, so that nothing is lost."""
    text = json.dumps(value, ensure_ascii=False)
    click.echo(_STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def harmless(text: str) -> str:
    """Give a text with a visible sign for each character that would steer a terminal."""
    return _STEERING.sub(lambda found: _sign(ord(found[0])), text)


def _sign(code: int) -> str:
    return chr(_PICTURES + code) if code < 0x20 else "�"


def on_one_line(text: str) -> str:
    """Give a text without line breaks and tabs, for a row of a list."""
    return _BREAKS.sub(" ", text)


def readable(argument: Any) -> Any:
    """Give an argument whose bytes were no UTF-8 with a replacement for them; paths and others stay as they are."""
    if isinstance(argument, str):
        return re.sub("[\ud800-\udfff]+", "�", argument)
    return tuple(map(readable, argument)) if isinstance(argument, tuple) else argument


def standard_input() -> Iterator[str]:
    """Give the lines of standard input as UTF-8; bytes that are none become replacement characters."""
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", errors="replace")


def all_of_standard_input() -> str:
    """Give all of standard input."""
    return "".join(standard_input())


def prepare() -> None:
    """Let every text be printed: as UTF-8 into files and other programs, as far as it goes on a terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
