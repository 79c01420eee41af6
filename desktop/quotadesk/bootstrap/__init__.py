"""The composition root: the only room that knows every part, and binds them."""

from __future__ import annotations

from quotadesk.bootstrap.desk import office_of, office_of_command, redactor, watch
from quotadesk.bootstrap.files import export_case, open_export, sheet
from quotadesk.bootstrap.labelled import explain, read, redact
from quotadesk.bootstrap.window import abilities_of, demo, window
from quotadesk.cli.services import Services

__all__ = [
    "abilities_of",
    "demo",
    "explain",
    "export_case",
    "office_of",
    "open_export",
    "read",
    "redact",
    "redactor",
    "selftest",
    "services",
    "sheet",
    "watch",
    "window",
]


def services() -> Services:
    """Give the commands what they can do; nothing is opened yet."""
    return Services(
        office=office_of_command,
        explain=explain,
        read=read,
        redact=redact,
        demo=demo,
        open_export=open_export,
        export_case=export_case,
        sheet=sheet,
        selftest=selftest,
        window=window,
    )


def selftest() -> list[tuple[str, str]]:
    """Check every part of this installation: (part, problem) with "" for a sound one."""
    from quotadesk.selftest import checks

    return checks()
