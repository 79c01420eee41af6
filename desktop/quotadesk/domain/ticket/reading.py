"""Read a pasted message: the secrets first, then ids, then everything that is not inside one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import lru_cache

from quotadesk.domain.ticket.charging import asks_if_charged
from quotadesk.domain.ticket.errors import read_error
from quotadesk.domain.ticket.facts import Directory, IdWindow, KeyHint, Mark, Reading, Route, TimeSpan, Why
from quotadesk.domain.ticket.hints import HintFind, find_hints
from quotadesk.domain.ticket.ids import IdFind, find_ids
from quotadesk.domain.ticket.idshapes import stamp_of
from quotadesk.domain.ticket.mail import is_a_desk, machinery, ours, phones, quoted, within, written
from quotadesk.domain.ticket.models import find_models
from quotadesk.domain.ticket.owners import NameIndex, find_names, index_names
from quotadesk.domain.ticket.plain import Plain, plain
from quotadesk.domain.ticket.secrets import Masked, mask
from quotadesk.domain.ticket.statuses import find_statuses
from quotadesk.domain.ticket.times import TimeFind, read_time
from quotadesk.domain.ticket.times.zones import zone

# A report tells what failed at its top, a log at its end; what lies between in so long a text is more of the same.
FIRST_CHARACTERS, LAST_CHARACTERS = 16_000, 8_000
MOST_CHARACTERS = FIRST_CHARACTERS + LAST_CHARACTERS
LEFT_OUT = "\n[… too long, not read / 过长，未读取 …]\n"
_WHOLE_WORD = 500  # characters looked back for a blank, so that nothing is cut in two
# A request lasts minutes: its rows are written after the time in its id, up to this much later.
_ID_BEFORE, _ID_AFTER = timedelta(minutes=1), timedelta(minutes=30)
_ONE_TALK = timedelta(hours=12)  # what is said within it has one "today"
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+@-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,6}[A-Za-z]{2,18}(?![A-Za-z0-9@])"
)
_URL = re.compile(
    r"https?://[^\s\"'<>)\]}\x00\u3000-\u9fff]{1,2000}|(?<![\w.-])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\w.])(?::\d{1,5})?"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")

Find = tuple[str, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finds:
    """What was found, each with its place in the plain text."""

    seen: Plain
    ids: list[IdFind]
    hints: list[HintFind]
    emails: list[Find]
    models: list[Find]
    statuses: list[tuple[int, int, int]]
    owners: list[Find]
    groups: list[Find]
    key_names: list[Find]
    times: TimeFind


def read(
    text: str,
    *,
    now: datetime,
    tz: tzinfo | str,
    directory: Directory,
    attachments: Sequence[str] = (),
) -> Reading:
    """Read a pasted message into lookup fields.

    `now` is aware; `tz` is the agent's zone. Of a text over 24,000 characters
    the first 16,000 and the last 8,000 are read; `truncated` and a line in the text say so. Raises ValueError
    for a naive `now` and for an unknown zone.
    """
    if now.tzinfo is None:
        raise ValueError("now needs a time zone")
    agent, now = zone(tz), now.astimezone(UTC)
    masked = mask(_ends_of(text))
    finds = _find(masked.text, now, agent, directory)
    error = read_error(masked.text)
    keys = _keys(masked, finds.hints)
    return Reading(
        text=masked.text,
        request_ids=tuple(find.value for find in finds.ids if not find.task),
        task_ids=tuple(find.value for find in finds.ids if find.task),
        keys=keys,
        key_names=_values(finds.key_names),
        emails=_values(finds.emails),
        models=_values(finds.models),
        statuses=tuple(status for status, _, _ in finds.statuses),
        owners=_values(finds.owners),
        groups=_values(finds.groups),
        time=finds.times.time,
        time_alternatives=finds.times.alternatives,
        id_windows=tuple(window for find in finds.ids for window in _windows(find, agent, now)),
        asks_if_charged=asks_if_charged(finds.seen),
        contains_full_secret=masked.contains_full_secret,
        error_code=error.code,
        error_type=error.type,
        error_message=error.message,
        retry_after_s=error.retry_after_s,
        request_path=error.request_path,
        client=error.client,
        lookup=_route(finds, keys),
        zone=finds.times.zone,
        spans=_marks(finds),
        attachments=tuple(attachments),
        truncated=len(text) > MOST_CHARACTERS,
    )


def _ends_of(text: str) -> str:
    """Give a text as far as it is read: whole, or its begin and its end, cut at blanks."""
    if len(text) <= MOST_CHARACTERS:
        return text
    head, tail = text[:FIRST_CHARACTERS], text[-LAST_CHARACTERS:]
    begun = re.search(r"\s", tail[:_WHOLE_WORD])
    blanks = [m.start() for m in re.finditer(r"\s", head[-_WHOLE_WORD:])]
    end = len(head) - _WHOLE_WORD + blanks[-1] if blanks else len(head)
    return f"{head[:end]}{LEFT_OUT}{tail[begun.end() if begun else 0 :]}"


def _find(text: str, now: datetime, agent: tzinfo, directory: Directory) -> _Finds:
    """Find everything; what was read as one thing is blanked before the next is looked for."""
    seen = plain(text)
    seen = seen.without(machinery(seen))
    ids, hints = find_ids(seen), find_hints(seen)
    below, own = quoted(seen), ours(seen)
    addresses = [(match[0], *match.span()) for match in _EMAIL.finditer(seen.text)]
    emails = [find for find in addresses if not within(find[1], own)]
    emails = emails or [find for find in addresses if within(find[1], below) and not is_a_desk(find[0])]
    hints = [find for find in hints if not within(find.start, below)] or hints
    known = [(find.start, find.end) for find in ids] + [(find.start, find.end) for find in hints]
    known += [(start, end) for _, start, end in addresses] + phones(seen)
    rest = seen.without(known)
    models = find_models(rest, directory.models)
    prose = rest.without([match.span() for match in _URL.finditer(rest.text)])
    bare = prose.without([(start, end) for _, start, end in models])
    fresh = bare.without(below)
    chinese = bool(_CHINESE.search(seen.text))
    times = _times(fresh, now, agent, chinese=chinese)
    return _Finds(
        seen=seen,
        ids=ids,
        hints=hints,
        emails=emails,
        models=models,
        statuses=find_statuses(fresh) or find_statuses(bare),
        owners=find_names(prose, _index(directory.owners)),
        groups=find_names(prose, _index(dict.fromkeys(directory.groups, ())), typos=False),
        key_names=find_names(prose, _index(dict.fromkeys(directory.key_names, ())), typos=False),
        times=times if times.time or not below else _times(bare, now, agent, chinese=chinese),
    )


def _times(seen: Plain, now: datetime, agent: tzinfo, *, chinese: bool) -> TimeFind:
    """Read the times; "today" in a mail is the day on which it was written, and that is no time of a failure."""
    sent = [
        (span, find.time.start)
        for span in written(seen)
        if (find := read_time(seen.low[slice(*span)], now, agent, chinese=chinese)).time
    ]
    if not sent:
        return read_time(seen.low, now, agent, chinese=chinese)
    heads, when = [span for span, _ in sent], [start for _, start in sent]
    said = max(when) if max(when) - min(when) < _ONE_TALK else None
    told = read_time(seen.without(heads).low, now, agent, chinese=chinese, said=said)
    return told if told.time else read_time(seen.low, now, agent, chinese=chinese)


def _index(names: Mapping[str, tuple[str, ...]]) -> NameIndex:
    key = tuple((name, tuple(aliases)) for name, aliases in names.items())
    return _indexed(key)


@lru_cache(maxsize=8)
def _indexed(names: tuple[tuple[str, tuple[str, ...]], ...]) -> NameIndex:
    return index_names(dict(names))


def _values(finds: list[Find]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value, _, _ in finds))


def _keys(masked: Masked, hints: list[HintFind]) -> tuple[KeyHint, ...]:
    """A full key and a hint of the same tail are one key."""
    full = {key.tail for key in masked.keys if key.tail}
    return (*masked.keys, *(find.key for find in hints if find.key.tail not in full))


def _windows(find: IdFind, agent: tzinfo, now: datetime) -> list[IdWindow]:
    """Give the times that an id may mean; a clock that would be ahead of now is not the one."""
    stamp = stamp_of(find.value) if find.windowed else None
    if stamp is None:
        return []
    clocks = [
        (stamp.replace(tzinfo=UTC), Why.UTC),
        (stamp.replace(tzinfo=agent).astimezone(UTC), Why.GATEWAY),
    ]
    spans = [
        TimeSpan(start=moment - _ID_BEFORE, end=moment + _ID_AFTER, why=why)
        for moment, why in clocks
        if moment <= now + _ID_BEFORE * 15
    ]
    return [IdWindow(request_id=find.value, span=span) for span in spans]


def _route(finds: _Finds, keys: tuple[KeyHint, ...]) -> Route:
    if finds.ids:
        return Route.BY_REQUEST_ID
    if keys or finds.key_names:
        return Route.BY_KEY_TIME
    if finds.owners or finds.emails:
        return Route.BY_OWNER_TIME
    return Route.INSUFFICIENT


def _marks(finds: _Finds) -> tuple[Mark, ...]:
    """Give the places in the text that the agent sees, in its order."""
    places = [("task_id" if f.task else "request_id", f.value, f.start, f.end) for f in finds.ids]
    places += [("key", f.key.masked, f.start, f.end) for f in finds.hints]
    named = {"email": finds.emails, "model": finds.models, "owner": finds.owners, "group": finds.groups}
    named["key_name"] = finds.key_names
    places += [(field, *find) for field, found in named.items() for find in found]
    places += [("status", str(status), start, end) for status, start, end in finds.statuses]
    places += [("time", finds.seen.text[start:end].strip(), start, end) for start, end in finds.times.places]
    marks = []
    for field, value, start, end in places:
        first, last = finds.seen.source(start, end)
        marks.append(Mark(field=field, start=first, end=last, value=value))
    return tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))
