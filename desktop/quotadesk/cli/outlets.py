"""Where a command puts a finished text that is to be read at once: standard output."""

from __future__ import annotations

from quotadesk.cli.terminal import say


class StandardOutput:
    """An outlet that prints the Markdown form."""

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        """Print the text; the other forms are for a clipboard."""
        del plain, html
        say(markdown)
