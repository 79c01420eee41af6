"""Find the places of a text that the gate refused, so that they can be marked where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from quotadesk.app.errors import UnfitText
from quotadesk.ui.sentences import clause, full_stop
from quotadesk.ui.words import translate, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One place: offsets in the plain text, and what is wrong there."""

    start: int
    end: int
    told: str


def spots_of(error: UnfitText, plain: str) -> tuple[Spot, ...]:
    """Give the places of a refusal: those it names, else where a reason's own words stand in the text.

    A gate names places as if the text had no empty lines or spaces before its first word.
    """
    lead = plain[: len(plain) - len(plain.lstrip())]
    above, aside = lead.count("\n"), len(lead) - (lead.rfind("\n") + 1)
    found = [
        s
        for place in error.places
        if (
            s := _spot(
                plain,
                place.line + above,
                place.column + (aside if place.line == 1 else 0),
                place.length,
                words.of(place.why),
            )
        )
    ]
    if found or error.places:
        return tuple(found)
    for reason in error.reasons:
        at = plain.find(reason.en) if reason.en == reason.zh and reason.en else -1
        if at >= 0:
            line = plain.count("\n", 0, at) + 1
            column = at - (plain.rfind("\n", 0, at) + 1) + 1
            found.append(Spot(start=at, end=at + len(reason.en), told=_told(line, column, reason.en)))
    return tuple(found)


def _spot(plain: str, line: int, column: int, length: int, why: str) -> Spot | None:
    lines = plain.split("\n")
    if not 1 <= line <= len(lines):
        return None
    before = sum(len(text) + 1 for text in lines[: line - 1])
    start = before + min(max(0, column - 1), len(lines[line - 1]))
    end = min(start + max(1, length), len(plain))
    return Spot(start=start, end=end, told=_told(line, column, why))


def _told(line: int, column: int, why: str) -> str:
    text = translate("Refused", "line {line}, column {column}: {why}")
    return text.format(line=line, column=column, why=why)


def refusal_words(error: UnfitText, spots: tuple[Spot, ...]) -> str:
    """Give the refusal in lines: nothing was copied, where, why, and the next step."""
    where = [s.told for s in spots] or [words.of(r) for r in error.reasons]
    why = clause(words.of(error.message)) + full_stop()
    head = translate("Refused", "Not copied: {why}").format(why=why)
    return "\n".join(p for p in (head, *where, words.of(error.hint)) if p)
