"""The order of a result is part of a lookup's text form, so that saved lookups and links keep it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from quotadesk.domain.lookup import NEWEST_FIRST, Sort, SortKey
from quotadesk.domain.lookup_text import Unclear, format_lookup, parse

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("by", list(SortKey))
@pytest.mark.parametrize("descending", [True, False])
def test_every_order_is_written_and_read_back(by: SortKey, descending: bool) -> None:
    sort = Sort(by=by, descending=descending)
    text = f"owner:acme sort:{by}-{'desc' if descending else 'asc'}"
    lookup = parse(text, now=NOW).lookup
    assert lookup.sort == sort
    assert parse(format_lookup(lookup), now=NOW).lookup == lookup


def test_the_newest_first_needs_no_words() -> None:
    assert format_lookup(parse("owner:acme sort:time-desc", now=NOW).lookup) == "owner:acme"
    assert parse("owner:acme", now=NOW).lookup.sort == NEWEST_FIRST


@pytest.mark.parametrize(("text", "descending"), [("sort:cost", True), ("sort:owner", False)])
def test_without_a_direction_the_usual_one_is_meant(text: str, descending: bool) -> None:
    assert parse(text, now=NOW).lookup.sort.descending is descending


@pytest.mark.parametrize("text", ["sort:price", "sort:cost-up", "sort:cost,time"])
def test_an_unknown_order_is_refused_with_those_that_there_are(text: str) -> None:
    with pytest.raises(Unclear) as refused:
        parse(text, now=NOW)
    assert "cost" in refused.value.hint.en
    assert "latency" in refused.value.hint.zh
