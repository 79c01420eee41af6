"""The labelled texts: nothing leaks, evidence survives, clean texts stay as they are."""

import json

import pytest

from tests.domain.redaction.labelled import HOME, module, once, records

SCORER = module("score")

# Written blind: their writer had read the format and the rules of the labels, and none of the detectors. The first run
# ever is the fair figure (secrets, private, survive, clean): blind 100, 96.05, 99.58, 98.57; blind2 95.24, 89.57,
# 99.51, 96.15; blind3 92.31, 89.06, 99.33, 94.44; blind4 86.96, 79.61, 99.52, 100 (private 85.0 once its labels were
# mended); blind5 (secrets only) 91.87, none, 98.78, 93.75 (survive 100, clean 100 once its labels were mended); blind6
# (private only) none, 97.27, 99.68, 100. What was missed, and which labels were mended: docs/decisions/0030.
BLIND = ("blind.jsonl", "blind2.jsonl", "blind3.jsonl", "blind4.jsonl", "blind5.jsonl", "blind6.jsonl")
MISSING = {
    "blind3.jsonl": ("CLOUD_KEY", "PEM"),
    "blind4.jsonl": ("PEM",),
    "blind5.jsonl": ("EMAIL", "PHONE", "ID_NUMBER", "BALANCE", "PROMPT"),
    "blind6.jsonl": ("API_KEY", "API_KEY_CTX", "CLOUD_KEY", "PEM"),
}  # labels of which a small set has no text


def _score(name: str) -> dict:
    rows = records(name)
    outputs = {row["id"]: once(row) for row in rows}
    result = SCORER.score(rows, outputs, with_context=True)
    same = sum(once(row, outputs[row["id"]]) == outputs[row["id"]] for row in rows)
    return result | {"idempotent": 100 * same / len(rows)}


def test_on_the_first_labelled_set_nothing_leaks_and_no_evidence_is_lost():
    result = _score("dev.jsonl")

    assert result["_misses"] == []
    assert result["_lost"] == []
    assert result["recall_secret"] == result["recall_private"] == 100
    assert result["keep"] == result["clean"] == result["idempotent"] == 100
    assert result["carrier"] >= 98.5


@pytest.mark.parametrize("name", ["dev.jsonl", "own.jsonl", *BLIND])
def test_a_labelled_set_reaches_the_bar_in_every_column(name):
    result = _score(name)
    flat = result | {f"recall.{label}": row[2] for label, row in result["recall"].items()}
    bar = json.loads((HOME / "bar.json").read_text(encoding="utf-8"))

    del bar["p95_ms"]
    shown = {label.removeprefix("ctx:") for label in result["recall"]}
    sides = {"recall_secret": shown & SCORER.SECRET, "recall_private": shown - SCORER.SECRET}
    bar = {key: least for key, least in bar.items() if sides.get(key, True)}  # a set may have one side only
    missed = {key: flat.get(key) for key, least in bar.items() if flat.get(key, 0) < least}

    assert missed == {f"recall.{label}": None for label in MISSING.get(name, ())}


def test_the_second_set_is_what_its_maker_writes():
    maker = module("make_own")
    maker.RANDOM.seed(20261123)

    assert len(records("own.jsonl")) >= 150
    assert maker.rows() == records("own.jsonl")


@pytest.mark.parametrize("disguise", sorted(module("make_own").DISGUISES))
def test_no_key_of_any_provider_leaks_in_a_disguise(disguise):
    maker = module("make_own")
    maker.RANDOM.seed(7)
    leaks = []
    for name, (label, make) in maker.FORMATS.items():
        value = make()
        if label not in maker.DISGUISED:
            continue
        shown = maker.DISGUISES[disguise](value)
        for text in (f"客户贴了密钥{shown}，返回 401", f"OPENAI_API_KEY={shown}\nMODEL=gpt-4o\n启动后报 429"):
            span = {"core": maker._core(label, value), "label": label}
            if SCORER.leaked(span, SCORER.views(once({"text": text}))):
                leaks.append((name, text))

    assert leaks == []
