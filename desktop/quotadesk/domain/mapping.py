"""Give project, environment and tier where the gateway has none, by rules over names. The rules are data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from quotadesk.domain.fields import Mark, Source
from quotadesk.domain.records import Record, RequestType, changed
from quotadesk.domain.said import Said

_WORD = re.compile(r"[^\W_]+")
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRules:
    """Words found in key, group and team names → environment; exact names → project; model parts → tier.

    Words match whole parts of a name ("prod" in "prod-bot", not in "product"); Chinese words match anywhere.
    """

    environments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # environment → words
    projects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # project → names
    tiers: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # tier → parts of model names, in order
    types: Mapping[str, str] = field(default_factory=dict)  # request type → tier
    # What was found already: names of key and group → environment and project, model and request type → tier.
    places: dict[tuple[str, str], tuple[str, str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    known_tiers: dict[tuple[str, RequestType | None], str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )


def apply(record: Record, rules: MappingRules) -> Record:
    """Fill what the gateway left empty; a value that the gateway gave stays."""
    new: dict[str, Any] = {}
    if not (record.environment and record.project):
        environment, project = _place(record.key_name, record.group, rules)
        if environment and not record.environment:
            new["environment"] = environment
        if project and not record.project:
            new["project"] = project
    if not record.tier and (tier := _tier(record.model, record.type, rules)):
        new["tier"] = tier
    if not new:
        return record
    new["marks"] = {**record.marks, **{name: _MARKS[name] for name in new}}
    return changed(record, new)


def _place(key_name: str, group: str, rules: MappingRules) -> tuple[str, str]:
    """Give environment and project of a key's and a group's name; the same names come a thousand times."""
    names = (key_name, group)
    found = rules.places.get(names)
    if found is None:
        if len(rules.places) >= _MOST_REMEMBERED:
            rules.places.clear()
        found = rules.places[names] = environment_of(names, rules), project_of(names, rules)
    return found


def _tier(model: str, kind: RequestType | None, rules: MappingRules) -> str:
    found = rules.known_tiers.get((model, kind))
    if found is None:
        if len(rules.known_tiers) >= _MOST_REMEMBERED:
            rules.known_tiers.clear()
        found = rules.known_tiers[model, kind] = tier_of(model, kind, rules)
    return found


_WHY = {
    "environment": Said(
        "from the names of key and group, by the mapping rules", "按映射规则由密钥名与分组名得出"
    ),
    "project": Said(
        "from the names of key and group, by the mapping rules", "按映射规则由密钥名与分组名得出"
    ),
    "tier": Said("from the model name, by the mapping rules", "按映射规则由模型名得出"),
}

_MARKS = {name: Mark(source=Source.MAPPED, why=why) for name, why in _WHY.items()}


def environment_of(names: tuple[str, ...], rules: MappingRules) -> str:
    """Give the environment of the first name that holds one of its words; "" when none does."""
    for name in names:
        words = {w.casefold() for w in _WORD.findall(name)}
        for environment, wanted in rules.environments.items():
            if any(_holds(name, words, w.casefold()) for w in wanted):
                return environment
    return ""


def _holds(name: str, words: set[str], wanted: str) -> bool:
    return wanted in words or (not wanted.isascii() and wanted in name)


def project_of(names: tuple[str, ...], rules: MappingRules) -> str:
    """Give the project whose names hold one of `names`, else what is left of a name without its environment word."""
    for project, listed in rules.projects.items():
        if any(name and name in listed for name in names):
            return project
    known = {w.casefold() for words in rules.environments.values() for w in words}
    for name in names:
        parts = [p for p in re.split(r"[-_/.\s]+", name) if p]
        rest = [p for p in parts if p.casefold() not in known]
        if rest and len(rest) < len(parts):
            return "-".join(rest)
    return ""


def tier_of(model: str, kind: RequestType | None, rules: MappingRules) -> str:
    """Give the tier of a request type that decides it (image, video …), else of the first part found in the model."""
    if kind is not None and kind.value in rules.types:
        return rules.types[kind.value]
    name = model.casefold()
    return next((t for t, parts in rules.tiers.items() if name and any(_part(p, name) for p in parts)), "")


@lru_cache(maxsize=16_384)  # the same few models come a million times
def _part(part: str, name: str) -> bool:
    """Whether `part` stands in `name` at a border: "o3" in "o3-mini" and "openai/o3", not in "gpto3x"."""
    return re.search(rf"(?<![a-z0-9]){re.escape(part.casefold())}(?![a-z])", name) is not None
