"""What the lookup bar can offer for what is typed: keys of terms, then their values, saved lookups and earlier ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quotadesk.app.ports import Names
from quotadesk.domain.charge import Charge
from quotadesk.domain.lookup import SortKey
from quotadesk.domain.records import RequestType
from quotadesk.domain.ticket.near import near_names
from quotadesk.ui.words import QT_TRANSLATE_NOOP, translate

MOST = 12  # lines offered; more is no help
_LEAST_NEAR = 4  # characters from which a slip in a name may be told
_LEAST_ANYWHERE = 2  # characters from which a name's middle is searched too
_LAST = re.compile(r'(?:[^\s"]|"[^"]*"?)*$')
_KEYED = re.compile(r"([a-z]{2,12}):(.*)", re.DOTALL)

KEYS: Mapping[str, str] = {
    "owner": QT_TRANSLATE_NOOP("Suggest", "key owner"),
    "key": QT_TRANSLATE_NOOP("Suggest", "key, by its name"),
    "tail": QT_TRANSLATE_NOOP("Suggest", "key, by its last characters"),
    "group": QT_TRANSLATE_NOOP("Suggest", "group"),
    "project": QT_TRANSLATE_NOOP("Suggest", "project"),
    "env": QT_TRANSLATE_NOOP("Suggest", "environment"),
    "model": QT_TRANSLATE_NOOP("Suggest", "model"),
    "tier": QT_TRANSLATE_NOOP("Suggest", "model tier"),
    "type": QT_TRANSLATE_NOOP("Suggest", "type of request"),
    "status": QT_TRANSLATE_NOOP("Suggest", "status that the customer got"),
    "attempt": QT_TRANSLATE_NOOP("Suggest", "status of any attempt"),
    "failed": QT_TRANSLATE_NOOP("Suggest", "whether it failed"),
    "charged": QT_TRANSLATE_NOOP("Suggest", "what was charged"),
    "error": QT_TRANSLATE_NOOP("Suggest", "error code"),
    "id": QT_TRANSLATE_NOOP("Suggest", "request id"),
    "text": QT_TRANSLATE_NOOP("Suggest", "words of the error text"),
    "since": QT_TRANSLATE_NOOP("Suggest", "from then until now"),
    "from": QT_TRANSLATE_NOOP("Suggest", "from a time on"),
    "to": QT_TRANSLATE_NOOP("Suggest", "until a time"),
    "tz": QT_TRANSLATE_NOOP("Suggest", "time zone of the times"),
    "sort": QT_TRANSLATE_NOOP("Suggest", "order of the rows"),
}
_STATUSES = ("200", "400", "401", "402", "403", "404", "413", "429", "4xx", "500", "502", "503", "504", "5xx")
FIXED: Mapping[str, tuple[str, ...]] = {
    "status": _STATUSES,
    "attempt": _STATUSES,
    "failed": ("yes", "no"),
    "charged": tuple(Charge),
    "type": tuple(RequestType),
    "env": ("production", "test"),
    "since": ("15m", "1h", "24h", "7d", "today", "yesterday"),
    "sort": tuple(f"{key}-{way}" for key in SortKey for way in ("desc", "asc")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One line of the list. `text` is what the line says once it is taken; `spot` the matching part of `shown`."""

    text: str
    shown: str
    spot: tuple[int, int]
    hint: str  # the term's key, or where it comes from
    whole: bool = False  # a lookup of its own, which takes the place of everything


_NAMED = ("owner", "key", "group", "project", "model")


class Stock:
    """Every name that can be offered, folded once so that thousands are searched while somebody types."""

    def __init__(self) -> None:
        self._values: dict[str, list[tuple[str, str]]] = {}
        self._aliases: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self.know(Names())

    def know(self, names: Names) -> None:
        """Take the gateway's and the store's names."""
        found: dict[str, Sequence[str]] = {
            **FIXED,
            "owner": tuple(names.owners),
            "model": names.models,
            "group": names.groups,
            "key": names.key_names,
            "tail": tuple(tail.rpartition("…")[2] for tail in names.key_tails),
            "project": names.projects,
        }
        self._aliases = {**{key: dict.fromkeys(found[key], ()) for key in _NAMED}, "owner": names.owners}
        self._values = {key: [(v.casefold(), v) for v in values] for key, values in found.items()}

    def offers(
        self, line: str, *, saved: Mapping[str, str] | None = None, history: Sequence[str] = ()
    ) -> tuple[Offer, ...]:
        """Give what fits the term that is being typed at the end of `line`, the best first."""
        found = _LAST.search(line)
        term = found[0] if found else ""
        before = line[: len(line) - len(term)]
        if not term.strip():
            return ()
        if (keyed := _KEYED.fullmatch(term)) is not None and keyed[1] in KEYS:
            return tuple(_first(self._of_key(before, keyed[1], keyed[2])))
        word = term.strip('"').casefold()
        several = (*self._keys(before, word), *self._names(before, word))
        whole = tuple(_lookups(line.strip().casefold(), saved or {}, history))
        if not (several or whole):
            several = tuple(offer for key in _NAMED for offer in self._near(f"{before}{key}:", key, word))
        return tuple(_first((*several, *whole)))

    def _near(self, lead: str, key: str, word: str) -> Iterator[Offer]:
        """Offer the names for which `word` may be a slip, whole or as far as it is typed."""
        if len(word) < _LEAST_NEAR and word.isascii():
            return
        for name in near_names(word, self._aliases.get(key, {}), begun=True):
            hint = translate("Suggest", "did you mean this {key}?").format(
                key=translate("Suggest", KEYS[key])
            )
            yield Offer(text=f"{lead}{quoted(name)} ", shown=name, spot=(0, 0), hint=hint)

    def _keys(self, before: str, word: str) -> Iterator[Offer]:
        for key, hint in KEYS.items():
            if key.startswith(word):
                text = f"{before}{key}:"
                yield Offer(text=text, shown=f"{key}:", spot=(0, len(word)), hint=translate("Suggest", hint))

    def _of_key(self, before: str, key: str, typed: str) -> Iterator[Offer]:
        """Offer values of one key; of a list only its last value is being typed."""
        kept, comma, last = typed.rpartition(",")
        taken = set(kept.split(","))
        word = last.strip('"').casefold()
        fitting = list(_fitting(self._values.get(key, []), word, anywhere=1))
        if not fitting:
            yield from self._near(f"{before}{key}:{kept}{comma}", key, word)
        for value, at, size in fitting:
            if value not in taken and value != last:
                yield Offer(
                    text=f"{before}{key}:{kept}{comma}{quoted(value)} ",
                    shown=value,
                    spot=(at, size),
                    hint=translate("Suggest", KEYS[key]),
                )

    def _names(self, before: str, word: str) -> Iterator[Offer]:
        for key in ("owner", "model", "group", "key", "project", "status"):
            for value, at, size in _fitting(self._values[key], word, anywhere=_LEAST_ANYWHERE):
                text = f"{before}{key}:{quoted(value)} "
                yield Offer(text=text, shown=value, spot=(at, size), hint=f"{key}:")


def quoted(value: str) -> str:
    """Write a value as a term holds it."""
    return f'"{value}"' if re.search(r"[\s,]", value) else value


def _fitting(values: list[tuple[str, str]], word: str, *, anywhere: int) -> Iterator[tuple[str, int, int]]:
    """Give the values that hold `word`, with its place: those that begin with it first, at most `MOST`."""
    begins = [value for folded, value in values if folded.startswith(word)]
    for value in begins[:MOST]:
        yield value, 0, len(word)
    if len(begins) < MOST and len(word) >= anywhere:
        inside = ((value, folded.find(word)) for folded, value in values)
        for value, at in [pair for pair in inside if pair[1] > 0][: MOST - len(begins)]:
            yield value, at, len(word)


def _lookups(typed: str, saved: Mapping[str, str], history: Sequence[str]) -> Iterator[Offer]:
    for name, text in saved.items():
        if (at := name.casefold().find(typed)) >= 0:
            hint = translate("Suggest", "saved: {lookup}").format(lookup=text)
            yield Offer(text=text, shown=name, spot=(at, len(typed)), hint=hint, whole=True)
    for text in history:
        if (at := text.casefold().find(typed)) >= 0:
            hint = translate("Suggest", "looked up before")
            yield Offer(text=text, shown=text, spot=(at, len(typed)), hint=hint, whole=True)


def _first(offers: Sequence[Offer] | Iterator[Offer]) -> list[Offer]:
    found: dict[str, Offer] = {}
    for offer in offers:
        found.setdefault(offer.text, offer)
        if len(found) == MOST:
            break
    return list(found.values())
