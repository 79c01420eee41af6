"""Where this program keeps its files, and whether a window is wanted: known before anything else is loaded.

A dataclass here would cost more than everything else in this module: its library is loaded later on.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

SCHEME = "quotadesk:"  # of links into the desk


class Places(NamedTuple):
    """The files of one workspace."""

    settings: Path
    store: Path
    log: Path
    templates: Path  # the agents' own
    knowledge: Path  # the agents' own causes.toml
    mapping: Path  # replaces resources/mapping.toml where it exists
    door: Path  # where a window takes the links of later starts


def places(home: Path | None) -> Places:
    """Give the files below `home`, or in the places that the operating system has for them."""
    if home is not None:
        config = data = logs = home
    else:
        import platformdirs

        dirs = platformdirs.PlatformDirs("Quotadesk", appauthor=False)
        config, data, logs = dirs.user_config_path, dirs.user_data_path, dirs.user_log_path
    return Places(
        settings=config / "settings.json",
        store=data / "store.sqlite",
        log=logs / "quotadesk.log",
        templates=config / "templates",
        knowledge=config / "causes.toml",
        mapping=config / "mapping.toml",
        door=data / "window.sock",
    )


def with_link(arguments: list[str]) -> list[str]:
    """Read a link that stands alone, as the desktop hands it over, as `--open LINK`.

    What follows it is dropped: a link comes from a stranger, who may have put a quote and an option into it.
    """
    at = next((i for i, text in enumerate(arguments) if text.casefold().startswith(SCHEME)), -1)
    before = arguments[: max(at, 0)]
    named = before[-1:] == ["--open"]
    options = before[:-1] if named else before
    if at < 0 or not (not options or (len(options) == 2 and options[0] == "--home")):
        return arguments  # a command that was given such a text
    return [*options, "--open", arguments[at]]


def has_screen() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def can_draw() -> bool:
    """Whether Qt can draw here: on a screen, or where somebody chose another platform (offscreen)."""
    return has_screen() or bool(os.environ.get("QT_QPA_PLATFORM"))


def wanted_window(arguments: list[str]) -> Places | None:
    """Give the workspace whose window these arguments open, None when they ask for a command or make no sense.

    Read here only so far that a frame can be drawn at once; the command line reads them properly afterwards.
    """
    pairs = dict(zip(arguments[::2], arguments[1::2], strict=False))
    if len(arguments) % 2 or not set(pairs) <= {"--home", "--open"} or not can_draw():
        return None
    return places(Path(pairs["--home"]) if "--home" in pairs else None)
