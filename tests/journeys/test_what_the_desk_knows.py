"""What connections, lists, records and accounts hold is what the gate looks for: field by field, none forgotten."""

import time
from dataclasses import fields
from datetime import UTC, datetime

import pytest

from quotadesk.app.known import known_values
from quotadesk.app.office import Office, Parts
from quotadesk.app.ports import Connection, Names
from quotadesk.domain.account import Account, Balance, Scope
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record, RecordKind
from quotadesk.domain.redaction import Audience, Known, Passed, decide
from quotadesk.domain.redaction.known import RULES
from quotadesk.settings import Settings
from quotadesk.store import Store
from quotadesk.vault import SessionVault
from tests.app.desk import INTAKE, NOW, FakeGateway

TAIL = "sk-…9a2f"
CREDENTIAL = "a-desk-password-of-nobody"
PLANTED = {
    "credentials": {CREDENTIAL},
    "key_names": {"nightly-batch-9"},
    "key_tails": {TAIL},
    "channels": {"blaue-leitung-3"},
    "base_urls": {"https://pforte.werkstatt-7.net/v1"},
    "hosts": {"pforte.werkstatt-7.net"},
    "owners": {"firma-kastanie", "other-customer"},
    "emails": {"leni.kraus@kastanie-post.net"},
    "persons": {"Leni Kraus"},
    "groups": {"stufe-gold-9"},
    "projects": {"lesesaal-app"},
    "balances": {"3.219870", "3.21987"},
}


class Listing(FakeGateway):
    """A gateway whose lists name people and channels."""

    def names(self):
        return Names(
            owners={"firma-kastanie": ("Leni Kraus", "leni.kraus@kastanie-post.net", "Firma Kastanie")},
            emails=("leni.kraus@kastanie-post.net",),
            channels=("blaue-leitung-3", "24"),
        )


@pytest.fixture
def office(tmp_path):
    settings, vault = Settings(tmp_path / "settings.json"), SessionVault()
    store = Store.open(tmp_path / "store.sqlite")
    row = {"kind": RecordKind.ERROR, "time": datetime(2026, 9, 14, tzinfo=UTC), "failed": True}
    store.write("acme", [Record(
        source_id="1", request_id="R1", owner="firma-kastanie", key_name="nightly-batch-9", key_masked=TAIL,
        group="stufe-gold-9", project="lesesaal-app", **row,
    )])  # fmt: skip
    store.write("bolt", [Record(source_id="2", request_id="R2", owner="other-customer", **row)])
    pot = Balance(scope=Scope.WALLET, limit=50.5, used=50.5 - 3.21987, remaining=3.21987)
    store.save_account("acme", Account(owner="firma-kastanie", read_at=NOW, balances=(pot,)))
    for name, url in (("acme", "https://pforte.werkstatt-7.net/v1"), ("bolt", "https://bolt.example")):
        settings.save(Connection(name=name, kind="newapi", url=url, profile=Profile()))
    vault.keep("acme", CREDENTIAL)
    yield Office(Parts(
        connections=settings, vault=vault, open_gateway=lambda *_: Listing(), open_store=lambda: store,
        wording=None, diagnose=None, intake=lambda: INTAKE, secret=lambda: b"x", now=lambda: NOW,
        zone=lambda: UTC, clock=time.perf_counter,
    ))  # fmt: skip
    store.close()


def test_every_field_of_what_is_known_is_bound_to_a_place_that_holds_it(office):
    office.use("acme")
    office.learn_names()
    known = office.known()
    assert set(PLANTED) == {f.name for f in fields(Known)} == set(RULES)
    for name, values in PLANTED.items():
        assert values <= getattr(known, name), name
    assert office.known_before() == known


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("field", [f.name for f in fields(Known)])
def test_every_planted_value_is_looked_for_and_reaches_its_audience_only(office, field, audience):
    office.use("acme")
    office.learn_names()
    for value in PLANTED[field]:
        said = decide(
            f"It says {value} here.", audience=audience, known=office.known(), clock=time.perf_counter, limit=9.0
        )  # fmt: skip
        assert isinstance(said, Passed)
        may_read = audience in RULES[field].readers
        assert (value in said.text) is may_read, (field, value, said.text)


def test_the_log_knows_a_credential_before_anything_is_read(office):
    assert office.known_before() is None
    office.use("acme")
    assert CREDENTIAL in office.known_before().credentials


def test_a_display_name_is_a_person_only_where_it_is_not_the_owners_own_name(office):
    office.use("acme")
    office.learn_names()
    known = office.known()
    assert "Firma Kastanie" in known.owners
    assert "Firma Kastanie" not in known.persons
    assert "Leni Kraus" not in known.owners


@pytest.mark.parametrize(("left", "spelled"), [
    (3.21987, {"3.21987", "3.2199", "3.219870"}), (5.0, set()), (20.5, set()), (1234.5, {"1234.5", "1234.50", "1234.5000", "1234.500000"}),
    (0.0, set()), (0.00001234, {"1.234e-05"}), (-12.345678, {"-12.345678", "-12.35", "-12.3457"}),
])  # fmt: skip
def test_a_balance_is_looked_for_when_it_has_digits_enough_to_be_no_other_figure(left, spelled):
    account = Account(owner="o", read_at=NOW, balances=(Balance(scope=Scope.KEY, remaining=left),))
    assert known_values(credentials=(), connections=(), names=(), accounts=(account,)).balances == spelled


def test_what_was_used_is_no_balance_since_a_first_request_makes_it_that_requests_charge():
    pot = Balance(scope=Scope.KEY, used=0.016912)
    account = Account(owner="o", read_at=NOW, balances=(pot,))
    assert known_values(credentials=(), connections=(), names=(), accounts=(account,)).balances == set()
