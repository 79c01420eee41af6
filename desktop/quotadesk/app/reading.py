"""Understand what the agent typed or pasted: a lookup, other readings of it, and what the customer said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from quotadesk.app.errors import UnclearLookup
from quotadesk.app.ports import Names
from quotadesk.app.told import AS_WRITTEN, FROM_THE_ID, Told
from quotadesk.domain.facts_phrases import offset_of
from quotadesk.domain.lookup import NEWEST_FIRST, Lookup, LookupKey, Term
from quotadesk.domain.lookup_text import (
    Typed,
    Unclear,
    format_lookup,
    format_sort,
    format_term,
    has_words,
    is_prose,
    is_sentence,
    is_ticket,
    parse,
    zone_of,
)
from quotadesk.domain.said import Said
from quotadesk.domain.ticket import Directory, Reading, TimeSpan, Why, read
from quotadesk.domain.ticket.near import near_names
from quotadesk.domain.ticket.secrets import mask
from quotadesk.domain.window import Window

AROUND_A_POINT = timedelta(minutes=15)  # how far a time that a person remembers may be off
LONGEST_ERROR_TEXT = 80
_CLOCK = re.compile(r"\d\s?[:：点點时時](?!\s?前)|\d\s?[ap]\.?m\b|T\d\d|\bnoon\b|中午", re.IGNORECASE)


LABELS = {
    LookupKey.OWNER: Said("owner", "归属"),
    LookupKey.KEY: Said("key", "密钥"),
    LookupKey.TAIL: Said("key tail", "密钥尾号"),
    LookupKey.GROUP: Said("group", "分组"),
    LookupKey.PROJECT: Said("project", "项目"),
    LookupKey.ENV: Said("environment", "环境"),
    LookupKey.MODEL: Said("model", "模型"),
    LookupKey.TIER: Said("tier", "层级"),
    LookupKey.TYPE: Said("type", "类型"),
    LookupKey.STATUS: Said("status", "状态码"),
    LookupKey.ATTEMPT: Said("attempt", "尝试状态"),
    LookupKey.FAILED: Said("failed", "失败"),
    LookupKey.CHARGED: Said("charged", "扣费"),
    LookupKey.ID: Said("request id", "请求 ID"),
    LookupKey.TEXT: Said("error text", "报错文本"),
    LookupKey.ERROR: Said("error code", "错误码"),
    LookupKey.SORT: Said("sorted by", "排序"),
}
TIME = Said("time", "时间")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One condition of a lookup as a person sees and edits it. `text` is its text form."""

    key: str
    label: Said
    value: str
    text: str
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A lookup as understood. `alternatives` are other windows in text form, with the reason for each.

    `meant` are, in text form, the terms that may be meant where a name was typed that nobody has.
    """

    lookup: Lookup
    reading: Reading | None = None
    alternatives: Mapping[str, str] = field(default_factory=dict)
    meant: Mapping[LookupKey, tuple[str, ...]] = field(
        default_factory=dict
    )  # terms for names that are not known

    @property
    def text(self) -> str:
        """Give the pasted text with every full key masked; "" when nothing was pasted."""
        return self.reading.text if self.reading else ""

    @property
    def is_message(self) -> bool:
        """Whether words are left beside what was read as terms: a customer's message, to be kept and explained.

        A word or phrase that is looked up as a whole is a term, unless it is a sentence.
        """
        reading = self.reading
        if reading is None:
            return False
        if self._phrase and not reading.asks_if_charged:
            return is_sentence(reading.text)
        return has_words(_left(reading))

    @property
    def _phrase(self) -> bool:
        """Whether nothing was understood, so that the words themselves are searched for."""
        reading, terms = self.reading, self.lookup.terms
        return reading is not None and [t.key for t in terms] == [LookupKey.TEXT] and not reading.spans

    def told(self) -> Told | None:
        """Give what the customer said, as evidence; None when nothing was pasted."""
        reading = self.reading
        if reading is None:
            return None
        moment, why = _moment(reading)
        return Told(
            text=reading.text,
            status=reading.statuses[0] if reading.statuses else None,
            key_masked=_the_key(reading),
            whole_key=any(key.full for key in reading.keys),
            model=next(iter(reading.models), ""),
            error_code=reading.error_code or "",
            error_text=reading.error_message or "",
            moment=moment,
            moment_stated=why is FROM_THE_ID or _names_a_clock(reading),
            moment_why=why,
            retry_after_s=reading.retry_after_s,
            owner=next(iter(reading.owners), ""),
            key_name=next(iter(reading.key_names), ""),
            key_hash=next((k.key_hash for k in reading.keys if k.key_hash), "") or "",
            window=self.lookup.window,
            request_ids=(*reading.request_ids, *reading.task_ids),
            zone=reading.zone,
        )

    def pieces(self) -> tuple[Piece, ...]:
        """Give the conditions one by one; the time carries its other readings."""
        found = [
            Piece(
                key=t.key.value,
                label=LABELS[t.key],
                value=", ".join(t.values),
                text=format_term(t),
                alternatives=self.meant.get(t.key, ()),
            )
            for t in self.lookup.terms
        ]
        if self.lookup.window is not None:
            found.append(self._time())
        if self.lookup.sort != NEWEST_FIRST:
            found.append(self._sort())
        return tuple(found)

    def _sort(self) -> Piece:
        text = format_sort(self.lookup.sort)
        value = f"{self.lookup.sort.by} {'↓' if self.lookup.sort.descending else '↑'}"
        return Piece(key=LookupKey.SORT.value, label=LABELS[LookupKey.SORT], value=value, text=text)

    def _time(self) -> Piece:
        text = format_lookup(replace(self.lookup, terms=(), sort=NEWEST_FIRST))
        others = tuple(f"{other} tz:{self.lookup.tz}" for other in self.alternatives)
        return Piece(key="time", label=TIME, value=self._span(), text=text, alternatives=others)

    def _span(self) -> str:
        if self.lookup.window_text:
            return self.lookup.window_text.partition(":")[2]
        window, zone = self.lookup.window, zone_of(self.lookup.tz)
        if window is None:
            return ""
        start, end = window.start.astimezone(zone), window.end.astimezone(zone)
        same_day = start.date() == end.date()
        return f"{start:%Y-%m-%d %H:%M} – {end:{'%H:%M' if same_day else '%Y-%m-%d %H:%M'}} {offset_of(start, zone)}"


def _left(reading: Reading) -> str:
    """Give the words of a message in which nothing was read."""
    text = reading.text
    for mark in reversed(reading.spans):
        text = f"{text[: mark.start]} {text[mark.end :]}"
    for key in reading.keys:
        text = text.replace(key.masked, " ")
    return text


def _the_key(reading: Reading) -> str:
    """Give the masked form of the one key that was quoted; of several nobody knows which was used."""
    masked = {k.masked for k in reading.keys if k.tail}
    return masked.pop() if len(masked) == 1 else ""


def _moment(reading: Reading) -> tuple[datetime | None, Said]:
    """Give when it happened: by the clock in a request id, else at the point of time that was written."""
    for window in reading.id_windows:
        if window.request_id in reading.request_ids and window.span.why is Why.UTC:
            return datetime.strptime(window.request_id[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC), FROM_THE_ID
    if reading.time is not None and reading.time.is_point:
        return reading.time.start, AS_WRITTEN
    return None, AS_WRITTEN


def _names_a_clock(reading: Reading) -> bool:
    """Whether an hour of the clock was written: "2 hours ago" and "just now" have a minute only by reckoning."""
    written = (reading.text[mark.start : mark.end] for mark in reading.spans if mark.field == "time")
    return any(_CLOCK.search(words) for words in written)


def understand(text: str, *, now: datetime, tz: str, names: Names) -> Understood:
    """Read a typed lookup or a pasted ticket. Raises UnclearLookup with the position of what cannot be read."""
    if is_ticket(text):
        return _ticket(text, Lookup(tz=tz), now=now, names=names)
    try:
        typed = parse(text, now=now, tz=tz)
    except Unclear as unclear:
        if is_prose(text):
            return _ticket(text, Lookup(tz=tz), now=now, names=names)
        raise UnclearLookup(unclear.said, unclear.hint, position=unclear.position) from unclear
    words, lookup = _with_keys_read(typed)
    if not words:
        return Understood(lookup=lookup, meant=_meant(lookup, names))
    return _ticket(words, lookup, now=now, names=names)


def _with_keys_read(typed: Typed) -> tuple[str, Lookup]:
    """Give words and terms, a full key among the words: read there, it becomes its hash or its tail."""
    full = [t for t in typed.lookup.terms if any(mask(v).contains_full_secret for v in t.values)]
    words = " ".join(w for w in (typed.words, *(v for t in full for v in t.values)) if w)
    terms = tuple(t for t in typed.lookup.terms if t not in full)
    return words, replace(typed.lookup, terms=terms) if full else typed.lookup


def directory_of(names: Names) -> Directory:
    """Give the names as the ticket reader wants them."""
    return Directory(owners=names.owners, models=names.models, groups=names.groups, key_names=names.key_names)


def _ticket(words: str, typed: Lookup, *, now: datetime, names: Names) -> Understood:
    """Join what was read in words with the terms that were typed; typed terms win."""
    reading = read(words, now=now, tz=zone_of(typed.tz), directory=directory_of(names))
    mine = {term.key for term in typed.terms}
    terms = [*typed.terms, *(t for t in _terms(reading) if t.key not in mine)]
    lookup = replace(typed, terms=tuple(terms))
    if lookup.window is None and reading.time is not None and not reading.request_ids:
        lookup = replace(lookup, window=_window(reading.time))
    if not terms and lookup.window is None:
        lookup = _plain_text(words, lookup)
    return Understood(
        lookup=lookup,
        reading=reading,
        alternatives=_alternatives(reading, lookup),
        meant=_meant(lookup, names),
    )


def _meant(lookup: Lookup, names: Names) -> dict[LookupKey, tuple[str, ...]]:
    """Offer near names for those that nobody has; a phrase to search for may be a mistyped owner."""
    found: dict[LookupKey, tuple[str, ...]] = {}
    for term in lookup.terms:
        key = LookupKey.OWNER if term.key is LookupKey.TEXT else term.key
        known = _known(key, names)
        swapped = (
            Term(
                key=key, values=tuple(dict.fromkeys((*term.values[:place], name, *term.values[place + 1 :])))
            )
            for place, value in enumerate(term.values)
            for name in near_names(value, known)
        )
        if texts := tuple(format_term(other) for other in swapped):
            found[term.key] = texts
    return found


def _known(key: LookupKey, names: Names) -> Mapping[str, tuple[str, ...]]:
    """Give the names that a term of this kind may have, with their aliases."""
    if key is LookupKey.OWNER:
        return {**dict.fromkeys(names.emails, ()), **names.owners}
    listed = {
        LookupKey.KEY: names.key_names,
        LookupKey.GROUP: names.groups,
        LookupKey.MODEL: names.models,
        LookupKey.PROJECT: names.projects,
    }
    return dict.fromkeys(listed.get(key, ()), ())


def _terms(reading: Reading) -> Iterator[Term]:
    """Give the terms of a reading. An id alone is enough: what else a customer says of it may be wrong."""
    ids = (*reading.request_ids, *reading.task_ids)
    if ids:
        yield Term(key=LookupKey.ID, values=ids)
        return
    hashes = tuple(k.key_hash for k in reading.keys if k.key_hash)
    tails = tuple(k.tail for k in reading.keys if not k.key_hash)
    found: tuple[tuple[LookupKey, tuple[str, ...]], ...] = (
        (LookupKey.OWNER, reading.owners or reading.emails),
        (LookupKey.KEY, hashes or reading.key_names),
        (LookupKey.TAIL, tails),
        (LookupKey.GROUP, reading.groups),
        (LookupKey.MODEL, reading.models),
        (LookupKey.STATUS, tuple(str(s) for s in reading.statuses)),
    )
    yield from (Term(key=key, values=values) for key, values in found if values)


def _window(span: TimeSpan) -> Window:
    if span.is_point:
        return Window(span.start - AROUND_A_POINT, span.end + AROUND_A_POINT)
    return Window(span.start, span.end)


def _plain_text(words: str, lookup: Lookup) -> Lookup:
    """Search a short phrase in the error texts; a long message without any fact has nothing to look up."""
    phrase = words.strip().strip('"')
    if not phrase or len(phrase) > LONGEST_ERROR_TEXT:
        return lookup
    return replace(lookup, terms=(Term(key=LookupKey.TEXT, values=(phrase,)),))


def _alternatives(reading: Reading, lookup: Lookup) -> dict[str, str]:
    zone = zone_of(lookup.tz)
    texts: dict[str, str] = {}
    for span in reading.time_alternatives:
        window = _window(span)
        start, end = (m.astimezone(zone).isoformat(timespec="minutes") for m in (window.start, window.end))
        texts[f"from:{start} to:{end}"] = span.why.value
    return texts
