"""What is kept of a ticket: its requests as they were judged then, the texts that were copied, and a note.

Everything is words and plain ids, not the program's own lists: what was kept years ago reads as it did then, whatever
the program has learnt since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from quotadesk.domain.said import Said

LONGEST_TICKET = 64  # characters of a ticket number
_NOTHING = Said("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptField:
    """One row of evidence. `source` is recorded, mapped, inferred or missing; `why` tells it, "" when recorded."""

    name: str  # a key of domain.fields.FIELDS
    label: Said
    value: Said
    source: str
    why: Said = _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProof:
    """One proof of the verdict: which claim it supports, in which words, and on what it rests."""

    claim: str
    said: Said
    rule: str = ""
    rule_source: str = ""  # where the rule is documented
    field: str = ""
    receipts: tuple[str, ...] = ()
    source: str = ""
    dated: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReceipt:
    """One row of the ledger. `figure` is the gateway's own, with its unit; money in nano-USD."""

    time: datetime
    kind: Said
    amount_nano: int
    figure: str
    note: Said
    source_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVerdict:
    """The verdict as it stood: its sentence, and each answer as the program's id and in words."""

    sentence: Said
    family: str
    cause: str
    acts: str
    acts_words: Said
    retry: str
    retry_words: Said
    confidence: str
    confidence_words: Said
    charge: str
    charge_words: Said
    amount_nano: int | None  # the sum that the charge speaks of; None = unknown
    net_nano: int | None
    charge_why: Said = _NOTHING
    receipts: tuple[str, ...] = ()
    settles: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRequest:
    """One request as it was judged at `kept_at`. `key` names it within its connection (see `app.keeping.key_of`)."""

    connection: str
    key: str
    kept_at: datetime
    verdict: KeptVerdict
    request_id: str = ""
    time: datetime | None = None  # of the request; None = nobody knows
    owner: str = ""
    key_name: str = ""
    model: str = ""
    status: int | None = None
    failed: bool = False
    error_code: str = ""
    read_at: datetime | None = None  # when the log around it had been read
    pasted: str = ""  # what the customer wrote of it
    evidence: tuple[KeptField, ...] = ()
    proofs: tuple[KeptProof, ...] = ()
    ledger: tuple[KeptReceipt, ...] = ()

    def says_the_same(self, other: KeptRequest) -> bool:
        """Whether nothing but the time of keeping and reading tells the two apart."""
        return replace(self, kept_at=other.kept_at, read_at=other.read_at) == other

    def words(self) -> str:
        """Give all that a search for this request may look for."""
        return "\n".join(dict.fromkeys(word for word in self._words() if word))

    def _words(self) -> Iterator[str]:
        said = self.verdict.sentence
        yield from (self.request_id, self.key, self.owner, self.key_name, self.model, self.error_code)
        yield from (said.en, said.zh, self.verdict.cause, self.pasted)
        for row in self.evidence:
            yield from (row.value.en, row.value.zh)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A text that left this machine: when, for whom (public or internal), where to, and as it left."""

    copied_at: datetime
    key: str  # of the request that it speaks of
    kind: str  # its template, such as "replies/budget"
    audience: str
    language: str
    to: str
    wording: str  # a field of JSON called "text" would be taken for a prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCase:
    """Everything that is kept of one ticket, oldest first. `closed_at` None = open."""

    ticket: str
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None = None
    note: str = ""
    requests: tuple[KeptRequest, ...] = ()
    texts: tuple[KeptText, ...] = ()

    @property
    def owners(self) -> tuple[str, ...]:
        """Give the owners of its requests, each once."""
        return tuple(dict.fromkeys(r.owner for r in self.requests if r.owner))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as a list shows it."""

    ticket: str
    changed_at: datetime
    closed: bool = False
    owners: tuple[str, ...] = ()
    requests: int = 0  # distinct ones; each may be kept at several times
    texts: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """The cases that hold a request, the one that changed last first, and which ticket number to suggest for it."""

    cases: tuple[CaseLine, ...] = ()
    suggested: str = ""
    others: tuple[str, ...] = field(default=())  # ticket numbers of open cases, for completion


# ---------------------------------------------------------------- ticket numbers

_NUMBER = r"([A-Za-z]{1,10}[-_]?\d{3,14}(?:[-_]\d{1,8})?|\d{3,14}(?:[-_]\d{1,8})?)(?![\w.])"
_OF = r"(?:\s*(?:number|no\.?|id|编号|单号|号))"
_MARK = r"\s*[:：#＃【\[(（]+\s*[#＃]?"
_WAYS = (
    re.compile(rf"(?:\bticket\b|工单|工單|案例|事件单){_OF}?(?:{_MARK}|\s*){_NUMBER}", re.IGNORECASE),
    # "case" and "incident" are also everyday words: only what is clearly numbered counts.
    re.compile(
        rf"\b(?:case|incident|conversation)\b(?:{_OF}(?:{_MARK}|\s*)|{_MARK}){_NUMBER}", re.IGNORECASE
    ),
    re.compile(r"\bincident\s+(INC\d{4,12})\b", re.IGNORECASE),
    re.compile(r"[\[【(（]\s*(?!HTTP|UTF|ISO|RFC|SHA|GPT)([A-Z]{2,8}-\d{2,10})\s*[\]】)）]"),
    re.compile(r"[\[【(（]\s*[#＃](\d{4,12})\s*[\]】)）]"),
)


def ticket_number_in(text: str) -> str:
    """Give the ticket number that a message names ("Ticket #48213", "工单号：CS-20981", "[ZD-771]"); "" = none."""
    found = next((match for way in _WAYS if (match := way.search(text))), None)
    return tidy(found[1]) if found else ""


def tidy(ticket: str) -> str:
    """Give a typed ticket number without what people put around it: white space, "#", brackets."""
    return " ".join(ticket.split()).strip("#＃[]【】()（） ")
