"""The pages of the rail in their order, and the keys that open them: the one table of both."""

from __future__ import annotations

PAGE_KEYS: dict[str, tuple[str, ...]] = {
    "lookup": ("Ctrl+1",),
    "cases": ("Ctrl+2",),
    "connections": ("Ctrl+3",),
    "templates": ("Ctrl+4",),
    "settings": ("Ctrl+5", "Ctrl+,"),
}
PAGES = tuple(PAGE_KEYS)
