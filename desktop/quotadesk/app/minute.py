"""Count a key's requests around a call as its rate limit counts them: in each minute (or longer) that ends there."""

from __future__ import annotations

from datetime import datetime, timedelta

from quotadesk.app.answers import Minute
from quotadesk.app.workplace import Workplace
from quotadesk.domain.account import RateLimit, Scope
from quotadesk.domain.lookup import Lookup, LookupKey, Term
from quotadesk.domain.requests import Request
from quotadesk.domain.window import Window

STEPS = 12  # of one limit's window
LONGEST_S = 3600.0  # a limit over more than this is no limit of speed
_JUST_AFTER = timedelta(milliseconds=1)


def minute_around(
    place: Workplace, request: Request, limit: RateLimit | None, *, then: bool = False, complete: bool = False
) -> Minute | None:
    """Give the requests of the key (of the owner, where the limit is his) before and after `request`.

    `then`: the limit was told by the refusal itself. `complete`: the log around was read as a whole.
    None when the request names neither a key nor an owner.
    """
    scope = limit.scope if limit is not None else Scope.KEY
    terms = _terms(request, scope)
    if not terms:
        return None
    counted = limit is not None and limit.what == "requests" and 0 < limit.per_s <= LONGEST_S
    per_s = limit.per_s if counted and limit is not None else 60.0
    step = timedelta(seconds=per_s / STEPS)
    start = request.time + _JUST_AFTER - 2 * STEPS * step  # so that the request is the last of its step
    lookup = Lookup(terms=terms, window=Window(start, start + 3 * STEPS * step))
    buckets = place.store.histogram(place.connection, lookup, bars=3 * STEPS)
    now = place.now()
    counts = tuple(
        sum(b.total for b in buckets[last - STEPS + 1 : last + 1])
        for last in range(STEPS - 1, len(buckets))
        if last < 2 * STEPS or _began(start, step, last) <= now
    )
    return Minute(
        counts=counts,
        at=STEPS,
        step_s=step.total_seconds(),
        per_s=per_s,
        of_owner=not any(t.key is LookupKey.KEY for t in terms),
        limit=limit.limit if counted and limit is not None else None,
        then=then,
        complete=complete,
    )


def _began(start: datetime, step: timedelta, number: int) -> datetime:
    return start + number * step


def _terms(request: Request, scope: Scope) -> tuple[Term, ...]:
    """Name whose requests count against a limit: the key's, or all of the owner's."""
    owner = Term(key=LookupKey.OWNER, values=(request.owner,))
    key = Term(key=LookupKey.KEY, values=(request.key_name,))
    named = [owner] if request.owner else []
    return tuple([*named, key] if request.key_name and scope is Scope.KEY else named)
