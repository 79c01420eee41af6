"""Write the report of an unexpected error: what failed and where in the code; never a message, which may hold data."""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import PurePath

from PySide6.QtCore import qVersion

from quotadesk import __version__
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.said import Language
from quotadesk.ui.words import words

MOST_FRAMES = 24
KIND = "report"


def report_of(
    error: BaseException, place: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Document:
    """Give the report as a document for colleagues; `place` says in which part of the window it happened."""
    chain = _chain(error)
    lines = [
        f"Quotadesk {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
        f"Language: {words.language}",
        f"Time: {now():%Y-%m-%dT%H:%M:%SZ}",
        f"Place: {place}",
    ]
    for number, one in enumerate(chain):
        lines += ["", ("Because of: " if number else "Error: ") + _name(one), *_frames(one)]
    plain = "\n".join(lines)
    language: Language = "en"
    return Document(
        kind=KIND,
        language=language,
        audience=Audience.INTERNAL,
        markdown=f"```\n{plain}\n```",
        plain=plain,
        html=f"<pre>{escape(plain)}</pre>",
    )


def signature_of(error: BaseException) -> str:
    """Give what two errors from the same place share."""
    frames = _frames(error)
    return f"{_name(error)} {frames[-1] if frames else ''}"


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found and len(found) < 4:
        found.append(at)
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return found


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _frames(error: BaseException) -> list[str]:
    found = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    return [f"  {_file(frame.filename)} line {frame.lineno} in {frame.name}" for frame in found]


def _file(name: str) -> str:
    """Give a file without the folders of this computer, which can name a person."""
    path = PurePath(name)
    inside = [p for p in path.parts if p in {"quotadesk", "site-packages"}]
    if not inside:
        return path.name
    at = len(path.parts) - 1 - path.parts[::-1].index(inside[-1])
    kept = path.parts[at + (inside[-1] == "site-packages") :]
    return "/".join(kept)
