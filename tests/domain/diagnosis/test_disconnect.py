"""Who pays when the customer's program hangs up: the ledger says it first, then the gateway's own rule."""

import pytest

from quotadesk.domain.charge import Charge
from quotadesk.domain.diagnosis import diagnose
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.profile import Product, Profile
from quotadesk.domain.records import ErrorFacts, RecordKind
from quotadesk.domain.verdict import Acts, Claim, Family, Retry, Verdict
from quotadesk.knowledge import read_knowledge
from tests.domain.diagnosis.desk import NOW, error_row, row

GONE = "499 Client Closed Request"


def said(bills: bool | None, pasted: str = GONE, **more: object) -> Verdict:
    profile = Profile(product=Product.NEWAPI, error_log=True, consume_log=True, bills_on_disconnect=bills)
    return diagnose(Evidence(now=NOW, profile=profile, pasted=pasted, **more), read_knowledge())


def cut(usd: float) -> object:
    return row(usd=usd, failed=True, stream=True, stream_end="client_gone", stream_ok=False)


def test_without_a_row_the_answer_names_what_would_settle_it():
    asked, billed, free = said(None), said(True), said(False)
    assert {v.charge.charge for v in (asked, billed, free)} == {Charge.UNKNOWN}
    assert any("who pays" in s.en for s in asked.settles)
    assert not any("who pays" in s.en for s in (*billed.settles, *free.settles))
    assert any("bills when a client disconnects" in s.en for s in billed.settles)
    assert any("bills nothing" in s.en for s in free.settles)


@pytest.mark.parametrize(
    ("bills", "charge"), [(True, Charge.UNKNOWN), (None, Charge.UNKNOWN), (False, Charge.NO)]
)
def test_a_silent_log_means_not_charged_only_where_disconnects_are_free(bills, charge):
    verdict = said(bills, records=(), window_fully_read=True)
    assert verdict.charge.charge is charge
    assert verdict.retry is (Retry.YES_NOW if charge is Charge.NO else Retry.NO)


def test_a_charge_that_the_gateways_rule_forbids_is_for_support_to_look_into():
    billed, against = said(True, "", records=(cut(0.02),)), said(False, "", records=(cut(0.02),))
    assert billed.charge.charge is against.charge.charge is Charge.YES
    assert (billed.acts, against.acts) == (Acts.CUSTOMER, Acts.SUPPORT)
    why = next(p.text.en for p in against.proofs if p.claim is Claim.CHARGE)
    assert "should bill nothing" in why


def test_failed_attempts_of_a_disconnected_call_prove_no_free_call_where_disconnects_are_billed():
    gone = error_row(500, "do request failed: context canceled", code="do_request_failed")
    assert said(None, "", records=(gone,)).charge.charge is Charge.NO
    assert said(True, "", records=(gone,)).charge.charge is Charge.UNKNOWN
    assert said(True, "", records=(gone,), window_fully_read=True).charge.charge is Charge.NO
    assert said(True, "", records=(gone,)).family is Family.STREAM_CUT


def test_a_billing_row_of_zero_stays_the_proof_that_nothing_was_charged():
    free = row(
        RecordKind.FAILURE, status=499, error=ErrorFacts(text="client disconnected the request"), unit="usd"
    )
    assert said(True, "", records=(free,)).charge.charge is Charge.NO


def test_the_rule_changes_nothing_where_the_upstream_broke_the_stream():
    broken = row(usd=0.02, failed=True, stream=True, stream_end="timeout", stream_ok=False)
    assert said(False, "", records=(broken,)).acts is said(None, "", records=(broken,)).acts
