"""Put one text on the clipboard in the form that the agent chose. The only place that touches QClipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from quotadesk.app.forms import chat_of
from quotadesk.ui.copyforms import CHAT, MARKDOWN, PLAIN, RICH


class ClipboardOutlet:
    """The outlet that app/outgoing fills. Rich is plain text, HTML and Markdown in one clipboard entry."""

    def __init__(self, form: str = RICH) -> None:
        self._form = form

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Replace the clipboard's content; of a rich one each program takes what it understands."""
        data = QMimeData()
        data.setText({PLAIN: plain, MARKDOWN: markdown, CHAT: chat_of(plain)}.get(self._form, plain))
        if self._form == RICH:
            data.setHtml(html)
        if self._form in {RICH, MARKDOWN}:
            data.setData("text/markdown", markdown.encode())
        QGuiApplication.clipboard().setMimeData(data)


def copy_value(value: str) -> None:
    """Copy a text that this program has made and that names nobody, such as a link; others go by ui/copyguard."""
    QGuiApplication.clipboard().setText(value)


Carried = QMimeData
"""What a selection carries."""


def part_of(text: str) -> Carried:
    """Give a part of a text as a selection carries it: plain, and nothing at all for ""."""
    data = QMimeData()
    if text:
        data.setText(text)
    return data


def show_selected(text: str) -> None:
    """Replace what X11 pastes by the middle button, where there is such a thing."""
    board = QGuiApplication.clipboard()
    if board.supportsSelection():
        board.setMimeData(part_of(text), QClipboard.Mode.Selection)


def pasted_text() -> str:
    """Give the clipboard's text, "" when it holds none."""
    return QGuiApplication.clipboard().text()


def selected_text() -> str:
    """Give what X11 pastes by the middle button, "" where there is nothing or no such thing."""
    board = QGuiApplication.clipboard()
    return board.text(QClipboard.Mode.Selection) if board.supportsSelection() else ""
