"""The office keeps connections apart, closes nothing that is being read, and tries again what was closed."""

import threading
from dataclasses import replace
from datetime import UTC
from types import SimpleNamespace

import pytest

from quotadesk.app.errors import CredentialRefused, VaultLocked
from quotadesk.app.office import Office, Parts
from quotadesk.app.ports import FILE, By, Connection
from quotadesk.domain.account import Account, Balance, LowRule, QuotaState, Scope
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.said import Said
from quotadesk.domain.window import GapReason
from quotadesk.settings import Settings
from quotadesk.store import Store
from quotadesk.vault import SessionVault
from tests.app.desk import INTAKE, NOW, FakeGateway
from tests.domain.rows import consume


class Gateway(FakeGateway):
    """Remembers whether it was closed; can wait in the middle of a reading."""

    def __init__(self, rows=()):
        super().__init__(list(rows))
        self.closed = False
        self.reading, self.go_on = threading.Event(), threading.Event()
        self.waits = False

    def fetch(self, fetch, *, cancelled=lambda: False):
        for batch in super().fetch(fetch, cancelled=cancelled):
            self.reading.set()
            if self.waits:
                assert self.go_on.wait(20)
            assert not self.closed, "closed while it was read"
            yield batch

    def close(self):
        self.closed = True


@pytest.fixture
def desk(tmp_path):
    gateways: dict[str, Gateway] = {}
    vault = SessionVault()
    settings = Settings(tmp_path / "settings.json")
    held = threading.local()

    def open_store():
        if not hasattr(held, "store"):
            held.store = Store.open(tmp_path / "store.sqlite")
        return held.store

    office = Office(
        Parts(
            connections=settings,
            vault=vault,
            open_gateway=lambda connection, _: gateways[connection.name],
            open_store=open_store,
            wording=None,
            diagnose=None,
            intake=lambda: INTAKE,
            secret=lambda: b"x",
            now=lambda: NOW,
            zone=lambda: UTC,
            clock=lambda: 0.0,
        )
    )

    def add(name, rows=()):
        gateways[name] = Gateway(rows)
        settings.save(Connection(name=name, kind="newapi", url=f"http://{name}.example", profile=Profile()))
        vault.keep(name, f"secret-of-{name}")
        return gateways[name]

    return SimpleNamespace(
        office=office, add=add, vault=vault, settings=settings, gateways=gateways, store=open_store
    )


def sync(office):
    return office.sync(progressed=lambda _: None, cancelled=lambda: False)


def test_choosing_another_connection_neither_stops_nor_mixes_a_running_sync(desk):
    first = desk.add("a", [consume("1")])
    desk.add("b", [consume("2", request_id="R2")])
    desk.office.use("a")
    first.waits = True
    reports = []
    worker = threading.Thread(target=lambda: reports.append(sync(desk.office)))
    worker.start()
    assert first.reading.wait(20)
    desk.office.use("b")
    assert not first.closed
    first.go_on.set()
    worker.join(20)
    assert reports[0].complete
    assert first.closed
    assert [line.key for line in desk.store().find("a", Lookup()).lines] == ["R1"]
    assert desk.store().find("b", Lookup()).lines == ()


def test_a_forgotten_connection_leaves_the_next_one_working(desk):
    desk.add("a")
    desk.add("b")
    desk.office.use("b")
    desk.office.forget("b")
    assert desk.gateways["b"].closed
    assert sync(desk.office).complete
    assert desk.office.desk().connection == "a"


def test_while_the_keyring_is_locked_nothing_is_forgotten_but_what_has_no_credential_in_it(desk, monkeypatch):
    desk.add("a", [consume("1")])
    desk.settings.save(Connection(name="march", kind=FILE, url=""))
    desk.office.use("a")
    sync(desk.office)

    def locked(name):
        raise VaultLocked(Said("locked", "已锁定"), Said("unlock", "请解锁"))

    monkeypatch.setattr(desk.vault, "forget", locked)
    with pytest.raises(VaultLocked):
        desk.office.forget("a", rows=True)
    assert desk.office.held("a") == 1
    desk.office.forget("march")
    assert [c.name for c in desk.office.connections()] == ["a"]


def test_a_locked_keyring_is_asked_again_only_when_the_connection_is_chosen_again(desk, monkeypatch):
    desk.add("a")
    asked = []

    def locked(name):
        asked.append(name)
        raise VaultLocked(Said("locked", "已锁定"), Said("unlock", "请解锁"))

    with monkeypatch.context() as patch:
        patch.setattr(desk.vault, "credential", locked)
        assert desk.office.use("a").credential == "locked"
        desk.office.look_up(Lookup(), progressed=lambda _: None, cancelled=lambda: False)
        with pytest.raises(VaultLocked):
            sync(desk.office)
        assert asked == ["a"]
    desk.office.use("a")
    assert sync(desk.office).complete


class Prompt:
    """A keyring that asks its user; it answers when it is told to."""

    def __init__(self, desk, monkeypatch):
        self.asked, self.answered = threading.Event(), threading.Event()
        self.times = 0
        self._read = desk.vault.credential
        monkeypatch.setattr(desk.vault, "credential", self.credential)

    def credential(self, name):
        self.times += 1
        self.asked.set()
        assert self.answered.wait(20)
        return self._read(name)


def beside(call):
    """Run something in a thread of its own; gives what waits for its result."""
    found = []
    worker = threading.Thread(target=lambda: found.append(call()), daemon=True)
    worker.start()

    def result():
        worker.join(20)
        return found[0]

    return result


def until(true):
    """Wait for what another thread is about to do."""
    for _ in range(2_000):
        if true():
            return
        threading.Event().wait(0.01)
    pytest.fail("it never came")


def test_a_lookup_that_waits_for_the_keyring_can_be_cancelled_and_finds_what_is_held(desk, monkeypatch):
    desk.add("a", [consume("1")])
    desk.office.use("a")
    sync(desk.office)
    desk.office.forget("a")
    desk.add("a")
    prompt, cancelled = Prompt(desk, monkeypatch), threading.Event()
    lookup = Lookup(terms=(Term(key=LookupKey.OWNER, values=("acme",)),))
    answer = beside(
        lambda: desk.office.look_up(lookup, progressed=lambda _: None, cancelled=cancelled.is_set)
    )
    assert prompt.asked.wait(20)
    assert desk.office.desk().credential == "asking"
    cancelled.set()
    assert [line.key for line in answer().page.lines] == ["R1"]
    prompt.answered.set()


def test_once_the_wait_is_given_up_nobody_waits_until_the_keyring_has_answered(desk, monkeypatch):
    desk.add("a", [consume("1")])
    prompt = Prompt(desk, monkeypatch)
    opened = beside(lambda: desk.office.use("a"))
    assert prompt.asked.wait(20)
    desk.office.stop_waiting()
    assert opened().credential == "asking"
    with pytest.raises(VaultLocked) as caught:
        sync(desk.office)
    assert "prompt" in caught.value.hint.en
    prompt.answered.set()
    until(lambda: desk.office.desk().credential != "asking")
    assert sync(desk.office).complete
    assert prompt.times == 1


def test_a_connection_chosen_meanwhile_is_not_taken_back_by_a_late_keyring(desk, monkeypatch):
    desk.add("a")
    desk.add("b")
    prompt = Prompt(desk, monkeypatch)
    late = beside(lambda: desk.office.use("a"))
    assert prompt.asked.wait(20)
    waits = beside(lambda: sync(desk.office))
    assert desk.office.use("b", credential="given").connection == "b"
    prompt.answered.set()
    assert late().connection == "b"
    assert waits().complete
    until(lambda: desk.gateways["a"].closed)
    assert desk.office.desk().connection == "b"
    assert not desk.gateways["b"].closed


def test_who_waits_for_a_connection_that_is_forgotten_meanwhile_goes_on_with_the_next_one(desk, monkeypatch):
    desk.add("a", [consume("1")])
    desk.add("b")
    prompt = Prompt(desk, monkeypatch)
    waits = beside(lambda: sync(desk.office))
    assert prompt.asked.wait(20)
    desk.office.forget("b")
    prompt.answered.set()
    assert waits().complete
    assert desk.gateways["a"].reading.is_set()


def test_a_switch_that_was_given_up_says_so_and_a_late_keyring_does_not_make_it(desk, monkeypatch):
    desk.add("a")
    desk.add("b")
    desk.office.use("a")
    prompt = Prompt(desk, monkeypatch)
    switched = beside(lambda: desk.office.use("b"))
    assert prompt.asked.wait(20)
    desk.office.stop_waiting()
    assert (switched().connection, switched().credential) == ("b", "asking")
    assert desk.office.desk().connection == "a"
    prompt.answered.set()
    until(lambda: desk.gateways["b"].closed)
    assert desk.office.desk().connection == "a"
    assert not desk.gateways["a"].closed
    assert desk.office.use("b").connection == "b"


def test_a_late_keyring_still_opens_the_connection_that_was_locked(desk, monkeypatch):
    desk.add("a")
    desk.vault.forget("a")
    desk.office.use("a")
    desk.vault.keep("a", "secret-of-a")
    prompt = Prompt(desk, monkeypatch)
    opened = beside(lambda: desk.office.use("a"))
    assert prompt.asked.wait(20)
    desk.office.stop_waiting()
    assert opened().credential == "asking"
    prompt.answered.set()
    until(lambda: desk.office.desk().credential == "session")
    assert sync(desk.office).complete


def test_a_gateway_that_cannot_be_closed_keeps_nobody_waiting(desk, monkeypatch):
    def close():
        raise OSError

    reported = []
    monkeypatch.setattr(threading, "excepthook", reported.append)
    desk.add("a").close = close
    desk.add("b")
    desk.office.use("a")
    assert beside(lambda: desk.office.use("b"))().connection == "b"
    until(lambda: reported)


def test_a_task_that_is_overtaken_before_it_begins_works_on_the_connection_chosen_then(desk, monkeypatch):
    desk.add("a", [consume("1")])
    desk.add("b", [consume("2", request_id="R2")])
    desk.office.use("a")
    current = desk.office._current

    def overtaken(cancelled):
        found = current(cancelled)
        if found.connection.name == "a":
            desk.office.use("b")
        return found

    monkeypatch.setattr(desk.office, "_current", overtaken)
    assert sync(desk.office).complete
    assert desk.gateways["b"].reading.is_set()
    assert not desk.gateways["a"].reading.is_set()


def test_a_sync_that_is_cancelled_while_the_keyring_asks_says_that_it_was_cancelled(desk, monkeypatch):
    desk.add("a")
    prompt, cancelled = Prompt(desk, monkeypatch), threading.Event()
    report = beside(lambda: desk.office.sync(progressed=lambda _: None, cancelled=cancelled.is_set))
    assert prompt.asked.wait(20)
    cancelled.set()
    assert (report().complete, report().gap) == (False, GapReason.CANCELLED)
    assert report().stopped.en.startswith("Cancelled")
    prompt.answered.set()


def test_work_on_what_is_held_never_asks_the_keyring(desk, monkeypatch):
    desk.add("a")
    monkeypatch.setattr(desk.vault, "credential", lambda _: pytest.fail("the keyring was asked"))
    assert desk.office.figures(By.MODEL).total.requests == 0
    assert desk.office.older_than(3) == 0
    assert desk.office.cases.find("") == ()


def test_without_any_connection_the_next_step_is_named(desk):
    with pytest.raises(CredentialRefused) as caught:
        sync(desk.office)
    assert "Connections" in caught.value.hint.en
    assert desk.office.desk() is None


def test_the_credential_of_the_session_is_known_to_the_gate(desk):
    desk.add("a")
    desk.office.use("a")
    assert desk.office.known().credentials == {"secret-of-a"}
    assert "a.example" in desk.office.known().hosts


def test_the_log_knows_a_credential_before_its_gateway_can_say_anything(desk):
    desk.add("a")
    desk.vault.keep("a", " secret-of-a\n")
    known = []

    def open_gateway(connection, _):
        known.append(desk.office.known_before())
        return desk.gateways[connection.name]

    desk.office._parts = replace(desk.office._parts, open_gateway=open_gateway)
    desk.office.use("a")
    assert known[0].credentials == {"secret-of-a"}


def test_what_an_agent_answered_is_kept_and_a_probe_s_own_finding_is_not_overruled(desk):
    desk.add("a")
    desk.settings.save(
        Connection(
            name="a",
            kind="newapi",
            url="http://a.example",
            profile=Profile(product=Product.NEWAPI, error_log=True),
        )
    )
    desk.office.use("a")
    desk.office.answer_profile("a", {"error_log": False, "consume_log": True})
    profile = desk.office.desk().profile
    assert (profile.error_log, profile.consume_log, profile.asked) == (True, True, {"consume_log"})
    desk.office.answer_profile("a", {"consume_log": None})
    assert desk.office.desk().profile.asked == frozenset()
    assert desk.office.desk().profile.consume_log is None


def test_a_pace_is_kept_and_held_to_at_once_and_leaves_the_connection_last_used_the_first(desk, monkeypatch):
    desk.add("b")
    desk.add("a")
    desk.office.use("a")
    opened = desk.gateways["a"]
    firsts, write = [], desk.settings._write
    monkeypatch.setattr(
        desk.settings, "_write", lambda: (firsts.append(desk.settings.all()[0].name), write())
    )
    desk.office.pace("b", 2)
    assert firsts == ["a"]
    assert not opened.closed
    desk.office.pace("a", 4)
    saved = {c.name: c.at_once for c in desk.office.connections()}
    assert saved == {"a": 4, "b": 2}
    assert desk.office.connections()[0].name == "a"


def test_the_first_sync_learns_the_names_of_the_gateway(desk):
    desk.add("a")
    asked = []
    desk.gateways["a"].names = lambda: asked.append(1) or FakeGateway().names()
    desk.office.use("a")
    sync(desk.office)
    assert asked == [1]


def test_the_rule_for_a_low_balance_is_asked_anew_by_each_task(desk):
    rules = iter([LowRule(), LowRule(share=0.5)])
    desk.office._parts = replace(desk.office._parts, low=lambda: next(rules))
    pot = Balance(scope=Scope.WALLET, limit=100.0, used=60.0, remaining=40.0)
    desk.add("a").accounts["acme"] = Account(owner="acme", read_at=NOW, balances=(pot,))
    states = [desk.office.account_case("acme").account.state for _ in range(2)]
    assert states == [QuotaState.ENOUGH, QuotaState.LOW]


def test_forgetting_a_connection_takes_its_rows_only_where_that_is_asked(desk):
    for name in ("kept", "gone"):
        desk.add(name, [consume(name, seconds=1800)])
        desk.office.use(name)
        desk.office.sync(progressed=lambda _: None, cancelled=lambda: False)
        desk.office.forget(name, rows=name == "gone")
    assert desk.store().find("kept", Lookup()).total == 1
    assert desk.store().find("gone", Lookup()).total == 0
    assert desk.office.connections() == ()


def test_a_sync_deletes_what_is_older_than_it_is_to_be_kept(desk):
    desk.add("acme", [consume("new", seconds=1800)])
    desk.store().write("acme", [consume("old", seconds=-9 * 86_400, request_id="OLD")])
    desk.office._parts = replace(desk.office._parts, keep_days=lambda: 7)
    desk.office.use("acme")
    report = desk.office.sync(progressed=lambda _: None, cancelled=lambda: False)
    assert report.complete
    assert [line.key for line in desk.store().find("acme", Lookup()).lines] == ["R1"]
