"""Find everything that must not leave in one text: run all detectors on all its views and join what they found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter

from quotadesk.domain.redaction.columns import column_hits
from quotadesk.domain.redaction.cookies import cookie_hits
from quotadesk.domain.redaction.detector import run
from quotadesk.domain.redaction.detectors_access import ACCESS, WEBHOOKS
from quotadesk.domain.redaction.detectors_commands import COMMANDED
from quotadesk.domain.redaction.detectors_context import CONTEXT
from quotadesk.domain.redaction.detectors_money import BALANCES
from quotadesk.domain.redaction.detectors_people import PERSONS
from quotadesk.domain.redaction.detectors_private import CONTACTS, DOCUMENTS, PRIVATE
from quotadesk.domain.redaction.detectors_routing import ROUTING, UPSTREAMS
from quotadesk.domain.redaction.detectors_tongues import TONGUES
from quotadesk.domain.redaction.encoded import opened, spelled
from quotadesk.domain.redaction.joined import crossing, decoded, unquoted, unwrapped
from quotadesk.domain.redaction.keys import key_hits
from quotadesk.domain.redaction.kinds import SECRETS, Hit, Kind
from quotadesk.domain.redaction.known_values import compare_form, known_hits
from quotadesk.domain.redaction.normalise import Edit, View, edited, identity, layers
from quotadesk.domain.redaction.private_keys import private_key_hits
from quotadesk.domain.redaction.prompts import prompt_hits
from quotadesk.domain.redaction.protect import EVIDENCE, SOFT
from quotadesk.domain.redaction.pseudonym import PLACEHOLDER

EVERYTHING = (*CONTEXT, *TONGUES, *COMMANDED, *ACCESS, *BALANCES, *ROUTING, *PRIVATE, *PERSONS)
_STRINGS = (*CONTEXT, *TONGUES, *COMMANDED, *ACCESS, *UPSTREAMS)
KnownPairs = tuple[tuple[Kind, str], ...]
MOST_ROUNDS = 3
_LONGEST_ID = 600
_STAND_IN = "[{} …000000]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One range of the source to replace, and the value there in normal form (its pseudonym is made of that)."""

    hit: Hit
    value: str


def find(text: str, known: KnownPairs = ()) -> tuple[Found, ...]:
    """Give what must not leave, in order and without overlaps; ranges are the source's.

    What is masked changes what its neighbours look like (a phone number glued to a key is one once the key is
    gone), so the masked text is looked at again until nothing more shows: redacting twice then changes nothing.
    """
    found = _look(text, known) if text else ()
    for _ in range(MOST_ROUNDS if found else 0):
        view = edited(identity(text), [(f.hit.start, f.hit.end, _STAND_IN.format(f.hit.kind)) for f in found])
        more = [_moved(view, extra) for extra in _look(view.text, known)]
        if not more:
            break
        found = tuple(_joined(text, [*found, *more]))
    return found


def _moved(view: View, found: Found) -> Found:
    """Bring a finding in a masked text back to the source."""
    start, end = view.source_range(found.hit.start, found.hit.end)
    return Found(
        hit=Hit(kind=found.hit.kind, start=start, end=end, reason=found.hit.reason), value=found.value
    )


def _look(text: str, known: KnownPairs) -> tuple[Found, ...]:
    """Look once at all views of a text."""
    levels = layers(text)
    normal = levels[-1]
    found: list[Found] = []
    for level in levels:
        found += _placed(level, prompt_hits(level.text))
    for level in levels[:-1]:
        low = level.text.lower()
        found += _placed(level, (hit for hit, _ in run(ACCESS, level.text, low)))
        found += _placed(level, known_hits(compare_form(level.text), known) if known else ())
    found += _placed(normal, _all(normal.text, known))
    hidden = list(opened(normal))
    found += _placed(normal, _decoded(hidden, known))
    group = spelled(normal)
    if group is not None:
        found += _placed(group, _spelled(group.text, known))
    found += _together(normal, hidden, known)
    return tuple(_joined(text, found))


def _together(normal: View, hidden: list[Edit], known: KnownPairs) -> Iterator[Found]:
    """Give what only shows when broken lines, rows of quotes or encoded runs are put together where they stand."""
    for made, detectors in (
        (unwrapped(normal), _STRINGS),
        (unquoted(normal), _STRINGS),
        (decoded(normal, hidden), EVERYTHING),
    ):
        if made is None:
            continue
        view, edits = made
        hits = [*key_hits(view.text), *known_hits(compare_form(view.text), known)]
        hits += (hit for hit, weak in run(detectors, view.text, view.text.lower()) if not weak)
        yield from _placed(view, crossing(view, normal, edits, hits))


def _all(text: str, known: KnownPairs) -> Iterator[Hit]:
    """Give what one view's text holds; the protect list wins over what was found by context only."""
    low = text.lower()
    if known:
        yield from known_hits(compare_form(text), known)
    yield from key_hits(text)
    yield from private_key_hits(text)
    yield from cookie_hits(text, low)
    yield from column_hits(text, low)
    soft: list[tuple[int, int]] | None = None
    for hit, weak in run(EVERYTHING, text, low):
        if weak:
            if soft is None:
                soft = [match.span() for match in SOFT.finditer(text)]
            if _covered(soft, hit.start, hit.end):
                continue
        if hit.reason == "prose" and _within_id(text, hit):
            continue
        yield hit


def _covered(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Say whether one of the spans (in order, without overlaps) holds start to end."""
    before = bisect_right(spans, start, key=itemgetter(0)) - 1
    return before >= 0 and end <= spans[before][1]


def _within_id(text: str, hit: Hit) -> bool:
    """Say whether a hit is the middle of an id that happens to spell a cue: `resp_…-key-9fQ…`."""
    start = max(0, hit.start - _LONGEST_ID)
    return any(
        start + match.start() < hit.start and hit.end <= start + match.end()
        for match in EVIDENCE.finditer(text[start : hit.end + 1])
    )


def _decoded(hidden: list[Edit], known: KnownPairs) -> Iterator[Hit]:
    """Give each encoded run that hides something: the whole run, with the kind of what it hides."""
    for start, end, text in hidden:
        inner = layers(text)[-1].text
        hits = list(_all(inner, known)) + list(prompt_hits(inner))
        if hits:
            first = min(hits, key=lambda hit: (hit.kind not in SECRETS, hit.start))
            yield Hit(kind=first.kind, start=start, end=end, reason="encoded")


def _spelled(text: str, known: KnownPairs) -> Iterator[Hit]:
    """Give what only shows when a text spelled out in groups is put together: keys and numbers, no prose."""
    yield from key_hits(text)
    yield from known_hits(compare_form(text), [pair for pair in known if pair[0] in SECRETS])
    for hit, _ in run((*CONTACTS, *DOCUMENTS, *CONTEXT, *WEBHOOKS), text, text.lower()):
        yield hit


def _placed(view: View, hits: Iterable[Hit]) -> Iterator[Found]:
    """Bring hits of a view to the source, leaving out placeholders and masked keys that stand there already."""
    masks: list[tuple[int, int]] | None = None
    for hit in hits:
        if masks is None:
            masks = [match.span() for match in PLACEHOLDER.finditer(view.text)]
        start, end = hit.start, hit.end
        if start >= end or _covered(masks, start, end):
            continue
        low, high = view.source_range(start, end)
        value = "".join(view.text[start:end].split())
        yield Found(hit=Hit(kind=hit.kind, start=low, end=high, reason=hit.reason), value=value)


def source_hits(view: View, hits: Iterable[Hit]) -> list[Hit]:
    """Bring hits of a view to the source it was made from; placeholders are no hits."""
    return [found.hit for found in _placed(view, hits)]


def _joined(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """Join what overlaps: the longest finding gives the kind, the join covers all of them."""
    group: list[Found] = []
    end = -1
    for item in sorted(found, key=lambda f: (f.hit.start, -f.hit.end)):
        if group and item.hit.start >= end:
            yield _one(text, group, end)
            group, end = [], -1
        group.append(item)
        end = max(end, item.hit.end)
    if group:
        yield _one(text, group, end)


def _one(text: str, group: list[Found], end: int) -> Found:
    start = group[0].hit.start
    best = max(group, key=lambda f: (f.hit.end - f.hit.start, f.hit.reason == "known", f.hit.kind in SECRETS))
    value = best.value if (best.hit.start, best.hit.end) == (start, end) else "".join(text[start:end].split())
    return Found(hit=Hit(kind=best.hit.kind, start=start, end=end, reason=best.hit.reason), value=value)
