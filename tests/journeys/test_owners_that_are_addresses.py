"""An owner whose name is an e-mail is found by it, and no text that leaves shows it."""

import time
from datetime import UTC, datetime

import pytest

from quotadesk.app.intake import Intake
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.mapping import MappingRules
from quotadesk.domain.records import Record, RecordKind
from quotadesk.domain.redaction import Audience, Known, Passed, decide, redact
from quotadesk.store import Store

OWNER = "lin.wen@post-kasten.net"


@pytest.fixture
def store(tmp_path):
    opened = Store.open(tmp_path / "store.sqlite")
    row = Record(
        source_id="1",
        kind=RecordKind.ERROR,
        time=datetime(2026, 9, 14, tzinfo=UTC),
        owner=OWNER,
        request_id="R1",
        failed=True,
    )
    opened.write("acme", [Intake(rules=MappingRules(), redact=redact).record(row)])
    yield opened
    opened.close()


def test_an_owner_is_found_by_the_address_that_the_customer_gives(store):
    lookup = Lookup(terms=(Term(key=LookupKey.OWNER, values=(OWNER,)),))
    assert [line.owner for line in store.find("acme", lookup).lines] == [OWNER]


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("spelling", [OWNER, OWNER.upper(), OWNER.replace("@", "%40"), "\u200b".join(OWNER)])
def test_no_text_that_leaves_shows_the_address(store, audience, spelling):
    names = store.names("acme")
    known = Known.of(owners=names.owners, emails=names.emails)
    decided = decide(
        f"Owner: {spelling}.", audience=audience, known=known, clock=time.perf_counter, limit=5.0
    )
    assert isinstance(decided, Passed)
    assert "lin" not in decided.text.lower()
    assert "post-kasten" not in decided.text
    assert "[EMAIL …" in decided.text or "[OWNER …" in decided.text


@pytest.mark.parametrize("audience", Audience)
def test_the_same_owner_has_the_same_pseudonym_in_every_note(store, audience):
    names = store.names("acme")
    known = Known.of(owners=names.owners, emails=names.emails)

    def masked(text):
        return decide(
            text, audience=audience, known=known, clock=time.perf_counter, secret=b"one", limit=5.0
        ).text

    assert masked(f"归属 {OWNER}").split()[1:] == masked(f"Owner {OWNER}").split()[1:]
