"""Keep the store as small and as quick as it was asked to be: delete what is too old, make figures anew."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from quotadesk.app.answers import Progress, Progressed
from quotadesk.app.errors import StoreBusy, StoreFull, StoreReadOnly
from quotadesk.app.figures import whole_days
from quotadesk.app.ports import By, Cancelled, Store
from quotadesk.app.workplace import Workplace
from quotadesk.domain.said import Said
from quotadesk.domain.window import Window

AFTER_A_SYNC = 100_000  # requests deleted at most, so that a sync ends soon; the next one goes on
_AT_ONCE = 5_000  # requests between two tellings of how far it is
_EVER, _NEVER = datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
_DELETING = Said("Deleting what is older than it is to be kept", "正在删除超过保留期限的内容")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was deleted: requests older than `since`, midnight UTC."""

    since: datetime
    deleted: int


def keep(
    place: Workplace,
    days: int,
    *,
    most: int | None = None,
    progressed: Progressed = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> Kept:
    """Keep today and the `days` whole days (UTC) before it, and delete what is older. May raise a StoreTrouble.

    From the first moment on the store no longer says that it holds what is to go.
    """
    since = whole_days(days, before=place.now()).start
    deleted = 0
    while most is None or deleted < most:
        at_once = _AT_ONCE if most is None else min(_AT_ONCE, most - deleted)
        found = place.store.delete_before(place.connection, since, most=at_once, cancelled=cancelled)
        deleted += found
        if cancelled() or found < at_once:
            break
        progressed(Progress(share=None, said=_DELETING, rows=deleted))
    return Kept(since=since, deleted=deleted)


def held(store: Store, connection: str, *, before: datetime = _NEVER) -> int:
    """Give how many requests of a connection are held, counted in full; `before`: a midnight (UTC)."""
    window = Window(_EVER, before)
    with suppress(StoreBusy, StoreFull, StoreReadOnly):  # then they are counted one by one
        store.roll_up(connection, window)
    return sum(f.requests for f in store.figures(connection, window, by=By.MODEL))


def older_than(place: Workplace, days: int) -> int:
    """Give how many requests `keep` would delete now, counted in full."""
    return held(place.store, place.connection, before=whole_days(days, before=place.now()).start)


def after_sync(place: Workplace, days: int | None, *, progressed: Progressed, cancelled: Cancelled) -> None:
    """Delete what is too old (`days` None = nothing is) and make the figures of the days before today anew.

    A store that cannot be written now is left as it is: the next sync tries again.
    """
    with suppress(StoreBusy, StoreFull, StoreReadOnly):
        if days is not None:
            keep(place, days, most=AFTER_A_SYNC, progressed=progressed, cancelled=cancelled)
        today = whole_days(0, before=place.now()).end
        place.store.roll_up(place.connection, Window(_EVER, today), cancelled=cancelled)
