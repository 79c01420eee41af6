"""Recognise owners and groups of the directory by name or alias, in both languages, despite small typos."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from quotadesk.domain.ticket.plain import Plain, fold
from quotadesk.domain.ticket.typos import by_sound, distance, sounds_like, tolerance, word_may_be
from quotadesk.domain.ticket.words import Word, heads_of, join, runs, words_of

_LONGEST = 5
_MOST_RUNS = 400
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]{2,}")
# Owners are often called by a plain noun; such a noun speaks of the owner unless it is used as a noun.
_NOUN_USE = re.compile(
    r"\s(?:rates?|of|in|hacking|curves?|charts?|emails?|campaigns?|copy|materials?|pages?|messages?|strategy|plans?|"
    r"newsletter|website|content|text|texts|slogan|video|videos|spike|trend|numbers|"
    r"(?:is|was|are|looks?|has\sbeen)\s(?:\w{2,9}\s)?(?:great|good|strong|slow|flat|steady|up|fine|impressive|amazing|important|picking))(?![a-z])"
)
_NOUN_LEAD = re.compile(
    r"(?:usage|token|traffic|revenue|cost|user|price|business|rapid|fast|huge|steady|of|email|digital|content|"
    r"product|some|more)\s$"
)
_REAL_WORDS = frozenset(
    [
        "grown",
        "grows",
        "growing",
        "market",
        "markets",
        "marketed",
        "marketer",
        "supports",
        "supported",
        "grow",
        "platforms",
        "database",
        "databases",
        "productions",
        "staged",
        "staging",
        "production",
        "product",
        "products",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameIndex:
    """The spellings of a set of names: Latin ones joined, Chinese ones as they are."""

    latin: Mapping[str, str]
    heads: frozenset[str]
    chinese: tuple[tuple[str, str], ...]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first letter


def index_names(names: Mapping[str, tuple[str, ...]]) -> NameIndex:
    """Index names with their aliases; a spelling that two names share is nobody's."""
    latin: dict[str, set[str]] = defaultdict(set)
    chinese: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, given in names.items():
        for alias in (name, *given):
            folded = fold(alias)
            if _HAN.search(folded):
                for spelling in _chinese_spellings(folded):
                    chinese[spelling].add(name)
                continue
            parts = [word.text for word in words_of(folded)]
            if parts:
                latin[join(parts)].add(name)
                phrases[parts[0][0]].append((tuple(parts), name))
        _add_reversed(latin, name, given)
    known = {spelling: min(of) for spelling, of in latin.items() if len(of) == 1}
    return NameIndex(
        latin=known,
        heads=heads_of(known),
        chinese=tuple((spelling, min(of)) for spelling, of in chinese.items() if len(of) == 1),
        phrases={letter: tuple(of) for letter, of in phrases.items()},
    )


def find_names(seen: Plain, index: NameIndex, *, typos: bool = True) -> list[tuple[str, int, int]]:
    """Find names as (name, start, end) in the plain text, each once, in the order of the text."""
    words = words_of(seen.low)
    finds = [*_latin(seen.low, words, index), *_chinese(seen.low, index)]
    exact = {find[0] for find in finds}
    if typos and len(exact) < 3:
        taken = [(start, end) for _, start, end in finds]
        finds += [find for find in _mistyped(seen.low, words, index, taken) if find[0] not in exact]
        if not exact:
            finds += _misheard(seen.low, index)
    found: dict[str, tuple[str, int, int]] = {}
    for find in sorted(finds, key=lambda find: find[1]):
        found.setdefault(find[0], find)
    return list(found.values())


def _latin(low: str, words: list[Word], index: NameIndex) -> list[tuple[str, int, int]]:
    finds, position = [], 0
    while position < len(words):
        step = 1
        if words[position].text[:2] not in index.heads:
            position += 1
            continue
        for length, spelling in runs(low, words, position, _LONGEST):
            name = index.latin.get(spelling)
            if name is None:
                continue
            start, end = words[position].start, words[position + length - 1].end
            if not (length == 1 and len(spelling) > 4 and _is_noun(low, start, end)):
                finds.append((name, start, end))
            step = length
            break
        position += step
    return finds


def _is_noun(low: str, start: int, end: int) -> bool:
    return bool(_NOUN_USE.match(low, end) or _NOUN_LEAD.search(low[max(0, start - 12) : start]))


def _chinese(low: str, index: NameIndex) -> list[tuple[str, int, int]]:
    squashed, places = _squash(low)
    finds = []
    for spelling, name in index.chinese:
        at = squashed.find(spelling)
        while at >= 0:
            start, end = places[at], places[at + len(spelling) - 1] + 1
            if _bounded(low, start, end):
                finds.append((name, start, end))
                break
            at = squashed.find(spelling, at + 1)
    return _longest(finds)


def _bounded(low: str, start: int, end: int) -> bool:
    """The Latin half of a mixed name must not be the end or the beginning of a longer word."""
    left = low[start - 1 : start] if low[start].isascii() else ""
    right = low[end : end + 1] if low[end - 1].isascii() else ""
    return not any(edge.isascii() and edge.isalnum() for edge in (left, right) if edge)


def _mistyped(
    low: str, words: list[Word], index: NameIndex, taken: list[tuple[int, int]]
) -> list[tuple[str, int, int]]:
    finds = []
    seen: set[str] = set()
    for position, first in enumerate(words):
        if len(seen) > _MOST_RUNS:
            break
        if any(start <= first.start < end for start, end in taken):
            continue
        for length, spelling in runs(low, words, position, 3):
            if spelling in seen or len(spelling) < 5 or spelling in _REAL_WORDS or spelling in index.latin:
                continue
            seen.add(spelling)
            written = tuple(word.text for word in words[position : position + length])
            name = _meant(written, spelling, index)
            if name and not any(
                start < words[position + length - 1].end and first.start < end for start, end in taken
            ):
                finds.append((name, first.start, words[position + length - 1].end))
                break
    return finds


def _meant(written: tuple[str, ...], spelling: str, index: NameIndex) -> str | None:
    best: tuple[int, str] | None = None
    for parts, name in index.phrases.get(spelling[0], ()):
        joined = "".join(parts)
        allowed = tolerance(len(joined))
        if not allowed or abs(len(joined) - len(spelling)) > allowed:
            continue
        if len(parts) == len(written) > 1 and not all(map(word_may_be, written, parts)):
            continue
        if len(parts) != len(written) and not (len(parts) == 1 or len(written) == 1):
            continue
        wrong = distance(spelling, joined, allowed)
        if wrong <= allowed and (best is None or wrong < best[0]):
            best = (wrong, name)
    return best[1] if best else None


def _misheard(low: str, index: NameIndex) -> list[tuple[str, int, int]]:
    heard = by_sound(low)
    finds = []
    for spelling, name in index.chinese:
        if not _HAN_ONLY.fullmatch(spelling):
            continue
        at = heard.find(by_sound(spelling))
        if at >= 0 and sounds_like(spelling, low[at : at + len(spelling)]):
            finds.append((name, at, at + len(spelling)))
    return finds


def _longest(finds: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Of two names on the same place the longer is meant."""
    return [
        find
        for find in finds
        if not any(
            o != find and o[1] <= find[1] and find[2] <= o[2] and o[2] - o[1] > find[2] - find[1]
            for o in finds
        )
    ]


def _chinese_spellings(alias: str) -> set[str]:
    tight = re.sub(r"[\s_-]", "", alias)
    return {tight, re.sub(r"(?<=[a-z0-9])(?=[\u4e00-\u9fff])", "的", tight)}


def _squash(low: str) -> tuple[str, list[int]]:
    places = [place for place, character in enumerate(low) if character not in " \t_-"]
    return "".join(low[place] for place in places), places


def _add_reversed(latin: dict[str, set[str]], name: str, given: tuple[str, ...]) -> None:
    """A person's family name may come last: Wei Zhang."""
    parts = re.fullmatch(r"([a-z]{2,6})[._ ]([a-z]{2,8})", name.lower())
    if parts and any(_HAN.search(alias) and len(alias) <= 4 for alias in given) and len(name) >= 7:
        latin[parts[2] + parts[1]].add(name)
