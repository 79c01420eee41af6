"""How often a template was copied is kept, and how often it had been rewritten."""

from pathlib import Path

from quotadesk.store import Store


def test_copies_and_rewritten_copies_are_counted_and_survive(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    store = Store.open(path)
    for name, rewritten in (("replies/ask", False), ("replies/ask", True), ("handoff/note", False)):
        store.use_text(name, rewritten=rewritten)
    store.close()
    again = Store.open(path)
    assert again.text_uses() == {"replies/ask": (2, 1), "handoff/note": (1, 0)}
    again.close()
