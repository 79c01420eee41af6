"""The benchmarks measure what they say: the same traffic for a seed, and lines that a script can read."""

from __future__ import annotations

import json
from itertools import islice

from benchmarks.results import Result, paired
from benchmarks.traffic import Traffic
from quotadesk.domain.assembly import assemble, request_key
from quotadesk.domain.profile import Profile
from quotadesk.domain.records import Record


def test_the_same_seed_makes_the_same_traffic() -> None:
    assert list(Traffic(300, seed=5).rows()) == list(Traffic(300, seed=5).rows())
    assert list(Traffic(300, seed=5).rows()) != list(Traffic(300, seed=6).rows())


def test_traffic_fails_retries_and_repeats_owners_as_a_busy_gateway_does() -> None:
    requests: dict[str, list[Record]] = {}
    for row in Traffic(4000).rows():
        requests.setdefault(request_key(row), []).append(row)
    whole = [assemble(key, rows, None, profile=Profile()) for key, rows in requests.items()]
    assert len(whole) == 4000
    assert 0.05 < sum(r.failed for r in whole) / 4000 < 0.07
    assert 0.013 < sum(not r.failed and len(r.attempts) > 1 for r in whole) / 4000 < 0.027
    assert sum(r.owner == "acme-0000" for r in whole) > 40 * sum(r.owner == "globex-0041" for r in whole) / 4
    texts = [r.error.text for r in whole if r.error]
    assert len(set(texts)) == len(texts), "every error text has ids of its own"


def test_rows_have_ids_of_their_own_and_come_newest_first() -> None:
    rows = list(islice(Traffic(2000).rows(), 1500))
    assert len({r.source_id for r in rows}) == len(rows)
    newest = [r.time for r in rows if not r.failed]
    assert newest == sorted(newest, reverse=True)


def test_a_result_is_one_json_object_with_its_verdict() -> None:
    slow = Result(name="page (ms)", value=3.0, peer=1.5, target=1.5)
    assert json.loads(slow.as_json()) == {
        "name": "page (ms)", "value": 3.0, "peer": 1.5, "ratio": 2.0, "target": 1.5, "ok": False,
    }  # fmt: skip
    assert Result(name="rows/s", value=3.0, peer=1.5, target=0.6, at_least=True).ok
    assert Result(name="page (ms)", value=9.0, peer=7.5, target=1.5, over_by=1.0).ok is False
    assert Result(name="noted", value=1.0, peer=1.0).ok is None


def test_both_sides_of_a_pair_are_timed_equally_often() -> None:
    calls: list[str] = []
    paired(lambda: calls.append("mine"), lambda: calls.append("peer"), rounds=4, seconds=0)
    assert calls.count("mine") == calls.count("peer") == 5
