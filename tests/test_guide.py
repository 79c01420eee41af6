"""The user guide says only what is there: pictures, pages, keys, commands, and the window's own words.

Its marks: **bold** quotes the window, <kbd> names keys, and code that begins with `quotadesk` is a command.
"""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click
import pytest

import quotadesk
from quotadesk.cli.commands import main
from quotadesk.domain.lookup_text import parse
from quotadesk.ui.cheatsheet import ELSEWHERE
from quotadesk.ui.commands import COMMANDS
from tests.pictures.states import STATES
from tests.ui.translations import FILES, gathered, kept

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "guide"
PACKAGE = Path(quotadesk.__file__).parent
LANGUAGES = ("en", "zh")
PAGES = sorted(path for language in LANGUAGES for path in (GUIDE / language).glob("*.md"))
NAMED = [f"{path.parent.name}/{path.name}" for path in PAGES]
every_page = pytest.mark.parametrize("page", PAGES, ids=NAMED)

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
KEY = re.compile(r"<kbd>(.+?)</kbd>")
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)#]+)\)")
PICTURE = re.compile(r"\.\./\.\./pictures/([a-z0-9-]+)-(light|dark)-(en|zh)\.png")
LOOKUP = re.compile(r"[a-z]+:\S")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BLANK = re.compile(r"%L?n|\{[^{}]*\}")
LEAST = {"en": 6, "zh": 2}  # letters that a wording needs beside its blanks: less would fit everything


def text_of(page: Path) -> str:
    """Give a page without its blocks of code."""
    return FENCE.sub("", page.read_text("utf-8"))


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else "{}"


def _said() -> Iterator[tuple[str, str]]:
    """Give what the program says in both languages outside Qt's files of words."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            said = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Said"
            if said and len(node.args) == len(LANGUAGES):
                yield _literal(node.args[0]), _literal(node.args[1])


@cache
def wordings(language: str) -> re.Pattern[str]:
    """Give what finds any text that the window shows in a language; what varies in it may be anything."""
    texts = {said[LANGUAGES.index(language)] for said in _said()}
    if language == "en":
        texts |= {word.source for word in gathered()}
        texts |= {form for forms in kept(FILES["en"]).values() for form in forms}
    else:
        texts |= {form for forms in kept(FILES["zh_CN"]).values() for form in forms}
    plain = {re.sub(r"\(&.\)|&", "", text).strip() for text in texts}
    telling = (
        t for t in plain if not BLANK.search(t) or sum(map(str.isalnum, BLANK.sub("", t))) >= LEAST[language]
    )
    return re.compile("|".join(".+".join(map(re.escape, BLANK.split(text))) for text in sorted(telling)))


def commands_in(page: Path) -> Iterator[list[str]]:
    """Give the commands that a page tells, in its text and in its blocks."""
    whole = page.read_text("utf-8")
    lines = [line for block in FENCE.findall(whole) for line in block.splitlines()]
    for told in [*CODE.findall(FENCE.sub("", whole)), *lines]:
        if told.strip().startswith("quotadesk"):
            yield shlex.split(told, comments=True)[1:]


def _known(arguments: list[str]) -> click.Command:
    """Follow the names of commands as far as they go; fails at a name that no command has."""
    command: click.Command = main
    for argument in arguments:
        if not isinstance(command, click.Group) or argument.startswith("-"):
            break
        found = command.commands.get(argument)
        assert found is not None, f"there is no command {argument}"
        command = found
    return command


def test_every_page_is_there_in_both_languages_and_stands_in_the_index() -> None:
    pages = {language: {p.name for p in (GUIDE / language).glob("*.md")} for language in LANGUAGES}
    index = {target for _, target in LINK.findall((GUIDE / "README.md").read_text("utf-8"))}
    assert pages["en"] == pages["zh"]
    assert len(pages["en"]) == 11
    assert set(NAMED) <= index


@every_page
def test_every_link_of_the_guide_leads_somewhere(page: Path) -> None:
    targets = [target for _, target in LINK.findall(page.read_text("utf-8"))]
    assert [t for t in targets if "://" not in t and not (page.parent / t).exists()] == []


@every_page
def test_every_page_shows_one_or_two_pictures_in_its_own_language(page: Path) -> None:
    pictures = [target for mark, target in LINK.findall(page.read_text("utf-8")) if mark]
    found = [PICTURE.fullmatch(target) for target in pictures]
    assert 1 <= len(pictures) <= 2
    assert [m[3] if m else None for m in found] == [page.parent.name] * len(pictures)


@every_page
def test_every_picture_of_the_guide_is_drawn_anew_with_the_others(page: Path) -> None:
    linked = {match.groups() for match in PICTURE.finditer(page.read_text("utf-8"))}
    states = {state.name: state for state in STATES}
    every = {(scheme, language) for scheme in ("light", "dark") for language in LANGUAGES}
    drawn = {(n, *look) for n, s in states.items() for look in (every if s.everywhere else s.looks)}
    assert linked <= drawn


@every_page
def test_every_key_of_the_guide_is_a_key_of_the_window(page: Path) -> None:
    keys = {key for command in COMMANDS for key in command.keys}
    keys |= {key for shown, _ in ELSEWHERE for key in shown.split()}
    assert sorted(set(KEY.findall(text_of(page))) - keys) == []


@every_page
def test_every_command_of_the_guide_is_one_of_the_program(page: Path) -> None:
    for arguments in commands_in(page):
        options = {option for parameter in _known(arguments).params for option in parameter.opts}
        named = {argument.partition("=")[0] for argument in arguments if argument.startswith("--")}
        assert named <= options | {"--help"}, arguments


@every_page
def test_every_lookup_of_the_guide_is_understood(page: Path) -> None:
    told = [code for code in CODE.findall(text_of(page)) if LOOKUP.match(code) and "://" not in code]
    assert [code for code in told if not parse(code, now=NOW).lookup.terms] == []


@every_page
def test_every_label_of_the_guide_is_one_that_the_window_shows(page: Path) -> None:
    shown = wordings(page.parent.name)
    quoted = dict.fromkeys(" ".join(label.replace("\\", "").split()) for label in BOLD.findall(text_of(page)))
    assert [label for label in quoted if not shown.fullmatch(label)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_keys_tells_them_all(language: str) -> None:
    page = (GUIDE / language / "11-keys.md").read_text("utf-8")
    zh = {word.source: forms[0] for word, forms in kept(FILES["zh_CN"]).items() if word.context == "Action"}
    said = {command: zh[command.text] if language == "zh" else command.text for command in COMMANDS}
    rows = [
        f"| {said[command]} | {' '.join(f'<kbd>{key}</kbd>' for key in command.keys)} |"
        for command in COMMANDS
        if command.keys
    ]
    assert [row for row in rows if row not in page] == []
