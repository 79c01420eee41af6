"""At 200 % text the desk works on a laptop: nothing beyond the screen, nothing sideways, no word cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from quotadesk.app.errors import CredentialRefused
from quotadesk.domain.said import Said
from quotadesk.ui import dress
from quotadesk.ui.cheatsheet import CheatSheet
from quotadesk.ui.evidencegrid import EvidenceCell
from quotadesk.ui.keybutton import KeyButton
from quotadesk.ui.metrics import Scale, scale
from quotadesk.ui.parts import ElidedLabel, ShrinkingLabel
from quotadesk.ui.window import MainWindow
from quotadesk.ui.wrapping import WrappingLink
from tests.ui.conftest import Opened, settled
from tests.ui.fake_cases import a_day_of_cases
from tests.ui.fake_desk import FakeDesk

LAPTOP = (1366, 728)  # below a title bar
LONG_TERMS = f"owner:{'a-very-long-name-' * 4} id:{'2026112307014420831' * 3} group:{'production-' * 6}"
LONG_HINT = Said(
    "Open Connections, choose this gateway, enter its credential again and try it. " * 6,
    "请打开“连接”，选择该网关，重新输入凭证并再试一次。" * 12,
)


@pytest.fixture(autouse=True)
def plainly_dressed() -> Iterator[None]:
    """Give the other tests their English, light window back."""
    yield
    dress.speak("en")
    dress.wear("light", 100)


def _beyond_the_screen(window: MainWindow) -> list[str]:
    layout = window.layout()
    assert layout is not None
    least = layout.totalMinimumSize()
    height = layout.totalMinimumHeightForWidth(LAPTOP[0]) if layout.hasHeightForWidth() else least.height()
    found = [f"window {least.width()}×{height}"] if (least.width(), height) > LAPTOP else []
    return [*found, f"higher: {height}"] if height > LAPTOP[1] else found


def _sideways(window: MainWindow) -> list[str]:
    return [
        f"{type(area.parent()).__name__} wants {area.widget().minimumSizeHint().width()}"
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.widget().minimumSizeHint().width() > area.viewport().width()
    ]


def _cut(window: MainWindow) -> list[str]:
    """Find words that stand there without room, apart from lines that may end in … and tell all in their tooltip."""
    found = []
    for made in window.findChildren(QLabel):
        may_end = isinstance(made, ElidedLabel | ShrinkingLabel) or not made.pixmap().isNull()
        if not made.isVisible() or not made.text() or may_end:
            continue
        if made.wordWrap():
            fits = made.heightForWidth(made.width()) <= made.height() + 1
        else:
            fits = made.sizeHint().width() <= made.width() + 1
        found += [] if fits else [made.text()]
    for button in window.findChildren(QPushButton):
        room = button.width() - (button.minimumSizeHint().width() if isinstance(button, KeyButton) else 0)
        wanted = 0 if isinstance(button, KeyButton) else button.fontMetrics().horizontalAdvance(button.text())
        if button.isVisible() and room < wanted and not isinstance(button, WrappingLink):
            found.append(button.text())
    return found


def _at_the_laptop(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.resize(*LAPTOP)
    settled(qtbot, window)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == LAPTOP)
    qtbot.waitUntil(lambda: not _sideways(window), timeout=3000)
    return window


STARTS = {
    "a refusal": "status:429 group:production",
    "no cause known": "status:500",
    "a charge": "failed:yes charged:yes",
    "a refund": "charged:refunded",
    "a balance": "owner:nobody-of-all model:kling-v9",
}


@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_case_at_twice_the_text_fits_a_laptop(
    opened: Opened, qtbot: QtBot, language: str, start: str
) -> None:
    window = _at_the_laptop(opened(language=language, start=start, size=200), qtbot)
    assert _beyond_the_screen(window) == []
    for tab in range(3):
        window.case.tabs.tabs.setCurrentIndex(tab)
        qtbot.waitUntil(lambda: not _sideways(window), timeout=3000)
        qtbot.waitUntil(lambda: not _cut(window), timeout=3000)


@pytest.mark.parametrize("page", ["cases", "connections", "templates", "settings"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_page_at_twice_the_text_fits_a_laptop(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, language: str, page: str
) -> None:
    desk.cases = a_day_of_cases()
    window = opened(language=language, size=200)
    window.show_page(page)
    _at_the_laptop(window, qtbot)
    assert _beyond_the_screen(window) == []
    qtbot.waitUntil(lambda: not _cut(window), timeout=3000)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_long_notice_scrolls_instead_of_raising_the_window(
    opened: Opened, qtbot: QtBot, desk: FakeDesk, language: str
) -> None:
    desk.trouble = CredentialRefused(Said("The gateway refused.", "网关拒绝了。"), LONG_HINT)
    window = _at_the_laptop(opened(language=language, start="status:429", size=200), qtbot)
    assert _beyond_the_screen(window) == []
    notice = window.results.notice
    assert notice.hint
    qtbot.waitUntil(lambda: not _cut(window), timeout=3000)
    last = notice.buttons[1]
    assert last.visibleRegion().boundingRect().height() < last.height()
    last.setFocus()  # the focus brings it into sight
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height(), timeout=3000)


def test_long_evidence_takes_more_lines_instead_of_an_ellipsis(opened: Opened, qtbot: QtBot) -> None:
    window = _at_the_laptop(opened(start="status:429 group:production", size=200), qtbot)
    cells = {c.item.name: c for c in window.case.evidence.findChildren(EvidenceCell) if c.isVisible()}
    cell = cells["request_id"]
    assert cell.heightForWidth(cell.width()) > cell.sizeHint().height()
    for made in cells.values():
        assert made.height() >= made.heightForWidth(made.width())


def test_what_is_told_comes_before_what_stands_there_always(opened: Opened, qtbot: QtBot) -> None:
    window = _at_the_laptop(opened(size=200), qtbot)

    def said() -> list[str]:
        return [made.text() for made in window.status.findChildren(QLabel) if made.isVisible()]

    before = said()
    told = "Not copied yet: a figure in the text waits for your answer"
    window.status.tell(told)
    qtbot.waitUntil(
        lambda: window.status._told.width() >= window.status._told.sizeHint().width(), timeout=3000
    )
    assert told in said()
    window.status._forget.timeout.emit()
    qtbot.waitUntil(lambda: said() == before)


def _keys(window: MainWindow) -> QWidget:
    return CheatSheet(window)


def _proof(window: MainWindow) -> QWidget | None:
    return window.case.verdict.show_proof()


def _defect(window: MainWindow) -> QWidget | None:
    window.unexpected.show(KeyError("never shown"), "window")
    return window.unexpected.dialog


@pytest.mark.parametrize("popped_up", [_keys, _proof, _defect])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_opens_over_the_window_at_twice_the_text_is_no_larger_than_it(
    opened: Opened, qtbot: QtBot, language: str, popped_up: Callable[[MainWindow], QWidget | None]
) -> None:
    start = "status:429 group:production"
    window = _at_the_laptop(opened(language=language, start=start, size=200), qtbot)
    popup = popped_up(window)
    assert popup is not None
    popup.show()
    qtbot.waitUntil(popup.isVisible)
    assert popup.width() <= LAPTOP[0]
    assert popup.height() <= LAPTOP[1]
    for area in popup.findChildren(QScrollArea):
        qtbot.waitUntil(lambda a=area: a.horizontalScrollBar().maximum() == 0, timeout=3000)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    popup.close()


@pytest.mark.parametrize(
    ("installed", "weight"),
    [
        (["Inter", "WenQuanYi Micro Hei"], 700),  # made-up bold comes only when bold itself is asked for
        (["Inter", "Noto Sans CJK SC", "WenQuanYi Micro Hei"], 600),
        (["Segoe UI", "Microsoft YaHei"], 600),
    ],
)
def test_headings_are_strong_in_chinese_too(
    installed: list[str], weight: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda: installed)
    measured = Scale()
    measured.measure(QFont())
    assert measured.font("verdict", weight=600).weight() == weight
    assert measured.font("body").weight() == 400


@pytest.mark.parametrize("language", ["en", "zh"])
def test_long_terms_leave_the_window_on_its_screen_however_large_the_text(
    opened: Opened, qtbot: QtBot, language: str
) -> None:
    window = opened(language=language)
    window.bar.open_text(LONG_TERMS)
    window.resize(*LAPTOP)
    settled(qtbot, window)
    for _ in range(10):
        window.preferences.larger()
    qtbot.waitUntil(lambda: scale.wish == 2.0)
    settled(qtbot, window)
    assert _beyond_the_screen(window) == []
    assert window.width() == LAPTOP[0]
    for _ in range(10):
        window.preferences.smaller()
    qtbot.waitUntil(lambda: scale.wish < 1.0)
    assert window.width() == LAPTOP[0]


def test_a_key_that_is_held_styles_the_window_once(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened()
    worn: list[int] = []
    monkeypatch.setattr(dress, "wear", lambda _scheme, percent: worn.append(percent))
    for _ in range(10):
        window.preferences.larger()
    qtbot.waitUntil(lambda: worn == [200])
    window.preferences.larger()  # there is no larger one
    assert not window.preferences._resting.isActive()
