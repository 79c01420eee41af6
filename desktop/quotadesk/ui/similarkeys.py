"""Say who else saw the same cause within the last hour."""

from __future__ import annotations

from quotadesk.app.answers import Similar
from quotadesk.ui.words import translate


def similar_words(similar: Similar) -> str:
    """Give the one line of it, "" when nobody else did. Keys of several owners make it an incident."""
    if similar.keys < 1:
        return ""
    keys = translate("Verdict", "%n other key(s)", "", similar.keys)
    owners = translate("Verdict", "%n owner(s)", "", similar.owners)
    most = (
        translate("Verdict", "At least {keys} of {owners} saw this in the last hour")
        if similar.at_least
        else translate("Verdict", "{keys} of {owners} saw this in the last hour")
    )
    to = translate("Verdict", "Incident") if similar.owners > 1 else ""
    return f"{most.format(keys=keys, owners=owners)} → {to}".rstrip()


def similar_tip(similar: Similar) -> str:
    """Give how often it happened, and what a click looks up."""
    often = translate("Verdict", "%n failure(s) with the same status and code", "", similar.requests)
    return (
        often + "\n" + translate("Verdict", "Click to look them up: {lookup}").format(lookup=similar.lookup)
    )
