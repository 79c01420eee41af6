"""An export holds what a lookup found, every cell through the gate, and nothing that a spreadsheet would run."""

import csv
import io
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotadesk.app.exporting import ExportCancelled, Wanted
from quotadesk.app.exporting_columns import COLUMNS
from quotadesk.app.exporting_forms import Format, harmless, original
from quotadesk.app.exporting_gate import CellGate
from quotadesk.app.intake import WITHHELD
from quotadesk.domain.charge import Charge
from quotadesk.domain.fields import FIELDS, Audience, audience_of
from quotadesk.domain.redaction import Audience as Reader
from quotadesk.domain.redaction import Known
from tests.app.files import Page, bring, files_office, quietly, take
from tests.gateways.exported import as_csv, litellm, newapi


@pytest.fixture
def office(tmp_path):
    office = files_office(tmp_path)
    yield office
    office.store.close()


@pytest.fixture
def held(office, tmp_path):
    """Import rows; gives the office."""

    def hold(rows, into="files"):
        path = tmp_path / f"{into}.csv"
        path.write_bytes(rows if isinstance(rows, bytes) else as_csv(rows))
        return bring(office, path, into=into, new=True)

    return hold


def cells(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_page_of_a_lookup_is_written(office, held):
    held([newapi(n) for n in range(1, 451)])
    text, report = take(office)
    assert report.rows == len(cells(text)) == 450
    assert take(office, limit=250)[1].rows == 250
    assert len({row["Request id"] for row in cells(text)}) == 450


def test_a_row_carries_the_standard_evidence_with_money_in_all_its_digits(office, held):
    held([newapi(1, quota=1), newapi(2, quota=1_234_567), newapi(3, failed=True)])
    lines = [json.loads(line) for line in take(office, form=Format.JSONL)[0].splitlines()]
    failed, dear, cheap = lines
    assert (cheap["amount_usd"], dear["amount_usd"], cheap["charged"]) == (0.000002, 2.469134, "yes")
    assert (failed["status"], failed["error_code"], failed["failed"]) == (429, "rate_limit_exceeded", True)
    assert "key_masked" in cheap["missing"]
    assert "status" in cheap["inferred"]
    text, _ = take(office)
    assert "0.000002" in text
    assert "Key" in cells(text)[0]["Missing"].split("; ")
    assert "密钥" in take(office, language="zh")[0].splitlines()[1]
    assert "e-0" not in text


def test_headings_are_in_the_language_of_the_agent_and_name_the_unit(office, held):
    held([newapi(1)])
    assert "Amount (USD)" in take(office)[0].splitlines()[0]
    chinese = take(office, language="zh")[0]
    assert chinese.startswith("\ufeff时间,请求 ID")
    assert "金额（USD）" in chinese.splitlines()[0]


def test_a_file_for_a_customer_holds_public_fields_only(office, held):
    held([newapi(1, failed=True)])
    (row,) = [
        json.loads(line) for line in take(office, form=Format.JSONL, reader=Reader.PUBLIC)[0].splitlines()
    ]
    names = set(row) - {"failed", "missing", "inferred"}
    assert all(audience_of({"refunded_usd": "refunded_usd"}.get(n, n)) is Audience.PUBLIC for n in names)
    assert {"owner", "group", "error_text", "upstream_request_id"}.isdisjoint(row)
    assert {"owner", "group"}.isdisjoint({*row["missing"], *row["inferred"]})
    assert "Rate limit reached" in take(office)[0]


def test_every_column_is_a_field_of_the_register_and_none_is_for_the_screen_only():
    assert {c.field for c in COLUMNS} <= set(FIELDS)
    assert all(audience_of(c.field) in {Audience.PUBLIC, Audience.INTERNAL} for c in COLUMNS)


def test_what_may_not_leave_is_masked_in_its_cell_and_the_rest_stays(office, held):
    """The owner of a row may be an e-mail; the desk finds a customer by it, and no file carries it."""
    held([newapi(1, username="bob@example.com"), newapi(2)])
    text, report = take(office)
    assert "bob@example.com" not in text
    assert report.masked == 1
    assert cells(text)[0]["Key owner"] == "acme"
    assert len(cells(text)) == 2


def test_a_text_that_the_gate_refuses_is_withheld(monkeypatch):
    slow = iter(range(0, 10_000, 5))
    gate = CellGate(reader=Reader.INTERNAL, known=Known(), secret=b"x", clock=lambda: next(slow))
    assert gate.passed(["acme", "globex"]) == {"acme": WITHHELD, "globex": WITHHELD}
    assert gate.withheld == 2


def test_one_masked_text_does_not_cost_its_neighbours():
    gate = CellGate(reader=Reader.INTERNAL, known=Known(), secret=b"x", clock=lambda: 0.0)
    key = "sk-proj-" + "aB3dE5fG" * 5
    passed = gate.passed(["acme", key, "globex"])
    assert (passed["acme"], passed["globex"]) == ("acme", "globex")
    assert key not in passed[key]


def test_a_key_named_after_its_owner_stays_whole_for_the_customer():
    known = Known.of(owners=["acme"], key_names=["acme-prod"])
    gate = CellGate(reader=Reader.PUBLIC, known=known, secret=b"x", clock=lambda: 0.0)
    assert gate.passed(["acme-prod", "model of acme"])["acme-prod"] == "acme-prod"
    assert "acme" not in gate.passed(["model of acme"])["model of acme"]


def test_a_cancelled_export_stops_at_once(office, held):
    held([newapi(n) for n in range(1, 451)])
    wanted = Wanted(lookup=office.understand("since:30d").lookup, form=Format.CSV)
    with pytest.raises(ExportCancelled):
        office.export(wanted, Page(), progressed=lambda _: None, cancelled=lambda: True)


# ---------------------------------------------------------------- hostile cells

RUNS = re.compile(r"[\s\"'\u3000\ufeff]*[=+\-@\t\r＝＋－＠]")
HOSTILE = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", "  =1", '"=1"', "'=1", "\u3000=1",
    "\ufeff=1", "\n=cmd|' /C calc'!A0", " '\"=1",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_would_run_is_text_in_csv_and_itself_in_json(office, held, text):
    held([newapi(1, token_name=text)])
    (row,) = cells(take(office)[0])
    assert row["Key name"].startswith("'")
    (line,) = take(office, form=Format.JSONL)[0].splitlines()
    assert not json.loads(line)["key_name"].startswith("'") or text.startswith("'")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_text_begins_as_a_formula_and_each_comes_back_as_it_was(text):
    assert not RUNS.match(harmless(text)) or harmless(text).startswith("'")
    assert original(harmless(text)) == text or text.startswith("'")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_harmless_texts_stay_as_they_are(text):
    if not RUNS.match(text) and text[0].isalnum():
        assert harmless(text) == text


def test_numbers_stay_numbers(office, held):
    held([newapi(1, quota=4200)])
    (row,) = cells(take(office)[0])
    assert (row["Amount (USD)"], row["Status"], row["Refunded (USD)"]) == ("0.0084", "200", "0")


# ---------------------------------------------------------------- there and back

ROW = st.builds(
    lambda kind, money, owner: (kind, money, owner),
    st.booleans(),
    st.integers(0, 10**9),
    st.sampled_from(["acme", "艾克美", "=globex", 'o\'neil, "inc"', "-", "line\nbreak"]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(ROW, min_size=1, max_size=5),
    form=st.sampled_from(Format),
    language=st.sampled_from(["en", "zh"]),
)
def test_figures_survive_export_and_import(tmp_path_factory, rows, form, language):
    home = tmp_path_factory.mktemp("desk")
    office = files_office(home)
    made = [
        newapi(n, failed=failed, quota=0 if failed else quota, username=owner)
        for n, (failed, quota, owner) in enumerate(rows, 1)
    ]
    (home / "first.csv").write_bytes(as_csv(made))
    bring(office, home / "first.csv", into="first", new=True)
    text, _ = take(office, form=form, language=language)
    (home / "own").write_bytes(text.encode())
    report = bring(office, home / "own", into="second", new=True)
    assert report.refused == 0
    assert take(office, form=Format.JSONL)[0].count("\n") == len(rows)
    again, _ = take(office, form=form, language=language)
    assert _figures(text, form) == _figures(again, form)
    assert bring(office, home / "own", into="second").new == 0
    office.store.close()


def _figures(text, form):
    """Give what each row says of time, outcome and money."""
    rows = [json.loads(line) for line in text.splitlines()] if form is Format.JSONL else None
    if rows is None:
        rows = [list(row.values()) for row in cells(text)]
        return [(r[0], r[1], r[4], r[13], r[14], r[20], r[21], r[22]) for r in rows]
    names = ("time", "request_id", "owner", "status", "failed", "charged", "amount_usd", "refunded_usd")
    return [tuple(row[name] for name in names) for row in rows]


def test_a_refund_survives_export_and_import(office, held, tmp_path):
    task = {**json.loads(newapi()["other"]), "is_task": True, "task_id": "task_1"}
    back = newapi(
        2, type=6, quota=500, request_id="", other=json.dumps({"task_id": "task_1", "reason": "failed"})
    )
    held([newapi(1, quota=1500, other=json.dumps(task)), back])
    text, _ = take(office, form=Format.JSONL)
    rows = [json.loads(line) for line in text.splitlines()]
    held(text.encode(), into="own")
    again = [json.loads(line) for line in take(office, form=Format.JSONL)[0].splitlines()]
    money = [(r["charged"], r["amount_usd"], r["refunded_usd"]) for r in rows]
    assert [(r["charged"], r["amount_usd"], r["refunded_usd"]) for r in again] == money


def test_a_failure_without_a_billing_row_is_neither_charged_nor_free(office, held):
    """The list says the same; a gateway that writes one row a call has recorded that 0 was billed."""
    held([newapi(1, failed=True)])
    held([litellm(1, failed=True)], into="litellm")
    (billed,) = [json.loads(line) for line in take(office, form=Format.JSONL)[0].splitlines()]
    office.use("files")
    (bare,) = [json.loads(line) for line in take(office, form=Format.JSONL)[0].splitlines()]
    assert (billed["charged"], billed["amount_usd"]) == ("no", 0)
    assert (bare["charged"], bare["amount_usd"], bare["refunded_usd"]) == ("none recorded", None, None)
    assert "charged" not in bare["inferred"]
    assert {"amount_usd", "refunded_usd"} <= set(bare["missing"])


PROOF = [Charge.UNKNOWN, Charge.NO]  # weakest first


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("row", [newapi, litellm])
@pytest.mark.parametrize("complete", [False, True])
def test_a_file_that_went_there_and_back_proves_no_more_than_the_log(office, tmp_path, form, row, complete):
    def charge_of_the_only(into, data, **more):
        (tmp_path / into).write_bytes(data)
        bring(office, tmp_path / into, into=into, new=True, **more)
        (line,) = office.look_up(office.understand("since:30d").lookup, **quietly()).page.lines
        return office.open_case(line.key).verdict.charge.charge

    read = {"complete": office.understand("since:30d").lookup.window} if complete else {}
    before = charge_of_the_only("first", as_csv([row(1, failed=True)]), **read)
    after = charge_of_the_only("own", take(office, form=form)[0].encode())
    assert PROOF.index(after) <= PROOF.index(before)
    assert after is Charge.UNKNOWN


def test_litellms_tiny_amounts_keep_every_digit(office, held):
    held([litellm(1, spend=1e-09), litellm(2, spend=0.1234567)])
    dear, tiny = [json.loads(line) for line in take(office, form=Format.JSONL)[0].splitlines()]
    assert (tiny["amount_usd"], dear["amount_usd"]) == (1e-09, 0.1234567)
    assert "0.000000001" in take(office)[0]
