"""The columns of the results in their order, and what stands above them."""

from __future__ import annotations

from quotadesk.ui.words import translate

NAMES = (
    "time",
    "status",
    "model",
    "group",
    "owner",
    "key",
    "type",
    "latency",
    "attempts",
    "charged",
    "cost",
)


def headings() -> dict[str, str]:
    """Give the columns' headings in the language in use."""
    return {
        "time": translate("Results", "Time"),
        "status": translate("Results", "Status"),
        "model": translate("Results", "Model"),
        "group": translate("Results", "Group"),
        "owner": translate("Results", "Owner"),
        "key": translate("Results", "Key"),
        "type": translate("Results", "Type"),
        "latency": translate("Results", "Latency"),
        "attempts": translate("Results", "Attempts"),
        "charged": translate("Results", "Charged"),
        "cost": translate("Results", "Cost"),
    }
