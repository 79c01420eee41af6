"""Where a command puts a finished text: standard output or a file."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import click


class StandardOutput:
    """An outlet that prints the Markdown form."""

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Print the text; the other forms are for a clipboard."""
        del plain, html
        click.echo(markdown)


def new_folder(parent: Path, name: str) -> Path:
    """Make a folder called `name` in `parent`, for this user alone; with a number where that name is taken."""
    parent.mkdir(parents=True, exist_ok=True)
    free = (path for n in count(1) if not (path := parent / (name if n == 1 else f"{name}-{n}")).exists())
    made = next(free)
    made.mkdir(mode=0o700)
    return made


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
