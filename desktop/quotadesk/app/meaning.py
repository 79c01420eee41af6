"""Find the held request that a customer's message is about: look for what it names, and ask app/matching."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from quotadesk.app.case import Diagnose, judged_alone, owners_of, words_of
from quotadesk.app.matching import RECENT, Candidate, Stated, chosen, stated
from quotadesk.app.told import Told
from quotadesk.app.workplace import Workplace
from quotadesk.domain.lookup import NEWEST_FIRST, Lookup, LookupKey, Term
from quotadesk.domain.requests import Line
from quotadesk.domain.window import Window

MOST_JUDGED = 24  # the newest: each is judged by its own records
_BY_KEY = (LookupKey.KEY, LookupKey.TAIL)


def meant(place: Workplace, told: Told, lookup: Lookup, *, diagnose: Diagnose) -> str:
    """Give the key of the one held request that `told` is about, "" when none may stand for it.

    `lookup`: as the agent has it, with terms that he added or took away. An id is enough; else an owner or a key must
    be named, and the row must be of that customer alone.
    """
    if lookup.values(LookupKey.ID):
        lines = _found(place, lookup)
        return next((line.key for line in lines if line.failed), lines[0].key if lines else "")
    if not _is_named(place, lookup):
        return ""
    message = stated(
        told.text,
        words_of(place, told, diagnose=diagnose),
        status=bool(lookup.values(LookupKey.STATUS)),
        error=bool(told.error_code or told.error_text),
    )
    wanted = _narrowed(place, lookup, message)
    found = chosen(message, _judged(place, _found(place, wanted), diagnose))
    return found.line.key if found else ""


def _is_named(place: Workplace, lookup: Lookup) -> bool:
    """Whether the terms name one customer: an owner exactly, or a key that only one owner was seen with."""
    owners = lookup.values(LookupKey.OWNER)
    if owners:
        return not any("*" in owner for owner in owners)
    keys = [term for term in lookup.terms if term.key in _BY_KEY]
    return any("*" not in "".join(k.values) and len(owners_of(place, k)) <= 1 for k in keys)


def _narrowed(place: Workplace, lookup: Lookup, message: Stated) -> Lookup:
    """Look in the stated time, else in the last hours, and for failures unless an exact charge is stated."""
    now = place.now()
    plain = any(t.key is LookupKey.FAILED for t in lookup.terms) or bool(message.usd)
    terms = lookup.terms if plain else (*lookup.terms, Term(key=LookupKey.FAILED, values=("yes",)))
    window = lookup.window or Window(now - RECENT, now)
    return replace(lookup, terms=terms, window=window, sort=NEWEST_FIRST)


def _found(place: Workplace, lookup: Lookup) -> Sequence[Line]:
    return place.store.find(place.connection, lookup, limit=MOST_JUDGED).lines


def _judged(place: Workplace, lines: Sequence[Line], diagnose: Diagnose) -> list[Candidate]:
    found = []
    for line in lines:
        error, verdict = judged_alone(place, line.key, diagnose=diagnose)
        found.append(Candidate(line=line, verdict=verdict, text=error.text if error else ""))
    return found
