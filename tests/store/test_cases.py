"""Cases are kept in the store's file: found by any word, safe when the program is killed, gone when deleted."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from quotadesk.app.errors import StoreReadOnly
from quotadesk.domain.said import Said
from quotadesk.domain.tickets_kept import KeptRequest, KeptText, KeptVerdict
from quotadesk.store import Store
from quotadesk.store.schema import STEPS
from tests.store.made import at

_ROOT = Path(__file__).parents[2]
_WRITER = """
import sys
from pathlib import Path
from quotadesk.store import Store
from tests.store.test_cases import kept, left
store = Store.open(Path(sys.argv[1]))
for number in range(1_000_000):
    store.cases.keep_request("ZD-1", kept(f"R{number}"))
    store.cases.keep_text("ZD-1", left(f"text {number}"))
    print(number, flush=True)
"""
_WORDS = Said("Rate limited.", "触发限流。")


def kept(key: str = "R1", **more: object) -> KeptRequest:
    verdict = KeptVerdict(
        sentence=_WORDS, family="rate_limit_customer", cause="x", acts="customer", acts_words=_WORDS, retry="no",
        retry_words=_WORDS, confidence="likely", confidence_words=_WORDS, charge="no", charge_words=_WORDS,
        amount_nano=0, net_nano=0,
    )  # fmt: skip
    given: dict[str, object] = {"request_id": key, "owner": "acme", "kept_at": at(0), **more}
    return KeptRequest(connection="gateway", key=key, verdict=verdict, **given)


def left(wording: str = "Not charged.") -> KeptText:
    return KeptText(
        copied_at=at(1), key="R1", kind="replies/ours", audience="public", language="en", to="clipboard",
        wording=wording,
    )  # fmt: skip


def test_what_is_kept_survives_and_reads_the_same(path: Path) -> None:
    store = Store.open(path)
    store.cases.keep_request("ZD-1", kept())
    store.cases.keep_text("ZD-1", left())
    store.cases.write_note("ZD-1", "called back", at=at(2))
    store.cases.close("ZD-1", at=at(3))
    store.close()

    again = Store.open(path)
    case = again.cases.case("zd-1")
    assert case is not None
    assert (case.ticket, case.note, case.requests, case.texts) == (
        "ZD-1",
        "called back",
        (kept(),),
        (left(),),
    )
    assert (case.opened_at, case.closed_at, case.changed_at) == (at(0), at(3), at(3))
    assert [(line.closed, line.owners) for line in again.cases.find()] == [(True, ("acme",))]
    again.close()


def test_a_file_of_a_program_without_cases_gets_them_and_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = next(n for n, step in enumerate(STEPS) if "cases" in step.__name__)
    monkeypatch.setattr("quotadesk.store.opening.STEPS", STEPS[:before])
    old = Store.open(path)
    old.use_text("replies/ask", rewritten=False)
    old.close()
    monkeypatch.undo()

    new = Store.open(path)
    assert new.cases.find() == ()
    new.cases.open("ZD-1", at=at(0))
    assert new.text_uses() == {"replies/ask": (1, 0)}
    new.close()


def test_the_newest_case_comes_first_and_lists_each_owner_once(store: Store) -> None:
    store.cases.keep_request("ZD-1", kept("R1"))
    store.cases.keep_request("ZD-1", kept("R2"))
    store.cases.keep_request("ZD-2", kept("R3", owner="lin.na", kept_at=at(5)))
    store.cases.keep_request("ZD-2", kept("R4", owner="acme", kept_at=at(6)))
    assert [(c.ticket, c.requests, c.owners) for c in store.cases.find()] == [
        ("ZD-2", 2, ("acme", "lin.na")),
        ("ZD-1", 2, ("acme",)),
    ]
    assert [c.ticket for c in store.cases.holding("gateway", "R2")] == ["ZD-1"]
    assert store.cases.holding("other", "R2") == ()


@pytest.mark.parametrize("words", ["限流", "zd 限流", "R1 acme", "not CHARGED", "50%_off"])
def test_every_word_has_to_stand_somewhere_in_the_case(store: Store, words: str) -> None:
    store.cases.keep_request("ZD-1", kept())
    store.cases.keep_text("ZD-1", left())
    store.cases.write_note("ZD-1", "coupon 50%_off", at=at(2))
    store.cases.keep_request("AB-2", kept("Q9", owner="x"))
    assert "ZD-1" in [c.ticket for c in store.cases.find(words)]
    assert store.cases.find(f"{words} nowhere") == ()


def test_marks_of_a_search_pattern_are_looked_for_as_they_are(store: Store) -> None:
    store.cases.write_note("ZD-1", "coupon 50 off", at=at(2))
    assert store.cases.find("50%off") == ()
    assert store.cases.find("5_") == ()


def test_a_deleted_case_is_in_no_byte_of_the_file(store: Store, path: Path) -> None:
    store.cases.keep_text("ZD-1", left("a wording that must go " * 400))
    store.cases.keep_text("ZD-2", left("a wording that stays"))
    assert store.cases.delete("zd-1")
    assert not store.cases.delete("ZD-1")
    written = b"".join(p.read_bytes() for p in path.parent.iterdir())
    assert b"must go" not in written
    assert [c.ticket for c in store.cases.find()] == ["ZD-2"]


def test_cases_are_deleted_by_their_last_change(store: Store) -> None:
    store.cases.keep_request("old", kept(kept_at=at(0)))
    store.cases.keep_request("changed", kept(kept_at=at(0)))
    store.cases.write_note("changed", "x", at=at(60))
    assert store.cases.delete_before(at(0) + timedelta(minutes=1)) == 1
    assert [c.ticket for c in store.cases.find()] == ["changed"]
    assert store.cases.delete_before(at(0)) == 0


def test_forgetting_a_connection_leaves_its_cases(store: Store) -> None:
    """A ticket's history is the agent's own; it goes by age or by hand."""
    store.cases.keep_request("ZD-1", kept())
    store.forget("gateway")
    assert len(store.cases.find()) == 1


def test_a_file_that_can_only_be_read_shows_its_cases_and_refuses_changes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(path)
    store.cases.keep_request("ZD-1", kept())
    store._db.execute("PRAGMA query_only = ON")
    assert [c.ticket for c in store.cases.find("acme")] == ["ZD-1"]
    with pytest.raises(StoreReadOnly):
        store.cases.keep_request("ZD-1", kept("R2"))
    with pytest.raises(StoreReadOnly):
        store.cases.delete("ZD-1")
    store.close()


def test_a_killed_program_keeps_every_request_that_it_reported(path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(_ROOT), str(_ROOT / "desktop")))}
    command = [sys.executable, "-c", _WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(7):
            last = int(writer.stdout.readline())
        writer.send_signal(signal.SIGKILL)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    db.close()
    store = Store.open(path)
    case = store.cases.case("ZD-1")
    assert case is not None
    assert [r.key for r in case.requests][: last + 1] == [f"R{n}" for n in range(last + 1)]
    assert len(case.texts) >= last + 1
    store.close()
