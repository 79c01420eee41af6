"""Turn a group of errors into a lookup: the terms that find it again."""

from __future__ import annotations

from dataclasses import replace

from quotadesk.app.found import ErrorGroup
from quotadesk.domain.lookup import NEWEST_FIRST, Lookup, LookupKey, Term

_LEAST_TEXT = 3  # characters that an index of texts can find


def lookup_of(group: ErrorGroup, lookup: Lookup) -> Lookup:
    """Give the lookup narrowed to one group. A text is found by its longest part that all failures share."""
    added = [Term(key=LookupKey.FAILED, values=("yes",))]
    if group.status is not None:
        added = [Term(key=LookupKey.STATUS, values=(str(group.status),)), *added]
    part = max((p.strip(' "') for p in group.text.split("…")), key=len, default="")
    if group.code:
        added = [*added[:-1], Term(key=LookupKey.ERROR, values=(group.code,))]
    elif len(part) >= _LEAST_TEXT:
        added.append(Term(key=LookupKey.TEXT, values=(part,)))
    new = {term.key for term in added}
    kept = tuple(term for term in lookup.terms if term.key not in new)
    return replace(lookup, terms=(*kept, *added), sort=NEWEST_FIRST)
