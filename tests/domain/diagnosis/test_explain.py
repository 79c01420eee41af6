"""A support case given as data: read as it is meant, or refused with the name of what is wrong."""

import pytest

from quotadesk.app.explain import evidence_from_case
from quotadesk.domain.account import KeyState, Scope
from tests.domain.diagnosis.desk import row

CASE = {"id": "x", "gateway": "newapi", "now": "2026-09-14T06:35:11Z", "pasted": "?"}


def read(**more):
    return evidence_from_case({**CASE, **more}, lambda raw: row() if raw else None, lambda _: None)


def test_rows_that_were_not_fetched_are_not_the_same_as_no_rows():
    assert read(rows=None).records is None
    assert read(rows=[]).records == ()


def test_a_row_that_cannot_be_read_makes_the_window_incomplete():
    case = read(rows=[{"a": 1}, {}], profile={"window_fully_read": True})
    assert len(case.records) == 1
    assert case.window_fully_read is False


def test_an_account_is_read_in_usd():
    account = read(
        account={"quota": 250_000, "key_status": 4, "key_remain_quota": 0, "key_unlimited": False}
    ).account
    assert account.balance(Scope.WALLET).remaining == 0.5
    assert account.key_state is KeyState.EXHAUSTED


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"id": 5}, "id"),
        ({"now": "yesterday"}, "now"),
        ({"gateway": "hal9000"}, "gateway"),
        ({"rows": {}}, "rows"),
        ({"headers": []}, "headers"),
        ({"http_status": "many"}, "http_status"),
        ({"pasted": 3}, "pasted"),
    ],
)
def test_a_malformed_case_is_refused_with_the_name_of_the_fault(more, name):
    with pytest.raises(ValueError, match=f"^{name}:"):
        read(**more)
