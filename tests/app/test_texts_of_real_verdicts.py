"""Every labelled case, from evidence to the outlet: each has a reply and a note that may leave, in both languages."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from quotadesk.app import outgoing, texts
from quotadesk.app.answers import CaseView
from quotadesk.app.explain import evidence_from_case, product_of, quota_per_unit_of
from quotadesk.domain.assembly import assemble
from quotadesk.domain.charge import Charge
from quotadesk.domain.diagnosis import diagnose
from quotadesk.domain.evidence import Evidence
from quotadesk.domain.redaction import Known
from quotadesk.domain.verdict import Acts, Retry
from quotadesk.gateways.catalog import decoder, task_decoder
from quotadesk.knowledge import read_knowledge
from tests.app.cases import WORDING, ZONE
from tests.app.measures import LENGTHS, LONGEST_SENTENCE, length, sentence_length, sentences

LABELLED = Path(__file__).parents[1] / "labelled" / "diagnosis"
SECRET = b"a secret of this workspace only."
CAUSES = read_knowledge()


class _Shelf:
    plain = ""

    def put(self, *, plain: str, markdown: str, html: str) -> None:
        self.plain = plain


def _cases() -> list[dict[str, Any]]:
    lines = (
        line
        for name in ("dev", "own")
        for line in (LABELLED / f"{name}.jsonl").read_text("utf-8").splitlines()
    )
    return [json.loads(line)["case"] for line in lines if line.strip()]


def _view(case: dict[str, Any]) -> tuple[CaseView, Evidence]:
    per_unit = quota_per_unit_of(case)
    rows, tasks = decoder(product_of(case), quota_per_unit=per_unit), task_decoder(quota_per_unit=per_unit)
    evidence = evidence_from_case(case, rows, tasks)
    request = None
    if evidence.records:
        task = evidence.tasks[0] if evidence.tasks else None
        request = assemble("k", evidence.records, task, profile=evidence.profile, now=evidence.now)
    view = CaseView(
        verdict=diagnose(evidence, CAUSES),
        profile=evidence.profile,
        evidence=(),
        ledger=(),
        request=request,
        pasted=evidence.pasted,
    )
    return view, evidence


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_labelled_case_gives_texts_that_may_leave(language) -> None:
    given: dict[str, Any] = {"wording": WORDING, "zone": ZONE}
    for case in _cases():
        view, evidence = _view(case)
        shelf = _Shelf()
        documents = (
            texts.reply(view, language, now=evidence.now, **given),
            texts.note(view, language, {}, now=evidence.now, known=Known(), secret=SECRET, **given),
        )
        for document in documents:
            outgoing.send(
                document, shelf, "x", known=Known(), secret=SECRET, clock=lambda: time.process_time() / 10
            )
        least, most = LENGTHS[language]
        reply = documents[0].plain
        assert least <= length(reply, language) <= most, case["id"]
        assert all(
            sentence_length(s, language) <= LONGEST_SENTENCE[language] for s in sentences(reply, language)
        )
        assert len(shelf.plain.strip().split("\n")) <= 25


def test_no_reply_to_a_labelled_case_does_harm() -> None:
    """No top-up while the operator must act, no "not charged" while it is open, no retry that the verdict forbids."""
    for case in _cases():
        view, evidence = _view(case)
        verdict = view.verdict
        text = texts.reply(view, "en", wording=WORDING, zone=ZONE, now=evidence.now).plain
        if verdict.acts is not Acts.CUSTOMER:
            assert not re.search(r"^\d\. Top up", text, re.MULTILINE), case["id"]
        if verdict.charge.charge is not Charge.NO:
            assert "not charged" not in text, case["id"]
        if verdict.retry in {Retry.NO, Retry.UNKNOWN}:
            assert "send it again." not in text, case["id"]
            assert "Send the same call again now" not in text, case["id"]
