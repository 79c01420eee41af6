"""Write times, lengths of time, money and counts as the agent reads them, in the language in use."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain.money import in_usd
from quotadesk.domain.window import Window
from quotadesk.ui.words import translate, words

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(maxsize=32)
def zone(name: str) -> tzinfo:
    """Give the zone of an IANA name or an offset ("+08:00", "UTC+8"); UTC when it cannot be read."""
    text = name.upper().removeprefix("UTC").removeprefix("GMT")
    if text[:1] in {"+", "-"}:
        hours, _, minutes = text[1:].partition(":")
        if hours.isdigit() and (minutes or "0").isdigit():
            length = timedelta(hours=int(hours[:2]), minutes=int(minutes or hours[2:] or 0))
            return timezone(-length if text[0] == "-" else length)
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


class ZoneInUse:
    """The zone of the lookup in sight: every time in the window is told in it."""

    def __init__(self) -> None:
        self.zone: tzinfo | None = None  # None = the zone of this computer

    def use(self, name: str) -> None:
        """Tell times in the zone `name` from now on."""
        self.zone = zone(name) if name else None


shown = ZoneInUse()


def clock(time: datetime, tz: tzinfo | None = None) -> str:
    """Give the time of day to the second."""
    return f"{time.astimezone(tz or shown.zone):%H:%M:%S}"


def day(time: datetime, tz: tzinfo | None = None) -> str:
    """Give the day without its year."""
    local = time.astimezone(tz or shown.zone)
    return (
        f"{local.month}月{local.day}日"
        if words.language == "zh"
        else f"{local.day} {_MONTHS[local.month - 1]}"
    )


def day_clock(time: datetime, tz: tzinfo | None = None) -> str:
    """Give day and time of day in the shortest sortable form, for a column."""
    return f"{time.astimezone(tz or shown.zone):%m-%d %H:%M:%S}"


def full(time: datetime, tz: tzinfo | None = None) -> str:
    """Give date, time and zone, for a tooltip."""
    local = time.astimezone(tz or shown.zone)
    return f"{local:%Y-%m-%d %H:%M:%S} {phrases.offset_of(local, local.tzinfo or UTC)}"


def seconds(milliseconds: float | None) -> str:
    """Give a length of time; "–" when it is not known."""
    return "–" if milliseconds is None else words.of(phrases.duration(milliseconds))


def money(amount_nano: int | None) -> str:
    """Give an amount with all its digits, as the texts give it."""
    return "–" if amount_nano is None else in_usd(amount_nano).replace("-", "−")


def usd(amount: float | None) -> str:
    """Give USD for the agent's eyes."""
    return "–" if amount is None else f"${amount:,.2f}"


def age(since: datetime, now: datetime | None = None) -> str:
    """Give how long ago something was."""
    return words.of(phrases.age(since, now or datetime.now(UTC)))


def span(window: Window, tz: tzinfo | None = None) -> str:
    """Give a window as two ends."""
    start, end = window.start.astimezone(tz or shown.zone), window.end.astimezone(tz or shown.zone)
    if start.date() == end.date():
        return f"{day(start, tz)} {start:%H:%M} – {end:%H:%M}"
    return f"{day(start, tz)} {start:%H:%M} – {day(end, tz)} {end:%H:%M}"


def span_of_days(window: Window, now: datetime | None = None) -> str:
    """Give a window as two days; a window that ends now ends "today"."""
    today = (now or datetime.now(UTC)).astimezone()
    end = window.end.astimezone()
    last = translate("Age", "today") if end.date() == today.date() else day(window.end)
    return f"{day(window.start)} – {last}"


def count(number: int) -> str:
    """Give a count with its thousands apart."""
    return f"{number:,}"
