"""The real program at a real X server: another program types, clicks and pastes, and reads the clipboard back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.peers.processes import wait_until
from tests.peers.windows import WAIT_S, Node, Session, Window, clip, clipboard

KEY = "sk-" + "Zk3vQ9aLm2" * 5
BEFORE = "what was there before"
CHINESE = "谢谢您的耐心，祝好！"
REQUEST = re.compile(r"20\d{15}\w{10,}")
FORMS = ("UTF8_STRING", "text/plain", "text/html", "text/markdown")


@pytest.fixture(scope="module")
def one_window(desk_session: Session) -> Iterator[Window]:
    """Give the program with its first rows in sight; one for all, as an agent has it."""
    with desk_session.window(desk_session.home) as made:
        made.find(_cell("Time: "), "the first row")
        yield made


@pytest.fixture
def window(one_window: Window) -> Window:
    """Give the window with an empty lookup line that has the focus."""
    one_window.raise_()
    one_window.press("Escape", "Escape", "ctrl+1", "ctrl+n")
    one_window.find(lambda node: node.name == "Lookup" and "focused" in node.states, "the empty line")
    one_window.presses = 0
    return one_window


def _cell(part: str) -> Callable[[Node], bool]:
    return lambda node: node.role == "table cell" and part in node.name


def _reply(node: Node) -> bool:
    return node.name == "Customer reply" and bool(node.text)


def _copied(window: Window, part: str) -> str:
    """Wait for a text of the desk on the clipboard: what xclip offers is the same plain text in every form."""

    def there() -> bool:
        html = clipboard(window.display, "text/html")
        return "<p>" in html and part in html

    wait_until(there, WAIT_S, f"{part!r} never reached the clipboard")
    return clipboard(window.display)


def _look_up(window: Window, text: str) -> None:
    """Type a lookup, and wait for its terms and rows."""
    window.type(text)
    window.press("Return")
    last = text.rpartition(" ")[2].partition(":")[2]
    window.find(lambda node: node.name.startswith("Term ") and node.name.endswith(last), "the term")
    window.find(_cell("Time: "), "rows")


def _open(window: Window, session: Session, ticket: str) -> None:
    """Paste a ticket and look it up."""
    text = session.ticket(ticket)
    named = REQUEST.findall(text)[-1]
    clip(session.display, text)
    window.press("ctrl+v", "Return")
    window.find(lambda node: _reply(node) and named in (node.text or ""), "the reply to it")


def _type_reply(window: Window, text: str) -> None:
    """Type at the end of the reply."""
    window.click(window.find(_reply))
    window.press("ctrl+End")
    if text:
        window.type(text)
        window.find(lambda node: _reply(node) and text.strip() in (node.text or ""), "what was typed")


# ---------------------------------------------------------------- the minute


def test_a_pasted_ticket_becomes_a_reply_that_another_program_reads(
    window: Window, desk_session: Session
) -> None:
    ticket = desk_session.ticket("upstream-429")
    clip(desk_session.display, f"{ticket}\nour key: {KEY}")
    window.press("ctrl+v", "Return", "ctrl+Return")
    _copied(window, REQUEST.findall(ticket)[-1])  # and not the reply to the request before
    assert window.presses <= 4
    assert "<p>" in clipboard(window.display, "text/html")
    left = [clipboard(window.display, form) for form in FORMS]
    assert all(left)
    assert not [text for text in left if KEY[3:13] in text]
    assert not [node for node in window.seen() if KEY[3:13] in node.said]
    assert desk_session.gateway.credential not in "".join(left)


def test_what_is_typed_clicked_and_scrolled_leads_to_a_case(window: Window) -> None:
    _look_up(window, "failed:no status:200")
    cells = [node for node in window.seen() if node.role == "table cell" and node.name.startswith("Time: ")]
    window.click(cells[2])
    chosen = window.find(lambda n: n.name == cells[2].name and "selected" in n.states, "the row clicked")
    window.click(chosen, button=5, times=9)
    window.gone(lambda node: node.name == chosen.name, "the rows scrolled away")
    window.press("End")
    window.says("The request was served")


def test_a_ticket_is_pasted_from_anywhere_by_one_key(window: Window, desk_session: Session) -> None:
    _look_up(window, "since:24h")
    window.click(window.find(_cell("Status: ")))
    ticket = desk_session.ticket("stream-cut")
    clip(desk_session.display, ticket)
    window.presses = 0
    window.press("ctrl+shift+v", "ctrl+Return")
    _copied(window, REQUEST.findall(ticket)[-1])
    assert window.presses <= 4


# ---------------------------------------------------------------- editing


def test_a_figure_that_was_typed_is_asked_once_and_the_same_keys_copy(
    window: Window, desk_session: Session
) -> None:
    _open(window, desk_session, "client-retries")
    clip(desk_session.display, BEFORE)
    _type_reply(window, " We refund 4.75 USD.")
    window.press("ctrl+Return")
    window.says("You typed 4.75 USD; it is not in the evidence.")
    assert clipboard(desk_session.display) == BEFORE
    window.press("ctrl+Return")
    assert "We refund 4.75 USD." in _copied(window, "4.75")
    clip(desk_session.display, BEFORE)
    window.press("ctrl+Return")  # not asked again
    _copied(window, "4.75")


def test_a_full_key_in_a_reply_is_refused_and_the_clipboard_stays(
    window: Window, desk_session: Session
) -> None:
    _open(window, desk_session, "wallet-empty")
    clip(desk_session.display, f" Your key is {KEY}.")
    _type_reply(window, "")
    window.press("ctrl+v")
    window.says("a secret")
    clip(desk_session.display, BEFORE)
    window.press("ctrl+Return")
    window.find(lambda node: node.role == "label" and "may not" in node.said, "the refusal")
    assert clipboard(desk_session.display) == BEFORE
    window.click(window.find(_reply))
    window.press("ctrl+a", "ctrl+c")  # nor by the keys of every text field
    assert KEY not in clipboard(desk_session.display)


def test_chinese_goes_through_the_clipboard_into_the_reply_and_back(
    window: Window, desk_session: Session
) -> None:
    _open(window, desk_session, "upstream-429")
    clip(desk_session.display, CHINESE)
    _type_reply(window, "")
    window.press("ctrl+v")
    window.find(lambda node: _reply(node) and CHINESE in (node.text or ""), "the Chinese")
    clip(desk_session.display, BEFORE)
    window.press("ctrl+Return")
    assert _copied(window, CHINESE).rstrip().endswith(CHINESE)
    assert CHINESE in clipboard(window.display, "text/html")


# ---------------------------------------------------------------- keys that open something


def test_the_palette_finds_a_command_and_enter_runs_it(window: Window, desk_session: Session) -> None:
    _open(window, desk_session, "402")
    clip(desk_session.display, BEFORE)
    window.press("ctrl+k")
    window.type("copy the customer")
    window.press("Return")
    wait_until(lambda: clipboard(window.display) not in {"", BEFORE}, WAIT_S, "the palette copied nothing")
    assert "2026" in clipboard(window.display)


def test_f1_shows_the_keys_and_escape_gives_the_focus_back(window: Window) -> None:
    window.press("F1")
    window.says("Go to the lookup bar")
    window.press("Escape")
    window.type("model:")
    window.find(lambda node: node.name == "Lookup" and node.text == "model:", "what was typed")
    window.press("ctrl+a", "BackSpace")


def test_a_question_mark_opens_the_keys_outside_text_fields_only(window: Window) -> None:
    window.type("?")
    window.find(lambda node: node.name == "Lookup" and node.text == "?", "a typed question mark")
    window.press("BackSpace")
    _look_up(window, "since:24h")
    window.click(window.find(_cell("Status: ")))
    window.type("?")
    window.says("Go to the lookup bar")
    window.press("Escape")


# ---------------------------------------------------------------- links


def test_a_link_opens_its_lookup_and_a_second_one_goes_to_the_open_window(
    desk_session: Session, tmp_path: Path
) -> None:
    home = desk_session.own_home(tmp_path / "home")
    with desk_session.window(home, "quotadesk://lookup?q=status:429") as window:
        window.says("Term status: 429")
        wait_until((home / "window.sock").exists, WAIT_S, "the window opened no door")
        second = desk_session.start("quotadesk", "--home", str(home), "quotadesk://lookup?q=status:200")
        assert second.wait(WAIT_S) == 0
        window.says("Term status: 200")


# ---------------------------------------------------------------- from one start to the next


def test_a_closed_window_opens_again_where_it_stood(desk_session: Session, tmp_path: Path) -> None:
    home = desk_session.own_home(tmp_path / "home")
    with desk_session.window(home) as window:
        window.find(_cell("Time: "))
        xid = window.xid()
        desk_session.display.run("xdotool", "windowsize", "--sync", xid, "1100", "640")
        desk_session.display.run("xdotool", "windowmove", "--sync", xid, "60", "50")
        wait_until(lambda: window.place()[2:] == (1100, 640), WAIT_S, "the window kept its size")
        stood = window.place()
        assert window.close() == 0
    with desk_session.window(home) as again:
        wait_until(lambda: again.place()[2:] == stood[2:], WAIT_S, f"another size: {again.place()}")
        left, top = again.place()[:2]
        assert abs(left - stood[0]) <= 2
        assert abs(top - stood[1]) <= 24  # the title bar counts for some window managers


def test_two_windows_work_on_one_home(desk_session: Session, tmp_path: Path) -> None:
    home = desk_session.own_home(tmp_path / "home")
    with desk_session.window(home) as first:
        first.find(_cell("Time: "))
        with desk_session.window(home) as second:
            second.find(_cell("Time: "))
            for window, term in ((second, "429"), (first, "200")):
                window.raise_()
                window.press("ctrl+n", "F5")
                window.type(f"status:{term}")
                window.press("Return")
                window.find(_cell(f"Status: {term}"))
            assert second.process.poll() is None
            first.raise_()
            assert first.close() == 0
            second.raise_()
            assert second.close() == 0
    assert "429" in desk_session.command(home, "lookup", "status:429 since:24h")


def test_a_window_that_was_killed_while_it_read_starts_again_and_reads_on(
    desk_session: Session, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    desk_session.connect(home)
    with desk_session.window(home) as window:
        window.find(lambda node: node.role == "progress bar" or "Reading" in node.said, "a sync")
        window.process.kill()
        window.process.wait()
    with desk_session.window(home) as again:
        again.find(_cell("Status: 200"))
        again.find(lambda node: "complete for this window" in node.said, "everything read")
        assert again.close() == 0
