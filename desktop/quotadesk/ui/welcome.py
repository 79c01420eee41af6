"""What stands in the results' place before there is a gateway, or while it has no credential."""

from __future__ import annotations

from collections.abc import Callable

from quotadesk.ui.notices import Notice
from quotadesk.ui.words import translate

Call = Callable[[], object]


def say_welcome(notice: Notice, *, connect: Call, sample: Call | None) -> None:
    """Greet, and offer the first connection or the sample."""
    hint = translate(
        "Window", "Connect a gateway; its logs are only read. Then paste a customer's message above."
    )
    actions = [(translate("Window", "Connect a gateway"), connect)]
    if sample is not None:
        hint += "\n" + translate(
            "Window", "Or look around first: the sample is an invented gateway inside this program."
        )
        actions.append((translate("Window", "Try the sample"), sample))
    notice.say("connections", translate("Window", "Welcome to Quotadesk"), hint, *actions, tone="accent")


def say_starting(notice: Notice) -> None:
    """Say that the sample is on its way."""
    notice.say(
        "connections",
        translate("Window", "The sample gateway is starting …"),
        translate("Window", "It invents a month of traffic, which takes a few seconds."),
        tone="accent",
    )


def say_no_credential(notice: Notice, *, enter: Call, look: Call) -> None:
    """Ask for the credential again; what was read before stays in reach."""
    notice.say(
        "key",
        translate("Window", "This gateway has no credential here"),
        translate("Window", "Enter it again under Connections. What was read before can still be looked up."),
        (translate("Window", "Enter the credential"), enter),
        (translate("Window", "Look up what is held"), look),
        tone="warning",
    )


def say_waiting(notice: Notice, *, stop: Call) -> None:
    """Say that the keyring asks for its password, and offer to go on without its answer."""
    notice.say(
        "key",
        translate("Window", "Waiting for the keyring …"),
        translate(
            "Window",
            "The system asks for the keyring's password, perhaps behind this window. The gateway's credential lies in "
            "it; without it, what was read before can still be looked up.",
        ),
        (translate("Window", "Cancel and look up what is held"), stop),
        tone="accent",
    )


def say_locked(notice: Notice, *, again: Call, session: Call, look: Call) -> None:
    """Say that the keyring is locked: unlock it, or go on without it."""
    notice.say(
        "key",
        translate("Window", "The system's keyring is locked"),
        translate(
            "Window",
            "The gateway's credential lies in it. Unlock the keyring, or enter the credential for this session only; "
            "it is then kept nowhere.",
        ),
        (translate("Window", "Unlock and try again"), again),
        (translate("Window", "Use for this session …"), session),
        (translate("Window", "Look up what is held"), look),
        tone="warning",
    )
