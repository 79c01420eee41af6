"""Turn any failure into two sentences for the agent: what happened, and the next step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance

from quotadesk.app.errors import CredentialRefused, DeskError, GatewayUnreachable
from quotadesk.ui.words import translate, words


def trouble_words(error: Exception) -> tuple[str, str]:
    """Give (what happened, next step). A failure without words of its own never shows its text: it may hold data."""
    if isinstance(error, DeskError):
        return words.of(error.message), words.of(error.hint)
    return (
        translate("Trouble", "Something went wrong inside Quotadesk."),
        translate(
            "Trouble", "Try again; if it stays, give its report to the people who look after this program."
        ),
    )


def trouble_line(error: Exception) -> str:
    """Give what happened and the next step as one line, for the status bar."""
    return " ".join(trouble_words(error))


def telling(told: SignalInstance, progressed: SignalInstance | None = None) -> Callable[[Exception], None]:
    """Give what hands a failure to the status bar by the signal that leads there, and ends what `progressed` showed."""

    def tell(error: Exception) -> None:
        if progressed is not None:
            progressed.emit(None)
        told.emit(trouble_line(error))

    return tell


def trouble_icon(error: Exception) -> str:
    """Give the icon that fits a failure."""
    if isinstance(error, GatewayUnreachable):
        return "offline"
    return "key" if isinstance(error, CredentialRefused) else "warning"
