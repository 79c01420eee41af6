"""Templates that an agent may put into a text: which ones, in which order, and with which facts."""

from pathlib import Path

import pytest

from quotadesk.app import templates
from quotadesk.app.errors import FaultyTemplate
from quotadesk.domain.fields import Audience
from quotadesk.wording import Templates
from tests.app.cases import NOW, ZONE, request, view

SHIPPED = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture
def wording(tmp_path: Path) -> Templates:
    """Give the shipped templates and a folder of an agent's own."""
    own = tmp_path / "en" / "replies" / "snippets"
    own.mkdir(parents=True)
    (own / "hours.md.j2").write_text("We answer until 18:00. It is about {{ model }}.")
    (own / "leak.md.j2").write_text("The owner is {{ owner }}.")
    return Templates(SHIPPED, own=tmp_path)


def names(wording: Templates, audience: Audience, **uses: tuple[int, int]) -> list[str]:
    counted = {f"replies/{name}": count for name, count in uses.items()}
    return [c.name for c in templates.choices(wording, "en", audience, counted)]


def test_a_reply_is_offered_templates_of_replies_only_the_agents_own_among_them(wording: Templates) -> None:
    offered = names(wording, Audience.PUBLIC)
    assert "replies/snippets/hours" in offered
    assert all(name.startswith("replies/") for name in offered)
    assert "handoff/note" in names(wording, Audience.INTERNAL)


def test_the_most_copied_comes_first(wording: Templates) -> None:
    assert names(wording, Audience.PUBLIC, refund=(3, 1), ask=(5, 0))[:2] == ["replies/ask", "replies/refund"]


def test_a_snippet_of_an_agent_gets_public_facts_and_declares_its_own_figures(wording: Templates) -> None:
    made = templates.reply(
        view(asked=request()), "en", "replies/snippets/hours", wording=wording, zone=ZONE, now=NOW
    )
    assert made.plain == "We answer until 18:00. It is about claude-sonnet-4-5.\n"
    assert made.audience is Audience.PUBLIC
    assert "18:00" in made.facts


def test_a_snippet_that_could_leak_is_refused_with_file_and_line(wording: Templates) -> None:
    with pytest.raises(FaultyTemplate) as caught:
        templates.reply(
            view(asked=request()), "en", "replies/snippets/leak", wording=wording, zone=ZONE, now=NOW
        )
    assert "leak.md.j2, line 1" in caught.value.message.en
