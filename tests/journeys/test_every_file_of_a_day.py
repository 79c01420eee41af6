"""A day at the real desk with a hostile gateway: every file that the program wrote is searched, whatever it is."""

import base64
import faulthandler
import gzip
import io
import logging
from datetime import UTC, datetime

import pytest

from quotadesk.app.errors import DeskError
from quotadesk.app.log_gate import LogGate
from quotadesk.bootstrap import desk as bootstrap
from quotadesk.gateways.files_writing import TextFile
from quotadesk.places import places
from quotadesk.settings import Settings
from quotadesk.ui.reports import report_of
from quotadesk.vault import SessionVault
from tests.journeys import hostile
from tests.journeys.invented import EVERYTHING, Traces

TRACES = Traces.of(EVERYTHING)
CREDENTIAL = Traces(needles={hostile.ACCESS_KEY.encode(): "credential", hostile.ACCESS_KEY.encode("utf-16-le"): "credential",
                             base64.b64encode(hostile.ACCESS_KEY.encode())[:-4]: "credential"})  # fmt: skip
WAYS = {"newapi": hostile.newapi, "litellm": hostile.litellm}


@pytest.fixture(params=WAYS)
def day(request, tmp_path, monkeypatch):
    """Give a desk over an empty home and a hostile gateway, as bootstrap puts it together; its log ends afterwards."""
    monkeypatch.setattr("quotadesk.gateways.http.BACK_OFF_S", (0.0, 0.0))
    monkeypatch.setattr("quotadesk.gateways.litellm.LIMIT", (1_000_000, 1.0))
    monkeypatch.setattr(bootstrap, "LOG_GATE", LogGate())
    home = tmp_path / "home"
    limit = (1_000_000, 1.0)
    office, end_log = bootstrap.logged(places(home), vault=SessionVault(), limit=limit)
    with hostile.Hostile(WAYS[request.param](datetime.now(UTC))) as gate:
        yield home, office, gate, request.param
    end_log()


def leave(office, home, document, name):
    """Save a text as the window and the commands do; a refusal is as good, and is logged."""
    try:
        office.send(document, TextFile(home / "exports" / name), name)
    except DeskError as error:
        logging.getLogger("quotadesk.ui").warning("%s %s", error.message.en, [r.en for r in error.reasons])


def work(office, home, gate, kind):
    """Do what an agent does: connect, read, look up, write and save texts, save lookups, meet what nobody expected."""
    office.connect(name="acme", kind=kind, url=f"{gate.url}/v1", credential=hostile.ACCESS_KEY, user_id="7")
    report = office.sync(progressed=lambda _: None, cancelled=lambda: False)
    assert report.stopped is None
    office.learn_names()
    (home / "exports").mkdir()
    answer = office.look_up(
        office.understand("since:12h").lookup, progressed=lambda _: None, cancelled=lambda: False
    )
    lines = answer.page.lines[::80]
    assert lines
    for number, line in enumerate(lines):
        view = office.open_case(line.key)
        language = ("en", "zh")[number % 2]
        leave(office, home, office.reply(view, language), f"{number}-reply.md")
        leave(office, home, office.note(view, language, {}), f"{number}-note.md")
        leave(office, home, office.note(view, language, {}, pseudonymous=True), f"{number}-wide.md")
    for number, one in enumerate(EVERYTHING):
        case = office.explain(f"status 401 {one.told()}")
        leave(office, home, office.note(case, "zh", {}), f"told-{number}.md")
    settings = Settings(places(home).settings)
    settings.save_lookup("mine", f"owner:{EVERYTHING[0].value}")
    settings.prefer("zone", "Asia/Shanghai")
    break_down(office, home, " ".join(one.told() for one in EVERYTHING[:6]) + hostile.ACCESS_KEY)


def break_down(office, home, message):
    """Fail as nobody foresaw: into the log, into a saved report, and into a file of frames."""
    try:
        float(message)  # Python repeats in its error what it was given
    except ValueError as error:
        logging.getLogger("quotadesk.ui.unexpected").exception("unexpected: %s", message)
        leave(office, home, report_of(error, "case"), "report.md")
        with (home / "frames.txt").open("w", encoding="utf-8") as frames:
            faulthandler.dump_traceback(frames)  # names of functions and files only: it may be kept as it is


def test_no_file_of_a_day_holds_anything_of_it(day):
    home, office, gate, kind = day
    work(office, home, gate, kind)
    files = [path for path in home.rglob("*") if path.is_file()]
    names = {path.name for path in files}
    assert {
        "store.sqlite",
        "store.sqlite-wal",
        "settings.json",
        "quotadesk.log",
        "pseudonyms.key",
        "report.md",
    } <= names
    assert len([name for name in names if name.endswith(".md")]) > 15
    found = {}
    for path in files:
        data = path.read_bytes()
        if what := TRACES.found_in(data) + CREDENTIAL.found_in(data):
            found[path.relative_to(home).as_posix()] = what
    assert found == {}
    assert {path.suffix for path in files} <= {
        ".sqlite",
        ".sqlite-wal",
        ".sqlite-shm",
        ".json",
        ".log",
        ".key",
        ".md",
        ".txt",
    }
    assert not [
        path for path in files if path.stat().st_mode & 0o077 and path.suffix in {".sqlite", ".json", ".key"}
    ]


@pytest.mark.parametrize("coded", [
    str.encode, lambda v: v.encode("utf-16"), lambda v: v.encode("utf-16-be"), lambda v: base64.b64encode(b"a" + v.encode()),
    lambda v: base64.b64encode(v.encode("utf-16-le")), lambda v: v.encode().hex().encode(), lambda v: v.upper().encode(),
])  # fmt: skip
def test_the_search_would_find_a_key_in_any_of_these_codings(coded):
    for one in EVERYTHING[:20]:
        assert TRACES.found_in(b"\0head" + coded(one.value) + b"tail"), one.name


def test_the_program_writes_nothing_compressed_in_which_a_search_of_bytes_would_be_blind():
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as file:
        file.write(EVERYTHING[0].value.encode())
    assert not TRACES.found_in(packed.getvalue())  # so it must not: see the kinds of files above
