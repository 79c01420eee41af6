"""An import goes the way of a sync, changes nothing the second time, and makes a desk that needs no network."""

from datetime import UTC, datetime, timedelta

import pytest

from quotadesk.app.errors import FaultyFile, GatewayUnreachable
from quotadesk.app.ports import SAMPLE, Connection
from quotadesk.domain.charge import Charge
from quotadesk.domain.lookup import Lookup
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.window import Window
from tests.app.files import bring, files_office, quietly, take
from tests.gateways.exported import SECOND, as_csv, as_lines, litellm, newapi

FIRST = datetime.fromtimestamp(SECOND, UTC)
HOUR = Window(FIRST, FIRST + timedelta(hours=1))


@pytest.fixture
def office(tmp_path):
    office = files_office(tmp_path)
    yield office
    office.store.close()


@pytest.fixture
def file(tmp_path):
    def write(data: bytes, name="log.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def rows(count=3):
    return [newapi(n, failed=n % 3 == 0) for n in range(1, count + 1)]


def test_a_file_read_twice_changes_nothing_the_second_time(office, file):
    path = file(as_csv(rows(30)))
    first = bring(office, path, new=True)
    again = bring(office, path)
    assert (first.read, first.new, first.changed, first.refused) == (30, 30, 0, 0)
    assert (again.read, again.new, again.changed) == (30, 0, 0)
    assert (first.first, first.last) == (FIRST + timedelta(seconds=1), FIRST + timedelta(seconds=30))


def test_the_same_rows_as_csv_and_as_json_are_the_same_rows(office, file):
    bring(office, file(as_csv(rows())), new=True)
    again = bring(office, file(as_lines(rows()), "log.jsonl"))
    assert (again.new, again.changed) == (0, 0)


def test_free_text_is_redacted_and_names_are_mapped_before_they_are_kept(office, file, tmp_path):
    secret = "sk-proj-" + "aB3dE5fG" * 5
    row = newapi(1, failed=True, content=f"status_code=401, bad key {secret} of bob@example.com")
    bring(office, file(as_csv([row])), new=True)
    (line,) = office.store.find("files", Lookup()).lines
    assert line.environment == "production"
    office.store.close()
    assert all(secret.encode() not in p.read_bytes() for p in tmp_path.glob("store*"))


def test_refused_lines_are_all_counted_the_first_told_and_none_repeated(office, file):
    made = [newapi(n, quota="hunter2" if n % 2 else 10) for n in range(1, 101)]
    told = []
    report = bring(office, file(as_csv(made)), new=True, tell=told.append)
    assert (report.read, report.new, report.refused) == (100, 50, 50)
    assert [line.line for line in report.lines] == list(range(2, 42, 2))
    assert len(told) == 50
    assert "hunter2" not in repr(told)


def test_an_import_claims_no_time_as_read_unless_the_agent_says_so(office, file):
    path = file(as_csv(rows()))
    report = bring(office, path, new=True)
    assert report.covered is None
    assert "--complete" in report.coverage.en
    assert not office.store.coverage("files", HOUR, scope="").complete
    said = bring(office, path, complete=HOUR)
    assert said.covered == HOUR
    coverage = office.store.coverage("files", HOUR, scope="")
    assert coverage.complete
    assert coverage.read_at == HOUR.end


def test_a_file_with_a_refused_line_is_never_complete(office, file):
    report = bring(office, file(as_csv([newapi(1), newapi(2, quota="x")])), new=True, complete=HOUR)
    assert report.covered is None
    assert not office.store.coverage("files", HOUR, scope="").complete


def test_a_cancelled_import_keeps_what_was_read_and_says_how_to_go_on(office, file):
    path = file(as_csv(rows(3500)))
    report = bring(office, path, new=True, cancelled=lambda: True, complete=HOUR)
    assert 0 < report.read < 3500
    assert report.stopped is not None
    assert report.covered is None
    assert bring(office, path).new == 3500 - report.read


def test_a_new_connection_of_files_takes_the_product_of_its_first_file(office, file):
    bring(office, file(as_csv(rows())), new=True)
    (connection,) = office.connections()
    assert (connection.kind, connection.url, connection.profile.product) == ("file", "", Product.NEWAPI)


def test_nothing_is_made_of_a_file_that_cannot_be_used(office, file):
    with pytest.raises(FaultyFile):
        bring(office, file(b"a,b\n1,2\n"), new=True)
    assert office.connections() == ()


def test_rows_of_another_product_are_refused(office, file):
    bring(office, file(as_csv(rows())), new=True)
    with pytest.raises(FaultyFile, match="another source"):
        bring(office, file(as_csv([litellm()])))
    with pytest.raises(FaultyFile, match="already"):
        bring(office, file(as_csv(rows())), new=True)


def test_the_desks_own_export_is_not_read_into_the_connection_that_it_came_from(office, file):
    """The same call would stand there twice, and count twice."""
    bring(office, file(as_csv(rows())), new=True)
    text, _ = take(office)
    with pytest.raises(FaultyFile, match="another source"):
        bring(office, file(text.encode(), "own.csv"))


def test_a_file_completes_the_connection_of_a_gateway(office, file):
    saved = Connection(name="acme", kind="newapi", url="http://x", profile=Profile(product=Product.NEWAPI))
    office._parts.connections.save(saved)
    assert bring(office, file(as_csv(rows())), into="acme").new == 3
    assert office.connections()[0] == saved


# ---------------------------------------------------------------- a desk that has no gateway


def test_a_desk_over_files_looks_up_and_judges_offline_and_says_how_old_it_is(office, file):
    bring(office, file(as_csv(rows(6))), new=True)
    desk = office.desk()
    assert (desk.connection, desk.online, desk.credential) == ("files", False, "file")
    answer = office.look_up(office.understand("owner:acme failed:yes since:30d").lookup, **quietly())
    assert len(answer.page.lines) == 2
    assert not answer.coverage.complete
    assert any("2025-11-23 12:13 UTC, 11 h ago" in note.en for note in answer.notes)
    view = office.open_case(answer.page.lines[0].key)
    assert view.request.status == 429
    assert view.verdict.family.value == "rate_limit_upstream"
    assert view.verdict.charge.charge is not Charge.YES


def test_a_desk_over_files_cannot_sync_and_says_what_to_do_instead(office, file):
    bring(office, file(as_csv(rows())), new=True)
    with pytest.raises(GatewayUnreachable) as caught:
        office.sync(**quietly())
    assert "Import" in caught.value.hint.en


def test_a_desk_over_files_can_be_forgotten_with_its_rows(office, file):
    bring(office, file(as_csv(rows())), new=True)
    office.forget("files", rows=True)
    assert office.connections() == ()
    assert office.store.find("files", Lookup()).lines == ()


@pytest.mark.parametrize("name", ["", " ", "files", SAMPLE, "a\nb"])
def test_a_new_connection_needs_a_name_of_its_own(office, file, name):
    bring(office, file(as_csv(rows())), new=True)
    with pytest.raises(FaultyFile, match="another name"):
        bring(office, file(as_csv(rows())), into=name, new=True)
    assert [c.name for c in office.connections()] == ["files"]
