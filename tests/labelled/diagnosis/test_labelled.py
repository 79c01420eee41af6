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
SPLITS = ("dev", "own", "blind", "blind2", "blind3", "blind4", "blind5")


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


@pytest.mark.parametrize("split", SPLITS)
def test_every_labelled_case_is_judged_as_an_engineer_would_sign_it(split):
    score = scorer()
    items = score.load(split)
    result = score.score(items, {item["case"]["id"]: answer(item["case"]) for item in items})
    assert result["dangerous_list"] == []
    assert result["mistakes"] == []
    bars = json.loads((HERE / "bar.json").read_text(encoding="utf-8"))
    assert score.check_bar(result, bars.get(split, bars["own"])) == []


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


LESS = {
    "no rows": ("rows",),
    "no account": ("account",),
    "no headers": ("headers",),
    "no row and no account": ("rows", "account"),
    "an unknown gateway": ("rows", "account", "gateway"),
    "the pasted words alone": ("rows", "account", "gateway", "headers", "tasks"),
}
CANNOT_BE_TOLD = {"own-041"}  # the header that shows a second id is what was taken away


def without(case: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    less = {**case, **{n: "unknown" if n == "gateway" else {} if n == "headers" else None for n in names}}
    if "rows" in names:
        less["profile"] = {**(case.get("profile") or {}), "window_fully_read": None}
    return less


@pytest.mark.parametrize("names", LESS.values(), ids=LESS)
def test_less_evidence_makes_no_answer_dangerous(names):
    score = scorer()
    dangerous = set()
    for item in [i for split in SPLITS for i in score.load(split)]:
        case = without(item["case"], names)
        result = score.score([{**item, "case": case}], {case["id"]: answer(case)})
        dangerous |= {case["id"] for _ in result["dangerous_list"]}
    assert dangerous <= CANNOT_BE_TOLD


@pytest.mark.parametrize(
    "ticket",
    [
        "你好，麻烦看一下，昨天下午开始报错，急！\n{}\n谢谢，请问会扣费吗？",
        "Hi team, since this morning our service shows this. Were we charged? Should I top up?\n\n{}\n\nBest, Ann",
    ],
)
def test_a_customers_own_sentences_around_an_error_change_no_verdict(ticket):
    score = scorer()
    for item in [i for split in SPLITS for i in score.load(split)]:
        case = item["case"]
        if case.get("pasted"):
            case = {**case, "pasted": ticket.format(case["pasted"])}
        assert score.score([{**item, "case": case}], {case["id"]: answer(case)})["mistakes"] == []
