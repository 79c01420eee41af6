"""This program's own log: small, rotating, and redacted line by line, tracebacks included."""

from __future__ import annotations

import logging
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

LARGEST_FILE = 1_000_000  # bytes
OLD_FILES = 4


class RedactingFormatter(logging.Formatter):
    """Redacts the whole formatted line, so that neither a message nor a traceback carries a secret."""

    def __init__(self, redact: Callable[[str], str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._redact = redact

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Give the formatted record without secrets; one that cannot be redacted is not written at all."""
        try:
            return self._redact(super().format(record))
        except Exception as error:  # noqa: BLE001 - whatever it is, logging would print the unredacted line
            return f"{self.formatTime(record)} {record.levelname} {record.name} (withheld: {type(error).__name__})"


def start_log(path: Path, redact: Callable[[str], str]) -> None:
    """Write the log to `path` from now on. Where that fails there is none: a log must never stop the desk."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST_FILE, backupCount=OLD_FILES, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(RedactingFormatter(redact))
    root = logging.getLogger("quotadesk")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
