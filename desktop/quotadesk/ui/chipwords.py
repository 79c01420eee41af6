"""The value of a term in the words of the window: what a lookup writes in its own language is translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from quotadesk.domain.charge import Charge
from quotadesk.domain.facts_public import TYPES
from quotadesk.domain.lookup import LookupKey
from quotadesk.domain.records import RequestType
from quotadesk.domain.said import Said
from quotadesk.ui.abilities import Chip
from quotadesk.ui.headings import every_heading
from quotadesk.ui.terms import CHARGE
from quotadesk.ui.words import words

_YES_NO = {"yes": Said("yes", "是"), "no": Said("no", "否")}


def _sorted_by(value: str) -> str:
    name, _, way = value.partition(" ")
    return f"{every_heading().get(name, name)} {way}".rstrip()


def _said(known: Mapping[str, Said]) -> Callable[[str], str]:
    return lambda value: words.of(known[value]) if value in known else value


_WORDS: Mapping[str, Callable[[str], str]] = {
    LookupKey.SORT: _sorted_by,
    LookupKey.FAILED: _said(_YES_NO),
    LookupKey.CHARGED: _said({**_YES_NO, **{charge: CHARGE[charge][0] for charge in Charge}}),
    LookupKey.TYPE: _said({kind: TYPES[kind] for kind in RequestType if kind in TYPES}),
}


def value_words(chip: Chip) -> str:
    """Give the value of a term as the agent reads it; names, ids and times stay as they are."""
    say = _WORDS.get(chip.key)
    return ", ".join(map(say, chip.value.split(", "))) if say is not None else chip.value
