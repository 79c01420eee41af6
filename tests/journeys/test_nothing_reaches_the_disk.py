"""What a hostile gateway sends is read, looked up, opened and logged; then every byte on the disk is searched."""

import logging
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial

import pytest

from quotadesk.app import case, connections
from quotadesk.app.accounts import account_view
from quotadesk.app.lookup import look_up
from quotadesk.app.ports import Connection, Fetch
from quotadesk.app.reading import understand
from quotadesk.app.sync import Intake, sync
from quotadesk.app.workplace import Workplace
from quotadesk.datafiles import data_dir
from quotadesk.domain.diagnosis import diagnose
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.lookup_text import format_lookup
from quotadesk.domain.redaction import redact
from quotadesk.domain.window import Window
from quotadesk.gateways.catalog import open_gateway
from quotadesk.knowledge import read_knowledge
from quotadesk.logbook import start_log
from quotadesk.settings import Settings, read_mapping
from quotadesk.store import Store
from quotadesk.vault import SessionVault
from tests.journeys import hostile
from tests.journeys.invented import EVERYTHING, KEYS, Traces

SECRET = b"a workspace of a test"
LIMIT = (1_000_000, 1.0)
WAYS = {"newapi": hostile.newapi, "litellm": hostile.litellm}


def nothing(*_):
    return False


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Give a folder with a log, and gateways that need no waiting; the log is closed in the end."""
    monkeypatch.setattr("quotadesk.gateways.http.BACK_OFF_S", (0.0, 0.0))
    monkeypatch.setattr("quotadesk.gateways.litellm.LIMIT", LIMIT)
    root = logging.getLogger("quotadesk")
    before, level = list(root.handlers), root.level
    start_log(tmp_path / "quotadesk.log", lambda line: redact(line, None, secret=SECRET))
    yield tmp_path
    for handler in [h for h in root.handlers if h not in before]:
        handler.close()
        root.removeHandler(handler)
    root.setLevel(level)


class Desk:
    """The parts of a desk over the files of one folder, and one gateway."""

    def __init__(self, home, gate, kind):
        self.now = datetime.now(UTC)
        self.settings = Settings(home / "settings.json")
        self.name = "acme"
        connections.connect(
            Connection(name=self.name, kind=kind, url=f"{gate.url}/?key={KEYS[0].value}", user_id="7"),
            hostile.ACCESS_KEY,
            connections=self.settings,
            vault=SessionVault(),
            open_gateway=self._open,
        )
        (self.connection,) = self.settings.all()
        self.store = Store.open(home / "store.sqlite", profiles=lambda _: self.connection.profile)
        rules = read_mapping(data_dir("resources") / "mapping.toml")
        intake = Intake(rules=rules, redact=lru_cache(4096)(lambda text: redact(text, None, secret=SECRET)))
        self.gateway = self._open(self.connection, hostile.ACCESS_KEY)
        self.place = Workplace(
            connection=self.name, store=self.store, gateway=self.gateway, profile=self.connection.profile,
            intake=intake, now=lambda: self.now,
        )  # fmt: skip
        self.window = Window(self.now - timedelta(hours=2), self.now)
        causes = read_knowledge()
        self.diagnose = lambda evidence: diagnose(evidence, causes)

    def _open(self, connection, credential):
        return open_gateway(connection, credential, limit=LIMIT)

    def sync(self):
        return sync(
            self.gateway, self.store, self.name, Fetch(window=self.window), intake=self.place.intake,
            now=lambda: self.now, progressed=nothing, cancelled=nothing,
        )  # fmt: skip

    def look_up(self, *terms):
        lookup = Lookup(terms=terms, window=self.window)
        return look_up(self.place, lookup, limit=2_000, progressed=nothing, cancelled=nothing)

    def type(self, text):
        """Look up what an agent types, and save the lookup."""
        understood = understand(text, now=self.now, tz="UTC", names=self.gateway.names())
        self.settings.save_lookup("mine", format_lookup(understood.lookup))
        return self.look_up(*understood.lookup.terms)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.store.close()
        self.gateway.close()


def log_a_failure(work, *, told=""):
    """Do what the window's workers do with a failure: log it with its traceback."""
    log = logging.getLogger("quotadesk.ui.background")
    try:
        work()
    except Exception:
        log.exception("work failed: %s", told)


def failing_inside(text):
    """Fail as a decoder may that nobody foresaw: with the gateway's own words."""
    raise ValueError(text) from KeyError(text)


def leaks(home):
    traces = Traces.of(EVERYTHING)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {"store.sqlite", "settings.json", "quotadesk.log"} <= {path.name for path in files}
    return {path.name: found for path in files if (found := traces.found_in(path.read_bytes()))}


def spy(desk, gate):
    """Do with a hostile gateway all that an agent can do without a window."""
    for line in desk.look_up().page.lines[::25]:
        case.open_case(desk.place, line.key, diagnose=desk.diagnose)
    for name in list(hostile.names())[::25]:
        account_view(desk.place, name)
    for owner in ("lin_w", "alice"):
        account_view(desk.place, owner, key_name=KEYS[0].value)
    for key in ("owner", "key", "id", "model", "text"):
        desk.type(f"{key}:{KEYS[0].value}")
    desk.look_up(Term(key=LookupKey.OWNER, values=(KEYS[3].value,)))
    desk.settings.prefer("zone", "Asia/Shanghai")
    for failing in ((500, hostile.refusal()), (200, f"<html>{hostile.refusal()}"), (403, hostile.refusal())):
        gate.table = dict.fromkeys(gate.table, lambda _, failing=failing: failing)
        log_a_failure(desk.gateway.names)
        log_a_failure(desk.gateway.probe)
        assert desk.sync().stopped is not None
    for text in hostile.told():
        log_a_failure(partial(failing_inside, text), told=text)


@pytest.mark.parametrize("kind", WAYS)
def test_nothing_of_what_a_hostile_gateway_sends_reaches_the_disk(home, kind):
    now = datetime.now(UTC)
    with hostile.Hostile(WAYS[kind](now)) as gate, Desk(home, gate, kind) as desk:
        report = desk.sync()
        assert (report.stopped, report.skipped) == (None, 0)
        assert report.read == len(list(hostile.told())) + len(list(hostile.names()))  # nothing is lost
        assert len(desk.look_up().page.lines) > report.read / 2
        spy(desk, gate)
        assert (home / "store.sqlite-wal").exists()
        assert leaks(home) == {}  # while everything is open
    assert leaks(home) == {}
    written = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert hostile.ACCESS_KEY.encode() not in written


def test_the_search_would_find_what_is_there(tmp_path):
    traces = Traces.of(EVERYTHING)
    for one in EVERYTHING:
        for form in (
            "as it is",
            "percent signs everywhere",
            "escapes",
            "full width",
            "nothing between",
            "base64",
        ):
            (tmp_path / "file").write_text("before " + one.told(form) + " after", encoding="utf-8")
            assert traces.found_in((tmp_path / "file").read_bytes()), (one.name, form)


def test_ordinary_evidence_is_still_readable_after_a_hostile_sync(home):
    with hostile.Hostile(hostile.newapi(datetime.now(UTC))) as gate, Desk(home, gate, "newapi") as desk:
        desk.sync()
        lines = [line for line in desk.look_up().page.lines if line.owner == "lin_w"]
    assert {(line.key_name, line.group, line.model) for line in lines} == {("prod-bot", "vip", "gpt-4o")}
