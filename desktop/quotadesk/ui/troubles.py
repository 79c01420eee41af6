"""Turn any failure into two sentences for the agent: what happened, and the next step."""

from __future__ import annotations

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


def trouble_icon(error: Exception) -> str:
    """Give the icon that fits a failure."""
    if isinstance(error, GatewayUnreachable):
        return "offline"
    return "key" if isinstance(error, CredentialRefused) else "warning"
