"""Count the other keys that saw the same cause in the last hour: what turns a ticket into an incident."""

from __future__ import annotations

from datetime import timedelta

from quotadesk.app.answers import Similar
from quotadesk.app.workplace import Workplace
from quotadesk.domain.lookup import Cursor, Lookup, LookupKey, Term
from quotadesk.domain.lookup_text import format_lookup
from quotadesk.domain.requests import Line, Request
from quotadesk.domain.verdict import Family
from quotadesk.domain.window import Window

WITHIN = timedelta(hours=1)
SINCE = "since:1h"
PAGE, MOST = 500, 2000  # failures looked through: a busy gateway's hour, still read in milliseconds

# What fails for one model only: the same code on another model is another cause.
OF_ONE_MODEL = frozenset({Family.RATE_LIMIT_UPSTREAM, Family.UPSTREAM_FAULT, Family.MODEL_UNAVAILABLE})


def similar_to(place: Workplace, request: Request, family: Family) -> Similar:
    """Count other keys whose requests ended with the same status and error code in the hour before now.

    The model counts where the cause is one of a model, and where no code tells causes apart.
    """
    code = request.error.code if request.error else ""
    if not request.failed or (request.status is None and not code):
        return Similar()
    model = request.model if family in OF_ONE_MODEL or not code else ""
    failures, all_seen = _failures(place, request.status, model)
    mine = (request.owner, request.key_name)
    alike = [
        line
        for line in failures
        if line.status == request.status and line.error_code == code and _key(line) != mine
    ]
    keys = {_key(line) for line in alike}
    return Similar(
        keys=len(keys),
        owners=len({owner for owner, _ in keys}),
        requests=len(alike),
        at_least=not all_seen,
        lookup=format_lookup(Lookup(terms=_terms(request.status, model, code), window_text=SINCE)),
    )


def _key(line: Line) -> tuple[str, str]:
    return (line.owner, line.key_name)


def _terms(status: int | None, model: str, code: str = "") -> tuple[Term, ...]:
    wanted = {
        LookupKey.MODEL: model,
        LookupKey.STATUS: str(status or ""),
        LookupKey.FAILED: "yes",
        LookupKey.ERROR: code,
    }
    return tuple(Term(key=key, values=(value,)) for key, value in wanted.items() if value)


def _failures(place: Workplace, status: int | None, model: str) -> tuple[list[Line], bool]:
    """Give the failures of the last hour, newest first, and whether these are all."""
    now = place.now()
    lookup = Lookup(terms=_terms(status, model), window=Window(now - WITHIN, now))
    lines: list[Line] = []
    after: Cursor | None = None
    while len(lines) < MOST:
        page = place.store.find(place.connection, lookup, after=after, limit=PAGE)
        lines += page.lines
        after = page.next
        if after is None:
            return lines, True
    return lines, False
