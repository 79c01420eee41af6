"""What stands in the results' place before there is a gateway, or while it has no credential."""

from __future__ import annotations

from collections.abc import Callable

from quotadesk.ui.notices import Notice
from quotadesk.ui.words import translate


def say_welcome(notice: Notice, *, connect: Callable[[], object]) -> None:
    """Greet, and offer the first connection."""
    notice.say(
        "connections",
        translate("Window", "Welcome to Quotadesk"),
        translate(
            "Window", "Connect a gateway; its logs are only read. Then paste a customer's message above."
        ),
        (translate("Window", "Connect a gateway"), connect),
        tone="accent",
    )


def say_no_credential(notice: Notice, *, enter: Callable[[], object], look: Callable[[], object]) -> None:
    """Ask for the credential again; what was read before stays in reach."""
    notice.say(
        "key",
        translate("Window", "This gateway has no credential here"),
        translate("Window", "Enter it again under Connections. What was read before can still be looked up."),
        (translate("Window", "Enter the credential"), enter),
        (translate("Window", "Look up what is held"), look),
        tone="warning",
    )
