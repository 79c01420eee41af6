"""Read a program's window as a screen reader does. Runs in the system's Python, which has the AT-SPI bindings.

One line of standard input is a question, `PID` or `PID LIMIT`; one line of standard output is the answer: a JSON list
of everything that shows, in the order of the tree. LIMIT is how many children of a table are read (heads come first).
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  # the version is chosen before

STATES = ("FOCUSED", "FOCUSABLE", "SELECTED", "CHECKED", "ENABLED", "EDITABLE", "EXPANDED")
TABLES = ("table", "tree table", "tree", "list")
DEEPEST = 40


def program(pid: int) -> Any:
    """Give the program of a process; None before it has told the bus of itself."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for i in range(desktop.get_child_count()):
        try:
            found = desktop.get_child_at_index(i)
            if found is not None and found.get_process_id() == pid:
                return found
        except GLib.Error:  # a program that just ended
            continue
    return None


def text_of(node: Any) -> str | None:
    """Give the text that a node holds, None for one without text."""
    if node.get_text_iface() is None:
        return None
    count = Atspi.Text.get_character_count(node)
    return str(Atspi.Text.get_text(node, 0, count)) if count > 0 else ""


def box_of(node: Any) -> list[int]:
    """Give left, top, width and height on the screen."""
    if node.get_component_iface() is None:
        return [0, 0, 0, 0]
    box = Atspi.Component.get_extents(node, Atspi.CoordType.SCREEN)
    return [box.x, box.y, box.width, box.height]


def told(node: Any, role: str, states: Any, depth: int) -> dict[str, Any]:
    """Give what is said of one node."""
    return {
        "role": role,
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "text": text_of(node),
        "value": Atspi.Value.get_current_value(node) if node.get_value_iface() is not None else None,
        "states": [s.lower() for s in STATES if states.contains(getattr(Atspi.StateType, s))],
        "box": box_of(node),
        "depth": depth,
    }


def look(node: Any, limit: int, depth: int, seen: list[dict[str, Any]]) -> None:
    """Gather a node and what it holds; a part that vanishes meanwhile is left out."""
    try:
        states = node.get_state_set()
        if depth > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        role = node.get_role_name()
        if limit or states.contains(Atspi.StateType.FOCUSED):
            seen.append(told(node, role, states, depth))
        count = node.get_child_count()
        for i in range(min(count, limit) if role in TABLES else count):
            child = node.get_child_at_index(i)
            if child is not None and depth < DEEPEST:
                look(child, limit, depth + 1, seen)
    except GLib.Error:
        return


def main() -> None:
    """Answer until standard input ends."""
    Atspi.init()
    for line in sys.stdin:
        pid, limit = map(int, line.split())
        found = program(pid)
        seen: list[dict[str, Any]] = []
        if found is not None:
            found.set_cache_mask(Atspi.Cache.NONE)
            found.clear_cache()
            look(found, limit, 0, seen)
        print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    main()
