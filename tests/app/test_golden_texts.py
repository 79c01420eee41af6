"""The texts as a customer and a colleague read them, beside the files in tests/golden.

`QUOTADESK_GOLDEN=write python -m pytest tests/app/test_golden_texts.py` writes the files anew; read the difference.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from quotadesk.app import texts
from quotadesk.app.answers import CaseView, Similar
from quotadesk.domain.account import QuotaState, Scope
from quotadesk.domain.charge import Charge
from quotadesk.domain.records import ErrorFacts, TaskStatus
from quotadesk.domain.redaction import Known
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Confidence, Family, Retry
from tests.app.cases import (
    CALLED,
    NOW,
    WORDING,
    ZONE,
    account,
    bare,
    fee_row,
    refund_row,
    request,
    task,
    verdict,
    view,
)

GOLDEN = Path(__file__).parents[1] / "golden"
WRITE = os.environ.get("QUOTADESK_GOLDEN") == "write"
LIMITED = "Rate limit exceeded for api_key: x. Limit type: requests. Current limit: 60, Remaining: 0"


def _customers(family: Family, status: int, code: str = "", **more: object) -> CaseView:
    given = verdict(family, Charge.NO, Acts.CUSTOMER, Retry.NO, None, **more)
    asked = request(
        status=status, error=ErrorFacts(code=code, text=""), attempts=(), attempt_count=0, client_retries=0
    )
    return view(given, asked)


def _video(answer: Charge, acts: Acts, **more: object) -> CaseView:
    given = verdict(Family.TASK_FAILED, answer, acts, Retry.NO, None)
    asked = request(model="kling-v2", status=200, task=task(), task_id="task_Zk3vQ9aLm2", attempts=(), **more)
    return view(given, asked)


_LIMITED = _customers(Family.RATE_LIMIT_CUSTOMER, 429)
_NOTED = verdict(
    confidence=Confidence.LIKELY,
    settles=(Said("Read the wallet's balance at the time.", "查询当时的账户余额。"),),
)
CASES: dict[str, CaseView] = {
    "wallet_empty": _customers(Family.WALLET_EMPTY, 402, "insufficient_user_quota"),
    "wallet_empty-open": view(
        verdict(Family.WALLET_EMPTY, Charge.UNKNOWN, Acts.SUPPORT, Retry.NO, None), bare(status=402)
    ),
    "key_quota": _customers(Family.KEY_QUOTA, 401),
    "budget": _customers(Family.BUDGET, 429),
    "rate_limit_customer": view(
        replace(_LIMITED.verdict, retry=Retry.YES_AFTER_WAIT, retry_after_s=30.0),
        request(error=ErrorFacts(code="429", text=LIMITED)),
    ),
    "ours": view(verdict(), request()),
    "ours-no-retry": view(
        verdict(Family.UPSTREAM_ACCOUNT, Charge.NO, Acts.OPERATOR, Retry.NO, None), request(status=402)
    ),
    "key_invalid": _customers(Family.KEY_INVALID, 401, cause="relay-key-stale"),
    "permission": _customers(Family.PERMISSION, 403, cause="relay-key-model"),
    "model_unavailable": _customers(Family.MODEL_UNAVAILABLE, 404, cause="litellm-model-unknown"),
    "change_request": _customers(Family.BAD_REQUEST, 400, "context_length_exceeded", cause="openai-context"),
    "charge_explained": view(
        verdict(Family.SUCCESS, Charge.YES, Acts.NOBODY, Retry.NO, None), request(status=200, failed=False)
    ),
    "charge_explained-held": view(
        verdict(Family.SUCCESS, Charge.HELD, Acts.NOBODY, Retry.NO, None),
        request(status=200, failed=False, model="kling-v2", task=task(TaskStatus.RUNNING)),
    ),
    "charged_although_failed": view(
        verdict(Family.STREAM_CUT, Charge.YES, Acts.UPSTREAM_WAIT, Retry.NO, None), request(status=200)
    ),
    "charged_although_failed-fee": view(
        verdict(Family.CONTENT_BLOCKED, Charge.YES, Acts.CUSTOMER, Retry.NO, None),
        request(status=403, records=(fee_row(),), attempts=()),
    ),
    "ours-no-usage": view(
        verdict(Family.UPSTREAM_FAULT, Charge.NO, cause="row-no-usage", confidence=Confidence.LIKELY),
        request(status=200, ended=CALLED, attempts=(), attempt_count=1),
    ),
    "refund": _video(Charge.REFUNDED, Acts.NOBODY, records=(refund_row(),)),
    "refund-owed": _video(Charge.YES, Acts.OPERATOR),
    "ask": view(verdict(Family.UNKNOWN, Charge.UNKNOWN, Acts.SUPPORT, Retry.UNKNOWN, None), bare(status=402)),
    "low_balance": view(
        verdict(Family.UNKNOWN, Charge.UNKNOWN, Acts.NOBODY, Retry.UNKNOWN, None),
        account=account(QuotaState.LOW, Scope.WALLET),
    ),
    "handoff": view(_NOTED, request(), similar=Similar(keys=12)),
}


def _written(name: str, language: str) -> str:
    given = {"wording": WORDING, "zone": ZONE, "now": NOW}
    if name == "handoff":
        known, secret = Known(), b"the same in every run of the tests"
        return texts.note(CASES[name], language, {}, **given, known=known, secret=secret).markdown
    if name == "low_balance":
        return texts.low_balance(CASES[name], language, **given).markdown
    document = texts.reply(CASES[name], language, **given)
    assert document.kind == f"replies/{name.split('-', maxsplit=1)[0]}"
    return document.markdown


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", CASES)
def test_a_text_reads_as_it_did(name: str, language: str) -> None:
    path = GOLDEN / f"{name}.{language}.md"
    text = _written(name, language)
    if WRITE:
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{name}.{language}.md" for name in CASES for language in ("en", "zh")}
    assert {path.name for path in GOLDEN.glob("*.md")} == wanted
