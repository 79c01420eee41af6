"""Where a command puts a finished text: standard output or a file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TypeVar

import click

R = TypeVar("R")


class StandardOutput:
    """An outlet that prints the Markdown form."""

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Print the text; the other forms are for a clipboard."""
        del plain, html
        click.echo(markdown)


def new_folder(parent: Path, name: str, fill: Callable[[Path], R]) -> tuple[Path, R]:
    """Let `fill` write a folder `name` in `parent`, whole or not at all, for this user alone.

    It gets a number where that name is taken. Gives the folder and what `fill` gave; raises what that raises.
    """
    begun = not parent.exists()
    parent.mkdir(parents=True, exist_ok=True)
    new: Path | None = None
    try:
        new = Path(tempfile.mkdtemp(dir=parent, prefix=f".{name}-"))  # mode 0700
        done = fill(new)
        tries = (parent / (name if n == 1 else f"{name}-{n}") for n in count(1))
        made = new.rename(next(path for path in tries if not path.exists()))
    except BaseException:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        if begun:
            with suppress(OSError):
                parent.rmdir()
        raise
    return made, done


class TextFile:
    """An outlet that writes the Markdown form to a file, whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Write the text."""
        del plain, html
        new = self._path.with_name(self._path.name + ".new")
        new.write_text(markdown, encoding="utf-8")
        new.replace(self._path)
