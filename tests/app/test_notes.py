"""What a hand-off note says: its lines in order, its gaps, what is not known, and what it masks."""

import re
from dataclasses import replace
from itertools import product

import pytest

from quotadesk.app import texts
from quotadesk.app.answers import Similar
from quotadesk.domain.charge import Charge
from quotadesk.domain.lost import Lost
from quotadesk.domain.records import ErrorFacts
from quotadesk.domain.redaction import Known
from quotadesk.domain.requests import Attempt
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Family
from tests.app.cases import (
    CALLED,
    COVERAGE,
    NOW,
    WORDING,
    ZONE,
    everything,
    refund_row,
    request,
    verdict,
    view,
)
from tests.app.written import UNKNOWN, note, reply


def test_a_note_has_the_agreed_lines_in_their_order_within_25() -> None:
    heads = ["Ask", "Status", "Impact", "Diagnosis", "Evidence", "Error text", "Attempts", "Proof", "Done so far",
             "Not checked", "Customer told", "Next update", "IDs", "Redaction"]  # fmt: skip
    lines = note(view(asked=request()), "en").plain.strip().split("\n")
    assert [line.split(":")[0] for line in lines[1:]] == heads
    for case in list(everything())[::41]:
        for language in ("en", "zh"):
            assert len(note(case, language).plain.strip().split("\n")) <= 25


def test_what_is_not_checked_names_only_what_is_not_known() -> None:
    options = dict.fromkeys(("severity", "ask", "by_when", "customer_told", "next_update"), "said")
    for coverage, english, chinese in (
        (COVERAGE, "nothing known to be open", "没有已知的遗漏"),
        (replace(COVERAGE, read_at=None), "log around the call is not fully read", "该时段日志尚未完整读取"),
        (None, "log around the call is not fully read", "该时段日志尚未完整读取"),
    ):
        case = view(asked=request(), coverage=coverage)
        assert f"\nNot checked: {english}\n" in note(case, "en", options).plain
        assert f"\n未核实：{chinese}\n" in note(case, "zh", options).plain


def test_an_incident_is_told_to_colleagues_with_its_keys_and_owners() -> None:
    case = view(asked=request(), similar=Similar(keys=12, owners=5, requests=31))
    assert "12 others of 5 owners with this error within the hour" in note(case, "en").plain
    assert "另有 5 个归属的 12 把出现同一报错" in note(case, "zh").plain
    assert "12" not in reply(case, "en").plain.split("Request id")[0].replace(str(NOW.year), "")


def test_counts_of_one_are_told_as_one() -> None:
    options = dict.fromkeys(("severity", "ask", "by_when", "customer_told"), "said")
    lone = view(asked=request(client_retries=0, attempts=request().attempts[:1]), similar=Similar(keys=1))
    text = note(lone, "en", options).plain
    assert "keys 1 and one other with this error" in text
    assert "1 blank not filled" in text
    assert "1 value masked" in text
    assert not re.search(r"\b1 (requests|others|values|blanks|keys|owners)\b", text)


@pytest.mark.parametrize("code", ["violation_fee.grok.csam", "Throttling.RateQuota", "get_channel_failed"])
def test_an_error_code_reads_alike_in_the_notes_of_both_languages(code) -> None:
    said = Said(f"The upstream {code} refused it.", f"因上游 {code} 而拒绝。")
    proof = replace(verdict().proofs[0], text=said, rule=code)
    case = view(verdict(proofs=(proof,)), request(error=ErrorFacts(code=code), attempts=()))
    english, chinese = note(case, "en"), note(case, "zh")
    assert english.plain.count(code) == chinese.plain.count(code) == 2
    assert [p.placeholder for p in english.masked] == [p.placeholder for p in chinese.masked] == []


@pytest.mark.parametrize(
    "code", ["api.hidden-relay.com", "azure_east", "sk_" + "Zk3vQ9aLm2" * 4, "relay_up.io"]
)
def test_a_hidden_value_is_not_kept_because_it_stands_where_a_code_does(code) -> None:
    case = view(asked=request(error=ErrorFacts(code=code, text=f"上游 {code}"), attempts=()))
    for language in ("en", "zh"):
        known = Known.of(channels=["azure_east"], hosts=["api.hidden-relay.com", "relay_up.io"])
        assert code not in note(case, language, known=known).plain


def test_both_languages_of_a_note_mask_the_same() -> None:
    for case in list(everything())[::17]:
        assert sorted(p.placeholder for p in note(case, "en").masked) == sorted(
            p.placeholder for p in note(case, "zh").masked
        )


def test_what_only_the_agent_knows_is_a_visible_gap_that_is_counted() -> None:
    document = note(view(asked=request()), "en")
    assert [b.name for b in document.blanks] == ["severity", "ask", "by_when", "customer_told", "next_update"]
    assert "‹by when?›" in document.plain
    assert "5 blanks not filled" in document.plain
    assert "5 处待填" in note(view(asked=request()), "zh").plain


def test_options_fill_the_gaps_of_a_note() -> None:
    options = {"severity": "S2", "ask": "raise the limit", "by_when": "18:00 UTC", "ticket": "48213"}
    document = note(view(asked=request()), "en", options)
    assert document.plain.startswith("[S2] ")
    assert "Ask: raise the limit, by 18:00 UTC" in document.plain
    assert "ticket 48213" in document.plain
    assert "2 blanks not filled" in document.plain
    assert [b.name for b in document.blanks] == ["customer_told", "next_update"]


def test_a_note_never_names_a_channel_and_equal_channels_stay_recognisable() -> None:
    attempts = tuple(
        Attempt(number=n, started=CALLED, channel=c) for n, c in ((1, "azure-1"), (2, "b2"), (3, "azure-1"))
    )
    text = note(view(asked=request(attempts=attempts)), "en").plain
    marks = re.findall(r"\[CHANNEL …[0-9a-f]{6}\]", text)
    assert len(marks) == 3
    assert marks[0] == marks[2] != marks[1]
    assert "azure" not in text


def test_an_owners_address_is_always_a_pseudonym_and_any_owner_on_request() -> None:
    assert "li@example.com" not in note(view(asked=request(owner="li@example.com")), "en").plain
    assert "[EMAIL …" in note(view(asked=request(owner="li@example.com")), "en").plain
    assert "acme-retail" in note(view(asked=request()), "en").plain
    said = ErrorFacts(code="x", text="user Acme-Retail has no quota left")
    for language in ("en", "zh"):
        wide = note(view(asked=request(error=said)), language, pseudonymous=True).plain
        assert "acme-retail" not in wide.lower()
        assert wide.count("[OWNER …") >= 2


def test_a_note_says_what_is_unknown_once_and_names_no_unknown_time() -> None:
    case = replace(view(asked=request()), read_at=None)
    unknown = replace(case.verdict.charge, charge=Charge.UNKNOWN)
    case = replace(case, verdict=replace(case.verdict, charge=unknown))
    english, chinese = note(case, "en").plain, note(case, "zh").plain
    assert "charge unknown" in english
    assert "charge charge" not in english
    assert "read at" not in english
    assert "扣费 扣费" not in chinese
    assert "读取于" not in chinese


def test_a_note_masks_what_an_error_text_carries_and_counts_it() -> None:
    key = "sk-" + "Zk3vQ9aLm2" * 5
    case = view(
        asked=request(error=ErrorFacts(code="x", text=f"Incorrect API key provided: {key}"), attempts=())
    )
    document = note(case, "en")
    assert key not in document.markdown
    assert "Redaction: 1 value masked" in document.plain
    assert [p.placeholder[:8] for p in document.masked] == ["[API_KEY"]
    assert document.masked[0].why.en


def test_a_note_without_any_request_tells_of_the_account() -> None:
    text = note(view(UNKNOWN), "en").plain
    assert text.split("\n")[0] == (
        "[‹severity?›] acme-retail: quota low as read at 2026-11-23 07:04:30 UTC (15:04:30 UTC+8)"
    )
    assert not re.search(r"3\.2|50\.5|47\.2", text)


def test_a_note_gives_utc_with_the_readers_clock() -> None:
    assert "since 2026-11-23 07:01:44 UTC (15:01:44 UTC+8)" in note(view(asked=request()), "en").plain
    assert "始于 2026-11-23 07:01:44 UTC（15:01:44 UTC+8）" in note(view(asked=request()), "zh").plain


def test_a_note_says_what_sending_again_has_cost_in_both_languages() -> None:
    lost = Lost(client_retries=2, gateway_retries=3, seconds=42.6, net_nano=16_900_000, unproven=1)
    case = view(replace(verdict(), lost=lost), request())
    english, chinese = note(case, "en"), note(case, "zh")
    assert "Lost to retries: The client sent it again 2 times by itself" in english.plain
    assert "$0.0169 was charged for what brought no answer" in english.plain
    assert "重试损失：客户端自动重发 2 次" in chinese.plain
    assert "$0.0169" in chinese.plain
    assert "Lost to retries" not in note(view(asked=request()), "en").plain


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_note_keeps_within_25_lines_for_every_family_and_charge(language) -> None:
    lost = Lost(client_retries=2, gateway_retries=3, seconds=42.6, net_nano=16_900_000, unproven=1)
    for family, answer in product(Family, Charge):
        given = replace(verdict(family, answer), lost=lost)
        assert (
            len(note(view(given, request(records=(refund_row(),))), language).plain.strip().split("\n")) <= 25
        )


def test_a_known_value_that_crosses_the_end_of_a_long_error_is_masked_whole() -> None:
    value = "vaupij corp of the upper valley"
    error = ErrorFacts(code="x_y", text="word " * 58 + value)
    made = texts.note(
        view(asked=request(error=error)),
        "en",
        {},
        wording=WORDING,
        zone=ZONE,
        now=NOW,
        known=Known.of(persons=[value]),
        secret=b"x" * 32,
    )
    assert "word word" in made.plain
    assert "vaupij" not in made.plain
