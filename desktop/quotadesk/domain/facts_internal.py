"""Make the facts that colleagues may read in a hand-off note: exact, in UTC, with pseudonyms for routes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from quotadesk.domain import facts_phrases as phrases
from quotadesk.domain import facts_terms as terms
from quotadesk.domain.charge import Charge
from quotadesk.domain.documents import Blank
from quotadesk.domain.facts import InternalFacts, Material
from quotadesk.domain.facts_public import TYPES, amount_of, answered_first, limit_of
from quotadesk.domain.lost import begun
from quotadesk.domain.redaction import Kind
from quotadesk.domain.requests import Attempt, Request
from quotadesk.domain.said import Language, Said
from quotadesk.domain.verdict import Family

Pseudonym = Callable[[Kind, str], str]

MOST_ATTEMPTS = 6
MOST_PROOFS = 3
MOST_RECEIPTS = 6
LONGEST_ERROR = 300

BLANKS = (
    Blank(name="severity", label=Said("severity?", "级别？")),
    Blank(name="ask", label=Said("what should they do?", "需要对方做什么？")),
    Blank(name="by_when", label=Said("by when?", "何时之前？")),
    Blank(name="customer_told", label=Said("template, language, time?", "模板、语言、时间？")),
    Blank(name="next_update", label=Said("time, owner?", "时间、负责人？")),
)


def blanks_left(options: Mapping[str, str]) -> tuple[Blank, ...]:
    """Give the gaps that no option fills."""
    return tuple(b for b in BLANKS if not options.get(b.name, "").strip())


def internal_facts(
    material: Material,
    language: Language,
    options: Mapping[str, str],
    *,
    pseudonym: Pseudonym,
    pseudonymous: bool = False,
    masked: int = 0,
) -> InternalFacts:
    """Give the facts of a hand-off note. `pseudonymous` hides every owner; `masked` counts what was masked."""
    told = _Told(material=material, language=language, pseudonym=pseudonym, pseudonymous=pseudonymous)
    given = {b.name: phrases.clean(options.get(b.name, "")) or f"‹{b.label.in_(language)}›" for b in BLANKS}
    now = phrases.both_times(material.now, material.zone, language)
    done = terms.DONE.in_(language).format(when=now)
    more = phrases.clean(options.get("done", ""))
    values: dict[str, Any] = {
        **given,
        **told.codes(),
        **told.values(),
        **told.lines(blanks_left(options)),
    }
    return InternalFacts(
        **values,
        case_status=phrases.clean(options.get("status", "")) or terms.OPEN.in_(language),
        done=done + (terms.APART.in_(language) + more if more else ""),
        ticket=phrases.clean(options.get("ticket", "")),
        ids=told.ids(phrases.clean(options.get("ticket", ""))),
        redaction=told.redaction(masked),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One case as a note tells it."""

    material: Material
    language: Language
    pseudonym: Pseudonym
    pseudonymous: bool

    def say(self, said: Said | None) -> str:
        """Give the wording in the note's language."""
        return said.in_(self.language) if said else ""

    def at(self, moment: datetime | None) -> str:
        """Give a time in UTC with the reader's clock, or that it is unknown."""
        if moment is None:
            return self.say(terms.UNKNOWN)
        return phrases.both_times(moment, self.material.zone, self.language)

    def redaction(self, masked: int) -> str:
        """Say how much was masked, and when the data was read as far as that is known."""
        line = self.say(terms.MASKED_ONE if masked == 1 else terms.MASKED).format(count=masked)
        read = self.material.read_at
        return line + (self.say(terms.READ_AT).format(when=self.at(read)) if read else "")

    # ------------------------------------------------------------ single values

    def codes(self) -> dict[str, str]:
        verdict = self.material.verdict
        return {
            "family": verdict.family.value,
            "acts": verdict.acts.value,
            "charge": verdict.charge.charge.value,
            "retry": verdict.retry.value,
            "confidence": self.say(terms.CONFIDENCE[verdict.confidence]),
            "rule": phrases.clean(verdict.cause) or self.rule(),
        }

    def rule(self) -> str:
        return next((p.rule for p in self.material.verdict.proofs if p.rule), "")

    def owner(self) -> str:
        """Give the owner; an e-mail address always as a pseudonym."""
        material = self.material
        owner = material.request.owner if material.request else ""
        owner = phrases.clean(owner or (material.account.owner if material.account else ""), 64)
        if not owner:
            return ""
        if "@" in owner:
            return self.pseudonym(Kind.EMAIL, owner)
        return self.pseudonym(Kind.OWNER, owner) if self.pseudonymous else owner

    def values(self) -> dict[str, str | tuple[str, ...]]:
        material, request = self.material, self.material.request
        limit = limit_of(material)
        return {
            "owner": self.owner(),
            "amount": self.say(
                amount_of(material.verdict.charge.amount_nano, material.verdict.charge.charge)
            ),
            "quota_state": self.say(terms.QUOTA_STATES[material.state]),
            "rate_limit": self.say(phrases.limit_of(limit)) if limit else "",
            "alert": self.say(terms.alert_of(material.verdict.family, material.state)),
            "coverage": self.coverage(),
            "read_at": self.at(material.read_at),
            **(self.of_request(request) if request else {}),
        }

    def of_request(self, request: Request) -> dict[str, str | tuple[str, ...]]:
        error = request.error
        retries = self.client_retries()
        return {
            "group": phrases.clean(request.group, 64),
            "project": phrases.clean(request.project, 64),
            "environment": phrases.clean(request.environment, 64),
            "key_name": phrases.clean(request.key_name, 64),
            "key_masked": phrases.masked_key(request.key_masked),
            "model": phrases.clean(request.model, 64),
            "tier": phrases.clean(request.tier, 32),
            "type": self.say(TYPES.get(request.type)) if request.type else "",
            "status": str(request.status) if request.status is not None else "",
            "error_code": phrases.clean(error.code or error.kind, 64) if error else "",
            "error_text": phrases.clean(error.text, LONGEST_ERROR) if error else "",
            "latency": self.say(phrases.duration(request.latency_ms))
            if request.latency_ms is not None
            else "",
            "attempts": str(request.attempt_count) if request.attempt_count is not None else "",
            "client_retries": str(retries) if retries is not None else "",
            "time_utc": phrases.exactly(request.time),
            "time_local": phrases.when(request.time, self.material.zone, self.language),
            "request_id": phrases.identity(request.request_id or request.call_id),
            "upstream_request_id": phrases.identity(request.upstream_request_id),
            "task_id": phrases.identity(request.task_id),
            "channels": tuple(self.pseudonym(Kind.CHANNEL, a.channel) for a in request.attempts if a.channel),
        }

    def client_retries(self) -> int | None:
        request, verdict = self.material.request, self.material.verdict
        count = request.client_retries if request else None
        return count if count is not None else verdict.client_retries

    # ------------------------------------------------------------ lines

    def lines(self, blanks: tuple[Blank, ...]) -> dict[str, str]:
        request = self.material.request
        return {
            "headline": self.headline(),
            "impact": self.impact(),
            "diagnosis": self.diagnosis(),
            "evidence": self.evidence(),
            "attempt_list": self.attempt_list(request) if request else "",
            "lost": self.lost(),
            "proofs": self.proofs(),
            "receipts": self.receipts(),
            "not_checked": self.not_checked(blanks),
        }

    def headline(self) -> str:
        """Say who is affected, what fails and since when."""
        request = self.material.request
        key = phrases.clean(request.key_name, 64) if request else ""
        who = self.owner() or self.say(terms.A_CUSTOMER)
        who += self.say(terms.WITH_KEY).format(key=key) if key else ""
        model = phrases.clean(request.model, 64) if request else ""
        family, state = self.material.verdict.family, self.say(terms.QUOTA_STATES[self.material.state])
        if request is None and not self.material.pasted and state:
            when = self.at(self.material.read_at)
            return self.say(terms.HEADLINE_ACCOUNT).format(who=who, state=state, when=when)
        status = self.status_of(request, family) if request and request.status else ""
        line = terms.HEADLINE_ONCE if family is Family.SUCCESS else terms.HEADLINE
        return self.say(line).format(
            who=who,
            model=model or self.say(terms.CALLS),
            what=self.say(terms.WHAT[family]) + status,
            when=self.at(begun(request) if request else None),
        )

    def status_of(self, request: Request, family: Family) -> str:
        """Give the status in brackets; a 200 that failed later was answered first."""
        line = terms.ANSWERED_FIRST if answered_first(request, family) else terms.BRACKETS
        return self.say(line).format(status=request.status, text=request.status)

    def impact(self) -> str:
        material = self.material
        requests = 1 + (self.client_retries() or 0) if material.request else 0
        parts = [self.say(terms.REQUESTS).format(count=requests)] if requests else []
        others, of = material.similar_keys, material.similar_owners
        told = (terms.OWNER_KEY, terms.OWNER_KEY_MORE)[others] if others < 2 else terms.OWNER_KEYS
        told = terms.OWNERS_KEYS if of > 1 else told
        parts.append(self.say(told).format(others=others, owners=of))
        return f"{self.say(terms.COMMA).join(parts)}{self.say(terms.STOP)}{self.money()}"

    def money(self) -> str:
        charge = self.material.verdict.charge
        amount = self.say(amount_of(charge.amount_nano, charge.charge))
        net = self.say(amount_of(charge.net_nano, Charge.NO)) or self.say(terms.UNKNOWN)
        return self.say(terms.CHARGES[charge.charge]).format(amount=amount, net=net)

    def diagnosis(self) -> str:
        verdict = self.material.verdict
        sentence = phrases.clean(self.say(verdict.sentence)).rstrip(".。")
        parts = [
            sentence or self.say(terms.WHAT[verdict.family]),
            self.say(terms.CONFIDENCE[verdict.confidence]),
            self.say(terms.RULE).format(rule=verdict.cause or self.rule() or self.say(terms.NONE)),
            self.say(terms.ACTS[verdict.acts]),
            self.say(terms.RETRIES[verdict.retry]),
        ]
        return self.say(terms.SEMICOLON).join(parts)

    def evidence(self) -> str:
        """Give the standard fields in the standard's order, each with its name; what is missing is left out."""
        values = self.values()
        values["status"] = "/".join(str(v) for v in (values.get("status"), values.get("error_code")) if v)
        known = (
            self.material.verdict.charge.charge is not Charge.UNKNOWN
        )  # its sentence names the charge itself
        values["charge"] = self.money() if known else self.say(terms.CHARGE_WORDS[Charge.UNKNOWN])
        named = (
            f"{self.say(label)} {values[name]}" for name, label in terms.EVIDENCE.items() if values.get(name)
        )
        return " · ".join(named)

    def attempt_list(self, request: Request) -> str:
        shown = request.attempts[:MOST_ATTEMPTS]
        parts = [self.attempt(a) for a in shown]
        more = len(request.attempts) - len(shown)
        if more > 0:
            parts.append(self.say(terms.MORE).format(count=more))
        retries = self.client_retries()
        if retries:
            parts.append(self.say(terms.CLIENT_RETRIES).format(count=retries))
        if not parts and request.attempt_count is not None:
            parts.append(self.say(terms.ATTEMPT_COUNT).format(count=request.attempt_count))
        return self.say(terms.SEMICOLON).join(parts)

    def attempt(self, attempt: Attempt) -> str:
        moment, named = attempt.started or attempt.ended, terms.BEGUN if attempt.started else terms.ENDED
        time = self.say(named).format(when=phrases.exactly(moment)) if moment else ""
        status = str(attempt.status) if attempt.status is not None else ""
        reason = phrases.clean(attempt.error.code or attempt.error.kind, 48) if attempt.error else ""
        answered = attempt.failed and attempt.status is not None and 200 <= attempt.status < 300
        ended = (
            terms.BROKE_OFF
            if answered
            else terms.FAILED
            if attempt.failed
            else terms.SERVED
            if attempt.failed is False
            else None
        )
        parts = [time, status, reason or self.say(ended)]
        parts.append(self.pseudonym(Kind.CHANNEL, attempt.channel) if attempt.channel else "")
        return f"{attempt.number}) " + self.say(terms.COMMA).join(p for p in parts if p)

    def lost(self) -> str:
        """Say what was lost to sending again: time, and money for what brought no answer."""
        lost = self.material.verdict.lost
        return phrases.clean(self.say(lost.said)) if lost else ""

    def proofs(self) -> str:
        texts = [phrases.clean(self.say(p.text)).rstrip(".。") for p in self.material.verdict.proofs]
        told = self.lost().rstrip(".。")  # has a line of its own
        different = list(dict.fromkeys(t for t in texts if t and t != told))
        return self.say(terms.SEMICOLON).join(different[:MOST_PROOFS])

    def receipts(self) -> str:
        rows = [phrases.identity(r) for r in self.material.verdict.charge.receipts]
        rows = [r for r in rows if r]
        more = len(rows) - MOST_RECEIPTS
        tail = [self.say(terms.MORE).format(count=more)] if more > 0 else []
        return self.say(terms.COMMA).join([*rows[:MOST_RECEIPTS], *tail])

    def coverage(self) -> str:
        coverage = self.material.coverage
        if coverage is None or coverage.read_at is None:
            return self.say(terms.NOT_READ)
        return self.say(terms.COMPLETE if coverage.complete else terms.INCOMPLETE)

    def not_checked(self, blanks: tuple[Blank, ...]) -> str:
        """List what is unknown or assumed, and count the gaps that only the agent can fill."""
        material = self.material
        parts = [phrases.clean(self.say(s)).rstrip(".。") for s in material.verdict.settles[:3]]
        if material.verdict.charge.charge is Charge.UNKNOWN:
            parts.append(self.say(terms.CHARGE_OPEN))
        if material.request is not None and not (material.coverage and material.coverage.complete):
            parts.append(self.say(terms.LOG_OPEN))
        if material.profile.error_log is not True:
            parts.append(self.say(terms.ERROR_LOG))
        if blanks:
            names = self.say(terms.COMMA).join(self.say(terms.BLANK_NAMES[b.name]) for b in blanks)
            line = terms.BLANK if len(blanks) == 1 else terms.BLANKS
            parts.append(self.say(line).format(count=len(blanks), names=names))
        return self.say(terms.SEMICOLON).join(dict.fromkeys(parts)) or self.say(terms.NOTHING_OPEN)

    def ids(self, ticket: str) -> str:
        values = self.values()
        values["ticket"] = ticket
        named = (f"{self.say(label)} {values[n]}" for n, label in terms.IDS.items() if values.get(n))
        return " · ".join(named) or self.say(terms.NONE)
