"""Make what a gateway said fit to be kept: no secret in any field, free text redacted, then mapped.

Names and ids are evidence and stay byte for byte, also where they are an e-mail or a phone number: an agent finds a
customer by them. Only one that hides a secret, an address of a machine or a prompt is replaced.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from operator import attrgetter
from typing import Any

from quotadesk.domain.account import Account
from quotadesk.domain.mapping import MappingRules, apply
from quotadesk.domain.records import ErrorFacts, Record, Task, changed
from quotadesk.domain.redaction import SECRETS, Kind

Redact = Callable[[str], str]

NEVER_KEPT = SECRETS | {Kind.IP, Kind.UPSTREAM, Kind.PROMPT}
"""Kinds that not even a name may hold; the others (e-mail, phone, person …) can be what a customer goes by."""

WITHHELD = "[withheld]"
_HIDDEN = re.compile(r"\[(?:" + "|".join(sorted(NEVER_KEPT)) + r")(?: …[0-9a-f]{6})?\]")
# Ids that a gateway or a client makes of numbers, and plain words: these cannot hide anything.
_PLAIN = re.compile(
    r"\d{1,10}|20\d{18,27}[0-9A-Za-z]{0,16}|[a-z_]{1,15}"
    r"|(?:(?:chatcmpl|cmpl|resp|req|call|msg|task)[-_])?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"(?:-attempt-\d{1,3}|_cache_hit[\d.]{1,20})?"
    r"|resp_[A-Za-z0-9_-]{200,1000}={0,2}"  # longer than any key; by chance it holds what begins one
    r"|(?:chatcmpl|cmpl)-[0-9a-f]{24,32}(?:_cache_hit[\d.]{1,20})?"
)
_HEXADECIMAL = re.compile(r"[0-9a-f]{32}")
_MOST_REMEMBERED = 20_000
_SHORT = 100  # texts that repeat are short

RECORD_IDS = ("source_id", "request_id", "call_id", "upstream_request_id", "task_id")
REPEATED_NAMES = (
    "owner",
    "owner_id",
    "key_name",
    "key_id",
    "key_hash",
    "key_masked",
    "group",
    "project",
    "environment",
    "model",
    "model_served",
    "channel",
)
RECORD_TEXTS = ("path", "stream_end", "reason")
TASK_NAMES = ("task_id", "owner", "owner_id", "group", "model", "channel")
TASK_TEXTS = ("platform", "progress", "fail_reason")
ACCOUNT_NAMES = ("owner", "owner_id", "group", "key_name", "key_hash", "key_masked")
# What an error says besides its text is as free as the text: a gateway may put anything there.
ERROR_TEXTS = tuple(f.name for f in fields(ErrorFacts) if f.type == "str")

_names_of = attrgetter(*REPEATED_NAMES)
_texts_of = attrgetter(*RECORD_TEXTS)
_ids_of = attrgetter(*RECORD_IDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What happens to a row between the gateway and the store. Never raises, never loses a row."""

    rules: MappingRules
    redact: Redact
    # What is harmless as a name and as a text, and nothing else: a secret is not remembered here either.
    _names: set[str] = field(default_factory=lambda: {""}, init=False, repr=False, compare=False)
    _texts: set[str] = field(default_factory=lambda: {""}, init=False, repr=False, compare=False)

    def record(self, record: Record) -> Record:
        """Give the record as it may be stored. Mapped last, so that no rule takes a secret apart."""
        changes: dict[str, Any] = {}
        if not (self._names.issuperset(_names_of(record)) and self._texts.issuperset(_texts_of(record))):
            changes = self._changes(record, REPEATED_NAMES, RECORD_TEXTS)
        for field_, value in zip(
            RECORD_IDS, _ids_of(record), strict=True
        ):  # each comes once: nothing to remember
            if value and not _is_plain(value) and (new := self.name(value)) != value:
                changes[field_] = new
        if record.error is not None and (error := self._changes(record.error, (), ERROR_TEXTS)):
            changes["error"] = replace(record.error, **error)
        if "source_id" in changes:  # one secret in two spellings has one placeholder, but these are two rows
            changes["source_id"] += f" {record.time.isoformat()}"
        if not self._names.issuperset(record.channels) and (
            (channels := tuple(map(self.name, record.channels))) != record.channels
        ):
            changes["channels"] = channels
        return apply(changed(record, changes) if changes else record, self.rules)

    def task(self, task: Task) -> Task:
        """Give the task as it may be stored."""
        changes = self._changes(task, TASK_NAMES, TASK_TEXTS)
        return replace(task, **changes) if changes else task

    def account(self, account: Account) -> Account:
        """Give the account as it may be stored."""
        pots = tuple(replace(pot, name=self.name(pot.name)) for pot in account.balances)
        return replace(account, **{**self._changes(account, ACCOUNT_NAMES, ()), "balances": pots})

    def name(self, value: str) -> str:
        """Give a name or an id unchanged, unless it hides what is never kept."""
        if value in self._names:
            return value
        clean = value if _is_plain(value) else self._redacted(value)
        if clean != value and _newly_hidden(value, clean):
            return clean
        _remember(self._names, value)
        return value

    def text(self, value: str) -> str:
        """Give a free text redacted."""
        if value in self._texts:
            return value
        clean = value if _PLAIN.fullmatch(value) else self._redacted(value)
        if clean == value and len(value) <= _SHORT:
            _remember(self._texts, value)
        return clean

    def _redacted(self, value: str) -> str:
        """Redact, whatever comes: what cannot be checked is not kept, and its row still is."""
        try:
            return self.redact(value.encode("utf-8", "replace").decode())
        except Exception:  # noqa: BLE001 - one text must not cost the rows of a whole page
            return WITHHELD

    def _changes(self, fact: object, names: Iterable[str], texts: Iterable[str]) -> dict[str, Any]:
        """Give the fields that may not be kept as they are, by name."""
        changes: dict[str, Any] = {}
        for fields_, known, clean in ((names, self._names, self.name), (texts, self._texts, self.text)):
            for field_ in fields_:
                value = getattr(fact, field_)
                if value and value not in known and (new := clean(value)) != value:
                    changes[field_] = new
        return changes


def _remember(known: set[str], value: str) -> None:
    if len(known) >= _MOST_REMEMBERED:
        known.clear()
        known.add("")
    known.add(value)


def _is_plain(value: str) -> bool:
    """Whether a name is an id or a plain word, which cannot hide anything.

    A random number of 128 bits in hexadecimal is one too, unless it spells a text, in itself or read as base64.
    """
    if _HEXADECIMAL.fullmatch(value):
        return not _spells(value)
    return _PLAIN.fullmatch(value) is not None


def _spells(number: str) -> bool:
    """Whether 32 hexadecimal digits are a text, read as such or as base64: they may hide something."""
    return _is_text(bytes.fromhex(number)) or _is_text(a2b_base64(number))


def _is_text(data: bytes) -> bool:
    return len(data.decode(errors="ignore").encode()) == len(data)  # an exception for each id takes longer


def _newly_hidden(before: str, after: str) -> bool:
    return after == WITHHELD or len(_HIDDEN.findall(after)) > len(_HIDDEN.findall(before))
