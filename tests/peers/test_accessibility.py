"""What a screen reader is told of the real window: names, roles, values, states and order, through AT-SPI."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.peers.windows import Node, Session, Window

PAGES = (
    ("lookup", "ctrl+1"),
    ("cases", "ctrl+2"),
    ("connections", "ctrl+3"),
    ("templates", "ctrl+4"),
    ("settings", "ctrl+5"),
)
MOST_STOPS = 90
SIDES = frozenset({"focusable", "enabled"})


@pytest.fixture(scope="module")
def window(desk_session: Session) -> Iterator[Window]:
    """Give the window over the invented desk, with a 429 and its texts open."""
    with desk_session.invented("--start", "status:429 group:production") as made:
        made.find(lambda node: node.name == "Customer reply" and bool(node.text), "the reply")
        yield made


@pytest.fixture
def lookup(window: Window) -> list[Node]:
    """Give what the page Lookup tells."""
    window.press("Escape", "ctrl+1")
    window.find(lambda node: node.name == "Lookup" and "focused" in node.states)
    return window.seen()


def _one(nodes: list[Node], fits: Callable[[Node], bool]) -> Node:
    found = [node for node in nodes if fits(node)]
    assert found, [f"{node.role}: {node.said[:60]}" for node in nodes]
    return found[0]


def _named(nodes: list[Node], role: str, name: str) -> Node:
    return _one(nodes, lambda node: node.role == role and node.name.startswith(name))


def _order(nodes: list[Node], *wanted: Node) -> list[int]:
    return [nodes.index(node) for node in wanted]


def test_the_lookup_line_and_its_terms_are_heard_in_the_order_of_the_eye(lookup: list[Node]) -> None:
    line = _named(lookup, "text", "Lookup")
    terms = [node for node in lookup if node.name.startswith("Term ")]
    assert [term.name for term in terms] == ["Term status: 429", "Term group: production"]
    assert "Enter edits, Delete removes" in terms[0].description
    assert {"editable", "focusable"} <= line.states
    assert "Paste a ticket" in line.description
    assert _order(lookup, *terms, line) == sorted(_order(lookup, *terms, line))


def test_results_come_before_the_case_and_the_texts_before_their_buttons(lookup: list[Node]) -> None:
    parts = [
        _named(lookup, "text", "Lookup"),
        _named(lookup, "table", "Requests"),
        _named(lookup, "push button", "Who acts: "),
        _named(lookup, "push button", "Request id: "),
        _one(lookup, lambda node: node.name == "What happened, in order"),
        _named(lookup, "page tab", "Reply"),
        _named(lookup, "text", "Customer reply"),
        _named(lookup, "push button", "Copy reply"),
        _one(lookup, lambda node: node.role == "status bar"),
    ]
    assert _order(lookup, *parts) == sorted(_order(lookup, *parts))


def test_a_table_tells_its_heads_and_each_cell_with_its_column(lookup: list[Node]) -> None:
    heads = [node.name for node in lookup if node.role == "table column header"]
    assert heads[0].startswith("Time, ")  # and how the rows are sorted
    assert {"Status", "Model", "Owner", "Charged"} <= set(heads)
    cells = [node.name for node in lookup if node.role == "table cell"]
    assert any(cell.startswith("Status: 429") for cell in cells)
    assert all(": " in cell for cell in cells)


def test_a_verdict_tells_who_acts_the_charge_and_why(lookup: list[Node]) -> None:
    for name in ("Who acts: ", "Charge: ", "Retry: "):
        said = _named(lookup, "push button", name)
        assert len(said.name) > len(name)
        assert said.description
    assert _one(lookup, lambda node: node.role == "label" and node.name.startswith("Why: "))


def test_evidence_tells_value_and_where_it_comes_from(lookup: list[Node]) -> None:
    said = _named(lookup, "push button", "Request id: ")
    assert said.name.endswith("(recorded)")
    assert "2026" in said.name
    marks = {
        node.name.rpartition("(")[2]
        for node in lookup
        if node.role == "push button" and node.name.endswith(")")
    }
    assert {"recorded)", "inferred)"} <= marks


def test_a_timeline_is_heard_as_sentences(lookup: list[Node]) -> None:
    said = _one(lookup, lambda node: node.name == "What happened, in order").description
    assert said.startswith("Attempt 1")
    assert "429" in said
    assert "Wait of 2 s. Attempt 2" in said
    assert "Client retry" in said


def test_a_text_that_changes_is_told_as_it_is(lookup: list[Node], window: Window) -> None:
    before = _named(lookup, "text", "Customer reply")
    assert "editable" in before.states
    assert (before.text or "").startswith("Your request was not charged")
    window.press("ctrl+l")
    window.find(lambda node: node.name == "Customer reply" and "本次请求未扣费" in (node.text or ""))
    window.press("ctrl+l")
    window.find(lambda node: node.name == "Customer reply" and node.text == before.text)
    window.press("ctrl+Return")
    window.says("Copied, and noted in case")


def test_no_label_hides_what_it_shows_behind_a_fixed_name(lookup: list[Node]) -> None:
    status = lookup[lookup.index(_one(lookup, lambda n: n.role == "status bar")) :]
    assert any("acme-gateway" in node.name for node in status)
    assert any("held" in node.name for node in status)
    assert not [n for n in lookup if n.role == "label" and n.text and n.text not in n.name]


@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_that_takes_the_focus_is_without_a_name(window: Window, percent: int) -> None:
    steps = 5 if percent > 100 else 0
    window.press("Escape", *["ctrl+plus"] * steps)
    nameless: list[str] = []
    for page, key in PAGES:
        window.press(key)
        window.find(_shown(page))
        stops = [node for node in window.seen() if node.states >= SIDES]
        assert len(stops) > len(PAGES)
        nameless += [
            f"{page}: {n.role} at {n.box}" for n in stops if not (n.name or n.text) and n.role != "table cell"
        ]
    window.press(*["ctrl+minus"] * steps or ["ctrl+1"])
    assert nameless == []


def _shown(page: str) -> Callable[[Node], bool]:
    return lambda n: n.role == "check box" and n.name.casefold() == page and "checked" in n.states


def test_the_pages_of_the_rail_tell_which_one_is_in_sight(window: Window) -> None:
    for page, key in PAGES:
        window.press(key)
        window.find(_shown(page))
    checked = {n.name.casefold() for n in window.seen() if n.role == "check box" and "checked" in n.states}
    assert checked & {page for page, _ in PAGES} == {"settings"}


def test_the_page_of_templates_tells_its_list_and_its_source(window: Window) -> None:
    window.press("ctrl+4")
    window.find(lambda n: n.role in {"list", "tree", "table"} and bool(n.name), "the list of templates")
    window.find(lambda n: n.role == "text" and bool(n.name) and bool(n.text), "the source")
    assert any("selected" in n.states for n in window.seen())


def test_tab_visits_everything_and_comes_back(window: Window) -> None:
    window.press("Escape", "ctrl+1")
    window.find(lambda node: node.name == "Lookup" and "focused" in node.states)
    start, stops = _stop(window), []
    for _ in range(MOST_STOPS):
        window.press("Tab")
        here = _stop(window)
        if here == start:
            break
        stops.append(here)
    assert here == start, stops
    names = [name for _, name in stops]
    assert [role for role, name in stops if not name] == []
    for wanted in ("Saved lookups", "Requests", "Who acts", "Reply", "Customer reply", "Copy reply", "Menu"):
        assert any(name.startswith(wanted) for name in names), (wanted, names)


def _stop(window: Window) -> tuple[str, str]:
    """Give role and name of what has the focus; rows and the tab in front say so beside what really has it."""
    focused = window.seen(0)
    own = [node for node in focused if node.role not in {"table cell", "page tab", "list item"}]
    node = ([node for node in own if node.name] or own or focused)[
        -1
    ]  # a text's inside has the focus with it
    return node.role, node.name
