"""What is hostile in a case is kept: pasted, typed, copied and read. Then every byte of the folder is searched."""

from __future__ import annotations

import json
import random
from datetime import UTC
from functools import lru_cache
from pathlib import Path

import pytest

from quotadesk.app.answers import Sent
from quotadesk.app.case_files import Exported
from quotadesk.app.cases import CaseBook, Needs
from quotadesk.app.intake import Intake
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Known, redact
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family
from quotadesk.gateways.files_writing import TextFile, text_folder
from quotadesk.store import Store
from tests.app.cases import NOW, request, verdict, view
from tests.journeys.hostile import names, told
from tests.journeys.invented import EVERYTHING, Traces
from tests.journeys.planted import cases, hidden, plain

SECRET = b"a workspace of a test"
INTAKE = Intake(
    rules=MappingRules(), redact=lru_cache(20_000)(lambda text: redact(text, None, secret=SECRET))
)
EVERY = 40  # forms of a value are kept in turns: each value in some, all forms by some


def book(store: Store, known: Known) -> CaseBook:
    return CaseBook(
        Needs(
            shelf=lambda: store.cases, intake=lambda: INTAKE, connection=lambda: "acme", told=lambda: "",
            known=lambda: known, secret=lambda: SECRET, now=lambda: NOW, zone=lambda: UTC, clock=lambda: 0.0,
            prefer=lambda _name, _value: None,
        )
    )  # fmt: skip


def copied(text: str) -> tuple[Document, Sent]:
    document = Document(
        kind="handoff/note", language="en", audience=Audience.INTERNAL, markdown=text, plain=text, html=text
    )
    return document, Sent(to="clipboard", masked=0, plain=text)


def keep_everything(kept: CaseBook) -> int:
    """Put every invented value into every place of a case that an agent or a customer can fill."""
    count = 0
    for number, text in enumerate(told()):
        if number % EVERY != count % EVERY and number % 17:
            continue
        count += 1
        seen = view(
            verdict(sentence=Said(text, text), settles=(Said(text, text),)),
            request(key=f"R{number}", request_id=f"R{number}"),
            pasted=text,
        )
        ticket = f"ZD-{number}"
        kept.add(ticket, seen)
        kept.write_note(ticket, text)
        kept.left(seen, *copied(text))
    for number, name in enumerate(list(names())[::9]):
        seen = view(verdict(), request(key=name, request_id=name, owner=name, key_name=name, model=name))
        kept.add(f"ticket {number} {name}", seen)
    return count


def _exported(kept: CaseBook, parent: Path, ticket: str) -> tuple[Path, Exported]:
    return text_folder(parent, "out", lambda new: kept.export(ticket, lambda name: TextFile(new / name)))


def test_nothing_hostile_in_a_kept_case_reaches_the_disk(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    store = Store.open(home / "store.sqlite")
    kept = book(store, Known())
    assert keep_everything(kept) > 40
    assert len(kept.find()) > 40
    for line in kept.find()[::60]:
        _exported(kept, home, line.ticket)
    traces = Traces.of(EVERYTHING)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert (home / "store.sqlite-wal") in files
    assert traces.found_in(b"\0".join(path.read_bytes() for path in files)) == []
    store.close()
    assert traces.found_in((home / "store.sqlite").read_bytes()) == []


@pytest.mark.parametrize("seed", range(12))
def test_an_exported_case_names_nothing_that_colleagues_may_not_know(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    case = cases(dice, dice.choice(list(Family)))
    store = Store.open(tmp_path / "store.sqlite")
    kept = book(store, case.known)
    kept.add("ZD-1", case.view)
    kept.left(case.view, *copied(" ".join(case.planted.values())))
    kept.write_note("ZD-1", " ".join(case.planted.values()))
    folder, done = _exported(kept, tmp_path, "ZD-1")
    assert "evidence.json" in done.files or "evidence.json" in done.withheld
    written = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    if "evidence.json" in written:
        json.loads(written["evidence.json"])
    together = plain("\n".join(written.values()))
    for name, value in hidden(case.planted, Reader.INTERNAL):
        assert plain(value) not in together, name
    store.close()
