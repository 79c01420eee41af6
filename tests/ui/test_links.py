"""Links into the desk: what they restore, and what they can never do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from quotadesk.app.errors import UnclearLookup, UnfitText
from quotadesk.domain.said import Said
from quotadesk.places import with_link
from quotadesk.ui.abilities import Abilities
from quotadesk.ui.handover import Handover, hand_over
from quotadesk.ui.links import link_to_case, link_to_lookup, lookup_of
from tests.ui.conftest import Opened, settled
from tests.ui.fake_desk import FakeDesk


@pytest.mark.parametrize(
    "text", ['owner:"团队 一" status:402,429 since:24h', "text:*100%&q=x#y* failed:yes", "model:a+b/c"]
)
def test_a_link_gives_back_the_lookup_it_was_made_of(text: str) -> None:
    assert lookup_of(link_to_lookup(text)) == text


def test_a_link_to_a_case_looks_its_request_up() -> None:
    assert lookup_of(link_to_case("20261123070144208311AbC")) == "id:20261123070144208311AbC"
    assert lookup_of("  QuotaDesk://Case/chatcmpl-9f2  ") == "id:chatcmpl-9f2"


@pytest.mark.parametrize("request_id", ["", "../etc", "a/b", "a b", "x" * 200, "-x", "a?b"])
def test_an_id_that_no_link_can_carry_gives_none(request_id: str) -> None:
    assert link_to_case(request_id) == ""


@pytest.mark.parametrize(
    "link",
    [
        "quotadesk:",
        "quotadesk://",
        "quotadesk:///etc/passwd",
        "quotadesk://file/etc/passwd",
        "quotadesk://lookup",
        "quotadesk://lookup?q=",
        "quotadesk://lookup?q=hello",
        "quotadesk://lookup/../../x?q=status:429",
        "quotadesk://lookup?q=status:429&home=/tmp",
        "quotadesk://lookup?home=/tmp",
        "quotadesk://lookup?q=status:429&q=status:500",
        "quotadesk://lookup?q=status:429%0Aowner:x",
        "quotadesk://lookup?q=status:429%E2%80%AEx",
        "quotadesk://lookup?q=quotadesk://lookup?q=status:429",
        "quotadesk://lookup?q=%FF%FE",
        "quotadesk://lookup?q=status:429#frag",
        "quotadesk://lookup?" + "&".join(["q=status:1"] * 99),
        "quotadesk://lookup?q=text:" + "a" * 5000,
        "quotadesk://case/",
        "quotadesk://case/..%2F..%2Fetc",
        "quotadesk://case/a%00b",
        "quotadesk://case/1?x=1",
        "quotadesk://user:secret@case:99/1",
        "quotadesk://[broken",
    ],
)
def test_a_malformed_or_hostile_link_is_refused_in_words(link: str) -> None:
    with pytest.raises(UnclearLookup) as refused:
        lookup_of(link)
    assert "quotadesk://lookup?q=" in refused.value.hint.en


def test_a_pasted_link_restores_the_lookup(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.take_paste("quotadesk://lookup?q=status:429%20group:production")
    settled(qtbot, window)
    assert [c.text for c in window.bar.chips] == ["status:429", "group:production"]
    assert {window.results.model.line(r).status for r in range(window.results.model.rowCount())} == {429}


def test_a_window_opens_on_a_link(opened: Opened) -> None:
    window = opened(start="quotadesk://lookup?q=status:402")
    assert [c.text for c in window.bar.chips] == ["status:402"]


def test_a_damaged_link_gets_a_notice_and_its_form(opened: Opened, qtbot: QtBot) -> None:
    window = opened()
    window.bar.line.setText("quotadesk://file/etc/passwd")
    window.bar.submit()
    settled(qtbot, window)
    assert "no lookup" in window.results.notice.title
    assert "quotadesk://case/" in window.results.notice.hint
    assert window.bar.chips == ()


def test_a_link_to_what_is_in_sight_is_copied(opened: Opened, qtbot: QtBot) -> None:
    window = opened(start="status:429 group:production")
    window.actions_.by_name["copy_link"].trigger()
    settled(qtbot, window)
    assert lookup_of(QGuiApplication.clipboard().text()) == "status:429 group:production"
    window.actions_.by_name["copy_case_link"].trigger()
    settled(qtbot, window)
    assert QGuiApplication.clipboard().text().startswith("quotadesk://case/2026")


def test_no_link_is_copied_that_the_gate_refuses(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = UnfitText(
        Said("No.", "否。"), Said("Remove it.", "请删除。"), reasons=(Said("a credential.", "凭据。"),)
    )
    made = desk.abilities

    def refusing() -> Abilities:
        from dataclasses import replace

        return replace(made(), judge=lambda _document, _confirmed: (why,))

    monkeypatch.setattr(desk, "abilities", refusing)
    window = opened(start="status:429")
    QGuiApplication.clipboard().setText("before")
    window.actions_.by_name["copy_link"].trigger()
    settled(qtbot, window)
    assert QGuiApplication.clipboard().text() == "before"
    assert "a credential" in window.status.told


@pytest.mark.parametrize(
    ("given", "read"),
    [
        (["quotadesk://case/1"], ["--open", "quotadesk://case/1"]),
        (["--open", "quotadesk://case/1"], ["--open", "quotadesk://case/1"]),
        (["--home", "/w", "quotadesk://case/1"], ["--home", "/w", "--open", "quotadesk://case/1"]),
        (["quotadesk://x", "--home", "/evil"], ["--open", "quotadesk://x"]),
        (["lookup", "quotadesk://x"], ["lookup", "quotadesk://x"]),
        (["--home", "/w"], ["--home", "/w"]),
        ([], []),
    ],
)
def test_a_link_alone_opens_the_window_and_brings_no_option_along(given: list[str], read: list[str]) -> None:
    assert with_link(given) == read


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe has no mode")
def test_a_second_start_hands_its_link_to_the_open_window(tmp_path: Path, qtbot: QtBot) -> None:
    door, taken = tmp_path / "window.sock", []
    first, second = Handover(), Handover()
    assert first.listen(door)
    assert door.stat().st_mode & 0o777 == 0o600
    assert not second.listen(door)
    first.given.connect(taken.append)
    code = "import sys, pathlib; from quotadesk.ui.handover import hand_over as h; sys.exit(not h(pathlib.Path(sys.argv[1]), sys.argv[2]))"
    ends = []
    for link in ("quotadesk://case/1", "rm -rf /"):
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2] / "desktop")}
        other = subprocess.Popen([sys.executable, "-c", code, str(door), link], env=environment)
        qtbot.waitUntil(lambda process=other: process.poll() is not None, timeout=20_000)
        ends.append(other.returncode)
    assert ends == [0, 1]
    assert taken == ["quotadesk://case/1"]


def test_a_door_that_nobody_stands_behind_takes_no_link(tmp_path: Path, qapp: object) -> None:
    assert not hand_over(tmp_path / "window.sock", "quotadesk://case/1")
