"""A text leaves only through the gate, whole, with nothing in it that nobody declared; and by one door only."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotadesk.app import outgoing, texts
from quotadesk.app.errors import UnfitText
from quotadesk.domain.account import QuotaState
from quotadesk.domain.charge import Charge
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Known
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Family, Retry
from tests.app.cases import NOW, WORDING, ZONE, account, request, verdict, view

SECRET = b"a secret of this workspace only."
KNOWN = Known(
    owners=frozenset({"acme-retail"}),
    channels=frozenset({"azure-east-1", "azure-east-2", "azure-east-3"}),
    groups=frozenset({"vip-tier-west"}),
    key_names=frozenset({"prod-support-bot"}),
)
UNKNOWN = verdict(Family.UNKNOWN, Charge.UNKNOWN, Acts.NOBODY, Retry.UNKNOWN)


@dataclass
class Shelf:
    """An outlet that keeps what it was given."""

    plain: list[str] = field(default_factory=list)
    markdown: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        self.plain.append(plain)
        self.markdown.append(markdown)
        self.html.append(html)


def reply(case=None, language="en") -> Document:
    return texts.reply(case or view(asked=request()), language, wording=WORDING, zone=ZONE, now=NOW)


def note(case=None, language="en", options=None) -> Document:
    given_ = {"wording": WORDING, "zone": ZONE, "now": NOW, "known": KNOWN, "secret": SECRET}
    return texts.note(case or view(asked=request()), language, options or {}, **given_)


def send(document, outlet=None, known=KNOWN):
    return outgoing.send(
        document, outlet or Shelf(), "clipboard", known=known, secret=SECRET, clock=lambda: 0.0
    )


def edited(document: Document, old: str, new: str) -> Document:
    """Give a document as the agent may have changed it."""
    assert old in document.markdown
    return replace(
        document, markdown=document.markdown.replace(old, new), plain=document.plain.replace(old, new)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_reply_and_a_note_leave_in_three_forms(language) -> None:
    shelf = Shelf()
    assert send(reply(language=language), shelf).to == "clipboard"
    assert send(note(language=language), shelf).masked == 3
    assert shelf.plain == [reply(language=language).plain, note(language=language).plain]
    assert all(h.startswith("<p>") for h in shelf.html)


def test_a_text_with_an_empty_variable_is_refused_and_nothing_leaves() -> None:
    shelf = Shelf()
    gap = replace(edited(reply(), "claude-sonnet-4-5", "‹model›"), missing=(Said("Model", "模型"),))
    with pytest.raises(UnfitText) as caught:
        send(gap, shelf)
    assert "Model" in caught.value.reasons[0].en
    assert caught.value.places[0].line == 3
    assert not shelf.plain


def test_a_number_that_the_evidence_does_not_hold_is_refused_and_shown() -> None:
    shelf = Shelf()
    with pytest.raises(UnfitText) as caught:
        send(edited(reply(), "20 seconds", "45 seconds"), shelf)
    assert "“45”" in caught.value.reasons[0].zh
    assert (caught.value.places[0].line, caught.value.places[0].length) == (5, 2)
    assert not shelf.plain


def test_a_list_may_have_numbers() -> None:
    assert send(edited(reply(), "1. Wait 20", "3. Wait 20")).to == "clipboard"


def test_a_secret_that_was_typed_into_a_text_does_not_leave() -> None:
    shelf = Shelf()
    key = "sk-" + "Zk3vQ9aLm2" * 5
    typed = edited(reply(), "Let the wait grow", f"Use {key} and let the wait grow")
    send(replace(typed, facts=(*typed.facts, key)), shelf)
    assert not [text for text in (*shelf.plain, *shelf.markdown, *shelf.html) if key in text]


def test_a_secret_cut_in_two_by_marks_does_not_leave() -> None:
    shelf = Shelf()
    key = "sk-" + "Zk3vQ9aLm2" * 5
    hidden = key[:12] + "\\_" + key[12:]
    typed = edited(reply(), "Let the wait grow", f"Use {hidden} and let the wait grow")
    try:
        send(replace(typed, facts=(*typed.facts, key, hidden, hidden.replace("\\", ""))), shelf)
    except UnfitText:
        assert not shelf.plain
    assert not [t for t in shelf.plain if key[12:] in t]


def test_a_slow_gate_refuses() -> None:
    ticks = iter(range(0, 100, 10))
    with pytest.raises(UnfitText) as caught:
        outgoing.send(reply(), Shelf(), "x", known=KNOWN, secret=SECRET, clock=lambda: float(next(ticks)))
    assert "too long" in caught.value.hint.en


@pytest.mark.parametrize("audience", [Audience.SCREEN, Audience.NEVER])
def test_what_is_for_the_screen_only_never_leaves(audience) -> None:
    with pytest.raises(UnfitText):
        send(replace(reply(), audience=audience))


def test_a_report_without_a_template_may_leave_and_keeps_its_lines() -> None:
    shelf = Shelf()
    text = "Quotadesk 0.1.0\nError: ValueError\n\n  window.py line 12 in show"
    report = Document(
        kind="report", language="en", audience=Audience.INTERNAL, markdown=f"```\n{text}\n```", plain=text,
        html="",
    )  # fmt: skip
    send(report, shelf)
    assert shelf.plain == [text + "\n"]
    assert shelf.html == [f"<pre>{text}</pre>\n"]


def test_an_option_typed_by_the_agent_may_hold_a_time() -> None:
    assert send(note(options={"by_when": "2026-11-24 18:00 UTC", "severity": "S2"})).to == "clipboard"


def test_a_key_named_after_its_owner_keeps_its_name_in_a_reply() -> None:
    known = Known.of(owners=["acme"], groups=["vip", "bronze"], key_names=["acme-vip-prod"])
    shelf = Shelf()
    send(reply(view(asked=request(key_name="acme-vip-prod"))), shelf, known)
    assert "with key acme-vip-prod (sk-…9a2f)" in shelf.plain[0]
    other = reply(view(asked=request(model="bronze")))
    send(other, shelf, known)
    assert "bronze" not in shelf.plain[1]


# ---------------------------------------------------------------- names that are common words

# "rate" is left out: an owner of that name is masked in the error code rate_limit_exceeded, which is a fact.
_COMMON = ("team", "plan", "default", "vip", "account", "balance", "key", "console", "model", "user",
           "余额", "账户", "团队", "密钥", "模型", "控制台")  # fmt: skip


@settings(max_examples=120, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    word=st.sampled_from(_COMMON),
    field_=st.sampled_from(["owners", "groups", "projects", "channels"]),
    family=st.sampled_from(Family),
    answer=st.sampled_from(Charge),
    acts=st.sampled_from(Acts),
    language=st.sampled_from(["en", "zh"]),
)
def test_a_name_that_is_a_common_word_leaves_the_templates_words_alone_and_never_leaks(
    word, field_, family, answer, acts, language
) -> None:
    known = Known.of(**{field_: [word]})
    shelf = Shelf()
    case = view(verdict(family, answer, acts), request(attempts=()), account=account(QuotaState.LOW))
    notice = texts.low_balance(case, language, wording=WORDING, zone=ZONE, now=NOW)
    for document in (reply(case, language), notice):
        assert send(document, shelf, known).masked == 0
        assert shelf.plain[-1] == document.plain
    leaking = reply(view(verdict(family, answer, acts), request(model=word)), language)
    send(leaking, shelf, known)
    assert f"to {word} " not in shelf.plain[-1]
    assert f"调用 {word} " not in shelf.plain[-1]


def test_a_common_word_that_an_agent_types_is_still_a_name() -> None:
    known = Known.of(groups=["account"])
    shelf = Shelf()
    case = view(verdict(Family.WALLET_EMPTY, Charge.NO, Acts.CUSTOMER, Retry.NO), request())
    send(
        edited(reply(case), "Check the balance", "You are in group account. Check the balance"), shelf, known
    )
    assert "group account" not in shelf.plain[0]


# ---------------------------------------------------------------- figures of the agent


def test_a_figure_that_the_agent_typed_is_asked_once_and_then_leaves() -> None:
    shelf = Shelf()
    typed = edited(reply(), "Let the wait grow", "Call 4711 at 17:45, and let the wait grow")
    with pytest.raises(UnfitText) as caught:
        send(typed, shelf)
    assert caught.value.askable == ("4711", "17:45")
    assert len(caught.value.places) == 2
    assert not shelf.plain
    given_ = {"known": KNOWN, "secret": SECRET, "clock": lambda: 0.0}
    with pytest.raises(UnfitText) as caught:
        outgoing.send(typed, shelf, "x", confirmed=frozenset({"4711"}), **given_)
    assert caught.value.askable == ("17:45",)
    outgoing.send(typed, shelf, "x", confirmed=frozenset({"4711", "17:45"}), **given_)
    assert "Call 4711 at 17:45" in shelf.plain[0]


@pytest.mark.parametrize("hidden", ["sk-" + "Zk3vQ9aLm2" * 5, "azure-east-1", "li4711@corp.example"])
def test_what_the_gate_hides_is_never_asked_and_never_repeated(hidden) -> None:
    shelf = Shelf()
    typed = edited(reply(), "Let the wait grow", f"Use {hidden} and 4711, let the wait grow")
    for confirmed in (frozenset(), frozenset({hidden, "4711"})):
        with pytest.raises(UnfitText) as caught:
            outgoing.send(
                typed, shelf, "x", known=KNOWN, secret=SECRET, clock=lambda: 0.0, confirmed=confirmed
            )
        assert caught.value.askable == ()
        said = (
            caught.value.message,
            caught.value.hint,
            *caught.value.reasons,
            *(p.why for p in caught.value.places),
        )
        assert not [s for s in said if hidden in s.en or hidden in s.zh]
    assert not shelf.plain
