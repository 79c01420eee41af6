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
"""The columns that stand there until the agent chooses."""


def headings() -> dict[str, str]:
    """Give the headings of these columns in the language in use."""
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


def every_heading() -> dict[str, str]:
    """Give the headings of all columns, those that the agent may add among them."""
    return {
        **headings(),
        "error": translate("Results", "Error code"),
        "env": translate("Results", "Environment"),
        "project": translate("Results", "Project"),
    }
