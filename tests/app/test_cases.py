"""A ticket number collects requests, evidence as it was then and texts copied with time."""

import json
from dataclasses import fields, replace
from datetime import UTC, timedelta

import pytest

from quotadesk.app.answers import Sent
from quotadesk.app.cases import CaseBook, CaseTrouble, Needs
from quotadesk.app.evidence import evidence_of
from quotadesk.app.keeping import NAMES, OWN_WORDS, frozen, key_of
from quotadesk.domain import tickets_kept
from quotadesk.domain.charge import Charge
from quotadesk.domain.documents import Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Known
from quotadesk.domain.tickets_kept import KeptCase, KeptRequest
from tests.app import cases
from tests.app.cases import ID, NOW, request, verdict
from tests.app.desk import INTAKE

KEY = "sk-proj-" + "a1B2c3D4e5F6g7H8" * 3


def view(given, asked, **more):
    """Give a case view with its evidence, as `open_case` does."""
    rows = evidence_of(asked, given, None) if asked else ()
    return replace(cases.view(given, asked, **more), evidence=rows)


class Files:
    """Outlets that remember what was put into them, by the names of their files."""

    def __init__(self):
        self.written = {}

    def __call__(self, name):
        files = self.written

        class One:
            def put(self, *, plain, markdown, html):
                files[name] = markdown

        return One()


@pytest.fixture
def now():
    return [NOW]


@pytest.fixture
def told():
    return [""]


@pytest.fixture
def known():
    return [Known()]


@pytest.fixture
def book(store, now, told, known):
    return CaseBook(
        Needs(
            shelf=lambda: store.cases, intake=lambda: INTAKE, connection=lambda: "acme", told=lambda: told[0],
            known=lambda: known[0], secret=lambda: b"x", now=lambda: now[0], zone=lambda: UTC, clock=lambda: 0.0,
            prefer=lambda name, value: None,
        )
    )  # fmt: skip


def text(body="Your request was not charged.", audience=Audience.PUBLIC):
    document = Document(
        kind="replies/ours", language="en", audience=audience, markdown=body, plain=body, html=body
    )
    return document, Sent(to="clipboard", masked=0, plain=body)


def test_a_case_keeps_verdict_evidence_charge_and_proof_as_they_were(book, now):
    seen = view(verdict(), request())
    book.add("ZD-1", seen)
    now[0] = NOW + timedelta(hours=3)
    (kept,) = book.case("ZD-1").requests
    assert kept.kept_at == NOW
    assert kept.request_id == ID
    assert kept.verdict.sentence == seen.verdict.sentence
    assert (kept.verdict.charge, kept.verdict.acts) == ("no", "upstream_wait")
    assert [p.said for p in kept.proofs] == [p.text for p in seen.verdict.proofs]
    assert [(e.name, e.value) for e in kept.evidence] == [(e.name, e.value) for e in seen.evidence]


def test_a_later_verdict_stands_beside_the_earlier_one_and_the_same_one_is_kept_once(book, now):
    book.add("ZD-1", view(verdict(), request()))
    now[0] = NOW + timedelta(minutes=5)
    book.add("ZD-1", view(verdict(), request()))
    assert [r.kept_at for r in book.case("ZD-1").requests] == [NOW]
    book.add("ZD-1", view(verdict(answer=Charge.REFUNDED), request()))
    assert [r.verdict.charge for r in book.case("ZD-1").requests] == ["no", "refunded"]
    assert book.find()[0].requests == 1  # one request, seen twice


def test_a_copied_text_is_noted_in_the_open_case_of_its_request(book, now):
    seen = view(verdict(), request())
    assert book.left(seen, *text()) == ""
    book.add("ZD-1", seen)
    now[0] = NOW + timedelta(minutes=2)
    assert book.left(seen, *text()) == "ZD-1"
    assert book.left(view(verdict(), request(key="R2", request_id="R2")), *text()) == ""
    book.close("ZD-1")
    assert book.left(seen, *text("later")) == ""
    (noted,) = book.case("ZD-1").texts
    assert (noted.copied_at, noted.audience, noted.wording) == (
        now[0],
        "public",
        "Your request was not charged.",
    )


def test_adding_to_a_closed_case_opens_it_again(book):
    seen = view(verdict(), request())
    book.add("ZD-1", seen)
    assert book.close("ZD-1").closed_at == NOW
    assert book.add("zd-1", seen).closed_at is None


def test_everything_about_a_case_finds_it(book):
    seen = view(verdict(), request(), pasted="my nightly export fails")
    book.add("ZD-1", seen)
    book.left(seen, *text("We raised the limit. 已为您提高限额。"))
    book.write_note("ZD-1", "second complaint this week")
    book.add("ZD-2", view(verdict(), request(key="R2", request_id="R2", owner="lin.na")))
    for words in (
        "zd-1",
        ID[4:20],
        "nightly export",
        "限额",
        "complaint week",
        "raised ACME-retail",
        "限流 限额",
    ):
        assert [line.ticket for line in book.find(words)] == ["ZD-1"], words
    assert book.find("100%_") == ()
    assert {line.ticket for line in book.find("claude-sonnet")} == {"ZD-1", "ZD-2"}


@pytest.mark.parametrize(
    ("wrote", "number"),
    [
        ("Ticket #48213: our calls fail with 429", "48213"),
        ("工单号：CS-20981，麻烦看下报错 402", "CS-20981"),
        ("Re: [ZD-771] still failing", "ZD-771"),
        ("case number 5512345", "5512345"),
        ("Incident INC0012345 was opened", "INC0012345"),
        ("[#48213] Re: billing", "48213"),
        ("in case 429 happens again", ""),
        ("status [HTTP-402] since 15:00", ""),
        ("error code: 500, request id: 20261123070144208", ""),
    ],
)
def test_the_ticket_number_that_a_message_names_is_suggested(book, told, wrote, number):
    told[0] = wrote
    assert book.belongs(view(verdict(), request())).suggested == number


def test_without_a_number_in_the_message_the_case_last_worked_on_is_suggested(book, now):
    book.begin("ZD-1")
    now[0] = NOW + timedelta(minutes=1)
    book.begin("ZD-2")
    seen = view(verdict(), request())
    assert book.belongs(seen).suggested == "ZD-2"
    book.add("ZD-1", seen)
    told = book.belongs(seen)
    assert [line.ticket for line in told.cases] == ["ZD-1"]
    assert told.suggested == "ZD-1"


@pytest.mark.parametrize("typed", ["", "  ", "#", "[ ]"])
def test_a_case_without_a_number_is_refused_with_the_next_step(book, typed):
    with pytest.raises(CaseTrouble) as caught:
        book.begin(typed)
    assert caught.value.hint.en


def test_a_case_that_is_not_there_is_told_by_its_number(book):
    with pytest.raises(CaseTrouble, match="ZD-9"):
        book.case("ZD-9")
    with pytest.raises(CaseTrouble):
        book.write_note("ZD-9", "x")
    assert book.find() == ()


def test_nothing_typed_or_pasted_is_kept_with_its_secret(book):
    seen = view(
        verdict(), request(owner=KEY, key_name=KEY), pasted=f"my key is {KEY}, mail me at a.b@example.com"
    )
    book.add(f"ticket {KEY}", seen)
    ticket = book.find()[0].ticket
    book.write_note(ticket, f"key {KEY}")
    book.left(seen, *text(f"key {KEY}"))
    kept = repr(book.case(ticket))
    assert KEY[8:20] not in kept
    assert "a.b@example.com" not in kept
    assert book.find(KEY) != ()  # who has the key in hand still finds its case


def test_a_customer_who_goes_by_an_address_keeps_the_name(book):
    kept = book.add("ZD-1", view(verdict(), request(owner="lin.na@example.com")))
    assert kept.requests[0].owner == "lin.na@example.com"
    assert kept.owners == ("lin.na@example.com",)


def test_every_text_of_a_kept_value_is_a_name_the_programs_own_word_or_redacted():
    """A field that somebody adds later is redacted unless it is listed; the lists name nothing that is gone."""
    shapes = [
        s for s in vars(tickets_kept).values() if isinstance(s, type) and hasattr(s, "__dataclass_fields__")
    ]
    there = {f.name for shape in shapes for f in fields(shape)}
    assert there >= NAMES | OWN_WORDS
    assert not NAMES & OWN_WORDS
    assert {"pasted", "note", "wording", "sentence", "value", "why"} <= there - NAMES - OWN_WORDS


def test_old_cases_are_wiped_by_the_age_of_their_last_change(book, now):
    book.begin("old")
    book.begin("talked about")
    now[0] = NOW + timedelta(days=20)
    book.write_note("talked about", "still open")
    now[0] = NOW + timedelta(days=31)
    book.wipe_after_sync(None)
    assert len(book.find()) == 2
    assert book.wipe(30) == 1
    assert [line.ticket for line in book.find()] == ["talked about"]


def test_an_export_is_a_folder_of_pages_and_evidence_that_a_machine_reads(book):
    seen = view(verdict(answer=Charge.YES), request(), pasted="our calls fail")
    book.add("ZD-1", seen)
    book.left(seen, *text("Not charged. `x` **y** [z](w) <b>"))
    files = Files()
    done = book.export("ZD-1", files, language="zh")
    assert done.files == ("case.md", "request-1.md", "text-1.md", "evidence.json") == tuple(files.written)
    assert done.withheld == ()
    assert "上游对运营方限流，未扣费。" in files.written["request-1.md"]
    assert "15:01" not in files.written["request-1.md"]
    whole = json.loads(files.written["evidence.json"])
    assert whole["requests"][0]["request_id"] == ID
    assert whole["texts"][0]["wording"].startswith("Not charged.")


def test_an_export_carries_nothing_that_colleagues_may_not_read(book, known):
    """What only this workspace knows to be private left the redaction of the store unmasked."""
    channel, person, balance = "marble-otter", "Wilma Brandt", "412.503120"
    hidden = f"channel {channel}, {person} has {balance} left"
    seen = view(
        verdict(sentence=replace(verdict().sentence, en=hidden)), request(owner="acme-retail"), pasted=hidden
    )
    book.add("ZD-1", seen)
    book.left(seen, *text(hidden, Audience.INTERNAL))
    book.write_note("ZD-1", hidden)
    known[0] = Known.of(channels=[channel], persons=[person], balances=[balance])
    files = Files()
    done = book.export("ZD-1", files)
    assert done.masked
    together = "\n".join(files.written.values())
    for value in (channel, person, balance):
        assert value not in together
    assert "acme-retail" in together
    json.loads(files.written["evidence.json"])


def test_a_request_without_a_row_has_a_key_of_its_own(book):
    one, other = view(verdict(), None, pasted="first"), view(verdict(), None, pasted="second")
    assert key_of(one) != key_of(other)
    book.add("ZD-1", one)
    assert book.belongs(one).cases
    assert not book.belongs(other).cases


def test_half_characters_do_not_keep_a_request_from_being_kept(book):
    kept = book.add("ZD-1", view(verdict(), request(owner="half \ud83d", model="\udc00")))
    assert kept.requests[0].owner.startswith("half ")


def test_freezing_changes_nothing_that_is_harmless():
    seen = view(verdict(answer=Charge.YES), request())
    kept = frozen(seen, connection="acme", now=NOW, intake=INTAKE)
    assert isinstance(kept, KeptRequest)
    assert kept.verdict.cause == "anthropic-rate"
    assert kept.evidence[0].value.en == ID
    assert KeptCase(ticket="x", opened_at=NOW, changed_at=NOW, requests=(kept,)).owners == ("acme-retail",)
