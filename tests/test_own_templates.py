"""An agent's own templates on the disk: they override by name, at once, and only sound ones are written."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotadesk.app.errors import FaultyTemplate
from quotadesk.app.templates import Workbench, snippet_name
from quotadesk.datafiles import data_dir
from quotadesk.domain.facts import PublicFacts
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Known
from quotadesk.wording import OwnTemplates, Templates
from tests.app.cases import request, view

ASK = "en/replies/ask"
SHIPPED = data_dir("templates")


@pytest.fixture
def room(tmp_path: Path) -> OwnTemplates:
    """Give a room whose own folder does not exist yet."""
    return OwnTemplates(SHIPPED, tmp_path / "templates")


@pytest.fixture
def bench(room: OwnTemplates) -> Workbench:
    """Give what an agent does there."""
    return Workbench(
        room=room,
        uses=lambda: {"replies/ask": (4, 1)},
        known=Known,
        secret=lambda: b"x" * 32,
        now=lambda: datetime(2026, 11, 23, 7, tzinfo=UTC),
        zone=lambda: UTC,
    )


def test_an_own_template_stands_in_for_the_shipped_one_at_once_and_gives_way_again(
    tmp_path: Path, bench: Workbench
) -> None:
    texts = Templates(SHIPPED, own=tmp_path / "templates")  # open all the time, as the desk's are
    facts = PublicFacts(model="gpt-4o", charge_answer="Not charged", event="Your call", asks=("the time",))
    before = texts.render("replies/ask", "en", facts)
    bench.adopt(ASK)
    assert texts.render("replies/ask", "en", facts) == before
    bench.keep(ASK, "Only {{ model }}.")
    assert texts.render("replies/ask", "en", facts) == "Only gpt-4o.\n"
    bench.drop(ASK)
    assert texts.render("replies/ask", "en", facts) == before
    bench.drop(ASK)


def test_a_template_that_could_leak_is_not_written_and_the_one_before_stays(
    bench: Workbench, tmp_path: Path
) -> None:
    bench.keep(ASK, "Only {{ model }}.")
    with pytest.raises(FaultyTemplate) as caught:
        bench.keep(ASK, "one\n{{ owner }}")
    assert "ask.md.j2, line 2: “owner”" in caught.value.message.en
    assert bench.source(ASK) == "Only {{ model }}.\n"
    assert [p.name for p in (tmp_path / "templates/en/replies").iterdir()] == ["ask.md.j2"]


@pytest.mark.parametrize(
    "name", ["../outside", "en/../../outside", "/etc/x", "en/replies/..", "en//x", "a\\b"]
)
def test_no_name_leads_out_of_the_folder(bench: Workbench, tmp_path: Path, name: str) -> None:
    for work in (lambda: bench.keep(name, "x"), lambda: bench.drop(name), lambda: bench.source(name)):
        with pytest.raises(FaultyTemplate):
            work()
    assert list(tmp_path.rglob("*.j2")) == []


def test_every_shipped_template_reads_well_with_invented_facts(bench: Workbench) -> None:
    for sheet in bench.sheets():
        tried = bench.attempt(sheet.name, bench.source(sheet.name), None)
        assert tried.sample
        assert tried.faults == ()
        assert len(tried.plain) > 80, sheet.name
        if sheet.audience is Audience.PUBLIC:
            assert "‹" not in tried.plain, sheet.name


def test_a_source_reads_for_the_case_in_sight_and_nothing_is_kept(bench: Workbench, tmp_path: Path) -> None:
    tried = bench.attempt("en/replies/snippets/new", "It is {{ model }}.", view(asked=request()))
    assert (tried.plain, tried.sample) == ("It is claude-sonnet-4-5.\n", False)
    assert list(tmp_path.rglob("*.j2")) == []


def test_sheets_tell_whose_they_are_and_how_often_they_were_copied(bench: Workbench) -> None:
    bench.adopt(ASK)
    bench.keep("en/handoff/snippets/on_call", "Ask {{ model }}.")
    held = {sheet.name: sheet for sheet in bench.sheets()}
    assert (held[ASK].own, held[ASK].shipped, held[ASK].copies, held[ASK].rewritten) == (True, True, 4, 1)
    assert not held["zh/replies/ask"].own
    mine = held["en/handoff/snippets/on_call"]
    assert (mine.own, mine.shipped, mine.audience) == (True, False, Audience.INTERNAL)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Opening hours!", "replies/snippets/opening_hours"),
        ("  营业 时间 ", "replies/snippets/营业_时间"),
        ("../../etc/passwd", "replies/snippets/etc_passwd"),
        ("…", ""),
    ],
)
def test_a_snippet_is_named_by_what_its_agent_calls_it(said: str, name: str) -> None:
    assert snippet_name(said, Audience.PUBLIC) == name
