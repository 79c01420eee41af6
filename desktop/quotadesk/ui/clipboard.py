"""Put one text on the clipboard in three forms. The only place that touches QClipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


class ClipboardOutlet:
    """The outlet that app/outgoing fills: plain text, HTML and Markdown in one clipboard entry."""

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Replace the clipboard's content; each program takes the form that it understands."""
        data = QMimeData()
        data.setText(plain)
        data.setHtml(html)
        data.setData("text/markdown", markdown.encode())
        QGuiApplication.clipboard().setMimeData(data)


def copy_value(value: str) -> None:
    """Copy one value that the agent clicked in the evidence, such as a request id."""
    QGuiApplication.clipboard().setText(value)


def pasted_text() -> str:
    """Give the clipboard's text, "" when it holds none."""
    return QGuiApplication.clipboard().text()
