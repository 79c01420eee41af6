"""Colours that can be read, words in both languages, one scale of measures."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from quotadesk.ui import dress
from quotadesk.ui.tones import DARK, LIGHT, look
from tests.ui import translations
from tests.ui.conftest import Opened, settled

CHINESE = re.compile(r"[\u4e00-\u9fff]")
UI = translations.UI

# Every pair of text and ground that the window draws: each has a contrast of 4.5 to 1.
READ_ON: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ink in ("text", "secondary", "faint") for ground in ("window", "surface", "raised")),
    *((ink, "selection") for ink in ("text", "secondary", "warning", "bad", "good")),
    *((f"{tone}", f"{tone}_soft") for tone in ("good", "warning", "bad", "accent")),
    *((tone, "surface") for tone in ("good", "warning", "bad", "accent")),
    *((tone, "window") for tone in ("good", "warning", "bad", "accent")),
    ("text", "accent_soft"),
    ("secondary", "accent_soft"),
    ("on_accent", "accent"),
)


def luminance(colour: str) -> float:
    """Give the relative luminance (0..1) of #RRGGBB as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio (1..21) of two colours as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("tones", "ink", "ground"), [(t, i, g) for t, (i, g) in product((LIGHT, DARK), READ_ON)]
)
def test_every_text_can_be_read_on_its_ground(tones: object, ink: str, ground: str) -> None:
    assert contrast(getattr(tones, ink), getattr(tones, ground)) >= 4.5


def test_black_on_white_has_the_contrast_that_the_standard_gives_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)


def test_every_word_of_the_window_has_a_chinese_wording() -> None:
    have = translations.kept(translations.FILES["zh_CN"])
    untranslated = [word for word in translations.gathered() if not all(have.get(word, [""]))]
    assert untranslated == []


def test_every_counted_english_text_has_both_its_forms() -> None:
    have = translations.kept(translations.FILES["en"])
    for word in translations.gathered():
        if word.counted:
            assert len([form for form in have.get(word, []) if form]) == 2, word


def test_a_chinese_wording_keeps_every_blank_of_its_source() -> None:
    blank = re.compile(r"\{\w+\}|%L?n")
    for word, forms in translations.kept(translations.FILES["zh_CN"]).items():
        for form in forms:
            assert sorted(blank.findall(form)) == sorted(blank.findall(word.source)), word


def test_chinese_wordings_use_full_width_punctuation() -> None:
    half = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")
    for word, forms in translations.kept(translations.FILES["zh_CN"]).items():
        for form in forms:
            assert not half.search(form), word


def test_the_compiled_words_are_those_of_the_sources(tmp_path: Path) -> None:
    for path in translations.FILES.values():
        fresh = tmp_path / path.with_suffix(".qm").name
        subprocess.run([translations.lrelease(), "-silent", path, "-qm", fresh], check=True)
        assert fresh.read_bytes() == path.with_suffix(".qm").read_bytes()


def test_no_widget_says_an_english_word_outside_translate() -> None:
    """Find literals handed to setText, setToolTip, label() … that a translator never sees."""
    allowed = re.compile(r"^[^A-Za-z]*$|^Ctrl K$|^https://gateway\.example\.com$|^Quotadesk")
    said = {"setText", "setToolTip", "setAccessibleName", "setPlaceholderText", "setWindowTitle", "addAction"}
    calls = {*said, "label", "button"}
    found = [
        (path.name, node.args[0].value)
        for path in sorted(UI.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) in calls
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and not allowed.match(node.args[0].value)
    ]
    assert found == []


def _texts(widget: QWidget) -> list[str]:
    shown = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return [w.text() for w in shown if w.isVisible() and w.text()]


def test_switching_the_language_changes_every_word_at_once(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    before = _texts(window)
    assert not any(CHINESE.search(t) for t in before if t not in {"中文", "EN ⇄ 中文", "云帆科技"})
    window.actions_.by_name["switch_language"].trigger()
    qtbot.waitUntil(lambda: window.rail.buttons["lookup"].accessibleName() == "查询")
    after = _texts(window)
    names = {
        "acme-retail",
        "prod-support-bot",
        "production",
        "support-bot",
        "claude-sonnet-4-5",
        "429",
        "sk-…9a2f",
        "rate_limit_exceeded",
        "EN",
        "Ctrl K",
        "中文 ⇄ EN",
        "EN ⇄ 中文",
    }
    english = [t for t in after if not CHINESE.search(t) and t not in names and re.search(r"[A-Za-z]{3}", t)]
    assert [t for t in english if not t.startswith(("2026", "claude", "acme"))] == []
    assert window.windowTitle() == "Quotadesk"


def test_switching_the_scheme_repaints_in_the_other_tones(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429")
    light = window.grab().toImage().pixelColor(5, 400)
    window.actions_.by_name["switch_scheme"].trigger()
    dark = window.grab().toImage().pixelColor(5, 400)
    assert light.name().upper() == LIGHT.surface
    assert dark.name().upper() == DARK.surface
    assert look.dark
    dress.wear("light", 100)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_table_never_needs_a_horizontal_scroll_bar(opened: Opened, qtbot: QtBot, percent: int) -> None:
    window = opened()
    window.resize(1366, 728)
    dress.wear("light", percent)
    qtbot.waitUntil(lambda: window.results.table.viewport().width() > 100)
    table = window.results.table
    assert table.horizontalHeader().length() <= table.viewport().width()
    dress.wear("light", 100)


def test_the_whole_case_stands_on_a_screen_without_scrolling(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.case.height() > 700)
    settled(qtbot, window)
    bar = window.case._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0, timeout=2000)


def test_importing_the_window_brings_in_qt_and_nothing_heavy() -> None:
    code = (
        "import sys; import quotadesk.ui.application; "
        "print(*sorted(m for m in sys.modules if m.split('.')[0] in "
        "{'httpx','keyring','sqlite3','sqlite_utils','jinja2','babel','msgspec','re2','click'} "
        "or m.startswith(('quotadesk.gateways','quotadesk.store','quotadesk.vault','quotadesk.wording'))"
        " or (m.startswith('PySide6.Qt') and m.split('.')[1] not in {'QtCore','QtGui','QtWidgets'})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(UI.parents[1])},
    )
    assert done.stdout.strip() == ""
