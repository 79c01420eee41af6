"""Exported files are read row by row, whatever program wrote them, by the decoders of their gateways."""

import gzip
import json
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotadesk.app.errors import FaultyFile
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import RecordKind
from quotadesk.gateways import files_text
from quotadesk.gateways.catalog import decoder
from quotadesk.gateways.files import open_export
from tests.gateways.exported import SECOND, as_csv, as_lines, as_page, litellm, newapi, oneapi

ROWS = [newapi(1), newapi(2, failed=True), newapi(3)]


@pytest.fixture
def file(tmp_path):
    def write(data: bytes, name="log.csv"):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def read(path, profile=None, **more):
    """Give the records and the refused (line, reason) of a file."""
    parts = list(open_export(path, profile or Profile(), **more).parts())
    records = [r for part in parts for r in part.records]
    return records, [(r.line, r.why.en) for part in parts for r in part.refused]


def as_api(rows):
    """Give the records that the gateway's own decoder makes of the same rows as its API answers them."""
    decode = decoder("newapi")
    return [decode(row) for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_table_of_new_api_is_read_as_its_api_would_answer_it(file, delimiter, encoding, packed):
    rows = [*ROWS, newapi(4, username="艾克美", content="多行\n“文本”, 带逗号; 和分号")]
    path = file(as_csv(rows, delimiter=delimiter, encoding=encoding, packed=packed))
    records, refused = read(path)
    assert refused == []
    assert records == as_api(rows)


@pytest.mark.parametrize(
    "data",
    [
        as_lines(ROWS),
        as_page(ROWS),
        as_page(ROWS, indent=2),
        json.dumps(ROWS).encode(),
        json.dumps({"data": ROWS}).encode(),
        b"\xef\xbb\xbf" + as_lines(ROWS),
        gzip.compress(as_page(ROWS)),
        as_lines(ROWS).replace(b"\n", b"\r\n\r\n"),
    ],
    ids=["lines", "page", "indented page", "list", "data", "marked lines", "packed page", "blank lines"],
)
def test_json_is_read_as_lines_as_a_list_and_as_a_page_of_the_api(file, data):
    assert read(file(data, "log.json")) == (as_api(ROWS), [])


def test_a_page_longer_than_one_reading_is_read_to_its_end(file):
    rows = [newapi(n, content="x" * 900) for n in range(1, 400)]
    records, refused = read(file(as_page(rows), "log.json"))
    assert (len(records), refused) == (399, [])


def test_each_product_is_told_by_its_columns(file):
    for rows, product in (
        ([newapi()], Product.NEWAPI),
        ([oneapi()], Product.ONEAPI),
        ([litellm()], Product.LITELLM),
        ([{**oneapi(), "metadata": "{}"}], Product.ONEAPI),
    ):
        assert open_export(file(as_csv(rows)), Profile()).profile.product is product


def test_a_dump_of_litellms_spend_logs_is_read_without_its_prompts(file):
    rows = [litellm(1), litellm(2, failed=True)]
    for data in (as_csv(rows), as_lines(rows), json.dumps(rows).encode()):
        records, refused = read(file(data))
        assert refused == []
        assert [r.kind for r in records] == [RecordKind.CONSUME, RecordKind.FAILURE]
        assert records[0].figure == 4.2e-05
        assert records[0].time == datetime(2025, 11, 23, 12, 0, 1, 500_000, tzinfo=UTC)
        assert records[0].environment == "production"
        assert "secret" not in repr(records)


def test_a_column_that_is_not_named_is_dropped(file):
    rows = [newapi(1, password="hunter2", ip="10.9.8.7")]
    records, _ = read(file(as_csv(rows)))
    assert "hunter2" not in repr(records)
    assert "10.9.8.7" not in repr(records)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quota": "many"}, "quota is no number"),
        ({"quota": ""}, "no time, type or charge"),
        ({"created_at": "yesterday"}, "created_at is no number"),
        ({"created_at": "nan"}, "created_at is no number"),
        ({"is_stream": "perhaps"}, "is_stream is neither"),
        ({"other": '{"model_ratio": 1.2'}, "other is no JSON"),
    ],
)
def test_a_cell_of_the_wrong_type_costs_its_own_row_only(file, change, why):
    records, refused = read(file(as_csv([newapi(1), newapi(2, **change), newapi(3)])))
    assert [r.source_id for r in records] == ["1", "3"]
    assert [line for line, _ in refused] == [3]
    assert why in refused[0][1]


def test_a_last_line_that_was_cut_is_refused_and_named(file):
    whole = as_csv([newapi(n) for n in range(1, 4)])
    cut_in_a_cell = whole[: whole.rindex(b"prod-bot")]
    cut_in_quotes = whole[:-8]
    for data in (cut_in_a_cell, cut_in_quotes):
        records, refused = read(file(data))
        assert [r.source_id for r in records] == ["1", "2"]
        assert [line for line, _ in refused] == [4]
    for data in (as_lines(ROWS)[:-20], as_page(ROWS)[:-20], json.dumps(ROWS).encode()[:-2]):
        records, refused = read(file(data, "log.json"))
        assert [r.source_id for r in records][:2] == ["1", "2"]
        assert len(refused) == 1


def test_a_cut_packed_file_keeps_what_came_before(file):
    import random

    dice = random.Random(7)
    rows = [newapi(n, content=f"{dice.getrandbits(4000):x}") for n in range(1, 3000)]
    data = as_csv(rows, packed=True)
    opened = open_export(file(data[: len(data) * 2 // 3]), Profile())
    parts = opened.parts()
    assert next(parts).records
    with pytest.raises(FaultyFile, match="cut or damaged"):
        list(parts)


def test_the_line_of_a_refused_row_is_where_it_begins(file):
    rows = [newapi(1, content="two\nlines"), newapi(2, quota="x", content="three\nmore\nlines"), newapi(3)]
    assert read(file(as_csv(rows)))[1] == [(4, "column quota is no number")]


def test_a_quote_that_is_never_closed_ends_where_a_row_could_not_be_longer(file, monkeypatch):
    monkeypatch.setattr("quotadesk.gateways.files_rows.LONGEST_LINE", 2_000)
    rows = [newapi(n) for n in range(1, 60)]
    data = as_csv(rows).replace(b"prod-bot,gpt-4o", b'"prod-bot,gpt-4o', 1)
    records, refused = read(file(data))
    assert refused
    assert len(records) > 40


def test_a_line_that_no_row_can_be_is_refused_without_being_held(file, monkeypatch):
    monkeypatch.setattr(files_text, "LONGEST_LINE", 5_000)
    monkeypatch.setattr("quotadesk.gateways.files_rows.LONGEST_LINE", 5_000)
    rows = [newapi(1), newapi(2, content="x" * 20_000), newapi(3)]
    for data, line in ((as_csv(rows), 3), (as_lines(rows), 2)):
        records, refused = read(file(data))
        assert [r.source_id for r in records] == ["1", "3"]
        assert refused[0][0] == line


@pytest.mark.parametrize(("count", "form"), [(100_000, as_csv), (20_000, as_page)])
def test_a_hundred_thousand_rows_need_the_memory_of_one_part(file, count, form):
    one, two = form([newapi(1)]), form([newapi(1), newapi(1)])
    end = len(two) - len(one)  # what a second row adds, again and again
    start = 0 if form is as_csv else 4
    more = two[len(one) - start : len(two) - start]
    path = file(one[: len(one) - start] + more * (count - 1) + one[len(one) - start :])
    assert len(more) == end
    rows, most = 0, []
    parts = open_export(path, Profile()).parts()
    for number in range(count // 1000):
        traced = number < 3 or number >= count // 1000 - 3  # a file that is held whole, and what heaps up
        if traced:
            tracemalloc.start()
        rows += len(next(parts).records)
        if traced:
            most.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert (rows, next(parts, None)) == (count, None)
    assert max(most) < 8_000_000 < path.stat().st_size


def test_ids_that_only_number_what_was_shown_name_no_row(file):
    """In the list of one's own rows the newest is number 1; two such files would overwrite each other."""
    rows = [newapi(n, created_at=SECOND - n) for n in range(1, 6)]
    records, _ = read(file(as_page(rows)))
    assert {r.source_id for r in records}.isdisjoint({"1", "2", "3", "4", "5"})
    newest_first = list(reversed([newapi(n) for n in range(1, 6)]))
    assert [r.source_id for r in read(file(as_page(newest_first)))[0]] == ["5", "4", "3", "2", "1"]


def test_progress_tells_the_share_of_bytes(file):
    parts = open_export(file(as_csv([newapi(n) for n in range(1, 5001)], packed=True)), Profile()).parts()
    shares = [part.share for part in parts]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_file_of_nothing_known_says_how_to_name_it(file):
    with pytest.raises(FaultyFile) as caught:
        open_export(file(b"name,colour\nacme,red\n"), Profile())
    assert "--mapping" in caught.value.hint.en
    for empty in (b"", b"\n\n", b'{"success": false}\n'):
        with pytest.raises(FaultyFile):
            open_export(file(empty), Profile())


# ---------------------------------------------------------------- mapping files

MAPPING = """
title = "Acme billing"
[columns]
"Request" = "request_id"
"When" = "time"
"Cents" = "figure"
"Result" = "status"
"Problem" = "error_text"
"Customer" = "owner"
[time]
format = "%d.%m.%Y %H:%M:%S"
zone = "Asia/Shanghai"
[figure]
unit = "usd"
per = 100
[values.status]
"OK" = "200"
"""
BILL = (
    "Request;When;Cents;Result;Problem;Customer;Password\n"
    "r-1;23.11.2025 20:00:00;1.25;OK;;acme;hunter2\n"
    "r-2;23.11.2025 20:00:01;0;502;bad gateway;acme;hunter2\n"
    "r-3;2025-11-23;1;OK;;acme;x\n"
)


def test_any_other_file_is_read_by_a_mapping(file):
    records, refused = read(file(BILL.encode()), mapping=file(MAPPING.encode(), "m.toml"))
    ok, bad = records
    assert (ok.time, ok.figure, ok.amount_nano, ok.status, ok.failed) == (
        datetime(2025, 11, 23, 12, tzinfo=UTC), 0.0125, 12_500_000, 200, False,
    )  # fmt: skip
    assert (bad.kind, bad.status, bad.failed, bad.error.text) == (
        RecordKind.FAILURE,
        502,
        True,
        "bad gateway",
    )
    assert [line for line, _ in refused] == [4]
    assert "hunter2" not in repr(records)


def test_a_failure_of_which_no_amount_is_said_is_no_proof_that_it_was_free(file):
    bill = BILL.replace("20:00:01;0;502", "20:00:01;;502").replace(
        "2025-11-23;1;OK", "23.11.2025 20:00:02;;OK"
    )
    (_, bad), refused = read(file(bill.encode()), mapping=file(MAPPING.encode(), "m.toml"))
    assert (bad.kind, bad.failed) == (RecordKind.ERROR, True)
    assert [line for line, _ in refused] == [4]


@pytest.mark.parametrize(
    ("charged", "amount", "back"),
    [
        ("yes", "0", "0"),
        ("no", "1", "0"),
        ("yes", "-1", "0"),
        ("refunded", "0", "0"),
        ("none recorded", "5", ""),
        ("none recorded", "", "5"),
    ],
)
def test_an_own_row_whose_charge_and_amount_disagree_is_not_kept(file, charged, amount, back):
    """Less than a billionth of a dollar leaves as 0: read back, it would prove that nothing was charged."""
    text = f"time,failed,charged,amount_usd,refunded_usd\n2025-11-23T12:00:00+00:00,yes,{charged},{amount},{back}\n"
    records, refused = read(file(text.encode()))
    assert (records, len(refused)) == ([], 1)


@pytest.mark.parametrize(
    ("failed", "charged", "amount", "kind"),
    [
        ("yes", "no", "0", RecordKind.ERROR),
        ("yes", "none recorded", "", RecordKind.ERROR),
        ("no", "none recorded", "", RecordKind.ERROR),
        ("no", "no", "0", RecordKind.CONSUME),
        ("yes", "yes", "5", RecordKind.FAILURE),
    ],
)
def test_an_own_row_is_a_billing_row_only_where_it_tells_of_one(file, failed, charged, amount, kind):
    """Whether a failure that says "no" had a row that billed 0, or none at all, stands in no column."""
    text = f"time,failed,charged,amount_usd,refunded_usd\n2025-11-23T12:00:00+00:00,{failed},{charged},{amount},{amount and 0}\n"
    (record,), refused = read(file(text.encode()))
    assert (record.kind, record.failed, refused) == (kind, failed == "yes", [])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('"request_id"', '"password"'), "line 4.*no field"),
        (('"time"', '"path"'), "no column is the field 'time'"),
        (("Asia/Shanghai", "Moon/Sea"), "line 12.*time zone"),
        (('"%d.%m.%Y %H:%M:%S"', '"%Q"'), "line 11.*strptime"),
        (('"usd"', '"euro"'), "unit is one of"),
        (("per = 100", "per = 0"), "per is a number above zero"),
        (("[values.status]", "[values.colour]"), "of no field"),
        (('"Cents" = "figure"', '"Cents" = "owner"'), "two columns|no column"),
        (("[figure]", "[money]"), "money"),
        (("per = 100", "per = "), "line 15"),
    ],
)
def test_a_faulty_mapping_is_refused_with_file_line_and_reason(file, change, said):
    mapping = file(MAPPING.replace(*change).encode(), "m.toml")
    with pytest.raises(FaultyFile, match=f"m.toml.*({said})"):
        read(file(BILL.encode()), mapping=mapping)


def test_a_file_without_a_column_that_the_mapping_needs_is_refused(file):
    with pytest.raises(FaultyFile, match="Cents"):
        read(file(BILL.replace("Cents", "Euro").encode()), mapping=file(MAPPING.encode(), "m.toml"))


def test_equal_rows_without_any_id_are_two_calls_and_read_again_they_are_the_same_two(file):
    mapping = file(MAPPING.replace('"Request" = "request_id"\n', "").encode(), "m.toml")
    row = ";23.11.2025 20:00:00;1.25;OK;;acme;\n"
    path = file((BILL.splitlines()[0] + "\n" + row * 3).encode())
    first, again = (read(path, mapping=mapping)[0] for _ in range(2))
    assert len({r.source_id for r in first}) == 3
    assert [r.source_id for r in again] == [r.source_id for r in first]


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(TEXT, st.integers(0, 10**12), TEXT, st.integers(0, 10**6)), min_size=1, max_size=6
    ),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_whatever_text_stands_in_a_cell_figures_and_times_stay(file, rows, delimiter, encoding):
    made = [
        newapi(n, username=owner, quota=quota, content=content, created_at=SECOND + second)
        for n, (owner, quota, content, second) in enumerate(rows, 1)
    ]
    records, refused = read(file(as_csv(made, delimiter=delimiter, encoding=encoding)))
    assert refused == []
    assert [r.figure for r in records] == [quota for _, quota, _, _ in rows]
    first = datetime.fromtimestamp(SECOND, UTC)
    assert [r.time for r in records] == [first + timedelta(seconds=s) for *_, s in rows]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), head=st.sampled_from([b"", b"[", b'{"data": [', as_csv([newapi()])]))
def test_no_bytes_break_the_reading(file, data, head):
    try:
        records, refused = read(file(head + data))
    except FaultyFile:
        return
    assert records or refused


def test_text_in_gbk_is_seen_however_late_it_comes(file):
    rows = [newapi(n, content="x" * 1_000) for n in range(1, 2500)]
    data = as_csv([*rows, newapi(2500, username="艾克美")], encoding="gbk")
    assert data[: 2 << 20].isascii()
    assert read(file(data))[0][-1].owner == "艾克美"


def test_a_faulty_table_of_exports_is_refused_naming_the_entry(file):
    from quotadesk.gateways.files_kinds import read_kinds

    entry = '[[export]]\nkind = "x"\ntitle = "X"\ndecoder = "newapi"\ntell = ["a"]\n[export.columns]\n'
    for columns, said in (('b = "text"\n', "a"), ('a = "colour"\n', "colour")):
        with pytest.raises(ValueError, match=rf"\[x\].*{said}"):
            read_kinds(file((entry + columns).encode(), "exports.toml"))
