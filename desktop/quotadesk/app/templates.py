"""Which templates an agent may put into a text or change, and the text that each gives for a case."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Protocol

from quotadesk.app import texts
from quotadesk.app.answers import CaseView
from quotadesk.app.errors import FaultyTemplate
from quotadesk.app.ports import Wording
from quotadesk.app.templates_sample import sample_case
from quotadesk.domain.documents import Choice, Document
from quotadesk.domain.fields import Audience
from quotadesk.domain.redaction import Known
from quotadesk.domain.redaction.pseudonym import EPHEMERAL
from quotadesk.domain.replies import ReplyKind
from quotadesk.domain.said import Language, Said

REPLIES = "replies/"
"""Templates below this folder get public facts only; a note may hold them, a reply may hold no other."""

_NOTHING_KNOWN = Known()
_PLACES = {Audience.PUBLIC: "replies/snippets/", Audience.INTERNAL: "handoff/snippets/"}
_NOT_IN_NAMES = re.compile(r"[^\w\u3400-\u9fff]+")
_LONGEST_NAME = 48


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a template, and on which line (1-based)."""

    line: int
    reason: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One template as a file: "en/replies/ask", whether the agents have their own, and whether one is shipped."""

    name: str
    own: bool
    shipped: bool
    copies: int = 0
    rewritten: int = 0

    @property
    def kind(self) -> str:
        """The name without its language: "replies/ask"."""
        return self.name.partition("/")[2]

    @property
    def audience(self) -> Audience:
        """Who reads its text."""
        return audience_of(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A source as it reads for a case: what the lint says, or its text; `sample`: for built-in facts."""

    faults: tuple[Fault, ...] = ()
    plain: str = ""
    trouble: Said | None = None  # why it gives no text although the lint found nothing
    sample: bool = False


class Attempted(Wording, Protocol):
    """A source as the only template there is."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that the lint has against it."""


class Room(Protocol):
    """Where templates are read and the agents' own are written. Each may raise FaultyTemplate."""

    @property
    def folder(self) -> Path:
        """Where the agents' own templates lie."""

    def sheets(self) -> tuple[Sheet, ...]:
        """Give every template, sorted by name."""

    def source(self, name: str) -> str:
        """Give the source in use."""

    def attempt(self, name: str, source: str) -> Attempted:
        """Give a source as the only template there is."""

    def keep(self, name: str, source: str) -> None:
        """Write an agent's own, whole or not at all; refuses what the lint refuses."""

    def drop(self, name: str) -> None:
        """Remove an agent's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """What an agent does with the templates themselves. All of it may be called from a worker."""

    room: Room
    uses: Callable[[], Mapping[str, tuple[int, int]]]
    known: Callable[[], Known]
    secret: Callable[[], bytes]
    now: Callable[[], datetime]
    zone: Callable[[], tzinfo]

    def sheets(self) -> tuple[Sheet, ...]:
        """Give every template with how often it was copied and rewritten."""
        uses = self.uses()
        found = ((sheet, uses.get(sheet.kind, (0, 0))) for sheet in self.room.sheets())
        return tuple(replace(sheet, copies=used[0], rewritten=used[1]) for sheet, used in found)

    def source(self, name: str) -> str:
        """Give the source in use, "" for a name that is new."""
        return self.room.source(name)

    def attempt(self, name: str, source: str, view: CaseView | None) -> Tried:
        """Give a source as it reads for a case, or for built-in facts where there is none; nothing is kept."""
        wording = self.room.attempt(name, source)
        if wording.faults:
            return Tried(faults=wording.faults, sample=view is None)
        start, _, kind = name.partition("/")
        language: Language = "zh" if start == "zh" else "en"
        case = view or sample_case(self.now())
        try:
            return Tried(plain=self._text(case, language, kind, wording).plain, sample=view is None)
        except FaultyTemplate as error:
            return Tried(trouble=error.message, sample=view is None)

    def _text(self, case: CaseView, language: Language, kind: str, wording: Wording) -> Document:
        zone, now = self.zone(), self.now()
        if kind.startswith(REPLIES):
            return reply(
                case,
                language,
                kind,
                wording=wording,
                zone=zone,
                now=now,
                known=self.known(),
                secret=self.secret(),
            )
        return texts.note(
            case,
            language,
            {},
            wording=wording,
            zone=zone,
            now=now,
            known=self.known(),
            secret=self.secret(),
            name=kind,
        )

    def keep(self, name: str, source: str) -> None:
        """Save an agent's own template. Raises FaultyTemplate with the reason; then nothing has changed."""
        self.room.keep(name, source)

    def adopt(self, name: str) -> None:
        """Make a shipped template the agent's own, to be changed."""
        self.room.keep(name, self.source(name))

    def drop(self, name: str) -> None:
        """Use the shipped template again."""
        self.room.drop(name)

    def folder(self) -> Path:
        """Where the agents' own templates lie; it is made where it is missing."""
        folder = self.room.folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder


def audience_of(kind: str) -> Audience:
    """Give who reads the text of a template: what lies below replies/ is for customers."""
    return Audience.PUBLIC if kind.startswith(REPLIES) else Audience.INTERNAL


def snippet_name(said: str, audience: Audience) -> str:
    """Give the name of a new snippet by what its agent calls it; "" for what gives no name."""
    word = _NOT_IN_NAMES.sub("_", said.strip().lower()).strip("_")[:_LONGEST_NAME]
    return f"{_PLACES[audience]}{word}" if word else ""


def choices(
    wording: Wording, language: Language, audience: Audience, uses: Mapping[str, tuple[int, int]]
) -> tuple[Choice, ...]:
    """Give the templates of a language for an audience, the most copied first, then by name."""
    start = f"{language}/"
    names = (name.removeprefix(start) for name in wording.names() if name.startswith(start))
    fit = (name for name in names if audience is Audience.INTERNAL or name.startswith(REPLIES))
    found = (Choice(name=n, copies=uses.get(n, (0, 0))[0], rewritten=uses.get(n, (0, 0))[1]) for n in fit)
    return tuple(sorted(found, key=lambda choice: (-choice.copies, choice.name)))


def reply(
    view: CaseView,
    language: Language,
    name: str,
    *,
    wording: Wording,
    zone: tzinfo,
    now: datetime,
    known: Known = _NOTHING_KNOWN,
    secret: bytes = EPHEMERAL,
) -> Document:
    """Give the text of a template for customers. May raise FaultyTemplate."""
    if name == f"{REPLIES}{ReplyKind.LOW_BALANCE.value}":
        return texts.low_balance(view, language, wording=wording, zone=zone, now=now)
    return texts.reply(
        view,
        language,
        wording=wording,
        zone=zone,
        now=now,
        known=known,
        secret=secret,
        kind=name.removeprefix(REPLIES),
    )
