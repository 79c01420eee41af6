"""The labelled cases: what the desk must get right, and must never say."""

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from quotadesk.app.explain import as_answer, evidence_from_case, product_of, quota_per_unit_of
from quotadesk.domain.diagnosis import diagnose
from quotadesk.gateways.catalog import decoder, task_decoder
from quotadesk.knowledge import read_knowledge

HERE = Path(__file__).parent


def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("diagnosis_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def answer(case: dict[str, Any]) -> dict[str, Any]:
    per_unit = quota_per_unit_of(case)
    rows, tasks = decoder(product_of(case), quota_per_unit=per_unit), task_decoder(quota_per_unit=per_unit)
    return as_answer(diagnose(evidence_from_case(case, rows, tasks), read_knowledge()), case["id"])


@pytest.mark.parametrize("split", ["dev", "own"])
def test_every_labelled_case_is_judged_as_an_engineer_would_sign_it(split):
    score = scorer()
    items = score.load(split)
    result = score.score(items, {item["case"]["id"]: answer(item["case"]) for item in items})
    assert result["dangerous_list"] == []
    assert result["mistakes"] == []
    bar = json.loads((HERE / "bar.json").read_text(encoding="utf-8"))[split]
    assert score.check_bar(result, bar) == []


@pytest.mark.parametrize("status", [None, 200, 403, 429, 500])
def test_a_wrong_status_from_the_customer_changes_no_verdict_that_rests_on_words_or_rows(status):
    for item in scorer().load("dev"):
        case = item["case"]
        said = answer(case)
        if said["confidence"] == "confirmed":
            again = answer({**case, "http_status": status})
            assert (again["family"], again["acts"], again["charged"]) == (
                said["family"],
                said["acts"],
                said["charged"],
            ), case["id"]
