"""The value of a term in the words of the window: translated, as short as it may be, and a digest by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from quotadesk.domain.facts_public import TYPES
from quotadesk.domain.facts_terms import CHARGE_WORDS
from quotadesk.domain.lookup import LookupKey
from quotadesk.domain.records import RequestType
from quotadesk.domain.said import Said
from quotadesk.ui.abilities import Chip
from quotadesk.ui.headings import every_heading
from quotadesk.ui.words import translate, words

TICKET = "ticket"  # the pasted message itself, kept for a verdict without a row
TIME = "time"
_DIGEST = re.compile(r"[0-9a-f]{40,128}")  # what stands for a whole key, which is never kept
_STAMP = re.compile(r"(\d{4})-(\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d+)?(\+00:00|Z)?")

_BY_PRINT = Said("by its print", "按指纹")
_YES_NO = {"yes": Said("yes", "是"), "no": Said("no", "否")}


def _sorted_by(value: str) -> str:
    name, _, way = value.partition(" ")
    return f"{every_heading().get(name, name)} {way}".rstrip()


def _said(known: Mapping[str, Said]) -> Callable[[str], str]:
    return lambda value: words.of(known[value]) if value in known else value


_WORDS: Mapping[str, Callable[[str], str]] = {
    LookupKey.SORT: _sorted_by,
    LookupKey.KEY: lambda value: words.of(_BY_PRINT) if _DIGEST.fullmatch(value) else value,
    LookupKey.FAILED: _said(_YES_NO),
    LookupKey.CHARGED: _said({charge.value: said for charge, said in CHARGE_WORDS.items()}),
    LookupKey.TYPE: _said({kind: TYPES[kind] for kind in RequestType if kind in TYPES}),
}


def value_words(chip: Chip) -> str:
    """Give the value of a term as the agent reads it; names, ids and times stay as they are."""
    if chip.key == TICKET:
        return translate("LookupBar", "%n character(s)", "", int(chip.value))
    if chip.key == TIME:
        return _short_time(chip.value)
    say = _WORDS.get(chip.key)
    return ", ".join(map(say, chip.value.split(", "))) if say is not None else chip.value


def _short_time(value: str) -> str:
    """Give a time without what the agent knows: this year, full minutes, a zone said once."""
    year = str(datetime.now(UTC).year)

    def short(found: re.Match[str]) -> str:
        return f"{found[2]} {found[3]}" if found[1] == year else f"{found[1]}-{found[2]} {found[3]}"

    told = _STAMP.sub(short, value).replace(" to:", " – ")
    return f"{told} UTC" if any(found[4] for found in _STAMP.finditer(value)) else told
