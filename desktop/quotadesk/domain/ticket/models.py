"""Recognise the models of the directory as people write them: "gpt image", "Claude 3.5 Haiku", "4o mini"."""

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from quotadesk.domain.ticket.plain import Plain
from quotadesk.domain.ticket.typos import distance, tolerance
from quotadesk.domain.ticket.words import Word, heads_of, join, runs, words_of

_LONGEST = 8
# What people call a model that its maker's API calls otherwise (api-docs.deepseek.com, "Your First API Call").
_ALSO_CALLED = {"deepseek-reasoner": ("deepseek-r1",), "deepseek-chat": ("deepseek-v3",)}
# Family names that many models share: alone they name none.
_VENDORS = frozenset(
    [
        "gpt",
        "claude",
        "gemini",
        "deepseek",
        "qwen",
        "glm",
        "openai",
        "anthropic",
        "google",
        "mistral",
        "llama",
        "grok",
        "kimi",
        "moonshot",
        "doubao",
        "text",
        "ernie",
        "hunyuan",
        "yi",
        "cohere",
        "command",
    ]
)
# Words too common to name a model alone, even where only one model has them.
_COMMON = frozenset(
    [
        "chat",
        "mini",
        "pro",
        "max",
        "flash",
        "image",
        "large",
        "small",
        "text",
        "embedding",
        "turbo",
        "plus",
        "lite",
        "nano",
        "high",
        "low",
        "audio",
        "video",
        "v",
        "base",
        "preview",
        "latest",
        "instruct",
        "vision",
        "medium",
        "fast",
        "thinking",
        "tts",
        "code",
        "live",
        "speech",
        "search",
        "real",
        "time",
        "realtime",
    ]
)
# A word after the name that makes it another model.
_VARIANTS = frozenset(
    [
        "mini",
        "nano",
        "lite",
        "turbo",
        "pro",
        "max",
        "plus",
        "flash",
        "opus",
        "sonnet",
        "haiku",
        "thinking",
        "realtime",
        "audio",
        "tts",
        "transcribe",
        "codex",
        "vl",
        "coder",
    ]
)
_SNAPSHOT = re.compile(r"(?:20\d{2}(?:[-.]?\d{2}){0,2}|\d{4,8}|latest|preview|exp|stable)(?![a-z0-9])")
_CONNECTED = re.compile(r"[-_.:][a-z0-9]")
_VERSION_AFTER = re.compile(
    r"[\s.\-_]?v?\d{1,2}(?:\.\d{1,2})?(?![\d.:]|\s?(?:个|次|张|点|分|秒|小时|天|月|号|日|年|条|am|pm|times?|images?|hours?|days?|min))"
)
_VERSION_BEFORE = re.compile(rf"(?:{'|'.join(sorted(_VENDORS))})[\s-]?v?\d{{1,2}}(?:[.-]\d{{1,2}})?[\s-]$")
_VERSION = re.compile(r"v?\d{1,3}")


@lru_cache(maxsize=8)
def aliases(models: tuple[str, ...]) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
    """Give each unambiguous spelling with its model, those that leave the version out, and how they begin."""
    exact = {join(_parts(also)): model for model in models for also in _ALSO_CALLED.get(model, ())}
    exact |= {join(_parts(model)): model for model in models if _parts(model)}
    guesses: dict[str, set[str]] = defaultdict(set)
    open_ended: set[str] = set()
    for model in models:
        for spelling, versionless in _spellings(_parts(model)):
            guesses[spelling].add(model)
            if versionless:
                open_ended.add(spelling)
    known = {spelling: min(names) for spelling, names in guesses.items() if len(names) == 1}
    spelled = {**known, **exact}
    return spelled, frozenset(open_ended - exact.keys()), heads_of(spelled)


def find_models(seen: Plain, models: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Find models as (name, start, end) in the plain text, each once; the longest name wins."""
    known, versionless, heads = aliases(models)
    low = seen.low
    words, mended = _mended(words_of(low), _names_of(models))
    found: dict[str, tuple[str, int, int]] = {}
    index = 0
    while index < len(words) and known:
        step = 1
        if words[index].text[:2] not in heads:
            index += 1
            continue
        for length, spelling in runs(low, words, index, _LONGEST):
            model = known.get(spelling)
            if model is None or not _is_vouched_for(words, index, length, mended):
                continue
            first, last = words[index], words[index + length - 1]
            step = length
            if _stands_alone(low, first, last, open_ended=spelling in versionless):
                found.setdefault(model, (model, first.start, last.end))
            break
        index += step
    return list(found.values())


@lru_cache(maxsize=8)
def _names_of(models: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Give the names within models that are long enough to be mistyped, by first letter."""
    names = {part for model in models for part in _parts(model) if part.isalpha() and part not in _COMMON}
    by_letter: dict[str, list[str]] = defaultdict(list)
    for name in sorted(name for name in names if tolerance(len(name))):
        by_letter[name[0]].append(name)
    return {letter: tuple(of) for letter, of in by_letter.items()}


def _mended(words: list[Word], names: dict[str, tuple[str, ...]]) -> tuple[list[Word], frozenset[int]]:
    """Write mistyped names of models right, and say which: such a word counts only beside the rest of its model."""
    mended = {place: name for place, word in enumerate(words) if (name := _slip_of(word.text, names))}
    right = [
        replace(word, text=mended[place]) if place in mended else word for place, word in enumerate(words)
    ]
    return (right if mended else words), frozenset(mended)


def _is_vouched_for(words: list[Word], first: int, length: int, mended: frozenset[int]) -> bool:
    """A mistyped name needs a right one beside it: "cluade sonnet", not "clause 4"."""
    places = range(first, first + length)
    if mended.isdisjoint(places):
        return True
    return any(place not in mended and re.search("[a-z]{3}", words[place].text) for place in places) or (
        length > 2 and first in mended
    )


def _slip_of(word: str, names: dict[str, tuple[str, ...]]) -> str | None:
    near = names.get(word[0], ()) if len(word) > 4 and word.isalpha() else ()
    if not near or word in near:
        return None
    return next((n for n in near if distance(word, n, tolerance(len(n))) <= tolerance(len(n))), None)


def _stands_alone(low: str, first: Word, last: Word, *, open_ended: bool) -> bool:
    if first.start and low[first.start - 1] in "-_" and not _after_vendor(low, first.start):
        return False
    if open_ended and (
        _VERSION_AFTER.match(low, last.end)
        or _VERSION_BEFORE.search(low[max(0, first.start - 20) : first.start])
    ):
        return False
    after = low[last.end : last.end + 40]
    if after[:1] in ("-", "_", "@", ":") and _SNAPSHOT.match(after, 1):
        rest = after[_snapshot_end(after) :]
        return not re.match(r"[-_][a-z]", rest)
    if _CONNECTED.match(after) and not re.match(r"[.:][a-z]", after) and not re.match(r":\d", after):
        return False
    variant = re.match(r"\s([a-z]+)(?!\s?tokens?|_)", after)
    return not (variant and variant[1] in _VARIANTS)


def _snapshot_end(after: str) -> int:
    match = _SNAPSHOT.match(after, 1)
    return match.end() if match else 0


def _after_vendor(low: str, start: int) -> bool:
    return bool(
        re.search(
            r"(?:openai|anthropic|google|azure|vertex|bedrock|模型)[-_]$", low[max(0, start - 12) : start]
        )
    )


def _parts(model: str) -> list[str]:
    return [word.text for word in words_of(model.lower())]


def _spellings(parts: list[str]) -> list[tuple[str, bool]]:
    """Give the other ways to write a model: (spelling, the version is left out)."""
    if len(parts) < 2:
        return []
    head, tail = parts[:1], parts[1:]
    orders = [(parts, False), (tail, False)]
    versions = [part for part in parts if _VERSION.fullmatch(part)]
    names = [part for part in parts if not _VERSION.fullmatch(part)]
    if versions:
        inner = names[1:]
        orders += [(names, True), (inner, True)]
        orders += [(names + versions, False), (names[:1] + versions + inner, False)]
        orders += [(inner + versions, False), (versions + inner, False)]
        bare = [version.removeprefix("v") for version in versions]
        orders += [(names + bare, False), (names + versions + ["0"], False), (names + bare + ["0"], False)]
    if head[0] not in _VENDORS:
        orders = [order for order in orders if order[0][:1] == head or order[0] == names]
    return [(join(order), free) for order, free in orders if _names_a_model(order)]


def _names_a_model(order: list[str]) -> bool:
    words = [part for part in order if not _VERSION.fullmatch(part)]
    if not words:
        return False
    telling = [word for word in words if word not in _COMMON and word not in _VENDORS]
    if telling:
        return (
            len(telling[0]) >= 4
            or len(words) + (len(order) - len(words)) > 1
            or bool(re.search(r"\d[a-z]", telling[0]))
        )
    vendor = any(word in _VENDORS for word in words)
    if vendor:
        return len(order) > 1
    # "2.5 pro" and "embedding 3 large" name a model; "image 1" and "3 mini" do not.
    return len(order) >= 3
