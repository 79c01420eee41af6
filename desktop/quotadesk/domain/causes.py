"""Hold the knowledge about errors: who says what, what it means, and how to find the cause that fits some words.

The tables come from resources/causes.toml and from local files; nothing here knows a provider by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from quotadesk.domain.profile import Product
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Everyday, Family, Retry


class Pattern(Protocol):
    """A compiled pattern over folded text."""

    def search(self, text: str, /) -> object | None:
        """Give a match, or None."""


class Emitters(StrEnum):
    """What kind of program says an error."""

    GATEWAY = "gateway"
    PROVIDER = "provider"
    EDGE = "edge"  # a proxy in front of the gateway
    CLIENT = "client"  # the customer's own program
    ANY = "any"  # words that anybody may use


class Stage(StrEnum):
    """When an error is raised, which decides what it can have cost."""

    DOOR = "door"  # before any upstream is called
    ATTEMPT = "attempt"  # while an upstream is called, before output
    STREAM = "stream"  # after output began
    CRASH = "crash"  # anywhere: what was held may be lost


class ChargeRule(StrEnum):
    """What an error alone proves about money."""

    NO = "no"  # nothing was taken, if the gateway is known
    LEDGER = "ledger"  # only the billing rows can tell


class Check(StrEnum):
    """Which state of the account tells the gateway's own refusal from one of its upstream."""

    NONE = ""
    WALLET = "wallet"
    KEY = "key"  # the key's own quota
    KEY_STATE = "key_state"  # a key refused without a reason: exhausted, disabled or wrong
    MASKED = "masked"  # a text that hides whose quota is meant: only the wallet can tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Emitter:
    """One program that says errors. `products` are the gateways that speak with its voice."""

    name: str
    kind: Emitters
    products: frozenset[Product] = frozenset()
    voice: frozenset[str] = frozenset()  # error types that only it writes
    signs: tuple[str, ...] = ()  # words or header names by which it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What an error says, from a log row or from a pasted text; all lower-case and folded."""

    codes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    mentions: frozenset[str] = frozenset()
    text: str = ""
    status: int | None = None
    bare: bool = False  # no error body came: a person's words, a client's exception, or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One way to recognise a cause: all of its conditions must hold."""

    codes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    text: Pattern | None = None
    statuses: frozenset[int] = frozenset()
    ours: bool = False  # only where the gateway that is read is one of the emitters
    bare: bool = False  # only where no error body came
    envelope: bool = False  # tells how an answer was passed on, not what it said: proves less than words

    def strength(self, words: Words, *, ours: bool) -> int:
        """Give how much proof this match is: codes over kinds over words over the status; 0 = no match."""
        proof = self._proof(words, ours=ours)
        return _ENVELOPE + bool(self.statuses) if proof and self.envelope else proof

    def _proof(self, words: Words, *, ours: bool) -> int:
        if (self.ours and not ours) or (self.bare and not words.bare):
            return 0
        proof = 0
        if self.codes:
            proof += _CODE if self.codes & words.codes else _KIND if self.codes & words.kinds else 0
            proof += 0 if proof else _MENTION if self.codes & words.mentions else 0
            if not proof:
                return 0
        if self.kinds:
            if not self.kinds & (words.kinds | words.codes | words.mentions):
                return 0
            proof += _KIND
        if self.text is not None:
            if not self.text.search(words.text):
                return 0
            proof += _TEXT
        if self.statuses:
            if words.status not in self.statuses:
                return 0
            proof += _STATUS
        return proof


_CODE, _KIND, _MENTION, _TEXT, _ENVELOPE, _STATUS = 16, 8, 6, 4, 2, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One known cause. `family` is the view of the emitter's own customer; `behind` that of a gateway before it."""

    id: str
    emitters: tuple[str, ...]
    match: tuple[Match, ...]
    family: Family
    source: str
    stage: Stage = Stage.ATTEMPT
    charge: ChargeRule = ChargeRule.NO
    weak: bool = False  # too vague to stand against any other match
    check: Check = Check.NONE
    acts: Acts | None = None
    retry: Retry | None = None
    behind: Family | None = None
    behind_acts: Acts | None = None
    unsure: Family | None = None  # when it is not known whose words these are
    per_window: bool = False  # the wait is the limit's window, when no other wait is stated
    since: str = ""  # first version of the emitter that says so
    until: str = ""  # last version
    what: Said | None = None
    everyday: Everyday | None = None
    where: str = ""  # file that the entry came from

    def strength(self, words: Words, *, ours: bool) -> int:
        """Give the best proof among the ways to recognise this cause; 0 = none fits."""
        return max((m.strength(words, ours=ours) for m in self.match), default=0)

    def is_named_by(self, words: Words) -> bool:
        """Whether a code or type of the error names this cause, not only its message."""
        return any(m.codes & (words.codes | words.kinds) for m in self.match)


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyRule:
    """What holds for every cause of a family, unless the cause says otherwise."""

    family: Family
    acts: Acts
    retry: Retry
    what: Said
    everyday: Everyday | None = None
    behind: Family | None = None  # the family when an upstream says it behind our gateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """All that is known about errors: a table of emitters, of families and of causes."""

    emitters: Mapping[str, Emitter]
    families: Mapping[Family, FamilyRule]
    causes: tuple[Cause, ...]
    long_periods: Pattern | None = None  # words for limits that do not clear within minutes
    short_periods: Pattern | None = None  # words for limits that do: per second, per minute

    def candidates(self, words: Words, *, product: Product, version: str = "") -> list[tuple[int, Cause]]:
        """Give the causes that fit `words`, the best proof first; vague ones last; equals in the file's order."""
        mine = {e.name for e in self.emitters.values() if product in e.products}
        found = [
            (c.strength(words, ours=bool(mine.intersection(c.emitters))), c)
            for c in self.causes
            if in_range(c, version if mine.intersection(c.emitters) else "")
        ]
        return sorted(((s, c) for s, c in found if s), key=lambda pair: (pair[1].weak, -pair[0]))

    def cause(self, cause_id: str) -> Cause | None:
        """Give the cause with this id, or None."""
        return next((c for c in self.causes if c.id == cause_id), None)

    def spoken_by(self, cause: Cause) -> tuple[Emitter, ...]:
        """Give the emitters of a cause."""
        return tuple(self.emitters[name] for name in cause.emitters)


def in_range(cause: Cause, version: str) -> bool:
    """Whether a cause applies to a version of the gateway; an unknown version excludes nothing."""
    mine = _numbers(version)
    if not mine:
        return True
    after = not cause.since or _numbers(cause.since) <= mine
    return after and (not cause.until or mine[: len(_numbers(cause.until))] <= _numbers(cause.until))


def _numbers(version: str) -> tuple[int, ...]:
    digits = "".join(c if c.isdigit() or c == "." else " " for c in version).split()
    return tuple(int(p) for p in digits[0].split(".") if p) if digits and digits[0].strip(".") else ()


def merged(first: Causes, more: Iterable[Cause], emitters: Mapping[str, Emitter]) -> Causes:
    """Add causes and emitters of a local file; a cause with a known id replaces the one that has it."""
    mine = {c.id: c for c in more}
    kept = [c for c in first.causes if c.id not in mine]
    return Causes(
        emitters={**first.emitters, **emitters},
        families=first.families,
        causes=(*mine.values(), *kept),
        long_periods=first.long_periods,
        short_periods=first.short_periods,
    )
