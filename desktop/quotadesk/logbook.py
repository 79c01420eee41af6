"""This program's own log, and what it says of an unexpected error: line by line through the gate, with traceback."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from typing_extensions import override

LARGEST_FILE = 1_000_000  # bytes
OLD_FILES = 4
PROGRAM = "quotadesk"  # the logger above all others of this program
_NEXT_STEP = "Try again; if it stays, report what stands above."

log = logging.getLogger(__name__)


class RedactingFormatter(logging.Formatter):
    """Puts the whole formatted line through the gate, so that neither a message nor a traceback carries a secret."""

    def __init__(self, redact: Callable[[str], str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._redact = redact

    @override
    def format(self, record: logging.LogRecord) -> str:
        """Give the formatted record without secrets; of one that may not be written only where and what it was."""
        try:
            return self._redact(super().format(record))
        except Exception as error:  # noqa: BLE001 - whatever it is, logging would print the unredacted line
            kind = record.exc_info[0] if record.exc_info else None
            what = f"{kind.__name__}, " if kind else ""
            where = f"{record.module}:{record.lineno}"
            return (
                f"{self.formatTime(record)} {record.levelname} {record.name} "
                f"({what}{where}, withheld: {type(error).__name__})"
            )


def start_log(path: Path, redact: Callable[[str], str]) -> Callable[[], None]:
    """Write the log to `path` from now on, and give what ends that.

    Where it cannot be written there is none: a log must never stop the desk.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=LARGEST_FILE, backupCount=OLD_FILES, encoding="utf-8")
    except OSError:
        return lambda: None
    return _add(handler, redact, logging.INFO)


def speak(redact: Callable[[str], str]) -> Callable[[], None]:
    """Say warnings and failures on standard error too, in the same words, and give what ends that."""
    if sys.stderr is None:  # a program without a console
        return lambda: None
    return _add(logging.StreamHandler(sys.stderr), redact, logging.WARNING)


def _add(handler: logging.Handler, redact: Callable[[str], str], level: int) -> Callable[[], None]:
    handler.setFormatter(RedactingFormatter(redact))
    handler.setLevel(level)
    root = logging.getLogger(PROGRAM)
    root.addHandler(handler)
    root.setLevel(logging.INFO)

    def end() -> None:
        root.removeHandler(handler)
        handler.close()

    return end


def watch_unexpected() -> None:
    """Log from now on what nobody caught, in place of Python's own words, which repeat an error's message."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        log.error("unexpected error. %s", _NEXT_STEP, exc_info=(kind, error, trace))
    else:  # Ctrl-C
        sys.__excepthook__(kind, error, trace)


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if isinstance(args.exc_value, Exception):
        log.error("unexpected error in a thread. %s", _NEXT_STEP, exc_info=args.exc_value)
