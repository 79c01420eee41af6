"""A finished text: for whom it is, what it says, and what was masked in it."""

from __future__ import annotations

from dataclasses import dataclass

from quotadesk.domain.fields import Audience
from quotadesk.domain.said import Language, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """A gap that only the agent can fill: `‹by when?›` in the text. `name` is the option that fills it."""

    name: str
    label: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedPart:
    """One value that was replaced, by which placeholder, and why."""

    placeholder: str
    why: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A template that may be put into a text: its name ("replies/ask"), how often copied, and rewritten before."""

    name: str
    copies: int = 0
    rewritten: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A rendered text. `markdown` is the source of the other forms; `missing` names facts a reply still needs."""

    kind: str  # template: "replies/rate_limit_customer", "handoff/note"
    language: Language
    audience: Audience
    markdown: str
    plain: str
    html: str
    masked: tuple[MaskedPart, ...] = ()
    blanks: tuple[Blank, ...] = ()
    missing: tuple[Said, ...] = ()
    facts: tuple[str, ...] = ()  # every number, time and id that the template may state
    codes: tuple[str, ...] = ()  # error codes and rules that are evidence, to stand as they are
    literals: tuple[str, ...] = ()  # runs of the program's own words in it, which name nobody
    template: str = ""  # the plain text that the template gave, once the agent has rewritten it; else ""
