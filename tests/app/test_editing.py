"""A text that an agent has edited: judged as it is sent, and written in its plain form as it was typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotadesk.app import outgoing
from quotadesk.app.editing import rewritten
from quotadesk.app.errors import UnfitText
from quotadesk.app.forms import chat_of
from quotadesk.domain.documents import Document
from quotadesk.domain.redaction import Known
from tests.app.test_outgoing import KNOWN, SECRET, Shelf, note, reply, send

GIVEN = {"known": KNOWN, "secret": SECRET, "clock": lambda: 0.0}


def typed(document: Document, old: str, new: str) -> Document:
    """Give a document as the window or a command gives it after an edit."""
    assert old in document.plain
    return rewritten(document, document.plain.replace(old, new))


def test_a_judgement_finds_all_that_sending_would_refuse_and_nothing_leaves() -> None:
    key = "sk-" + "Zk3vQ9aLm2" * 5
    text = typed(reply(), "Let the wait grow", f"Use {key} at azure-east-1, call 4711 on ‹model›, and wait")
    missing, secrets, figures = outgoing.judge(text, **GIVEN).faults
    assert [p.length for p in missing.places] == [len("‹model›")]
    assert [p.length for p in secrets.places] == [len(key), len("azure-east-1")]
    assert figures.askable == ("4711",)
    shelf = Shelf()
    with pytest.raises(UnfitText):
        send(text, shelf)
    assert not shelf.plain


def test_a_text_that_nobody_edited_is_judged_as_it_is_sent() -> None:
    for document in (reply(), note(), reply(language="zh")):
        assert outgoing.judge(document, **GIVEN).faults == ()


def test_what_a_template_brought_is_masked_but_what_was_typed_beside_it_is_refused() -> None:
    known = Known.of(channels=["claude-sonnet-4-5"])
    shelf = Shelf()
    send(typed(reply(), "Let the wait", "Let your wait"), shelf, known)
    assert "claude-sonnet-4-5" not in shelf.plain[0]
    assert "Let your wait" in shelf.plain[0]
    with pytest.raises(UnfitText) as caught:
        send(typed(reply(), "Let the wait", "Ask li.wei@corp.example, let the wait"), shelf, known)
    assert len(caught.value.places) == 1


@pytest.mark.parametrize("hidden", ["sk-" + "Zk3vQ9aLm2" * 5, "azure-east-1", "li4711@corp.example"])
def test_no_confirmation_lets_a_typed_secret_out(hidden) -> None:
    shelf = Shelf()
    text = typed(reply(), "Let the wait grow", f"Use {hidden}, let the wait grow")
    with pytest.raises(UnfitText) as caught:
        outgoing.send(text, shelf, "x", confirmed=frozenset({hidden}), **GIVEN)
    assert caught.value.places
    assert not [s for s in (*caught.value.reasons, caught.value.message) if hidden in s.en]
    assert not shelf.plain


def test_every_place_of_a_figure_is_named_and_none_inside_another_figure() -> None:
    text = typed(reply(), "Let the wait grow", "Pay 7 or 7, not 17.7, and wait")
    fault = outgoing.judge(text, **GIVEN).faults[0]
    assert fault.askable == ("7", "17.7")
    assert [p.length for p in fault.places] == [1, 1, 4]


def test_the_same_words_again_are_no_edit() -> None:
    for document in (reply(), note(), note(language="zh")):
        assert rewritten(document, f"\n{document.plain}  ") is document


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=200))
def test_an_edited_text_reads_in_its_plain_form_as_it_was_typed(body) -> None:
    text = "\n".join(line.rstrip() for line in f"Dear customer,\n{body}\nBye".split("\n"))
    shown = rewritten(reply(), text).plain
    seen = [c for c in text if c.isprintable() and not c.isspace()]
    assert [c for c in shown if c.isprintable() and not c.isspace()] == seen


def test_lines_that_were_not_touched_keep_their_marks() -> None:
    document = note()
    after = rewritten(document, document.plain.replace("Done so far", "Done by now"))
    before = document.markdown.splitlines()
    assert sum(line not in before for line in after.markdown.splitlines()) == 1


def test_a_chat_has_no_headings_and_no_tables() -> None:
    said = "# Title\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n\n" + "A long sentence stands here. " * 4
    chat = chat_of(said)
    assert chat.startswith("Title\n\na · b\n1 · 2\n\nA long sentence stands here.\nA long")
    assert "|" not in chat
