"""Read the knowledge about errors: resources/causes.toml and a local file of the same shape."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import re2

from quotadesk.app.errors import FaultyKnowledge
from quotadesk.datafiles import data_dir
from quotadesk.domain.causes import (
    Cause,
    Causes,
    ChargeRule,
    Check,
    Emitter,
    Emitters,
    FamilyRule,
    Match,
    Pattern,
    Stage,
    merged,
)
from quotadesk.domain.profile import Product
from quotadesk.domain.said import Said
from quotadesk.domain.verdict import Acts, Everyday, Family, Retry

FORMAT = 1
_TOP = frozenset({"format", "long_periods", "short_periods", "family", "emitter", "cause"})
_CAUSE = frozenset(
    {
        "id",
        "emitter",
        "match",
        "family",
        "source",
        "stage",
        "charge",
        "weak",
        "check",
        "acts",
        "retry",
        "behind",
    }
    | {"behind_acts", "unsure", "per_window", "since", "until", "en", "zh", "everyday"}
)
_MATCH = frozenset({"codes", "kinds", "text", "statuses", "ours", "bare", "envelope"})
_FAMILY = frozenset({"acts", "retry", "behind", "everyday", "en", "zh"})
_EMITTER = frozenset({"kind", "products", "voice", "signs"})

_Word = TypeVar("_Word", bound=StrEnum)


@lru_cache(maxsize=4)
def read_knowledge(local: Path | None = None) -> Causes:
    """Give the tables of the shipped file, with the entries of `local` (if that file exists) before them.

    Raises FaultyKnowledge with the file, the entry and the reason.
    """
    shipped = _Reader(data_dir("resources") / "causes.toml").whole()
    if local is None or not local.is_file():
        return shipped
    return _Reader(local).added_to(shipped)


class _Reader:
    """Turn one file into tables; every complaint names the file and the entry."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entry = ""
        try:
            self.raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise self._fault(str(error)) from error
        self._only(self.raw, _TOP)
        if self.raw.get("format") != FORMAT:
            raise self._fault(f"format must be {FORMAT}")

    def whole(self) -> Causes:
        """Read a file that must hold everything."""
        families = {rule.family: rule for rule in self._families()}
        missing = [f.value for f in Family if f not in families]
        if missing:
            raise self._fault(f"no rule for the families {', '.join(missing)}")
        emitters = {e.name: e for e in self._emitters()}
        return Causes(
            emitters=emitters,
            families=families,
            causes=tuple(self._causes(emitters)),
            long_periods=self._pattern(self.raw.get("long_periods")),
            short_periods=self._pattern(self.raw.get("short_periods")),
        )

    def added_to(self, shipped: Causes) -> Causes:
        """Read a local file, whose causes may use the shipped emitters."""
        emitters = {e.name: e for e in self._emitters()}
        causes = tuple(self._causes({**shipped.emitters, **emitters}))
        return merged(shipped, causes, emitters)

    def _families(self) -> Iterable[FamilyRule]:
        for name, raw in self._table("family").items():
            self.entry = f"family.{name}"
            self._only(raw, _FAMILY)
            yield FamilyRule(
                family=self._word(Family, name),
                acts=self._word(Acts, raw.get("acts")),
                retry=self._word(Retry, raw.get("retry")),
                what=self._said(raw, needed=True) or Said("", ""),
                everyday=self._maybe(Everyday, raw, "everyday"),
                behind=self._maybe(Family, raw, "behind"),
            )

    def _emitters(self) -> Iterable[Emitter]:
        for name, raw in self._table("emitter").items():
            self.entry = f"emitter.{name}"
            self._only(raw, _EMITTER)
            yield Emitter(
                name=name,
                kind=self._word(Emitters, raw.get("kind")),
                products=frozenset(self._word(Product, p) for p in self._strings(raw, "products")),
                voice=frozenset(v.lower() for v in self._strings(raw, "voice")),
                signs=tuple(s.lower() for s in self._strings(raw, "signs")),
            )

    def _causes(self, emitters: Mapping[str, Emitter]) -> Iterable[Cause]:
        seen: set[str] = set()
        raws = self.raw.get("cause", [])
        if not isinstance(raws, list):
            raise self._fault("cause must be a list of tables ([[cause]])")
        for number, raw in enumerate(raws, 1):
            self.entry = str(raw.get("id") or f"cause number {number}")
            cause = self._cause(raw)
            unknown = [e for e in cause.emitters if e not in emitters]
            if unknown:
                raise self._fault(f"unknown emitter {', '.join(unknown)}")
            if cause.id in seen:
                raise self._fault("this id occurs twice")
            seen.add(cause.id)
            yield cause

    def _cause(self, raw: Mapping[str, Any]) -> Cause:
        self._only(raw, _CAUSE)
        emitters = tuple(self._strings(raw, "emitter"))
        ways = raw.get("match")
        if not emitters or not isinstance(ways, list) or not ways:
            raise self._fault("emitter and match are needed")
        return Cause(
            id=self._text(raw, "id"),
            emitters=emitters,
            match=tuple(self._match(way) for way in ways),
            family=self._word(Family, raw.get("family")),
            source=self._text(raw, "source"),
            stage=self._word(Stage, raw.get("stage", Stage.ATTEMPT)),
            charge=self._word(ChargeRule, raw.get("charge", ChargeRule.NO)),
            weak=self._flag(raw, "weak"),
            check=self._word(Check, raw.get("check", Check.NONE)),
            acts=self._maybe(Acts, raw, "acts"),
            retry=self._maybe(Retry, raw, "retry"),
            behind=self._maybe(Family, raw, "behind"),
            behind_acts=self._maybe(Acts, raw, "behind_acts"),
            unsure=self._maybe(Family, raw, "unsure"),
            per_window=self._flag(raw, "per_window"),
            since=str(raw.get("since", "")),
            until=str(raw.get("until", "")),
            what=self._said(raw, needed=False),
            everyday=self._maybe(Everyday, raw, "everyday"),
            where=self.path.name,
        )

    def _match(self, raw: Any) -> Match:
        if not isinstance(raw, dict) or not raw:
            raise self._fault("each way to match is a table with at least one condition")
        self._only(raw, _MATCH)
        statuses = raw.get("statuses", [])
        if not isinstance(statuses, list) or not all(type(s) is int and 100 <= s <= 599 for s in statuses):
            raise self._fault("statuses must be a list of HTTP statuses")
        return Match(
            codes=frozenset(c.lower() for c in self._strings(raw, "codes")),
            kinds=frozenset(k.lower() for k in self._strings(raw, "kinds")),
            text=self._pattern(raw.get("text")),
            statuses=frozenset(statuses),
            ours=self._flag(raw, "ours"),
            bare=self._flag(raw, "bare"),
            envelope=self._flag(raw, "envelope"),
        )

    def _pattern(self, raw: Any) -> Pattern | None:
        if raw is None:
            return None
        if not isinstance(raw, str) or not raw:
            raise self._fault("a pattern must be a text")
        try:
            compiled: Pattern = re2.compile(raw, _QUIET)
        except re2.error as error:
            raise self._fault(f"the pattern {raw!r} is not valid: {error}") from error
        if compiled.search(""):
            raise self._fault(f"the pattern {raw!r} matches an empty text")
        return compiled

    def _said(self, raw: Mapping[str, Any], *, needed: bool) -> Said | None:
        if not needed and "en" not in raw and "zh" not in raw:
            return None
        return Said(self._text(raw, "en"), self._text(raw, "zh"))

    def _text(self, raw: Mapping[str, Any], name: str) -> str:
        value = raw.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self._fault(f"{name} is needed and must be a text")
        return value.strip()

    def _flag(self, raw: Mapping[str, Any], name: str) -> bool:
        value = raw.get(name, False)
        if not isinstance(value, bool):
            raise self._fault(f"{name} must be true or false")
        return value

    def _strings(self, raw: Mapping[str, Any], name: str) -> list[str]:
        value = raw.get(name, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v for v in value):
            raise self._fault(f"{name} must be a list of texts")
        return value

    def _table(self, name: str) -> Mapping[str, Mapping[str, Any]]:
        value = self.raw.get(name, {})
        if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
            raise self._fault(f"{name} must be tables")
        return value

    def _word(self, words: Callable[[Any], _Word], value: Any) -> _Word:
        try:
            return words(value)
        except ValueError as error:
            raise self._fault(str(error)) from error

    def _maybe(self, words: Callable[[Any], _Word], raw: Mapping[str, Any], name: str) -> _Word | None:
        return self._word(words, raw[name]) if name in raw else None

    def _only(self, raw: Mapping[str, Any], known: frozenset[str]) -> None:
        unknown = sorted(set(raw) - known)
        if unknown:
            raise self._fault(f"unknown name {', '.join(unknown)}")

    def _fault(self, reason: str) -> FaultyKnowledge:
        place = f"{self.path.name}: {self.entry}" if self.entry else self.path.name
        return FaultyKnowledge(
            Said(
                f"The knowledge file cannot be used ({place}): {reason}.",
                f"知识文件无法使用（{place}）：{reason}。",
            ),
            Said("Correct this entry, or move the file away.", "请修正该条目，或移走该文件。"),
        )


_QUIET = re2.Options()
_QUIET.log_errors = False
